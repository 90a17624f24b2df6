package model

import "slices"

// PhaseOut ends a family or material. Each demand for it asks up to the period
// LastSale for what it asks anyhow, in the last periods for the shares of it in
// RampDown, and after that for nothing but what Service says. What is changed by
// launches and promotions fades in the same way.
//
// Its own components are the items that only serve to make it. Of the item and
// of these, nothing is ordered after LastBuy and nothing is made after LastMake,
// and what is in stock at the end of the last period of service, or else of
// sale, is written off.
type PhaseOut struct {
	ID       string     `json:"id"`
	Name     string     `json:"name,omitempty"`
	Item     string     `json:"item"`                // id of the family or material
	LastSale string     `json:"last_sale"`           // label of the last period of sale
	RampDown []float64  `json:"ramp_down,omitempty"` // shares that are asked in the last periods of sale; the last one in LastSale
	Moves    []Part     `json:"moves,omitempty"`     // other demands, and the share that each gets of what is asked no more
	LastBuy  string     `json:"last_buy,omitempty"`  // label of the last period of orders; LastMake where empty
	LastMake string     `json:"last_make,omitempty"` // label of the last period in which it is made; the end where empty
	Service  AfterSales `json:"service,omitzero"`
	WriteOff []Part     `json:"write_off,omitempty"` // the item and own components, and money per unit that is written off
}

// AfterSales is what is still asked for after the last period of sale.
type AfterSales struct {
	Until string `json:"until"` // label of the last period
	Units []Part `json:"units"` // demands for the item, and units in a period
}

// Path is its address in the scenario.
func (p *PhaseOut) Path() string { return string(PhaseOutEvent) + "." + p.ID }

// LastSalePeriod is the last period of sale; -1 where it is not in the calendar.
func (p *PhaseOut) LastSalePeriod(c Calendar) int { return c.Find(p.LastSale) }

// EndPeriod is the period at whose end nothing is left.
func (p *PhaseOut) EndPeriod(c Calendar) int {
	if p.Service.Until != "" {
		return c.Find(p.Service.Until)
	}
	return p.LastSalePeriod(c)
}

// LastMakePeriod is the last period in which it is made.
func (p *PhaseOut) LastMakePeriod(c Calendar) int {
	if p.LastMake != "" {
		return c.Find(p.LastMake)
	}
	return p.EndPeriod(c)
}

// LastBuyPeriod is the last period in which it, and its own components, are ordered.
func (p *PhaseOut) LastBuyPeriod(c Calendar) int {
	if p.LastBuy != "" {
		return c.Find(p.LastBuy)
	}
	return p.LastMakePeriod(c)
}

// left is the share of demand for the item that is still asked in period t.
func (p *PhaseOut) left(c Calendar, t int) float64 {
	last := p.LastSalePeriod(c)
	k := t - last - 1 + len(p.RampDown)
	switch {
	case t > last:
		return 0
	case k >= 0 && k < len(p.RampDown):
		return p.RampDown[k]
	}
	return 1
}

// served is what is asked of a demand after the last period of sale.
func (p *PhaseOut) served(c Calendar, demand string, t int) float64 {
	if t <= p.LastSalePeriod(c) || t > p.EndPeriod(c) {
		return 0
	}
	for _, part := range p.Service.Units {
		if part.ID == demand {
			return part.Quantity.Or(t, 0)
		}
	}
	return 0
}

// phaseOutOf is what ends an item, or nil.
func (s *Scenario) phaseOutOf(item string) *PhaseOut {
	for k := range s.PhaseOuts {
		if s.PhaseOuts[k].Item == item {
			return &s.PhaseOuts[k]
		}
	}
	return nil
}

// remaining is the share of a demand that is still asked in period t.
func (s *Scenario) remaining(d *Demand, t int) float64 {
	if p := s.phaseOutOf(d.Item); p != nil {
		return p.left(s.Calendar, t)
	}
	return 1
}

// gone is what is asked no more of the demands for an item that ends.
func (s *Scenario) gone(p *PhaseOut, t int) float64 {
	sum := 0.0
	for i := range s.Demand {
		if d := &s.Demand[i]; d.Item == p.Item {
			wish, _ := d.Wish(t)
			sum += wish * (1 - p.left(s.Calendar, t))
		}
	}
	return sum
}

// movedTo is what a demand that is launched gets of what is asked no more of
// items that end.
func (s *Scenario) movedTo(demand string, t int) float64 {
	sum := 0.0
	for k := range s.PhaseOuts {
		p := &s.PhaseOuts[k]
		for _, part := range p.Moves {
			if part.ID == demand {
				sum += part.Quantity.Or(t, 0) * s.gone(p, t)
			}
		}
	}
	return sum
}

// launched tells whether some launch brings a demand to market.
func (s *Scenario) launched(demand string) bool {
	return slices.ContainsFunc(s.Launches, func(l Launch) bool {
		return slices.ContainsFunc(l.Volume, func(p Part) bool { return p.ID == demand })
	})
}

// phaseOutSwings adds what the end of an item changes. What moves to a demand
// that is launched moves with the launch.
func (w *swingList) phaseOutSwings(event, k int) {
	p, c := &w.s.PhaseOuts[k], w.s.Calendar
	start := p.LastSalePeriod(c)
	if start < 0 {
		return
	}
	for t := range c.Len() {
		for d := range w.s.Demand {
			if demand := &w.s.Demand[d]; demand.Item == p.Item {
				w.put(event, start, d, t, p.served(c, demand.ID, t)-w.quantity(d, t)*(1-p.left(c, t)))
			}
		}
		for _, part := range p.Moves {
			if d, ok := w.demands[part.ID]; ok && !w.s.launched(part.ID) {
				w.add(event, start, d, t, part.Quantity.Or(t, 0)*w.s.gone(p, t))
			}
		}
	}
}

