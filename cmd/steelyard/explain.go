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

const explainLong = `Say why the best plan is as it is. Everything that is said is measured by planning again.

With the path of a demand: why it is late, lost, short or unsold, in a chain from the demand to
the limits that hold it back, the limits that matter most, and the cheapest remedy. Where it is
not worth serving, the numbers say so. Without a path: all demand that is short, the most
money first.

With --cost and the path of a demand: what one more unit of it costs in each period, and what
that is made of: making, materials, overtime, stock, moves and the rent of limits.

With the path of anything else that a plan can do (a process, an offer of a supplier, a lane,
overtime, hiring, an option): why it is not used, or used no more, and from what cost on it would
be.

With --what-if: what gives way when a value of the scenario changes.

Where the plan has whole numbers, they stay as they are, unless a new search is announced.` + layersHelp + exitStatus

const explainExample = `  steelyard explain scenario.yaml
  steelyard explain scenario.yaml demand.cola --period 2027-06
  steelyard explain scenario.yaml demand.cola --cost
  steelyard explain scenario.yaml suppliers.copacker
  steelyard explain scenario.yaml --what-if 'resources.line1.capacity=+40'`

type explainOptions struct {
	studyOptions
	period string
	cost   bool
	whatIf []string
	top    int
}

func newExplainCmd(g *globals) *cobra.Command {
	o := &explainOptions{}
	cmd := &cobra.Command{
		Use:     "explain FILE [PATH]",
		Short:   "Say why the plan is as it is",
		Long:    explainLong,
		Example: explainExample,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 || len(args) == 2 {
				return nil
			}
			return usagef(cmd, "expected FILE and perhaps PATH, got %s", counted(len(args), "argument"))
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			path := ""
			if len(args) == 2 {
				path = args[1]
			}
			if wrong := o.wrong(path); wrong != "" {
				return usagef(cmd, "%s", wrong)
			}
			return g.ask(cmd.Context(), &o.studyOptions, args[0], func(loaded *intake.Loaded, st *analysis.Study) error {
				return g.explain(cmd.Context(), o, args[0], path, loaded, st)
			})
		},
	}
	o.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&o.period, "period", "", "only this `PERIOD`: 2027-06")
	cmd.Flags().BoolVar(&o.cost, "cost", false, "say what one more unit of the demand costs, and why")
	cmd.Flags().StringArrayVar(&o.whatIf, "what-if", nil, "say what gives way when a value changes: `PATH=VALUE`, as for --set")
	cmd.Flags().IntVar(&o.top, "top", 3, "explain the `N` shortages with the most money at stake")
	return cmd
}

// wrong says what is wrong with the flags; empty if nothing is.
func (o *explainOptions) wrong(path string) string {
	if wrong := o.plan.validate(); wrong != "" {
		return wrong
	}
	switch {
	case o.top < 1:
		return "--top must be at least 1"
	case len(o.whatIf) > 0 && (path != "" || o.cost || o.period != ""):
		return "--what-if stands alone: it takes no PATH, --cost or --period"
	case o.cost && !strings.HasPrefix(path, "demand."):
		return "--cost needs the path of a demand: demand.cola"
	}
	return ""
}

func (g *globals) explain(ctx context.Context, o *explainOptions, file, path string, loaded *intake.Loaded, st *analysis.Study) error {
	if len(o.whatIf) > 0 {
		return g.whatIf(ctx, o, file, loaded, st)
	}
	input, err := inputOf(loaded, st.Result)
	if err != nil {
		return err
	}
	e, err := st.Explain()
	if err != nil {
		return err
	}
	periods, err := periodsOf(loaded.Scenario, o.period)
	if err != nil {
		return err
	}
	q := report.Question{Kind: "shortages", Path: path, Period: o.period}
	demand, isDemand := strings.CutPrefix(path, "demand.")
	at := -1
	if isDemand {
		if at, isDemand = e.DemandNamed(demand); !isDemand {
			return unknownDemand(loaded.Scenario, demand)
		}
	}
	switch {
	case o.cost:
		q.Kind = "cost"
	case path != "" && !isDemand:
		q.Kind = "option"
	}
	d := report.NewExplainDocument(input, q)
	switch q.Kind {
	case "cost":
		costs, err := e.UnitCosts(ctx, at, periods)
		if err != nil {
			return err
		}
		d.AddCosts(e, costs)
	case "option":
		if err := explainOption(ctx, d, e, path, periods); err != nil {
			return err
		}
	default:
		if err := explainShortages(ctx, d, e, at, periods, o.top); err != nil {
			return err
		}
	}
	return g.tell(&o.plan, d)
}

