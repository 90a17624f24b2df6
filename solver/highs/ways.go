package highs

import "github.com/steelyard-sop/steelyard/solver/lp"

// way is how to attempt a problem once.
type way struct {
	algorithm lp.Algorithm // Simplex or InteriorPoint; ignored when there are integers
	presolve  bool
	primal    bool // the primal simplex method: slow, but sure of unbounded problems that stop the dual one
}

// ways lists what to try, in order, until HiGHS comes to a conclusion.
func (r *run) ways(p *lp.Problem) []way {
	first := way{algorithm: r.opts.Algorithm, presolve: !r.opts.PresolveOff}
	if first.algorithm == lp.Auto {
		first.algorithm = lp.Simplex
		if p.NumRows() > lp.AutoSimplexRows && r.opts.Basis == nil {
			first.algorithm = lp.InteriorPoint
		}
	}
	ways := []way{first}
	if first.algorithm == lp.InteriorPoint && !p.IsInteger() {
		ways = append(ways, way{algorithm: lp.Simplex, presolve: first.presolve})
	}
	ways = append(ways, way{algorithm: lp.Simplex, presolve: !first.presolve})
	if !p.IsInteger() {
		ways = append(ways, way{algorithm: lp.Simplex, presolve: first.presolve, primal: true})
	}
	return ways
}

func (w way) name(p *lp.Problem) string {
	switch {
	case p.IsInteger():
		return "branch and bound"
	case w.algorithm == lp.InteriorPoint:
		return "interior point method"
	case w.primal:
		return "primal simplex method"
	}
	return "simplex method"
}

func presolveWord(on bool) string {
	if on {
		return ""
	}
	return " without presolve"
}

// concluded reports whether HiGHS knows what it says: an optimal linear problem has a basis.
func concluded(p *lp.Problem, s *lp.Solution) bool {
	switch s.Stop {
	case lp.NumericalTrouble, lp.Other, lp.NotSolved:
		return false
	case lp.Optimal:
		return s.Primal == lp.Feasible && (p.IsInteger() || s.Basis != nil && s.Dual == lp.Feasible)
	}
	return true
}

// setSolver sets the algorithm of a linear problem. Named for one with integers, it would make HiGHS solve
// the relaxation alone.
func (r *run) setSolver(p *lp.Problem, w way) error {
	strategy := 1 // kSimplexStrategyDual
	if w.primal {
		strategy = 4 // kSimplexStrategyPrimal
	}
	if err := r.m.SetInt("simplex_strategy", strategy); err != nil {
		return err
	}
	switch {
	case p.IsInteger():
		return r.m.SetString("solver", "choose")
	case w.algorithm == lp.Simplex:
		return r.m.SetString("solver", "simplex")
	}
	if r.m.SetString("solver", "ipx") == nil {
		return nil
	}
	return r.m.SetString("solver", "ipm") // the older name
}
