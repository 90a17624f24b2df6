package solver

import (
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// ReadLifted says what a best solution means that was found without the limits in
// some rows, all of them of the formulation. What lies beyond those limits is
// listed: in Relaxed where they are hard, and in the second result where they
// are priced, with what that would cost if they were in force.
func (f *Formulation) ReadLifted(sol *lp.Solution, rows []int) (*Result, []model.Violation) {
	r := f.describe(sol, Options{})
	if !r.Status.HasPlan() {
		return r, nil
	}
	f.read(r, sol)
	var hard, priced []Move
	for _, row := range rows {
		if move := (Move{Row: row}); r.Limits[row].Priced {
			priced = append(priced, move)
		} else {
			hard = append(hard, move)
		}
	}
	r.Relaxed = f.beyond(r.Limits, hard)
	waived := f.beyond(r.Limits, priced)
	rates := make(map[string]float64, len(f.breaks))
	for _, b := range f.breaks {
		rates[r.Limits[b.row].ID] = b.rate
	}
	for i := range waived {
		waived[i].Rate = rates[waived[i].Limit]
	}
	return r, waived
}
