package report

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"

	"charm.land/lipgloss/v2"
)

// screenLevers is how many levers, or pairs of them, fit on one screen.
const screenLevers = 16

// Text writes the document for a terminal.
func (d *LeversDocument) Text(w io.Writer, o TextOptions) error {
	s := newScreen(o)
	s.studied(&d.Scenario, &d.Objective)
	s.leverGap(d)
	if len(d.Levers) == 0 {
		s.section("NO LEVER")
		s.paragraph(lipgloss.NewStyle(), "", "No lever of the scenario changes anything.")
		return s.flush(w)
	}
	s.leverSteps(d)
	s.leversAway(d)
	s.leverPairs(d)
	if d.Unmoved > 0 {
		s.paragraph(s.theme.faint, "", plural(d.Unmoved, "lever changes", "levers change")+" nothing.")
	}
	return s.flush(w)
}

// leverGap says what is left undone.
func (s *screen) leverGap(d *LeversDocument) {
	currency := d.Scenario.Currency
	asked := d.units(d.Asked)
	switch {
	case d.Planned == nil && d.Base.Gap == 0:
		s.paragraph(s.theme.bad, "", "No plan keeps all limits, although all that is asked can be served.")
	case d.Planned == nil:
		s.paragraph(s.theme.bad, "", fmt.Sprintf("No plan keeps all limits. At least %s of %s asked cannot be served as asked; that plan: %s %s.",
			d.units(d.Base.Gap), asked, d.Objective.goal(), money(d.Base.Objective, currency)))
	case d.Planned.Gap == 0 && !d.Closing:
		return
	default:
		s.paragraph(lipgloss.NewStyle(), "", fmt.Sprintf("gap: %s of %s asked is not served as asked", d.units(d.Planned.Gap), asked))
	}
	if d.Closing && d.Planned != nil {
		cost := money(math.Abs(d.Base.Objective-d.Planned.Objective), currency)
		text := "closed: all of it"
		if d.Base.Gap > 0 {
			text = "closed: all but " + d.units(d.Base.Gap)
		}
		s.paragraph(lipgloss.NewStyle(), "", fmt.Sprintf("%s, with what there is: %s %s, %s worse", text, d.Objective.goal(), money(d.Base.Objective, currency), cost))
	}
	if d.Broken {
		s.paragraph(s.theme.faint, "", "Promises of service, or limits on what is lost or owed, are not kept in it: no plan keeps them.")
	}
}

// units writes a part of what is asked.
func (d *LeversDocument) units(x float64) string {
	if d.Unit == "each" {
		return number(x)
	}
	return withUnit(x, d.Unit)
}

