package simplex

import (
	"math"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Solver solves problems with one matrix, one after the other. It belongs to one goroutine at a time.
type Solver struct {
	m, n       int
	cols, rows *lp.Matrix
	rowIndex   []int32 // 0, 1, 2, ...

	// Of the problem in hand, by variable. Costs are those of minimising.
	cost         []float64
	lower, upper []float64
	shifted      []float64 // costs as the dual simplex method sees them

	at    []lp.BasisStatus
	x, d  []float64 // values and reduced costs
	y     []float64 // prices, by row
	basic []int32   // by slot

	inverse inverse
	make    factoriser
	known   []known
	oldest  int

	// Of one pivot.
	entering, leaving []float64 // the column that enters, by slot, and the row of the inverse that leaves, by row
	across            []float64 // that row times the matrix, by variable
	touched           []int32   // where it is not 0
	helpers           []helper
	weight            []float64 // by slot or variable: how steep a step is
	byRow, bySlot     []float64

	pivots, most int
	stop         func() bool
}

// New makes a solver for problems with the matrix of p.
func New(p *lp.Problem) *Solver {
	m, n := p.NumRows(), p.NumCols()
	s := &Solver{m: m, n: n, cols: p.ByColumn(), rows: p.ByRow(), rowIndex: make([]int32, m)}
	for i := range s.rowIndex {
		s.rowIndex[i] = int32(i)
	}
	for _, v := range []*[]float64{&s.cost, &s.lower, &s.upper, &s.shifted, &s.x, &s.d, &s.across, &s.weight} {
		*v = make([]float64, n+m)
	}
	for _, v := range []*[]float64{&s.y, &s.entering, &s.leaving, &s.byRow, &s.bySlot} {
		*v = make([]float64, m)
	}
	s.at = make([]lp.BasisStatus, n+m)
	return s
}

// Limits say how far to go.
type Limits struct {
	Pivots int         // the most
	Stop   func() bool // tells now and then whether to stop; nil: never
}

// tolerance is how far what is 0 may be from it, as a share of the numbers around it.
const tolerance = 1e-9

// slack is by how much a ratio test may let pass what is there to pass by, for a larger pivot; it has to be small beside
// the tolerance, or it adds up to that.
const slack = 1e-2 * tolerance

// mostRounds is how often limits and costs may take turns.
const mostRounds = 6

// Solve solves a linear problem from a basis: the answer is Optimal or Infeasible, with a ray that proves it. It is nil
// where no answer was found that stands up to its proof.
func (s *Solver) Solve(p *lp.Problem, basis *lp.Basis, limits Limits) *lp.Solution {
	s.take(p)
	s.begin(basis)
	s.pivots, s.most, s.stop = 0, limits.Pivots, limits.Stop
	if !s.factorise() {
		return nil
	}
	s.primal()
	s.dual(s.cost)
	for range mostRounds {
		var end verdict
		switch {
		case s.worstLimit() >= 0:
			end = s.dualSimplex()
		case s.worstCost() >= 0:
			end = s.primalSimplex()
		default:
			return s.proven(p)
		}
		switch end {
		case finished:
		case noSolution:
			return s.impossible(p)
		default:
			return nil
		}
	}
	return nil
}

// verdict is what became of one way of going on.
type verdict int8

const (
	finished   verdict = iota // nothing is left for this method to do
	noSolution                // leaving proves that limits contradict each other
	noAnswer
)

// take lays out a problem.
func (s *Solver) take(p *lp.Problem) {
	n := s.n
	copy(s.lower, p.ColLower)
	copy(s.upper, p.ColUpper)
	copy(s.lower[n:], p.RowLower)
	copy(s.upper[n:], p.RowUpper)
	if p.Sense == lp.Maximise {
		for j, c := range p.Cost {
			s.cost[j] = 0 - c
		}
	} else {
		copy(s.cost, p.Cost)
	}
}

// tired tells whether the way is too long.
func (s *Solver) tired() bool {
	s.pivots++
	return s.pivots > s.most || s.pivots%16 == 0 && s.stop != nil && s.stop()
}

// beyond is how far a variable is outside of its limits: below 0 under the lower one, above 0 over the upper one.
func (s *Solver) beyond(j int32) float64 {
	x := s.x[j]
	if under := x - s.lower[j]; under < -tolerance*max(1, math.Abs(x)) {
		return under
	}
	if over := x - s.upper[j]; over > tolerance*max(1, math.Abs(x)) {
		return over
	}
	return 0
}

// saves is by how much the objective falls for one unit of a variable that is not basic, moved the way it can go.
func (s *Solver) saves(j int) float64 {
	if s.d[j] == 0 {
		return 0
	}
	return s.savesSome(j)
}

func (s *Solver) savesSome(j int) float64 {
	d := s.d[j]
	least := tolerance * max(1, math.Abs(s.cost[j]))
	switch s.at[j] {
	case lp.Basic:
		return 0
	case lp.AtLower:
		d = -d
	case lp.AtZero:
		d = math.Abs(d)
	}
	if d <= least || s.lower[j] == s.upper[j] {
		return 0
	}
	return d
}

// worstLimit is a slot whose variable is outside of its limits, -1 where none is.
func (s *Solver) worstLimit() int32 {
	for slot, j := range s.basic {
		if s.beyond(j) != 0 {
			return int32(slot)
		}
	}
	return -1
}

// worstCost is a variable that still saves something, -1 where none does.
func (s *Solver) worstCost() int32 {
	for j := range s.at {
		if s.saves(j) > 0 {
			return int32(j)
		}
	}
	return -1
}
