package simplex

import (
	"math"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

const (
	leastRatio   = 1e-7 // what is smaller takes no part in a ratio test
	samePivot    = 1e-6 // by what share the two ways to compute a pivot may differ
	mostUpdates  = 64   // pivots before the basis is factored anew
	lowestWeight = 1e-4
)

// enterColumn is the column of a variable in terms of the basis.
func (s *Solver) enterColumn(j int32) {
	clear(s.byRow)
	s.addTo(s.byRow, j, 1)
	s.inverse.ftran(s.byRow, s.entering)
}

// leaveRow is the row of a slot in the inverse, and its product with every column: by how much a variable moves
// the basic one of that slot, down for up.
func (s *Solver) leaveRow(slot int32) {
	clear(s.bySlot)
	s.bySlot[slot] = 1
	s.inverse.btran(s.bySlot, s.leaving)
	for _, j := range s.touched {
		s.across[j] = 0
	}
	s.touched = s.touched[:0]
	for i, v := range s.leaving {
		if v == 0 {
			continue
		}
		cols, values := s.rows.Line(i)
		for k, j := range cols {
			if s.across[j] == 0 {
				s.touched = append(s.touched, j)
			}
			if s.across[j] += v * values[k]; s.across[j] == 0 {
				s.across[j] = vanished
			}
		}
		j := int32(s.n + i)
		s.touched = append(s.touched, j)
		s.across[j] = -v
	}
}

// agree tells whether column and row have the same pivot.
func (s *Solver) agree(slot, j int32) bool {
	a, b := s.entering[slot], s.across[j]
	return math.Abs(a-b) <= samePivot*max(1, math.Abs(a)) && math.Abs(a) >= leastPivot
}

// exchange makes a variable basic in a slot, by a step of its value; what leaves rests at the given side. Reduced
// costs follow along the row that leaves.
func (s *Solver) exchange(slot, in int32, step float64, side lp.BasisStatus) bool {
	for k, a := range s.entering {
		if a != 0 {
			s.x[s.basic[k]] -= a * step
		}
	}
	s.x[in] += step
	out := s.basic[slot]
	times := s.d[in] / s.entering[slot]
	for _, j := range s.touched {
		if s.at[j] != lp.Basic {
			s.d[j] -= times * s.across[j]
		}
	}
	s.d[in], s.d[out] = 0, -times
	s.at[in], s.at[out] = lp.Basic, side
	s.rest(int(out))
	s.basic[slot] = in
	s.inverse.enter(slot, s.entering)
	if len(s.inverse.slots) < mostUpdates {
		return true
	}
	return s.afresh()
}

// afresh computes everything anew from the basis.
func (s *Solver) afresh() bool {
	if !s.factorise() {
		return false
	}
	s.primal()
	s.dual(s.shifted)
	return true
}
