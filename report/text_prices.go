package report

import (
	"fmt"
	"io"
	"math"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/steelyard-sop/steelyard/model"
)

// screenPrices is how many limits fit on one screen.
const screenPrices = 20

// Text writes the prices for a terminal.
func (d *PriceDocument) Text(w io.Writer, o TextOptions) error {
	s := newScreen(o)
	s.pricesHead(d)
	if d.Curve != nil {
		s.curve(d)
		return s.flush(w)
	}
	if len(d.Prices) == 0 {
		s.section("NO LIMIT HAS A PRICE")
		s.paragraph(lipgloss.NewStyle(), "", "One more or less of any of them changes nothing.")
		return s.flush(w)
	}
	s.priceSentences(d)
	s.priceTable(d)
	s.totals("BY GROUP", d.Groups, d.Scenario.Currency)
	s.totals("BY OWNER", d.Owners, d.Scenario.Currency)
	s.paragraph(s.theme.faint, "", "rent = price x limit, over all limits that bind: what a plan pays for them")
	return s.flush(w)
}

func (s *screen) pricesHead(d *PriceDocument) {
	s.paragraph(s.theme.title, "", fit(d.Scenario.Name, 4*s.width))
	s.line(s.theme.faint, fit(horizon(&d.Scenario), s.width))
	text := "optimal: " + d.goal() + " with penalties "
	if d.Objective.Value != nil {
		text += money(*d.Objective.Value, d.Scenario.Currency)
	}
	s.paragraph(s.theme.good, "", strings.Replace(text, " with penalties ", " ", 1))
	if d.PriceKind != "linear" {
		s.paragraph(s.theme.faint, "", "prices of the plan with the same whole numbers")
	}
}

// goal is what prices change.
func (d *PriceDocument) goal() string {
	if d.Objective.Sense == "maximise" {
		return "profit"
	}
	return "cost"
}

// sentences is how many of the prices are told in words.
const sentences = 5

// priceSentences tells the limits with the most at stake in words, always the same ones.
func (s *screen) priceSentences(d *PriceDocument) {
	s.section("WHAT LIMITS ARE WORTH")
	n, p := newNames(d.Scenario.Things), newPeriodNames(&d.Scenario)
	told := 0
	for i := range d.Prices {
		if m := &d.Prices[i]; told < sentences && m.Group != model.GroupDemand { // that fewer orders cost less is no news
			s.paragraph(lipgloss.NewStyle(), "* ", m.sentence(d, n, &p))
			told++
		}
	}
	if told == 0 {
		s.paragraph(lipgloss.NewStyle(), "", "Nothing but what is asked for has a price.")
	}
}

// sentence says what the better side of a limit is worth: "One more h of
// capacity of line2 in Jun saves 41.00 USD, for the next 120 h: 4,920.00 USD."
func (m *MeasuredPrice) sentence(d *PriceDocument, n names, p *periodNames) string {
	side, word := m.More, "more"
	if side.NoPlan || side.Price == nil || !better(d.Objective.Sense, *side.Price) {
		side, word = m.Less, "less"
	}
	about := n.subject(m.Group, m.Key) + " (" + m.Group.Info().Title + ") in " + p.name(p.index[m.Period])
	if side.NoPlan || side.Price == nil {
		return fmt.Sprintf("No plan keeps the limits with one %s %s of %s.", oneUnit(m.Unit), word, about)
	}
	verb := "lowers " + d.goal() + " by"
	if d.Objective.Sense == "maximise" {
		verb = "raises " + d.goal() + " by"
	}
	text := fmt.Sprintf("One %s %s of %s %s %s", oneUnit(m.Unit), word, about, verb, worth(math.Abs(*side.Price), d.Scenario.Currency))
	switch {
	case side.Room == nil:
		return text + ", however many."
	case side.Change == nil:
		return text + "."
	}
	return fmt.Sprintf("%s, for the next %s: %s in all.", text, counted(*side.Room, m.Unit), money(math.Abs(*side.Change), d.Scenario.Currency))
}

// priceTable writes a line for every measured limit.
func (s *screen) priceTable(d *PriceDocument) {
	n, p := newNames(d.Scenario.Things), newPeriodNames(&d.Scenario)
	rows, left := d.Prices, d.Unmeasured
	if most := s.most(screenPrices); most > 0 && len(rows) > most {
		left += len(rows) - most
		rows = rows[:most]
	}
	const column = 9
	label := s.width - 5*column
	s.section("ONE MORE, AND ONE LESS, CHANGES " + strings.ToUpper(d.goal()) + " BY")
	t := newTable(func(row, col int) lipgloss.Style {
		style := lipgloss.NewStyle()
		if row < 0 {
			style = s.theme.heading
		}
		if col == 0 {
			return style.Width(label)
		}
		return style.Width(column).Align(lipgloss.Right)
	})
	t.Headers("limit", "is", "one more", "for next", "one less", "for next")
	for i := range rows {
		m := &rows[i]
		name := n.phrase(m.Group, m.Key) + ", " + p.name(p.index[m.Period])
		if m.Unit != "" && m.Unit != "each" {
			name += " (" + printable(m.Unit) + ")"
		}
		t.Row(fit(name, label-1), fit(limitText(m.Limit.Limit), column-1),
			sideText(m.More, +1), roomText(m.More), sideText(m.Less, -1), roomText(m.Less))
	}
	s.b.WriteString(t.Render() + "\n")
	s.leftOut(left, "limit with less money at stake is", "limits with less money at stake are")
}

