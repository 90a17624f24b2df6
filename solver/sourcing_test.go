package solver

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// buying is a family that is only bought, 100 a month, at 10 from acme and 12
// from mill; it may be kept.
func buying(periods int) *model.Scenario {
	s := base(periods)
	s.Processes = nil
	s.Suppliers = []model.Supplier{
		{ID: "acme", Sells: []model.Offer{{ID: "tools", Item: "tools", Price: number(10), Capacity: limits(400)}}},
		{ID: "mill", Sells: []model.Offer{{ID: "tools", Item: "tools", Price: number(12)}}},
	}
	s.Inventory = []model.Stock{{ID: "tools", Item: "tools", HoldingCost: number(1)}}
	return s
}

func acme(s *model.Scenario) *model.Offer { return &s.Suppliers[0].Sells[0] }

func part(id string, q float64) []model.Part { return []model.Part{{ID: id, Quantity: number(q)}} }

func tiers(price ...float64) []model.Tier {
	list := make([]model.Tier, len(price))
	for j, p := range price {
		list[j] = model.Tier{ID: string(rune('a' + j)), From: 150 * float64(j), Price: number(p)}
	}
	return list
}

func init() {
	goldens["tiers"] = func() *model.Scenario {
		s := buying(1)
		acme(s).Price, acme(s).Tiers = model.Series{}, tiers(10, 9)
		mill := &s.Suppliers[1].Sells[0]
		mill.Price, mill.Tiers = model.Series{}, tiers(8, 9, 11)
		s.Suppliers = append(s.Suppliers, model.Supplier{ID: "works", Sells: []model.Offer{{
			ID: "tools", Item: "tools", Discount: model.AllUnits, Tiers: tiers(12, 10), Capacity: limits(300),
		}}})
		return s
	}
	goldens["agreement"] = func() *model.Scenario {
		s := buying(3)
		s.Suppliers[0].Sells = append(s.Suppliers[0].Sells, model.Offer{ID: "tools2", Item: "tools", Price: number(11), Min: limits(nan, 5, nan), Capacity: limits(50)})
		s.Suppliers[0].Groups = []model.Agreement{{
			ID: "all", Of: []model.Part{{ID: "tools", Quantity: number(1)}, {ID: "tools2", Quantity: number(2)}}, Over: "2 periods",
			Max: priced(limits(180), 4), Rebate: model.Rebate{Rate: number(0.1), Spend: 1500},
		}}
		s.Suppliers[1].Contracts = []model.Agreement{{
			ID: "frame", Of: part("tools", 1), From: "2026-01", Until: "2026-02", Min: limits(60), Max: limits(150), Shortfall: number(3),
		}}
		return s
	}
	goldens["sourcing"] = func() *model.Scenario {
		s := buying(2)
		s.Sourcing = []model.Sourcing{
			{ID: "month", Item: "tools", Over: model.OverPeriod, Shares: []model.SourcingShare{
				{Supplier: "acme", Share: model.Share{Max: limits(0.75, nan)}}, {Supplier: "mill", Share: model.Share{Exact: priced(limits(nan, 0.5), 2)}},
			}},
			{ID: "tools", Item: "tools", Shares: []model.SourcingShare{{Supplier: "mill", Share: model.Share{Min: limits(0.25)}}}},
		}
		return s
	}
	decorations = append(decorations, decoration{name: "sourcing", apply: addSourcing, unscaled: true, money: moneyOfSourcing})
}

