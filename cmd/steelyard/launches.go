package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
)

const launchesLong = `Show the new-product plan: what the best plan does for the launches and phase-outs of a scenario.

For each launch: its gates with their owners and how many periods each leaves, the first period in which
something is made or ordered for it, what is made before it, the demand of a success and the expected one
that is planned, sales, revenue and margin (less standard cost) against what it takes from others, its
cost, what is spent for nothing if it fails, and the capacity it takes. Then the plan is made
anew for a known success, a known failure, and without the launch.

For each phase-out: the last periods of buying, making and selling, how stock runs down, and what
is written off.` + layersHelp + exitStatus

const launchesExample = `  steelyard launches scenario.yaml
  steelyard launches scenario.yaml --set launches.ebike.gates.tooling.planned=2026-05
  steelyard launches scenario.yaml -o json`

func newLaunchesCmd(g *globals) *cobra.Command {
	o := &studyOptions{}
	cmd := &cobra.Command{
		Use:     "launches FILE",
		Short:   "Show the new-product plan: launches and phase-outs",
		Long:    launchesLong,
		Example: launchesExample,
		Args:    files("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if wrong := o.plan.validate(); wrong != "" {
				return usagef(cmd, "%s", wrong)
			}
			return g.launches(cmd.Context(), o, args[0])
		},
	}
	o.addFlags(cmd.Flags())
	return cmd
}

func (g *globals) launches(ctx context.Context, o *studyOptions, path string) error {
	return g.ask(ctx, o, path, func(loaded *intake.Loaded, st *analysis.Study) error {
		input, err := g.auditedInput(loaded, st.Result)
		if err != nil {
			return err
		}
		outcomes, err := st.LaunchOutcomes(ctx, solver.Options{TimeLimit: o.plan.timeLimit, RelGap: o.plan.gap, Threads: o.plan.threads})
		if err != nil {
			return err
		}
		return g.tell(&o.plan, report.NewNewProductsDocument(input, outcomes))
	})
}
