package solver

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func is(by model.Subscript, words ...string) *model.Filter {
	return &model.Filter{Op: model.FilterIs, By: by, Words: words}
}

// total is a sum times a number.
func total(quantity string, where *model.Filter, weight float64) model.Term {
	return model.Term{Quantity: quantity, Where: where, Weight: number(weight)}
}

func linear(terms ...model.Term) model.Linear { return model.Linear{Terms: terms} }
func numberAlone(v float64) model.Linear      { return model.Linear{Constant: number(v)} }

func before(term model.Term, periods int) model.Term {
	term.Before = periods
	return term
}

// ruled are tools of steel from two suppliers, with one rule of each kind.
func ruled() *model.Scenario {
	s := base(3)
	s.Materials = []model.Item{item("steel", "t")}
	s.Processes[0].Consumes = one("steel")
	s.Suppliers = []model.Supplier{
		{ID: "acme", Sells: []model.Offer{{ID: "steel", Item: "steel", Price: number(10)}}},
		{ID: "bolt", Sells: []model.Offer{{ID: "steel", Item: "steel", Price: list(15, 16, 15)}}},
	}
	s.Inventory = []model.Stock{{ID: "tools", Item: "tools", Opening: 30, HoldingCost: number(2)}}
	s.Demand[0].Quantity = limits(100, 200, 300)
	s.Rules = []model.LinearRule{
		{ID: "budget", Left: linear(total("purchase_cost", nil, 1)), Sense: "<=", Right: numberAlone(9000)},
		{
			ID: "chase", Left: linear(total("made", is(model.ByFamily, "tools"), 1)), Sense: "=",
			Right: model.Linear{Constant: list(-30, 0, 0), Terms: []model.Term{total("asked", is(model.ByDemand, "tools"), 1)}},
			Limit: model.Limit{Penalty: number(1)}, Window: 1,
		},
		{ID: "pair", Left: linear(total("bought", nil, 1)), Sense: ">=", Right: numberAlone(250), Window: 2},
		{
			ID: "quota", Left: linear(total("bought", is(model.BySupplier, "acme"), 1)), Sense: "<=",
			Right: linear(total("bought", nil, 0.4)), Window: 1,
		},
		{
			ID: "steady", Left: linear(total("bought", nil, 1), before(total("bought", nil, -1), 1)), Sense: "<=",
			Right: numberAlone(150), Window: 1, Periods: []int{1, 2},
		},
	}
	return s
}

func init() { goldens["rule"] = ruled }

func TestRulesThatCanBeReckonedByHand(t *testing.T) {
	cases := map[string]struct {
		rule  model.LinearRule
		value float64
	}{
		// 570 t at 10 and as many tools at 10; 30 tools are kept for nothing but a month's holding of 0.
		"no rule, so all is bought from the cheap one": {
			model.LinearRule{Left: linear(total("bought", nil, 1)), Sense: ">=", Right: numberAlone(0), Window: 1},
			5700 + 5700,
		},
		// 60 % of 70, 200 and 300 t are dear: 5, 6 and 5 more a t. Making a tool a month early would save
		// 0.6 a t in February and cost 2.
		"a share of a supplier in each period": {
			model.LinearRule{
				Left: linear(total("bought", is(model.BySupplier, "acme"), 1)), Sense: "<=", Right: linear(total("bought", nil, 0.4)), Window: 1,
			},
			11400 + 0.6*(70*5+200*6+300*5),
		},
		// The 60 % are bought where the difference is 5: 342 of the 370 t of January and March.
		"a share over the horizon": {
			model.LinearRule{Left: linear(total("bought", is(model.BySupplier, "acme"), 1)), Sense: "<=", Right: linear(total("bought", nil, 0.4)), Window: 0},
			11400 + 0.6*570*5,
		},
		// 70 + 200 are less than 300: 30 more are made a month or two early.
		"so much in two periods in a row": {
			model.LinearRule{Left: linear(total("runs", is(model.ByProcess, "assemble"), 1)), Sense: ">=", Right: numberAlone(300), Window: 2},
			11400 + 30*2,
		},
		// 190 a month: 120 and 110 are in stock at the end of the first two months.
		"a level of production": {
			model.LinearRule{
				Left: linear(total("made", nil, 1)), Sense: "=", Right: linear(before(total("made", nil, 1), 1)), Window: 1,
			},
			11400 + 120*2 + 110*2,
		},
		// 400 at least in the first two months: 130 too many in February.
		"an amount of some periods": {
			model.LinearRule{Left: linear(total("made", nil, 1)), Sense: ">=", Right: numberAlone(400), Window: 0, Periods: []int{0, 1}},
			11400 + 130*2,
		},
		// At least half of the money of steel goes to bolt: 2850 t·money at 10 and 15, so 10 x = 15 y where
		// x + y are 570, in the months in which bolt asks 15.
		"quantities times prices": {
			model.LinearRule{
				Left: linear(total("purchase_cost", is(model.BySupplier, "bolt"), 1)), Sense: ">=", Right: linear(total("purchase_cost", nil, 0.5)), Window: 0,
			},
			11400 + 570*0.4*5,
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := ruled()
			c.rule.ID = "own"
			s.Rules = []model.LinearRule{c.rule}
			r := solve(t, s)
			if r.Status != Optimal || !near(r.Value, c.value) {
				t.Fatalf("status %s, objective %v, expected %v", r.Status, r.Value, c.value)
			}
			found := audit.Check(s, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money})
			for _, d := range found.Differences {
				t.Errorf("audit: %s", d.What)
			}
		})
	}
}

