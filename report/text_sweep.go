package report

import (
	"fmt"
	"io"
	"math"
	"strings"

	"charm.land/lipgloss/v2"
)

// What of a sweep fits on one screen.
const (
	screenCases   = 24
	screenNoPlans = 8
)

// Text writes the sweep for a terminal: a map of two axes, a line of one, and a
// table where there are more, or where figures were asked for.
func (d *SweepDocument) Text(w io.Writer, o TextOptions) error {
	s := newScreen(o)
	s.sweepHead(d)
	scale := d.scale()
	switch {
	case len(d.Axes) == 2:
		s.heatMap(d, scale)
	case len(d.Axes) == 1 && len(d.Figures) == 0:
		s.sweepLine(d, scale)
	}
	if len(d.Axes) > 2 || len(d.Axes) == 0 || len(d.Figures) > 0 {
		s.sweepTable(d, scale)
	}
	s.noPlans(d)
	return s.flush(w)
}

func (s *screen) sweepHead(d *SweepDocument) {
	s.paragraph(s.theme.title, "", fit(d.Scenario.Name, 4*s.width))
	s.line(s.theme.faint, fit(horizon(&d.Scenario), s.width))
	with := 0
	for k := range d.Cases {
		if d.Cases[k].Objective != nil {
			with++
		}
	}
	text := plural(len(d.Cases), "case", "cases") + ", all of them with a plan"
	style := s.theme.good
	if with < len(d.Cases) {
		text, style = fmt.Sprintf("%s, %d of them with a plan", plural(len(d.Cases), "case", "cases"), with), s.theme.bad
	}
	if d.Objective.Base != nil {
		text += fmt.Sprintf("; %s of the base %s", d.goal(), withUnit(*d.Objective.Base, d.Scenario.Currency))
	}
	s.paragraph(style, "", text)
}

func (d *SweepDocument) goal() string { return (&Objective{Sense: d.Objective.Sense}).goal() }

// sweepScale is how objectives are written: so that those of one sweep can be
// told apart, and take no more room than that.
type sweepScale struct {
	lowest, highest float64
	unit            float64 // 1, a thousand or a million
	word            string
	decimals        int
}

func (d *SweepDocument) scale() sweepScale {
	sc := sweepScale{lowest: math.Inf(1), highest: math.Inf(-1), unit: 1}
	for k := range d.Cases {
		if x := d.Cases[k].Objective; x != nil {
			sc.lowest, sc.highest = min(sc.lowest, *x), max(sc.highest, *x)
		}
	}
	switch size := max(math.Abs(sc.lowest), math.Abs(sc.highest)); {
	case math.IsInf(size, 0):
	case size >= 1e8:
		sc.unit, sc.word = 1e6, "million"
	case size >= 1e5:
		sc.unit, sc.word = 1e3, "thousand"
	}
	if spread := (sc.highest - sc.lowest) / sc.unit; spread > 0 && !math.IsInf(spread, 0) {
		sc.decimals = min(max(3-int(math.Floor(math.Log10(spread))), 0), 3)
	}
	return sc
}

func (sc sweepScale) text(c *SweepCase) string {
	if c.Objective == nil {
		return c.Status
	}
	return fixed(*c.Objective/sc.unit, sc.decimals)
}

// title names the objective and its unit.
func (sc sweepScale) title(d *SweepDocument) string {
	unit := strings.TrimSpace(sc.word + " " + printable(d.Scenario.Currency))
	if unit == "" {
		return d.goal()
	}
	return d.goal() + " in " + unit
}

// shades stand for how large a number is among those of the sweep.
const shades = ".:-=+*#"

// share is where an objective lies between the lowest and the highest.
func (sc sweepScale) share(x float64) float64 {
	if sc.highest <= sc.lowest {
		return 0
	}
	return (x - sc.lowest) / (sc.highest - sc.lowest)
}

func (sc sweepScale) shade(c *SweepCase) string {
	if c.Objective == nil {
		return " "
	}
	return string(shades[min(int(sc.share(*c.Objective)*float64(len(shades))), len(shades)-1)])
}

// heatMap writes the objective with one line for each value of the first axis
// and one column for each of the second.
func (s *screen) heatMap(d *SweepDocument, sc sweepScale) {
	down, across := d.Axes[0], d.Axes[1]
	s.section(strings.ToUpper(sc.title(d)) + " BY " + strings.ToUpper(printable(down.Name)) + " (DOWN) AND " + strings.ToUpper(printable(across.Name)) + " (ACROSS)")
	label, column := lipgloss.Width(printable(down.Name)), 4
	for _, v := range down.Values {
		label = max(label, lipgloss.Width(printable(v)))
	}
	label = min(label, s.width/3)
	for _, v := range across.Values {
		column = max(column, min(lipgloss.Width(printable(v)), 14))
	}
	for k := range d.Cases {
		column = max(column, len(sc.text(&d.Cases[k])))
	}
	column += 4 // two blanks before, a blank and the shade after
	perBlock := max(1, (s.width-label)/column)
	for from := 0; from < len(across.Values); from += perBlock {
		to := min(from+perBlock, len(across.Values))
		if from > 0 {
			s.line(lipgloss.NewStyle(), "")
		}
		head := padded(fit(down.Name, label), label)
		for _, v := range across.Values[from:to] {
			head += aligned(fit(v, column-4), column-2) + "  "
		}
		s.line(s.theme.heading, head)
		for i, v := range down.Values {
			line := padded(fit(v, label), label)
			for j := from; j < to; j++ {
				c := &d.Cases[i*len(across.Values)+j]
				line += aligned(sc.text(c), column-2) + " " + sc.shade(c)
			}
			s.line(lipgloss.NewStyle(), line)
		}
	}
	if sc.highest > sc.lowest {
		s.paragraph(s.theme.faint, "", fmt.Sprintf("%s from the lowest to the highest", shades))
	}
}

