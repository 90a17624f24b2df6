package solver

import "github.com/steelyard-sop/steelyard/model"

// Inventory: stock stays between its bounds, and ends as the closing rule
// says. For each item that is kept in a place (a stock i) and each period t
//
//	min_stock      stock[i,t]     >=  min[i,t]
//	max_stock      stock[i,t]     <=  max[i,t]
//	closing_stock  stock[i,last]  >=, <= or =  closing[i]
//
// Holding is paid for the stock at the end of each period, the last included, or
// for the average of the stocks at its start and end. What else is asked of
// stocks, one by one and together, is in stores.go.
// An item without an inventory has no stock: what comes in a period goes in it.

func (b *builder) inventoryColumns() {
	c := &b.columns
	c.stock = make([]int, len(b.s.Inventory))
	for k := range b.s.Inventory {
		c.stock[k] = b.decide("stock", b.s.Inventory[k].ID)
	}
	b.openingColumns()
}

func (b *builder) inventoryRows() {
	for k := range b.s.Inventory {
		stock := &b.s.Inventory[k]
		unit := b.items[b.columns.itemOf[stock.Item]].Unit
		block := func(group model.Group, suffix, key string, limit *model.Limit, s sense) limitBlock {
			return limitBlock{
				group: group, key: stock.ID + suffix, unit: unit,
				path: "inventory." + stock.ID + key, limit: limit, sense: s,
			}
		}
		least := b.limit(block(model.GroupMinStock, "", ".min", &stock.Min, atLeast), values(&stock.Min))
		b.add(least, b.columns.stock[k], 1)
		most := b.limit(block(model.GroupMaxStock, "", ".max", &stock.Max, atMost), values(&stock.Max))
		b.add(most, b.columns.stock[k], 1)
		for _, rule := range []struct {
			suffix, key string
			limit       *model.Limit
			sense       sense
		}{
			{",min", ".closing.min", &stock.Closing.Min, atLeast},
			{",max", ".closing.max", &stock.Closing.Max, atMost},
			{"", ".closing.exact", &stock.Closing.Exact, exactly},
		} {
			closing := b.limitAtEnd(block(model.GroupClosingStock, rule.suffix, rule.key, rule.limit, rule.sense))
			b.add(closing, b.columns.stock[k], 1)
		}
	}
}
