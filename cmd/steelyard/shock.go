package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
)

const shockLong = `Say how much worse things can get: how far demand can rise, and how much of capacity, of a crew's
hours and of supply can be lost, all by the same share, before there is no plan, and before no plan
meets the goals. A plan meets the goals where all that is asked for is served, at once or as late as
its backlog may be: nothing is lost, and no priced limit is broken. The limits that then stand
in the way are named, with the periods in which they do.

--of names what gets worse: demand, family.ID, market.ID, capacity, resource.ID, crew.ID, supply or
supplier.ID, or several with commas between them, which get worse together. --in names periods:
2026-06, or 2026-06..2026-08. Without --of each is tried by itself.

With whole numbers the end is found by trying, to a thousandth.` + layersHelp + exitStatus

const shockExample = `  steelyard shock scenario.yaml
  steelyard shock scenario.yaml --of demand --of resource.line1 --in 2026-06..2026-08
  steelyard shock scenario.yaml --of resource.line1,resource.line2 -o json`

type shockOptions struct {
	studyOptions
	of []string
	in string
}

func newShockCmd(g *globals) *cobra.Command {
	o := &shockOptions{}
	cmd := &cobra.Command{
		Use:     "shock FILE",
		Short:   "Say how much worse things can get",
		Long:    shockLong,
		Example: shockExample,
		Args:    files("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if wrong := o.plan.validate(); wrong != "" {
				return usagef(cmd, "%s", wrong)
			}
			return g.ask(cmd.Context(), &o.studyOptions, args[0], func(loaded *intake.Loaded, st *analysis.Study) error {
				return g.shock(cmd.Context(), o, loaded, st)
			})
		},
	}
	o.addFlags(cmd.Flags())
	cmd.Flags().StringArrayVar(&o.of, "of", nil, "only what `THINGS` ask for or give; may be given again")
	cmd.Flags().StringVar(&o.in, "in", "", "only in these `PERIODS`")
	return cmd
}

func (g *globals) shock(ctx context.Context, o *shockOptions, loaded *intake.Loaded, st *analysis.Study) error {
	input, err := inputOf(loaded, st.Result)
	if err != nil {
		return err
	}
	document, err := shockOf(ctx, st, input, o, loaded)
	if err != nil {
		return err
	}
	return g.tell(&o.plan, document)
}

// shockOf finds how far each thing can get worse.
func shockOf(ctx context.Context, st *analysis.Study, input report.Input, o *shockOptions, loaded *intake.Loaded) (*report.ShockDocument, error) {
	shocks, err := shocksOf(loaded.Scenario, o)
	if err != nil {
		return nil, err
	}
	points, err := st.Breakpoints(ctx, shocks, solver.Options{
		TimeLimit: o.plan.timeLimit, RelGap: o.plan.gap, Threads: o.plan.threads, Relax: o.plan.relax,
	})
	if err != nil {
		return nil, err
	}
	return report.NewShockDocument(input, shocks, points), nil
}

// shocksOf lists what gets worse, in the periods asked for.
func shocksOf(s *model.Scenario, o *shockOptions) ([]analysis.Named, error) {
	from, until := 0, s.Calendar.Len()-1
	if o.in != "" {
		first, last, isRange := strings.Cut(o.in, "..")
		if !isRange {
			last = first
		}
		if from, until = s.Calendar.Find(first), s.Calendar.Find(last); from < 0 || until < from {
			f := failf(exitUsage, "--in %s: expected a period, or the first and the last of several", o.in)
			f.hints = []string{"the periods are " + s.Calendar.Periods[0].Label + " to " + s.Calendar.Periods[s.Calendar.Len()-1].Label}
			return nil, f
		}
	}
	if len(o.of) == 0 {
		shocks := analysis.Stresses(s)
		for k := range shocks {
			shocks[k].From, shocks[k].Until = from, until
		}
		return shocks, nil
	}
	var shocks []analysis.Named
	for _, name := range o.of {
		x, unknown, known := analysis.StressOf(s, name, from, until)
		if unknown != "" {
			f := failf(exitUsage, "--of %s: there is no %s that can get worse", name, unknown)
			if near := model.Nearest(unknown, known); near != "" && near != unknown {
				f.hints = []string{"did you mean " + near + "?"}
			}
			return nil, f
		}
		shocks = append(shocks, analysis.Named{Name: name, Stress: x})
	}
	return shocks, nil
}
