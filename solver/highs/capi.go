package highs

import (
	"errors"
	"fmt"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// ErrNoLibrary is what New returns in a build without HiGHS.
var ErrNoLibrary = errors.New("this program was built without the HiGHS solver: " +
	"build it with cgo, without the tag nohighs, on Linux or macOS; or with the tag systemhighs and an installed HiGHS")

// instance is one Highs object of the C interface, seen from Go: the cgo file implements it and the
// build without HiGHS has none. Methods return HighsStatus: see Model, which turns it into errors.
// All but stop must be called on the OS thread that made it.
type instance interface {
	destroy()
	stop()
	report(f func(lp.Progress), everySeconds float64)
	message() string
	polls(callbackType int) int64
	intBits() int

	setBool(option string, value bool) int
	setInt(option string, value int) int
	setFloat(option string, value float64) int
	setString(option, value string) int

	pass(p *lp.Problem, kinds []int32) int
	passModelName(name string) int
	passColName(col int, name string) int
	passRowName(row int, name string) int
	colName(col int) (string, int)
	rowName(row int) (string, int)
	read(path string) int
	write(path string) int
	size() (rows, cols int)

	changeCosts(first int, cost []float64) int
	changeCostsAt(cols []int32, cost []float64) int
	changeColBounds(first int, lower, upper []float64) int
	changeColBoundsAt(cols []int32, lower, upper []float64) int
	changeRowBounds(first int, lower, upper []float64) int
	changeRowBoundsAt(rows []int32, lower, upper []float64) int

	changeObjective(sense lp.Sense, offset float64) int
	resetOptions() int

	run() int
	clearSolver() int
	zeroClocks() int
	modelStatus() int
	intInfo(name string) (int, int)
	int64Info(name string) (int64, int)
	floatInfo(name string) (float64, int)
	solution(colValue, colDual, rowValue, rowDual []float64) int
	setSolution(colValue []float64) int
	basis(cols, rows []int32) int
	setBasis(cols, rows []int32) int
	dualRay(ray []float64) (has bool, status int)
	ranging(r *lp.Ranging) int
	feasibilityRelaxation(global Penalties, lower, upper, rhs []float64) int
	hasIIS() bool
	iis(cols, colSides, rows, rowSides []int32) (nCols, nRows, status int)
}

// HighsStatus: what every function of the C interface returns.
const (
	statusError   = -1
	statusOK      = 0
	statusWarning = 1
)

// version of the linked library.
type version struct{ major, minor, patch int }

// String is the version as HiGHS writes it.
func (v version) String() string { return fmt.Sprintf("%d.%d.%d", v.major, v.minor, v.patch) }

// accept refuses versions that are too old for the functions called here, and the one that has returned wrong
// optimal results for problems with integers.
func (v version) accept() error {
	switch {
	case v.major < 1 || v.major == 1 && v.minor < 10:
		return fmt.Errorf("HiGHS %s is too old: 1.10 or newer is needed", v)
	case v == version{1, 14, 0}:
		return fmt.Errorf("HiGHS %s is refused: its presolve returns wrong results for some problems with integers; use 1.13 or 1.15", v)
	}
	return nil
}

// Error says that a call of the C interface failed: a mistake of this program, or short memory. What a solve
// found out about its problem is never an error.
type Error struct {
	Op      string // what was being done: "pass the problem"
	CFunc   string // the function of the C interface: "Highs_passMip"
	Option  string // the option that was set, "" for other calls
	Status  int    // HighsStatus, -1 mostly
	Message string // the last warning or error that HiGHS logged, "" for none
}

// Error puts the parts in one line.
func (e *Error) Error() string {
	s := fmt.Sprintf("highs: %s: %s", e.Op, e.CFunc)
	if e.Option != "" {
		s += fmt.Sprintf(" (%s)", e.Option)
	}
	s += fmt.Sprintf(" returned %d", e.Status)
	if e.Message != "" {
		s += ": " + e.Message
	}
	return s
}
