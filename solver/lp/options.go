package lp

import "time"

// Algorithm says how a linear problem is solved. Problems with integers branch whatever it is.
type Algorithm uint8

// The algorithms. Auto takes the dual simplex for problems of up to AutoSimplexRows rows or from a
// starting basis, and the interior point method otherwise. Interior point is followed by crossover, so
// that every algorithm ends at a vertex with a basis.
const (
	Auto Algorithm = iota
	Simplex
	InteriorPoint
)

// AutoSimplexRows is the largest number of rows for which Auto takes the simplex method.
const AutoSimplexRows = 5000

// String names the algorithm.
func (a Algorithm) String() string {
	switch a {
	case Simplex:
		return "simplex"
	case InteriorPoint:
		return "interior point"
	default:
		return "auto"
	}
}

// Options say how to solve. The zero value is a plain solve to optimality on one thread.
type Options struct {
	TimeLimit time.Duration // of the engine's work on this problem; 0: none
	RelGap    float64       // a solve with integers may stop at this relative gap; 0: the engine's default of 1e-4
	AbsGap    float64       // or at this absolute gap, in the unit of the objective; 0: the engine's default of 1e-6
	NodeLimit int           // of a solve with integers: nodes of the search; 0: none. Unlike a time limit it gives the same result always
	Threads   int           // 0: 1. More than one is only worth it for a large problem with integers
	Algorithm Algorithm

	PresolveOff bool // work on the problem as it is: for cross-checks and for warm starts
	Relax       bool // drop integrality; semi-continuous columns become continuous between 0 and their upper bound
	FixedPrices bool // for a problem with integers: also solve it with them fixed, into Solution.Fixed; the time limit counts anew
	Ranging     bool // fill Solution.Ranging; only for an optimal linear problem (or for Solution.Fixed)
	Proof       bool // fill Solution.Ray when the problem, or its relaxation, is infeasible

	Basis *Basis    // a basis to start from; nil: none. One that does not fit the problem is an error
	Start []float64 // values to start a solve with integers from, one per column; nil: none
	Seed  int       // the engine's random seed; results are a function of problem and options

	// Progress, if set, is called now and then while the solve runs, from its goroutine: it must be quick.
	Progress func(Progress)
}

// Progress is the state of a running solve. Numbers that are not known yet are NaN.
type Progress struct {
	Seconds    float64
	Iterations int64
	Nodes      int64
	Primal     float64 // objective of the best solution so far
	Bound      float64 // what no solution can beat
	Gap        float64 // relative difference of the two
}