func padded(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-lipgloss.Width(text)))
}

func aligned(text string, width int) string {
	return strings.Repeat(" ", max(0, width-lipgloss.Width(text))) + text
}

// sweepLine writes the objective against the only axis.
func (s *screen) sweepLine(d *SweepDocument, sc sweepScale) {
	axis := d.Axes[0]
	s.section(strings.ToUpper(sc.title(d)) + " BY " + strings.ToUpper(printable(axis.Name)))
	label, number := lipgloss.Width(printable(axis.Name)), len("objective")
	for k := range d.Cases {
		label, number = max(label, lipgloss.Width(printable(axis.Values[k]))), max(number, len(sc.text(&d.Cases[k])))
	}
	label = min(label, s.width/3)
	room := s.width - label - number - 5
	for k := range d.Cases {
		c := &d.Cases[k]
		line := padded(fit(axis.Values[k], label), label) + "  " + aligned(sc.text(c), number)
		if c.Objective != nil && room >= 8 {
			line += "  |" + strings.Repeat("-", int(math.Round(sc.share(*c.Objective)*float64(room-2)))) + "*"
		}
		s.line(lipgloss.NewStyle(), line)
	}
}

// sweepTable writes a line for each case, with the figures asked for as far as
// there is room; the other formats have them all.
func (s *screen) sweepTable(d *SweepDocument, sc sweepScale) {
	s.section(strings.ToUpper(sc.title(d)))
	cases := d.Cases
	if most := s.most(screenCases); most > 0 && len(cases) > most {
		cases = cases[:most]
	}
	columns := []sweepColumn{newSweepColumn("objective", cases, sc.text)}
	for _, f := range d.Figures {
		columns = append(columns, newSweepColumn(f.ID, cases, func(c *SweepCase) string {
			if x, ok := c.Figures[f.ID]; ok {
				return number(x)
			}
			return none
		}))
	}
	label := len("case")
	for k := range cases {
		label = max(label, lipgloss.Width(printable(cases[k].Name)))
	}
	room := s.width
	for _, c := range columns {
		room -= c.width + 2
	}
	label = min(label, max(room, s.width/3))
	shown, used := 0, label
	for shown < len(columns) && (s.all || shown == 0 || used+columns[shown].width+2 <= s.width) {
		used += columns[shown].width + 2
		shown++
	}
	head := padded("case", label)
	for _, c := range columns[:shown] {
		head += "  " + aligned(c.head, c.width)
	}
	s.line(s.theme.heading, head)
	for k := range cases {
		line := padded(fit(cases[k].Name, label), label)
		for _, c := range columns[:shown] {
			line += "  " + aligned(c.cells[k], c.width)
		}
		s.line(lipgloss.NewStyle(), line)
	}
	s.leftOut(len(d.Cases)-len(cases), "case is", "cases are")
	s.leftOut(len(columns)-shown, "figure is", "figures are")
}

// sweepColumn is a column of the table of cases.
type sweepColumn struct {
	head  string
	cells []string
	width int
}

func newSweepColumn(head string, cases []SweepCase, text func(c *SweepCase) string) sweepColumn {
	c := sweepColumn{head: head, width: len(head)}
	for k := range cases {
		c.cells = append(c.cells, text(&cases[k]))
		c.width = max(c.width, len(c.cells[k]))
	}
	return c
}

// noPlans says why cases have no plan.
func (s *screen) noPlans(d *SweepDocument) {
	var list []*SweepCase
	for k := range d.Cases {
		if d.Cases[k].Objective == nil {
			list = append(list, &d.Cases[k])
		}
	}
	if len(list) == 0 {
		return
	}
	s.section("WITHOUT A PLAN")
	most := len(list)
	if !s.all {
		most = min(most, screenNoPlans)
	}
	for _, c := range list[:most] {
		s.paragraph(lipgloss.NewStyle(), "* ", fmt.Sprintf("%s is %s: %s.", printable(c.Name), c.Status, strings.TrimSuffix(printable(c.Reason), ".")))
	}
	s.leftOut(len(list)-most, "case is", "cases are")
}
