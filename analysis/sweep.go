package analysis

import (
	"context"
	"sync"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Sweep solves many scenarios that differ a little from one, the base. What
// becomes of a scenario depends on it, the base and the options alone, never on
// what else is solved, in which order or by how many workers: a linear scenario
// begins at the best plan of the base, not at that of the one before, and one with
// whole numbers is solved just as by itself.
//
// The best objective and the status depend on the scenario alone, and so does which
// of several equally good plans is chosen where there are no whole numbers.
type Sweep struct {
	engine  solver.Engine
	base    *solver.Formulation
	options SweepOptions

	once  sync.Once // guards what follows: the base is solved when it is first needed
	basis *lp.Basis // of the base's best plan; nil where it has none
	err   error
}

// SweepOptions say how the scenarios of a sweep are solved. Start and Basis
// are not used.
type SweepOptions struct {
	solver.Options
	Cold    bool // solve each scenario by itself: slower, with the same best objectives
	Workers int  // how many are solved at once; 0: one
}

// Outcome is what becomes of one scenario of a sweep.
type Outcome struct {
	Result *solver.Result
	InWay  []Hindrance // limits that stand in the way of a plan, where it is known that there is none
}

// NewSweep prepares a sweep around a valid scenario.
func NewSweep(engine solver.Engine, base *model.Scenario, o SweepOptions) (*Sweep, error) {
	f, err := solver.Formulate(base)
	if err != nil {
		return nil, err
	}
	f.Problem.ByColumn() // before several workers ask for it
	o.Start, o.Basis = nil, nil
	return &Sweep{engine: engine, base: f, options: o}, nil
}

// Solver finds out what becomes of a valid scenario.
type Solver func(*model.Scenario) (Outcome, error)

// Each calls work for 0 to n-1, on so many goroutines as there are workers. An
// error of work ends the sweep, and is returned; a cancelled context ends it
// too. Work may call solve any number of times, until it returns.
func (w *Sweep) Each(ctx context.Context, n int, work func(k int, solve Solver) error) error {
	return each(ctx, w.engine, w.options.Workers, n, func(engine solver.Engine, k int) error {
		return work(k, func(s *model.Scenario) (Outcome, error) { return w.solve(ctx, engine, s) })
	})
}

// solve finds out what becomes of one scenario.
func (w *Sweep) solve(ctx context.Context, engine solver.Engine, s *model.Scenario) (Outcome, error) {
	f, err := solver.Formulate(s)
	if err != nil {
		return Outcome{}, err
	}
	basis, err := w.start(ctx, engine, f)
	if err != nil {
		return Outcome{}, err
	}
	o := w.options.Options
	o.AnyWhole = true // to choose among whole numbers is a search as long as that for the best
	if !w.options.Cold && !isNoise(w.base.Problem, f.Problem) {
		o.Basis = basis
	}
	r, err := f.Answer(ctx, engine, o)
	if err != nil {
		return Outcome{}, err
	}
	out := Outcome{Result: r}
	if r.Status == solver.Infeasible {
		// Where the proof begins decides which of several it is, so it begins at the same place in every sweep.
		_, sol, err := f.Probe(ctx, engine, w.options.Options, basis)
		if err != nil {
			return Outcome{}, err
		}
		if sol.Ray != nil {
			out.InWay = inWay(f.Limits(), sol.Ray)
		}
	}
	return out, ctx.Err() // an interrupted solve is no outcome
}

// start is the basis that a formulation is solved from; nil where it is solved by itself.
func (w *Sweep) start(ctx context.Context, engine solver.Engine, f *solver.Formulation) (*lp.Basis, error) {
	if f.Problem.IsInteger() && !w.options.Relax {
		return nil, nil
	}
	w.once.Do(func() {
		p := w.base.Problem
		if p.IsInteger() && !w.options.Relax || w.options.TimeLimit > 0 {
			return // the base has no basis, or it would depend on the time that it took
		}
		var sol *lp.Solution
		var found solver.Status
		if found, sol, w.err = w.base.Probe(ctx, engine, w.options.Options, nil); w.err == nil && found == solver.Optimal {
			w.basis = sol.Basis
		}
	})
	return w.basis, w.err
}

// isNoise tells whether the costs of a large problem differ from those of a
// base all over, up and down, each in a proportion of its own. The best plan of
// the base is then no good place to begin: the interior point method, from
// nowhere, is two or three times as fast. Prices that move together leave most
// of the plan as it is, and in a small problem the simplex method is faster anyway.
func isNoise(base, p *lp.Problem) bool {
	const much = 0.1 // of the columns, and of those that changed
	if p.NumRows() <= lp.AutoSimplexRows || p.NumCols() != base.NumCols() {
		return false
	}
	up, down, proportions := 0, 0, map[float32]bool{} // to seven digits
	for j, cost := range p.Cost {
		switch before := base.Cost[j]; {
		case cost > before:
			up++
		case cost < before:
			down++
		default:
			continue
		}
		if base.Cost[j] != 0 {
			proportions[float32(cost/base.Cost[j])] = true
		}
	}
	changed := up + down
	return float64(changed) > much*float64(p.NumCols()) &&
		float64(min(up, down)) > much*float64(changed) && float64(len(proportions)) > much*float64(changed)
}
