package audit

import (
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// stores tests what is asked of stocks beyond their bounds, one by one and
// together, always at the end of a period:
//
//	safety_stock  stock >= safety stock
//	cover         stock >= what is asked in the days or periods to come
//	cyclic_stock  stock at the end of the horizon = stock before it
//	opening_stock stock before the horizon is what the scenario says
//	storage       space that stocks take <= capacity + space rented
//	overflow      space rented <= maximum
//	stock_limit   sum of stocks, by quantity or value, within its bounds
func (a *auditor) stores() {
	for k := range a.s.Inventory {
		stock, kept := &a.s.Inventory[k], a.p.Stock.Row(k)
		safety := a.stockRule(model.GroupSafetyStock, stock, &stock.Safety, "safety")
		safety.sense, safety.bound = atLeast, "the safety stock is"
		a.testSeries(&safety, kept)
		a.cover(stock, kept)
		a.opened(stock, a.p.Opening.At(k, 0), kept[a.n-1])
	}
	for i := range a.s.Storage {
		a.storage(i)
	}
	for i := range a.s.StockLimits {
		a.stockLimit(&a.s.StockLimits[i])
	}
}

// opened tests the stock before the first period.
func (a *auditor) opened(stock *model.Stock, opening, closing float64) {
	if !stock.Closing.Cyclic.On {
		if opening != 0 {
			r := a.stockRule(model.GroupOpeningStock, stock, nil, "opening")
			r.sense, r.noun, r.when, r.bound = exactly, "what the plan chooses of", "before", "the scenario says how much there is, so it is"
			a.require(&r, 0, opening, 0, tolerance(opening))
		}
		return
	}
	r := a.stockRule(model.GroupCyclicStock, stock, &stock.Closing.Cyclic.Rule, "closing", "cyclic")
	r.sense, r.bound = exactly, "there was at the start"
	a.test(&r, a.n-1, closing, opening, tolerance(closing, opening))
}

// before is what there is of a stock before the first period.
func (a *auditor) before(k int) float64 {
	if a.s.Inventory[k].Closing.Cyclic.On {
		return a.p.Opening.At(k, 0)
	}
	return a.s.Inventory[k].Opening
}

// cover walks through the coming periods, day by day or period by period.
func (a *auditor) cover(stock *model.Stock, kept []float64) {
	c := &stock.Cover
	r := a.stockRule(model.GroupCover, stock, &c.Rule, "cover", "periods")
	r.sense, r.bound = atLeast, "to cover coming demand it takes"
	span := c.Periods
	if c.Days.IsSet() {
		span, r.path[3] = c.Days, "days"
	}
	if !span.IsSet() {
		return
	}
	coming := a.coming(stock)
	for t, v := range kept {
		if left := a.at(span, t); !math.IsNaN(left) {
			needed := a.needed(c, coming, t, left)
			a.test(&r, t, v, needed, tolerance(v, needed))
		}
	}
}

// needed is what is asked while the rest of a span lasts, after period t.
func (a *auditor) needed(c *model.Cover, coming []float64, t int, left float64) float64 {
	var sum float64
	for left > 0 {
		if t++; t >= a.n {
			switch c.Beyond {
			case model.BeyondNothing:
				return sum
			case model.BeyondCycle:
				t = 0
			default:
				t = a.n - 1
			}
		}
		long := 1.0
		if c.Days.IsSet() {
			long = float64(a.days[t+1] - a.days[t])
		}
		if left < long {
			return sum + coming[t]*left/long
		}
		sum += coming[t]
		left -= long
	}
	return sum
}

// coming adds up the demand that the cover of a stock counts.
func (a *auditor) coming(stock *model.Stock) []float64 {
	sum := make([]float64, a.n)
	for d := range a.s.Demand {
		demand := &a.s.Demand[d]
		counts := slices.Contains(stock.Cover.Of, demand.ID)
		if len(stock.Cover.Of) == 0 {
			counts = demand.Item == stock.Item && a.servedAt(demand) == stock.Site
		}
		if !counts {
			continue
		}
		asked := demand.Min.Value
		if demand.Exact() {
			asked = demand.Quantity.Value
		}
		for t := range sum {
			sum[t] += a.or(asked, t, 0)
		}
	}
	return sum
}

// storage tests one storage, and the space rented for it.
func (a *auditor) storage(i int) {
	at, rented := &a.s.Storage[i], a.p.Overflow.Row(i)
	r := group(model.GroupStorage, at.ID, at.Unit)
	r.limit, r.path = &at.Capacity, [6]string{"storage", at.ID, "capacity"}
	r.noun, r.when, r.bound = "space taken in", "at the end of", "capacity and space rented give"
	for t := range a.n {
		capacity := a.at(at.Capacity.Value, t)
		if math.IsNaN(capacity) {
			continue
		}
		taken := a.spaceTaken(at, t)
		capacity += a.addedTo(&r, t)
		a.test(&r, t, taken, capacity+rented[t], tolerance(taken, capacity, rented[t]))
	}
	most := a.storageRule(i)
	most.limit, most.path[2], most.path[3] = &at.Overflow.Max, "overflow", "max"
	if at.Overflow.Allowed {
		a.testSeries(&most, rented)
		return
	}
	for t, v := range rented {
		if v != 0 {
			most.bound = "none can be rented, so the maximum is"
			a.require(&most, t, v, 0, tolerance(v))
		}
	}
}

func (a *auditor) storageRule(i int) rule {
	at := &a.s.Storage[i]
	r := group(model.GroupOverflow, at.ID, at.Unit)
	r.path, r.noun, r.bound = [6]string{"storage", at.ID}, "space rented for", "the maximum is"
	return r
}

func (a *auditor) spaceTaken(at *model.Storage, t int) float64 {
	var taken float64
	for k := range a.s.Inventory {
		stock := &a.s.Inventory[k]
		if stock.Site != at.Site {
			continue
		}
		v := a.p.Stock.At(k, t)
		if len(at.Holds) == 0 {
			taken += v
		}
		for _, part := range at.Holds {
			if part.ID == stock.Item {
				taken += v * a.or(part.Quantity, t, 0)
			}
		}
	}
	return taken
}

// stockLimit tests the sum of the stocks that a limit names.
func (a *auditor) stockLimit(l *model.StockLimit) {
	sum, unit := make([]float64, a.n), ""
	for k := range a.s.Inventory {
		stock := &a.s.Inventory[k]
		if !a.counts(l, stock) {
			continue
		}
		unit = a.unitOf(stock.Item)
		for t, v := range a.p.Stock.Row(k) {
			if l.Of == model.StockValue {
				v *= a.or(stock.Value, t, 0)
			}
			sum[t] += v
		}
	}
	if l.Of == model.StockValue {
		if unit = a.s.Currency; unit == "" {
			unit = "money"
		}
	}
	r := group(model.GroupStockLimit, l.ID, unit)
	r.noun, r.when = "stock in", "at the end of"
	least, most := r, r
	least.limit, least.part, least.path = &l.Min, "min", [6]string{"stock_limits", l.ID, "min"}
	least.sense, least.bound = atLeast, "the minimum is"
	a.testSeries(&least, sum)
	most.limit, most.path, most.bound = &l.Max, [6]string{"stock_limits", l.ID, "max"}, "the maximum is"
	a.testSeries(&most, sum)
}

func (a *auditor) counts(l *model.StockLimit, stock *model.Stock) bool {
	if len(l.Items) > 0 && !slices.Contains(l.Items, stock.Item) {
		return false
	}
	if len(l.Sites)+len(l.Regions) == 0 || slices.Contains(l.Sites, stock.Site) {
		return true
	}
	return slices.ContainsFunc(a.s.Sites, func(site model.Site) bool {
		return site.ID == stock.Site && slices.Contains(l.Regions, site.Region)
	})
}

// payStores books holding, space rented and what is left at the end.
func (a *auditor) payStores() {
	for k := range a.s.Inventory {
		stock, kept := &a.s.Inventory[k], a.p.Stock.Row(k)
		of := model.Object{Item: stock.Item}
		for t, v := range kept {
			each := a.or(stock.HoldingCost, t, 0) + a.or(stock.Holding.Rate, t, 0)*a.or(stock.Value, t, 0)
			if stock.Holding.On == model.OnAverage {
				before := a.before(k)
				if t > 0 {
					before = kept[t-1]
				}
				v = (before + v) / 2
			}
			a.payAmount(of, model.Holding, t, each*v)
		}
		a.payAmount(of, model.ClosingValue, a.n-1, -stock.Closing.Worth*kept[a.n-1])
	}
	for i := range a.s.Storage {
		a.pay(model.Rent, a.s.Storage[i].Overflow.Cost, a.p.Overflow.Row(i))
	}
}
