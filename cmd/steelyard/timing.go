package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
)

const timingLong = `Say what must be decided now and what can wait: for every lever that the best plan uses, how much
worse the best plan is if the lever stays where it is for the first one, two or three periods and
everything else is decided anew, and the last period by which the decision costs nothing extra.

Levers are options to open or close; hiring, laying off and temps; overtime and rented capacity;
buying what is sold, or what can be had in another way too; and keeping more stock than there was at
first or must be kept. Where there is no plan without the lever, it cannot wait.` + layersHelp + exitStatus

const timingExample = `  steelyard timing scenario.yaml
  steelyard timing scenario.yaml --periods 6 -o json`

type timingOptions struct {
	studyOptions
	periods int
}

func newTimingCmd(g *globals) *cobra.Command {
	o := &timingOptions{}
	cmd := &cobra.Command{
		Use:     "timing FILE",
		Short:   "Say what must be decided now and what can wait",
		Long:    timingLong,
		Example: timingExample,
		Args:    files("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch wrong := o.plan.validate(); {
			case wrong != "":
				return usagef(cmd, "%s", wrong)
			case o.periods < 1:
				return usagef(cmd, "--periods must be at least 1")
			}
			return g.ask(cmd.Context(), &o.studyOptions, args[0], func(loaded *intake.Loaded, st *analysis.Study) error {
				return g.timing(cmd.Context(), o, loaded, st)
			})
		},
	}
	o.addFlags(cmd.Flags())
	cmd.Flags().IntVar(&o.periods, "periods", 3, "let decisions wait for up to `N` periods")
	return cmd
}

func (g *globals) timing(ctx context.Context, o *timingOptions, loaded *intake.Loaded, st *analysis.Study) error {
	list, unused, err := st.Timing(ctx, o.periods, solver.Options{
		TimeLimit: o.plan.timeLimit, RelGap: o.plan.gap, Threads: o.plan.threads, Relax: o.plan.relax,
	})
	if err != nil {
		return err
	}
	input, err := inputOf(loaded, st.Result)
	if err != nil {
		return err
	}
	return g.tell(&o.plan, report.NewTimingDocument(input, o.periods, list, unused))
}
