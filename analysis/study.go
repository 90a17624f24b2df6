package analysis

import (
	"context"
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
	} else if o.Relax {
		st.linear = f.Problem.Clone()
		st.linear.ColKind = nil
	}
	return st, nil
}

// Answers tells whether there is a best vertex to ask questions about.
func (st *Study) Answers() bool {
	return st.Result.Status == solver.Optimal && st.best.Stop == lp.Optimal && st.best.Basis != nil && st.best.RowDual != nil
}

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

// point is the best objective for one value of a limit.
type point struct {
	at    float64 // the right-hand side
	value float64 // the best objective; meaningless without a plan
	slope float64 // of a line that touches the curve there
	plan  bool    // false: no plan keeps all limits
}

// here is the point of the best plan itself.
func (st *Study) here(row int) point {
	return point{at: st.side(row), value: st.best.Objective, slope: st.best.RowDual[row], plan: true}
}

// side is the right-hand side of a row.
func (st *Study) side(row int) float64 {
	if st.Result.Limits[row].Sense == "<=" {
		return st.linear.RowUpper[row]
	}
	return st.linear.RowLower[row]
}

// moved is the problem with another right-hand side of one row.
func (st *Study) moved(row int, to float64) *lp.Problem {
	p := st.linear.Clone()
	sense := st.Result.Limits[row].Sense
	if sense != "<=" {
		p.RowLower[row] = to
	}
	if sense != ">=" {
		p.RowUpper[row] = to
	}
	return p
}

// try solves with another right-hand side of one row.
func (st *Study) try(ctx context.Context, row int, to float64) (point, error) {
	sol, err := st.solve(ctx, st.moved(row, to))
	if err != nil {
		return point{}, fmt.Errorf("move %s to %g: %w", st.Result.Limits[row].ID, to, err)
	}
	if sol.Primal != lp.Feasible {
		return point{at: to}, nil
	}
	return point{at: to, value: sol.Objective, slope: sol.RowDual[row], plan: true}, nil
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

// reach is the outermost value of the right-hand side of a row, in a direction
// (-1 or +1), for which there is a plan; infinite where there is no end.
func (st *Study) reach(ctx context.Context, row int, direction float64) (float64, error) {
	sense := st.Result.Limits[row].Sense
	if sense == "<=" && direction > 0 || sense == ">=" && direction < 0 {
		return direction * math.Inf(1), nil
	}
	p := st.linear.Clone()
	p.RowLower[row], p.RowUpper[row] = math.Inf(-1), math.Inf(1)
	for j := range p.Cost {
		p.Cost[j] = 0
	}
	columns, values := p.ByRow().Line(row)
	for k, j := range columns {
		p.Cost[j] = values[k]
	}
	p.Sense, p.Offset = lp.Minimise, 0
	if direction > 0 {
		p.Sense = lp.Maximise
	}
	sol, err := st.engine.Solve(ctx, p, lp.Options{})
	switch {
	case err != nil:
		return 0, fmt.Errorf("find how far %s can go: %w", st.Result.Limits[row].ID, err)
	case sol.Stop == lp.Unbounded, sol.Stop == lp.InfeasibleOrUnbounded:
		return direction * math.Inf(1), nil
	case sol.Primal != lp.Feasible:
		return 0, fmt.Errorf("find how far %s can go: %s", st.Result.Limits[row].ID, sol.Stop.Sentence())
	}
	return sol.Objective, nil
}
