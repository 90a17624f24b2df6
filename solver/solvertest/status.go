package solvertest

import (
	"context"
	"math"
	"testing"
	"time"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

func (s suite) statuses(t *testing.T) {
	inf := math.Inf(1)
	integer := func(p *lp.Problem) *lp.Problem { p.SetKind(0, 1, lp.Integer); return p }
	for _, c := range []struct {
		p    *lp.Problem
		want lp.StopReason
	}{
		{one("optimal", lp.Minimise, 1, 0, inf, 3, inf), lp.Optimal},
		{one("infeasible", lp.Minimise, 1, 0, 2, 3, inf), lp.Infeasible},
		{one("unbounded", lp.Minimise, -1, 0, inf, 3, inf), lp.Unbounded},
		{one("unbounded, maximised", lp.Maximise, 1, 0, inf, 3, inf), lp.Unbounded},
		{integer(one("an optimal integer", lp.Minimise, 1, 0, inf, 2.5, inf)), lp.Optimal},
		{integer(one("an infeasible integer", lp.Minimise, 1, 0, 9, 2.2, 2.8)), lp.Infeasible},
		{integer(one("an infeasible relaxation", lp.Minimise, 1, 0, 2, 3, inf)), lp.Infeasible},
		{integer(one("an unbounded integer", lp.Minimise, -1, 0, inf, 3, inf)), lp.Unbounded},
		{cone(false), lp.Unbounded},
		{cone(true), lp.Unbounded},
		{bothWrong(false), lp.Infeasible},
		{bothWrong(true), lp.Infeasible},
	} {
		t.Run(c.p.Name, func(t *testing.T) {
			for _, presolveOff := range []bool{false, true} {
				sol := s.solve(t, c.p, lp.Options{PresolveOff: presolveOff})
				if sol.Stop != c.want {
					t.Errorf("presolve off %v: %v (%s), want %v", presolveOff, sol.Stop, sol.StopRaw, c.want)
				}
				if c.want == lp.Infeasible && sol.Primal == lp.Feasible {
					t.Error("an infeasible problem has feasible values")
				}
			}
		})
	}
}

// bothWrong is infeasible, and its objective would be unbounded: presolve alone cannot say which.
func bothWrong(integer bool) *lp.Problem {
	p := &lp.Problem{Name: "infeasible and unbounded in one"}
	x := p.AddCols("x", "", nil, 3)
	r := p.AddRows("r", "", nil, 2)
	p.Cost[x] = -1
	for k := range 2 {
		p.Add(r+k, x+1, 1)
		p.Add(r+k, x+2, 1)
	}
	p.RowUpper[r], p.RowLower[r+1] = 3, 5
	if integer {
		p.Name += ", with integers"
		p.SetKind(x, 3, lp.Integer)
	}
	return p
}

// cone is unbounded along x = z, and zero is a solution. Its dual is infeasible, from which presolve is
// tempted to conclude the wrong thing.
func cone(integer bool) *lp.Problem {
	p := &lp.Problem{Name: "an unbounded cone"}
	x := p.AddCols("x", "", nil, 3)
	r := p.AddRows("r", "", nil, 3)
	p.Cost[x] = -1
	for i, row := range [][]float64{{-1, 1, -1}, {1, 1, -1}, {-1, -1, 1}} {
		for j, v := range row {
			p.Add(r+i, x+j, v)
		}
	}
	copy(p.RowUpper, []float64{0, 0, 1})
	if integer {
		p.Name += " of integers"
		p.SetKind(x, 3, lp.Integer)
	}
	return p
}

func (s suite) shapes(t *testing.T) {
	inf := math.Inf(1)
	t.Run("no rows", func(t *testing.T) {
		p := &lp.Problem{Name: "no rows", Offset: 7}
		p.AddCols("x", "", nil, 2)
		p.Cost[1], p.ColLower[1] = 2, 4
		s.optimal(t, p, lp.Options{}, 15)
	})
	t.Run("no columns, rows that hold at zero", func(t *testing.T) {
		p := &lp.Problem{Name: "no columns", Offset: 7}
		p.AddRows("r", "", nil, 2)
		s.optimal(t, p, lp.Options{}, 7)
	})
	t.Run("no columns, a row that does not hold at zero", func(t *testing.T) {
		p := &lp.Problem{Name: "no columns"}
		p.AddRows("r", "", nil, 2)
		p.RowUpper[1] = -3
		if sol := s.solve(t, p, lp.Options{Proof: true}); sol.Stop != lp.Infeasible {
			t.Errorf("got %v", sol.Stop)
		} else {
			checkRay(t, p, sol.Ray)
		}
	})
	t.Run("nothing at all", func(t *testing.T) {
		s.optimal(t, &lp.Problem{Name: "nothing", Offset: -2}, lp.Options{}, -2)
	})
	t.Run("empty rows and columns between others", func(t *testing.T) {
		p := &lp.Problem{Name: "gaps", Sense: lp.Maximise}
		p.AddCols("x", "", nil, 4)
		p.AddRows("r", "", nil, 4)
		copy(p.Cost, []float64{0, 3, -1, 2})
		p.Add(1, 1, 2)
		p.Add(3, 3, 1)
		copy(p.RowUpper, []float64{5, 8, inf, 6})
		copy(p.RowLower, []float64{-1, -inf, -inf, -inf})
		sol := s.optimal(t, p, lp.Options{}, 24)
		if !Near(sol.RowDual[1], 1.5) || !Near(sol.RowDual[3], 2) || sol.RowDual[0] != 0 || sol.RowDual[2] != 0 {
			t.Errorf("prices %v, want 0, 1.5, 0, 2", sol.RowDual)
		}
	})
	t.Run("an empty row that cannot hold", func(t *testing.T) {
		p := one("empty row", lp.Minimise, 1, 0, inf, 1, inf)
		r := p.AddRows("impossible", "", nil, 1)
		p.RowLower[r] = 2
		if sol := s.solve(t, p, lp.Options{}); sol.Stop != lp.Infeasible {
			t.Errorf("got %v", sol.Stop)
		}
	})
	t.Run("a fixed and a free column", func(t *testing.T) {
		p := one("free", lp.Minimise, 1, -inf, inf, -4, 9)
		f := p.AddCols("fixed", "", nil, 1)
		p.ColLower[f], p.ColUpper[f], p.Cost[f] = 3, 3, 10
		s.optimal(t, p, lp.Options{}, 26)
	})
}

func (s suite) refusals(t *testing.T) {
	bad := one("crossed", lp.Minimise, 1, 2, 1, 0, 1)
	good := one("good", lp.Minimise, 1, 0, 1, 0, 1)
	for _, c := range []struct {
		name string
		p    *lp.Problem
		o    lp.Options
	}{
		{"crossed bounds", bad, lp.Options{}},
		{"a basis of another size", good, lp.Options{Basis: &lp.Basis{Cols: make([]lp.BasisStatus, 3)}}},
		{"starting values of another size", good, lp.Options{Start: []float64{1, 2}}},
		{"a negative time limit", good, lp.Options{TimeLimit: -time.Second}},
		{"a gap that is not a number", good, lp.Options{RelGap: math.NaN()}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if sol, err := s.e.Solve(context.Background(), c.p, c.o); err == nil {
				t.Errorf("accepted: %v", sol.Stop)
			}
		})
	}
}
