package intake

import (
	"math"
	"sync"
)

// codedColumn is a column whose texts are told apart by number.
type codedColumn struct {
	*texts
	codes []uint32 // of each row
}

// plainCell is a number over time in its usual spelling, NaN for any other
// text, and the number of the text that names its period.
type plainCell struct {
	value  float64
	period uint32
}

// coded returns a column with its texts numbered.
func (t *table) coded(column int) *codedColumn {
	t.read([]int{column}, nil)
	t.lock.Lock()
	defer t.lock.Unlock()
	return t.texts[column]
}

// usual returns a column as numbers in their usual spelling; NaN stands for any
// other text.
func (t *table) usual(column int) []float64 {
	t.read(nil, []int{column})
	t.lock.Lock()
	defer t.lock.Unlock()
	return t.numbers[column]
}

// read prepares columns of texts and of numbers, those that are not known yet,
// side by side.
func (t *table) read(texts, numbers []int) {
	t.lock.Lock()
	defer t.lock.Unlock()
	var all sync.WaitGroup
	for _, column := range texts {
		if t.texts[column] == nil {
			c := &codedColumn{newTexts(), make([]uint32, t.rows())}
			t.texts = with(t.texts, column, c)
			all.Go(func() { c.read(t, column) })
		}
	}
	for _, column := range numbers {
		if t.numbers[column] == nil {
			values := make([]float64, t.rows())
			t.numbers = with(t.numbers, column, values)
			all.Go(func() { readNumbers(t, column, values) })
		}
	}
	all.Wait()
}

func (c *codedColumn) read(t *table, column int) {
	for r := range c.codes {
		c.codes[r] = c.of(t.cell(int32(r), column))
	}
}

func readNumbers(t *table, column int, values []float64) {
	for r := range values {
		values[r] = numberOrNaN(t.cell(int32(r), column))
	}
}

// with sets a key of a map that may be nil.
func with[V any](m map[int]V, key int, value V) map[int]V {
	if m == nil {
		m = map[int]V{}
	}
	m[key] = value
	return m
}

// wideNumbers are all columns below heads that may be periods, as numbers in
// their usual spelling, row by row; NaN stands for any other text.
type wideNumbers struct {
	places []int32 // of each column of the table; none where it is not among them
	width  int
	values []float64
}

func (w *wideNumbers) of(row int32, column int) float64 {
	return w.values[int(row)*w.width+int(w.places[column])]
}

// belowPeriods returns the columns below heads that may be periods.
func (t *table) belowPeriods() *wideNumbers {
	t.lock.Lock()
	defer t.lock.Unlock()
	if t.wide != nil {
		return t.wide
	}
	w := &wideNumbers{places: make([]int32, len(t.heads))}
	for column, head := range t.heads {
		w.places[column] = none
		if startsWithDigit(head) {
			w.places[column] = int32(w.width)
			w.width++
		}
	}
	w.values = make([]float64, t.rows()*w.width)
	var both sync.WaitGroup
	middle := t.rows() / 2
	both.Go(func() { w.read(t, 0, middle) })
	w.read(t, middle, t.rows())
	both.Wait()
	t.wide = w
	return w
}

// read reads the rows from one to another.
func (w *wideNumbers) read(t *table, from, to int) {
	for r := from; r < to; r++ {
		for column, place := range w.places {
			if place != none {
				w.values[r*w.width+int(place)] = numberOrNaN(t.cell(int32(r), column))
			}
		}
	}
}

// numberOrNaN reads a number in its usual spelling; NaN stands for any other text.
func numberOrNaN(text string) float64 {
	v, ok := usualNumber(text)
	if !ok {
		return math.NaN()
	}
	return v
}
