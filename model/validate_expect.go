package model

import (
	"math"
	"slices"
)

// expect checks what is expected of the plan.
func (v *validator) expect(a address, e *Expect) {
	switch {
	case e.Status != "" && !slices.Contains(ExpectStatuses(), e.Status):
		v.mistake(a.to("status"), "unknown-word", near(e.Status, ExpectStatuses()), "expected one of %s, got %q", joinedWords(ExpectStatuses()), e.Status)
	case e.Status != "" && e.Status != "optimal" && e.Objective.Asked():
		v.mistake(a.to("objective"), "expect-form", "leave out the objective", "expected no objective of an %s scenario", e.Status)
	case e.Status != "" && e.Status != "optimal" && len(e.Figures)+len(e.Prices)+len(e.Findings) > 0:
		v.mistake(a, "expect-form", "leave out figures, prices and findings", "expected nothing of the plan of an %s scenario, which has none", e.Status)
	}
	v.expectation(a.to("objective"), &e.Objective)
	v.expectedFigures(a.to("figures"), e.Figures)
	unique(v, "expect.prices", e.Prices, func(p *ExpectedPrice) string { return p.ID })
	for i := range e.Prices {
		p := &e.Prices[i]
		if p.Of == "" {
			v.mistake(a.to("prices").to(p.ID), "missing-key", "add of: resources.line.capacity."+anyPeriod(v.labels), "expected the key of, which names a limit and a period")
		}
		v.asked(a.to("prices").to(p.ID), &p.Is)
	}
	unique(v, "expect.findings", e.Findings, func(f *ExpectedFinding) string { return f.ID })
	for i := range e.Findings {
		f := &e.Findings[i]
		if !slices.Contains(FindingRules(), f.Rule) {
			v.mistake(a.to("findings").to(f.ID).to("rule"), "unknown-word", near(f.Rule, FindingRules()),
				"expected one of %s, got %q", joinedWords(FindingRules()), f.Rule)
		}
	}
}

func anyPeriod(labels []string) string {
	if len(labels) == 0 {
		return "PERIOD"
	}
	return labels[0]
}

// expectedFigures checks what the figures are about, and what they must be.
func (v *validator) expectedFigures(a address, figures []ExpectedFigure) {
	unique(v, "expect.figures", figures, func(f *ExpectedFigure) string { return f.ID })
	if len(figures) == 0 || len(v.labels) == 0 {
		return
	}
	measures := v.s.Measures()
	for i := range figures {
		f := &figures[i]
		if _, isKey := v.s.FindKeyFigure(f.Of.Line); !isKey {
			v.figureOf(a.to(f.ID).to("of"), f.ID, &f.Of, v.figureNames(), measures)
		}
		v.asked(a.to(f.ID), &f.Is)
	}
}

// figureNames are the lines of a plan and the key figures of the scenario.
func (v *validator) figureNames() []string {
	names := LineNames()
	for _, f := range v.s.KeyFigures() {
		if !slices.Contains(names, f.ID) {
			names = append(names, f.ID)
		}
	}
	return names
}

// asked checks an expectation that must say something.
func (v *validator) asked(a address, e *Expectation) {
	if !e.Asked() {
		v.mistake(a, "expect-form", "add value:, at_least: or at_most:", "expected what the number must be")
		return
	}
	v.expectation(a, e)
}

// expectation checks the numbers of an expectation, which may be none.
func (v *validator) expectation(a address, e *Expectation) {
	if e.Set && (e.AtLeast.IsSet() || e.AtMost.IsSet()) {
		v.mistake(a, "expect-form", "keep one of the two", "expected either a value, or what it is at least and at most; got both")
	}
	if tolerance := e.Tolerance; !(tolerance >= 0 && tolerance <= 1) {
		v.mistake(a.to("tolerance"), "bad-tolerance", "1e-6 is one part in a million", "expected a tolerance from 0 to 1, got %v", tolerance)
	}
	if !(e.Within >= 0) || e.Within > largestNumber {
		v.mistake(a.to("within"), "bad-tolerance", "it is in the unit of the number", "expected how far the number may be off, from 0, got %v", e.Within)
	}
	for _, number := range []struct {
		key   string
		value float64
	}{{"value", e.Value}, {"at_least", e.AtLeast.Or(0, 0)}, {"at_most", e.AtMost.Or(0, 0)}} {
		if math.IsNaN(number.value) || math.Abs(number.value) > largestNumber {
			v.mistake(a.to(number.key), "number-too-large", "", "expected a number of at most %s, got %v", plainNumber(largestNumber), number.value)
		}
	}
	if least, most := e.AtLeast.Or(0, math.Inf(-1)), e.AtMost.Or(0, math.Inf(1)); least > most {
		v.mistake(a.to("at_least"), "min-above-max", "", "expected at most %s, which is at_most, got %s", plainNumber(most), plainNumber(least))
	}
}

// figureOf checks what a figure is about: one of the names, or an expression.
func (v *validator) figureOf(a address, id string, f *Figure, names []string, m *Measures) {
	if f.Line != "" {
		if !slices.Contains(names, f.Line) {
			v.mistake(a, "unknown-word", near(f.Line, names), "expected a line of the plan, or an expression such as total(stock); got %q", f.Line)
		}
		valued := func(k Stock) bool { return k.Value.IsSet() }
		if f.Line == LineStockValue && !slices.ContainsFunc(v.s.Inventory, valued) {
			v.mistake(a, "stock-value", "give stocks the key value, such as value: 20", "expected a stock with a value, since the figure adds up values of stocks")
		}
		return
	}
	if len(f.Form.Terms) == 0 {
		v.mistake(a, "rule-form", "write total(stock), for example", "expected a quantity of the plan, got numbers alone")
		return
	}
	rule := &LinearRule{ID: id, Window: 0, Left: f.Form}
	before := len(v.list)
	v.ruleNumbers(a, rule, &rule.Left)
	if len(v.list) == before {
		v.ruleTerms(a, rule, m)
	}
}
