package simplex

import (
	"cmp"
	"math"
	"slices"
)

// What is too small to be a pivot: in itself, and next to the largest entry of its column.
const (
	leastPivot   = 1e-9
	pivotOfRow   = 0.01 // where a row has one entry left
	pivotOfShare = 0.1  // in elimination
)

// factoriser makes factors, with room that is used again.
type factoriser struct {
	columns   func(slot int32) (rows []int32, values []float64)
	m         int
	byRow     lines   // slots with an entry in a row
	inRow     []int32 // active slots with an entry in a row
	inSlot    []int32 // active rows with an entry in the column of a slot
	step      []int32 // of a row; -1 while it is active
	done      []bool  // of slots
	queue     []int32
	work      []float64 // by row
	f         *factor
	eliminate int32 // the first step of elimination
}

// factorise factors the columns of m slots into f. Those that depend on others are left out; with them as many rows
// are left without a step, and both are returned.
func (z *factoriser) factorise(f *factor, m int, columns func(slot int32) ([]int32, []float64)) (slots, rows []int32) {
	z.m, z.columns, z.f = m, columns, f
	f.row, f.slot, f.pivot = sized(f.row, m)[:0], sized(f.slot, m)[:0], sized(f.pivot, m)[:0]
	f.eliminates = f.eliminates[:0]
	f.lower.reset()
	f.upper.reset()
	z.count()
	z.columnsWithOneRow()
	z.rowsWithOneColumn()
	z.rest()
	for k := range int32(m) {
		if !z.done[k] {
			slots = append(slots, k)
		}
		if z.step[k] < 0 {
			rows = append(rows, k)
		}
	}
	if len(slots) == 0 {
		f.transpose(z.step, z.inRow)
	}
	return slots, rows
}

// count looks where the entries are.
func (z *factoriser) count() {
	m := z.m
	z.inRow, z.inSlot, z.step = sized(z.inRow, m), sized(z.inSlot, m), sized(z.step, m)
	z.done, z.work = sized(z.done, m), sized(z.work, m)
	clear(z.inRow)
	clear(z.done)
	clear(z.work)
	entries := 0
	for slot := range int32(m) {
		z.step[slot] = -1
		rows, _ := z.columns(slot)
		z.inSlot[slot] = int32(len(rows))
		entries += len(rows)
		for _, i := range rows {
			z.inRow[i]++
		}
	}
	b := &z.byRow
	b.start, b.index = sized(b.start, m+1), sized(b.index, entries)
	b.start[0] = 0
	for i := range m {
		b.start[i+1] = b.start[i] + z.inRow[i]
	}
	for slot := int32(m) - 1; slot >= 0; slot-- { // from the back, so that start is right again in the end
		rows, _ := z.columns(slot)
		for _, i := range rows {
			b.start[i+1]--
			b.index[b.start[i+1]] = slot
		}
	}
	for i := range m {
		b.start[i] = b.start[i+1]
	}
	b.start[m] = int32(entries)
}

// sized is a slice of n members, whose values mean nothing, with the room of another where that is enough.
func sized[T any](s []T, n int) []T { return slices.Grow(s[:0], n)[:n] }

// columnsWithOneRow pairs slots that have one active row, for as long as there are any. Nothing is eliminated.
func (z *factoriser) columnsWithOneRow() {
	z.queue = z.queue[:0]
	for slot, n := range z.inSlot {
		if n == 1 {
			z.queue = append(z.queue, int32(slot))
		}
	}
	for at := 0; at < len(z.queue); at++ {
		slot := z.queue[at]
		rows, values := z.columns(slot)
		for k, i := range rows {
			if z.step[i] >= 0 || math.Abs(values[k]) < leastPivot {
				continue
			}
			z.pair(i, slot, values[k])
			for e, other := range rows {
				if e != k {
					z.f.upper.add(other, values[e])
				}
			}
			z.f.upper.end()
			z.f.lower.end()
			for _, other := range z.byRow.index[z.byRow.start[i]:z.byRow.start[i+1]] {
				if z.inSlot[other]--; z.inSlot[other] == 1 && !z.done[other] {
					z.queue = append(z.queue, other)
				}
			}
			break
		}
	}
}

// pair makes the next step.
func (z *factoriser) pair(row, slot int32, pivot float64) {
	f := z.f
	z.step[row], z.done[slot] = int32(len(f.row)), true
	f.row, f.slot, f.pivot = append(f.row, row), append(f.slot, slot), append(f.pivot, pivot)
}

