package analysis

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// Input is something that a scenario says, with the scenario as it is when
// that goes down and when it goes up.
type Input struct {
	Path     string
	Down, Up *model.Scenario // nil where the change makes no valid scenario
}

// Bar is one input of a tornado chart: what becomes of the best objective when
// it goes down and up.
type Bar struct {
	Path     string
	Input    int        // among those that were asked for
	Down, Up *Neighbour // nil where the change makes no valid scenario
}

// Swing is how far the objective moves between the worst and the best of three:
// the input down, as it is, and up. It is infinite where one side has no plan.
func (b *Bar) Swing(base float64) float64 {
	least, most := base, base
	for _, n := range []*Neighbour{b.Down, b.Up} {
		switch {
		case n == nil:
		case math.IsNaN(n.Value):
			return math.Inf(1)
		default:
			least, most = min(least, n.Value), max(most, n.Value)
		}
	}
	return most - least
}

// Tornado solves for every input both sides, each by itself, and sorts the
// inputs by how much they move the objective, the most first (Eschenbach,
// Spiderplots versus tornado diagrams for sensitivity analysis, Interfaces 22,
// 1992).
func (st *Study) Tornado(ctx context.Context, inputs []Input, o solver.Options) ([]Bar, error) {
	if !st.Answers() {
		return nil, errNoAnswers
	}
	var scenarios []*model.Scenario
	bars := make([]Bar, len(inputs))
	for k, in := range inputs {
		bars[k] = Bar{Path: in.Path, Input: k}
		for _, s := range []*model.Scenario{in.Down, in.Up} {
			if s != nil {
				scenarios = append(scenarios, s)
			}
		}
	}
	found, err := st.Neighbours(ctx, scenarios, o)
	if err != nil {
		return nil, err
	}
	next := func(s *model.Scenario) *Neighbour {
		if s == nil {
			return nil
		}
		n := &found[0]
		found = found[1:]
		return n
	}
	for k, in := range inputs {
		bars[k].Down = next(in.Down)
		bars[k].Up = next(in.Up)
	}
	base := st.Result.Value
	slices.SortStableFunc(bars, func(a, b Bar) int {
		return cmp.Or(cmp.Compare(b.Swing(base), a.Swing(base)), cmp.Compare(a.Path, b.Path))
	})
	return bars, nil
}
