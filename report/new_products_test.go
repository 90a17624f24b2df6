package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/model"
)

// newcomer launches kits in March: 100 a month if they are a success, of which 80
// are expected. Each is made of a motor in half an hour of the line, for 5, sells
// for 50, and takes a quarter of a toy, which sells for 40 and is bought for 10.
// Toys end in March; 7 are left of which one is written off for 3.
func newcomer() (*model.Scenario, *model.Plan) {
	part := func(id string, v float64) []model.Part {
		return []model.Part{{ID: id, Quantity: model.Constant(v)}}
	}
	calendar, err := model.NewCalendar(model.Month, "2026-01", 4)
	if err != nil {
		panic(err)
	}
	s := &model.Scenario{
		Name: "newcomer", Objective: model.MaximiseProfit, Currency: "EUR", Calendar: calendar,
		Families:  []model.Item{{ID: "kits", Unit: "each", Price: model.Constant(50)}, {ID: "toys", Unit: "each", Price: model.Constant(40)}},
		Materials: []model.Item{{ID: "motors", Unit: "each"}},
		Resources: []model.Resource{{ID: "line", Unit: "h"}},
		Processes: []model.Process{{ID: "kits", Makes: part("kits", 1), Consumes: part("motors", 1), Uses: part("line", 0.5), Cost: model.Constant(5)}},
		Suppliers: []model.Supplier{
			{ID: "maker", Sells: []model.Offer{{ID: "toys", Item: "toys", Price: model.Constant(10)}}},
			{ID: "volt", Sells: []model.Offer{{ID: "motors", Item: "motors", Price: model.Constant(20)}}},
		},
		Inventory: []model.Stock{{ID: "kits", Item: "kits"}, {ID: "motors", Item: "motors"}, {ID: "toys", Item: "toys", Opening: 7}},
		Demand:    []model.Demand{{ID: "kits", Item: "kits", Quantity: model.Fixed(0)}, {ID: "toys", Item: "toys", Quantity: model.Fixed(100)}},
		Launches: []model.Launch{{
			ID: "kits", Start: "2026-02", Volume: part("kits", 100), Probability: model.Constant(0.8), Takes: part("toys", 0.25), Cost: model.Constant(300),
			Gates: []model.LaunchGate{{ID: "design", Owner: "studio", Planned: "2026-01"}, {ID: "tools", Planned: "2026-02-14"}},
		}},
		PhaseOuts: []model.PhaseOut{{ID: "toys", Item: "toys", LastSale: "2026-03", LastBuy: "2026-02", WriteOff: part("toys", 3)}},
	}
	p := model.NewPlan(s)
	fill := func(g model.Grid, row int, values ...float64) { copy(g.Row(row), values) }
	fill(p.Events, 0, 0, 0, 1, 0)
	fill(p.Events, 1, 0, 0, 1, 0)
	fill(p.Runs, 0, 0, 30, 50, 80)
	fill(p.Bought, 0, 100, 74, 0, 0)
	fill(p.Bought, 1, 0, 60, 30, 70)
	fill(p.Stock, 0, 0, 30, 0, 0)
	fill(p.Stock, 1, 0, 30, 10, 0)
	fill(p.Stock, 2, 7, 0, 0, 0)
	fill(p.Served, 0, 0, 0, 80, 80)
	fill(p.Served, 1, 100, 80, 0, 0)
	fill(p.WrittenOff, 0, 0, 0, 1, 0)
	return s, p
}

func TestTheNewProductPlanIsThatMadeByHand(t *testing.T) {
	none, one := 0.0, 1.0
	want := &NewProductPlan{
		Launches: []LaunchPlan{{
			Launch: "kits", Name: "kits", Period: "2026-03", Probability: 0.8, FirstSupply: "2026-02",
			Gates: []GatePlan{
				{Gate: "design", Owner: "studio", Planned: "2026-01", Opens: "2026-02", Slack: &one},
				{Gate: "tools", Planned: "2026-02-14", Opens: "2026-03", Slack: &none},
			},
			Pipeline: 30, Success: 200, Expected: 160, Sales: 160, Revenue: 160 * 50, Margin: 160 * (50 - 25),
			// Toys are asked for in March the last time: a quarter of 80 of them go.
			Taken: 20, LostRevenue: 20 * 40, LostMargin: 20 * 30, Cost: 300, Net: 4000 - 600 - 300,
			AtRisk: 300 + 30*25 + 30*20, // 30 kits and 30 motors
			Loads:  []LaunchLoad{{Of: "line", Used: 80, Unit: "h", Share: 100}},
		}},
		PhaseOuts: []PhaseOutPlan{{
			PhaseOut: "toys", Name: "toys", Item: "toys", LastSale: "2026-03", LastBuy: "2026-02", LastMake: "2026-03", End: "2026-03",
			LastAsked: 80, Gone: 120, WriteOff: 3,
			Items: []EndingItem{{
				Item: "toys", Unit: "each", LastOrder: "2026-02", LastUnits: 74, Stock: []float64{7, 0, 0, 0}, WrittenOff: 1, Cost: 3, BookValue: 10,
			}},
		}},
	}
	s, p := newcomer()
	if diff := cmp.Diff(want, NewProducts(s, p)); diff != "" {
		t.Errorf("new-product plan (-want +got):\n%s", diff)
	}
}

func TestThereIsNoNewProductPlanWithoutLaunches(t *testing.T) {
	s, _ := newcomer()
	s.Launches, s.PhaseOuts = nil, nil
	if d := NewProducts(s, model.NewPlan(s)); d != nil {
		t.Errorf("expected none, got %+v", d)
	}
}
