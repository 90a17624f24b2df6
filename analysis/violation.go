package analysis

import (
	"context"
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Yielding measures, for each limit that a plan breaks because no plan keeps all
// (solver.Result.Relaxed, in its order), by how much the objective would change
// if the limit gave way by one unit more. Where the plan has whole numbers they
// stay as they are. NaN where it cannot be told.
func Yielding(ctx context.Context, engine solver.Engine, f *solver.Formulation, r *solver.Result, moves []solver.Move) ([]float64, error) {
	p, here := f.Moved(moves), r.Solution
	if fixed := r.Solution.Fixed; f.Problem.IsInteger() && fixed != nil && fixed.Primal == lp.Feasible {
		p, here = fixedIntegers(p, fixed.ColValue), fixed
		f.LetGo(p)
	}
	moved := make(map[string]solver.Move, len(moves))
	for _, m := range moves {
		moved[r.Limits[m.Row].ID] = m
	}
	prices := make([]float64, len(r.Relaxed))
	for i := range r.Relaxed {
		var err error
		if prices[i], err = yield(ctx, engine, p, here, moved[r.Relaxed[i].Limit]); err != nil {
			return nil, fmt.Errorf("move %s further: %w", r.Relaxed[i].Limit, err)
		}
	}
	return prices, nil
}

// yield is the slope of the objective on the side to which a limit has moved. It
// is read a little further on: where the limit is, plans only just begin, and any
// slope fits. The step is small enough once the line there goes back to here.
func yield(ctx context.Context, engine solver.Engine, p *lp.Problem, here *lp.Solution, m solver.Move) (float64, error) {
	const firstStep, steps = 1e-2, 6
	direction := math.Copysign(1, m.Amount)
	slope := math.NaN()
	for step, k := firstStep*max(1, math.Abs(m.Amount)), 0; k < steps; step, k = step/10, k+1 {
		q := p.Clone()
		q.RowLower[m.Row] += direction * step
		q.RowUpper[m.Row] += direction * step
		sol, err := engine.Solve(ctx, q, lp.Options{Basis: here.Basis})
		if err != nil || sol.Stop != lp.Optimal || sol.RowDual == nil {
			return math.NaN(), err
		}
		slope = direction * sol.RowDual[m.Row]
		if gain := sol.Objective - here.Objective; math.Abs(gain-slope*step) <= 1e-9*max(1, math.Abs(here.Objective)) {
			return slope, nil
		}
	}
	return slope, nil
}
