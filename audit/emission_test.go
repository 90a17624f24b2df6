package audit_test

import (
	"testing"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func init() {
	expectFindings(spoiltEmissions())
	auditedAsMoney = append(auditedAsMoney, model.GroupAllowances)
}

// chimney makes 100 toys in the first of two months, of plastic that it buys,
// keeps 40 of them, and ships the rest on trucks of 20. In kg of co2e, a toy
// emits 2, the power for it 5 x 0.4, the plastic for it 3 x 1.5, keeping it 0.5
// and a truck 10; a crate that is got rid of 1.
//
//	first month   100 x 2 + 200 + 300 x 1.5 + 40 x 0.5 + 3 x 10 + 5 x 1 = 905
//	second month  2 x 10 = 20
func chimney() (*model.Scenario, *model.Plan) {
	emits := func(factor float64) []model.Emit {
		return []model.Emit{{Substance: "co2e", Factor: model.Constant(factor)}}
	}
	part := func(id string, q float64) []model.Part { return []model.Part{{ID: id, Quantity: model.Constant(q)}} }
	s := &model.Scenario{
		Name: "chimney", Objective: model.MinimiseCost, Calendar: calendar(2),
		Sites: []model.Site{{ID: "plant", Region: "north"}}, Markets: []model.Market{{ID: "shops"}},
		Families:  []model.Item{{ID: "crates", Unit: "each", Dispose: model.Dispose{Allowed: true, Emits: emits(1)}}, {ID: "toys", Unit: "each"}},
		Materials: []model.Item{{ID: "plastic", Unit: "kg"}},
		Resources: []model.Resource{{ID: "power", Unit: "kWh", Site: "plant", Emits: emits(0.4)}},
		Processes: []model.Process{{
			ID: "mould", Site: "plant", Makes: part("toys", 1), Consumes: part("plastic", 3), Uses: part("power", 5), Emits: emits(2),
		}},
		Suppliers: []model.Supplier{{ID: "chem", Sells: []model.Offer{
			{ID: "crates", Item: "crates", To: "plant"}, {ID: "plastic", Item: "plastic", To: "plant", Emits: emits(1.5)},
		}}},
		Lanes: []model.Lane{{
			ID: "road", From: "plant", To: "shops", Emits: emits(10), Carries: []model.Cargo{{Item: "toys", Load: model.Constant(0.05)}},
		}},
		Inventory: []model.Stock{{ID: "toys", Item: "toys", Site: "plant", Emits: emits(0.5)}},
		Demand:    []model.Demand{{ID: "toys", Item: "toys", Market: "shops", Quantity: limit(60, 40)}},
		Emissions: []model.Emission{{
			ID: "co2e", Unit: "kg",
			Price: model.EmissionPrice{Value: model.Constant(0.1), Free: model.PerPeriod([]float64{705, 120}), Sell: model.Constant(0.05)},
			Caps: []model.EmissionCap{
				{ID: "bought", Regions: []string{"north"}, Items: []string{"plastic"}, Max: limit(450)},
				{ID: "plants", Over: model.OverHorizon, Scopes: []string{"1", "2"}, Max: limit(420)},
				{ID: "trucks", Sites: []string{"plant"}, Items: []string{"toys"}, Scopes: []string{"3"}, Max: limit(30)},
			},
		}},
	}
	p := model.NewPlan(s)
	fill(p.Bought, 0, 5, 0)
	fill(p.Bought, 1, 300, 0)
	fill(p.Disposed, 0, 5, 0)
	fill(p.Runs, 0, 100, 0)
	fill(p.Shipped, 0, 60, 40)
	fill(p.Stock, 0, 40, 0)
	fill(p.Served, 0, 60, 40)
	return s, p
}

func TestEmissionsOfAChimneyArePaidAsReckonedByHand(t *testing.T) {
	s, p := chimney()
	found := audit.Check(s, p, nil)
	if !found.Passed() {
		t.Fatal(found.Differences)
	}
	if want := (905.-705)*0.1 - (120-20)*0.05; found.Objective != want {
		t.Errorf("cost is %v, by hand %v", found.Objective, want)
	}
}

func spoiltEmissions() []spoiltFeature {
	type (
		S = *model.Scenario
		P = *model.Plan
	)
	return []spoiltFeature{
		{"a toy that emits more", func(s S, _ P) { s.Processes[0].Emits[0].Factor = model.Constant(2.1) }, []string{"emissions"}},
		{"power that emits more", func(s S, _ P) { s.Resources[0].Emits[0].Factor = model.Constant(0.41) }, []string{"emissions"}},
		{"stock that emits more", func(s S, _ P) { s.Inventory[0].Emits[0].Factor = model.Constant(0.6) }, []string{"emissions"}},
		{"plastic that emits more", func(s S, _ P) { s.Suppliers[0].Sells[1].Emits[0].Factor = model.Constant(1.6) }, []string{"emissions"}},
		{"trucks that emit more", func(s S, _ P) { s.Lanes[0].Emits[0].Factor = model.Constant(11) }, []string{"emissions"}},
		{"trucks that hold less", func(s S, _ P) { s.Lanes[0].Carries[0].Load = model.Constant(0.06) }, []string{"emissions"}},
		{"toys that emit on the way", func(s S, _ P) {
			s.Lanes[0].Carries[0].Emits = []model.Emit{{Substance: "co2e", Factor: model.Constant(0.1)}}
		}, []string{"emissions"}},
		{"plastic in another scope", func(s S, _ P) { s.Suppliers[0].Sells[1].Emits[0].Scope = "1" }, []string{"emissions"}},
		{"a lower cap", func(s S, _ P) { s.Emissions[0].Caps[1].Max = limit(419) }, []string{"emissions"}},
		{"a cap for more scopes", func(s S, _ P) { s.Emissions[0].Caps[2].Scopes = nil }, []string{"emissions"}},
		{"a cap for more items", func(s S, _ P) { s.Emissions[0].Caps[2].Items = []string{"crates", "toys"} }, []string{"emissions"}},
	}
}

func TestEveryMutationOfEmissionsIsFound(t *testing.T) {
	findSpoilt(t, chimney, spoiltEmissions())
}

func TestMoneyForEmissionsThatIsClaimedWrongIsFound(t *testing.T) {
	s, p := chimney()
	right := audit.Check(s, p, nil)
	tests := map[string]func(e *model.Emission){
		"another price":              func(e *model.Emission) { e.Price.Value = model.Constant(0.2) },
		"less that is free":          func(e *model.Emission) { e.Price.Free = model.PerPeriod([]float64{600, 120}) },
		"nothing earned by the rest": func(e *model.Emission) { e.Price.Sell = model.Series{} },
		"other scopes":               func(e *model.Emission) { e.Price.Scopes = []string{"1", "2"} },
		"all months together":        func(e *model.Emission) { e.Price.Over = model.OverQuarter },
	}
	for name, change := range tests {
		t.Run(name, func(t *testing.T) {
			s, p := chimney()
			change(&s.Emissions[0])
			if audit.Check(s, p, &audit.Claim{Money: right.Money, Objective: right.Objective}).Passed() {
				t.Error("the audit passed")
			}
		})
	}
}
