package model

import "slices"

// Strategy is a way to meet demand that changes over time: with the same output
// or the same heads in every period, with output that follows demand, or with
// something in between. It stands for limits of its own, which StrategyLimits lists.
type Strategy struct {
	ID       string       `json:"id"`
	Plan     StrategyKind `json:"plan"`
	Keep     StrategyKeep `json:"keep,omitempty"`     // what a level or hybrid plan keeps; see Keeps
	Change   Series       `json:"change,omitzero"`    // of a hybrid plan: the most that it changes from one period to the next
	Families []string     `json:"families,omitempty"` // ids, sorted; none: all
	Sites    []string     `json:"sites,omitempty"`    // ids, sorted; none: all
	Periods  []int        `json:"periods,omitempty"`  // indices, ascending; none: all

	Overtime    Permission `json:"overtime,omitempty"`
	Outsourcing Permission `json:"outsourcing,omitempty"`
	Backlog     Permission `json:"backlog,omitempty"`

	Rule Limit `json:"rule,omitzero"` // owner, reason, review, penalty and priority of all its limits; the value is not used
}

// StrategyKind is one of the strategies of aggregate planning.
type StrategyKind string

// The strategies.
const (
	Level  StrategyKind = "level"  // the same in every period: stock takes up the difference
	Chase  StrategyKind = "chase"  // no more stock than is needed: output follows demand
	Hybrid StrategyKind = "hybrid" // changes are bounded, and stock takes up the rest
)

// StrategyKinds lists every StrategyKind.
func StrategyKinds() []StrategyKind { return []StrategyKind{Level, Chase, Hybrid} }

// StrategyKeep is what a level plan keeps the same.
type StrategyKeep string

// What can be kept.
const (
	KeepHeads  StrategyKeep = "heads"  // of each crew
	KeepOutput StrategyKeep = "output" // of each family, on all processes in scope together
)

// StrategyKeeps lists every StrategyKeep.
func StrategyKeeps() []StrategyKeep { return []StrategyKeep{KeepHeads, KeepOutput} }

// Permission says whether a strategy makes use of something; empty: as is usual for it.
type Permission string

// The permissions.
const (
	Allowed   Permission = "true"
	Forbidden Permission = "false"
)

// Permissions lists every Permission.
func Permissions() []Permission { return []Permission{Allowed, Forbidden} }

// Measure is a way besides stock to meet demand that regular output does not.
type Measure struct {
	Name  string // the key of the strategy
	Group Group
	Given Permission
}

// Measures lists the measures and whether the strategy makes use of them, as it says.
func (s *Strategy) Measures() []Measure {
	return []Measure{
		{"overtime", GroupNoOvertime, s.Overtime},
		{"outsourcing", GroupNoOutsourcing, s.Outsourcing},
		{"backlog", GroupNoBacklog, s.Backlog},
	}
}

// Forbids tells whether the strategy does without a measure: where nothing is
// said a chase plan does without all of them, and a level plan without backlog.
func (s *Strategy) Forbids(m Measure) bool {
	if m.Given != "" {
		return m.Given == Forbidden
	}
	return s.Plan == Chase || s.Plan == Level && m.Group == GroupNoBacklog
}

// about tells whether the strategy holds in period t.
func (s *Strategy) about(t int) bool { return len(s.Periods) == 0 || slices.Contains(s.Periods, t) }

// ofFamily tells whether an item is a family that the strategy is about.
func (s *Strategy) ofFamily(all *Scenario, id string) bool {
	if len(s.Families) > 0 {
		return slices.Contains(s.Families, id)
	}
	return slices.ContainsFunc(all.Families, func(f Item) bool { return f.ID == id })
}

func (s *Strategy) atSite(id string) bool { return len(s.Sites) == 0 || slices.Contains(s.Sites, id) }

// runs lists the processes that the strategy is about.
func (s *Strategy) runs(all *Scenario) []int {
	var list []int
	for p := range all.Processes {
		process := &all.Processes[p]
		if s.atSite(process.Site) && slices.ContainsFunc(process.Makes, func(part Part) bool { return s.ofFamily(all, part.ID) }) {
			list = append(list, p)
		}
	}
	return list
}

// works tells whether a resource or crew belongs to what the strategy is about:
// any at its sites or, where it names families, one that makes them.
func (s *Strategy) works(all *Scenario, id, site string) bool {
	if !s.atSite(site) {
		return false
	}
	if len(s.Families) == 0 {
		return true
	}
	return slices.ContainsFunc(s.runs(all), func(p int) bool {
		return slices.ContainsFunc(all.Processes[p].Uses, func(part Part) bool { return part.ID == id })
	})
}

// crews lists the crews that the strategy is about.
func (s *Strategy) crews(all *Scenario) []int {
	var list []int
	for w := range all.Workforce {
		if s.works(all, all.Workforce[w].ID, all.Workforce[w].Site) {
			list = append(list, w)
		}
	}
	return list
}

// Keeps is what the strategy keeps the same: what it says or else heads, where
// there are crews.
func (s *Strategy) Keeps(all *Scenario) StrategyKeep {
	switch {
	case s.Keep != "":
		return s.Keep
	case len(s.crews(all)) > 0:
		return KeepHeads
	}
	return KeepOutput
}
