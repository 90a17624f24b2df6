package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/report/chart"
)

// What fits on a page of a pack.
const (
	packUnits    = 3  // pictures of supply against demand
	packLoads    = 20 // rows of the heat map
	packSources  = 5  // bars on top of one another; more are one
	packPictures = 40 // families with a picture
	packRows     = 12 // of most tables
)

// picture shows the plan: supply against demand in every unit, how full
// capacity is, and when options are open.
func (b *packBuilder) picture() []part {
	one := part{heading: "The plan in one picture", breaks: true}
	units, left := b.supplyByUnit()
	one.pictures = units
	if left > 0 {
		one.after = append(one.after, fmt.Sprintf("Families in %s are in the appendix only.", plural(left, "other unit", "other units")))
	}
	table := &sheetTable{caption: "Key numbers", columns: []column{{title: "key number"}, {title: "plan", right: true, group: 1}}}
	for i := range b.d.KPIs {
		if k := &b.d.KPIs[i]; k.Unit == "%" {
			table.add(k.Title, percent(k.Value))
		} else {
			table.add(k.Title, withUnit(k.Value, k.Unit))
		}
	}
	one.table = table
	parts := []part{one}
	if heat := b.heat(); heat != nil {
		parts = append(parts, part{heading: "How full capacity is", below: true, pictures: []chart.Picture{heat}})
	}
	if gantt := b.optionsOpen(); gantt != nil {
		parts = append(parts, part{heading: "When options are open", below: true, pictures: []chart.Picture{gantt}})
	}
	return parts
}

// supplyByUnit draws supply against demand of all families that count in one
// unit; left are units without a picture.
func (b *packBuilder) supplyByUnit() (list []chart.Picture, left int) {
	var order []string
	byUnit := map[string][]*FamilySheet{}
	for i := range b.fine {
		unit := b.fine[i].Family.Unit
		if byUnit[unit] == nil {
			order = append(order, unit)
		}
		byUnit[unit] = append(byUnit[unit], &b.fine[i])
	}
	slices.SortStableFunc(order, func(x, y string) int { return cmp.Compare(len(byUnit[y]), len(byUnit[x])) })
	for k, unit := range order {
		if k == packUnits {
			return list, len(order) - k
		}
		title := "Supply against demand"
		if sheets := byUnit[unit]; len(sheets) == 1 {
			title += ": " + sheets[0].Family.Name
		} else if len(order) > 1 {
			title += ": " + plural(len(sheets), "family", "families") + " in " + unit
		}
		list = append(list, b.supply(title, unit, byUnit[unit]))
	}
	return list, 0
}

// supply draws families of one unit: each source of a single family, and of
// several what is made, bought and under way.
func (b *packBuilder) supply(title, unit string, sheets []*FamilySheet) chart.Picture {
	f := &chart.Supply{Title: title, Unit: unit, Height: 280}
	columns := timeColumns(sheets[0].Columns)
	for _, c := range columns {
		f.Periods = append(f.Periods, sheets[0].Columns[c].Title)
	}
	kinds := map[string]string{"made": "made", "bought": "bought", "moved": "under way, less what is sent off"}
	var order []string
	bars := map[string][]float64{}
	demand, stock := make([]float64, len(columns)), make([]float64, len(columns))
	for _, s := range sheets {
		for i := range s.Sections {
			for j := range s.Sections[i].Rows {
				row := &s.Sections[i].Rows[j]
				kind, source := supplyKind(row.ID)
				switch {
				case source && len(sheets) == 1:
					kind = row.Title
				case source:
					kind = kinds[kind]
				case row.ID == "stock":
					addNumbers(stock, row.Plan, columns)
					continue
				case row.ID == "demand" || row.ID == "served" && rowIn(s, "demand") == nil:
					addNumbers(demand, row.Plan, columns)
					continue
				default:
					continue
				}
				if bars[kind] == nil {
					order = append(order, kind)
					bars[kind] = make([]float64, len(columns))
				}
				addNumbers(bars[kind], row.Plan, columns)
			}
		}
	}
	for _, kind := range order {
		f.Bars = append(f.Bars, chart.Series{Name: kind, Values: bars[kind]})
	}
	f.Bars = fewest(f.Bars, packSources)
	f.Lines = []chart.Series{{Name: "demand", Values: demand}}
	if slices.ContainsFunc(stock, func(x float64) bool { return x != 0 }) {
		f.Area = &chart.Series{Name: "stock at the end", Values: stock}
	}
	f.Description = fmt.Sprintf("Demand is %s over the horizon.", withUnit(sum(demand), unit))
	for _, bar := range f.Bars {
		f.Description += fmt.Sprintf(" %s: %s.", capital(bar.Name), withUnit(quantity(sum(bar.Values)), unit))
	}
	return f
}

// supplyKind tells whether a row is a source of supply, and of what kind.
func supplyKind(id string) (kind string, source bool) {
	switch {
	case len(id) > 5 && id[:5] == "made:":
		return "made", true
	case len(id) > 7 && id[:7] == "bought:":
		return "bought", true
	}
	return id, id == "moved"
}

