package solver

import (
	"context"
	"math"
	"testing"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// trader buys goods at 10, 20 and 40 in three periods and must deliver 30 in
// each: small enough to plan by hand.
func trader() *model.Scenario {
	return &model.Scenario{
		Name: "trader", Objective: model.MinimiseCost, Calendar: calendar(3), Families: []model.Item{item("tools", "each")},
		Suppliers: []model.Supplier{{ID: "mill", Sells: []model.Offer{{ID: "tools", Item: "tools", Price: list(10, 20, 40)}}}},
		Inventory: []model.Stock{{ID: "tools", Item: "tools", HoldingCost: number(1)}},
		Demand:    []model.Demand{{ID: "tools", Item: "tools", Quantity: limits(30)}},
	}
}

func TestStoresComeOutAsByHand(t *testing.T) {
	tests := []struct {
		name   string
		change func(s *model.Scenario)
		want   float64
	}{
		{
			// All 90 in the first period at 900; 60 + 30 + 0 are held.
			"nothing is asked of the stock", func(*model.Scenario) {}, 900 + 90,
		},
		{
			// 10 more are bought at once and held for three periods.
			"a safety stock", func(s *model.Scenario) { s.Inventory[0].Safety = limits(10) }, 1000 + 70 + 40 + 10,
		},
		{
			// The safety stock in the last period costs 10 + 3 to have, and 12 to miss.
			"a safety stock with a price", func(s *model.Scenario) { s.Inventory[0].Safety = priced(limits(10), 12) }, 900 + 90 + 10*12,
		},
		{
			// 15 more for half of the period after the last, which is like the last.
			"cover for half a period", func(s *model.Scenario) { s.Inventory[0].Cover.Periods = number(0.5) }, 1050 + 75 + 45 + 15,
		},
		{
			"cover that ends with the horizon", func(s *model.Scenario) {
				s.Inventory[0].Cover = model.Cover{Periods: number(0.5), Beyond: model.BeyondNothing}
			}, 900 + 90,
		},
		{
			// March has 31 days, so 6.2 days of it are a fifth: 6 more.
			"cover in days", func(s *model.Scenario) { s.Inventory[0].Cover.Days = list(nan, nan, 6.2) }, 960 + 66 + 36 + 6,
		},
		{
			// Averages of 0 and 60, 60 and 30, 30 and 0.
			"holding on the average", func(s *model.Scenario) { s.Inventory[0].Holding.On = model.OnAverage }, 900 + 30 + 45 + 15,
		},
		{
			// The 30 that are there at the start count by half: 60 are bought, 60 and 30 held.
			"holding on the average of what there is", func(s *model.Scenario) {
				s.Inventory[0].Opening, s.Inventory[0].Holding.On = 30, model.OnAverage
			}, 600 + 45 + 45 + 15,
		},
		{
			// 1 and 10 % of 20 are 3 a unit.
			"holding as a rate of value", func(s *model.Scenario) {
				s.Inventory[0].Value, s.Inventory[0].Holding.Rate = number(20), number(0.1)
			}, 900 + 270,
		},
		{
			// What is left is worth more than it costs until the room is full: 100 in
			// the first period, so 130 are bought; then 70 are there, 30 more at 20 + 2
			// do not pay at 21.
			"what is left is worth something", func(s *model.Scenario) {
				s.Inventory[0].Closing.Worth, s.Inventory[0].Max = 21, limits(100)
			}, 1300 + 100 + 70 + 40 - 21*40,
		},
		{
			// What it opens with it must buy again for the end: there is no gain, so it
			// opens with nothing.
			"a cycle", func(s *model.Scenario) { s.Inventory[0].Closing.Cyclic.On = true }, 900 + 90,
		},
		{
			// Nothing can be bought in the first period, so it begins with 30 that are
			// bought in the second. 60 are held at its end, and 30 at that of the third.
			"a cycle with nothing to buy at first", func(s *model.Scenario) {
				s.Inventory[0].Closing.Cyclic.On = true
				s.Suppliers[0].Sells[0].Capacity = limits(0, nan, nan)
			}, 90*20 + 0 + 60 + 30,
		},
		{
			// Each takes 2: 20 fit. The first period buys 50, the second 40 more less what stays.
			"shared space", func(s *model.Scenario) {
				s.Storage = []model.Storage{{ID: "hall", Unit: "m3", Capacity: limits(40), Holds: []model.Part{{ID: "tools", Quantity: number(2)}}}}
			}, 500 + 20 + 30*20 + 20 + 10*40,
		},
		{
			// A unit held saves 9 and 19, and takes 2 of space at 3: all 16 are rented
			// twice, for 8 units more.
			"rented space", func(s *model.Scenario) {
				s.Storage = []model.Storage{{
					ID: "hall", Unit: "m3", Capacity: limits(40), Holds: []model.Part{{ID: "tools", Quantity: number(2)}},
					Overflow: model.Overflow{Allowed: true, Max: limits(16), Cost: number(3)},
				}}
			}, 580 + 28 + 16*3 + 30*20 + 28 + 16*3 + 2*40,
		},
		{
			// 100 of money are 10 units at 10.
			"money in stock", func(s *model.Scenario) {
				s.Inventory[0].Value = number(10)
				s.StockLimits = []model.StockLimit{{ID: "cash", Of: model.StockValue, Max: limits(100)}}
			}, 400 + 10 + 30*20 + 10 + 20*40,
		},
		{
			"least of stocks", func(s *model.Scenario) {
				s.StockLimits = []model.StockLimit{{ID: "reserve", Min: limits(5)}}
			}, 950 + 65 + 35 + 5,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := trader()
			test.change(s)
			if mistakes := model.Validate(s); len(mistakes) > 0 {
				t.Fatal(mistakes)
			}
			r, err := Plan(context.Background(), engine, s, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(r.Value-test.want) > 1e-6*test.want {
				t.Errorf("the best plan costs %v, by hand %v", r.Value, test.want)
			}
			if found := audit.Check(s, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties}); !found.Passed() {
				t.Errorf("the plan does not pass the audit: %+v", found.Differences)
			}
		})
	}
}
