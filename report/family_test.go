package report

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/model"
)

// sheetTolerance is how exactly figures that were added up must agree, relative to their size.
const sheetTolerance = 1e-6

func rowOf(s *FamilySheet, id string) *SheetRow {
	for i := range s.Sections {
		for j := range s.Sections[i].Rows {
			if s.Sections[i].Rows[j].ID == id {
				return &s.Sections[i].Rows[j]
			}
		}
	}
	return nil
}

// valueOf is a number of a row; 0 where the row or the number is not there.
func valueOf(s *FamilySheet, id string, column int) float64 {
	if row := rowOf(s, id); row != nil && row.Plan[column] != nil {
		return *row.Plan[column]
	}
	return 0
}

func closeTo(a, b float64) bool {
	return math.Abs(a-b) <= sheetTolerance*max(1, math.Abs(a), math.Abs(b))
}

// eachSheet does something with every sheet of every stored document, in several divisions of time.
func eachSheet(t *testing.T, do func(t *testing.T, d *Document, s *FamilySheet)) {
	names, documents := stored(t)
	for _, name := range names {
		for _, detail := range []int{0, 1, 100} {
			d := documents[name]
			for _, sheet := range NewFamilySheets(d, nil, FamilyOptions{Detail: detail}) {
				t.Run(fmt.Sprintf("%s, %s, %d periods", name, sheet.Family.ID, detail), func(t *testing.T) { do(t, d, &sheet) })
			}
		}
	}
}

func TestStockFollowsFromSupplyAndDemand(t *testing.T) {
	eachSheet(t, func(t *testing.T, d *Document, s *FamilySheet) {
		before := math.NaN()
		for k := range s.Columns {
			if s.Columns[k].Kind == ColumnTotal {
				continue
			}
			supply, served := 0.0, valueOf(s, "demand", k)
			if rowOf(s, "served") != nil {
				served = valueOf(s, "served", k)
			}
			for i := range s.Sections {
				for _, row := range s.Sections[i].Rows {
					if strings.HasPrefix(row.ID, "made:") || strings.HasPrefix(row.ID, "bought:") || row.ID == "moved" {
						supply += *row.Plan[k]
					}
				}
			}
			if rowOf(s, "supply") != nil && !closeTo(supply, valueOf(s, "supply", k)) {
				t.Errorf("%s: sources make %v, supply in all is %v", s.Columns[k].Title, supply, valueOf(s, "supply", k))
			}
			stock := valueOf(s, "stock", k)
			if want := before + supply - served - valueOf(s, "consumed", k) - valueOf(s, "disposed", k); !math.IsNaN(before) && !closeTo(stock, want) {
				t.Errorf("%s: stock is %v, expected %v", s.Columns[k].Title, stock, want)
			}
			before = stock
		}
	})
}

func TestColumnsCoverTheHorizonOnce(t *testing.T) {
	eachSheet(t, func(t *testing.T, d *Document, s *FamilySheet) {
		next := 0
		for _, c := range s.Columns {
			if c.Kind == ColumnTotal {
				if c.From != 0 || c.To != len(d.Scenario.Periods)-1 {
					t.Errorf("the whole horizon reaches from %d to %d", c.From, c.To)
				}
				continue
			}
			if c.From != next || c.To < c.From {
				t.Fatalf("%s begins at %d, expected %d", c.Title, c.From, next)
			}
			if c.Kind == ColumnQuarter && (d.Calendar[c.From].Quarter != c.Label || c.From > 0 && d.Calendar[c.From-1].Quarter == c.Label) {
				t.Errorf("%s is not the whole of a quarter", c.Title)
			}
			next = c.To + 1
		}
		if next != len(d.Scenario.Periods) {
			t.Errorf("columns end at %d of %d periods", next, len(d.Scenario.Periods))
		}
		for i := range s.Sections {
			for _, row := range s.Sections[i].Rows {
				last := len(s.Columns) - 1
				if row.Kind != RowFlow || s.Columns[last].Kind != ColumnTotal {
					continue
				}
				var sum float64
				for k := range last {
					sum += *row.Plan[k]
				}
				if !closeTo(sum, *row.Plan[last]) {
					t.Errorf("%s adds up to %v, the total is %v", row.ID, sum, *row.Plan[last])
				}
			}
		}
	})
}

func TestSheetsAgreeWithTheTablesOfThePlan(t *testing.T) {
	eachSheet(t, func(t *testing.T, d *Document, s *FamilySheet) {
		var asked, made, contribution float64
		for _, r := range d.Plan.Demand {
			if r.Item == s.Family.ID && r.Asked != nil {
				asked += *r.Asked
			}
		}
		for _, r := range d.Plan.Production {
			if r.Item == s.Family.ID && r.Arrives != "later" {
				made += r.Quantity
			}
		}
		for _, line := range d.Contributions {
			if line.Of == s.Family.ID && line.ID == lineContributed {
				contribution = line.Total
			}
		}
		last, sources := len(s.Columns)-1, 0.0
		for i := range s.Sections {
			for _, row := range s.Sections[i].Rows {
				if strings.HasPrefix(row.ID, "made:") {
					sources += *row.Plan[last]
				}
			}
		}
		for _, x := range []struct {
			what      string
			got, want float64
		}{{"made", sources, made}, {"contribution", valueOf(s, "money:"+lineContributed, last), contribution}} {
			if !closeTo(x.got, x.want) {
				t.Errorf("%s is %v, the document says %v", x.what, x.got, x.want)
			}
		}
		if got := valueOf(s, "demand", last); asked > 0 && !closeTo(got, asked) {
			t.Errorf("demand is %v, the tables say %v", got, asked)
		}
	})
}

