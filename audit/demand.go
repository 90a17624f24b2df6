package audit

import (
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

// demand tests what is served, owed and given up:
//
//	demand           served + lost + owed at the end = asked + owed before
//	min_sales        served >= minimum
//	max_sales        served <= maximum
//	max_backlog      owed at the end <= maximum; 0 where nothing may be owed
//	closing_backlog  owed at the end of the horizon <= limit
//	max_lost         lost <= maximum; 0 where nothing may be lost
//
// Only an exact quantity can be owed or lost.
func (a *auditor) demand() {
	for d := range a.s.Demand {
		demand := &a.s.Demand[d]
		if demand.Exact() {
			a.asked(d, demand)
		}
		a.sales(d, demand)
		a.backlog(d, demand)
		a.lost(d, demand)
	}
}

func (a *auditor) demandRule(g model.Group, d *model.Demand, limit *model.Limit, path ...string) rule {
	r := group(g, d.ID, a.unitOf(d.Item))
	r.limit = limit
	r.path = [6]string{"demand", d.ID}
	copy(r.path[2:], path)
	return r
}

// asked tests the equality of each period. Where the quantity is priced,
// falling short of it is a violation and giving more than is asked is not
// allowed all the same.
func (a *auditor) asked(d int, demand *model.Demand) {
	r := a.demandRule(model.GroupDemand, demand, &demand.Quantity, "quantity")
	before := demand.Backlog.Opening
	for t := range a.n {
		served, lost, owed := a.p.Served.At(d, t), a.p.Lost.At(d, t), a.p.Backlog.At(d, t)
		asked := a.askedFor(demand, t)
		answered := served + lost + owed - before
		tol := tolerance(served, lost, owed, before, asked)
		over, wrong := answered-asked, math.Abs(answered-asked)
		if rate, priced := a.rate(&r, t); priced {
			a.book(&r, t, -over, rate, tol)
			wrong = over
		}
		if a.allowed(&r, t, wrong, tol) {
			before = owed
			continue
		}
		if !a.passes(&r, t, wrong, tol) {
			a.differ(&r, t, asked, answered, tol, fmt.Sprintf(
				"demand %s asks for %s in %s, but served + lost + owed at the end - owed before gives %s",
				r.key, quantity(asked, r.unit), a.label(t), quantity(answered, "")))
		}
		before = owed
	}
}

func (a *auditor) sales(d int, demand *model.Demand) {
	least := a.demandRule(model.GroupMinSales, demand, &demand.Min, "min")
	least.sense, least.noun, least.bound = atLeast, "sales of", "the minimum is"
	a.testSeries(&least, a.p.Served.Row(d))
	most := a.demandRule(model.GroupMaxSales, demand, &demand.Max, "max")
	most.noun, most.bound = "sales of", "the market takes at most"
	a.testSeries(&most, a.p.Served.Row(d))
}

func (a *auditor) backlog(d int, demand *model.Demand) {
	backlog := a.p.Backlog.Row(d)
	if !demand.Exact() || !demand.Backlog.Allowed {
		r := a.demandRule(model.GroupMaxBacklog, demand, nil, "backlog")
		r.noun, r.when, r.bound = "backlog of", "at the end of", "the scenario allows"
		a.requireNone(&r, backlog)
		return
	}
	most := a.demandRule(model.GroupMaxBacklog, demand, &demand.Backlog.Max, "backlog", "max")
	most.noun, most.when, most.bound = "backlog of", "at the end of", "the maximum is"
	a.testSeries(&most, backlog)
	last := a.demandRule(model.GroupClosingBacklog, demand, &demand.Backlog.Closing, "backlog", "closing")
	last.noun, last.when, last.bound = "backlog of", "at the end of", "the most that may stay owed is"
	a.testGiven(&last, a.n-1, backlog[a.n-1])
}

func (a *auditor) lost(d int, demand *model.Demand) {
	if !demand.Exact() || !demand.Lost.Allowed {
		r := a.demandRule(model.GroupMaxLost, demand, nil, "lost")
		r.noun, r.bound = "lost sales of", "the scenario allows"
		a.requireNone(&r, a.p.Lost.Row(d))
		return
	}
	most := a.demandRule(model.GroupMaxLost, demand, &demand.Lost.Max, "lost", "max")
	most.noun, most.bound = "lost sales of", "the maximum is"
	a.testSeries(&most, a.p.Lost.Row(d))
}

// requireNone tests that nothing of a row of the plan is used.
func (a *auditor) requireNone(r *rule, used []float64) {
	for t, v := range used {
		a.require(r, t, v, 0, tolerance(v))
	}
}
