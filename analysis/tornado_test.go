package analysis

import (
	"context"
	"math"
	"path/filepath"
	"testing"

	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// TestEveryBarIsWhatAPlanWithTheChangeComesTo compares the sides of bars, which
// are solved from the basis of the best plan, with files that are read with the
// change and planned from nothing.
func TestEveryBarIsWhatAPlanWithTheChangeComesTo(t *testing.T) {
	ctx := context.Background()
	for name, paths := range map[string][]string{
		"beverage":                     {"demand.tea.quantity", "demand.cola.quantity", "families.*.price", "workforce.crew.regular", "suppliers.agro.sells.syrup.capacity"},
		"published/red_tomato":         {"demand.tools.quantity", "workforce.crew.wage", "workforce.crew.overtime.max", "inventory.tools.opening"},
		"published/red_tomato_integer": {"demand.tools.quantity", "workforce.crew.hire"},
		"published/factory_planning_1": {"demand.*.max", "families.*.price"},
		"published/food_manufacture_1": {"families.*.price", "suppliers.*.sells.*.price"},
		"published/steel_t":            {"resources.*.capacity"},
		"published/sailco":             {"demand.*.quantity"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("..", "scenarios", filepath.FromSlash(name)+".yaml")
			loaded, err := intake.LoadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			st := study(t, loaded.Scenario)
			var inputs []Input
			for _, path := range paths {
				inputs = append(inputs, Input{Path: path, Down: loaded.With(path + "=*0.9").Scenario, Up: loaded.With(path + "=*1.1").Scenario})
			}
			bars, err := st.Tornado(ctx, inputs, solver.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if len(bars) != len(paths) {
				t.Fatalf("%d bars, expected %d", len(bars), len(paths))
			}
			for _, b := range bars {
				for change, side := range map[string]*Neighbour{"*0.9": b.Down, "*1.1": b.Up} {
					read, err := intake.Open(file, intake.Options{Edits: []intake.Edit{{Set: b.Path + "=" + change}}})
					if err != nil || read.Diagnostics.HasErrors() {
						t.Fatal(err, read.Diagnostics)
					}
					want, err := solver.Plan(ctx, engine, read.Scenario, solver.Options{})
					if err != nil {
						t.Fatal(err)
					}
					if side.Status != want.Status || want.Status.HasPlan() && math.Abs(side.Value-want.Value) > 2*solver.DefaultGap*math.Abs(want.Value) {
						t.Errorf("%s %s: %s %v, and planned by itself %s %v", b.Path, change, side.Status, side.Value, want.Status, want.Value)
					}
					if side.Status == solver.Infeasible && len(side.InWay) == 0 {
						t.Errorf("%s %s: no plan, and nothing stands in the way", b.Path, change)
					}
				}
			}
		})
	}
}

func TestBarsComeInTheOrderOfTheirSwing(t *testing.T) {
	st := study(t, twoLines())
	change := func(edit func(s *model.Scenario)) *model.Scenario {
		s := twoLines()
		edit(s)
		return s
	}
	price := func(by float64) *model.Scenario {
		return change(func(s *model.Scenario) { s.Demand[0].Price = model.Constant(10 * by) })
	}
	same := func() *model.Scenario { return change(func(*model.Scenario) {}) }
	none := change(func(s *model.Scenario) { s.Demand[0].Min, s.Demand[0].Max = model.Fixed(1e6), model.Limit{} })
	bars, err := st.Tornado(context.Background(), []Input{
		{Path: "nothing", Down: same(), Up: same()},
		{Path: "price", Down: price(0.9), Up: price(1.1)},
		{Path: "invalid", Up: same()},
		{Path: "too much", Down: same(), Up: none},
	}, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, b := range bars {
		order = append(order, b.Path)
	}
	if got := order; got[0] != "too much" || got[1] != "price" || got[2] != "invalid" || got[3] != "nothing" {
		t.Errorf("bars %v, expected those without a plan, then the price, then what changes nothing, by name", got)
	}
	if bars[2].Down != nil || bars[2].Up == nil {
		t.Error("a side without a scenario must stay empty")
	}
	if value := st.Result.Value; !near(bars[1].Swing(value), 400) {
		t.Errorf("a price 10 %% up and down moves profit by %v, expected a fifth of the 2000 that 200 pieces earn", bars[1].Swing(value))
	}
}
