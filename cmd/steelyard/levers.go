package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
)

const leversLong = `Say what every lever of a plan earns: overtime, more hours of a resource, hiring, temps and heads,
outsourcing, other suppliers, building ahead and room for it, lanes, options, other processes, serving
late, and prices where profit is made best. Each is measured by planning anew, with one step more of
it (a head, a machine, a shift, a lot, a load; else a tenth of the limit), with as much of it as helps,
and without it. Levers are ranked by the money of a step. The best are taken by twos as well.

What the step itself costs is counted only where the scenario says so: a shift more of a resource costs
nothing there, and its net money is the most that it may cost. A price is a hundredth higher and sells
as much. Late service that the scenario does not allow is allowed for one period, for nothing.

--close asks for the plan that leaves least undone of what is asked, and says what closes the rest of
the gap: owed at the end of a period, lost, missing or unsold. It is always so where there is no plan;
the exit status is 4 then all the same.` + layersHelp + exitStatus

const leversExample = `  steelyard levers scenario.yaml
  steelyard levers scenario.yaml --close
  steelyard levers scenario.yaml --step 0.05 --pairs 10 -o json`

type leversOptions struct {
	studyOptions
	shut  bool
	share float64
	pairs int
}

func newLeversCmd(g *globals) *cobra.Command {
	o := &leversOptions{}
	cmd := &cobra.Command{
		Use:     "levers FILE",
		Short:   "Say what every lever earns, and what closes a gap",
		Long:    leversLong,
		Example: leversExample,
		Args:    files("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch wrong := o.plan.validate(); {
			case wrong != "":
				return usagef(cmd, "%s", wrong)
			case o.share < 0 || o.share > 1:
				return usagef(cmd, "--step must be between 0 and 1, as a share of each limit")
			case o.pairs < 0:
				return usagef(cmd, "--pairs must not be negative")
			}
			return g.ask(cmd.Context(), &o.studyOptions, args[0], func(loaded *intake.Loaded, st *analysis.Study) error {
				return g.levers(cmd.Context(), o, loaded, st)
			})
		},
	}
	o.addFlags(cmd.Flags())
	o.withoutPlan = true
	cmd.Flags().BoolVar(&o.shut, "close", false, "leave as little undone of what is asked as can be, before money")
	cmd.Flags().Float64Var(&o.share, "step", 0, "one step is this `SHARE` of each limit (default a head, a shift, a lot, ...)")
	cmd.Flags().IntVar(&o.pairs, "pairs", 6, "take the best `N` levers by twos")
	return cmd
}

func (g *globals) levers(ctx context.Context, o *leversOptions, loaded *intake.Loaded, st *analysis.Study) error {
	l, err := st.Levers(ctx, analysis.LeverOptions{
		Close: o.shut, Share: o.share, Pairs: o.pairs,
		Solve: solver.Options{TimeLimit: o.plan.timeLimit, RelGap: o.plan.gap, Threads: o.plan.threads},
	})
	switch {
	case err != nil:
		return err
	case l == nil:
		return errNotEven
	}
	input, err := inputOf(loaded, st.Result)
	if err != nil {
		return err
	}
	if input.Limits = st.Result.Limits; input.Limits == nil {
		input.Limits = st.Formulation.Limits()
	}
	if err := g.tell(&o.plan, report.NewLeversDocument(input, l)); err != nil {
		return err
	}
	if !st.Answers() {
		return outcome(st.Result)
	}
	return nil
}
