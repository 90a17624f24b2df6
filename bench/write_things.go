package bench

import "github.com/steelyard-sop/steelyard/model"

func writeItem(i *model.Item) (id string, f flow) {
	f.text("name", i.Name)
	f.text("unit", i.Unit)
	f.series("price", i.Price)
	return i.ID, f
}

func writeResource(r *model.Resource) (id string, f flow) {
	f.text("name", r.Name)
	f.text("unit", r.Unit)
	f.limit("capacity", &r.Capacity)
	f.series("count", r.Count)
	f.limit("hours", &r.Hours)
	f.series("down", r.Down)
	f.series("downtime", r.Downtime)
	f.allowed("overtime", r.Overtime.Allowed, overtimeFlow(&r.Overtime))
	return r.ID, f
}

func overtimeFlow(o *model.Overtime) (f flow) {
	band := func(limit *model.Limit, cost model.Series) (b flow) {
		b.limit("max", limit)
		b.series("cost", cost)
		return b
	}
	if len(o.Bands) == 0 {
		return band(&o.Max, o.Cost)
	}
	var bands flow
	for i := range o.Bands {
		b := &o.Bands[i]
		bands.add(b.ID, band(&b.Max, b.Cost).String())
	}
	f.add("bands", bands.String())
	return f
}

func writeWorkforce(w *model.Workforce) (id string, f flow) {
	f.text("name", w.Name)
	f.text("unit", w.Unit)
	if w.Integer {
		f.add("integer", "true")
	}
	var heads flow
	heads.add("opening", numberText(w.Headcount.Opening))
	heads.limit("min", &w.Headcount.Min)
	heads.limit("max", &w.Headcount.Max)
	f.nested("headcount", heads)
	f.limit("regular", &w.Regular)
	f.allowed("overtime", w.Overtime.Allowed, overtimeFlow(&w.Overtime))
	f.series("wage", w.Wage)
	for _, move := range []struct {
		key string
		m   *model.Move
	}{{"hire", &w.Hire}, {"layoff", &w.Layoff}} {
		var cost flow
		cost.series("cost", move.m.Cost)
		f.allowed(move.key, move.m.Allowed, cost)
	}
	return w.ID, f
}

func writeProcess(p *model.Process) (id string, f flow) {
	f.text("name", p.Name)
	f.nested("makes", partsFlow(p.Makes))
	f.nested("consumes", partsFlow(p.Consumes))
	f.nested("uses", partsFlow(p.Uses))
	f.series("cost", p.Cost)
	var output flow
	output.limit("min", &p.Output.Min)
	output.limit("max", &p.Output.Max)
	f.nested("output", output)
	return p.ID, f
}

func partsFlow(parts []model.Part) (f flow) {
	for i := range parts {
		f.series(parts[i].ID, parts[i].Quantity)
	}
	return f
}

func writeSupplier(s *model.Supplier) (id string, f flow) {
	f.text("name", s.Name)
	var sells flow
	for i := range s.Sells {
		var offer flow
		offer.series("price", s.Sells[i].Price)
		offer.limit("capacity", &s.Sells[i].Capacity)
		sells.add(s.Sells[i].Item, offer.String())
	}
	f.nested("sells", sells)
	return s.ID, f
}

func writeStock(s *model.Stock) (id string, f flow) {
	f.number("opening", s.Opening)
	f.limit("min", &s.Min)
	f.limit("max", &s.Max)
	var closing flow
	closing.limit("min", &s.Closing.Min)
	closing.limit("max", &s.Closing.Max)
	closing.limit("exact", &s.Closing.Exact)
	f.nested("closing", closing)
	f.series("holding_cost", s.HoldingCost)
	return s.Item, f
}

func writeDemand(d *model.Demand) (id string, f flow) {
	f.text("name", d.Name)
	if d.Item != d.ID {
		f.text("item", d.Item)
	}
	f.series("price", d.Price)
	f.limit("quantity", &d.Quantity)
	f.limit("min", &d.Min)
	f.limit("max", &d.Max)
	var backlog flow
	backlog.number("opening", d.Backlog.Opening)
	backlog.series("cost", d.Backlog.Cost)
	backlog.limit("max", &d.Backlog.Max)
	backlog.limit("closing", &d.Backlog.Closing)
	f.allowed("backlog", d.Backlog.Allowed, backlog)
	var lost flow
	lost.series("cost", d.Lost.Cost)
	lost.limit("max", &d.Lost.Max)
	f.allowed("lost", d.Lost.Allowed, lost)
	return d.ID, f
}

func expectFlow(e *model.Expect) (f flow) {
	f.text("status", e.Status)
	if e.Objective.Set {
		var objective flow
		objective.add("value", numberText(e.Objective.Value))
		objective.number("tolerance", e.Objective.Tolerance)
		objective.text("source", e.Objective.Source)
		f.nested("objective", objective)
	}
	return f
}
