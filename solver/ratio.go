package solver

import (
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

// ratio says that a limit is on a ratio: a part of a whole, or an average. Its
// row is multiplied out, so that it stays linear:
//
//	sum_j a[j] x[j]  <=  value x whole
//
// People think of the ratio. So its state shows the ratio that the plan has and
// the one that the limit allows, and the price of one more of it, which is the
// price of the row times the whole.
type ratio struct {
	wholes  []int          // first column of everything that the whole is the sum of
	windows []model.Window // over which both are summed up; nil: every period
	unit    string         // of the ratio
	scale   float64        // from the value in the scenario to unit: 100 for %
}

const percentUnit = "%"

// limitRatio adds the rows of a limit on a ratio, with the whole on the left.
func (b *builder) limitRatio(l limitBlock, r ratio) rowSet {
	l.ratio = &r
	value := where(l.limit)
	if r.windows != nil {
		ends := atEndOf(r.windows, l.limit)
		value = func(t int) (float64, bool) {
			_, given := ends(t)
			return 0, given
		}
	}
	rows := b.limit(l, value)
	for t := range b.periods {
		row := rows.at(t)
		if row == none {
			continue
		}
		for at := r.from(t); at <= t; at++ {
			for _, first := range r.wholes {
				b.p.Add(row, first+at, -l.limit.Value.At(t))
			}
		}
	}
	return rows
}

// from is the first period of the window that ends in period t.
func (r *ratio) from(t int) int {
	for _, w := range r.windows {
		if w.To == t {
			return w.From
		}
	}
	return t
}

// whole is what the ratio is of in the window that ends in period t.
func (r *ratio) whole(t int, x []float64) float64 {
	var sum float64
	for at := r.from(t); at <= t; at++ {
		for _, first := range r.wholes {
			sum += x[first+at]
		}
	}
	return sum
}

// fill sets what the plan makes of the ratio. Activity is that of the row. A
// ratio of nothing is as its limit says, with room to spare.
func (r *ratio) fill(s *LimitState, activity float64, x, duals []float64, row int) {
	whole := r.whole(s.Period, x)
	s.Used, s.Slack, s.Weight = math.NaN(), math.Inf(1), whole/r.scale
	if whole > noise {
		excess := r.scale * activity / whole // above the limit
		s.Used = s.Limit + excess
		switch s.Sense {
		case atMost.String():
			s.Slack = -excess
		case atLeast.String():
			s.Slack = excess
		default:
			s.Slack = 0
		}
		if math.Abs(s.Slack) <= noise*max(1, math.Abs(s.Limit)) {
			s.Slack = 0
		}
	}
	if duals != nil {
		s.Price = duals[row] * s.Weight
	}
}
