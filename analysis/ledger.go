package analysis

import (
	"context"
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// Ledger divides what lies between the best objectives of two scenarios among
// blocks of what they say differently, by Shapley's value (see divided).
type Ledger struct {
	From, To float64   // best objectives of the two; NaN without a plan
	Shares   []float64 // one a block: they add up to To less From. Nil where nothing can be divided
	NoPlan   []uint64  // combinations of blocks that are not valid or have no plan
}

// MostBlocks is how many blocks can be divided: 2^10 problems.
const MostBlocks = mostExact

// Ledger plans every combination of n blocks, each from where the best plan is:
// at is the scenario of the study with a set of blocks taken from the other one,
// nil where that is not valid.
//
// Combinations without a plan have no objective. Orders in which blocks come such
// that one of them would be met are left out of the average; where no order is
// left there are no shares.
func (st *Study) Ledger(ctx context.Context, n int, at func(set uint64) *model.Scenario, o solver.Options) (*Ledger, error) {
	if n > MostBlocks {
		return nil, fmt.Errorf("expected at most %d blocks, got %d", MostBlocks, n)
	}
	values := make([]float64, 1<<n)
	var scenarios []*model.Scenario
	var sets []int
	for set := range values {
		values[set] = math.NaN()
		if set == 0 {
			if st.Result.Status.HasPlan() {
				values[set] = st.Result.Value
			}
			continue
		}
		if s := at(uint64(set)); s != nil {
			scenarios, sets = append(scenarios, s), append(sets, set)
		}
	}
	found, err := st.Neighbours(ctx, scenarios, o)
	if err != nil {
		return nil, err
	}
	for k, set := range sets {
		values[set] = found[k].Value
	}
	l := &Ledger{From: values[0], To: values[len(values)-1]}
	for set, v := range values {
		if math.IsNaN(v) {
			l.NoPlan = append(l.NoPlan, uint64(set))
		}
	}
	l.Shares = divided(n, func(set uint64) float64 { return values[set] })
	return l, nil
}