// addSourcing has steel come from a second mill, at tiers, under a contract and
// with a rebate, some of them.
func addSourcing(t *rapid.T, s *model.Scenario) {
	amount := func(name string, most int) float64 { return float64(rapid.IntRange(0, most).Draw(t, name)) }
	offer := model.Offer{ID: "steel", Item: "steel", Capacity: limits(amount("works", 500))}
	if rapid.Bool().Draw(t, "tiers") {
		offer.Tiers = tiers(amount("first", 9), amount("second", 9), amount("third", 9))
		if rapid.Bool().Draw(t, "all units") {
			offer.Discount = model.AllUnits
		}
	} else {
		offer.Price, offer.Min = number(amount("price", 9)), limits(amount("at least", 40))
	}
	works := model.Supplier{ID: "works", Sells: []model.Offer{offer}}
	if rapid.Bool().Draw(t, "rebate") {
		works.Groups = []model.Agreement{{
			ID: "all", Of: part("steel", 1), Rebate: model.Rebate{Rate: number(0.25), Quantity: 1 + amount("rebate from", 300)},
		}}
	}
	if rapid.Bool().Draw(t, "contract") {
		works.Contracts = []model.Agreement{{ID: "year", Of: part("steel", 1), Min: limits(amount("contract", 300)), Shortfall: number(2), Max: limits(900)}}
	}
	s.Suppliers = append(s.Suppliers, works)
	if rapid.Bool().Draw(t, "shares") {
		s.Sourcing = []model.Sourcing{{ID: "steel", Item: "steel", Shares: []model.SourcingShare{
			{Supplier: "works", Share: model.Share{Min: limits(amount("share", 2) / 4), Max: priced(limits(0.75), 1)}},
		}}}
	}
	if !s.Suppliers[0].Sells[0].Capacity.IsSet() || s.Suppliers[0].Sells[0].Capacity.Priced() {
		s.Suppliers[0].Sells[0].Capacity = limits(700)
	}
}

func moneyOfSourcing(s *model.Scenario) []*model.Series {
	var all []*model.Series
	for i := range s.Suppliers {
		for j := range s.Suppliers[i].Sells {
			for k := range s.Suppliers[i].Sells[j].Tiers {
				all = append(all, &s.Suppliers[i].Sells[j].Tiers[k].Price)
			}
		}
		for j := range s.Suppliers[i].Contracts {
			all = append(all, &s.Suppliers[i].Contracts[j].Shortfall)
		}
	}
	for i := range s.Sourcing {
		all = append(all, &s.Sourcing[i].Shares[0].Share.Max.Penalty)
	}
	return all
}

