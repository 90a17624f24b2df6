package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
)

// The parts that a statement can be split into.
const (
	SplitFamily = "family"
	SplitMarket = "market"
)

// WriteJSON writes the document as indented JSON.
func (d *StatementDocument) WriteJSON(w io.Writer) error { return writeJSON(w, d) }

// WriteCSV writes every amount of the document as one record. The span of a
// total is empty.
func (d *StatementDocument) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"part", "of", "line", "kind", "span", "amount"}}
	add := func(part, of string, line *StatementLine) {
		for k, label := range d.Spans {
			rows = append(rows, []string{part, of, line.ID, line.Kind, label, strconv.FormatFloat(line.Amounts[k], 'f', -1, 64)})
		}
		rows = append(rows, []string{part, of, line.ID, line.Kind, "", strconv.FormatFloat(line.Total, 'f', -1, 64)})
	}
	for i := range d.Lines {
		add("statement", "", &d.Lines[i])
	}
	for i := range d.Stock {
		add("stock", "", &d.Stock[i])
	}
	for i := range d.Cash {
		add("cash", "", &d.Cash[i])
	}
	for i := range d.Families {
		add(SplitFamily, d.Families[i].Of, &d.Families[i].StatementLine)
	}
	for i := range d.Markets {
		add(SplitMarket, d.Markets[i].Of, &d.Markets[i].StatementLine)
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write the statement as CSV: %w", err)
	}
	return nil
}

// Text writes the document for a terminal; split is a Split constant or empty.
func (d *StatementDocument) Text(w io.Writer, split string, o TextOptions) error {
	s := newScreen(o)
	s.paragraph(s.theme.title, "", fit(d.Scenario.Name, 4*s.width))
	s.line(s.theme.faint, fit(horizon(&d.Scenario), s.width))
	switch split {
	case SplitFamily:
		s.contributions(d, "CONTRIBUTION BY FAMILY", d.Families)
	case SplitMarket:
		s.contributions(d, "CONTRIBUTION BY MARKET", d.Markets)
	default:
		s.amounts("STATEMENT"+inCurrency(d), d, d.Lines)
		if len(d.Stock) > 0 {
			s.amounts("STOCK AT STANDARD COST"+inCurrency(d), d, d.Stock)
		}
		if len(d.Cash) > 0 {
			s.amounts("CASH"+inCurrency(d), d, d.Cash)
		}
	}
	return s.flush(w)
}

func inCurrency(d *StatementDocument) string {
	if d.Scenario.Currency == "" {
		return ""
	}
	return ", " + fit(d.Scenario.Currency, 12)
}

// amounts writes lines over spans, folded into blocks where they are many; the
// totals come with the last.
func (s *screen) amounts(title string, d *StatementDocument, lines []StatementLine) {
	decimals := coin(d.Scenario.Currency)
	heads := append(append([]string{}, d.Spans...), "total")
	if len(d.Spans) < 2 {
		heads = heads[len(d.Spans):]
	}
	wide := 8
	for i := range lines {
		for _, v := range append([]float64{lines[i].Total}, lines[i].Amounts...) {
			wide = max(wide, len(coins(v, decimals)))
		}
	}
	for _, head := range heads {
		wide = max(wide, lipgloss.Width(head))
	}
	label := min(fullLabel, s.width-wide-2)
	per := max(1, (s.width-label)/(wide+2))
	s.section(title)
	for from := 0; from < len(heads); from += per {
		to := min(from+per, len(heads))
		if from > 0 {
			s.b.WriteByte('\n')
		}
		var rows [][]string
		for i := range lines {
			row := []string{indented(&lines[i], label)}
			for k := from; k < to; k++ {
				v := lines[i].Total
				if k < len(lines[i].Amounts) && len(heads) > 1 {
					v = lines[i].Amounts[k]
				}
				row = append(row, coins(v, decimals))
			}
			rows = append(rows, row)
		}
		s.moneyColumns(append([]string{""}, heads[from:to]...), rows, label, wide, func(i int) bool { return lines[i].Kind == Total })
	}
}

// indented is the title of a line: what is added up stands behind the sums.
func indented(line *StatementLine, width int) string {
	if line.Kind == Cost {
		return "  " + fit(line.Title, width-2)
	}
	return fit(line.Title, width)
}

// moneyColumns writes a table of one label and numbers of one width.
func (s *screen) moneyColumns(heads []string, rows [][]string, label, wide int, strong func(row int) bool) {
	t := newTable(func(row, col int) lipgloss.Style {
		style := lipgloss.NewStyle()
		switch {
		case row < 0:
			style = s.theme.heading
		case strong(row):
			style = s.theme.title
		}
		if col == 0 {
			return style.Width(label)
		}
		return style.Width(wide + 2).Align(lipgloss.Right)
	})
	t.Headers(heads...)
	for _, row := range rows {
		t.Row(row...)
	}
	s.b.WriteString(t.Render() + "\n")
}

// contributions writes what each family or market contributes over the
// horizon, how that leads to the gross margin, and the contributions by span.
func (s *screen) contributions(d *StatementDocument, title string, lines []ContributionLine) {
	s.section(title + inCurrency(d))
	if len(lines) == 0 {
		s.line(s.theme.faint, "nothing is sold")
		return
	}
	decimals, names := coin(d.Scenario.Currency), newNames(d.Scenario.Things)
	parts, bridge := partsOf(lines)
	var rows [][]string
	var spans []StatementLine
	for _, part := range parts {
		row, one := contributionRow(part, decimals)
		one.Title, one.Kind = partName(names, title, part[0].Of), Income
		rows, spans = append(rows, append([]string{one.Title}, row...)), append(spans, one)
	}
	for i := range bridge {
		spans = append(spans, bridge[i].StatementLine)
	}
	wide := 12
	for _, row := range rows {
		for _, cell := range row[1:] {
			wide = max(wide, len(cell))
		}
	}
	label := max(leastLabel, s.width-4*(wide+2))
	for i := range rows {
		rows[i][0] = fit(rows[i][0], label-1)
	}
	s.moneyColumns([]string{"", "revenue", "at standard", "direct", "contribution"}, rows, label, wide, func(int) bool { return false })
	s.amounts("FROM CONTRIBUTION TO GROSS MARGIN"+inCurrency(d), d, spans)
}

// partsOf takes apart the lines of each family or market, which end with its
// contribution, and those that lead to the gross margin.
func partsOf(lines []ContributionLine) (parts [][]ContributionLine, bridge []ContributionLine) {
	from := 0
	for i := range lines {
		if lines[i].ID == lineContributed {
			parts = append(parts, lines[from:i+1])
			from = i + 1
		}
	}
	return parts, lines[from:]
}

// contributionRow is revenue, goods at standard cost, other direct cost, and
// their difference, with the line of that.
func contributionRow(lines []ContributionLine, decimals int) ([]string, StatementLine) {
	var revenue, standard float64
	one := lines[len(lines)-1].StatementLine
	for i := range lines {
		switch lines[i].ID {
		case "revenue":
			revenue = lines[i].Total
		case lineStandard:
			standard = lines[i].Total
		}
	}
	grid := steps{decimals}
	return []string{
		coins(revenue, decimals), coins(standard, decimals),
		coins(grid.amount(revenue-standard-one.Total), decimals), coins(one.Total, decimals),
	}, one
}

// partName is the name of a family or market.
func partName(names names, title, id string) string {
	switch {
	case id == "":
		return "no market"
	case strings.HasSuffix(title, "MARKET"):
		return names.of(id, KindMarket)
	}
	return names.item(id)
}
