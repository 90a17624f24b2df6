package main

import (
	"context"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
)

// answer is a result, and where there is no plan what would help.
type answer struct {
	result  *solver.Result
	repairs []analysis.Repair
	limits  []solver.LimitState // that the repairs move
	yields  []float64           // by limit that the result breaks: what one unit more would change
}

// mend finds out how little limits must move for there to be a plan; with --elastic it plans with the least of it.
func (g *globals) mend(ctx context.Context, s *model.Scenario, o *planOptions, result *solver.Result) (answer, error) {
	a := answer{result: result}
	if result.Status != solver.Infeasible || ctx.Err() != nil {
		return a, nil
	}
	engine, err := highs.New(1)
	if err != nil {
		return a, err
	}
	defer engine.Close()
	f, err := solver.Formulate(s)
	if err != nil {
		return a, err
	}
	a.limits = f.Limits()
	if a.repairs, err = analysis.Repairs(ctx, engine, f, result.Conflict); err != nil {
		if ctx.Err() != nil {
			return answer{result: result}, nil
		}
		return a, err
	}
	if !o.elastic && o.given.evaluate == "" || len(a.repairs) == 0 {
		return a, nil
	}
	moves := a.repairs[0].Moves
	moved, err := f.SolveMoved(ctx, engine, moves, solver.Options{TimeLimit: o.timeLimit, RelGap: o.gap, Threads: o.threads})
	if err != nil || !moved.Status.HasPlan() {
		return a, err
	}
	a.result = moved
	a.yields, err = analysis.Yielding(ctx, engine, f, moved, moves)
	return a, err
}