func TestPurchasesThatCanBeReckonedByHand(t *testing.T) {
	for _, c := range []struct {
		name    string
		periods int
		change  func(s *model.Scenario)
		value   float64
		whole   bool // it takes whole numbers
	}{
		{"the cheaper supplier sells all", 1, func(*model.Scenario) {}, 1000, false},
		{"a least take is ordered at the dearer supplier", 1, func(s *model.Scenario) { s.Suppliers[1].Sells[0].Min = limits(30) }, 700 + 360, false},
		// 60 at 10, then 8 of 12 each: the dear tier costs more than mill.
		{"rising tiers are left where they cost more than another supplier", 1, func(s *model.Scenario) {
			acme(s).Price, acme(s).Tiers = model.Series{}, []model.Tier{{ID: "a", Price: number(10)}, {ID: "b", From: 60, Price: number(14)}}
		}, 600 + 40*12, false},
		// 200 in January: 150 at 10 and 50 at 6, and 100 kept for 1. Twice 100 would cost 2000.
		{"the units of a falling tier are worth stock", 2, func(s *model.Scenario) {
			acme(s).Price, acme(s).Tiers = model.Series{}, tiers(10, 6)
		}, 1500 + 300 + 100, true},
		// 200 at 8.5, and 100 kept.
		{"all units at the price of the tier are worth stock", 2, func(s *model.Scenario) {
			acme(s).Price, acme(s).Tiers, acme(s).Discount = model.Series{}, tiers(10, 8.5), model.AllUnits
		}, 1700 + 100, true},
		// 150 for 8 each cost less than 100 for 13 from mill; 50 are left over.
		{"more is ordered than is of use where that is cheaper", 1, func(s *model.Scenario) {
			acme(s).Price, acme(s).Tiers, acme(s).Discount = model.Series{}, tiers(14, 8), model.AllUnits
			s.Suppliers[1].Sells[0].Price = number(13)
		}, 1200 + 50, true},
		// 10 % of 2000, spent at once.
		{"a rebate brings orders together", 2, func(s *model.Scenario) {
			s.Suppliers[0].Groups = []model.Agreement{{ID: "all", Of: part("tools", 1), Rebate: model.Rebate{Rate: number(0.1), Spend: 1500}}}
		}, 1800 + 100, true},
		{"a rebate by quantity over the horizon needs no stock", 2, func(s *model.Scenario) {
			s.Suppliers[0].Groups = []model.Agreement{{ID: "all", Of: part("tools", 1), Over: model.OverHorizon, Rebate: model.Rebate{Rate: number(0.1), Quantity: 200}}}
		}, 1800, true},
		{"a rebate out of reach is none", 1, func(s *model.Scenario) {
			s.Suppliers[0].Groups = []model.Agreement{{ID: "all", Of: part("tools", 1), Rebate: model.Rebate{Rate: number(0.1), Spend: 4500}}}
		}, 1000, true},
		// 50 a month at most, counted double.
		{"a group has a capacity", 2, func(s *model.Scenario) {
			s.Suppliers[0].Groups = []model.Agreement{{ID: "all", Of: part("tools", 2), Max: limits(100)}}
		}, 2 * (500 + 600), false},
		// 50 from mill in two months; 20 less would be paid for with 3 each, more than the 2 that acme saves.
		{"a contract is kept where a shortfall costs more", 2, func(s *model.Scenario) {
			s.Suppliers[1].Contracts = []model.Agreement{{ID: "frame", Of: part("tools", 1), Min: limits(50), Shortfall: number(3)}}
		}, 1500 + 600, false},
		{"a shortfall is paid where that costs less", 2, func(s *model.Scenario) {
			s.Suppliers[1].Contracts = []model.Agreement{{ID: "frame", Of: part("tools", 1), Min: limits(50), Shortfall: number(1.5)}}
		}, 2000 + 75, false},
		{"a contract ends", 3, func(s *model.Scenario) {
			s.Suppliers[0].Contracts = []model.Agreement{{ID: "frame", Of: part("tools", 1), From: "2026-02", Until: "2026-03", Max: limits(50)}}
		}, 3*1000 + 150 + 50, false}, // January buys 250: 150 are kept for one month, 50 of them for two
		{"a supplier has a quarter of all purchases", 2, func(s *model.Scenario) {
			s.Sourcing = []model.Sourcing{{ID: "tools", Item: "tools", Shares: []model.SourcingShare{{Supplier: "mill", Share: model.Share{Min: limits(0.25)}}}}}
		}, 1500 + 600, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := buying(c.periods)
			c.change(s)
			for _, m := range model.Validate(s) {
				t.Errorf("unexpected: %+v", m)
			}
			r := solve(t, s)
			if r.Status != Optimal || !near(r.Value, c.value) || (len(r.Integer) > 0) != c.whole {
				t.Fatalf("status %s, objective %v, whole numbers for %q, expected %v", r.Status, r.Value, r.Integer, c.value)
			}
			for _, d := range audit.Check(s, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties}).Differences {
				t.Errorf("audit: %s", d.What)
			}
		})
	}
}

// One month of tiers is bought as cheaply as trying every split finds.
func TestTiersAreBoughtAsTryingEverySplitDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		price := func(name string) float64 { return float64(rapid.IntRange(1, 20).Draw(t, name)) }
		s := buying(1)
		s.Inventory = nil
		s.Demand[0].Quantity = limits(float64(rapid.IntRange(0, 500).Draw(t, "demand")))
		for i, name := range []string{"acme", "mill"} {
			o := &s.Suppliers[i].Sells[0]
			o.Price, o.Capacity = model.Series{}, limits(250+200*float64(i))
			o.Tiers = tiers(price(name+" a"), price(name+" b"))
			if rapid.Bool().Draw(t, name+" all units") {
				o.Discount = model.AllUnits
			}
		}
		want, asked := math.Inf(1), s.Demand[0].Quantity.Value.At(0)
		for q := max(0, asked-450); q <= min(250, asked); q++ {
			want = min(want, costOf(acme(s), q)+costOf(&s.Suppliers[1].Sells[0], asked-q))
		}
		if r := best(t, s); !near(r.Value, want) {
			t.Fatalf("objective %v, trying every split finds %v", r.Value, want)
		}
	})
}

func costOf(o *model.Offer, q float64) float64 {
	low, high, from := o.Tiers[0].Price.At(0), o.Tiers[1].Price.At(0), o.Tiers[1].From
	switch {
	case o.Discount != model.AllUnits:
		return low*min(q, from) + high*max(0, q-from)
	case q == from:
		return q * min(low, high)
	case q > from:
		return q * high
	}
	return q * low
}
