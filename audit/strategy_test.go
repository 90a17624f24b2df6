package audit_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func init() { expectFindings(spoiltStrategies()) }

// forge makes 100 tools in each of two months with a crew of 2, from a stock of
// 30 that it keeps; 10 of the tools of the second month are owed from the first.
func forge() (*model.Scenario, *model.Plan) {
	s := &model.Scenario{
		Name: "forge", Objective: model.MinimiseCost, Calendar: calendar(2),
		Families: []model.Item{{ID: "tools", Unit: "each"}},
		Workforce: []model.Workforce{{
			ID: "crew", Unit: "h", Headcount: model.Headcount{Opening: 2}, Regular: limit(100), Hire: model.Move{Allowed: true},
			Overtime: model.Overtime{Allowed: true},
		}},
		Processes: []model.Process{{
			ID: "forge", Makes: []model.Part{{ID: "tools", Quantity: model.Constant(1)}}, Uses: []model.Part{{ID: "crew", Quantity: model.Constant(2)}},
		}},
		Suppliers: []model.Supplier{{ID: "maker", Sells: []model.Offer{{ID: "tools", Item: "tools"}}}},
		Inventory: []model.Stock{{ID: "tools", Item: "tools", Opening: 30}},
		Demand:    []model.Demand{{ID: "tools", Item: "tools", Quantity: limit(120, 105), Backlog: model.Backlog{Allowed: true}}},
	}
	p := model.NewPlan(s)
	fill(p.Runs, 0, 100, 100)
	fill(p.Heads, 0, 2, 2)
	fill(p.Served, 0, 110, 115)
	fill(p.Backlog, 0, 10, 0)
	fill(p.Bought, 0, 0, 15)
	fill(p.Overtime, 0, 0, 4)
	fill(p.Stock, 0, 20, 20)
	return s, p
}

func TestAStrategyThatIsKeptPasses(t *testing.T) {
	s, p := forge()
	s.Strategies = []model.Strategy{
		{ID: "heads", Plan: model.Level, Backlog: model.Allowed},
		{ID: "output", Plan: model.Level, Keep: model.KeepOutput, Backlog: model.Allowed},
		{ID: "near", Plan: model.Hybrid, Change: model.Constant(0)},
	}
	if found := audit.Check(s, p, nil); !found.Passed() {
		t.Fatal(found.Differences)
	}
}

func spoiltStrategies() []spoiltFeature {
	of := func(x model.Strategy) func(s *model.Scenario, p *model.Plan) {
		x.ID = "own"
		return func(s *model.Scenario, _ *model.Plan) { s.Strategies = []model.Strategy{x} }
	}
	all := model.Strategy{Plan: model.Chase, Overtime: model.Allowed, Outsourcing: model.Allowed, Backlog: model.Allowed}
	overtime, outsourcing, backlog := all, all, all
	overtime.Plan, outsourcing.Plan, backlog.Plan = model.Level, model.Level, model.Level
	overtime.Overtime, outsourcing.Outsourcing, backlog.Backlog = model.Forbidden, model.Forbidden, model.Forbidden
	change := func(x model.Strategy) func(s *model.Scenario, p *model.Plan) {
		set := of(x)
		return func(s *model.Scenario, p *model.Plan) {
			set(s, p)
			fill(p.Hired, 0, 0, 1)
			fill(p.Heads, 0, 2, 3)
		}
	}
	return []spoiltFeature{
		{"another head in a level plan", change(model.Strategy{Plan: model.Level, Backlog: model.Allowed}), []string{"level"}},
		{"two heads where one may come", change(model.Strategy{Plan: model.Hybrid, Change: model.Constant(0.5)}), []string{"rate_change"}},
		{"stock in a chase plan, which stands for opening stock at first", of(all), []string{"chase", "chase"}},
		{"overtime", of(overtime), []string{"no_overtime"}},
		{"bought tools", of(outsourcing), []string{"no_outsourcing"}},
		{"tools that are owed", of(backlog), []string{"no_backlog"}},
	}
}

func TestAuditFindsWhatBreaksAStrategy(t *testing.T) {
	for _, test := range spoiltStrategies() {
		t.Run(test.name, func(t *testing.T) {
			s, p := forge()
			test.change(s, p)
			var found []string
			for _, d := range audit.Check(s, p, nil).Differences {
				found = append(found, d.Check)
			}
			if diff := cmp.Diff(test.want, found); diff != "" {
				t.Error(diff)
			}
		})
	}
}
