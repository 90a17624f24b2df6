package model

import "slices"

// LinearRule is a limit of the user's own: a linear form over quantities of the
// plan that is at most, at least or exactly another.
type LinearRule struct {
	ID      string `json:"id"`
	Name    string `json:"name,omitempty"`
	Off     bool   `json:"off,omitempty"` // as if it were not there
	Expr    string `json:"-"`             // as written; what it means is in Left, Sense and Right
	Values  []Part `json:"-"`             // numbers over time that Expr names; sorted by name
	Left    Linear `json:"left"`
	Sense   string `json:"sense"` // "<=", ">=" or "="
	Right   Linear `json:"right"`
	Window  int    `json:"window"`            // periods in a row that one limit adds up; 0: all of them
	Periods []int  `json:"periods,omitempty"` // indices of the periods that it is about, ascending; none: all
	Unit    string `json:"unit,omitempty"`    // empty: that of the quantities
	Limit   Limit  `json:"limit,omitzero"`    // owner, reason, review and penalty; its Value is unset
}

// Linear is a number plus quantities times numbers.
type Linear struct {
	Constant Series `json:"constant,omitempty"` // 0 where unset
	Terms    []Term `json:"terms,omitempty"`
}

// Term is the sum of a quantity over everything that the filter lets through,
// times a number.
type Term struct {
	Quantity string  `json:"quantity"` // name of a Quantity
	Where    *Filter `json:"where,omitempty"`
	Weight   Series  `json:"weight"`           // 1 where unset
	Before   int     `json:"before,omitempty"` // so many periods earlier than the one of the limit
}

// FilterOp says how a Filter is put together.
type FilterOp string

// The kinds of Filter.
const (
	FilterIs  FilterOp = "is"  // the subscript By is one of Words
	FilterAll FilterOp = "all" // all of Of hold
	FilterAny FilterOp = "any" // one of Of holds
	FilterNot FilterOp = "not" // the only one of Of does not hold
)

// Filter lets a part of a quantity through. A nil Filter lets everything through.
type Filter struct {
	Op    FilterOp  `json:"op"`
	By    Subscript `json:"by,omitempty"`
	Words []string  `json:"words,omitempty"` // ids, or labels of periods
	Of    []Filter  `json:"of,omitempty"`
}

// Passes tells whether the filter lets through what has those subscripts.
func (f *Filter) Passes(tag func(Subscript) string) bool {
	if f == nil {
		return true
	}
	switch f.Op {
	case FilterIs:
		return slices.Contains(f.Words, tag(f.By))
	case FilterAll:
		for i := range f.Of {
			if !f.Of[i].Passes(tag) {
				return false
			}
		}
		return true
	case FilterAny:
		for i := range f.Of {
			if f.Of[i].Passes(tag) {
				return true
			}
		}
		return false
	case FilterNot:
		return len(f.Of) == 1 && !f.Of[0].Passes(tag)
	}
	return false
}

// visit calls a function for the filter and for everything that it is made of.
func (f *Filter) visit(see func(*Filter)) {
	if f == nil {
		return
	}
	see(f)
	for i := range f.Of {
		f.Of[i].visit(see)
	}
}

// ByPeriod tells whether the filter looks at periods.
func (f *Filter) ByPeriod() bool {
	found := false
	f.visit(func(g *Filter) { found = found || g.By == ByPeriod })
	return found
}

// Sides are both sides of the rule.
func (r *LinearRule) Sides() [2]*Linear { return [2]*Linear{&r.Left, &r.Right} }

// Deepest is how many periods the rule looks back at most.
func (r *LinearRule) Deepest() int {
	deepest := 0
	for _, side := range r.Sides() {
		for i := range side.Terms {
			deepest = max(deepest, side.Terms[i].Before)
		}
	}
	return deepest
}

