package report

import "math"

// sectionTitles are the sections of a family sheet, in order.
var sectionTitles = []struct{ id, title string }{
	{"demand", "DEMAND"}, {"supply", "SUPPLY"}, {"stock", "STOCK"}, {"capacity", "CAPACITY"}, {"money", "MONEY"},
}

// familyFigure is one row before it is laid into columns.
type familyFigure struct {
	section, id, title, unit string
	kind                     RowKind
	values                   []float64          // one a period; NaN: none. Of a rate what is counted
	of                       []float64          // of a rate: what it is a share of
	implied                  bool               // another figure says the same
	past                     map[string]float64 // by label of a period before the plan
}

// over is the figure of some periods; nil where it is not known for all of them.
func (f *familyFigure) over(c *SheetColumn) *float64 {
	if c.Kind == ColumnHistory {
		if v, counted := f.past[c.Label]; counted {
			return known(v, significantDigits)
		}
		return nil
	}
	var value, whole float64
	for t := c.From; t <= c.To; t++ {
		if f.kind == RowLevel && t < c.To {
			continue
		}
		value += f.values[t]
		if f.kind == RowRate {
			whole += f.of[t]
		}
	}
	switch {
	case f.kind == RowLevel && c.Kind == ColumnTotal:
		return nil
	case f.kind == RowRate && whole == 0:
		return nil
	case f.kind == RowRate:
		value *= 100 / whole
	}
	return known(value, significantDigits)
}

// hidden tells whether the plan says nothing by the figure.
func (f *familyFigure) hidden() bool { return f.implied || f.zero() }

func (f *familyFigure) zero() bool {
	for _, x := range f.values {
		if !math.IsNaN(x) && x != 0 {
			return false
		}
	}
	return true
}

// nothing is the figure where nothing of it is: no more than noughts in the
// periods that another figure reaches, all of them for nil.
func (f *familyFigure) nothing(reach *familyFigure) *familyFigure {
	none := *f
	none.implied, none.past = false, nil
	none.values, none.of = make([]float64, len(f.values)), make([]float64, len(f.values))
	for t := range none.values {
		if reach != nil && math.IsNaN(reach.values[t]) {
			none.values[t], none.of[t] = math.NaN(), math.NaN()
		}
	}
	return &none
}

// sheetSections lays figures into columns, those of the last plan beside those of
// the same id. What is nothing in both is left out.
func sheetSections(columns []SheetColumn, figures, last []familyFigure, beside bool) []SheetSection {
	before := map[string]*familyFigure{}
	for i := range last {
		before[last[i].id] = &last[i]
	}
	ids := map[string]bool{}
	for i := range figures {
		ids[figures[i].id] = true
	}
	var list []SheetSection
	for _, s := range sectionTitles {
		section := SheetSection{ID: s.id, Title: s.title, Rows: []SheetRow{}}
		add := func(now, old *familyFigure) {
			if now.section == s.id && (len(now.past) > 0 || !now.hidden() || old != nil && !old.hidden()) {
				section.Rows = append(section.Rows, newSheetRow(columns, now, old, beside))
			}
		}
		for i := range figures {
			old := before[figures[i].id]
			if old == nil && len(last) > 0 {
				old = figures[i].nothing(&last[0])
			}
			add(&figures[i], old)
		}
		for i := range last {
			if !ids[last[i].id] {
				add(last[i].nothing(nil), &last[i])
			}
		}
		if len(section.Rows) > 0 {
			list = append(list, section)
		}
	}
	return list
}

// newSheetRow lays one figure into columns.
func newSheetRow(columns []SheetColumn, now, old *familyFigure, beside bool) SheetRow {
	row := SheetRow{ID: now.id, Title: now.title, Unit: now.unit, Kind: now.kind}
	for k := range columns {
		row.Plan = append(row.Plan, now.over(&columns[k]))
	}
	if !beside || old == nil {
		return row
	}
	sum, counted := 0.0, now.kind == RowFlow
	for k := range columns {
		value := old.over(&columns[k])
		var difference, cumulative *float64
		if value != nil && row.Plan[k] != nil {
			difference = known(*row.Plan[k]-*value, significantDigits)
		}
		if counted && difference != nil && columns[k].Kind != ColumnTotal {
			sum += *difference
			cumulative = known(sum, significantDigits)
		} else if columns[k].Kind == ColumnPeriod || columns[k].Kind == ColumnQuarter {
			counted = false
		}
		row.Last, row.Difference, row.Cumulative = append(row.Last, value), append(row.Difference, difference), append(row.Cumulative, cumulative)
	}
	if now.kind != RowFlow {
		row.Cumulative = nil
	}
	return row
}

// Same tells whether the row is that of the last plan, wherever that is known.
func (r *SheetRow) Same() bool {
	for _, x := range r.Difference {
		if x != nil && *x != 0 {
			return false
		}
	}
	return len(r.Difference) > 0
}
