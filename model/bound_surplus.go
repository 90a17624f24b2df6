package model

import "math"

// surplus is how much of an item there may be that is of no use: what is there
// anyhow, and what is left of lots.
func (u *usefulness) surplus(i int) float64 {
	sum := 0.0
	for _, ref := range u.offers[i] {
		sum += u.lump(&ref.Offer.Order, 0)
	}
	for _, stock := range u.stocks[i] {
		sum += u.openingMost(stock)
		for t := range u.n {
			sum += stock.Receipts.Or(t, 0)
		}
	}
	for k, ref := range u.offerRefs {
		if u.itemOf[ref.Offer.Item] == i {
			sum += float64(u.n) * u.forcedOrder(k)
		}
	}
	for _, p := range u.madeBy[i] {
		process := &u.s.Processes[p]
		perRun := 0.0
		for _, part := range process.Yields() {
			if u.itemOf[part.ID] == i {
				perRun = largest(part.Quantity, 0)
			}
		}
		runs := u.lump(&process.Lots, 0) + u.forced(&process.Output.Min, 0)
		if len(process.Makes) > 1 || u.s.pushed(process.Uses) || process.Output.Change.IsSet() {
			runs = u.technical(p).cum[u.n-1] // a by-product, or made to keep something busy
		}
		sum += times(runs, perRun)
	}
	return sum
}

// lump is the least that can be added to an activity from period t on, at most.
func (u *usefulness) lump(sw *Switch, t int) float64 {
	if !sw.Set {
		return 0
	}
	lump, sum := 0.0, 0.0
	for ; t < u.n; t++ {
		one := sw.Min.Value.Or(t, 0)
		if sw.Count.IsSet() {
			one *= sw.Count.Value.Or(t, 0)
		}
		one = max(one, sw.Multiple.Value.Or(t, 0))
		lump, sum = max(lump, one), sum+one
	}
	if sw.MinOn.IsSet() || u.tied[sw] {
		return sum // it may have to be on
	}
	return lump
}

// forced is what a least amount a period asks for from period t on.
func (u *usefulness) forced(l *Limit, t int) float64 {
	sum := 0.0
	for ; t < u.n; t++ {
		sum += l.Value.Or(t, 0)
	}
	return sum
}

// restsFreely tells whether it costs nothing to keep any amount of an item.
func (u *usefulness) restsFreely(i int) bool {
	for _, stock := range u.stocks[i] {
		c := &stock.Closing
		if positive(stock.HoldingCost) || u.sharesLimits(stock) || stock.Max.IsSet() || c.Max.IsSet() || c.Exact.IsSet() {
			return false
		}
	}
	return true
}

// spared is how many runs of a process may only serve to get rid of an input.
func (u *usefulness) spared(process *Process, t int) float64 {
	most := 0.0
	for _, part := range process.Needs() {
		if i := u.itemOf[part.ID]; u.over[i] > 0 && !u.freely[i] {
			most = max(most, over(u.over[i], leastPositive(part.Quantity, t)))
		}
	}
	for j := range process.Blend {
		if i := u.itemOf[process.Blend[j].Item]; u.over[i] > 0 && !u.freely[i] {
			return math.Inf(1) // it may take any amount of the other inputs to get rid of it
		}
	}
	return most
}
