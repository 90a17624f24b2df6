package analysis

import (
	"context"
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Forced is the best plan that takes an option of which only whole numbers
// decide: a true new search, with whole numbers free.
type Forced struct {
	NoPlan   bool    // no plan takes the option; the rest means nothing then
	AtLeast  float64 // what the plan is told to do of it, over all periods
	Cost     float64 // by how much the objective is worse
	Accounts []AccountChange
}

// Force plans with at least so much of an option over all periods.
func (e *Explainer) Force(ctx context.Context, o Choice, atLeast float64) (*Forced, error) {
	first, ok := e.column(o.What, o.Key)
	if !ok {
		return nil, fmt.Errorf("there is no decision %s of %s", o.What, o.Key)
	}
	p := e.st.Formulation.Problem.Clone()
	row := p.AddRows("forced", "", nil, 1)
	p.RowLower[row] = atLeast
	for t := range e.Scenario().Calendar.Len() {
		p.Add(row, first+t, 1)
	}
	sol, err := e.st.engine.Solve(ctx, p, lp.Options{RelGap: solver.DefaultGap})
	if err != nil {
		return nil, fmt.Errorf("plan with %s: %w", o.Path, err)
	}
	if sol.Primal != lp.Feasible {
		return &Forced{NoPlan: true, AtLeast: atLeast}, nil
	}
	f := &Forced{AtLeast: atLeast, Cost: e.sign * (sol.Objective - e.st.Result.Value)}
	before, after := e.statement(e.st.best.ColValue), e.statement(sol.ColValue)
	for _, a := range model.Accounts() {
		x, y := before[a], after[a]
		if math.Abs(x-y) > 1e-6*max(1, math.Abs(x), math.Abs(y)) {
			f.Accounts = append(f.Accounts, AccountChange{a, x, y})
		}
	}
	return f, nil
}

// statement is the total of every account in a plan.
func (e *Explainer) statement(x []float64) []float64 {
	totals := make([]float64, len(model.Accounts()))
	for j, charges := range e.charges {
		for _, c := range charges {
			totals[c.Account] += c.Rate * x[j]
		}
	}
	return totals
}

// OnlyWhole tells whether only whole numbers decide on an option that the plan
// does not use: planning with one more, whole numbers as they are, says nothing.
func (e *Explainer) OnlyWhole(entries []Entry) bool {
	for i := range entries {
		if n := &entries[i]; !n.Integers || n.Used > leastUse {
			return false
		}
	}
	return len(entries) > 0
}
