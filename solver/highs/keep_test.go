package highs

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// neighbour changes a few numbers of a problem of production's shape: limits, bounds, costs, the sense of the
// objective, and coefficients where the pattern is to stay.
func neighbour(p *lp.Problem, kind int, rng *rand.Rand) *lp.Problem {
	q := p.Clone()
	for range 1 + rng.IntN(4) {
		row, col := rng.IntN(p.NumRows()), rng.IntN(p.NumCols())
		switch kind % 5 {
		case 0:
			by := (rng.Float64() - 0.4) * 20
			q.RowLower[row] += by
			q.RowUpper[row] += by
		case 1:
			q.Cost[col] *= 3 * rng.Float64()
			q.Offset++
		case 2:
			q.ColUpper[col] = 10 * rng.Float64()
		case 3:
			q.RowLower[row], q.RowUpper[row] = math.Inf(-1), math.Inf(1)
		case 4:
			q.Add(row, int(p.ByRow().Index[p.ByRow().Start[row]]), 0.25)
		}
	}
	if kind%7 == 6 {
		q.Sense = lp.Maximise
	}
	return q
}

// limited adds rows with one column: limits from above and below, some of them twice, some the wrong way round.
func limited(p *lp.Problem) *lp.Problem {
	rng := rand.New(rand.NewPCG(3, 4))
	for j := range p.NumCols() {
		for range rng.IntN(3) {
			row := p.AddRows("limit", "", nil, 1)
			switch value := 8 + 4*rng.Float64(); rng.IntN(4) {
			case 0:
				p.Add(row, j, 2)
				p.RowUpper[row] = 2 * value
			case 1:
				p.Add(row, j, -0.5)
				p.RowLower[row] = -0.5 * value
			case 2:
				p.Add(row, j, 1)
				p.RowLower[row] = value / 20
			case 3:
				p.Add(row, j, -1)
				p.RowUpper[row] = -value / 20
			}
		}
	}
	return p
}

// proves fails unless the duals prove the values best and the basis has a member for every row.
func proves(t *testing.T, p *lp.Problem, s *lp.Solution) {
	t.Helper()
	const tolerance = 1e-6
	basic := 0
	for _, list := range [][]lp.BasisStatus{s.Basis.Cols, s.Basis.Rows} {
		for _, status := range list {
			if status == lp.Basic {
				basic++
			}
		}
	}
	if basic != p.NumRows() {
		t.Errorf("%d basic members for %d rows", basic, p.NumRows())
	}
	reduced := slices.Clone(p.Cost)
	for i := range p.NumRows() {
		columns, values := p.ByRow().Line(i)
		activity := 0.0
		for k, j := range columns {
			reduced[j] -= values[k] * s.RowDual[i]
			activity += values[k] * s.ColValue[j]
		}
		if math.Abs(activity-s.RowValue[i]) > tolerance {
			t.Errorf("row %d comes to %v, not %v", i, activity, s.RowValue[i])
		}
	}
	check := func(what string, i int, v, lower, upper, dual float64) {
		if p.Sense == lp.Maximise {
			dual = -dual
		}
		if v < lower-tolerance || v > upper+tolerance || dual > tolerance && v > lower+tolerance || dual < -tolerance && v < upper-tolerance {
			t.Errorf("%s %d: %v in %v to %v has the dual %v", what, i, v, lower, upper, dual)
		}
	}
	for j, v := range s.ColValue {
		if math.Abs(reduced[j]-s.ColDual[j]) > tolerance {
			t.Errorf("column %d: reduced cost %v, not %v", j, reduced[j], s.ColDual[j])
		}
		check("column", j, v, p.ColLower[j], p.ColUpper[j], s.ColDual[j])
	}
	for i, v := range s.RowValue {
		check("row", i, v, p.RowLower[i], p.RowUpper[i], s.RowDual[i])
	}
}

// unlike leaves out what may differ between two right answers, and the time they took.
var unlike = cmp.Options{cmpopts.IgnoreFields(lp.Solution{}, "Seconds"), cmpopts.EquateNaNs()}

