package report

import "slices"

// FamilySheet is the sales and operations plan of one family: its demand, supply,
// stock, capacity and money over time, beside those of the plan before. It is
// computed from documents alone, once, for every format.
type FamilySheet struct {
	Family   Thing          `json:"family"`   // what it is about
	Columns  []SheetColumn  `json:"columns"`  // in time: history, periods, then quarters, then the whole horizon
	Sections []SheetSection `json:"sections"` // demand, supply, stock, capacity, money; those with nothing in them are left out
}

// SheetColumn is one column of a family sheet.
type SheetColumn struct {
	Label string     `json:"label"` // of the period or quarter; empty for the whole horizon
	Title string     `json:"title"` // for people: Jan 27, Q3 27, total
	Kind  ColumnKind `json:"kind"`  // history, period, quarter or total
	From  int        `json:"from"`  // first period, counted from 0; -1 for history
	To    int        `json:"to"`    // last period
}

// ColumnKind says what a column spans.
type ColumnKind string

// The kinds of SheetColumn.
const (
	ColumnHistory ColumnKind = "history" // a period before the plan
	ColumnPeriod  ColumnKind = "period"
	ColumnQuarter ColumnKind = "quarter"
	ColumnTotal   ColumnKind = "total"
)

// SheetSection is a group of rows with a heading.
type SheetSection struct {
	ID    string     `json:"id"`    // demand, supply, stock, capacity or money
	Title string     `json:"title"` // for people
	Rows  []SheetRow `json:"rows"`
}

// SheetRow is one figure over all columns. Lists have one number a column, null
// where there is none: a level has none over the whole horizon, a rate none where
// there is nothing to be a share of, and the last plan none in periods that it
// did not reach.
type SheetRow struct {
	ID         string     `json:"id"`                   // demand, made:PROCESS, bought:SUPPLIER, stock, cover, ...
	Title      string     `json:"title"`                // for people
	Unit       string     `json:"unit"`                 // of the numbers; "%" for rates
	Kind       RowKind    `json:"kind"`                 // flow, level or rate
	Plan       []*float64 `json:"plan"`                 // the plan of the document; in history what was counted
	Last       []*float64 `json:"last,omitempty"`       // the plan before; missing where there is none
	Difference []*float64 `json:"difference,omitempty"` // plan less last
	Cumulative []*float64 `json:"cumulative,omitempty"` // differences up to and with the column; flows only
}

// RowKind says how the numbers of a row go together over several periods.
type RowKind string

// The kinds of SheetRow.
const (
	RowFlow  RowKind = "flow"  // they add up
	RowLevel RowKind = "level" // the last one counts
	RowRate  RowKind = "rate"  // a share of something, computed anew
)

// FamilyOptions say which sheets there are, and how fine they are in time.
type FamilyOptions struct {
	Families []string // ids; empty: all
	Detail   int      // so many periods have a column of their own, up to the end of their quarter; 0: 6
}

// usualDetail is how many periods have a column of their own.
const usualDetail = 6

// NewFamilySheets lays out the sheet of every family of a document with a plan,
// beside the plan before; last may be nil. Families that neither plan touches
// have no sheet.
func NewFamilySheets(d, last *Document, o FamilyOptions) []FamilySheet {
	sheets := []FamilySheet{}
	if d.Plan == nil {
		return sheets
	}
	now := newFamilyFigures(d)
	var before *familyFigures
	if last != nil && last.Plan != nil {
		before = newFamilyFigures(last)
	}
	columns := familyColumns(d, o.Detail)
	for _, thing := range d.Scenario.Things {
		if thing.Kind != KindFamily || len(o.Families) > 0 && !slices.Contains(o.Families, thing.ID) {
			continue
		}
		figures := now.of(thing)
		var old []familyFigure
		if before != nil {
			old = before.alignedTo(now, thing)
		}
		if sections := sheetSections(columns, figures, old, before != nil); len(sections) > 0 {
			sheets = append(sheets, FamilySheet{Family: thing, Columns: columns, Sections: sections})
		}
	}
	return sheets
}

// historyColumns are the periods before the plan of which anything was counted.
func historyColumns(d *Document) []SheetColumn {
	var labels []string
	for i := range d.History {
		labels = append(labels, d.History[i].Period)
	}
	slices.Sort(labels)
	columns := []SheetColumn{}
	for _, label := range slices.Compact(labels) {
		short, year := shortPeriod(label)
		if year != "" {
			short += " " + year[2:]
		}
		columns = append(columns, SheetColumn{label, short, ColumnHistory, -1, -1})
	}
	return columns
}

// familyColumns divides the horizon into columns: the first periods one by one,
// to the end of their quarter, then quarters, then the whole.
func familyColumns(d *Document, detail int) []SheetColumn {
	if detail <= 0 {
		detail = usualDetail
	}
	names, n := newPeriodNames(&d.Scenario), len(d.Scenario.Periods)
	quarter := func(t int) string {
		if len(d.Calendar) != n {
			return "" // the document of an older version: one quarter, so that all periods stay
		}
		return d.Calendar[t].Quarter
	}
	columns := historyColumns(d)
	for t := 0; t < n; t++ {
		if t < detail || quarter(t) == quarter(t-1) && columns[len(columns)-1].Kind == ColumnPeriod {
			columns = append(columns, SheetColumn{d.Scenario.Periods[t], names.name(t), ColumnPeriod, t, t})
			continue
		}
		from := t
		for t+1 < n && quarter(t+1) == quarter(from) {
			t++
		}
		short, year := shortPeriod(quarter(from))
		if names.years && year != "" {
			short += " " + year[2:]
		}
		columns = append(columns, SheetColumn{quarter(from), short, ColumnQuarter, from, t})
	}
	if n > 1 {
		columns = append(columns, SheetColumn{"", "total", ColumnTotal, 0, n - 1})
	}
	return columns
}
