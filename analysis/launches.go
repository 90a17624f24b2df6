package analysis

import (
	"context"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// LaunchOutcome is what the objective of the best plan is if it is known what
// becomes of a launch, each planned anew. A number is NaN where there is no plan.
type LaunchOutcome struct {
	Launch  int     // index into Launches
	Success float64 // it is launched when the plan launches it, and is a success
	Failure float64 // it is launched then, and nobody buys
	Without float64 // it is not launched
}

// LaunchOutcomes plans anew for every launch of the plan.
func (st *Study) LaunchOutcomes(ctx context.Context, o solver.Options) ([]LaunchOutcome, error) {
	s := st.Formulation.Scenario
	var list []LaunchOutcome
	var versions []*model.Scenario
	for k, e := range s.Events() {
		t := slices.IndexFunc(st.Result.Plan.Events.Row(k), func(v float64) bool { return v > 0.5 })
		if e.Kind != model.LaunchEvent || t < 0 {
			continue
		}
		list = append(list, LaunchOutcome{Launch: e.Index})
		for _, chance := range []float64{1, 0} {
			versions = append(versions, withLaunch(s, e.Index, func(l *model.Launch) {
				l.Start, l.From, l.Until, l.Optional = s.Calendar.Periods[t].Label, "", "", false
				l.Probability = model.Constant(chance)
			}))
		}
		never := *s
		never.Launches = slices.Delete(slices.Clone(s.Launches), e.Index, e.Index+1)
		versions = append(versions, &never)
	}
	results, err := st.Versions(ctx, versions, o)
	if err != nil {
		return nil, err
	}
	value := func(r *solver.Result) float64 {
		if !r.Status.HasPlan() {
			return math.NaN()
		}
		return r.Value
	}
	for i := range list {
		list[i].Success, list[i].Failure, list[i].Without = value(results[3*i]), value(results[3*i+1]), value(results[3*i+2])
	}
	return list, nil
}

// withLaunch is the scenario with one launch changed.
func withLaunch(s *model.Scenario, k int, change func(*model.Launch)) *model.Scenario {
	other := *s
	other.Launches = slices.Clone(s.Launches)
	change(&other.Launches[k])
	return &other
}
