package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
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
		s.entering(d)
		s.slack(d)
		return s.flush(w)
	}
	s.priceSentences(d)
	s.priceTable(d)
	s.wholes(d)
	s.entering(d)
	s.totals("BY GROUP", d.Groups, d.Scenario.Currency)
	s.totals("BY OWNER", d.Owners, d.Scenario.Currency)
	if len(d.Groups) > 0 {
		s.paragraph(s.theme.faint, "", "rent = price x limit, over all limits that bind: what a plan pays for them")
	}
	s.reviews(d)
	s.slack(d)
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

// priceSentences writes the findings.
func (s *screen) priceSentences(d *PriceDocument) {
	s.section("WHAT LIMITS ARE WORTH")
	for _, f := range d.Findings {
		s.paragraph(lipgloss.NewStyle(), "* ", printable(f.Text))
	}
	if len(d.Findings) == 0 {
		s.paragraph(lipgloss.NewStyle(), "", "Nothing but what is asked for has a price.")
	}
}

// priceTable writes a line for every measured limit.
func (s *screen) priceTable(d *PriceDocument) {
	n, p := newNames(d.Scenario.Things), newPeriodNames(&d.Scenario)
	rows, left := d.Prices, 0
	if most := s.most(screenPrices); most > 0 && len(rows) > most {
		left = len(rows) - most
		rows = rows[:most]
	}
	const column, total, wide = 9, 13, 100
	label := s.width - 5*column
	headers := []string{"limit", "is", "one more", "for next", "one less", "for next"}
	if s.width >= wide {
		label -= total
		headers = append(headers, "at stake")
	}
	s.section("ONE MORE, AND ONE LESS, CHANGES " + strings.ToUpper(d.goal()) + " BY")
	style := s.columns(label, 0, column)
	t := newTable(func(row, col int) lipgloss.Style {
		if col == len(headers)-1 && s.width >= wide {
			return style(row, col).Width(total)
		}
		return style(row, col)
	})
	t.Headers(headers...)
	for i := range rows {
		m := &rows[i]
		name := n.phrase(m.Group, m.Key) + ", " + p.name(p.index[m.Period])
		if m.Unit != "" && m.Unit != "each" {
			name += " (" + printable(m.Unit) + ")"
		}
		cells := []string{
			fit(name, label-1), limitText(m.Limit.Limit, column-1),
			sideText(m.More, +1, column-1), roomText(m.More, column-1), sideText(m.Less, -1, column-1), roomText(m.Less, column-1),
		}
		if s.width >= wide {
			cells = append(cells, coins(m.AtStake, coin(d.Scenario.Currency)))
		}
		t.Row(cells...)
	}
	s.b.WriteString(t.Render() + "\n")
	s.leftOut(left, "limit with less money at stake is", "limits with less money at stake are")
	s.notMeasured(d.Unmeasured, "limit with less money at stake", "limits with less money at stake")
}

// columns is the style of a table with a label, perhaps a second text, and
// numbers.
func (s *screen) columns(label, second, column int) func(row, col int) lipgloss.Style {
	return func(row, col int) lipgloss.Style {
		style := lipgloss.NewStyle()
		if row < 0 {
			style = s.theme.heading
		}
		switch {
		case col == 0:
			return style.Width(label)
		case col == 1 && second > 0:
			return style.Width(second)
		}
		return style.Width(column).Align(lipgloss.Right)
	}
}

func limitText(x *float64, width int) string {
	if x == nil {
		return "-"
	}
	return tight(number(*x), *x, width)
}

func sideText(side PriceSide, direction float64, width int) string {
	switch {
	case side.NoPlan:
		return "no plan"
	case side.Price == nil:
		return "?"
	}
	change := direction * *side.Price
	return tight(signedPrice(change), change, width)
}

func roomText(side PriceSide, width int) string {
	switch {
	case side.NoPlan:
		return ""
	case side.Room == nil:
		return "any"
	}
	return tight(number(*side.Room), *side.Room, width)
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
	s.section(fit("VALUE CURVE OF "+strings.ToUpper(d.curveName()), s.width))
	s.paragraph(s.theme.faint, "", c.moves())
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

// moves says which limits move, and from where.
func (c *ValueCurve) moves() string {
	text := c.Limits[0]
	if c.Limit != nil {
		text += ", now " + counted(*c.Limit, c.Unit)
	}
	if n := len(c.Limits); n > 1 {
		text += ", and " + plural(n-1, "more moves", "more move") + " together with it"
	}
	return text
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
	xs, ys := c.drawn()
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

// beyond is how far a piece without end is drawn, as a share of the rest.
const beyond = 0.07

// drawn is the curve as far as it is drawn: its corners, where the limits are,
// and some way on where it has no end.
func (c *ValueCurve) drawn() (xs, ys []float64) {
	xs, ys = c.corners()
	if len(xs) == 0 {
		return nil, nil
	}
	first, last := &c.Pieces[0], &c.Pieces[len(c.Pieces)-1]
	from, to := min(0, xs[0]), max(0, xs[len(xs)-1])
	room := beyond * (to - from)
	if room == 0 {
		room = 1 // a single corner, where the limits are
	}
	if first.From == nil {
		x := from - room
		xs, ys = slices.Insert(xs, 0, x), slices.Insert(ys, 0, ys[0]+first.Price*(x-xs[0]))
	}
	if last.To == nil {
		x, end := to+room, len(xs)-1
		xs, ys = append(xs, x), append(ys, ys[end]+last.Price*(x-xs[end]))
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
