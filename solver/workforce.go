package solver

import (
	"github.com/steelyard-sop/steelyard/model"
)

// Workforce: heads come and go, and give hours. For each workforce w, overtime
// band b and period t
//
//	heads       heads[w,t] - (1 - attrition[w,t]) heads[w,t-1] - hired[w,t] + laid_off[w,t]  =  (1 - attrition[w,t]) opening[w] if t is the first period, else 0
//	hours       sum_p uses[p,w,t] runs[p,t] - regular[w,t] heads[w,t] - sum_b worked[w,b,t]  <=  0
//	overtime    worked[w,b,t] - max[w,b,t] heads[w,t]  <=  0
//	min_heads   heads[w,t]  >=  headcount.min[w,t]
//	max_heads   heads[w,t]  <=  headcount.max[w,t]
//
// Hiring and laying off take effect at the start of the period; both exist
// only where the scenario allows them. Wages are paid for every head. Training,
// moves between crews, temps and what else is decided about crews are in
// crew.go; they add to the rows of heads and hours.

func (b *builder) workforceColumns() {
	n := len(b.s.Workforce)
	c := &b.columns
	c.heads, c.hired, c.laidOff = make([]int, n), make([]int, n), make([]int, n)
	for i := range b.s.Workforce {
		w := &b.s.Workforce[i]
		c.heads[i] = b.decide("heads", w.ID)
		c.hired[i] = b.decideIf(w.Hire.Allowed, "hired", w.ID)
		c.laidOff[i] = b.decideIf(w.Layoff.Allowed, "laid_off", w.ID)
		b.book(model.Wages, c.heads[i], w.Wage)
		b.book(model.Hiring, c.hired[i], w.Hire.Cost)
		b.book(model.Layoffs, c.laidOff[i], w.Layoff.Cost)
		if !w.Integer {
			continue
		}
		b.integer = append(b.integer, "workforce."+w.ID+".integer")
		b.whole(w, c.hired[i])
		b.whole(w, c.laidOff[i])
		if b.s.WholeHeads(i) {
			b.whole(w, c.heads[i])
		}
	}
	b.crewColumns()
}

func (b *builder) workforceRows() {
	hours := make([]rowSet, len(b.s.Workforce))
	for i := range b.s.Workforce {
		b.headsRows(i)
		w := &b.s.Workforce[i]
		hours[i] = b.limit(limitBlock{
			group: model.GroupHours, key: w.ID, unit: w.Unit,
			path: "workforce." + w.ID + ".regular", limit: &w.Regular, sense: atMost,
		}, zero)
		b.addSeries(hours[i], b.columns.heads[i], w.Regular.Value, -1)
	}
	b.addLoads(hours, b.columns.workforceOf)
	for k := range b.bands {
		ref := &b.bands[k]
		if ref.Workforce == none {
			continue
		}
		w := &b.s.Workforce[ref.Workforce]
		b.add(hours[ref.Workforce], b.columns.worked[k], -1)
		most := b.limit(limitBlock{
			group: model.GroupOvertime, key: b.bandKey(*ref), unit: w.Unit,
			path: ref.Path(b.s) + ".max", limit: &ref.Band.Max, sense: atMost,
		}, where(&ref.Band.Max))
		b.add(most, b.columns.worked[k], 1)
		b.addSeries(most, b.columns.heads[ref.Workforce], ref.Band.Max.Value, -1)
	}
	b.addCrewHours(hours)
	b.crewRows()
}

// headsRows balances the heads of one workforce and bounds them.
func (b *builder) headsRows(i int) {
	w, c := &b.s.Workforce[i], &b.columns
	path := "workforce." + w.ID + ".headcount"
	rows := b.limit(limitBlock{
		group: model.GroupHeads, key: w.ID, unit: "heads", path: path,
		openingPath: path + ".opening", sense: exactly,
	}, fromZero(w.Headcount.Opening*(1-w.Attrition.Rate.Or(0, 0))))
	b.add(rows, c.heads[i], 1)
	for t := 1; t < b.periods; t++ {
		b.p.Add(rows.at(t), c.heads[i]+t-1, w.Attrition.Rate.Or(t, 0)-1)
	}
	b.add(rows, c.laidOff[i], 1)
	b.addComings(rows, i)
	b.recruitRows(i)

	least := b.limit(limitBlock{
		group: model.GroupMinHeads, key: w.ID, unit: "heads",
		path: path + ".min", limit: &w.Headcount.Min, sense: atLeast,
	}, values(&w.Headcount.Min))
	b.add(least, c.heads[i], 1)
	most := b.limit(limitBlock{
		group: model.GroupMaxHeads, key: w.ID, unit: "heads",
		path: path + ".max", limit: &w.Headcount.Max, sense: atMost,
	}, values(&w.Headcount.Max))
	b.add(most, c.heads[i], 1)
}
