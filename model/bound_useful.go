package model

import "math"

// useful is how much of an item can be of use.
type useful struct {
	now  []float64 // that goes out in the period, or stays in stock at the end of it
	rest []float64 // that goes out from the period on, or stays
}

// useOf is how much of an item can be of use. Where a bill comes back to the
// item that it is of, that is without end.
func (u *usefulness) useOf(i int) *useful {
	if u.wanted[i] != nil {
		return u.wanted[i]
	}
	endless := u.endlessFlow()
	u.wanted[i] = &useful{endless.period, endless.cum}
	if u.anything {
		return u.wanted[i]
	}
	w := &useful{make([]float64, u.n), make([]float64, u.n)}
	account := u.itemAccount(i)
	for t := range u.n {
		if u.keeps(i) {
			w.now[t] += account.most[t]
		}
	}
	for _, stock := range u.stocks[i] {
		u.addKept(w, stock)
	}
	for _, d := range u.demands[i] {
		u.addAsked(w, &u.s.Demand[d])
	}
	for _, p := range u.users[i] {
		u.addConsumed(w, p, i)
	}
	for _, k := range u.carriers[i] {
		u.addForcedShipment(w, k)
	}
	u.wanted[i] = w
	return w
}

// addKept adds what a stock must hold at any time from a period on.
func (u *usefulness) addKept(w *useful, k *Stock) {
	floor, turned, policies := 0.0, 0.0, u.policyFloor(k)
	for t := u.n - 1; t >= 0; t-- {
		floor = max(floor, k.Min.Value.Or(t, 0), policies[t])
		if t == u.n-1 {
			floor = max(floor, k.Closing.Min.Value.Or(t, 0), k.Closing.Exact.Value.Or(t, 0))
		}
		w.rest[t] += floor
		if k.ShelfLife.IsSet() && t < u.n-1 {
			w.rest[t] += turned // what gets too old is made anew
		}
		turned += floor
	}
}

// asksForMore tells whether it may pay to serve more than the least of a demand
// between bounds although it earns nothing.
func (d *Demand) asksForMore() bool {
	return d.Same.IsSet() || d.Class != "" || d.Service.Fill.IsSet()
}

// addAsked adds what a demand can take.
func (u *usefulness) addAsked(w *useful, d *Demand) {
	owed := 0.0 // at most, before the period
	if d.Backlog.Allowed {
		owed = d.Backlog.Opening
	}
	late, asked := make([]float64, u.n), make([]float64, u.n)
	for t := range u.n {
		late[t] = owed
		switch {
		case d.Exact():
			asked[t] = d.Quantity.Value.Or(t, 0)
		case (!u.s.Objective.Maximises() || u.unlimited) && !d.asksForMore() && !u.anything:
			asked[t] = d.Min.Value.Or(t, 0) // selling more earns nothing
		default:
			asked[t] = hardOr(&d.Max, t, math.Inf(1))
		}
		if d.Exact() && d.Backlog.Allowed {
			owed = u.limited(owed+asked[t], hardOr(&d.Backlog.Max, t, math.Inf(1)))
		}
	}
	sum := 0.0
	for t := u.n - 1; t >= 0; t-- {
		sum += asked[t]
		w.now[t] += asked[t] + late[t]
		w.rest[t] += sum + late[t]
	}
}

// addConsumed adds what process p can consume of an item.
func (u *usefulness) addConsumed(w *useful, p, i int) {
	technical, total := u.technical(p), u.totalRuns(p)
	for _, part := range u.s.Processes[p].Needs() {
		if u.itemOf[part.ID] != i {
			continue
		}
		for t := range u.n {
			w.now[t] += times(min(technical.period[t], total[t]), part.Quantity.Or(t, 0))
			w.rest[t] += times(total[t], largest(part.Quantity, t))
		}
	}
	for j := range u.s.Processes[p].Blend {
		in := &u.s.Processes[p].Blend[j]
		if u.itemOf[in.Item] != i {
			continue
		}
		for t := range u.n { // the whole blend may be of it
			w.now[t] += min(technical.period[t], total[t]) / in.Gives.Or(t, 1)
			w.rest[t] += total[t] / in.leastGiven(t)
		}
	}
}

// addForcedShipment adds what a lane must carry of an item, of use or not.
func (u *usefulness) addForcedShipment(w *useful, k int) {
	ref := u.cargoRefs[k]
	for t := range u.n {
		forced := u.forced(&ref.Cargo.Min, t) + over(u.lump(&ref.Lane.Use, t), u.leastLoad(ref.Cargo, t))
		w.now[t] += forced
		w.rest[t] += forced
	}
}

// leastLoad is the least load of a unit of a cargo from period t on.
func (u *usefulness) leastLoad(c *Cargo, t int) float64 {
	if !c.Load.IsSet() {
		return 1
	}
	return leastPositive(c.Load, t)
}

// totalRuns is the most runs of a process that can be of use from each period on.
func (u *usefulness) totalRuns(p int) []float64 {
	if u.total[p] != nil {
		return u.total[p]
	}
	u.total[p] = u.endlessFlow().period
	process, technical := &u.s.Processes[p], u.technical(p)
	total, sum := make([]float64, u.n), 0.0
	for t := u.n - 1; t >= 0; t-- {
		sum += technical.period[t]
		most := 0.0
		if a, ok := u.s.Calendar.Arrival(t, process.Lead); ok {
			for _, part := range process.Yields() {
				most = max(most, over(u.useOf(u.itemOf[part.ID]).rest[a], leastPositive(part.Quantity, t)))
			}
		}
		if total[t] = sum; u.s.pushed(process.Uses) || process.Output.Change.IsSet() {
			continue
		}
		total[t] = min(sum, most+u.lump(&process.Lots, t)+u.forced(&process.Output.Min, t)+u.spared(process, t))
	}
	u.total[p] = total
	return total
}

// over is how often q goes into an amount; never where it is nothing.
func over(amount, q float64) float64 {
	if q == 0 {
		return 0
	}
	return amount / q
}

// largest is the largest number of a series from period t on; 0 without any.
func largest(s Series, t int) float64 {
	if s.Len() == 1 {
		return s.At(0)
	}
	most := 0.0
	for ; t < s.Len(); t++ {
		most = max(most, s.Or(t, 0))
	}
	return most
}

// leastPositive is the smallest number above 0 from period t on; 0 without any.
func leastPositive(s Series, t int) float64 {
	if s.Len() == 1 {
		return s.At(0)
	}
	least := math.Inf(1)
	for ; t < s.Len(); t++ {
		if v := s.Or(t, 0); v > 0 {
			least = min(least, v)
		}
	}
	if math.IsInf(least, 1) {
		return 0
	}
	return least
}
