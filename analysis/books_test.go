package analysis_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// By hand: steel costs 3 a kg, so that a bench of 2 kg and a run of 4 is 10 at
// standard. In January 30 are made and 20 sold north for 25 each; in February
// none are made, and 10 are sold south for 24 each, of which 2 late at 1 each
// in January. Stock is 10 benches, 100, at the end of January; a charge of 1 %
// on it is 1 in February. The south pays after the horizon, so that of 100 in the
// bank there are 293 after January, and as much after February.
func TestBooksOfASmallPlanAreThoseMadeByHand(t *testing.T) {
	c, err := model.NewCalendar(model.Month, "2026-01", 2)
	if err != nil {
		t.Fatal(err)
	}
	one := func(id string, q float64) []model.Part { return []model.Part{{ID: id, Quantity: model.Constant(q)}} }
	asked := func(id, market string, price float64, quantity ...float64) model.Demand {
		return model.Demand{
			ID: id, Item: "bench", Market: market, Price: model.Constant(price),
			Quantity: model.Limit{Value: model.PerPeriod(quantity)},
			Backlog:  model.Backlog{Allowed: true, Cost: model.Constant(1)},
		}
	}
	s := &model.Scenario{
		Objective: model.MaximiseProfit, Calendar: c, Markets: []model.Market{{ID: "north"}, {ID: "south", Payment: model.Lag{Periods: 1}}},
		Families:  []model.Item{{ID: "bench", Unit: "each"}},
		Materials: []model.Item{{ID: "steel", Unit: "kg"}},
		Processes: []model.Process{{ID: "weld", Makes: one("bench", 1), Consumes: one("steel", 2), Cost: model.Constant(4)}},
		Suppliers: []model.Supplier{{ID: "mill", Sells: []model.Offer{{ID: "steel", Item: "steel", Price: model.Constant(3)}}}},
		Inventory: []model.Stock{{ID: "bench", Item: "bench", HoldingCost: model.Constant(0.5)}},
		Demand:    []model.Demand{asked("north", "north", 25, 20, 0), asked("south", "south", 24, 2, 8)},
		Finance:   model.Finance{CapitalCharge: model.Constant(0.01), Cash: model.Cash{On: true, Opening: 100}},
	}
	p := model.NewPlan(s)
	copy(p.Runs.Row(0), []float64{30, 0})
	copy(p.Bought.Row(0), []float64{60, 0})
	copy(p.Stock.Row(0), []float64{10, 0})
	copy(p.Served.Row(0), []float64{20, 0})
	copy(p.Served.Row(1), []float64{0, 10})
	copy(p.Backlog.Row(1), []float64{2, 0})
	copy(p.Cash.Row(0), []float64{293, 293})
	found := audit.Check(s, p, nil)
	if !found.Passed() {
		t.Fatal(found.Differences)
	}
	b := analysis.NewBooks(s, p, found.Money, found.Entries)

	none := []float64{0, 0}
	want := &analysis.Books{
		Families: []analysis.Contribution{{
			ID: "bench", Revenue: []float64{500, 240}, Standard: []float64{200, 100},
			Direct: [][]float64{none, {5, 0}, none, {2, 0}, none},
		}},
		Markets: []analysis.Contribution{
			{ID: "north", Revenue: []float64{500, 0}, Standard: []float64{200, 0}, Direct: [][]float64{none, none, none, none, none}},
			{ID: "south", Revenue: []float64{0, 240}, Standard: []float64{0, 100}, Direct: [][]float64{none, none, none, {2, 0}, none}},
		},
		Cash: &analysis.CashFlow{
			Opening: 100, Received: []float64{500, 0}, Paid: []float64{307, 0}, Credit: none, PaysInterest: true, PaysTax: true,
		},
		Stock: []float64{100, 0}, CapitalCharge: []float64{0, 1},
	}
	skip := cmpopts.IgnoreFields(analysis.Books{}, "Money", "Entries")
	if diff := cmp.Diff(want, b, skip, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(p.Cash.Row(0), b.Cash.Closing(), cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Errorf("cash (-plan +books):\n%s", diff)
	}
	if profit := b.Money.Profit(); profit != 740-120-180-5-2 {
		t.Errorf("profit is %v", profit)
	}
}
