package model

import "math"

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
