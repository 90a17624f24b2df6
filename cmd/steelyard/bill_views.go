package main

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
)

// sideBySide puts the given plans beside the best one with and without the limits of the bill.
func (g *globals) sideBySide(ctx context.Context, o *billOptions, st *analysis.Study, bill *analysis.Bill, input report.Input, d *report.BillDocument) error {
	if o.own == "" && o.approved == "" {
		return nil
	}
	ideal, err := st.Ideal(ctx, bill)
	if err != nil {
		return err
	}
	without := input
	without.Result = ideal.Result
	claim := &audit.Claim{
		Objective: ideal.Priced(), Money: ideal.Result.Money, Relaxed: ideal.Result.Relaxed,
		Penalties: append(append([]model.Violation{}, ideal.Result.Penalties...), ideal.Waived...),
	}
	without.Audit = audit.Check(without.Scenario, without.Result.Plan, claim)
	if err := g.passed(&without); err != nil {
		return err
	}
	d.AddView(report.OptimalView, "", without)
	if err := g.audited(&input); err != nil {
		return err
	}
	d.AddView(report.ConstrainedView, "", input)
	for _, given := range []struct{ id, file string }{{report.OwnView, o.own}, {report.ApprovedView, o.approved}} {
		if given.file == "" {
			continue
		}
		costed, err := g.cost(ctx, o, given.file)
		if err != nil {
			return err
		}
		d.AddView(given.id, given.file, costed)
	}
	return nil
}

// cost costs a given plan: what it decides is done, the rest is worked out at least cost, and where it breaks limits
// they give way as little as can be.
func (g *globals) cost(ctx context.Context, o *billOptions, file string) (report.Input, error) {
	var in report.Input
	loaded, err := g.readScenario(o.scenario, o.plan.layers)
	if err != nil {
		return in, err
	}
	s := loaded.Scenario
	if o.plan.relax {
		relax(s)
	}
	if err := g.giveWhatIsThere(s, file); err != nil {
		return in, err
	}
	plan := o.plan
	plan.given.evaluate = file
	result, err := g.findPlan(ctx, s, &plan)
	if err != nil {
		return in, err
	}
	found, err := g.mend(ctx, s, &plan, result)
	if err != nil {
		return in, err
	}
	if !found.result.Status.HasPlan() {
		return in, failf(exitNoPlan, "%s cannot be costed: %s", file, found.result.Stop)
	}
	return g.auditedInput(loaded, found.result)
}

// giveWhatIsThere fixes what a given plan says. That of an earlier cycle may end before the scenario does: the periods
// after it are left open.
func (g *globals) giveWhatIsThere(s *model.Scenario, file string) error {
	if !strings.EqualFold(filepath.Ext(file), ".json") {
		return g.fix(s, &givenOptions{evaluate: file})
	}
	saved, err := g.readPlan(file)
	if err != nil {
		return err
	}
	covered := map[string]bool{}
	for _, label := range saved.Scenario.Periods {
		covered[label] = true
	}
	periods := 0
	for _, label := range s.Calendar.Labels() {
		if !covered[label] {
			break
		}
		periods++
	}
	switch {
	case periods == 0:
		return failf(exitInvalid, "%s: the plan does not have the first period, %s", file, s.Calendar.Labels()[0])
	case periods < s.Calendar.Len():
		g.note("%s ends before %s; from there on its plan is worked out at least cost", file, s.Calendar.Labels()[periods])
	}
	before := len(s.Locks)
	if err := g.freeze(s, file, periods, "given"); err != nil {
		return err
	}
	if len(s.Locks) == before {
		return failf(exitInvalid, "%s decides nothing that the scenario has", file)
	}
	return sound(s)
}
