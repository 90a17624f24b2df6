package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
)

const pricesLong = `Say what every limit of the best plan is worth: what one more and one less of it changes, how far
that holds, and what it comes to in all. Everything is measured by planning again with the limit
moved, so a price that differs on its two sides is shown as two.

--limit chooses one limit by the name of its row, capacity[line1,2026-03], or by group and thing,
capacity.line1, for all periods together. With --curve the whole curve of the best objective
is shown, from where there is no plan to where more is worth nothing.

Where the plan has whole numbers, prices are those of the plan with the same whole numbers.` + layersHelp + exitStatus

const pricesExample = `  steelyard prices scenario.yaml
  steelyard prices scenario.yaml --top 100 -o json
  steelyard prices scenario.yaml --limit 'capacity[line1,2026-03]' --curve`

type pricesOptions struct {
	studyOptions
	limit string
	curve bool
	top   int
}

func newPricesCmd(g *globals) *cobra.Command {
	o := &pricesOptions{}
	cmd := &cobra.Command{
		Use:     "prices FILE",
		Short:   "Say what every limit is worth",
		Long:    pricesLong,
		Example: pricesExample,
		Args:    files("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch wrong := o.plan.validate(); {
			case wrong != "":
				return usagef(cmd, "%s", wrong)
			case o.top < 1:
				return usagef(cmd, "--top must be at least 1")
			case o.curve && o.limit == "":
				return usagef(cmd, "--curve needs --limit: which limit the curve is of")
			}
			return g.ask(cmd.Context(), &o.studyOptions, args[0], func(loaded *intake.Loaded, st *analysis.Study) error {
				return g.prices(cmd.Context(), o, loaded, st)
			})
		},
	}
	o.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&o.limit, "limit", "", "only this `LIMIT`")
	cmd.Flags().BoolVar(&o.curve, "curve", false, "show the whole value curve of the limit")
	cmd.Flags().IntVar(&o.top, "top", 25, "measure the `N` limits with the most money at stake")
	return cmd
}

func (g *globals) prices(ctx context.Context, o *pricesOptions, loaded *intake.Loaded, st *analysis.Study) error {
	rows := st.Ranked(st.Binding())
	rows = rows[:min(o.top, len(rows))]
	if o.limit != "" {
		if rows = rowsOf(st, o.limit); len(rows) == 0 {
			return unknownLimit(st, o.limit)
		}
	}
	var curve *analysis.Curve
	var prices []analysis.Price
	var err error
	if o.curve {
		curve, err = st.Curve(ctx, rows)
	} else {
		prices, err = st.Prices(ctx, rows)
	}
	if err != nil {
		return err
	}
	input, err := inputOf(loaded, st)
	if err != nil {
		return err
	}
	return g.tell(&o.plan, report.NewPriceDocument(input, st, prices, curve))
}

// rowsOf finds the limits with a name: one row, or all of a group and thing that are of one kind.
func rowsOf(st *analysis.Study, name string) []int {
	var rows []int
	for i := range st.Result.Limits {
		l := &st.Result.Limits[i]
		if l.ID == name {
			return []int{i}
		}
		if string(l.Group)+"."+l.Key == name {
			rows = append(rows, i)
		}
	}
	return rows
}

// unknownLimit refuses a name, and suggests the nearest.
func unknownLimit(st *analysis.Study, name string) error {
	var known []string
	for i := range st.Result.Limits {
		l := &st.Result.Limits[i]
		if short := string(l.Group) + "." + l.Key; strings.Contains(name, "[") {
			known = append(known, l.ID)
		} else if !slices.Contains(known, short) {
			known = append(known, short)
		}
	}
	f := failf(exitUsage, "there is no limit %q in the plan", name)
	if near := model.Nearest(name, known); near != "" {
		f.hints = append(f.hints, "did you mean "+near+"?")
	} else {
		f.hints = append(f.hints, "steelyard plan FILE -o json lists every limit with its id")
	}
	return f
}
