package lp

// Matrix is a compressed sparse matrix. Line k (a column or a row) holds the entries Start[k] to Start[k+1]-1,
// their indices strictly ascending. It belongs to the Problem that made it and must not be modified.
type Matrix struct {
	Start []int32 // one more than there are lines
	Index []int32
	Value []float64
}

// Len is the number of lines.
func (m *Matrix) Len() int { return len(m.Start) - 1 }

// Line gives the indices and values of line k.
func (m *Matrix) Line(k int) (index []int32, value []float64) {
	from, to := m.Start[k], m.Start[k+1]
	return m.Index[from:to], m.Value[from:to]
}

// cachedMatrix remembers what it was built from. Entries, rows and columns are only ever appended, so
// equal counts mean an equal matrix and Add needs no bookkeeping.
type cachedMatrix struct {
	matrix              *Matrix
	rows, cols, entries int
}

// ByColumn is the matrix by columns, built in linear time. Duplicates are summed in the order in which
// they were added, and sums of zero are dropped. It is kept until rows, columns or entries are added.
func (p *Problem) ByColumn() *Matrix {
	e := &p.entries
	return p.cached(&p.byColumn, func() *Matrix {
		return compress(e.col, e.row, e.value, p.NumCols(), p.NumRows())
	})
}

// ByRow is the matrix by rows, with the same promises as ByColumn.
func (p *Problem) ByRow() *Matrix {
	e := &p.entries
	return p.cached(&p.byRow, func() *Matrix {
		return compress(e.row, e.col, e.value, p.NumRows(), p.NumCols())
	})
}

func (p *Problem) cached(c *cachedMatrix, build func() *Matrix) *Matrix {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := cachedMatrix{rows: p.NumRows(), cols: p.NumCols(), entries: p.NumEntries()}
	if c.matrix == nil || c.rows != key.rows || c.cols != key.cols || c.entries != key.entries {
		key.matrix = build()
		*c = key
	}
	return c.matrix
}

// compress sorts triplets into lines by two counting sorts, first by the minor index and then by the major:
// the second is stable, so indices ascend within each line and duplicates lie side by side.
func compress(major, minor []int32, value []float64, nMajor, nMinor int) *Matrix {
	order := make([]int32, len(value))
	next := offsets(minor, nMinor)
	for k, i := range minor {
		order[next[i]] = int32(k)
		next[i]++
	}
	m := &Matrix{Start: offsets(major, nMajor), Index: make([]int32, len(value)), Value: make([]float64, len(value))}
	next = append(next[:0], m.Start...)
	for _, k := range order {
		at := next[major[k]]
		next[major[k]]++
		m.Index[at], m.Value[at] = minor[k], value[k]
	}
	m.sumDuplicates()
	return m
}

// offsets counts the indices below n and returns where the run of each begins, with the end as last element.
func offsets(index []int32, n int) []int32 {
	start := make([]int32, n+1)
	for _, i := range index {
		start[i+1]++
	}
	for k := range n {
		start[k+1] += start[k]
	}
	return start
}

// sumDuplicates adds up neighbours of equal index in place and drops the sums that are zero.
func (m *Matrix) sumDuplicates() {
	kept := int32(0)
	for line := range m.Len() {
		from, to := m.Start[line], m.Start[line+1]
		m.Start[line] = kept
		for from < to {
			index, sum := m.Index[from], m.Value[from]
			for from++; from < to && m.Index[from] == index; from++ {
				sum += m.Value[from]
			}
			if sum != 0 {
				m.Index[kept], m.Value[kept] = index, sum
				kept++
			}
		}
	}
	m.Start[m.Len()] = kept
	m.Index, m.Value = m.Index[:kept], m.Value[:kept]
}
