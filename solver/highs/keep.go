package highs

import (
	"context"
	"errors"
	"time"

	"github.com/steelyard-sop/steelyard/solver/lp"
	"github.com/steelyard-sop/steelyard/solver/simplex"
)

// Keep runs work on one worker, with an engine that keeps the problem it was given last.
func (e *Engine) Keep(ctx context.Context, work func(lp.Engine) error) error {
	return e.Do(ctx, func(m *Model) error { return work(&keeper{engine: e, m: m}) })
}

// keeper solves neighbours of the problem that HiGHS holds by changing that.
type keeper struct {
	engine *Engine
	m      *Model

	held         *lp.Problem // what HiGHS holds; nil: nothing that can be changed
	folded       *folded     // the last problem, to be held next
	steps        *simplex.Solver
	at           []int32 // room for changes
	lower, upper []float64
}

// Solve solves p. From a basis, a linear problem is solved warm, by a few pivots of our own where those prove their
// answer, else by HiGHS; everything else is solved as the engine does it.
func (k *keeper) Solve(ctx context.Context, p *lp.Problem, o lp.Options) (*lp.Solution, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	warm := o.Basis != nil && !p.IsInteger() && !o.Ranging && o.TimeLimit == 0 && p.NumCols() > 0
	if !warm {
		return k.cold(p, o)
	}
	if err := errors.Join(p.Check(), checkOptions(p, &o)); err != nil {
		return nil, err
	}
	started := time.Now()
	if k.folded == nil || !k.folded.holds(p) {
		k.held, k.folded = nil, fold(p)
		k.steps = simplex.New(k.folded.p)
	}
	if !k.folded.bounds(p) {
		return k.cold(p, o)
	}
	basis := k.folded.basis(o.Basis)
	if s := k.near(ctx, basis); s != nil {
		if !o.Proof {
			s.Ray = nil
		}
		k.folded.unfold(s)
		prepare(p, false).restore(s)
		k.engine.sign(s, started)
		return s, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s, err := k.again(basis)
	if err != nil {
		return nil, err
	}
	if s.Stop == lp.IterationLimit || !concluded(p, s) {
		o.Basis = nil // it has shown that it is no good start
		return k.cold(p, o)
	}
	if o.Proof && s.Stop == lp.Infeasible {
		return k.cold(p, o)
	}
	k.folded.unfold(s)
	prepare(p, false).restore(s)
	k.engine.sign(s, started)
	return s, nil
}

// cold solves with all that the engine knows to try, and forgets the problem that was held.
func (k *keeper) cold(p *lp.Problem, o lp.Options) (*lp.Solution, error) {
	k.held = nil
	if err := errors.Join(p.Check(), checkOptions(p, &o)); err != nil {
		return nil, err
	}
	if p.NumCols() == 0 {
		return withoutColumns(p, o), nil
	}
	if err := k.m.ResetOptions(); err != nil {
		return nil, err
	}
	r := &run{m: k.m, opts: o, started: time.Now(), prepared: prepare(p, o.Relax)}
	s, err := r.answer()
	if err == nil {
		k.engine.sign(s, r.started)
	}
	return s, err
}

// near solves the folded problem by a few pivots from a basis, without HiGHS; nil where that comes to nothing.
func (k *keeper) near(ctx context.Context, basis *lp.Basis) *lp.Solution {
	p := k.folded.p
	return k.steps.Solve(p, basis, simplex.Limits{Pivots: pivots(p), Stop: func() bool { return ctx.Err() != nil }})
}

// again solves the folded problem from a basis. What HiGHS knows of earlier solves, scale factors and the order of pivots, would show
// in the last digits, so it is cleared.
func (k *keeper) again(basis *lp.Basis) (*lp.Solution, error) {
	if err := k.hold(k.folded.p); err != nil {
		k.held = nil
		return nil, err
	}
	if err := errors.Join(k.m.Clear(), k.m.SetBasis(basis)); err != nil {
		return nil, err
	}
	if err := k.m.Run(); err != nil {
		return nil, err
	}
	return k.m.Solution(false)
}

// A warm solve that takes more than so many iterations has left the neighbourhood, and begins anew, cold.
const (
	leastPatience   = 1000 // iterations
	rowsAnIteration = 4    // one iteration more for so many rows
)

// tune sets the options of warm solves: no presolve, which would have to be undone, and the simplex method that
// suits the basis, dual where limits moved and primal where costs did. With Devex weights nothing is computed
// before the first iteration.
func (k *keeper) tune(p *lp.Problem) error {
	m := k.m
	if err := m.ResetOptions(); err != nil {
		return err
	}
	return errors.Join(
		m.SetInt("threads", 1), m.SetString("parallel", "off"), m.SetBool("output_flag", false),
		m.SetString("presolve", "off"), m.SetString("solver", "simplex"),
		m.SetInt("simplex_strategy", 0), // kSimplexStrategyChoose
		m.SetInt("simplex_dual_edge_weight_strategy", 1), m.SetInt("simplex_primal_edge_weight_strategy", 1),
		m.SetBool("simplex_initial_condition_check", false),
		m.SetInt("simplex_iteration_limit", patience(p)))
}

// patience is how many iterations a warm solve may take.
func patience(p *lp.Problem) int { return leastPatience + p.NumRows()/rowsAnIteration }

// Beyond so many pivots HiGHS is quicker, the sooner the larger the problem is.
const (
	mostPivots      = 1000
	leastPivots     = 20
	pivotsTimesRows = 500_000
)

// pivots is how many pivots of our own a warm solve may take.
func pivots(p *lp.Problem) int {
	return min(max(pivotsTimesRows/max(1, p.NumRows()), leastPivots), mostPivots)
}

// hold makes p, of which only costs and bounds may have changed, what HiGHS holds.
func (k *keeper) hold(p *lp.Problem) error {
	if k.held == nil {
		if err := errors.Join(k.tune(p), k.m.Pass(p)); err != nil {
			return err
		}
		k.held = p.Clone()
		return nil
	}
	return errors.Join(k.objective(p), k.columns(p), k.limits(p))
}

func (k *keeper) objective(p *lp.Problem) error {
	q := k.held
	if p.Sense != q.Sense || p.Offset != q.Offset {
		if err := k.m.ChangeObjective(p.Sense, p.Offset); err != nil {
			return err
		}
		q.Sense, q.Offset = p.Sense, p.Offset
	}
	k.at, k.lower = k.at[:0], k.lower[:0]
	for j, cost := range p.Cost {
		if cost != q.Cost[j] {
			q.Cost[j] = cost
			k.at, k.lower = append(k.at, int32(j)), append(k.lower, cost)
		}
	}
	if len(k.at) == 0 {
		return nil
	}
	return k.m.ChangeCostsAt(k.at, k.lower)
}

func (k *keeper) columns(p *lp.Problem) error {
	if k.differences(p.ColLower, p.ColUpper, k.held.ColLower, k.held.ColUpper) == 0 {
		return nil
	}
	return k.m.ChangeColBoundsAt(k.at, k.lower, k.upper)
}

func (k *keeper) limits(p *lp.Problem) error {
	if k.differences(p.RowLower, p.RowUpper, k.held.RowLower, k.held.RowUpper) == 0 {
		return nil
	}
	return k.m.ChangeRowBoundsAt(k.at, k.lower, k.upper)
}

// differences gathers the bounds that are not what is held, and makes them so.
func (k *keeper) differences(lower, upper, heldLower, heldUpper []float64) int {
	k.at, k.lower, k.upper = k.at[:0], k.lower[:0], k.upper[:0]
	for i := range lower {
		if lower[i] == heldLower[i] && upper[i] == heldUpper[i] {
			continue
		}
		heldLower[i], heldUpper[i] = lower[i], upper[i]
		k.at, k.lower, k.upper = append(k.at, int32(i)), append(k.lower, lower[i]), append(k.upper, upper[i])
	}
	return len(k.at)
}
