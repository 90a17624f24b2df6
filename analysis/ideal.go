package analysis

import (
	"context"
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Ideal is the best plan without the limits of a bill.
type Ideal struct {
	Result *solver.Result
	// Waived are the penalties of priced limits of the bill, which the plan would
	// pay if they were in force.
	Waived []model.Violation
}

// Ideal finds the best plan without the limits of any part of a bill of the
// study. Where the plan has whole numbers they stay as they are.
func (st *Study) Ideal(ctx context.Context, b *Bill) (*Ideal, error) {
	if !st.Answers() {
		return nil, errNoAnswers
	}
	p := st.linear.Clone()
	var rows []int
	for i := range b.Shares {
		for _, row := range b.Shares[i].Part.Rows {
			p.RowLower[row], p.RowUpper[row] = math.Inf(-1), math.Inf(1)
			rows = append(rows, row)
		}
	}
	sol, err := st.engine.Solve(ctx, p, lp.Options{Basis: st.best.Basis})
	if err != nil {
		return nil, err
	}
	if sol.Stop != lp.Optimal {
		return nil, fmt.Errorf("plan without limits: %s", sol.Stop.Sentence())
	}
	r, waived := st.Formulation.ReadLifted(sol, rows)
	return &Ideal{r, waived}, nil
}

// Priced is the objective with what the plan would pay for the limits that it
// waives.
func (i *Ideal) Priced() float64 {
	value := i.Result.Value
	for _, v := range i.Waived {
		if i.Result.Sense.Maximises() {
			value -= v.Penalty()
		} else {
			value += v.Penalty()
		}
	}
	return value
}
