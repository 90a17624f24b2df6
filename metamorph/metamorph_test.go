package metamorph

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/model"
)

func number(x float64) model.Series { return model.Constant(x) }

// shop makes two families on one line.
func shop() *model.Scenario {
	part := func(id string, q float64) []model.Part { return []model.Part{{ID: id, Quantity: number(q)}} }
	return &model.Scenario{
		Name: "Shop", Objective: model.MinimiseCost,
		Calendar:  model.Calendar{Bucket: model.Month, Periods: []model.Period{{Label: "2026-01"}, {Label: "2026-02"}}},
		Families:  []model.Item{{ID: "tables", Unit: "each", Price: number(90)}, {ID: "tools", Unit: "each", Price: number(40)}},
		Resources: []model.Resource{{ID: "line", Unit: "h", Capacity: model.Limit{Value: number(100), Penalty: number(7)}}},
		Processes: []model.Process{
			{ID: "join", Makes: part("tables", 1), Uses: part("line", 2), Cost: number(5)},
			{ID: "press", Makes: part("tools", 1), Uses: part("line", 1), Cost: number(3), Output: model.Bounds{Max: model.Limit{Value: number(60)}}},
		},
		Inventory: []model.Stock{{ID: "tools", Item: "tools", Opening: 10, HoldingCost: number(2), Min: model.Limit{Value: number(4)}}},
		Demand: []model.Demand{
			{ID: "tables", Item: "tables", Quantity: model.Limit{Value: model.PerPeriod([]float64{8, 12})}},
			{ID: "tools", Item: "tools", Quantity: model.Limit{Value: number(30)}, Backlog: model.Backlog{Allowed: true, Cost: number(1)}},
		},
	}
}

func TestTheScenarioItselfStaysAsItIs(t *testing.T) {
	s := shop()
	for _, c := range Changes(s) {
		if c.LeftOut != "" {
			t.Errorf("%s is left out: %s", c.Name, c.LeftOut)
		}
		if diff := cmp.Diff(hash(t, shop()), hash(t, s)); diff != "" {
			t.Fatalf("%s changed what it was given: %s", c.Name, diff)
		}
	}
}

