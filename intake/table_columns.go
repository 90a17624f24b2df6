package intake

import (
	"math"
	"sync"
)

// codedColumn is a column whose texts are told apart by number.
type codedColumn struct {
	*ordinals[string]
	codes []uint32 // of each row
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
			c := &codedColumn{newOrdinals[string](), make([]uint32, t.rows())}
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
		v, ok := usualNumber(t.cell(int32(r), column))
		if !ok {
			v = math.NaN()
		}
		values[r] = v
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
