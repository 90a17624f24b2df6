package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/intake"
)

const showLong = `Show a scenario as it is after extends:, variants and changes: every value in its declared unit, with
a comment that says where it comes from. What is shown is YAML, and the same scenario when it is
read again. With PATH, show what is there; of one value the whole history: where it was first
set, and every change since. A period may end the path: demand.tools.quantity.2026-03.

FILE may be "-" for the standard input.` + layersHelp + exitStatus

const showExample = `  steelyard show high.yaml
  steelyard show base.yaml#high demand.tools.quantity
  steelyard show base.yaml --set 'demand.*.quantity=*1.10' demand
  steelyard show high.yaml -o json | jq '.values[] | select(.unit == "each")'`

type showOptions struct {
	layers layers
	format choice
	out    string
}

func newShowCmd(g *globals) *cobra.Command {
	o := &showOptions{format: choice{allowed: []string{"yaml", "json"}}}
	cmd := &cobra.Command{
		Use:     "show FILE [PATH]",
		Short:   "Show a scenario with all changes, and where each value comes from",
		Long:    showLong,
		Example: showExample,
		Args:    oneOrTwo("FILE", "PATH"),
		RunE: func(_ *cobra.Command, args []string) error {
			path := ""
			if len(args) > 1 {
				path = args[1]
			}
			return runShow(o, args[0], path, g)
		},
	}
	o.layers.addFlags(cmd.Flags())
	cmd.Flags().VarP(&o.format, "format", "o", "format of the result (default yaml, or as the name of --out ends)")
	cmd.Flags().StringVar(&o.out, "out", "", "write the result to `FILE`, whole or not at all")
	return cmd
}

// oneOrTwo is a check of the arguments: the first is needed, the second is not.
func oneOrTwo(first, second string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 1 || len(args) == 2 {
			return nil
		}
		return usagef(cmd, "expected %s and perhaps %s, got %s", first, second, counted(len(args), "argument"))
	}
}

func runShow(o *showOptions, file, path string, g *globals) error {
	loaded, err := g.load(file, o.layers)
	if err != nil {
		return err
	}
	value, period, ok := loaded.At(path)
	if !ok {
		return failf(exitInvalid, "%s: there is no value %s", file, path)
	}
	return g.deliver(o.out, func(w io.Writer) error {
		switch {
		case o.format.or(o.out, "yaml") == "json":
			return showJSON(w, loaded, value, period)
		case value.IsLeaf():
			_, err := io.WriteString(w, history(loaded, &value, period))
			return err
		}
		if path == "" {
			if _, err := io.WriteString(w, header(loaded)); err != nil {
				return err
			}
		}
		return loaded.WriteYAML(w, value)
	})
}

// header lists the changes of a scenario, as comments.
func header(loaded *intake.Loaded) string {
	if len(loaded.Changes) == 0 {
		return ""
	}
	var b strings.Builder
	listChanges(&b, loaded.Changes)
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	return "# changes:\n#" + strings.Join(lines, "\n#") + "\n\n"
}

