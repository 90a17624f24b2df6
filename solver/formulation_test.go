package solver

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// calendar returns n months from January 2026.
func calendar(n int) model.Calendar {
	c, err := model.NewCalendar(model.Month, "2026-01", n)
	if err != nil {
		panic(err)
	}
	return c
}

func number(v float64) model.Series   { return model.Constant(v) }
func list(v ...float64) model.Series  { return model.PerPeriod(v) }
func limits(v ...float64) model.Limit { return model.Limit{Value: model.PerPeriod(v)} }
func one(id string) []model.Part      { return []model.Part{{ID: id, Quantity: number(1)}} }
func item(id, unit string) model.Item { return model.Item{ID: id, Unit: unit} }
func priced(l model.Limit, p float64) model.Limit {
	l.Penalty = number(p)
	return l
}

// base is one family that is made and sold, with nothing else around.
func base(periods int) *model.Scenario {
	return &model.Scenario{
		Name: "base", Objective: model.MinimiseCost, Calendar: calendar(periods),
		Families:  []model.Item{item("tools", "each")},
		Processes: []model.Process{{ID: "assemble", Makes: one("tools"), Cost: number(10)}},
		Demand:    []model.Demand{{ID: "tools", Item: "tools", Quantity: limits(100)}},
	}
}

