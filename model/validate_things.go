package model

import "math"

func (v *validator) item(a address, i *Item) {
	v.money(a.to("price"), i.Price)
	v.money(a.to("standard_cost"), i.StandardCost)
	v.properties(a, i)
	v.dispose(a.to("dispose"), &i.Dispose)
	v.members(a, i)
}

func (v *validator) resource(a address, r *Resource) {
	v.knownSite(a.to("site"), r.Site)
	sound := v.limit(a.to("capacity"), &r.Capacity)
	sound = v.limit(a.to("hours"), &r.Hours) && sound
	sound = v.amounts(a.to("count"), r.Count, false) && sound
	sound = v.amounts(a.to("down"), r.Down, false) && sound
	sound = v.amounts(a.to("downtime"), r.Downtime, false) && sound
	v.overtime(a.to("overtime"), &r.Overtime)
	v.machinery(a, r)
	if r.Capacity.IsSet() {
		v.eitherForm(a, "count", r.Count)
		v.eitherForm(a, "hours", r.Hours.Value)
		v.eitherForm(a, "down", r.Down)
		if sound {
			v.lostTime(a, r)
		}
		return
	}
	if !r.Hours.IsSet() {
		v.needsHours(a, r)
		return
	}
	if sound {
		v.down(a, r)
		v.lostTime(a, r)
	}
}

// eitherForm reports a key of count x hours beside capacity.
func (v *validator) eitherForm(a address, key string, s Series) {
	if s.IsSet() {
		v.mistake(a.to(key), "capacity-or-hours", "leave out "+key+", or write count and hours in place of capacity",
			"expected capacity, or count and hours; got capacity and %s", key)
	}
}

// needsHours reports keys that mean nothing for a resource without a limit.
func (v *validator) needsHours(a address, r *Resource) {
	report := func(key string, s Series) {
		if s.IsSet() {
			v.mistake(a.to(key), "capacity-missing", "add hours, or capacity for all machines together", "expected hours or capacity beside %s", key)
		}
	}
	report("count", r.Count)
	report("down", r.Down)
	report("downtime", r.Downtime)
}

func (v *validator) down(a address, r *Resource) {
	for t := range v.labels {
		count, down := r.Count.Or(t, 1), r.Down.Or(t, 0)
		if down <= count {
			continue
		}
		where, period := v.in(a.to("down"), r.Down, t)
		v.mistake(period, "down-above-count", "", "expected at most the %s machines there are%s, got %s", plainNumber(count), where, plainNumber(down))
		if r.Down.Len() <= 1 && r.Count.Len() <= 1 {
			return
		}
	}
}

// lostTime reports downtime beyond the capacity.
func (v *validator) lostTime(a address, r *Resource) {
	for t := range v.labels {
		regular, limited := r.Regular(t)
		lost := r.Downtime.Or(t, 0)
		if !limited || lost == 0 || regular >= 0 || regular+lost < 0 {
			continue
		}
		where, period := v.in(a.to("downtime"), r.Downtime, t)
		v.mistake(period, "downtime-above-capacity", "", "expected at most the capacity of %s %s%s, got %s",
			plainNumber(regular+lost), r.Unit, where, plainNumber(lost))
		if r.Downtime.Len() <= 1 {
			return
		}
	}
}

func (v *validator) overtime(a address, o *Overtime) {
	v.limit(a.to("max"), &o.Max)
	v.money(a.to("cost"), o.Cost)
	for i := range o.Bands {
		band := a.to("bands").to(o.Bands[i].ID)
		v.limit(band.to("max"), &o.Bands[i].Max)
		v.money(band.to("cost"), o.Bands[i].Cost)
	}
	if len(o.Bands) > 0 && (o.Max.IsSet() || o.Cost.IsSet()) {
		v.mistake(a, "overtime-form", "move max and cost into a band", "expected either bands or max and cost, got both")
	}
}

func (v *validator) workforce(a address, w *Workforce) {
	v.knownSite(a.to("site"), w.Site)
	h, in := &w.Headcount, a.to("headcount")
	v.number(in.to("opening"), h.Opening)
	if w.Integer && h.Opening != math.Trunc(h.Opening) {
		v.mistake(in.to("opening"), "whole-heads", "leave out integer: true, or round", "expected whole heads, got %s", plainNumber(h.Opening))
	}
	sound := v.limit(in.to("min"), &h.Min)
	if v.limit(in.to("max"), &h.Max) && sound {
		v.ordered(in.to("min"), &h.Min, "max", &h.Max)
	}
	v.limitOf(a.to("regular"), &w.Regular, true)
	if !w.Regular.IsSet() {
		v.mistake(a, "missing-key", "", "expected the key regular")
	}
	v.overtime(a.to("overtime"), &w.Overtime)
	v.noShifts(a.to("overtime"), &w.Overtime)
	v.money(a.to("wage"), w.Wage)
	v.money(a.to("hire"), w.Hire.Cost)
	v.money(a.to("layoff"), w.Layoff.Cost)
}

