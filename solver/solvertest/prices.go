package solvertest

import (
	"fmt"
	"math"
	"testing"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

func (s suite) signs(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		name             string
		p                *lp.Problem
		rowDual, colDual float64
	}{
		{"minimise, row <=", one("", lp.Minimise, -3, 0, inf, -inf, 7), -3, 0},
		{"minimise, row >=", one("", lp.Minimise, 3, 0, inf, 7, inf), 3, 0},
		{"maximise, row <=", one("", lp.Maximise, 3, 0, inf, -inf, 7), 3, 0},
		{"maximise, row >=", one("", lp.Maximise, -3, 0, inf, 7, inf), -3, 0},
		{"minimise, column at its lower bound", one("", lp.Minimise, 3, 2, inf, -inf, 7), 0, 3},
		{"minimise, column at its upper bound", one("", lp.Minimise, -3, 2, 5, -inf, 7), 0, -3},
		{"maximise, column at its lower bound", one("", lp.Maximise, -3, 2, inf, -inf, 7), 0, -3},
		{"maximise, column at its upper bound", one("", lp.Maximise, 3, 2, 5, -inf, 7), 0, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, presolveOff := range []bool{false, true} {
				sol := s.solve(t, c.p, lp.Options{PresolveOff: presolveOff})
				if sol.Dual != lp.Feasible || !Near(sol.RowDual[0], c.rowDual) || !Near(sol.ColDual[0], c.colDual) {
					t.Errorf("row %v and column %v, want %v and %v", sol.RowDual, sol.ColDual, c.rowDual, c.colDual)
				}
			}
		})
	}
}

// slopes compares prices with finite differences. At a kink the price lies between the slopes on
// either side.
func (s suite) slopes(t *testing.T) {
	const step = 1e-3
	for seed := range uint64(3) {
		base := shipping(seed, 3, 4)
		for _, p := range []*lp.Problem{base, negated(base)} {
			sol := s.solve(t, p, lp.Options{})
			if sol.Stop != lp.Optimal || sol.Dual != lp.Feasible {
				t.Fatalf("%v, dual %v", sol.Stop, sol.Dual)
			}
			sign := 1.0 // a minimum is convex in its right-hand sides, a maximum concave
			if p.Sense == lp.Maximise {
				sign = -1
			}
			for i := range p.RowLower {
				shifted := func(by float64) float64 {
					q := p.Clone()
					q.RowLower[i] += by
					q.RowUpper[i] += by
					return s.solve(t, q, lp.Options{}).Objective
				}
				left := sign * (sol.Objective - shifted(-step)) / step
				right := sign * (shifted(step) - sol.Objective) / step
				if price := sign * sol.RowDual[i]; price < left-1e-5 || price > right+1e-5 {
					t.Errorf("seed %d, %v, row %s: price %v, slopes %v and %v", seed, p.Sense, p.Rows.Name(i), price, left, right)
				}
			}
		}
	}
}

func (s suite) ranges(t *testing.T) {
	inf := math.Inf(1)
	sol := s.optimal(t, twoProducts(), lp.Options{Ranging: true}, 36)
	r := sol.Ranging
	if r == nil {
		t.Fatal("no ranges")
	}
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"lowest hours in plant 2", r.RowLower[1], 6},
		{"highest hours in plant 2", r.RowUpper[1], 18},
		{"lowest hours in plant 3", r.RowLower[2], 12},
		{"highest hours in plant 3", r.RowUpper[2], 24},
		{"objective at the lowest hours in plant 2", r.RowLowerObjective[1], 27},
		{"objective at the highest hours in plant 2", r.RowUpperObjective[1], 45},
		{"lowest price of doors", r.CostLower[0], 0},
		{"highest price of doors", r.CostUpper[0], 7.5},
		{"lowest price of windows", r.CostLower[1], 2},
		{"highest price of windows", r.CostUpper[1], inf},
		{"objective at the highest price of doors", r.CostUpperObjective[0], 45},
	} {
		if !Near(c.got, c.want) {
			t.Errorf("%s: %v, want %v", c.what, c.got, c.want)
		}
	}
	if sol := s.solve(t, knapsack(), lp.Options{Ranging: true}); sol.Ranging != nil {
		t.Error("a problem with integers has ranges")
	}
	t.Run("the price holds inside and not beyond", func(t *testing.T) { s.rangeEnds(t, shipping(7, 3, 4)) })
}

