package report

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// moneyTolerance is how exactly amounts that were added up must agree.
const moneyTolerance = 1e-6

func within(a, b, tolerance float64) bool { return math.Abs(a-b) <= tolerance }

// golden compares got with a file and shows the difference. UPDATE=1 writes the file.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("%s differs (-want +got); UPDATE=1 rewrites it\n%s", path, diff)
	}
}

// stored reads the documents in testdata, by name.
func stored(t testing.TB) (names []string, documents map[string]*Document) {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.json")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no documents in testdata: %v", err)
	}
	documents = map[string]*Document{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		d, err := ReadJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		name := strings.TrimSuffix(filepath.Base(path), ".json")
		names, documents[name] = append(names, name), d
	}
	return names, documents
}

func months(n int) model.Calendar {
	c, err := model.NewCalendar(model.Month, "2026-01", n)
	if err != nil {
		panic(err)
	}
	return c
}

func list(v ...float64) model.Series { return model.PerPeriod(v) }

// workshop is a scenario of three months in which every KPI means something.
func workshop() *model.Scenario {
	return &model.Scenario{
		Name: "workshop", Currency: "USD", Objective: model.MinimiseCost, Calendar: months(3),
		Families:  []model.Item{{ID: "tools", Unit: "each"}},
		Materials: []model.Item{{ID: "steel", Unit: "kg"}},
		Resources: []model.Resource{{ID: "line", Unit: "h", Capacity: model.Fixed(100)}},
		Workforce: []model.Workforce{{
			ID: "crew", Unit: "h", Headcount: model.Headcount{Opening: 4}, Regular: model.Fixed(40), Wage: model.Constant(1000),
			Overtime: model.Overtime{Allowed: true, Max: model.Fixed(10), Cost: model.Constant(30)},
		}},
		Processes: []model.Process{{
			ID: "assemble", Makes: []model.Part{{ID: "tools", Quantity: model.Constant(1)}},
			Consumes: []model.Part{{ID: "steel", Quantity: model.Constant(2)}},
			Uses:     []model.Part{{ID: "crew", Quantity: model.Constant(2)}, {ID: "line", Quantity: model.Constant(0.5)}},
		}},
		Suppliers: []model.Supplier{{ID: "mill", Sells: []model.Offer{{ID: "steel", Item: "steel", Price: model.Constant(3), Capacity: model.Fixed(200)}}}},
		Inventory: []model.Stock{{ID: "tools", Item: "tools", Opening: 10, HoldingCost: model.Constant(1)}},
		Demand: []model.Demand{{
			ID: "tools", Item: "tools", Quantity: model.Limit{Value: list(80, 120, 100)},
			Backlog: model.Backlog{Allowed: true, Cost: model.Constant(5)}, Lost: model.Lost{Allowed: true, Cost: model.Constant(40)},
		}},
	}
}

// workshopPlan makes 80, 100 and 85 of 300 asked: 10 wait for a month, 5 wait at the end, 20 are lost.
func workshopPlan(s *model.Scenario) *model.Plan {
	p := model.NewPlan(s)
	copy(p.Runs.Row(0), []float64{80, 100, 85})
	copy(p.Bought.Row(0), []float64{160, 200, 170})
	copy(p.Stock.Row(0), []float64{10, 0, 0})
	copy(p.Served.Row(0), []float64{80, 110, 85})
	copy(p.Lost.Row(0), []float64{0, 0, 20})
	copy(p.Backlog.Row(0), []float64{0, 10, 5})
	copy(p.Heads.Row(0), []float64{4, 4.5, 4.5})
	copy(p.Hired.Row(0), []float64{0, 0.5, 0})
	copy(p.Overtime.Row(0), []float64{0, 20, 0})
	return p
}

// workshopInput is the workshop with its plan, as the solver would return it.
func workshopInput() Input {
	s := workshop()
	money := model.NewStatement(3)
	for t, amount := range []float64{1000.0 / 3, 2000.0 / 3, 3000.0 / 7} {
		money.Add(model.Wages, t, amount)
		money.Add(model.Purchases, t, 2*amount)
	}
	cost := money.Cost()
	return Input{
		Scenario: s, Hash: "abc", Files: []string{"z.csv", "a.csv"},
		Result: &solver.Result{
			Status: solver.Optimal, Sense: s.Objective, Value: cost + 30, Bound: cost + 30, Gap: 0,
			Plan: workshopPlan(s), Money: money, Prices: solver.LinearPrices,
			Penalties: []model.Violation{{Limit: "capacity[line,2026-02]", Path: "resources.line.capacity", Period: 1, Amount: 10, Unit: "h", Rate: 3}},
			Limits: []solver.LimitState{
				{ID: "capacity[line,2026-01]", Group: model.GroupCapacity, Key: "line", Path: "resources.line.capacity", Unit: "h", Sense: "<=", Limit: 100, Used: 40, Slack: 60, Price: math.Copysign(0, -1), Priced: true},
				{ID: "capacity[line,2026-02]", Group: model.GroupCapacity, Key: "line", Path: "resources.line.capacity", Unit: "h", Period: 1, Sense: "<=", Limit: 100, Used: 110, Slack: -10, Price: -3, Priced: true},
				{ID: "hours[crew,2026-02]", Group: model.GroupHours, Key: "crew", Path: "workforce.crew.regular", Owner: "plant", Unit: "h", Period: 1, Sense: "<=", Limit: 200, Used: 199.99999999999997, Slack: 2.8e-14, Price: -4.312500000004},
				{ID: "min_stock[tools,2026-03]", Group: model.GroupMinStock, Key: "tools", Path: "inventory.tools.min", Unit: "each", Period: 2, Sense: ">=", Limit: 0, Used: 0, Slack: 0, Price: math.NaN()},
			},
			Integer: []string{"workforce.b.integer", "workforce.a.integer"},
			Engine:  lp.EngineInfo{Name: "HiGHS", Version: "1.13.1"},
			Seconds: 1.23, Iterations: 99,
		},
		Audit: &audit.Report{Checks: 12, Differences: []audit.Difference{
			{Check: "balance", Path: "inventory.tools", Key: "tools", Period: 1, What: "stock does not add up", Expected: 10, Actual: math.Inf(1), Tolerance: 1e-6, Unit: "each"},
			{Check: "objective", Period: -1, What: "the objective differs", Expected: 5, Actual: 6, Tolerance: 1e-6, Unit: "USD"},
			{Check: "scenario", Path: "families", Period: -1, What: "there is no scenario"},
		}},
	}
}
