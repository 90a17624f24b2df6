package analysis

import (
	"context"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// crowded draws a plant that is mostly asked for more than it can make.
func crowded(t *rapid.T) *model.Scenario {
	periods := rapid.IntRange(1, 4).Draw(t, "periods")
	calendar, err := model.NewCalendar(model.Month, "2026-01", periods)
	if err != nil {
		t.Fatal(err)
	}
	over := func(name string, least, most int) model.Limit {
		v := make([]float64, periods)
		for i := range v {
			v[i] = float64(rapid.IntRange(least, most).Draw(t, name))
		}
		return model.Limit{Value: model.PerPeriod(v)}
	}
	part := func(id string, q float64) []model.Part { return []model.Part{{ID: id, Quantity: model.Constant(q)}} }
	return &model.Scenario{
		Name: "crowded", Objective: model.MinimiseCost, Calendar: calendar,
		Families:  []model.Item{{ID: "tools", Unit: "each"}, {ID: "wagons", Unit: "each"}},
		Materials: []model.Item{{ID: "steel", Unit: "kg"}},
		Resources: []model.Resource{{ID: "line", Unit: "h", Capacity: over("line", 10, 100)}},
		Processes: []model.Process{
			{ID: "tools", Makes: part("tools", 1), Consumes: part("steel", 2), Uses: part("line", 1), Cost: model.Constant(4)},
			{ID: "wagons", Makes: part("wagons", 1), Consumes: part("steel", 9), Uses: part("line", 2), Cost: model.Constant(9)},
		},
		Suppliers: []model.Supplier{{ID: "mill", Sells: []model.Offer{{ID: "steel", Item: "steel", Price: model.Constant(3), Capacity: over("mill", 50, 400)}}}},
		Inventory: []model.Stock{
			{ID: "steel", Item: "steel", Opening: 20},
			{ID: "tools", Item: "tools", Opening: 10, Max: over("max", 0, 50), HoldingCost: model.Constant(1)},
		},
		Demand: []model.Demand{
			{ID: "tools", Item: "tools", Quantity: over("tools", 0, 150)},
			{ID: "wagons", Item: "wagons", Quantity: over("wagons", 0, 40)},
		},
	}
}

func TestRepairsMakeAPlanAndNoSmallerOneDoes(t *testing.T) {
	ctx := context.Background()
	infeasible := 0
	rapid.Check(t, func(t *rapid.T) {
		f, err := solver.Formulate(crowded(t))
		if err != nil {
			t.Fatal(err)
		}
		r, err := f.Solve(ctx, engine, solver.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r.Status != solver.Infeasible {
			return
		}
		infeasible++
		repairs, err := Repairs(ctx, engine, f, r.Conflict)
		if err != nil {
			t.Fatal(err)
		}
		if len(repairs) == 0 || repairs[0].Only != "" {
			t.Fatalf("repairs %+v, expected one by any limit first", repairs)
		}
		for _, repair := range repairs {
			checkRepair(t, f, repair)
		}
	})
	t.Logf("%d of the scenarios had no plan", infeasible)
	if infeasible == 0 {
		t.Error("every scenario had a plan")
	}
}

func checkRepair(t *rapid.T, f *solver.Formulation, repair Repair) {
	ctx := context.Background()
	scaled := func(share float64) []solver.Move {
		moves := make([]solver.Move, len(repair.Moves))
		for i, m := range repair.Moves {
			moves[i] = solver.Move{Row: m.Row, Amount: share * m.Amount}
		}
		return moves
	}
	full, err := f.SolveMoved(ctx, engine, repair.Moves, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !full.Status.HasPlan() {
		t.Fatalf("the repair %+v gives no plan: %s", repair, full.Stop)
	}
	less, err := f.SolveMoved(ctx, engine, scaled(0.98), solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if less.Status.HasPlan() {
		t.Fatalf("98 %% of the repair %+v is enough", repair)
	}
	limits := f.Limits()
	for _, m := range repair.Moves {
		if l := limits[m.Row]; repair.Only != "" && string(l.Group) != repair.Only {
			t.Fatalf("%s moves in a repair by %s alone", l.ID, repair.Only)
		}
	}
	for _, v := range full.Relaxed {
		if !(v.Amount > 0) || math.IsInf(v.Amount, 0) {
			t.Fatalf("%s is broken by %v", v.Limit, v.Amount)
		}
	}
	claim := &audit.Claim{Objective: full.Value, Money: full.Money, Penalties: full.Penalties, Relaxed: full.Relaxed}
	if found := audit.Check(f.Scenario, full.Plan, claim); !found.Passed() {
		t.Fatalf("the repaired plan does not pass the audit: %+v", found.Differences)
	}
	if len(full.Relaxed) == 0 {
		t.Fatal("no limit is broken by the repaired plan")
	}
}
