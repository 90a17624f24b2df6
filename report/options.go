package report

import "math"

// options shows which options are open in which period, and in which one
// opening or closing is decided; at most most options, left is how many are
// left out: those that never change first.
func (v *view) options(most int) (g grid, left int) {
	open, opened, closed := v.lines(), v.lines(), v.lines()
	for _, r := range v.d.Plan.Options {
		open.add(r.Option, r.Period, r.Open)
		opened.add(r.Option, r.Period, r.Opened)
		closed.add(r.Option, r.Period, r.Closed)
	}
	g.title = "OPTIONS (1 = open)"
	for _, id := range open.order {
		if most > 0 && len(g.rows) >= most {
			left++
			continue
		}
		g.rows = append(g.rows, levelRow(v.names.of(id, KindOption), open.of(id)))
		for _, move := range []struct {
			label  string
			values []float64
		}{{"  opening decided", opened.of(id)}, {"  closed", closed.of(id)}} {
			r := gridRow{label: move.label, values: move.values, total: math.NaN()}
			if !r.zero() {
				g.rows = append(g.rows, r)
			}
		}
	}
	return g, left
}
