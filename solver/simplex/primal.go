package simplex

import (
	"math"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// primalSimplex keeps the limits and moves what saves, until nothing does.
func (s *Solver) primalSimplex() verdict {
	copy(s.shifted, s.cost)
	for j := range s.weight {
		s.weight[j] = 1
	}
	for {
		in := s.dearest()
		if in < 0 {
			return finished
		}
		if s.tired() {
			return noAnswer
		}
		s.enterColumn(in)
		direction := 1.0
		if s.d[in] > 0 {
			direction = -1
		}
		slot, step, side := s.firstLimit(direction)
		if own := s.upper[in] - s.lower[in]; own <= step && !math.IsInf(own, 1) {
			s.toOtherSide(in, direction, own)
			continue
		}
		if slot < 0 {
			return noAnswer // there is no end to it, or so it seems
		}
		s.leaveRow(slot)
		if !s.agree(slot, in) {
			if len(s.inverse.slots) == 0 || !s.afresh() {
				return noAnswer
			}
			continue
		}
		s.reweigh(slot, in)
		if !s.exchange(slot, in, direction*step, side) {
			return noAnswer
		}
	}
}

// toOtherSide moves a variable from one of its limits to the other.
func (s *Solver) toOtherSide(j int32, direction, by float64) {
	for k, a := range s.entering {
		if a != 0 {
			s.x[s.basic[k]] -= direction * a * by
		}
	}
	if direction > 0 {
		s.at[j], s.x[j] = lp.AtUpper, s.upper[j]
	} else {
		s.at[j], s.x[j] = lp.AtLower, s.lower[j]
	}
}

// dearest is the variable that saves the most for how steep the step is; -1 where none saves anything.
func (s *Solver) dearest() int32 {
	best, in := 0.0, int32(-1)
	for j := range s.at {
		if v := s.saves(j); v > 0 && v*v > best*s.weight[j] {
			best, in = v*v/s.weight[j], int32(j)
		}
	}
	return in
}

// firstLimit is the slot whose variable comes to a limit first when the one that enters moves in a direction, after
// which step of that one, and at which side; -1 where there is none. Of those that are as good as first it is
// the one with the largest pivot.
func (s *Solver) firstLimit(direction float64) (slot int32, step float64, side lp.BasisStatus) {
	first := math.Inf(1)
	for k, a := range s.entering {
		if room, a, _ := s.room(int32(k), direction*a); a > 0 {
			first = min(first, (max(0, room)+slack*max(1, math.Abs(s.x[s.basic[k]])))/a)
		}
	}
	slot, step = -1, math.Inf(1)
	largest := 0.0
	for k, a := range s.entering {
		if room, a, at := s.room(int32(k), direction*a); a > largest && room <= first*a {
			slot, step, side, largest = int32(k), max(0, room/a), at, a
		}
	}
	return slot, step, side
}

// room is how far the variable of a slot is from the limit that it comes nearer to, how fast it does, and which it
// is; it does not come nearer to any where the speed is 0. It falls where the entry of its slot is positive.
func (s *Solver) room(slot int32, entry float64) (room, speed float64, side lp.BasisStatus) {
	j := s.basic[slot]
	switch {
	case entry > leastRatio:
		room, speed, side = s.x[j]-s.lower[j], entry, lp.AtLower
	case entry < -leastRatio:
		room, speed, side = s.upper[j]-s.x[j], -entry, lp.AtUpper
	}
	if math.IsInf(room, 1) {
		return 0, 0, side
	}
	return room, speed, side
}

// reweigh brings the weights up to the next basis (the Devex method).
func (s *Solver) reweigh(slot, in int32) {
	pivot, own := s.across[in], s.weight[in]
	for _, j := range s.touched {
		if a := s.across[j] / pivot; s.at[j] != lp.Basic {
			s.weight[j] = max(s.weight[j], a*a*own)
		}
	}
	s.weight[s.basic[slot]] = max(own/(pivot*pivot), 1)
}
