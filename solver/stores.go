package solver

import "github.com/steelyard-sop/steelyard/model"

// Stores: what is asked of stocks beyond their bounds (inventory.go). For each
// stock i and each period t
//
//	safety_stock  stock[i,t]     >=  safety[i,t]
//	cover         stock[i,t]     >=  what is asked in the time after t that it must cover
//	cyclic_stock  stock[i,last]  -  opening[i]  =  0
//	opening_stock opening[i]     =   what the scenario says
//
// and for stocks together, where space is what one unit takes of a storage s
// and weight what one unit counts for in a limit l, 1 or its value:
//
//	storage       sum_i space[s,i,t] stock[i,t]  <=  capacity[s,t] + overflow[s,t]
//	overflow      overflow[s,t]                  <=  the most that can be rented
//	stock_limit   sum_i weight[l,i,t] stock[i,t] <=, >= limit[l,t]
//
// What is asked after a period is known before planning, so cover is a number.
// The opening stock is a column only where it decides something: where the
// closing stock must equal it, or where holding is paid for the average of
// opening and closing. Space is rented, and stock counted, at the end of each
// period.

// openingColumns gives those stocks an opening that need one, and books
// what holding costs.
func (b *builder) openingColumns() {
	c := &b.columns
	c.opening = make([]int, len(b.s.Inventory))
	for k := range b.s.Inventory {
		stock := &b.s.Inventory[k]
		c.opening[k] = none
		if stock.Closing.Cyclic.On || stock.Averaged() && stock.Opening > 0 {
			c.opening[k] = b.p.AddCols("opening", stock.ID, nil, 1)
		}
		b.bookHolding(k)
		if v := stock.Closing.Worth; v != 0 {
			left := make([]float64, b.periods)
			left[b.periods-1] = -v
			b.book(model.ClosingValue, c.stock[k], model.PerPeriod(left))
		}
	}
}

// bookHolding charges the stock at the end of each period, or half of it and
// half of the stock at the start.
func (b *builder) bookHolding(k int) {
	stock := &b.s.Inventory[k]
	rates := stock.HoldingRates(b.periods)
	if !stock.Averaged() || !rates.IsSet() {
		b.book(model.Holding, b.columns.stock[k], rates)
		return
	}
	half := make([]float64, b.periods)
	for t := range half {
		half[t] = rates.Or(t, 0) / 2
	}
	rates = model.PerPeriod(half)
	b.book(model.Holding, b.columns.stock[k], rates)
	b.bookBefore(model.Holding, b.columns.stock[k], b.columns.opening[k], rates)
}

// storageColumns are the spaces that may be rented.
func (b *builder) storageColumns() {
	b.columns.overflow = make([]int, len(b.s.Storage))
	for i := range b.s.Storage {
		at := &b.s.Storage[i]
		b.columns.overflow[i] = b.decideIf(at.Overflow.Allowed, "overflow", at.ID)
		b.book(model.Rent, b.columns.overflow[i], at.Overflow.Cost)
	}
}

func (b *builder) storesRows() {
	for k := range b.s.Inventory {
		b.keptRows(k)
	}
	for i := range b.s.Storage {
		b.storageRows(i)
	}
	for i := range b.s.StockLimits {
		b.stockLimitRows(&b.s.StockLimits[i])
	}
}

// keptRows are safety, cover and the cycle of one stock.
func (b *builder) keptRows(k int) {
	stock, column := &b.s.Inventory[k], b.columns.stock[k]
	block := limitBlock{key: stock.ID, unit: b.items[b.columns.itemOf[stock.Item]].Unit}
	path := "inventory." + stock.ID
	safety := block
	safety.group, safety.path, safety.limit, safety.sense = model.GroupSafetyStock, path+".safety", &stock.Safety, atLeast
	b.add(b.limit(safety, values(&stock.Safety)), column, 1)
	if needs := b.s.CoverNeeds(stock); needs != nil {
		cover := block
		cover.group, cover.path, cover.limit, cover.sense = model.GroupCover, path+".cover.periods", &stock.Cover.Rule, atLeast
		if stock.Cover.Days.IsSet() {
			cover.path = path + ".cover.days"
		}
		b.add(b.limit(cover, func(t int) (float64, bool) { return needs[t], !notGiven(needs[t]) }), column, 1)
	}
	if opening := b.columns.opening[k]; opening != none {
		b.openingRows(stock, block, opening, column)
	}
}

// openingRows tie the opening stock to the closing one, or to the scenario.
func (b *builder) openingRows(stock *model.Stock, l limitBlock, opening, closing int) {
	l.sense = exactly
	if !stock.Closing.Cyclic.On {
		l.group, l.path, l.periods = model.GroupOpeningStock, "inventory."+stock.ID+".opening", []int{0}
		row := b.p.NumRows()
		b.place(l, nil, []float64{stock.Opening})
		b.p.Add(row, opening, 1)
		return
	}
	last := b.periods - 1
	l.group, l.path, l.limit = model.GroupCyclicStock, "inventory."+stock.ID+".closing.cyclic", &stock.Closing.Cyclic.Rule
	row := b.limit(l, func(t int) (float64, bool) { return 0, t == last }).at(last)
	b.p.Add(row, closing+last, 1)
	b.p.Add(row, opening, -1)
}

func (b *builder) storageRows(i int) {
	at, path := &b.s.Storage[i], "storage."+b.s.Storage[i].ID
	space := b.limit(limitBlock{
		group: model.GroupStorage, key: at.ID, unit: at.Unit,
		path: path + ".capacity", limit: &at.Capacity, sense: atMost,
	}, values(&at.Capacity))
	if at.Capacity.IsSet() {
		for _, stored := range b.s.StoredIn(at) {
			b.addSeries(space, b.columns.stock[stored.Stock], stored.Weight, 1)
		}
		b.add(space, b.columns.overflow[i], -1)
	}
	rented := b.limit(limitBlock{
		group: model.GroupOverflow, key: at.ID, unit: at.Unit,
		path: path + ".overflow.max", limit: &at.Overflow.Max, sense: atMost,
	}, values(&at.Overflow.Max))
	b.add(rented, b.columns.overflow[i], 1)
}

func (b *builder) stockLimitRows(l *model.StockLimit) {
	counted := b.s.CountedIn(l)
	unit := b.s.Currency
	if l.Of != model.StockValue {
		unit = b.items[b.columns.itemOf[b.s.Inventory[counted[0].Stock].Item]].Unit
	} else if unit == "" {
		unit = "money"
	}
	for _, rule := range []struct {
		suffix, key string
		limit       *model.Limit
		sense       sense
	}{{",min", ".min", &l.Min, atLeast}, {"", ".max", &l.Max, atMost}} {
		if !rule.limit.IsSet() {
			continue
		}
		rows := b.limit(limitBlock{
			group: model.GroupStockLimit, key: l.ID + rule.suffix, unit: unit,
			path: "stock_limits." + l.ID + rule.key, limit: rule.limit, sense: rule.sense,
		}, values(rule.limit))
		for _, c := range counted {
			b.addSeries(rows, b.columns.stock[c.Stock], c.Weight, 1)
		}
	}
}

// readStores fills in the spaces rented and the opening stocks that are chosen.
func (f *Formulation) readStores(plan *model.Plan, x []float64) {
	for i, first := range f.columns.overflow {
		if first != none {
			copy(plan.Overflow.Row(i), x[first:first+plan.Overflow.Periods()])
		}
	}
	for k, column := range f.columns.opening {
		if column != none && f.Scenario.Inventory[k].Closing.Cyclic.On {
			plan.Opening.Set(k, 0, x[column])
		}
	}
}
