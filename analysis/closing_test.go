package analysis

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

func TestClosingStockIsWorthWhatItSavesAfterwards(t *testing.T) {
	calendar, err := model.NewCalendar(model.Quarter, "2026-Q1", 4)
	if err != nil {
		t.Fatal(err)
	}
	// A line makes 100 a quarter at 10, keeping a unit for a quarter costs 1, and
	// a trader sells at 25.
	s := &model.Scenario{
		Name: "kiosk", Objective: model.MinimiseCost, Calendar: calendar, Families: []model.Item{{ID: "tools", Unit: "each"}},
		Processes: []model.Process{{
			ID: "make", Makes: []model.Part{{ID: "tools", Quantity: model.Constant(1)}}, Cost: model.Constant(10),
			Output: model.Bounds{Max: model.Fixed(100)},
		}},
		Suppliers: []model.Supplier{{ID: "trader", Sells: []model.Offer{{ID: "tools", Item: "tools", Price: model.Constant(25)}}}},
		Inventory: []model.Stock{{ID: "tools", Item: "tools", HoldingCost: model.Constant(1)}},
		Demand:    []model.Demand{{ID: "tools", Item: "tools", Quantity: model.Limit{Value: model.PerPeriod([]float64{60, 60, 60, 200})}}},
	}
	worth := func() float64 {
		t.Helper()
		list, err := ClosingWorth(context.Background(), engine, s, 1, solver.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(list) != 1 {
			t.Fatalf("expected one stock, got %v", list)
		}
		return list[0].Worth
	}
	if got := worth(); math.Abs(got-10) > 1e-6 {
		t.Errorf("with room in the next quarter a unit is worth %g, expected what making it costs, 10", got)
	}
	s.Demand[0].Quantity.Value = model.PerPeriod([]float64{200, 60, 60, 60})
	// The 100 too many of a first quarter are made in the 40 of room of the fourth
	// and third quarters before it, and 20 of the second: 10 and 3 quarters of keeping.
	if got := worth(); math.Abs(got-13) > 1e-6 {
		t.Errorf("before a quarter that asks for too much a unit is worth %g, expected 13", got)
	}

	r, err := solver.Plan(context.Background(), engine, s, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Inventory[0].Closing.Worth = 13
	valued, err := solver.Plan(context.Background(), engine, s, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	// At that worth making in the second quarter breaks even.
	before, after := r.Plan.Stock.At(0, 3), valued.Plan.Stock.At(0, 3)
	if before > 1e-6 || after < 80-1e-6 || after > 120+1e-6 {
		t.Errorf("without a worth %g are left and with it %g, expected 0 and 80 to 120", before, after)
	}
	if got := valued.Money.Total(model.ClosingValue); math.Abs(got+13*after) > 1e-6 {
		t.Errorf("closing stock is booked as %g, expected %g", got, -13*after)
	}

	s.Objective = model.MinimiseDiscountedCost
	if _, err := ClosingWorth(context.Background(), engine, s, 1, solver.Options{}); !errors.Is(err, ErrNoWorth) {
		t.Errorf("expected discounted prices to be refused, got %v", err)
	}
}
