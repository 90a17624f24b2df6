package analysis

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Study is a solved scenario that questions can be asked about. It may be used
// by several goroutines at once.
type Study struct {
	Formulation *solver.Formulation
	Result      *solver.Result // with or without a plan

	// Progress, if set, hears how many of so many questions are answered, from
	// several goroutines at once. It must be quick.
	Progress func(done, of int)

	engine solver.Engine
	linear *lp.Problem  // whole numbers fixed where the plan has them
	best   *lp.Solution // of linear, at a vertex
}

// New solves a valid scenario. There are answers only where the result has a
// plan that is proven best: see Answers.
func New(ctx context.Context, engine solver.Engine, s *model.Scenario, o solver.Options) (*Study, error) {
	f, err := solver.Formulate(s)
	if err != nil {
		return nil, err
	}
	o.Ranging = true
	r, err := f.Solve(ctx, engine, o)
	if err != nil {
		return nil, err
	}
	st := &Study{Formulation: f, Result: r, engine: engine, linear: f.Problem, best: r.Solution}
	if fixed := r.Solution.Fixed; f.Problem.IsInteger() && !o.Relax && fixed != nil && fixed.Primal == lp.Feasible {
		st.linear, st.best = fixedIntegers(f.Problem, fixed.ColValue), fixed
		f.LetGo(st.linear)
	} else if o.Relax {
		st.linear = f.Problem.Clone()
		st.linear.ColKind = nil
	}
	st.linear.ByColumn() // neighbours are clones of it, and share what is built before
	return st, nil
}

// Answers tells whether there is a best vertex to ask questions about.
func (st *Study) Answers() bool {
	return st.Result.Status == solver.Optimal && st.best.Stop == lp.Optimal && st.best.Basis != nil && st.best.RowDual != nil
}

var errNoAnswers = errors.New("the plan is not proven best, so that nothing can be said about its limits")

// fixedIntegers is the linear problem in which all whole numbers are as they are.
func fixedIntegers(p *lp.Problem, values []float64) *lp.Problem {
	q := p.Clone()
	for j, kind := range p.ColKind {
		if kind != lp.Continuous {
			v := values[j]
			if kind == lp.Integer || kind == lp.SemiInteger {
				v = math.Round(v)
			}
			q.ColLower[j], q.ColUpper[j] = v, v
		}
	}
	q.ColKind = nil
	return q
}

// point is the best objective when some limits move by an amount.
type point struct {
	by    float64 // up where positive, in the unit of the limits
	value float64 // the best objective; meaningless without a plan
	slope float64 // of a line that touches the curve there
	plan  bool    // false: no plan keeps all limits
}

// lever is limits of one kind that move together: one, or one in all periods.
type lever []int

// here is the point of the best plan itself.
func (st *Study) here(rows lever) point {
	p := point{value: st.best.Objective, plan: true}
	for _, row := range rows {
		p.slope += st.best.RowDual[row]
	}
	return p
}

// size is the size of what the limits say: a scale for moves.
func (st *Study) size(rows lever) float64 {
	size := 1.0
	for _, row := range rows {
		size = max(size, math.Abs(st.Result.Limits[row].Limit))
	}
	return size
}

// name is the id of the limit, or of the first of them.
func (st *Study) name(rows lever) string { return st.Result.Limits[rows[0]].ID }

// try solves with limits moved.
func (st *Study) try(ctx context.Context, rows lever, by float64) (point, error) {
	p := st.linear.Clone()
	for _, row := range rows {
		p.RowLower[row] += by
		p.RowUpper[row] += by
	}
	sol, err := st.solve(ctx, p)
	if err != nil {
		return point{}, fmt.Errorf("move %s by %g: %w", st.name(rows), by, err)
	}
	if sol.Primal != lp.Feasible {
		return point{by: by}, nil
	}
	q := point{by: by, value: sol.Objective, plan: true}
	for _, row := range rows {
		q.slope += sol.RowDual[row]
	}
	return q, nil
}

// solve solves a neighbour of the linear problem from the best basis. The
// answer is optimal, or there is none.
func (st *Study) solve(ctx context.Context, p *lp.Problem) (*lp.Solution, error) {
	o := lp.Options{}
	if p.NumRows() == st.linear.NumRows() && p.NumCols() == st.linear.NumCols() {
		o.Basis = st.best.Basis
	}
	sol, err := st.engine.Solve(ctx, p, o)
	switch {
	case err != nil:
		return nil, err
	case sol.Stop == lp.Optimal && sol.Primal == lp.Feasible && sol.RowDual != nil:
		return sol, nil
	case sol.Stop == lp.Infeasible:
		return sol, nil
	}
	return nil, fmt.Errorf("no answer: %s", sol.Stop.Sentence())
}

// withColumn is the best basis in a problem with one column more, which rests.
func (st *Study) withColumn(rests lp.BasisStatus) *lp.Basis {
	basis := st.best.Basis.Clone()
	basis.Cols = append(basis.Cols, rests)
	return basis
}

// reach is the greatest move of limits in a direction (-1 or +1) for which
// there is a plan; infinite where there is no end.
func (st *Study) reach(ctx context.Context, rows lever, direction float64) (float64, error) {
	sense := st.Result.Limits[rows[0]].Sense
	if sense == "<=" && direction > 0 || sense == ">=" && direction < 0 {
		return direction * math.Inf(1), nil
	}
	p := st.linear.Clone()
	onlyFeasible(p, nil)
	p.Sense = lp.Minimise
	move := p.AddCols("move", st.name(rows), nil, 1)
	p.Cost[move] = -direction
	p.ColLower[move] = math.Inf(-1)
	for _, row := range rows {
		p.Add(row, move, -1)
	}
	sol, err := st.engine.Solve(ctx, p, lp.Options{Basis: st.withColumn(lp.AtZero)})
	switch {
	case err != nil:
		return 0, fmt.Errorf("find how far %s can go: %w", st.name(rows), err)
	case sol.Stop == lp.Unbounded, sol.Stop == lp.InfeasibleOrUnbounded:
		return direction * math.Inf(1), nil
	case sol.Primal != lp.Feasible:
		return 0, fmt.Errorf("find how far %s can go: %s", st.name(rows), sol.Stop.Sentence())
	}
	return -direction * sol.Objective, nil
}