func TestContributionsLeadToTheMargin(t *testing.T) {
	names, documents := stored(t)
	for _, name := range names {
		d := documents[name]
		if len(d.Contributions) == 0 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			rest := make([]float64, len(d.Scenario.Periods))
			for _, line := range d.Contributions {
				sign := 0.0
				switch {
				case line.ID == lineContributed:
					sign = 1
				case line.Of == "" && line.ID != lineGrossMargin:
					sign = -1
				case line.ID == lineGrossMargin:
					sign = -1
				}
				for p, v := range line.Amounts {
					rest[p] += sign * v
				}
			}
			for p, v := range rest {
				if math.Abs(v) > moneyTolerance {
					t.Errorf("%s: contributions less what is shared are off the gross margin by %v", d.Scenario.Periods[p], v)
				}
			}
		})
	}
}

func TestDaysOfCover(t *testing.T) {
	for _, test := range []struct {
		name         string
		stock, asked []float64
		want         []float64 // NaN: none
	}{
		{"half of the next month", []float64{50, 0, 0}, []float64{10, 100, 100}, []float64{14, 0, 0}},
		{"more than the next month", []float64{150, 0, 0}, []float64{10, 100, 100}, []float64{28 + 15.5, 0, 0}},
		{"the last month goes on", []float64{0, 0, 31}, []float64{0, 0, 62}, []float64{0, 0, 15.5}},
		{"a month without demand counts whole", []float64{10, 10, 10}, []float64{5, 0, 20}, []float64{28 + 15.5, 15.5, 15.5}},
		{"nothing is asked any more", []float64{3, 10, 0}, []float64{5, 5, 0}, []float64{16.8, math.NaN(), 0}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := &Document{Scenario: ScenarioInfo{Periods: []string{"2026-01", "2026-02", "2026-03"}, Things: []Thing{{Kind: KindFamily, ID: "a"}}}, Plan: &model.Tables{}}
			for p, label := range d.Scenario.Periods {
				d.Calendar = append(d.Calendar, CalendarPeriod{Period: label, Days: []int{31, 28, 31}[p], Quarter: "2026-Q1"})
				d.Plan.Demand = append(d.Plan.Demand, model.DemandRow{Demand: "a", Item: "a", Period: label, Asked: &test.asked[p], Served: test.asked[p]})
				d.Plan.Inventory = append(d.Plan.Inventory, model.InventoryRow{Item: "a", Period: label, Closing: test.stock[p]})
			}
			sheet := NewFamilySheets(d, nil, FamilyOptions{})[0]
			for p, want := range test.want {
				got := rowOf(&sheet, "cover").Plan[p]
				if math.IsNaN(want) != (got == nil) || got != nil && !closeTo(*got, want) {
					t.Errorf("period %d: cover %v, expected %v", p, got, want)
				}
			}
		})
	}
}

// TestTheLastPlanStandsBesideThePlan lets a plan follow one that is a month older and has less demand.
func TestTheLastPlanStandsBesideThePlan(t *testing.T) {
	_, documents := stored(t)
	d := documents["months12"]
	last := *d
	tables := *d.Plan
	tables.Demand = nil
	for _, r := range d.Plan.Demand {
		if r.Period == "2027-12" {
			r.Period = "2026-12" // the last plan began a month before and knows nothing of the last one
		}
		tables.Demand = append(tables.Demand, r)
	}
	last.Plan = &tables
	last.Scenario.Periods = append([]string{"2026-12"}, d.Scenario.Periods[:11]...)
	for _, sheet := range NewFamilySheets(d, &last, FamilyOptions{Detail: 12}) {
		row := rowOf(&sheet, "demand")
		if row == nil || row.Title == "market" {
			continue // how much a market takes is among the limits, which have not moved
		}
		for k := range sheet.Columns {
			known := sheet.Columns[k].Kind == ColumnPeriod && k < 11
			if (row.Last[k] != nil) != known || (row.Difference[k] != nil) != known || known && *row.Difference[k] != 0 {
				t.Errorf("%s, %s: last %v, difference %v", sheet.Family.ID, sheet.Columns[k].Title, row.Last[k], row.Difference[k])
			}
		}
	}
}

