package audit

import "math"

// Tolerance is how exactly every equality and limit must hold, relative to the
// size of what is compared: a test passes within
//
//	Tolerance x (1 + the sum of the absolute values of its terms)
//
// in the unit of the test. The engine works to 1e-7 on rows that it has scaled,
// and undoing the scale and the presolve costs up to one more digit; 1e-6 of
// the terms leaves that room and is still one unit in a million. The 1 makes
// the test absolute for quantities near zero.
const Tolerance = 1e-6

// WholeTolerance is how near to a whole number a whole number must be. It is
// absolute, because a share of a large crew could hide half a head; the engine
// takes 1e-6 for whole, before it undoes its scale.
const WholeTolerance = 1e-5

// tolerance is the absolute tolerance of a test with these terms.
func tolerance(terms ...float64) float64 {
	size := 1.0
	for _, v := range terms {
		size += math.Abs(v)
	}
	return Tolerance * size
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
