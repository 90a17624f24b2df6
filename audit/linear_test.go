package audit_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// is lets through what has the word for a subscript.
func is(by model.Subscript, word string) *model.Filter {
	return &model.Filter{Op: model.FilterIs, By: by, Words: []string{word}}
}

// sum is a total, times a number.
func sum(quantity string, where *model.Filter, weight float64) model.Linear {
	return model.Linear{Terms: []model.Term{{Quantity: quantity, Where: where, Weight: model.Constant(weight)}}}
}

func constant(v float64) model.Linear { return model.Linear{Constant: model.Constant(v)} }

// ruled is the workshop with a rule, which is named own.
func ruled(r model.LinearRule) func(*model.Scenario, *model.Plan, *audit.Claim) {
	r.ID = "own"
	return func(s *model.Scenario, _ *model.Plan, _ *audit.Claim) { s.Rules = []model.LinearRule{r} }
}

// linearMutations are rules that the plan of the workshop breaks by little:
// each would hold with one more unit on its right side.
func linearMutations() []mutation {
	brokenIn := func(periods ...int) (found []finding) {
		for _, t := range periods {
			found = append(found, finding{"rule", "rules.own.expr", t})
		}
		return found
	}
	late := sum("heads", is(model.ByWorkforce, "crew"), 1)
	late.Terms[0].Before = 1
	return []mutation{
		{ // 0, 45 and 20 chairs
			"more is bought from a supplier than a rule allows",
			ruled(model.LinearRule{Left: sum("bought", is(model.BySupplier, "atelier"), 1), Sense: "<=", Right: constant(44), Window: 1}),
			brokenIn(1),
		},
		{ // 90, 110 and 120 chairs
			"two periods in a row make less than a rule asks",
			ruled(model.LinearRule{Left: sum("made", is(model.ByFamily, "chairs"), 1), Sense: ">=", Right: constant(201), Window: 2}),
			brokenIn(1),
		},
		{ // 65 chairs at 70 and 1015 m of wood at 4
			"purchases of the whole horizon are above the budget",
			ruled(model.LinearRule{Left: sum("purchase_cost", nil, 1), Sense: "<=", Right: constant(8609)}),
			brokenIn(2),
		},
		{ // 146 of 150, 98 % of which are 147; 95 of 100 in January; 125 of 120 in March
			"less is served than the share of what is asked",
			ruled(model.LinearRule{
				Left: sum("served", is(model.ByDemand, "shop"), 1), Sense: ">=", Right: sum("asked", is(model.ByDemand, "shop"), 0.98), Window: 1, Periods: []int{1, 2},
			}),
			brokenIn(1),
		},
		{ // 6, 6 and 5 heads
			"a crew that must stay as it was changes",
			ruled(model.LinearRule{Left: sum("heads", is(model.ByWorkforce, "crew"), 1), Sense: "=", Right: late, Window: 1}),
			brokenIn(2),
		},
		{ // stocks of 130, 119 and 139; not wood: 10, 9 and 19
			"a filter with not, and one by period",
			ruled(model.LinearRule{
				Left: sum("stock", &model.Filter{Op: model.FilterAll, Of: []model.Filter{
					{Op: model.FilterNot, Of: []model.Filter{*is(model.ByItem, "wood")}},
					{Op: model.FilterAny, Of: []model.Filter{*is(model.ByPeriod, "2026-01"), *is(model.ByPeriod, "2026-02")}},
				}}, 1), Sense: "<=", Right: constant(18), Window: 0,
			}),
			brokenIn(2),
		},
	}
}

func init() {
	featureFindings = append(featureFindings, placed{Check: "fixed"})
	for _, m := range linearMutations() {
		for _, f := range m.want {
			featureFindings = append(featureFindings, placed{Check: f.Check})
		}
	}
}

func TestAPlanThatBreaksARuleIsFound(t *testing.T) {
	for _, m := range linearMutations() {
		t.Run(m.name, func(t *testing.T) {
			s, p, _ := workshop()
			m.change(s, p, nil)
			if diff := cmp.Diff(m.want, findings(audit.Check(s, p, nil))); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAPlanThatDoesNotWhatIsFixedIsFound(t *testing.T) {
	s, p, _ := workshop()
	s.Locks = []model.Lock{{Quantity: "bought", Key: "atelier,chairs", Path: "locks", Limit: limit(none, 45, 21)}}
	want := []finding{{"fixed", "locks", 2}}
	if diff := cmp.Diff(want, findings(audit.Check(s, p, nil))); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	s.Locks[0].Key = "atelier,desks"
	if audit.Check(s, p, nil).Passed() {
		t.Error("a lock of nothing passed")
	}
}

func TestARuleHoldsAtItsVeryLimit(t *testing.T) {
	for _, m := range linearMutations() {
		t.Run(m.name, func(t *testing.T) {
			s, p, _ := workshop()
			m.change(s, p, nil)
			r := &s.Rules[0]
			by := map[string]float64{"<=": 1, ">=": -1, "=": 0}[r.Sense]
			if r.Sense == "=" {
				r.Periods = []int{0, 1}
			}
			r.Right.Constant = model.Constant(r.Right.Constant.Or(0, 0) + by)
			mustPass(t, audit.Check(s, p, nil))
		})
	}
}

func TestAPricedRuleIsAViolation(t *testing.T) {
	s, p, _ := workshop()
	ruled(model.LinearRule{
		Left: sum("bought", is(model.BySupplier, "atelier"), 2), Sense: "<=", Right: constant(80), Window: 1,
		Limit: model.Limit{Penalty: model.Constant(7)},
	})(s, p, nil)
	r := audit.Check(s, p, nil)
	mustPass(t, r)
	want := model.Violation{Limit: "rule[own,2026-02]", Path: "rules.own.expr", Period: 1, Amount: 10, Unit: "each", Rate: 7}
	found := false
	for _, v := range r.Penalties {
		if v.Rate == 7 {
			found = true
			if diff := cmp.Diff(want, v, approximately); diff != "" {
				t.Errorf("violation (-want +got):\n%s", diff)
			}
		}
	}
	if !found {
		t.Error("expected a violation")
	}
}
