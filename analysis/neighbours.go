package analysis

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// Neighbour is what becomes of a scenario that differs a little from the one
// that was studied.
type Neighbour struct {
	Status solver.Status
	Value  float64     // best objective; NaN without a plan
	InWay  []Hindrance // limits that stand in the way of a plan, where it is known that there is none
}

// Hindrance is a limit that stands in the way, in the periods in which it does.
type Hindrance struct {
	Group   model.Group
	Key     string
	Periods []int // the most important first
}

// Neighbours solves valid scenarios that differ a little from that of the
// study, each from where the best plan is. What one of them comes to is never
// an error: that is one of the engine or of the formulation.
func (st *Study) Neighbours(ctx context.Context, scenarios []*model.Scenario, o solver.Options) ([]Neighbour, error) {
	list := make([]Neighbour, len(scenarios))
	err := st.each(ctx, len(scenarios), func(st *Study, k int) error {
		var err error
		list[k], err = st.neighbour(ctx, scenarios[k], o)
		return err
	})
	return list, err
}

// neighbour solves one scenario.
func (st *Study) neighbour(ctx context.Context, s *model.Scenario, o solver.Options) (Neighbour, error) {
	f, err := solver.Formulate(s)
	if err != nil {
		return Neighbour{}, err
	}
	o.Start = st.Result.Plan
	status, sol, err := f.Probe(ctx, st.engine, o, st.best.Basis)
	if err != nil {
		return Neighbour{}, err
	}
	n := Neighbour{Status: status, Value: math.NaN()}
	switch {
	case status.HasPlan():
		n.Value = sol.Objective
	case sol.Ray != nil:
		n.InWay = inWay(f.Limits(), sol.Ray)
	}
	return n, nil
}

// inWay are the limits that a proof leans on that there is no plan. What is
// asked for is told of only where there is nothing else: that there would be a
// plan for fewer orders is no news.
func inWay(limits []solver.LimitState, ray []float64) []Hindrance {
	list := hindrances(limits, ray, func(row int) bool { return isAsked(limits[row].Group) })
	if len(list) == 0 {
		list = hindrances(limits, ray, nil)
	}
	return list
}

// isAsked tells whether limits of a group are what customers ask for.
func isAsked(group model.Group) bool {
	return group == model.GroupDemand || group == model.GroupMinSales
}

// mostHindrances is how many limits are told of that stand in the way.
const mostHindrances = 3

// hindrances ranks the limits that are somebody's decision by multiplier times
// limit, all periods of one together. Those that skip tells of are left out.
func hindrances(limits []solver.LimitState, multipliers []float64, skip func(row int) bool) []Hindrance {
	largest := 0.0
	for _, m := range multipliers[:len(limits)] {
		largest = max(largest, math.Abs(m))
	}
	type ranked struct {
		Hindrance
		weights []float64 // of the periods
		total   float64
	}
	var list []ranked
	for row := range limits {
		l, m := &limits[row], math.Abs(multipliers[row])
		if l.Group.Info().Identity || m <= 1e-9*largest || skip != nil && skip(row) {
			continue
		}
		k := slices.IndexFunc(list, func(r ranked) bool { return r.Group == l.Group && r.Key == l.Key })
		if k < 0 {
			k = len(list)
			list = append(list, ranked{Hindrance: Hindrance{Group: l.Group, Key: l.Key}})
		}
		r, weight := &list[k], m*max(1, math.Abs(l.Limit))
		at := len(r.Periods)
		for at > 0 && r.weights[at-1] < weight {
			at--
		}
		r.Periods, r.weights = slices.Insert(r.Periods, at, l.Period), slices.Insert(r.weights, at, weight)
		r.total += weight
	}
	slices.SortStableFunc(list, func(a, b ranked) int { return cmp.Compare(b.total, a.total) })
	out := make([]Hindrance, min(mostHindrances, len(list)))
	for k := range out {
		out[k] = list[k].Hindrance
	}
	return out
}
