package solver

import (
	"math"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Recount reads the plan that values of the columns stand for, with its
// objective, money and limits. It is a plan if the values keep all rows, which is
// for the caller to know; there are no prices.
func (f *Formulation) Recount(columns []float64, o Options) *Result {
	sol := &lp.Solution{
		Stop: lp.Optimal, Primal: lp.Feasible, Objective: f.Problem.Offset,
		Bound: math.NaN(), Gap: math.NaN(), ColValue: columns[:f.Problem.NumCols()],
	}
	for j, cost := range f.Problem.Cost {
		sol.Objective += cost * columns[j]
	}
	r := f.describe(sol, o)
	r.Status = Feasible
	f.read(r, sol)
	return r
}
