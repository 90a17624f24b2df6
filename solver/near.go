package solver

import (
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Near: a plan that stays near to an earlier one. With given[j] what that decides,
// and worth[j] what one unit of decision j is worth (see ties.go), the distance
//
//	sum_j worth[j] | x[j] - given[j] |
//
// is the first tie among the best plans. Where the plan may be worse than the best
// by a share e, the distance is the objective instead, and
//
//	best  cost x  <=  (1 + e) best cost
//
// and of the nearest plans the one of least cost is taken.

// Near says which plan to stay near to.
type Near struct {
	Decisions []model.Lock // what it decides; NaN where it decides nothing
	Within    float64      // share of the best objective that may be given up for it
	Price     bool         // also find what it costs: Result.Stability
}

// Stability says what it costs to stay near to an earlier plan.
type Stability struct {
	Within    float64
	Decisions int // how many the earlier plan has of those that there are
	Points    []StabilityPoint
}

// The plans that Stability tells of.
const (
	BestPlan    = "best"    // of the best plans the nearest
	ThisPlan    = "this"    // the one that is shown, where it may be worse than the best
	NearestPlan = "nearest" // of all plans the nearest, at whatever cost
)

// StabilityPoint is one plan.
type StabilityPoint struct {
	Plan    string
	Value   float64 // objective
	More    float64 // by how much it is worse than the best, 0 or more
	Changed int     // decisions that differ from the earlier plan
	Moved   float64 // distance to it, as a share of what it decides; NaN where it decides nothing
}

// stay finds the plan to show, and what it costs, given the nearest of the best plans.
func (c *chooser) stay(r *Result) error {
	near, best := c.o.Near, valuesOf(r.Solution)
	value := c.f.valueAt(best)
	out := &Stability{Within: near.Within, Decisions: len(c.distance()), Points: []StabilityPoint{c.point(BestPlan, best, value)}}
	if near.Within > 0 {
		sol, err := c.nearest(value, near.Within)
		if err != nil || sol == nil {
			return err
		}
		sol.Bound = r.Solution.Bound
		r.Solution, r.Status = sol, Feasible
		r.Stop = fmt.Sprintf("The plan is the nearest to the given one that is within %g %% of the best.", 100*near.Within)
		out.Points = append(out.Points, c.point(ThisPlan, sol.ColValue, value))
	}
	if near.Price {
		sol, err := c.nearest(value, math.Inf(1))
		if err != nil {
			return err
		}
		if sol != nil {
			out.Points = append(out.Points, c.point(NearestPlan, sol.ColValue, value))
		}
	}
	r.Stability = out
	return nil
}

// nearest finds the nearest of all plans whose objective is within a share of the
// best, and of these the best one. It is nil where the search was stopped.
func (c *chooser) nearest(best, share float64) (*lp.Solution, error) {
	f := c.f
	p := f.Problem.Clone()
	if c.o.Relax {
		p.ColKind = nil
	}
	if !math.IsInf(share, 1) {
		f.keepWithin(p, best, share)
	}
	clear(p.Cost)
	p.Sense, p.Offset = lp.Minimise, 0
	at := wholeFace(p)
	for _, a := range c.distance() {
		at.addApart(a)
	}
	o := c.o.engine()
	o.Progress = nil
	sol, err := c.engine.Solve(c.ctx, p, o)
	if err != nil {
		return nil, fmt.Errorf("find the nearest plan of scenario %q: %w", f.Scenario.Name, err)
	}
	linear := sol
	if p.IsInteger() {
		linear = sol.Fixed
	}
	if linear == nil || linear.Primal != lp.Feasible {
		return nil, nil //nolint:nilnil // no plan and no mistake
	}
	x := linear.ColValue
	if linear.Stop == lp.Optimal && linear.Basis != nil && linear.RowDual != nil {
		next := &chooser{f: f, ctx: c.ctx, engine: c.engine, o: c.o, problem: p, ties: append([]tie{f.tieOfCost()}, f.tieBreaks(nil)...)}
		if p.IsInteger() {
			next.problem = fixedAt(p, x)
		}
		chosen, _, err := next.linear(linear)
		if err != nil {
			return nil, fmt.Errorf("find the nearest plan of scenario %q: %w", f.Scenario.Name, err)
		}
		if chosen != nil {
			x = chosen
		}
	}
	x = x[:f.Problem.NumCols()]
	return &lp.Solution{
		Stop: sol.Stop, Primal: lp.Feasible, Objective: f.valueAt(x), Bound: math.NaN(), Gap: math.NaN(),
		ColValue: x, Engine: sol.Engine,
	}, nil
}

// tieOfCost prefers the best of plans that are equally near.
func (f *Formulation) tieOfCost() tie {
	to, most := f.newTie(), 0.0
	for _, cost := range f.Problem.Cost {
		most = max(most, math.Abs(cost))
	}
	if f.Problem.Sense == lp.Maximise {
		most = -most
	}
	for j, cost := range f.Problem.Cost {
		to.weights[j] = cost / most
	}
	return to
}

// valueAt is the objective of a plan.
func (f *Formulation) valueAt(x []float64) float64 {
	value := f.Problem.Offset
	for j, cost := range f.Problem.Cost {
		value += cost * x[j]
	}
	return value
}

// distance is what makes a plan differ from the one to stay near to.
func (c *chooser) distance() []apart {
	return c.f.tieNear(c.o.Near.Decisions, c.f.worths()).apart
}

// point measures a plan.
func (c *chooser) point(name string, x []float64, best float64) StabilityPoint {
	out := StabilityPoint{Plan: name, Value: c.f.valueAt(x)}
	if more := math.Abs(out.Value - best); more > sameObjective*max(1, math.Abs(best)) {
		out.More = more
	}
	var moved, given float64
	for _, a := range c.distance() {
		given += a.weight * math.Abs(a.constant)
		if by := math.Abs(x[a.column] - a.constant); by > tolerance*max(1, math.Abs(a.constant)) {
			out.Changed++
			moved += a.weight * by
		}
	}
	out.Moved = moved / given
	return out
}
