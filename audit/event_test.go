package audit_test

import (
	"testing"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func init() { expectFindings(spoiltEvents()) }

// promoter buys toys at 20 and sells them at 30, in the second of three months
// at 27. That month asks for half more than 100, and for 20 of the third month;
// games lose a fifth of the 50.
func promoter() (*model.Scenario, *model.Plan) {
	s := &model.Scenario{
		Name: "promoter", Objective: model.MaximiseProfit, Calendar: calendar(3),
		Families:  []model.Item{{ID: "toys", Unit: "each", Price: model.Constant(30)}},
		Suppliers: []model.Supplier{{ID: "maker", Sells: []model.Offer{{ID: "toys", Item: "toys", Price: model.Constant(20)}}}},
		Demand: []model.Demand{
			{ID: "games", Item: "toys", Max: limit(40)},
			{ID: "toys", Item: "toys", Quantity: limit(100)},
		},
		Promotions: []model.Promotion{{
			ID: "sale", Demand: []string{"toys"}, In: []string{"2026-02", "2026-03"}, Min: limit(1), Max: limit(1),
			Lift: model.Constant(0.5), Forward: []float64{0.2}, Price: model.Constant(27), Cost: model.Constant(60),
			Takes: []model.Part{{ID: "games", Quantity: model.Constant(0.2)}},
		}},
	}
	p := model.NewPlan(s)
	fill(p.Bought, 0, 140, 200, 120)
	fill(p.Served, 0, 40, 30, 40)
	fill(p.Served, 1, 100, 170, 80)
	fill(p.Events, 0, 0, 1, 0)
	fill(p.Promoted, 0, 0, 170, 0)
	return s, p
}

func TestMoneyOfAPromotionIsThatMadeByHand(t *testing.T) {
	s, p := promoter()
	found := audit.Check(s, p, nil)
	if !found.Passed() {
		t.Fatal(found.Differences)
	}
	if want := 460*10. - 170*3 - 60; found.Objective != want {
		t.Errorf("profit is %v, by hand %v", found.Objective, want)
	}
}

func spoiltEvents() []spoiltFeature {
	type (
		S = *model.Scenario
		P = *model.Plan
	)
	return []spoiltFeature{
		{"a promotion that does not run", func(_ S, p P) { p.Events.Set(0, 1, 0) }, []string{"demand", "demand", "min_runs", "promoted"}},
		{"a promotion that runs by half", func(_ S, p P) { p.Events.Set(0, 1, 0.5) }, []string{"demand", "demand", "runs", "min_runs", "promoted"}},
		{"a promotion out of its periods", func(s S, _ P) { s.Promotions[0].In = []string{"2026-03"} }, []string{"runs"}},
		{"a promotion that was to run in another period", func(s S, _ P) {
			s.Promotions[0].In, s.Promotions[0].Runs = nil, []string{"2026-03"}
			s.Promotions[0].Min, s.Promotions[0].Max = model.Limit{}, model.Limit{}
		}, []string{"runs", "runs"}},
		{"a promotion too many", func(s S, _ P) { s.Promotions[0].Min, s.Promotions[0].Max = model.Limit{}, limit(0) }, []string{"max_runs"}},
		{"more sold than is left of another demand", func(_ S, p P) {
			p.Served.Add(0, 1, 5)
			p.Bought.Add(0, 1, 5)
		}, []string{"max_sales"}},
		{"units at the full price", func(_ S, p P) { p.Promoted.Set(0, 1, 160) }, []string{"promoted"}},
		{"units at the low price out of season", func(_ S, p P) { p.Promoted.Set(0, 0, 10) }, []string{"promoted"}},
		{"more taken than there is", func(s S, p P) {
			s.Promotions[0].Takes[0].Quantity = model.Constant(0.9)
			p.Served.Set(0, 1, 0)
			p.Bought.Set(0, 1, 170)
		}, []string{"max_sales", "asked"}},
	}
}

func TestEveryMutationOfEventsIsFound(t *testing.T) {
	findSpoilt(t, promoter, spoiltEvents())
}
