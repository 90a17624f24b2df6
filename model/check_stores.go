package model

import "math"

// openingMost is the most that there can be of a stock before the first period.
// Where the plan chooses it, it ends with as much as it begins with.
func (c *checker) openingMost(k *Stock) float64 {
	if !k.Closing.Cyclic.On {
		return k.Opening
	}
	last := c.n - 1
	if last < 0 || k.Closing.Cyclic.Rule.Penalty.Has(last) {
		return math.Inf(1)
	}
	return c.mostStock(k, last)
}

// mostStock is the most of a stock at the end of period t, by its own limits.
func (c *checker) mostStock(k *Stock, t int) float64 {
	most := hardOr(&k.Max, t, math.Inf(1))
	if t == c.n-1 {
		most = min(most, hardOr(&k.Closing.Max, t, math.Inf(1)), hardOr(&k.Closing.Exact, t, math.Inf(1)))
	}
	return most
}

// leastStock is the least of a stock at the end of each period, by its own limits.
func (c *checker) leastStock(k *Stock) []float64 {
	least, cover := make([]float64, c.n), c.s.CoverNeeds(k)
	for t := range least {
		least[t] = max(hardOr(&k.Min, t, 0), hardOr(&k.Safety, t, 0))
		if cover != nil && !math.IsNaN(cover[t]) && !k.Cover.Rule.Penalty.Has(t) {
			least[t] = max(least[t], cover[t])
		}
		if t == c.n-1 {
			least[t] = max(least[t], hardOr(&k.Closing.Min, t, 0), hardOr(&k.Closing.Exact, t, 0))
		}
	}
	return least
}

// storeRooms reports storage, and limits on several stocks, that are too small
// for the least stocks.
func (c *checker) storeRooms() {
	for i := range c.s.Storage {
		hall := &c.s.Storage[i]
		c.tooLittleRoom(at("storage", hall.ID, "capacity"), hall.Unit, c.s.StoredIn(hall), func(t int) (float64, bool) {
			room, hard := hardAt(&hall.Capacity, t)
			if hall.Overflow.Allowed {
				room += hardOr(&hall.Overflow.Max, t, math.Inf(1))
			}
			return room, hard
		})
	}
	for i := range c.s.StockLimits {
		l := &c.s.StockLimits[i]
		counted := c.s.CountedIn(l)
		unit := c.s.Currency
		if l.Of != StockValue && len(counted) > 0 {
			unit = c.all[c.itemOf[c.s.Inventory[counted[0].Stock].Item]].Unit
		}
		c.tooLittleRoom(at("stock_limits", l.ID, "max"), unit, counted, func(t int) (float64, bool) { return hardAt(&l.Max, t) })
	}
}

// tooLittleRoom reports the first period in which the least stocks take more
// than there is.
func (c *checker) tooLittleRoom(a address, unit string, counted []Counted, most func(t int) (float64, bool)) {
	taken := make([]float64, c.n)
	for _, k := range counted {
		for t, least := range c.leastStock(&c.s.Inventory[k.Stock]) {
			taken[t] += least * k.Weight.Or(t, 0)
		}
	}
	for t, least := range taken {
		room, hard := most(t)
		if !hard || least <= room+noise(least) {
			continue
		}
		c.warning(a, "stock-above-room", "lower min, safety or cover of its stocks, or raise it",
			"at the end of %s there is room for %s, the least stocks take %s: %s short",
			c.labels[t], inUnit(room, unit), inUnit(least, unit), inUnit(least-room, unit))
		return
	}
}

// inUnit writes an amount with its unit, where it has one.
func inUnit(x float64, unit string) string {
	if unit == "" {
		return amount(x)
	}
	return amount(x) + " " + unit
}