func (v *validator) process(a address, p *Process) {
	if len(p.Makes) == 0 {
		v.mistake(a.to("makes"), "makes-nothing", "name the item that one run makes", "expected at least one item")
	}
	for i := range p.Makes {
		part := a.to("makes").to(p.Makes[i].ID)
		v.part(part, p.Makes, i, "makes")
		v.knownItem(part, p.Makes[i].ID)
		if s := p.Makes[i].Quantity; v.fits(s) && !positive(s) {
			v.mistake(part, "makes-nothing", "", "expected more than 0, got 0 in every period")
		}
	}
	for i := range p.Consumes {
		part := a.to("consumes").to(p.Consumes[i].ID)
		v.part(part, p.Consumes, i, "consumes")
		v.knownItem(part, p.Consumes[i].ID)
		for j := range p.Makes {
			if p.Makes[j].ID == p.Consumes[i].ID {
				v.mistake(part, "makes-what-it-consumes", "write the net quantity under makes or consumes", "expected an item that the process does not make, got %q", p.Consumes[i].ID)
			}
		}
	}
	for i := range p.Uses {
		part := a.to("uses").to(p.Uses[i].ID)
		v.part(part, p.Uses, i, "uses")
		v.knownCapacity(part, p.Uses[i].ID)
	}
	v.blend(a, p)
	v.yield(a, p)
	v.money(a.to("cost"), p.Cost)
	v.lag(a.to("lead_time"), p.Lead)
	sound := v.limit(a.to("output").to("min"), &p.Output.Min)
	if v.limit(a.to("output").to("max"), &p.Output.Max) && sound {
		v.ordered(a.to("output").to("min"), &p.Output.Min, "max", &p.Output.Max)
	}
	v.change(a.to("output").to("change"), &p.Output.Change)
}

// part checks the quantity of one part, and that the parts are sorted by id.
func (v *validator) part(a address, parts []Part, i int, key string) {
	v.amounts(a, parts[i].Quantity, true)
	if !parts[i].Quantity.IsSet() {
		v.mistake(a, "value-missing", "", "expected a quantity per run, got nothing")
	}
	if i > 0 && parts[i-1].ID >= parts[i].ID {
		v.mistake(a, "unsorted", "", "expected the ids of %s in order and once each, got %q after %q", key, parts[i].ID, parts[i-1].ID)
	}
}

// positive tells whether any of the numbers is above 0.
func positive(s Series) bool {
	for _, x := range s.Values() {
		if x > 0 {
			return true
		}
	}
	return false
}

func (v *validator) supplier(a address, s *Supplier) {
	if len(s.Sells) == 0 {
		v.mistake(a.to("sells"), "sells-nothing", "name the items that it sells", "expected at least one item")
	}
	for i := range s.Sells {
		offer := a.to("sells").to(s.Sells[i].ID)
		v.itemNamed(offer, s.Sells[i].ID, s.Sells[i].Item)
		v.money(offer.to("price"), s.Sells[i].Price)
		v.limit(offer.to("capacity"), &s.Sells[i].Capacity)
		v.lag(offer.to("lead_time"), s.Sells[i].Lead)
		v.offerTerms(offer, &s.Sells[i])
		if i > 0 && s.Sells[i-1].ID >= s.Sells[i].ID {
			v.mistake(offer, "unsorted", "", "expected the offers of a supplier in order and once each, got %q after %q", s.Sells[i].ID, s.Sells[i-1].ID)
		}
	}
	v.agreements(a, s)
}

func (v *validator) stock(a address, k *Stock) {
	v.itemNamed(a, k.ID, k.Item)
	v.number(a.to("opening"), k.Opening)
	v.amounts(a.to("receipts"), k.Receipts, false)
	sound := v.limit(a.to("min"), &k.Min)
	if v.limit(a.to("max"), &k.Max) && sound {
		v.ordered(a.to("min"), &k.Min, "max", &k.Max)
		v.closing(a.to("closing"), k)
	}
	v.money(a.to("holding_cost"), k.HoldingCost)
	v.kept(a, k)
	if most := k.Max.Value; v.fits(most) && len(v.labels) > 0 && !k.Max.Priced() && k.Opening > most.Or(0, math.Inf(1)) {
		v.warning(a.to("opening"), "opening-above-max", "check the two numbers; the plan must get rid of the rest in the first period",
			"the opening stock of %s is above max, which is %s", plainNumber(k.Opening), plainNumber(most.At(0)))
	}
}

// closing checks the rule for the last period against the bounds on stock.
func (v *validator) closing(a address, k *Stock) {
	c := &k.Closing
	sound := v.limit(a.to("min"), &c.Min)
	sound = v.limit(a.to("max"), &c.Max) && sound
	sound = v.limit(a.to("exact"), &c.Exact) && sound
	v.single(a.to("min"), &c.Min)
	v.single(a.to("max"), &c.Max)
	v.single(a.to("exact"), &c.Exact)
	v.cyclic(a, k)
	if c.Exact.IsSet() && (c.Min.IsSet() || c.Max.IsSet()) {
		v.mistake(a, "closing-form", "", "expected either exact or min and max, got both")
		return
	}
	last := len(v.labels) - 1
	if !sound || last < 0 {
		return
	}
	v.orderedAt(a.to("min"), last, &c.Min, "max", &c.Max)
	v.orderedAt(a.to("min"), last, &c.Min, "max of the stock", &k.Max)
	v.orderedAt(a.to("exact"), last, &c.Exact, "max of the stock", &k.Max)
	if most := c.Max.Value.Or(last, c.Exact.Value.Or(last, math.Inf(1))); !k.Min.Priced() && !c.Max.Priced() && !c.Exact.Priced() && k.Min.Value.At(last) > most {
		v.mistake(a, "min-above-max", "", "expected at least %s, which is min of the stock in the last period, got %s", plainNumber(k.Min.Value.At(last)), plainNumber(most))
	}
}