// explainShortages adds why demand is short: one, or all where it is negative.
func explainShortages(ctx context.Context, d *report.ExplainDocument, e *analysis.Explainer, demand int, periods []int, top int) error {
	var chosen []analysis.Shortage
	for _, s := range e.Shortages() {
		inTime := slices.ContainsFunc(periods, func(t int) bool { return s.From <= t && t <= s.To })
		if inTime && (demand < 0 || s.Demand == demand) {
			chosen = append(chosen, s)
		}
	}
	n := min(top, len(chosen))
	var reasons []*analysis.Reason
	for _, s := range chosen[:n] {
		r, err := e.Reason(ctx, s)
		if err != nil {
			return err
		}
		reasons = append(reasons, r)
	}
	d.AddReasons(e, reasons, chosen[n:])
	return nil
}

// explainOption adds why the options at or below a path are used no more.
func explainOption(ctx context.Context, d *report.ExplainDocument, e *analysis.Explainer, path string, periods []int) error {
	var known []string
	found := false
	for _, o := range e.Options() {
		known = append(known, o.Path)
		if o.Path != path && !strings.HasPrefix(o.Path, path+".") {
			continue
		}
		found = true
		entries, err := e.Entries(ctx, o, periods)
		if err != nil {
			return err
		}
		var forced *analysis.Forced
		if e.OnlyWhole(entries) {
			if forced, err = e.Force(ctx, o, 1); err != nil {
				return err
			}
		}
		d.AddOption(e, o, entries, forced)
	}
	if found {
		return nil
	}
	f := failf(exitUsage, "there is nothing to explain at %q", path)
	if near := model.Nearest(path, known); near != "" {
		f.hints = append(f.hints, "did you mean "+near+"?")
	} else {
		f.hints = append(f.hints, "expected demand.ID, processes.ID, suppliers.ID, lanes.ID, options.ID, or overtime, rent, hire or layoff of its owner")
	}
	return f
}

// periodsOf are all periods, or the one with a label.
func periodsOf(s *model.Scenario, label string) ([]int, error) {
	labels := s.Calendar.Labels()
	if label == "" {
		all := make([]int, len(labels))
		for t := range all {
			all[t] = t
		}
		return all, nil
	}
	if t := slices.Index(labels, label); t >= 0 {
		return []int{t}, nil
	}
	return nil, failf(exitUsage, "there is no period %q: they run from %s to %s", label, labels[0], labels[len(labels)-1])
}

func unknownDemand(s *model.Scenario, id string) error {
	var known []string
	for i := range s.Demand {
		known = append(known, "demand."+s.Demand[i].ID)
	}
	f := failf(exitUsage, "there is no demand %q", id)
	if near := model.Nearest("demand."+id, known); near != "" {
		f.hints = append(f.hints, "did you mean "+near+"?")
	} else {
		f.hints = append(f.hints, "there are "+strings.Join(known[:min(8, len(known))], ", "))
	}
	return f
}

// whatIf plans the changed scenario, too, and tells what differs. Where it has no plan, it shows what plan shows.
func (g *globals) whatIf(ctx context.Context, o *explainOptions, file string, loaded *intake.Loaded, before *analysis.Study) error {
	changed := o.studyOptions
	changed.plan.layers.edits = slices.Clone(o.plan.layers.edits)
	for _, text := range o.whatIf {
		if where, _, found := strings.Cut(text, "="); !found || strings.TrimSpace(where) == "" {
			return failf(exitUsage, "--what-if %q: expected PATH=VALUE, as in demand.tools.quantity=*1.10", text)
		}
		changed.plan.layers.edits = append(changed.plan.layers.edits, intake.Edit{Set: text})
	}
	return g.ask(ctx, &changed, file, func(_ *intake.Loaded, after *analysis.Study) error {
		changes, err := analysis.Compare(before, after)
		if err != nil {
			return err
		}
		input, err := inputOf(loaded, before.Result)
		if err != nil {
			return err
		}
		d := report.NewExplainDocument(input, report.Question{Kind: "what-if", WhatIf: o.whatIf})
		d.AddChanges(loaded.Scenario, changes)
		return g.tell(&o.plan, d)
	})
}
