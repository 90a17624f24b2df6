package audit

import (
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// This file adds up what a plan emits, activity by activity, tests the caps on
// it, and recomputes what it costs:
//
//	emissions  emitted in a window, as far as it counts for a cap <= cap
//
// What is paid for a window is its price for what is beyond the free allowances,
// less what those that are left are sold for.

// emitted is what one activity emits of a substance.
type emitted struct {
	substance, scope, site, item string
	amounts                      []float64 // by period
}

// fillEmitted lists what all activities emit.
func (a *auditor) fillEmitted() {
	s, p := a.s, a.p
	for i := range s.Processes {
		process := &s.Processes[i]
		item := productOf(process).Item
		a.emit(process.Emits, "1", process.Site, item, nil, p.Runs.Row(i))
		a.emitUses(process.Uses, item, p.Runs.Row(i))
	}
	for k, ref := range a.inputs {
		process := &s.Processes[ref.Process]
		item := productOf(process).Item
		a.emit(ref.Input.Emits, "1", process.Site, item, nil, p.Blended.Row(k))
		a.emitUses(ref.Input.Uses, item, p.Blended.Row(k))
	}
	for k, ref := range a.offers {
		a.emit(ref.Offer.Emits, "3", ref.Offer.To, ref.Offer.Item, nil, p.Bought.Row(k))
	}
	for k, ref := range a.cargos {
		loads := make([]float64, a.n)
		for t, v := range p.Shipped.Row(k) {
			loads[t] = v * a.or(ref.Cargo.Load, t, 1)
		}
		a.emit(ref.Cargo.Emits, "3", ref.Lane.From, ref.Cargo.Item, nil, p.Shipped.Row(k))
		a.emit(ref.Lane.Emits, "3", ref.Lane.From, ref.Cargo.Item, nil, loads)
		a.emitUses(ref.Lane.Uses, ref.Cargo.Item, loads)
	}
	for k := range s.Inventory {
		stock := &s.Inventory[k]
		a.emit(stock.Emits, "2", stock.Site, stock.Item, nil, p.Stock.Row(k))
	}
	for k, at := range a.disposals {
		item := a.items[at.item]
		a.emit(item.Dispose.Emits, "3", at.site, item.ID, nil, p.Disposed.Row(k))
	}
	a.emitSwitches()
}

// emitSwitches adds what set-ups, starts and stops use.
func (a *auditor) emitSwitches() {
	for k := range a.switched {
		ref, item := &a.switched[k], ""
		if ref.Process >= 0 {
			item = productOf(&a.s.Processes[ref.Process]).Item
		}
		a.emitUses(ref.Switch.Uses, item, a.setUps(k))
		a.emitUses(ref.Switch.Start.Uses, item, a.p.Starts.Row(k))
		a.emitUses(ref.Switch.Stop.Uses, item, a.p.Stops.Row(k))
	}
}

// emitUses adds what is emitted by the resources that an activity uses.
func (a *auditor) emitUses(uses []model.Part, item string, activity []float64) {
	for i := range uses {
		if r, ok := a.resources[uses[i].ID]; ok {
			at := &a.s.Resources[r]
			a.emit(at.Emits, "2", at.Site, item, &uses[i].Quantity, activity)
		}
	}
}

// emit adds factors times an activity, of which each unit counts for one, or
// for each.
func (a *auditor) emit(factors []model.Emit, scope, site, item string, each *model.Series, activity []float64) {
	for i := range factors {
		e := emitted{substance: factors[i].Substance, scope: scope, site: site, item: item, amounts: make([]float64, a.n)}
		if factors[i].Scope != "" {
			e.scope = factors[i].Scope
		}
		for t, v := range activity {
			e.amounts[t] = v * a.or(factors[i].Factor, t, 0)
			if each != nil {
				e.amounts[t] *= a.or(*each, t, 0)
			}
		}
		a.emissions = append(a.emissions, e)
	}
}

// emittedIn adds up what is emitted of a substance in a window and counts for a
// cap, and the sizes of what it adds up.
func (a *auditor) emittedIn(e *model.Emission, c *model.EmissionCap, w model.Window) (sum, size float64) {
	for i := range a.emissions {
		one := &a.emissions[i]
		if one.substance != e.ID || !a.countsFor(c, one) {
			continue
		}
		for t := w.From; t <= w.To; t++ {
			sum += one.amounts[t]
			size += math.Abs(one.amounts[t])
		}
	}
	return sum, size
}

// countsFor tells whether something emitted counts for a cap.
func (a *auditor) countsFor(c *model.EmissionCap, e *emitted) bool {
	if len(c.Items) > 0 && !slices.Contains(c.Items, e.item) || len(c.Scopes) > 0 && !slices.Contains(c.Scopes, e.scope) {
		return false
	}
	if len(c.Sites)+len(c.Regions) == 0 || slices.Contains(c.Sites, e.site) {
		return true
	}
	return slices.ContainsFunc(a.s.Sites, func(site model.Site) bool {
		return site.ID == e.site && slices.Contains(c.Regions, site.Region)
	})
}

// emissionCaps tests every cap in every window.
func (a *auditor) emissionCaps() {
	for i := range a.s.Emissions {
		e := &a.s.Emissions[i]
		for k := range e.Caps {
			c := &e.Caps[k]
			r := group(model.GroupEmissions, e.ID, e.Unit)
			r.part, r.path = c.ID, [6]string{"emissions", e.ID, "caps", c.ID, "max"}
			r.limit, r.noun, r.bound = &c.Max, "emission of", "the cap is"
			if r.when = "in"; c.Over != "" && c.Over != model.OverPeriod {
				r.when = "in the time up to"
			}
			for _, w := range c.Windows(a.s.Calendar) {
				if most := a.at(c.Max.Value, w.To); !math.IsNaN(most) {
					sum, size := a.emittedIn(e, c, w)
					a.test(&r, w.To, sum, most, tolerance(size, most))
				}
			}
		}
	}
}

// payEmissions books what emissions cost.
func (a *auditor) payEmissions() {
	for i := range a.s.Emissions {
		e := &a.s.Emissions[i]
		if !e.Price.IsSet() {
			continue
		}
		for _, w := range e.Price.Windows(a.s.Calendar) {
			sum, size := a.emittedIn(e, &model.EmissionCap{Scopes: e.Price.Scopes}, w)
			free, rate := a.or(e.Price.Free, w.To, 0), a.or(e.Price.Value, w.To, 0)
			beyond := sum - free
			if beyond < 0 {
				rate = a.or(e.Price.Sell, w.To, 0)
			}
			a.payAmount(model.Object{}, model.EmissionCost, w.To, beyond*rate)
			a.size.Add(model.EmissionCost, w.To, (size+free)*rate) // a small rest of large numbers is not exact
		}
	}
}
