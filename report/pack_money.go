package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report/chart"
)

// bill leads from the best plan without limits to the one with them.
func (b *packBuilder) bill() part {
	one := part{heading: "Optimal against constrained", breaks: true}
	d := b.k.Bill
	if d == nil {
		one.lines = []string{b.notAsked("What limits cost together", "bill")}
		return one
	}
	goal := d.goal()
	one.lines = []string{fmt.Sprintf("Without the limits that somebody decided about, %s would be %s; with them it is %s. The limits cost %s.",
		goal, b.money(d.Free), b.money(d.Constrained), b.money(d.Gap))}
	shares := newSteps(b.decimals, d)
	t := &sheetTable{caption: "What each group of limits costs", columns: []column{
		{title: "limits"},
		{title: b.titled(goal), right: true, group: 1},
		{title: "lifted alone", right: true, group: 2},
		{title: "lifted last", right: true, group: 3},
	}}
	t.add("without these limits", b.coins(d.Free), "", "")
	f := &chart.Waterfall{Title: capital(goal) + " without and with limits", Unit: d.Scenario.Currency}
	f.Bars = append(f.Bars, chart.WaterfallBar{Name: "without limits", To: d.Free, Whole: true, Text: b.coins(d.Free)})
	level := d.Free
	for i := range d.Shares {
		s := &d.Shares[i]
		text := b.coins(shares[i])
		if s.Error > 0 {
			text += " ±"
		}
		t.add("  "+s.Title, text, b.coins(s.First), b.coins(s.Last))
		f.Bars = append(f.Bars, chart.WaterfallBar{Name: s.Title, From: level, To: level + shares[i], Bad: true, Text: signedCoins(shares[i], b.decimals)})
		level += shares[i]
	}
	t.add("with them", b.coins(d.Constrained), "", "")
	f.Bars = append(f.Bars, chart.WaterfallBar{Name: "with limits", To: d.Constrained, Whole: true, Text: b.coins(d.Constrained)})
	for _, bar := range f.Bars {
		f.Description += bar.Name + ": " + bar.Text + ". "
	}
	one.table, one.pictures = t, []chart.Picture{f}
	one.after = []string{"Each share is what its limits cost, averaged over every order in which they could be lifted; the shares add up to the difference."}
	return one
}

// statement is the money of the plan beside budget and last plan.
func (b *packBuilder) statement() []part {
	one := part{heading: "Money", breaks: true, pictures: []chart.Picture{b.moneySteps()}, table: b.statementTable()}
	if p := b.d.Penalties; p != nil && p.Total != 0 {
		one.after = append(one.after, "Besides, "+b.money(p.Total)+" of penalties for broken limits steered the plan; they are no real money.")
	}
	budget := b.budget()
	if budget.table == nil {
		one.after = append(one.after, "The scenario has no budget to compare with: lines under budget: bring one here.")
		return []part{one}
	}
	return []part{one, budget}
}

// statementTable lists the accounts, beside those of the last plan where that has
// the same periods and currency.
func (b *packBuilder) statementTable() *sheetTable {
	t := &sheetTable{caption: b.titled("Money of the plan"), columns: []column{{title: "account"}, {title: b.titled("plan"), right: true, group: 1}}}
	m, last := b.d.Money, b.comparableLast()
	if last != nil {
		t.columns = append(t.columns, column{title: "last plan", right: true, group: 2}, column{title: "difference", right: true, group: 3})
	}
	row := func(title string, of func(*Money) float64) {
		cells := []string{title, b.coins(of(m))}
		if last != nil {
			cells = append(cells, b.coins(of(last)), signedCoins(of(m)-of(last), b.decimals))
		}
		t.add(cells...)
	}
	row("revenue", func(m *Money) float64 { return m.Revenue })
	for i := range m.Lines {
		line := &m.Lines[i]
		before := 0.0
		if last != nil {
			before = totalOf(last, line.Account)
		}
		if line.Kind == Cost && (line.Total != 0 || before != 0) {
			row("  "+line.Title, func(m *Money) float64 { return totalOf(m, line.Account) })
		}
	}
	row("cost", func(m *Money) float64 { return m.Cost })
	row("profit", func(m *Money) float64 { return m.Profit })
	return t
}

