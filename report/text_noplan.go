package report

import (
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
	n := newNames(d.Scenario.Things)
	s.section("THESE LIMITS CANNOT ALL HOLD")
	var owners []string
	for i := range d.Conflict {
		if !slices.Contains(owners, d.Conflict[i].Owner) {
			owners = append(owners, d.Conflict[i].Owner)
		}
	}
	slices.Sort(owners)
	for _, owner := range owners {
		if owner != "" {
			s.line(s.theme.title, fit(owner+":", s.width))
		} else if len(owners) > 1 {
			s.line(s.theme.title, "without an owner:")
		}
		for i := range d.Conflict {
			if c := &d.Conflict[i]; c.Owner == owner {
				s.paragraph(plain, "* ", conflictText(n, c))
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

// conflictText is one limit in business words, with its address.
func conflictText(n names, c *Conflict) string {
	text := capital(n.phrase(c.Group, c.Key))
	if c.Period != "" {
		text += " in " + printable(c.Period)
	}
	text += ": " + bound(c) + " (" + printable(c.Path) + ")"
	if c.Reason != "" {
		text += "; " + printable(strings.TrimRight(c.Reason, ". "))
	}
	if c.Review != "" {
		text += "; review " + printable(c.Review)
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
	}
	word := map[string]string{"<=": "at most ", ">=": "at least ", "=": "exactly "}[c.Sense]
	return word + withUnit(*c.Limit, c.Unit)
}

// unbounded says what it means that there is no best plan.
func (s *screen) unbounded(d *Document) {
	s.section("WHAT THIS MEANS")
	plain := lipgloss.NewStyle()
	s.paragraph(plain, "", "Some decision makes the objective better without end, because nothing holds it back. "+
		"Mostly a price is above all costs while the market has no limit, or a cost is negative.")
	if len(d.Unlimited) > 0 {
		s.paragraph(plain, "", "No limit holds these decisions back:")
		const most = 12
		for i, name := range d.Unlimited {
			if i == most && !s.all {
				s.leftOut(len(d.Unlimited)-most, "decision is", "decisions are")
				break
			}
			s.paragraph(plain, "* ", printable(name))
		}
	}
	s.section("WHAT TO DO")
	s.paragraph(plain, "", "Give demand a max, or limit what is made and bought.")
}
