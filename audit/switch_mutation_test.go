package audit_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// onAndOff is the workshop in which making chairs is switched: on in the first
// two periods and off in the last. What is asked then is owed.
func onAndOff() (*model.Scenario, *model.Plan) {
	s := &model.Scenario{
		Name: "on and off", Objective: model.MinimiseCost, Calendar: calendar(3),
		Families: []model.Item{{ID: "chairs", Unit: "each"}},
		Processes: []model.Process{{
			ID: "chair", Makes: []model.Part{{ID: "chairs", Quantity: model.Constant(1)}},
			Lots: model.Switch{Set: true, Cost: over(100, 110, 120), Min: limit(10, 10, 10), Max: limit(60, 60, 60)},
		}},
		Inventory: []model.Stock{{ID: "chairs", Item: "chairs"}},
		Demand:    []model.Demand{{ID: "shop", Item: "chairs", Quantity: limit(20, 30, 40)}},
	}
	p := model.NewPlan(s)
	copy(p.Runs.Row(0), []float64{50, 40, 0})
	copy(p.Stock.Row(0), []float64{30, 40, 0})
	copy(p.Served.Row(0), []float64{20, 30, 40})
	copy(p.On.Row(0), []float64{1, 1, 0})
	return s, p
}

func switchMutations() []mutation {
	type (
		S = *model.Scenario
		P = *model.Plan
		C = *audit.Claim
	)
	return []mutation{
		{
			"what is off runs",
			func(_ S, p P, _ C) { p.On.Set(0, 1, 0) },
			[]finding{{"switched", "processes.chair.lots", 1}, {"max_lot", "processes.chair.lots.max", 1}},
		},
		{
			"something is on by half",
			func(s S, p P, _ C) { s.Processes[0].Lots.Min = model.Limit{}; p.On.Set(0, 2, 0.5) },
			[]finding{{"switched", "processes.chair.lots", 2}},
		},
		{
			"something is on twice",
			func(s S, p P, _ C) { p.On.Set(0, 1, 2) },
			[]finding{{"switched", "processes.chair.lots", 1}},
		},
		{
			"what is on does less than the minimum",
			func(_ S, p P, _ C) { p.On.Set(0, 2, 1) },
			[]finding{{"min_lot", "processes.chair.lots.min", 2}},
		},
		{
			"what is on does more than the maximum",
			func(s S, _ P, _ C) { s.Processes[0].Lots.Max = limit(49, 40, 0) },
			[]finding{{"max_lot", "processes.chair.lots.max", 0}},
		},
	}
}

func TestMutationsOfWhatIsOnAreFound(t *testing.T) {
	s, p := onAndOff()
	mustPass(t, audit.Check(s, p, nil))
	for _, m := range switchMutations() {
		t.Run(m.name, func(t *testing.T) {
			s, p := onAndOff()
			m.change(s, p, nil)
			if diff := cmp.Diff(m.want, findings(audit.Check(s, p, nil))); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSetUpsAreBooked(t *testing.T) {
	s, p := onAndOff()
	r := audit.Check(s, p, nil)
	if got := r.Money.Total(model.Setups); got != 210 {
		t.Errorf("expected 210 of set-ups, got %v", got)
	}
	claim := &audit.Claim{Money: model.NewStatement(3), Objective: 210}
	claim.Money.Add(model.Setups, 0, 100)
	claim.Money.Add(model.Setups, 2, 110)
	want := []finding{{"money.setups", "money.setups", 1}, {"money.setups", "money.setups", 2}}
	if diff := cmp.Diff(want, findings(audit.Check(s, p, claim))); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}