func TestDifferencesAddUpOverTime(t *testing.T) {
	_, documents := stored(t)
	d := documents["months12"]
	last := *d
	tables := *d.Plan
	tables.Production = nil
	for i, r := range d.Plan.Production {
		r.Quantity += float64(i % 5)
		tables.Production = append(tables.Production, r)
	}
	last.Plan = &tables
	differs := false
	for _, sheet := range NewFamilySheets(d, &last, FamilyOptions{}) {
		for i := range sheet.Sections {
			for _, row := range sheet.Sections[i].Rows {
				sum := 0.0
				for k := range sheet.Columns {
					if row.Last == nil || row.Plan[k] == nil || sheet.Columns[k].Kind == ColumnTotal {
						continue
					}
					if !closeTo(*row.Difference[k], *row.Plan[k]-*row.Last[k]) {
						t.Errorf("%s: %v is not %v less %v", row.ID, *row.Difference[k], *row.Plan[k], *row.Last[k])
					}
					if row.Kind == RowFlow {
						if sum += *row.Difference[k]; !closeTo(*row.Cumulative[k], sum) {
							t.Errorf("%s: %v so far, expected %v", row.ID, *row.Cumulative[k], sum)
						}
						differs = differs || sum != 0
					}
				}
			}
		}
	}
	if !differs {
		t.Error("nothing differs")
	}
}

func TestReportsLookAsTheyDid(t *testing.T) {
	_, documents := stored(t)
	last := *documents["months24"]
	tables := *last.Plan
	tables.Demand = nil
	for _, r := range documents["months24"].Plan.Demand {
		if r.Asked != nil {
			less := 0.9 * *r.Asked
			r.Asked, r.Served = &less, 0.9*r.Served
		}
		tables.Demand = append(tables.Demand, r)
	}
	last.Plan = &tables
	for name, r := range map[string]*ReportDocument{
		"months24": NewReportDocument(documents["months24"], nil, FamilyOptions{}),
		"last":     NewReportDocument(documents["months24"], &last, FamilyOptions{Detail: 1}),
	} {
		t.Run(name, func(t *testing.T) {
			var text, marked bytes.Buffer
			if err := r.Text(&text, TextOptions{}); err != nil {
				t.Fatal(err)
			}
			golden(t, "testdata/"+name+".report.txt", text.Bytes())
			for line := range strings.Lines(text.String()) {
				if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > defaultWidth {
					t.Errorf("%d columns: %s", n, line)
				}
			}
			if err := r.Markdown(&marked); err != nil {
				t.Fatal(err)
			}
			golden(t, "testdata/"+name+".report.md", marked.Bytes())
		})
	}
}

func TestFamiliesThatAreAskedFor(t *testing.T) {
	_, documents := stored(t)
	var got []string
	for _, sheet := range NewFamilySheets(documents["families"], nil, FamilyOptions{Families: []string{"colour03", "colour01"}}) {
		got = append(got, sheet.Family.ID)
	}
	if diff := cmp.Diff([]string{"colour01", "colour03"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestHistoryStandsBeforeThePlan counts two months before the plan, of which the last plan knew one.
func TestHistoryStandsBeforeThePlan(t *testing.T) {
	_, documents := stored(t)
	d := *documents["months12"]
	family := ""
	for _, sheet := range NewFamilySheets(&d, nil, FamilyOptions{}) {
		if row := rowOf(&sheet, "demand"); row != nil && row.Title == "demand" {
			family = sheet.Family.ID
		}
	}
	d.History = []model.HistoryRow{
		{Family: family, Period: "2026-12", Figure: "demand", Value: 70},
		{Family: family, Period: "2026-11", Figure: "demand", Value: 60},
		{Family: family, Period: "2026-12", Figure: "made:old_line", Value: 5},
	}
	last := d
	last.Scenario.Periods = append([]string{"2026-12"}, d.Scenario.Periods[:11]...)
	tables, forecast := *d.Plan, 64.0
	tables.Demand = append([]model.DemandRow{{Demand: "x", Item: family, Period: "2026-12", Asked: &forecast, Served: forecast}}, tables.Demand...)
	last.Plan, last.History = &tables, nil
	sheet := NewFamilySheets(&d, &last, FamilyOptions{Families: []string{family}})[0]
	var kinds []ColumnKind
	for _, c := range sheet.Columns[:3] {
		kinds = append(kinds, c.Kind)
	}
	if diff := cmp.Diff([]ColumnKind{ColumnHistory, ColumnHistory, ColumnPeriod}, kinds); diff != "" || sheet.Columns[0].Label != "2026-11" {
		t.Fatalf("columns %v", sheet.Columns)
	}
	row := rowOf(&sheet, "demand")
	if *row.Plan[0] != 60 || *row.Plan[1] != 70 || row.Last[0] != nil || *row.Last[1] != 64 || *row.Difference[1] != 6 || *row.Cumulative[1] != 6 {
		t.Errorf("history of demand: %v", row)
	}
	if old := rowOf(&sheet, "made:old_line"); old == nil || old.Plan[0] != nil || *old.Plan[1] != 5 || *old.Plan[2] != 0 {
		t.Errorf("a source that the plan does not know: %v", old)
	}
	total := sheet.Columns[len(sheet.Columns)-1]
	if total.Kind != ColumnTotal || *row.Plan[len(row.Plan)-1] != *rowOf(&NewFamilySheets(documents["months12"], nil, FamilyOptions{Families: []string{family}})[0], "demand").Plan[len(row.Plan)-3] {
		t.Error("history counts in the total")
	}
}
