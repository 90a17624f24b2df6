//go:build cgo && !nohighs && (systemhighs || ((linux || darwin) && (amd64 || arm64)))

package highs

// #cgo LDFLAGS: -lm
// #include "capi.h"
import "C"

import (
	"errors"
	"math"
	"runtime/cgo"
	"strings"
	"sync"
	"unsafe"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

const maxNameLength = 512 // kHighsMaximumStringLength

// object is a Highs object with its callback. The mutex guards the one thing that other threads may do: stop it.
type object struct {
	highs   unsafe.Pointer
	control *C.steelyard_control
	handle  cgo.Handle // of the progress function; 0 for none

	mu     sync.Mutex
	closed bool
}

// newInstance makes a Highs object. It must be used and destroyed on the calling OS thread.
func newInstance() (instance, error) {
	h := C.Highs_create()
	if h == nil {
		return nil, errors.New("highs: Highs_create returned nothing")
	}
	control := C.steelyard_attach(h)
	if control == nil {
		C.Highs_destroy(h)
		return nil, errors.New("highs: Highs_setCallback was refused")
	}
	return &object{highs: h, control: control}, nil
}

func libraryVersion() (version, error) {
	return version{int(C.Highs_versionMajor()), int(C.Highs_versionMinor()), int(C.Highs_versionPatch())}, nil
}

func (o *object) destroy() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.closed = true
	C.Highs_destroy(o.highs)
	C.free(unsafe.Pointer(o.control))
	if o.handle != 0 {
		o.handle.Delete()
	}
}

func (o *object) stop() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.closed {
		C.steelyard_stop(o.control)
	}
}

func (o *object) report(f func(lp.Progress), everySeconds float64) {
	if o.handle != 0 {
		o.handle.Delete()
	}
	o.handle = cgo.NewHandle(f)
	C.steelyard_report(o.control, C.uintptr_t(o.handle), C.double(everySeconds))
}

//export steelyardProgress
func steelyardProgress(handle C.uintptr_t, isMIP C.int, seconds C.double, iterations, nodes C.int64_t, primal, bound, gap C.double) {
	p := lp.Progress{
		Seconds: float64(seconds), Iterations: int64(iterations), Nodes: int64(nodes),
		Primal: math.NaN(), Bound: math.NaN(), Gap: math.NaN(),
	}
	if isMIP != 0 {
		p.Primal, p.Bound, p.Gap = finiteOrNaN(float64(primal)), finiteOrNaN(float64(bound)), finiteOrNaN(float64(gap))
	}
	cgo.Handle(handle).Value().(func(lp.Progress))(p)
}

func (o *object) message() string {
	text := make([]byte, maxNameLength)
	C.steelyard_message(o.control, (*C.char)(unsafe.Pointer(&text[0])), C.int(len(text)))
	return strings.Join(strings.Fields(cText(text)), " ")
}

func (o *object) polls(callbackType int) int64 {
	return int64(C.steelyard_polls(o.control, C.int(callbackType)))
}

func (o *object) intBits() int { return 8 * int(C.Highs_getSizeofHighsInt(o.highs)) }

// Slices pass as pointers to their first element, nil when empty. cgo keeps them alive during the call.

func floats(s []float64) *C.double        { return (*C.double)(unsafe.SliceData(s)) }
func ints(s []int32) *C.HighsInt          { return (*C.HighsInt)(unsafe.SliceData(s)) }
func textOf(s string) *C.char             { return C.CString(s) }
func release(s *C.char)                   { C.free(unsafe.Pointer(s)) }
func cText(b []byte) string               { s, _, _ := strings.Cut(string(b), "\x00"); return s }
func truth(v bool) C.HighsInt             { return C.HighsInt(map[bool]int{true: 1}[v]) }
func span(first, n int) (a, b C.HighsInt) { return C.HighsInt(first), C.HighsInt(first + n - 1) }

func (o *object) setBool(option string, value bool) int {
	name := textOf(option)
	defer release(name)
	return int(C.Highs_setBoolOptionValue(o.highs, name, truth(value)))
}

func (o *object) setInt(option string, value int) int {
	name := textOf(option)
	defer release(name)
	return int(C.Highs_setIntOptionValue(o.highs, name, C.HighsInt(value)))
}

