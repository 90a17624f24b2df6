package simplex_test

import (
	"context"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/steelyard-sop/steelyard/solver/highs"
	"github.com/steelyard-sop/steelyard/solver/lp"
	"github.com/steelyard-sop/steelyard/solver/simplex"
)

var engine *highs.Engine

func TestMain(m *testing.M) {
	var err error
	if engine, err = highs.New(1); err != nil {
		panic(err)
	}
	code := m.Run()
	engine.Close()
	os.Exit(code)
}

// enough pivots for every problem here.
var enough = simplex.Limits{Pivots: 10_000}

// cold solves with HiGHS, from nothing.
func cold(t testing.TB, p *lp.Problem) *lp.Solution {
	t.Helper()
	s, err := engine.Solve(context.Background(), p, lp.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// random is a problem with a plan, mostly with degenerate vertices: its numbers are small and whole. It has limits on
// either side and on both, equations, free and fixed columns, and columns between two bounds.
func random(rng *rand.Rand, rows, cols int) *lp.Problem {
	p := &lp.Problem{Name: "random"}
	p.AddCols("x", "", nil, cols)
	p.AddRows("r", "", nil, rows)
	plan := make([]float64, cols)
	for j := range cols {
		plan[j] = float64(rng.IntN(8))
		p.Cost[j] = float64(rng.IntN(9))
		switch rng.IntN(6) {
		case 0:
			p.ColUpper[j] = plan[j] + float64(rng.IntN(3))
		case 1:
			p.ColLower[j] = math.Inf(-1)
			p.Cost[j] = 0
		case 2:
			p.ColLower[j], p.ColUpper[j] = -3, 9
			p.Cost[j] -= 4
		}
	}
	for i := range rows {
		activity := 0.0
		for range 1 + rng.IntN(5) {
			j, v := rng.IntN(cols), float64(1+rng.IntN(4))
			if rng.IntN(3) == 0 {
				v = -v
			}
			p.Add(i, j, v)
			activity += v * plan[j]
		}
		switch rng.IntN(4) {
		case 0:
			p.RowLower[i], p.RowUpper[i] = activity, activity
		case 1:
			p.RowLower[i] = activity - float64(rng.IntN(3))
		case 2:
			p.RowUpper[i] = activity + float64(rng.IntN(3))
		default:
			p.RowLower[i], p.RowUpper[i] = activity-2, activity+float64(rng.IntN(9))
		}
	}
	return p
}

// neighbour differs in a few numbers of one kind: limits, bounds, costs, limits that fall away, coefficients, or all costs.
func neighbour(rng *rand.Rand, p *lp.Problem) *lp.Problem {
	q := p.Clone()
	kind := rng.IntN(6)
	for range 1 + rng.IntN(4) {
		row, col := rng.IntN(p.NumRows()), rng.IntN(p.NumCols())
		switch kind {
		case 0:
			by := float64(rng.IntN(9) - 4)
			q.RowLower[row] += by
			q.RowUpper[row] += by
		case 1:
			q.ColLower[col], q.ColUpper[col] = 0, float64(rng.IntN(5))
		case 2:
			q.Cost[col] += float64(rng.IntN(7) - 3)
		case 3:
			q.RowLower[row], q.RowUpper[row] = math.Inf(-1), math.Inf(1)
		case 4:
			q.Add(row, col, 0.5)
		case 5:
			clear(q.Cost)
			q.Cost[col], q.Sense = 1, lp.Sense(rng.IntN(2))
		}
	}
	return q
}

// proves fails unless the values keep all limits and the duals prove them best.
func proves(t *testing.T, p *lp.Problem, s *lp.Solution) {
	t.Helper()
	const near = 1e-7
	sign := 1.0
	if p.Sense == lp.Maximise {
		sign = -1
	}
	basic, activity := 0, make([]float64, p.NumRows())
	member := func(what string, i int, at lp.BasisStatus, v, lower, upper, dual float64) {
		if at == lp.Basic {
			basic++
		}
		dual *= sign
		if v < lower-near || v > upper+near || dual > near && v > lower+near || dual < -near && v < upper-near {
			t.Errorf("%s %d: %v in %v to %v has the dual %v", what, i, v, lower, upper, dual)
		}
	}
	for j, v := range s.ColValue {
		reduced := p.Cost[j]
		rows, values := p.ByColumn().Line(j)
		for k, i := range rows {
			activity[i] += values[k] * v
			reduced -= values[k] * s.RowDual[i]
		}
		if math.Abs(reduced-s.ColDual[j]) > near {
			t.Errorf("column %d has the reduced cost %v, not %v", j, reduced, s.ColDual[j])
		}
		member("column", j, s.Basis.Cols[j], v, p.ColLower[j], p.ColUpper[j], s.ColDual[j])
	}
	for i, v := range activity {
		if math.Abs(v-s.RowValue[i]) > near {
			t.Errorf("row %d comes to %v, not %v", i, v, s.RowValue[i])
		}
		member("row", i, s.Basis.Rows[i], v, p.RowLower[i], p.RowUpper[i], s.RowDual[i])
	}
	if basic != p.NumRows() {
		t.Errorf("%d basic members for %d rows", basic, p.NumRows())
	}
}

func TestNeighboursOfASolvedProblem(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	bases, asked, unanswered, impossible := 0, 0, 0, 0
	for bases < 120 {
		base := random(rng, 1+rng.IntN(30), 1+rng.IntN(40))
		best := cold(t, base)
		if best.Stop != lp.Optimal {
			continue
		}
		bases++
		for range 20 {
			p := neighbour(rng, base)
			want := cold(t, p)
			got := simplex.New(p).Solve(p, best.Basis, enough)
			switch {
			case want.Stop == lp.Unbounded:
				if got != nil {
					t.Errorf("an answer where there is no end: %+v", got)
				}
				continue
			case got == nil:
				unanswered++
			case got.Stop != want.Stop:
				t.Errorf("%s, not %s", got.Stop, want.Stop)
			case got.Stop == lp.Infeasible:
				impossible++
				if gap, err := lp.FarkasGap(p, got.Ray, 1e-9); err != nil || gap <= 0 {
					t.Errorf("the ray proves nothing: %v, %v", gap, err)
				}
			default:
				proves(t, p, got)
				if math.Abs(got.Objective-want.Objective) > 1e-7*max(1, math.Abs(want.Objective)) {
					t.Errorf("%v, not %v", got.Objective, want.Objective)
				}
			}
			asked++
		}
	}
	if unanswered > asked/200 || impossible < asked/50 {
		t.Errorf("of %d problems %d have no answer and %d no solution", asked, unanswered, impossible)
	}
}

func TestAnswersAreAlikeToTheLastBitWhateverWasSolvedBefore(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	base := random(rng, 40, 60)
	best := cold(t, base)
	var problems []*lp.Problem
	var bases []*lp.Basis
	for len(problems) < 60 {
		p := neighbour(rng, base)
		if p.NumEntries() != base.NumEntries() {
			continue
		}
		problems = append(problems, p)
		basis := best.Basis
		if s := simplex.New(base).Solve(p, basis, enough); s != nil && s.Basis != nil && len(problems)%3 == 0 {
			basis = s.Basis
		}
		bases = append(bases, basis)
	}
	used := simplex.New(base)
	for range 3 {
		for _, k := range rng.Perm(len(problems)) {
			alone := simplex.New(base).Solve(problems[k], bases[k], enough)
			if diff := cmp.Diff(alone, used.Solve(problems[k], bases[k], enough), cmpopts.EquateNaNs()); diff != "" {
				t.Fatalf("problem %d (-alone +after others):\n%s", k, diff)
			}
		}
	}
}

func TestAnyBasisIsABeginning(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	asked, unanswered := 0, 0
	for range 200 {
		p := random(rng, 1+rng.IntN(25), 1+rng.IntN(25))
		want := cold(t, p)
		if want.Stop != lp.Optimal {
			continue
		}
		n, m := p.NumCols(), p.NumRows()
		b := &lp.Basis{Cols: make([]lp.BasisStatus, n), Rows: make([]lp.BasisStatus, m)}
		for _, k := range rng.Perm(n + m)[:m] { // often one without an inverse
			if k < n {
				b.Cols[k] = lp.Basic
			} else {
				b.Rows[k-n] = lp.Basic
			}
		}
		asked++
		got := simplex.New(p).Solve(p, b, enough)
		if got == nil {
			unanswered++
			continue
		}
		if proves(t, p, got); math.Abs(got.Objective-want.Objective) > 1e-7*max(1, math.Abs(want.Objective)) {
			t.Errorf("%v, not %v", got.Objective, want.Objective)
		}
	}
	if asked < 50 || unanswered > asked/20 {
		t.Errorf("%d of %d problems have no answer", unanswered, asked)
	}
}

func TestLargeProblems(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	base := random(rng, 800, 1300)
	best := cold(t, base)
	if best.Stop != lp.Optimal {
		t.Fatal(best.Stop)
	}
	solver := simplex.New(base)
	answered := 0
	for range 10 {
		p := neighbour(rng, base)
		if p.NumEntries() != base.NumEntries() {
			continue
		}
		want, got := cold(t, p), solver.Solve(p, best.Basis, enough)
		if got == nil || got.Stop != lp.Optimal {
			continue
		}
		answered++
		proves(t, p, got)
		if math.Abs(got.Objective-want.Objective) > 1e-7*max(1, math.Abs(want.Objective)) {
			t.Errorf("%v, not %v", got.Objective, want.Objective)
		}
	}
	if answered < 5 {
		t.Errorf("only %d answers", answered)
	}
}

func TestASolveEnds(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	p := random(rng, 80, 120)
	slack := &lp.Basis{Cols: make([]lp.BasisStatus, 120), Rows: make([]lp.BasisStatus, 80)}
	for i := range slack.Rows {
		slack.Rows[i] = lp.Basic
	}
	needed := simplex.New(p).Solve(p, slack, enough)
	if needed == nil || needed.Iterations < 32 {
		t.Fatalf("the test wants a long way: %+v", needed)
	}
	t.Run("after the most pivots that it may take", func(t *testing.T) {
		if s := simplex.New(p).Solve(p, slack, simplex.Limits{Pivots: int(needed.Iterations) - 1}); s != nil {
			t.Errorf("an answer after %d pivots", s.Iterations)
		}
		if s := simplex.New(p).Solve(p, slack, simplex.Limits{Pivots: int(needed.Iterations)}); s == nil {
			t.Error("no answer though there were enough")
		}
	})
	t.Run("when it is told to", func(t *testing.T) {
		if s := simplex.New(p).Solve(p, slack, simplex.Limits{Pivots: 10_000, Stop: func() bool { return true }}); s != nil {
			t.Errorf("an answer after %d pivots", s.Iterations)
		}
	})
}
