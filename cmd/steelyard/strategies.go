package main

import (
	"context"
	"errors"
	"math"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
)

const strategiesLong = `Plan a scenario four times for the same demand: freely, as a level plan (the same heads or output
in every period, stock takes up the difference), as a chase plan (no more stock than is needed,
output follows demand) and as a hybrid one (changes are bounded), and put the plans side by side.
Then show what lies between level and chase: cost against the largest change from one period
to the next, with all corners.

What the scenario says under strategy: holds; where it says nothing of level, chase or hybrid
that is for all of the scenario. The hybrid plan may change by --change, or by half of what the
chase plan changes at most.` + layersHelp + exitStatus

const strategiesExample = `  steelyard strategies scenario.yaml
  steelyard strategies scenario.yaml --change 5
  steelyard strategies scenario.yaml -o json`

type strategiesOptions struct {
	studyOptions
	change float64
}

func newStrategiesCmd(g *globals) *cobra.Command {
	o := &strategiesOptions{}
	cmd := &cobra.Command{
		Use:     "strategies FILE",
		Short:   "Compare level, chase and hybrid plans",
		Long:    strategiesLong,
		Example: strategiesExample,
		Args:    files("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch wrong := o.plan.validate(); {
			case wrong != "":
				return usagef(cmd, "%s", wrong)
			case cmd.Flags().Changed("change") && !(o.change >= 0 && o.change < math.MaxFloat64):
				return usagef(cmd, "--change must be a number, 0 or more")
			case !cmd.Flags().Changed("change"):
				o.change = math.NaN()
			}
			return g.strategies(cmd.Context(), o, args[0])
		},
	}
	o.addFlags(cmd.Flags())
	cmd.Flags().Float64Var(&o.change, "change", 0, "let the hybrid plan change by up to `N` heads or units (default half of the chase plan)")
	return cmd
}

func (g *globals) strategies(ctx context.Context, o *strategiesOptions, path string) error {
	loaded, err := g.loadToPlan(path, &o.plan)
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
	found, err := analysis.CompareStrategies(ctx, engine, loaded.Scenario, o.change, solver.Options{
		TimeLimit: o.plan.timeLimit, RelGap: o.plan.gap, Threads: o.plan.threads, Progress: watch.update,
	})
	watch.stop()
	switch {
	case errors.Is(err, context.Canceled):
		return unanswered()
	case err != nil:
		return err
	}
	input, err := inputOf(loaded, found.Plans[0].Result)
	if err != nil {
		return err
	}
	if err := g.auditStrategies(input, found.Plans); err != nil {
		return err
	}
	if err := g.tell(&o.plan, report.NewStrategiesDocument(input, found)); err != nil {
		return err
	}
	if r := found.Plans[0].Result; !r.Status.HasPlan() {
		return failf(exitNoPlan, "%s: there is no plan, whatever the strategy; steelyard plan says why", r.Status)
	}
	return nil
}

// auditStrategies has every plan audited, and refuses one that does not pass.
func (g *globals) auditStrategies(in report.Input, plans []analysis.StrategyPlan) error {
	for k := range plans {
		in.Scenario, in.Result = plans[k].Scenario, plans[k].Result
		if err := g.audited(&in); err != nil {
			return err
		}
	}
	return nil
}
