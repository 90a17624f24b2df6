package report

import "math"

// promotions shows which promotions run in which period, what they change of
// their demands, and what is sold at their prices; at most most promotions, left
// is how many are left out.
func (v *view) promotions(most int) (g grid, left int) {
	runs := v.lines()
	change, promoted := map[string]*lines{}, map[string]*lines{}
	of := func(m map[string]*lines, promotion string) *lines {
		if m[promotion] == nil {
			m[promotion] = v.lines()
		}
		return m[promotion]
	}
	seen := map[[2]string]bool{}
	for _, r := range v.d.Plan.Promotions {
		if key := [2]string{r.Promotion, r.Period}; !seen[key] { // one row a demand
			seen[key] = true
			runs.add(r.Promotion, r.Period, r.Runs)
		}
		of(change, r.Promotion).add(r.Demand, r.Period, r.Change)
		if r.Promoted != nil {
			of(promoted, r.Promotion).add(r.Demand, r.Period, *r.Promoted)
		}
	}
	g.title = "PROMOTIONS (1 = runs)"
	for _, id := range runs.order {
		if most > 0 && len(g.rows) >= most {
			left++
			continue
		}
		g.rows = append(g.rows, levelRow(v.names.of(id, KindPromotion), runs.of(id)))
		g.rows = append(g.rows, v.effects("  change of ", change[id])...)
		g.rows = append(g.rows, v.effects("  at its price: ", promoted[id])...)
	}
	return g, left
}

// effects are the rows of demands that have anything in them.
func (v *view) effects(label string, l *lines) []gridRow {
	var rows []gridRow
	if l == nil {
		return nil
	}
	for _, demand := range l.order {
		r := gridRow{label: label + v.names.of(demand, KindDemand), values: l.of(demand), total: math.NaN()}
		if !r.zero() {
			rows = append(rows, r)
		}
	}
	return rows
}
