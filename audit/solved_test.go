package audit_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
)

// engine starts an engine that ends with the test.
func engine(t *testing.T) *highs.Engine {
	t.Helper()
	e, err := highs.New(1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	return e
}

// claimOf is what the solver says of its plan.
func claimOf(r *solver.Result) *audit.Claim {
	return &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties}
}

func TestTheBestPlanPassesAndIsNoWorseThanThatMadeByHand(t *testing.T) {
	tests := map[string]struct {
		scenario func() *model.Scenario
		better   func(value float64) bool
	}{
		"red tomato": {
			func() *model.Scenario { s, _ := redTomato(); return s },
			func(value float64) bool { return value <= 422275*(1+audit.Tolerance) },
		},
		"workshop": {
			func() *model.Scenario { s, _, _ := workshop(); return s },
			func(value float64) bool { return value >= workshopProfit-workshopPenalties },
		},
		"network": {
			func() *model.Scenario { s, _, _ := network(); return s },
			func(value float64) bool { return value >= networkProfit-networkPenalties },
		},
		"synthetic": {
			func() *model.Scenario { s, _, _ := synthetic(1, 30, 12); return s },
			func(value float64) bool {
				_, _, claim := synthetic(1, 30, 12)
				return value <= claim.Objective*(1+audit.Tolerance)
			},
		},
	}
	e := engine(t)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := test.scenario()
			r, err := solver.Plan(t.Context(), e, s, solver.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if r.Status != solver.Optimal {
				t.Fatalf("status is %s: %+v", r.Status, r.Conflict)
			}
			mustPass(t, audit.Check(s, r.Plan, claimOf(r)))
			if !test.better(r.Value) {
				t.Errorf("the objective is %v, which the plan made by hand beats", r.Value)
			}
		})
	}
}

// drawn is a network under construction.
type drawn struct {
	*rapid.T
	s *model.Scenario
}

// drawNetwork draws a company of two pits, a shop and two markets, of which
// only one has a lane. Everything may be lost, so that there always is a plan;
// every decision costs something, so that there is a best one.
func drawNetwork(t *rapid.T) *model.Scenario {
	d := drawn{t, &model.Scenario{
		Name: "drawn", Calendar: drawCalendar(t),
		Objective: rapid.SampledFrom(model.Objectives()).Draw(t, "objective"),
		Families:  []model.Item{{ID: "tools", Unit: "each", Price: model.Constant(50)}},
		Materials: []model.Item{{ID: "ore", Unit: "t"}},
		Workforce: []model.Workforce{{
			ID: "crew", Unit: "h", Headcount: model.Headcount{Opening: 3}, Regular: model.Fixed(100), Wage: model.Constant(10),
		}},
		Suppliers: []model.Supplier{{ID: "mine"}},
	}}
	d.s.Resources = []model.Resource{{ID: "dock", Unit: "h", Capacity: d.limit("dock", 50)}}
	d.pit("east")
	d.pit("west")
	d.shop()
	return d.s
}

// pit adds a site with all that happens there.
func (d drawn) pit(id string) {
	s := d.s
	s.Suppliers[0].Sells = append(s.Suppliers[0].Sells, model.Offer{
		ID: "ore-" + id, Item: "ore", To: id, Lead: drawLag(d.T, "ore"), Price: d.series("price", 5), Capacity: d.limit("offer", 200),
	})
	s.Processes = append(s.Processes, model.Process{
		ID: "smelt-" + id, Site: id, Lead: drawLag(d.T, "smelt"), Cost: d.series("smelting", 3),
		Makes:    []model.Part{{ID: "tools", Quantity: d.series("yield", 3)}},
		Consumes: []model.Part{part("ore", 2)}, Uses: []model.Part{part("crew", 1)},
	})
	s.Lanes = append(s.Lanes, model.Lane{
		ID: "rail-" + id, From: id, To: "shop", Lead: drawLag(d.T, "rail"), Capacity: d.limit("rail", 80),
		Carries: []model.Cargo{
			{Item: "ore", Cost: d.series("moving ore", 1), Load: d.series("load", 2)},
			{Item: "tools", Cost: d.series("moving tools", 2), Max: d.limit("shipment", 90), Min: priced(model.Constant(1), 5)},
		},
		Uses: []model.Part{{ID: "crew", Quantity: d.series("loading", 1)}, {ID: "dock", Quantity: d.series("docking", 1)}},
	})
	s.Inventory = append(s.Inventory,
		model.Stock{
			ID: id + "-ore", Item: "ore", Site: id, Opening: 10, Receipts: d.series("receipts", 3), HoldingCost: model.Constant(0.1),
		},
		model.Stock{ID: id + "-tools", Item: "tools", Site: id, HoldingCost: model.Constant(0.2)})
}

// shop adds the site that sells, and its markets.
func (d drawn) shop() {
	s := d.s
	s.Lanes = append(s.Lanes, model.Lane{
		ID: "van", From: "shop", To: "town", Lead: drawLag(d.T, "van"), Carries: []model.Cargo{{Item: "tools", Cost: model.Constant(0.5)}},
	})
	s.Inventory = append(s.Inventory,
		model.Stock{ID: "shop-ore", Item: "ore", Site: "shop", Opening: 30, HoldingCost: model.Constant(1)},
		model.Stock{
			ID: "shop-tools", Item: "tools", Site: "shop", Opening: 60, Min: priced(model.Constant(2), 20), HoldingCost: model.Constant(1),
		})
	asked := func(id, item, market string, most float64) model.Demand {
		return model.Demand{
			ID: id, Item: item, Site: "shop", Market: market, Quantity: model.Limit{Value: d.series(id, most)},
			Lost:    model.Lost{Allowed: true, Cost: model.Constant(30)},
			Backlog: model.Backlog{Allowed: true, Cost: model.Constant(4)},
		}
	}
	s.Demand = []model.Demand{asked("repair", "ore", "", 9), asked("sea", "tools", "sea", 50), asked("town", "tools", "town", 50)}
}

// series draws a number for every period, mostly different ones.
func (d drawn) series(name string, most float64) model.Series {
	n := d.s.Calendar.Len()
	return model.PerPeriod(rapid.SliceOfN(rapid.Float64Range(most/10, most), n, n).Draw(d.T, name))
}

// limit draws a hard limit, or one that may be broken for money.
func (d drawn) limit(name string, most float64) model.Limit {
	l := model.Fixed(rapid.Float64Range(most/10, most).Draw(d.T, name+" limit"))
	if rapid.Bool().Draw(d.T, name+" is priced") {
		l.Penalty = model.Constant(3)
	}
	return l
}

func TestTheBestPlanOfAnyNetworkPasses(t *testing.T) {
	e := engine(t)
	rapid.Check(t, func(rt *rapid.T) {
		s := drawNetwork(rt)
		r, err := solver.Plan(t.Context(), e, s, solver.Options{})
		if err != nil {
			rt.Fatal(err)
		}
		if r.Status != solver.Optimal {
			rt.Fatalf("status is %s: %+v %v", r.Status, r.Conflict, r.Unlimited)
		}
		if report := audit.Check(s, r.Plan, claimOf(r)); !report.Passed() {
			rt.Fatalf("the solver's plan does not pass: %+v", report.Differences)
		}
	})
}
