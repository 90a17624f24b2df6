package analysis

import (
	"context"
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Shock is how much worse things can get before there is no plan.
type Shock struct {
	Share  float64 // of the limits that change: 0.12 is 12 % more or less; infinite, or 1 for less, where there is always a plan
	Limits []int   // rows of the limits that then stand in the way, the most important first
}

// Breaking finds the largest rise of demand (direction +1), or fall of a
// group's limits (-1), in one share for all, for which there is still a plan.
// It is nil where there are no such limits but some of 0, of which no share is
// anything.
func (st *Study) Breaking(ctx context.Context, group model.Group, direction float64) (*Shock, error) {
	if !st.Answers() {
		return nil, errNoAnswers
	}
	p := st.linear.Clone()
	onlyFeasible(p, nil)
	p.Sense = lp.Maximise
	share := p.AddCols("share", string(group), nil, 1)
	p.Cost[share] = 1
	if direction < 0 {
		p.ColUpper[share] = 1 // there is nothing less than nothing
	}
	any := false
	for row := range st.Result.Limits {
		l := &st.Result.Limits[row]
		if side := st.side(row); l.Group == group && side != 0 {
			p.Add(row, share, -direction*side)
			any = true
		}
	}
	if !any {
		return nil, nil
	}
	var sol *lp.Solution
	err := st.kept(ctx, func(st *Study) (err error) {
		sol, err = st.engine.Solve(ctx, p, lp.Options{Basis: st.withColumn(lp.AtLower)})
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case sol.Stop == lp.Unbounded || sol.Stop == lp.InfeasibleOrUnbounded:
		return &Shock{Share: math.Inf(1)}, nil
	case sol.Primal != lp.Feasible || sol.RowDual == nil:
		return nil, fmt.Errorf("find the breaking point of %s: %s", group, sol.Stop.Sentence())
	}
	return &Shock{Share: sol.Objective, Limits: st.standing(sol, group)}, nil
}

// standing ranks the limits that hold a shock back, by price times limit.
func (st *Study) standing(sol *lp.Solution, group model.Group) []int {
	const most = 3
	var rows []int
	weight := func(row int) float64 {
		return math.Abs(sol.RowDual[row]) * max(1, math.Abs(st.side(row)))
	}
	for row := range st.Result.Limits {
		l := &st.Result.Limits[row]
		if l.Group == group || l.Group.Info().Identity || math.Abs(sol.RowDual[row]) <= 1e-12 {
			continue
		}
		at := len(rows)
		for at > 0 && weight(rows[at-1]) < weight(row) {
			at--
		}
		rows = append(rows[:at], append([]int{row}, rows[at:]...)...)
		rows = rows[:min(most, len(rows))]
	}
	return rows
}
