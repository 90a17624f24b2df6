package report

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/steelyard-sop/steelyard/model"
)

func newRelaxed(s *model.Scenario, list []model.Violation) []Relaxed {
	relaxed := []Relaxed{}
	for _, v := range list {
		relaxed = append(relaxed, Relaxed{v.Limit, v.Path, periodLabel(s, v.Period), quantity(v.Amount), v.Unit})
	}
	return relaxed
}

func newRepairs(s *model.Scenario, in Input) []Repair {
	repairs := []Repair{}
	for _, r := range in.Repairs {
		repair := Repair{Only: r.Only, Size: clean(r.Size, kpiDigits), Moves: []Moved{}}
		for _, m := range r.Moves {
			l := &in.Limits[m.Row]
			repair.Moves = append(repair.Moves, Moved{
				ID: l.ID, Group: l.Group, Key: l.Key, Path: l.Path, Owner: l.Owner, Period: periodLabel(s, l.Period),
				Unit: l.Unit, Limit: known(l.Limit, significantDigits), Amount: clean(m.Amount, kpiDigits),
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
		s.paragraph(s.theme.bad, "* ", name+" in "+printable(r.Period)+": by "+counted(r.Amount, r.Unit)+".")
	}
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
		title := "the least change:"
		if r.Only != "" {
			title = model.Group(r.Only).Info().Title + " alone:"
		}
		s.line(s.theme.title, fit(title, s.width))
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
	return strings.TrimSpace(text) + "."
}
