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
	"github.com/steelyard-sop/steelyard/solver"
)

const pricesLong = `Say what every limit of the best plan is worth: what one more and one less of it changes, how far
that holds, and what it comes to in all. Everything is measured by planning again with the limit
moved, so a price that differs on its two sides is shown as two.

--limit chooses one limit by the name of its row, capacity[line1,2026-03], or by group and thing,
capacity.line1, for all periods together. With --curve the whole curve of the best objective
is shown, from where there is no plan to where more is worth nothing; -o svg, or --out with a name
that ends in .svg, draws it.

What the plan leaves alone is listed with the cost, or for a sale the price, at which it would enter.

Where the plan has whole numbers, prices are those of the plan with the same whole numbers. Two others
stand beside them: that of the plan with fractions, and what planning anew with one business-sized
step gives (a head, a machine, a shift, a lot, a load). --time-limit holds for the plan, and again for
all steps together; a step that does not finish is said so.` + layersHelp + exitStatus

const pricesExample = `  steelyard prices scenario.yaml
  steelyard prices scenario.yaml --top 100 -o json
  steelyard prices scenario.yaml --limit 'capacity[line1,2026-03]' --curve
  steelyard prices scenario.yaml --limit capacity.line1 --curve --out curve.svg`

type pricesOptions struct {
	studyOptions
	limit string
	curve bool
	top   int
	steps int
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
			case o.steps < 0:
				return usagef(cmd, "--steps must not be negative")
			case o.plan.format.or(o.plan.out, "") == "svg" && !o.curve:
				return usagef(cmd, "only the curve of a limit can be drawn: --curve --limit")
			case o.curve && o.limit == "":
				return usagef(cmd, "--curve needs --limit: which limit the curve is of")
			}
			return g.ask(cmd.Context(), &o.studyOptions, args[0], func(loaded *intake.Loaded, st *analysis.Study) error {
				return g.prices(cmd.Context(), o, loaded, st)
			})
		},
	}
	o.addFlags(cmd.Flags())
	o.plan.format.allowed = append(o.plan.format.allowed, "svg")
	cmd.Flags().StringVar(&o.limit, "limit", "", "only this `LIMIT`")
	cmd.Flags().BoolVar(&o.curve, "curve", false, "show the whole value curve of the limit")
	cmd.Flags().IntVar(&o.top, "top", 25, "measure the `N` limits with the most money at stake, and the N options nearest to entering")
	cmd.Flags().IntVar(&o.steps, "steps", 5, "with whole numbers, plan anew with one step more of the first `N` of these limits")
	return cmd
}

func (g *globals) prices(ctx context.Context, o *pricesOptions, loaded *intake.Loaded, st *analysis.Study) error {
	var answers report.PriceAnswers
	var err error
	if o.limit == "" {
		answers, err = o.askAll(ctx, st)
	} else {
		rows := rowsOf(st, o.limit)
		if len(rows) == 0 {
			return unknownLimit(st, o.limit)
		}
		answers, err = o.askSome(ctx, st, rows)
	}
	if err != nil {
		return err
	}
	input, err := inputOf(loaded, st.Result)
	if err != nil {
		return err
	}
	return g.tell(&o.plan, report.NewPriceDocument(input, st, answers))
}

// askAll measures the limits with the most at stake, those that bind at no price of the engine's where there is
// room among them, and the options that the plan leaves alone.
func (o *pricesOptions) askAll(ctx context.Context, st *analysis.Study) (a report.PriceAnswers, err error) {
	binding, tight := st.Ranked(st.Binding()), st.Tight()
	rows := chosen(st, binding, o.top)
	a.Unmeasured, a.Others = len(binding)-len(rows), o.plan.all
	if a.Prices, err = st.Prices(ctx, rows); err != nil {
		return a, err
	}
	silent, err := st.Prices(ctx, tight[:min(o.top-len(rows), len(tight))])
	if err != nil {
		return a, err
	}
	for i := range silent {
		if !silent[i].Idle() {
			a.Prices = append(a.Prices, silent[i])
		}
	}
	if err = o.measureMore(ctx, st, &a); err != nil {
		return a, err
	}
	a.Options, a.OptionsLeft, err = st.Entering(ctx, o.top)
	return a, err
}

// chosen are the limits to measure: those with the most at stake, what is asked for after the others and in at most
// half of the places, unless some would stay empty.
func chosen(st *analysis.Study, ranked []int, top int) []int {
	var asked, others []int
	for _, row := range ranked {
		if st.Result.Limits[row].Group == model.GroupDemand {
			asked = append(asked, row)
		} else {
			others = append(others, row)
		}
	}
	others = others[:min(len(others), max(top-top/2, top-len(asked)))]
	return append(others, asked[:min(len(asked), top-len(others))]...)
}

// askSome measures the given limits only, or all of them together on their curve.
func (o *pricesOptions) askSome(ctx context.Context, st *analysis.Study, rows []int) (a report.PriceAnswers, err error) {
	a.WithoutTotal = true
	if o.curve {
		a.Curve, err = st.Curve(ctx, rows)
		return a, err
	}
	if a.Prices, err = st.Prices(ctx, rows); err != nil {
		return a, err
	}
	return a, o.measureMore(ctx, st, &a)
}

// measureMore finds what comes after each price, and what a plan with whole numbers really pays.
func (o *pricesOptions) measureMore(ctx context.Context, st *analysis.Study, a *report.PriceAnswers) (err error) {
	if err = st.Follow(ctx, a.Prices); err != nil {
		return err
	}
	a.Whole, err = st.Whole(ctx, a.Prices, o.steps, solver.Options{
		TimeLimit: o.plan.timeLimit, RelGap: o.plan.gap, Threads: o.plan.threads,
	})
	return err
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
