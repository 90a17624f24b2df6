package highs

import (
	"context"
	"math"
	"math/rand/v2"
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

// unlike leaves out what may differ between two right answers, and the time they took.
var unlike = cmp.Options{cmpopts.IgnoreFields(lp.Solution{}, "Seconds"), cmpopts.EquateNaNs()}

func TestAKeptProblem(t *testing.T) {
	ctx := context.Background()
	e := newEngine(t, 2)
	base := production(6, 2, 8, false)
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
