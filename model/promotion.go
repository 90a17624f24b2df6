package model

// Promotion lifts demand in the periods in which it runs. It runs in the periods
// of Runs for certain, or where there are none in those that the plan chooses.
//
// Where it runs in period t, of each demand that it is for
//
//	asked(t)    rises by  Lift(t) x quantity(t) + Units(t), which is the lift,
//	                      and by Forward[k] x quantity(t+k) for k = 1, 2, ...
//	asked(t+k)  falls by  Forward[k] x quantity(t+k)
//
// and every demand in Takes loses in period t its share of the lift. quantity is
// what the scenario states, or max of a demand between bounds: effects are added
// up and do not multiply.
type Promotion struct {
	ID      string    `json:"id"`
	Name    string    `json:"name,omitempty"`
	Demand  []string  `json:"demand"`            // ids of the demands that it is for, sorted
	Runs    []string  `json:"runs,omitempty"`    // labels of periods in which it runs for certain, and in no others
	In      []string  `json:"in,omitempty"`      // labels of periods in which it may run; none: all
	Min     Limit     `json:"min,omitzero"`      // times it runs over the horizon; one value
	Max     Limit     `json:"max,omitzero"`      // the same; 1 where unset
	Lift    Series    `json:"lift,omitzero"`     // share of the quantity of the period
	Units   Series    `json:"units,omitzero"`    // units besides
	Forward []float64 `json:"forward,omitempty"` // share of the quantity of the next period, of the one after, ... that is bought now
	Takes   []Part    `json:"takes,omitempty"`   // other demands, and the share of the lift that each loses
	Price   Series    `json:"price,omitzero"`    // money per unit in place of the price; unset: the price stays
	Cost    Series    `json:"cost,omitzero"`     // money for each period in which it runs
}

// mostRuns is how often the promotion may run, if it is decided.
func (p *Promotion) mostRuns() float64 { return p.Max.Value.Or(0, 1) }

// PromotionPrice is a demand that is sold at another price while a promotion runs.
type PromotionPrice struct {
	Promotion int    // index into Promotions
	Demand    int    // index into Demand
	Off       Series // money that one unit earns less
	Late      bool   // what counts is what the period asks, whenever it is served; otherwise what is served in it
}

// PromotionPrices lists the demands with another price, promotion by promotion.
func (s *Scenario) PromotionPrices() []PromotionPrice {
	var list []PromotionPrice
	var demands map[string]int
	for k := range s.Promotions {
		p := &s.Promotions[k]
		if !p.Price.IsSet() {
			continue
		}
		if demands == nil {
			demands = s.demandIndex()
		}
		for _, id := range p.Demand {
			d, ok := demands[id]
			if !ok {
				continue
			}
			off := make([]float64, s.Calendar.Len())
			price := s.priceOf(&s.Demand[d])
			for t := range off {
				off[t] = price.Or(t, 0) - p.Price.Or(t, price.Or(t, 0))
			}
			list = append(list, PromotionPrice{k, d, PerPeriod(off), s.Demand[d].alwaysServed()})
		}
	}
	return list
}

// Less is what one unit earns more at the price of the promotion: negative
// where it is lower.
func (r *PromotionPrice) Less() Series {
	values := make([]float64, r.Off.Len())
	for t, v := range r.Off.Values() {
		values[t] = 0 - v
	}
	return PerPeriod(values)
}

// alwaysServed tells whether all that is asked is served, if late.
func (d *Demand) alwaysServed() bool {
	return d.Exact() && !d.Lost.Allowed && !d.Quantity.Priced()
}

// priceOf is what one unit of a demand sells for.
func (s *Scenario) priceOf(d *Demand) Series {
	if d.Price.IsSet() {
		return d.Price
	}
	for _, items := range [][]Item{s.Families, s.Materials} {
		for i := range items {
			if items[i].ID == d.Item {
				return items[i].Price
			}
		}
	}
	return Series{}
}

func (s *Scenario) demandIndex() map[string]int {
	return indexOf(s.Demand, func(d *Demand) string { return d.ID })
}

// promotionSwings adds what promotion k changes.
func (w *swingList) promotionSwings(event, k int) {
	p, n := &w.s.Promotions[k], w.s.Calendar.Len()
	for start := range n {
		for _, id := range p.Demand {
			d, ok := w.demands[id]
			if !ok {
				continue
			}
			lift := p.Lift.Or(start, 0)*w.quantity(d, start) + p.Units.Or(start, 0)
			w.add(event, start, d, start, lift)
			for k, share := range p.Forward {
				if t := start + k + 1; t < n {
					w.add(event, start, d, start, share*w.quantity(d, t))
					w.add(event, start, d, t, -share*w.quantity(d, t))
				}
			}
			for _, part := range p.Takes {
				if other, ok := w.demands[part.ID]; ok {
					w.add(event, start, other, start, -part.Quantity.Or(start, 0)*lift)
				}
			}
		}
	}
}
