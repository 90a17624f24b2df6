package report

import (
	"cmp"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// emittedTotal is what a plan emits of a substance over the horizon.
type emittedTotal struct {
	of     *model.Emission
	total  float64
	causes map[string]float64
}

// emittedTotals adds up the table of emissions, one for each substance of the scenario.
func emittedTotals(s *model.Scenario, rows []model.EmissionRow) []emittedTotal {
	list := make([]emittedTotal, len(s.Emissions))
	index := make(map[string]int, len(list))
	for i := range s.Emissions {
		list[i] = emittedTotal{of: &s.Emissions[i], causes: map[string]float64{}}
		index[s.Emissions[i].ID] = i
	}
	for k := range rows {
		one := &list[index[rows[k].Substance]]
		one.total += rows[k].Quantity
		one.causes[rows[k].Cause] += rows[k].Quantity
	}
	return list
}

// kpiEmitted is the id of the key number of what is emitted.
const kpiEmitted = "emitted"

// emissionKPIs are the totals of all substances.
func emissionKPIs(s *model.Scenario, plan *model.Tables) []KPI {
	var kpis []KPI
	for _, e := range emittedTotals(s, plan.Emissions) {
		title := cmp.Or(e.of.Name, e.of.ID) + " emitted"
		kpis = append(kpis, KPI{ID: kpiEmitted, Title: title, Value: clean(e.total, kpiDigits), Unit: e.of.Unit, Class: e.of.ID})
	}
	return kpis
}

// emissions shows what is emitted in every period: of each substance all, by
// cause, and by scope; at most most rows, left is how many are left out.
func (v *view) emissions(most int) (g grid, left int) {
	g.title = "EMISSIONS"
	units := map[string]string{}
	for _, thing := range v.d.Scenario.Things {
		if thing.Kind == KindEmission {
			units[thing.ID] = thing.Unit
		}
	}
	all, causes, scopes := v.lines(), map[string]*lines{}, map[string]*lines{}
	of := func(m map[string]*lines, substance string) *lines {
		if m[substance] == nil {
			m[substance] = v.lines()
		}
		return m[substance]
	}
	for k := range v.d.Plan.Emissions {
		r := &v.d.Plan.Emissions[k]
		all.add(r.Substance, r.Period, r.Quantity)
		of(causes, r.Substance).add(r.Cause, r.Period, r.Quantity)
		of(scopes, r.Substance).add(r.Scope, r.Period, r.Quantity)
	}
	for _, id := range all.order {
		total := sumRow(v.names.of(id, KindEmission), all.of(id))
		total.unit = units[id]
		rows := append([]gridRow{total}, parts("  ", causes[id])...)
		slices.Sort(scopes[id].order)
		rows = append(rows, parts("  scope ", scopes[id])...)
		for _, row := range rows {
			if most > 0 && len(g.rows) >= most {
				left++
				continue
			}
			g.rows = append(g.rows, row)
		}
	}
	return g, left
}

// parts are the rows of what a total is made of, where that is several things.
func parts(label string, of *lines) []gridRow {
	if len(of.order) < 2 {
		return nil
	}
	rows := make([]gridRow, 0, len(of.order))
	for _, id := range of.order {
		rows = append(rows, sumRow(label+printable(id), of.of(id)))
	}
	return rows
}

// emitted tells how much is emitted, and mostly by what.
func (f *finder) emitted() {
	for _, e := range emittedTotals(f.s, f.d.Plan.Emissions) {
		if e.total <= 0 {
			continue
		}
		text := withUnit(e.total, printable(e.of.Unit)) + " of " + f.names.of(e.of.ID, KindEmission) + " are emitted"
		if cause, share := e.main(); share < 1 {
			text += ", " + percent(100*share) + " of it by " + cause
		} else {
			text += ", all by " + cause
		}
		money := 0.0
		if e.of.Price.IsSet() {
			money = f.paidForEmissions()
		}
		f.add("emitted", text+".", money)
	}
}

// main is the cause of the most, with its share of all.
func (e *emittedTotal) main() (cause string, share float64) {
	for _, c := range model.EmissionCauses() {
		if part := e.causes[string(c)] / e.total; part > share {
			cause, share = string(c), part
		}
	}
	return cause, share
}

func (f *finder) paidForEmissions() float64 {
	for i := range f.d.Money.Lines {
		if f.d.Money.Lines[i].Account == model.EmissionCost.ID() {
			return f.d.Money.Lines[i].Total
		}
	}
	return 0
}
