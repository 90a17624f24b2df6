package audit

import (
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

const headUnit = "heads"

// heads tests each workforce:
//
//	heads      heads = heads before - those who leave + hired and retrained
//	           - laid off and retrained to others; whole where they must be;
//	           nobody hired or laid off where that is not allowed
//	recruits   heads >= recruits in their first year, who stay where they are
//	min_heads  heads >= minimum
//	max_heads  heads <= maximum
//	hours      hours used <= heads x regular hours + overtime worked, with
//	           temps, short time and help between crews
func (a *auditor) heads() {
	for w := range a.s.Workforce {
		crew := &a.s.Workforce[w]
		a.roll(w, crew)
		a.moves(w, crew)
		if crew.Integer {
			if a.s.WholeHeads(w) {
				a.whole(crew, "heads", a.p.Heads.Row(w))
			}
			a.whole(crew, "hired", a.p.Hired.Row(w))
			a.whole(crew, "laid off", a.p.LaidOff.Row(w))
		}
		least := crewRule(model.GroupMinHeads, crew, "headcount", "min")
		least.limit, least.sense, least.noun, least.bound = &crew.Headcount.Min, atLeast, "headcount of", "the minimum is"
		a.testSeries(&least, a.p.Heads.Row(w))
		most := crewRule(model.GroupMaxHeads, crew, "headcount", "max")
		most.limit, most.noun, most.bound = &crew.Headcount.Max, "headcount of", "the maximum is"
		a.testSeries(&most, a.p.Heads.Row(w))
		a.hours(w, crew)
	}
}

func crewRule(g model.Group, crew *model.Workforce, path ...string) rule {
	r := group(g, crew.ID, headUnit)
	r.path = [6]string{"workforce", crew.ID}
	copy(r.path[2:], path)
	return r
}

// roll carries the heads from period to period.
func (a *auditor) roll(w int, crew *model.Workforce) {
	r := crewRule(model.GroupHeads, crew, "headcount")
	before := crew.Headcount.Opening
	heads := a.p.Heads.Row(w)
	all, recruits := a.expectedHeads(w)
	for t, expected := range all {
		tol := tolerance(before, a.p.Hired.At(w, t), a.p.LaidOff.At(w, t), heads[t], expected)
		if !a.passes(&r, t, math.Abs(heads[t]-expected), tol) {
			a.differ(&r, t, expected, heads[t], tol, fmt.Sprintf(
				"%s has %s in %s, but heads before, those who come and those who go give %s",
				crew.ID, quantity(heads[t], headUnit), a.label(t), quantity(expected, "")))
		}
		before = heads[t]
	}
	a.keepsRecruits(w, crew, recruits)
}

// moves tests that nobody is hired or laid off where that is not allowed.
func (a *auditor) moves(w int, crew *model.Workforce) {
	if !crew.Hire.Allowed {
		r := crewRule(model.GroupHeads, crew, "hire")
		r.noun, r.bound = "hiring for", "the scenario allows"
		a.requireNone(&r, a.p.Hired.Row(w))
	}
	if !crew.Layoff.Allowed {
		r := crewRule(model.GroupHeads, crew, "layoff")
		r.noun, r.bound = "layoff from", "the scenario allows"
		a.requireNone(&r, a.p.LaidOff.Row(w))
	}
}

// whole tests that a row of the plan counts whole heads.
func (a *auditor) whole(crew *model.Workforce, what string, row []float64) {
	r := crewRule(model.GroupHeads, crew, "integer")
	for t, v := range row {
		whole := math.Round(v)
		if !a.passes(&r, t, math.Abs(v-whole), WholeTolerance) {
			a.differ(&r, t, whole, v, WholeTolerance, fmt.Sprintf(
				"%s of %s in %s is %s, but must be a whole number",
				what, crew.ID, a.label(t), quantity(v, "")))
		}
	}
}

// hours are those that heads give: where no regular ones are given, there are none.
func (a *auditor) hours(w int, crew *model.Workforce) {
	r := crewRule(model.GroupHours, crew, "regular")
	r.limit, r.unit = &crew.Regular, crew.Unit
	r.noun, r.bound = "hours of", "heads x regular hours and overtime worked give"
	for t := range a.n {
		used, there := a.ledger.hours.At(w, t)+a.crew.lent.At(w, t), a.ownHours(w, t)+a.crew.helped.At(w, t)
		a.test(&r, t, used, there, tolerance(used, there))
	}
}
