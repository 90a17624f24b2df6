package analysis

import (
	"cmp"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// Changes says what gives way when a scenario changes: the best plan before and
// after, side by side.
type Changes struct {
	Before, After   *solver.Result
	Begin           []solver.LimitState // limits that bind after, and did not before
	Cease           []solver.LimitState // limits that bound before, and do not after
	Moved           []Moved             // decisions that differ, the most money through them first
	IntegersAreFree bool                // whole numbers may differ: both plans are the best of their own
}

// Moved is a decision over all periods that differs between two plans.
type Moved struct {
	What, Key     string
	Before, After []float64 // by period of the plan that it is in; nil where it is in none
	Money         float64   // that goes through the difference, whichever way: for ranking
}

// Compare says what differs between the best plans of two studies.
func Compare(before, after *Study) (*Changes, error) {
	if !before.Answers() || !after.Answers() {
		return nil, errNoAnswers
	}
	c := &Changes{Before: before.Result, After: after.Result}
	c.IntegersAreFree = before.Formulation.Problem.IsInteger() || after.Formulation.Problem.IsInteger()
	c.Begin = bindsOnlyIn(after.Result.Limits, before.Result.Limits)
	c.Cease = bindsOnlyIn(before.Result.Limits, after.Result.Limits)
	c.Moved = movedBetween(before, after)
	return c, nil
}

// bindsOnlyIn lists the limits that bind at a price in one plan and not in
// another, or are not there. What is exactly so always binds, and says nothing.
func bindsOnlyIn(here, there []solver.LimitState) []solver.LimitState {
	bound := make(map[string]bool)
	for i := range there {
		if binds(&there[i]) {
			bound[there[i].ID] = true
		}
	}
	var list []solver.LimitState
	for i := range here {
		if l := &here[i]; binds(l) && !bound[l.ID] {
			list = append(list, *l)
		}
	}
	return list
}

func binds(l *solver.LimitState) bool {
	return l.Sense != "=" && !l.Group.Info().Identity && l.Binding(1e-6) && math.Abs(l.Price) > 1e-9
}

// plain are the decisions that people speak of; the others are bookkeeping.
var plain = []string{
	"runs", "bought", "shipped", "stock", "served", "lost", "backlog", "worked", "rented", "heads", "hired", "laid_off",
	"temps", "overflow", "disposed", "open", "on",
}

// throughput is the money that goes through one unit of a column: half of what
// all its terms are worth, because in use it is worth what it costs.
func (st *Study) throughput(column int) float64 {
	rows, values := st.linear.ByColumn().Line(column)
	sum := math.Abs(st.linear.Cost[column])
	for k, row := range rows {
		sum += math.Abs(values[k] * st.best.RowDual[row])
	}
	return sum / 2
}

func movedBetween(before, after *Study) []Moved {
	type part struct {
		values []float64
		worth  []float64
	}
	read := func(st *Study) (order []decided, parts map[decided]part) {
		parts = make(map[decided]part)
		for _, block := range st.Formulation.Problem.Cols.Blocks() {
			if !slices.Contains(plain, block.Name) {
				continue
			}
			at := decided{block.Name, block.Key}
			p := part{values: st.best.ColValue[block.First : block.First+block.Len], worth: make([]float64, block.Len)}
			for t := range p.worth {
				p.worth[t] = st.throughput(block.First + t)
			}
			order, parts[at] = append(order, at), p
		}
		return order, parts
	}
	order, old := read(before)
	later, recent := read(after)
	for _, at := range later {
		if _, known := old[at]; !known {
			order = append(order, at)
		}
	}
	var list []Moved
	for _, at := range order {
		a, b := old[at], recent[at]
		m := Moved{What: at.what, Key: at.key, Before: a.values, After: b.values}
		for t := range max(len(a.values), len(b.values)) {
			x, y, worth := in(a.values, t), in(b.values, t), max(in(a.worth, t), in(b.worth, t))
			if math.Abs(x-y) > leastShort*max(1, math.Abs(x), math.Abs(y)) {
				m.Money += math.Abs(x-y) * worth
			}
		}
		if m.Money > 0 {
			list = append(list, m)
		}
	}
	slices.SortStableFunc(list, func(a, b Moved) int { return cmp.Compare(b.Money, a.Money) })
	return list
}

// in is an element, or 0 beyond the end.
func in(values []float64, t int) float64 {
	if t < len(values) {
		return values[t]
	}
	return 0
}

// AccountChange is by how much an account of the statement changes.
type AccountChange struct {
	Account       model.Account
	Before, After float64
}

// Accounts lists the accounts that change, in the order of a statement.
func (c *Changes) Accounts() []AccountChange {
	var list []AccountChange
	for _, a := range model.Accounts() {
		before, after := c.Before.Money.Total(a), c.After.Money.Total(a)
		if math.Abs(after-before) > 1e-9*max(1, math.Abs(before), math.Abs(after)) {
			list = append(list, AccountChange{a, before, after})
		}
	}
	return list
}

// Penalties are the penalties before and after.
func (c *Changes) Penalties() (before, after float64) {
	total := func(r *solver.Result) (sum float64) {
		for i := range r.Penalties {
			sum += r.Penalties[i].Penalty()
		}
		return sum
	}
	return total(c.Before), total(c.After)
}
