package analysis

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Levers says what every lever of a scenario earns and what more of it would.
type Levers struct {
	Gap       *solver.Gap // what of all that is asked can be left undone
	Planned   *Standing   // the best plan; nil where there is none
	Base      Standing    // what levers are measured against: the best plan, or where gaps are closed the best of those with the least gap
	Closing   bool        // the least gap comes before money
	Broken    bool        // promises of service are not kept: no plan keeps them
	List      []LeverValue
	Unmoved   int // levers that change nothing
	Pairs     []LeverPair
	PairsFrom int // how many levers were taken by twos
}

// Standing is how well a plan does.
type Standing struct {
	Value     float64 // the objective
	Gap       float64 // left undone, in Levers.Gap.Unit
	Penalties float64 // that the objective counts
	x         []float64
}

// LeverEffect is what a change does to the plan that levers are measured against.
type LeverEffect struct {
	NoPlan    bool    // there is no plan with it; the rest means nothing then
	NoEnd     bool    // it earns without end; the rest means nothing then
	Net       float64 // money by which the objective gets better; negative: worse
	Penalties float64 // the part of Net that is penalties fewer, which is no real money
	Closes    float64 // by how much the gap gets less; negative: more
}

// LeverValue is what one lever is worth.
type LeverValue struct {
	LeverItem
	Used   bool        // the plan makes use of it
	Away   LeverEffect // of doing without it
	More   LeverEffect // of one step more
	Most   LeverEffect // of as many steps as help
	Steps  float64     // how many that are; meaningless where Most.NoEnd
	Bounds bool        // More means something: there is a step to take
}

// Moves tells whether the lever changes anything.
func (v *LeverValue) Moves() bool {
	return v.Away != LeverEffect{} || v.More != LeverEffect{} || v.Most != LeverEffect{}
}

// LeverPair is what one step of two levers does together.
type LeverPair struct {
	First, Second int // into Levers.List
	Both          LeverEffect
	Extra         LeverEffect // what both do beyond the sum of each alone; negative: they do the same work
	Closed        bool        // nothing is left of the gap, which is left by each alone
}

// Levers measures all levers by planning again: without each, with one step more
// of it, and with as much of it as helps. Whole numbers are free to change.
//
// Levers are ranked by the money of one step; where gaps are closed by money per
// unit closed, after those that do not close anything by themselves.
func (st *Study) Levers(ctx context.Context, o LeverOptions) (*Levers, error) {
	d, l, err := st.openDesk(ctx, o)
	if err != nil || d == nil {
		return nil, err
	}
	list := make([]LeverValue, 0, 16)
	for _, item := range st.LeverItems(o) {
		list = append(list, LeverValue{LeverItem: item})
	}
	err = st.each(ctx, len(list), func(st *Study, k int) error { return d.at(st).value(ctx, &list[k]) })
	if err != nil {
		return nil, err
	}
	for _, v := range list {
		if v.Moves() || d.binds(&v) {
			l.List = append(l.List, v)
		} else {
			l.Unmoved++
		}
	}
	l.rank()
	if err := d.pairs(ctx, l, o.Pairs); err != nil {
		return nil, err
	}
	l.tidy()
	return l, nil
}

// tidy leaves out levers that change nothing, neither alone nor with another.
func (l *Levers) tidy() {
	keep := make([]bool, len(l.List))
	for i := range l.Pairs {
		keep[l.Pairs[i].First], keep[l.Pairs[i].Second] = true, true
	}
	place, kept := make([]int, len(l.List)), l.List[:0]
	for k, v := range l.List {
		place[k] = len(kept)
		if keep[k] || v.Moves() {
			kept = append(kept, v)
		} else {
			l.Unmoved++
		}
	}
	l.List = kept
	for i := range l.Pairs {
		l.Pairs[i].First, l.Pairs[i].Second = place[l.Pairs[i].First], place[l.Pairs[i].Second]
	}
}

