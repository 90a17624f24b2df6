package solver

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// ranking is a sequence of solves, one for each rank and last the objective, in
// one problem whose rows come to hold what was reached.
type ranking struct {
	f       *Formulation
	engine  Engine
	options lp.Options
	spent   time.Duration
	phases  []phase
	before  []*lp.Problem // the problem of each phase
	proven  bool
	goals   []GoalOutcome
	ranks   []RankOutcome
}

// solveRanked meets the ranks one after the other, and then the objective. The
// problem of the formulation becomes that of the last solve, so that questions
// about limits are asked of the plan that is shown.
func (f *Formulation) solveRanked(ctx context.Context, engine Engine, o Options) (*Result, error) {
	s := &ranking{f: f, engine: engine, options: o.engine(), phases: f.phases(), proven: true, goals: f.outcomes()}
	s.options.Start = f.startFrom(o.Start)
	s.options.Ranging = false
	for k := range f.goalRanks {
		s.ranks = append(s.ranks, f.rankOutcome(&f.goalRanks[k]))
	}
	p := f.Problem.Clone()
	for k := range s.phases {
		f.aim(p, &s.phases[k])
		sol, err := s.solve(ctx, p)
		if err != nil {
			return nil, fmt.Errorf("solve rank %d of scenario %q: %w", f.goalRanks[s.phases[k].rank].Number, f.Scenario.Name, err)
		}
		if sol.Primal != lp.Feasible || sol.Stop == lp.Unbounded {
			if sol.Stop == lp.Unbounded || sol.Stop == lp.InfeasibleOrUnbounded {
				f.Problem = p
			}
			return f.conclude(ctx, engine, sol, o)
		}
		s.before = append(s.before, p.Clone())
		s.keep(k, p, sol)
	}
	p.Sense, p.Offset = f.Problem.Sense, f.Problem.Offset
	copy(p.Cost, f.Problem.Cost)
	s.options.Ranging = o.Ranging
	sol, err := s.solve(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("solve scenario %q: %w", f.Scenario.Name, err)
	}
	f.Problem = p
	r, err := f.conclude(ctx, engine, sol, o)
	if err != nil || !r.Status.HasPlan() {
		return r, err
	}
	s.finish(r)
	r.Ranks = s.ranks
	return r, s.costs(ctx, r, r.Solution)
}

func (f *Formulation) rankOutcome(r *rankBlock) RankOutcome {
	out := RankOutcome{Number: r.Number, Method: r.Method, Held: math.NaN(), Least: math.NaN(), Costs: []RankCost{}}
	for _, k := range r.Goals {
		out.Goals = append(out.Goals, f.goals[k].ref.Path())
	}
	return out
}

// solve solves the next problem of the sequence from where the one before ended.
func (s *ranking) solve(ctx context.Context, p *lp.Problem) (*lp.Solution, error) {
	o := s.options
	if o.TimeLimit > 0 { // for all solves together
		o.TimeLimit = max(time.Second, o.TimeLimit-s.spent)
	}
	sol, err := s.engine.Solve(ctx, p, o)
	if err != nil {
		return nil, err
	}
	s.spent += time.Duration(sol.Seconds * float64(time.Second))
	s.proven = s.proven && (sol.Stop == lp.Optimal || sol.Primal != lp.Feasible)
	if sol.Primal == lp.Feasible {
		s.options.Basis, s.options.Start = nil, nil
		if p.IsInteger() && !o.Relax {
			s.options.Start = sol.ColValue
		} else {
			s.options.Basis = sol.Basis
		}
	}
	return sol, nil
}

// keep holds what a phase has reached.
func (s *ranking) keep(k int, p *lp.Problem, sol *lp.Solution) {
	f, ph := s.f, &s.phases[k]
	x := clean(valuesOf(sol))
	if least := f.goalRanks[ph.rank].leastMet; least != none {
		x[least] = sol.ColValue[least] // which may be negative
	}
	ph.result = ph.form.value(x)
	held, rank := f.hold(p, ph, x), &f.goalRanks[ph.rank]
	switch {
	case ph.least:
		s.ranks[ph.rank].Least = held
	case rank.together:
		s.ranks[ph.rank].Held = held
	}
	prices := duals(sol)
	at := 0
	for j := range f.goals {
		g := &f.goals[j]
		for i := range g.spans {
			if o := &s.goals[at]; !ph.least && contains(rank.Goals, j) {
				o.Reachable = g.forms[i].value(x)
				if !rank.together {
					o.Held = held
				}
				if prices != nil && (!g.ref.Want.HasTarget() || g.gap(i, o.Reachable) > 0) {
					o.HeldBack = f.heldBack(prices, func(row int) bool { return f.ofRank(rank, row) })
				}
			}
			at++
		}
	}
}

func contains(list []int, k int) bool {
	for _, x := range list {
		if x == k {
			return true
		}
	}
	return false
}

// ofRank tells whether a row belongs to a rank or to one of its goals.
func (f *Formulation) ofRank(r *rankBlock, row int) bool {
	if row == r.sum || row == r.least || contains(r.leastRows, row) {
		return true
	}
	for _, k := range r.Goals {
		if contains(f.goals[k].rows, row) {
			return true
		}
	}
	return false
}

// finish adds to a result what was found out on the way.
func (s *ranking) finish(r *Result) {
	for k := range r.Goals {
		r.Goals[k].Held, r.Goals[k].Reachable, r.Goals[k].HeldBack = s.goals[k].Held, s.goals[k].Reachable, s.goals[k].HeldBack
	}
	if !s.proven && r.Status == Optimal {
		r.Status = Feasible
		r.Stop = lp.TimeLimit.Sentence()
	}
	r.Seconds = s.spent.Seconds()
}

