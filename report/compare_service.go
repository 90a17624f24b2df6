package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// MovedService is a demand that is served better or worse than in the base.
// Shares are in percent: fill is served / (asked + owed at the start), on time
// what is served in the period that asks for it / asked. They are null where
// nothing exact is asked for.
type MovedService struct {
	Demand     string   `json:"demand"`       // id
	Title      string   `json:"title"`        // name for people
	Unit       string   `json:"unit"`         // of the quantities
	From       float64  `json:"from"`         // served in the base
	To         float64  `json:"to"`           // served in this version
	FillFrom   *float64 `json:"fill_from"`    // in the base
	FillTo     *float64 `json:"fill_to"`      // in this version
	OnTimeFrom *float64 `json:"on_time_from"` // in the base
	OnTimeTo   *float64 `json:"on_time_to"`   // in this version
	Change     string   `json:"change"`       // better or worse
}

// What service can do.
const (
	servedBetter = "better"
	servedWorse  = "worse"
)

// served is what becomes of one demand over the horizon.
type served struct {
	asked, owed, served, onTime float64
	exact                       bool
}

// serviceOf adds up what becomes of each demand. What is owed from before is
// served first.
func serviceOf(s *model.Scenario, plan *model.Tables) map[string]*served {
	list, owed := map[string]*served{}, map[string]float64{}
	for i := range s.Demand {
		d := &s.Demand[i]
		list[d.ID] = &served{owed: d.Owed(), exact: d.Exact()}
		owed[d.ID] = d.Owed()
	}
	for i := range plan.Demand {
		row := &plan.Demand[i]
		one := list[row.Demand]
		one.served += row.Served
		switch {
		case row.Wanted != nil && row.OnTime != nil:
			one.exact = true
			one.asked, one.onTime = one.asked+*row.Wanted, one.onTime+*row.OnTime
		case row.Asked != nil:
			one.asked += *row.Asked
			one.onTime += min(*row.Asked, max(0, row.Served-owed[row.Demand]))
		}
		owed[row.Demand] = row.Backlog
	}
	return list
}

// rates are fill and on-time rate; nil where nothing is asked for.
func (v *served) rates() (fill, onTime *float64) {
	if v == nil || !v.exact || v.asked <= 0 {
		return nil, nil
	}
	return known(100*v.served/(v.asked+v.owed), kpiDigits), known(100*v.onTime/v.asked, kpiDigits)
}

// movedService lists who gains and who loses: by fill rate, at equal fill rates
// by what is on time, and without rates by what is served.
func (d *ComparisonDocument) movedService(n names, base, other *CompareInput, from, to *Document) []MovedService {
	before, after := serviceOf(base.Scenario, from.Plan), serviceOf(other.Scenario, to.Plan)
	moved := []MovedService{}
	for i := range other.Scenario.Demand {
		id := other.Scenario.Demand[i].ID
		a, b := before[id], after[id]
		if a == nil {
			continue // there is nothing to compare it with
		}
		row := MovedService{Demand: id, Title: n.of(id, KindDemand), From: quantity(a.served), To: quantity(b.served)}
		if thing, ok := n[nameKey{KindDemand, id}]; ok {
			row.Unit = thing.Unit
		}
		row.FillFrom, row.OnTimeFrom = a.rates()
		row.FillTo, row.OnTimeTo = b.rates()
		if gain := d.gain(&row); gain != 0 {
			row.Change = servedBetter
			if gain < 0 {
				row.Change = servedWorse
			}
			moved = append(moved, row)
		}
	}
	slices.SortStableFunc(moved, func(a, b MovedService) int { return cmp.Compare(d.gain(&a), d.gain(&b)) })
	return moved
}

// gain is by how many percent service is better: negative where it is worse, 0
// within the tolerance.
func (d *ComparisonDocument) gain(row *MovedService) float64 {
	if row.FillFrom == nil || row.FillTo == nil {
		if d.same(row.From, row.To) {
			return 0
		}
		return 100 * (row.To - row.From) / max(math.Abs(row.From), math.Abs(row.To))
	}
	if !d.same(*row.FillFrom, *row.FillTo) {
		return *row.FillTo - *row.FillFrom
	}
	if d.same(*row.OnTimeFrom, *row.OnTimeTo) {
		return 0
	}
	return *row.OnTimeTo - *row.OnTimeFrom
}
