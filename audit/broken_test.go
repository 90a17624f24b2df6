package audit_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func TestWhatCannotBeReadIsReported(t *testing.T) {
	type (
		S = *model.Scenario
		P = *model.Plan
	)
	tests := []struct {
		name   string
		change func(s S, p P)
		want   []finding
	}{
		{
			"a number that is not finite",
			func(_ S, p P) { p.Bought.Set(forestWood, 1, math.NaN()) },
			[]finding{{audit.CheckNumber, "suppliers.forest.sells.wood.capacity", 1}},
		},
		{
			"an infinite number",
			func(_ S, p P) { p.Overtime.Set(weekend, 2, math.Inf(1)) },
			[]finding{{audit.CheckNumber, "resources.saw.overtime.bands.weekend.max", 2}},
		},
		{
			"a table with too few rows",
			func(_ S, p P) { p.Runs = model.NewGrid(1, 3) },
			[]finding{{audit.CheckShape, "runs", -1}},
		},
		{
			"a table with too many periods",
			func(_ S, p P) { p.LaidOff = model.NewGrid(2, 4) },
			[]finding{{audit.CheckShape, "laid off", -1}},
		},
		{
			"a table that is missing",
			func(_ S, p P) { p.Stock = model.Grid{} },
			[]finding{{audit.CheckShape, "stock", -1}},
		},
		{
			"a process that makes what does not exist",
			func(s S, _ P) { s.Processes[desk].Makes = append(s.Processes[desk].Makes, part("stools", 1)) },
			[]finding{{audit.CheckScenario, "processes.desk.makes.stools", -1}},
		},
		{
			"a process that uses what does not exist",
			func(s S, _ P) { s.Processes[desk].Uses[3].ID = "robots" },
			[]finding{{audit.CheckScenario, "processes.desk.uses.robots", -1}},
		},
		{
			"a stock of what does not exist",
			func(s S, p P) {
				s.Inventory = append(s.Inventory, model.Stock{ID: "zinc", Item: "zinc"})
				stock := p.Stock
				p.Stock, p.Opening = model.NewGrid(3, 3), model.NewGrid(3, 1)
				for i := range stock.Rows() {
					copy(p.Stock.Row(i), stock.Row(i))
				}
			},
			[]finding{{audit.CheckScenario, "inventory.zinc", -1}},
		},
		{
			"an id that stands for two items",
			func(s S, _ P) { s.Materials = append(s.Materials, model.Item{ID: "wood", Unit: "t"}) },
			[]finding{{audit.CheckScenario, "materials.wood", -1}},
		},
		{
			"an id that stands for two resources",
			func(s S, _ P) {
				s.Resources = append(s.Resources, model.Resource{ID: "saw"})
				for i := range s.Processes {
					s.Processes[i].Uses = nil
				}
			},
			[]finding{{audit.CheckScenario, "resources.saw", -1}},
		},
		{
			"an id that stands for a resource and a workforce",
			func(s S, _ P) { s.Resources[press].ID = "temps" },
			[]finding{
				{audit.CheckScenario, "processes.desk.uses.press", -1},
				{audit.CheckScenario, "workforce.temps", -1},
			},
		},
		{
			"a series of the wrong length",
			func(s S, _ P) { s.Inventory[chairs].Min = limit(5, 5) },
			[]finding{{audit.CheckScenario, "", -1}},
		},
		{
			"a limit that is infinite",
			func(s S, _ P) { s.Processes[chair].Output.Min = model.Fixed(math.Inf(-1)) },
			[]finding{{audit.CheckScenario, "", -1}},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, p, _ := workshop()
			test.change(s, p)
			if diff := cmp.Diff(test.want, findings(audit.Check(s, p, nil))); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNothingToAuditIsReported(t *testing.T) {
	s, p, claim := workshop()
	tests := map[string]func() *audit.Report{
		"no scenario":              func() *audit.Report { return audit.Check(nil, p, claim) },
		"no plan":                  func() *audit.Report { return audit.Check(s, nil, claim) },
		"a scenario without time":  func() *audit.Report { return audit.Check(&model.Scenario{}, p, nil) },
		"a claim without contents": func() *audit.Report { return audit.Check(s, p, &audit.Claim{}) },
	}
	for name, check := range tests {
		t.Run(name, func(t *testing.T) {
			r := check()
			if r.Passed() || len(r.Differences) == 0 {
				t.Errorf("nothing was found: %+v", r)
			}
		})
	}
}

func TestASumThatOverflowsIsNoLimitKept(t *testing.T) {
	s, p, _ := workshop()
	s.Workforce[temps].Headcount.Opening = math.MaxFloat64
	fill(p.Heads, temps, math.MaxFloat64, math.MaxFloat64, math.MaxFloat64)
	found := map[string]bool{}
	for _, d := range audit.Check(s, p, nil).Differences {
		found[d.Check] = true
	}
	for _, check := range []string{"hours", audit.CheckObjective} {
		if !found[check] {
			t.Errorf("%s cannot be computed, which was not found", check)
		}
	}
}

func TestAPricedExcessThatOverflowsIsNoViolation(t *testing.T) {
	s, p, claim := workshop()
	s.Processes[desk].Uses[1].Quantity = model.Constant(math.MaxFloat64) // of the press, which is priced
	want := []finding{
		{"capacity", "resources.press.capacity", 0},
		{"capacity", "resources.press.capacity", 1},
		{"capacity", "resources.press.capacity", 2},
	}
	claim.Penalties = append(claim.Penalties[:1:1], claim.Penalties[2])
	claim.Objective += 50
	if diff := cmp.Diff(want, findings(audit.Check(s, p, claim))); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestThereIsNoLimitWhereNoneIsGiven(t *testing.T) {
	nothing := limit(none, none, none)
	tests := map[string]func(s *model.Scenario){
		"capacity stated for no period": func(s *model.Scenario) {
			s.Resources[saw].Capacity = nothing // hours are not used then
			s.Resources[saw].Count = model.Constant(0)
		},
		"no capacity at all": func(s *model.Scenario) { s.Resources[saw].Hours = model.Limit{} },
		"a band of a resource without maximum": func(s *model.Scenario) {
			s.Resources[saw].Overtime.Bands[0].Max = model.Limit{}
		},
		"overtime of a workforce without maximum": func(s *model.Scenario) { s.Workforce[crew].Overtime.Max = nothing },
		"machines that are never down": func(s *model.Scenario) {
			s.Resources[saw].Down = over(none, 1, none)
			s.Resources[saw].Hours = limit(44, 80, 60)
		},
		"no minimum": func(s *model.Scenario) { s.Inventory[chairs].Min = nothing },
		"no closing": func(s *model.Scenario) { s.Inventory[wood].Closing = model.Closing{} },
	}
	for name, change := range tests {
		t.Run(name, func(t *testing.T) {
			s, p, claim := workshop()
			change(s)
			mustPass(t, audit.Check(s, p, claim))
		})
	}
}

func TestWhatIsNotGivenIsNothing(t *testing.T) {
	const made = 31000.0 / 12 // a month
	s, p := redTomato()
	s.Families[0].Price = over(40, none, 40, 40, 40, 40)
	s.Demand[0].Quantity = limit(none, 3000, 3200, 3800, 2200, 2200)
	p.Served.Set(0, 0, 0)
	p.Runs.Set(0, 0, made-1600)
	s.Processes[0].Makes[0].Quantity = over(1, none, 1, 1, 1, 1)
	s.Processes[0].Cost = over(10, none, 10, 10, 10, 10)
	p.Bought.Set(0, 1, made)
	r := audit.Check(s, p, nil)
	mustPass(t, r)
	t.Run("a price of the demand that has gaps is not filled up from the item", func(t *testing.T) {
		s.Demand[0].Price = over(none, none, none, none, none, 50)
		if got := audit.Check(s, p, nil).Money.Revenue(); !cmp.Equal(got, 50*2200.0, approximately) {
			t.Errorf("revenue is %v, want that of the last period", got)
		}
	})
	got := []float64{r.Money.Total(model.Revenue), r.Money.Total(model.Making), r.Money.Total(model.Purchases)}
	want := []float64{40 * (16000 - 1600 - 3000), 10 * (5*made - 1600), 30 * made}
	if diff := cmp.Diff(want, got, approximately); diff != "" {
		t.Errorf("revenue, making, purchases (-want +got):\n%s", diff)
	}
}

func TestTheAuditChangesNothing(t *testing.T) {
	s, p, claim := workshop()
	audit.Check(s, p, claim)
	s2, p2, claim2 := workshop()
	same := cmp.Options{
		cmp.AllowUnexported(model.Grid{}, model.Series{}),
		cmp.Comparer(func(x, y float64) bool { return x == y || math.IsNaN(x) && math.IsNaN(y) }),
	}
	if diff := cmp.Diff(s2, s, same); diff != "" {
		t.Errorf("scenario:\n%s", diff)
	}
	if diff := cmp.Diff(p2, p, same); diff != "" {
		t.Errorf("plan:\n%s", diff)
	}
	if diff := cmp.Diff(claim2, claim, same); diff != "" {
		t.Errorf("claim:\n%s", diff)
	}
}
