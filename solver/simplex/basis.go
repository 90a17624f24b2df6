package simplex

import (
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// inverse stands for the inverse of a basis: the factors of an earlier one, and the pivots since.
type inverse struct {
	factor *factor

	// The columns that entered, in terms of the basis before them (the product form of the inverse).
	pivots lines
	slots  []int32   // where they entered
	values []float64 // their entries there
	work   []float64 // by row
}

func (v *inverse) start(f *factor) {
	v.factor = f
	v.pivots.reset()
	v.slots, v.values = v.slots[:0], v.values[:0]
	v.work = sized(v.work, len(f.row))
}

// enter makes a column basic in a slot, in terms of the basis so far.
func (v *inverse) enter(slot int32, column []float64) {
	for i, a := range column {
		if a != 0 && int32(i) != slot {
			v.pivots.add(int32(i), a)
		}
	}
	v.pivots.end()
	v.slots, v.values = append(v.slots, slot), append(v.values, column[slot])
}

// ftran solves B x = b: b, by row, is used up, and x is by slot.
func (v *inverse) ftran(b, x []float64) {
	v.factor.ftran(b, x)
	for k, slot := range v.slots {
		if x[slot] == 0 {
			continue
		}
		at := x[slot] / v.values[k]
		x[slot] = at
		index, value := v.pivots.line(int32(k))
		for e, i := range index {
			x[i] -= value[e] * at
		}
	}
}

// btran solves B'y = c: c, by slot, is used up, and y is by row.
func (v *inverse) btran(c, y []float64) {
	for k := len(v.slots) - 1; k >= 0; k-- {
		slot := v.slots[k]
		sum := c[slot]
		index, value := v.pivots.line(int32(k))
		for e, i := range index {
			sum -= value[e] * c[i]
		}
		c[slot] = sum / v.values[k]
	}
	v.factor.btran(c, y)
}

// known is a basis that was begun from, with its factors.
type known struct {
	basic  []int32
	factor *factor
}

// mostKnown is how many factors are kept. They are a function of the basis, so that keeping them changes no answer.
const mostKnown = 8

// begin takes a basis: variables without the bound at which they are said to rest go to the other, or to zero.
func (s *Solver) begin(b *lp.Basis) {
	s.basic = s.basic[:0]
	for j := range s.at {
		status := lp.AtLower
		if j < s.n {
			status = b.Cols[j]
		} else {
			status = b.Rows[j-s.n]
		}
		if status == lp.Basic {
			s.basic = append(s.basic, int32(j))
		}
		s.at[j] = status
		if status != lp.Basic {
			s.rest(j)
		}
	}
}

// rest puts a variable that is not basic where it can be, and its value there.
func (s *Solver) rest(j int) {
	lower, upper := s.lower[j], s.upper[j]
	switch at := s.at[j]; {
	case math.IsInf(lower, -1) && math.IsInf(upper, 1):
		s.at[j], s.x[j] = lp.AtZero, 0
	case at == lp.AtUpper && !math.IsInf(upper, 1), math.IsInf(lower, -1):
		s.at[j], s.x[j] = lp.AtUpper, upper
	case at == lp.AtLower, math.IsInf(upper, 1), math.Abs(lower) <= math.Abs(upper):
		s.at[j], s.x[j] = lp.AtLower, lower
	default:
		s.at[j], s.x[j] = lp.AtUpper, upper
	}
}

// factorise finds the inverse of the basis as it is. It is false where there is none that a few changes mend.
func (s *Solver) factorise() bool {
	for range mostMends {
		if len(s.basic) != s.m {
			return false
		}
		for k := range s.known {
			if slices.Equal(s.known[k].basic, s.basic) {
				s.inverse.start(s.known[k].factor)
				return true
			}
		}
		k := s.forget()
		slots, rows := s.make.factorise(k.factor, s.m, func(slot int32) ([]int32, []float64) { return s.column(s.basic[slot]) })
		if len(slots) == 0 {
			k.basic = append(k.basic, s.basic...)
			s.inverse.start(k.factor)
			return true
		}
		for k, slot := range slots { // what depends on the others makes room for rows that nothing covers
			out, in := s.basic[slot], int32(s.n)+rows[k]
			s.at[out] = lp.Nonbasic
			s.rest(int(out))
			s.at[in], s.basic[slot] = lp.Basic, in
		}
	}
	return false
}

const mostMends = 3

// forget makes room for the factors of one more basis, that of the oldest where there are enough.
func (s *Solver) forget() *known {
	if len(s.known) < mostKnown {
		s.known = append(s.known, known{factor: &factor{}})
		s.oldest = len(s.known) - 1
	}
	k := &s.known[s.oldest]
	k.basic = k.basic[:0]
	s.oldest = (s.oldest + 1) % mostKnown
	return k
}

// column is that of a variable.
func (s *Solver) column(j int32) ([]int32, []float64) {
	if int(j) < s.n {
		return s.cols.Line(int(j))
	}
	return s.rowIndex[j-int32(s.n) : j-int32(s.n)+1], minusOne
}

var minusOne = []float64{-1}

// primal computes the values of the basic variables from those of the others.
func (s *Solver) primal() {
	clear(s.byRow)
	for j, at := range s.at {
		if x := s.x[j]; at != lp.Basic && x != 0 {
			s.addTo(s.byRow, int32(j), -x)
		}
	}
	s.inverse.ftran(s.byRow, s.bySlot)
	for slot, j := range s.basic {
		s.x[j] = s.bySlot[slot]
	}
}

// addTo adds a multiple of a variable's column.
func (s *Solver) addTo(byRow []float64, j int32, times float64) {
	if int(j) >= s.n {
		byRow[int(j)-s.n] -= times
		return
	}
	rows, values := s.cols.Line(int(j))
	for k, i := range rows {
		byRow[i] += values[k] * times
	}
}

// dual computes the prices of the rows and the reduced costs of all variables, at given costs.
func (s *Solver) dual(cost []float64) {
	for slot, j := range s.basic {
		s.bySlot[slot] = cost[j]
	}
	s.inverse.btran(s.bySlot, s.y)
	s.reduce(cost)
}

// reduce computes the reduced costs from the prices of the rows.
func (s *Solver) reduce(cost []float64) {
	for j := range s.n {
		s.d[j] = cost[j] - s.product(j, s.y)
	}
	for i, y := range s.y {
		s.d[s.n+i] = cost[s.n+i] + y
	}
	for _, j := range s.basic {
		s.d[j] = 0
	}
}

// product is that of a structural column with a vector by row.
func (s *Solver) product(j int, byRow []float64) float64 {
	rows, values := s.cols.Line(j)
	sum := 0.0
	for k, i := range rows {
		sum += values[k] * byRow[i]
	}
	return sum
}
