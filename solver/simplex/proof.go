package simplex

import (
	"math"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// proven reads the answer from the basis, if it stands up to its proof.
func (s *Solver) proven(p *lp.Problem) *lp.Solution {
	s.refinePrices()
	s.refineValues()
	if !s.holds() {
		return nil
	}
	n, m := s.n, s.m
	out := &lp.Solution{
		Stop: lp.Optimal, StopRaw: "Optimal", Primal: lp.Feasible, Dual: lp.Feasible,
		ColValue: make([]float64, n), ColDual: make([]float64, n), RowValue: make([]float64, m), RowDual: make([]float64, m),
		Basis: &lp.Basis{Cols: make([]lp.BasisStatus, n), Rows: make([]lp.BasisStatus, m)}, Iterations: int64(s.pivots),
	}
	copy(out.ColValue, s.x[:n])
	copy(out.RowValue, s.x[n:])
	copy(out.ColDual, s.d[:n])
	copy(out.RowDual, s.d[n:])
	if p.Sense == lp.Maximise {
		negate(out.ColDual)
		negate(out.RowDual)
	}
	copy(out.Basis.Cols, s.at[:n])
	copy(out.Basis.Rows, s.at[n:])
	out.Objective = p.Offset
	for j, c := range p.Cost {
		out.Objective += c * out.ColValue[j]
	}
	out.Bound = out.Objective
	return out
}

func negate(list []float64) {
	for i := range list {
		list[i] = 0 - list[i]
	}
}

// refineValues computes the values of the basic variables, and once more what is left of B x = b. What is left after
// that stands in byRow, and in leaving how large the numbers are that it is the sum of.
func (s *Solver) refineValues() {
	s.primal()
	s.remainder()
	if s.isRounding() {
		return
	}
	s.inverse.ftran(s.byRow, s.bySlot)
	for slot, j := range s.basic {
		s.x[j] += s.bySlot[slot]
	}
	s.remainder()
}

// isRounding tells whether the remainder is what rounding leaves.
func (s *Solver) isRounding() bool {
	for i, v := range s.byRow {
		if math.Abs(v) > slack*max(1, s.leaving[i]) {
			return false
		}
	}
	return true
}

// remainder is what A x - r falls short of 0. In leaving stands how large the
// numbers are that it is the sum of.
func (s *Solver) remainder() {
	clear(s.byRow)
	clear(s.leaving)
	for j, x := range s.x[:s.n] {
		if x == 0 {
			continue
		}
		rows, values := s.cols.Line(j)
		for k, i := range rows {
			v := values[k] * x
			s.byRow[i] -= v
			s.leaving[i] += math.Abs(v)
		}
	}
	for i, r := range s.x[s.n:] {
		s.byRow[i] += r
	}
}

// refinePrices does the same for the prices.
func (s *Solver) refinePrices() {
	s.dual(s.cost)
	for slot, j := range s.basic {
		s.bySlot[slot] = s.cost[j] - s.priced(j)
	}
	s.inverse.btran(s.bySlot, s.leaving)
	for i := range s.y {
		s.y[i] += s.leaving[i]
	}
	s.reduce(s.cost)
}

// priced is what a variable's column comes to at the prices.
func (s *Solver) priced(j int32) float64 {
	if int(j) < s.n {
		return s.product(int(j), s.y)
	}
	return -s.y[int(j)-s.n]
}

// holds tells whether the values keep the rows and all limits, and the reduced costs are on their side. That the one
// is best and the other proves it follows, since variables between their limits have none.
func (s *Solver) holds() bool {
	for i, left := range s.byRow {
		if math.Abs(left) > tolerance*max(1, s.leaving[i]) {
			return false
		}
	}
	for _, j := range s.basic {
		if s.beyond(j) != 0 || !(math.Abs(s.cost[j]-s.priced(j)) <= tolerance*max(1, math.Abs(s.cost[j]))) {
			return false
		}
	}
	return s.worstCost() < 0
}

const (
	// rayTolerance is what counts as zero in a ray whose largest multiplier is 1.
	rayTolerance = 1e-9
	// leastContradiction is by how much limits must contradict each other: other engines let less pass.
	leastContradiction = 1e-6
)

// impossible is the answer that there is no solution, if the row of the inverse proves it.
func (s *Solver) impossible(p *lp.Problem) *lp.Solution {
	largest := 0.0
	for _, v := range s.leaving {
		largest = max(largest, math.Abs(v))
	}
	if largest == 0 {
		return nil
	}
	for _, factor := range []float64{1 / largest, -1 / largest} {
		ray := make([]float64, s.m)
		for i, v := range s.leaving {
			if v *= factor; math.Abs(v) > rayTolerance {
				ray[i] = v
			}
		}
		if gap, err := lp.FarkasGap(p, ray, rayTolerance); err == nil && gap > leastContradiction {
			return &lp.Solution{
				Stop: lp.Infeasible, StopRaw: "Infeasible", Ray: ray, Iterations: int64(s.pivots),
				Objective: math.NaN(), Bound: math.NaN(), Gap: math.NaN(),
			}
		}
	}
	return nil
}
