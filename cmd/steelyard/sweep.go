package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/solver"
)

const sweepLong = `Plan every case of the sweep: in a scenario, and show what becomes of each: every combination
of the values of its axes, or the cases that it names. The changes of a case come after those of
the file and of the command line. With two axes the terminal shows a map, with one a line; csv,
json and xlsx have a row for each case, with the reason where there is no plan.

--show adds figures of the plans: money, service, load, heads, stock, or single ones by name.
Objectives are the same however the sweep is run. Figures are those of one best plan, always
the same one, but with --cold it may be another that is as good.

Results are kept in the cache of the user. A sweep that was stopped goes on from there when
the same command is given again; --no-cache neither reads nor keeps any. --list only lists the
cases, and checks that each can be planned.

The exit status is 4 or 5 where a case has no plan, 3 where one is not valid, 1 where one made the
program fail; the other cases are planned and shown all the same.

FILE may be "-" for the standard input.` + layersHelp + exitStatus

const sweepExample = `  steelyard sweep scenario.yaml
  steelyard sweep scenario.yaml --show money,fill_rate --out cases.xlsx
  steelyard sweep scenario.yaml -o csv > cases.csv
  steelyard sweep scenario.yaml --list -o json | jq -r '.cases[].name'`

type sweepOptions struct {
	layers    layers
	format    choice
	out       string
	list      bool
	show      []string
	workers   int
	gap       float64
	timeLimit time.Duration
	width     int
	all       bool
	cold      bool
	noCache   bool
}

func newSweepCmd(g *globals) *cobra.Command {
	o := &sweepOptions{format: choice{allowed: []string{"table", "csv", "json", "xlsx"}}}
	cmd := &cobra.Command{
		Use:     "sweep FILE",
		Short:   "Plan every case of a sweep",
		Long:    sweepLong,
		Example: sweepExample,
		Args:    files("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if wrong := o.validate(g); wrong != "" {
				return usagef(cmd, "%s", wrong)
			}
			return runSweep(cmd.Context(), o, args[0], g)
		},
	}
	flags := cmd.Flags()
	o.layers.addFlags(flags)
	flags.BoolVar(&o.list, "list", false, "list the cases, and plan none")
	flags.VarP(&o.format, "format", "o", "format of the result (default table, or as the name of --out ends)")
	flags.StringVar(&o.out, "out", "", "write the result to `FILE`, whole or not at all")
	flags.StringSliceVar(&o.show, "show", nil, "also show these `FIGURES` of each plan: money, service, load, heads, stock, or names")
	flags.IntVar(&o.workers, "workers", 0, "plan `N` cases at once (default one a processor)")
	flags.Float64Var(&o.gap, "gap", solver.DefaultGap, "with whole numbers, a plan this near to the best is good enough: `SHARE` of the objective")
	flags.DurationVar(&o.timeLimit, "time-limit", 0, "stop each case after this `TIME`: 30s, 5m; every case is then solved by itself (default no limit)")
	flags.IntVar(&o.width, "width", 0, "`COLUMNS` of the table (default that of the terminal, or 80)")
	flags.BoolVar(&o.all, "all", false, "show every case and figure in the table")
	flags.BoolVar(&o.cold, "cold", false, "solve every case by itself, not from the plan of the base: slower, with the same objectives")
	flags.BoolVar(&o.noCache, "no-cache", false, "neither use nor keep results of earlier sweeps")
	return cmd
}

// validate returns what is wrong with the flags; empty if nothing is.
func (o *sweepOptions) validate(g *globals) string {
	format := o.format.or(o.out, "table")
	switch {
	case o.list && format != "table" && format != "json":
		return "--list has the formats table and json"
	case o.workers < 0:
		return "--workers must not be negative"
	case format == workbookFormat && toStdout(o.out) && isTerminal(g.stdout):
		return noWorkbookHere
	}
	return wrongEffort(o.timeLimit, o.gap, o.width)
}

func runSweep(ctx context.Context, o *sweepOptions, path string, g *globals) error {
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
	if !o.list {
		return g.planCases(ctx, o, loaded, sweep)
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
