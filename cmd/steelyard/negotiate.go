package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

const negotiateLong = `Say what plan each function would choose alone, what that costs the others, and find a plan between
them: everyone gets the same share of the way from the worst that the plans of the others leave to
the best possible, as great as can be, and more where that takes nothing from another.

Sales want the most service (revenue where all is served), operations the least cost, finance the most profit
(where the objective is cost: the least stock value), procurement the least purchases.
--side sales=revenue names others, once for each: a line of the plan, a goal or budget line by its id, or an
expression such as "least total(overtime)". All limits of the scenario hold; ranks of goals do not.` + layersHelp + exitStatus

const negotiateExample = `  steelyard negotiate scenario.yaml
  steelyard negotiate scenario.yaml --side sales=service --side operations=head_changes -o json`

type negotiateOptions struct {
	studyOptions
	sides []string
}

func newNegotiateCmd(g *globals) *cobra.Command {
	o := &negotiateOptions{}
	cmd := &cobra.Command{
		Use:     "negotiate FILE",
		Short:   "Find a plan between what each function wants",
		Long:    negotiateLong,
		Example: negotiateExample,
		Args:    files("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch wrong := o.plan.validate(); {
			case wrong != "":
				return usagef(cmd, "%s", wrong)
			case len(o.sides) == 1:
				return usagef(cmd, "--side must be given for two at least")
			}
			return g.negotiate(cmd.Context(), o, args[0])
		},
	}
	o.addFlags(cmd.Flags())
	cmd.Flags().StringArrayVar(&o.sides, "side", nil, "who sits at the table and what counts there: `NAME=FIGURE`")
	return cmd
}

func (g *globals) negotiate(ctx context.Context, o *negotiateOptions, path string) error {
	loaded, err := g.loadToPlan(path, &o.plan)
	if err != nil {
		return err
	}
	f, err := solver.Formulate(loaded.Scenario)
	if err != nil {
		return err
	}
	parties := analysis.PartiesOf(f)
	if len(o.sides) > 0 {
		parties = nil
	}
	for _, side := range o.sides {
		name, text, found := strings.Cut(side, "=")
		axis, wrong := axisOf(loaded, text)
		if !found || name == "" {
			wrong = "expected NAME=FIGURE"
		}
		if wrong != "" {
			return failf(exitUsage, "--side %s: %s", side, wrong)
		}
		parties = append(parties, analysis.Party{Name: name, Axis: axis})
	}
	engine, err := highs.New(1)
	if err != nil {
		return err
	}
	defer engine.Close()
	n, err := analysis.Negotiate(ctx, engine, f, parties, lp.Options{
		TimeLimit: o.plan.timeLimit, RelGap: o.plan.gap, Threads: o.plan.threads, FixedPrices: f.Problem.IsInteger(),
	})
	if err != nil {
		return noFront(ctx, err)
	}
	input, err := inputOf(loaded, nil)
	if err != nil {
		return err
	}
	for _, offer := range append([]analysis.Offer{n.Middle}, n.Alone...) {
		of := input
		of.Result = offer.Result
		if err := g.audited(&of); err != nil {
			return err
		}
	}
	return g.tell(&o.plan, report.NewNegotiationDocument(input, n))
}
