package solver

import "github.com/steelyard-sop/steelyard/model"

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
	path        string
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

// onlyWith lets an activity be more than 0 only where a decision is taken: most
// holds its bounds by period, which must be finite in all periods of rows.
// Columns of the activity are in the rows already.
func (b *builder) onlyWith(rows rowSet, decision int, most []float64, path string) {
	for t := range b.periods {
		row := rows.at(t)
		if row == none {
			continue
		}
		m := most[t] * (1 + slackInM)
		b.p.Add(row, decision+t, -m)
		b.bigM = append(b.bigM, bigM{row, decision + t, path, m})
	}
}
