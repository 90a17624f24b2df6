package audit_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func init() {
	for _, m := range spoiltOptions() {
		for _, check := range m.want {
			featureFindings = append(featureFindings, placed{Check: check})
		}
	}
}

// hall is a plant with a wing that is opened in February and there in March,
// and an old mill that is closed in March.
func hall(t *testing.T) (*model.Scenario, *model.Plan) {
	t.Helper()
	calendar, err := model.NewCalendar(model.Month, "2026-01", 4)
	if err != nil {
		t.Fatal(err)
	}
	s := &model.Scenario{
		Name: "hall", Objective: model.MinimiseCost, Calendar: calendar, Families: []model.Item{{ID: "parts", Unit: "t"}},
		Resources: []model.Resource{{ID: "line", Unit: "h", Count: model.Constant(2), Hours: model.Fixed(50)}},
		Processes: []model.Process{
			{ID: "cast", Makes: part1("parts"), Uses: []model.Part{{ID: "line", Quantity: model.Constant(1)}}},
			{ID: "mill", Makes: part1("parts"), Output: model.Bounds{Max: model.Fixed(30)}},
		},
		Demand: []model.Demand{{ID: "parts", Item: "parts", Quantity: model.Limit{Value: model.PerPeriod([]float64{100, 120, 140, 150})}}},
		Options: []model.Option{
			{
				ID: "mill", Opening: model.Open, Stays: model.Closed, Close: model.OptionMove{Allowed: true, Cost: model.Constant(60)},
				Open: model.OptionMove{Allowed: true}, Running: model.Constant(10), Allows: []string{"processes.mill"},
			},
			{
				ID: "wing", Open: model.OptionMove{Allowed: true, Cost: model.Constant(500), Lead: model.Lag{Periods: 1}, From: "2026-02"},
				Running: model.Constant(20), Adds: []model.Part{{ID: "resources.line.count", Quantity: model.Constant(1)}},
			},
		},
	}
	if found := model.Validate(s); len(found) > 0 {
		t.Fatalf("the scenario is not valid: %+v", found)
	}
	p := model.NewPlan(s)
	for k, v := range []float64{100, 100, 140, 150} {
		p.Runs.Set(0, k, v)
		p.Served.Set(0, k, []float64{100, 120, 140, 150}[k])
	}
	p.Runs.Set(1, 1, 20)
	for k, open := range []float64{1, 1, 0, 0} {
		p.Open.Set(0, k, open)
	}
	for k, open := range []float64{0, 0, 1, 1} {
		p.Open.Set(1, k, open)
	}
	p.Closed.Set(0, 2, 1)
	p.Opened.Set(1, 1, 1)
	return s, p
}

func TestMoneyOfOptionsIsRecomputed(t *testing.T) {
	s, p := hall(t)
	report := audit.Check(s, p, nil)
	for _, d := range report.Differences {
		t.Errorf("%s: %s", d.Check, d.What)
	}
	if got := report.Money.Total(model.Investment); got != 60+500+4*15 {
		t.Errorf("investment is %v, expected %v", got, 60+500+4*15)
	}
}

func spoiltOptions() map[string]spoilt {
	return map[string]spoilt{
		"something runs in what is closed": {func(_ *model.Scenario, p *model.Plan) {
			p.Runs.Set(0, 3, 140)
			p.Runs.Set(1, 3, 10)
		}, []string{"allowed"}},
		"open before it is there": {func(_ *model.Scenario, p *model.Plan) { p.Open.Set(1, 1, 1) }, []string{"open", "open"}},
		"half open": {func(_ *model.Scenario, p *model.Plan) {
			p.Open.Set(1, 2, 0.8)
			p.Open.Set(1, 3, 0.8)
			p.Opened.Set(1, 1, 0.8)
		}, []string{"capacity", "open", "open", "open"}},
		"more than the wing adds": {func(s *model.Scenario, _ *model.Plan) {
			s.Options[1].Adds[0].Quantity = model.Constant(0.9)
		}, []string{"capacity"}},
		"opened too soon": {func(s *model.Scenario, _ *model.Plan) { s.Options[1].Open.From = "2026-03" }, []string{"opening"}},
		"opened again after all": {func(_ *model.Scenario, p *model.Plan) {
			p.Open.Set(0, 3, 1)
			p.Opened.Set(0, 3, 1)
		}, []string{"reopening"}},
		"closed where it cannot be": {func(s *model.Scenario, _ *model.Plan) {
			s.Options[0].Close, s.Options[0].Stays = model.OptionMove{}, ""
		}, []string{"open"}},
		"opened where it cannot be": {func(s *model.Scenario, _ *model.Plan) {
			s.Options[1].Open.Allowed = false
		}, []string{"open"}},
	}
}

func TestSpoiltPlansOfOptionsAreFound(t *testing.T) {
	for name, test := range spoiltOptions() {
		t.Run(name, func(t *testing.T) {
			s, p := hall(t)
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