// history shows one value, and below it one line for each place that it comes from.
func history(loaded *intake.Loaded, v *intake.Value, period int) string {
	var b strings.Builder
	path := v.Path
	if period >= 0 {
		path += "." + loaded.Scenario.Calendar.Periods[period].Label
	}
	fmt.Fprintf(&b, "%s  %s\n", path, strings.TrimSpace(valueText(v, period)+"  "+v.Unit))
	origins := loaded.Origins(*v, period)
	place, step := 0, 0
	for _, o := range origins {
		place, step = max(place, len(o.Pos.String())), max(step, len(stepText(o)))
	}
	for _, o := range origins {
		line := fmt.Sprintf("  %-*s  %-*s", place, o.Pos, step, stepText(o))
		if o.Pattern != "" {
			line += "  by " + o.Pattern
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	if len(origins) == 0 {
		b.WriteString("  by default\n")
	}
	return b.String()
}

func stepText(o intake.Origin) string {
	text := o.Text
	if o.Pattern != "" && !o.Operation {
		text = "= " + text
	}
	return strings.TrimSpace(o.Periods + " " + text)
}

// valueText is a value on one line; of a value over time perhaps one period.
func valueText(v *intake.Value, period int) string {
	switch {
	case !v.IsLeaf():
		return counted(len(v.Of), "value")
	case len(v.Numbers) == 0:
		return v.Text
	case period >= 0 || len(v.Numbers) == 1:
		return grouped(v.Number(max(period, 0)))
	}
	words := make([]string, len(v.Numbers))
	for t := range words {
		words[t] = grouped(v.Number(t))
	}
	return "[" + strings.Join(words, ", ") + "]"
}

// The document of show -o json.
type (
	shownDocument struct {
		FormatVersion int           `json:"format_version"`
		Scenario      shownScenario `json:"scenario"`
		Changes       []shownChange `json:"changes"`
		Values        []shownValue  `json:"values"`
	}
	shownScenario struct {
		Name  string   `json:"name"`
		Hash  string   `json:"hash"`
		Files []string `json:"files"`
	}
	shownChange struct {
		Pattern   string   `json:"pattern"`
		Operation string   `json:"operation"`
		Sets      bool     `json:"sets"` // the operation is a new value
		At        string   `json:"at"`
		Paths     []string `json:"paths"`
	}
	shownValue struct {
		Path   string        `json:"path"`
		Period string        `json:"period,omitempty"`
		Value  any           `json:"value"` // a number, a list of numbers, a text; null in a list: not given
		Unit   string        `json:"unit,omitempty"`
		Origin []shownOrigin `json:"origin"`
	}
	shownOrigin struct {
		At        string `json:"at"`
		Text      string `json:"text"` // a value as written, or an operation
		Operation bool   `json:"operation,omitempty"`
		Pattern   string `json:"pattern,omitempty"`
		Periods   string `json:"periods,omitempty"`
	}
)

// showFormat is the version of the documents of show, diff and sweep.
const showFormat = 1

func showJSON(w io.Writer, loaded *intake.Loaded, v intake.Value, period int) error {
	document := shownDocument{FormatVersion: showFormat, Changes: []shownChange{}, Values: []shownValue{}}
	var err error
	if document.Scenario, err = describe(loaded); err != nil {
		return err
	}
	for _, c := range loaded.Changes {
		document.Changes = append(document.Changes, shownChange{c.Pattern, c.Operation, c.Sets, c.Pos.String(), c.Paths})
	}
	v.Leaves(func(leaf *intake.Value) {
		shown := shownValue{Path: leaf.Path, Value: jsonValue(leaf, period), Unit: leaf.Unit, Origin: jsonOrigins(loaded.Origins(*leaf, period))}
		if period >= 0 {
			shown.Period = loaded.Scenario.Calendar.Periods[period].Label
		}
		document.Values = append(document.Values, shown)
	})
	return writeJSON(w, document)
}

// describe names a scenario in a document.
func describe(loaded *intake.Loaded) (shownScenario, error) {
	hash, err := loaded.Scenario.Hash()
	return shownScenario{loaded.Scenario.Name, hash, append([]string{}, loaded.Files...)}, err
}

func jsonValue(v *intake.Value, period int) any {
	switch {
	case !v.IsLeaf():
		return map[string]any{}
	case len(v.Numbers) == 0:
		return v.Text
	case period >= 0 || len(v.Numbers) == 1:
		return orNull(v.Number(max(period, 0)))
	}
	list := make([]any, len(v.Numbers))
	for t := range list {
		list[t] = orNull(v.Number(t))
	}
	return list
}

func orNull(x float64) any {
	if math.IsNaN(x) {
		return nil
	}
	return x
}

func jsonOrigins(origins []intake.Origin) []shownOrigin {
	list := make([]shownOrigin, len(origins))
	for i, o := range origins {
		list[i] = shownOrigin{o.Pos.String(), o.Text, o.Operation, o.Pattern, o.Periods}
	}
	return list
}

func writeJSON(w io.Writer, document any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(document)
}
