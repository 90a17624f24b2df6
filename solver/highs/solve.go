package highs

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// progressEvery is how often a running solve reports.
const progressEvery = 100 * time.Millisecond

// Solve solves a problem. Whatever comes of it, an infeasible problem, a time limit, an ended ctx, is a
// Solution whose Stop says so; an error means that problem or options were malformed, or that HiGHS failed.
// A ctx that ends stops the solve: the solution is then Interrupted, with the best values so far if it has any.
func (e *Engine) Solve(ctx context.Context, p *lp.Problem, opts lp.Options) (*lp.Solution, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	if err := checkOptions(p, &opts); err != nil {
		return nil, err
	}
	started := time.Now()
	s, err := e.solve(ctx, prepare(p, opts.Relax), opts)
	if err != nil {
		return nil, err
	}
	e.sign(s, started)
	return s, nil
}

func (e *Engine) sign(s *lp.Solution, started time.Time) {
	s.Engine = lp.EngineInfo{Name: engineName, Version: e.Version()}
	s.Seconds = time.Since(started).Seconds()
	if s.Fixed != nil {
		s.Fixed.Engine = s.Engine
	}
}

func (e *Engine) solve(ctx context.Context, prepared *preparedProblem, opts lp.Options) (*lp.Solution, error) {
	if prepared.p.NumCols() == 0 && ctx.Err() == nil {
		return withoutColumns(prepared.p, opts), nil // HiGHS calls it empty, and never looks at its rows
	}
	var s *lp.Solution
	err := e.Do(ctx, func(m *Model) (err error) {
		r := &run{m: m, opts: opts, started: time.Now(), prepared: prepared}
		s, err = r.answer()
		return err
	})
	if err != nil && ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return &lp.Solution{
			Stop: lp.Interrupted, StopRaw: "Cancelled before the start",
			Objective: math.NaN(), Bound: math.NaN(), Gap: math.NaN(),
		}, nil
	}
	return s, err
}

// checkOptions finds options that do not fit the problem.
func checkOptions(p *lp.Problem, o *lp.Options) error {
	switch {
	case o.TimeLimit < 0 || o.RelGap < 0 || o.AbsGap < 0 || o.NodeLimit < 0 || o.Threads < 0 || o.Seed < 0:
		return fmt.Errorf("highs: a limit, gap, seed or number of threads is negative: %+v", *o)
	case math.IsNaN(o.RelGap) || math.IsNaN(o.AbsGap):
		return errors.New("highs: a gap is not a number")
	case o.Basis != nil && (len(o.Basis.Cols) != p.NumCols() || len(o.Basis.Rows) != p.NumRows()):
		return fmt.Errorf("highs: a basis of %d columns and %d rows for a problem of %d and %d",
			len(o.Basis.Cols), len(o.Basis.Rows), p.NumCols(), p.NumRows())
	case o.Start != nil && len(o.Start) != p.NumCols():
		return fmt.Errorf("highs: %d starting values for %d columns", len(o.Start), p.NumCols())
	}
	return nil
}

// withoutColumns answers a problem without columns: every row's activity is zero.
func withoutColumns(p *lp.Problem, opts lp.Options) *lp.Solution {
	s := &lp.Solution{StopRaw: "No columns", Objective: math.NaN(), Bound: math.NaN(), Gap: math.NaN()}
	for i := range p.RowLower {
		if p.RowLower[i] <= 0 && 0 <= p.RowUpper[i] {
			continue
		}
		s.Stop = lp.Infeasible
		if opts.Proof {
			s.Ray = make([]float64, p.NumRows())
			s.Ray[i] = 1
			if p.RowUpper[i] < 0 {
				s.Ray[i] = -1
			}
		}
		return s
	}
	s.Stop, s.Primal, s.Dual = lp.Optimal, lp.Feasible, lp.Feasible
	s.Objective, s.Bound, s.Gap = p.Offset, p.Offset, 0
	s.ColValue, s.ColDual = []float64{}, []float64{}
	s.RowValue, s.RowDual = make([]float64, p.NumRows()), make([]float64, p.NumRows())
	s.Basis = &lp.Basis{Cols: []lp.BasisStatus{}, Rows: make([]lp.BasisStatus, p.NumRows())}
	for i := range s.Basis.Rows {
		s.Basis.Rows[i] = lp.Basic
	}
	return s
}

