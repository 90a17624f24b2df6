package highs

import (
	"errors"
	"fmt"
	"math"
	"os"
	"time"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// errNoModel is returned by the methods of a model whose Do has returned.
var errNoModel = errors.New("highs: the model was used after its Do had returned")

// Model is one problem inside HiGHS. It lives during one call of Engine.Do and belongs to its goroutine.
// Indices are those of the lp.Problem that was passed. Methods return an *Error when HiGHS refuses a call.
type Model struct {
	h instance
}

// call turns the HighsStatus of a call into an error. Warnings are not errors.
func (m *Model) call(op, cFunc string, f func(h instance) int) error {
	return m.callOption(op, cFunc, "", f)
}

func (m *Model) callOption(op, cFunc, option string, f func(h instance) int) error {
	if m.h == nil {
		return errNoModel
	}
	status := f(m.h)
	if status == statusOK || status == statusWarning {
		return nil
	}
	return &Error{Op: op, CFunc: cFunc, Option: option, Status: status, Message: m.h.message()}
}

// quiet keeps HiGHS from writing to the terminal, while its warnings still reach the callback: that is
// only called when there is a console or a file to write to.
func (m *Model) quiet() error {
	return errors.Join(m.SetBool("log_to_console", false), m.SetString("log_file", os.DevNull))
}

// SetBool sets an option (Highs_setBoolOptionValue).
func (m *Model) SetBool(option string, value bool) error {
	return m.callOption("set an option", "Highs_setBoolOptionValue", option,
		func(h instance) int { return h.setBool(option, value) })
}

// SetInt sets an option (Highs_setIntOptionValue).
func (m *Model) SetInt(option string, value int) error {
	return m.callOption("set an option", "Highs_setIntOptionValue", option,
		func(h instance) int { return h.setInt(option, value) })
}

// SetFloat sets an option (Highs_setDoubleOptionValue).
func (m *Model) SetFloat(option string, value float64) error {
	return m.callOption("set an option", "Highs_setDoubleOptionValue", option,
		func(h instance) int { return h.setFloat(option, value) })
}

// SetString sets an option (Highs_setStringOptionValue).
func (m *Model) SetString(option, value string) error {
	return m.callOption("set an option", "Highs_setStringOptionValue", option,
		func(h instance) int { return h.setString(option, value) })
}

// OnProgress sets the function that hears of a running solve, a few times a second. It runs on the
// worker's thread inside the solve: it must be quick, and must not use the model.
func (m *Model) OnProgress(f func(lp.Progress), every time.Duration) error {
	return m.call("set the progress function", "Highs_setCallback", func(h instance) int {
		h.report(f, every.Seconds())
		return statusOK
	})
}

// Pass gives the model a problem, which is copied (Highs_passLp, Highs_passMip).
func (m *Model) Pass(p *lp.Problem) error {
	if !p.IsInteger() {
		return m.call("pass the problem", "Highs_passLp", func(h instance) int { return h.pass(p, nil) })
	}
	kinds := make([]int32, len(p.ColKind))
	for j, k := range p.ColKind {
		kinds[j] = int32(k) // lp.Kind has the values of kHighsVarType
	}
	return m.call("pass the problem", "Highs_passMip", func(h instance) int { return h.pass(p, kinds) })
}

// Run solves (Highs_run). A solve that ends without a solution is not an error: see Status.
func (m *Model) Run() error {
	return m.call("solve", "Highs_run", func(h instance) int { return h.run() })
}

// Clear forgets solution and basis, so that the next Run starts cold (Highs_clearSolver).
func (m *Model) Clear() error {
	return m.call("clear the solver", "Highs_clearSolver", func(h instance) int { return h.clearSolver() })
}

// SetTimeLimit limits the next Run, counted from now; zero means none.
func (m *Model) SetTimeLimit(limit time.Duration) error {
	seconds := math.Inf(1)
	if limit > 0 {
		seconds = limit.Seconds()
	}
	return errors.Join(
		m.call("set the clock to zero", "Highs_zeroAllClocks", func(h instance) int { return h.zeroClocks() }),
		m.SetFloat("time_limit", seconds))
}

// Basis is the basis after a Run, nil when there is none (Highs_getBasis).
func (m *Model) Basis() (*lp.Basis, error) {
	valid, err := m.intInfo("basis_validity")
	if err != nil || valid != 1 { // kHighsBasisValidityValid
		return nil, err
	}
	nRows, nCols := m.h.size()
	cols, rows := make([]int32, nCols), make([]int32, nRows)
	err = m.call("read the basis", "Highs_getBasis", func(h instance) int { return h.basis(cols, rows) })
	if err != nil {
		return nil, err
	}
	return &lp.Basis{Cols: fromStatuses(cols), Rows: fromStatuses(rows)}, nil
}

// SetBasis sets the basis that the next Run starts from (Highs_setBasis).
func (m *Model) SetBasis(b *lp.Basis) error {
	return m.call("set the basis", "Highs_setBasis",
		func(h instance) int { return h.setBasis(toStatuses(b.Cols), toStatuses(b.Rows)) })
}

// lp.BasisStatus has the values of kHighsBasisStatus.

func fromStatuses(s []int32) []lp.BasisStatus {
	out := make([]lp.BasisStatus, len(s))
	for i, v := range s {
		out[i] = lp.BasisStatus(v)
	}
	return out
}

func toStatuses(s []lp.BasisStatus) []int32 {
	out := make([]int32, len(s))
	for i, v := range s {
		out[i] = int32(v)
	}
	return out
}

// SetStart gives values of all columns to start a solve with integers from (Highs_setSolution).
func (m *Model) SetStart(colValue []float64) error {
	return m.call("set the starting values", "Highs_setSolution", func(h instance) int { return h.setSolution(colValue) })
}

// ChangeCosts changes the costs of consecutive columns (Highs_changeColsCostByRange).
func (m *Model) ChangeCosts(first int, cost []float64) error {
	if len(cost) == 0 {
		return nil
	}
	return m.call("change costs", "Highs_changeColsCostByRange", func(h instance) int { return h.changeCosts(first, cost) })
}

// ChangeCostsAt changes the costs of columns in any order, each named once (Highs_changeColsCostBySet).
func (m *Model) ChangeCostsAt(cols []int32, cost []float64) error {
	if err := sameLength(len(cols), len(cost)); err != nil {
		return err
	}
	return m.call("change costs", "Highs_changeColsCostBySet", func(h instance) int { return h.changeCostsAt(cols, cost) })
}

// ChangeColBounds changes the bounds of consecutive columns (Highs_changeColsBoundsByRange).
func (m *Model) ChangeColBounds(first int, lower, upper []float64) error {
	if err := sameLength(len(lower), len(upper)); err != nil || len(lower) == 0 {
		return err
	}
	return m.call("change bounds of columns", "Highs_changeColsBoundsByRange",
		func(h instance) int { return h.changeColBounds(first, lower, upper) })
}

// ChangeColBoundsAt changes the bounds of columns in any order, each named once (Highs_changeColsBoundsBySet).
func (m *Model) ChangeColBoundsAt(cols []int32, lower, upper []float64) error {
	if err := sameLength(len(cols), len(lower), len(upper)); err != nil {
		return err
	}
	return m.call("change bounds of columns", "Highs_changeColsBoundsBySet",
		func(h instance) int { return h.changeColBoundsAt(cols, lower, upper) })
}

// ChangeRowBounds changes the bounds of consecutive rows (Highs_changeRowsBoundsByRange).
func (m *Model) ChangeRowBounds(first int, lower, upper []float64) error {
	if err := sameLength(len(lower), len(upper)); err != nil || len(lower) == 0 {
		return err
	}
	return m.call("change bounds of rows", "Highs_changeRowsBoundsByRange",
		func(h instance) int { return h.changeRowBounds(first, lower, upper) })
}

// ChangeRowBoundsAt changes the bounds of rows in any order, each named once (Highs_changeRowsBoundsBySet).
func (m *Model) ChangeRowBoundsAt(rows []int32, lower, upper []float64) error {
	if err := sameLength(len(rows), len(lower), len(upper)); err != nil {
		return err
	}
	return m.call("change bounds of rows", "Highs_changeRowsBoundsBySet",
		func(h instance) int { return h.changeRowBoundsAt(rows, lower, upper) })
}

// ChangeObjective changes the sense and the constant part of the objective (Highs_changeObjectiveSense,
// Highs_changeObjectiveOffset).
func (m *Model) ChangeObjective(sense lp.Sense, offset float64) error {
	return m.call("change the objective", "Highs_changeObjectiveSense",
		func(h instance) int { return h.changeObjective(sense, offset) })
}

// ResetOptions sets every option back to its default, but keeps HiGHS quiet (Highs_resetOptions).
func (m *Model) ResetOptions() error {
	if err := m.call("reset the options", "Highs_resetOptions", func(h instance) int { return h.resetOptions() }); err != nil {
		return err
	}
	return m.quiet()
}

// sameLength keeps C from reading past the end of a slice.
func sameLength(want int, lengths ...int) error {
	for _, n := range lengths {
		if n != want {
			return fmt.Errorf("highs: slices of %d and %d members where they must be as long as each other", want, n)
		}
	}
	return nil
}

func (m *Model) intInfo(name string) (int, error) {
	var v int
	err := m.callOption("read a result", "Highs_getIntInfoValue", name, func(h instance) (status int) {
		v, status = h.intInfo(name)
		return status
	})
	return v, err
}

func (m *Model) int64Info(name string) (int64, error) {
	var v int64
	err := m.callOption("read a result", "Highs_getInt64InfoValue", name, func(h instance) (status int) {
		v, status = h.int64Info(name)
		return status
	})
	return v, err
}

func (m *Model) floatInfo(name string) (float64, error) {
	var v float64
	err := m.callOption("read a result", "Highs_getDoubleInfoValue", name, func(h instance) (status int) {
		v, status = h.floatInfo(name)
		return status
	})
	return v, err
}

// finiteOrNaN makes infinity, HiGHS's word for unknown, the NaN of lp.Solution.
func finiteOrNaN(v float64) float64 {
	if math.IsInf(v, 0) {
		return math.NaN()
	}
	return v
}
