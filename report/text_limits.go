package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
)

// limits writes the limits that have no room left, each with its price by period.
func (s *screen) limits(d *Document) {
	lines, unpriced := bindingLimits(d.Limits)
	if len(lines) == 0 {
		return
	}
	slices.SortStableFunc(lines, func(a, b *limitLine) int { return cmp.Compare(b.stake, a.stake) })
	left := 0
	if most := s.most(screenLimits); most > 0 && len(lines) > most {
		left, lines = len(lines)-most, lines[:most]
	}
	title := "LIMITS THAT BIND"
	if kind := lines[0].kind; kind != "" && kind != "linear" {
		title += " (prices with " + printable(kind) + ")"
	}
	s.section(title)
	s.limitTable(newView(d), lines)
	good := "minus"
	if d.Scenario.Objective.Maximises() {
		good = "plus"
	}
	if slices.ContainsFunc(lines, func(l *limitLine) bool { return l.priced }) {
		s.paragraph(s.theme.faint, "", "* may be broken for a penalty, which its price counts as if it were money")
	}
	s.paragraph(s.theme.faint, "", "price = change of "+priceOf(d)+" for one more unit; "+good+" is good")
	s.leftOut(left, "limit with less money at stake is", "limits with less money at stake are")
	if unpriced > 0 {
		s.paragraph(s.theme.faint, "", plural(unpriced, "limit binds", "limits bind")+" at no price.")
	}
}

func (s *screen) limitTable(v *view, lines []*limitLine) {
	nameWidth, unitWidth := 0, 0
	for _, line := range lines {
		nameWidth = max(nameWidth, lipgloss.Width(lineName(v, line)))
		unitWidth = max(unitWidth, lipgloss.Width(printable(line.priceUnit)))
	}
	nameWidth = min(nameWidth, s.width*2/5)
	unitWidth = min(unitWidth, 12)
	room := s.width - nameWidth - unitWidth - 4
	t := newTable(func(_, col int) lipgloss.Style {
		switch col {
		case 0:
			return lipgloss.NewStyle().Width(nameWidth + 2)
		case 1:
			return lipgloss.NewStyle().Width(unitWidth + 2)
		}
		return lipgloss.NewStyle()
	})
	for _, line := range lines {
		t.Row(fit(lineName(v, line), nameWidth), fit(line.priceUnit, unitWidth),
			fit(priceText(line, &v.periods, room), room))
	}
	s.b.WriteString(t.Render() + "\n")
}

func lineName(v *view, line *limitLine) string {
	name := v.names.phrase(line.group, line.key)
	if line.priced {
		return name + " *"
	}
	return name
}

// priceRun is a price that holds in several periods in a row.
type priceRun struct {
	text     string
	from, to int
	stake    float64
}

// priceText lists the prices of a limit: "-5.77 Jan..Mar, -6.00 Apr". Where it
// gets too long the prices with the least money at stake are only counted.
func priceText(line *limitLine, p *periodNames, room int) string {
	var runs []priceRun
	for _, l := range line.rows {
		t, ok := p.index[l.Period]
		if !ok {
			continue
		}
		text, size := price(*l.Price), 1.0
		if *l.Price > 0 {
			text = "+" + text
		}
		if l.Limit != nil {
			size = max(1, math.Abs(*l.Limit))
		}
		run := priceRun{text, t, t, math.Abs(*l.Price) * size}
		if k := len(runs) - 1; k >= 0 && runs[k].text == text && runs[k].to == t-1 {
			runs[k].to, runs[k].stake = t, runs[k].stake+run.stake
			continue
		}
		runs = append(runs, run)
	}
	dropped := 0
	for {
		text := runsText(runs, p, dropped)
		if lipgloss.Width(text) <= room || len(runs) <= 1 {
			return text
		}
		least := 0
		for k := range runs {
			if runs[k].stake < runs[least].stake {
				least = k
			}
		}
		dropped += runs[least].to - runs[least].from + 1
		runs = slices.Delete(runs, least, least+1)
	}
}

func runsText(runs []priceRun, p *periodNames, dropped int) string {
	parts := make([]string, 0, len(runs)+1)
	for _, run := range runs {
		parts = append(parts, run.text+" "+p.span(run.from, run.to))
	}
	text := strings.Join(parts, ", ")
	if dropped > 0 {
		text += fmt.Sprintf(", and %d more", dropped)
	}
	return text
}
