package solver

import "github.com/steelyard-sop/steelyard/model"

// Events: promotions, launches and phase-outs change what is asked. For each
// event e and period t, with happens[e,t] 1 where it happens in t
//
//	runs      happens[e,t]  <=  0                    t in which it may not happen
//	runs      happens[e,t]   =  1 or 0               where it is given and no decision
//	min_runs  sum_t happens[e,t]  >=  min[e]
//	max_runs  sum_t happens[e,t]  <=  max[e]
//
// For a launch the column is launched and the rows are launch, must_launch and
// once (see launch.go); for a phase-out, which is never a decision, ended and
// phase_out.
//
// What it changes of a demand stands in each row that has the quantity of the
// demand, or its most sales, on the right-hand side:
//
//	limit     ... - sum_e,s swing[e,s,d,t] happens[e,s]  <=, =  limit[t]
//	asked     - sum_e,s swing[e,s,d,t] happens[e,s]      <=  quantity[d,t]     where they may take more than there is
//
// Of a demand d with another price while a promotion e runs, promoted[e,d,t] are the units that
// have it: all that are sold in t if it runs, else none.
//
//	promoted  promoted[e,d,t]                          <=  M[d,t] happens[e,t]
//	promoted  promoted[e,d,t] - sold[d,t]              <=  0
//	promoted  sold[d,t] - promoted[e,d,t] + M[d,t] happens[e,t]  <=  M[d,t]
//
// sold is what is asked in t where all of it is served, if late; elsewhere it is
// what is served in t. M is the most that it can be. Given events have no whole
// numbers, so that a linear plan stays one.

// events holds what a builder knows of them.
type events struct {
	list      []model.Event
	discounts []model.PromotionPrice
	most      model.Grid // asked at most, whatever happens; without rows where there are no events
	least     model.Grid
	swings    map[[2]int][]model.Swing // by demand and period
}

// eventWords are the names of what stands for one kind of events.
type eventWords struct {
	column, unit           string
	given, atLeast, atMost model.Group
	min, max               string // keys below the path of the event
}

var wordsOf = map[model.EventKind]eventWords{
	model.PromotionEvent: {"happens", timesUnit, model.GroupRuns, model.GroupMinRuns, model.GroupMaxRuns, ".min", ".max"},
	model.LaunchEvent:    {"launched", launchUnit, model.GroupLaunch, model.GroupMustLaunch, model.GroupOnce, "", ""},
	model.PhaseOutEvent:  {"ended", timesUnit, model.GroupPhaseOut, "", "", "", ""},
}

// timesUnit is the unit of how often something happens.
const timesUnit = "times"

// launchUnit is the unit of launches.
const launchUnit = "launches"

func (b *builder) eventColumns() {
	b.happen = events{list: b.s.Events(), discounts: b.s.PromotionPrices()}
	h := &b.happen
	for i := range h.list {
		e := &h.list[i]
		if name := wordsOf[e.Kind].column; e.Certain {
			b.columns.events = append(b.columns.events, b.decide(name, e.ID))
		} else {
			b.columns.events = append(b.columns.events, b.binary(name, e.ID))
			b.because(e.Path())
		}
		b.book(e.Account, b.columns.events[i], e.Cost)
	}
	if least, most, ok := b.s.AskedRange(); ok {
		h.least, h.most, h.swings = least, most, map[[2]int][]model.Swing{}
		for _, w := range b.s.Swings() {
			at := [2]int{w.Demand, w.Period}
			h.swings[at] = append(h.swings[at], w)
		}
	}
	for i := range h.discounts {
		ref := &h.discounts[i]
		d := &b.s.Demand[ref.Demand]
		first := b.decide("promoted", b.s.Promotions[ref.Promotion].ID+","+d.ID)
		b.columns.promoted = append(b.columns.promoted, first)
		b.bookOn(b.s.PaymentTerms(d), model.Revenue, first, ref.Less())
	}
}

// swing puts factor x what events change of a demand in period t into a row.
// What does not count by its sign as allowed is remembered.
func (b *builder) swing(row, d, t int, factor float64) {
	for _, w := range b.happen.swings[[2]int{d, t}] {
		column, v := b.columns.events[w.Event]+w.Start, factor*w.Units
		b.p.Add(row, column, v)
		oneSided := b.p.RowLower[row] < b.p.RowUpper[row]
		if v > 0 || !oneSided {
			b.taken = append(b.taken, taking{row, column, v})
		}
	}
}

// mostAsked is the most that a demand asks in period t.
func (b *builder) mostAsked(d, t int) float64 {
	if b.happen.most.Rows() > 0 {
		return b.happen.most.At(d, t)
	}
	wish, _ := b.s.Demand[d].Wish(t)
	return wish
}

// swingAll does that for a block of rows with one row a period.
func (b *builder) swingAll(rows rowSet, d int, factor float64) {
	if b.happen.swings == nil {
		return
	}
	for t := range b.periods {
		if row := rows.at(t); row != none {
			b.swing(row, d, t, factor)
		}
	}
}

