package lp

import (
	"fmt"
	"math"
)

// FarkasGap is demand minus supply of the inequality that a ray proves: see the package documentation. When it is
// positive, beyond rounding, the problem has no solution, whatever its costs. The gap is -Inf when the ray
// leans on a side of a row or column that has no bound, because then it proves nothing.
// Multipliers and combined coefficients of at most tolerance in size count as zero.
func FarkasGap(p *Problem, ray []float64, tolerance float64) (float64, error) {
	if len(ray) != p.NumRows() {
		return 0, fmt.Errorf("a ray of %d multipliers for %d rows", len(ray), p.NumRows())
	}
	gap := 0.0
	for i, y := range ray {
		gap += reach(y, p.RowUpper[i], p.RowLower[i], tolerance)
	}
	cols := p.ByColumn()
	for j := range p.Cost {
		d := 0.0
		index, value := cols.Line(j)
		for k, i := range index {
			d += value[k] * ray[i]
		}
		lower := p.ColLower[j]
		if p.ColKind != nil && p.ColKind[j] >= SemiContinuous {
			lower = math.Min(lower, 0) // such a column may also be zero
		}
		gap -= reach(d, lower, p.ColUpper[j], tolerance)
	}
	if math.IsNaN(gap) {
		gap = math.Inf(-1)
	}
	return gap, nil
}

// reach is factor times the bound on the side of its sign; zero factors reach nothing.
func reach(factor, ifNegative, ifPositive, tolerance float64) float64 {
	switch {
	case factor > tolerance:
		return factor * ifPositive
	case factor < -tolerance:
		return factor * ifNegative
	}
	return 0
}
