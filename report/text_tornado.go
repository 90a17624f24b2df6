package report

import (
	"fmt"
	"io"
	"math"
	"strings"

	"charm.land/lipgloss/v2"
)

// screenBars is how many bars fit on one screen.
const screenBars = 24

// Text writes the tornado for a terminal.
func (d *TornadoDocument) Text(w io.Writer, o TextOptions) error {
	s := newScreen(o)
	s.studied(&d.Scenario, &d.Objective)
	by := percent(100 * d.By)
	if len(d.Bars) == 0 {
		s.section("NO INPUT")
		s.paragraph(lipgloss.NewStyle(), "", "The scenario has none of the usual inputs; name some with --over.")
		return s.flush(w)
	}
	s.section(fmt.Sprintf("WHAT %s LESS (-) AND MORE (+) OF EACH INPUT CHANGES", strings.ToUpper(by)))
	bars := d.Bars
	if most := s.most(screenBars); most > 0 && len(bars) > most {
		bars = bars[:most]
	}
	s.bars(d, bars)
	s.leftOut(len(d.Bars)-len(bars), "input that moves it less is", "inputs that move it less are")
	s.reasons(bars)
	return s.flush(w)
}

// studied is the head of an answer about a best plan.
func (s *screen) studied(info *ScenarioInfo, objective *Objective) {
	s.paragraph(s.theme.title, "", fit(info.Name, 4*s.width))
	s.line(s.theme.faint, fit(horizon(info), s.width))
	if objective.Value != nil {
		s.paragraph(s.theme.good, "", "optimal: "+objective.goal()+" "+money(*objective.Value, info.Currency))
	}
}

// goal is what is made best.
func (o *Objective) goal() string {
	if o.Sense == "maximise" {
		return "profit"
	}
	return "cost"
}

// bars writes a line for each bar.
func (s *screen) bars(d *TornadoDocument, bars []TornadoBar) {
	label, number, largest := len("input"), len("invalid"), 0.0
	decimals := coin(d.Scenario.Currency)
	if d.Objective.Value != nil && math.Abs(*d.Objective.Value) >= 10000 {
		decimals = 0
	}
	for k := range bars {
		label = max(label, lipgloss.Width(bars[k].name()))
		for _, side := range []*TornadoSide{&bars[k].Down, &bars[k].Up} {
			number = max(number, len(side.text(decimals)))
			if side.Change != nil {
				largest = max(largest, math.Abs(*side.Change))
			}
		}
	}
	label = max(8, min(label, s.width-2*(number+2)-16))
	half := (s.width - label - 2*(number+2) - 3) / 2
	s.line(s.theme.heading, fmt.Sprintf("%-*s  %*s  %*s", label, "input", number, "less", number, "more"))
	for k := range bars {
		b := &bars[k]
		name := fit(b.name(), label)
		line := name + strings.Repeat(" ", label-lipgloss.Width(name)) + fmt.Sprintf("  %*s  %*s", number, b.Down.text(decimals), number, b.Up.text(decimals))
		if half >= 4 {
			line += "  " + b.bar(largest, half)
		}
		s.line(lipgloss.NewStyle(), line)
	}
}

// name is the path, and how many values it stands for where it is a pattern.
func (b *TornadoBar) name() string {
	if strings.Contains(b.Path, "*") {
		return fmt.Sprintf("%s (%d)", printable(b.Path), b.Values)
	}
	return printable(b.Path)
}

// text is the change of the objective, or what there is in its place.
func (t *TornadoSide) text(decimals int) string {
	switch {
	case t.Status == invalid:
		return invalid
	case t.Change == nil:
		return "no plan"
	case *t.Change > 0:
		return "+" + coins(*t.Change, decimals)
	}
	return coins(*t.Change, decimals)
}

// bar draws what both sides change around a line in the middle, which is the
// objective as it is: marks to the left of it lower the objective, marks to the
// right raise it. The mark says which side does: - or +, # for both.
func (b *TornadoBar) bar(largest float64, half int) string {
	cells := []byte(strings.Repeat(" ", 2*half+1))
	cells[half] = '|'
	for k, side := range []*TornadoSide{&b.Down, &b.Up} {
		mark := "-+"[k]
		if side.Change == nil || largest == 0 {
			continue
		}
		length := int(math.Round(math.Abs(*side.Change) / largest * float64(half)))
		step := 1
		if *side.Change < 0 {
			step = -1
		}
		for far := 1; far <= length; far++ {
			at := half + step*far
			if cells[at] != ' ' {
				cells[at] = '#'
				continue
			}
			cells[at] = mark
		}
	}
	return string(cells)
}

// reasons says why sides have no plan.
func (s *screen) reasons(bars []TornadoBar) {
	for k := range bars {
		b := &bars[k]
		for _, side := range []struct {
			word string
			*TornadoSide
		}{{"less", &b.Down}, {"more", &b.Up}} {
			switch {
			case side.Change != nil:
			case side.Status == invalid:
				s.paragraph(s.theme.faint, "* ", fmt.Sprintf("%s of %s is not valid: %s.", side.word, b.name(), strings.TrimSuffix(side.Reason, ".")))
			default:
				s.paragraph(s.theme.faint, "* ", fmt.Sprintf("No plan with %s of %s; %s.", side.word, b.name(), side.Reason))
			}
		}
	}
}