func totalOf(m *Money, account string) float64 {
	for i := range m.Lines {
		if m.Lines[i].Account == account {
			return m.Lines[i].Total
		}
	}
	return 0
}

// comparableLast is the money of the last plan; nil where it is of other periods
// or in another currency.
func (b *packBuilder) comparableLast() *Money {
	last := b.k.Last
	if last == nil || last.Money == nil || last.Scenario.Currency != b.d.Scenario.Currency || !slices.Equal(last.Scenario.Periods, b.d.Scenario.Periods) {
		return nil
	}
	return last.Money
}

// moneySteps leads from revenue to profit, or through the costs where there is
// no revenue.
func (b *packBuilder) moneySteps() chart.Picture {
	m := b.d.Money
	f := &chart.Waterfall{Title: "From revenue to profit", Unit: b.d.Scenario.Currency}
	level, sign := m.Revenue, -1.0
	if m.Revenue == 0 {
		f.Title, level, sign = "What the plan costs", 0, 1
	} else {
		f.Bars = append(f.Bars, chart.WaterfallBar{Name: "revenue", To: level, Whole: true, Text: b.coins(level)})
	}
	for i := range m.Lines {
		line := &m.Lines[i]
		if line.Kind != Cost || line.Total == 0 {
			continue
		}
		f.Bars = append(f.Bars, chart.WaterfallBar{Name: line.Title, From: level, To: level + sign*line.Total, Bad: line.Total > 0, Text: signedCoins(sign*line.Total, b.decimals)})
		level += sign * line.Total
	}
	name, end := "profit", m.Profit
	if m.Revenue == 0 {
		name, end = "cost", m.Cost
	}
	f.Bars = append(f.Bars, chart.WaterfallBar{Name: name, To: end, Whole: true, Text: b.coins(end)})
	for _, bar := range f.Bars {
		f.Description += bar.Name + ": " + bar.Text + ". "
	}
	return f
}

// budget puts the plan beside budgets and goals, what is missed most first.
func (b *packBuilder) budget() part {
	t := &sheetTable{columns: []column{
		{title: "goal or budget"},
		{title: "until", group: 1},
		{title: "asked", right: true, group: 1},
		{title: "plan", right: true, group: 1},
		{title: "difference", right: true, group: 1},
		{title: "missed", right: true, group: 1},
	}}
	var goals []*Goal
	for i := range b.d.Goals {
		if g := &b.d.Goals[i]; g.Target != nil && g.Value != nil {
			goals = append(goals, g)
		}
	}
	slices.SortStableFunc(goals, func(x, y *Goal) int {
		return cmp.Or(cmp.Compare(y.share(), x.share()), cmp.Compare(x.Section, y.Section))
	})
	for _, g := range goals {
		missed, sign := none, map[string]string{string(model.AtLeast): "≥ ", string(model.AtMost): "≤ "}[g.Want]
		if g.Missed > 0 {
			missed = b.d.amount(g.Missed, g.Unit)
		}
		difference := ""
		if g.Difference != nil {
			difference = b.d.amount(*g.Difference, g.Unit)
		}
		t.add(titled(g.Name, g.Unit), g.Period, sign+b.d.amount(*g.Target, g.Unit), b.d.amountOf(g.Value, g.Unit), difference, missed)
	}
	if len(t.rows) == 0 {
		return part{}
	}
	return part{heading: "Against budget and goals", below: true, table: t}
}

// share is how much of the target is missed.
func (g *Goal) share() float64 {
	if g.Target == nil || *g.Target == 0 {
		return g.Missed
	}
	return g.Missed / max(*g.Target, -*g.Target)
}
