package model

import "math"

// policyFloor is what policies may make a stock hold at the end of each period,
// besides its bounds: safety, cover, a share in the least of several stocks, and
// at the end what it opened with, or anything that is worth money.
func (u *usefulness) policyFloor(k *Stock) []float64 {
	floor, cover := make([]float64, u.n), u.s.CoverNeeds(k)
	for t := range floor {
		floor[t] = k.Safety.Value.Or(t, 0)
		if cover != nil && !math.IsNaN(cover[t]) {
			floor[t] = max(floor[t], cover[t])
		}
	}
	for i := range u.s.StockLimits {
		l := &u.s.StockLimits[i]
		if !l.Min.IsSet() {
			continue
		}
		for _, counted := range u.s.CountedIn(l) {
			if &u.s.Inventory[counted.Stock] != k {
				continue
			}
			for t := range floor {
				floor[t] = max(floor[t], over(l.Min.Value.Or(t, 0), counted.Weight.Or(t, 0)))
			}
		}
	}
	last := u.n - 1
	if k.Closing.Cyclic.On {
		floor[last] = max(floor[last], u.openingMost(k))
	}
	if k.Closing.Worth > 0 {
		floor[last] = u.mostStock(k, last)
	}
	return floor
}

// sharesLimits tells whether keeping a stock may cost something, or be limited,
// for reasons other than its own bounds and holding cost.
func (u *usefulness) sharesLimits(k *Stock) bool {
	if k.Closing.Cyclic.On || k.ShelfLife.IsSet() || positive(k.Holding.Rate) || u.s.limitsHolding(k) {
		return true
	}
	for i := range u.s.Storage {
		for _, stored := range u.s.StoredIn(&u.s.Storage[i]) {
			if &u.s.Inventory[stored.Stock] == k {
				return true
			}
		}
	}
	for i := range u.s.StockLimits {
		for _, counted := range u.s.CountedIn(&u.s.StockLimits[i]) {
			if &u.s.Inventory[counted.Stock] == k {
				return true
			}
		}
	}
	return false
}
