package analysis

import (
	"context"
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Explainer answers why the plan of a study is as it is. It asks for one small
// unit more of something, plans again, and takes the difference apart. All its
// money is cost: what makes the objective worse is positive, whether the
// scenario minimises cost or maximises profit.
//
// Whole numbers stay as they are in the best plan, but where it says otherwise.
type Explainer struct {
	st        *Study
	sign      float64 // of cost in the objective: +1 minimise, -1 maximise
	cost      []float64
	balanced  []bool            // rows that are laws of bookkeeping in equations: what goes in comes out
	charges   [][]solver.Charge // by column
	decisions []solver.Decision // by column
	firsts    map[decided]int   // first column by name and key
	singles   map[single]int    // columns of one period, such as what breaks a priced limit
	rows      map[limitedIn]int // row by what it limits
}

// decided names a decision over all periods.
type decided struct{ what, key string }

// single names a decision in one period.
type single struct {
	what, key string
	period    int
}

// limitedIn names a limit in one period.
type limitedIn struct {
	group  model.Group
	key    string
	period int
}

// Explain prepares questions about the best plan.
func (st *Study) Explain() (*Explainer, error) {
	if !st.Answers() {
		return nil, errNoAnswers
	}
	f := st.Formulation
	e := &Explainer{st: st, sign: 1, charges: f.Charges(), decisions: f.Decisions(), firsts: map[decided]int{}, singles: map[single]int{}}
	if f.Problem.Sense == lp.Maximise {
		e.sign = -1
	}
	e.cost = e.costs(st.linear)
	for _, block := range f.Problem.Cols.Blocks() {
		at := decided{block.Name, block.Key}
		if _, known := e.firsts[at]; !known {
			e.firsts[at] = block.First
		}
		if block.Len == 1 {
			e.singles[single{block.Name, block.Key, e.decisions[block.First].Period}] = block.First
		}
	}
	e.balanced, e.rows = make([]bool, f.Problem.NumRows()), make(map[limitedIn]int, f.Problem.NumRows())
	for row := range e.balanced {
		l := e.Limit(row)
		e.rows[limitedIn{l.Group, l.Key, l.Period}] = row
		e.balanced[row] = st.Result.Limits[row].Group.Info().Identity && f.Problem.RowLower[row] == f.Problem.RowUpper[row]
	}
	return e, nil
}

// each answers n questions at once, every worker with an engine of its own: to
// ask another one while holding that would be to wait for oneself.
func (e *Explainer) each(ctx context.Context, n int, work func(e *Explainer, k int) error) error {
	return e.st.each(ctx, n, func(st *Study, k int) error {
		own := *e
		own.st = st
		return work(&own, k)
	})
}

// Scenario is what is explained.
func (e *Explainer) Scenario() *model.Scenario { return e.st.Formulation.Scenario }

// Limit is the limit of a row in the best plan.
func (e *Explainer) Limit(row int) *solver.LimitState { return &e.st.Result.Limits[row] }

// Decision is what a column decides.
func (e *Explainer) Decision(column int) solver.Decision { return e.decisions[column] }

// column finds the first column of a decision.
func (e *Explainer) column(what, key string) (int, bool) {
	first, ok := e.firsts[decided{what, key}]
	return first, ok
}

// costs are what one unit of each column costs.
func (e *Explainer) costs(p *lp.Problem) []float64 {
	cost := make([]float64, len(p.Cost))
	for j, c := range p.Cost {
		cost[j] = e.sign * c
	}
	return cost
}

// state is a solution with what limits and columns are worth in it.
type state struct {
	cost   []float64 // of one unit of each column
	value  float64   // cost of the whole
	x      []float64
	duals  []float64 // change of the cost for one more of each row
	matrix *lp.Matrix
	p      *lp.Problem
}

// solve solves a neighbour of the study's problem; nil where it has no plan.
func (e *Explainer) solve(ctx context.Context, p *lp.Problem) (*state, error) {
	sol, err := e.st.solve(ctx, p)
	if err != nil || sol.Primal != lp.Feasible {
		return nil, err
	}
	sign := 1.0
	if p.Sense == lp.Maximise {
		sign = -1
	}
	s := &state{value: sign * sol.Objective, x: sol.ColValue, duals: make([]float64, len(sol.RowDual)), matrix: p.ByColumn(), p: p}
	s.cost = make([]float64, len(p.Cost))
	for j, c := range p.Cost {
		s.cost[j] = sign * c
	}
	for row, y := range sol.RowDual {
		s.duals[row] = sign * y
	}
	return s, nil
}

// reduced is what forcing one more unit of a column into the plan costs, net.
func (s *state) reduced(column int) float64 {
	rows, values := s.matrix.Line(column)
	d := s.cost[column]
	for k, row := range rows {
		d -= values[k] * s.duals[row]
	}
	return d
}

// settled tells whether a column in use costs what it is worth, within what
// rounding leaves of the terms of that sum.
func (s *state) settled(column int) bool {
	rows, values := s.matrix.Line(column)
	size := 1 + math.Abs(s.cost[column])
	for k, row := range rows {
		size += math.Abs(values[k] * s.duals[row])
	}
	return math.Abs(s.reduced(column)) <= 1e-6*size
}

// nudge asks for a little more of something, and gets a plan that is on the
// same straight piece of the value curve as the best one: the change per unit
// is the slope at the plan itself. It is nil where no plan gives more.
func (e *Explainer) nudge(ctx context.Context, size float64, change func(p *lp.Problem, by float64), slope func(*state) float64) (*state, float64, error) {
	base := e.sign * e.st.best.Objective
	var last *state
	for by, tries := size, 0; tries < 4; by, tries = by/8, tries+1 {
		p := e.st.linear.Clone()
		change(p, by)
		s, err := e.solve(ctx, p)
		if err != nil {
			return nil, 0, fmt.Errorf("ask for %g more: %w", by, err)
		}
		if s == nil {
			continue
		}
		last = s
		if per := (s.value - base) / by; math.Abs(per-slope(s)) <= 1e-6*max(1, math.Abs(per))+1e-11*max(1, math.Abs(base))/by {
			break
		}
	}
	if last == nil {
		return nil, 0, nil
	}
	return last, slope(last), nil
}

// smallUnit is a small part of a quantity, to ask for more of it.
func smallUnit(quantity float64) float64 { return max(1, math.Abs(quantity)) / 1024 }
