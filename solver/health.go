package solver

import (
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

// Widest is how far apart the numbers of a problem should lie at most. Beyond
// it the tolerances of an engine are no longer small against the smallest.
const Widest = 1e6

// Health says how well the numbers of a problem go together.
type Health struct {
	Rows, Cols, Entries int
	Matrix              Range // coefficients of limits
	Objective           Range // what one unit of a decision costs or earns
	Sides               Range // right-hand sides: what limits allow or ask for
	BigM                *BigM // the widest, nil where there is none
}

// Range is the smallest and the largest of numbers other than 0, by size. Both
// are zero where there are none.
type Range struct {
	Least, Most Extreme
}

// Extreme is one number and where it stands.
type Extreme struct {
	Value  float64 // its size
	Row    string  // name of its row; empty in the objective
	Column string  // name of its column; empty for a right-hand side
	Path   string  // of its limit in the scenario; empty in the objective
}

// Ratio is how many times the largest number is as large as the smallest; 1
// where there are none.
func (r *Range) Ratio() float64 {
	if r.Least.Value == 0 {
		return 1
	}
	return r.Most.Value / r.Least.Value
}

// widest keeps the numbers seen so far, and where they stand.
type widest struct {
	least, most float64
	atLeast     [2]int // row and column
	atMost      [2]int
}

func (w *widest) see(v float64, row, column int) {
	v = math.Abs(v)
	if v == 0 || math.IsInf(v, 0) {
		return
	}
	if w.least == 0 || v < w.least {
		w.least, w.atLeast = v, [2]int{row, column}
	}
	if v > w.most {
		w.most, w.atMost = v, [2]int{row, column}
	}
}

// Health looks at all numbers of the problem.
func (f *Formulation) Health() Health {
	p := f.Problem
	h := Health{Rows: p.NumRows(), Cols: p.NumCols(), Entries: p.NumEntries()}
	var matrix, objective, sides widest
	byRow := p.ByRow()
	for row := range h.Rows {
		columns, values := byRow.Line(row)
		for k, column := range columns {
			matrix.see(values[k], row, int(column))
		}
		sides.see(p.RowLower[row], row, none)
		sides.see(p.RowUpper[row], row, none)
	}
	for column, cost := range p.Cost {
		objective.see(cost, none, column)
	}
	paths := f.pathsOfRows()
	h.Matrix, h.Objective, h.Sides = f.rangeOf(&matrix, paths), f.rangeOf(&objective, paths), f.rangeOf(&sides, paths)
	for _, m := range f.BigM() {
		if h.BigM == nil || m.Value > h.BigM.Value {
			h.BigM = &m
		}
	}
	return h
}

func (f *Formulation) rangeOf(w *widest, paths []string) Range {
	at := func(v float64, where [2]int) Extreme {
		e := Extreme{Value: v}
		if v == 0 {
			return e
		}
		if where[0] != none {
			e.Row, e.Path = f.Problem.Rows.Name(where[0]), paths[where[0]]
		}
		if where[1] != none {
			e.Column = f.Problem.Cols.Name(where[1])
		}
		return e
	}
	return Range{at(w.least, w.atLeast), at(w.most, w.atMost)}
}

// pathsOfRows are the addresses of the limits, by row.
func (f *Formulation) pathsOfRows() []string {
	paths := make([]string, 0, f.Problem.NumRows())
	for k, block := range f.Problem.Rows.Blocks() {
		for offset := range block.Len {
			paths = append(paths, f.limits[k].pathAt(f.limits[k].period(offset)))
		}
	}
	return paths
}

// Sound tells whether no two numbers of one kind lie too far apart.
func (h *Health) Sound() bool {
	return h.Matrix.Ratio() <= Widest && h.Objective.Ratio() <= Widest && h.Sides.Ratio() <= Widest && (h.BigM == nil || h.BigM.Value <= Widest)
}

// HealthOf formulates a valid scenario and looks at its numbers.
func HealthOf(s *model.Scenario) (*Health, error) {
	f, err := Formulate(s)
	if err != nil {
		return nil, err
	}
	h := f.Health()
	return &h, nil
}