func limitText(x *float64) string {
	if x == nil {
		return "-"
	}
	return number(*x)
}

func sideText(side PriceSide, direction float64) string {
	switch {
	case side.NoPlan:
		return "no plan"
	case side.Price == nil:
		return "?"
	}
	change := direction * *side.Price
	text := price(change)
	if change > 0 {
		text = "+" + text
	}
	return text
}

func roomText(side PriceSide) string {
	switch {
	case side.NoPlan:
		return ""
	case side.Room == nil:
		return "any"
	}
	return number(*side.Room)
}

// totals writes what groups or owners are worth.
func (s *screen) totals(title string, list []PriceTotal, currency string) {
	if len(list) == 0 {
		return
	}
	s.section(title)
	for i := range list {
		t := &list[i]
		text := fmt.Sprintf("%-*s %18s  %s", s.width/3, fit(t.Title, s.width/3), coins(t.Rent, coin(currency)), plural(t.Limits, "limit", "limits"))
		if t.Review != "" {
			text += ", first review " + t.Review
		}
		s.line(lipgloss.NewStyle(), fit(text, s.width))
	}
}

// curve writes the pieces of a value curve and a sketch of it.
func (s *screen) curve(d *PriceDocument) {
	c := d.Curve
	title := "VALUE CURVE OF " + c.Limits[0]
	if n := len(c.Limits); n > 1 {
		title = fmt.Sprintf("%s, AND %d MORE TOGETHER", title, n-1)
	}
	s.section(fit(title, s.width))
	t := newTable(func(row, col int) lipgloss.Style {
		style := lipgloss.NewStyle()
		if row < 0 {
			style = s.theme.heading
		}
		return style.Width(s.width / 4).Align(lipgloss.Right)
	})
	t.Headers("moved from", "to", d.goal()+" at the end", "one more")
	for _, p := range c.Pieces {
		from, to := "no end", "no end"
		if p.From != nil {
			from = signed(*p.From)
		}
		if p.To != nil {
			to = signed(*p.To)
		}
		t.Row(from, to, coins(p.AtTo, coin(d.Scenario.Currency)), signedPrice(p.Price))
	}
	s.b.WriteString(t.Render() + "\n")
	if c.NoPlanBelow {
		s.paragraph(s.theme.faint, "", "Below the first there is no plan.")
	}
	if c.NoPlanAbove {
		s.paragraph(s.theme.faint, "", "Beyond the last there is no plan.")
	}
	s.sketch(c)
}

func signed(x float64) string {
	if x > 0 {
		return "+" + number(x)
	}
	return number(x)
}

func signedPrice(x float64) string {
	if x > 0 {
		return "+" + price(x)
	}
	return price(x)
}

// sketch draws the curve with a mark where the limits are.
func (s *screen) sketch(c *ValueCurve) {
	xs, ys := c.corners()
	if len(xs) < 2 || xs[len(xs)-1] <= xs[0] {
		return
	}
	const height = 10
	width := min(s.width-2, 70)
	low, high := ys[0], ys[0]
	for _, y := range ys {
		low, high = min(low, y), max(high, y)
	}
	if high == low {
		return
	}
	canvas := make([][]byte, height)
	for i := range canvas {
		canvas[i] = []byte(strings.Repeat(" ", width))
	}
	here := -1
	for col := range width {
		x := xs[0] + (xs[len(xs)-1]-xs[0])*float64(col)/float64(width-1)
		if here < 0 && x >= 0 {
			here = col
		}
		row := int(math.Round((high - at(xs, ys, x)) / (high - low) * (height - 1)))
		canvas[row][col] = '.'
	}
	if here >= 0 {
		row := int(math.Round((high - at(xs, ys, 0)) / (high - low) * (height - 1)))
		canvas[row][here] = 'o'
	}
	s.b.WriteByte('\n')
	for _, line := range canvas {
		s.line(lipgloss.NewStyle(), "  "+string(line))
	}
	s.paragraph(s.theme.faint, "", "o = as it is now")
}

// corners are the finite corners of the curve.
func (c *ValueCurve) corners() (xs, ys []float64) {
	add := func(x *float64, y float64) {
		if x != nil && (len(xs) == 0 || *x > xs[len(xs)-1]) {
			xs, ys = append(xs, *x), append(ys, y)
		}
	}
	for i := range c.Pieces {
		p := &c.Pieces[i]
		add(p.From, p.AtFrom)
		add(p.To, p.AtTo)
	}
	return xs, ys
}

// at interpolates between corners.
func at(xs, ys []float64, x float64) float64 {
	for i := 1; i < len(xs); i++ {
		if x <= xs[i] {
			return ys[i-1] + (ys[i]-ys[i-1])*(x-xs[i-1])/(xs[i]-xs[i-1])
		}
	}
	return ys[len(ys)-1]
}
