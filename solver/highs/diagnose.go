package highs

import (
	"errors"
	"slices"
	"strconv"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

func decimal(n int) string { return strconv.Itoa(n) }

// ErrNoIIS is returned by IIS when the linked library is too old to have it.
var ErrNoIIS = errors.New("highs: this version of HiGHS cannot look for an irreducible infeasible subsystem: 1.11 or newer is needed")

// Ranging says how far costs, bounds and right-hand sides may move at the current optimal basis (Highs_getRanging).
func (m *Model) Ranging() (*lp.Ranging, error) {
	if m.h == nil {
		return nil, errNoModel
	}
	rows, cols := m.h.size()
	r := &lp.Ranging{}
	for _, s := range []*[]float64{&r.RowLower, &r.RowUpper, &r.RowLowerObjective, &r.RowUpperObjective} {
		*s = make([]float64, rows)
	}
	for _, s := range []*[]float64{
		&r.ColLower, &r.ColUpper, &r.ColLowerObjective, &r.ColUpperObjective,
		&r.CostLower, &r.CostUpper, &r.CostLowerObjective, &r.CostUpperObjective,
	} {
		*s = make([]float64, cols)
	}
	err := m.call("compute ranges", "Highs_getRanging", func(h instance) int { return h.ranging(r) })
	if err != nil {
		return nil, err
	}
	return r, nil
}

// DualRay is HiGHS's certificate that the last linear problem is infeasible, nil when it has none
// (Highs_getDualRay). Its sign is HiGHS's own: Solve gives the multipliers of lp.FarkasGap.
func (m *Model) DualRay() ([]float64, error) {
	if m.h == nil {
		return nil, errNoModel
	}
	rows, _ := m.h.size()
	ray := make([]float64, rows)
	has := false
	err := m.call("read the dual ray", "Highs_getDualRay", func(h instance) (status int) {
		has, status = h.dualRay(ray)
		return status
	})
	if err != nil || !has {
		return nil, err
	}
	return ray, nil
}

// Side is the bound of a row or column that takes part in a conflict.
type Side int8

// The sides, with the values of kHighsIisBound.
const (
	sideNone  Side = 1 // HiGHS also lists columns whose bounds do not matter: left out
	SideLower Side = 2
	SideUpper Side = 3
	SideBoth  Side = 4
)

// IISMember is a row or column of a conflict and the side of it that matters.
type IISMember struct {
	Index int
	Side  Side
}

// IIS is a set of rows and column bounds that contradict each other, in order of their indices. Both are
// empty when HiGHS found none. It is irreducible: without any one row or column, the others agree.
type IIS struct {
	Rows, Cols []IISMember
}

// iisFromLP is kHighsIisStrategyFromLpRowPriority: reduce by solving linear problems, dropping rows first. HiGHS's default
// only sees contradictions within single rows.
const iisFromLP = 6

// IIS looks for a small conflict in an infeasible linear problem or the relaxation of another (Highs_getIis).
// It takes as many small solves as there are rows and columns in the conflict, and more.
func (m *Model) IIS() (*IIS, error) {
	if m.h == nil {
		return nil, errNoModel
	}
	if !m.h.hasIIS() {
		return nil, ErrNoIIS
	}
	if err := m.SetInt("iis_strategy", iisFromLP); err != nil {
		return nil, err
	}
	nRows, nCols := m.h.size()
	cols, colSides := make([]int32, nCols), make([]int32, nCols)
	rows, rowSides := make([]int32, nRows), make([]int32, nRows)
	err := m.call("look for a conflict", "Highs_getIis", func(h instance) (status int) {
		nCols, nRows, status = h.iis(cols, colSides, rows, rowSides)
		return status
	})
	if err != nil {
		return nil, err
	}
	return &IIS{Rows: members(rows[:nRows], rowSides), Cols: members(cols[:nCols], colSides)}, nil
}

func members(index, side []int32) []IISMember {
	var out []IISMember
	for k, i := range index {
		if s := Side(side[k]); s != sideNone {
			out = append(out, IISMember{Index: int(i), Side: s})
		}
	}
	slices.SortFunc(out, func(a, b IISMember) int { return a.Index - b.Index })
	return out
}

// Penalties are what one unit of violation costs in a feasibility relaxation. A negative one forbids it.
type Penalties struct {
	ColLower, ColUpper, Row float64
}

// Relaxation is the cheapest way to break limits.
type Relaxation struct {
	Penalty            float64
	ColValue, RowValue []float64
}

// FeasibilityRelaxation finds the column and row values that violate bounds and rows at the least penalty
// (Highs_feasibilityRelaxation). Local penalties override the global ones, one per column or row; nil for
// none. Where limits that must not be broken contradict each other, HiGHS returns values that break them, without
// a word: check the values against those limits.
func (m *Model) FeasibilityRelaxation(global Penalties, colLower, colUpper, row []float64) (*Relaxation, error) {
	if m.h == nil {
		return nil, errNoModel
	}
	nRows, nCols := m.h.size()
	for _, l := range []struct {
		s []float64
		n int
	}{{colLower, nCols}, {colUpper, nCols}, {row, nRows}} {
		if l.s != nil && len(l.s) != l.n {
			return nil, sameLength(l.n, len(l.s))
		}
	}
	err := m.call("relax the limits", "Highs_feasibilityRelaxation",
		func(h instance) int { return h.feasibilityRelaxation(global, colLower, colUpper, row) })
	if err != nil {
		return nil, err
	}
	r := &Relaxation{ColValue: make([]float64, nCols), RowValue: make([]float64, nRows)}
	if r.Penalty, err = m.floatInfo("objective_function_value"); err != nil {
		return nil, err
	}
	err = m.call("read the solution", "Highs_getSolution", func(h instance) int {
		return h.solution(r.ColValue, make([]float64, nCols), r.RowValue, make([]float64, nRows))
	})
	return r, err
}
