package solver

import (
	"context"
	"fmt"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Probe finds the best objective alone: no plan is read, no price, and no
// conflict is searched for. Where the problem is linear the solve starts from
// the basis, if that fits; it may be nil. Where there is no plan, the Ray of the
// solution says which rows stand in the way.
func (f *Formulation) Probe(ctx context.Context, engine Engine, o Options, basis *lp.Basis) (Status, *lp.Solution, error) {
	options := o.engine()
	options.FixedPrices, options.Ranging, options.Proof, options.Progress = false, false, true, nil
	o.Basis = basis
	f.begin(&options, o)
	sol, err := engine.Solve(ctx, f.Problem, options)
	if err != nil {
		return Stopped, nil, fmt.Errorf("solve scenario %q: %w", f.Scenario.Name, err)
	}
	return status(sol), sol, nil
}

// Answer finds the best plan as Solve does, but without ranges, and where there
// is one objective alone no conflict is searched for.
func (f *Formulation) Answer(ctx context.Context, engine Engine, o Options) (*Result, error) {
	if len(f.goalRanks) > 0 {
		return f.solveRanked(ctx, engine, o)
	}
	options := o.engine()
	options.Ranging, options.Progress = false, nil
	f.begin(&options, o)
	sol, err := engine.Solve(ctx, f.Problem, options)
	if err != nil {
		return nil, fmt.Errorf("solve scenario %q: %w", f.Scenario.Name, err)
	}
	r := f.describe(sol, o)
	if r.Status.HasPlan() {
		return r, f.readChosen(ctx, engine, r, o)
	}
	return r, nil
}