// phaseOutEvent is the end of an item as an event: it is certain.
func (s *Scenario) phaseOutEvent(k int) Event {
	p := &s.PhaseOuts[k]
	when := make([]bool, s.Calendar.Len())
	if last := p.LastSalePeriod(s.Calendar); last >= 0 {
		when[last] = true
	}
	return Event{Kind: PhaseOutEvent, Index: k, ID: p.ID, Account: WriteOffs, Given: ".last_sale", When: when, Certain: true}
}

// Ending is an item that goes out of use with a phase-out: its item, or one of
// its own components.
type Ending struct {
	PhaseOut int // index into PhaseOuts
	Item     int // index into Items
}

// Endings lists what goes out of use, in the order of the items. What only
// serves several items that end goes with the one that ends last.
func (s *Scenario) Endings() []Ending {
	if len(s.PhaseOuts) == 0 {
		return nil
	}
	items, index := s.Items(), s.ItemIndex()
	of := make([]int, len(items)) // phase-out by item, or -1
	for i := range of {
		of[i] = -1
	}
	for k := range s.PhaseOuts {
		if i, ok := index[s.PhaseOuts[k].Item]; ok {
			of[i] = k
		}
	}
	asked := map[string]bool{}
	for i := range s.Demand {
		asked[s.Demand[i].Item] = true
	}
	for changed := true; changed; { // every round goes one level down the bills
		changed = false
		for i := range items {
			if k := s.lastUser(items[i].ID, of, index); of[i] < 0 && !asked[items[i].ID] && k >= 0 {
				of[i], changed = k, true
			}
		}
	}
	var list []Ending
	for i, k := range of {
		if k >= 0 {
			list = append(list, Ending{k, i})
		}
	}
	return list
}

// lastUser is the last phase-out among those of all that an item is used for;
// -1 where it is used for anything else, or for nothing.
func (s *Scenario) lastUser(item string, of []int, index map[string]int) int {
	found := -1
	for p := range s.Processes {
		process := &s.Processes[p]
		uses := slices.ContainsFunc(process.Blend, func(in BlendInput) bool { return in.Item == item }) || uses(process.Consumes, item)
		if !uses {
			continue
		}
		for _, part := range process.Makes {
			at, known := index[part.ID]
			if !known || of[at] < 0 {
				return -1
			}
			if k := of[at]; found < 0 || s.PhaseOuts[k].EndPeriod(s.Calendar) > s.PhaseOuts[found].EndPeriod(s.Calendar) {
				found = k
			}
		}
	}
	return found
}

// WriteOff is a stock of which what is left is written off.
type WriteOff struct {
	PhaseOut int    // index into PhaseOuts
	Stock    int    // index into Inventory
	Cost     Series // money per unit
}

// WriteOffs lists the stocks that are written off, in the order of the inventory.
func (s *Scenario) WriteOffs() []WriteOff {
	of := map[string]int{}
	items := s.Items()
	for _, e := range s.Endings() {
		of[items[e.Item].ID] = e.PhaseOut
	}
	if len(of) == 0 {
		return nil
	}
	var list []WriteOff
	for i := range s.Inventory {
		k, ends := of[s.Inventory[i].Item]
		if !ends {
			continue
		}
		w := WriteOff{PhaseOut: k, Stock: i}
		for _, part := range s.PhaseOuts[k].WriteOff {
			if part.ID == s.Inventory[i].Item {
				w.Cost = part.Quantity
			}
		}
		list = append(list, w)
	}
	return list
}

// LastOrder is an offer or process that a phase-out stops.
type LastOrder struct {
	ActivityRef
	PhaseOut int
	Last     int // period
	Making   bool
}

// LastOrders lists what phase-outs stop: offers of what goes out of use, and
// processes that make nothing else.
func (s *Scenario) LastOrders() []LastOrder {
	of, items := map[string]int{}, s.Items()
	for _, e := range s.Endings() {
		of[items[e.Item].ID] = e.PhaseOut
	}
	if len(of) == 0 {
		return nil
	}
	var list []LastOrder
	offers := s.Offers()
	for _, a := range s.activities() {
		switch {
		case a.Process >= 0:
			if k, ends := s.endsWith(&s.Processes[a.Process], of); ends {
				list = append(list, LastOrder{a, k, s.PhaseOuts[k].LastMakePeriod(s.Calendar), true})
			}
		case a.Offer >= 0:
			if k, ends := of[offers[a.Offer].Offer.Item]; ends {
				list = append(list, LastOrder{a, k, s.PhaseOuts[k].LastBuyPeriod(s.Calendar), false})
			}
		}
	}
	return list
}

// endsWith is the last phase-out of what a process makes, if all of it ends.
func (s *Scenario) endsWith(p *Process, of map[string]int) (last int, ends bool) {
	last = -1
	for _, part := range p.Makes {
		k, ends := of[part.ID]
		if !ends {
			return -1, false
		}
		if last < 0 || s.PhaseOuts[k].LastMakePeriod(s.Calendar) > s.PhaseOuts[last].LastMakePeriod(s.Calendar) {
			last = k
		}
	}
	return last, last >= 0
}
