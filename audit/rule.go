package audit

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// sense is the direction of a limit.
type sense int

const (
	atMost sense = iota
	atLeast
	exactly
)

// rule is one limit of one thing, over all periods. Its names are kept in
// pieces and only joined where a test fails.
type rule struct {
	check     string // name of the group, or another check
	key, part string // what it limits: key, or key and part
	path      [6]string
	unit      string
	sense     sense
	limit     *model.Limit // where its value and penalty come from; nil: only for require
	noun      string       // what is measured: "stock of"
	when      string       // "in" or "at the end of" the period
	bound     string       // what it is held against: "the minimum is"
	joined    string       // see body
}

// group returns a rule of a group of limits, for measures of a whole period.
func group(g model.Group, key, unit string) rule {
	return rule{check: string(g), key: key, unit: unit, when: "in"}
}

// body is what stands between the brackets of the rule's row names, before the
// period.
func (r *rule) body() string {
	if r.part == "" {
		return r.key
	}
	if r.joined == "" {
		r.joined = r.key + "," + r.part
	}
	return r.joined
}

// thing names what is limited, for a sentence.
func (r *rule) thing() string {
	if r.part == "" || closing(r.check) {
		return r.key
	}
	return r.key + " " + r.part
}

// address is the path of the rule's limit in the scenario.
func (r *rule) address() string {
	end := len(r.path)
	for end > 0 && r.path[end-1] == "" {
		end--
	}
	return strings.Join(r.path[:end], ".")
}

// row is the name of the rule's row in period t.
func (r *rule) row(a *auditor, t int) string {
	if closing(r.check) {
		return r.check + "[" + r.body() + "]"
	}
	if r.body() == "" {
		return r.check + "[" + a.label(t) + "]"
	}
	return r.check + "[" + r.body() + "," + a.label(t) + "]"
}

// closing tells whether the group has one row a thing, for the last period.
func closing(check string) bool {
	switch model.Group(check) {
	case model.GroupClosingStock, model.GroupClosingBacklog, model.GroupMaintenance, model.GroupTotalCrews, model.GroupReopening, model.GroupGoal,
		model.GroupMinRuns, model.GroupMaxRuns, model.GroupMustLaunch, model.GroupOnce:
		return true
	}
	return false
}

// excess is how far used lies beyond what the limit allows; negative within it.
func (r *rule) excess(used, limit float64) float64 {
	switch r.sense {
	case atLeast:
		return limit - used
	case exactly:
		return math.Abs(used - limit)
	}
	return used - limit
}

// test holds used against the limit in period t: where it is priced there, what
// lies beyond is booked as a violation; otherwise it is a difference.
func (a *auditor) test(r *rule, t int, used, limit, tol float64) {
	if rate, priced := a.rate(r, t); priced {
		a.book(r, t, r.excess(used, limit), rate, tol)
		return
	}
	if !a.allowed(r, t, max(0, r.excess(used, limit)), tol) {
		a.require(r, t, used, limit, tol)
	}
}

// allowed tells whether the plan is allowed to break a hard limit; it tests that
// it does so by the amount that was said.
func (a *auditor) allowed(r *rule, t int, excess, tol float64) bool {
	if len(a.relaxed) == 0 {
		return false
	}
	allowed := a.relaxed[rowID{r.check, r.body(), t}]
	if allowed == nil {
		return false
	}
	allowed.met = true
	if !a.passes(r, t, math.Abs(excess-allowed.Amount), tol+tolerance(allowed.Amount)) {
		a.differ(r, t, allowed.Amount, excess, tol, fmt.Sprintf("%s is claimed to be broken by %s, but the plan breaks it by %s",
			r.row(a, t), quantity(allowed.Amount, r.unit), quantity(excess, "")))
	}
	return true
}

// testGiven tests against the rule's own limit, in the periods that have one.
func (a *auditor) testGiven(r *rule, t int, used float64) {
	if limit := a.at(r.limit.Value, t); !math.IsNaN(limit) {
		if r.sense == atMost {
			limit += a.addedTo(r, t)
		}
		a.test(r, t, used, limit, tolerance(used, limit))
	}
}

// testSeries tests a row of the plan against the rule's own limit in every period.
func (a *auditor) testSeries(r *rule, used []float64) {
	if !r.limit.IsSet() {
		return
	}
	for t, v := range used {
		a.testGiven(r, t, v)
	}
}

// require is a limit that must hold.
func (a *auditor) require(r *rule, t int, used, limit, tol float64) {
	if !a.passes(r, t, r.excess(used, limit), tol) {
		a.differ(r, t, limit, used, tol, fmt.Sprintf("%s %s %s %s is %s, but %s %s",
			r.noun, r.thing(), r.when, a.label(t), quantity(used, r.unit), r.bound, quantity(limit, r.unit)))
	}
}

// rate is the penalty for one unit beyond the limit in period t, if it is priced there.
func (a *auditor) rate(r *rule, t int) (float64, bool) {
	rate := a.at(r.limit.Penalty, t)
	return rate, !math.IsNaN(rate)
}

// quantity writes a number with its unit, where there is one. Ten digits show
// every difference that is larger than the tolerance.
func quantity(v float64, unit string) string {
	text := strconv.FormatFloat(v, 'g', 10, 64)
	if unit == "" {
		return text
	}
	return text + " " + unit
}
