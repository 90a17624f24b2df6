package solver

import "github.com/steelyard-sop/steelyard/model"

// addCrewHours puts into the rows of hours what heads do not give or get
// elsewhere: short time, temps, help from one crew to another. The training of
// others is part of the loads.
func (b *builder) addCrewHours(hours []rowSet) {
	c := &b.columns.crew
	for i := range b.s.Workforce {
		b.addShortTime(hours[i], i, 1)
	}
	for k := range b.temps {
		b.addTemps(hours[b.temps[k].Workforce], k, -1)
	}
	for k, ref := range b.skills {
		b.add(hours[ref.Workforce], c.lent[k], 1)
		b.addSeries(hours[b.columns.workforceOf[ref.To]], c.lent[k], ref.Efficiency, -1)
	}
	b.idleRows()
	b.ownHoursRows()
}

// addShortTime puts sign x the regular time that short time leaves out into rows.
func (b *builder) addShortTime(rows rowSet, i int, sign float64) {
	first := b.columns.crew.shortTime[i]
	if first == none {
		return
	}
	w := &b.s.Workforce[i]
	for t := range b.periods {
		b.p.Add(rows.at(t), first+t, sign*(1-w.ShortTime.Gives.Or(t, model.DefaultGives))*w.Regular.Value.Or(t, 0))
	}
}

// addTemps puts sign x the hours of one kind of temps into rows.
func (b *builder) addTemps(rows rowSet, k int, sign float64) {
	first := b.columns.crew.atWork[k]
	for t := range b.periods {
		b.p.Add(rows.at(t), first+t, sign*b.temps[k].PerTemp(b.s, t))
	}
}

// addSupply puts sign x the hours that a crew has of its own into rows.
func (b *builder) addSupply(rows rowSet, i int, sign float64) {
	b.addSeries(rows, b.columns.heads[i], b.s.Workforce[i].Regular.Value, sign)
	b.addShortTime(rows, i, -sign)
	for k := range b.temps {
		if b.temps[k].Workforce == i {
			b.addTemps(rows, k, sign)
		}
	}
	for k := range b.bands {
		if b.bands[k].Workforce == i {
			b.add(rows, b.columns.worked[k], sign)
		}
	}
}

// idleRows count the heads whose regular time nothing uses.
func (b *builder) idleRows() {
	c := &b.columns.crew
	rows := make([]rowSet, len(b.s.Workforce))
	counted := make(map[string]int, len(rows))
	for i := range b.s.Workforce {
		if c.idle[i] == none {
			continue
		}
		w := &b.s.Workforce[i]
		counted[w.ID] = i
		rows[i] = b.limit(limitBlock{
			group: model.GroupIdle, key: w.ID, unit: w.Unit, path: "workforce." + w.ID + ".idle", sense: atLeast,
		}, zero)
		b.addSeries(rows[i], c.idle[i], w.Regular.Value, 1)
		b.addSupply(rows[i], i, -1)
	}
	if len(counted) == 0 {
		return
	}
	b.addLoads(rows, counted)
	for k, ref := range b.skills {
		if c.idle[ref.Workforce] != none {
			b.add(rows[ref.Workforce], c.lent[k], 1)
		}
		if to := b.columns.workforceOf[ref.To]; c.idle[to] != none {
			b.addSeries(rows[to], c.lent[k], ref.Efficiency, -1)
		}
	}
}

// ownHoursRows keep a crew that gets help from passing it on.
func (b *builder) ownHoursRows() {
	helped := make([]bool, len(b.s.Workforce))
	for _, ref := range b.skills {
		helped[b.columns.workforceOf[ref.To]] = true
	}
	rows := make([]rowSet, len(b.s.Workforce))
	begun := make([]bool, len(b.s.Workforce))
	for k, ref := range b.skills {
		i := ref.Workforce
		if !helped[i] {
			continue
		}
		if !begun[i] {
			begun[i] = true
			w := &b.s.Workforce[i]
			rows[i] = b.limit(limitBlock{
				group: model.GroupOwnHours, key: w.ID, unit: w.Unit, path: "workforce." + w.ID + ".serves", sense: atMost,
			}, zero)
			b.addSupply(rows[i], i, -1)
		}
		b.add(rows[i], b.columns.crew.lent[k], 1)
	}
}

