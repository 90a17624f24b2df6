package audit_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// mixed is 100 t of food in January and 80 t in February, of hard oil and of
// soft oil, of which a t gives only half a t.
func mixed(t *testing.T) (*model.Scenario, *model.Plan, *audit.Claim) {
	t.Helper()
	calendar, err := model.NewCalendar(model.Month, "2026-01", 2)
	if err != nil {
		t.Fatal(err)
	}
	oil := func(id string, hardness ...float64) model.Item {
		return model.Item{ID: id, Unit: "t", Properties: []model.Property{{ID: "hardness", Value: over(hardness...)}}}
	}
	s := &model.Scenario{
		Name: "food", Objective: model.MinimiseCost, Calendar: calendar,
		Families:  []model.Item{{ID: "food", Unit: "t"}},
		Materials: []model.Item{oil("hard", 8), oil("soft", 2, 3)},
		Resources: []model.Resource{{ID: "refinery", Unit: "t", Capacity: model.Fixed(70)}},
		Processes: []model.Process{{
			ID: "mix", Makes: []model.Part{{ID: "food", Quantity: model.Constant(1)}},
			Blend: []model.BlendInput{
				{Item: "hard", Uses: []model.Part{{ID: "refinery", Quantity: model.Constant(1)}}, Cost: model.Constant(2), Share: model.Share{Max: model.Fixed(0.7)}},
				{Item: "soft", Gives: model.Constant(0.5), Share: model.Share{Min: model.Fixed(0.3)}},
			},
			Quality: []model.Quality{{Property: "hardness", Min: model.Fixed(5), Max: model.Limit{Value: model.Constant(6), Penalty: model.Constant(9)}}},
		}},
		Suppliers: []model.Supplier{{ID: "mill", Sells: []model.Offer{
			{ID: "hard", Item: "hard", Price: model.Constant(1)}, {ID: "soft", Item: "soft", Price: model.Constant(3)},
		}}},
		Demand: []model.Demand{{ID: "food", Item: "food", Quantity: limit(100, 80)}},
	}
	p := model.NewPlan(s)
	copy(p.Runs.Row(0), []float64{100, 80})
	copy(p.Served.Row(0), []float64{100, 80})
	for k, amounts := range [][]float64{{70, 40}, {60, 80}} { // hardness 6.2 and 5.5
		copy(p.Blended.Row(k), amounts)
		copy(p.Bought.Row(k), amounts)
	}
	claim := &audit.Claim{
		Objective: 110*2 + 110*1 + 140*3 + 180, Money: model.NewStatement(2),
		Penalties: []model.Violation{{
			Limit: "max_quality[mix,hardness,2026-01]", Path: "processes.mix.quality.hardness.max",
			Period: 0, Amount: 20, Unit: "hardness t", Rate: 9,
		}},
	}
	for account, amounts := range map[model.Account][2]float64{model.Making: {140, 80}, model.Purchases: {250, 280}} {
		claim.Money.Add(account, 0, amounts[0])
		claim.Money.Add(account, 1, amounts[1])
	}
	return s, p, claim
}

func TestABlendIsWhatItClaims(t *testing.T) {
	s, p, claim := mixed(t)
	mustPass(t, audit.Check(s, p, claim))
}

func init() {
	for _, m := range append(blendMutations(), wasteMutations()...) {
		featureFindings = append(featureFindings, m.want...)
	}
}

func blendMutations() []networkMutation {
	type (
		S = *model.Scenario
		P = *model.Plan
	)
	return []networkMutation{
		{"more is blended than bought", func(_ S, p P) {
			p.Blended.Add(0, 1, 1)
			p.Blended.Add(1, 1, -2)
		}, []placed{{"balance", "hard", "materials.hard", 1}, {"balance", "soft", "materials.soft", 1}}},
		{"more comes out than goes in", func(s S, _ P) { s.Processes[0].Blend[1].Gives = over(0.5, 0.45) }, []placed{{"blend", "mix", "processes.mix.blend", 1}}},
		{"an input has a share that is too large", func(s S, _ P) { s.Processes[0].Blend[0].Share.Max = limit(0.69, 0.5) }, []placed{
			{"max_share", "mix,hard", "processes.mix.blend.hard.share.max", 0},
		}},
		{"an input has a share that is too small", func(s S, _ P) { s.Processes[0].Blend[1].Share.Min = limit(0.31, 0.5) }, []placed{
			{"min_share", "mix,soft", "processes.mix.blend.soft.share.min", 0},
		}},
		{"an input has another share than it is to have", func(s S, _ P) { s.Processes[0].Blend[1].Share = model.Share{Exact: limit(0.3, 0.6)} }, []placed{
			{"exact_share", "mix,soft", "processes.mix.blend.soft.share.exact", 1},
		}},
		{"a blend has less of a property than it is to have", func(s S, _ P) { s.Processes[0].Quality[0].Min = limit(5, 5.6) }, []placed{
			{"min_quality", "mix,hardness", "processes.mix.quality.hardness.min", 1},
		}},
		{"a blend has more of a property than it may have", func(s S, _ P) { s.Processes[0].Quality[0].Max = limit(6.2, 5.4) }, []placed{
			{"max_quality", "mix,hardness", "processes.mix.quality.hardness.max", 1},
		}},
		{"an input is softer than it was", func(s S, _ P) { s.Materials[1].Properties[0].Value = over(2, 1) }, []placed{
			{"min_quality", "mix,hardness", "processes.mix.quality.hardness.min", 1},
		}},
		{"an input uses more than there is", func(s S, _ P) { s.Resources[0].Capacity = model.Fixed(69) }, []placed{{"capacity", "refinery", "resources.refinery.capacity", 0}}},
		{"an amount is negative", func(s S, p P) {
			s.Processes[0].Blend[0].Share, s.Processes[0].Quality = model.Share{}, nil
			p.Blended.Set(0, 1, -1)
			p.Bought.Set(0, 1, -1)
			p.Blended.Set(1, 1, 162)
			p.Bought.Set(1, 1, 162)
		}, []placed{
			{audit.CheckSign, "mill,hard", "suppliers.mill.sells.hard.capacity", 1},
			{audit.CheckSign, "mix,hard", "processes.mix.blend.hard", 1},
		}},
	}
}