func TestAKeptProblem(t *testing.T) {
	ctx := context.Background()
	e := newEngine(t, 2)
	base := limited(production(6, 2, 8, false))
	best, err := e.Solve(ctx, base, lp.Options{})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(7, 7))
	var problems []*lp.Problem
	for kind := range 200 {
		problems = append(problems, neighbour(base, kind, rng))
	}
	warm := func(order []int) []*lp.Solution {
		answers := make([]*lp.Solution, len(problems))
		err := e.Keep(ctx, func(kept lp.Engine) error {
			for _, i := range order {
				var err error
				if answers[i], err = kept.Solve(ctx, problems[i], lp.Options{Basis: best.Basis}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return answers
	}
	first := warm(rng.Perm(len(problems)))

	t.Run("has the objective of a cold solve", func(t *testing.T) {
		optimal := 0
		for i, p := range problems {
			cold, err := e.Solve(ctx, p, lp.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if cold.Stop != first[i].Stop || cold.Stop == lp.Optimal && !cmp.Equal(cold.Objective, first[i].Objective, approx) {
				t.Errorf("problem %d: cold %v %v, kept %v %v", i, cold.Stop, cold.Objective, first[i].Stop, first[i].Objective)
			}
			if cold.Stop == lp.Optimal {
				optimal++
				proves(t, p, first[i])
			}
		}
		if optimal < len(problems)/2 || optimal == len(problems) {
			t.Errorf("%d of %d problems are optimal: the test wants both kinds", optimal, len(problems))
		}
	})
	t.Run("answers alike whatever was solved before", func(t *testing.T) {
		second := warm(rng.Perm(len(problems)))
		for i := range problems {
			if diff := cmp.Diff(first[i], second[i], unlike); diff != "" {
				t.Fatalf("problem %d (-first +second):\n%s", i, diff)
			}
		}
	})
	t.Run("proves that there is no solution when asked to", func(t *testing.T) {
		impossible := 0
		err := e.Keep(ctx, func(kept lp.Engine) error {
			for i, p := range problems {
				if first[i].Stop != lp.Infeasible {
					continue
				}
				impossible++
				s, err := kept.Solve(ctx, p, lp.Options{Basis: best.Basis, Proof: true})
				if err != nil {
					return err
				}
				if gap, err := lp.FarkasGap(p, s.Ray, 1e-9); err != nil || gap <= 0 || first[i].Ray != nil {
					t.Errorf("problem %d: the ray proves nothing: %v, %v", i, gap, err)
				}
			}
			return nil
		})
		if err != nil || impossible < 5 {
			t.Errorf("%d problems without a solution, %v", impossible, err)
		}
	})
	t.Run("gives way to other problems and comes back", func(t *testing.T) {
		integers := production(2, 1, 4, true)
		err := e.Keep(ctx, func(kept lp.Engine) error {
			for _, i := range []int{0, 1} {
				if got, err := kept.Solve(ctx, integers, lp.Options{}); err != nil || got.Stop != lp.Optimal || got.Nodes == 0 && got.Basis != nil {
					t.Errorf("the problem with integers: %+v, %v", got, err)
				}
				got, err := kept.Solve(ctx, problems[i], lp.Options{Basis: best.Basis})
				if err != nil {
					return err
				}
				if diff := cmp.Diff(first[i], got, unlike); diff != "" {
					t.Errorf("problem %d (-first +now):\n%s", i, diff)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	t.Run("answers nothing when its time is over", func(t *testing.T) {
		over, cancel := context.WithCancel(ctx)
		err := e.Keep(over, func(kept lp.Engine) error {
			cancel()
			_, err := kept.Solve(over, base, lp.Options{Basis: best.Basis})
			return err
		})
		if err == nil {
			t.Error("a solve after the end of its context had no error")
		}
	})
}

func BenchmarkKept(b *testing.B) {
	ctx := context.Background()
	e := newEngine(b, 1)
	p := production(20, 3, 12, false)
	best, err := e.Solve(ctx, p, lp.Options{})
	if err != nil {
		b.Fatal(err)
	}
	q := p.Clone()
	one := func(b *testing.B, engine lp.Engine) {
		for k := 0; b.Loop(); k++ {
			q.RowUpper[k%3] = p.RowUpper[k%3] * (1 + 0.01*float64(k%7))
			if _, err := engine.Solve(ctx, q, lp.Options{Basis: best.Basis}); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.Run("handed over anew", func(b *testing.B) { one(b, e) })
	b.Run("kept", func(b *testing.B) {
		if err := e.Keep(ctx, func(kept lp.Engine) error { one(b, kept); return nil }); err != nil {
			b.Fatal(err)
		}
	})
}
