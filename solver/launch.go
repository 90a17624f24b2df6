package solver

import "github.com/steelyard-sop/steelyard/model"

// Launches: events of which each happens once. For each launch l and period t
//
//	launch       launched[l,t]  <=  0                 t out of its window, or before its gates
//	launch       launched[l,t]   =  1 or 0            where the period is given
//	must_launch  sum_t launched[l,t]  >=  1           unless it is optional
//	once         sum_t launched[l,t]  <=  1
//	ready        launched[l,t] - open[o,t]  <=  0     for each gate that waits for an option o
//
// What launches change of demands stands in the rows of demand.go, like that of
// all events: see event.go. A launch in a period that is given has no whole
// numbers.

// launchRows let launches happen only while the options of their gates are open.
func (b *builder) launchRows() {
	for i := range b.happen.list {
		e := &b.happen.list[i]
		if e.Kind != model.LaunchEvent {
			continue
		}
		for g := range b.s.Launches[e.Index].Gates {
			gate := &b.s.Launches[e.Index].Gates[g]
			if gate.Option == "" {
				continue
			}
			rows := b.limit(limitBlock{
				group: model.GroupReady, key: e.ID + "," + gate.ID, unit: launchUnit, path: e.Path() + ".gates." + gate.ID + ".option", sense: atMost,
			}, fromZero(0))
			b.add(rows, b.columns.events[i], 1)
			b.add(rows, b.columns.open[b.optionAt(gate.Option)], -1)
		}
	}
}

// optionAt is the place of an option by its id.
func (b *builder) optionAt(id string) int {
	for k := range b.s.Options {
		if b.s.Options[k].ID == id {
			return k
		}
	}
	return none
}
