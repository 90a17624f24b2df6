package highs

import (
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// folded is a linear problem whose rows with one column have become bounds of that column. Plans have many such
// rows, since every limit is one; without them a warm solve has a fraction of the rows to look at.
type folded struct {
	matrix *lp.Matrix  // of the problem, by column
	p      *lp.Problem // without the rows that are folded in; its costs and bounds are those of the last problem
	single []single    // one per row of the problem
	rows   []int32     // of the problem, for every row of p

	// The row of the problem that sets a bound of a column; -1: the column itself.
	lowerBy, upperBy []int32
}

// single is the only entry of a row; col is -1 for a row that stays.
type single struct {
	col   int32
	value float64
}

// fold leaves out the rows of a problem that have one column.
func fold(p *lp.Problem) *folded {
	n := p.NumCols()
	f := &folded{
		matrix: p.ByColumn(), p: &lp.Problem{Name: p.Name}, single: make([]single, p.NumRows()),
		lowerBy: make([]int32, n), upperBy: make([]int32, n),
	}
	byRow := p.ByRow()
	for i := range f.single {
		f.single[i].col = -1
		if cols, values := byRow.Line(i); len(cols) == 1 {
			f.single[i] = single{cols[0], values[0]}
		} else {
			f.rows = append(f.rows, int32(i))
		}
	}
	f.p.AddCols("x", "", nil, n)
	f.p.AddRows("r", "", nil, len(f.rows))
	for k, i := range f.rows {
		cols, values := byRow.Line(int(i))
		for at, j := range cols {
			f.p.Add(k, int(j), values[at])
		}
	}
	return f
}

// holds tells whether a problem has the matrix that was folded.
func (f *folded) holds(p *lp.Problem) bool {
	if p.NumRows() != len(f.single) || p.NumCols() != f.p.NumCols() {
		return false
	}
	m := p.ByColumn()
	return m == f.matrix ||
		slices.Equal(m.Start, f.matrix.Start) && slices.Equal(m.Index, f.matrix.Index) && slices.Equal(m.Value, f.matrix.Value)
}

// bounds are costs and bounds of a problem with the matrix that was folded. It is false where the bounds of a
// column contradict each other.
func (f *folded) bounds(p *lp.Problem) bool {
	q := f.p
	q.Sense, q.Offset = p.Sense, p.Offset
	copy(q.Cost, p.Cost)
	copy(q.ColLower, p.ColLower)
	copy(q.ColUpper, p.ColUpper)
	for j := range f.lowerBy {
		f.lowerBy[j], f.upperBy[j] = -1, -1
	}
	for k, i := range f.rows {
		q.RowLower[k], q.RowUpper[k] = p.RowLower[i], p.RowUpper[i]
	}
	for i, s := range f.single {
		if s.col < 0 {
			continue
		}
		lower, upper := p.RowLower[i]/s.value, p.RowUpper[i]/s.value
		if s.value < 0 {
			lower, upper = upper, lower
		}
		// At a tie the row has the price: a bound has no name that anyone could find.
		if j := s.col; lower >= q.ColLower[j] && (f.lowerBy[j] < 0 || lower > q.ColLower[j]) {
			q.ColLower[j], f.lowerBy[j] = lower, int32(i)
		}
		if j := s.col; upper <= q.ColUpper[j] && (f.upperBy[j] < 0 || upper < q.ColUpper[j]) {
			q.ColUpper[j], f.upperBy[j] = upper, int32(i)
		}
	}
	for j := range q.ColLower {
		if q.ColLower[j] > q.ColUpper[j] {
			return false
		}
	}
	return true
}

// side is where a column rests when the row that was folded into it rests at a side of its own.
func (s single) side(row lp.BasisStatus) lp.BasisStatus {
	if s.value > 0 {
		return row
	}
	switch row {
	case lp.AtLower:
		return lp.AtUpper
	case lp.AtUpper:
		return lp.AtLower
	}
	return row
}

// basis is a basis of the problem without the folded rows: where such a row was at its limit, its column is.
func (f *folded) basis(b *lp.Basis) *lp.Basis {
	out := &lp.Basis{Cols: slices.Clone(b.Cols), Rows: make([]lp.BasisStatus, len(f.rows))}
	for k, i := range f.rows {
		out.Rows[k] = b.Rows[i]
	}
	for i, s := range f.single {
		if s.col >= 0 && b.Rows[i] != lp.Basic && out.Cols[s.col] == lp.Basic {
			out.Cols[s.col] = s.side(b.Rows[i])
		}
	}
	return out
}

// unfold makes a solution one of the problem: a column that rests on the limit of a row gives that row its price.
func (f *folded) unfold(s *lp.Solution) {
	if s.ColValue != nil {
		s.RowValue = f.spread(s.RowValue)
		for i, one := range f.single {
			if one.col >= 0 {
				s.RowValue[i] = one.value * s.ColValue[one.col]
			}
		}
	}
	if s.RowDual != nil {
		s.RowDual = f.spread(s.RowDual)
	}
	if s.Ray != nil {
		f.unfoldRay(s)
	}
	if s.Basis == nil {
		return
	}
	rows := make([]lp.BasisStatus, len(f.single))
	for k, i := range f.rows {
		rows[i] = s.Basis.Rows[k]
	}
	for i, one := range f.single {
		if one.col >= 0 {
			rows[i] = lp.Basic
		}
	}
	s.Basis.Rows = rows
	for j, status := range s.Basis.Cols {
		if status != lp.Basic {
			f.handOver(s, j)
		}
	}
}

// handOver gives a column's place in the basis and its dual to the row that set its bound.
func (f *folded) handOver(s *lp.Solution, j int) {
	side := s.Basis.Cols[j]
	if s.ColDual != nil && s.ColDual[j] != 0 { // a column between two equal bounds may be said to be at the other
		side = lp.AtLower
		if (s.ColDual[j] < 0) != (f.p.Sense == lp.Maximise) {
			side = lp.AtUpper
		}
	}
	by := int32(-1)
	switch side {
	case lp.AtLower:
		by = f.lowerBy[j]
	case lp.AtUpper:
		by = f.upperBy[j]
	}
	if by < 0 {
		return
	}
	s.Basis.Cols[j] = lp.Basic
	s.Basis.Rows[by] = f.single[by].side(side)
	if s.RowDual != nil {
		s.RowDual[by] = s.ColDual[j] / f.single[by].value
		s.ColDual[j] = 0
	}
}

// unfoldRay gives what a ray takes from the bounds of columns to the rows that set them.
func (f *folded) unfoldRay(s *lp.Solution) {
	ray := f.spread(s.Ray)
	columns := f.p.ByColumn()
	for j := range f.lowerBy {
		rows, values := columns.Line(j)
		combined := 0.0
		for k, i := range rows {
			combined += values[k] * s.Ray[i]
		}
		by := f.upperBy[j]
		if combined < 0 {
			by = f.lowerBy[j]
		}
		if by >= 0 && math.Abs(combined) > rayTolerance {
			ray[by] = -combined / f.single[by].value
		}
	}
	s.Ray = ray
}

// spread puts values of rows that stayed where they belong, and zeros elsewhere.
func (f *folded) spread(values []float64) []float64 {
	out := make([]float64, len(f.single))
	for k, i := range f.rows {
		out[i] = values[k]
	}
	return out
}
