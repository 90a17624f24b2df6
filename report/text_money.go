package report

import (
	"charm.land/lipgloss/v2"
)

// printedMoney is the statement rounded to the coin once, such that the lines
// add up to the totals as they are printed.
type printedMoney struct {
	lines                 []MoneyLine // Total rounded; lines that round to zero are left out
	revenue, cost, profit float64
}

func roundMoney(m *Money) printedMoney {
	grid := steps{coin(m.Currency)}
	p := printedMoney{revenue: grid.amount(m.Revenue), cost: grid.amount(m.Cost)}
	p.profit = grid.amount(p.revenue - p.cost)
	for _, kind := range []struct {
		name  string
		total float64
	}{{Income, p.revenue}, {Cost, p.cost}} {
		var amounts []float64
		var lines []MoneyLine
		for _, line := range m.Lines {
			if line.Kind == kind.name {
				amounts, lines = append(amounts, line.Total), append(lines, line)
			}
		}
		for i, amount := range grid.spread(amounts, kind.total) {
			if lines[i].Total = amount; amount != 0 {
				p.lines = append(p.lines, lines[i])
			}
		}
	}
	return p
}

// money writes the statement of real money with the KPIs beside it, and the
// penalties apart.
func (s *screen) money(d *Document) {
	if d.Money == nil {
		return
	}
	s.b.WriteByte('\n')
	left := s.statement(d)
	right := s.kpis(d)
	const between = "      "
	if lipgloss.Width(left)+len(between)+lipgloss.Width(right) <= s.width {
		s.b.WriteString(lipgloss.JoinHorizontal(lipgloss.Top, left, between, right) + "\n")
	} else {
		s.b.WriteString(left + "\n")
		if right != "" {
			s.b.WriteString("\n" + right + "\n")
		}
	}
	s.penalties(d)
}

func (s *screen) statement(d *Document) string {
	m, decimals := roundMoney(d.Money), coin(d.Money.Currency)
	profit := m.revenue != 0 || d.Objective.Sense == "maximise"
	var rows [][]string
	for _, line := range m.lines {
		if line.Kind == Cost || !profit {
			rows = append(rows, []string{"  " + fit(line.Title, fullLabel), coins(line.Total, decimals)})
		}
	}
	var totals [][]string
	if profit {
		rows = append([][]string{{"revenue", coins(m.revenue, decimals)}}, rows...)
		totals = append(totals, []string{"cost", coins(m.cost, decimals)}, []string{"profit", coins(m.profit, decimals)})
	} else {
		totals = append(totals, []string{"cost", coins(m.cost, decimals)})
	}
	return s.pairs("MONEY", currencyHead(d.Money.Currency), append(rows, totals...), len(totals))
}

func currencyHead(code string) string {
	if code == "" {
		return "amount"
	}
	return fit(code, 12)
}

// pairs is a small table of names and numbers; the last strong rows stand out.
func (s *screen) pairs(title, head string, rows [][]string, strong int) string {
	wide := []int{lipgloss.Width(title), lipgloss.Width(head)}
	for _, row := range rows {
		for i := range wide {
			wide[i] = max(wide[i], lipgloss.Width(row[i]))
		}
	}
	t := newTable(func(row, col int) lipgloss.Style {
		style := lipgloss.NewStyle()
		switch {
		case row < 0:
			style = s.theme.heading
		case row >= len(rows)-strong:
			style = s.theme.title
		}
		if col == 0 {
			return style.Width(wide[0])
		}
		return style.Width(wide[1] + 2).Align(lipgloss.Right)
	})
	if title != "" {
		t.Headers(title, head)
	}
	return t.Rows(rows...).Render()
}

func (s *screen) kpis(d *Document) string {
	if len(d.KPIs) == 0 {
		return ""
	}
	var rows [][]string
	for _, k := range d.KPIs {
		value := number(k.Value)
		switch {
		case k.Unit == "%":
			value = percent(k.Value)
		case k.ID == kpiEmitted:
			value = withUnit(k.Value, printable(k.Unit))
		}
		rows = append(rows, []string{fit(k.Title, fullLabel), value})
	}
	return s.pairs("KEY NUMBERS", "", rows, 0)
}

// penalties writes what the optimizer was charged for broken limits.
func (s *screen) penalties(d *Document) {
	if d.Penalties == nil || len(d.Penalties.Lines) == 0 {
		return
	}
	s.section("PENALTIES (no real money)")
	grid := steps{coin(d.Scenario.Currency)}
	total := grid.amount(d.Penalties.Total)
	amounts := make([]float64, len(d.Penalties.Lines))
	for i, line := range d.Penalties.Lines {
		amounts[i] = line.Money
	}
	amounts = grid.spread(amounts, total)
	most := s.most(screenLimits)
	if most == 0 || most > len(amounts) {
		most = len(amounts)
	}
	n, words := newNames(d.Scenario.Things), newLimitWords(d)
	var rows [][]string
	var rest float64
	for i, line := range d.Penalties.Lines {
		if i >= most {
			rest += amounts[i]
			continue
		}
		what := words.phrase(n, line.Limit, line.Path) + " in " + printable(line.Period) + ", by " + counted(line.Amount, line.Unit)
		rows = append(rows, []string{"  " + fit(what, s.width-24), coins(amounts[i], grid.decimals)})
	}
	if most < len(amounts) {
		rows = append(rows, []string{"  " + plural(len(amounts)-most, "other", "others"), coins(rest, grid.decimals)})
	}
	rows = append(rows, []string{"penalties", coins(total, grid.decimals)})
	s.b.WriteString(s.pairs("", "", rows, 1) + "\n")
}

// limitWords finds the words for a limit by the name of its row.
type limitWords map[string]*Limit

func newLimitWords(d *Document) limitWords {
	words := make(limitWords, len(d.Limits))
	for i := range d.Limits {
		words[d.Limits[i].ID] = &d.Limits[i]
	}
	return words
}

// phrase names the limit in a sentence; its path where it is not known.
func (w limitWords) phrase(n names, id, path string) string {
	if l := w[id]; l != nil {
		return n.phrase(l.Group, l.Key)
	}
	return printable(path)
}