// goldens has one scenario for each file of the formulation, small enough to
// check its problem by hand.
var goldens = map[string]func() *model.Scenario{
	"balance": func() *model.Scenario {
		s := base(2)
		s.Materials = []model.Item{item("steel", "kg"), item("swarf", "kg")}
		s.Processes[0].Consumes = []model.Part{{ID: "steel", Quantity: list(2, 2.5)}}
		s.Processes[0].Makes = []model.Part{{ID: "swarf", Quantity: number(0.5)}, {ID: "tools", Quantity: number(1)}}
		s.Suppliers = []model.Supplier{{ID: "mill", Sells: []model.Offer{{ID: "steel", Item: "steel", Price: list(3, 4)}}}}
		s.Inventory = []model.Stock{{ID: "steel", Item: "steel", Opening: 40, HoldingCost: number(0.1)}, {ID: "swarf", Item: "swarf"}}
		return s
	},
	"demand": func() *model.Scenario {
		s := base(3)
		s.Objective = model.MaximiseProfit
		s.Families[0].Price = number(40)
		s.Demand = []model.Demand{
			{
				ID: "export", Item: "tools", Price: list(30, 31, 32),
				Min: limits(5), Max: limits(20, nan, 25),
			},
			{
				ID: "home", Item: "tools", Quantity: limits(100, 120, 140),
				Backlog: model.Backlog{Allowed: true, Opening: 7, Cost: number(5), Max: limits(50), Closing: limits(0)},
				Lost:    model.Lost{Allowed: true, Cost: number(15), Max: limits(nan, 10, nan)},
			},
			{ID: "service", Item: "tools", Quantity: priced(limits(9), 99)},
		}
		return s
	},
	"capacity": func() *model.Scenario {
		s := base(2)
		s.Resources = []model.Resource{
			{ID: "grinder", Unit: "h", Count: number(4), Hours: limits(384), Down: list(1, 0), Downtime: list(0, 8)},
			{
				ID: "line", Unit: "h", Capacity: limits(200, nan),
				Overtime: model.Overtime{Allowed: true, Bands: []model.Band{
					{ID: "evening", Max: limits(20), Cost: number(12)}, {ID: "sunday", Cost: number(25)},
				}},
			},
			{ID: "oven", Unit: "t", Capacity: priced(limits(50), 500)},
		}
		s.Processes[0].Uses = []model.Part{
			{ID: "grinder", Quantity: number(0.5)}, {ID: "line", Quantity: list(0.25, 0.2)}, {ID: "oven", Quantity: number(0.01)},
		}
		return s
	},
	"workforce": func() *model.Scenario {
		s := base(2)
		s.Workforce = []model.Workforce{{
			ID: "crew", Unit: "h", Integer: true,
			Headcount: model.Headcount{Opening: 80, Min: limits(60), Max: limits(nan, 90)},
			Regular:   limits(160, 152), Wage: number(640),
			Overtime: model.Overtime{Allowed: true, Max: limits(10), Cost: number(6)},
			Hire:     model.Move{Allowed: true, Cost: number(300)},
			Layoff:   model.Move{Allowed: true, Cost: number(500)},
		}, {
			ID: "masters", Unit: "h", Headcount: model.Headcount{Opening: 2}, Regular: limits(150),
		}}
		s.Processes[0].Uses = []model.Part{{ID: "crew", Quantity: number(4)}, {ID: "masters", Quantity: number(0.1)}}
		return s
	},
	"supply": func() *model.Scenario {
		s := base(2)
		s.Processes = nil
		s.Suppliers = []model.Supplier{
			{ID: "far", Sells: []model.Offer{{ID: "tools", Item: "tools", Price: number(20), Capacity: limits(60, 70)}}},
			{ID: "near", Sells: []model.Offer{{ID: "tools", Item: "tools", Price: number(30)}}},
		}
		return s
	},
	"inventory": func() *model.Scenario {
		s := base(2)
		s.Families = []model.Item{item("rakes", "each"), item("spades", "each"), item("tools", "each")}
		s.Inventory = []model.Stock{
			{ID: "rakes", Item: "rakes", Closing: model.Closing{Exact: priced(limits(30), 4)}},
			{ID: "spades", Item: "spades", Closing: model.Closing{Min: limits(10), Max: limits(20)}},
			{ID: "tools", Item: "tools", Opening: 1000, Min: priced(limits(50, 60), 3), Max: limits(nan, 500), HoldingCost: list(2, 3)},
		}
		return s
	},
	"lane": func() *model.Scenario {
		s := base(3)
		s.Materials = []model.Item{item("steel", "kg")}
		s.Processes[0].Site, s.Processes[0].Lead = "mill", model.Lag{Periods: 1}
		s.Processes[0].Consumes = []model.Part{{ID: "steel", Quantity: number(2)}}
		s.Suppliers = []model.Supplier{{ID: "mine", Sells: []model.Offer{
			{ID: "spot", Item: "steel", To: "mill", Price: number(5)},
			{ID: "term", Item: "steel", To: "mill", Price: number(3), Lead: model.Lag{Days: 40}},
		}}}
		s.Resources = []model.Resource{{ID: "dock", Unit: "h", Capacity: limits(8)}}
		s.Lanes = []model.Lane{{
			ID: "rail", From: "mill", To: "store", Lead: model.Lag{Periods: 1}, Capacity: limits(60),
			Carries: []model.Cargo{{Item: "tools", Cost: list(1, 2, 3), Load: number(0.5), Min: limits(nan, 10, nan)}},
		}, {
			ID: "truck", From: "mill", To: "store", Uses: []model.Part{{ID: "dock", Quantity: number(0.1)}},
			Carries: []model.Cargo{{Item: "tools", Cost: number(4), Max: limits(90)}},
		}}
		s.Inventory = []model.Stock{
			{ID: "mill-steel", Item: "steel", Site: "mill", Opening: 30},
			{ID: "store-tools", Item: "tools", Site: "store", Opening: 250, Receipts: list(0, 20, 0), HoldingCost: number(1)},
		}
		s.Demand[0].Site = "store"
		return s
	},
	"shelf_life": func() *model.Scenario {
		s := base(4)
		s.Inventory = []model.Stock{{
			ID: "tools", Item: "tools", Opening: 50, Receipts: list(0, 7, 0, 0),
			ShelfLife: model.ShelfLife{Life: model.Lag{Periods: 2}, Expires: list(20, nan, nan, nan), Rule: model.Limit{Owner: "quality"}},
		}}
		s.Processes[0].Makes[0].Quantity, s.Processes[0].Lead = list(1, 2, 3, 4), model.Lag{Periods: 1}
		s.Suppliers = []model.Supplier{{ID: "mill", Sells: []model.Offer{{ID: "tools", Item: "tools", Price: number(20)}}}}
		return s
	},
	"stores": func() *model.Scenario {
		s := base(3)
		s.Currency = "EUR"
		s.Families = []model.Item{item("rakes", "each"), item("spades", "each"), item("tools", "each")}
		s.Inventory = []model.Stock{
			{
				ID: "rakes", Item: "rakes", HoldingCost: number(2), Value: number(4),
				Holding: model.HoldingRule{On: model.OnAverage, Rate: number(0.5)},
				Closing: model.Closing{Cyclic: model.Cyclic{On: true, Rule: model.Limit{Penalty: number(9)}}},
			},
			{ID: "spades", Item: "spades", Opening: 30, HoldingCost: number(6), Holding: model.HoldingRule{On: model.OnAverage}, Value: number(5)},
			{
				ID: "tools", Item: "tools", Safety: priced(limits(40, nan, 60), 3), Value: list(7, 8, 9),
				Cover: model.Cover{Periods: list(1.5, 1, nan), Rule: model.Limit{Owner: "planning"}}, Closing: model.Closing{Worth: 5},
			},
		}
		s.Storage = []model.Storage{
			{
				ID: "hall", Unit: "m3", Capacity: limits(80, nan, 90), Holds: []model.Part{{ID: "rakes", Quantity: number(0.1)}, {ID: "tools", Quantity: list(1, 2, 3)}},
				Overflow: model.Overflow{Allowed: true, Max: limits(5), Cost: number(7)},
			},
			{ID: "yard", Unit: "m3", Capacity: priced(limits(300), 4)},
		}
		s.StockLimits = []model.StockLimit{
			{ID: "cash", Of: model.StockValue, Max: limits(2000)},
			{ID: "few", Items: []string{"rakes", "spades"}, Min: limits(20), Max: priced(limits(70), 8)},
		}
		s.Demand[0].Quantity = limits(100, 120, 140)
		return s
	},
	"strategy": func() *model.Scenario {
		s := base(3)
		s.Inventory = []model.Stock{{ID: "tools", Item: "tools", Opening: 130, Safety: limits(nan, 10, nan), Closing: model.Closing{Min: limits(20)}}}
		s.Workforce = []model.Workforce{{
			ID: "crew", Unit: "h", Headcount: model.Headcount{Opening: 4}, Regular: limits(160),
			Overtime: model.Overtime{Allowed: true, Max: limits(10), Cost: number(6)}, Hire: model.Move{Allowed: true},
		}}
		s.Processes[0].Uses = []model.Part{{ID: "crew", Quantity: number(4)}}
		s.Suppliers = []model.Supplier{{ID: "maker", Sells: []model.Offer{{ID: "tools", Item: "tools", Price: number(20)}}}}
		s.Demand[0].Backlog = model.Backlog{Allowed: true}
		penalty := model.Limit{Penalty: number(9)}
		s.Strategies = []model.Strategy{
			{ID: "flat", Plan: model.Level, Overtime: model.Forbidden, Backlog: model.Allowed},
			{ID: "lean", Plan: model.Chase, Rule: penalty},
			{ID: "near", Plan: model.Hybrid, Keep: model.KeepOutput, Change: limits(15).Value, Periods: []int{1, 2}},
		}
		return s
	},
	"finance": func() *model.Scenario {
		s := base(4)
		s.Objective, s.Currency = model.MaximiseProfit, "EUR"
		s.Suppliers = []model.Supplier{{ID: "mill", Payment: model.Lag{Periods: 1}, Sells: []model.Offer{{ID: "tools", Item: "tools", Price: number(20)}}}}
		s.Inventory = []model.Stock{{ID: "tools", Item: "tools", HoldingCost: number(2), Closing: model.Closing{Worth: 5}}}
		s.Demand[0].Price, s.Demand[0].Payment = number(30), model.Lag{Days: 45}
		s.Finance = model.Finance{
			Cash: model.Cash{
				On: true, Opening: 900, Least: priced(limits(100, nan, 150, nan), 3), NotCash: []string{"holding"},
				Credit:   model.Credit{Allowed: true, Opening: 50, Limit: limits(400), Interest: list(0.01, 0.01, 0.02, 0.02)},
				Receipts: list(300, 200, nan, nan), Payments: list(250, nan, nan, nan),
			},
			Tax: model.Tax{Rate: number(0.25), Over: model.OverQuarter},
		}
		return s
	},
	"process": func() *model.Scenario {
		s := base(2)
		s.Processes[0].Output = model.Bounds{Min: limits(10, nan), Max: priced(limits(150), 7)}
		return s
	},
}

