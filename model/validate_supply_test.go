package model

import "math"

func init() { featureBreakages = append(featureBreakages, supplyBreakages()...) }

// agreed has two mills with tiers, a group, a contract and shares.
func agreed(change func(s *Scenario, o *Offer, group, contract *Agreement, shares *Sourcing)) func(s *Scenario) {
	return func(s *Scenario) {
		mill := &s.Suppliers[0]
		mill.Sells[0].Price, mill.Sells[0].Tiers = Series{}, []Tier{{ID: "a", Price: Constant(900)}, {ID: "b", From: 5, Price: Constant(800)}}
		of := []Part{{ID: "steel", Quantity: Constant(1)}}
		mill.Groups = []Agreement{{ID: "all", Of: of, Max: Fixed(40), Rebate: Rebate{Rate: Constant(0.05), Spend: 4000}}}
		mill.Contracts = []Agreement{{ID: "year", Of: of, From: "2026-01", Until: "2026-03", Min: Fixed(3), Shortfall: Constant(50)}}
		s.Suppliers = append(s.Suppliers, Supplier{ID: "works", Sells: []Offer{{ID: "steel", Item: "steel", Price: Constant(950)}}})
		s.Sourcing = []Sourcing{{ID: "steel", Item: "steel", Shares: []SourcingShare{{"mill", Share{Max: Fixed(0.9)}}, {"works", Share{Min: Fixed(0.1)}}}}}
		change(s, &mill.Sells[0], &mill.Groups[0], &mill.Contracts[0], &s.Sourcing[0])
	}
}

func supplyBreakages() []breaks {
	type (
		S = *Scenario
		O = *Offer
		A = *Agreement
		C = *Sourcing
	)
	const mill = "suppliers.mill."
	return []breaks{
		{"min-above-max", mill + "sells.steel.min", agreed(func(_ S, o O, _, _ A, _ C) { o.Min, o.Capacity = Fixed(9), Fixed(8) })},
		{"unknown-word", mill + "sells.steel.discount", agreed(func(_ S, o O, _, _ A, _ C) { o.Discount = "large" })},
		{"tier-form", mill + "sells.steel.discount", agreed(func(_ S, o O, _, _ A, _ C) { o.Discount, o.Tiers = AllUnits, nil })},
		{"tier-form", mill + "sells.steel.price", agreed(func(_ S, o O, _, _ A, _ C) { o.Price = Constant(3) })},
		{"tier-form", mill + "sells.steel.tiers.b", agreed(func(_ S, o O, _, _ A, _ C) { o.Tiers[1].From = 0 })},
		{"tier-form", mill + "sells.steel.tiers", agreed(func(_ S, o O, _, _ A, _ C) { o.Tiers[0].From = 2 })},
		{"negative", mill + "sells.steel.tiers.b.price", agreed(func(_ S, o O, _, _ A, _ C) { o.Tiers[1].Price = Constant(-1) })},
		{"not-finite", mill + "sells.steel.tiers.b.from", agreed(func(_ S, o O, _, _ A, _ C) { o.Tiers[1].From = math.Inf(1) })},
		{"unsorted", mill + "sells.steel.tiers.a", agreed(func(_ S, o O, _, _ A, _ C) { o.Tiers[0], o.Tiers[1] = o.Tiers[1], o.Tiers[0] })},
		{"id-clash", mill + "groups.steel", agreed(func(_ S, _ O, g, _ A, _ C) { g.ID = "steel" })},
		{"id-clash", mill + "contracts.all", agreed(func(_ S, _ O, _, c A, _ C) { c.ID = "all" })},
		{"unsorted", mill + "groups.able", agreed(func(s S, _ O, g, _ A, _ C) {
			other := *g
			other.ID = "able"
			s.Suppliers[0].Groups = []Agreement{*g, other}
		})},
		{"agreed-on-nothing", mill + "groups.all.of", agreed(func(_ S, _ O, g, _ A, _ C) { g.Of = nil })},
		{"dangling-id", mill + "contracts.year.of.tin", agreed(func(_ S, _ O, _, c A, _ C) { c.Of = []Part{{ID: "tin", Quantity: Constant(1)}} })},
		{"bad-window", mill + "groups.all.over", agreed(func(_ S, _ O, g, _ A, _ C) { g.Over = "a while" })},
		{"min-above-max", mill + "groups.all.min", agreed(func(_ S, _ O, g, _ A, _ C) { g.Min = Fixed(41) })},
		{"contract-period", mill + "contracts.year.until", agreed(func(_ S, _ O, _, c A, _ C) { c.Until = "2026-07" })},
		{"contract-period", mill + "contracts.year.from", agreed(func(_ S, _ O, _, c A, _ C) { c.From, c.Until = "2026-03", "2026-02" })},
		{"closing-one-value", mill + "contracts.year.min", agreed(func(_ S, _ O, _, c A, _ C) { c.Min = perPeriod(1, 2, 3) })},
		{"shortfall-form", mill + "contracts.year.shortfall", agreed(func(_ S, _ O, _, c A, _ C) { c.Min = Limit{} })},
		{"share-above-one", mill + "groups.all.rebate.rate", agreed(func(_ S, _ O, g, _ A, _ C) { g.Rebate.Rate = Constant(5) })},
		{"missing-key", mill + "groups.all.rebate", agreed(func(_ S, _ O, g, _ A, _ C) { g.Rebate.Rate = Series{} })},
		{"rebate-level", mill + "groups.all.rebate", agreed(func(_ S, _ O, g, _ A, _ C) { g.Rebate.Quantity = 7 })},
		{"rebate-level", mill + "groups.all.rebate", agreed(func(_ S, _ O, g, _ A, _ C) { g.Rebate.Spend = 0 })},
		{"dangling-id", "sourcing.steel.item", agreed(func(_ S, _ O, _, _ A, c C) { c.Item = "tar" })},
		{"dangling-id", "sourcing.steel.to", agreed(func(_ S, _ O, _, _ A, c C) { c.To = "moon" })},
		{"bad-window", "sourcing.steel.over", agreed(func(_ S, _ O, _, _ A, c C) { c.Over = "0 periods" })},
		{"unsorted", "sourcing.steel.shares.mill", agreed(func(_ S, _ O, _, _ A, c C) { c.Shares[0], c.Shares[1] = c.Shares[1], c.Shares[0] })},
		{"sourced-from-nobody", "sourcing.steel.shares.smith", agreed(func(_ S, _ O, _, _ A, c C) { c.Shares[1].Supplier = "smith" })},
		{"shares-do-not-fit", "sourcing.steel.shares", agreed(func(_ S, _ O, _, _ A, c C) { c.Shares[0].Share.Exact, c.Shares[0].Share.Max = Fixed(0.95), Limit{} })},
		{"no-bound", mill + "sells.steel.capacity", agreed(func(s S, _ O, _, _ A, _ C) {
			s.Demand[0] = Demand{ID: "bikes", Item: "bikes", Min: Fixed(1)}
			s.Demand[1].Max = Limit{}
			s.Resources, s.Workforce, s.Processes[0].Uses, s.Processes[1].Uses = nil, nil, nil, nil
		})},
	}
}
