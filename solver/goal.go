package solver

import (
	"math"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Goals and budgets: a figure of the plan that is linear in the decisions x and
// in what is paid for them. For each goal g, and for each window W of a budget
//
//	goal    figure[g]    >= or <=  target[g]
//	budget  figure[g,W]  >= or <=  target[g,W]
//
// A priced goal has a column for what is missing, which costs the penalty, and a
// ranked one has a column missed[g] that costs nothing: see goal_rank.go. A goal that
// wants the most or the least of a figure has no target: its row is free until
// its rank is met. A budget that is neither hard nor priced nor ranked has no
// row.

// figureForm is a figure as a linear form of columns.
type figureForm struct {
	columns  []int
	factors  []float64
	constant float64
}

func (l *figureForm) add(column int, factor float64) {
	if column != none && factor != 0 {
		l.columns, l.factors = append(l.columns, column), append(l.factors, factor)
	}
}

// value is the form at x.
func (l *figureForm) value(x []float64) float64 {
	value := l.constant
	for i, column := range l.columns {
		value += l.factors[i] * x[column]
	}
	return value
}

// addTo puts the form into a row, times a factor; its constant is left to the
// right-hand side.
func (l *figureForm) addTo(p *lp.Problem, row int, factor float64) {
	for i, column := range l.columns {
		p.Add(row, column, factor*l.factors[i])
	}
}

// goalBlock is one goal in the problem.
type goalBlock struct {
	ref    model.GoalRef
	unit   string
	spans  []model.GoalSpan
	forms  []figureForm // of each span
	rows   []int        // of each span; nil where the goal is only compared
	missed []int        // column of each span; nil where nothing may be missing, or where it is priced
}

// compared tells whether a goal is only compared with the plan.
func compared(ref model.GoalRef) bool {
	return !ref.Hard && !ref.Ranked() && !ref.Target.Priced()
}

// form makes a figure linear in columns, over some periods.
func (f *Formulation) form(figure *model.Figure, periods []int) figureForm {
	var l figureForm
	terms, constant := f.measures.Terms(figure, periods)
	l.constant = constant
	firsts := map[model.GridID][]int{}
	for _, term := range terms {
		if _, known := firsts[term.Grid]; !known {
			firsts[term.Grid] = f.firsts(term.Grid)
		}
		if first := firsts[term.Grid][term.Row]; first != none {
			l.add(first+term.Period, term.Factor)
		}
	}
	line, ok := model.FindLine(figure.Line)
	if !ok {
		return l
	}
	for i := range f.bookings {
		b := &f.bookings[i]
		if sign := line.Booked(b.account); sign != 0 {
			for _, t := range periods {
				l.add(b.column(t), sign*b.rate.Or(t, 0))
			}
		}
	}
	return l
}

// penalised adds the penalties of broken limits to a figure that counts them
// when it is made as great or as small as can be.
func (f *Formulation) penalised(figure *model.Figure, l *figureForm) {
	line, ok := model.FindLine(figure.Line)
	if !ok || line.Penalised() == 0 {
		return
	}
	for _, b := range f.breaks {
		l.add(b.column, line.Penalised()*b.rate)
	}
}

func (b *builder) goalRows() {
	refs := b.s.AllGoals()
	if len(refs) == 0 {
		return
	}
	if b.measures == nil {
		b.measures = b.s.Measures()
	}
	b.goals = make([]goalBlock, len(refs))
	for k, ref := range refs {
		g := &b.goals[k]
		*g = goalBlock{ref: ref, unit: b.measures.FigureUnit(&ref.Of), spans: ref.Spans(b.s.Calendar)}
		for _, span := range g.spans {
			g.forms = append(g.forms, b.form(&ref.Of, span.Periods))
		}
	}
	// What is as much or as little as can be counts the penalties of all limits,
	// so that it comes after all that are priced.
	for k := range b.goals {
		if b.goals[k].ref.Want.HasTarget() {
			b.goalRow(&b.goals[k])
		}
	}
	for k := range b.goals {
		if g := &b.goals[k]; !g.ref.Want.HasTarget() {
			for i := range g.forms {
				b.penalised(&g.ref.Of, &g.forms[i])
			}
			b.goalRow(g)
		}
	}
}

// goalRow adds the rows of one goal.
func (b *builder) goalRow(g *goalBlock) {
	ref := g.ref
	if compared(ref) || len(g.spans) == 0 {
		return
	}
	block := limitBlock{group: ref.Group(), key: ref.ID, unit: g.unit, path: ref.Path(), limit: &ref.Target, sense: senseOf(ref.Want)}
	var labels []string // none for a goal, which has one row
	sides := make([]float64, len(g.spans))
	for i, span := range g.spans {
		block.periods, block.shift = append(block.periods, span.At), append(block.shift, g.forms[i].constant)
		if ref.Section == model.BudgetSection {
			labels = append(labels, b.labels[span.At])
		}
		sides[i] = b.goalSide(g, i)
	}
	first := b.p.NumRows()
	b.place(block, labels, sides)
	for i := range g.spans {
		g.rows = append(g.rows, first+i)
		g.forms[i].addTo(b.p, first+i, 1)
	}
	if !ref.Ranked() || !ref.Want.HasTarget() {
		return
	}
	column := b.p.AddCols("missed_"+string(ref.Group()), ref.ID, labels, len(g.spans))
	for i := range g.spans {
		g.missed = append(g.missed, column+i)
		b.p.Add(first+i, column+i, towards(ref.Want))
	}
}

// goalSide is the right-hand side of a row of a goal; infinite where it has no
// target.
func (b *builder) goalSide(g *goalBlock, i int) float64 {
	if !g.ref.Want.HasTarget() {
		return math.Inf(int(-towards(g.ref.Want)))
	}
	return g.ref.Target.Value.Or(g.spans[i].At, 0) - g.forms[i].constant
}

// towards is +1 where more is wanted, and -1 where less is.
func towards(want model.GoalSense) float64 {
	if want.Upward() {
		return 1
	}
	return -1
}

func senseOf(want model.GoalSense) sense {
	if want.Upward() {
		return atLeast
	}
	return atMost
}

// gap is by how much a value misses the target of a span; 0 where it reaches it
// but for the engine's noise.
func (g *goalBlock) gap(i int, value float64) float64 {
	if !g.ref.Want.HasTarget() {
		return 0
	}
	target := g.ref.Target.Value.Or(g.spans[i].At, 0)
	gap := towards(g.ref.Want) * (target - value)
	if gap <= noise*max(1, math.Abs(target)) {
		return 0
	}
	return gap
}
