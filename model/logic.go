package model

import "path"

// Logic ties switches together, in every period: at most, at least or exactly
// so many of several are on, or some may only be on where others are. It has
// one of the forms AtMost, AtLeast, Exactly (with Of), and If with Then.
type Logic struct {
	ID       string   `json:"id"`
	Name     string   `json:"name,omitempty"`
	AtMost   Series   `json:"at_most,omitempty"`
	AtLeast  Series   `json:"at_least,omitempty"`
	Exactly  Series   `json:"exactly,omitempty"`
	Of       []string `json:"of,omitempty"`   // paths, of which a part may be *
	If       []string `json:"if,omitempty"`   // where any of these is on,
	Then     []string `json:"then,omitempty"` // all of these are
	Owner    string   `json:"owner,omitempty"`
	Reason   string   `json:"reason,omitempty"`
	Review   string   `json:"review,omitempty"`   // date, YYYY-MM-DD
	Penalty  Series   `json:"penalty,omitempty"`  // money per unit on too much or too few; unset: hard
	Priority int      `json:"priority,omitempty"` // see Limit
}

// Limit is the logic as a limit on how many are on, and its key. For the form
// with If it is 0 in every period: as many as are on of the one, less as many
// as may be for the other.
func (l *Logic) Limit() (Limit, string) {
	limit := Limit{Owner: l.Owner, Reason: l.Reason, Review: l.Review, Penalty: l.Penalty, Priority: l.Priority}
	key := "if"
	switch {
	case l.AtMost.IsSet():
		limit.Value, key = l.AtMost, "at_most"
	case l.AtLeast.IsSet():
		limit.Value, key = l.AtLeast, "at_least"
	case l.Exactly.IsSet():
		limit.Value, key = l.Exactly, "exactly"
	default:
		limit.Value = Constant(0)
	}
	return limit, key
}

// members are the patterns that logic names.
func (l *Logic) members() [][]string { return [][]string{l.Of, l.If, l.Then} }

// Switchable lists the paths of everything that logic can name, in the order
// of Switches.
func (s *Scenario) Switchable() []string {
	var paths []string
	for i := range s.Processes {
		paths = append(paths, "processes."+s.Processes[i].ID)
	}
	for _, ref := range s.Offers() {
		paths = append(paths, "suppliers."+ref.Supplier.ID+".sells."+ref.Offer.ID)
	}
	for i := range s.Lanes {
		paths = append(paths, "lanes."+s.Lanes[i].ID)
	}
	return paths
}

// matching lists those of paths that a pattern matches. A * stands for any
// letters of one part of a path.
func matching(paths []string, pattern string) []string {
	slashed := slashes(pattern)
	var found []string
	for _, p := range paths {
		if ok, err := path.Match(slashed, slashes(p)); err == nil && ok {
			found = append(found, p)
		}
	}
	return found
}

// slashes writes a path with / between its parts, as path.Match reads it.
func slashes(p string) string {
	b := []byte(p)
	for i := range b {
		if b[i] == '.' {
			b[i] = '/'
		}
	}
	return string(b)
}

// namedInLogic is every path that logic is about; nil where there is no logic.
func (s *Scenario) namedInLogic() map[string]bool {
	if len(s.Logic) == 0 {
		return nil
	}
	named, paths := map[string]bool{}, s.Switchable()
	for i := range s.Logic {
		for _, patterns := range s.Logic[i].members() {
			for _, pattern := range patterns {
				for _, p := range matching(paths, pattern) {
					named[p] = true
				}
			}
		}
	}
	return named
}

// LogicSwitches are the switches that logic is about, each once, as indices
// into Switches.
type LogicSwitches struct{ Of, If, Then []int }

// LogicSwitches finds the switches of every logic, given Switches.
func (s *Scenario) LogicSwitches(refs []SwitchRef) []LogicSwitches {
	things := make([]string, len(refs))
	index := make(map[string]int, len(refs))
	for k := range refs {
		things[k] = refs[k].Thing
		index[things[k]] = k
	}
	find := func(patterns []string) []int {
		seen := map[int]bool{}
		var found []int
		for _, pattern := range patterns {
			for _, p := range matching(things, pattern) {
				if k := index[p]; !seen[k] {
					seen[k] = true
					found = append(found, k)
				}
			}
		}
		return found
	}
	all := make([]LogicSwitches, len(s.Logic))
	for i := range s.Logic {
		l := &s.Logic[i]
		all[i] = LogicSwitches{find(l.Of), find(l.If), find(l.Then)}
	}
	return all
}
