package solver

import "github.com/steelyard-sop/steelyard/model"

// Carry: a set-up state may last from one period into the next, so that what
// was made last needs no set-up to be made first. For each process k with such
// lots, resource r and period t
//
//	set_up   on[k,t] - starts[k,t] - carried[k,t]  <=  0
//	state    carried[k,t] - starts[k,t-1] - carried[k,t-1]  <=  0  (opening[k] if t is the first period)
//	state    sum_k carried[k,t]  <=  1, over the processes k of r
//	through  carried[k,t] + carried[k,t+1] - starts[k,t] - alone[r,t]  <=  1
//	through  starts[k,t] + alone[r,t]  <=  1
//
// starts are set-ups, and each is paid. A state comes from a set-up in the
// period before, or was carried into it (state); a resource holds one at a
// time. What is carried right through a period is set up again in it, or
// nothing else is set up on the resource: it is alone.

func (b *builder) stateColumns() {
	b.columns.alone = make([]int, len(b.s.Resources))
	for r := range b.columns.alone {
		b.columns.alone[r] = none
	}
	for k := range b.switches {
		if !b.switches[k].Switch.CarryOver {
			continue
		}
		id := b.switches[k].Resource(b.s)
		r := b.columns.resourceOf[id]
		b.carriers = append(b.carriers, state{k, r})
		if b.columns.alone[r] == none {
			b.columns.alone[r] = b.decide("alone", id)
			b.countable(b.columns.alone[r], true)
		}
	}
}

// state is a switch whose set-up state a resource holds.
type state struct{ k, resource int }

func (b *builder) stateRows() {
	for _, s := range b.carriers {
		b.setUpRows(s.k)
	}
	for r, alone := range b.columns.alone {
		if alone != none {
			b.resourceRows(r, alone)
		}
	}
}

// setUpRows: what is on is set up or carried over, and what is carried over was
// there before.
func (b *builder) setUpRows(k int) {
	ref, c := &b.switches[k], &b.columns
	block := limitBlock{group: model.GroupSetUp, key: ref.Key, unit: unitsOn, path: ref.Path, sense: atMost}
	rows := b.limit(block, fromZero(0))
	b.add(rows, c.on[k], 1)
	b.add(rows, c.starts[k], -1)
	b.add(rows, c.carried[k], -1)

	sw := ref.Switch
	block.group = model.GroupState
	opening := sw.Opening
	if sw.Cyclic {
		opening = 0
	} else {
		block.openingPath = ref.Path + ".opening"
	}
	kept := b.limit(block, fromZero(opening))
	b.add(kept, c.carried[k], 1)
	b.addBefore(kept, c.starts[k], -1)
	b.addBefore(kept, c.carried[k], -1)
	if last := b.periods - 1; sw.Cyclic {
		b.p.Add(kept.at(0), c.starts[k]+last, -1)
		b.p.Add(kept.at(0), c.carried[k]+last, -1)
	}
}

// resourceRows: a resource holds one state, which others do not change on its
// way through a period.
func (b *builder) resourceRows(r, alone int) {
	c, id := &b.columns, b.s.Resources[r].ID
	block := limitBlock{group: model.GroupState, key: id, unit: unitsOn, path: "resources." + id, sense: atMost}
	one := b.limit(block, func(int) (float64, bool) { return 1, true })
	block.group = model.GroupThrough
	for _, s := range b.carriers {
		if s.resource != r {
			continue
		}
		ref := &b.switches[s.k]
		b.add(one, c.carried[s.k], 1)

		block.path, block.key = ref.Path, ref.Key
		through := b.limit(block, func(t int) (float64, bool) { return 1, t+1 < b.periods })
		b.add(through, c.carried[s.k], 1)
		for t := range b.periods - 1 {
			b.p.Add(through.at(t), c.carried[s.k]+t+1, 1)
		}
		b.add(through, c.starts[s.k], -1)
		b.add(through, alone, -1)

		block.key = ref.Key + ",alone"
		others := b.limit(block, func(int) (float64, bool) { return 1, true })
		b.add(others, c.starts[s.k], 1)
		b.add(others, alone, 1)
	}
}
