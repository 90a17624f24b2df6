package analysis

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/steelyard-sop/steelyard/metamorph"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Relation is what became of one relation that must hold between the best plan
// of a scenario and that of a changed one. No expected number is needed for it.
type Relation struct {
	Name    string
	Change  string  // what was changed, in words
	LeftOut string  // why it does not apply; empty where it was looked at
	Sense   string  // of what must hold of the changed objective: "=", "<=" or ">="
	Wanted  float64 // NaN: no plan
	Found   float64 // NaN: no plan
	Allowed float64 // how far off it may be
	Status  solver.Status
	Broken  bool
	Hint    string // what to look at where it is broken
}

// RelationOptions say how the changed scenarios are solved.
type RelationOptions struct {
	RelGap    float64       // as the plan itself was solved; 0: the default
	TimeLimit time.Duration // of each solve; what takes longer is left out; 0: none
}

// Relations looks at every relation of a scenario, of which r is the result.
func Relations(ctx context.Context, engine solver.Engine, s *model.Scenario, r *solver.Result, o RelationOptions) ([]Relation, error) {
	f, err := solver.Formulate(s)
	if err != nil {
		return nil, err
	}
	return RelationsOf(ctx, engine, f, r, o)
}

// RelationsOf is Relations with a formulation of the scenario that is there
// already.
func RelationsOf(ctx context.Context, engine solver.Engine, f *solver.Formulation, r *solver.Result, o RelationOptions) ([]Relation, error) {
	q := &relating{ctx: ctx, engine: engine, f: f, r: r, o: o}
	if r.Status != solver.Optimal && r.Status != solver.Infeasible && r.Status != solver.Unbounded {
		return nil, nil // what is not known cannot be compared
	}
	for _, c := range metamorph.Changes(f.Scenario) {
		if err := q.changed(c); err != nil {
			return nil, err
		}
	}
	for _, ask := range []func() error{q.relaxed, q.redundant, q.ways} {
		if err := ask(); err != nil {
			return nil, err
		}
	}
	return q.list, nil
}

// relating gathers the relations of one scenario.
type relating struct {
	ctx    context.Context
	engine solver.Engine
	f      *solver.Formulation
	r      *solver.Result
	o      RelationOptions
	list   []Relation
}

// nearly is how far two best objectives may differ besides the gap of a search
// for whole numbers, relative to their size.
const nearly = 1e-5

// gap is how far from the best a plan with whole numbers may be.
func (q *relating) gap() float64 { return cmp.Or(q.o.RelGap, solver.DefaultGap) }

// judge compares what was found with what must hold.
func (q *relating) judge(l Relation, factor float64) {
	l.Wanted = factor * q.r.Value
	if size := math.Abs(l.Wanted); q.r.Status == solver.Optimal {
		l.Allowed = nearly * max(1, size)
		if q.f.Problem.IsInteger() {
			l.Allowed += 2 * q.gap() * size
		}
	}
	switch {
	case l.Status != solver.Optimal && l.Status != solver.Infeasible && l.Status != solver.Unbounded:
		l.LeftOut = fmt.Sprintf("it was not solved within %s", q.o.TimeLimit)
	case l.Sense != "=" && (l.Status == solver.Unbounded || q.r.Status != solver.Optimal):
		// no limit keeps it any more, or there was no plan to begin with
	case l.Status != q.r.Status:
		l.Broken = true
	case l.Status == solver.Optimal:
		l.Broken = !keepsTo(l.Sense, l.Wanted, l.Found, l.Allowed)
	}
	q.list = append(q.list, l)
}

// keepsTo tells whether a number compares with another as it must.
func keepsTo(sense string, wanted, found, allowed float64) bool {
	switch sense {
	case "<=":
		return found <= wanted+allowed
	case ">=":
		return found >= wanted-allowed
	}
	return math.Abs(found-wanted) <= allowed
}

func (q *relating) leaveOut(name, why string) {
	q.list = append(q.list, Relation{Name: name, LeftOut: why, Wanted: math.NaN(), Found: math.NaN()})
}

// changed plans a changed scenario.
func (q *relating) changed(c metamorph.Change) error {
	if c.LeftOut != "" {
		q.leaveOut(c.Name, c.LeftOut)
		return nil
	}
	r, err := solver.Plan(q.ctx, q.engine, c.Scenario, solver.Options{RelGap: q.gap(), TimeLimit: q.o.TimeLimit})
	if err != nil {
		return err
	}
	q.judge(Relation{Name: c.Name, Change: c.Words, Sense: "=", Found: r.Value, Status: r.Status, Hint: c.Hint}, c.Factor)
	return nil
}

// The names of relations between problems.
const (
	moreRoom     = "more room"
	oneRowMore   = "a row that says nothing new"
	otherwaysOff = "without presolve"
	otherAlgo    = "another algorithm"
	moreThreads  = "two threads"
	startedWarm  = "begun at the best plan"
)

// solve solves a problem, which is that of the scenario or one like it.
func (q *relating) solve(p *lp.Problem, o lp.Options) (solver.Status, float64, error) {
	o.TimeLimit = q.o.TimeLimit
	if p.IsInteger() {
		o.RelGap = q.gap()
	}
	sol, err := q.engine.Solve(q.ctx, p, o)
	if err != nil {
		return "", 0, err
	}
	switch {
	case sol.Stop == lp.Optimal && sol.Primal == lp.Feasible:
		return solver.Optimal, sol.Objective, nil
	case sol.Stop == lp.Infeasible:
		return solver.Infeasible, math.NaN(), nil
	case sol.Stop == lp.Unbounded, sol.Stop == lp.InfeasibleOrUnbounded:
		return solver.Unbounded, math.NaN(), nil
	}
	return solver.Stopped, math.NaN(), nil
}