func hash(t *testing.T, s *model.Scenario) string {
	t.Helper()
	text, err := s.Hash()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestMoneyAndQuantitiesAreToldApart(t *testing.T) {
	coin, against := Money(shop(), 10)
	if against != "" {
		t.Fatal(against)
	}
	firm, against := Size(shop(), 10)
	if against != "" {
		t.Fatal(against)
	}
	for _, test := range []struct {
		what       string
		get        func(s *model.Scenario) float64
		coin, firm float64
	}{
		{"a price", func(s *model.Scenario) float64 { return s.Families[1].Price.At(0) }, 400, 40},
		{"a capacity", func(s *model.Scenario) float64 { return s.Resources[0].Capacity.Value.At(0) }, 100, 1000},
		{"its penalty", func(s *model.Scenario) float64 { return s.Resources[0].Capacity.Penalty.At(0) }, 70, 7},
		{"what a run needs", func(s *model.Scenario) float64 { return s.Processes[0].Uses[0].Quantity.At(0) }, 2, 2},
		{"opening stock", func(s *model.Scenario) float64 { return s.Inventory[0].Opening }, 10, 100},
		{"what is asked", func(s *model.Scenario) float64 { return s.Demand[0].Quantity.Value.At(1) }, 12, 120},
	} {
		if got := test.get(coin); got != test.coin {
			t.Errorf("%s is %v in another coin, want %v", test.what, got, test.coin)
		}
		if got := test.get(firm); got != test.firm {
			t.Errorf("%s is %v in a larger company, want %v", test.what, got, test.firm)
		}
	}
}

func TestAPeriodInTwoHasHalfOfAmountsAndAllOfRates(t *testing.T) {
	s, against := Split(shop(), 1)
	if against != "" {
		t.Fatal(against)
	}
	if diff := cmp.Diff([]float64{8, 6, 6}, s.Demand[0].Quantity.Value.Values()); diff != "" {
		t.Errorf("what is asked (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]float64{2, 0, 2}, s.Inventory[0].HoldingCost.Values()); diff != "" {
		t.Errorf("holding cost (-want +got):\n%s", diff)
	}
	if s.Inventory[0].Min.Value.Has(1) || !s.Inventory[0].Min.Value.Has(2) {
		t.Errorf("the least stock holds in %v", s.Inventory[0].Min.Value.Values())
	}
	if got := s.Processes[0].Uses[0].Quantity.Len(); got != 1 {
		t.Errorf("what a run needs has %d numbers", got)
	}
}

func TestAFamilyAsTwoAddsUpToWhatItWas(t *testing.T) {
	s, against := Twins(shop(), "tools")
	if against != "" {
		t.Fatal(against)
	}
	var asked, opening, most float64
	for i := range s.Demand {
		if s.Demand[i].Item != "tables" {
			asked += s.Demand[i].Quantity.Value.At(0)
		}
	}
	for i := range s.Inventory {
		opening += s.Inventory[i].Opening
	}
	for i := range s.Processes {
		most += s.Processes[i].Output.Max.Value.Or(0, 0)
	}
	if asked != 30 || opening != 10 || most != 60 || len(s.Families) != 3 {
		t.Errorf("asked %v, in stock %v, made at most %v, %d families", asked, opening, most, len(s.Families))
	}
}

func TestOtherIDsTurnTheOrderRound(t *testing.T) {
	s, against := Rename(shop())
	if against != "" {
		t.Fatal(against)
	}
	if s.Demand[0].Quantity.Value.At(0) != 30 {
		t.Errorf("the demand for tools does not come first: %+v", s.Demand[0])
	}
	for i := range s.Demand {
		if !slices.ContainsFunc(s.Families, func(f model.Item) bool { return f.ID == s.Demand[i].Item }) {
			t.Errorf("demand %s is for %q, which is no family", s.Demand[i].ID, s.Demand[i].Item)
		}
	}
}

func TestWhatStandsAgainstAChangeIsNamed(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(s *model.Scenario)
		left   string // name of the change
		why    string
	}{
		{"whole heads", func(s *model.Scenario) {
			s.Workforce = []model.Workforce{{ID: "crew", Unit: "h", Integer: true, Headcount: model.Headcount{Opening: 2}, Regular: model.Limit{Value: number(10)}}}
		}, LargerFirm, "heads of crew are whole"},
		{"heads", func(s *model.Scenario) {
			s.Workforce = []model.Workforce{{ID: "crew", Unit: "h", Headcount: model.Headcount{Opening: 2}, Regular: model.Limit{Value: number(10)}}}
		}, PeriodInTwo, "workforce.headcount.opening"},
		{"a discounted objective", func(s *model.Scenario) { s.Objective, s.Interest = model.MinimiseDiscountedCost, 0.1 }, PeriodInTwo, "discounted"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := shop()
			test.change(s)
			for _, c := range Changes(s) {
				if c.Name == test.left && !strings.Contains(c.LeftOut, test.why) {
					t.Errorf("left out because of %q, want %q", c.LeftOut, test.why)
				}
			}
		})
	}
}

// TestEveryFieldThatIsListedExists keeps the tables in step with the scenario.
func TestEveryFieldThatIsListedExists(t *testing.T) {
	paths := map[string]bool{}
	fields(reflect.TypeFor[model.Scenario](), "", paths, 0)
	ends := map[string]bool{}
	for path := range paths {
		for end := path; end != ""; _, end, _ = strings.Cut(end, ".") {
			ends[end] = true
		}
		for start := path; ; start = start[:strings.LastIndexByte(start, '.')] {
			ends[start] = true
			if !strings.Contains(start, ".") {
				break
			}
		}
		for _, part := range strings.Split(path, ".") {
			ends[part] = true
		}
	}
	for path := range dimensions {
		if !ends[path] {
			t.Errorf("there is no field %s", path)
		}
	}
	for path := range halvings {
		if !paths[path] {
			t.Errorf("there is no field %s", path)
		}
	}
}

// fields lists the paths of all fields, as visit names them.
func fields(of reflect.Type, path string, list map[string]bool, depth int) {
	for of.Kind() == reflect.Slice || of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	if path != "" {
		list[strings.TrimPrefix(path, ".")] = true
	}
	if of.Kind() != reflect.Struct || of == seriesType || of == timeType || depth > 6 {
		return
	}
	for i := range of.NumField() {
		if f := of.Field(i); f.IsExported() {
			fields(f.Type, path+"."+f.Name, list, depth+1)
		}
	}
}
