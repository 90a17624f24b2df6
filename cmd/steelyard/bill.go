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
)

const billLong = `Say what limits cost together: the best plan without them, the best plan with them, and the
difference divided among groups of limits, or among their owners.

The division is Shapley's value: what lifting a group gains, averaged over every order in which
the groups could be lifted. It adds up to the difference, is the same for groups that do the
same, and is nothing for a group that changes nothing. Up to ten groups are divided exactly,
more from a sample of 200 orders.

Without --groups all limits are lifted that somebody decided about, but what customers ask for
and take, and that heads give hours.

With --plan and --approved, a plan of your own and the one approved last are costed as "plan --evaluate"
does, audited, and shown beside the best plan with and without the limits.` + layersHelp + exitStatus

const billExample = `  steelyard bill scenario.yaml
  steelyard bill scenario.yaml --by owner
  steelyard bill scenario.yaml --groups capacity,overtime,max_stock
  steelyard bill scenario.yaml --plan own.json --approved last.json`

type billOptions struct {
	studyOptions
	by       choice
	groups   []string
	own      string // file of the planner's own plan
	approved string // file of the plan approved last
	scenario string // file
}

func newBillCmd(g *globals) *cobra.Command {
	o := &billOptions{by: choice{allowed: []string{"group", "owner"}}}
	cmd := &cobra.Command{
		Use:     "bill FILE",
		Short:   "Say what limits cost together",
		Long:    billLong,
		Example: billExample,
		Args:    files("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if wrong := o.plan.validate(); wrong != "" {
				return usagef(cmd, "%s", wrong)
			}
			if wrong := unknownGroup(o.groups); wrong != "" {
				return usagef(cmd, "%s", wrong)
			}
			if o.scenario = args[0]; o.scenario == standardInput && o.own+o.approved != "" {
				return usagef(cmd, "a scenario from the standard input has no plans beside it: it is read once for each")
			}
			return g.ask(cmd.Context(), &o.studyOptions, args[0], func(loaded *intake.Loaded, st *analysis.Study) error {
				return g.bill(cmd.Context(), o, loaded, st)
			})
		},
	}
	o.addFlags(cmd.Flags())
	cmd.Flags().Var(&o.by, "by", "divide among groups of limits or their owners (default group)")
	cmd.Flags().StringSliceVar(&o.groups, "groups", nil, "lift only the limits of these `GROUPS`: capacity,overtime")
	cmd.Flags().StringVar(&o.own, "plan", "", "put your own `PLAN`, JSON or CSV, beside the best ones")
	cmd.Flags().StringVar(&o.approved, "approved", "", "put the `PLAN` approved last, JSON or CSV, beside them")
	return cmd
}

// unknownGroup says what is wrong with the names of groups; empty if nothing is.
func unknownGroup(names []string) string {
	var known []string
	for _, info := range model.Groups() {
		if !info.Identity {
			known = append(known, string(info.Group))
		}
	}
	for _, name := range names {
		if slices.Contains(known, name) {
			continue
		}
		if near := model.Nearest(name, known); near != "" {
			return "there is no group " + name + " that can be lifted; did you mean " + near + "?"
		}
		return "there is no group " + name + " that can be lifted; there are " + strings.Join(known, ", ")
	}
	return ""
}

func (g *globals) bill(ctx context.Context, o *billOptions, loaded *intake.Loaded, st *analysis.Study) error {
	var names []model.Group
	for _, name := range o.groups {
		names = append(names, model.Group(name))
	}
	by := "group"
	parts := st.Groups(names)
	if o.by.value == "owner" {
		by, parts = "owner", st.Owners(names)
	}
	bill, err := st.Bill(ctx, parts)
	if err != nil {
		return err
	}
	input, err := inputOf(loaded, st.Result)
	if err != nil {
		return err
	}
	document := report.NewBillDocument(input, bill, by)
	if err := g.sideBySide(ctx, o, st, bill, input, document); err != nil {
		return err
	}
	return g.tell(&o.plan, document)
}
