package book

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
)

// tolerance is how exactly a formula must give the number saved beside it, as a
// share of it: a sum of rounded amounts is not rounded itself.
const tolerance = 1e-9

// stored reads the documents that the renderers of this module are tested with.
func stored(t testing.TB) map[string]*report.Document {
	t.Helper()
	files, err := filepath.Glob("../testdata/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents: %v", err)
	}
	documents := map[string]*report.Document{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d, err := report.ReadJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		documents[strings.TrimSuffix(filepath.Base(file), ".json")] = d
	}
	return documents
}

func written(t testing.TB, d *report.Document, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t testing.TB, src []byte) *excelize.File {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(src), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() }) //nolint:errcheck // a test
	return file
}

// everyCell visits the cells of all sheets that have something in them.
func everyCell(t testing.TB, file *excelize.File, visit func(sheet, cell, value string)) {
	t.Helper()
	for _, sheet := range file.GetSheetList() {
		rows, err := file.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, cells := range rows {
			for c, value := range cells {
				if value != "" {
					visit(sheet, place(c+1, r+1), value)
				}
			}
		}
	}
}

func TestFormulasGiveTheNumbersThatAreSavedBesideThem(t *testing.T) {
	for name, d := range stored(t) {
		t.Run(name, func(t *testing.T) {
			file := opened(t, written(t, d, Options{}))
			formulas := 0
			everyCell(t, file, func(sheet, cell, value string) {
				formula, err := file.GetCellFormula(sheet, cell)
				if err != nil {
					t.Fatal(err)
				}
				if formula == "" {
					return
				}
				formulas++
				computed, err := file.CalcCellValue(sheet, cell, excelize.Options{RawCellValue: true})
				if err != nil {
					t.Fatalf("%s!%s =%s: %v", sheet, cell, formula, err)
				}
				want, err := strconv.ParseFloat(value, 64)
				got, err2 := strconv.ParseFloat(computed, 64)
				if err != nil || err2 != nil || math.Abs(got-want) > tolerance*max(1, math.Abs(want)) {
					t.Errorf("%s!%s =%s gives %s, saved is %s", sheet, cell, formula, computed, value)
				}
			})
			if d.Plan != nil && formulas == 0 {
				t.Error("there are no formulas")
			}
		})
	}
}

func TestMoneyOfTheWorkbookIsThatOfTheDocument(t *testing.T) {
	for name, d := range stored(t) {
		if d.Money == nil || len(d.Money.Lines) == 0 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			file := opened(t, written(t, d, Options{}))
			column := len(d.Scenario.Periods) + 3
			for row, want := range map[int]float64{2: d.Money.Revenue, 3: d.Money.Cost, 4: d.Money.Profit} {
				cell := place(column, row)
				computed, err := file.CalcCellValue(moneySheet, cell, excelize.Options{RawCellValue: true})
				if err != nil {
					t.Fatal(err)
				}
				if got, err := strconv.ParseFloat(computed, 64); err != nil || math.Abs(got-want) > 1e-6*max(1, math.Abs(want)) {
					t.Errorf("%s is %s, the document has %v", cell, computed, want)
				}
			}
		})
	}
}

func TestEveryTableOfThePlanIsASheetOfTheSameLength(t *testing.T) {
	for name, d := range stored(t) {
		if d.Plan == nil {
			continue
		}
		t.Run(name, func(t *testing.T) {
			file := opened(t, written(t, d, Options{}))
			all := reflect.ValueOf(d.Plan).Elem()
			for i := range all.NumField() {
				if all.Field(i).Len() == 0 {
					continue
				}
				sheet := heading(jsonKey(all.Type().Field(i)))
				tables, err := file.GetTables(sheet)
				if err != nil || len(tables) != 1 {
					t.Fatalf("sheet %s has %d tables: %v", sheet, len(tables), err)
				}
				_, last, _ := strings.Cut(tables[0].Range, ":")
				first, _, _ := strings.Cut(tables[0].Range, ":")
				_, from, err := excelize.CellNameToCoordinates(first)
				if err != nil {
					t.Fatal(err)
				}
				_, to, err := excelize.CellNameToCoordinates(last)
				if err != nil {
					t.Fatal(err)
				}
				if to-from != all.Field(i).Len() {
					t.Errorf("sheet %s has %d rows, the document %d", sheet, to-from, all.Field(i).Len())
				}
				panes, err := file.GetPanes(sheet)
				if err != nil || !panes.Freeze || panes.YSplit != from {
					t.Errorf("sheet %s: the heads do not stay: %+v %v", sheet, panes, err)
				}
			}
		})
	}
}

