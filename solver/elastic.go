package solver

import (
	"context"
	"fmt"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Move changes one limit by an amount, in its unit: up where it is positive.
type Move struct {
	Row    int
	Amount float64
}

// Limits says of every limit in every period what is known without a plan, in
// the order of the rows.
func (f *Formulation) Limits() []LimitState {
	states := make([]LimitState, 0, f.Problem.NumRows())
	for k, block := range f.Problem.Rows.Blocks() {
		for offset := range block.Len {
			states = append(states, f.stated(k, offset, block.First+offset))
		}
	}
	return states
}

// Moved is the problem when some limits are moved out of the way.
func (f *Formulation) Moved(moves []Move) *lp.Problem {
	p := f.Loosened()
	for _, m := range moves {
		p.RowLower[m.Row] += m.Amount
		p.RowUpper[m.Row] += m.Amount
	}
	return p
}

// SolveMoved finds the best plan when some limits are moved out of the way. The
// result is told against the limits as they are: what lies beyond them has
// negative slack and is listed in Relaxed.
func (f *Formulation) SolveMoved(ctx context.Context, engine Engine, moves []Move, o Options) (*Result, error) {
	sol, err := engine.Solve(ctx, f.Moved(moves), o.engine())
	if err != nil {
		return nil, fmt.Errorf("solve scenario %q with limits moved: %w", f.Scenario.Name, err)
	}
	r := f.describe(sol, o)
	if !r.Status.HasPlan() {
		return r, nil
	}
	f.read(r, sol)
	r.Relaxed = f.beyond(r.Limits, moves)
	return r, nil
}

// beyond lists by how much the plan lies outside of the limits that were moved.
func (f *Formulation) beyond(limits []LimitState, moves []Move) []model.Violation {
	var list []model.Violation
	for _, m := range moves {
		l := &limits[m.Row]
		amount := -l.Slack
		if l.Sense == exactly.String() {
			amount = abs(l.Used - l.Limit)
		}
		if amount > tolerance*max(1, abs(l.Limit)) {
			list = append(list, model.Violation{Limit: l.ID, Path: l.Path, Period: l.Period, Amount: amount, Unit: l.Unit})
		}
	}
	return list
}