// rank sorts levers, the best first.
func (l *Levers) rank() {
	slices.SortStableFunc(l.List, func(a, b LeverValue) int {
		if l.Closing && (a.More.Closes > 0) != (b.More.Closes > 0) {
			return cmp.Compare(b.More.Closes, a.More.Closes)
		}
		if l.Closing && a.More.Closes > 0 {
			return cmp.Compare(b.More.Net/b.More.Closes, a.More.Net/a.More.Closes)
		}
		return cmp.Or(cmp.Compare(b.More.Net, a.More.Net), cmp.Compare(b.loss(), a.loss()))
	})
}

// loss is what doing without a lever costs, for ranking.
func (v *LeverValue) loss() float64 {
	if v.Away.NoPlan {
		return math.Inf(1)
	}
	return -v.Away.Net
}

// desk is where plans are found and compared: a problem that can be asked for
// the least gap and for the best money.
type desk struct {
	st      *Study
	f       *solver.Formulation
	p       *lp.Problem // with a row for the gap, which is free; shared and never changed
	gap     *solver.Gap
	row     int     // of the gap
	given   float64 // part of the gap that no decision changes
	closing bool
	whole   bool
	o       solver.Options
	sign    float64 // of what is worse in the objective
	base    Standing
	bases   [2]*lp.Basis // of the least gap, and of the best money; nil: unknown
	noise   float64
	undo    []int // rows that are let go
}

// openDesk finds what levers are measured against. It is nil where there is no
// plan even if demand goes missing.
func (st *Study) openDesk(ctx context.Context, o LeverOptions) (*desk, *Levers, error) {
	if !st.Answers() && st.Result.Status != solver.Infeasible {
		return nil, nil, errNoAnswers
	}
	l := &Levers{Closing: o.Close || !st.Answers()}
	try := func(closing bool, undo []int) (*desk, Standing, bool, error) {
		d := st.newDesk(st.Formulation, nil, closing, o.Solve, undo)
		at, ok, err := d.best(ctx, nil)
		d.base = at
		return d, at, ok == hasPlan, err
	}
	if st.Answers() {
		_, at, ok, err := try(false, nil)
		if err != nil || !ok {
			return nil, nil, cmp.Or(err, errNoAnswers)
		}
		l.Planned = &at
	}
	d, at, ok, err := try(l.Closing, nil)
	if promises := st.Formulation.Promises(); err == nil && !ok && len(promises) > 0 {
		l.Broken = true
		d, at, ok, err = try(l.Closing, promises)
	}
	if err != nil || !ok {
		return nil, nil, err
	}
	l.Gap, l.Base = d.gap, at
	return d, l, nil
}

// newDesk prepares a formulation: that of the study, or of a scenario that
// differs from it, with demands of which it is accepted that they are late.
func (st *Study) newDesk(f *solver.Formulation, late []int, closing bool, o solver.Options, undo []int) *desk {
	p := f.Problem
	if f == st.Formulation && (!p.IsInteger() || o.Relax) {
		p = st.linear
	} else if p.IsInteger() {
		p = f.Loosened()
	}
	d := &desk{st: st, f: f, p: p.Clone(), closing: closing, whole: p.IsInteger() && !o.Relax, o: o, sign: 1, undo: undo, noise: 1e-9}
	if p.Sense == lp.Maximise {
		d.sign = -1
	}
	if d.whole {
		d.noise = 2 * d.relGap()
	}
	d.gap = f.Gap(d.p, closing, late)
	d.row = d.p.AddRows("gap", "", nil, 1)
	d.given = d.gap.AddTo(d.p, d.row)
	for _, row := range undo {
		d.p.RowLower[row], d.p.RowUpper[row] = math.Inf(-1), math.Inf(1)
	}
	d.p.ByColumn()
	return d
}

func (d *desk) relGap() float64 {
	if d.o.RelGap > 0 {
		return d.o.RelGap
	}
	return solver.DefaultGap
}

// at is the desk of another worker.
func (d *desk) at(st *Study) *desk {
	own := *d
	own.st = st
	return &own
}

// outcome says whether a problem has a best plan.
type outcome int

const (
	hasPlan outcome = iota
	noPlan
	noEnd
)