// rangeEnds re-solves at the ends of each range of a problem that is not degenerate.
func (s suite) rangeEnds(t *testing.T, p *lp.Problem) {
	sol := s.solve(t, p, lp.Options{Ranging: true})
	checked := 0
	for i := range p.RowLower {
		if sol.RowDual[i] == 0 {
			continue
		}
		for _, end := range []struct{ at, objective float64 }{
			{sol.Ranging.RowLower[i], sol.Ranging.RowLowerObjective[i]},
			{sol.Ranging.RowUpper[i], sol.Ranging.RowUpperObjective[i]},
		} {
			if math.IsInf(end.at, 0) {
				continue
			}
			q := p.Clone()
			if !math.IsInf(q.RowLower[i], 0) {
				q.RowLower[i] = end.at
			}
			q.RowUpper[i] = end.at
			if got := s.solve(t, q, lp.Options{}).Objective; !Near(got, end.objective) {
				t.Errorf("row %s at %v: objective %v, the range says %v", p.Rows.Name(i), end.at, got, end.objective)
			}
			checked++
		}
	}
	if checked == 0 {
		t.Error("no range was checked")
	}
}

func (s suite) algorithms(t *testing.T) {
	p := shipping(3, 6, 9)
	want := s.solve(t, p, lp.Options{}).Objective
	for _, a := range []lp.Algorithm{lp.Auto, lp.Simplex, lp.InteriorPoint} {
		for _, presolveOff := range []bool{false, true} {
			t.Run(fmt.Sprintf("%v, presolve off %v", a, presolveOff), func(t *testing.T) {
				sol := s.optimal(t, p, lp.Options{Algorithm: a, PresolveOff: presolveOff}, want)
				checkBasis(t, p, sol.Basis)
			})
		}
	}
}

func checkBasis(t *testing.T, p *lp.Problem, b *lp.Basis) {
	t.Helper()
	if b == nil {
		t.Fatal("no basis")
	}
	basic := 0
	for _, statuses := range [][]lp.BasisStatus{b.Cols, b.Rows} {
		for _, st := range statuses {
			if st == lp.Basic {
				basic++
			}
		}
	}
	if len(b.Cols) != p.NumCols() || len(b.Rows) != p.NumRows() || basic != p.NumRows() {
		t.Errorf("%d basic members of %d columns and %d rows, want %d", basic, len(b.Cols), len(b.Rows), p.NumRows())
	}
}

func (s suite) warmBasis(t *testing.T) {
	p := shipping(5, 8, 20)
	cold := s.solve(t, p, lp.Options{})
	again := s.optimal(t, p, lp.Options{Basis: cold.Basis}, cold.Objective)
	if again.Iterations != 0 {
		t.Errorf("%d iterations from the optimal basis", again.Iterations)
	}
	q := p.Clone()
	for i := range q.RowUpper {
		q.RowUpper[i] *= 1.02
		q.RowLower[i] *= 1.02
	}
	coldMoved := s.solve(t, q, lp.Options{PresolveOff: true})
	warmMoved := s.optimal(t, q, lp.Options{Basis: cold.Basis}, coldMoved.Objective)
	if warmMoved.Iterations >= coldMoved.Iterations {
		t.Errorf("%d iterations warm, %d cold", warmMoved.Iterations, coldMoved.Iterations)
	}
}

func (s suite) proofs(t *testing.T) {
	inf := math.Inf(1)
	chain := bothWrong(false)
	short := shipping(2, 3, 4)
	for j := range 4 {
		short.ColUpper[j] = 0 // no lost sales, and less supply than demand
	}
	for i := range 3 {
		short.RowUpper[i] *= 0.5
	}
	relaxation := bothWrong(true)
	bound := one("a column bound against a row", lp.Maximise, 1, 0, 2, 3, inf)
	for _, p := range []*lp.Problem{chain, short, negated(short), relaxation, bound} {
		t.Run(p.Name, func(t *testing.T) {
			sol := s.solve(t, p, lp.Options{Proof: true})
			if sol.Stop != lp.Infeasible {
				t.Fatalf("got %v", sol.Stop)
			}
			checkRay(t, p, sol.Ray)
		})
	}
	t.Run("integers alone make it infeasible", func(t *testing.T) {
		p := one("", lp.Minimise, 1, 0, 9, 2.2, 2.8)
		p.SetKind(0, 1, lp.Integer)
		if sol := s.solve(t, p, lp.Options{Proof: true}); sol.Stop != lp.Infeasible || sol.Ray != nil {
			t.Errorf("%v with ray %v", sol.Stop, sol.Ray)
		}
	})
	t.Run("not asked for", func(t *testing.T) {
		if sol := s.solve(t, chain, lp.Options{}); sol.Ray != nil {
			t.Errorf("ray %v", sol.Ray)
		}
	})
}

func checkRay(t *testing.T, p *lp.Problem, ray []float64) {
	t.Helper()
	gap, err := lp.FarkasGap(p, ray, 1e-9)
	if err != nil || !(gap > absTolerance) {
		t.Errorf("the ray %v proves a gap of %v, %v", ray, gap, err)
	}
}
