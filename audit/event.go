package audit

import (
	"fmt"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// This file recomputes what events change of what is asked, and tests when
// they happen. The checks of promotions are
//
//	runs      they happen in their periods only, and in those that are given; 0 or 1
//	min_runs  times over the horizon >= minimum
//	max_runs  times over the horizon <= maximum
//	asked     they take from a demand no more than it has
//	promoted  units at the price of a promotion are those of the periods in which it runs
//
// and those of launches and phase-outs are in launch.go and phase_out.go.

const timesUnit = "times"

func eventRule(g model.Group, e *model.Event, path ...string) rule {
	r := group(g, e.ID, timesUnit)
	r.path = [6]string{string(e.Kind), e.ID}
	copy(r.path[2:], path)
	return r
}

// fillAsked adds up what the events of the plan change, as what is added to
// the quantity, or the most sales, of each demand.
func (a *auditor) fillAsked() {
	for d := range a.s.Demand {
		a.demandIndex[a.s.Demand[d].ID] = d
	}
	for i := range a.happen {
		e := &a.happen[i]
		for t, v := range a.p.Events.Row(i) {
			if v == 0 {
				continue
			}
			switch e.Kind {
			case model.PromotionEvent:
				a.promote(&a.s.Promotions[e.Index], t, v)
			case model.LaunchEvent:
				a.launch(&a.s.Launches[e.Index], t, v)
			case model.PhaseOutEvent:
				a.end(&a.s.PhaseOuts[e.Index], v)
			}
		}
	}
}

// promote changes demands by a promotion that runs in period t.
func (a *auditor) promote(p *model.Promotion, t int, runs float64) {
	for _, id := range p.Demand {
		lift := a.or(p.Lift, t, 0)*a.stated(id, t) + a.or(p.Units, t, 0)
		a.change(id, t, runs*lift)
		for k, share := range p.Forward {
			later := t + 1 + k
			if later >= a.n {
				break
			}
			a.change(id, t, runs*share*a.stated(id, later))
			a.change(id, later, -runs*share*a.stated(id, later))
		}
		for _, loser := range p.Takes {
			a.change(loser.ID, t, -runs*lift*a.or(loser.Quantity, t, 0))
		}
	}
}

// stated is what a demand asks, or would take, before anything happens.
func (a *auditor) stated(id string, t int) float64 {
	d, ok := a.demandIndex[id]
	if !ok {
		a.dangling(id, "demand")
		return 0
	}
	demand := &a.s.Demand[d]
	if demand.Exact() {
		return a.or(demand.Quantity.Value, t, 0)
	}
	return a.or(demand.Max.Value, t, 0)
}

// change adds to what a demand asks in a period, as far as its item has not ended.
func (a *auditor) change(id string, t int, units float64) {
	d, ok := a.demandIndex[id]
	if !ok {
		a.dangling(id, "demand")
		return
	}
	for k := range a.s.PhaseOuts {
		if p := &a.s.PhaseOuts[k]; p.Item == a.s.Demand[d].Item {
			units *= a.asksStill(p, t)
		}
	}
	a.changeBy(d, t, units)
}

// changeBy adds to what a demand asks in a period.
func (a *auditor) changeBy(d, t int, units float64) {
	id := a.s.Demand[d].ID
	path := "demand." + id + ".max"
	if a.s.Demand[d].Exact() {
		path = "demand." + id + ".quantity"
	}
	if a.added == nil {
		a.added = map[string][]float64{}
	}
	if a.added[path] == nil {
		a.added[path] = make([]float64, a.n)
	}
	a.added[path][t] += units
}

// changed is what events add to what a demand asks in a period.
func (a *auditor) changed(demand *model.Demand, t int) float64 {
	if len(a.happen) == 0 {
		return 0
	}
	path := "demand." + demand.ID + ".max"
	if demand.Exact() {
		path = "demand." + demand.ID + ".quantity"
	}
	if row := a.added[path]; row != nil {
		return row[t]
	}
	return 0
}

// askedFor is what a demand with a quantity asks in a period, after all that happens.
func (a *auditor) askedFor(demand *model.Demand, t int) float64 {
	return a.or(demand.Quantity.Value, t, 0) + a.changed(demand, t)
}

// events tests when things happen, and what they take.
func (a *auditor) events() {
	for i := range a.happen {
		e := &a.happen[i]
		a.runs(e, a.p.Events.Row(i))
		a.payFor(model.Object{}, e.Account, e.Cost, a.p.Events.Row(i))
	}
	if len(a.happen) > 0 {
		for d := range a.s.Demand {
			demand := &a.s.Demand[d]
			r := a.demandRule(model.GroupAsked, demand, nil)
			r.sense, r.noun, r.bound = atLeast, "demand of", "after all that happens it must be"
			for t := range a.n {
				if change := a.changed(demand, t); change < 0 {
					a.require(&r, t, a.stated(demand.ID, t)+change, 0, tolerance(change))
				}
			}
		}
	}
	for k := range a.offPrice {
		a.promotedUnits(&a.offPrice[k], a.p.Promoted.Row(k))
	}
	a.phaseOuts()
}

// checksOf are the groups that test when events of a kind happen, and how often.
var checksOf = map[model.EventKind][3]model.Group{
	model.PromotionEvent: {model.GroupRuns, model.GroupMinRuns, model.GroupMaxRuns},
	model.LaunchEvent:    {model.GroupLaunch, model.GroupMustLaunch, model.GroupOnce},
	model.PhaseOutEvent:  {model.GroupPhaseOut},
}

// runs tests when one event happens, and how often.
func (a *auditor) runs(e *model.Event, row []float64) {
	checks := checksOf[e.Kind]
	r := eventRule(checks[0], e, e.Given[1:])
	r.noun, r.bound = "runs of", "out of its periods it must be"
	given := eventRule(checks[0], e, e.Given[1:])
	given.sense, given.noun, given.bound = exactly, "runs of", "the scenario says"
	sum := 0.0
	for t, v := range row {
		sum += v
		a.zeroOrOne(&r, t, "runs", v)
		switch {
		case !e.When[t]:
			a.require(&r, t, v, 0, tolerance(v))
		case e.Certain:
			a.require(&given, t, v, 1, tolerance(v))
		}
	}
	if e.Kind == model.LaunchEvent {
		a.ready(&a.s.Launches[e.Index], row)
	}
	if e.Certain {
		return
	}
	least, most := eventRule(checks[1], e, "min"), eventRule(checks[2], e, "max")
	if e.Kind == model.LaunchEvent {
		least.path[2], most.path[2] = "", ""
	}
	least.limit, least.sense, least.noun, least.bound, least.when = &e.Min, atLeast, "runs of", "the minimum is", "by the end of"
	most.limit, most.noun, most.bound, most.when = &e.Max, "runs of", "the maximum is", "by the end of"
	a.testGiven(&least, a.n-1, sum)
	a.testGiven(&most, a.n-1, sum)
}

// promotedUnits tests which units have the price of a promotion, and books what
// they earn less.
func (a *auditor) promotedUnits(ref *model.PromotionPrice, units []float64) {
	demand := &a.s.Demand[ref.Demand]
	p := &a.s.Promotions[ref.Promotion]
	i := slices.IndexFunc(a.happen, func(e model.Event) bool { return e.Kind == model.PromotionEvent && e.Index == ref.Promotion })
	r := group(model.GroupPromoted, p.ID, a.unitOf(demand.Item))
	r.part, r.path = demand.ID, [6]string{string(model.PromotionEvent), p.ID, "price"}
	price := demand.Price
	if k, ok := a.itemIndex[demand.Item]; ok && !price.IsSet() {
		price = a.items[k].Price
	}
	of := soldAs(demand)
	of.Terms = a.s.PaymentTerms(demand)
	for t, v := range units {
		expected := a.p.Served.At(ref.Demand, t)
		if demand.Exact() && !demand.Lost.Allowed && !demand.Quantity.Priced() {
			expected = a.askedFor(demand, t)
		}
		if math.Round(a.p.Events.At(i, t)) < 1 {
			expected = 0
		}
		tol := tolerance(v, expected, a.stated(demand.ID, t))
		if !a.passes(&r, t, math.Abs(v-expected), tol) {
			a.differ(&r, t, expected, v, tol, fmt.Sprintf("%s of %s have the price of %s in %s, but it should be %s",
				quantity(v, r.unit), demand.ID, p.ID, a.label(t), quantity(expected, "")))
		}
		full := a.or(price, t, 0)
		a.payAmount(of, model.Revenue, t, -v*(full-a.or(p.Price, t, full)))
	}
}

// eventSheets are the tables of the plan about events.
func (a *auditor) eventSheets() []sheet {
	return []sheet{
		{"events", a.p.Events, len(a.happen), func(i int) rule { return eventRule("", &a.happen[i]) }},
		{"written off", a.p.WrittenOff, len(a.s.WriteOffs()), a.writeOffRule},
		{"promoted", a.p.Promoted, len(a.offPrice), func(k int) rule {
			return rule{key: a.s.Promotions[a.offPrice[k].Promotion].ID, path: [6]string{string(model.PromotionEvent), a.s.Promotions[a.offPrice[k].Promotion].ID}}
		}},
	}
}
