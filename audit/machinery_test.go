package audit_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// foundry has a line with a shift, rent and a target, and two moulders that go
// down once each, and a plan for it that is sound.
func foundry(t *testing.T) (*model.Scenario, *model.Plan) {
	t.Helper()
	calendar, err := model.NewCalendar(model.Month, "2026-01", 3)
	if err != nil {
		t.Fatal(err)
	}
	s := &model.Scenario{
		Name: "foundry", Objective: model.MinimiseCost, Calendar: calendar,
		Families: []model.Item{{ID: "parts", Unit: "t"}},
		Resources: []model.Resource{
			{
				ID: "line", Unit: "h", Capacity: model.Fixed(100), MinLoad: model.Fixed(40),
				Utilisation: model.Utilisation{Min: model.Fixed(0.3), Target: model.Limit{Value: model.Constant(0.9), Penalty: model.Constant(4)}},
				Change: model.Change{
					Opening: model.Constant(50),
					Up:      model.Ramp{Cost: model.Constant(2), Max: model.Fixed(60)}, Down: model.Ramp{Cost: model.Constant(1), Max: model.Fixed(80)},
				},
				Rent: model.Rental{Allowed: true, Max: model.Fixed(30), Cost: model.Constant(7)},
				Overtime: model.Overtime{
					Allowed: true, Max: model.Fixed(20), Cost: model.Constant(3), Fixed: model.Constant(50),
				},
			},
			{
				ID: "moulder", Unit: "h", Count: model.Constant(2), Hours: model.Fixed(120),
				Maintenance: model.Maintenance{Count: model.Fixed(2), From: "2026-02", AtOnce: model.Fixed(1)},
			},
		},
		Processes: []model.Process{{
			ID: "cast", Makes: part1("parts"), Uses: []model.Part{
				{ID: "line", Quantity: model.Constant(1)}, {ID: "moulder", Quantity: model.Constant(1)},
			},
			Output: model.Bounds{Change: model.Change{Up: model.Ramp{Cost: model.Constant(1)}, Down: model.Ramp{Max: model.Fixed(70)}}},
		}},
		Demand: []model.Demand{{ID: "parts", Item: "parts", Quantity: model.Limit{Value: model.PerPeriod([]float64{110, 120, 50})}}},
	}
	if found := model.Validate(s); len(found) > 0 {
		t.Fatalf("the scenario is not valid: %+v", found)
	}
	p := model.NewPlan(s)
	for k, v := range []float64{110, 120, 50} {
		p.Runs.Set(0, k, v)
		p.Served.Set(0, k, v)
	}
	p.Overtime.Set(0, 0, 10)
	p.Shifts.Set(0, 0, 1)
	p.Rented.Set(0, 1, 20)
	p.Maintained.Set(0, 1, 1)
	p.Maintained.Set(0, 2, 1)
	return s, p
}

func part1(id string) []model.Part { return []model.Part{{ID: id, Quantity: model.Constant(1)}} }

func TestMoneyOfMachineryIsRecomputed(t *testing.T) {
	s, p := foundry(t)
	report := audit.Check(s, p, nil)
	for _, d := range report.Differences {
		t.Errorf("%s: %s", d.Check, d.What)
	}
	want := map[model.Account]float64{
		model.OvertimePay: 10*3 + 50,
		model.Rent:        20 * 7,
		model.Setups:      60*2 + 10*2 + 70*1 + 10*1, // load up 60 and 10, down 70; output up 10
	}
	for account, amount := range want {
		if got := report.Money.Total(account); got != amount {
			t.Errorf("%s is %v, expected %v", account.Title(), got, amount)
		}
	}
	if want := audit.Check(s, p, nil).Money.Cost() + 4*(20+30); report.Objective != want { // beyond 90 h
		t.Errorf("the objective is %v, expected %v", report.Objective, want)
	}
}

func init() {
	for _, m := range spoiltMachinery() {
		for _, check := range m.want {
			featureFindings = append(featureFindings, placed{Check: check})
		}
	}
}

// spoilt is a change to the foundry or its plan, and the checks that find it.
type spoilt struct {
	change func(s *model.Scenario, p *model.Plan)
	want   []string
}

func spoiltMachinery() map[string]spoilt {
	return map[string]spoilt{
		"overtime in a shift that is not open":   {func(_ *model.Scenario, p *model.Plan) { p.Shifts.Set(0, 0, 0) }, []string{"overtime"}},
		"half a shift":                           {func(_ *model.Scenario, p *model.Plan) { p.Shifts.Set(0, 0, 0.5) }, []string{"overtime"}},
		"more rented than there is":              {func(_ *model.Scenario, p *model.Plan) { p.Rented.Set(0, 1, 31) }, []string{"rent"}},
		"less rented than is needed":             {func(_ *model.Scenario, p *model.Plan) { p.Rented.Set(0, 1, 19) }, []string{"capacity"}},
		"a machine that is never maintained":     {func(_ *model.Scenario, p *model.Plan) { p.Maintained.Set(0, 2, 0) }, []string{"maintenance"}},
		"half a machine":                         {func(_ *model.Scenario, p *model.Plan) { p.Maintained.Set(0, 1, 0.5); p.Maintained.Set(0, 2, 1.5) }, []string{"maintenance", "maintenance", "max_down"}},
		"maintenance before its window":          {func(_ *model.Scenario, p *model.Plan) { p.Maintained.Set(0, 0, 1); p.Maintained.Set(0, 2, 0) }, []string{"maintenance"}},
		"two machines down at once":              {func(_ *model.Scenario, p *model.Plan) { p.Maintained.Set(0, 1, 0); p.Maintained.Set(0, 2, 2) }, []string{"capacity", "max_down"}},
		"a load below the least":                 {func(s *model.Scenario, _ *model.Plan) { s.Resources[0].MinLoad = model.Fixed(51) }, []string{"min_load"}},
		"a load below the least utilisation":     {func(s *model.Scenario, _ *model.Plan) { s.Resources[0].Utilisation.Min = model.Fixed(0.51) }, []string{"min_utilisation"}},
		"a load above a hard target":             {func(s *model.Scenario, _ *model.Plan) { s.Resources[0].Utilisation.Target = model.Fixed(1.1) }, []string{"utilisation"}},
		"a load that rises too fast":             {func(s *model.Scenario, _ *model.Plan) { s.Resources[0].Change.Up.Max = model.Fixed(59) }, []string{"max_rise"}},
		"a load that falls too fast":             {func(s *model.Scenario, _ *model.Plan) { s.Resources[0].Change.Down.Max = model.Fixed(69) }, []string{"max_fall"}},
		"an output that falls too fast":          {func(s *model.Scenario, _ *model.Plan) { s.Processes[0].Output.Change.Down.Max = model.Fixed(69) }, []string{"max_fall"}},
		"a table for what nobody can hire":       {func(s *model.Scenario, _ *model.Plan) { s.Resources[0].Rent = model.Rental{} }, []string{"shape"}},
		"less than nothing is hired in a period": {func(_ *model.Scenario, p *model.Plan) { p.Rented.Set(0, 2, -1) }, []string{"sign"}},
	}
}

func TestSpoiltPlansOfMachineryAreFound(t *testing.T) {
	for name, test := range spoiltMachinery() {
		t.Run(name, func(t *testing.T) {
			s, p := foundry(t)
			test.change(s, p)
			var got []string
			for _, d := range audit.Check(s, p, nil).Differences {
				got = append(got, d.Check)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("checks that fail (-want +got):\n%s", diff)
			}
		})
	}
}