// leverSteps writes what a step of each lever does, and the most that helps.
func (s *screen) leverSteps(d *LeversDocument) {
	var rows [][]string
	closes := d.Closing && d.Base.Gap > 0
	shown, left := s.most(screenLevers), 0
	for k := range d.Levers {
		l := &d.Levers[k]
		if l.Step == nil || l.Step.LeverMoney == (LeverMoney{}) {
			continue
		}
		if shown > 0 && len(rows) == shown {
			left++
			continue
		}
		row := []string{printable(l.Title), l.Step.amountText(l.Lever)}
		row = append(row, d.moneyText(&l.Step.LeverMoney, closes)...)
		switch {
		case l.Most == nil:
			row = append(row, "")
			row = append(row, make([]string, len(row)-4+1)...)
		case l.Most.Unlimited:
			row = append(row, "no end")
			row = append(row, d.moneyText(&l.Most.LeverMoney, closes)...)
		default:
			row = append(row, l.Most.amountText(l.Lever))
			row = append(row, d.moneyText(&l.Most.LeverMoney, closes)...)
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return
	}
	title, head := "WHAT MORE OF EACH LEVER EARNS", []string{"", "a step", "net", "up to", "net"}
	if closes {
		title = fmt.Sprintf("WHAT CLOSES THE GAP OF %s", d.units(d.Base.Gap))
		head = []string{"", "a step", "closes", "net", "up to", "closes", "net"}
	}
	s.section(title)
	s.leverTable(head, rows)
	s.leftOut(left, "lever is", "levers are")
	s.paragraph(s.theme.faint, "", "net: by how much the plan gets better in money, anew in all else; what the step itself costs is in it only where the scenario says so. up to: as much of it as helps, in every period.")
}

// moneyText is the money of an effect, after what it closes where that counts.
func (d *LeversDocument) moneyText(m *LeverMoney, closes bool) []string {
	net := coins(m.Net, d.decimals())
	switch {
	case m.NoPlan:
		net = "no plan"
	case m.Unlimited:
		net = "no end"
	case m.Net > 0:
		net = "+" + net
	case m.Net == 0:
		net = none
	}
	if !closes {
		return []string{net}
	}
	gap := none
	if m.Closes != 0 {
		gap = number(clean(m.Closes, 6))
	}
	return []string{gap, net}
}

// decimals are those of money in tables: none where amounts are large.
func (d *LeversDocument) decimals() int {
	if math.Abs(d.Base.Objective) >= 10000 {
		return 0
	}
	return coin(d.Scenario.Currency)
}

// leverTable writes columns as wide as they need to be; the first takes the rest.
func (s *screen) leverTable(head []string, rows [][]string) {
	wide := make([]int, len(head)-1)
	rest := s.width
	for c := range wide {
		wide[c] = len(head[c+1])
		for _, row := range rows {
			wide[c] = max(wide[c], lipgloss.Width(row[c+1]))
		}
		wide[c] += 2
		rest -= wide[c]
	}
	s.numberTable(head, rows, rest, wide)
}

// leversAway writes what doing without each lever costs.
func (s *screen) leversAway(d *LeversDocument) {
	var list []*LeverMeasured
	for k := range d.Levers {
		if l := &d.Levers[k]; l.Away != nil && *l.Away != (LeverMoney{}) {
			list = append(list, l)
		}
	}
	if len(list) == 0 {
		return
	}
	slices.SortStableFunc(list, func(a, b *LeverMeasured) int {
		if a.Away.NoPlan != b.Away.NoPlan {
			return map[bool]int{true: -1, false: 1}[a.Away.NoPlan]
		}
		return cmp.Or(cmp.Compare(a.Away.Closes, b.Away.Closes), cmp.Compare(a.Away.Net, b.Away.Net))
	})
	var rows [][]string
	for _, l := range list {
		rows = append(rows, append([]string{printable(l.Title)}, d.moneyText(l.Away, d.Closing)...))
	}
	s.section("WHAT DOING WITHOUT A LEVER COSTS")
	head := []string{"", "net"}
	if d.Closing {
		head = []string{"", "closes", "net"}
	}
	shown := len(rows)
	if most := s.most(screenLevers); most > 0 {
		shown = min(shown, most)
	}
	s.leverTable(head, rows[:shown])
	s.leftOut(len(rows)-shown, "lever is", "levers are")
}

// leverPairs writes pairs that do more or less together than alone.
func (s *screen) leverPairs(d *LeversDocument) {
	if len(d.Pairs) == 0 {
		return
	}
	var rows [][]string
	closed := false
	shown := len(d.Pairs)
	if most := s.most(screenLevers / 2); most > 0 {
		shown = min(shown, most)
	}
	for k := range d.Pairs[:shown] {
		p := &d.Pairs[k]
		title := printable(d.Levers[p.First].Title) + " + " + printable(d.Levers[p.Second].Title)
		if p.Closed {
			title, closed = "* "+title, true
		}
		row := append([]string{title}, d.moneyText(&p.Both, d.Closing)...)
		rows = append(rows, append(row, d.moneyText(&p.Extra, d.Closing)...))
	}
	s.section("ONE STEP OF TWO TOGETHER")
	head := []string{"", "net", "extra"}
	if d.Closing {
		head = []string{"", "closes", "net", "extra", "extra net"}
	}
	s.leverTable(head, rows)
	s.leftOut(len(d.Pairs)-shown, "pair is", "pairs are")
	note := "extra: beyond what each earns alone; below 0 they do the same work."
	if closed {
		note += " *: enough of both closes the gap, and neither does alone."
	}
	s.paragraph(s.theme.faint, "", note)
}
