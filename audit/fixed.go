package audit

import "github.com/steelyard-sop/steelyard/model"

// fixed tests that what is locked, frozen or given is done:
//
//	fixed  decision = value
func (a *auditor) fixed() {
	if len(a.s.Locks) == 0 {
		return
	}
	measures := a.s.Measures()
	for i := range a.s.Locks {
		lock := &a.s.Locks[i]
		cell, ok := measures.LockCell(lock.Quantity, lock.Key)
		if !ok {
			a.add(Difference{
				Check: CheckScenario, Path: lock.Path, Key: lock.Key, Period: -1,
				What: "the lock of " + lock.Quantity + " " + lock.Key + " names nothing",
			})
			continue
		}
		r := group(model.GroupFixed, lock.Quantity, cell.Unit)
		r.part, r.path[0], r.limit = lock.Key, lock.Path, &lock.Limit
		r.sense, r.noun, r.bound = exactly, "what is fixed of", "it is to be"
		a.testSeries(&r, a.p.Table(cell.Grid).Row(cell.Row))
	}
}
