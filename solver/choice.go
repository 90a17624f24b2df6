package solver

import (
	"cmp"
	"context"
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Choice says how a plan was chosen among equally good ones.
type Choice struct {
	// Canonical tells that it was chosen by what the scenario says alone: neither
	// ids nor their order, nor how the engine worked, would make it another one.
	Canonical bool
	Reason    string // why it was not; empty where it was
}

// sameObjective is by how much the objective may move when another of the best
// plans is taken, as a share of it.
const sameObjective = 1e-9

// choose takes, of all plans as good as the one that was found, always the same.
// What it returns is the solution with other values; its prices and its basis stay,
// because prices of one best solution are those of all of them.
func (f *Formulation) choose(ctx context.Context, engine Engine, sol *lp.Solution, o Options) (*lp.Solution, Choice, error) {
	switch {
	case o.AnyPlan:
		return sol, Choice{Reason: "any of the best plans was asked for"}, nil
	case sol.Stop != lp.Optimal:
		return sol, Choice{Reason: "the plan is not proven to be best"}, nil
	}
	c := &chooser{f: f, ctx: ctx, engine: engine, o: o}
	chosen, why, err := c.choose(sol)
	if err != nil {
		return nil, Choice{}, fmt.Errorf("choose among the best plans of scenario %q: %w", f.Scenario.Name, err)
	}
	return chosen, Choice{Canonical: why == "", Reason: why}, nil
}

// choose chooses whole numbers, where there are any, and then the rest. why tells
// what went wrong: then what is chosen is as good, but not the preferred plan.
func (c *chooser) choose(sol *lp.Solution) (chosen *lp.Solution, why string, err error) {
	p := c.f.Problem
	if !p.IsInteger() {
		c.problem = p
		return c.rest(sol)
	}
	if c.o.Relax {
		c.problem = p.Clone()
		c.problem.ColKind = nil
		return c.rest(sol)
	}
	if sol.Fixed == nil || sol.Fixed.Stop != lp.Optimal {
		return sol, "its whole numbers leave no problem that can be solved", nil
	}
	whole, first := sol, "its whole numbers are the first that were found"
	if !c.o.AnyWhole {
		if whole, first, err = c.whole(sol); err != nil {
			return nil, "", err
		}
	}
	c.problem = fixedAt(p, whole.Fixed.ColValue)
	fixed, why, err := c.rest(whole.Fixed)
	if err != nil {
		return nil, "", err
	}
	out := *whole
	out.Fixed = fixed
	return &out, cmp.Or(first, why), nil
}

// rest chooses among the best solutions of a linear problem, given any.
func (c *chooser) rest(sol *lp.Solution) (chosen *lp.Solution, why string, err error) {
	if sol.Basis == nil || sol.RowDual == nil {
		return sol, "the plan is no vertex", nil
	}
	x, why, err := c.linear(sol)
	if x == nil || why != "" || err != nil {
		return sol, why, err
	}
	out := *sol
	out.ColValue, out.RowValue = x, c.activity(x)
	return &out, "", nil
}

// readChosen chooses a plan, and reads it.
func (f *Formulation) readChosen(ctx context.Context, engine Engine, r *Result, o Options) (err error) {
	if r.Solution, r.Choice, err = f.choose(ctx, engine, r.Solution, o); err != nil {
		return err
	}
	if o.Near != nil && r.Solution.Stop == lp.Optimal && (o.Near.Within > 0 || o.Near.Price) {
		c := &chooser{f: f, ctx: ctx, engine: engine, o: o}
		if err := c.stay(r); err != nil {
			return err
		}
	}
	f.read(r, r.Solution)
	return nil
}

// chooser chooses among the best solutions of a linear problem.
type chooser struct {
	f       *Formulation
	ctx     context.Context
	engine  Engine
	o       Options
	problem *lp.Problem // the linear one
	ties    []tie       // see preferred
}

// linear chooses one of the best solutions, given any. It is nil where there is no
// other; why tells what went wrong.
func (c *chooser) linear(sol *lp.Solution) (x []float64, why string, err error) {
	at := faceOf(c.problem, sol)
	if at.unique() {
		return nil, "", nil
	}
	ties := c.preferred()
	for k := range ties {
		if why, err = c.decide(at, &ties[k]); why != "" || err != nil {
			return nil, why, err
		}
		if at.unique() {
			return c.checked(sol, at.at)
		}
	}
	colours := coloursOf(c.problem, c.f.told(ties, c.problem.NumCols()))
	structure := tie{weights: make([]float64, len(colours.of))}
	for j, colour := range colours.of {
		if !math.IsInf(c.problem.ColLower[j], -1) {
			structure.weights[j] = weight(colour)
		}
	}
	if why, err = c.decide(at, &structure); why != "" || err != nil {
		return nil, why, err
	}
	if colours.stable && !at.unique() {
		colours.average(at.at, at.mayMove)
	}
	return c.checked(sol, at.at)
}

// preferred is the order of preference.
func (c *chooser) preferred() []tie {
	if c.ties == nil {
		c.ties = c.f.tieBreaks(c.o.Near)
	}
	return c.ties
}

// decide makes a tie as small as can be, and leaves only what is as good. A tie in which
// the solutions that are left do not differ is skipped.
func (c *chooser) decide(at *face, t *tie) (why string, err error) {
	if !at.aim(t) {
		return "", nil
	}
	o := lp.Options{Algorithm: lp.Simplex, Threads: c.o.Threads, TimeLimit: c.o.TimeLimit}
	sol, err := c.engine.Solve(c.ctx, at.p, o)
	switch {
	case err != nil:
		return "", err
	case sol.Stop != lp.Optimal || sol.Basis == nil || sol.RowDual == nil:
		return sol.Stop.Sentence(), nil
	}
	at.take(sol)
	return "", nil
}

// checked refuses a choice that is not as good as what was found first, or that
// breaks a limit by more than the engine does.
func (c *chooser) checked(first *lp.Solution, x []float64) (chosen []float64, why string, err error) {
	if math.Abs(c.objective(x)-first.Objective) > sameObjective*max(1, math.Abs(first.Objective)) {
		return nil, "the choice would move the objective by more than its tolerance", nil
	}
	for j, v := range x {
		if v < c.problem.ColLower[j]-tolerance || v > c.problem.ColUpper[j]+tolerance {
			return nil, "the choice would break a bound", nil
		}
	}
	for i, v := range c.activity(x) {
		room := tolerance * max(1, math.Abs(v))
		if v < c.problem.RowLower[i]-room || v > c.problem.RowUpper[i]+room {
			return nil, "the choice would break a limit", nil
		}
	}
	return x, "", nil
}

func (c *chooser) objective(x []float64) float64 {
	sum := c.problem.Offset
	for j, cost := range c.problem.Cost {
		sum += cost * x[j]
	}
	return sum
}

func (c *chooser) activity(x []float64) []float64 {
	rows, byColumn := make([]float64, c.problem.NumRows()), c.problem.ByColumn()
	for j, v := range x {
		index, values := byColumn.Line(j)
		for k, i := range index {
			rows[i] += values[k] * v
		}
	}
	return rows
}

// told is what ties tell columns apart by, to begin colours with.
func (f *Formulation) told(ties []tie, columns int) []uint64 {
	colours := make([]uint64, columns)
	for k := range ties {
		for j, w := range ties[k].weights {
			colours[j] = blend(colours[j], ofNumber(w))
		}
		for _, a := range ties[k].apart {
			colours[a.column] = blend(colours[a.column], ofNumber(a.weight), ofNumber(a.constant))
		}
	}
	return colours
}
