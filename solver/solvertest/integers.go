package solvertest

import (
	"math"
	"testing"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

func (s suite) kinds(t *testing.T) {
	inf := math.Inf(1)
	t.Run("integer", func(t *testing.T) {
		sol := s.optimal(t, knapsack(), lp.Options{RelGap: 1e-9}, 16)
		if sol.Dual != lp.None || sol.Bound != sol.Objective && !Near(sol.Bound, sol.Objective) || !Near(sol.Gap, 0) {
			t.Errorf("dual %v, bound %v, gap %v", sol.Dual, sol.Bound, sol.Gap)
		}
	})
	for _, c := range []struct {
		name                     string
		kind                     lp.Kind
		cost, lower, upper, need float64
		want                     float64 // of the column
	}{
		{"semi-continuous, off", lp.SemiContinuous, 1, 10, 50, 0, 0},
		{"semi-continuous, on at its lower bound", lp.SemiContinuous, 1, 10, 50, 4, 10},
		{"semi-continuous, on between", lp.SemiContinuous, 1, 10, 50, 12.5, 12.5},
		{"semi-continuous, at its upper bound", lp.SemiContinuous, -1, 10, 50, 0, 50},
		{"semi-continuous from zero", lp.SemiContinuous, 1, 0, 50, 4, 4},
		{"semi-continuous with a large upper bound, off", lp.SemiContinuous, 1, 10, 3e6, 0, 0},
		{"semi-continuous with a large upper bound, on", lp.SemiContinuous, 1, 10, 3e6, 4, 10},
		{"semi-continuous at its large upper bound", lp.SemiContinuous, -1, 10, 3e6, 0, 3e6},
		{"semi-integer, off", lp.SemiInteger, 1, 10, 50, 0, 0},
		{"semi-integer, on", lp.SemiInteger, 1, 10, 50, 12.5, 13},
		{"semi-integer from zero", lp.SemiInteger, 1, 0, 50, 2.5, 3},
		{"semi-integer with a large upper bound", lp.SemiInteger, 1, 10, 3e6, 12.5, 13},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := one(c.name, lp.Minimise, c.cost, c.lower, c.upper, c.need, inf)
			p.SetKind(0, 1, c.kind)
			s.optimal(t, p, lp.Options{RelGap: 1e-9}, c.cost*c.want)
		})
	}
}

func (s suite) fixedPrices(t *testing.T) {
	// Two machines with a start-up cost; the second is needed for the last 2 of 12 units. With the
	// machines fixed, a unit more of demand costs what the dearer machine makes it for.
	p := &lp.Problem{Name: "machines"}
	run := p.AddCols("run", "", nil, 2)
	made := p.AddCols("made", "", nil, 2)
	demand := p.AddRows("demand", "", nil, 1)
	limit := p.AddRows("limit", "", nil, 2)
	p.SetKind(run, 2, lp.Integer)
	p.RowLower[demand] = 12
	for k := range 2 {
		p.Cost[run+k], p.ColUpper[run+k] = 100, 1
		p.Cost[made+k] = 3 + 4*float64(k)
		p.Add(demand, made+k, 1)
		p.Add(limit+k, made+k, 1)
		p.Add(limit+k, run+k, -10)
		p.RowUpper[limit+k] = 0
	}
	sol := s.optimal(t, p, lp.Options{FixedPrices: true, Ranging: true}, 244)
	f := sol.Fixed
	if sol.Dual != lp.None || f == nil || f.Stop != lp.Optimal || !Near(f.Objective, 244) {
		t.Fatalf("dual %v, fixed %+v", sol.Dual, f)
	}
	checkShape(t, p, f)
	if !Near(f.RowDual[demand], 7) || !Near(f.RowDual[limit], -4) || !Near(f.RowDual[limit+1], 0) {
		t.Errorf("prices %v, want 7, -4, 0", f.RowDual)
	}
	if f.Ranging == nil || !Near(f.Ranging.RowLower[demand], 10) || !Near(f.Ranging.RowUpper[demand], 20) {
		t.Errorf("the price of demand should hold from 10 to 20: %+v", f.Ranging)
	}
	t.Run("semi-continuous columns stay on or off", func(t *testing.T) {
		q := one("semi", lp.Minimise, 2, 10, 50, 12.5, math.Inf(1))
		q.SetKind(0, 1, lp.SemiContinuous)
		sol := s.optimal(t, q, lp.Options{FixedPrices: true}, 25)
		if sol.Fixed == nil || sol.Fixed.Dual != lp.Feasible || !Near(sol.Fixed.RowDual[0], 2) {
			t.Errorf("fixed %+v", sol.Fixed)
		}
	})
	t.Run("not asked for", func(t *testing.T) {
		if sol := s.solve(t, p, lp.Options{}); sol.Fixed != nil {
			t.Error("fixed prices")
		}
	})
}

func (s suite) start(t *testing.T) {
	p := marketSplit(1, true)
	all := make([]float64, p.NumCols())
	for i := range 5 { // choose nothing: every row misses its whole target
		all[40+2*i] = p.RowLower[i]
	}
	for _, sol := range []*lp.Solution{
		s.solve(t, knapsack(), lp.Options{Start: []float64{2, 1}}),
		s.solve(t, p, lp.Options{Start: all, TimeLimit: shortLimit}),
	} {
		if sol.Primal != lp.Feasible {
			t.Errorf("%v, primal %v", sol.Stop, sol.Primal)
		}
	}
}

func (s suite) relaxing(t *testing.T) {
	sol := s.optimal(t, knapsack(), lp.Options{Relax: true}, 16.6)
	if sol.Dual != lp.Feasible {
		t.Error("a relaxation has no prices")
	}
	p := one("semi", lp.Minimise, 1, 10, 50, 4, math.Inf(1))
	p.SetKind(0, 1, lp.SemiContinuous)
	s.optimal(t, p, lp.Options{Relax: true}, 4)
}
