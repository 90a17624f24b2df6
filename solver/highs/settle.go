package highs

import (
	"math"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// settle turns InfeasibleOrUnbounded, presolve's verdict, into one of the two: a linear problem once more without
// presolve; if that does not help, and for integers, without costs, which leaves only the question of feasibility.
func (r *run) settle(p *lp.Problem, open *lp.Solution) (*lp.Solution, error) {
	if !p.IsInteger() {
		s, err := r.attempt(p, way{algorithm: lp.Simplex, presolve: false}, false)
		if err != nil {
			return nil, err
		}
		if s.Stop != lp.InfeasibleOrUnbounded {
			r.notes = append(r.notes, "Presolve left open whether the problem is infeasible or unbounded; it was solved again without it.")
			return s, nil
		}
	}
	feasible, err := r.attempt(withoutCosts(p), way{algorithm: lp.Simplex, presolve: p.IsInteger()}, false)
	if err != nil {
		return nil, err
	}
	r.notes = append(r.notes, "Whether the problem is infeasible or unbounded was settled by solving it without costs.")
	switch feasible.Stop {
	case lp.Infeasible:
		return feasible, nil
	case lp.Optimal:
		open.Stop = lp.Unbounded
	case lp.TimeLimit, lp.Interrupted:
		open.Stop, open.StopRaw = feasible.Stop, feasible.StopRaw
	}
	return open, nil
}

// confirm doubts that a problem is infeasible because presolve says so: HiGHS 1.13.1 says it of some that are
// unbounded. Without costs nothing is unbounded, so presolve cannot mistake the one for the other.
func (r *run) confirm(p *lp.Problem, s *lp.Solution) (*lp.Solution, error) {
	feasible, err := r.attempt(withoutCosts(p), way{algorithm: lp.Simplex, presolve: true}, false)
	if err != nil {
		return nil, err
	}
	switch feasible.Stop {
	case lp.Infeasible:
		return s, nil
	case lp.Optimal:
		r.notes = append(r.notes, "Presolve called the problem infeasible, but it has solutions; it was solved again without presolve.")
		return r.attempt(p, way{algorithm: lp.Simplex, presolve: false}, false)
	case lp.TimeLimit, lp.Interrupted:
		s.Stop, s.StopRaw = feasible.Stop, feasible.StopRaw
		r.notes = append(r.notes, "Presolve called the problem infeasible; there was no time to confirm it.")
		return s, nil
	}
	return r.attempt(p, way{algorithm: lp.Simplex, presolve: false}, false)
}

// withoutCosts leaves only the question whether there is a solution.
func withoutCosts(p *lp.Problem) *lp.Problem {
	q := p.Clone()
	clear(q.Cost)
	return q
}

// mayBeUnbounded is false when the bounds of the columns alone keep the objective from improving without end.
func mayBeUnbounded(p *lp.Problem) bool {
	for j, cost := range p.Cost {
		if p.Sense == lp.Maximise {
			cost = -cost
		}
		if cost < 0 && math.IsInf(p.ColUpper[j], 1) || cost > 0 && math.IsInf(p.ColLower[j], -1) {
			return true
		}
	}
	return false
}

// doubt solves the relaxation of a problem with integers that HiGHS calls optimal: HiGHS 1.13.1, without
// presolve, says it of some that are unbounded. With a solution in hand, the relaxation is either
// optimal or unbounded, and if it is unbounded, so is the problem.
func (r *run) doubt(p *lp.Problem, s *lp.Solution) error {
	q := relax(p)
	relaxed, err := r.attempt(q, way{algorithm: r.ways(q)[0].algorithm, presolve: true}, false)
	if err != nil {
		return err
	}
	switch relaxed.Stop {
	case lp.Unbounded, lp.InfeasibleOrUnbounded, lp.Infeasible:
		s.Stop, s.StopRaw = lp.Unbounded, relaxed.StopRaw
		s.Bound, s.Gap = math.NaN(), math.NaN()
		r.notes = append(r.notes, "The solver called its solution optimal, but the problem without integers is unbounded.")
	}
	return nil
}