func (b *builder) eventRows() {
	for i := range b.happen.list {
		b.runRows(i)
	}
	for d := range b.s.Demand {
		b.askedRows(d)
	}
	for k := range b.happen.discounts {
		b.promotedRows(k)
	}
	b.launchRows()
	b.phaseOutRows()
}

// runRows say when, and how often, an event happens.
func (b *builder) runRows(i int) {
	e, first := &b.happen.list[i], b.columns.events[i]
	words := wordsOf[e.Kind]
	block := func(group model.Group, key string, limit *model.Limit, s sense) limitBlock {
		return limitBlock{group: group, key: e.ID, unit: words.unit, path: e.Path() + key, limit: limit, sense: s}
	}
	if e.Certain {
		given := b.limit(block(words.given, e.Given, &model.Limit{}, exactly), func(t int) (float64, bool) {
			if e.When[t] {
				return 1, true
			}
			return 0, true
		})
		b.add(given, first, 1)
		return
	}
	window := b.limit(block(words.given, e.Given, &model.Limit{}, atMost), func(t int) (float64, bool) { return 0, !e.When[t] })
	b.add(window, first, 1)
	for _, times := range []limitBlock{
		block(words.atLeast, words.min, &e.Min, atLeast), block(words.atMost, words.max, &e.Max, atMost),
	} {
		if row := b.limitAtEnd(times).at(b.periods - 1); row != none {
			for t := range b.periods {
				b.p.Add(row, first+t, 1)
			}
		}
	}
}

// askedRows keep events from taking more of a demand than there is.
func (b *builder) askedRows(d int) {
	if b.happen.swings == nil {
		return
	}
	demand := &b.s.Demand[d]
	takes := func(t int) bool {
		least, _ := demand.Wish(t)
		once := map[int]float64{}
		for _, w := range b.happen.swings[[2]int{d, t}] {
			if e := &b.happen.list[w.Event]; e.Certain || !e.Once() {
				least += min(0, w.Units)
			} else {
				once[w.Event] = min(once[w.Event], w.Units)
			}
		}
		for i := range b.happen.list {
			least += once[i]
		}
		return least < 0
	}
	rows := b.limit(limitBlock{
		group: model.GroupAsked, key: demand.ID, unit: b.items[b.columns.itemOf[demand.Item]].Unit,
		path: "demand." + demand.ID, sense: atMost,
	}, func(t int) (float64, bool) {
		wish, _ := demand.Wish(t)
		return wish, takes(t)
	})
	b.swingAll(rows, d, -1)
}

// promotedRows say which units have the price of a promotion.
func (b *builder) promotedRows(k int) {
	ref := &b.happen.discounts[k]
	d := &b.s.Demand[ref.Demand]
	event, promoted := b.eventOf(ref.Promotion), b.columns.promoted[k]
	most := b.mostSold(ref)
	block := func(part string) limitBlock {
		return limitBlock{
			group: model.GroupPromoted, key: b.s.Promotions[ref.Promotion].ID + "," + d.ID + "," + part,
			unit: b.items[b.columns.itemOf[d.Item]].Unit, path: b.happen.list[event].Path() + ".price", sense: atMost,
		}
	}
	sold := func(rows rowSet, factor float64) {
		if ref.Late {
			b.swingAll(rows, ref.Demand, factor)
		} else {
			b.add(rows, b.columns.served[ref.Demand], factor)
		}
	}
	base := func(t int) float64 {
		if !ref.Late {
			return 0
		}
		wish, _ := d.Wish(t)
		return wish
	}
	on := b.limit(block("on"), func(int) (float64, bool) { return 0, true })
	b.add(on, promoted, 1)
	b.onlyWith(on, b.columns.events[event], most, b.happen.list[event].Path())
	all := b.limit(block("sold"), func(t int) (float64, bool) { return base(t), true })
	b.add(all, promoted, 1)
	sold(all, -1)
	none := b.limit(block("all"), func(t int) (float64, bool) { return most[t] - base(t), true })
	b.add(none, promoted, -1)
	b.addSeries(none, b.columns.events[event], model.PerPeriod(most), 1)
	sold(none, 1)
}

// eventOf is the event of a promotion: promotions come first.
func (b *builder) eventOf(promotion int) int { return promotion }

// mostSold is the most that can have the price of a promotion in each period.
func (b *builder) mostSold(ref *model.PromotionPrice) []float64 {
	most := make([]float64, b.periods)
	owed := 0.0
	if b.columns.backlog[ref.Demand] != none && !ref.Late {
		owed = b.s.Demand[ref.Demand].Owed()
	}
	for t := range most {
		most[t] = b.mostAsked(ref.Demand, t) + owed
		if b.columns.backlog[ref.Demand] != none && !ref.Late {
			owed = most[t]
		}
	}
	return most
}
