package audit_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// onAndOff is a plan in which making chairs is switched: on in the first two
// periods and off in the last. Desks and stools share a saw, which is set up for
// desks, then for stools, and is kept so.
func onAndOff() (*model.Scenario, *model.Plan) {
	part := func(id string) []model.Part { return []model.Part{{ID: id, Quantity: model.Constant(1)}} }
	lots := model.Switch{Set: true, Cost: model.Constant(7), Uses: part("saw"), CarryOver: true}
	s := &model.Scenario{
		Name: "on and off", Objective: model.MinimiseCost, Calendar: calendar(3),
		Families:  []model.Item{{ID: "chairs", Unit: "each"}, {ID: "desks", Unit: "each"}, {ID: "stools", Unit: "each"}},
		Resources: []model.Resource{{ID: "saw", Unit: "h", Capacity: limit(11, 21, 20)}},
		Processes: []model.Process{{
			ID: "chair", Makes: part("chairs"),
			Lots: model.Switch{
				Set: true, Cost: over(100, 110, 120), Min: limit(10, 10, 10), Max: limit(60, 60, 60),
				Multiple: limit(25, 20, 20), Count: limit(2, 2, 2), MinOn: limit(2, 2, 2), MinOff: limit(1, 1, 1),
				Start: model.SwitchMove{Set: true, Cost: model.Constant(30)}, Stop: model.SwitchMove{Set: true, Cost: model.Constant(5)},
			},
		}, {
			ID: "desk", Makes: part("desks"), Uses: part("saw"), Lots: lots,
		}, {
			ID: "stool", Makes: part("stools"), Uses: part("saw"), Lots: lots,
		}},
		Suppliers: []model.Supplier{{ID: "mill", Sells: []model.Offer{{ID: "chairs", Item: "chairs", Order: model.Switch{Set: true, Cost: model.Constant(3)}}}}},
		Inventory: []model.Stock{{ID: "chairs", Item: "chairs"}},
		Demand: []model.Demand{
			{ID: "desks", Item: "desks", Quantity: limit(10, 10, 0)},
			{ID: "shop", Item: "chairs", Quantity: limit(20, 30, 42)},
			{ID: "stools", Item: "stools", Quantity: limit(0, 10, 20)},
		},
		Logic: []model.Logic{
			{ID: "buy", If: []string{"suppliers.mill.sells.*"}, Then: []string{"processes.stool"}},
			{ID: "most", AtMost: model.Constant(2), Of: []string{"processes.chair", "processes.desk"}},
		},
	}
	p := model.NewPlan(s)
	copy(p.Runs.Row(0), []float64{50, 40, 0})
	copy(p.Stock.Row(0), []float64{30, 40, 0})
	copy(p.Bought.Row(0), []float64{0, 0, 2})
	copy(p.Served.Row(1), []float64{20, 30, 42})
	copy(p.On.Row(0), []float64{1, 1, 0})
	p.Starts.Set(0, 0, 1)
	p.Stops.Set(0, 2, 1)

	copy(p.Runs.Row(1), []float64{10, 10, 0})
	copy(p.Served.Row(0), []float64{10, 10, 0})
	copy(p.On.Row(1), []float64{1, 1, 0})
	p.Starts.Set(1, 0, 1)
	p.Carried.Set(1, 1, 1)
	copy(p.Runs.Row(2), []float64{0, 10, 20})
	copy(p.Served.Row(2), []float64{0, 10, 20})
	copy(p.On.Row(2), []float64{0, 1, 1})
	p.Starts.Set(2, 1, 1)
	p.Carried.Set(2, 2, 1)

	p.On.Set(3, 2, 1)
	p.Starts.Set(3, 2, 1)
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
			func(_ S, p P, _ C) { p.On.Set(2, 2, 0) },
			[]finding{{"switched", "processes.stool.lots", 2}, {"logic", "logic.buy.if", 2}},
		},
		{
			"something is on by half",
			func(_ S, p P, _ C) { p.On.Set(1, 0, 0.5) },
			[]finding{{"switched", "processes.desk.lots", 0}},
		},
		{
			"something is on twice",
			func(_ S, p P, _ C) { p.On.Set(3, 2, 2); p.Starts.Set(3, 2, 2) },
			[]finding{{"switched", "suppliers.mill.sells.chairs.order", 2}, {"logic", "logic.buy.if", 2}},
		},
		{
			"what is on does less than the minimum",
			func(s S, _ P, _ C) { s.Processes[0].Lots.Min = limit(10, 41, none) },
			[]finding{{"min_lot", "processes.chair.lots.min", 1}},
		},
		{
			"what is on does more than the maximum",
			func(s S, _ P, _ C) { s.Processes[0].Lots.Max = limit(49, 40, 0) },
			[]finding{{"max_lot", "processes.chair.lots.max", 0}},
		},
		{
			"a lot is no whole multiple",
			func(s S, _ P, _ C) { s.Processes[0].Lots.Multiple = limit(25, 16, 16) },
			[]finding{{"lot_multiple", "processes.chair.lots.multiple", 1}},
		},
		{
			"more is on than there is",
			func(s S, _ P, _ C) { s.Processes[0].Lots.Count = limit(1, 0, 0) },
			[]finding{{"max_on", "processes.chair.lots.count", 1}, {"min_off", "processes.chair.lots.min_off", 1}, {"min_off", "processes.chair.lots.min_off", 2}},
		},
		{
			"something is on that nobody started",
			func(_ S, p P, _ C) { p.Starts.Set(0, 0, 0) },
			[]finding{{"started", "processes.chair.lots", 0}},
		},
		{
			"what is on before the first period starts again",
			func(s S, _ P, _ C) { s.Processes[0].Lots.Opening = 1 },
			[]finding{{"started", "processes.chair.lots", 0}},
		},
		{
			"what starts does not stay on",
			func(s S, _ P, _ C) { s.Processes[0].Lots.MinOn = limit(3, 3, 3) },
			[]finding{{"min_on", "processes.chair.lots.min_on", 2}},
		},
		{
			"in a circle what stops does not stay off",
			func(s S, _ P, _ C) {
				s.Processes[0].Lots.Cyclic, s.Processes[0].Lots.Count = true, limit(1, 1, 1)
				s.Processes[0].Lots.MinOff = limit(2, 2, 2)
			},
			[]finding{{"min_off", "processes.chair.lots.min_off", 0}},
		},
		{
			"a process runs without being set up",
			func(_ S, p P, _ C) { p.Carried.Set(2, 2, 0) },
			[]finding{{"set_up", "processes.stool.lots", 2}},
		},
		{
			"a state is carried over that was not there",
			func(_ S, p P, _ C) { p.Carried.Set(1, 0, 1) },
			[]finding{{"state", "processes.desk.lots", 0}},
		},
		{
			"a resource holds two states",
			func(s S, p P, _ C) {
				s.Resources[0].Capacity = limit(12, 21, 20)
				p.Starts.Set(2, 0, 1)
				p.Carried.Set(2, 1, 1)
			},
			[]finding{{"state", "resources.saw", 1}},
		},
		{
			"a state gets through the set-up for something else",
			func(_ S, p P, _ C) {
				p.Carried.Set(2, 2, 0)
				p.Carried.Set(1, 2, 1)
				p.On.Set(2, 2, 0)
				p.Runs.Set(2, 2, 0)
			},
			[]finding{{"balance", "families.stools", 2}, {"through", "processes.desk.lots", 1}, {"logic", "logic.buy.if", 2}},
		},
		{
			"a set-up takes time that is not there",
			func(s S, _ P, _ C) { s.Processes[2].Lots.Uses[0].Quantity = model.Constant(2) },
			[]finding{{"capacity", "resources.saw.capacity", 0}, {"capacity", "resources.saw.capacity", 1}},
		},
		{
			"more is on than logic lets",
			func(s S, _ P, _ C) { s.Logic[1].AtMost = over(2, 1, 2) },
			[]finding{{"logic", "logic.most.at_most", 1}},
		},
		{
			"something is bought without what it asks for",
			func(s S, _ P, _ C) { s.Logic[0].Then = []string{"processes.desk"} },
			[]finding{{"logic", "logic.buy.if", 2}},
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
	// Chairs: 100 + 110, started at 30 and stopped at 5. Desks and stools: a set-up of 7 each.
	if got := r.Money.Total(model.Setups); got != 259 {
		t.Errorf("expected 259 of set-ups, got %v", got)
	}
	if got := r.Money.Total(model.Purchases); got != 3 {
		t.Errorf("expected 3 of orders, got %v", got)
	}
	claim := &audit.Claim{Money: model.NewStatement(3), Objective: 262}
	claim.Money.Add(model.Setups, 0, 137)
	claim.Money.Add(model.Setups, 1, 117)
	claim.Money.Add(model.Setups, 2, 5)
	claim.Money.Add(model.Purchases, 1, 3)
	want := []finding{{"money.purchases", "money.purchases", 1}, {"money.purchases", "money.purchases", 2}}
	if diff := cmp.Diff(want, findings(audit.Check(s, p, claim))); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}
