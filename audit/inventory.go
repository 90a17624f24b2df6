package audit

import "github.com/steelyard-sop/steelyard/model"

// inventory tests what is kept, always at the end of a period:
//
//	min_stock      stock >= minimum
//	max_stock      stock <= maximum
//	closing_stock  stock at the end of the horizon follows each of its rules
func (a *auditor) inventory() {
	for k := range a.s.Inventory {
		stock, kept := &a.s.Inventory[k], a.p.Stock.Row(k)
		least := a.stockRule(model.GroupMinStock, stock, &stock.Min, "min")
		least.sense, least.bound = atLeast, "the minimum is"
		a.testSeries(&least, kept)
		most := a.stockRule(model.GroupMaxStock, stock, &stock.Max, "max")
		most.bound = "the maximum is"
		a.testSeries(&most, kept)
		a.closing(stock, kept)
	}
}

func (a *auditor) closing(stock *model.Stock, kept []float64) {
	last := a.n - 1
	least := a.stockRule(model.GroupClosingStock, stock, &stock.Closing.Min, "closing", "min")
	least.sense, least.part, least.bound = atLeast, "min", "the least that must be left is"
	a.testGiven(&least, last, kept[last])
	most := a.stockRule(model.GroupClosingStock, stock, &stock.Closing.Max, "closing", "max")
	most.part, most.bound = "max", "the most that may be left is"
	a.testGiven(&most, last, kept[last])
	exact := a.stockRule(model.GroupClosingStock, stock, &stock.Closing.Exact, "closing", "exact")
	exact.sense, exact.bound = exactly, "what must be left is exactly"
	a.testGiven(&exact, last, kept[last])
}

func (a *auditor) stockRule(g model.Group, stock *model.Stock, limit *model.Limit, path ...string) rule {
	r := group(g, stock.ID, a.unitOf(stock.Item))
	r.limit, r.noun, r.when = limit, "stock of", "at the end of"
	r.path = [6]string{"inventory", stock.ID}
	copy(r.path[2:], path)
	return r
}
