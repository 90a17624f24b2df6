package solver

import "github.com/steelyard-sop/steelyard/model"

// Emissions: what activities emit of a substance e is a sum over decisions x
// (runs, inputs of blends, orders, shipments, stock, disposals) with the factors
// f of what one unit of them emits. For a cap c of it and a window W, which is
// named after its last period,
//
//	emissions   sum_W sum_x f[e,x,t] x[t]  <=  cap[e,c,W]
//
// where x runs over what counts for the cap. Where emitting costs money, for
// each of its windows, with the x of the scopes that are paid for
//
//	allowances  sum_W sum_x f[e,x,t] x[t] - charged[e,W] + sold[e,W]  <=  free[e,W]
//
// charged is paid for, and sold, where what is left can be sold, is earned. None
// is sold for more than it costs, so that nobody trades for its own sake.

// emissionCharge is what the price of one emission decides.
type emissionCharge struct{ charged, sold int } // first columns, or none

func (b *builder) emissionColumns() {
	b.emissionCharges = make([]emissionCharge, len(b.s.Emissions))
	for i := range b.s.Emissions {
		e := &b.s.Emissions[i]
		one := emissionCharge{
			charged: b.decideIf(e.Price.IsSet(), "charged", e.ID),
			sold:    b.decideIf(e.Price.Sell.IsSet(), "sold", e.ID),
		}
		b.emissionCharges[i] = one
		ends := model.ByEnd(e.Price.Windows(b.s.Calendar), b.periods)
		earned := make([]float64, b.periods)
		for t := range earned {
			earned[t] = -e.Price.Sell.Or(t, 0)
			for _, first := range []int{one.charged, one.sold} {
				if first != none && ends[t] < 0 {
					b.p.ColUpper[first+t] = 0 // no window ends there
				}
			}
		}
		b.book(model.EmissionCost, one.charged, e.Price.Value)
		b.book(model.EmissionCost, one.sold, model.PerPeriod(earned))
	}
}

func (b *builder) emissionRows() {
	if len(b.s.Emissions) == 0 {
		return
	}
	if b.measures == nil {
		b.measures = b.s.Measures()
	}
	for i := range b.s.Emissions {
		e := &b.s.Emissions[i]
		path := "emissions." + e.ID
		for k := range e.Caps {
			c := &e.Caps[k]
			windows := c.Windows(b.s.Calendar)
			rows := b.limit(limitBlock{
				group: model.GroupEmissions, key: e.ID + "," + c.ID, unit: e.Unit,
				path: path + ".caps." + c.ID + ".max", limit: &c.Max, sense: atMost,
			}, atEndOf(windows, &c.Max))
			counted := e.Counts(c)
			b.addOver(rows, &counted, windows)
		}
		if e.Price.IsSet() {
			b.allowanceRows(e, b.emissionCharges[i], path+".price")
		}
	}
}

// allowanceRows tie what is paid for to what is emitted.
func (b *builder) allowanceRows(e *model.Emission, of emissionCharge, path string) {
	windows := e.Price.Windows(b.s.Calendar)
	ends := model.ByEnd(windows, b.periods)
	rows := b.limit(limitBlock{
		group: model.GroupAllowances, key: e.ID, unit: e.Unit, path: path, sense: atMost,
	}, func(t int) (float64, bool) { return e.Price.Free.Or(t, 0), ends[t] >= 0 })
	paid := e.PaidFor()
	b.addOver(rows, &paid, windows)
	b.add(rows, of.charged, -1)
	b.add(rows, of.sold, 1)
}

// addOver puts what a form adds up in each window into the row of its last period.
func (b *builder) addOver(rows rowSet, form *model.Linear, windows []model.Window) {
	for _, w := range windows {
		row := rows.at(w.To)
		if row == none {
			continue
		}
		covered := make([]int, 0, w.To-w.From+1)
		for t := w.From; t <= w.To; t++ {
			covered = append(covered, t)
		}
		b.addSide(row, form, covered, 1)
	}
}
