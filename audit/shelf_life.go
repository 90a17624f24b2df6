package audit

import (
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// perishes tells whether there is a stock with a shelf life at a node.
func (a *auditor) perishes(node model.Node) bool {
	for k := range a.s.Inventory {
		stock := &a.s.Inventory[k]
		if stock.ShelfLife.IsSet() && stock.Site == node.Site && stock.Item == a.items[node.Item].ID {
			return true
		}
	}
	return false
}

// delivery is what came into a stock at one time.
type delivery struct {
	quantity float64
	until    int // last period in which it can be used
}

// shelfLives follows every stock with a shelf life lot by lot, as a
// storekeeper would who hands out the oldest first: whatever is there at
// the end of the last period in which it could be used is too old.
func (a *auditor) shelfLives() {
	for k := range a.s.Inventory {
		stock := &a.s.Inventory[k]
		item, known := a.itemIndex[stock.Item]
		if !known || !stock.ShelfLife.IsSet() {
			continue
		}
		r := a.stockRule(model.GroupShelfLife, stock, &stock.ShelfLife.Rule, "shelf_life")
		r.noun, r.bound = "stock beyond its shelf life of", "the maximum is"
		a.keepStore(&r, stock, a.ledger.spots[spot{item, stock.Site}])
	}
}

// keepStore hands out the oldest first, period by period.
func (a *auditor) keepStore(r *rule, stock *model.Stock, in *tally) {
	store, until := a.openingBatches(stock)
	size := stock.Opening
	for t := range a.n {
		of := func(f flow) float64 { return in.flows.At(int(f), t) }
		came := of(flowMade) + of(flowBought) + of(flowArrived)
		went := of(flowConsumed) + of(flowSold) + of(flowShipped) + of(flowDisposed)
		size += came + went
		store = append(store, delivery{came, until[t]})
		for went > 0 && len(store) > 0 {
			taken := min(went, store[0].quantity)
			went -= taken
			if store[0].quantity -= taken; store[0].quantity > 0 {
				break
			}
			store = store[1:]
		}
		var old float64
		for _, b := range store {
			if b.until <= t {
				old += b.quantity
			}
		}
		a.test(r, t, old, 0, tolerance(size))
	}
}

// openingBatches divides the opening stock by when it must be gone, and says
// for each period until when what comes in it can be used.
func (a *auditor) openingBatches(stock *model.Stock) (store []delivery, until []int) {
	l := &stock.ShelfLife
	until = make([]int, a.n)
	for t, at := range a.arrivals(l.Life, strings.Split("inventory."+stock.ID, ".")...) {
		if until[t] = at; at == never {
			until[t] = a.n
		}
	}
	left := stock.Opening
	for t := range a.n {
		if v := a.or(l.Expires, t, 0); v > 0 {
			store = append(store, delivery{v, t})
			left -= v
		}
	}
	// One period, or one day, of the life of the rest is over when the first
	// period begins.
	rest := a.n
	if l.Life.Periods > 0 {
		rest = min(l.Life.Periods-1, a.n)
	} else {
		for t := range a.n {
			if l.Life.Days-1 < a.days[t+1] {
				rest = t
				break
			}
		}
	}
	return append(store, delivery{left, rest}), until
}
