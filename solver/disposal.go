package solver

import "github.com/steelyard-sop/steelyard/model"

// Disposal: what nobody needs may be got rid of, where the scenario allows it.
// For each item i that may be disposed of, place j where it is and period t
//
//	max_disposal   sum_j disposed[i,j,t]  <=  max[i,t]
//
// What is disposed of leaves the stock in balance.go.

func (b *builder) disposalColumns() {
	b.columns.disposed = make([]int, len(b.disposals))
	if len(b.disposals) == 0 {
		return
	}
	nodes := b.s.Nodes()
	for k, at := range b.disposals {
		item := &b.items[nodes[at].Item]
		key := item.ID
		if nodes[at].Site != "" {
			key += "," + nodes[at].Site
		}
		b.columns.disposed[k] = b.decide("disposed", key)
		b.book(model.Disposal, b.columns.disposed[k], item.Dispose.Cost)
	}
}

func (b *builder) disposalRows() {
	if len(b.disposals) == 0 {
		return
	}
	nodes, k := b.s.Nodes(), 0 // disposals are in the order of the items
	for i := range b.items {
		item := &b.items[i]
		section := "families."
		if i >= len(b.s.Families) {
			section = "materials."
		}
		rows := b.limit(limitBlock{
			group: model.GroupMaxDisposal, key: item.ID, unit: item.Unit,
			path: section + item.ID + ".dispose.max", limit: &item.Dispose.Max, sense: atMost,
		}, values(&item.Dispose.Max))
		for ; k < len(b.disposals) && nodes[b.disposals[k]].Item == i; k++ {
			if item.Dispose.Max.IsSet() {
				b.add(rows, b.columns.disposed[k], 1)
			}
		}
	}
}