func TestTheSameDocumentMakesTheSameBytes(t *testing.T) {
	for name, d := range stored(t) {
		first := written(t, d, someInputs())
		for range 3 {
			if !bytes.Equal(first, written(t, d, someInputs())) {
				t.Errorf("%s: the bytes differ", name)
			}
		}
	}
}

func someInputs() Options {
	return Options{Hash: "abc", Inputs: []Input{
		{Path: "families.tools.name", Text: "=tools", From: "plan.yaml:1:2"},
		{Path: "demand.tools.quantity", Unit: "each", Numbers: []float64{1, 2, 3}, OverTime: true, From: "plan.yaml:3:4"},
		{Path: "demand.tools.price", Unit: "USD/each", Numbers: []float64{1.25}, OverTime: true},
		{Path: "inventory.tools.opening", Unit: "each", Numbers: []float64{7}},
		{Path: "calendar.start", Text: "2026-01", Locked: "the columns are its periods"},
	}}
}

func TestOnlyInputsCanBeChanged(t *testing.T) {
	d := stored(t)["months6"]
	file := opened(t, written(t, d, someInputs()))
	open := map[string]bool{}
	for _, sheet := range file.GetSheetList() {
		protection, err := file.GetSheetProtection(sheet)
		if sheet != identitySheet && err != nil {
			t.Fatalf("sheet %s is not protected: %v", sheet, err)
		}
		if protection.Password != "" {
			t.Errorf("sheet %s has a password", sheet)
		}
	}
	for row := 1; row <= 7; row++ {
		for column := 1; column <= 12; column++ {
			cell := place(column, row)
			id, err := file.GetCellStyle(inputsSheet, cell)
			if err != nil {
				t.Fatal(err)
			}
			style, err := file.GetStyle(id)
			if err != nil {
				t.Fatal(err)
			}
			if style.Protection != nil && !style.Protection.Locked {
				open[cell] = true
			}
		}
	}
	want := map[string]bool{"C3": true, "D4": true, "E4": true, "F4": true, "C5": true, "C6": true}
	for c := range len(d.Scenario.Periods) {
		want[place(4+c, 5)] = true
	}
	if !reflect.DeepEqual(open, want) {
		t.Errorf("cells that can be changed: %v, expected %v", open, want)
	}
	if visible, err := file.GetSheetVisible(identitySheet); err != nil || visible {
		t.Errorf("the sheet with the identity is shown: %v", err)
	}
}

// hostile names everything with what could hurt a spreadsheet.
func hostile(d *report.Document) []string {
	names := []string{
		`=HYPERLINK("http://example.org")`, "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'=x", "</f></c>", "[a]:*?/\\b", strings.Repeat("x", 40000),
		"مبيعات الأدوات", "\u202e\x00\x07", "", "  =1", "_x000D_", `"&amp;"`, "sheet'name'", strings.Repeat("🚲", 20000),
	}
	d.Scenario.Name = names[0]
	for i := range d.Scenario.Things {
		d.Scenario.Things[i].Name = names[i%len(names)]
		d.Scenario.Things[i].Unit = names[(i+3)%len(names)]
	}
	for i := range d.Limits {
		d.Limits[i].Owner, d.Limits[i].Reason = names[i%len(names)], names[(i+5)%len(names)]
	}
	for i := range d.Findings {
		d.Findings[i].Text = names[i%len(names)]
	}
	d.Scenario.Currency = `U"S;\D`
	if d.Money != nil {
		d.Money.Currency = d.Scenario.Currency
	}
	return names
}

func TestNamesFromUsersDoNoHarm(t *testing.T) {
	for name, d := range stored(t) {
		t.Run(name, func(t *testing.T) {
			names := hostile(d)
			o := Options{Hash: names[0]}
			for i, n := range names {
				o.Inputs = append(o.Inputs, Input{Path: fmt.Sprintf("families.f%d.name", i), Text: n, From: n, Unit: n, Locked: names[(i+1)%2]})
			}
			file := opened(t, written(t, d, o))
			everyCell(t, file, func(sheet, cell, value string) {
				formula, err := file.GetCellFormula(sheet, cell)
				if err != nil {
					t.Fatal(err)
				}
				if len(value) > 4*mostText {
					t.Errorf("%s!%s has %d bytes", sheet, cell, len(value))
				}
				if _, err := strconv.ParseFloat(value, 64); err == nil && !strings.HasPrefix(value, "+") || formula != "" {
					return
				}
				if bare := strings.TrimLeft(value, " "); strings.ContainsAny(bare[:min(1, len(bare))], "=+-@\t\r") {
					t.Errorf("%s!%s begins like a formula: %.40q", sheet, cell, value)
				}
			})
		})
	}
}

