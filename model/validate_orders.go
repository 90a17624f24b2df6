package model

import (
	"math"
	"slices"
)

// orders checks how the demand is to be served: in which class, how evenly,
// how much of it on time.
func (v *validator) orders(a address, d *Demand) {
	if d.Class != "" {
		v.knownClass(a.to("class"), d.Class)
	}
	v.limit(a.to("same"), &d.Same)
	v.age(a.to("backlog").to("max_age"), &d.Backlog.MaxAge)
	if v.service(a.to("service"), &d.Service) {
		v.countable(a.to("service").to("fill"), d)
	}
}

func (v *validator) knownClass(a address, id string) {
	known := make([]string, 0, len(v.s.Classes))
	for i := range v.s.Classes {
		if v.s.Classes[i].ID == id {
			return
		}
		known = append(known, v.s.Classes[i].ID)
	}
	v.dangling(a, "a class", id, known)
}

// class checks one class.
func (v *validator) class(a address, c *Class) {
	v.priority(a.to("priority"), c)
	v.money(a.to("price"), c.Price)
	v.money(a.to("backlog").to("cost"), c.Backlog.Cost)
	v.age(a.to("backlog").to("max_age"), &c.Backlog.MaxAge)
	v.money(a.to("lost").to("cost"), c.LostCost)
	if !v.service(a.to("service"), &c.Service) {
		return
	}
	fill, unit := a.to("service").to("fill"), ""
	for _, i := range v.s.OfClass(c.ID) {
		d := &v.s.Demand[i]
		v.countable(fill, d)
		item := v.items[d.Item]
		switch {
		case item == nil || c.Service.Each:
		case unit == "":
			unit = item.Unit
		case unit != item.Unit:
			v.mistake(fill, "fill-units", "write each: true, for a floor under every demand of the class for itself",
				"expected that all of %s is asked in one unit, got %s and %s", c.ID, unit, item.Unit)
			return
		}
	}
}

// age checks a greatest age, which is a whole number of periods.
func (v *validator) age(a address, l *Limit) {
	if !v.limit(a, l) {
		return
	}
	for t, x := range l.Value.Values() {
		if x == math.Trunc(x) || math.IsNaN(x) {
			continue
		}
		where, period := v.in(a, l.Value, t)
		v.mistake(period, "bad-age", "", "expected a whole number of periods%s, got %s", where, plainNumber(x))
		return
	}
}

// service checks a floor under the fill rate, and tells whether there is one
// that makes sense.
func (v *validator) service(a address, s *Service) bool {
	if _, known := v.s.Calendar.Windows(s.Over); !known {
		v.window(a.to("over"), s.Over)
	}
	if !s.Fill.IsSet() {
		if s.Over != "" || s.Each {
			v.mistake(a, "missing-key", "add fill: 95 %", "expected the key fill")
		}
		return false
	}
	sound := v.amounts(a.to("fill"), s.Fill.Value, false)
	if !v.terms(a, &s.Fill) || !sound {
		return false
	}
	for t, x := range s.Fill.Value.Values() {
		if x > 1 {
			where, period := v.in(a.to("fill"), s.Fill.Value, t)
			v.mistake(period, "bad-fill", "write 95 %, or 0.95", "expected a share of at most 100 %%%s, got %s %%", where, plainNumber(100*x))
			return false
		}
	}
	return true
}

// window reports words that stand for no stretch of periods.
func (v *validator) window(a address, over string) {
	v.mistake(a, "bad-window", "write horizon, period, month, quarter, year, or 3 periods for any three in a row",
		"expected a stretch of periods, got %q", over)
}

// countable reports a fill rate of a demand of which nobody knows how much it asks.
func (v *validator) countable(a address, d *Demand) {
	if d.Exact() || !v.fits(d.Max.Value) {
		return
	}
	for t := range v.labels {
		if !d.Max.Value.Has(t) {
			v.mistake(a, "fill-needs-quantity", "give "+d.ID+" a quantity, or a max in every period",
				"expected that %s asks for a quantity in %s, got no limit", d.ID, v.labels[t])
			return
		}
	}
}

// uneven reports demands that are to be the same in every period and cannot be.
func (c *checker) uneven() {
	for i := range c.s.Demand {
		d := &c.s.Demand[i]
		if !d.Same.IsSet() || d.Same.Priced() {
			continue
		}
		most, mostAt, least, leastAt := math.Inf(1), 0, 0.0, 0
		for t := range c.n {
			low, high := hardOr(&d.Min, t, 0), hardOr(&d.Max, t, math.Inf(1))
			if q, hard := hardAt(&d.Quantity, t); hard && !d.Lost.Allowed && !d.Backlog.Allowed {
				low, high = q, q
			}
			if high < most {
				most, mostAt = high, t
			}
			if low > least {
				least, leastAt = low, t
			}
		}
		if least > most+noise(most) {
			c.warning(at("demand", d.ID, "same"), "same-out-of-reach", "allow backlog or lost sales, or leave out same",
				"in %s at least %s must be served and in %s at most %s can be: it cannot be the same in every period",
				c.labels[leastAt], amount(least), c.labels[mostAt], amount(most))
		}
	}
}

