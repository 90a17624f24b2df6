package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

const frontierLong = `Say what one figure of the plan costs in terms of another: the plans of which neither can be better
without the other becoming worse, with the rate of exchange between them and the knee, from
which either direction costs most.

--x and --y are lines of the plan (service, cost, profit, margin, stock_value, ...), goals or budget lines by their
id, or expressions such as "total(overtime)". Of a line the good side is known; of
an expression it is the small one, unless "most " stands before it.

Without whole numbers all corners of the front are found and what lies between them is straight.
With whole numbers it is sampled. The limits of the scenario hold, and penalties of broken
limits count in cost and profit; ranks of goals do not hold here.` + layersHelp + exitStatus

const frontierExample = `  steelyard frontier scenario.yaml --x service --y cost
  steelyard frontier scenario.yaml --x stock_value --y margin -o json
  steelyard frontier scenario.yaml --x "total(overtime)" --y "most total(served)"`

type frontierOptions struct {
	studyOptions
	x, y   string
	points int
}

func newFrontierCmd(g *globals) *cobra.Command {
	o := &frontierOptions{}
	cmd := &cobra.Command{
		Use:     "frontier FILE",
		Short:   "Trade one figure of the plan against another",
		Long:    frontierLong,
		Example: frontierExample,
		Args:    files("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch wrong := o.plan.validate(); {
			case wrong != "":
				return usagef(cmd, "%s", wrong)
			case o.x == "" || o.y == "":
				return usagef(cmd, "--x and --y say what is traded against what, such as --x service --y cost")
			case o.points < 3:
				return usagef(cmd, "--points must be at least 3")
			}
			return g.frontier(cmd.Context(), o, args[0])
		},
	}
	o.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&o.x, "x", "", "the first `FIGURE`")
	cmd.Flags().StringVar(&o.y, "y", "", "the second `FIGURE`")
	cmd.Flags().IntVar(&o.points, "points", 11, "with whole numbers, ask for `N` points")
	return cmd
}

func (g *globals) frontier(ctx context.Context, o *frontierOptions, path string) error {
	loaded, err := g.loadToPlan(path, &o.plan)
	if err != nil {
		return err
	}
	axes := [2]analysis.Axis{}
	for i, text := range []string{o.x, o.y} {
		axis, wrong := axisOf(loaded, text)
		if wrong != "" {
			return failf(exitUsage, "--%s: %s", []string{"x", "y"}[i], wrong)
		}
		axes[i] = axis
	}
	f, err := solver.Formulate(loaded.Scenario)
	if err != nil {
		return err
	}
	engine, err := highs.New(1)
	if err != nil {
		return err
	}
	defer engine.Close()
	watch := startProgress(g.stderr)
	defer watch.stop()
	front, err := analysis.FrontOf(ctx, engine, f, axes[0], axes[1], o.points, lp.Options{
		TimeLimit: o.plan.timeLimit, RelGap: o.plan.gap, Threads: o.plan.threads, FixedPrices: f.Problem.IsInteger(),
	})
	watch.stop()
	if err != nil {
		return noFront(ctx, err)
	}
	input, err := inputOf(loaded, nil)
	if err != nil {
		return err
	}
	return g.tell(&o.plan, report.NewFrontierDocument(input, front, axes))
}

// noFront ends a command that trades figures against one another, and could not.
func noFront(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return unanswered()
	case errors.Is(err, analysis.ErrNoFront):
		return failf(exitNoPlan, "infeasible: no plan keeps all limits of the scenario; steelyard plan says which")
	case errors.Is(err, analysis.ErrFlatFigure), errors.Is(err, analysis.ErrNothingToNegotiate):
		return failf(exitInvalid, "%s", err)
	case errors.Is(err, analysis.ErrFrontWithoutEnd):
		return failf(exitNoPlan, "unbounded: %s", err)
	}
	return err
}

// axisOf reads what a front is about: a figure, and which side of it is good.
func axisOf(loaded *intake.Loaded, text string) (analysis.Axis, string) {
	text = strings.TrimSpace(text)
	side := ""
	for _, word := range []string{"most", "least"} {
		if rest, found := strings.CutPrefix(text, word+" "); found {
			side, text = word, rest
		}
	}
	figure, wrong := loaded.ParseFigure(text)
	if wrong != "" {
		return analysis.Axis{}, wrong
	}
	axis := analysis.Axis{Figure: figure, Up: side == "most"}
	if line, ok := model.FindLine(figure.Line); ok && side == "" {
		axis.Up = line.More
	}
	for _, ref := range loaded.Scenario.AllGoals() {
		if side == "" && ref.ID == text && figure.Line != text {
			axis.Up = ref.Want.Upward()
		}
	}
	return axis, ""
}
