package regress

import (
	"bytes"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/steelyard-sop/steelyard/model"
)

func number(x float64) *float64 { return &x }

// plan is what is known of a small plan.
func plan() *Facts {
	return &Facts{
		Status: "optimal", Objective: number(1000), Currency: "EUR", Checks: 9,
		Figures:  map[string]float64{"cost": 1000, "fill_rate": 97.5, "stock.tools": 4},
		Asked:    map[string]Number{"fill": {Value: number(97.5), Unit: "%"}, "gone": {Why: "no such figure"}},
		Prices:   map[string]Number{"line": {Value: number(-4), Unit: "EUR/h"}},
		Findings: []Finding{{"lost", "3 tools are lost."}},
	}
}

func TestEveryKindOfExpectationIsJudged(t *testing.T) {
	for _, test := range []struct {
		name   string
		expect model.Expect
		passes bool
	}{
		{"nothing but a best plan is expected", model.Expect{}, true},
		{"another status", model.Expect{Status: "infeasible"}, false},
		{"the objective, as it is", model.Expect{Objective: model.Expectation{Set: true, Value: 1000}}, true},
		{"the objective, off by more than its tolerance", model.Expect{Objective: model.Expectation{Set: true, Value: 1002, Tolerance: 1e-2}}, true},
		{"the objective, off by more than is allowed", model.Expect{Objective: model.Expectation{Set: true, Value: 1002, Tolerance: 1e-4}}, false},
		{"the objective, off by what it may be in money", model.Expect{Objective: model.Expectation{Set: true, Value: 1002, Within: 2}}, true},
		{"an objective of nothing", model.Expect{Objective: model.Expectation{Set: true}}, false},
		{"at least what there is", figure("fill", model.Expectation{AtLeast: model.Constant(97.5)}), true},
		{"at least more than there is", figure("fill", model.Expectation{AtLeast: model.Constant(98)}), false},
		{"at most less than there is", figure("fill", model.Expectation{AtMost: model.Constant(90)}), false},
		{"between two numbers", figure("fill", model.Expectation{AtLeast: model.Constant(97), AtMost: model.Constant(98)}), true},
		{"a figure that the plan does not have", figure("gone", model.Expectation{Set: true, Value: 1}), false},
		{"a price", model.Expect{Prices: []model.ExpectedPrice{{ID: "line", Of: "x", Is: model.Expectation{Set: true, Value: -4}}}}, true},
		{"a price of the other sign", model.Expect{Prices: []model.ExpectedPrice{{ID: "line", Of: "x", Is: model.Expectation{Set: true, Value: 4}}}}, false},
		{"a finding that is there", finding("lost", "", model.Present), true},
		{"a finding that says something else", finding("lost", "chairs", model.Present), false},
		{"a finding that must not be there", finding("lost", "tools", model.Absent), false},
		{"a finding that is not there, as it must", finding("late", "", model.Absent), true},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := passes(Judge(&test.expect, plan(), nil)); got != test.passes {
				t.Errorf("passed %v, want %v: %+v", got, test.passes, Judge(&test.expect, plan(), nil))
			}
		})
	}
}

func figure(id string, is model.Expectation) model.Expect {
	return model.Expect{Figures: []model.ExpectedFigure{{ID: id, Is: is}}}
}

func finding(rule, says string, is model.Presence) model.Expect {
	return model.Expect{Findings: []model.ExpectedFinding{{ID: rule, Rule: rule, Says: says, Is: is}}}
}

func passes(list []Verdict) bool {
	for i := range list {
		if !list[i].Passed {
			return false
		}
	}
	return true
}

func TestAPlanThatFailsItsAuditFails(t *testing.T) {
	f := plan()
	f.Failures = []string{"stock of tools: expected 3, found 4"}
	if passes(Judge(&model.Expect{}, f, nil)) {
		t.Error("it passed")
	}
}

func TestWhatAnotherVersionIsExpectedToBeDoesNotCount(t *testing.T) {
	expect := model.Expect{Objective: model.Expectation{Set: true, Value: 7}}
	none := func(string) bool { return false }
	if !passes(Judge(&expect, plan(), none)) {
		t.Error("the objective of the base counts")
	}
	if list := Judge(&model.Expect{Status: "infeasible"}, plan(), none); !passes(list) {
		t.Errorf("the status of the base counts: %+v", list)
	}
	lost := &Facts{Status: "infeasible", Reason: "no plan keeps all limits"}
	if passes(Judge(&expect, lost, none)) {
		t.Error("a version without a plan passes, though nothing says that it has none")
	}
}

