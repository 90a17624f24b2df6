package analysis

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Whole is what one limit is worth in a plan with whole numbers, told in three
// ways: no such plan has a price of its own.
type Whole struct {
	Row     int
	Step    Step
	Fixed   float64 // with the whole numbers as they are, on the side of the step; NaN where that side has no plan
	Relaxed float64 // of the plan with fractions
	Outcome StepOutcome
	Change  float64 // of the objective for the step, with everything decided anew; meaningless unless StepSolved
	True    float64 // Change for one unit of the limit
	Within  float64 // by how much True may be off, because plans within the gap count as best
	Differ  bool    // two of the three prices are more than Disagreement apart
}

// StepOutcome says what became of the plan after the step.
type StepOutcome string

// The outcomes of a step.
const (
	StepSolved     StepOutcome = "solved"
	StepNoPlan     StepOutcome = "no plan"
	StepUnfinished StepOutcome = "unfinished" // the time limit came first
	StepNotTried   StepOutcome = "not tried"
)

// Disagreement is how far two prices may be apart, as a share of the larger
// one, before they are said to differ.
const Disagreement = 0.2

// HasWhole tells whether the prices of the study are those of fixed whole numbers.
func (st *Study) HasWhole() bool { return st.Result.Prices == solver.IntegersFixed }

// Whole tells the three prices of limits that were measured with the whole
// numbers fixed. The first most of them are planned anew with the limit moved
// by one business-sized step, from the plan that there is, at the gap and in
// the time of the options; the time is that of all steps together.
func (st *Study) Whole(ctx context.Context, prices []Price, most int, o solver.Options) ([]Whole, error) {
	if !st.HasWhole() {
		return nil, nil
	}
	relaxed, err := st.engine.Solve(ctx, st.Formulation.Problem, lp.Options{Relax: true})
	if err != nil {
		return nil, fmt.Errorf("plan with fractions: %w", err)
	}
	list := make([]Whole, len(prices))
	began := time.Now()
	err = st.each(ctx, len(prices), func(st *Study, k int) error {
		w := &list[k]
		*w = Whole{Row: prices[k].Row, Step: st.Step(prices[k].Row), Outcome: StepNotTried, Fixed: math.NaN(), Relaxed: math.NaN()}
		side := &prices[k].More
		if w.Step.Amount < 0 {
			side = &prices[k].Less
		}
		if !side.NoPlan {
			w.Fixed = side.Price
		}
		if relaxed.RowDual != nil {
			w.Relaxed = relaxed.RowDual[w.Row]
		}
		if k >= most {
			w.Differ = w.disagrees()
			return nil
		}
		left := o
		if o.TimeLimit > 0 {
			if left.TimeLimit = o.TimeLimit - time.Since(began); left.TimeLimit <= 0 {
				w.Outcome = StepUnfinished
				w.Differ = w.disagrees()
				return nil
			}
		}
		return st.stepped(ctx, w, left)
	})
	return list, err
}

// stepped plans with a limit moved by its step. What ties activities to yes and
// no is loosened, because it may stem from the very limit that moves.
func (st *Study) stepped(ctx context.Context, w *Whole, o solver.Options) error {
	p := st.Formulation.Loosened()
	p.RowLower[w.Row] += w.Step.Amount
	p.RowUpper[w.Row] += w.Step.Amount
	gap := o.RelGap
	if gap == 0 {
		gap = solver.DefaultGap
	}
	sol, err := st.engine.Solve(ctx, p, lp.Options{
		TimeLimit: o.TimeLimit, RelGap: gap, Threads: o.Threads, FixedPrices: true, Start: st.Result.Solution.ColValue,
	})
	switch {
	case err != nil:
		return fmt.Errorf("plan with %s moved by %g: %w", st.Result.Limits[w.Row].ID, w.Step.Amount, err)
	case sol.Stop == lp.Infeasible:
		w.Outcome = StepNoPlan
	case sol.Stop != lp.Optimal || sol.Primal != lp.Feasible:
		w.Outcome = StepUnfinished
	default:
		value := sol.Objective
		if sol.Fixed != nil && sol.Fixed.Primal == lp.Feasible {
			value = sol.Fixed.Objective // without the rounding of the search
		}
		w.Outcome, w.Change = StepSolved, value-st.Result.Value
		if st.near(value, st.Result.Value) {
			w.Change = 0
		}
		w.True = w.Change / w.Step.Amount
		w.Within = (slip(value, sol.Bound) + slip(st.Result.Value, st.Result.Bound)) / math.Abs(w.Step.Amount)
	}
	w.Differ = w.disagrees()
	return nil
}

// slip is how far an objective may be from the best one.
func slip(value, bound float64) float64 {
	if math.IsNaN(bound) || math.IsInf(bound, 0) {
		return 0
	}
	return math.Abs(value - bound)
}

// disagrees tells whether two of the prices that are known are further apart
// than Disagreement, and than what is known of them.
func (w *Whole) disagrees() bool {
	known := []struct{ price, within float64 }{{w.Fixed, 0}, {w.Relaxed, 0}}
	if w.Outcome == StepSolved {
		known = append(known, struct{ price, within float64 }{w.True, w.Within})
	}
	for i, a := range known {
		for _, b := range known[:i] {
			apart := math.Abs(a.price-b.price) - a.within - b.within
			if apart > max(sameSlope, Disagreement*max(math.Abs(a.price), math.Abs(b.price))) {
				return true
			}
		}
	}
	return false
}
