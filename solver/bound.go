package solver

import (
	"math"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Bound: the coefficients of rows that let something happen only where a
// decision is taken. For an activity x and a decision on, of which nothing says
// how much one of it allows,
//
//	x[t] - M[t] on[t]  <=  0
//
// M is the most that x comes to in at least one best plan (model.MostActivity),
// so that the row holds back no plan that is worth having. The smaller M is, the
// nearer the problem without whole numbers is to the one with them, and the less
// can pass while on is 0 but for the tolerance of the engine.

// slackInM keeps such a row from being met exactly while the decision is taken:
// M mostly is what some limit allows, and the price of that belongs to the limit.
const slackInM = 1e-4

// bigM is one such coefficient.
type bigM struct {
	row, column int
	period      int
	path        string                          // of the decision
	of          func(*model.Activity) []float64 // finds the activity; nil where it is none
	value       float64
}

// BigM is one coefficient that lets something happen only where a decision is
// taken: it stands for the limits that apply then.
type BigM struct {
	Row   string  // name of its row: switched[mix,2026-03]
	Path  string  // of the decision in the scenario
	Value float64 // in the unit of the row
}

// BigM lists all such coefficients, in the order of the rows.
func (f *Formulation) BigM() []BigM {
	list := make([]BigM, len(f.bigM))
	for k, m := range f.bigM {
		list[k] = BigM{f.Problem.Rows.Name(m.row), m.path, m.value}
	}
	return list
}

// mostActivity finds the most of every activity, when first asked for it.
func (b *builder) mostActivity() *model.Activity {
	if b.most == nil {
		most := b.s.MostActivity()
		b.most = &most
	}
	return b.most
}

// Loosened is the problem for asking what would be without some limits, or with
// others: a copy whose coefficients are as large as they would be without the
// limits that they come from.
func (f *Formulation) Loosened() *lp.Problem {
	p := f.Problem.Clone()
	if len(f.bigM) == 0 {
		return p
	}
	needed := f.Scenario.NeededActivity()
	for _, m := range f.bigM {
		v := m.value * manyTimes
		if m.of != nil {
			if least := m.of(&needed)[m.period] * (1 + slackInM); !math.IsInf(least, 1) {
				v = least
			}
		}
		if v > m.value {
			p.Add(m.row, m.column, m.value-v)
		}
	}
	return p
}

// LetGo takes from a problem in which all whole numbers are fixed the rows that
// hold back what is on: they stand for limits that may be others there.
func (f *Formulation) LetGo(p *lp.Problem) {
	for _, m := range f.bigM {
		if p.ColLower[m.column] > 0 {
			p.RowUpper[m.row] = lp.Inf()
		}
	}
}

// manyTimes is how much more is taken for as much as one likes.
const manyTimes = 100

// onlyWith lets something, which is in the rows already, be more than 0 only
// where a decision is taken: most holds its bounds by period. Path is that of
// the decision.
func (b *builder) onlyWith(rows rowSet, decision int, most []float64, path string) {
	for t := range b.periods {
		row := rows.at(t)
		if row == none {
			continue
		}
		m := most[t] * (1 + slackInM)
		b.p.Add(row, decision+t, -m)
		b.bigM = append(b.bigM, bigM{row, decision + t, t, path, nil, m})
	}
}

// activeOnlyWith does the same for an activity, whose bounds are found by of.
func (b *builder) activeOnlyWith(rows rowSet, decision int, of func(*model.Activity) []float64, path string) {
	first := len(b.bigM)
	b.onlyWith(rows, decision, of(b.mostActivity()), path)
	for k := first; k < len(b.bigM); k++ {
		b.bigM[k].of = of
	}
}