func TestAllowancesAreReadOrRefused(t *testing.T) {
	for text, want := range map[string]Allowance{
		"cost <= +2 %":      {"cost <= +2 %", "cost", "<=", 2, true},
		"fill_rate>=-0.5":   {"fill_rate>=-0.5", "fill_rate", ">=", -0.5, false},
		"stock.* = 1e2":     {"stock.* = 1e2", "stock.*", "=", 100, false},
		"objective = 0.1 %": {"objective = 0.1 %", "objective", "=", 0.1, true},
	} {
		got, err := ParseAllowance(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
	for _, text := range []string{"", "cost", "cost < 2", "cost <= two", "cost <= 2 EUR", "cost = +2 %", "<= 2"} {
		if _, err := ParseAllowance(text); err == nil {
			t.Errorf("%q was not refused", text)
		}
	}
}

func TestFiguresMoveAsFarAsIsAllowed(t *testing.T) {
	base := NewBaseline()
	base.Scenarios["a.yaml"] = NewEntry(plan())
	for _, test := range []struct {
		name   string
		allow  string
		change func(f *Facts)
		passes bool
	}{
		{"nothing moved", "", func(*Facts) {}, true},
		{"the objective may not move", "", func(f *Facts) { f.Objective = number(999) }, false},
		{"noise is no move", "", func(f *Facts) { f.Objective = number(1000.0000001) }, true},
		{"other figures may, where nothing is said", "", func(f *Facts) { f.Figures["fill_rate"] = 1 }, true},
		{"less is not more", "objective <= +2 %", func(f *Facts) { f.Objective = number(500) }, true},
		{"as much as allowed", "objective <= +2 %", func(f *Facts) { f.Objective = number(1020) }, true},
		{"more than allowed", "objective <= +2 %", func(f *Facts) { f.Objective = number(1021) }, false},
		{"less than it must be", "fill_rate >= -0.5", func(f *Facts) { f.Figures["fill_rate"] = 96.9 }, false},
		{"either way", "stock.* = 1", func(f *Facts) { f.Figures["stock.tools"] = 2.9 }, false},
		{"another status", "", func(f *Facts) { f.Status = "infeasible" }, false},
		{"a figure that is gone", "* = 1 %", func(f *Facts) { delete(f.Figures, "cost") }, false},
		{"a figure that never was", "turnover = 1 %", func(*Facts) {}, false},
		{"a pattern that nothing has", "turnover.* = 1 %", func(*Facts) {}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := plan()
			test.change(f)
			var more []Allowance
			if test.allow != "" {
				a, err := ParseAllowance(test.allow)
				if err != nil {
					t.Fatal(err)
				}
				more = append(more, a)
			}
			list, known := base.Judge("a.yaml", f, more)
			if !known || passes(list) != test.passes {
				t.Errorf("known %v, want %v: %+v", known, test.passes, list)
			}
		})
	}
	if _, known := base.Judge("b.yaml", plan(), nil); known {
		t.Error("a scenario that is not there is known")
	}
}

func TestABaselineReadsBackAsItWasWritten(t *testing.T) {
	base := NewBaseline()
	base.Allow = []string{"cost <= +2 %"}
	base.Scenarios["b.yaml"], base.Scenarios["a.yaml#x"] = NewEntry(plan()), NewEntry(&Facts{Status: "infeasible"})
	text, err := base.Text()
	if err != nil {
		t.Fatal(err)
	}
	again, err := ReadBaseline(text)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(base, again); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
	if bytes.Index(text, []byte("a.yaml")) > bytes.Index(text, []byte("b.yaml")) {
		t.Error("the scenarios are not in order")
	}
	for _, bad := range []string{"", "[]", `{"format_version": 9}`, `{"format_version": 1, "allow": ["x"]}`, `{"format_version": 1, "more": 1}`} {
		if _, err := ReadBaseline([]byte(bad)); err == nil {
			t.Errorf("%s was not refused", bad)
		}
	}
}

func TestMovesSayWhatDiffersBetweenBaselines(t *testing.T) {
	before, after := NewBaseline(), NewBaseline()
	before.Scenarios["a"], before.Scenarios["gone"] = NewEntry(plan()), Entry{Status: "infeasible"}
	moved := plan()
	moved.Objective = number(1100)
	delete(moved.Figures, "cost")
	after.Scenarios["a"], after.Scenarios["new"] = NewEntry(moved), NewEntry(plan())
	want := []Move{
		{"a", "objective", "1000", "1100", 10},
		{"a", "cost", "1000", "", math.NaN()},
		{"gone", "", "infeasible", "", math.NaN()},
		{"new", "", "", "optimal, 1000", math.NaN()},
	}
	if diff := cmp.Diff(want, Moves(before, after), cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
