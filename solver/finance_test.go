package solver

import (
	"context"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func init() {
	decorations = append(decorations, decoration{name: "finance", apply: addFinance, money: moneyOfFinance, limits: limitsOfFinance})
}

// addFinance gives the plant a bank account, terms and taxes. There is no money
// before the first period, since that neither is a limit nor changes over time.
func addFinance(t *rapid.T, s *model.Scenario) {
	amount := func(name string, most int) float64 { return float64(rapid.IntRange(0, most).Draw(t, name)) }
	for i := range s.Demand {
		s.Demand[i].Payment = model.Lag{Days: 15 * rapid.IntRange(0, 4).Draw(t, "terms")}
	}
	for i := range s.Suppliers {
		s.Suppliers[i].Payment = model.Lag{Periods: rapid.IntRange(0, 2).Draw(t, "payment")}
	}
	s.Finance.Cash = model.Cash{
		On: true, Least: limits(amount("least", 900)), NotCash: []string{"holding"},
		Credit: model.Credit{Allowed: true, Interest: number(amount("interest", 5) / 100)},
	}
	if rapid.Bool().Draw(t, "credit is limited") {
		s.Finance.Cash.Credit.Limit = limits(amount("credit", 400_000))
	}
	if rapid.Bool().Draw(t, "taxed") {
		s.Finance.Tax = model.Tax{Rate: number(amount("tax", 40) / 100), Over: rapid.SampledFrom(model.TaxSpans()).Draw(t, "tax over")}
	}
}

func moneyOfFinance(s *model.Scenario) []*model.Series {
	c := &s.Finance.Cash
	if !c.On {
		return nil
	}
	return []*model.Series{&c.Least.Value, &c.Credit.Limit.Value}
}

func limitsOfFinance(s *model.Scenario) []*model.Limit {
	if !s.Finance.Cash.On {
		return nil
	}
	return []*model.Limit{&s.Finance.Cash.Least, &s.Finance.Cash.Credit.Limit}
}

// shop buys toys at 20 and sells them at 30, 100 in each of three months.
func shop() *model.Scenario {
	return &model.Scenario{
		Name: "shop", Objective: model.MaximiseProfit, Calendar: calendar(3), Families: []model.Item{item("toys", "each")},
		Suppliers: []model.Supplier{{ID: "maker", Sells: []model.Offer{{ID: "toys", Item: "toys", Price: number(20)}}}},
		Demand:    []model.Demand{{ID: "toys", Item: "toys", Price: number(30), Max: limits(100)}},
		Finance:   model.Finance{Cash: model.Cash{On: true, Opening: 2000}},
	}
}

func TestCashComesOutAsByHand(t *testing.T) {
	tests := []struct {
		name   string
		change func(s *model.Scenario)
		profit float64
		cash   []float64
	}{
		{"everything is paid at once", func(*model.Scenario) {}, 3000, []float64{3000, 4000, 5000}},
		{
			// 2,000 buy 100 toys; what they bring comes a month later.
			"customers pay a month later", func(s *model.Scenario) { s.Demand[0].Payment = model.Lag{Periods: 1} },
			3000,
			[]float64{0, 1000, 2000},
		},
		{
			// From the middle of January 30 days lead to February, and 60 to March.
			"customers pay after 60 days", func(s *model.Scenario) {
				s.Finance.Cash.Opening, s.Demand[0].Payment = 4000, model.Lag{Days: 60}
			}, 3000, []float64{2000, 0, 1000},
		},
		{
			// There are 1,000 for 50 toys, which bring 1,500 for 75, and these 2,250 for 100.
			"there is little to begin with", func(s *model.Scenario) {
				s.Finance.Cash.Opening, s.Demand[0].Payment = 1000, model.Lag{Periods: 1}
			}, 2250, []float64{0, 0, 250},
		},
		{
			"the supplier waits", func(s *model.Scenario) {
				s.Finance.Cash.Opening, s.Suppliers[0].Payment = 0, model.Lag{Periods: 1}
			}, 3000, []float64{3000, 4000, 5000},
		},
		{
			// 500 more must stay: 75 toys, which bring 2,250, leave 2,250 for 100 and 250.
			"some of it must be kept", func(s *model.Scenario) {
				s.Demand[0].Payment, s.Finance.Cash.Least = model.Lag{Periods: 1}, limits(500)
			}, 2750, []float64{500, 750, 1750},
		},
		{
			// 1,000 are borrowed at 10 %, so that 1,111.11 are needed: 111.11 are interest.
			// In February 3,000 come in, and 2,000 are for toys, 888.89 for the bank, which
			// leaves 111.11 less than is owed, and 10 % of what stays: 123.46.
			"credit", func(s *model.Scenario) {
				s.Finance.Cash.Opening, s.Demand[0].Payment = 1000, model.Lag{Periods: 1}
				s.Finance.Cash.Credit = model.Credit{Allowed: true, Interest: number(0.1)}
			}, 3000 - 1000/9. - 1000/81., []float64{0, 0, 1000 - 10000/81.},
		},
		{
			// A quarter of 3,000, in March.
			"tax", func(s *model.Scenario) { s.Finance.Tax.Rate = number(0.25) }, 2250, []float64{3000, 4000, 4250},
		},
		{
			"tax for every month", func(s *model.Scenario) {
				s.Finance.Tax = model.Tax{Rate: number(0.25), Over: model.OverPeriod}
			}, 2250, []float64{2750, 3500, 4250},
		},
		{
			"opening receivables and payables", func(s *model.Scenario) {
				s.Finance.Cash.Receipts, s.Finance.Cash.Payments = list(700, nan, 100), list(200, 300, nan)
			}, 3000, []float64{3500, 4200, 5300},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := shop()
			test.change(s)
			if mistakes := model.Validate(s); len(mistakes) > 0 {
				t.Fatal(mistakes)
			}
			r, err := Plan(context.Background(), engine, s, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(r.Value-test.profit) > 1e-6*test.profit {
				t.Errorf("the best plan earns %v, by hand %v", r.Value, test.profit)
			}
			if !r.Status.HasPlan() {
				t.Fatal(r.Status)
			}
			for p, want := range test.cash {
				if got := r.Plan.Cash.At(0, p); math.Abs(got-want) > 1e-6*(1+want) {
					t.Errorf("cash in period %d is %v, by hand %v", p, got, want)
				}
			}
			if found := audit.Check(s, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties}); !found.Passed() {
				t.Errorf("the plan does not pass the audit: %+v", found.Differences)
			}
		})
	}
}
