package main

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
)

const leewayLong = `Say how much room for argument the best plan leaves: what every plan that is nearly as good makes,
buys and serves (must), what some of them do (may), and what none does (never). Then how much
demand can rise, and capacity, supply and storage can fall, before there is no plan at all, and
which limits stand in the way then.

--alternatives shows plans among the nearly best that differ most from the best one and from each
other in what they make, buy and serve of families, with the decisions that differ most and what
that costs. Each is audited like any other plan.

--time-limit holds for the plan, and again for the families and materials that are looked at: those
with the least money in them are left out when it comes first.

Where the plan has whole numbers, they stay as they are.` + layersHelp + exitStatus

const leewayExample = `  steelyard leeway scenario.yaml
  steelyard leeway scenario.yaml --within 5% -o json
  steelyard leeway scenario.yaml --alternatives 3`

type leewayOptions struct {
	studyOptions
	within       string
	alternatives int
	top          int
}

func newLeewayCmd(g *globals) *cobra.Command {
	o := &leewayOptions{}
	cmd := &cobra.Command{
		Use:     "leeway FILE",
		Short:   "Say what nearly best plans have in common",
		Long:    leewayLong,
		Example: leewayExample,
		Args:    files("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			within, ok := shareOf(o.within)
			switch wrong := o.plan.validate(); {
			case wrong != "":
				return usagef(cmd, "%s", wrong)
			case !ok:
				return usagef(cmd, "--within must be a share from 0 to 1, or a percentage: 1%%")
			case o.top < 1:
				return usagef(cmd, "--top must be at least 1")
			case o.alternatives < 0:
				return usagef(cmd, "--alternatives must not be negative")
			}
			return g.ask(cmd.Context(), &o.studyOptions, args[0], func(loaded *intake.Loaded, st *analysis.Study) error {
				return g.leeway(cmd.Context(), o, within, loaded, st)
			})
		},
	}
	o.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&o.within, "within", "1%", "plans that are worse by at most this `SHARE` of the objective are nearly best")
	cmd.Flags().IntVar(&o.top, "top", 20, "look at the `N` families and materials with the most money in them; --all looks at all")
	cmd.Flags().IntVar(&o.alternatives, "alternatives", 0, "show `N` nearly best plans that differ most")
	return cmd
}

// shareOf reads 0.01 or 1 %.
func shareOf(text string) (float64, bool) {
	number, isPercent := strings.CutSuffix(strings.TrimSpace(text), "%")
	v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if isPercent {
		v /= 100
	}
	return v, err == nil && v >= 0 && v <= 1
}

// shocked are the groups of limits that the world can change, with the direction that is bad.
var shocked = []struct {
	group     model.Group
	direction float64
}{{model.GroupDemand, +1}, {model.GroupCapacity, -1}, {model.GroupSupply, -1}, {model.GroupLane, -1}, {model.GroupMaxStock, -1}}

func (g *globals) leeway(ctx context.Context, o *leewayOptions, within float64, loaded *intake.Loaded, st *analysis.Study) error {
	items := o.top
	if o.plan.all {
		items = 0
	}
	leeways, left, err := st.Leeway(ctx, within, items, o.plan.timeLimit)
	if err != nil {
		return err
	}
	var groups []model.Group
	var shocks []*analysis.Shock
	for _, s := range shocked {
		shock, err := st.Breaking(ctx, s.group, s.direction)
		if err != nil {
			return err
		}
		if shock != nil {
			groups, shocks = append(groups, s.group), append(shocks, shock)
		}
	}
	input, err := inputOf(loaded, st.Result)
	if err != nil {
		return err
	}
	document := report.NewLeewayDocument(input, within, leeways, groups, shocks)
	document.ItemsLeft = left
	if o.alternatives > 0 {
		list, err := st.Alternatives(ctx, o.alternatives, within, solver.Options{Relax: o.plan.relax})
		if err != nil {
			return err
		}
		if err := g.auditAll(input, list); err != nil {
			return err
		}
		document.AddAlternatives(input, list)
	}
	return g.tell(&o.plan, document)
}

// auditAll has every alternative audited, and refuses to go on with one that does not pass.
func (g *globals) auditAll(input report.Input, list []analysis.Alternative) error {
	for i := range list {
		of := input
		of.Result = list[i].Result
		if err := g.audited(&of); err != nil {
			return err
		}
	}
	return nil
}