func TestEveryFamilyHasAChartOfItsSupplyAndDemand(t *testing.T) {
	for name, d := range stored(t) {
		if d.Plan == nil {
			continue
		}
		t.Run(name, func(t *testing.T) {
			want := len(report.NewFamilySheets(d, nil, report.FamilyOptions{}))
			file := opened(t, written(t, d, Options{}))
			got := 0
			file.Pkg.Range(func(name, _ any) bool {
				if strings.HasPrefix(name.(string), "xl/charts/chart") {
					got++
				}
				return true
			})
			if got < want {
				t.Errorf("%d charts for %d families", got, want)
			}
		})
	}
}

func TestEmissionsAreInTheUnitOfWhatIsEmitted(t *testing.T) {
	d := large(1, 3)
	d.Scenario.Things = append(d.Scenario.Things, report.Thing{Kind: report.KindEmission, ID: "co2", Name: "co2", Unit: "kg"})
	for _, period := range d.Scenario.Periods {
		d.Plan.Emissions = append(d.Plan.Emissions, model.EmissionRow{Substance: "co2", Of: "make", Item: "family000", Period: period, Quantity: 1.5})
	}
	file := opened(t, written(t, d, Options{}))
	rows, err := file.GetRows("Emissions")
	if err != nil {
		t.Fatal(err)
	}
	const totals, heads = 1, 2
	last := len(rows[heads]) - 1
	if rows[heads][last-1] != "unit" || rows[heads+1][last-1] != "kg" || rows[totals][last] != "4.5" {
		t.Errorf("the unit and the total of emissions: %v", rows)
	}
}

// large is the document of many families over two years, each made, kept and sold.
func large(families, periods int) *report.Document {
	d := &report.Document{FormatVersion: report.FormatVersion, Status: "optimal", Plan: &model.Tables{}}
	calendar, err := model.NewCalendar(model.Month, "2026-01", periods)
	if err != nil {
		panic(err)
	}
	d.Scenario = report.ScenarioInfo{Name: "large", Currency: "USD", Bucket: model.Month, Periods: calendar.Labels()}
	d.Money = &report.Money{Currency: "USD", Lines: []report.MoneyLine{{Account: "making", Title: "making", Kind: report.Cost, ByPeriod: make([]float64, periods)}}}
	for f := range families {
		id := fmt.Sprintf("family%03d", f)
		d.Scenario.Things = append(d.Scenario.Things, report.Thing{Kind: report.KindFamily, ID: id, Name: "Family " + id, Unit: "each"})
		for t, label := range d.Scenario.Periods {
			made, asked := float64(100+f+t), float64(90+f+2*t)
			d.Plan.Production = append(d.Plan.Production, model.ProductionRow{Process: "make_" + id, Item: id, Period: label, Runs: made, Quantity: made})
			d.Plan.Inventory = append(d.Plan.Inventory, model.InventoryRow{Item: id, Period: label, Opening: 10, Made: made, Sold: asked, Closing: 10 + made - asked})
			d.Plan.Demand = append(d.Plan.Demand, model.DemandRow{Demand: id, Item: id, Period: label, Asked: &asked, Served: asked})
			limit := made + 10.5
			d.Limits = append(d.Limits, report.Limit{
				ID: "capacity[" + id + "," + label + "]", Group: model.GroupCapacity, Key: id, Path: "resources." + id + ".capacity", Unit: "h",
				Period: label, Sense: "<=", Limit: &limit, Used: &made,
			})
		}
	}
	return d
}

func BenchmarkWorkbook(b *testing.B) {
	const families, periods = 500, 24
	d := large(families, periods)
	o := Options{Hash: "x"}
	for f := range families {
		numbers := make([]float64, periods)
		for t := range numbers {
			numbers[t] = float64(f + t)
		}
		for _, path := range []string{"quantity", "price", "lost"} {
			o.Inputs = append(o.Inputs, Input{Path: fmt.Sprintf("demand.family%03d.%s", f, path), Unit: "each", Numbers: numbers, OverTime: true, From: "plan.yaml:1:1"})
		}
	}
	b.Run(fmt.Sprintf("families=%d/periods=%d", families, periods), func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var out bytes.Buffer
			if err := Write(&out, d, o); err != nil {
				b.Fatal(err)
			}
		}
	})
}