func TestEveryMutationOfABlendIsFound(t *testing.T) {
	for _, m := range blendMutations() {
		t.Run(m.name, func(t *testing.T) {
			s, p, _ := mixed(t)
			m.change(s, p)
			var got []placed
			for _, d := range audit.Check(s, p, nil).Differences {
				got = append(got, placed{d.Check, d.Key, d.Path, d.Period})
			}
			if diff := cmp.Diff(m.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// wasted is 100 and 80 tools of steel, of a yield of 80 % and with scrap of
// 20 %; of the chips that come with them the shop keeps nothing.
func wasted(t *testing.T) (*model.Scenario, *model.Plan) {
	t.Helper()
	calendar, err := model.NewCalendar(model.Month, "2026-01", 2)
	if err != nil {
		t.Fatal(err)
	}
	s := &model.Scenario{
		Name: "tools", Objective: model.MinimiseCost, Calendar: calendar,
		Families: []model.Item{{ID: "tools", Unit: "each"}},
		Materials: []model.Item{
			{ID: "chips", Unit: "kg", Dispose: model.Dispose{Allowed: true, Cost: over(1, 2), Max: limit(100, 100)}}, {ID: "steel", Unit: "kg"},
		},
		Processes: []model.Process{{
			ID: "forge", Makes: []model.Part{{ID: "chips", Quantity: over(1, 0.5)}, {ID: "tools", Quantity: over(1, 1)}},
			Consumes: []model.Part{{ID: "steel", Quantity: over(2, 4)}},
			Yield:    over(0.8, 0.8), Scrap: []model.Part{{ID: "steel", Quantity: over(0.2, 0.2)}},
		}},
		Suppliers: []model.Supplier{{ID: "mill", Sells: []model.Offer{{ID: "steel", Item: "steel"}}}},
		Demand:    []model.Demand{{ID: "tools", Item: "tools", Quantity: limit(100, 80)}},
	}
	p := model.NewPlan(s)
	copy(p.Runs.Row(0), []float64{125, 100})
	copy(p.Served.Row(0), []float64{100, 80})
	copy(p.Disposed.Row(0), []float64{100, 40})
	copy(p.Bought.Row(0), []float64{125 * 2.5, 100 * 5})
	return s, p
}

func TestDisposalIsPaidFor(t *testing.T) {
	s, p := wasted(t)
	r := audit.Check(s, p, nil)
	mustPass(t, r)
	if got := r.Money.Total(model.Disposal); !cmp.Equal(got, 180.0, approximately) {
		t.Errorf("disposal costs %v, expected 100 and 80", got)
	}
}

func wasteMutations() []networkMutation {
	type (
		S = *model.Scenario
		P = *model.Plan
	)
	return []networkMutation{
		{"more fails than the plan reckons with", func(s S, _ P) { s.Processes[0].Yield = over(0.8, 0.7) }, []placed{
			{"balance", "chips", "materials.chips", 1}, {"balance", "tools", "families.tools", 1},
		}},
		{"more is lost than the plan reckons with", func(s S, _ P) { s.Processes[0].Scrap[0].Quantity = over(0.3, 0.2) }, []placed{
			{"balance", "steel", "materials.steel", 0},
		}},
		{"what nobody takes is there", func(_ S, p P) { p.Disposed.Add(0, 1, -1) }, []placed{{"balance", "chips", "materials.chips", 1}}},
		{"more is disposed of than may be", func(s S, _ P) { s.Materials[0].Dispose.Max = limit(99, none) }, []placed{
			{"max_disposal", "chips", "materials.chips.dispose.max", 0},
		}},
	}
}

func TestEveryMutationOfWasteIsFound(t *testing.T) {
	for _, m := range wasteMutations() {
		t.Run(m.name, func(t *testing.T) {
			s, p := wasted(t)
			m.change(s, p)
			var got []placed
			for _, d := range audit.Check(s, p, nil).Differences {
				got = append(got, placed{d.Check, d.Key, d.Path, d.Period})
			}
			if diff := cmp.Diff(m.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}
