package solver

import "github.com/steelyard-sop/steelyard/model"

// startFrom lays a plan over the columns, for a search for whole numbers to
// start from; nil where there is none. Columns that a plan does not tell of, such
// as those of broken limits, start at 0: what does not fit together the engine
// mends or drops. Of a plan over another horizon nothing fits.
func (f *Formulation) startFrom(plan *model.Plan) []float64 {
	if plan == nil || !f.Problem.IsInteger() {
		return nil
	}
	x := make([]float64, f.Problem.NumCols())
	b := &builder{Formulation: f, s: f.Scenario}
	for id := range model.GridID(model.NumGrids) {
		grid, firsts := plan.Table(id), b.firsts(id)
		for i := range min(grid.Rows(), len(firsts)) {
			if firsts[i] != none && grid.Periods() == f.Scenario.Calendar.Len() {
				copy(x[firsts[i]:firsts[i]+grid.Periods()], grid.Row(i))
			}
		}
	}
	return x
}
