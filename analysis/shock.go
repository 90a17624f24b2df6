package analysis

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Breakpoint is how far a stress can go.
type Breakpoint struct {
	Plan  Edge // before there is no plan at all
	Goals Edge // before no plan meets the goals: nothing is lost, no priced limit is broken
}

// Edge is where a stress comes to its end.
type Edge struct {
	Share float64     // 0.12: 12 % worse; infinite, or 1 where things shrink, where there is no end
	Unmet bool        // not even without the stress; Share is 0
	InWay []Hindrance // limits that stand in the way of more
}

// Breakpoints finds how far each of some stresses can go, each by itself.
func (st *Study) Breakpoints(ctx context.Context, list []Named, o solver.Options) ([]*Breakpoint, error) {
	points := make([]*Breakpoint, len(list))
	err := st.each(ctx, len(list), func(st *Study, k int) (err error) {
		points[k], err = st.Breakpoint(ctx, &list[k].Stress, o)
		return err
	})
	return points, err
}

// Breakpoint finds how far a stress can go. Whole numbers are free to change.
func (st *Study) Breakpoint(ctx context.Context, x *Stress, o solver.Options) (*Breakpoint, error) {
	if !st.Answers() {
		return nil, errNoAnswers
	}
	var b Breakpoint
	var err error
	find := func(goals bool) (Edge, error) {
		p, grows, err := st.straight(x, o)
		if err != nil {
			return Edge{}, err
		}
		if p != nil {
			return st.follow(ctx, p, grows, x.Rises(), goals)
		}
		return st.bisect(ctx, x, goals, o)
	}
	if b.Plan, err = find(false); err != nil {
		return nil, err
	}
	b.Goals = b.Plan
	if len(st.Formulation.Failures()) > 0 {
		b.Goals, err = find(true)
	}
	return &b, err
}

// straight is the problem of the study with how much each right-hand side grows
// for a stress of 1. It is nil where a stress changes more than that, or not in a
// straight line, which two other points tell, or where there are whole numbers.
func (st *Study) straight(x *Stress, o solver.Options) (*lp.Problem, []float64, error) {
	const step = 0.25
	p := st.Formulation.Problem
	if p.IsInteger() && !o.Relax {
		return nil, nil, nil
	}
	var at [2]*lp.Problem
	for k := range at {
		f, err := solver.Formulate(x.At(st.Formulation.Scenario, step*float64(k+1)))
		if err != nil {
			return nil, nil, err
		}
		if at[k] = f.Problem; !alikeButForRows(p, at[k]) {
			return nil, nil, nil
		}
	}
	grows := make([]float64, p.NumRows())
	for row := range grows {
		lower, straightLower := slope(p.RowLower[row], at[0].RowLower[row], at[1].RowLower[row])
		upper, straightUpper := slope(p.RowUpper[row], at[0].RowUpper[row], at[1].RowUpper[row])
		isRange := !math.IsInf(p.RowLower[row], 0) && !math.IsInf(p.RowUpper[row], 0)
		if !straightLower || !straightUpper || isRange && !near3(lower, upper, lower) {
			return nil, nil, nil
		}
		if grows[row] = lower / step; lower == 0 {
			grows[row] = upper / step
		}
	}
	q := p.Clone()
	q.ColKind = nil
	return q, grows, nil
}

// slope is the step from a to b, and whether the next one, to c, is the same.
func slope(a, b, c float64) (float64, bool) {
	if math.IsInf(a, 0) || math.IsInf(b, 0) || math.IsInf(c, 0) {
		return 0, a == b && b == c
	}
	return b - a, near3(b-a, c-b, max(math.Abs(a), math.Abs(b), math.Abs(c)))
}

// near3 tells whether a and b agree but for rounding of numbers of a size.
func near3(a, b, size float64) bool { return math.Abs(a-b) <= 1e-11*max(1, math.Abs(size)) }

// alikeButForRows tells whether two problems differ in nothing but bounds of
// rows and costs.
func alikeButForRows(p, q *lp.Problem) bool {
	if p.NumRows() != q.NumRows() || p.NumCols() != q.NumCols() {
		return false
	}
	a, b := p.ByColumn(), q.ByColumn()
	return slices.Equal(a.Start, b.Start) && slices.Equal(a.Index, b.Index) && slices.Equal(a.Value, b.Value) &&
		slices.Equal(p.ColLower, q.ColLower) && slices.Equal(p.ColUpper, q.ColUpper)
}

