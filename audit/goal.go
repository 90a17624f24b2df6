package audit

import (
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

// Goals and budgets, from the plan and its recomputed money alone:
//
//	goal, budget  the figure is at least or at most the target, where hard; what is missing is paid for, where priced
//	goal, budget  the figure is as claimed, and keeps what is held for its rank
//	rank          the goals of a rank together lack at most what is held for it
//
// What a rank holds is known from the claim only: it is what the solver found
// to be the best, which an audit cannot find.

// GoalClaim is what is said of one goal in one stretch of periods.
type GoalClaim struct {
	Path   string // address of the goal
	Period int    // last of the stretch
	Value  float64
	Held   float64 // NaN: nothing
}

// RankClaim is what is said of the goals of one rank together.
type RankClaim struct {
	Number int
	Held   float64 // percent that they lack together; NaN: nothing
	Least  float64 // percent that each lacks at most; NaN: nothing
}

// CheckRanks is the check of what ranks hold together.
const CheckRanks = string(model.GroupRank)

// goals tests every goal and budget. It runs after all money is booked, and
// books the penalties of goals itself.
func (a *auditor) goals() {
	refs := a.s.AllGoals()
	if len(refs) == 0 {
		return
	}
	if a.measures == nil {
		a.measures = a.s.Measures()
	}
	lacks := make([]float64, len(refs))
	for _, withTarget := range []bool{true, false} { // the others count all penalties
		for k, ref := range refs {
			if ref.Want.HasTarget() == withTarget {
				lacks[k] = a.goal(ref)
			}
		}
	}
	a.heldRanks(refs, lacks)
	a.report.Objective = a.objective()
}

// goal tests one goal, and returns what it lacks, in percent.
func (a *auditor) goal(ref model.GoalRef) (lack float64) {
	r := group(ref.Group(), ref.ID, a.measures.FigureUnit(&ref.Of))
	r.path, r.limit = [6]string{ref.Section, ref.ID}, &ref.Target
	if ref.Section == model.AimSection {
		r.path = [6]string{ref.Section}
	}
	r.noun, r.bound = "the figure of", "it should be"
	if ref.Want.Upward() {
		r.sense = atLeast
	}
	for _, span := range ref.Spans(a.s.Calendar) {
		value, size := a.figure(&ref.Of, span.Periods)
		target := math.NaN()
		if ref.Want.HasTarget() {
			target = a.or(ref.Target.Value, span.At, 0)
			lack += max(0, r.excess(value, target))
		} else {
			value += a.penaltiesIn(&ref.Of)
			lack += r.excess(value, 0)
		}
		if ref.Want.HasTarget() && (ref.Hard || ref.Target.Priced()) {
			a.test(&r, span.At, value, target, tolerance(size, target))
		}
		a.claimedGoal(&r, ref, span.At, value, size)
	}
	return 100 * lack * ref.WeightInRank() / ref.PerHundred(a.s.Calendar)
}

// penaltiesIn are the penalties that count in a figure where it is made as great or
// as small as can be.
func (a *auditor) penaltiesIn(f *model.Figure) float64 {
	line, ok := model.FindLine(f.Line)
	if !ok {
		return 0
	}
	var penalties float64
	for i := range a.broken {
		penalties += a.broken[i].violation.Penalty()
	}
	return line.Penalised() * penalties
}

// claimedGoal holds the figure of a goal against the claim. The claimed value is
// without penalties, the held one with them.
func (a *auditor) claimedGoal(r *rule, ref model.GoalRef, t int, value, size float64) {
	if a.claim == nil {
		return
	}
	for i := range a.claim.Goals {
		c := &a.claim.Goals[i]
		if c.Path != r.address() || c.Period != t {
			continue
		}
		real := value
		if !ref.Want.HasTarget() {
			real -= a.penaltiesIn(&ref.Of)
		}
		tol := tolerance(size, c.Value) + a.leeway
		if !a.passes(r, t, math.Abs(c.Value-real), tol) {
			a.differ(r, t, real, c.Value, tol, fmt.Sprintf("%s is claimed to come to %s, but the plan gives %s",
				r.address(), quantity(c.Value, r.unit), quantity(real, "")))
		}
		if !math.IsNaN(c.Held) && !a.passes(r, t, r.excess(value, c.Held), tol) {
			a.differ(r, t, c.Held, value, tol, fmt.Sprintf("%s is held at %s, but the plan gives %s",
				r.address(), quantity(c.Held, r.unit), quantity(value, "")))
		}
	}
}

// heldRanks tests what the goals of a rank lack together.
func (a *auditor) heldRanks(refs []model.GoalRef, lacks []float64) {
	if a.claim == nil {
		return
	}
	for _, claimed := range a.claim.Ranks {
		for _, rank := range a.s.Ranks() {
			if rank.Number != claimed.Number {
				continue
			}
			r := rule{check: CheckRanks, key: fmt.Sprint(rank.Number), unit: "%", path: [6]string{refs[rank.Goals[0]].Section, refs[rank.Goals[0]].ID}}
			worst, sum, size := math.Inf(-1), 0.0, 0.0
			for _, k := range rank.Goals {
				worst, sum, size = max(worst, lacks[k]), sum+lacks[k], size+math.Abs(lacks[k])+100
			}
			a.heldRank(&r, sum, claimed.Held, size)
			a.heldRank(&r, worst, claimed.Least, size)
		}
	}
}

func (a *auditor) heldRank(r *rule, lack, held, size float64) {
	if math.IsNaN(held) {
		return
	}
	if tol := tolerance(size, held); !a.passes(r, -1, lack-held, tol) {
		a.differ(r, -1, held, lack, tol, fmt.Sprintf("rank %s is held to lack at most %s, but its goals lack %s",
			r.key, quantity(held, r.unit), quantity(lack, "")))
	}
}

// figure recomputes a figure over some periods, and the sizes of what it adds up.
func (a *auditor) figure(f *model.Figure, periods []int) (value, size float64) {
	add := func(amount float64) {
		value += amount
		size += math.Abs(amount)
	}
	line, ok := model.FindLine(f.Line)
	if !ok {
		add(a.or(f.Form.Constant, periods[len(periods)-1], 0))
		for i := range f.Form.Terms {
			for _, t := range periods {
				sum, terms := a.total(&f.Form.Terms[i], t)
				value, size = value+sum, size+terms
			}
		}
		return value, size
	}
	for _, account := range model.Accounts() {
		for _, t := range periods {
			if sign := line.Booked(account); sign != 0 {
				value += sign * a.money.Amounts.At(int(account), t)
				size += a.size.Amounts.At(int(account), t)
			}
		}
	}
	switch line.Name {
	case model.LineService:
		return a.serviceOver(periods), 100
	case model.LineStockValue:
		for k := range a.s.Inventory {
			for _, t := range periods {
				add(a.or(a.s.Inventory[k].Value, t, 0) * a.p.Stock.At(k, t) / float64(len(periods)))
			}
		}
	case model.LineCapital:
		for k := range a.s.Options {
			for _, t := range periods {
				add(a.or(a.s.Options[k].Open.Cost, t, 0) * a.p.Opened.At(k, t))
			}
		}
	case model.LineHeadChanges:
		for w := range a.s.Workforce {
			for _, t := range periods {
				add(a.p.Hired.At(w, t))
				add(a.p.LaidOff.At(w, t))
			}
		}
	}
	return value, size
}

// serviceOver is the percentage of what is asked in some periods that is neither
// lost nor owed at the end of its period.
func (a *auditor) serviceOver(periods []int) float64 {
	weights := a.s.ServiceWeights()
	var asked, kept float64
	for i := range a.s.Demand {
		d := &a.s.Demand[i]
		for _, t := range periods {
			if d.Exact() {
				wish := a.or(d.Quantity.Value, t, 0)
				asked += weights[i] * wish
				kept += weights[i] * (wish - a.p.Lost.At(i, t) - a.p.Backlog.At(i, t))
			} else if most := a.at(d.Max.Value, t); !math.IsNaN(most) {
				asked += weights[i] * most
				kept += weights[i] * a.p.Served.At(i, t)
			}
		}
	}
	if asked <= 0 {
		return 100
	}
	return 100 * kept / asked
}
