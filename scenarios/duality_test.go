package scenarios_test

import (
	"math"
	"testing"

	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// dualTolerance is relative to the objective: the terms of a dual objective
// are about as large as it.
const dualTolerance = 1e-8

// relaxed is the best solution with fractions of heads, so that it has duals.
func relaxed(t *testing.T, sub *subject) *lp.Solution {
	t.Helper()
	sol, err := sub.relaxed()
	switch {
	case err != nil:
		t.Fatal(err)
	case sol.Stop != lp.Optimal:
		t.Fatalf("stopped: %s", sol.Stop.Sentence())
	case sol.RowDual == nil || sol.ColDual == nil:
		t.Fatal("an optimal linear plan has no prices")
	}
	return sol
}

func TestPricesTimesLimitsAddUpToTheObjective(t *testing.T) {
	forEach(t, func(t *testing.T, sub *subject) {
		p := sub.problem
		sol := relaxed(t, sub)
		dual := p.Offset
		for i, y := range sol.RowDual {
			dual += worth(y, resting(p.RowLower[i], p.RowUpper[i], sol.RowValue[i]))
		}
		for j, y := range sol.ColDual {
			dual += worth(y, resting(p.ColLower[j], p.ColUpper[j], sol.ColValue[j]))
		}
		if !near(dual, sol.Objective, dualTolerance) {
			t.Errorf("prices times limits are %.10g, the objective is %.10g", dual, sol.Objective)
		}
	})
}

func TestOnlyLimitsThatBindHaveAPrice(t *testing.T) {
	forEach(t, func(t *testing.T, sub *subject) {
		p := sub.problem
		sol := relaxed(t, sub)
		scale := dualTolerance * max(1, math.Abs(sol.Objective))
		for i, y := range sol.RowDual {
			if gap := sol.RowValue[i] - resting(p.RowLower[i], p.RowUpper[i], sol.RowValue[i]); math.Abs(worth(y, gap)) > scale {
				t.Errorf("%s has the price %g and %g to spare", p.Rows.Name(i), y, gap)
			}
		}
		for j, y := range sol.ColDual {
			if gap := sol.ColValue[j] - resting(p.ColLower[j], p.ColUpper[j], sol.ColValue[j]); math.Abs(worth(y, gap)) > scale {
				t.Errorf("%s has the reduced cost %g and is %g from its bound", p.Cols.Name(j), y, gap)
			}
		}
	})
}

func TestEveryCostIsExplainedByPrices(t *testing.T) {
	forEach(t, func(t *testing.T, sub *subject) {
		p := sub.problem
		sol := relaxed(t, sub)
		matrix := p.ByColumn()
		for j, cost := range p.Cost {
			explained, size := sol.ColDual[j], math.Abs(cost)
			rows, values := matrix.Line(j)
			for k, row := range rows {
				explained += values[k] * sol.RowDual[row]
				size = max(size, math.Abs(values[k]*sol.RowDual[row]))
			}
			if math.Abs(explained-cost) > dualTolerance*max(1, size) {
				t.Errorf("%s costs %g, its prices add up to %g", p.Cols.Name(j), cost, explained)
			}
		}
	})
}

// resting is the side that an activity is nearest to, or the activity itself
// where it has none.
func resting(lower, upper, activity float64) float64 {
	side, distance := activity, math.Inf(1)
	for _, bound := range []float64{lower, upper} {
		if !math.IsInf(bound, 0) && math.Abs(activity-bound) < distance {
			side, distance = bound, math.Abs(activity-bound)
		}
	}
	return side
}

// worth is price times quantity, where no price makes any quantity worthless.
func worth(price, quantity float64) float64 {
	if price == 0 {
		return 0
	}
	return price * quantity
}

// step is how far limits are moved for finite differences, relative to their
// size; solveTolerance is how far off two objectives may be, relative to theirs.
const (
	step           = 1e-3
	solveTolerance = 1e-11
	samples        = 20 // limits that are moved of a large scenario
)

// TestEveryPriceLiesBetweenTheChangesOnEitherSide moves every limit of every
// linear plan a little down and up and plans again. The best cost is
// convex in a limit and the best profit concave, so the price lies between the
// two changes per unit, however small or large the step.
func TestEveryPriceLiesBetweenTheChangesOnEitherSide(t *testing.T) {
	forEach(t, func(t *testing.T, sub *subject) {
		p := sub.problem
		if p.IsInteger() {
			return
		}
		r := sub.plan(t)
		if r.Prices != solver.LinearPrices || len(r.Limits) != p.NumRows() {
			t.Fatalf("prices %q and %d limits for %d rows", r.Prices, len(r.Limits), p.NumRows())
		}
		basis := solve(t, p, lp.Options{}).Basis // a start from it takes a few steps only
		stride := 1
		if sub.large() {
			stride = max(1, len(r.Limits)/samples)
		}
		for row := 0; row < len(r.Limits); row += stride {
			l := &r.Limits[row]
			if l.Weight == 0 {
				continue // a ratio of nothing
			}
			delta, price := step*max(1, math.Abs(l.Limit)), l.Price/l.Weight
			down := (objective(t, p, basis, row, -delta) - r.Value) / -delta
			up := (objective(t, p, basis, row, +delta) - r.Value) / +delta
			low, high := down, up
			if p.Sense == lp.Maximise {
				low, high = up, down
			}
			tolerance := solveTolerance * max(1, math.Abs(r.Value)) / delta
			if math.IsNaN(price) || price < low-tolerance || price > high+tolerance {
				t.Errorf("%s: price %v, but %v for less and %v for more", l.ID, price, down, up)
			}
		}
	})
}

// objective is the best objective when the limit of a row moves by delta, and
// infinitely bad where there is no plan then.
func objective(t *testing.T, p *lp.Problem, basis *lp.Basis, row int, delta float64) float64 {
	t.Helper()
	moved := p.Clone()
	moved.RowLower[row] += delta
	moved.RowUpper[row] += delta
	sol, err := engine.Solve(t.Context(), moved, lp.Options{Basis: basis})
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case sol.Stop == lp.Optimal:
		return sol.Objective
	case sol.Stop != lp.Infeasible && sol.Stop != lp.InfeasibleOrUnbounded:
		t.Fatalf("%s moved by %g: %s", p.Rows.Name(row), delta, sol.Stop.Sentence())
	}
	if p.Sense == lp.Maximise {
		return math.Inf(-1)
	}
	return math.Inf(1)
}
