// Package solvertest checks that an engine keeps the promises of package lp: statuses, signs of prices,
// limits, cancellation, and the same answer every time. An engine's tests call Run.
package solvertest

import (
	"context"
	"math"
	"testing"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Engine is what is tested.
type Engine interface {
	Solve(ctx context.Context, p *lp.Problem, opts lp.Options) (*lp.Solution, error)
}

// Tolerances for values that an engine computes: absolute near zero, relative elsewhere.
const (
	absTolerance = 1e-6
	relTolerance = 1e-6
)

// Near reports whether two numbers agree within the tolerances of the suite.
func Near(a, b float64) bool {
	return a == b || math.Abs(a-b) <= absTolerance+relTolerance*math.Max(math.Abs(a), math.Abs(b))
}

// Run runs the whole suite. The engine must be able to solve two problems at once.
func Run(t *testing.T, e Engine) {
	t.Helper()
	s := suite{e}
	for _, c := range []struct {
		name string
		f    func(*testing.T)
	}{
		{"statuses tell what came of a problem", s.statuses},
		{"problems with missing parts are solved", s.shapes},
		{"malformed problems and options are errors", s.refusals},
		{"signs of prices follow the table", s.signs},
		{"prices are the slopes of the objective", s.slopes},
		{"ranges are absolute right-hand sides and costs", s.ranges},
		{"every algorithm ends with a basis", s.algorithms},
		{"a basis makes the next solve shorter", s.warmBasis},
		{"integers and semi-continuous columns are respected", s.kinds},
		{"integer problems have prices with the integers fixed", s.fixedPrices},
		{"starting values are taken", s.start},
		{"relaxing drops integrality", s.relaxing},
		{"a ray proves infeasibility by arithmetic", s.proofs},
		{"a time limit is not an error", s.timeLimits},
		{"a cancelled context interrupts", s.cancellation},
		{"progress is reported", s.progress},
		{"two solves at once do not disturb each other", s.concurrency},
		{"the same problem gives the same bytes", s.determinism},
	} {
		t.Run(c.name, c.f)
	}
}

type suite struct{ e Engine }

// solve fails the test on an error, and checks what holds for every solution.
func (s suite) solve(t *testing.T, p *lp.Problem, o lp.Options) *lp.Solution {
	t.Helper()
	sol, err := s.e.Solve(context.Background(), p, o)
	if err != nil {
		t.Fatalf("%s: %v", p.Name, err)
	}
	checkShape(t, p, sol)
	return sol
}

// optimal is solve for problems that have an optimum, whose objective it checks.
func (s suite) optimal(t *testing.T, p *lp.Problem, o lp.Options, objective float64) *lp.Solution {
	t.Helper()
	sol := s.solve(t, p, o)
	if sol.Stop != lp.Optimal || !Near(sol.Objective, objective) {
		t.Fatalf("%s: %v (%s), objective %v, want optimal, %v", p.Name, sol.Stop, sol.StopRaw, sol.Objective, objective)
	}
	return sol
}

// checkShape checks that values are there exactly when their status says so, and that they are values of this problem.
func checkShape(t *testing.T, p *lp.Problem, s *lp.Solution) {
	t.Helper()
	if s.Engine.Name == "" || s.Engine.Version == "" || s.StopRaw == "" {
		t.Errorf("engine %+v, raw status %q", s.Engine, s.StopRaw)
	}
	if (s.ColValue != nil) != (s.Primal == lp.Feasible) || (s.RowValue != nil) != (s.Primal == lp.Feasible) {
		t.Errorf("primal status %v with column values %v and row values %v", s.Primal, s.ColValue != nil, s.RowValue != nil)
	}
	if (s.ColDual != nil) != (s.Dual == lp.Feasible) || (s.RowDual != nil) != (s.Dual == lp.Feasible) {
		t.Errorf("dual status %v with column duals %v and row duals %v", s.Dual, s.ColDual != nil, s.RowDual != nil)
	}
	if s.Primal == lp.Feasible {
		checkPrimal(t, p, s)
	}
	if s.Dual == lp.Feasible {
		checkDual(t, p, s)
	}
}

func checkPrimal(t *testing.T, p *lp.Problem, s *lp.Solution) {
	t.Helper()
	if len(s.ColValue) != p.NumCols() || len(s.RowValue) != p.NumRows() {
		t.Fatalf("%d and %d values for %d columns and %d rows", len(s.ColValue), len(s.RowValue), p.NumCols(), p.NumRows())
	}
	objective := p.Offset
	for j, x := range s.ColValue {
		objective += p.Cost[j] * x
	}
	if !Near(objective, s.Objective) {
		t.Errorf("objective %v, but its columns cost %v", s.Objective, objective)
	}
	for i := range p.RowLower {
		activity := 0.0
		index, value := p.ByRow().Line(i)
		for k, j := range index {
			activity += value[k] * s.ColValue[j]
		}
		if !Near(activity, s.RowValue[i]) || below(activity, p.RowLower[i]) || below(p.RowUpper[i], activity) {
			t.Errorf("row %s: activity %v, reported %v, bounds %v to %v",
				p.Rows.Name(i), activity, s.RowValue[i], p.RowLower[i], p.RowUpper[i])
		}
	}
}

func below(a, b float64) bool { return a < b && !Near(a, b) }

// checkDual checks the identity that ties costs, reduced costs and prices together in both senses.
func checkDual(t *testing.T, p *lp.Problem, s *lp.Solution) {
	t.Helper()
	if len(s.ColDual) != p.NumCols() || len(s.RowDual) != p.NumRows() {
		t.Fatalf("%d and %d duals for %d columns and %d rows", len(s.ColDual), len(s.RowDual), p.NumCols(), p.NumRows())
	}
	for j, cost := range p.Cost {
		sum := s.ColDual[j]
		index, value := p.ByColumn().Line(j)
		for k, i := range index {
			sum += value[k] * s.RowDual[i]
		}
		if !Near(cost, sum) {
			t.Errorf("column %s: cost %v, but its reduced cost and prices make %v", p.Cols.Name(j), cost, sum)
		}
	}
}