// rowsWithOneColumn pairs rows that have one active slot. What is taken off other rows is never needed by
// another column of the basis.
func (z *factoriser) rowsWithOneColumn() {
	z.queue = z.queue[:0]
	clear(z.inRow)
	for slot := range int32(z.m) {
		if rows, _ := z.columns(slot); !z.done[slot] {
			for _, i := range rows {
				z.inRow[i]++
			}
		}
	}
	for i, n := range z.inRow {
		if n == 1 && z.step[i] < 0 {
			z.queue = append(z.queue, int32(i))
		}
	}
	for at := 0; at < len(z.queue); at++ {
		z.rowWithOneColumn(z.queue[at])
	}
	z.eliminate = int32(len(z.f.row))
}

func (z *factoriser) rowWithOneColumn(row int32) {
	for _, slot := range z.byRow.index[z.byRow.start[row]:z.byRow.start[row+1]] {
		if z.done[slot] {
			continue
		}
		rows, values := z.columns(slot)
		pivot, largest := 0.0, 0.0
		for k, i := range rows {
			if z.step[i] < 0 {
				largest = max(largest, math.Abs(values[k]))
			}
			if i == row {
				pivot = values[k]
			}
		}
		if math.Abs(pivot) < max(leastPivot, pivotOfRow*largest) {
			return
		}
		z.pair(row, slot, pivot)
		for k, i := range rows {
			switch {
			case i == row:
			case z.step[i] >= 0:
				z.f.upper.add(i, values[k])
			default:
				z.f.lower.add(i, values[k]/pivot)
				if z.inRow[i]--; z.inRow[i] == 1 {
					z.queue = append(z.queue, i)
				}
			}
		}
		z.endColumn()
		return
	}
}

func (z *factoriser) endColumn() {
	f := z.f
	f.upper.end()
	f.lower.end()
	if k := len(f.lower.start) - 2; f.lower.start[k] < f.lower.start[k+1] {
		f.eliminates = append(f.eliminates, int32(k))
	}
}

// rest eliminates, the columns with the fewest active rows first.
func (z *factoriser) rest() {
	var slots []int32
	for slot := range int32(z.m) {
		if z.done[slot] {
			continue
		}
		slots = append(slots, slot)
		z.inSlot[slot] = 0
		rows, _ := z.columns(slot)
		for _, i := range rows {
			if z.step[i] < 0 {
				z.inSlot[slot]++
			}
		}
	}
	slices.SortStableFunc(slots, func(a, b int32) int { return cmp.Compare(z.inSlot[a], z.inSlot[b]) })
	var touched []int32
	for _, slot := range slots {
		touched = z.column(slot, touched[:0])
		z.pairBest(slot, touched)
		for _, i := range touched {
			z.work[i] = 0
		}
	}
}

// column lays a column into the working room as it is after all earlier steps of elimination, and lists its rows.
func (z *factoriser) column(slot int32, touched []int32) []int32 {
	rows, values := z.columns(slot)
	for k, i := range rows {
		z.work[i] = values[k]
		touched = append(touched, i)
	}
	f := z.f
	for k := z.eliminate; int(k) < len(f.row); k++ {
		v := z.work[f.row[k]]
		if v == 0 {
			continue
		}
		index, value := f.lower.line(k)
		for e, i := range index {
			before := z.work[i]
			if before == 0 {
				touched = append(touched, i)
			}
			if z.work[i] = before - value[e]*v; z.work[i] == 0 {
				z.work[i] = vanished
			}
		}
	}
	return touched
}

// vanished is what stands for an entry that has come to nothing, so that its row is listed once.
const vanished = 1e-300

// pairBest takes as pivot the entry in the shortest row among those that are large enough; none where the column depends
// on the others.
func (z *factoriser) pairBest(slot int32, touched []int32) {
	largest := 0.0
	for _, i := range touched {
		if z.step[i] < 0 {
			largest = max(largest, math.Abs(z.work[i]))
		}
	}
	if largest < leastPivot {
		return
	}
	row, pivot := int32(-1), 0.0
	for _, i := range touched {
		v := z.work[i]
		if z.step[i] >= 0 || math.Abs(v) < pivotOfShare*largest {
			continue
		}
		if row < 0 || z.inRow[i] < z.inRow[row] || z.inRow[i] == z.inRow[row] && i < row {
			row, pivot = i, v
		}
	}
	for _, i := range touched {
		v := z.work[i]
		switch {
		case i == row || math.Abs(v) <= nearlyNothing:
		case z.step[i] >= 0:
			z.f.upper.add(i, v)
		default:
			z.f.lower.add(i, v/pivot)
		}
	}
	z.pair(row, slot, pivot)
	z.endColumn()
}

// nearlyNothing is what is left of a number that cancels.
const nearlyNothing = 1e-14
