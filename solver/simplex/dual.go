package simplex

import (
	"math"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// dualSimplex keeps reduced costs on their side and brings variables back into their limits, until all are. Costs
// that are on the wrong side to begin with, or by rounding, are shifted so that they are not: what that hides the
// primal method finds afterwards.
func (s *Solver) dualSimplex() verdict {
	copy(s.shifted, s.cost)
	s.shiftAll()
	for k := range s.m {
		s.weight[k] = 1
	}
	for {
		slot := s.furthest()
		if slot < 0 {
			s.dual(s.cost)
			return finished
		}
		if s.tired() {
			return noAnswer
		}
		out := s.basic[slot]
		over := s.beyond(out)
		s.leaveRow(slot)
		in := s.cheapest(over)
		if in < 0 {
			if len(s.inverse.slots) > 0 {
				if !s.afresh() {
					return noAnswer
				}
				s.shiftAll()
				if s.beyond(out) == 0 {
					continue
				}
				s.leaveRow(slot)
				if s.cheapest(s.beyond(out)) >= 0 {
					continue
				}
			}
			return noSolution
		}
		s.enterColumn(in)
		if !s.agree(slot, in) {
			if len(s.inverse.slots) == 0 || !s.afresh() {
				return noAnswer
			}
			s.shiftAll()
			continue
		}
		side, bound := lp.AtLower, s.lower[out]
		if over > 0 {
			side, bound = lp.AtUpper, s.upper[out]
		}
		s.steepen(slot)
		if !s.exchange(slot, in, (s.x[out]-bound)/s.entering[slot], side) {
			return noAnswer
		}
		s.shiftTouched()
	}
}

// furthest is the slot whose variable is furthest outside of its limits, for how steep the step to them is; -1
// where all are inside.
func (s *Solver) furthest() int32 {
	best, slot := 0.0, int32(-1)
	for k, j := range s.basic {
		if v := s.beyond(j); v != 0 && v*v > best*s.weight[k] {
			best, slot = v*v/s.weight[k], int32(k)
		}
	}
	return slot
}

// cheapest is the variable whose reduced cost is first to come to 0 when the one of the row across comes back into
// its limits, from below where over is negative; -1 where none can bring it back. Of those that are as good as first it
// is the one with the largest pivot (Harris, Pivot selection methods of the Devex LP code, 1973).
func (s *Solver) cheapest(over float64) int32 {
	first := math.Inf(1)
	s.helpers = s.helpers[:0]
	for _, j := range s.touched {
		if a := s.helps(j, over); a > 0 {
			d := s.dearer(j)
			if d > first*a {
				continue
			}
			first = min(first, (d+slack*max(1, math.Abs(s.cost[j])))/a)
			s.helpers = append(s.helpers, helper{j, a, d})
		}
	}
	in, largest := int32(-1), 0.0
	for _, h := range s.helpers {
		if h.by < largest || h.dearer > first*h.by {
			continue
		}
		if h.by > largest || h.j < in {
			in, largest = h.j, h.by
		}
	}
	return in
}

// helper is a variable that brings back another, by how much, and what one of it costs.
type helper struct {
	j          int32
	by, dearer float64
}

// dearer is by how much a variable costs more when it moves the way it can go; 0 where it is less by rounding.
func (s *Solver) dearer(j int32) float64 {
	switch s.at[j] {
	case lp.AtLower:
		return max(0, s.d[j])
	case lp.AtUpper:
		return max(0, -s.d[j])
	}
	return 0
}

// helps is by how much a variable brings back the one of the row across, moved the way it can go; 0 where it does not.
func (s *Solver) helps(j int32, over float64) float64 {
	if s.at[j] == lp.Basic || s.lower[j] == s.upper[j] {
		return 0
	}
	a := s.across[j]
	if over < 0 {
		a = -a
	}
	switch s.at[j] {
	case lp.AtUpper:
		a = -a
	case lp.AtZero:
		a = math.Abs(a)
	}
	if a < leastRatio {
		return 0
	}
	return a
}

// steepen brings the weights up to the next basis (the dual Devex method).
func (s *Solver) steepen(slot int32) {
	pivot := s.entering[slot]
	own := s.weight[slot]
	for k, a := range s.entering {
		if a != 0 {
			s.weight[k] = max(s.weight[k], a*a/(pivot*pivot)*own)
		}
	}
	s.weight[slot] = max(own/(pivot*pivot), 1)
}

// shiftAll puts every reduced cost on its side: a variable between two limits goes to the other one, the cost
// of any other is shifted.
func (s *Solver) shiftAll() {
	moved := false
	for j := range s.at {
		if s.saves(j) == 0 {
			continue
		}
		lower, upper := s.lower[j], s.upper[j]
		switch {
		case s.at[j] == lp.AtLower && !math.IsInf(upper, 1):
			s.at[j], s.x[j], moved = lp.AtUpper, upper, true
		case s.at[j] == lp.AtUpper && !math.IsInf(lower, -1):
			s.at[j], s.x[j], moved = lp.AtLower, lower, true
		default:
			s.shift(int32(j))
		}
	}
	if moved {
		s.primal()
	}
}

// shiftTouched does so after a step, where it is rounding.
func (s *Solver) shiftTouched() {
	for _, j := range s.touched {
		if s.saves(int(j)) > 0 {
			s.shift(j)
		}
	}
}

func (s *Solver) shift(j int32) {
	s.shifted[j] -= s.d[j]
	s.d[j] = 0
}