// run is one answer in the making: often one solve, at times a second that settles what the first left open.
type run struct {
	m          *Model
	opts       lp.Options
	started    time.Time
	prepared   *preparedProblem
	notes      []string
	iterations int64
	nodes      int64
}

// answer solves, settles what is open, and adds what was asked for.
func (r *run) answer() (*lp.Solution, error) {
	if err := r.setOptions(); err != nil {
		return nil, err
	}
	p := r.prepared.p
	s, err := r.attempts(p)
	if err != nil {
		return nil, err
	}
	switch {
	case s.Stop == lp.InfeasibleOrUnbounded:
		s, err = r.settle(p, s)
	case s.Stop == lp.Infeasible && !r.opts.PresolveOff:
		s, err = r.confirm(p, s)
	}
	if err == nil && s.Stop == lp.Optimal && p.IsInteger() && mayBeUnbounded(p) {
		err = r.doubt(p, s)
	}
	if err != nil {
		return nil, err
	}
	if err := r.extras(p, s); err != nil {
		return nil, err
	}
	s.Note = strings.Join(r.notes, " ")
	s.Iterations, s.Nodes = r.iterations, r.nodes
	r.prepared.restore(s)
	return s, nil
}

// setOptions sets what holds for every attempt.
func (r *run) setOptions() error {
	o := &r.opts
	m := r.m
	threads, parallel := max(o.Threads, 1), "off"
	if threads > 1 {
		parallel = "on"
	}
	err := errors.Join(
		m.SetInt("threads", threads), m.SetString("parallel", parallel),
		m.SetInt("random_seed", o.Seed), m.SetString("run_crossover", "on"))
	if o.RelGap > 0 {
		err = errors.Join(err, m.SetFloat("mip_rel_gap", o.RelGap))
	}
	if o.AbsGap > 0 {
		err = errors.Join(err, m.SetFloat("mip_abs_gap", o.AbsGap))
	}
	if o.NodeLimit > 0 {
		err = errors.Join(err, m.SetInt("mip_max_nodes", o.NodeLimit))
	}
	if t := r.prepared.mipTolerance; t > 0 {
		err = errors.Join(err, m.SetFloat("mip_feasibility_tolerance", t))
	}
	if o.Progress != nil {
		err = errors.Join(err, m.OnProgress(o.Progress, progressEvery))
	}
	return err
}

// attempts tries one way after the other until one concludes: with a proof, a limit or a basis.
func (r *run) attempts(p *lp.Problem) (*lp.Solution, error) {
	var s *lp.Solution
	ways := r.ways(p)
	for k, w := range ways {
		var err error
		if s, err = r.attempt(p, w, k == 0); err != nil {
			return nil, err
		}
		if concluded(p, s) {
			return s, nil
		}
		if k+1 < len(ways) {
			r.notes = append(r.notes, fmt.Sprintf("The %s stopped without a clear result (%s); the problem was solved again by the %s%s.",
				w.name(p), s.StopRaw, ways[k+1].name(p), presolveWord(ways[k+1].presolve)))
		}
	}
	return s, nil
}

// attempt passes the problem and runs HiGHS once. Only the first attempt starts warm.
func (r *run) attempt(p *lp.Problem, w way, warm bool) (*lp.Solution, error) {
	limit, left := r.timeLeft()
	if !left {
		return &lp.Solution{Stop: lp.TimeLimit, StopRaw: "Time limit reached", Objective: math.NaN(), Bound: math.NaN(), Gap: math.NaN()}, nil
	}
	m := r.m
	err := errors.Join(m.Pass(p), m.SetTimeLimit(limit), m.SetString("presolve", onOff(w.presolve)), r.setSolver(p, w))
	if err == nil && warm {
		err = r.warmStart(p)
	}
	if err != nil {
		return nil, err
	}
	runErr := m.Run()
	s, err := m.Solution(p.IsInteger())
	if err != nil {
		return nil, err
	}
	if runErr != nil && s.Stop != lp.NumericalTrouble {
		return nil, runErr // HiGHS could not make sense of the problem: Load error, Model error
	}
	r.iterations += s.Iterations
	r.nodes += s.Nodes
	return s, nil
}

