package intake

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/steelyard-sop/steelyard/model"
)

func printed(ds Diagnostics) string {
	var b strings.Builder
	_ = ds.Print(&b, 10)
	return b.String()
}

func TestGoodScenariosAreSilent(t *testing.T) {
	files, err := filepath.Glob("../testdata/good/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no good scenarios: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			loaded, err := LoadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if len(loaded.Diagnostics) > 0 {
				t.Errorf("expected silence, got\n%s", printed(loaded.Diagnostics))
			}
		})
	}
}

func TestTheRedTomatoScenarioIsReadAsWritten(t *testing.T) {
	src, err := os.ReadFile("../testdata/good/red_tomato.yaml")
	if err != nil {
		t.Fatal(err)
	}
	got, ds := Load("plan.yaml", src)
	if len(ds) > 0 {
		t.Fatal(printed(ds))
	}
	calendar, err := model.NewCalendar(model.Month, "2026-01", 6)
	if err != nil {
		t.Fatal(err)
	}
	want := &model.Scenario{
		Name: "Red Tomato Tools, base plan", Source: "Chopra & Meindl, Supply Chain Management, ch. 8",
		Currency: "USD", Objective: model.MinimiseCost, Calendar: calendar,
		Families: []model.Item{{ID: "tools", Unit: "each", Price: model.Constant(40)}},
		Workforce: []model.Workforce{{
			ID: "crew", Unit: "h", Headcount: model.Headcount{Opening: 80}, Regular: model.Fixed(160),
			Overtime: model.Overtime{Allowed: true, Max: model.Fixed(10), Cost: model.Constant(6)},
			Wage:     model.Constant(640),
			Hire:     model.Move{Allowed: true, Cost: model.Constant(300)},
			Layoff:   model.Move{Allowed: true, Cost: model.Constant(500)},
		}},
		Processes: []model.Process{{
			ID: "assemble", Makes: []model.Part{{ID: "tools", Quantity: model.Constant(1)}},
			Uses: []model.Part{{ID: "crew", Quantity: model.Constant(4)}}, Cost: model.Constant(10),
		}},
		Suppliers: []model.Supplier{{ID: "subcontractor", Sells: []model.Offer{{ID: "tools", Item: "tools", Price: model.Constant(30)}}}},
		Inventory: []model.Stock{{
			ID: "tools", Item: "tools", Opening: 1000, HoldingCost: model.Constant(2), Closing: model.Closing{Min: model.Fixed(500)},
		}},
		Demand: []model.Demand{{
			ID: "tools", Item: "tools",
			Quantity: model.Limit{Value: model.PerPeriod([]float64{1600, 3000, 3200, 3800, 2200, 2200})},
			Backlog:  model.Backlog{Allowed: true, Cost: model.Constant(5), Closing: model.Fixed(0)},
		}},
		Expect: model.Expect{Objective: model.Expectation{Set: true, Value: 422275, Tolerance: 1e-6, Source: "Chopra & Meindl"}},
	}
	if diff := cmp.Diff(want, got, seriesByValue); diff != "" {
		t.Errorf("scenario differs (-want +got):\n%s", diff)
	}
}

// seriesByValue compares values over time by their canonical form.
var seriesByValue = cmp.Comparer(func(a, b model.Series) bool {
	x, _ := a.MarshalJSON()
	y, _ := b.MarshalJSON()
	return string(x) == string(y)
})
