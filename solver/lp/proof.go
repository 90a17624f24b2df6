package lp

import (
	"fmt"
	"math"
	"math/big"
)

// CheckPlan tests without any tolerance that values keep every row, every bound
// and every whole number of the problem, and returns their objective. The error
// names what is broken first.
func (p *Problem) CheckPlan(primal Vector) (*big.Rat, error) {
	if len(primal) != p.NumCols() {
		return nil, fmt.Errorf("expected %d values, got %d", p.NumCols(), len(primal))
	}
	objective := rational(p.Offset)
	for j := range primal {
		x := primal.at(j)
		if err := within(x, p.ColLower[j], p.ColUpper[j]); err != nil {
			return nil, fmt.Errorf("%s %w", p.Cols.Name(j), err)
		}
		if p.ColKind != nil && p.ColKind[j] == Integer && !x.IsInt() {
			return nil, fmt.Errorf("%s is %s, which is no whole number", p.Cols.Name(j), x.RatString())
		}
		objective.Add(objective, new(big.Rat).Mul(rational(p.Cost[j]), x))
	}
	byRow := p.ByRow()
	for i := range p.NumRows() {
		sum := new(big.Rat)
		columns, values := byRow.Line(i)
		for k, j := range columns {
			sum.Add(sum, new(big.Rat).Mul(rational(values[k]), primal.at(int(j))))
		}
		if err := within(sum, p.RowLower[i], p.RowUpper[i]); err != nil {
			return nil, fmt.Errorf("%s %w", p.Rows.Name(i), err)
		}
	}
	return objective, nil
}

// within tests that x lies between two bounds.
func within(x *big.Rat, lower, upper float64) error {
	if !math.IsInf(lower, -1) && x.Cmp(rational(lower)) < 0 {
		return fmt.Errorf("is %s, less than %v", x.FloatString(12), lower)
	}
	if !math.IsInf(upper, 1) && x.Cmp(rational(upper)) > 0 {
		return fmt.Errorf("is %s, more than %v", x.FloatString(12), upper)
	}
	return nil
}

// Bound is what the prices of rows prove, without any tolerance: no plan has a
// smaller objective, or for a maximum a greater one. It is the objective of the
// dual problem, with the columns at their better bounds; whole numbers do not
// matter. The error says which price proves nothing, because it leans on a side
// or a bound that does not exist.
func (p *Problem) Bound(dual Vector) (*big.Rat, error) {
	if len(dual) != p.NumRows() {
		return nil, fmt.Errorf("expected %d prices, got %d", p.NumRows(), len(dual))
	}
	bound := rational(p.Offset)
	// Cost x = sum of reduced cost times x + sum of price times row; each term is
	// at its worst for the objective at one side.
	add := func(price *big.Rat, lower, upper float64) error {
		sign := price.Sign()
		if p.Sense == Maximise {
			sign = -sign
		}
		side := lower
		switch {
		case sign == 0:
			return nil
		case sign < 0:
			side = upper
		}
		if math.IsInf(side, 0) {
			return fmt.Errorf("has the price %s, but no limit on that side", price.FloatString(9))
		}
		bound.Add(bound, new(big.Rat).Mul(price, rational(side)))
		return nil
	}
	for i := range dual {
		if err := add(dual.at(i), p.RowLower[i], p.RowUpper[i]); err != nil {
			return nil, fmt.Errorf("%s %w", p.Rows.Name(i), err)
		}
	}
	byColumn := p.ByColumn()
	for j := range p.NumCols() {
		reduced := rational(p.Cost[j])
		rows, values := byColumn.Line(j)
		for k, i := range rows {
			reduced.Sub(reduced, new(big.Rat).Mul(rational(values[k]), dual.at(int(i))))
		}
		if err := add(reduced, p.ColLower[j], p.ColUpper[j]); err != nil {
			return nil, fmt.Errorf("%s %w", p.Cols.Name(j), err)
		}
	}
	return bound, nil
}

// Refute tests without any tolerance that multipliers of the rows prove that no
// values keep all of them: see the package documentation. The bound that they
// prove for an objective of 0 must be above 0.
func (p *Problem) Refute(ray Vector) error {
	q := &Problem{ColLower: p.ColLower, ColUpper: p.ColUpper, RowLower: p.RowLower, RowUpper: p.RowUpper, Cols: p.Cols, Rows: p.Rows}
	q.Cost = make([]float64, p.NumCols())
	q.entries = p.entries
	bound, err := q.Bound(ray)
	switch {
	case err != nil:
		return err
	case bound.Sign() <= 0:
		return fmt.Errorf("the multipliers prove nothing: they add up to %s", bound.FloatString(9))
	}
	return nil
}

// Rounded is the simplest number near v: the first fraction of its continued
// fraction that is as near as tolerance.
func Rounded(v, tolerance float64) *big.Rat {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return new(big.Rat)
	}
	before, now := [2]int64{0, 1}, [2]int64{1, 0} // numerators and denominators
	rest := v
	for range 30 {
		whole := math.Floor(rest)
		if math.Abs(whole) > 1e9 {
			break
		}
		next := [2]int64{int64(whole)*now[0] + before[0], int64(whole)*now[1] + before[1]}
		before, now = now, next
		if now[1] != 0 && math.Abs(float64(now[0])/float64(now[1])-v) <= tolerance*max(1, math.Abs(v)) {
			return big.NewRat(now[0], now[1])
		}
		if rest == whole || now[1] > 1e9 {
			break
		}
		rest = 1 / (rest - whole)
	}
	return rational(v)
}
