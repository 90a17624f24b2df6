package highs

import (
	"math"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// modelStatuses maps kHighsModelStatus, by number, to our reasons; the text is HiGHS's own.
var modelStatuses = [...]struct {
	stop lp.StopReason
	raw  string
}{
	0:  {lp.NotSolved, "Not Set"},
	1:  {lp.Other, "Load error"},
	2:  {lp.Other, "Model error"},
	3:  {lp.NumericalTrouble, "Presolve error"},
	4:  {lp.NumericalTrouble, "Solve error"},
	5:  {lp.NumericalTrouble, "Postsolve error"},
	6:  {lp.Optimal, "Empty"}, // no columns and no rows to speak of: the constant objective is the optimum
	7:  {lp.Optimal, "Optimal"},
	8:  {lp.Infeasible, "Infeasible"},
	9:  {lp.InfeasibleOrUnbounded, "Primal infeasible or unbounded"},
	10: {lp.Unbounded, "Unbounded"},
	11: {lp.ObjectiveLimit, "Bound on objective reached"},
	12: {lp.ObjectiveLimit, "Target for objective reached"},
	13: {lp.TimeLimit, "Time limit reached"},
	14: {lp.IterationLimit, "Iteration limit reached"},
	15: {lp.NumericalTrouble, "Unknown"},
	16: {lp.SolutionLimit, "Solution limit reached"},
	17: {lp.Interrupted, "Interrupted by user"},
	18: {lp.MemoryLimit, "Memory limit reached"},
}

// stopReason is total: numbers of later versions become Other, with the number kept in the text.
func stopReason(status int) (lp.StopReason, string) {
	if status < 0 || status >= len(modelStatuses) {
		return lp.Other, "model status " + decimal(status)
	}
	s := modelStatuses[status]
	return s.stop, s.raw
}

// Status says why the last Run ended, in our words and in HiGHS's (Highs_getModelStatus).
func (m *Model) Status() (lp.StopReason, string) {
	if m.h == nil {
		return lp.NotSolved, ""
	}
	return stopReason(m.h.modelStatus())
}

// Solution reads everything about the last Run but ranges and rays. isMIP says that it branched: then
// there are no prices, whatever the arrays hold.
func (m *Model) Solution(isMIP bool) (*lp.Solution, error) {
	r := reader{m: m}
	s := &lp.Solution{Bound: math.NaN(), Gap: math.NaN(), Objective: math.NaN()}
	s.Stop, s.StopRaw = m.Status()
	s.Primal = r.resultStatus("primal_solution_status")
	if !isMIP {
		s.Dual = r.resultStatus("dual_solution_status")
		s.Basis, r.err = m.basisUnless(r.err)
	}
	s.Iterations = int64(r.count("simplex_iteration_count") + r.count("ipm_iteration_count") + r.count("crossover_iteration_count"))
	r.values(s)
	if s.Primal == lp.Feasible {
		s.Objective = r.float("objective_function_value")
	}
	switch {
	case isMIP:
		s.Nodes = max(r.int64("mip_node_count"), 0)
		s.Bound = finiteOrNaN(r.float("mip_dual_bound"))
		s.Gap = relativeGap(s)
	case s.Stop == lp.Optimal:
		s.Bound, s.Gap = s.Objective, 0
	}
	return s, r.err
}

// relativeGap is NaN unless both the objective and its bound are known.
func relativeGap(s *lp.Solution) float64 {
	gap := math.Abs(s.Objective - s.Bound)
	if gap == 0 {
		return 0
	}
	return finiteOrNaN(gap / math.Abs(s.Objective))
}

func (m *Model) basisUnless(err error) (*lp.Basis, error) {
	if err != nil {
		return nil, err
	}
	return m.Basis()
}

// reader reads results until the first error.
type reader struct {
	m   *Model
	err error
}

func read[T any](r *reader, get func(string) (T, error), name string) T {
	var v T
	if r.err == nil {
		v, r.err = get(name)
	}
	return v
}

func (r *reader) int64(name string) int64   { return read(r, r.m.int64Info, name) }
func (r *reader) float(name string) float64 { return read(r, r.m.floatInfo, name) }

// count is an iteration count, which is -1 where HiGHS did not count.
func (r *reader) count(name string) int { return max(read(r, r.m.intInfo, name), 0) }

func (r *reader) resultStatus(name string) lp.ResultStatus {
	switch read(r, r.m.intInfo, name) {
	case 2: // kHighsSolutionStatusFeasible
		return lp.Feasible
	case 1: // kHighsSolutionStatusInfeasible
		return lp.NotFeasible
	}
	return lp.None
}

// values fills the arrays, and only those whose status says that they are a solution: HiGHS fills the
// others with zeros.
func (r *reader) values(s *lp.Solution) {
	if r.err != nil || s.Primal != lp.Feasible && s.Dual != lp.Feasible {
		return
	}
	rows, cols := r.m.h.size()
	colValue, colDual := make([]float64, cols), make([]float64, cols)
	rowValue, rowDual := make([]float64, rows), make([]float64, rows)
	r.err = r.m.call("read the solution", "Highs_getSolution",
		func(h instance) int { return h.solution(colValue, colDual, rowValue, rowDual) })
	if r.err != nil {
		return
	}
	if s.Primal == lp.Feasible {
		s.ColValue, s.RowValue = colValue, rowValue
	}
	if s.Dual == lp.Feasible {
		s.ColDual, s.RowDual = colDual, rowDual
	}
}
