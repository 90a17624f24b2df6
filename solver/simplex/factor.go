package simplex

import (
	"math"
)

// factor is B = L U for a basis B, whose columns are those of its slots. Rows and slots are paired step by
// step: first what is triangular as it stands, then the rest by elimination from column to column
// (Gilbert and Peierls, Sparse Partial Pivoting in Time Proportional to Arithmetic Operations, 1988).
type factor struct {
	row, slot []int32   // of every step
	pivot     []float64 // of every step

	lower lines // columns of L by step, but for its ones: rows and what is taken off them
	upper lines // columns of U by step, but for the pivots: rows of earlier steps
	right lines // rows of U by step, but for the pivots: slots of later steps

	eliminates []int32 // steps whose column of L is not empty
}

// lines are sparse vectors one after the other.
type lines struct {
	start []int32 // one more than there are vectors
	index []int32
	value []float64
}

func (l *lines) reset() {
	l.start, l.index, l.value = append(l.start[:0], 0), l.index[:0], l.value[:0]
}

func (l *lines) add(index int32, value float64) {
	l.index, l.value = append(l.index, index), append(l.value, value)
}

func (l *lines) end() { l.start = append(l.start, int32(len(l.index))) }

func (l *lines) line(k int32) (index []int32, value []float64) {
	from, to := l.start[k], l.start[k+1]
	return l.index[from:to], l.value[from:to]
}

// transpose writes U by rows, and its rows in terms of slots. It is given the step of every row, and room for as
// many numbers.
func (f *factor) transpose(stepOf, next []int32) {
	m := len(f.row)
	r := &f.right
	r.start, r.index = sized(r.start, m+1), sized(r.index, len(f.upper.index))
	r.value = sized(r.value, len(f.upper.index))
	clear(r.start)
	for _, i := range f.upper.index {
		r.start[stepOf[i]+1]++
	}
	for k := range m {
		r.start[k+1] += r.start[k]
	}
	copy(next, r.start)
	for k := range int32(m) {
		rows, values := f.upper.line(k)
		for e, i := range rows {
			at := next[stepOf[i]]
			next[stepOf[i]]++
			r.index[at], r.value[at] = f.slot[k], values[e]
		}
	}
}

// ftran solves B x = b: b, by row, is used up, and x is by slot.
func (f *factor) ftran(b, x []float64) {
	for _, k := range f.eliminates {
		if v := b[f.row[k]]; v != 0 {
			rows, values := f.lower.line(k)
			for e, i := range rows {
				b[i] -= values[e] * v
			}
		}
	}
	for k := int32(len(f.row)) - 1; k >= 0; k-- {
		i := f.row[k]
		v := b[i]
		b[i] = 0
		if math.Abs(v) <= nearlyNothing {
			x[f.slot[k]] = 0
			continue
		}
		v /= f.pivot[k]
		x[f.slot[k]] = v
		rows, values := f.upper.line(k)
		for e, i := range rows {
			b[i] -= values[e] * v
		}
	}
}

// btran solves B'y = c: c, by slot, is used up, and y is by row.
func (f *factor) btran(c, y []float64) {
	for k := range int32(len(f.row)) {
		slot := f.slot[k]
		v := c[slot]
		c[slot] = 0
		if math.Abs(v) <= nearlyNothing {
			y[f.row[k]] = 0
			continue
		}
		v /= f.pivot[k]
		y[f.row[k]] = v
		slots, values := f.right.line(k)
		for e, j := range slots {
			c[j] -= values[e] * v
		}
	}
	for at := len(f.eliminates) - 1; at >= 0; at-- {
		k := f.eliminates[at]
		rows, values := f.lower.line(k)
		sum := 0.0
		for e, i := range rows {
			sum += values[e] * y[i]
		}
		y[f.row[k]] -= sum
	}
}