// shortage checks one rule of a shortage.
func (v *validator) shortage(a address, r *Rationing) {
	if !slices.Contains(RationingRules(), r.Rule) {
		v.mistake(a.to("rule"), "unknown-word", "", "expected one of %s, %s, %s, %s; got %q", ByPriority, EqualFill, Proportional, MaxMin, r.Rule)
		return
	}
	terms := r.Terms
	terms.Value = Constant(0) // there is nothing to say in numbers
	v.terms(a, &terms)
	if _, known := v.s.Calendar.Windows(r.Over); !known {
		v.window(a.to("over"), r.Over)
	}
	before := len(v.list)
	v.memberIDs(a, r)
	if len(v.list) > before {
		return
	}
	members := v.s.among(r)
	divided := slices.ContainsFunc(members, func(d int) bool { return len(v.tree[v.s.Demand[d].Market]) > 0 })
	if len(members) < 2 && !divided {
		v.mistake(a, "shortage-members", "name them: demands: [a, b], or items: or classes:", "expected at least two demands that share it, got %d", len(members))
	}
	for _, d := range members {
		v.hardMost(a, &v.s.Demand[d], string(r.Rule))
	}
	if r.Rule == Proportional && r.Terms.Priced() {
		v.mistake(a.to("penalty"), "shortage-hard", "equal_fill may be priced", "expected no penalty, as proportional shares cannot be broken in part")
	}
	if len(r.Weights) > 0 && r.Rule != Proportional {
		v.mistake(a.to("weights"), "shortage-weights", "write rule: proportional", "expected no weights, as the rule is %s", r.Rule)
	}
	for i := range r.Weights {
		w := &r.Weights[i]
		if at := slices.IndexFunc(members, func(d int) bool { return v.s.Demand[d].ID == w.ID }); at < 0 {
			v.mistake(a.to("weights").to(w.ID), "shortage-weights", "", "expected a demand that shares it, got %q", w.ID)
		}
		if w.Quantity.Len() != 1 || !(w.Quantity.At(0) > 0) {
			v.mistake(a.to("weights").to(w.ID), "shortage-weights", "", "expected one number above 0")
		}
	}
}

// memberIDs reports ids that name nothing.
func (v *validator) memberIDs(a address, r *Rationing) {
	for _, id := range r.Demands {
		if !v.demands[id] {
			known := make([]string, 0, len(v.demands))
			for id := range v.demands {
				known = append(known, id)
			}
			v.dangling(a.to("demands"), "a demand", id, known)
		}
	}
	for _, id := range r.Items {
		v.knownItem(a.to("items"), id)
	}
	for _, id := range r.Classes {
		v.knownClass(a.to("classes"), id)
	}
}

// hardMost reports a demand between bounds of which nobody knows how much it
// would take, so that it cannot be said what it is short of.
func (v *validator) hardMost(a address, d *Demand, rule string) {
	if d.Exact() || !v.fits(d.Max.Value) || !v.fits(d.Max.Penalty) {
		return
	}
	for t := range v.labels {
		if !d.Max.Value.Has(t) || d.Max.Penalty.Has(t) {
			v.mistake(a, "shortage-needs-quantity", "give "+d.ID+" a quantity, or a max without a penalty in every period",
				"expected that %s asks for a quantity in %s, as it shares a shortage by %s", d.ID, v.labels[t], rule)
			return
		}
	}
}

// priority checks the priority of a class.
func (v *validator) priority(a address, c *Class) {
	if !v.limit(a, &c.Priority) || !c.Priority.IsSet() {
		return
	}
	rank, constant := c.Priority.Value.canonical()
	if x := rank[0]; !constant || x != math.Trunc(x) || !(x >= 1) || x >= LastRank {
		v.mistake(a, "bad-priority", "1 is served first, then 2, and so on", "expected a whole number from 1")
	}
}

// ranked reports, where priorities of classes decide, demands that cannot be
// told to be short.
func (v *validator) ranked() {
	for _, ref := range v.s.Rationings() {
		if ref.Path != "" {
			continue
		}
		for _, d := range ref.Members {
			v.hardMost(at("demand", v.s.Demand[d].ID), &v.s.Demand[d], "priority")
		}
	}
}
