package lp

import (
	"math"
	"slices"
	"sync"
)

// Sense is the direction of the objective.
type Sense int8

// The two directions. The zero value minimises.
const (
	Minimise Sense = iota
	Maximise
)

// String names the sense as LP text does.
func (s Sense) String() string {
	if s == Maximise {
		return "Maximise"
	}
	return "Minimise"
}

// Kind says which values a column may take between its bounds.
type Kind uint8

// The kinds of columns. A semi-continuous column is either zero or between its bounds;
// its lower bound must not be negative and its upper bound must be finite.
const (
	Continuous Kind = iota
	Integer
	SemiContinuous
	SemiInteger
)

var kindNames = [...]string{"continuous", "integer", "semi-continuous", "semi-integer"}

// String names the kind in words.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown kind"
}

// Inf is the bound that means no bound. Its negative is the lower bound that means none.
func Inf() float64 { return math.Inf(1) }

// Problem is a sparse linear or mixed-integer problem. Build it with AddCols, AddRows and Add; the
// slices of costs and bounds are open, so that a caller can set and change them by index.
// A Problem must not be copied by value: use Clone. Reading from several goroutines at once is safe as
// long as none of them changes it.
type Problem struct {
	Name   string
	Sense  Sense
	Offset float64 // constant part of the objective

	Cost     []float64 // one per column, in the unit of the objective
	ColLower []float64 // -Inf for none
	ColUpper []float64 // +Inf for none
	ColKind  []Kind    // nil while every column is continuous, else one per column

	RowLower []float64 // -Inf for none
	RowUpper []float64 // +Inf for none

	Cols, Rows Names

	entries triplets

	mu       sync.Mutex // guards the two caches
	byColumn cachedMatrix
	byRow    cachedMatrix
}

// triplets are the entries of the matrix in the order in which they were added; duplicates are summed later.
type triplets struct {
	row, col []int32
	value    []float64

	// The first entry outside of the rows and columns that existed when it was added. It is left out and
	// reported by Check: a program's mistake must not corrupt the matrix.
	stray                int
	strayRow             int
	strayCol             int
	strayValue           float64
	strayRows, strayCols int
}

// AddCols appends n columns with lower bound 0, no upper bound and cost 0, and returns the index of the first.
// The labels are kept, not copied: they must not be modified afterwards.
func (p *Problem) AddCols(name, key string, labels []string, n int) (first int) {
	first = p.Cols.add(name, key, labels, n)
	p.Cost = extend(p.Cost, n, 0)
	p.ColLower = extend(p.ColLower, n, 0)
	p.ColUpper = extend(p.ColUpper, n, math.Inf(1))
	if p.ColKind != nil {
		p.ColKind = extend(p.ColKind, n, Continuous)
	}
	return first
}

// AddRows appends n rows without bounds and returns the index of the first; the caller sets RowLower and RowUpper.
// The labels are kept, not copied: they must not be modified afterwards.
func (p *Problem) AddRows(name, key string, labels []string, n int) (first int) {
	first = p.Rows.add(name, key, labels, n)
	p.RowLower = extend(p.RowLower, n, math.Inf(-1))
	p.RowUpper = extend(p.RowUpper, n, math.Inf(1))
	return first
}

// extend appends n copies of v.
func extend[T any](s []T, n int, v T) []T {
	if n <= 0 {
		return s
	}
	s = slices.Grow(s, n)
	for range n {
		s = append(s, v)
	}
	return s
}

// SetKind gives n columns from first on the kind k.
func (p *Problem) SetKind(first, n int, k Kind) {
	if p.ColKind == nil {
		if k == Continuous {
			return
		}
		p.ColKind = make([]Kind, len(p.Cost), cap(p.Cost))
	}
	for j := first; j < first+n; j++ {
		p.ColKind[j] = k
	}
}

// Add adds v to the coefficient of a column in a row. Zeros are dropped; entries of the same place are summed.
// Row and column must exist already: a stray entry is left out, and Check reports it.
func (p *Problem) Add(row, col int, v float64) {
	if v == 0 {
		return
	}
	if uint(row) >= uint(len(p.RowLower)) || uint(col) >= uint(len(p.Cost)) {
		p.addStray(row, col, v)
		return
	}
	e := &p.entries
	e.row = append(e.row, int32(row))
	e.col = append(e.col, int32(col))
	e.value = append(e.value, v)
}

// addStray keeps the first stray entry for the message of Check.
func (p *Problem) addStray(row, col int, v float64) {
	e := &p.entries
	if e.stray == 0 {
		e.strayRow, e.strayCol, e.strayValue = row, col, v
		e.strayRows, e.strayCols = p.NumRows(), p.NumCols()
	}
	e.stray++
}

// NumRows is the number of rows.
func (p *Problem) NumRows() int { return len(p.RowLower) }

// NumCols is the number of columns.
func (p *Problem) NumCols() int { return len(p.Cost) }

// NumEntries is the number of entries added so far. Duplicates count each; the matrices hold their sums.
func (p *Problem) NumEntries() int { return len(p.entries.value) }

// IsInteger reports whether a column is anything but continuous, so that a solve must branch.
func (p *Problem) IsInteger() bool {
	return slices.ContainsFunc(p.ColKind, func(k Kind) bool { return k != Continuous })
}

// Grow makes room for more rows, columns and entries, so that adding that many does not allocate.
func (p *Problem) Grow(rows, cols, entries int) {
	p.RowLower, p.RowUpper = slices.Grow(p.RowLower, max(rows, 0)), slices.Grow(p.RowUpper, max(rows, 0))
	cols, entries = max(cols, 0), max(entries, 0)
	p.Cost = slices.Grow(p.Cost, cols)
	p.ColLower, p.ColUpper = slices.Grow(p.ColLower, cols), slices.Grow(p.ColUpper, cols)
	e := &p.entries
	e.row, e.col = slices.Grow(e.row, entries), slices.Grow(e.col, entries)
	e.value = slices.Grow(e.value, entries)
}

// Clone copies the problem, so that either can be changed. Labels are shared: nobody modifies them.
func (p *Problem) Clone() *Problem {
	q := &Problem{
		Name: p.Name, Sense: p.Sense, Offset: p.Offset,
		Cost: slices.Clone(p.Cost), ColLower: slices.Clone(p.ColLower), ColUpper: slices.Clone(p.ColUpper),
		ColKind:  slices.Clone(p.ColKind),
		RowLower: slices.Clone(p.RowLower), RowUpper: slices.Clone(p.RowUpper),
		Cols: p.Cols.clone(), Rows: p.Rows.clone(),
		entries: p.entries,
	}
	// Clipping is enough for the entries: they are only ever appended to, and an append then copies.
	q.entries.row = slices.Clip(p.entries.row)
	q.entries.col = slices.Clip(p.entries.col)
	q.entries.value = slices.Clip(p.entries.value)
	p.mu.Lock()
	defer p.mu.Unlock()
	q.byColumn, q.byRow = p.byColumn, p.byRow // matrices are never modified, so both may hold them
	return q
}
