package solver

import "github.com/steelyard-sop/steelyard/model"

// Balance: nothing appears from nowhere and nothing disappears. For each item
// i and period t
//
//	stock[i,t] + sum_p consumes[p,i,t] runs[p,t] + sum_d served[d,t]
//	  - stock[i,t-1] - sum_p makes[p,i,t] runs[p,t] - sum_s bought[s,i,t]  =  opening[i] if t is the first period, else 0
//
// In words: closing + consumed + sold = opening + made + bought. The
// right-hand side is what is there for free, so the price of the row is what
// one more unit on hand is worth in that period.

func (b *builder) balanceRows() {
	rows := make([]rowSet, len(b.items))
	for i := range b.items {
		section, opening := "families.", 0.0
		if i >= len(b.s.Families) {
			section = "materials."
		}
		l := limitBlock{
			group: model.GroupBalance, key: b.items[i].ID, unit: b.items[i].Unit,
			path: section + b.items[i].ID, sense: exactly,
		}
		k := b.columns.stockOf[i]
		if k != none {
			opening = b.s.Inventory[k].Opening
			l.openingPath = "inventory." + b.items[i].ID + ".opening"
		}
		rows[i] = b.limit(l, fromZero(opening))
		if k != none {
			b.add(rows[i], b.columns.stock[k], 1)
			b.addBefore(rows[i], b.columns.stock[k], -1)
		}
	}
	for p := range b.s.Processes {
		for _, part := range b.s.Processes[p].Consumes {
			b.addSeries(rows[b.columns.itemOf[part.ID]], b.columns.runs[p], part.Quantity, 1)
		}
		for _, part := range b.s.Processes[p].Makes {
			b.addSeries(rows[b.columns.itemOf[part.ID]], b.columns.runs[p], part.Quantity, -1)
		}
	}
	for k, ref := range b.offers {
		b.add(rows[b.columns.itemOf[ref.Offer.Item]], b.columns.bought[k], -1)
	}
	for d := range b.s.Demand {
		b.add(rows[b.columns.itemOf[b.s.Demand[d].Item]], b.columns.served[d], 1)
	}
}
