package model

import (
	"math"
	"strconv"
)

// Series is a value over time. It holds nothing, one number that is the same
// in every period, or one number a period. A NaN among the numbers means "not
// given in this period". The zero Series is unset. A Series is immutable:
// copies share their numbers.
type Series struct {
	values []float64
}

// Constant returns the Series that has the same value in every period.
func Constant(v float64) Series { return Series{values: []float64{v}} }

// PerPeriod returns a Series with one value a period. It keeps the slice, so
// the caller must not change it afterwards. One value alone is a constant.
func PerPeriod(values []float64) Series { return Series{values: values} }

// IsSet tells whether the Series holds any number at all.
func (s Series) IsSet() bool { return len(s.values) > 0 }

// Len is the number of stored numbers: 0 unset, 1 constant, else the number of periods.
func (s Series) Len() int { return len(s.values) }

// Values returns the stored numbers, shared: the caller must not change them.
func (s Series) Values() []float64 { return s.values }

// At returns the value in period t; NaN where there is none.
func (s Series) At(t int) float64 {
	switch len(s.values) {
	case 0:
		return math.NaN()
	case 1:
		return s.values[0]
	}
	return s.values[t]
}

// Or returns the value in period t, or def where there is none.
func (s Series) Or(t int, def float64) float64 {
	if v := s.At(t); !math.IsNaN(v) {
		return v
	}
	return def
}

// Has tells whether there is a value in period t.
func (s Series) Has(t int) bool { return !math.IsNaN(s.At(t)) }

// MarshalJSON writes a number, a list of numbers with null for "not given", or
// null. It is part of the canonical form that Scenario.Hash reads.
func (s Series) MarshalJSON() ([]byte, error) {
	return s.appendJSON(make([]byte, 0, 8*len(s.values)+4)), nil
}

func (s *Series) appendJSON(dst []byte) []byte {
	if !s.IsSet() {
		return append(dst, "null"...)
	}
	values, constant := s.canonical()
	if constant {
		return appendNumber(dst, values[0])
	}
	dst = append(dst, '[')
	for i, v := range values {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendNumber(dst, v)
	}
	return append(dst, ']')
}

// canonical gives a list of equal numbers and the number itself one form, so
// that the two spellings of one scenario have one hash.
func (s Series) canonical() (values []float64, constant bool) {
	for _, v := range s.values {
		if v != s.values[0] {
			return s.values, false
		}
	}
	return s.values[:1], true
}

func appendNumber(dst []byte, v float64) []byte {
	if math.IsNaN(v) {
		return append(dst, "null"...)
	}
	if v == 0 {
		return append(dst, '0') // never -0
	}
	const exponent = 1e6 // from here on the shortest form has an exponent
	if whole := int64(v); v == float64(whole) && -exponent < v && v < exponent {
		return strconv.AppendInt(dst, whole, 10)
	}
	return strconv.AppendFloat(dst, v, 'g', -1, 64)
}

// Grid is a dense table of numbers, one row a thing and one column a period.
type Grid struct {
	periods int
	values  []float64
}

// NewGrid returns a Grid of zeros.
func NewGrid(rows, periods int) Grid {
	return Grid{periods: periods, values: make([]float64, rows*periods)}
}

// Rows is the number of rows.
func (g Grid) Rows() int {
	if g.periods == 0 {
		return 0
	}
	return len(g.values) / g.periods
}

// Periods is the number of columns.
func (g Grid) Periods() int { return g.periods }

// At returns the number in row i and period t.
func (g Grid) At(i, t int) float64 { return g.values[i*g.periods+t] }

// Set stores v in row i and period t.
func (g Grid) Set(i, t int, v float64) { g.values[i*g.periods+t] = v }

// Add adds v to the number in row i and period t.
func (g Grid) Add(i, t int, v float64) { g.values[i*g.periods+t] += v }

// Row returns row i; changing it changes the Grid.
func (g Grid) Row(i int) []float64 { return g.values[i*g.periods : (i+1)*g.periods] }

// Sum adds up row i.
func (g Grid) Sum(i int) float64 {
	var sum float64
	for _, v := range g.Row(i) {
		sum += v
	}
	return sum
}
