package solver

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func init() {
	goldens["phase_out"] = func() *model.Scenario {
		s := base(4)
		s.Families = []model.Item{item("kits", "each"), item("tools", "each")}
		s.Materials = []model.Item{item("bolts", "kg"), item("steel", "kg")}
		s.Processes = []model.Process{
			{ID: "assemble", Makes: one("tools"), Consumes: []model.Part{{ID: "bolts", Quantity: number(1)}, {ID: "steel", Quantity: number(2)}}, Cost: number(10)},
			{ID: "pack", Makes: one("kits"), Consumes: one("bolts"), Cost: number(5)},
		}
		s.Suppliers = []model.Supplier{{ID: "mill", Sells: []model.Offer{
			{ID: "bolts", Item: "bolts", Price: number(1)}, {ID: "steel", Item: "steel", Price: number(3)},
		}}}
		s.Inventory = []model.Stock{{ID: "steel", Item: "steel", Opening: 700}, {ID: "tools", Item: "tools", HoldingCost: number(1)}}
		s.Demand = append([]model.Demand{{ID: "kits", Item: "kits", Quantity: limits(20)}}, s.Demand...)
		s.PhaseOuts = []model.PhaseOut{{
			ID: "tools", Item: "tools", LastSale: "2026-02", RampDown: []float64{0.75}, LastBuy: "2026-01",
			Moves:    []model.Part{{ID: "kits", Quantity: number(0.4)}},
			Service:  model.AfterSales{Until: "2026-03", Units: []model.Part{{ID: "tools", Quantity: number(6)}}},
			WriteOff: []model.Part{{ID: "steel", Quantity: number(0.5)}, {ID: "tools", Quantity: number(4)}},
		}}
		return s
	}
}

// ending is the shop of which tools end in March, when half of what is usual is
// asked; 40 % of those who find none take kits.
func ending(opening float64, change ...func(*model.PhaseOut)) *model.Scenario {
	s := shopOf(4)
	s.Inventory = []model.Stock{{ID: "tools", Item: "tools", Opening: opening, HoldingCost: number(1)}}
	p := model.PhaseOut{
		ID: "tools", Item: "tools", LastSale: "2026-03", RampDown: []float64{0.5}, LastBuy: "2026-02",
		Moves: []model.Part{{ID: "kits", Quantity: number(0.4)}}, WriteOff: []model.Part{{ID: "tools", Quantity: number(5)}},
	}
	for _, c := range change {
		c(&p)
	}
	s.PhaseOuts = []model.PhaseOut{p}
	return s
}

func TestPhaseOutsCanBeReckonedByHand(t *testing.T) {
	withLaunchOf := func(s *model.Scenario, l model.Launch) *model.Scenario {
		s.Launches = []model.Launch{l}
		return s
	}
	until := func(label string) func(*model.PhaseOut) {
		return func(p *model.PhaseOut) {
			p.Service = model.AfterSales{Until: label, Units: []model.Part{{ID: "tools", Quantity: number(10)}}}
		}
	}
	// 100, 100 and 50 tools are sold at 40; 20 and 40 kits are taken in their place, which earn 30 each.
	const sold, moved = 250 * 40, 60 * 30
	cases := map[string]struct {
		scenario *model.Scenario
		value    float64
		writeOff float64 // units
	}{
		// 200 and 100 are held; 50 are left and written off.
		"what is left is written off": {ending(300), sold + moved - 300 - 50*5, 50},
		// 250 are bought at 10, the last 50 of them a month early.
		"the last buy is for all that is still asked": {ending(0), sold + moved - 2500 - 50, 0},
		"a later last buy keeps less":                 {ending(0, func(p *model.PhaseOut) { p.LastBuy = "" }), sold + moved - 2500, 0},
		// Ten more in April: 60 are held in February, 10 in March, and 10 fewer are written off.
		"service goes on":            {ending(0, until("2026-04")), sold + moved + 400 - 2600 - 60 - 10, 0},
		"service takes what is left": {ending(300, until("2026-04")), sold + moved + 400 - 300 - 50 - 40*5, 40},
		// 10 % of 100 kits take tools from February: of 100, and of the 50 of March; no more in April.
		"what a launch takes fades with the item": {
			withLaunchOf(ending(0, func(p *model.PhaseOut) { p.Moves, p.LastBuy = nil, "" }), model.Launch{
				ID: "kits", Start: "2026-02", Volume: []model.Part{{ID: "kits", Quantity: number(100)}}, Takes: []model.Part{{ID: "tools", Quantity: number(0.1)}},
			}), sold - 2500 + 300*30 - 15*30, 0,
		},
		// Kits are launched in April only, with half a chance: 20 of the 40 of April come over, nobody in March.
		"nobody moves to what is not launched": {
			withLaunchOf(ending(0, func(p *model.PhaseOut) { p.LastBuy = "" }), model.Launch{
				ID: "kits", Start: "2026-04", Volume: []model.Part{{ID: "kits", Quantity: number(100)}}, Probability: number(0.5),
			}), sold - 2500 + 50*30 + 20*30, 0,
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if !valid(c.scenario) {
				t.Fatal(model.Validate(c.scenario))
			}
			r := solve(t, c.scenario)
			if r.Plan == nil || !near(r.Value, c.value) {
				t.Fatalf("%s with profit %v, by hand %v", r.Status, r.Value, c.value)
			}
			if got := r.Plan.WrittenOff.Sum(0); !near(got, c.writeOff) {
				t.Errorf("%v are written off, expected %v", got, c.writeOff)
			}
			if r.Prices != LinearPrices {
				t.Errorf("prices are %v, expected those of a linear plan", r.Prices)
			}
			if found := audit.Check(c.scenario, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money}); !found.Passed() {
				t.Error(found.Differences)
			}
			tables := r.Plan.Tables(c.scenario)
			if back, err := tables.Plan(c.scenario); err != nil || !near(back.WrittenOff.Sum(0), c.writeOff) {
				t.Errorf("read back: %v", err)
			}
		})
	}
}

