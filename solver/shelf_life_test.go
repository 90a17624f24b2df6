package solver

import (
	"context"
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// dairy buys milk at 10, 20 and 40 and must deliver 30 in each of three periods,
// as the trader does; milk keeps for a while.
func dairy(life model.Lag) *model.Scenario {
	s := trader()
	s.Inventory[0].ShelfLife.Life = life
	return s
}

func TestShelfLifeComesOutAsByHand(t *testing.T) {
	one, two := model.Lag{Periods: 1}, model.Lag{Periods: 2}
	tests := []struct {
		name     string
		scenario func() *model.Scenario
		want     float64
	}{
		{"it keeps for two periods: all is bought at once, 60 and 30 are held", func() *model.Scenario { return dairy(two) }, 900 + 90},
		{"it keeps for one: 60 at 10, 30 at 20, each held once", func() *model.Scenario { return dairy(one) }, 600 + 600 + 60},
		// From 1 January 31 days end in 1 February and 27 in January; February has 28.
		{"31 days are enough for February, and 31 from there for March", func() *model.Scenario { return dairy(model.Lag{Days: 31}) }, 600 + 600 + 60},
		{"27 days keep nothing", func() *model.Scenario { return dairy(model.Lag{Days: 27}) }, 300 + 600 + 1200},
		{"59 days from 1 January are 1 March", func() *model.Scenario { return dairy(model.Lag{Days: 59}) }, 900 + 90},
		{"opening stock is used first, and no longer than the first period", func() *model.Scenario {
			s := dairy(one)
			s.Inventory[0].Opening = 40 // 10 are thrown away; 30 are bought at 10 for the second period
			return s
		}, 300 + 30 + 600 + 30},
		{"what must be gone costs money to get rid of", func() *model.Scenario {
			s := dairy(one)
			s.Inventory[0].Opening = 40
			s.Families[0].Dispose = model.Dispose{Cost: number(7)}
			return s
		}, 300 + 30 + 600 + 30 + 70},
		{"part of the opening stock expires", func() *model.Scenario {
			s := dairy(two) // 50 there, 35 must be gone after the first period, so 5 are thrown away
			s.Inventory[0].Opening, s.Inventory[0].ShelfLife.Expires = 50, list(35, nan, nan)
			return s // 15 last for the second period: 15 and 30 are bought at 10
		}, 450 + 60 + 30},
		{"receipts are as old as what is bought", func() *model.Scenario {
			s := dairy(one) // 40 come in the first period: 30 sold, 10 kept for the second; 20 are bought at 10
			s.Inventory[0].Receipts = list(40, 0, 0)
			return s
		}, 200 + 30 + 600 + 30},
		{"a little too old for a price", func() *model.Scenario {
			s := dairy(one) // 30 kept over the second period save 10 of price, cost 1 more to hold and 4 of penalty
			s.Inventory[0].ShelfLife.Rule.Penalty = number(4)
			return s
		}, 900 + 90 + 120},
		{"the floor of a stock must be turned over", func() *model.Scenario {
			s := dairy(one) // at the end of each period there are 10 that came in it; nothing old is left to sell beyond 30
			s.Inventory[0].Min = limits(10)
			return s // 10: 70 bought, 40 kept; 20: 30 + 10; 40: 10 that must be fresh
		}, 600 + 30 + 10*10 - 100 + 600 + 30 + 10*40 + 10},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := test.scenario()
			if mistakes := model.Validate(s); len(mistakes) > 0 {
				t.Fatal(mistakes)
			}
			r, err := Plan(context.Background(), engine, s, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(r.Value-test.want) > 1e-6*test.want {
				t.Errorf("the best plan costs %v, by hand %v: stock %v, bought %v", r.Value, test.want, r.Plan.Stock.Row(0), r.Plan.Bought.Row(0))
			}
			if found := audit.Check(s, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties}); !found.Passed() {
				t.Errorf("the plan does not pass the audit: %+v", found.Differences)
			}
		})
	}
}

