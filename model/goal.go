package model

import (
	"cmp"
	"math"
	"slices"
)

// Goal is what is wanted of a figure: at least or at most a value, or as much or
// as little as can be. It is hard, priced (its Target has a penalty), ranked, or
// of a budget only compared with the plan.
//
// Ranked goals are met one rank after the other: what a rank reaches is kept,
// within the tolerances of its goals, while the next rank is served. The
// objective of the scenario comes last.
type Goal struct {
	ID        string     `json:"id"`
	Name      string     `json:"name,omitempty"`
	Of        Figure     `json:"of"`
	Want      GoalSense  `json:"want,omitempty"`
	Target    Limit      `json:"target,omitzero"` // value, owner, reason, review and penalty; its value is unset where Want is most or least
	Hard      bool       `json:"hard,omitempty"`
	Rank      int        `json:"rank,omitempty"`      // 1 comes first; 0: not ranked
	Weight    float64    `json:"weight,omitempty"`    // within its rank
	Scale     float64    `json:"scale,omitempty"`     // amount that counts as 100 %, within its rank; 0: the target
	Tolerance float64    `json:"tolerance,omitempty"` // what later ranks may take, in the unit of the figure
	Share     float64    `json:"share,omitempty"`     // and as a share of what was reached
	Method    GoalMethod `json:"method,omitempty"`    // of its rank
	Periods   []int      `json:"periods,omitempty"`   // of a goal: those it is about, ascending; none: all
	Over      string     `json:"over,omitempty"`      // of a budget: see Calendar.Windows
}

// GoalSense says what is wanted.
type GoalSense string

// The senses.
const (
	AtLeast GoalSense = "at_least"
	AtMost  GoalSense = "at_most"
	Most    GoalSense = "most"  // as much as can be
	Least   GoalSense = "least" // as little as can be
)

// HasTarget tells whether the sense compares with a value.
func (g GoalSense) HasTarget() bool { return g == AtLeast || g == AtMost }

// Upward tells whether more is better.
func (g GoalSense) Upward() bool { return g == AtLeast || g == Most }

// GoalMethod says how the goals of one rank are met together.
type GoalMethod string

// The methods.
const (
	WeightedGap GoalMethod = "weighted" // the sum of what is missing is as small as can be
	LeastMet    GoalMethod = "max_min"  // the least satisfied goal is as satisfied as can be, then the sum
)

// GoalMethods lists every GoalMethod.
func GoalMethods() []GoalMethod { return []GoalMethod{WeightedGap, LeastMet} }

// The sections that goals come from.
const (
	AimSection    = "objective"
	GoalSection   = "goals"
	BudgetSection = "budget"
)

// GoalRef is one goal with the section that it comes from.
type GoalRef struct {
	*Goal
	Section string
}

// Path is the address of the goal.
func (r GoalRef) Path() string {
	if r.Section == AimSection {
		return AimSection
	}
	return r.Section + "." + r.ID
}

// Group is the group of the rows of the goal.
func (r GoalRef) Group() Group {
	if r.Section == BudgetSection {
		return GroupBudget
	}
	return GroupGoal
}

// AllGoals lists the figure of the objective, where that is no money, the goals
// and the budgets.
func (s *Scenario) AllGoals() []GoalRef {
	var refs []GoalRef
	if s.Aim.Want != "" {
		refs = append(refs, GoalRef{&s.Aim, AimSection})
	}
	for i := range s.Goals {
		refs = append(refs, GoalRef{&s.Goals[i], GoalSection})
	}
	for i := range s.Budget {
		refs = append(refs, GoalRef{&s.Budget[i], BudgetSection})
	}
	return refs
}

// Ranked tells whether the goal has a place in the order of ranks.
func (r GoalRef) Ranked() bool { return r.Rank > 0 || r.Section == AimSection }

// GoalSpan is the stretch of periods that one row of a goal adds up; the row
// stands in the last of them.
type GoalSpan struct {
	At      int
	Periods []int
}

// Spans lists the stretches of a goal: one, or for a budget one for each of its
// windows that has a value.
func (r GoalRef) Spans(c Calendar) []GoalSpan {
	if r.Section != BudgetSection {
		covered := r.Periods
		if len(covered) == 0 {
			covered = Window{0, c.Len() - 1}.list()
		}
		return []GoalSpan{{covered[len(covered)-1], covered}}
	}
	windows, _ := c.Windows(orPeriod(r.Over))
	var spans []GoalSpan
	for _, w := range windows {
		if r.Target.Value.Has(w.To) {
			spans = append(spans, GoalSpan{w.To, w.list()})
		}
	}
	return spans
}

func (w Window) list() []int {
	list := make([]int, 0, w.To-w.From+1)
	for t := w.From; t <= w.To; t++ {
		list = append(list, t)
	}
	return list
}

// PerHundred is how much of the figure counts as 100 % where goals of one rank
// are compared: the scale, or what the targets ask for together, or 1.
func (r GoalRef) PerHundred(c Calendar) float64 {
	if r.Scale > 0 {
		return r.Scale
	}
	if sum := r.asked(c); sum > 0 {
		return sum
	}
	return 1
}

// asked is the size of all targets together; 0 where there are none.
func (r GoalRef) asked(c Calendar) float64 {
	var sum float64
	if r.Want.HasTarget() {
		for _, span := range r.Spans(c) {
			sum += math.Abs(r.Target.Value.Or(span.At, 0))
		}
	}
	return sum
}

// WeightInRank is the weight of the goal; 1 where none is given.
func (r GoalRef) WeightInRank() float64 {
	if r.Weight > 0 {
		return r.Weight
	}
	return 1
}

// Rank is a set of goals that are met together, after those of the ranks before.
type Rank struct {
	Number int // 0: the figure of the objective
	Method GoalMethod
	Goals  []int // into AllGoals
}

// Ranks lists the ranks in the order in which they are met.
func (s *Scenario) Ranks() []Rank {
	var ranks []Rank
	for k, ref := range s.AllGoals() {
		if !ref.Ranked() {
			continue
		}
		at := slices.IndexFunc(ranks, func(r Rank) bool { return r.Number == ref.Rank })
		if at < 0 {
			ranks = append(ranks, Rank{Number: ref.Rank, Method: ref.Method})
			at = len(ranks) - 1
		}
		ranks[at].Goals = append(ranks[at].Goals, k)
	}
	slices.SortFunc(ranks, func(a, b Rank) int { return cmp.Compare(a.Number, b.Number) })
	for i := range ranks {
		if ranks[i].Method == "" {
			ranks[i].Method = WeightedGap
		}
	}
	return ranks
}

// Together tells whether the goals of the rank have rows of their own for what
// they reach together: there are several, or one with several rows.
func (r Rank) Together(refs []GoalRef, c Calendar) bool {
	return len(r.Goals) > 1 || refs[r.Goals[0]].Want.HasTarget() && refs[r.Goals[0]].Section == BudgetSection
}
