package regress

import (
	"math"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// Verdict is what became of one thing that must hold.
type Verdict struct {
	Path   string // address of the expectation in the scenario; empty where it is not there
	What   string // objective, fill_rate, price of ...
	Unit   string // of the numbers
	Source string // where the expected number comes from
	Passed bool

	// A number: Sense says how it compares with what is expected, give or take
	// Allowed. Expected is nil where words are compared.
	Sense    string // "=", "<=" or ">="
	Expected *float64
	Actual   *float64
	Allowed  float64

	// Words. Wanted is empty where Found says what is missing.
	Wanted, Found string
	Hint          string
}

// Judge compares facts with expectations. Counts tells which of them hold for
// the scenario, by path; nil: all. Where no status is expected, or it does not
// count, there must be a best plan, unless what does not count says otherwise.
func Judge(e *model.Expect, f *Facts, counts func(path string) bool) []Verdict {
	j := judge{facts: f, counts: counts}
	j.status(e)
	j.audit()
	if f.Objective != nil {
		j.number("expect.objective", "objective", Number{Value: f.Objective, Unit: f.Currency}, &e.Objective)
		for i := range e.Figures {
			x := &e.Figures[i]
			j.number("expect.figures."+x.ID, x.ID, f.Asked[x.ID], &x.Is)
		}
		for i := range e.Prices {
			x := &e.Prices[i]
			j.number("expect.prices."+x.ID, "price of "+x.Of, f.Prices[x.ID], &x.Is)
		}
		for i := range e.Findings {
			j.finding(&e.Findings[i])
		}
	}
	j.relations()
	return j.list
}

type judge struct {
	facts  *Facts
	counts func(path string) bool
	list   []Verdict
}

func (j *judge) takes(path string) bool { return j.counts == nil || j.counts(path) }

func (j *judge) add(v Verdict) { j.list = append(j.list, v) }

func (j *judge) status(e *model.Expect) {
	const path, optimal = "expect.status", "optimal"
	wanted := e.Status
	switch {
	case !j.takes(path) && wanted != "" && wanted != optimal:
		return // what another version of the scenario must be says nothing of this one
	case wanted == "" || !j.takes(path):
		wanted = optimal
	}
	found := j.facts.Status
	v := Verdict{Path: path, What: "status", Wanted: wanted, Found: found, Passed: wanted == found}
	if !v.Passed && j.facts.Reason != "" {
		v.Found += ", " + j.facts.Reason
	}
	j.add(v)
}

func (j *judge) audit() {
	if j.facts.Checks == 0 && len(j.facts.Failures) == 0 {
		return
	}
	v := Verdict{What: "audit", Wanted: "a plan that passes", Found: "it passes", Passed: len(j.facts.Failures) == 0}
	if !v.Passed {
		v.Found = strings.Join(j.facts.Failures, "; ")
	}
	j.add(v)
}

// number judges one number, with a verdict for each thing that is expected of it.
func (j *judge) number(path, what string, x Number, e *model.Expectation) {
	if !e.Asked() || !j.takes(path) {
		return
	}
	v := Verdict{Path: path, What: what, Unit: x.Unit, Source: e.Source}
	if x.Value == nil {
		v.Found = x.Why
		j.add(v)
		return
	}
	for _, side := range []struct {
		sense  string
		wanted float64
		asked  bool
	}{{"=", e.Value, e.Set}, {">=", e.AtLeast.Or(0, 0), e.AtLeast.IsSet()}, {"<=", e.AtMost.Or(0, 0), e.AtMost.IsSet()}} {
		if !side.asked {
			continue
		}
		w := v
		w.compare(side.sense, side.wanted, *x.Value, e.Within+e.Tolerance*max(1, math.Abs(side.wanted)))
		j.add(w)
	}
}

// compare fills in a comparison of two numbers.
func (v *Verdict) compare(sense string, wanted, found, allowed float64) {
	v.Sense, v.Expected, v.Actual, v.Allowed = sense, &wanted, &found, allowed
	v.Passed = Holds(sense, wanted, found, allowed)
}

// Holds tells whether a number compares with what is wanted as it must, give or
// take what is allowed.
func Holds(sense string, wanted, found, allowed float64) bool {
	switch sense {
	case "<=":
		return found <= wanted+allowed
	case ">=":
		return found >= wanted-allowed
	}
	return math.Abs(found-wanted) <= allowed
}

func (j *judge) finding(e *model.ExpectedFinding) {
	path := "expect.findings." + e.ID
	if !j.takes(path) {
		return
	}
	var first string
	for _, f := range j.facts.Findings {
		if f.Rule == e.Rule && strings.Contains(f.Text, e.Says) {
			first = f.Text
			break
		}
	}
	v := Verdict{Path: path, What: "finding " + e.Rule, Found: first, Passed: (first != "") == (e.Is != model.Absent)}
	v.Wanted = "one"
	if e.Says != "" {
		v.Wanted = "one that says " + e.Says
	}
	if e.Is == model.Absent {
		v.Wanted = "none"
		if e.Says != "" {
			v.Wanted = "none that says " + e.Says
		}
	}
	if first == "" {
		v.Found = "none"
	}
	j.add(v)
}

func (j *judge) relations() {
	for i := range j.facts.Relations {
		r := &j.facts.Relations[i]
		if r.LeftOut != "" {
			continue
		}
		v := Verdict{
			What: r.Name + " (" + r.Change + ")", Unit: j.facts.Currency, Sense: r.Sense, Expected: r.Wanted, Actual: r.Found,
			Allowed: r.Allowed, Passed: !r.Broken, Hint: r.Hint,
		}
		if r.Wanted == nil || r.Found == nil {
			v.Expected, v.Actual = nil, nil
			v.Wanted, v.Found = "the status "+j.facts.Status, r.Status
		}
		j.add(v)
	}
}
