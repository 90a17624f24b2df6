package solver

import (
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// face is what is left to choose of a linear problem: all its best solutions.
// They are known from the prices of any one of them. A column with a reduced cost
// stays at its bound in all best solutions, a row with a price at its side, and
// whatever keeps to these is best (complementary slackness).
type face struct {
	p     *lp.Problem // with what is decided fixed
	open  int         // columns and rows that rest, and could leave at no cost
	moves []bool      // of each column: whether it may differ between solutions

	at    []float64 // a best solution of the whole problem
	place []int     // of each column of the whole problem: which one it is in p; none where it does not move
}

// priceNoise is what a price may be off by, as a share of what it is made of.
const priceNoise = 1e-9

// faceOf is the face of the best solutions of a problem, given one at a vertex. Its
// problem has only those columns that may move.
func faceOf(p *lp.Problem, sol *lp.Solution) *face {
	n := p.NumCols()
	f := &face{p: p.Clone(), at: slices.Clone(sol.ColValue), moves: make([]bool, n), place: make([]int, n)}
	f.narrow(sol)
	f.shrink()
	return f
}

// wholeFace is a face of which nothing is decided: all solutions of a problem, which
// it does not copy.
func wholeFace(p *lp.Problem) *face {
	f := &face{p: p, place: make([]int, p.NumCols()), moves: slices.Repeat([]bool{true}, p.NumCols())}
	for j := range f.place {
		f.place[j] = j
	}
	return f
}

// shrink leaves out what does not move.
func (f *face) shrink() {
	var moving []int
	for j, m := range f.moves {
		if f.place[j] = none; m {
			f.place[j] = len(moving)
			moving = append(moving, j)
		}
	}
	whole := f.p
	f.p = &lp.Problem{Name: whole.Name}
	if len(moving) == 0 {
		f.moves = nil
		return
	}
	f.p.AddCols("x", "", nil, len(moving))
	f.moves = slices.Repeat([]bool{true}, len(moving))
	rows := make([]int, whole.NumRows())
	byRow, byColumn := whole.ByRow(), whole.ByColumn()
	for k, j := range moving {
		f.p.ColLower[k], f.p.ColUpper[k] = whole.ColLower[j], whole.ColUpper[j]
		index, values := byColumn.Line(j)
		for n, i := range index {
			if rows[i] == 0 {
				rows[i] = 1 + f.p.AddRows("r", "", nil, 1)
				fixed := f.fixedPart(byRow.Line(int(i)))
				f.p.RowLower[rows[i]-1], f.p.RowUpper[rows[i]-1] = whole.RowLower[i]-fixed, whole.RowUpper[i]-fixed
			}
			f.p.Add(rows[i]-1, k, values[n])
		}
	}
}

// fixedPart is what the columns that do not move add up to in a row.
func (f *face) fixedPart(columns []int32, values []float64) float64 {
	sum := 0.0
	for k, j := range columns {
		if f.place[j] == none {
			sum += values[k] * f.at[j]
		}
	}
	return sum
}

// narrow fixes what the prices of a best solution of its problem decide.
func (f *face) narrow(sol *lp.Solution) {
	p, sizes := f.p, sizesOfCosts(f.p, sol.RowDual)
	f.open = 0
	for j, size := range sizes {
		if sol.Basis.Cols[j] == lp.Basic || p.ColLower[j] == p.ColUpper[j] {
			continue
		}
		f.open += decide(&p.ColLower[j], &p.ColUpper[j], p.Sense, sol.ColDual[j], size*priceNoise)
	}
	byRow := p.ByRow()
	for i, price := range sol.RowDual {
		if sol.Basis.Rows[i] == lp.Basic || p.RowLower[i] == p.RowUpper[i] {
			continue
		}
		least := math.Inf(1) // price that means anything to one of its columns
		columns, values := byRow.Line(i)
		for k, j := range columns {
			least = min(least, sizes[j]*priceNoise/math.Abs(values[k]))
		}
		f.open += decide(&p.RowLower[i], &p.RowUpper[i], p.Sense, price, least)
	}
	if f.open > 0 {
		f.follow()
	}
}

// aim makes a tie the objective. It is false where the tie is the same for all
// solutions.
func (f *face) aim(t *tie) bool {
	p := f.p
	clear(p.Cost)
	differs := false
	for j, w := range t.weights {
		if f.mayMove(j) && w != 0 {
			p.Cost[f.place[j]], differs = w, true
		}
	}
	for _, a := range t.apart {
		if f.mayMove(a.column) || a.from != none && f.mayMove(a.from) {
			f.addApart(a)
			differs = true
		}
	}
	return differs
}

// mayMove tells whether a column of the whole problem may move.
func (f *face) mayMove(j int) bool { return f.place[j] != none && f.moves[f.place[j]] }

// addApart adds a column for a distance, of at least the difference and its
// negative.
func (f *face) addApart(a apart) {
	p := f.p
	distance := p.AddCols("apart", "", nil, 1)
	rows := p.AddRows("apart", "", nil, 2)
	p.Cost[distance] = a.weight
	f.moves = append(f.moves, true)
	p.RowUpper[rows], p.RowUpper[rows+1] = a.constant, -a.constant
	add := func(j int, coefficient float64) {
		switch {
		case j == none:
		case f.place[j] == none:
			p.RowUpper[rows] -= coefficient * f.at[j]
			p.RowUpper[rows+1] += coefficient * f.at[j]
		default:
			p.Add(rows, f.place[j], coefficient)
			p.Add(rows+1, f.place[j], -coefficient)
		}
	}
	add(a.column, 1)
	add(a.from, -1)
	p.Add(rows, distance, -1)
	p.Add(rows+1, distance, -1)
}

// take goes on from a solution that is best for the tie that was aimed at.
func (f *face) take(sol *lp.Solution) {
	for j, k := range f.place {
		if k != none {
			f.at[j] = sol.ColValue[k]
		}
	}
	f.narrow(sol)
}

// sizesOfCosts says of each column how large the numbers are that its reduced
// cost is made of.
func sizesOfCosts(p *lp.Problem, prices []float64) []float64 {
	largest := 0.0
	for _, cost := range p.Cost {
		largest = max(largest, math.Abs(cost))
	}
	matrix, sizes := p.ByColumn(), make([]float64, p.NumCols())
	for j := range sizes {
		sizes[j] = largest + math.Abs(p.Cost[j])
		rows, values := matrix.Line(j)
		for k, i := range rows {
			sizes[j] += math.Abs(values[k] * prices[i])
		}
	}
	return sizes
}

// decide fixes a number at the bound that its price keeps it at. It returns 1
// where the price is none, so that nothing is decided.
func decide(lower, upper *float64, sense lp.Sense, price, least float64) int {
	if sense == lp.Maximise {
		price = -price
	}
	switch {
	case price > least && !math.IsInf(*lower, 0):
		*upper = *lower
	case price < -least && !math.IsInf(*upper, 0):
		*lower = *upper
	default:
		return 1
	}
	return 0
}

// follow finds the columns that may move. A column that is the only one to move
// in a row of one side does not.
func (f *face) follow() {
	p := f.p
	byRow, byColumn := p.ByRow(), p.ByColumn()
	free := make([]int32, p.NumRows()) // how many columns may move
	for j := range f.moves {
		f.moves[j] = p.ColLower[j] < p.ColUpper[j]
	}
	var queue []int32
	for i := range free {
		columns, _ := byRow.Line(i)
		for _, j := range columns {
			if f.moves[j] {
				free[i]++
			}
		}
		if free[i] == 1 && p.RowLower[i] == p.RowUpper[i] {
			queue = append(queue, int32(i))
		}
	}
	for len(queue) > 0 {
		i := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		columns, _ := byRow.Line(int(i))
		for _, j := range columns {
			if !f.moves[j] {
				continue
			}
			f.moves[j] = false
			rows, _ := byColumn.Line(int(j))
			for _, row := range rows {
				if free[row]--; free[row] == 1 && p.RowLower[row] == p.RowUpper[row] {
					queue = append(queue, row)
				}
			}
		}
	}
}

// unique tells whether there is one best solution only.
func (f *face) unique() bool {
	if f.open == 0 {
		return true
	}
	for _, moves := range f.moves {
		if moves {
			return false
		}
	}
	return true
}
