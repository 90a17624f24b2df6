package report

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

func TestNewDocument(t *testing.T) {
	d := NewDocument(workshopInput())
	t.Run("money adds up to its totals exactly", func(t *testing.T) {
		if d.Money.Cost != d.Money.Total || d.Money.Revenue != 0 || d.Money.Profit != -d.Money.Cost {
			t.Errorf("cost %v, total %v, revenue %v, profit %v", d.Money.Cost, d.Money.Total, d.Money.Revenue, d.Money.Profit)
		}
		checkFooting(t, d.Money)
	})
	t.Run("the objective is real money and penalties", func(t *testing.T) {
		if got := d.Money.Total + d.Penalties.Total; !within(got, *d.Objective.Value, moneyTolerance) {
			t.Errorf("money and penalties are %v, the objective is %v", got, *d.Objective.Value)
		}
	})
	t.Run("penalties are a list of their own", func(t *testing.T) {
		want := &Penalties{Total: 30, Lines: []PenaltyLine{{
			Limit: "capacity[line,2026-02]", Path: "resources.line.capacity", Period: "2026-02", Amount: 10, Unit: "h", Rate: 3, Money: 30,
		}}}
		if diff := cmp.Diff(want, d.Penalties); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a limit without room binds and has a clean price", func(t *testing.T) {
		l := d.Limits[2]
		if !l.Binding || *l.Slack != 0 || *l.Used != 200 || *l.Price != -4.3125 || l.PriceUnit != "USD/h" || l.PriceKind != "linear" {
			t.Errorf("got %+v", l)
		}
	})
	t.Run("a price of zero has no sign", func(t *testing.T) {
		if l := d.Limits[0]; l.Binding || math.Signbit(*l.Price) {
			t.Errorf("got %+v, price %v", l, *l.Price)
		}
	})
	t.Run("a limit without a price says so", func(t *testing.T) {
		if l := d.Limits[3]; l.Price != nil || l.PriceKind != "" {
			t.Errorf("got %+v", l)
		}
	})
	t.Run("files and paths are sorted", func(t *testing.T) {
		if diff := cmp.Diff([]string{"a.csv", "z.csv"}, d.Scenario.Files); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"workforce.a.integer", "workforce.b.integer"}, d.IntegerBecause); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("an audit tells period and numbers where there are any", func(t *testing.T) {
		first, second := d.Audit.Differences[0], d.Audit.Differences[1]
		if d.Audit.Passed || first.Period != "2026-02" || first.Actual != nil || second.Period != "" || *second.Actual != 6 {
			t.Errorf("got %+v", d.Audit)
		}
	})
}

func TestNewDocumentOfProfit(t *testing.T) {
	in := workshopInput()
	in.Scenario.Objective, in.Result.Sense = model.MaximiseProfit, model.MaximiseProfit
	in.Result.Money.Add(model.Revenue, 0, 10000)
	d := NewDocument(in)
	if d.Objective.Sense != "maximise" || d.Money.Total != d.Money.Profit || !within(d.Money.Profit, 10000-d.Money.Cost, moneyTolerance) {
		t.Errorf("got %+v of %+v", d.Money, d.Objective)
	}
	checkFooting(t, d.Money)
}

func TestNewDocumentWithoutPlan(t *testing.T) {
	for _, status := range []solver.Status{solver.Infeasible, solver.Unbounded, solver.Stopped} {
		t.Run(string(status)+" holds no plan and no numbers of one", func(t *testing.T) {
			nan := math.NaN()
			d := NewDocument(Input{Scenario: workshop(), Result: &solver.Result{
				Status: status, Value: nan, Bound: nan, Gap: nan,
				Conflict:  []solver.LimitState{{ID: "demand[tools,2026-01]", Group: model.GroupDemand, Key: "tools", Limit: 80, Sense: "="}},
				Unlimited: []string{"runs[assemble,2026-01]"},
			}})
			if d.Plan != nil || d.Money != nil || d.Penalties != nil || d.Audit != nil || d.Objective.Value != nil || d.Objective.Bound != nil {
				t.Errorf("got %+v", d)
			}
			if len(d.Limits) != 0 || len(d.KPIs) != 0 || len(d.Conflict) != 1 || len(d.Unlimited) != 1 {
				t.Errorf("got %d limits, %d KPIs, %d in conflict, %d unlimited", len(d.Limits), len(d.KPIs), len(d.Conflict), len(d.Unlimited))
			}
		})
	}
}

// checkFooting adds up a statement in every direction.
func checkFooting(t *testing.T, m *Money) {
	t.Helper()
	var income, cost float64
	for _, line := range m.Lines {
		if got := sum(line.ByPeriod); !within(got, line.Total, moneyTolerance) {
			t.Errorf("%s: periods add up to %v, total is %v", line.Account, got, line.Total)
		}
		if line.Kind == Income {
			income += line.Total
		} else {
			cost += line.Total
		}
	}
	if !within(income, m.Revenue, moneyTolerance) || !within(cost, m.Cost, moneyTolerance) || !within(income-cost, m.Profit, moneyTolerance) {
		t.Errorf("lines add up to %v and %v, totals are %v, %v and %v", income, cost, m.Revenue, m.Cost, m.Profit)
	}
}

func TestStoredDocumentsFoot(t *testing.T) {
	names, documents := stored(t)
	for _, name := range names {
		if m := documents[name].Money; m != nil {
			t.Run(name, func(t *testing.T) { checkFooting(t, m) })
		}
	}
}
