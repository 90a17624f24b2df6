package audit_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// drawCalendar draws a horizon of periods of one length or of several, which
// may begin in the middle of a month.
func drawCalendar(t *rapid.T) model.Calendar {
	starts := []string{"2024-02-11", "2026-01-01", "2026-12-30"}
	layout := model.Layout{Start: rapid.SampledFrom(starts).Draw(t, "start")}
	for range rapid.IntRange(1, 3).Draw(t, "stretches") {
		layout.Horizon = append(layout.Horizon, model.Stretch{
			Periods: rapid.IntRange(1, 6).Draw(t, "periods"),
			Bucket:  rapid.SampledFrom(model.Buckets()[:4]).Draw(t, "bucket"),
		})
	}
	c, err := layout.Calendar()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func drawLag(t *rapid.T, name string) model.Lag {
	return model.Lag{
		Periods: rapid.IntRange(0, 4).Draw(t, name+" periods"),
		Days:    rapid.SampledFrom([]int{0, 1, 6, 7, 8, 27, 28, 29, 30, 31, 32, 59, 90, 91, 92, 400}).Draw(t, name+" days"),
	}
}

// plenty is more than 18 periods can take, and so little that 1 more or less is
// beyond the tolerance.
const plenty = 4e4

// lagged is a company in which everything takes its time: ore is ordered to a
// pit, becomes tools there, and these go to a shop, where they are kept.
func lagged(t *rapid.T) (*model.Scenario, *model.Plan) {
	s := &model.Scenario{
		Name: "lagged", Objective: model.MinimiseCost, Calendar: drawCalendar(t),
		Families: []model.Item{{ID: "tools", Unit: "each"}}, Materials: []model.Item{{ID: "ore", Unit: "t"}},
		Processes: []model.Process{{
			ID: "smelt", Site: "pit", Lead: drawLag(t, "smelt"),
			Makes: []model.Part{part("tools", 3)}, Consumes: []model.Part{part("ore", 2)},
		}},
		Suppliers: []model.Supplier{{ID: "mine", Sells: []model.Offer{{ID: "ore", Item: "ore", To: "pit", Lead: drawLag(t, "ore")}}}},
		Lanes:     []model.Lane{{ID: "rail", From: "pit", To: "shop", Lead: drawLag(t, "rail"), Carries: []model.Cargo{{Item: "tools"}}}},
		Inventory: []model.Stock{
			{ID: "ore", Item: "ore", Site: "pit", Opening: plenty},
			{ID: "pit", Item: "tools", Site: "pit", Opening: plenty},
			{ID: "shop", Item: "tools", Site: "shop"},
		},
	}
	p := model.NewPlan(s)
	amount := rapid.Float64Range(1, 1000)
	for period := range s.Calendar.Len() {
		p.Bought.Set(0, period, amount.Draw(t, "ordered"))
		p.Runs.Set(0, period, amount.Draw(t, "runs"))
		p.Shipped.Set(0, period, amount.Draw(t, "shipped"))
	}
	keepStock(s, p)
	return s, p
}

// keepStock fills in the stock of a lagged company, with what arrives in the
// period that the calendar says.
func keepStock(s *model.Scenario, p *model.Plan) {
	change := model.NewGrid(3, s.Calendar.Len())
	arrive := func(stock, t int, lag model.Lag, amount float64) {
		if at, ok := s.Calendar.Arrival(t, lag); ok {
			change.Add(stock, at, amount)
		}
	}
	for t := range s.Calendar.Len() {
		arrive(0, t, s.Suppliers[0].Sells[0].Lead, p.Bought.At(0, t))
		arrive(1, t, s.Processes[0].Lead, 3*p.Runs.At(0, t))
		arrive(2, t, s.Lanes[0].Lead, p.Shipped.At(0, t))
		change.Add(0, t, -2*p.Runs.At(0, t))
		change.Add(1, t, -p.Shipped.At(0, t))
	}
	for k := range s.Inventory {
		kept := s.Inventory[k].Opening
		for t, by := range change.Row(k) {
			kept += by
			p.Stock.Set(k, t, kept)
		}
	}
}

// The audit reckons arrivals without the calendar's help; the two must agree.
// Where the plan was made with another lead time, it is found unless that
// brings the same things in the same periods.
func TestArrivalsAreThoseOfTheCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, p := lagged(t)
		if r := audit.Check(s, p, nil); !r.Passed() {
			t.Fatalf("the plan is sound, but: %+v", r.Differences)
		}
		changed := []*model.Lag{&s.Suppliers[0].Sells[0].Lead, &s.Processes[0].Lead, &s.Lanes[0].Lead}[rapid.IntRange(0, 2).Draw(t, "which")]
		before, after := *changed, drawLag(t, "other")
		same := true
		for period := range s.Calendar.Len() {
			was, came := s.Calendar.Arrival(period, before)
			is, comes := s.Calendar.Arrival(period, after)
			same = same && was == is && came == comes
		}
		*changed = after
		if passed := audit.Check(s, p, nil).Passed(); passed && !same {
			t.Fatalf("%+v became %+v, and nothing was found", before, after)
		} else if !passed && same {
			t.Fatalf("%+v became %+v, which changes nothing, but was found", before, after)
		}
	})
}