// timeColumns are the columns of the plan but for that of the whole horizon,
// unless there is no other.
func timeColumns(columns []SheetColumn) []int {
	var list []int
	for c := range columns {
		if columns[c].Kind == ColumnPeriod || columns[c].Kind == ColumnQuarter {
			list = append(list, c)
		}
	}
	return list
}

func rowIn(s *FamilySheet, id string) *SheetRow {
	for i := range s.Sections {
		for j := range s.Sections[i].Rows {
			if s.Sections[i].Rows[j].ID == id {
				return &s.Sections[i].Rows[j]
			}
		}
	}
	return nil
}

func addNumbers(to []float64, values []*float64, columns []int) {
	for k, c := range columns {
		if values[c] != nil {
			to[k] += *values[c]
		}
	}
}

// fewest keeps the largest rows and adds the others up.
func fewest(list []chart.Series, most int) []chart.Series {
	if len(list) <= most {
		return list
	}
	order := slices.Clone(list)
	slices.SortStableFunc(order, func(x, y chart.Series) int { return cmp.Compare(sum(y.Values), sum(x.Values)) })
	rest := chart.Series{Name: plural(len(list)-most+1, "other source", "other sources"), Values: make([]float64, len(list[0].Values))}
	for _, s := range order[most-1:] {
		for t, v := range s.Values {
			rest.Values[t] += v
		}
	}
	return append(slices.Clip(order[:most-1]), rest)
}

// heat is how full resources and crews are, the fullest first.
func (b *packBuilder) heat() chart.Picture {
	type row struct {
		chart.Series
		peak float64
	}
	var rows []row
	load, regular := b.v.lines(), b.v.lines()
	kindOf := map[string]Kind{}
	for _, r := range b.d.Plan.Resources {
		if r.Regular != nil {
			load.add(r.Resource, r.Period, r.Load)
			regular.add(r.Resource, r.Period, *r.Regular)
			kindOf[r.Resource] = KindResource
		}
	}
	for _, r := range b.d.Plan.Workforce {
		load.add(r.Workforce, r.Period, r.Used)
		regular.add(r.Workforce, r.Period, r.Regular)
		kindOf[r.Workforce] = KindWorkforce
	}
	for _, id := range load.order {
		one := row{Series: chart.Series{Name: b.v.names.of(id, kindOf[id])}}
		for t, all := range regular.of(id) {
			share := math.NaN()
			if all > 0 {
				share = clean(100*load.of(id)[t]/all, kpiDigits)
				one.peak = max(one.peak, share)
			}
			one.Values = append(one.Values, share)
		}
		rows = append(rows, one)
	}
	if len(rows) == 0 {
		return nil
	}
	slices.SortStableFunc(rows, func(x, y row) int { return cmp.Compare(y.peak, x.peak) })
	f := &chart.Heat{
		Title: "Load in percent of regular time", Unit: "%", Steps: []float64{50, 80, 95, 100.5},
		Description: fmt.Sprintf("%s is fullest, with %s.", capital(rows[0].Name), percent(rows[0].peak)),
	}
	if len(rows) > packLoads {
		f.Title += fmt.Sprintf(", the fullest %d of %d", packLoads, len(rows))
		rows = rows[:packLoads]
	}
	for t := range b.v.periods.short {
		f.Periods = append(f.Periods, b.v.periods.name(t))
	}
	for i := range rows {
		f.Rows = append(f.Rows, rows[i].Series)
	}
	return f
}

// optionsOpen is when options are open.
func (b *packBuilder) optionsOpen() chart.Picture {
	open := b.v.lines()
	for _, r := range b.d.Plan.Options {
		open.add(r.Option, r.Period, r.Open)
	}
	if len(open.order) == 0 {
		return nil
	}
	f := &chart.Gantt{Title: "Options", Description: "When the plan has options open."}
	for t := range b.v.periods.short {
		f.Periods = append(f.Periods, b.v.periods.name(t))
	}
	for _, id := range open.order {
		row := chart.GanttRow{Name: b.v.names.of(id, KindOption)}
		for t, v := range open.of(id) {
			switch n := len(row.Spans); {
			case v < 0.5:
			case n > 0 && row.Spans[n-1].To == t-1:
				row.Spans[n-1].To = t
			default:
				row.Spans = append(row.Spans, chart.Span{From: t, To: t})
			}
		}
		f.Rows = append(f.Rows, row)
	}
	return f
}

// appendix is the sheet of every family, with a picture of it.
func (b *packBuilder) appendix() []part {
	if len(b.sheets) == 0 {
		return nil
	}
	parts := []part{{heading: "Appendix: every family", breaks: true, lines: []string{
		"Supply counts when it is there. Days of cover are calendar days that stock lasts for what is asked afterwards. Load is what making the family takes; all families together fill capacity as far as the share says.",
	}}}
	for i := range b.sheets {
		one := b.sheets[i].part()
		one.below, one.breaks = true, i > 0
		if i < packPictures {
			one.pictures = []chart.Picture{b.supply(b.fine[i].Family.Name, b.fine[i].Family.Unit, []*FamilySheet{&b.fine[i]})}
		}
		parts = append(parts, one)
	}
	return parts
}
