package solver

import (
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Switches: something is on or off in each period, and only what is on does
// anything. The activity x is the runs of a process. For each switch k and
// period t
//
//	switched  x[k,t] - M[k,t] on[k,t]    <=  0
//	min_lot   x[k,t] - min[k,t] on[k,t]  >=  0
//	max_lot   x[k,t] - max[k,t] on[k,t]  <=  0
//
// on is 0 or 1. A period in which max is as tight as M can be has no row
// switched: see bound.go for M. The cost of a period on is booked as set-ups.

func (b *builder) switchColumns() {
	b.columns.on = make([]int, len(b.switches))
	for k := range b.switches {
		ref := &b.switches[k]
		sw := ref.Switch
		on := b.decide("on", ref.Key)
		b.columns.on[k] = on
		b.p.SetKind(on, b.periods, lp.Integer)
		for t := range b.periods {
			b.p.ColUpper[on+t] = 1 // what on and off mean, and nobody's limit
		}
		b.integer = append(b.integer, ref.Path)
		b.book(model.Setups, on, sw.Cost)
	}
}

func (b *builder) switchRows() {
	for k := range b.switches {
		ref := &b.switches[k]
		b.switchedRows(k)
		block := func(group model.Group, key string, limit *model.Limit, s sense) limitBlock {
			return limitBlock{group: group, key: ref.Key, unit: ref.Unit, path: ref.Path + key, limit: limit, sense: s}
		}
		least := b.limit(block(model.GroupMinLot, ".min", &ref.Switch.Min, atLeast), where(&ref.Switch.Min))
		b.addActivity(least, ref)
		b.addSeries(least, b.columns.on[k], ref.Switch.Min.Value, -1)
		most := b.limit(block(model.GroupMaxLot, ".max", &ref.Switch.Max, atMost), where(&ref.Switch.Max))
		b.addActivity(most, ref)
		b.addSeries(most, b.columns.on[k], ref.Switch.Max.Value, -1)
	}
}

// switchedRows ties the activity to the switch, in the periods in which the
// most per lot does not do it.
func (b *builder) switchedRows(k int) {
	ref := &b.switches[k]
	most := b.mostActivity().Of(ref)
	rows := b.limit(limitBlock{
		group: model.GroupSwitched, key: ref.Key, unit: ref.Unit, path: ref.Path, sense: atMost,
	}, func(t int) (float64, bool) { return 0, most[t]*(1+slackInM) < ref.Switch.HardMax(t) })
	b.addActivity(rows, ref)
	b.onlyWith(rows, b.columns.on[k], most, ref.Path)
}

// addActivity puts the activity of what is switched into rows.
func (b *builder) addActivity(rows rowSet, ref *model.SwitchRef) {
	b.add(rows, b.columns.runs[ref.Process], 1)
}
