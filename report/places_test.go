package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// twoPlaces makes pumps in a plant and sells them from a depot; a lorry
// carries 60 and 40 of them.
func twoPlaces() *Document {
	s := &model.Scenario{
		Name: "two places", Currency: "USD", Objective: model.MinimiseCost, Calendar: months(2),
		Families:  []model.Item{{ID: "pumps", Name: "Heavy-duty submersible pumps for construction sites", Unit: "each"}},
		Sites:     []model.Site{{ID: "depot", Name: "Central depot"}, {ID: "plant"}},
		Processes: []model.Process{{ID: "make", Site: "plant", Makes: []model.Part{{ID: "pumps", Quantity: model.Constant(1)}}}},
		Lanes:     []model.Lane{{ID: "road", Name: "Lorry", From: "plant", To: "depot", Carries: []model.Cargo{{Item: "pumps"}}, Capacity: model.Fixed(60)}},
		Inventory: []model.Stock{{ID: "d", Item: "pumps", Site: "depot"}, {ID: "p", Item: "pumps", Site: "plant"}},
		Demand:    []model.Demand{{ID: "pumps", Item: "pumps", Site: "depot", Quantity: model.Fixed(50)}},
	}
	p := model.NewPlan(s)
	copy(p.Runs.Row(0), []float64{70, 30})
	copy(p.Shipped.Row(0), []float64{60, 40})
	copy(p.Stock.Row(0), []float64{10, 0})
	copy(p.Stock.Row(1), []float64{10, 0})
	copy(p.Served.Row(0), []float64{50, 50})
	state := func(group model.Group, key, unit, sense string, price float64) solver.LimitState {
		return solver.LimitState{ID: string(group) + "[" + key + ",2026-02]", Group: group, Key: key, Unit: unit, Period: 1, Sense: sense, Price: price}
	}
	return NewDocument(Input{Scenario: s, Result: &solver.Result{
		Status: solver.Optimal, Sense: s.Objective, Plan: p, Money: model.NewStatement(2), Prices: solver.LinearPrices,
		Limits: []solver.LimitState{
			state(model.GroupMinStock, "d", "each", ">=", 5),
			state(model.GroupLane, "road", "loads", "<=", -2),
		},
	}})
}

func TestPlansOfSeveralPlaces(t *testing.T) {
	d := twoPlaces()
	var out bytes.Buffer
	if err := Text(&out, d, TextOptions{Width: 60}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"the stock of an item is shown in every place":      "\n  at Central depot                            10    -\n  at plant                                    10    -\n",
		"a shipment that is cut still names its lane":       "\nLorry: Heavy-duty submer",
		"a limit on a lane is priced per load":              "USD/load",
		"a limit on a stock is about the item in its place": "that must be in stock",
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(out.String(), want) {
				t.Errorf("there is no %q in\n%s", want, out.String())
			}
		})
	}
	want := []string{
		"One more unit of Heavy-duty submersible pumps for construction sites at Central depot that must be in stock at the end of 2026-02 raises cost by 5.00 USD.",
		"One more load that Lorry can carry in 2026-02 lowers cost by 2.00 USD.",
	}
	if diff := cmp.Diff(want, []string{sentence(d, "requirement"), sentence(d, "bottleneck")}); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}