// perishing is a small random company whose product perishes.
func perishing(t *rapid.T) *model.Scenario {
	n := rapid.IntRange(2, 6).Draw(t, "periods")
	draw := func(name string, high int) model.Series {
		values := make([]float64, n)
		for i := range values {
			values[i] = float64(rapid.IntRange(0, high).Draw(t, name))
		}
		return model.PerPeriod(values)
	}
	life := model.Lag{Periods: rapid.IntRange(1, 4).Draw(t, "life")}
	if rapid.Bool().Draw(t, "in days") {
		life = model.Lag{Days: rapid.IntRange(1, 100).Draw(t, "days")}
	}
	s := &model.Scenario{
		Name: "perishing", Objective: model.MinimiseCost, Calendar: calendar(n),
		Families: []model.Item{{ID: "milk", Unit: "l", Dispose: model.Dispose{Cost: number(float64(rapid.IntRange(0, 9).Draw(t, "disposal")))}}},
		Suppliers: []model.Supplier{{ID: "farm", Sells: []model.Offer{{
			ID: "milk", Item: "milk", Price: draw("price", 20), Capacity: model.Limit{Value: draw("offered", 40)}, Lead: model.Lag{Periods: rapid.IntRange(0, 1).Draw(t, "lead")},
		}}}},
		Inventory: []model.Stock{{
			ID: "milk", Item: "milk", Opening: float64(rapid.IntRange(0, 60).Draw(t, "opening")), Receipts: draw("receipts", 9),
			HoldingCost: number(float64(rapid.IntRange(0, 3).Draw(t, "holding"))), Min: model.Limit{Value: draw("least", 5), Penalty: number(30)},
			ShelfLife: model.ShelfLife{Life: life},
		}},
		Demand: []model.Demand{{ID: "milk", Item: "milk", Quantity: model.Limit{Value: draw("asked", 30)}, Lost: model.Lost{Allowed: true, Cost: number(25)}}},
	}
	stock := &s.Inventory[0]
	_, until := stock.ShelfLife.LastUse(s.Calendar)
	expires, left := make([]float64, n), int(stock.Opening)
	for i := range min(until+1, n) {
		part := rapid.IntRange(0, left).Draw(t, "expires")
		expires[i], left = float64(part), left-part
	}
	stock.ShelfLife.Expires = model.PerPeriod(expires)
	return s
}

// inLayers is the same company with a column for every age: what came at one
// time, and is kept, used or thrown away in a period.
func inLayers(s *model.Scenario) *lp.Problem {
	n, stock, offer := s.Calendar.Len(), &s.Inventory[0], &s.Suppliers[0].Sells[0]
	p := &lp.Problem{Name: "layers", Sense: lp.Minimise}
	labels := s.Calendar.Labels()
	bought, lost, short := p.AddCols("bought", "", labels, n), p.AddCols("lost", "", labels, n), p.AddCols("short", "", labels, n)
	asked, least := p.AddRows("asked", "", labels, n), p.AddRows("least", "", labels, n)
	offered := p.AddRows("offered", "", labels, n)
	for t := range n {
		p.Cost[bought+t], p.Cost[lost+t], p.Cost[short+t] = offer.Price.At(t), 25, 30
		p.Add(asked+t, lost+t, 1)
		p.RowLower[asked+t], p.RowUpper[asked+t] = s.Demand[0].Quantity.Value.At(t), s.Demand[0].Quantity.Value.At(t)
		p.Add(least+t, short+t, 1)
		p.RowLower[least+t] = stock.Min.Value.At(t)
		p.Add(offered+t, bought+t, 1)
		p.RowUpper[offered+t] = offer.Capacity.Value.At(t)
	}
	// layer adds what comes at one time, which is gone by the end of period until.
	layer := func(name string, from, until int, there float64, comes int) {
		before := -1
		for t := from; t <= min(until, n-1); t++ {
			key := fmt.Sprint(name, "-", t)
			used, gone, row := p.AddCols("used", key, nil, 1), p.AddCols("gone", key, nil, 1), p.AddRows("layer", key, nil, 1)
			kept := p.AddCols("kept", key, nil, 1)
			p.Cost[gone], p.Cost[kept] = s.Families[0].Dispose.Cost.At(0), stock.HoldingCost.At(0)
			p.RowLower[row], p.RowUpper[row] = there, there
			for _, column := range []int{used, gone, kept} {
				p.Add(row, column, 1)
			}
			if comes >= 0 {
				p.Add(row, bought+comes, -1)
			}
			if before >= 0 {
				p.Add(row, before, -1)
			}
			p.Add(asked+t, used, 1)
			p.Add(least+t, kept, 1)
			if t == until {
				p.ColUpper[kept] = 0
			}
			before, there, comes = kept, 0, -1
		}
	}
	last, opening := stock.ShelfLife.LastUse(s.Calendar)
	left := stock.Opening
	for t := range n {
		expires := stock.ShelfLife.Expires.At(t)
		layer(fmt.Sprint("expires", t), 0, t, expires, -1)
		left -= expires
		layer(fmt.Sprint("received", t), t, last[t], stock.Receipts.At(t), -1)
		if at := t + offer.Lead.Periods; at < n {
			layer(fmt.Sprint("bought", t), at, last[at], 0, t)
		}
	}
	layer("opening", 0, opening, left, -1)
	return p
}

func TestRowsOfShelfLifeAllowWhatAgesOfTheirOwnAllow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := perishing(t)
		if mistakes := model.Validate(s); len(mistakes) > 0 {
			t.Fatal(mistakes)
		}
		rows := best(t, s)
		layers, err := engine.Solve(context.Background(), inLayers(s), (&Options{}).engine())
		if err != nil {
			t.Fatal(err)
		}
		if !rows.Status.HasPlan() || !same(rows.Value, layers.Objective) {
			t.Fatalf("%s at %v with rows, %s at %v with a column for every age", rows.Status, rows.Value, layers.Stop.Sentence(), layers.Objective)
		}
		if found := audit.Check(s, rows.Plan, &audit.Claim{Objective: rows.Value, Money: rows.Money, Penalties: rows.Penalties}); !found.Passed() {
			t.Fatalf("the plan does not pass the audit: %+v", found.Differences)
		}
	})
}
