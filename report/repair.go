package report

import (
	"fmt"
	"math"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/steelyard-sop/steelyard/model"
)

func newRelaxed(s *model.Scenario, in Input) []Relaxed {
	relaxed := []Relaxed{}
	for i, v := range in.Result.Relaxed {
		r := Relaxed{
			Limit: v.Limit, Path: v.Path, Period: periodLabel(s, v.Period), Amount: quantity(v.Amount), Unit: v.Unit,
			YieldUnit: priceUnit(s.Currency, v.Unit),
		}
		if i < len(in.Yields) {
			r.Yield = known(in.Yields[i], priceDigits-2)
		}
		relaxed = append(relaxed, r)
	}
	return relaxed
}

func newRepairs(s *model.Scenario, in Input) []Repair {
	repairs := []Repair{}
	for _, r := range in.Repairs {
		repair := Repair{Only: r.Only, Owner: r.Owner, Other: r.Other, Size: clean(r.Size, kpiDigits), Moves: []Moved{}}
		for _, m := range r.Moves {
			l := &in.Limits[m.Row]
			repair.Moves = append(repair.Moves, Moved{
				ID: l.ID, Group: l.Group, Key: l.Key, Path: l.Path, Owner: l.Owner, Period: periodLabel(s, l.Period),
				Unit: l.Unit, Limit: known(l.Limit, significantDigits), Priority: l.Rank, Amount: clean(m.Amount, kpiDigits),
			})
		}
		repairs = append(repairs, repair)
	}
	return repairs
}

// relaxed tells which hard limits the plan breaks.
func (s *screen) relaxed(d *Document) {
	if len(d.Relaxed) == 0 {
		return
	}
	s.section("LIMITS THAT THIS PLAN BREAKS")
	s.paragraph(lipgloss.NewStyle(), "", "No plan keeps all limits. This one breaks as little of them as can be, each in shares of its own size; nothing of it is money.")
	limits := make(map[string]*Limit, len(d.Limits))
	for i := range d.Limits {
		limits[d.Limits[i].ID] = &d.Limits[i]
	}
	n := newNames(d.Scenario.Things)
	for i := range d.Relaxed {
		r := &d.Relaxed[i]
		name := printable(r.Path)
		if l := limits[r.Limit]; l != nil {
			name = capital(n.phrase(l.Group, l.Key))
			if l.Limit != nil {
				name += " (" + counted(*l.Limit, l.Unit) + ")"
			}
		}
		s.paragraph(s.theme.bad, "* ", name+" in "+printable(r.Period)+": by "+counted(r.Amount, r.Unit)+"."+r.yielding(d))
	}
}

// yielding says what one unit more would change: "One h more would lower cost by 3.00 USD."
func (r *Relaxed) yielding(d *Document) string {
	if r.Yield == nil {
		return ""
	}
	change := *r.Yield
	if change == 0 {
		return " One " + oneUnit(r.Unit) + " more would change nothing."
	}
	word := "raise "
	if change < 0 {
		word = "lower "
	}
	return " One " + oneUnit(r.Unit) + " more would " + word + objectiveName(d) + " by " + worth(math.Abs(change), d.Scenario.Currency) + "."
}

// repairs tells how little would be enough for a plan.
func (s *screen) repairs(d *Document) {
	if len(d.Repairs) == 0 {
		return
	}
	s.section("WHAT WOULD BE ENOUGH")
	n := newNames(d.Scenario.Things)
	for i := range d.Repairs {
		r := &d.Repairs[i]
		s.line(s.theme.title, fit(r.title(), s.width))
		moves, left := r.Moves, 0
		if most := s.most(screenMoves); most > 0 && len(moves) > most {
			moves, left = moves[:most], len(moves)-most
		}
		for k := range moves {
			s.paragraph(lipgloss.NewStyle(), "* ", moves[k].text(n))
		}
		s.leftOut(left, "more change is", "more changes are")
	}
	s.paragraph(s.theme.faint, "", "plan --elastic shows the plan with the least change.")
}

// title says which repair it is.
func (r *Repair) title() string {
	switch {
	case r.Other:
		return "without these limits:"
	case r.Only != "":
		return model.Group(r.Only).Info().Title + " alone:"
	case r.Owner != "":
		return "limits of " + r.Owner + " alone:"
	}
	return "the least change:"
}

// screenMoves is how many moves of a repair fit on one screen.
const screenMoves = 8

// text says what to change: "capacity of saw in 2026-02: 130 h instead of 100 (30 h more)".
func (m *Moved) text(n names) string {
	word, amount := "more", m.Amount
	if amount < 0 {
		word, amount = "less", -amount
	}
	text := fmt.Sprintf("%s in %s: %s %s", capital(n.phrase(m.Group, m.Key)), printable(m.Period), counted(amount, m.Unit), word)
	if m.Limit != nil {
		text += fmt.Sprintf(" than %s", counted(*m.Limit, m.Unit))
	}
	if m.Owner != "" {
		text += "; " + printable(m.Owner) + " decides"
	}
	if m.Priority > 0 {
		text += fmt.Sprintf("; priority %d", m.Priority)
	}
	return strings.TrimSpace(text) + "."
}