func TestOnlyWhatServesNothingElseGoesOutOfUse(t *testing.T) {
	s := goldens["phase_out"]()
	var ids []string
	for _, e := range s.Endings() {
		ids = append(ids, s.Items()[e.Item].ID)
	}
	if len(ids) != 2 || ids[0] != "tools" || ids[1] != "steel" {
		t.Errorf("%v go out of use, expected tools and steel, and no bolts", ids)
	}
}

// addPhaseOut ends an item of a random plant, as far as that is possible.
func addPhaseOut(t *rapid.T, s *model.Scenario) {
	c := s.Calendar
	last := rapid.IntRange(0, c.Len()-1).Draw(t, "last sale")
	p := model.PhaseOut{
		ID: "end", Item: rapid.SampledFrom(s.Demand).Draw(t, "ending").Item, LastSale: c.Periods[last].Label,
		LastBuy: c.Periods[rapid.IntRange(0, last).Draw(t, "last buy")].Label,
	}
	p.WriteOff = []model.Part{{ID: p.Item, Quantity: number(float64(rapid.IntRange(0, 9).Draw(t, "write-off")))}}
	for range rapid.IntRange(0, min(2, last+1)).Draw(t, "ramp down") {
		p.RampDown = append(p.RampDown, float64(rapid.IntRange(0, 8).Draw(t, "left"))/8)
	}
	for i := range s.Demand {
		if d := &s.Demand[i]; d.Item != p.Item && rapid.Bool().Draw(t, "moves") {
			p.Moves = []model.Part{{ID: d.ID, Quantity: number(float64(rapid.IntRange(0, 8).Draw(t, "moved")) / 8)}}
			break
		}
	}
	s.PhaseOuts = []model.PhaseOut{p}
}

func TestWhatIsWrittenOffIsWhatIsLeft(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomPlant(t)
		s.Objective = model.MaximiseProfit
		addPhaseOut(t, s)
		if !valid(s) {
			return
		}
		r := solveRapid(t, s)
		if r.Plan == nil {
			return
		}
		f, nodes := r.Plan.Flows(s), s.NodeIndex()
		for k, off := range s.WriteOffs() {
			stock, end := &s.Inventory[off.Stock], s.PhaseOuts[0].EndPeriod(s.Calendar)
			i := nodes.At(stock.Item, stock.Site)
			for at := range s.Calendar.Len() {
				other := f.Disposed.At(i, at) - r.Plan.WrittenOff.At(k, at)
				left := f.Opening.At(i, at) + f.Made.At(i, at) + f.Bought.At(i, at) + f.Arrived.At(i, at) -
					f.Consumed.At(i, at) - f.Sold.At(i, at) - f.Shipped.At(i, at) - other
				want, closing := 0.0, left
				if at >= end {
					want, closing = left, 0
				}
				if got := r.Plan.WrittenOff.At(k, at); math.Abs(got-want) > 1e-5*max(1, want) {
					t.Fatalf("%v of %s are written off in period %d, expected %v", got, stock.ID, at, want)
				}
				if got := f.Closing.At(i, at); math.Abs(got-closing) > 1e-5*max(1, closing) {
					t.Fatalf("%v of %s are left after period %d, expected %v", got, stock.ID, at, closing)
				}
			}
		}
	})
}

func TestAnEndAfterTheLastPeriodCostsWhatTheClosingStockDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		months := rapid.IntRange(1, 4).Draw(t, "months")
		s := shopOf(months)
		cost := float64(rapid.IntRange(0, 9).Draw(t, "write-off"))
		s.Inventory = []model.Stock{{ID: "tools", Item: "tools", Opening: float64(rapid.IntRange(0, 600).Draw(t, "opening"))}}
		s.PhaseOuts = []model.PhaseOut{{ID: "tools", Item: "tools", LastSale: s.Calendar.Periods[months-1].Label, WriteOff: []model.Part{{ID: "tools", Quantity: number(cost)}}}}
		ended := solveRapid(t, s)
		s.PhaseOuts = nil
		open := solveRapid(t, s)
		left := open.Plan.Stock.At(0, months-1)
		if !alike(ended.Value, open.Value-cost*left) || math.Abs(ended.Plan.WrittenOff.Sum(0)-left) > 1e-6*max(1, left) {
			t.Fatalf("profit %v with %v written off, expected %v with %v", ended.Value, ended.Plan.WrittenOff.Sum(0), open.Value-cost*left, left)
		}
	})
}
