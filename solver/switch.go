package solver

import (
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Switches: something is on or off in each period, and only what is on does
// anything. The activity x is the runs of a process, the units ordered of an
// offer or the loads of a lane. For each switch k and period t
//
//	switched      x[k,t] - M[k,t] on[k,t]    <=  0
//	min_lot       x[k,t] - min[k,t] on[k,t]  >=  0
//	max_lot       x[k,t] - max[k,t] on[k,t]  <=  0
//	lot_multiple  x[k,t] - multiple[k,t] batches[k,t]  =  0
//	max_on        on[k,t]  <=  count[k,t]
//	started       on[k,t] - on[k,t-1] - starts[k,t] + stops[k,t]  =  opening[k] if t is the first period, else 0
//	min_on        starts[k,t'], t' among the last min_on[k] periods  -  on[k,t]  <=  0
//	min_off       stops[k,t'], t' among the last min_off[k] periods  +  on[k,t]  <=  count[k,t]
//
// on and batches are whole numbers, and so are starts and stops that use
// anything; on is 0 or 1 unless there is a count. A
// period in which max is as tight as M can be has no row switched: see bound.go
// for M. Where the year is a circle the last period comes before the first.
//
// What a switch uses is in capacity.go and workforce.go. Set-up states that are
// carried over are in carry.go.

func (b *builder) switchColumns() {
	n := len(b.switches)
	c := &b.columns
	c.on, c.starts, c.stops = make([]int, n), make([]int, n), make([]int, n)
	c.carried, c.batches = make([]int, n), make([]int, n)
	for k := range b.switches {
		ref := &b.switches[k]
		sw := ref.Switch
		c.on[k] = b.decideIf(ref.Decided, "on", ref.Key)
		c.starts[k] = b.decideIf(sw.Moves() || sw.CarryOver, "starts", ref.Key)
		c.stops[k] = b.decideIf(sw.Moves(), "stops", ref.Key)
		c.carried[k] = b.decideIf(sw.CarryOver, "carried", ref.Key)
		c.batches[k] = b.decideIf(sw.Multiple.IsSet(), "batches", ref.Key)
		b.countable(c.on[k], !sw.Count.IsSet())
		b.countable(c.batches[k], false)
		b.countable(c.carried[k], true)
		if sw.CarryOver || usesToMove(sw) {
			b.countable(c.starts[k], !sw.Count.IsSet())
			b.countable(c.stops[k], !sw.Count.IsSet())
		}
		b.integer = append(b.integer, ref.Path)
		b.book(ref.Account(), b.setUps(k), sw.Cost)
		b.book(ref.Account(), c.starts[k], sw.Start.Cost)
		b.book(ref.Account(), c.stops[k], sw.Stop.Cost)
	}
	b.stateColumns()
}

// usesToMove tells whether starting or stopping uses anything. Then a start
// that a stop undoes is no longer nothing, and both must be whole.
func usesToMove(sw *model.Switch) bool { return len(sw.Start.Uses) > 0 || len(sw.Stop.Uses) > 0 }

// countable makes a decision one of whole numbers, or of yes and no. Its bound is
// then what yes and no mean, and nobody's limit.
func (b *builder) countable(first int, yesOrNo bool) {
	if first == none {
		return
	}
	b.p.SetKind(first, b.periods, lp.Integer)
	for t := range b.periods {
		if yesOrNo {
			b.p.ColUpper[first+t] = 1
		}
	}
}

// setUps are what the cost and the time of a switch are for: each period on,
// or each set-up where the state is carried over.
func (b *builder) setUps(k int) int {
	if b.switches[k].Switch.CarryOver {
		return b.columns.starts[k]
	}
	return b.columns.on[k]
}

func (b *builder) switchRows() {
	for k := range b.switches {
		if b.columns.on[k] != none {
			b.switchedRows(k)
			b.lotRows(k)
		}
		b.multipleRows(k)
		b.moveRows(k)
	}
	b.stateRows()
}

// switchBlock is a limit of a switch.
func switchBlock(ref *model.SwitchRef, group model.Group, key, unit string, limit *model.Limit, s sense) limitBlock {
	return limitBlock{group: group, key: ref.Key, unit: unit, path: ref.Path + key, limit: limit, sense: s}
}

// switchedRows ties the activity to the switch, in the periods in which the
// most per lot does not do it.
func (b *builder) switchedRows(k int) {
	ref := &b.switches[k]
	of := func(m *model.Activity) []float64 { return m.Of(ref) }
	most := of(b.mostActivity())
	rows := b.limit(limitBlock{
		group: model.GroupSwitched, key: ref.Key, unit: ref.Unit, path: ref.Path, sense: atMost,
	}, func(t int) (float64, bool) { return 0, most[t]*(1+slackInM) < ref.Switch.HardMax(t) })
	b.addActivity(rows, ref)
	b.activeOnlyWith(rows, b.columns.on[k], of, ref.Path)
}

// lotRows bound what is done by what is on, and what is on.
func (b *builder) lotRows(k int) {
	ref, on := &b.switches[k], b.columns.on[k]
	sw := ref.Switch
	least := b.limit(switchBlock(ref, model.GroupMinLot, ".min", ref.Unit, &sw.Min, atLeast), where(&sw.Min))
	b.addActivity(least, ref)
	b.addSeries(least, on, sw.Min.Value, -1)
	most := b.limit(switchBlock(ref, model.GroupMaxLot, ".max", ref.Unit, &sw.Max, atMost), where(&sw.Max))
	b.addActivity(most, ref)
	b.addSeries(most, on, sw.Max.Value, -1)
	count := b.limit(switchBlock(ref, model.GroupMaxOn, ".count", unitsOn, &sw.Count, atMost), values(&sw.Count))
	b.add(count, on, 1)
}

// unitsOn is what is counted of what is on.
const unitsOn = "units"

func (b *builder) multipleRows(k int) {
	ref := &b.switches[k]
	multiple := &ref.Switch.Multiple
	rows := b.limit(switchBlock(ref, model.GroupLotMultiple, ".multiple", ref.Unit, multiple, exactly), where(multiple))
	if multiple.IsSet() {
		b.addActivity(rows, ref)
		b.addSeries(rows, b.columns.batches[k], multiple.Value, -1)
	}
}

// moveRows tell what starts and stops, and keep it on or off for long enough.
func (b *builder) moveRows(k int) {
	ref, c := &b.switches[k], &b.columns
	sw := ref.Switch
	if !sw.Moves() {
		return
	}
	block := limitBlock{group: model.GroupStarted, key: ref.Key, unit: unitsOn, path: ref.Path, sense: exactly}
	opening := sw.Opening
	if sw.Cyclic {
		opening = 0
	} else {
		block.openingPath = ref.Path + ".opening"
	}
	rows := b.limit(block, fromZero(opening))
	b.add(rows, c.on[k], 1)
	b.addBefore(rows, c.on[k], -1)
	if sw.Cyclic {
		b.p.Add(rows.at(0), c.on[k]+b.periods-1, -1)
	}
	b.add(rows, c.starts[k], -1)
	b.add(rows, c.stops[k], 1)

	stays := b.limit(switchBlock(ref, model.GroupMinOn, ".min_on", unitsOn, &sw.MinOn, atMost), where(&sw.MinOn))
	b.addRecent(stays, c.starts[k], sw.MinOn.Value, sw.Cyclic)
	b.add(stays, c.on[k], -1)
	rests := b.limit(switchBlock(ref, model.GroupMinOff, ".min_off", unitsOn, &sw.MinOff, atMost), func(t int) (float64, bool) {
		units, counted := sw.Units(t)
		return units, counted && sw.MinOff.Value.Has(t)
	})
	b.addRecent(rests, c.stops[k], sw.MinOff.Value, sw.Cyclic)
	b.add(rests, c.on[k], 1)
}

// addRecent puts a decision of the last so many periods into each row. In a
// circle the last periods come before the first, but none comes twice.
func (b *builder) addRecent(rows rowSet, first int, last model.Series, cyclic bool) {
	for t := range b.periods {
		row := rows.at(t)
		if row == none {
			continue
		}
		for back := range min(int(last.Or(t, 0)), b.periods) {
			switch at := t - back; {
			case at >= 0:
				b.p.Add(row, first+at, 1)
			case cyclic:
				b.p.Add(row, first+at+b.periods, 1)
			}
		}
	}
}

// addActivity puts the activity of what is switched into rows.
func (b *builder) addActivity(rows rowSet, ref *model.SwitchRef) {
	switch {
	case ref.Process >= 0:
		b.add(rows, b.columns.runs[ref.Process], 1)
		return
	case ref.Offer >= 0:
		b.add(rows, b.columns.bought[ref.Offer], 1)
		return
	}
	lane := &b.s.Lanes[ref.Lane]
	for k := range b.cargos {
		if b.cargos[k].Lane == lane {
			b.addHandling(rows, b.columns.shipped[k], model.Constant(1), b.cargos[k].Cargo.Load)
		}
	}
}

// addSetUps puts what switches use into the rows of what they use.
func (b *builder) addSetUps(rows []rowSet, indexOf map[string]int) {
	for k := range b.switches {
		sw := b.switches[k].Switch
		for _, part := range []struct {
			uses  []model.Part
			first int
		}{{sw.Uses, b.setUps(k)}, {sw.Start.Uses, b.columns.starts[k]}, {sw.Stop.Uses, b.columns.stops[k]}} {
			for _, use := range part.uses {
				if r, ok := indexOf[use.ID]; ok {
					b.addSeries(rows[r], part.first, use.Quantity, 1)
				}
			}
		}
	}
}

// settle takes from a solution starts that a stop in the same period undoes:
// where they cost nothing they may be any number.
func (f *Formulation) settle(x []float64) {
	n := f.Scenario.Calendar.Len()
	for k := range f.switches {
		on, starts, stops := f.columns.on[k], f.columns.starts[k], f.columns.stops[k]
		if starts == none || stops == none || usesToMove(f.switches[k].Switch) {
			continue
		}
		before := f.switches[k].Switch.Opening
		if f.switches[k].Switch.Cyclic {
			before = x[on+n-1]
		}
		for t := range n {
			x[starts+t], x[stops+t] = max(0, x[on+t]-before), max(0, before-x[on+t])
			before = x[on+t]
		}
	}
}

// addSwitches fills in what is on. Without a decision that is what is active,
// and what starts and stops follows from it.
func (f *Formulation) addSwitches(plan *model.Plan) {
	for k := range f.switches {
		ref := &f.switches[k]
		on := plan.On.Row(k)
		if f.columns.on[k] == none {
			for t, x := range plan.Active(f.Scenario, ref) {
				if x > 0 {
					on[t] = 1
				}
			}
		}
		if f.columns.starts[k] == none {
			before := ref.Switch.Before(on)
			for t, now := range on {
				plan.Starts.Set(k, t, max(0, now-before))
				plan.Stops.Set(k, t, max(0, before-now))
				before = now
			}
		}
	}
}
