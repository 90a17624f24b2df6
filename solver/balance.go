package solver

import "github.com/steelyard-sop/steelyard/model"

// Balance: nothing appears from nowhere and nothing disappears. For each item
// i, place j (a site, or a market that lanes lead to) and period t
//
//	stock[i,j,t] + sum_p (consumes[p,i,t] runs[p,t] + blended[p,i,t]) + sum_d served[d,t] + sum_l shipped[l,i,t] + disposed[i,j,t] + written_off[i,j,t]
//	  - stock[i,j,t-1] - sum_p makes[p,i,t'] runs[p,t'] - sum_s bought[s,t'] - sum_l shipped[l,i,t']  =  receipts[i,j,t] (+ opening[i,j] in the first period)
//
// where the opening is a column of its own if it decides something (stores.go),
// t' is the period in which something is started, ordered or sent off
// that arrives in t; the lanes of the first sum leave j and those of the second
// lead to it. In words: closing + consumed + sold + shipped +
// disposed + written off = opening + made + bought + arrived. The right-hand side is what is there for free, so the price
// of the row is what one more unit on hand is worth in that period and place.
// A scenario without sites has one place, which has no name.

func (b *builder) balanceRows() {
	nodes, all := b.s.NodeIndex(), b.s.Nodes()
	kept := make([]int, len(all))
	for i := range kept {
		kept[i] = none
	}
	for k := range b.s.Inventory {
		kept[nodes.At(b.s.Inventory[k].Item, b.s.Inventory[k].Site)] = k
	}
	rows := make([]rowSet, len(all))
	for i, node := range all {
		rows[i] = b.balance(node, kept[i])
	}
	for p := range b.s.Processes {
		process := &b.s.Processes[p]
		for _, part := range process.Needs() {
			b.addSeries(rows[nodes.At(part.ID, process.Site)], b.columns.runs[p], part.Quantity, 1)
		}
		for _, part := range process.Yields() {
			b.arrive(rows[nodes.At(part.ID, process.Site)], b.columns.runs[p], part.Quantity, -1, process.Lead)
		}
	}
	for k, node := range b.disposals {
		b.add(rows[node], b.columns.disposed[k], 1)
	}
	for k, off := range b.s.WriteOffs() {
		stock := &b.s.Inventory[off.Stock]
		b.add(rows[nodes.At(stock.Item, stock.Site)], b.columns.writtenOff[k], 1)
	}
	for k, ref := range b.inputs {
		b.add(rows[nodes.At(ref.Input.Item, b.s.Processes[ref.Process].Site)], b.columns.blended[k], 1)
	}
	for k, ref := range b.offers {
		b.arrive(rows[nodes.At(ref.Offer.Item, ref.Offer.To)], b.columns.bought[k], model.Series{}, -1, ref.Offer.Lead)
	}
	for k, ref := range b.cargos {
		b.add(rows[nodes.At(ref.Cargo.Item, ref.Lane.From)], b.columns.shipped[k], 1)
		b.arrive(rows[nodes.At(ref.Cargo.Item, ref.Lane.To)], b.columns.shipped[k], model.Series{}, -1, ref.Lane.Lead)
	}
	destinations := b.s.Destinations()
	for d := range b.s.Demand {
		demand := &b.s.Demand[d]
		b.add(rows[nodes.At(demand.Item, demand.Place(destinations))], b.columns.served[d], 1)
	}
}

// balance adds the rows of one item in one place, with its stock there.
func (b *builder) balance(node model.Node, stock int) rowSet {
	section := "families."
	if node.Item >= len(b.s.Families) {
		section = "materials."
	}
	item := &b.items[node.Item]
	l := limitBlock{
		group: model.GroupBalance, key: item.ID, unit: item.Unit,
		path: section + item.ID, sense: exactly,
	}
	if node.Site != "" {
		l.key += "," + node.Site
	}
	if stock == none {
		return b.limit(l, func(int) (float64, bool) { return 0, true })
	}
	at := &b.s.Inventory[stock]
	opening := b.columns.opening[stock]
	if opening == none {
		l.openingPath = "inventory." + at.ID + ".opening"
	}
	rows := b.limit(l, func(t int) (float64, bool) {
		free := at.Receipts.Or(t, 0)
		if t == 0 && opening == none {
			free += at.Opening
		}
		return free, true
	})
	if opening != none {
		b.p.Add(rows.at(0), opening, -1)
	}
	b.add(rows, b.columns.stock[stock], 1)
	b.addBefore(rows, b.columns.stock[stock], -1)
	return rows
}