func (r *run) warmStart(p *lp.Problem) error {
	if b := r.prepared.basis(r.opts.Basis); b != nil && !p.IsInteger() {
		if err := r.m.SetBasis(b); err != nil {
			return err
		}
	}
	if start := r.prepared.start(r.opts.Start); start != nil && p.IsInteger() {
		return r.m.SetStart(start)
	}
	return nil
}

// timeLeft is the limit for the next attempt, 0 for none; left is false when the time is over.
func (r *run) timeLeft() (limit time.Duration, left bool) {
	if r.opts.TimeLimit == 0 {
		return 0, true
	}
	limit = r.opts.TimeLimit - time.Since(r.started)
	return limit, limit > 0
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// extras adds ranges, a proof or prices with the integers fixed.
func (r *run) extras(p *lp.Problem, s *lp.Solution) (err error) {
	optimalLP := s.Stop == lp.Optimal && !p.IsInteger() && s.Basis != nil
	switch {
	case r.opts.Ranging && optimalLP:
		s.Ranging, err = r.m.Ranging()
	case r.opts.Proof && s.Stop == lp.Infeasible:
		s.Ray, err = r.proof(r.prepared.original)
	case r.opts.FixedPrices && p.IsInteger() && s.Primal == lp.Feasible:
		s.Fixed, err = r.fixed(p, s)
	}
	return err
}

// rayTolerance is what counts as zero in a ray whose largest multiplier is 1.
const rayTolerance = 1e-9

// proof is a Farkas ray of the relaxation, nil when the relaxation has solutions or HiGHS no ray.
// HiGHS only has rays of problems that presolve has not touched.
func (r *run) proof(p *lp.Problem) ([]float64, error) {
	relaxed := relax(p)
	s, err := r.attempt(relaxed, way{algorithm: lp.Simplex, presolve: false}, false)
	if err != nil || s.Stop != lp.Infeasible {
		return nil, err
	}
	ray, err := r.m.DualRay()
	if err != nil || ray == nil {
		return nil, err
	}
	return orient(relaxed, ray), nil
}

// orient scales the ray to a largest multiplier of 1, gives it the sign that proves, and drops one that
// proves nothing.
func orient(p *lp.Problem, ray []float64) []float64 {
	largest := 0.0
	for _, y := range ray {
		largest = math.Max(largest, math.Abs(y))
	}
	if largest == 0 {
		return nil
	}
	for _, factor := range []float64{1 / largest, -1 / largest} {
		turned := make([]float64, len(ray))
		for i, y := range ray {
			if y *= factor; math.Abs(y) > rayTolerance {
				turned[i] = y
			}
		}
		if gap, err := lp.FarkasGap(p, turned, rayTolerance); err == nil && gap > 0 {
			return turned
		}
	}
	return nil
}

// fixed solves the linear problem that is left when every integer stays at its value in s. The time limit
// counts anew: a plan that used up its time should still have prices.
func (r *run) fixed(p *lp.Problem, s *lp.Solution) (*lp.Solution, error) {
	r.started = time.Now()
	var f *lp.Solution
	for _, rounded := range []bool{true, false} { // a rounded value may break a limit by more than the tolerance
		q := fixIntegers(p, s.ColValue, rounded)
		var err error
		if f, err = r.attempts(q); err != nil {
			return nil, err
		}
		if f.Stop != lp.Infeasible && f.Stop != lp.InfeasibleOrUnbounded {
			break
		}
	}
	if r.opts.Ranging && f.Stop == lp.Optimal && f.Basis != nil {
		var err error
		if f.Ranging, err = r.m.Ranging(); err != nil {
			return nil, err
		}
	}
	r.prepared.restore(f)
	return f, nil
}