func (o *object) setFloat(option string, value float64) int {
	name := textOf(option)
	defer release(name)
	return int(C.Highs_setDoubleOptionValue(o.highs, name, C.double(value)))
}

func (o *object) setString(option, value string) int {
	name, text := textOf(option), textOf(value)
	defer release(name)
	defer release(text)
	return int(C.Highs_setStringOptionValue(o.highs, name, text))
}

// direction is the ObjSense of a sense.
func direction(s lp.Sense) C.HighsInt {
	if s == lp.Maximise {
		return -1
	}
	return 1
}

// pass gives HiGHS a copy of the problem; kinds is nil for a linear problem.
func (o *object) pass(p *lp.Problem, kinds []int32) int {
	const byColumn = 1 // kHighsMatrixFormatColwise
	sense := direction(p.Sense)
	m := p.ByColumn()
	cols, rows, entries := C.HighsInt(p.NumCols()), C.HighsInt(p.NumRows()), C.HighsInt(len(m.Value))
	if kinds == nil {
		return int(C.Highs_passLp(o.highs, cols, rows, entries, byColumn, sense, C.double(p.Offset),
			floats(p.Cost), floats(p.ColLower), floats(p.ColUpper), floats(p.RowLower), floats(p.RowUpper),
			ints(m.Start), ints(m.Index), floats(m.Value)))
	}
	return int(C.Highs_passMip(o.highs, cols, rows, entries, byColumn, sense, C.double(p.Offset),
		floats(p.Cost), floats(p.ColLower), floats(p.ColUpper), floats(p.RowLower), floats(p.RowUpper),
		ints(m.Start), ints(m.Index), floats(m.Value), ints(kinds)))
}

func (o *object) passModelName(name string) int {
	text := textOf(name)
	defer release(text)
	return int(C.Highs_passModelName(o.highs, text))
}

func (o *object) passColName(col int, name string) int {
	text := textOf(name)
	defer release(text)
	return int(C.Highs_passColName(o.highs, C.HighsInt(col), text))
}

func (o *object) passRowName(row int, name string) int {
	text := textOf(name)
	defer release(text)
	return int(C.Highs_passRowName(o.highs, C.HighsInt(row), text))
}

func (o *object) colName(col int) (string, int) {
	text := make([]byte, maxNameLength)
	status := C.Highs_getColName(o.highs, C.HighsInt(col), (*C.char)(unsafe.Pointer(&text[0])))
	return cText(text), int(status)
}

func (o *object) rowName(row int) (string, int) {
	text := make([]byte, maxNameLength)
	status := C.Highs_getRowName(o.highs, C.HighsInt(row), (*C.char)(unsafe.Pointer(&text[0])))
	return cText(text), int(status)
}

func (o *object) read(path string) int {
	text := textOf(path)
	defer release(text)
	return int(C.Highs_readModel(o.highs, text))
}

func (o *object) write(path string) int {
	text := textOf(path)
	defer release(text)
	return int(C.Highs_writeModel(o.highs, text))
}

func (o *object) size() (rows, cols int) {
	return int(C.Highs_getNumRow(o.highs)), int(C.Highs_getNumCol(o.highs))
}

func (o *object) changeCosts(first int, cost []float64) int {
	from, to := span(first, len(cost))
	return int(C.Highs_changeColsCostByRange(o.highs, from, to, floats(cost)))
}

func (o *object) changeCostsAt(cols []int32, cost []float64) int {
	return int(C.Highs_changeColsCostBySet(o.highs, C.HighsInt(len(cols)), ints(cols), floats(cost)))
}

func (o *object) changeColBounds(first int, lower, upper []float64) int {
	from, to := span(first, len(lower))
	return int(C.Highs_changeColsBoundsByRange(o.highs, from, to, floats(lower), floats(upper)))
}

func (o *object) changeColBoundsAt(cols []int32, lower, upper []float64) int {
	return int(C.Highs_changeColsBoundsBySet(o.highs, C.HighsInt(len(cols)), ints(cols), floats(lower), floats(upper)))
}

