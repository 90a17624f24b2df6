package book

import (
	"fmt"
	"strings"

	"github.com/steelyard-sop/steelyard/report"
)

const familiesSheet = "Families"

// familyTable is the plan of all families as one table, whose rows can be
// filtered by family, section and figure. A flow has its total as a formula.
type familyTable struct {
	sheet  *sheet
	spans  int          // columns in time
	charts []familyRows // where each family stands
}

// familyRows are the rows of one family that a chart shows, counted from 1.
type familyRows struct {
	title  string
	supply []int // one a source
	demand int   // 0: none
	stock  int
}

// Columns of the table, counted from 1.
const (
	familyFigureColumn = 4
	familyFirstSpan    = 7
)

// families lays out the table; nil where there is no family with a plan.
func (b *builder) families() *familyTable {
	periods := len(b.d.Scenario.Periods)
	list := report.NewFamilySheets(b.d, b.o.Last, report.FamilyOptions{Detail: max(periods, 1)})
	if len(list) == 0 {
		return nil
	}
	t := &familyTable{spans: len(list[0].Columns), sheet: &sheet{
		name: familiesSheet, title: "Families", note: "supply, demand, stock, capacity and money by family", table: "families", frozen: familyFigureColumn,
		columns: []column{{title: "family"}, {title: "name"}, {title: "section"}, {title: "figure"}, {title: "unit"}, {title: "plan"}},
	}}
	for i := range list[0].Columns {
		c := &list[0].Columns[i]
		title := c.Label
		if c.Kind == report.ColumnTotal {
			title = "total"
		}
		t.sheet.columns = append(t.sheet.columns, column{title: title, look: look{right: true}, width: 12})
	}
	for i := range list {
		t.family(&list[i])
	}
	return t
}

// family adds the rows of one family.
func (t *familyTable) family(f *report.FamilySheet) {
	rows := familyRows{title: f.Family.Name}
	if f.Family.Unit != "" {
		rows.title += " (" + f.Family.Unit + ")"
	}
	for s := range f.Sections {
		section := &f.Sections[s]
		for r := range section.Rows {
			row := &section.Rows[r]
			at := t.sheet.headRow() + len(t.sheet.rows) + 1
			switch {
			case strings.HasPrefix(row.ID, "made:"), strings.HasPrefix(row.ID, "bought:"):
				rows.supply = append(rows.supply, at)
			case row.ID == "demand", row.ID == "served" && rows.demand == 0:
				rows.demand = at
			case row.ID == "stock":
				rows.stock = at
			}
			t.figure(f, section.Title, row, "plan", row.Plan)
			t.figure(f, section.Title, row, "last plan", row.Last)
			t.figure(f, section.Title, row, "difference", row.Difference)
			t.figure(f, section.Title, row, "difference so far", row.Cumulative)
		}
	}
	t.charts = append(t.charts, rows)
}

// figure adds one row of numbers; none where there are none.
func (t *familyTable) figure(f *report.FamilySheet, section string, r *report.SheetRow, of string, values []*float64) {
	if len(values) == 0 {
		return
	}
	at := t.sheet.headRow() + len(t.sheet.rows) + 1
	row := []any{text(f.Family.ID), text(f.Family.Name), strings.ToLower(section), text(r.Title), text(r.Unit), of}
	l := look{format: rowFormat(r.Unit, values), right: true}
	for c, x := range values {
		switch {
		case x == nil:
			row = append(row, nil)
		case r.Kind == report.RowFlow && of != "difference so far" && f.Columns[c].Kind == report.ColumnTotal:
			bold := l
			bold.bold = true
			row = append(row, cell{value: *x, look: bold, formula: fmt.Sprintf("SUM(%s)", area(familyFirstSpan, at, familyFirstSpan+c-1, at))})
		default:
			row = append(row, cell{value: *x, look: l})
		}
	}
	t.sheet.rows = append(t.sheet.rows, row)
}

// rowFormat suits the numbers of a row.
func rowFormat(unit string, values []*float64) string {
	if unit == "%" {
		return asPercent
	}
	numbers := make([]float64, 0, len(values))
	for _, x := range values {
		if x != nil {
			numbers = append(numbers, *x)
		}
	}
	return formatFor(numbers)
}
