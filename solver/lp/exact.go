package lp

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
)

// Exact arithmetic. A problem is taken as it is written: every number stands for
// its shortest decimal form, so that 0.1 is one tenth. What is found and checked
// here holds without any tolerance.

// Vector is numbers without rounding; nil entries are 0.
type Vector []*big.Rat

// rational is the number that v is written as.
func rational(v float64) *big.Rat {
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(v, 'g', -1, 64))
	if !ok {
		return new(big.Rat) // not reached: v is finite
	}
	return r
}

func (v Vector) at(i int) *big.Rat {
	if i < len(v) && v[i] != nil {
		return v[i]
	}
	return new(big.Rat)
}

// Vertex solves for the vertex and the prices of a basis of a problem without
// integers: primal values of the columns, and prices of the rows in the
// problem's own sense. An error means that the basis has no vertex.
func (p *Problem) Vertex(b *Basis) (primal, dual Vector, err error) {
	if len(b.Cols) != p.NumCols() || len(b.Rows) != p.NumRows() {
		return nil, nil, fmt.Errorf("a basis of %d columns and %d rows does not fit", len(b.Cols), len(b.Rows))
	}
	primal = make(Vector, p.NumCols())
	var columns, rows []int // basic columns, and rows that rest at a side
	for j, status := range b.Cols {
		if status == Basic {
			columns = append(columns, j)
			continue
		}
		if primal[j], err = resting(status, p.ColLower[j], p.ColUpper[j]); err != nil {
			return nil, nil, fmt.Errorf("column %s: %w", p.Cols.Name(j), err)
		}
	}
	for i, status := range b.Rows {
		if status != Basic {
			rows = append(rows, i)
		}
	}
	if len(columns) != len(rows) {
		return nil, nil, fmt.Errorf("%d basic columns for %d rows that bind", len(columns), len(rows))
	}
	if err := p.solvePrimal(b, columns, rows, primal); err != nil {
		return nil, nil, err
	}
	dual, err = p.solveDual(columns, rows)
	return primal, dual, err
}

// resting is the bound at which something nonbasic rests.
func resting(status BasisStatus, lower, upper float64) (*big.Rat, error) {
	bound := 0.0
	switch {
	case status == AtUpper, status == Nonbasic && math.IsInf(lower, -1):
		bound = upper
	case status == AtZero:
	default:
		bound = lower
	}
	if math.IsInf(bound, 0) {
		return nil, fmt.Errorf("it rests at a bound that it does not have")
	}
	return rational(bound), nil
}

// solvePrimal finds the values of the basic columns from the rows that bind.
func (p *Problem) solvePrimal(b *Basis, columns, rows []int, primal Vector) error {
	place := placesOf(columns, p.NumCols())
	system := make([]equation, len(rows))
	byRow := p.ByRow()
	for k, i := range rows {
		right, err := resting(b.Rows[i], p.RowLower[i], p.RowUpper[i])
		if err != nil {
			return fmt.Errorf("row %s: %w", p.Rows.Name(i), err)
		}
		e := equation{left: map[int]*big.Rat{}, right: right}
		js, values := byRow.Line(i)
		for n, j := range js {
			a := rational(values[n])
			if place[j] >= 0 {
				e.left[place[j]] = a
			} else {
				e.right.Sub(e.right, a.Mul(a, primal.at(int(j))))
			}
		}
		system[k] = e
	}
	solution, err := eliminate(system)
	if err != nil {
		return err
	}
	for k, j := range columns {
		primal[j] = solution[k]
	}
	return nil
}

// solveDual finds the prices of the rows that bind from the basic columns.
func (p *Problem) solveDual(columns, rows []int) (Vector, error) {
	place := placesOf(rows, p.NumRows())
	system := make([]equation, len(columns))
	byColumn := p.ByColumn()
	for k, j := range columns {
		e := equation{left: map[int]*big.Rat{}, right: rational(p.Cost[j])}
		is, values := byColumn.Line(j)
		for n, i := range is {
			if place[i] >= 0 {
				e.left[place[i]] = rational(values[n])
			}
		}
		system[k] = e
	}
	solution, err := eliminate(system)
	if err != nil {
		return nil, err
	}
	dual := make(Vector, p.NumRows())
	for k, i := range rows {
		dual[i] = solution[k]
	}
	return dual, nil
}

// placesOf says of each of n things where it is in the list, or -1.
func placesOf(list []int, n int) []int {
	place := make([]int, n)
	for i := range place {
		place[i] = -1
	}
	for k, i := range list {
		place[i] = k
	}
	return place
}

// equation is one row of a square system of linear equations.
type equation struct {
	left  map[int]*big.Rat // by unknown; no zeros
	right *big.Rat
}

// eliminate solves a square system. It picks the pivot that makes the fewest new
// entries (Markowitz, Management Science 3, 1957): bases of planning problems
// are nearly triangular, so that there are hardly any.
func eliminate(system []equation) ([]*big.Rat, error) {
	n := len(system)
	holders := make([]map[int]bool, n) // of an unknown: equations not yet used that hold it
	for k := range holders {
		holders[k] = map[int]bool{}
	}
	for i, e := range system {
		for k := range e.left {
			holders[k][i] = true
		}
	}
	type step struct{ row, unknown int }
	steps := make([]step, 0, n)
	used := make([]bool, n)
	for range n {
		row, unknown := pivot(system, used, holders)
		if row < 0 {
			return nil, fmt.Errorf("the basis is singular")
		}
		used[row] = true
		steps = append(steps, step{row, unknown})
		for k := range system[row].left {
			delete(holders[k], row)
		}
		for i := range holders[unknown] {
			reduce(&system[i], &system[row], unknown, i, holders)
		}
		holders[unknown] = nil
	}
	solution := make([]*big.Rat, n)
	for s := n - 1; s >= 0; s-- {
		e := &system[steps[s].row]
		value := new(big.Rat).Set(e.right)
		for k, a := range e.left {
			if k != steps[s].unknown {
				value.Sub(value, new(big.Rat).Mul(a, solution[k]))
			}
		}
		solution[steps[s].unknown] = value.Quo(value, e.left[steps[s].unknown])
	}
	return solution, nil
}

// pivot picks an unused equation and one of its unknowns, the same ones always.
func pivot(system []equation, used []bool, holders []map[int]bool) (row, unknown int) {
	row, best := -1, math.MaxInt
	for i := range system {
		if used[i] || len(system[i].left) > best {
			continue
		}
		for k := range system[i].left {
			count := (len(system[i].left) - 1) * (len(holders[k]) - 1)
			if count < best || count == best && (i < row || i == row && k < unknown) {
				row, unknown, best = i, k, count
			}
		}
		if best == 0 {
			return row, unknown
		}
	}
	return row, unknown
}

// reduce takes a multiple of the pivot's equation from another, so that the
// unknown leaves it.
func reduce(e, by *equation, unknown, number int, holders []map[int]bool) {
	factor := new(big.Rat).Quo(e.left[unknown], by.left[unknown])
	for k, a := range by.left {
		v := new(big.Rat).Mul(factor, a)
		if old, ok := e.left[k]; ok {
			v.Sub(old, v)
		} else {
			v.Neg(v)
		}
		if v.Sign() == 0 {
			delete(e.left, k)
			delete(holders[k], number)
			continue
		}
		e.left[k] = v
		if k != unknown {
			holders[k][number] = true
		}
	}
	delete(e.left, unknown)
	e.right = new(big.Rat).Sub(e.right, factor.Mul(factor, by.right))
}
