package report

import (
	"fmt"
	"io"
	"testing"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// large is a document with about 20,000 rows in its tables and 20,000 limits.
func large() Input {
	const families, periods = 200, 24
	s := &model.Scenario{Name: "large", Currency: "EUR", Objective: model.MinimiseCost, Calendar: months(periods)}
	r := &solver.Result{Status: solver.Optimal, Money: model.NewStatement(periods), Prices: solver.LinearPrices}
	for i := range families {
		id := fmt.Sprintf("family%03d", i)
		s.Families = append(s.Families, model.Item{ID: id, Unit: "each"})
		s.Resources = append(s.Resources, model.Resource{ID: id, Unit: "h", Capacity: model.Fixed(100)})
		s.Processes = append(s.Processes, model.Process{ID: id, Makes: []model.Part{{ID: id, Quantity: model.Constant(1)}}})
		s.Demand = append(s.Demand, model.Demand{ID: id, Item: id, Quantity: model.Fixed(float64(i))})
		for k := range 4 {
			for t := range periods {
				r.Limits = append(r.Limits, solver.LimitState{
					ID: fmt.Sprintf("capacity[%s_%d,%s]", id, k, s.Calendar.Periods[t].Label), Group: model.GroupCapacity, Key: id, Path: "resources." + id + ".capacity",
					Unit: "h", Period: t, Sense: "<=", Limit: 100, Used: 100.0 / float64(t+1), Slack: 100 - 100.0/float64(t+1), Price: -1 / float64(i+t+1),
				})
			}
		}
	}
	r.Plan = model.NewPlan(s)
	for i := range families {
		for t := range periods {
			r.Plan.Runs.Set(i, t, float64(i*t)/7)
			r.Plan.Served.Set(i, t, float64(i))
		}
	}
	return Input{Scenario: s, Result: r}
}

func BenchmarkNewDocument(b *testing.B) {
	in := large()
	b.ReportAllocs()
	for b.Loop() {
		NewDocument(in)
	}
}

func BenchmarkWriteJSON(b *testing.B) {
	d := NewDocument(large())
	p := d.Plan
	b.ReportAllocs()
	for b.Loop() {
		if err := d.WriteJSON(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(p.Production)+len(p.Inventory)+len(p.Demand)+len(p.Resources)), "rows")
}

func BenchmarkText(b *testing.B) {
	d := NewDocument(large())
	b.ReportAllocs()
	for b.Loop() {
		if err := Text(io.Discard, d, TextOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