// alone tells whether the objective of the problem is that of the result: where
// goals are met one after the other it is not.
func (q *relating) alone(names ...string) bool {
	if len(q.r.Ranks) == 0 && len(q.f.Scenario.AllGoals()) == 0 {
		return true
	}
	for _, name := range names {
		q.leaveOut(name, "goals are met one after the other, which is more than one problem")
	}
	return false
}

// relaxed moves limits so that there is more room: the best plan must not get
// worse. The limits with the greatest prices are taken.
func (q *relating) relaxed() error {
	const most, by = 3, 0.1
	if !q.alone(moreRoom) {
		return nil
	}
	if !q.r.Status.HasPlan() || len(q.r.Limits) != q.f.Problem.NumRows() {
		q.leaveOut(moreRoom, "there is no plan that could get worse")
		return nil
	}
	var rows []int
	for row := range q.r.Limits {
		if l := &q.r.Limits[row]; l.Sense != "=" && !math.IsNaN(l.Price) && l.Price != 0 {
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b int) int {
		return cmp.Compare(math.Abs(q.r.Limits[b].Price), math.Abs(q.r.Limits[a].Price))
	})
	if len(rows) == 0 {
		q.leaveOut(moreRoom, "no limit has a price")
		return nil
	}
	for _, row := range rows[:min(most, len(rows))] {
		l := &q.r.Limits[row]
		p := q.f.Problem.Clone()
		step := by * max(1, math.Abs(l.Limit))
		if l.Sense == "<=" {
			p.RowUpper[row] += step
		} else {
			p.RowLower[row] -= step
		}
		status, value, err := q.solve(p, lp.Options{})
		if err != nil {
			return err
		}
		q.judge(Relation{
			Name: moreRoom, Change: l.ID + ", 10 % more", Sense: q.notWorse(), Found: value, Status: status,
			Hint: "the sense of the limit, and how the engine was told to solve",
		}, 1)
	}
	return nil
}

// notWorse is how an objective compares with one that it is no worse than.
func (q *relating) notWorse() string {
	if q.f.Problem.Sense == lp.Maximise {
		return ">="
	}
	return "<="
}

// redundant adds a row that follows from another.
func (q *relating) redundant() error {
	if !q.alone(oneRowMore) {
		return nil
	}
	p := q.f.Problem.Clone()
	row := slices.IndexFunc(p.RowUpper, func(u float64) bool { return !math.IsInf(u, 0) })
	if row < 0 {
		q.leaveOut(oneRowMore, "no row has an upper side")
		return nil
	}
	matrix := p.ByRow()
	cols, values := matrix.Line(row)
	cols, values = slices.Clone(cols), slices.Clone(values)
	added := p.AddRows("redundant", p.Rows.Name(row), []string{""}, 1)
	for k, col := range cols {
		p.Add(added, int(col), 2*values[k])
	}
	p.RowUpper[added] = 2 * p.RowUpper[row]
	status, value, err := q.solve(p, lp.Options{})
	if err != nil {
		return err
	}
	q.judge(Relation{
		Name: oneRowMore, Change: "twice " + p.Rows.Name(row), Sense: "=", Found: value, Status: status,
		Hint: "the engine: rows that follow from others should change nothing",
	}, 1)
	return nil
}

// ways solves the same problem in other ways.
func (q *relating) ways() error {
	ways := []struct {
		name, change string
		options      lp.Options
		against      string
	}{
		{otherwaysOff, "the problem as it is", lp.Options{PresolveOff: true}, ""},
		{otherAlgo, "interior point", lp.Options{Algorithm: lp.InteriorPoint}, q.unless(!q.f.Problem.IsInteger(), "whole numbers are searched in one way only")},
		{moreThreads, "2 threads", lp.Options{Threads: 2}, ""},
		{startedWarm, "a start from the answer", q.warm(), q.unless(q.r.Status.HasPlan(), "there is no plan to begin at")},
	}
	for _, way := range ways {
		if !q.alone(way.name) {
			continue
		}
		if way.against != "" {
			q.leaveOut(way.name, way.against)
			continue
		}
		status, value, err := q.solve(q.f.Problem, way.options)
		if err != nil {
			return err
		}
		q.judge(Relation{
			Name: way.name, Change: way.change, Sense: "=", Found: value, Status: status,
			Hint: "the engine, or numbers that lie too far apart: see plan --doctor",
		}, 1)
	}
	return nil
}

func (q *relating) unless(fine bool, why string) string {
	if fine {
		return ""
	}
	return why
}

// warm begins where the best plan is.
func (q *relating) warm() lp.Options {
	sol := q.r.Solution
	switch {
	case sol == nil || !q.r.Status.HasPlan():
		return lp.Options{}
	case q.f.Problem.IsInteger():
		return lp.Options{Start: sol.ColValue}
	case sol.Basis == nil || len(sol.Basis.Rows) != q.f.Problem.NumRows() || len(sol.Basis.Cols) != q.f.Problem.NumCols():
		return lp.Options{}
	}
	return lp.Options{Basis: sol.Basis}
}