// Covered lists the periods that the limit of period t adds up, ascending; none
// where there is no limit in t. A limit over several periods stands in the last
// of them, and there only if the rule is about all of them.
func (r *LinearRule) Covered(t, periods int) []int {
	about := func(t int) bool { return len(r.Periods) == 0 || slices.Contains(r.Periods, t) }
	if r.Off || !about(t) || t < r.Deepest() {
		return nil
	}
	if r.Window == 0 {
		return r.whole(t, periods)
	}
	covered := make([]int, 0, r.Window)
	for u := t - r.Window + 1; u <= t; u++ {
		if u < 0 || !about(u) {
			return nil
		}
		covered = append(covered, u)
	}
	return covered
}

// whole is Covered for the limit over all periods, which stands in the last one.
func (r *LinearRule) whole(t, periods int) []int {
	covered := r.Periods
	if len(covered) == 0 {
		covered = make([]int, periods)
		for u := range covered {
			covered[u] = u
		}
	}
	if covered[len(covered)-1] != t {
		return nil
	}
	return covered
}

// asksForMore tells whether something of the user's own may make it worth while
// to do what is of no use otherwise.
func (s *Scenario) asksForMore() bool {
	if len(s.Locks) > 0 || len(s.AllGoals()) > 0 || s.forced() {
		return true
	}
	for i := range s.Rules {
		if r := &s.Rules[i]; !r.Off && !r.holdsBack() {
			return true
		}
	}
	return false
}

// holdsBack tells whether the rule can only make a plan do less: it is at most
// a number for a sum of activities.
func (r *LinearRule) holdsBack() bool {
	if r.onlyOptions() {
		return true // what is open may be used, and need not be
	}
	less, more := &r.Left, &r.Right
	switch r.Sense {
	case ">=":
		less, more = more, less
	case "=":
		return false
	}
	for i := range more.Terms {
		if more.Terms[i].Quantity != "asked" {
			return false
		}
	}
	for i := range less.Terms {
		term := &less.Terms[i]
		if !slices.Contains(activities, term.Quantity) || slices.ContainsFunc(term.Weight.Values(), func(x float64) bool { return !(x >= 0) }) {
			return false
		}
	}
	return true
}

// onlyOptions tells whether the rule is about nothing but which options are
// open, which promotions run, and when launches are.
func (r *LinearRule) onlyOptions() bool {
	for _, side := range [][]Term{r.Left.Terms, r.Right.Terms} {
		for i := range side {
			if !slices.Contains([]string{"open", "opened", "closed", "happens", "launched"}, side[i].Quantity) {
				return false
			}
		}
	}
	return true
}

// activities are the quantities that grow with what is done, and with nothing else.
var activities = []string{
	"runs", "made", "consumed", "blended", "used", "bought", "shipped", "hired", "overtime", "rented", "on",
	"making_cost", "purchase_cost", "moving_cost", "overtime_cost",
}

// followSplit makes filters by demand follow a demand that was divided: they
// mean all its parts.
func (s *Scenario) followSplit(origin map[string]string) {
	parts := map[string][]string{}
	for i := range s.Demand {
		if whole := origin[s.Demand[i].ID]; whole != "" {
			parts[whole] = append(parts[whole], s.Demand[i].ID)
		}
	}
	follow := func(f *Filter) {
		if f.Op != FilterIs || f.By != ByDemand {
			return
		}
		var words []string
		for _, word := range f.Words {
			if divided := parts[word]; len(divided) > 0 {
				words = append(words, divided...)
			} else {
				words = append(words, word)
			}
		}
		f.Words = words
	}
	for _, form := range s.forms() {
		for k := range form.Terms {
			form.Terms[k].Where.visit(follow)
		}
	}
}

// forms are all linear forms of the user's own: both sides of every rule, and
// the figures of goals.
func (s *Scenario) forms() []*Linear {
	var forms []*Linear
	for i := range s.Rules {
		sides := s.Rules[i].Sides()
		forms = append(forms, sides[:]...)
	}
	for _, ref := range s.AllGoals() {
		forms = append(forms, &ref.Of.Form)
	}
	return forms
}
