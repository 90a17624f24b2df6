package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/audit"
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
	loaded, err := g.load(path, o.plan.layers)
	if err != nil {
		return err
	}
	if o.plan.relax {
		relax(loaded.Scenario)
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
	switch {
	case err != nil && ctx.Err() != nil:
		return unanswered()
	case errors.Is(err, analysis.ErrNoFront):
		return failf(exitNoPlan, "infeasible: no plan keeps all limits of the scenario; steelyard plan says which")
	case errors.Is(err, analysis.ErrNothingToNegotiate):
		return failf(exitInvalid, "%s", err)
	case errors.Is(err, analysis.ErrFrontWithoutEnd):
		return failf(exitNoPlan, "unbounded: %s", err)
	case err != nil:
		return err
	}
	hash, err := loaded.Scenario.Hash()
	if err != nil {
		return err
	}
	input := report.Input{Scenario: loaded.Scenario, Hash: hash, Files: loaded.Files}
	for _, offer := range append([]analysis.Offer{n.Middle}, n.Alone...) {
		r := offer.Result
		if found := audit.Check(loaded.Scenario, r.Plan, claimOf(r)); !found.Passed() {
			input.Result, input.Audit = r, found
			return g.refuse(report.NewDocument(input), found)
		}
	}
	return g.tell(&o.plan, report.NewNegotiationDocument(input, n))
}
