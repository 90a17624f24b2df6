package solver

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func init() {
	goldens["disposal"] = func() *model.Scenario {
		s := base(2)
		s.Materials = []model.Item{item("steel", "kg"), item("swarf", "kg")}
		s.Materials[1].Dispose = model.Dispose{Allowed: true, Cost: list(0.5, 0.75), Max: priced(limits(30, nan), 6)}
		p := &s.Processes[0]
		p.Makes = []model.Part{{ID: "swarf", Quantity: number(0.5)}, {ID: "tools", Quantity: number(1)}}
		p.Consumes = []model.Part{{ID: "steel", Quantity: list(2, 3)}}
		p.Yield, p.Scrap = number(0.8), []model.Part{{ID: "steel", Quantity: list(0.5, 0.25)}}
		s.Suppliers = []model.Supplier{{ID: "mill", Sells: []model.Offer{{ID: "steel", Item: "steel", Price: number(3)}}}}
		return s
	}
	decorations = append(decorations, decoration{
		name: "yield and disposal", apply: addWaste,
		money: func(s *model.Scenario) []*model.Series {
			return []*model.Series{&s.Families[1].Dispose.Cost}
		},
		limits: func(s *model.Scenario) []*model.Limit { return []*model.Limit{&s.Families[1].Dispose.Max} },
	})
}

// addWaste has tools fail now and then, and lose steel; wagons come as a
// by-product, and may be disposed of.
func addWaste(t *rapid.T, s *model.Scenario) {
	p := &s.Processes[0]
	p.Yield = number(float64(rapid.IntRange(1, 4).Draw(t, "yield")) / 4)
	p.Scrap = []model.Part{{ID: "steel", Quantity: number(float64(rapid.IntRange(0, 3).Draw(t, "scrap")) / 4)}}
	p.Makes = append(p.Makes, model.Part{ID: "wagons", Quantity: number(0.5)})
	most := limits(float64(rapid.IntRange(0, 90).Draw(t, "most disposal")))
	if rapid.Bool().Draw(t, "disposal is priced") {
		most = priced(most, 3)
	}
	s.Families[1].Dispose = model.Dispose{Allowed: rapid.Bool().Draw(t, "disposal"), Cost: number(2), Max: most}
}

// 100 tools of a yield of 4 in 5 take 125 runs a month, at 10 each. In January
// 2 kg of steel are in a tool and as much is lost, in February 3 kg and 1 kg;
// a kg costs 3. Of 0.5 kg of swarf a run 4 in 5 are there: 50 kg, at 0.5 and 0.75.
// 20 kg more are disposed of in January than should be, at 6.
func TestYieldScrapAndDisposalCanBeReckonedByHand(t *testing.T) {
	s := goldens["disposal"]()
	r := solve(t, s)
	want := map[model.Account]float64{model.Making: 2500, model.Purchases: 2 * 125 * 4 * 3, model.Disposal: 50*0.5 + 50*0.75}
	sum := 20 * 6.0
	for account, money := range want {
		sum += money
		if got := r.Money.Total(account); !near(got, money) {
			t.Errorf("%s is %v, expected %v", account.Title(), got, money)
		}
	}
	if r.Status != Optimal || !near(r.Value, sum) {
		t.Errorf("status %s, objective %v, expected %v", r.Status, r.Value, sum)
	}
	for _, d := range audit.Check(s, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties}).Differences {
		t.Errorf("audit: %s", d.What)
	}
	s.Materials[1].Dispose = model.Dispose{}
	if r := solve(t, s); r.Status != Infeasible {
		t.Errorf("without disposal the status is %s, expected infeasible: nobody takes the swarf", r.Status)
	}
}
