package solver

import "github.com/steelyard-sop/steelyard/model"

// Options: what can be opened and closed is open or not. For each option o and
// period t
//
//	open       open[o,t] - open[o,t-1] - sum_s opened[o,s] + closed[o,t]  =  1 if it was open and t is the first period, else 0
//	opening    opened[o,t]  <=  0                                            t out of the window
//	reopening  sum_t opened[o,t]  <=  1, or 0 if it was open                 an option that stays closed
//
// where s runs over the decisions to open that take effect in t. An activity x
// of which some options are said to allow it is done only while one of them is
// open, and a limit is as much more as open options add to it
//
//	allowed    x[t] - M[t] sum_o open[o,t]  <=  0
//	limit      ... - sum_o adds[o,t] open[o,t]  <=  limit[t]
//
// open, opened and closed are 0 or 1; see bound.go for M. All money is booked
// as investment, that of opening when it is decided.

func (b *builder) optionColumns() {
	n := len(b.s.Options)
	c := &b.columns
	c.open, c.opened, c.closed = make([]int, n), make([]int, n), make([]int, n)
	for k := range b.s.Options {
		o := &b.s.Options[k]
		decide := func(exists bool, name string, cost model.Series) int {
			if !exists {
				return none
			}
			first := b.binary(name, o.ID)
			b.book(model.Investment, first, cost)
			return first
		}
		c.open[k] = decide(true, "open", o.Running)
		c.opened[k] = decide(o.Open.Allowed, "opened", o.Open.Cost)
		c.closed[k] = decide(o.Close.Allowed, "closed", o.Close.Cost)
		b.integer = append(b.integer, "options."+o.ID)
	}
}

func (b *builder) optionRows() {
	for k := range b.s.Options {
		o, path := &b.s.Options[k], "options."+b.s.Options[k].ID
		state := b.limit(limitBlock{
			group: model.GroupOpen, key: o.ID, unit: optionUnit, path: path, openingPath: path + ".opening", sense: exactly,
		}, fromZero(o.WasOpen()))
		b.add(state, b.columns.open[k], 1)
		b.addBefore(state, b.columns.open[k], -1)
		b.arrive(state, b.columns.opened[k], model.Series{}, -1, o.Open.Lead)
		b.add(state, b.columns.closed[k], 1)
		if o.Open.Allowed {
			b.windowRows(k)
		}
	}
	b.gateRows()
	b.addOptions()
}

// optionUnit is the unit of what is open or not.
const optionUnit = "options"

// windowRows limit when and how often an option is opened.
func (b *builder) windowRows(k int) {
	o, path := &b.s.Options[k], "options."+b.s.Options[k].ID
	first, last, _ := b.s.Calendar.Window(o.Open.From, o.Open.Until)
	window := b.limit(limitBlock{
		group: model.GroupOpening, key: o.ID, unit: optionUnit, path: path + ".open", limit: &model.Limit{}, sense: atMost,
	}, func(t int) (float64, bool) { return 0, t < first || t > last })
	b.add(window, b.columns.opened[k], 1)
	if o.Stays != model.Closed {
		return
	}
	once := b.limitAtEnd(limitBlock{
		group: model.GroupReopening, key: o.ID, unit: optionUnit, path: path + ".stays",
		limit: &model.Limit{Value: model.Constant(1 - o.WasOpen())}, sense: atMost,
	})
	for t := range b.periods {
		b.p.Add(once.at(b.periods-1), b.columns.opened[k]+t, 1)
	}
}

// gateRows let activities happen only while an option that allows them is open.
func (b *builder) gateRows() {
	gates := b.s.Gates()
	if len(gates) == 0 {
		return
	}
	for i := range gates {
		g := &gates[i]
		rows := b.limit(limitBlock{
			group: model.GroupAllowed, key: g.Target + "," + g.Key, unit: g.Unit,
			path: "options." + b.s.Options[g.Options[0]].ID + ".allows", sense: atMost,
		}, func(int) (float64, bool) { return 0, true })
		b.add(rows, b.activity(&g.ActivityRef), 1)
		of := func(m *model.Activity) []float64 { return m.MostOf(g.ActivityRef) }
		for _, k := range g.Options {
			b.activeOnlyWith(rows, b.columns.open[k], of, "options."+b.s.Options[k].ID)
		}
	}
}

// activity is the first column of what is done.
func (b *builder) activity(a *model.ActivityRef) int {
	switch {
	case a.Process >= 0:
		return b.columns.runs[a.Process]
	case a.Offer >= 0:
		return b.columns.bought[a.Offer]
	}
	return b.columns.shipped[a.Cargo]
}

// addOptions puts into the rows of limits what open options add to them. What
// is added to the regular capacity of a resource counts for its utilisation.
func (b *builder) addOptions() {
	added := b.s.Added()
	for k := range b.limits {
		l := &b.limits[k]
		for i := range added {
			if a := &added[i]; l.path == a.Path {
				b.addOption(k, a, func(int) float64 { return 1 })
			} else if share := b.shareOf(l, a.Path); share != nil {
				b.addOption(k, a, func(t int) float64 { return share.Value.Or(t, 0) })
			}
		}
	}
}

// addOption puts what is added into one block of rows.
func (b *builder) addOption(block int, a *model.Additions, factor func(t int) float64) {
	rows := b.p.Rows.Blocks()[block]
	for offset := range rows.Len {
		t := b.limits[block].period(offset)
		for j, option := range a.Options {
			row, column := rows.First+offset, b.columns.open[option]+t
			v := -factor(t) * a.By[j].Or(t, 0)
			b.p.Add(row, column, v)
			if b.limits[block].sense == atLeast { // otherwise the sign tells
				b.taken = append(b.taken, taking{row, column, v})
			}
		}
	}
}

// shareOf is the share of the regular capacity that a limit is about, where
// that capacity has the path.
func (b *builder) shareOf(l *limitBlock, path string) *model.Limit {
	if l.group != model.GroupUtilisation && l.group != model.GroupMinUtilisation {
		return nil
	}
	r := &b.s.Resources[b.columns.resourceOf[l.key]]
	if key, _ := r.Rule(); path != "resources."+r.ID+"."+key {
		return nil
	}
	if l.group == model.GroupUtilisation {
		return &r.Utilisation.Target
	}
	return &r.Utilisation.Min
}

// tidyOptions takes away openings that come to nothing: those that are undone
// in the same period, and those after the horizon.
func (f *Formulation) tidyOptions(x []float64) {
	c := f.Scenario.Calendar
	for k := range f.Scenario.Options {
		opened, closed := f.columns.opened[k], f.columns.closed[k]
		if opened == none {
			continue
		}
		for t := range c.Len() {
			at, ok := c.Arrival(t, f.Scenario.Options[k].Open.Lead)
			switch {
			case !ok:
				x[opened+t] = 0
			case closed != none:
				both := min(x[opened+t], x[closed+at])
				x[opened+t] -= both
				x[closed+at] -= both
			}
		}
	}
}
