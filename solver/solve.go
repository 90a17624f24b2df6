package solver

import (
	"context"
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Plan finds the best plan of a valid scenario. Every outcome is a Result; an
// error means that the formulation or the engine failed.
func Plan(ctx context.Context, engine Engine, s *model.Scenario, o Options) (*Result, error) {
	f, err := Formulate(s)
	if err != nil {
		return nil, err
	}
	return f.Solve(ctx, engine, o)
}

// Solve finds the best plan of the formulation.
func (f *Formulation) Solve(ctx context.Context, engine Engine, o Options) (*Result, error) {
	if len(f.goalRanks) > 0 {
		return f.solveRanked(ctx, engine, o)
	}
	options := o.engine()
	f.begin(&options, o)
	sol, err := engine.Solve(ctx, f.Problem, options)
	if err != nil {
		return nil, fmt.Errorf("solve scenario %q: %w", f.Scenario.Name, err)
	}
	return f.conclude(ctx, engine, sol, o)
}

// conclude makes a result of the last solution.
func (f *Formulation) conclude(ctx context.Context, engine Engine, sol *lp.Solution, o Options) (*Result, error) {
	r := f.describe(sol, o)
	var err error
	switch {
	case r.Status == Infeasible:
		r.Conflict, err = f.conflict(ctx, engine, o)
		if err != nil {
			return nil, fmt.Errorf("find the conflict in scenario %q: %w", f.Scenario.Name, err)
		}
		r.Goals, err = f.nearest(ctx, engine, o)
		if err != nil {
			return nil, fmt.Errorf("find the nearest to the goals of scenario %q: %w", f.Scenario.Name, err)
		}
	case r.Status == Unbounded:
		r.Unlimited, err = f.unlimited(ctx, engine, o)
		if err != nil {
			return nil, fmt.Errorf("find what is unlimited in scenario %q: %w", f.Scenario.Name, err)
		}
	case r.Status.HasPlan():
		return r, f.readChosen(ctx, engine, r, o)
	}
	return r, nil
}

// begin says where a solve starts from: a linear problem from a basis, if one is
// given that fits, a search for whole numbers from a plan.
func (f *Formulation) begin(to *lp.Options, o Options) {
	p, basis := f.Problem, o.Basis
	if p.IsInteger() && !o.Relax {
		to.Start = f.startFrom(o.Start)
		return
	}
	if basis != nil && len(basis.Rows) == p.NumRows() && len(basis.Cols) == p.NumCols() {
		to.Basis = basis
	}
}

// describe fills in what is known whatever the outcome.
func (f *Formulation) describe(sol *lp.Solution, o Options) *Result {
	r := &Result{
		Status: status(sol),
		Sense:  f.Scenario.Objective,
		Value:  math.NaN(), Bound: math.NaN(), Gap: math.NaN(),
		Solution: sol, Engine: sol.Engine, Stop: sol.Stop.Sentence(),
		Rows: f.Problem.NumRows(), Cols: f.Problem.NumCols(), Entries: f.Problem.NumEntries(),
		Iterations: sol.Iterations, Nodes: sol.Nodes, Seconds: sol.Seconds,
	}
	if !o.Relax {
		r.Integer = f.integer
	}
	return r
}

// status reads what became of a solve. Whether there is a plan is told by the
// status of the primal solution alone, never by the reason for stopping.
func status(sol *lp.Solution) Status {
	switch {
	case sol.Stop == lp.Optimal && sol.Primal == lp.Feasible:
		return Optimal
	case sol.Stop == lp.Infeasible:
		return Infeasible
	case sol.Stop == lp.Unbounded, sol.Stop == lp.InfeasibleOrUnbounded:
		return Unbounded
	case sol.Primal == lp.Feasible:
		return Feasible
	}
	return Stopped
}

// unlimited names the decisions that can grow without end: those of a best
// direction in which a plan can go on for ever. A direction is a plan for a
// right-hand side of 0; it is cut off at 1, since it has no end of its own.
func (f *Formulation) unlimited(ctx context.Context, engine Engine, o Options) ([]string, error) {
	const grows = 1e-6
	p := f.Problem.Clone()
	flatten := func(bounds []float64) {
		for k, b := range bounds {
			if !math.IsInf(b, 0) {
				bounds[k] = 0
			}
		}
	}
	for _, bounds := range [][]float64{p.RowLower, p.RowUpper, p.ColLower, p.ColUpper} {
		flatten(bounds)
	}
	for j := range p.ColUpper {
		p.ColUpper[j] = min(p.ColUpper[j], 1)
	}
	options := o.engine()
	options.Relax, options.FixedPrices = true, false
	sol, err := engine.Solve(ctx, p, options)
	if err != nil || sol.Primal != lp.Feasible {
		return nil, err
	}
	var names []string
	for _, block := range p.Cols.Blocks() {
		for k := range block.Len {
			if sol.ColValue[block.First+k] >= grows {
				names = append(names, p.Cols.Name(block.First+k))
				break // one period is enough to know the decision
			}
		}
	}
	return names, nil
}
