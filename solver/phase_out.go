package solver

import "github.com/steelyard-sop/steelyard/model"

// Phase-outs: what ends is bought and made for the last time, and what is left
// is written off. For each phase-out e, what goes out of use with it (its item
// and what only serves to make that), and each period t
//
//	last_buy   bought[s,i,t]       <=  0     t after the last buy
//	last_make  runs[p,t]           <=  0     t after the last period in which it is made
//	write_off  written_off[i,j,t]  <=  0     t before the end
//	cleared    stock[i,j,t]        <=  0     t from the end on
//
// What is written off leaves the stock in balance.go. The fall of demand is in
// event.go, with that of all events.

func (b *builder) phaseOutColumns() {
	offs := b.s.WriteOffs()
	b.columns.writtenOff = make([]int, len(offs))
	for k, off := range offs {
		b.columns.writtenOff[k] = b.decide("written_off", b.s.Inventory[off.Stock].ID)
		b.book(model.WriteOffs, b.columns.writtenOff[k], off.Cost)
	}
}

func (b *builder) phaseOutRows() {
	for _, last := range b.s.LastOrders() {
		e := &b.s.PhaseOuts[last.PhaseOut]
		group, key := model.GroupLastBuy, ".last_buy"
		if last.Making {
			group, key = model.GroupLastMake, ".last_make"
		}
		rows := b.limit(limitBlock{
			group: group, key: e.ID + "," + last.Key, unit: last.Unit, path: e.Path() + key, limit: &model.Limit{}, sense: atMost,
		}, func(t int) (float64, bool) { return 0, t > last.Last })
		b.add(rows, b.activity(&last.ActivityRef), 1)
	}
	for k, off := range b.s.WriteOffs() {
		e, stock := &b.s.PhaseOuts[off.PhaseOut], &b.s.Inventory[off.Stock]
		end := e.EndPeriod(b.s.Calendar)
		block := limitBlock{key: e.ID + "," + stock.ID, unit: b.items[b.columns.itemOf[stock.Item]].Unit, path: e.Path(), sense: atMost}
		block.group = model.GroupWriteOff
		early := b.limit(block, func(t int) (float64, bool) { return 0, t < end })
		b.add(early, b.columns.writtenOff[k], 1)
		block.group, block.limit = model.GroupCleared, &model.Limit{}
		after := b.limit(block, func(t int) (float64, bool) { return 0, t >= end })
		b.add(after, b.columns.stock[off.Stock], 1)
	}
}