// addTraining puts what training takes into the rows of what it takes it of.
func (b *builder) addTraining(rows []rowSet, indexOf map[string]int) {
	add := func(course *model.Course, trainees int) {
		for _, part := range course.Trainers {
			if k, ok := indexOf[part.ID]; ok {
				b.addSeries(rows[k], trainees, part.Quantity, 1)
			}
		}
	}
	for i := range b.s.Workforce {
		add(&b.s.Workforce[i].Hire.Course, b.columns.crew.recruits[i])
	}
	for k := range b.transfers {
		add(&b.transfers[k].Course, b.columns.crew.inCourse[k])
	}
}

// addComings puts into the balance of heads of crew i those who join it,
// after losses on the way, and what recruits in their first year leave by more
// or less than the others.
func (b *builder) addComings(rows rowSet, i int) {
	w, c := &b.s.Workforce[i], &b.columns
	if c.hired[i] != none {
		b.eachRecruit(w, func(from, t int, _, change float64) { b.p.Add(rows.at(t), c.hired[i]+from, -change) })
	}
	for k, ref := range b.transfers {
		if ref.From == i {
			b.add(rows, c.crew.moved[k], 1)
		}
		if c.workforceOf[ref.To] != i {
			continue
		}
		for from := range b.periods {
			if at, ok := b.s.Calendar.Arrival(from, ref.Course.Lead); ok {
				b.p.Add(rows.at(at), c.crew.moved[k]+from, ref.Course.Losses.Or(from, 0)-1)
			}
		}
	}
}

// eachRecruit follows one head hired in each period from. In period t of its
// first year (and in that in which it joins) staying of it is left, and it
// changes the heads by change beside the attrition of all heads.
func (b *builder) eachRecruit(w *model.Workforce, do func(from, t int, staying, change float64)) {
	a := &w.Attrition
	for from := range b.periods {
		joins, ok := b.s.Calendar.Arrival(from, w.Hire.Course.Lead)
		if !ok {
			continue
		}
		staying := 1 - w.Hire.Course.Losses.Or(from, 0)
		if !a.FirstYear.IsSet() {
			do(from, joins, staying, staying)
			continue
		}
		for t := joins; t < b.periods && b.s.Calendar.WithinFirstYear(joins, t); t++ {
			rate := a.Rate.Or(t, 0)
			leave := a.FirstYear.Or(t, rate)
			change := staying * (rate - leave)
			if t == joins {
				change = staying * (1 - leave)
			}
			staying *= 1 - leave
			do(from, t, staying, change)
		}
	}
}

// recruitRows keep recruits in their first year where they are: who is laid off
// or retrained is another head.
func (b *builder) recruitRows(i int) {
	w, c := &b.s.Workforce[i], &b.columns
	if c.hired[i] == none || !w.Attrition.FirstYear.IsSet() ||
		c.laidOff[i] == none && len(w.Training)+len(w.Downgrade) == 0 {
		return
	}
	goesOn := make([]bool, b.periods) // recruits of the period are recruits in the next one
	b.eachRecruit(w, func(from, t int, _, _ float64) {
		if joins, _ := b.s.Calendar.Arrival(from, w.Hire.Course.Lead); t > joins {
			goesOn[t-1] = true
		}
	})
	rows := b.limit(limitBlock{
		group: model.GroupRecruits, key: w.ID, unit: headUnit, path: "workforce." + w.ID + ".attrition.first_year", sense: atLeast,
	}, func(t int) (float64, bool) { return 0, goesOn[t] })
	b.add(rows, c.heads[i], 1)
	b.eachRecruit(w, func(from, t int, staying, _ float64) {
		if row := rows.at(t); row != none {
			b.p.Add(row, c.hired[i]+from, -staying)
		}
	})
}
