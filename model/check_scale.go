package model

import "math"

// Scale: a solver works with about sixteen digits and with tolerances. Numbers
// of one kind that lie very far apart in one problem cost it both.

// widest is how many times the smallest number of a kind the largest may be.
const widest = 1e8

// extreme is the smallest and the largest number of one kind so far.
type extreme struct {
	kind      string
	low, high float64
	lowAt     address
	highAt    address
	hint      string
}

func (e *extreme) see(a address, s Series) {
	for _, v := range s.Values() {
		if v == 0 || math.IsNaN(v) {
			continue
		}
		if e.low == 0 || v < e.low {
			e.low, e.lowAt = v, a
		}
		if v > e.high {
			e.high, e.highAt = v, a
		}
	}
}

// overtime sees what each band of overtime costs.
func (e *extreme) overtime(a address, o *Overtime) {
	e.see(a.to("cost"), o.Cost)
	for k := range o.Bands {
		e.see(a.to("bands").to(o.Bands[k].ID).to("cost"), o.Bands[k].Cost)
	}
}

// scale reports kinds of numbers that lie too far apart.
func (c *checker) scale() {
	perRun := extreme{kind: "quantities per run", hint: "count in a smaller unit here, or in a larger one there"}
	quantities := extreme{kind: "quantities and limits", hint: "count in a smaller unit here, or in a larger one there"}
	money := extreme{kind: "prices and costs", hint: "check the two; a price of about nothing can be 0"}
	for p := range c.s.Processes {
		process := &c.s.Processes[p]
		for _, list := range []struct {
			key   string
			parts []Part
		}{{"makes", process.Makes}, {"consumes", process.Consumes}, {"uses", process.Uses}} {
			for j := range list.parts {
				perRun.see(at("processes", process.ID, list.key, list.parts[j].ID), list.parts[j].Quantity)
			}
		}
		money.see(at("processes", process.ID, "cost"), process.Cost)
	}
	c.scaleOfStocks(&quantities, &money)
	c.scaleOfCapacity(&quantities, &money)
	for _, e := range []*extreme{&perRun, &quantities, &money} {
		if e.low > 0 && e.high >= widest*e.low {
			c.warning(e.lowAt, "wide-range", e.hint, "%s should lie less than eight orders of magnitude apart: %s here, %s at %s",
				e.kind, plainNumber(e.low), plainNumber(e.high), e.highAt)
		}
	}
}

func (c *checker) scaleOfStocks(quantities, money *extreme) {
	for k := range c.s.Inventory {
		s, a := &c.s.Inventory[k], at("inventory", c.s.Inventory[k].ID)
		quantities.see(a.to("opening"), Constant(s.Opening))
		quantities.see(a.to("min"), s.Min.Value)
		quantities.see(a.to("max"), s.Max.Value)
		money.see(a.to("holding_cost"), s.HoldingCost)
	}
	for k := range c.s.Demand {
		d, a := &c.s.Demand[k], at("demand", c.s.Demand[k].ID)
		quantities.see(a.to("quantity"), d.Quantity.Value)
		quantities.see(a.to("min"), d.Min.Value)
		quantities.see(a.to("max"), d.Max.Value)
		money.see(a.to("price"), d.Price)
		money.see(a.to("backlog").to("cost"), d.Backlog.Cost)
		money.see(a.to("lost").to("cost"), d.Lost.Cost)
	}
	for k := range c.s.Suppliers {
		for _, o := range c.s.Suppliers[k].Sells {
			a := at("suppliers", c.s.Suppliers[k].ID, "sells", o.ID)
			quantities.see(a.to("capacity"), o.Capacity.Value)
			money.see(a.to("price"), o.Price)
		}
	}
}

func (c *checker) scaleOfCapacity(quantities, money *extreme) {
	for k := range c.s.Resources {
		r, a := &c.s.Resources[k], at("resources", c.s.Resources[k].ID)
		quantities.see(a.to("capacity"), r.Capacity.Value)
		quantities.see(a.to("hours"), r.Hours.Value)
		money.overtime(a.to("overtime"), &r.Overtime)
	}
	for k := range c.s.Workforce {
		w, a := &c.s.Workforce[k], at("workforce", c.s.Workforce[k].ID)
		quantities.see(a.to("regular"), w.Regular.Value)
		money.see(a.to("wage"), w.Wage)
		money.see(a.to("hire").to("cost"), w.Hire.Cost)
		money.see(a.to("layoff").to("cost"), w.Layoff.Cost)
		money.overtime(a.to("overtime"), &w.Overtime)
	}
}
