package audit_test

import (
	"testing"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func init() { expectFindings(spoiltFinance()) }

// borrower buys 100 toys a month at 20 and sells them at 30, for which it is
// paid a month later. It has 500, and owes 2,000 in both months at 10 %: 200 are
// interest and a quarter of 800 is tax. So 500 - 2,000 + 2,000 - 400 are left, and
// then 100 + 3,000 - 2,000 - 400.
func borrower() (*model.Scenario, *model.Plan) {
	s := &model.Scenario{
		Name: "borrower", Objective: model.MaximiseProfit, Calendar: calendar(2),
		Families:  []model.Item{{ID: "toys", Unit: "each", Price: model.Constant(30)}},
		Suppliers: []model.Supplier{{ID: "maker", Sells: []model.Offer{{ID: "toys", Item: "toys", Price: model.Constant(20)}}}},
		Demand:    []model.Demand{{ID: "toys", Item: "toys", Quantity: limit(100), Payment: model.Lag{Periods: 1}}},
		Finance: model.Finance{
			Cash: model.Cash{
				On: true, Opening: 500, Least: limit(100),
				Credit: model.Credit{Allowed: true, Limit: limit(3000), Interest: model.Constant(0.1)},
			},
			Tax: model.Tax{Rate: model.Constant(0.25), Over: model.OverPeriod},
		},
	}
	p := model.NewPlan(s)
	fill(p.Bought, 0, 100, 100)
	fill(p.Served, 0, 100, 100)
	fill(p.Credit, 0, 2000, 2000)
	fill(p.Tax, 0, 200, 200)
	fill(p.Cash, 0, 100, 700)
	return s, p
}

func TestMoneyOfABorrowerIsThatMadeByHand(t *testing.T) {
	s, p := borrower()
	found := audit.Check(s, p, nil)
	if !found.Passed() {
		t.Fatal(found.Differences)
	}
	if want := 6000. - 4000 - 400 - 400; found.Objective != want {
		t.Errorf("profit is %v, by hand %v", found.Objective, want)
	}
}

func spoiltFinance() []spoiltFeature {
	type (
		S = *model.Scenario
		P = *model.Plan
	)
	return []spoiltFeature{
		{"cash from nowhere", func(_ S, p P) { p.Cash.Add(0, 1, 50) }, []string{"cash_balance"}},
		{"money that comes too late", func(s S, _ P) { s.Demand[0].Payment.Periods = 2 }, []string{"cash_balance"}},
		{"too little cash", func(s S, _ P) { s.Finance.Cash.Least = limit(300, 700) }, []string{"cash"}},
		{"cash below nothing", func(s S, p P) {
			s.Finance.Cash.Least, s.Finance.Cash.Opening = model.Limit{}, 300
			p.Cash.Add(0, 0, -200)
			p.Cash.Add(0, 1, -200)
		}, []string{"cash"}},
		{"too much credit", func(s S, _ P) { s.Finance.Cash.Credit.Limit = limit(2500, 1500) }, []string{"credit"}},
		{"too little tax", func(_ S, p P) {
			p.Tax.Add(0, 1, -50)
			p.Cash.Add(0, 1, 50)
		}, []string{"tax"}},
		{"tax below nothing", func(_ S, p P) {
			p.Tax.Set(0, 0, -1)
			p.Cash.Add(0, 0, 201)
			p.Cash.Add(0, 1, 201)
		}, []string{"sign", "tax"}},
	}
}

func TestEveryMutationOfFinanceIsFound(t *testing.T) {
	findSpoilt(t, borrower, spoiltFinance())
}
