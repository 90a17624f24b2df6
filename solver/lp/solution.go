package lp

import "slices"

// StopReason says why a solve ended. It does not say whether there is a solution: see Solution.Primal.
type StopReason uint8

// The reasons. NotSolved is the zero value: nothing was run.
const (
	NotSolved StopReason = iota
	Optimal
	Infeasible
	Unbounded
	InfeasibleOrUnbounded
	TimeLimit
	IterationLimit
	SolutionLimit
	ObjectiveLimit
	MemoryLimit
	Interrupted
	NumericalTrouble
	Other
)

var stopTexts = [...]struct{ name, sentence string }{
	NotSolved:             {"not solved", "The problem was not solved."},
	Optimal:               {"optimal", "The best solution was found and proved, within the tolerances."},
	Infeasible:            {"infeasible", "No solution satisfies all limits at once."},
	Unbounded:             {"unbounded", "The objective can be improved without end: a limit is missing."},
	InfeasibleOrUnbounded: {"infeasible or unbounded", "There is no best solution: either limits contradict each other, or one is missing."},
	TimeLimit:             {"time limit", "The time limit was reached before the best solution was proved."},
	IterationLimit:        {"iteration limit", "The limit on iterations or nodes was reached before the best solution was proved."},
	SolutionLimit:         {"solution limit", "The limit on the number of solutions was reached."},
	ObjectiveLimit:        {"objective limit", "The bound or target set for the objective was reached."},
	MemoryLimit:           {"memory limit", "The memory limit was reached."},
	Interrupted:           {"interrupted", "The solve was cancelled."},
	NumericalTrouble:      {"numerical trouble", "The solver could not reach its tolerances: the numbers of the problem differ too much in size."},
	Other:                 {"other", "The solver stopped for a reason of its own."},
}

func (s StopReason) known() StopReason {
	if int(s) >= len(stopTexts) {
		return Other
	}
	return s
}

// String names the reason in lower case.
func (s StopReason) String() string { return stopTexts[s.known()].name }

// Sentence explains the reason to a reader of reports.
func (s StopReason) Sentence() string { return stopTexts[s.known()].sentence }

// ResultStatus says what is known of a solution, primal or dual.
type ResultStatus uint8

// The statuses. Values are handed out only when they are Feasible.
const (
	None ResultStatus = iota
	Feasible
	NotFeasible
)

var resultNames = [...]string{"none", "feasible", "infeasible"}

// String names the status.
func (s ResultStatus) String() string {
	if int(s) < len(resultNames) {
		return resultNames[s]
	}
	return "unknown"
}

// EngineInfo says which solver made a solution.
type EngineInfo struct {
	Name, Version string
}

// Solution is the answer of an engine. A slice is nil when the engine has no such answer: there are never
// zeros in place of unknown values. Slices belong to the solution and are not shared with the engine.
type Solution struct {
	Stop    StopReason
	StopRaw string // the engine's own words for the reason
	Note    string // what a reader should know of how it was solved: a fallback, a second run; mostly ""

	Primal, Dual ResultStatus

	Objective float64 // meaningful only when Primal is Feasible
	Bound     float64 // what no solution can beat; equal to Objective for an optimal linear problem; NaN when unknown
	Gap       float64 // |Objective - Bound| / |Objective|; 0 for an optimal linear problem; NaN when unknown

	ColValue, RowValue []float64 // nil unless Primal is Feasible; RowValue is A x
	ColDual, RowDual   []float64 // nil unless Dual is Feasible; signs: see the package documentation

	Basis   *Basis    // nil unless the engine ended with one
	Ranging *Ranging  // nil unless asked for, and optimal
	Ray     []float64 // one multiplier per row, proof of infeasibility: see the package documentation
	Fixed   *Solution // with integers fixed at their values here: the only prices that such a problem has; nil unless asked for

	Engine     EngineInfo
	Iterations int64 // of simplex, interior point and crossover together, over all runs
	Nodes      int64
	Seconds    float64 // of wall time in the engine
}

// BasisStatus says where a row or column rests.
type BasisStatus uint8

// The statuses. Nonbasic leaves the side to the engine.
const (
	AtLower BasisStatus = iota
	Basic
	AtUpper
	AtZero // free and nonbasic
	Nonbasic
)

// Basis is a vertex: as many basic members as there are rows.
type Basis struct {
	Cols, Rows []BasisStatus
}

// Clone copies the basis.
func (b *Basis) Clone() *Basis {
	if b == nil {
		return nil
	}
	return &Basis{Cols: slices.Clone(b.Cols), Rows: slices.Clone(b.Rows)}
}

// Ranging says how far single numbers may move before the basis changes. All values are absolute, not
// differences; ends that do not exist are infinite. At a degenerate vertex this is the range of the basis: the price
// itself may hold further.
type Ranging struct {
	// Right-hand sides of rows: the row's activity at either end. For a row that binds, its price holds for
	// right-hand sides from RowLower to RowUpper, and the objective at the ends is as given.
	RowLower, RowUpper                   []float64
	RowLowerObjective, RowUpperObjective []float64

	// Bounds of columns: the column's value at either end.
	ColLower, ColUpper                   []float64
	ColLowerObjective, ColUpperObjective []float64

	// Costs: the solution stays optimal for costs from CostLower to CostUpper; the objectives are those at the ends.
	CostLower, CostUpper                   []float64
	CostLowerObjective, CostUpperObjective []float64
}
