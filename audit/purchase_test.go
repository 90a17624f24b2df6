package audit_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func init() {
	for _, m := range purchaseMutations() {
		featureFindings = append(featureFindings, m.want...)
	}
	auditedAsMoney = append(auditedAsMoney, model.GroupTiers, model.GroupTierRoom, model.GroupTierFull, model.GroupOneTier,
		model.GroupRebate, model.GroupRebateOn, model.GroupRebateLevel)
}

// Offers of the purchases, in the order of the scenario.
const (
	bolts = iota
	rods
	foreign
)

// purchased is two months of steel and bolts from acme, at tiers, and steel
// from abroad.
func purchased(t *testing.T) (*model.Scenario, *model.Plan) {
	t.Helper()
	calendar, err := model.NewCalendar(model.Month, "2026-01", 2)
	if err != nil {
		t.Fatal(err)
	}
	tiers := func(high, low float64) []model.Tier {
		return []model.Tier{{ID: "a", Price: model.Constant(high)}, {ID: "b", From: 100, Price: over(low, low)}}
	}
	s := &model.Scenario{
		Name: "purchases", Objective: model.MinimiseCost, Calendar: calendar,
		Families: []model.Item{{ID: "bolts", Unit: "kg"}, {ID: "steel", Unit: "t"}},
		Suppliers: []model.Supplier{
			{
				ID: "acme", Sells: []model.Offer{
					{ID: "bolts", Item: "bolts", Tiers: tiers(2, 1), Min: limit(50, none)},
					{ID: "rods", Item: "steel", Discount: model.AllUnits, Tiers: tiers(10, 9)},
				},
				Groups: []model.Agreement{{
					ID: "all", Of: []model.Part{{ID: "bolts", Quantity: model.Constant(0.5)}, {ID: "rods", Quantity: model.Constant(1)}},
					Min: model.Fixed(120), Max: model.Fixed(200), Rebate: model.Rebate{Rate: over(0.1, 0.2), Spend: 1100},
				}},
				Contracts: []model.Agreement{{ID: "year", Of: []model.Part{{ID: "rods", Quantity: model.Constant(1)}}, Min: model.Fixed(250), Shortfall: over(5, 3), Max: model.Fixed(230)}},
			},
			{ID: "foreign", Sells: []model.Offer{{ID: "steel", Item: "steel", Price: model.Constant(11)}}},
		},
		Sourcing: []model.Sourcing{{ID: "steel", Item: "steel", Shares: []model.SourcingShare{
			{Supplier: "acme", Share: model.Share{Max: model.Fixed(0.9)}}, {Supplier: "foreign", Share: model.Share{Min: model.Fixed(0.1)}},
		}}},
		Demand: []model.Demand{{ID: "bolts", Item: "bolts", Quantity: limit(150, 60)}, {ID: "steel", Item: "steel", Quantity: limit(120, 110)}},
	}
	p := model.NewPlan(s)
	for k, row := range [][]float64{{150, 60}, {99, 100}, {21, 10}} {
		copy(p.Bought.Row(k), row)
	}
	copy(p.Served.Row(0), []float64{150, 60})
	copy(p.Served.Row(1), []float64{120, 110})
	return s, p
}

func TestPurchasesArePaidForAsAgreed(t *testing.T) {
	s, p := purchased(t)
	r := audit.Check(s, p, nil)
	mustPass(t, r)
	// January: 250 for bolts and 990 for rods, a tenth of both back; February: 120 and 900, less than the level.
	// Of 250 rods 199 are taken: 51 are paid for with 3 each at the end.
	want := []float64{(250+990)*0.9 + 231, 120 + 900 + 110 + 153}
	if diff := cmp.Diff(want, r.Money.Amounts.Row(int(model.Purchases)), approximately); diff != "" {
		t.Errorf("purchases (-by hand +recomputed):\n%s", diff)
	}
}

