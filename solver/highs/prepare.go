package highs

import (
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// largestSemiUpper is the largest upper bound of a semi-continuous column that HiGHS takes as it is. It
// lowers larger ones, and gives up when the solution rests on a bound that it lowered.
const largestSemiUpper = 1e5

// preparedProblem is what HiGHS is given in place of the problem. It has the same rows and columns, then
// perhaps more at the end.
type preparedProblem struct {
	p            *lp.Problem
	original     *lp.Problem
	rows, cols   int     // of the original problem
	switched     []int32 // columns with an on/off column of their own, in the order of those
	mipTolerance float64 // 0: HiGHS's own
}

// prepare drops integrality if asked to, and writes out what HiGHS does not take: a semi-continuous
// column from zero is continuous, and one with a large upper bound gets an on/off column of its own.
func prepare(p *lp.Problem, relaxed bool) *preparedProblem {
	out := &preparedProblem{p: p, original: p, rows: p.NumRows(), cols: p.NumCols()}
	if !p.IsInteger() {
		return out
	}
	if relaxed {
		out.p = relax(p)
		return out
	}
	if !slices.ContainsFunc(p.ColKind, func(k lp.Kind) bool { return k >= lp.SemiContinuous }) {
		return out
	}
	out.p = p.Clone()
	for j, k := range p.ColKind {
		switch {
		case k < lp.SemiContinuous:
		case p.ColLower[j] == 0:
			out.p.ColKind[j] = withoutGap(k)
		case p.ColUpper[j] > largestSemiUpper:
			out.switched = append(out.switched, int32(j))
		}
	}
	out.addSwitches()
	if !out.p.IsInteger() {
		out.p.ColKind = nil
	}
	return out
}

// withoutGap is the kind of a semi-continuous column that may take every value from zero on.
func withoutGap(k lp.Kind) lp.Kind {
	if k == lp.SemiInteger {
		return lp.Integer
	}
	return lp.Continuous
}

// addSwitches writes lower·on <= x <= upper·on, on in {0, 1}, for every switched column x.
func (s *preparedProblem) addSwitches() {
	n := len(s.switched)
	if n == 0 {
		return
	}
	p := s.p
	on := p.AddCols("on", "", nil, n)
	above := p.AddRows("lower if on", "", nil, n)
	below := p.AddRows("upper if on", "", nil, n)
	p.SetKind(on, n, lp.Integer)
	largest := 0.0
	for k, j := range s.switched {
		lower, upper := p.ColLower[j], p.ColUpper[j]
		p.ColUpper[on+k] = 1
		p.Add(above+k, int(j), 1)
		p.Add(above+k, on+k, -lower)
		p.RowLower[above+k] = 0
		p.Add(below+k, int(j), 1)
		p.Add(below+k, on+k, -upper)
		p.RowUpper[below+k] = 0
		p.ColLower[j] = 0
		p.ColKind[j] = withoutGap(p.ColKind[j])
		largest = math.Max(largest, upper)
	}
	// A switch that is off only within the tolerance would let its column trickle by upper times as much.
	s.mipTolerance = min(max(largestSemiUpper*1e-6/largest, 1e-10), 1e-6)
}

// basis makes a basis of the original problem one of the prepared problem: added rows are basic.
func (s *preparedProblem) basis(b *lp.Basis) *lp.Basis {
	if b == nil || len(s.switched) == 0 {
		return b
	}
	out := b.Clone()
	for range s.p.NumCols() - s.cols {
		out.Cols = append(out.Cols, lp.AtLower)
	}
	for range s.p.NumRows() - s.rows {
		out.Rows = append(out.Rows, lp.Basic)
	}
	return out
}

// start adds the switches to starting values.
func (s *preparedProblem) start(values []float64) []float64 {
	if values == nil || len(s.switched) == 0 {
		return values
	}
	out := slices.Clip(values)
	for _, j := range s.switched {
		on := 0.0
		if values[j] > 0 {
			on = 1
		}
		out = append(out, on)
	}
	return out
}

// restore cuts a solution to the rows and columns of the original problem. Zeros lose their minus.
func (s *preparedProblem) restore(sol *lp.Solution) {
	for _, v := range []*[]float64{&sol.ColValue, &sol.ColDual} {
		cut(v, s.cols)
	}
	for _, v := range []*[]float64{&sol.RowValue, &sol.RowDual, &sol.Ray} {
		cut(v, s.rows)
	}
	if r := sol.Ranging; r != nil {
		for _, v := range []*[]float64{&r.RowLower, &r.RowUpper, &r.RowLowerObjective, &r.RowUpperObjective} {
			cut(v, s.rows)
		}
		for _, v := range []*[]float64{
			&r.ColLower, &r.ColUpper, &r.ColLowerObjective, &r.ColUpperObjective,
			&r.CostLower, &r.CostUpper, &r.CostLowerObjective, &r.CostUpperObjective,
		} {
			cut(v, s.cols)
		}
	}
	if len(s.switched) > 0 {
		sol.Basis = nil // with the added rows and columns gone it need not be one
	}
}

func cut(v *[]float64, n int) {
	if *v == nil {
		return
	}
	*v = slices.Clip((*v)[:n])
	for i := range *v {
		(*v)[i] += 0
	}
}

// relax is the problem without integrality: semi-continuous columns go from zero to their upper bound.
func relax(p *lp.Problem) *lp.Problem {
	if !p.IsInteger() {
		return p
	}
	q := p.Clone()
	for j, k := range q.ColKind {
		if k >= lp.SemiContinuous {
			q.ColLower[j] = min(q.ColLower[j], 0)
		}
	}
	q.ColKind = nil
	return q
}

// fixIntegers is the linear problem that is left when the decisions of a solution stand: integers keep
// their values, and a semi-continuous column stays off, or on between its bounds.
func fixIntegers(p *lp.Problem, value []float64, rounded bool) *lp.Problem {
	q := p.Clone()
	for j, k := range p.ColKind {
		v, lower := value[j], p.ColLower[j]
		if k >= lp.SemiContinuous {
			lower = min(lower, 0)
		}
		if rounded {
			v = math.Round(v)
		}
		switch {
		case k == lp.Integer || k == lp.SemiInteger:
			v = min(max(v, lower), p.ColUpper[j])
			q.ColLower[j], q.ColUpper[j] = v, v
		case k == lp.SemiContinuous && value[j] < p.ColLower[j]/2:
			q.ColLower[j], q.ColUpper[j] = 0, 0
		}
	}
	q.ColKind = nil
	return q
}
