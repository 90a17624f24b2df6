package solver

import "github.com/steelyard-sop/steelyard/model"

// Fixed: what a planner has locked, what is frozen and what a given plan says.
// For each lock k of a decision x and each period t in which it has a value
//
//	fixed  x[k,t]  =  value[k,t]

func (b *builder) fixedRows() {
	if len(b.s.Locks) == 0 {
		return
	}
	if b.measures == nil {
		b.measures = b.s.Measures()
	}
	for i := range b.s.Locks {
		lock := &b.s.Locks[i]
		cell, ok := b.measures.LockCell(lock.Quantity, lock.Key)
		if !ok {
			continue // which Validate refuses
		}
		rows := b.limit(limitBlock{
			group: model.GroupFixed, key: lock.Quantity + "," + lock.Key, unit: cell.Unit,
			path: lock.Path, limit: &lock.Limit, sense: exactly,
		}, values(&lock.Limit))
		b.add(rows, b.firsts(cell.Grid)[cell.Row], 1)
	}
}
