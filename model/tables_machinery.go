package model

// What a plan decides about resources, in the long form: rows that only some
// resources and overtime bands have.

// machinery spreads what is rented and maintained over all resources.
func (w *tableWriter) machinery() (rented, maintained Grid) {
	rows, n := len(w.s.Resources), len(w.labels)
	return spreadRows(w.p.Rented, w.s.Rentals(), rows, n), spreadRows(w.p.Maintained, w.s.Maintenances(), rows, n)
}

// spreadRows puts row k of from at place places[k] of a grid with that many rows.
func spreadRows(from Grid, places []int, rows, n int) Grid {
	to := NewGrid(rows, n)
	for k, at := range places {
		copy(to.Row(at), from.Row(k))
	}
	return to
}

// machinery reads the same back. A thing that cannot be decided has no number
// other than 0.
func (r *tableReader) machinery(s *Scenario, tables *Tables, bands map[string]int) {
	ids := func(places []int) map[string]int {
		index := make(map[string]int, len(places))
		for k, at := range places {
			index[s.Resources[at].ID] = k
		}
		return index
	}
	rentals, maintenances := ids(s.Rentals()), ids(s.Maintenances())
	for _, row := range tables.Resources {
		r.setAsked("resources", r.p.Rented, rentals, row.Resource, "rented", row.Period, row.Rented)
		r.setAsked("resources", r.p.Maintained, maintenances, row.Resource, "maintained", row.Period, row.Maintained)
	}
	place := make(map[int]int, len(bands)) // in Shifts, by place in OvertimeBands
	for k, at := range s.Shifts() {
		place[at] = k
	}
	shifts := map[string]int{}
	for id, at := range bands {
		if k, ok := place[at]; ok {
			shifts[id] = k
		}
	}
	for _, row := range tables.Overtime {
		r.setAsked("overtime", r.p.Shifts, shifts, row.Of+" "+row.Band, "shift", row.Period, row.Shift)
	}
}

// setAsked sets a number that only some things have.
func (r *tableReader) setAsked(table string, to Grid, index map[string]int, id, what, period string, v float64) {
	if _, asked := index[id]; asked || v != 0 {
		r.set(table, to, index, id, what, period, v)
	}
}
