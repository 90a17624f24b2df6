package model

import "math"

// StandardCosts is what one unit of each item counts for in stock and in cost
// of goods, by item (in the order of Items) and period: the standard cost that
// the scenario gives, else one that is rolled up the bills of material and the
// same in all periods.
//
// Rolled up, an item costs the least of what its offers ask (the mean price
// over the horizon; of tiers the one that starts lowest) and of what its
// processes cost: the mean cost of a run and the standard cost of what a run
// takes, divided by all good units that the run makes, whatever they are. A
// blend counts with its cheapest input. Labour, capacity, transport and fixed
// costs are in no standard cost. An item that nothing makes or sells costs 0.
func (s *Scenario) StandardCosts() Grid {
	items, n := s.Items(), s.Calendar.Len()
	each := s.rolledUp(items)
	grid := NewGrid(len(items), n)
	for i := range items {
		for t := range n {
			grid.Set(i, t, items[i].StandardCost.Or(t, each[i]))
		}
	}
	return grid
}

// rolledUp is the standard cost of each item, 0 where nothing tells.
func (s *Scenario) rolledUp(items []Item) []float64 {
	index, cost := s.ItemIndex(), make([]float64, len(items))
	for i := range cost {
		cost[i] = math.Inf(1)
	}
	for _, ref := range s.Offers() {
		i := index[ref.Offer.Item]
		cost[i] = min(cost[i], ref.Offer.basicPrice())
	}
	for i := range items {
		if items[i].StandardCost.IsSet() {
			cost[i] = items[i].StandardCost.mean()
		}
	}
	// Every round carries costs one level up the bills; circles come to rest,
	// because a cost only falls.
	for changed, round := true, 0; changed && round <= len(items); round++ {
		changed = false
		for p := range s.Processes {
			process := &s.Processes[p]
			unit := process.unitCost(func(item string) float64 { return cost[index[item]] })
			for _, part := range process.Makes {
				if i := index[part.ID]; unit < cost[i] && !items[i].StandardCost.IsSet() {
					cost[i], changed = unit, true
				}
			}
		}
	}
	for i := range cost {
		if math.IsInf(cost[i], 1) {
			cost[i] = 0
		}
	}
	return cost
}

// basicPrice is the mean price of a small order.
func (o *Offer) basicPrice() float64 {
	if len(o.Tiers) == 0 {
		return o.Price.mean()
	}
	return o.Schedule()[0].Price.mean()
}

// unitCost is what one unit that a process makes costs, where cost is that of
// one unit of an item that it takes.
func (p *Process) unitCost(cost func(item string) float64) float64 {
	run, made := p.Cost.mean(), 0.0
	for _, part := range p.Needs() {
		run += part.Quantity.mean() * cost(part.ID)
	}
	if len(p.Blend) > 0 {
		cheapest := math.Inf(1)
		for i := range p.Blend {
			in := &p.Blend[i]
			gives := 1.0
			if in.Gives.IsSet() {
				gives = in.Gives.mean()
			}
			if gives > 0 {
				cheapest = min(cheapest, (in.Cost.mean()+cost(in.Item))/gives)
			}
		}
		run += cheapest
	}
	for _, part := range p.Yields() {
		made += part.Quantity.mean()
	}
	if made <= 0 || math.IsNaN(run) { // 0 units of what nothing tells the cost of
		return math.Inf(1)
	}
	return run / made
}

// mean is the average over the periods that have a value; 0 where none has.
func (s Series) mean() float64 {
	sum, n := 0.0, 0
	for _, v := range s.values {
		if !math.IsNaN(v) {
			sum += v
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}
