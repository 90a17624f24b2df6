package model

import (
	"math"
	"slices"
	"time"
)

// mostRuleEntries bounds what the rules of a scenario add to its problem:
// quantities times limits.
const mostRuleEntries = 5_000_000

// rules checks the limits of the user's own.
func (v *validator) rules() {
	unique(v, "rules", v.s.Rules, func(r *LinearRule) string { return r.ID })
	if len(v.s.Rules) == 0 || len(v.labels) == 0 {
		return
	}
	measures, entries := v.s.Measures(), 0
	for i := range v.s.Rules {
		r := &v.s.Rules[i]
		a := at("rules", r.ID)
		if v.ruleForm(a, r) {
			entries += v.ruleTerms(a.to("expr"), r, measures)
		}
		v.ruleLimit(a, &r.Limit)
		if entries > mostRuleEntries {
			v.mistake(a, "rule-too-large", "shorten over:, or filter what is added up", "expected rules with at most %d numbers together, and with this one there are more", mostRuleEntries)
			return
		}
	}
}

// ruleForm checks everything of a rule but what its quantities mean.
func (v *validator) ruleForm(a address, r *LinearRule) bool {
	before, n := len(v.list), len(v.labels)
	if !slices.Contains([]string{"<=", ">=", "="}, r.Sense) {
		v.mistake(a.to("expr"), "rule-form", "", "expected one of <=, >= and ==, got %q", r.Sense)
	}
	if r.Window < 0 || r.Window > n {
		v.mistake(a.to("over"), "rule-form", "", "expected 1 to %d periods, got %d", n, r.Window)
	}
	for k, t := range r.Periods {
		if t < 0 || t >= n || k > 0 && r.Periods[k-1] >= t {
			v.mistake(a.to("periods"), "rule-form", "", "expected periods in order and once each")
			break
		}
	}
	for _, side := range r.Sides() {
		v.ruleNumbers(a.to("expr"), r, side)
	}
	if len(r.Left.Terms)+len(r.Right.Terms) == 0 {
		v.mistake(a.to("expr"), "rule-form", "write total(bought), for example", "expected a quantity of the plan on one side, got numbers alone")
	}
	if len(v.list) > before {
		return false
	}
	if r.Off {
		return true
	}
	for t := range n {
		if len(r.Covered(t, n)) > 0 {
			return true
		}
	}
	v.mistake(a, "rule-form", "", "expected a rule with a limit in some period: it looks back too far, or over too many periods")
	return false
}

// ruleNumbers checks the numbers of one side.
func (v *validator) ruleNumbers(a address, r *LinearRule, side *Linear) {
	check := func(s Series) {
		if n := s.Len(); n > 1 && n != len(v.labels) {
			v.mistake(a, "series-length", "", "expected %d values, got %d", len(v.labels), n)
		}
		for _, x := range s.Values() {
			if math.IsInf(x, 0) || math.Abs(x) > largestNumber {
				v.mistake(a, "number-too-large", "use a larger unit", "expected numbers of at most %s, got %v", plainNumber(largestNumber), x)
				return
			}
		}
	}
	check(side.Constant)
	if _, constant := side.Constant.canonicalOrNone(); !constant && r.Window != 1 {
		v.mistake(a, "rule-form", "multiply it with a quantity, or give the rule one limit a period", "expected a number that is the same in every period, since the rule is over several periods")
	}
	for i := range side.Terms {
		check(side.Terms[i].Weight)
		if side.Terms[i].Before < 0 || side.Terms[i].Before > 0 && r.Window != 1 {
			v.mistake(a, "rule-form", "", "expected before() only in a rule for each period")
		}
	}
}

// canonicalOrNone is canonical for a Series that may be unset.
func (s Series) canonicalOrNone() (values []float64, constant bool) {
	if !s.IsSet() {
		return nil, true
	}
	return s.canonical()
}

// ruleTerms checks that quantities and filters mean something, and counts what
// the rule adds to the problem.
func (v *validator) ruleTerms(a address, r *LinearRule, m *Measures) (entries int) {
	for _, side := range r.Sides() {
		for i := range side.Terms {
			term := &side.Terms[i]
			q, ok := FindQuantity(term.Quantity)
			if !ok {
				v.mistake(a, "unknown-word", near(term.Quantity, QuantityNames()), "expected a quantity of the plan, got %q", term.Quantity)
				continue
			}
			if !v.filterWords(a, &q, term.Where, m) {
				continue
			}
			if !m.Matches(term) {
				v.mistake(a, "rule-matches-nothing", "", "expected a filter that lets something through: nothing is %s by it", term.Quantity)
				continue
			}
			if unit := m.unitOf(term); unit == mixedUnits {
				v.warning(a, "rule-units", "filter by item, or add up in two steps with a factor each", "total(%s) adds up different units", term.Quantity)
			}
			entries += len(m.Cells(term.Quantity)) * len(v.labels) * max(1, r.Window)
		}
	}
	return entries
}

// Matches tells whether a term adds up anything at all.
func (m *Measures) Matches(term *Term) bool {
	cells := m.Cells(term.Quantity)
	for i := range cells {
		c := &cells[i]
		if !term.Where.ByPeriod() {
			if term.Where.Passes(c.Tag) {
				return true
			}
			continue
		}
		for t := range m.s.Calendar.Periods {
			if term.Where.Passes(func(by Subscript) string {
				if by == ByPeriod {
					return m.s.Calendar.Periods[t].Label
				}
				return c.Tag(by)
			}) {
				return true
			}
		}
	}
	return false
}

// filterWords reports subscripts that the quantity has not, and ids that name nothing.
func (v *validator) filterWords(a address, q *Quantity, f *Filter, m *Measures) bool {
	before := len(v.list)
	f.visit(func(f *Filter) {
		if f.Op != FilterIs {
			return
		}
		if !q.Has(f.By) {
			v.mistake(a, "unknown-word", "", "expected a filter that %s has, got %q", q.Name, f.By)
			return
		}
		known := m.Words(q.Name, f.By)
		for _, word := range f.Words {
			if !slices.Contains(known, word) {
				v.mistake(a, "dangling-id", near(word, known), "expected the %s of something %s, got %q", f.By, q.Name, word)
			}
		}
	})
	return len(v.list) == before
}

// near is the hint "did you mean".
func near(word string, known []string) string {
	if like := Nearest(word, known); like != "" {
		return "did you mean " + like + "?"
	}
	if len(known) == 0 {
		return ""
	}
	return "there are " + shortList(known)
}

// ruleLimit checks the words about a rule and its penalty.
func (v *validator) ruleLimit(a address, l *Limit) {
	if l.IsSet() {
		v.mistake(a, "rule-form", "", "expected the limit in the expression, and none besides")
	}
	v.amounts(a.to("penalty"), l.Penalty, false)
	v.keptBy(a, l.Priority)
	if _, err := time.Parse(time.DateOnly, l.Review); l.Review != "" && err != nil {
		v.mistake(a.to("review"), "bad-date", "", "expected a date such as 2026-01-31, got %q", l.Review)
	}
}
