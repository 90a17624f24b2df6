package audit_test

import (
	"testing"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func init() { expectFindings(spoiltLaunches()) }

// launcher buys kits at 20 and sells them at 50 from February on, in April 100 of
// them if they are a success, half as many in February and March; 80 % of that are
// expected. Each takes a quarter of a toy. Kits wait for a booth, which is opened
// in January for 70. Toys, made of wood, end in March with half of 100; 20 of the
// 100 of April take kits if they are a success. The last wood is bought in
// February, for what is asked in March; 10 toys and 5 of wood are left.
func launcher() (*model.Scenario, *model.Plan) {
	part := func(id string, v float64) []model.Part {
		return []model.Part{{ID: id, Quantity: model.Constant(v)}}
	}
	s := &model.Scenario{
		Name: "launcher", Objective: model.MaximiseProfit, Calendar: calendar(4),
		Families:  []model.Item{{ID: "kits", Unit: "each", Price: model.Constant(50)}, {ID: "toys", Unit: "each", Price: model.Constant(40)}},
		Materials: []model.Item{{ID: "wood", Unit: "each"}},
		Processes: []model.Process{{ID: "toys", Makes: part("toys", 1), Consumes: part("wood", 1), Cost: model.Constant(2)}},
		Suppliers: []model.Supplier{{ID: "asia", Sells: []model.Offer{
			{ID: "kits", Item: "kits", Price: model.Constant(20)}, {ID: "wood", Item: "wood", Price: model.Constant(8)},
		}}},
		Inventory: []model.Stock{{ID: "toys", Item: "toys", Opening: 90}, {ID: "wood", Item: "wood", Opening: 5}},
		Demand:    []model.Demand{{ID: "kits", Item: "kits", Max: limit(0)}, {ID: "toys", Item: "toys", Quantity: limit(100)}},
		Options:   []model.Option{{ID: "booth", Open: model.OptionMove{Allowed: true, Cost: model.Constant(70)}, Allows: []string{"suppliers.asia"}}},
		Launches: []model.Launch{{
			ID: "kits", From: "2026-02", Until: "2026-03", Volume: part("kits", 100), History: []float64{20, 20, 40}, Probability: model.Constant(0.8),
			Takes: part("toys", 0.25), Cost: model.Constant(300),
			Gates: []model.LaunchGate{{ID: "booth", Option: "booth"}, {ID: "design", Planned: "2026-01"}},
		}},
		PhaseOuts: []model.PhaseOut{{
			ID: "toys", Item: "toys", LastSale: "2026-03", RampDown: []float64{0.5}, LastBuy: "2026-02", Moves: part("kits", 0.2),
			WriteOff: append(part("toys", 3), part("wood", 1)...),
		}},
	}
	p := model.NewPlan(s)
	fill(p.Events, 0, 0, 1, 0, 0)
	fill(p.Events, 1, 0, 0, 1, 0)
	fill(p.Open, 0, 1, 1, 1, 1)
	fill(p.Opened, 0, 1, 0, 0, 0)
	// March: 10 of those who find no toys; April: 20.
	fill(p.Served, 0, 0, 40, 0.8*(50+10), 0.8*(100+20))
	fill(p.Bought, 0, 0, 40, 48, 96)
	// Toys lose 10 of 100, and 10 of 50 by half.
	fill(p.Served, 1, 100, 90, 45, 0)
	fill(p.Runs, 0, 10, 90, 55, 0)
	fill(p.Bought, 1, 10, 145, 0, 0)
	fill(p.Stock, 0, 0, 0, 0, 0)
	fill(p.Stock, 1, 5, 60, 0, 0)
	fill(p.WrittenOff, 0, 0, 0, 10, 0)
	fill(p.WrittenOff, 1, 0, 0, 5, 0)
	return s, p
}

func TestMoneyOfALaunchAndAPhaseOutIsThatMadeByHand(t *testing.T) {
	s, p := launcher()
	found := audit.Check(s, p, nil)
	if !found.Passed() {
		t.Fatal(found.Differences)
	}
	const kits, toys = 40 + 48 + 96, 100 + 90 + 45
	if want := kits*(50-20.) + toys*40 - 155*(2+8) - 70 - 300 - 10*3 - 5; found.Objective != want {
		t.Errorf("profit is %v, by hand %v", found.Objective, want)
	}
}

func spoiltLaunches() []spoiltFeature {
	type (
		S = *model.Scenario
		P = *model.Plan
	)
	return []spoiltFeature{
		{"a launch that is left out", func(_ S, p P) {
			p.Events.Set(0, 1, 0)
		}, []string{"demand", "demand", "max_sales", "max_sales", "max_sales", "must_launch"}},
		{"a launch by half", func(_ S, p P) { p.Events.Set(0, 1, 0.5) }, []string{"demand", "demand", "max_sales", "max_sales", "max_sales", "launch", "must_launch"}},
		{"a launch before its window", func(s S, _ P) { s.Launches[0].From = "2026-03" }, []string{"launch"}},
		{"a launch before its gate", func(s S, _ P) { s.Launches[0].Gates[1].Planned = "2026-02" }, []string{"launch"}},
		{"a launch that was to be in another period", func(s S, _ P) {
			s.Launches[0].From, s.Launches[0].Until, s.Launches[0].Start = "", "", "2026-03"
		}, []string{"launch", "launch"}},
		{"a launch too many", func(_ S, p P) { p.Events.Set(0, 2, 1) }, []string{"demand", "once"}},
		{"a launch without its booth", func(_ S, p P) {
			p.Open.Set(0, 1, 0)
			p.Opened.Set(0, 1, 0)
			p.Closed.Set(0, 1, 0)
		}, []string{"open", "open", "allowed", "allowed", "ready"}},
		{"an end in another period", func(_ S, p P) { fill(p.Events, 1, 0, 0, 0, 1) }, []string{"phase_out", "phase_out"}},
		{"an end that is none", func(_ S, p P) { fill(p.Events, 1, 0, 0, 0, 0) }, []string{"demand", "demand", "phase_out"}},
		{"more sold than comes over", func(_ S, p P) {
			p.Served.Add(0, 3, 5)
			p.Bought.Add(0, 3, 5)
		}, []string{"max_sales"}},
		{"wood ordered after the last buy", func(_ S, p P) {
			p.Bought.Set(1, 1, 85)
			p.Bought.Set(1, 2, 60)
			p.Stock.Set(1, 1, 0)
		}, []string{"last_buy"}},
		{"toys made after the last sale", func(s S, p P) {
			s.PhaseOuts[0].LastMake = "2026-02"
		}, []string{"last_make"}},
		{"toys written off too early", func(_ S, p P) {
			p.Runs.Set(0, 1, 100)
			p.Runs.Set(0, 2, 45)
			p.WrittenOff.Set(0, 1, 10)
			p.WrittenOff.Set(0, 2, 0)
			p.Stock.Set(1, 1, 50)
		}, []string{"write_off"}},
		{"toys left after the end", func(_ S, p P) {
			p.WrittenOff.Set(0, 2, 0)
			p.Stock.Set(0, 2, 10)
			p.Stock.Set(0, 3, 10)
		}, []string{"cleared", "cleared"}},
	}
}

func TestEveryMutationOfLaunchesIsFound(t *testing.T) {
	findSpoilt(t, launcher, spoiltLaunches())
}
