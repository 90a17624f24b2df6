package book

import (
	"fmt"

	"github.com/steelyard-sop/steelyard/report"
)

const moneySheet = "Money"

// money is the statement by period: what lines add up to stands above them, in
// formulas that go by their kind.
func (b *builder) money() *sheet {
	m := b.d.Money
	if m == nil || len(m.Lines) == 0 {
		return nil
	}
	amount := look{format: moneyFormat(m.Currency, false), right: true}
	s := &sheet{
		name: moneySheet, title: "Money", note: named("in ", m.Currency), table: "money", frozen: 2,
		columns: []column{{title: "account"}, {title: "kind"}},
	}
	for _, label := range b.d.Scenario.Periods {
		s.columns = append(s.columns, column{title: label, look: amount})
	}
	s.columns = append(s.columns, column{title: "total", look: amount})
	const above = 3 // lines: revenue, cost, profit
	first := 1 + above + 1 + 1
	for i := range m.Lines {
		s.rows = append(s.rows, moneyRow(&m.Lines[i], first+i, len(b.d.Scenario.Periods), amount))
	}
	s.above = b.moneyTotals(first, first+len(m.Lines)-1)
	return s
}

// moneyRow is one account; its total is a formula.
func moneyRow(l *report.MoneyLine, at, periods int, amount look) []any {
	amount.bold = true
	row := []any{safe(l.Title), l.Kind}
	for _, x := range l.ByPeriod {
		row = append(row, x)
	}
	const firstPeriod = 3
	sum := fmt.Sprintf("SUM(%s)", area(firstPeriod, at, firstPeriod+periods-1, at))
	return append(row, cell{value: l.Total, formula: sum, look: amount})
}

// moneyTotals are revenue, cost and profit over the rows from first to last.
func (b *builder) moneyTotals(first, last int) [][]any {
	m, n := b.d.Money, len(b.d.Scenario.Periods)
	l := look{format: moneyFormat(m.Currency, false), right: true, bold: true}
	income, cost := make([]float64, n+1), make([]float64, n+1)
	for i := range m.Lines {
		to := cost
		if m.Lines[i].Kind == report.Income {
			to = income
		}
		for t, x := range m.Lines[i].ByPeriod {
			to[t] += x
		}
	}
	income[n], cost[n] = m.Revenue, m.Cost
	title := func(text string) []any { return []any{cell{value: text, look: look{bold: true}}, nil} }
	revenueLine, costLine, profitLine := title("revenue"), title("cost"), title("profit")
	const revenueRow, costRow = 2, 3
	for t := range n + 1 {
		column := t + 3
		add := func(kind string, value float64) cell {
			return cell{value: value, look: l, formula: fmt.Sprintf("SUMIFS(%s,%s,%q)", area(column, first, column, last), area(2, first, 2, last), kind)}
		}
		revenueLine = append(revenueLine, add(report.Income, income[t]))
		costLine = append(costLine, add(report.Cost, cost[t]))
		profit := income[t] - cost[t]
		if t == n {
			profit = m.Profit
		}
		profitLine = append(profitLine, cell{value: profit, look: l, formula: place(column, revenueRow) + "-" + place(column, costRow)})
	}
	return [][]any{revenueLine, costLine, profitLine}
}

// named is a text before a word that may be empty.
func named(before, word string) string {
	if word == "" {
		return ""
	}
	return before + report.Printable(word)
}