var nan = func() float64 { var zero float64; return zero / zero }()

func TestEveryFamilyOfRowsHasItsGoldenProblem(t *testing.T) {
	seen := map[string]bool{}
	for name, scenario := range goldens {
		t.Run(name, func(t *testing.T) {
			f, err := Formulate(scenario())
			if err != nil {
				t.Fatal(err)
			}
			for _, block := range f.Problem.Rows.Blocks() {
				seen[block.Name] = true
			}
			var got bytes.Buffer
			if err := lp.WriteLP(&got, f.Problem); err != nil {
				t.Fatal(err)
			}
			compareGolden(t, filepath.Join("testdata", name+".lp"), got.Bytes())
		})
	}
	for _, group := range model.Groups() {
		if !seen[string(group.Group)] {
			t.Errorf("no golden problem has a row of the group %s", group.Group)
		}
	}
}

func compareGolden(t *testing.T, path string, got []byte) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s\nUPDATE=1 rewrites it", path, diff)
	}
}

func TestEveryRowKnowsWhatItMeans(t *testing.T) {
	for name, scenario := range goldens {
		f, err := Formulate(scenario())
		if err != nil {
			t.Fatal(err)
		}
		blocks := f.Problem.Rows.Blocks()
		if len(blocks) != len(f.limits) {
			t.Fatalf("%s: %d blocks of rows, %d limits", name, len(blocks), len(f.limits))
		}
		for k, block := range blocks {
			l := &f.limits[k]
			if string(l.group) != block.Name || l.key != block.Key {
				t.Errorf("%s: block %s[%s] is described as %s[%s]", name, block.Name, block.Key, l.group, l.key)
			}
			if l.path == "" || l.unit == "" || strings.Contains(l.path, "..") {
				t.Errorf("%s: %s[%s] has path %q and unit %q", name, l.group, l.key, l.path, l.unit)
			}
			if n := len(l.periods); n != 0 && n != block.Len {
				t.Errorf("%s: %s[%s] has %d rows and %d periods", name, l.group, l.key, block.Len, n)
			}
			if l.limit == nil && !l.group.Info().Identity {
				t.Errorf("%s: %s[%s] is somebody's limit, but has no owner", name, l.group, l.key)
			}
		}
	}
}

func TestFormulatingTwiceGivesTheSameProblem(t *testing.T) {
	for name, scenario := range goldens {
		var first, second bytes.Buffer
		for _, to := range []*bytes.Buffer{&first, &second} {
			f, err := Formulate(scenario())
			if err != nil {
				t.Fatal(err)
			}
			if err := lp.WriteLP(to, f.Problem); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("%s: two formulations differ", name)
		}
	}
}