func purchaseMutations() []networkMutation {
	type (
		S = *model.Scenario
		P = *model.Plan
	)
	return []networkMutation{
		{"less is ordered of an offer than must be", func(s S, _ P) { s.Suppliers[0].Sells[bolts].Min = limit(50, 61) }, []placed{
			{"min_take", "acme,bolts", "suppliers.acme.sells.bolts.min", 1},
		}},
		{"less is ordered of a group than must be", func(s S, _ P) { s.Suppliers[0].Groups[0].Min = limit(120, 131) }, []placed{
			{"min_take", "acme,all", "suppliers.acme.groups.all.min", 1},
		}},
		{"more is ordered of a group than may be", func(s S, _ P) { s.Suppliers[0].Groups[0].Max = limit(173, 200) }, []placed{
			{"max_take", "acme,all", "suppliers.acme.groups.all.capacity", 0},
		}},
		{"an offer counts more in its group", func(s S, _ P) { s.Suppliers[0].Groups[0].Of[0].Quantity = over(0.5, 2) }, []placed{
			{"max_take", "acme,all", "suppliers.acme.groups.all.capacity", 1},
		}},
		{"more is ordered under a contract than may be", func(s S, _ P) { s.Suppliers[0].Contracts[0].Max = model.Fixed(198) }, []placed{
			{"max_take", "acme,year", "suppliers.acme.contracts.year.max", 1},
		}},
		{"a shortfall is not paid for", func(s S, _ P) { s.Suppliers[0].Contracts[0].Shortfall = model.Series{} }, []placed{
			{"min_take", "acme,year", "suppliers.acme.contracts.year.min", 1},
		}},
		{"a supplier has a share that is too large", func(s S, _ P) { s.Sourcing[0].Shares[0].Share.Max = model.Fixed(0.86) }, []placed{
			{"max_sourcing", "steel,acme", "sourcing.steel.shares.acme.max", 1},
		}},
		{"a supplier has a share that is too small in a month", func(s S, _ P) { s.Sourcing[0].Over = model.OverPeriod }, []placed{
			{"min_sourcing", "steel,foreign", "sourcing.steel.shares.foreign.min", 1},
			{"max_sourcing", "steel,acme", "sourcing.steel.shares.acme.max", 1},
		}},
		{"a supplier has another share than it is to have", func(s S, _ P) { s.Sourcing[0].Shares[1].Share = model.Share{Exact: model.Fixed(0.5)} }, []placed{
			{"exact_sourcing", "steel,foreign", "sourcing.steel.shares.foreign.exact", 1},
		}},
	}
}

func TestEveryMutationOfPurchasesIsFound(t *testing.T) {
	for _, m := range purchaseMutations() {
		t.Run(m.name, func(t *testing.T) {
			s, p := purchased(t)
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

func TestOtherPricesOfPurchasesAreFound(t *testing.T) {
	for name, change := range map[string]func(s *model.Scenario){
		"another price of a tier":    func(s *model.Scenario) { s.Suppliers[0].Sells[bolts].Tiers[1].Price = model.Constant(1.1) },
		"a tier that starts later":   func(s *model.Scenario) { s.Suppliers[0].Sells[rods].Tiers[1].From = 101 },
		"a discount of another kind": func(s *model.Scenario) { s.Suppliers[0].Sells[rods].Discount = model.Incremental },
		"a rebate that starts later": func(s *model.Scenario) { s.Suppliers[0].Groups[0].Rebate.Spend = 1250 },
		"a rebate by a quantity not reached": func(s *model.Scenario) {
			s.Suppliers[0].Groups[0].Rebate = model.Rebate{Rate: model.Constant(0.1), Quantity: 180}
		},
		"another price of a shortfall": func(s *model.Scenario) { s.Suppliers[0].Contracts[0].Shortfall = model.Constant(4) },
	} {
		t.Run(name, func(t *testing.T) {
			s, p := purchased(t)
			before := audit.Check(s, p, nil)
			claim := &audit.Claim{Objective: before.Objective, Money: before.Money}
			mustPass(t, audit.Check(s, p, claim))
			change(s)
			if audit.Check(s, p, claim).Passed() {
				t.Error("the audit passed")
			}
		})
	}
}