// costs finds out how much better each later rank, and the objective, would be
// without a rank. With whole numbers it is asked only of the objective, and the
// whole numbers stay as they are.
func (s *ranking) costs(ctx context.Context, r *Result, last *lp.Solution) error {
	f := s.f
	if s.options.Relax || !f.Problem.IsInteger() {
		for k := range f.goalRanks {
			for j, ph := range s.phases {
				if ph.rank <= k || ph.least {
					continue
				}
				better, err := s.without(ctx, s.before[j], k)
				if err != nil {
					return err
				}
				if !math.IsNaN(better) {
					scale := better / f.scaleOf(s.before[j], &ph)
					s.note(k, f.goalRanks[ph.rank].Number, f.rankUnit(ph.rank), ph.result-scale, ph.result)
				}
			}
		}
	}
	final := f.Problem
	if final.IsInteger() && !s.options.Relax {
		if last.Fixed == nil || last.Fixed.Primal != lp.Feasible {
			return nil
		}
		final = fixedAt(final, last.Fixed.ColValue)
		f.LetGo(final)
	}
	for k := range f.goalRanks {
		better, err := s.without(ctx, final, k)
		if err != nil {
			return err
		}
		if !math.IsNaN(better) {
			s.note(k, TheObjective, moneyUnit(f.Scenario), math.Abs(better-r.Value), r.Value)
		}
	}
	return nil
}

// note enters what a rank costs; less than the engine's noise is nothing.
func (s *ranking) note(rank, later int, unit string, amount, size float64) {
	if amount <= 1e-7*max(1, math.Abs(size)) {
		amount = 0
	}
	s.ranks[rank].Costs = append(s.ranks[rank].Costs, RankCost{Rank: later, Unit: unit, Amount: amount})
}

// scaleOf is what aim has multiplied the form of a phase with.
func (f *Formulation) scaleOf(p *lp.Problem, ph *phase) float64 {
	sums := map[int]float64{}
	for i, column := range ph.form.columns {
		sums[column] += ph.form.factors[i]
	}
	for _, column := range ph.form.columns {
		if sums[column] != 0 {
			return p.Cost[column] / sums[column]
		}
	}
	return 1
}

// rankUnit is what a rank is measured in: its only goal in its own unit, several
// in percent.
func (f *Formulation) rankUnit(k int) string {
	if r := &f.goalRanks[k]; !r.together {
		return f.goals[r.Goals[0]].unit
	}
	return percentOfTarget
}

// without solves a problem of the sequence with what one rank holds let go; NaN
// where that has no best plan.
func (s *ranking) without(ctx context.Context, p *lp.Problem, rank int) (float64, error) {
	q := p.Clone()
	s.f.release(q, rank)
	sol, err := s.engine.Solve(ctx, q, lp.Options{Relax: s.options.Relax})
	if err != nil || sol.Stop != lp.Optimal {
		return math.NaN(), err
	}
	return sol.Objective, nil
}

// moneyUnit is the unit of the objective.
func moneyUnit(s *model.Scenario) string {
	if s.Currency == "" {
		return "money"
	}
	return s.Currency
}

// fixedAt is the linear problem in which all whole numbers are as they are.
func fixedAt(p *lp.Problem, x []float64) *lp.Problem {
	q := p.Clone()
	for j, kind := range p.ColKind {
		if kind != lp.Continuous {
			v := x[j]
			if kind == lp.Integer || kind == lp.SemiInteger {
				v = math.Round(v)
			}
			q.ColLower[j], q.ColUpper[j] = v, v
		}
	}
	q.ColKind = nil
	return q
}

// nearest finds the nearest that hard goals can come to where no plan keeps
// them, and the limits that hold them back; nil where there would be no plan
// without them either, or where there are none.
func (f *Formulation) nearest(ctx context.Context, engine Engine, o Options) ([]GoalOutcome, error) {
	if len(f.goals) == 0 {
		return nil, nil
	}
	p := f.Loosened()
	p.Sense, p.Offset = lp.Minimise, 0
	clear(p.Cost)
	type loose struct{ goal, span, column int }
	var columns []loose
	for k := range f.goals {
		g := &f.goals[k]
		if !g.ref.Hard {
			continue
		}
		rate := f.lackRate(g)
		for i, row := range g.rows {
			column := p.AddCols("missed_"+string(g.ref.Group()), g.ref.ID, nil, 1)
			p.Add(row, column, towards(g.ref.Want))
			p.Cost[column] = rate
			columns = append(columns, loose{k, i, column})
		}
	}
	if len(columns) == 0 {
		return nil, nil
	}
	options := o.engine()
	options.Ranging = false
	sol, err := engine.Solve(ctx, p, options)
	if err != nil || sol.Primal != lp.Feasible {
		return nil, err
	}
	x := clean(valuesOf(sol))
	prices, all := duals(sol), f.outcomes()
	var list []GoalOutcome
	at := 0
	for k := range f.goals {
		g := &f.goals[k]
		for i := range g.spans {
			out := all[at]
			at++
			if !g.ref.Hard {
				continue
			}
			out.Reachable = g.forms[i].value(x)
			if out.Gap = g.gap(i, out.Reachable); out.Gap == 0 {
				continue
			}
			if prices != nil {
				out.HeldBack = f.heldBack(prices, func(row int) bool { return contains(g.rows, row) })
			}
			list = append(list, out)
		}
	}
	return list, nil
}