func TestTheStateOfARuleIsItsTwoSidesAsWritten(t *testing.T) {
	r := solve(t, ruled())
	if r.Status != Optimal {
		t.Fatalf("status %s: %+v", r.Status, r.Conflict)
	}
	states := map[string]LimitState{}
	for _, l := range r.Limits {
		states[l.ID] = l
	}
	// Chase makes 70, 200, 300 unless it pays 1 a tool; in pairs at least 250, and at most 150 more than before.
	quota := states["rule[quota,2026-02]"]
	if !near(quota.Used, 80) || !near(quota.Limit, 80) || quota.Slack != 0 || !near(quota.Price, -6) || quota.Unit != "t" {
		t.Errorf("quota in February is %+v, expected 80 of 80 t at -6", quota)
	}
	budget := states["rule[budget,2026-03]"]
	if want := 0.4*570*10 + 0.6*(70*15+200*16+300*15); !near(budget.Used, want) || budget.Limit != 9000 || !near(budget.Slack, 9000-want) {
		t.Errorf("budget is %+v, expected %v of 9000", budget, want)
	}
	if chase := states["rule[chase,2026-01]"]; !near(chase.Used, 70) || !near(chase.Limit, 70) || !chase.Priced {
		t.Errorf("chase in January is %+v, expected 70 and 70", chase)
	}
	if _, early := states["rule[pair,2026-01]"]; early {
		t.Error("a rule over two periods has a limit in the first one")
	}
}

func TestARuleThatCannotHoldIsInTheConflict(t *testing.T) {
	s := ruled()
	s.Rules = s.Rules[:1]
	s.Rules[0].Right = numberAlone(5000)
	s.Rules[0].Limit.Owner = "head of purchasing"
	r := solve(t, s)
	if r.Status != Infeasible {
		t.Fatalf("status %s", r.Status)
	}
	for _, l := range r.Conflict {
		if l.ID == "rule[budget,2026-03]" && l.Owner == "head of purchasing" {
			return
		}
	}
	t.Errorf("the conflict is %+v", r.Conflict)
}

// A rule of random form over quantities that every random plant has; none of
// them is money, which would be worth another penalty in another currency.
func init() {
	decorations = append(decorations, decoration{
		name:     "rule",
		unscaled: true,
		apply: func(t *rapid.T, s *model.Scenario) {
			quantities := []string{"runs", "made", "bought", "stock", "served", "used", "heads", "asked"}
			draw := func(name string) model.Term {
				term := total(rapid.SampledFrom(quantities).Draw(t, name), nil, float64(rapid.IntRange(-2, 3).Draw(t, name+" weight")))
				if rapid.Bool().Draw(t, name+" last") {
					term.Where = is(model.ByPeriod, s.Calendar.Periods[s.Calendar.Len()-1].Label)
				}
				return term
			}
			r := model.LinearRule{
				ID: "own", Left: linear(draw("left"), draw("more")), Sense: rapid.SampledFrom([]string{"<=", ">=", "="}).Draw(t, "sense"),
				Right:  model.Linear{Constant: number(float64(rapid.IntRange(-50, 900).Draw(t, "constant"))), Terms: []model.Term{draw("right")}},
				Window: rapid.IntRange(0, s.Calendar.Len()).Draw(t, "window"),
			}
			if rapid.Bool().Draw(t, "priced rule") {
				r.Limit.Penalty = number(30)
			}
			s.Rules = append(s.Rules, r)
			for i := range s.Processes { // with a rule that may ask for anything, demand is no bound any more
				if lots := &s.Processes[i].Lots; lots.Set && !lots.Max.IsSet() {
					lots.Max = model.Fixed(300)
				}
			}
		},
		money: func(s *model.Scenario) []*model.Series {
			var all []*model.Series
			for i := range s.Rules {
				all = append(all, &s.Rules[i].Limit.Penalty)
			}
			return all
		},
	})
}
