package book

import (
	"fmt"

	"github.com/steelyard-sop/steelyard/report"
)

const summarySheet = "Summary"

// summary is the first sheet: what became of the scenario, what was found out,
// money, key numbers, and where the rest is.
func (b *builder) summary(others []*sheet, money *sheet) *sheet {
	const long = 60
	s := &sheet{
		name: summarySheet, title: b.d.Scenario.Name, tall: true, links: map[string]string{},
		columns: []column{{width: 30}, {width: 20, look: look{right: true}}, {width: long}},
	}
	line := func(cells ...any) { s.rows = append(s.rows, cells) }
	head := func(title string) {
		line()
		line(cell{value: title, look: look{head: true}}, cell{value: "", look: look{head: true}}, cell{value: "", look: look{head: true}})
	}
	b.outcome(line)
	if len(b.d.Findings) > 0 {
		head("What was found")
		for _, f := range b.d.Findings {
			line(nil, nil, cell{value: safe(f.Text), look: look{wrapped: true}})
		}
	}
	if b.d.Money != nil {
		head("Money")
		b.moneyLines(line, money)
	}
	if len(b.d.KPIs) > 0 {
		head("Key numbers")
		for i := range b.d.KPIs {
			b.kpi(line, &b.d.KPIs[i])
		}
	}
	head("In this workbook")
	for _, other := range others {
		line(cell{value: other.name, look: look{link: true}}, float64(len(other.rows)), cell{value: safe(other.title), look: look{}})
		s.links[place(1, len(s.rows)+1)] = sheetRef(other.name) + "!A1"
	}
	return s
}

// outcome says what became of the scenario.
func (b *builder) outcome(line func(...any)) {
	d := b.d
	say := func(title string, value any, note string) {
		if value != nil {
			line(cell{value: title, look: look{bold: true}}, value, cell{value: note, look: look{faint: true}})
		}
	}
	amount := func(x *float64) any {
		if x == nil {
			return nil
		}
		return cell{value: *x, look: look{format: moneyFormat(d.Scenario.Currency, true), right: true}}
	}
	periods := d.Scenario.Periods
	if len(periods) > 0 {
		say("periods", float64(len(periods)), fmt.Sprintf("%s to %s", periods[0], periods[len(periods)-1]))
	}
	say("status", d.Status, "")
	say(d.Objective.Sense, amount(d.Objective.Value), "the objective, with penalties where there are any")
	say("bound", amount(d.Objective.Bound), "no plan can be better than this")
	if d.Objective.Gap != nil {
		say("gap", cell{value: *d.Objective.Gap * 100, look: look{format: `0.0000\%`, right: true}}, "")
	}
	if d.Penalties != nil && d.Penalties.Total != 0 {
		say("penalties", amount(&d.Penalties.Total), "of limits that are broken; no real money")
	}
	if d.Audit != nil {
		note := fmt.Sprintf("%d checks by an auditor that knows nothing of the optimizer", d.Audit.Checks)
		if d.Audit.Passed {
			say("audit", "passed", note)
		} else {
			say("audit", "not passed", note)
		}
	}
}

// moneyLines are the totals of the statement, taken from its sheet.
func (b *builder) moneyLines(line func(...any), money *sheet) {
	m := b.d.Money
	amount := look{format: moneyFormat(m.Currency, true), right: true}
	total := amount
	total.bold = true
	column := len(b.d.Scenario.Periods) + 3
	of := func(row int) string {
		if money == nil {
			return ""
		}
		return sheetRef(money.name) + "!" + place(column, row)
	}
	for i := range m.Lines {
		l := &m.Lines[i]
		if l.Total == 0 {
			continue // its sheet has it by period
		}
		line(safe(l.Title), cell{value: l.Total, formula: of(money.headRow() + 1 + i), look: amount}, cell{value: l.Kind, look: look{faint: true}})
	}
	for i, sum := range []struct {
		title string
		value float64
	}{{"revenue", m.Revenue}, {"cost", m.Cost}, {"profit", m.Profit}} {
		line(cell{value: sum.title, look: look{bold: true}}, cell{value: sum.value, formula: of(2 + i), look: total})
	}
}

func (b *builder) kpi(line func(...any), k *report.KPI) {
	l := look{format: formatFor([]float64{k.Value}), right: true}
	if k.Unit == "%" {
		l.format = asPercent
	} else if k.Unit != "" {
		l.format += " " + quotedFormat(k.Unit)
	}
	line(safe(k.Title), cell{value: k.Value, look: l}, text(k.Class))
}
