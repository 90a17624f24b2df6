package solvertest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// shortLimit is far too short for a market split, and long enough to find some solution with slack.
const shortLimit = 300 * time.Millisecond

// late is how long after its limit or cancellation a small solve may still run on a busy machine.
const late = 3 * time.Second

func (s suite) timeLimits(t *testing.T) {
	for _, c := range []struct {
		name   string
		slack  bool
		primal lp.ResultStatus
	}{
		{"with an incumbent", true, lp.Feasible},
		{"without an incumbent", false, lp.None},
	} {
		t.Run(c.name, func(t *testing.T) {
			started := time.Now()
			p := marketSplit(11, c.slack)
			sol := s.solve(t, p, lp.Options{TimeLimit: shortLimit})
			if took := time.Since(started); took > shortLimit+late {
				t.Errorf("took %v", took)
			}
			if sol.Stop != lp.TimeLimit || sol.Primal != c.primal || sol.Dual != lp.None {
				t.Errorf("%v, primal %v, dual %v, want %v", sol.Stop, sol.Primal, sol.Dual, c.primal)
			}
			if c.slack && !(sol.Bound <= sol.Objective) {
				t.Errorf("bound %v above objective %v", sol.Bound, sol.Objective)
			}
			if c.slack && !(sol.Gap > 0) {
				t.Errorf("gap %v", sol.Gap)
			}
		})
	}
	t.Run("the bound of a maximisation lies above", func(t *testing.T) {
		sol := s.solve(t, negated(marketSplit(11, true)), lp.Options{TimeLimit: shortLimit})
		if sol.Stop != lp.TimeLimit || !(sol.Bound >= sol.Objective) {
			t.Errorf("%v, bound %v, objective %v", sol.Stop, sol.Bound, sol.Objective)
		}
	})
	t.Run("prices of the plan at the limit", func(t *testing.T) {
		sol := s.solve(t, marketSplit(11, true), lp.Options{TimeLimit: shortLimit, FixedPrices: true})
		if sol.Fixed == nil || sol.Fixed.Stop != lp.Optimal || !Near(sol.Fixed.Objective, sol.Objective) {
			t.Errorf("%v, fixed %+v", sol.Stop, sol.Fixed)
		}
	})
}

func (s suite) cancellation(t *testing.T) {
	t.Run("before the start", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		sol, err := s.e.Solve(ctx, twoProducts(), lp.Options{})
		if err != nil || sol.Stop != lp.Interrupted || sol.Primal != lp.None {
			t.Errorf("%+v, %v", sol, err)
		}
	})
	for _, slack := range []bool{true, false} {
		t.Run(fmt.Sprintf("while branching, incumbent %v", slack), func(t *testing.T) {
			ctx, cancel := context.WithTimeout(context.Background(), shortLimit)
			defer cancel()
			started := time.Now()
			sol, err := s.e.Solve(ctx, marketSplit(12, slack), lp.Options{})
			if took := time.Since(started); took > shortLimit+late {
				t.Errorf("took %v", took)
			}
			if err != nil || sol.Stop != lp.Interrupted || (sol.Primal == lp.Feasible) != slack {
				t.Errorf("%+v, %v", sol, err)
			}
		})
	}
	t.Run("the engine works on afterwards", func(t *testing.T) {
		s.optimal(t, twoProducts(), lp.Options{}, 36)
	})
}

func (s suite) progress(t *testing.T) {
	var seen []lp.Progress
	s.solve(t, marketSplit(13, true), lp.Options{
		TimeLimit: 2 * shortLimit,
		Progress:  func(p lp.Progress) { seen = append(seen, p) },
	})
	if len(seen) < 2 {
		t.Fatalf("%d reports", len(seen))
	}
	last := seen[len(seen)-1]
	if last.Seconds <= 0 || last.Iterations <= 0 || !(last.Bound <= last.Primal) || !(last.Gap > 0) {
		t.Errorf("last report %+v", last)
	}
	for k := 1; k < len(seen); k++ {
		if seen[k].Seconds < seen[k-1].Seconds {
			t.Errorf("time runs backwards: %v after %v", seen[k].Seconds, seen[k-1].Seconds)
		}
	}
}

func (s suite) concurrency(t *testing.T) {
	const n = 16
	want := make([]string, n)
	for k := range n {
		want[k] = fingerprint(s.solve(t, shipping(uint64(k), 4, 6), lp.Options{}))
	}
	got := make([]string, n)
	var wg sync.WaitGroup
	for k := range n {
		wg.Go(func() {
			sol, err := s.e.Solve(context.Background(), shipping(uint64(k), 4, 6), lp.Options{})
			if err == nil {
				got[k] = fingerprint(sol)
			}
		})
	}
	wg.Wait()
	for k := range n {
		if got[k] != want[k] {
			t.Errorf("problem %d: at once\n%s\nalone\n%s", k, got[k], want[k])
		}
	}
}

func (s suite) determinism(t *testing.T) {
	for _, c := range []struct {
		p *lp.Problem
		o lp.Options
	}{
		{shipping(4, 6, 9), lp.Options{Ranging: true}},
		{shipping(4, 6, 9), lp.Options{Algorithm: lp.InteriorPoint}},
		{integerShipping(4), lp.Options{FixedPrices: true, Seed: 7}},
		{bothWrong(false), lp.Options{Proof: true}},
	} {
		first := fingerprint(s.solve(t, c.p, c.o))
		if second := fingerprint(s.solve(t, c.p.Clone(), c.o)); first != second {
			t.Errorf("%s: first\n%s\nthen\n%s", c.p.Name, first, second)
		}
	}
}

// integerShipping ships whole pallets.
func integerShipping(seed uint64) *lp.Problem {
	p := shipping(seed, 3, 4)
	p.SetKind(4, 12, lp.Integer)
	return p
}

// fingerprint is everything in a solution but its duration.
func fingerprint(s *lp.Solution) string {
	if s == nil {
		return "nil"
	}
	flat := *s
	flat.Seconds, flat.Basis, flat.Ranging, flat.Fixed = 0, nil, nil, nil
	return fmt.Sprintf("%+v\nbasis %+v\nranging %+v\nfixed %s", flat, s.Basis, s.Ranging, fingerprint(s.Fixed))
}
