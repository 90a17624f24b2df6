package analysis

import (
	"context"
	"math"
	"testing"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// TestWaitingCostsNothingOrMoreAndNeverLessWithTime holds for every lever.
func TestWaitingCostsNothingOrMoreAndNeverLessWithTime(t *testing.T) {
	for _, name := range []string{"beverage", "garden_tools", "published/red_tomato", "published/red_tomato_integer", "published/sailco"} {
		t.Run(name, func(t *testing.T) {
			st := study(t, scenario(t, name))
			list, unused, err := st.Timing(context.Background(), 4, solver.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if len(list)+unused != len(st.Formulation.Levers()) {
				t.Errorf("%d levers and %d unused, expected %d in all", len(list), unused, len(st.Formulation.Levers()))
			}
			for _, w := range list {
				before := 0.0
				for k, r := range w.Regret {
					if r < before {
						t.Errorf("%s %s: waiting %d periods costs %v, less than %v", w.Lever.Kind, w.Lever.Key, k+1, r, before)
					}
					if (r == 0) != (k+1 <= w.Free) || math.IsInf(r, 1) != (k+1 > w.Possible) {
						t.Errorf("%s %s: waiting %d periods costs %v, but %d are free and %d possible", w.Lever.Kind, w.Lever.Key, k+1, r, w.Free, w.Possible)
					}
					before = r
				}
				if w.Free > w.Possible {
					t.Errorf("%s %s: %d periods are free and only %d possible", w.Lever.Kind, w.Lever.Key, w.Free, w.Possible)
				}
			}
		})
	}
}

// TestWhatWaitingCostsCanBeWorkedOutByHand: a line makes 10 a period, 10, 10 and
// 14 are asked for. Overtime makes a piece for 5 more, a piece kept costs 1 a
// period, bought ones cost 9 more. So 4 are built ahead by overtime: all in the
// last period, as overtime there costs 5 and holding is saved.
func TestWhatWaitingCostsCanBeWorkedOutByHand(t *testing.T) {
	calendar, err := model.NewCalendar(model.Month, "2026-01", 3)
	if err != nil {
		t.Fatal(err)
	}
	one := func(id string) []model.Part { return []model.Part{{ID: id, Quantity: model.Constant(1)}} }
	s := &model.Scenario{
		Name: "one line", Objective: model.MinimiseCost, Calendar: calendar,
		Families:  []model.Item{{ID: "tools", Unit: "each"}},
		Resources: []model.Resource{{ID: "line", Unit: "h", Capacity: model.Fixed(10), Overtime: model.Overtime{Allowed: true, Max: model.Fixed(3), Cost: model.Constant(5)}}},
		Processes: []model.Process{{ID: "make", Makes: one("tools"), Uses: one("line")}},
		Suppliers: []model.Supplier{{ID: "shop", Sells: []model.Offer{{ID: "tools", Item: "tools", Price: model.Constant(9), Capacity: model.Fixed(2)}}}},
		Inventory: []model.Stock{{ID: "tools", Item: "tools", HoldingCost: model.Constant(1)}},
		Demand:    []model.Demand{{ID: "tools", Item: "tools", Quantity: model.Limit{Value: model.PerPeriod([]float64{10, 10, 14})}}},
	}
	// Best: 3 by overtime in the last period (15), 1 by overtime the period
	// before and kept for one (6).
	st := study(t, s)
	if !near(st.Result.Value, 21) {
		t.Fatalf("cost %v, expected 21", st.Result.Value)
	}
	list, unused, err := st.Timing(context.Background(), 3, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	none := math.Inf(1)
	want := map[solver.LeverKind]struct {
		regret         [3]float64
		free, possible int
	}{
		// From the third period on only: 3 by overtime, 1 bought: 24. Never: 2 are
		// bought there and 2 the period before and kept: 38.
		solver.OvertimeLever: {[3]float64{0, 3, 17}, 1, 3},
		// Nothing kept before the third: 3 by overtime and 1 bought; kept from the
		// second on is as it is.
		solver.PreBuildLever: {[3]float64{0, 3, 3}, 1, 3},
	}
	if len(list) != len(want) || unused != 1 {
		t.Fatalf("%d levers and %d unused, expected overtime and building ahead, and buying unused", len(list), unused)
	}
	for _, w := range list {
		expected := want[w.Lever.Kind]
		for k, r := range w.Regret {
			if !near(min(r, 1e9), min(expected.regret[k], 1e9)) {
				t.Errorf("%s: waiting %d periods costs %v, expected %v", w.Lever.Kind, k+1, r, expected.regret[k])
			}
		}
		if w.Free != expected.free || w.Possible != expected.possible {
			t.Errorf("%s: %d free and %d possible, expected %d and %d", w.Lever.Kind, w.Free, w.Possible, expected.free, expected.possible)
		}
	}
	// Without the shop nothing but overtime makes 34 of 30.
	s.Suppliers = nil
	if list, _, err = study(t, s).Timing(context.Background(), 3, solver.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, w := range list {
		if w.Lever.Kind == solver.OvertimeLever && (w.Possible != 1 || w.Regret[1] != none) {
			t.Errorf("overtime that is needed can wait %d periods, at %v", w.Possible, w.Regret)
		}
	}
}
