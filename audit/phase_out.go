package audit

import (
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// This file recomputes what is asked of what ends, and tests its last periods:
//
//	phase_out  it ends with its last period of sale
//	last_buy   nothing of it, nor of what only serves to make it, is ordered after the last buy
//	last_make  nothing of it is made after the last period in which it is made
//	write_off  nothing is written off before the end
//	cleared    nothing is in stock from the end on
//
// and books what is written off.

// lastPeriods are the periods in which something is done for the last time.
type lastPeriods struct{ sale, buys, makes, end int }

func (a *auditor) lasts(p *model.PhaseOut) lastPeriods {
	sale := a.window(p.LastSale, a.n-1)
	l := lastPeriods{sale: sale, end: a.window(p.Service.Until, sale)}
	l.makes = a.window(p.LastMake, l.end)
	l.buys = a.window(p.LastBuy, l.makes)
	return l
}

// asksStill is the share of demands for an item that they still ask in period t.
func (a *auditor) asksStill(p *model.PhaseOut, t int) float64 {
	before := a.lasts(p).sale - t // periods of sale that follow
	switch {
	case before < 0:
		return 0
	case before < len(p.RampDown):
		return p.RampDown[len(p.RampDown)-1-before]
	}
	return 1
}

// end changes demands by the end of an item.
func (a *auditor) end(p *model.PhaseOut, ended float64) {
	last := a.lasts(p)
	for d := range a.s.Demand {
		demand := &a.s.Demand[d]
		if demand.Item != p.Item {
			continue
		}
		for t := range a.n {
			units := (a.asksStill(p, t) - 1) * a.stated(demand.ID, t)
			for _, part := range p.Service.Units {
				if part.ID == demand.ID && t > last.sale && t <= last.end {
					units += a.or(part.Quantity, t, 0)
				}
			}
			a.changeBy(d, t, ended*units)
		}
	}
	for _, part := range p.Moves {
		if !a.isLaunched(part.ID) {
			for t := range a.n {
				a.change(part.ID, t, ended*a.or(part.Quantity, t, 0)*a.lostTo(p, t))
			}
		}
	}
}

// lostTo is what all demands for an item that ends ask no more.
func (a *auditor) lostTo(p *model.PhaseOut, t int) float64 {
	sum := 0.0
	for d := range a.s.Demand {
		if a.s.Demand[d].Item == p.Item {
			sum += a.stated(a.s.Demand[d].ID, t) * (1 - a.asksStill(p, t))
		}
	}
	return sum
}

// comesOver is what a demand that is launched gets from items that end.
func (a *auditor) comesOver(demand string, t int) float64 {
	sum := 0.0
	for k := range a.s.PhaseOuts {
		for _, part := range a.s.PhaseOuts[k].Moves {
			if part.ID == demand {
				sum += a.or(part.Quantity, t, 0) * a.lostTo(&a.s.PhaseOuts[k], t)
			}
		}
	}
	return sum
}

func (a *auditor) isLaunched(demand string) bool {
	return slices.ContainsFunc(a.s.Launches, func(l model.Launch) bool {
		return slices.ContainsFunc(l.Volume, func(part model.Part) bool { return part.ID == demand })
	})
}

// addWriteOffs takes what is written off out of stock.
func (a *auditor) addWriteOffs() {
	for k, off := range a.s.WriteOffs() {
		stock := &a.s.Inventory[off.Stock]
		if i, ok := a.item(stock.Item, "inventory", stock.ID); ok {
			addRow(a.flow(i, stock.Site, flowDisposed), a.p.WrittenOff.Row(k))
		}
	}
}

// writeOffRule names what is written off of one stock.
func (a *auditor) writeOffRule(k int) rule {
	off := a.s.WriteOffs()[k]
	p, stock := &a.s.PhaseOuts[off.PhaseOut], &a.s.Inventory[off.Stock]
	return rule{key: p.ID, part: stock.ID, unit: a.unitOf(stock.Item), path: [6]string{string(model.PhaseOutEvent), p.ID}}
}

// phaseOuts tests the last periods of what ends, and what is left then.
func (a *auditor) phaseOuts() {
	if len(a.s.PhaseOuts) == 0 {
		return
	}
	a.lastOrders()
	for k, off := range a.s.WriteOffs() {
		p, stock := &a.s.PhaseOuts[off.PhaseOut], &a.s.Inventory[off.Stock]
		early, cleared := a.writeOffRule(k), a.writeOffRule(k)
		early.check, early.when, early.noun, early.bound = string(model.GroupWriteOff), "in", "write-off of", "before the end it must be"
		cleared.check, cleared.when, cleared.noun, cleared.bound = string(model.GroupCleared), "at the end of", "stock of", "after the end it must be"
		end, row := a.lasts(p).end, a.p.WrittenOff.Row(k)
		for t, v := range row {
			if t < end {
				a.require(&early, t, v, 0, tolerance(v))
			} else {
				left := a.p.Stock.At(off.Stock, t)
				a.require(&cleared, t, left, 0, tolerance(left, v))
			}
		}
		for _, part := range p.WriteOff {
			if part.ID == stock.Item {
				a.payFor(model.Object{Item: stock.Item}, model.WriteOffs, part.Quantity, row)
			}
		}
	}
}

// lastOrders tests that nothing that ends is ordered or made too late.
func (a *auditor) lastOrders() {
	test := func(g model.Group, key, noun string, p *model.PhaseOut, thing, unit string, row []float64, last int) {
		r := group(g, p.ID, unit)
		r.part, r.path = thing, [6]string{string(model.PhaseOutEvent), p.ID, key}
		r.noun, r.bound = noun, "after the last period it must be"
		for t := last + 1; t < a.n; t++ {
			a.require(&r, t, row[t], 0, tolerance(row[t]))
		}
	}
	for k, ref := range a.offers {
		if p := a.endOf(ref.Offer.Item, nil); p != nil {
			test(model.GroupLastBuy, "last_buy", "orders of", p, ref.Supplier.ID+","+ref.Offer.ID, a.unitOf(ref.Offer.Item), a.p.Bought.Row(k), a.lasts(p).buys)
		}
	}
	for i := range a.s.Processes {
		process := &a.s.Processes[i]
		var last *model.PhaseOut
		for _, part := range process.Makes {
			p := a.endOf(part.ID, nil)
			if p == nil {
				last = nil
				break
			}
			if last == nil || a.lasts(p).makes > a.lasts(last).makes {
				last = p
			}
		}
		if last != nil {
			test(model.GroupLastMake, "last_make", "runs of", last, process.ID, runUnit, a.p.Runs.Row(i), a.lasts(last).makes)
		}
	}
}

// endOf is what an item goes out of use with: its own phase-out, or where
// nobody asks for it the last one of all that it is used for. Items on the way
// are those whose end is being looked for.
func (a *auditor) endOf(item string, way []string) *model.PhaseOut {
	for k := range a.s.PhaseOuts {
		if a.s.PhaseOuts[k].Item == item {
			return &a.s.PhaseOuts[k]
		}
	}
	asked := slices.ContainsFunc(a.s.Demand, func(d model.Demand) bool { return d.Item == item })
	if asked || slices.Contains(way, item) {
		return nil
	}
	way = append(slices.Clone(way), item)
	var last *model.PhaseOut
	for i := range a.s.Processes {
		process := &a.s.Processes[i]
		takes := slices.ContainsFunc(process.Consumes, func(part model.Part) bool { return part.ID == item }) ||
			slices.ContainsFunc(process.Blend, func(in model.BlendInput) bool { return in.Item == item })
		if !takes {
			continue
		}
		for _, part := range process.Makes {
			p := a.endOf(part.ID, way)
			if p == nil {
				return nil
			}
			if last == nil || a.lasts(p).end > a.lasts(last).end {
				last = p
			}
		}
	}
	return last
}
