package report

import (
	"cmp"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/steelyard-sop/steelyard/model"
)

// infeasible writes the limits that cannot all hold, by owner, and what to do.
func (s *screen) infeasible(d *Document) {
	plain := lipgloss.NewStyle()
	if len(d.Conflict) == 0 {
		s.section("WHAT TO DO")
		s.paragraph(plain, "", "The limits in conflict could not be found in the time given. Allow more time, "+
			"or give a penalty to the limits that may be broken: the plan then shows which ones are.")
		return
	}
	s.section("THESE LIMITS CANNOT ALL HOLD")
	members := conflictMembers(d)
	var owners []string
	for i := range members {
		if !slices.Contains(owners, members[i].Owner) {
			owners = append(owners, members[i].Owner)
		}
	}
	slices.SortFunc(owners, func(a, b string) int {
		if a == "" || b == "" { // nobody comes last
			return cmp.Compare(b, a)
		}
		return cmp.Compare(a, b)
	})
	for _, owner := range owners {
		if owner != "" {
			s.line(s.theme.title, fit(owner+":", s.width))
		} else if len(owners) > 1 {
			s.line(s.theme.title, "without an owner:")
		}
		for i := range members {
			if members[i].Owner == owner {
				s.paragraph(plain, "* ", members[i].text())
			}
		}
	}
	s.section("WHAT TO DO")
	if len(d.Conflict) == 1 {
		s.paragraph(plain, "", "Relax this limit, or give it a penalty so that it may be broken at a price. "+
			"It cannot hold whatever the other limits are.")
		return
	}
	s.paragraph(plain, "", "Relax any one of them, or give one a penalty so that it may be broken at a price: "+
		"without it the others can hold. Other conflicts may come to light then.")
}

// member is a limit of the conflict over periods in a row in which it asks for
// the same.
type member struct {
	*Conflict
	phrase, bound string
	last          string // label of the last period; Conflict has the first
}

func conflictMembers(d *Document) []member {
	n, periods := newNames(d.Scenario.Things), newPeriodNames(&d.Scenario)
	var members []member
	for i := range d.Conflict {
		c := &d.Conflict[i]
		next := member{c, n.phrase(c.Group, c.Key), bound(c), c.Period}
		if k := len(members) - 1; k >= 0 {
			before := &members[k]
			if before.Group == c.Group && before.Key == c.Key && before.Path == c.Path && before.bound == next.bound &&
				periods.index[before.last]+1 == periods.index[c.Period] {
				before.last = c.Period
				continue
			}
		}
		members = append(members, next)
	}
	return members
}

// text is the limit in business words, with its address.
func (m *member) text() string {
	text := capital(m.phrase)
	switch {
	case m.Period == "":
	case m.last != m.Period:
		text += " from " + printable(m.Period) + " to " + printable(m.last)
	default:
		text += " in " + printable(m.Period)
	}
	text += ": " + m.bound + " (" + printable(m.Path) + ")"
	if m.Reason != "" {
		text += "; " + printable(strings.TrimRight(m.Reason, ". "))
	}
	if m.Review != "" {
		text += "; review " + printable(m.Review)
	}
	return text + "."
}

// bound says what the limit asks for: "at most 12,800 h".
func bound(c *Conflict) string {
	switch {
	case c.Group == model.GroupHours:
		return "no more than the heads give"
	case c.Group == model.GroupOvertime && (c.Limit == nil || *c.Limit == 0) && strings.HasPrefix(c.Path, "workforce."):
		return "no more than the heads may work"
	case c.Limit == nil:
		return "as the scenario says"
	case c.Group == model.GroupDemand:
		return counted(*c.Limit, c.Unit) + " must be served"
	}
	word := map[string]string{"<=": "at most ", ">=": "at least ", "=": "exactly "}[c.Sense]
	return word + counted(*c.Limit, c.Unit)
}

// unbounded says what it means that there is no best plan.
func (s *screen) unbounded(d *Document) {
	s.section("WHAT THIS MEANS")
	plain := lipgloss.NewStyle()
	s.paragraph(plain, "", "Some decision makes the objective better without end, because nothing holds it back. "+
		"Mostly a price is above all costs while the market has no limit.")
	if len(d.Unlimited) > 0 {
		s.paragraph(plain, "", "No limit holds these decisions back:")
		const most = 12
		for i, name := range d.Unlimited {
			if i == most && !s.all {
				s.leftOut(len(d.Unlimited)-most, "decision is", "decisions are")
				break
			}
			s.paragraph(plain, "* ", decisionText(newNames(d.Scenario.Things), name))
		}
	}
	s.section("WHAT TO DO")
	s.paragraph(plain, "", "Give demand a max, or limit what is made and bought.")
}

// decisionText says in words what the name of a decision means, without its
// period: "making of assemble" for runs[assemble,2026-01].
func decisionText(n names, name string) string {
	what, rest, ok := strings.Cut(strings.TrimSuffix(name, "]"), "[")
	end := strings.LastIndex(rest, ",")
	if !ok || end < 0 {
		return printable(name)
	}
	key := rest[:end]
	switch what {
	case "runs":
		return "runs of " + n.of(key, KindProcess)
	case "served":
		return "sales of " + n.of(key, KindDemand)
	case "bought":
		return "purchases of " + n.subject(model.GroupSupply, key)
	case "shipped":
		return "shipments of " + n.subject(model.GroupMaxShipment, key)
	case "stock":
		return "stock of " + n.subject(model.GroupMinStock, key)
	case "worked":
		return "overtime of " + n.subject(model.GroupOvertime, key)
	}
	return printable(strings.ReplaceAll(what, "_", " ") + " of " + key)
}