// follow finds the end of a stress in one solve: the stress is a column. A small problem begins from the best plan,
// which is one without any stress; in a large one the way from there is longer than that from nothing.
func (st *Study) follow(ctx context.Context, p *lp.Problem, grows []float64, rises, goals bool) (Edge, error) {
	var zero []int
	if goals {
		zero = st.Formulation.Failures()
	}
	onlyFeasible(p, zero)
	p.Sense = lp.Maximise
	share := p.AddCols("share", "", nil, 1)
	p.Cost[share] = 1
	if !rises {
		p.ColUpper[share] = 1 // there is nothing less than nothing
	}
	for row, v := range grows {
		p.Add(row, share, -v)
	}
	options := lp.Options{Proof: true}
	if p.NumRows() <= lp.AutoSimplexRows {
		options.Basis = st.withColumn(lp.AtLower)
	}
	sol, err := st.engine.Solve(ctx, p, options)
	switch {
	case err != nil:
		return Edge{}, err
	case sol.Stop == lp.Unbounded || sol.Stop == lp.InfeasibleOrUnbounded:
		return Edge{Share: math.Inf(1)}, nil
	case sol.Stop == lp.Infeasible && goals:
		return Edge{Unmet: true, InWay: st.hinder(sol.Ray)}, nil
	case sol.Primal != lp.Feasible || sol.RowDual == nil:
		return Edge{}, fmt.Errorf("find how far a stress can go: %s", sol.Stop.Sentence())
	}
	if !rises && sol.Objective >= 1-sameValue {
		return Edge{Share: 1}, nil // nothing stands in the way of more: there is no more
	}
	return Edge{Share: max(0, sol.Objective), InWay: st.hinder(sol.RowDual)}, nil
}

// hinder tells of the limits of the study that multipliers lean on.
func (st *Study) hinder(multipliers []float64) []Hindrance {
	if multipliers == nil {
		return nil
	}
	return inWay(st.Result.Limits, multipliers)
}

// onlyFeasible makes a problem one about whether there is a plan at all, in
// which some columns are 0.
func onlyFeasible(p *lp.Problem, zero []int) {
	p.Offset = 0
	for j := range p.Cost {
		p.Cost[j] = 0
	}
	for _, j := range zero {
		p.ColUpper[j] = 0
	}
}

// Where a stress has to be tried share by share: how far it is followed, and
// how near its end is told.
const (
	mostStress    = 20.0
	finestStress  = 1e-5 // of the share, or of a hundredth of what is stressed
	finestWhole   = 1e-3 // the same with whole numbers, where plans near the end are hard to find
	firstStress   = 0.05
	stressOfTrial = 0.01
)

// bisect finds the end of a stress by trying: what is worse by more has no
// plan where what is worse by less has none.
func (st *Study) bisect(ctx context.Context, x *Stress, goals bool, o solver.Options) (Edge, error) {
	var e Edge
	try := func(share float64) (bool, error) {
		holds, inWay, err := st.holds(ctx, x, share, goals, o)
		if !holds {
			e.InWay = inWay
		}
		return holds, err
	}
	if holds, err := try(0); err != nil || !holds {
		e.Unmet = true
		return e, err
	}
	most := 1.0
	if x.Rises() {
		most = mostStress
	}
	low, high := 0.0, firstStress
	for ; ; high = min(2*high, most) {
		holds, err := try(high)
		if err != nil {
			return Edge{}, err
		}
		if !holds {
			break
		}
		if low = high; low >= most {
			if x.Rises() {
				low = math.Inf(1)
			}
			return Edge{Share: low}, nil
		}
	}
	finest := finestStress
	if st.Formulation.Problem.IsInteger() && !o.Relax {
		finest = finestWhole
	}
	for high-low > finest*max(low, stressOfTrial) {
		middle := low + (high-low)/2
		holds, err := try(middle)
		switch {
		case err != nil:
			return Edge{}, err
		case holds:
			low = middle
		default:
			high = middle
		}
	}
	e.Share = low
	return e, nil
}

// holds tells whether there is a plan in the time given, or one that meets the goals, when things
// are worse by a share, and what stands in the way where there is none.
func (st *Study) holds(ctx context.Context, x *Stress, share float64, goals bool, o solver.Options) (bool, []Hindrance, error) {
	f, err := solver.Formulate(x.At(st.Formulation.Scenario, share))
	if err != nil {
		return false, nil, err
	}
	var zero []int
	if goals {
		zero = f.Failures()
	}
	onlyFeasible(f.Problem, zero)
	status, sol, err := f.Probe(ctx, st.engine, o, st.best.Basis)
	switch {
	case err != nil:
		return false, nil, err
	case status.HasPlan():
		return true, nil, nil
	case status == solver.Stopped && o.TimeLimit > 0:
		return false, nil, nil // none is known
	case status != solver.Infeasible:
		return false, nil, fmt.Errorf("find how far a stress can go: %s", sol.Stop.Sentence())
	case sol.Ray == nil:
		return false, nil, nil
	}
	return false, inWay(f.Limits(), sol.Ray), nil
}
