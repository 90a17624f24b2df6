package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/intake"
)

const sweepLong = `List the cases of the sweep: in a scenario: every combination of the values of its axes, or the
cases that it names. Each case is resolved and checked; what is wrong with one of them is reported.
The changes of a case come after those of the file and of the command line.

FILE may be "-" for the standard input.` + layersHelp + exitStatus

const sweepExample = `  steelyard sweep scenario.yaml --list
  steelyard sweep scenario.yaml --list -o json | jq -r '.cases[].name'`

type sweepOptions struct {
	layers layers
	format choice
	out    string
	list   bool
}

func newSweepCmd(g *globals) *cobra.Command {
	o := &sweepOptions{format: choice{allowed: []string{"table", "json"}}}
	cmd := &cobra.Command{
		Use:     "sweep FILE",
		Short:   "List the cases of a sweep",
		Long:    sweepLong,
		Example: sweepExample,
		Args:    files("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !o.list {
				return usagef(cmd, "give --list: cases can be listed, not planned together")
			}
			return runSweep(o, args[0], g)
		},
	}
	o.layers.addFlags(cmd.Flags())
	cmd.Flags().BoolVar(&o.list, "list", false, "list the cases")
	cmd.Flags().VarP(&o.format, "format", "o", "format of the result (default table, or as the name of --out ends)")
	cmd.Flags().StringVar(&o.out, "out", "", "write the result to `FILE`, whole or not at all")
	return cmd
}

func runSweep(o *sweepOptions, path string, g *globals) error {
	loaded, err := g.load(path, o.layers)
	if err != nil {
		return err
	}
	sweep := loaded.Sweep()
	if sweep == nil {
		f := failf(exitInvalid, "%s: the scenario has no sweep", path)
		f.hints = []string{`a sweep is the key sweep: {axes: {demand: {change: demand.*.quantity, values: ["*0.9", "=", "*1.1"]}}}`}
		return f
	}
	document, err := g.resolveCases(loaded, sweep)
	if err != nil {
		return err
	}
	return g.deliver(o.out, func(w io.Writer) error {
		if o.format.or(o.out, "table") == "json" {
			return writeJSON(w, document)
		}
		return sweepText(w, document)
	})
}

// The document of sweep --list -o json.
type (
	sweepDocument struct {
		FormatVersion int           `json:"format_version"`
		Scenario      shownScenario `json:"scenario"`
		Axes          []shownAxis   `json:"axes"`
		Cases         []shownCase   `json:"cases"`
	}
	shownAxis struct {
		Name   string   `json:"name"`
		Paths  []string `json:"paths"`
		Values []string `json:"values"`
	}
	shownCase struct {
		Name    string   `json:"name"`
		Note    string   `json:"note,omitempty"`
		Changes []string `json:"changes"`
		Values  int      `json:"values"` // how many values the case changes
		Hash    string   `json:"hash"`
	}
)

// resolveCases resolves every case, tells the user what is wrong with any of them, and fails if one cannot be planned.
func (g *globals) resolveCases(loaded *intake.Loaded, sweep *intake.Sweep) (*sweepDocument, error) {
	document := &sweepDocument{FormatVersion: showFormat, Axes: []shownAxis{}, Cases: []shownCase{}}
	var err error
	if document.Scenario, err = describe(loaded); err != nil {
		return nil, err
	}
	for _, a := range sweep.Axes {
		document.Axes = append(document.Axes, shownAxis{a.Name, a.Paths, a.Values})
	}
	known := told(loaded.Diagnostics)
	var wrong error
	for _, c := range sweep.Cases {
		resolved := loaded.Case(c)
		if err := g.report("case "+c.Name, resolved.Diagnostics, known); err != nil {
			wrong = errors.Join(wrong, err)
			continue
		}
		shown := shownCase{Name: c.Name, Note: c.Note, Changes: append([]string{}, c.Changes...)}
		for _, change := range resolved.Changes[len(loaded.Changes):] {
			shown.Values += len(change.Paths)
		}
		if shown.Hash, err = resolved.Scenario.Hash(); err != nil {
			return nil, err
		}
		document.Cases = append(document.Cases, shown)
	}
	if wrong != nil {
		return nil, failed(exitInvalid)
	}
	return document, nil
}

// told are the diagnostics that the user has seen.
func told(diagnostics intake.Diagnostics) map[string]bool {
	known := map[string]bool{}
	for i := range diagnostics {
		known[diagnostics[i].String()] = true
	}
	return known
}

// report tells what is wrong with one version of a scenario, a case or a variant, leaving out what has been told already. It fails if the version has errors.
func (g *globals) report(name string, diagnostics intake.Diagnostics, known map[string]bool) error {
	var fresh intake.Diagnostics
	for i := range diagnostics {
		if text := diagnostics[i].String(); !known[text] {
			known[text] = true
			fresh = append(fresh, diagnostics[i])
		}
	}
	if len(fresh) > 0 {
		g.note("%s:", name)
		if err := fresh.Print(g.stderr, intake.PrintLimit); err != nil {
			return fmt.Errorf("cannot tell what is wrong: %w", err)
		}
	}
	if diagnostics.HasErrors() {
		return failed(exitInvalid)
	}
	return nil
}

func sweepText(w io.Writer, document *sweepDocument) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", document.Scenario.Name, counted(len(document.Cases), "case"))
	name := 0
	for _, c := range document.Cases {
		name = max(name, min(len(c.Name), 40))
	}
	for _, c := range document.Cases {
		line := fmt.Sprintf("  %-*s  %s", name, c.Name, counted(c.Values, "value"))
		if c.Note != "" {
			line += "  " + shortText(strings.Join(strings.Fields(c.Note), " "))
		}
		b.WriteString(line + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