func (o *object) changeRowBounds(first int, lower, upper []float64) int {
	from, to := span(first, len(lower))
	return int(C.Highs_changeRowsBoundsByRange(o.highs, from, to, floats(lower), floats(upper)))
}

func (o *object) changeRowBoundsAt(rows []int32, lower, upper []float64) int {
	return int(C.Highs_changeRowsBoundsBySet(o.highs, C.HighsInt(len(rows)), ints(rows), floats(lower), floats(upper)))
}

func (o *object) changeObjective(sense lp.Sense, offset float64) int {
	return min(
		int(C.Highs_changeObjectiveSense(o.highs, direction(sense))),
		int(C.Highs_changeObjectiveOffset(o.highs, C.double(offset))))
}

func (o *object) resetOptions() int { return int(C.Highs_resetOptions(o.highs)) }

func (o *object) run() int         { return int(C.Highs_run(o.highs)) }
func (o *object) clearSolver() int { return int(C.Highs_clearSolver(o.highs)) }
func (o *object) zeroClocks() int  { return int(C.Highs_zeroAllClocks(o.highs)) }
func (o *object) modelStatus() int { return int(C.Highs_getModelStatus(o.highs)) }

func (o *object) intInfo(name string) (int, int) {
	text := textOf(name)
	defer release(text)
	var v C.HighsInt
	status := C.Highs_getIntInfoValue(o.highs, text, &v)
	return int(v), int(status)
}

func (o *object) int64Info(name string) (int64, int) {
	text := textOf(name)
	defer release(text)
	var v C.int64_t
	status := C.Highs_getInt64InfoValue(o.highs, text, &v)
	return int64(v), int(status)
}

func (o *object) floatInfo(name string) (float64, int) {
	text := textOf(name)
	defer release(text)
	var v C.double
	status := C.Highs_getDoubleInfoValue(o.highs, text, &v)
	return float64(v), int(status)
}

func (o *object) solution(colValue, colDual, rowValue, rowDual []float64) int {
	return int(C.Highs_getSolution(o.highs, floats(colValue), floats(colDual), floats(rowValue), floats(rowDual)))
}

func (o *object) setSolution(colValue []float64) int {
	return int(C.Highs_setSolution(o.highs, floats(colValue), nil, nil, nil))
}

func (o *object) basis(cols, rows []int32) int {
	return int(C.Highs_getBasis(o.highs, ints(cols), ints(rows)))
}

func (o *object) setBasis(cols, rows []int32) int {
	return int(C.Highs_setBasis(o.highs, ints(cols), ints(rows)))
}

func (o *object) dualRay(ray []float64) (has bool, status int) {
	var v C.HighsInt
	s := C.Highs_getDualRay(o.highs, &v, floats(ray))
	return v != 0, int(s)
}

func (o *object) ranging(r *lp.Ranging) int {
	return int(C.Highs_getRanging(o.highs,
		floats(r.CostUpper), floats(r.CostUpperObjective), nil, nil,
		floats(r.CostLower), floats(r.CostLowerObjective), nil, nil,
		floats(r.ColUpper), floats(r.ColUpperObjective), nil, nil,
		floats(r.ColLower), floats(r.ColLowerObjective), nil, nil,
		floats(r.RowUpper), floats(r.RowUpperObjective), nil, nil,
		floats(r.RowLower), floats(r.RowLowerObjective), nil, nil))
}

func (o *object) feasibilityRelaxation(global Penalties, lower, upper, rhs []float64) int {
	return int(C.Highs_feasibilityRelaxation(o.highs, C.double(global.ColLower), C.double(global.ColUpper),
		C.double(global.Row), floats(lower), floats(upper), floats(rhs)))
}

func (o *object) hasIIS() bool { return C.steelyard_has_iis() != 0 }

// iis fills arrays as long as there are columns and rows, and returns how many of each are used.
func (o *object) iis(cols, colSides, rows, rowSides []int32) (nCols, nRows, status int) {
	var c, r C.HighsInt
	s := C.Highs_getIis(o.highs, &c, &r, ints(cols), ints(rows), ints(colSides), ints(rowSides), nil, nil)
	return int(c), int(r), int(s)
}
