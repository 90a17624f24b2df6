package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/intake"
)

const diffLong = `List what differs between two scenarios after extends:, variants and changes: one line a value, with
both values and where each comes from. A value over time that changes by the same factor or the
same amount in every period has one line. Nothing is listed where the two say the same, and the
exit status is 0; otherwise it is 2.

--set and -f are laid over B; with one file it is compared with itself before them. A file may be
"-" for the standard input.` + layersHelp + exitStatus

const diffExample = `  steelyard diff base.yaml high.yaml
  steelyard diff base.yaml base.yaml#high
  steelyard diff base.yaml --set 'demand.*.quantity=*1.10'`

type diffOptions struct {
	layers layers
	format choice
	out    string
}

func newDiffCmd(g *globals) *cobra.Command {
	o := &diffOptions{format: choice{allowed: []string{"table", "json"}}}
	cmd := &cobra.Command{
		Use:     "diff A [B]",
		Short:   "List what differs between two scenarios",
		Long:    diffLong,
		Example: diffExample,
		Args:    oneOrTwo("A", "B"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && len(o.layers.edits) == 0 {
				return usagef(cmd, "expected a second scenario, or --set or -f")
			}
			a, b := args[0], args[len(args)-1]
			if isInput(a) && isInput(b) {
				return usagef(cmd, "the standard input is one of the two scenarios, not both")
			}
			return runDiff(o, a, b, g)
		},
	}
	o.layers.addFlags(cmd.Flags())
	cmd.Flags().VarP(&o.format, "format", "o", "format of the result (default table, or as the name of --out ends)")
	cmd.Flags().StringVar(&o.out, "out", "", "write the result to `FILE`, whole or not at all")
	return cmd
}

// isInput tells whether a scenario is read from the standard input.
func isInput(spec string) bool {
	file, _ := intake.SplitVariant(spec)
	return file == standardInput
}

func runDiff(o *diffOptions, pathA, pathB string, g *globals) error {
	a, err := g.load(pathA, layers{})
	if err != nil {
		return err
	}
	b, err := g.load(pathB, o.layers)
	if err != nil {
		return err
	}
	found := intake.Diff(a, b)
	err = g.deliver(o.out, func(w io.Writer) error {
		if o.format.or(o.out, "table") == "json" {
			return diffJSON(w, a, b, found)
		}
		return diffText(w, found)
	})
	if err == nil && len(found) > 0 {
		return failed(exitDiffers)
	}
	return err
}

// diffText writes one line a difference, with the values below one another where paths are not long.
func diffText(w io.Writer, found []intake.Difference) error {
	const longest = 44
	column := 0
	for i := range found {
		if n := len(pathText(&found[i])); n <= longest {
			column = max(column, n)
		}
	}
	for i := range found {
		d := &found[i]
		line := fmt.Sprintf("%-*s  %s", column, pathText(d), changeText(d))
		if unit := unitText(d); unit != "" && d.Factor == 0 {
			line += "  " + unit
		}
		if _, err := fmt.Fprintf(w, "%s  (%s)\n", line, whence(d)); err != nil {
			return err
		}
	}
	return nil
}

func pathText(d *intake.Difference) string {
	return strings.TrimSuffix(d.Path+"."+d.Period, ".")
}

// changeText says how the value differs: 3,200 -> 3,520, or *1.1 in every period.
func changeText(d *intake.Difference) string {
	switch {
	case d.Factor != 0:
		return "*" + grouped(d.Factor) + " in every period"
	case d.Shift > 0:
		return "+" + grouped(d.Shift) + " in every period"
	case d.Shift < 0:
		return grouped(d.Shift) + " in every period"
	case d.A == nil && !d.B.IsLeaf():
		return "only in the second"
	case d.B == nil && !d.A.IsLeaf():
		return "only in the first"
	}
	return sideText(d, d.A, d.NumberA()) + " -> " + sideText(d, d.B, d.NumberB())
}

func sideText(d *intake.Difference, v *intake.Value, x float64) string {
	switch {
	case v == nil:
		return "none"
	case d.Period != "":
		return grouped(x)
	case len(v.Numbers) == 0 && v.IsLeaf():
		return shortText(strings.Join(strings.Fields(v.Text), " "))
	}
	return valueText(v, -1)
}

func unitText(d *intake.Difference) string {
	if d.B != nil {
		return d.B.Unit
	}
	return d.A.Unit
}

// whence says where both values come from, by the last step of each.
func whence(d *intake.Difference) string {
	a, b := lastStep(d.OriginsA()), lastStep(d.OriginsB())
	switch {
	case d.A == nil:
		return b
	case d.B == nil:
		return a
	}
	return a + " -> " + b
}

func lastStep(origins []intake.Origin) string {
	if len(origins) == 0 {
		return "by default"
	}
	last := origins[len(origins)-1]
	if last.Operation {
		return fmt.Sprintf("%s %s", last.Pos, last.Text)
	}
	return last.Pos.String()
}

// The document of diff -o json.
type (
	diffDocument struct {
		FormatVersion int           `json:"format_version"`
		A             shownScenario `json:"a"`
		B             shownScenario `json:"b"`
		Differences   []shownDiff   `json:"differences"`
	}
	shownDiff struct {
		Path   string    `json:"path"`
		Period string    `json:"period,omitempty"`
		Factor float64   `json:"factor,omitempty"` // the same in every period
		Shift  float64   `json:"shift,omitempty"`  // the same in every period
		Unit   string    `json:"unit,omitempty"`
		A      *diffSide `json:"a"` // null: A lacks the value
		B      *diffSide `json:"b"` // null: B lacks the value
	}
	diffSide struct {
		Value  any           `json:"value"`
		Origin []shownOrigin `json:"origin"`
	}
)

func diffJSON(w io.Writer, a, b *intake.Loaded, found []intake.Difference) error {
	document := diffDocument{FormatVersion: showFormat, Differences: []shownDiff{}}
	var err error
	if document.A, err = describe(a); err != nil {
		return err
	}
	if document.B, err = describe(b); err != nil {
		return err
	}
	for i := range found {
		d := &found[i]
		shown := shownDiff{Path: d.Path, Period: d.Period, Factor: d.Factor, Shift: d.Shift, Unit: unitText(d)}
		shown.A = jsonSide(d, d.A, d.NumberA(), d.OriginsA())
		shown.B = jsonSide(d, d.B, d.NumberB(), d.OriginsB())
		document.Differences = append(document.Differences, shown)
	}
	return writeJSON(w, document)
}

func jsonSide(d *intake.Difference, v *intake.Value, x float64, origins []intake.Origin) *diffSide {
	switch {
	case v == nil:
		return nil
	case d.Period != "":
		return &diffSide{orNull(x), jsonOrigins(origins)}
	case !v.IsLeaf():
		return &diffSide{jsonTree(v), jsonOrigins(origins)}
	}
	return &diffSide{jsonValue(v, -1), jsonOrigins(origins)}
}

// jsonTree is a mapping with all that is below it.
func jsonTree(v *intake.Value) any {
	if v.IsLeaf() {
		return jsonValue(v, -1)
	}
	tree := make(map[string]any, len(v.Of))
	for i := range v.Of {
		tree[v.Of[i].Key] = jsonTree(&v.Of[i])
	}
	return tree
}
