package analysis

import (
	"context"
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Waiting is what it costs to decide a lever later than now.
type Waiting struct {
	Lever    solver.Lever
	Regret   []float64 // of waiting 1, 2, ... periods: money that the best plan is worse; infinite where there is no plan
	Free     int       // the most periods of waiting that cost nothing; all of them where the lever is of no use
	Possible int       // the most periods of waiting with which there is a plan
}

// Timing finds for every lever that the best plan uses what it costs to leave it
// where it is for the first 1, 2, ... periods, up to the longest, and to decide
// all else anew. What is open to those who wait longer is open to those who wait
// less, so the regret never falls. It also counts the levers that are not used.
func (st *Study) Timing(ctx context.Context, longest int, o solver.Options) (list []Waiting, unused int, err error) {
	if !st.Answers() {
		return nil, 0, errNoAnswers
	}
	for _, lever := range st.Formulation.Levers() {
		if st.uses(&lever) {
			list = append(list, Waiting{Lever: lever})
		} else {
			unused++
		}
	}
	longest = min(longest, st.Formulation.Scenario.Calendar.Len())
	err = st.each(ctx, len(list), func(st *Study, k int) error { return st.wait(ctx, &list[k], longest, o) })
	return list, unused, err
}

// uses tells whether the best plan moves a lever from its level.
func (st *Study) uses(lever *solver.Lever) bool {
	for t, level := range lever.Level {
		if st.best.ColValue[lever.First+t] > level+1e-6*max(1, level) {
			return true
		}
	}
	return false
}

// wait fills in what waiting costs. The regret never falls with the time, so
// that where it begins and where plans end can be found by halving.
func (st *Study) wait(ctx context.Context, w *Waiting, longest int, o solver.Options) error {
	n := len(w.Lever.Level)
	known := map[int]float64{0: 0}
	regret := func(periods int) (float64, error) {
		if r, ok := known[periods]; ok {
			return r, nil
		}
		r, err := st.regret(ctx, &w.Lever, periods, o)
		known[periods] = r
		return r, err
	}
	last := func(holds func(regret float64) bool) (int, error) {
		low, high := 0, n+1
		for high-low > 1 {
			middle := (low + high) / 2
			r, err := regret(middle)
			if err != nil {
				return 0, err
			}
			if holds(r) {
				low = middle
			} else {
				high = middle
			}
		}
		return low, nil
	}
	before := 0.0
	for periods := 1; periods <= longest; periods++ {
		r, err := regret(periods)
		if err != nil {
			return err
		}
		before = max(before, r) // rounding apart it is no less
		w.Regret = append(w.Regret, before)
	}
	var err error
	if w.Free, err = last(func(r float64) bool { return r == 0 }); err != nil {
		return err
	}
	w.Possible, err = last(func(r float64) bool { return !math.IsInf(r, 1) })
	return err
}

// regret is how much worse the best plan is that leaves a lever at its level in
// the first periods; 0 where that is rounding.
func (st *Study) regret(ctx context.Context, lever *solver.Lever, periods int, o solver.Options) (float64, error) {
	options, noise := lp.Options{Basis: st.best.Basis}, 1e-9
	p := st.linear
	if st.Formulation.Problem.IsInteger() && !o.Relax {
		gap := o.RelGap
		if gap == 0 {
			gap = solver.DefaultGap
		}
		p, noise = st.Formulation.Problem, 2*gap
		options = lp.Options{RelGap: gap, TimeLimit: o.TimeLimit, Threads: o.Threads}
	}
	p = p.Clone()
	for t := range periods {
		column := lever.First + t
		p.ColUpper[column] = min(p.ColUpper[column], lever.Level[t])
		if p.ColLower[column] > p.ColUpper[column] {
			return math.Inf(1), nil // it is decided already that the lever moves
		}
	}
	sol, err := st.engine.Solve(ctx, p, options)
	switch {
	case err != nil:
		return 0, err
	case sol.Stop == lp.Infeasible:
		return math.Inf(1), nil
	case sol.Primal != lp.Feasible:
		return 0, fmt.Errorf("find what waiting costs: %s", sol.Stop.Sentence())
	}
	worse := sol.Objective - st.Result.Value
	if p.Sense == lp.Maximise {
		worse = -worse
	}
	if worse <= noise*max(1, math.Abs(st.Result.Value)) {
		return 0, nil
	}
	return worse, nil
}