// best finds the best plan of the problem with a change: the one of the best
// money, or where gaps are closed of those with the least gap.
func (d *desk) best(ctx context.Context, change func(p *lp.Problem)) (Standing, outcome, error) {
	var at Standing
	p := d.changed(change)
	if d.closing {
		q := p.Clone()
		d.gap.Aim(q)
		sol, is, err := d.solve(ctx, q, 0)
		if err != nil || is != hasPlan {
			return at, is, err
		}
		at.Gap = d.gap.In(sol.ColValue)
		room := 0.0
		if d.whole {
			room = d.noise * max(1, math.Abs(sol.Objective))
		}
		p.RowUpper[d.row] = max(0, sol.Objective) + room - d.given
	}
	sol, is, err := d.solve(ctx, p, 1)
	if is == noPlan && d.closing && err == nil { // the least gap is known to the engine's tolerance only
		p.RowUpper[d.row] += 1e-6 * max(1, d.gap.Asked)
		sol, is, err = d.solve(ctx, p, 1)
	}
	if err != nil || is != hasPlan {
		return at, is, err
	}
	if !d.closing {
		at.Gap = d.gap.In(sol.ColValue)
	}
	at.Value, at.x = sol.Objective, sol.ColValue
	at.Penalties = d.f.PenaltyIn(sol.ColValue)
	return at, hasPlan, nil
}

func (d *desk) changed(change func(p *lp.Problem)) *lp.Problem {
	p := d.p.Clone()
	if change != nil {
		change(p)
	}
	return p
}

// solve solves a problem of the desk. The phase tells which basis to begin with.
func (d *desk) solve(ctx context.Context, p *lp.Problem, phase int) (*lp.Solution, outcome, error) {
	o := lp.Options{Relax: d.o.Relax}
	if d.whole {
		o = lp.Options{RelGap: d.relGap(), TimeLimit: d.o.TimeLimit, Threads: d.o.Threads}
	} else if b := d.bases[phase]; b != nil && len(b.Cols) == p.NumCols() && len(b.Rows) == p.NumRows() {
		o.Basis = b
	}
	sol, err := d.st.engine.Solve(ctx, p, o)
	switch {
	case err != nil:
		return nil, noPlan, err
	case sol.Stop == lp.Infeasible:
		return nil, noPlan, nil
	case sol.Stop == lp.Unbounded, sol.Stop == lp.InfeasibleOrUnbounded:
		return nil, noEnd, nil
	case sol.Primal != lp.Feasible:
		return nil, noPlan, fmt.Errorf("find what a lever is worth: %s", sol.Stop.Sentence())
	}
	if d.bases[phase] == nil && !d.whole && p.NumCols() == d.p.NumCols() {
		d.bases[phase] = sol.Basis
	}
	return sol, hasPlan, nil
}

// effect compares a plan with the one that levers are measured against.
func (d *desk) effect(at Standing, is outcome) LeverEffect {
	switch is {
	case noPlan:
		return LeverEffect{NoPlan: true}
	case noEnd:
		return LeverEffect{NoEnd: true}
	}
	tidy := func(x, size float64) float64 {
		if math.Abs(x) <= d.noise*max(1, math.Abs(size)) {
			return 0
		}
		return x
	}
	e := LeverEffect{
		Net:       tidy(d.sign*(d.base.Value-at.Value), max(math.Abs(d.base.Value), math.Abs(d.base.Penalties))),
		Penalties: tidy(d.base.Penalties-at.Penalties, max(math.Abs(d.base.Value), d.base.Penalties)),
		Closes:    d.base.Gap - at.Gap,
	}
	if math.Abs(e.Closes) <= 1e-6*max(1, d.gap.Asked) || !d.closing && e.Net == 0 { // plans that are as good may differ in it
		e.Closes = 0
	}
	return e
}

// binds tells whether a limit of a lever has no room left in the plan.
func (d *desk) binds(v *LeverValue) bool {
	matrix := d.p.ByRow()
	for _, row := range v.Rows {
		columns, values := matrix.Line(row)
		used := 0.0
		for k, j := range columns {
			used += values[k] * d.base.x[j]
		}
		room := d.p.RowUpper[row] - used
		if math.IsInf(room, 0) {
			room = used - d.p.RowLower[row]
		}
		if room <= 1e-6*max(1, math.Abs(used)) {
			return true
		}
	}
	return false
}
