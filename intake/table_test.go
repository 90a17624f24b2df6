package intake

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/steelyard-sop/steelyard/model"
)

// scenarioIn writes files into a folder and loads plan.yaml in it.
func scenarioIn(t *testing.T, files map[string]string) *Loaded {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return loadIn(t, dir)
}

func loadIn(t *testing.T, dir string) *Loaded {
	t.Helper()
	loaded, err := LoadFile(filepath.Join(dir, "plan.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

// withCapacity is a scenario whose line has the capacity.
func withCapacity(capacity string) string {
	return `scenario: one line
calendar: {start: 2026-01, periods: 4, bucket: month}
families: {tools: {}}
resources: {line: {capacity: ` + capacity + `}}
processes: {make: {makes: tools, uses: {line: 1 h}}}
demand: {tools: {max: 10}}
`
}

func capacityOf(t *testing.T, loaded *Loaded) []float64 {
	t.Helper()
	if len(loaded.Diagnostics) > 0 {
		t.Fatal(printed(loaded.Diagnostics))
	}
	return loaded.Scenario.Resources[0].Capacity.Value.Values()
}

func TestCSVFilesOfAllSpellingsSayTheSame(t *testing.T) {
	const long = `{file: t.csv, where: {line: one}, column: hours, period: month}`
	want := []float64{400, 1380.5, 0, 420}
	for name, c := range map[string]struct{ capacity, table string }{
		"commas":                         {long, "line,month,hours\none,2026-01,400\none,2026-02,1380.5\none,2026-03,0\none,2026-04,420\n"},
		"semicolons":                     {long, "line;month;hours\none;2026-01;400\none;2026-02;1380.5\none;2026-03;0\none;2026-04;420\n"},
		"tabs":                           {long, "line\tmonth\thours\none\t2026-01\t400\none\t2026-02\t1380.5\none\t2026-03\t0\none\t2026-04\t420\n"},
		"CRLF and a byte order mark":     {long, "\ufeffline,month,hours\r\none,2026-01,400\r\none,2026-02,1380.5\r\none,2026-03,0\r\none,2026-04,420\r\n"},
		"no line end at the end":         {long, "line,month,hours\none,2026-01,400\none,2026-02,1380.5\none,2026-03,0\none,2026-04,420"},
		"space around cells":             {long, " line , month,hours \none , 2026-01, 400\none,2026-02,1380.5 \none,2026-03,\u00a00\none,2026-04,420\n"},
		"empty lines and rows":           {long, "\nline,month,hours\n\none,2026-01,400\n,,\none,2026-02,1380.5\none,2026-03,0\none,2026-04,420\n,,\n\n"},
		"empty columns at the end":       {long, "line,month,hours,,\none,2026-01,400,,\none,2026-02,1380.5,,\none,2026-03,0,,\none,2026-04,420,,\n"},
		"quotes":                         {long, "\"line\",\"month\",\"hours\"\n\"one\",\"2026-01\",\"400\"\none,2026-02,1380.5\none,2026-03,0\none,2026-04,420\n"},
		"other rows and columns":         {long, "x,line,hours,month\n1,two,7,2026-01\n2,one,400,2026-01\n3,one,1380.5,2026-02\n4,one,0,2026-03\n5,one,420,2026-04\n"},
		"units in the cells":             {long, "line,month,hours\none,2026-01,24000 min\none,2026-02,1380.5 h\none,2026-03,0\none,2026-04,0.42 k\n"},
		"dates":                          {long, "line,month,hours\none,2026-01-31,400\none,28.2.2026,1380.5\none,2026/03/01,0\none,2026-04-30 00:00:00,420\n"},
		"dates of a spreadsheet":         {long, "line,month,hours\none,46023,400\none,46081,1380.5\none,46082,0\none,46142.5,420\n"},
		"heads that are periods":         {`{file: t.csv, where: {line: one}}`, "line,2026-01,2026-02,2026-03,2026-04\none,400,1380.5,0,420\ntwo,1,2,3,4\n"},
		"a separator that is declared":   {`{file: t.csv, where: {line: one}, column: hours, period: month, separator: "|"}`, "line|month|hours\none|2026-01|400\none|2026-02|1380.5\none|2026-03|0\none|2026-04|420\n"},
		"decimal commas":                 {`{file: t.csv, where: {line: one}, column: hours, period: month, decimal: ","}`, "line;month;hours\none;2026-01;400\none;2026-02;1.380,50\none;2026-03;0,0\none;2026-04;+420\n"},
		"commas between thousands":       {`{file: t.csv, where: {line: one}, column: hours, period: month, decimal: .}`, "line;month;hours\none;2026-01;400\none;2026-02;1,380.50\none;2026-03;0.0\none;2026-04;420 h\n"},
		"rows that are added up":         {`{file: t.csv, column: hours, period: month, combine: sum}`, "month,hours\n2026-01,100\n2026-01,300\n2026-02,1380.5\n2026-03,0\n2026-04,400\n2026-04,20\n"},
		"rows of other periods left out": {`{file: t.csv, column: hours, period: month, outside: ignore}`, "month,hours\n2025-12,1\n2026-01,400\n2026-02,1380.5\n2026-03,0\n2026-04,420\n2026-05,9\n"},
		"a default for the other ones":   {`{file: t.csv, column: hours, period: month, default: 0}`, "month,hours\n2026-01,400\n2026-02,1380.5\n2026-03,\n2026-04,420\n"},
		"a unit of the table":            {`{file: t.csv, column: minutes, unit: min}`, "period,minutes\n2026-01,24000\n2026-02,82830\n2026-03,0\n2026-04,25200\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got := capacityOf(t, scenarioIn(t, map[string]string{"plan.yaml": withCapacity(c.capacity), "t.csv": c.table}))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("capacity differs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestARateInATableIsForItsPeriod(t *testing.T) {
	for name, c := range map[string]struct{ capacity, table string }{
		"in a cell":      {`{file: t.csv, column: hours}`, "period,hours\n2026-01,70 h/week\n2026-02,70 h/week\n2026-03,10 h\n2026-04,20 h\n"},
		"for the column": {`{file: t.csv, column: hours, unit: h/week}`, "period,hours\n2026-01,70\n2026-02,70\n2026-03,10 h\n2026-04,20 h\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got := capacityOf(t, scenarioIn(t, map[string]string{"plan.yaml": withCapacity(c.capacity), "t.csv": c.table}))
			if diff := cmp.Diff([]float64{310, 280, 10, 20}, got); diff != "" {
				t.Errorf("capacity differs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDeclaredDecimalSigns(t *testing.T) {
	for _, c := range []struct{ decimal, text, want string }{
		{",", "1,5", "1.5"},
		{",", "1.234,5", "1234.5"},
		{",", "-1.234.567,25 kg", "-1234567.25 kg"},
		{",", "12 345", "12345"},
		{",", "12\u202f345,5\u00a0%", "12345.5\u00a0%"},
		{",", "1'234,5", "1234.5"},
		{",", "1.5", ""},
		{",", "1.23,4", ""},
		{",", "1,5,5", ""},
		{",", "1.234 567", ""},
		{",", "1e3", ""},
		{".", "1,234.5", "1234.5"},
		{".", "1,5", ""},
		{".", "1234.5", "1234.5"},
	} {
		got, fault := pointed(c.text, c.decimal)
		if (fault != nil) != (c.want == "") || got != c.want {
			t.Errorf("%q with decimal %q: expected %q, got %q, %v", c.text, c.decimal, c.want, got, fault)
		}
	}
}

func TestTheUsualSpellingOfANumberMeansTheSameAsAnywhere(t *testing.T) {
	for _, text := range []string{
		"0", "-0", "1", "007", "12.5", "-12.50", "0.1", ".5", "5.", "1..2", "1.2.3", "", "-", "1e3", "1_000", "12 k",
		"999999999999999", "9999999999999999", "123456789012.345", "0.000000000000001", "3.3333333333333", "+1", "١", "0x10",
	} {
		v, ok := usualNumber(text)
		q, fault := parseQuantity(text)
		if ok && (fault != nil || q.unit != "" || q.value != v) {
			t.Errorf("%q: %v where other numbers give %v %v", text, v, q, fault)
		}
	}
	for _, text := range []string{"0", "1", "12.5", "-12.50", "0.1", "999999999999999"} {
		if _, ok := usualNumber(text); !ok {
			t.Errorf("%q is a usual number", text)
		}
	}
}

func TestFilesOutsideTheFolderAreRefused(t *testing.T) {
	outside := t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "secret.csv"), []byte("period,hours\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	link := func(target string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			if err := os.Symlink(target, filepath.Join(dir, "t.csv")); err != nil {
				t.Skip(err)
			}
		}
	}
	for name, c := range map[string]struct {
		file    string
		prepare func(*testing.T, string)
	}{
		"a path upwards":            {"../../etc/passwd", nil},
		"a path down and up again":  {"a/../../t.csv", nil},
		"an absolute path":          {filepath.Join(outside, "secret.csv"), nil},
		"a link that leads out":     {"t.csv", link(filepath.Join(outside, "secret.csv"))},
		"a link upwards":            {"t.csv", link("../secret.csv")},
		"a link to itself":          {"t.csv", link("t.csv")},
		"a folder":                  {".", nil},
		"a folder that is a link":   {"t.csv/secret.csv", link(outside)},
		"a file that is not there":  {"none.csv", nil},
		"a name with a strange end": {"t.csv/", nil},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if c.prepare != nil {
				c.prepare(t, dir)
			}
			if err := os.WriteFile(filepath.Join(dir, "plan.yaml"), []byte(withCapacity("{file: "+c.file+", column: hours}")), 0o600); err != nil {
				t.Fatal(err)
			}
			loaded := loadIn(t, dir)
			if len(loaded.Diagnostics) != 1 || !strings.HasPrefix(loaded.Diagnostics[0].Rule, "file-") && loaded.Diagnostics[0].Rule != "table-kind" {
				t.Errorf("expected one refusal, got\n%s", printed(loaded.Diagnostics))
			}
			if len(loaded.Files) > 0 {
				t.Errorf("expected no files, got %v", loaded.Files)
			}
		})
	}
}

func TestALinkWithinTheFolderIsFollowed(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"plan.yaml": withCapacity("{file: t.csv, column: hours}"), "real.csv": "hours\n5\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("real.csv", filepath.Join(dir, "t.csv")); err != nil {
		t.Skip(err)
	}
	if diff := cmp.Diff([]float64{5}, capacityOf(t, loadIn(t, dir))); diff != "" {
		t.Error(diff)
	}
}

func TestTablesBelongToTheFileThatNamesThem(t *testing.T) {
	loaded := scenarioIn(t, map[string]string{
		"plan.yaml":      "extends: base/plan.yaml\nchange: {resources.line.capacity.2026-02: 7}\n",
		"base/plan.yaml": withCapacity("{file: t.csv, column: hours}"),
		"base/t.csv":     "period,hours\n2026-01,1\n2026-02,2\n2026-03,3\n2026-04,4\n",
	})
	if diff := cmp.Diff([]float64{1, 7, 3, 4}, capacityOf(t, loaded)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"base/plan.yaml", "base/t.csv"}, loaded.Files); diff != "" {
		t.Error(diff)
	}
}

func TestAWorkbookThatUnpacksToTooMuchIsRefused(t *testing.T) {
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for _, name := range []string{"[Content_Types].xml", "xl/worksheets/sheet1.xml"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		zeros := make([]byte, 1<<20)
		for range maxUnzipped/len(zeros)/2 + 1 {
			if _, err := w.Write(zeros); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	loaded := scenarioIn(t, map[string]string{"plan.yaml": withCapacity("{file: t.xlsx, column: hours}"), "t.xlsx": packed.String()})
	if len(loaded.Diagnostics) != 1 || loaded.Diagnostics[0].Rule != "table-too-large" {
		t.Errorf("expected a refusal, got\n%s", printed(loaded.Diagnostics))
	}
}

func TestTablesOfTooManyRowsOrColumnsAreRefused(t *testing.T) {
	for name, table := range map[string]string{
		"columns": strings.Repeat("a,", maxHeads) + "b\n1\n",
		"cells":   "hours,\n" + strings.Repeat("1\n", maxTableCells+1),
	} {
		t.Run(name, func(t *testing.T) {
			loaded := scenarioIn(t, map[string]string{"plan.yaml": withCapacity("{file: t.csv, column: hours}"), "t.csv": table})
			if len(loaded.Diagnostics) == 0 || loaded.Diagnostics[0].Rule != "table-too-large" {
				t.Errorf("expected a refusal, got\n%s", printed(loaded.Diagnostics))
			}
		})
	}
}

func TestDatesOfASpreadsheet(t *testing.T) {
	for _, c := range []struct {
		text   string
		base04 bool
		want   string
	}{
		{"46023", false, "2026-01-01"},
		{"46023.75", false, "2026-01-01"},
		{"44561", true, "2026-01-01"},
		{"2026", false, ""},
		{"-46023", false, ""},
		{"99999999", false, ""},
		{"4.6e4", false, ""},
	} {
		got, ok := serialDate(c.text, c.base04)
		if ok != (c.want != "") || ok && got.Format(time.DateOnly) != c.want {
			t.Errorf("%s: expected %q, got %v %v", c.text, c.want, got, ok)
		}
	}
}

func TestPlacesInATable(t *testing.T) {
	loaded := scenarioIn(t, map[string]string{
		"plan.yaml": `scenario: places
calendar: {start: 2026-01, periods: 2, bucket: month}
families: {from: {file: f.csv, columns: {price: price}}}
suppliers: {maker: {sells: {tools: 1}}}
demand:
  from: {file: d.csv, id: "{item}-{market}", columns: {item: item, quantity: qty}}
inventory: {tools: {max: {file: w.csv}}}
`,
		"f.csv": "id,price\ntools,5\n",
		"d.csv": "item,market,period,qty\ntools,nörd,2026-02,20\n\n\"tools\",\"nörd\",2026-01,10\n",
		"w.csv": "x,2026-01,2026-02\n1,100,200\n",
	})
	if len(loaded.Diagnostics) > 0 {
		t.Fatal(printed(loaded.Diagnostics))
	}
	for path, want := range map[string]string{
		"families.tools":                     "f.csv:2:1",
		"families.tools.price":               "f.csv:2:7",
		"demand.tools-nörd.item":             "d.csv:2:1",
		"demand.tools-nörd.quantity.2026-01": "d.csv:4:24",
		"demand.tools-nörd.quantity.2026-02": "d.csv:2:20",
		"inventory.tools.max.2026-02":        "w.csv:2:7",
		"inventory.tools.max":                "plan.yaml:7:26",
	} {
		pos, _ := loaded.Position(path)
		if got := strings.TrimPrefix(pos.String(), filepath.Dir(pos.File)+string(filepath.Separator)); got != want {
			t.Errorf("%s: expected %s, got %s", path, want, got)
		}
	}
	v, period, ok := loaded.At("demand.tools-nörd.quantity.2026-01")
	if !ok {
		t.Fatal("the value is not there")
	}
	if got := loaded.Origins(v, period); len(got) != 1 || got[0].Text != "10" {
		t.Errorf("expected the cell 10, got %+v", got)
	}
}

func TestChangesWorkOnThingsAndValuesFromTables(t *testing.T) {
	files := map[string]string{
		"plan.yaml": `scenario: changes
calendar: {start: 2026-01, periods: 2, bucket: month}
families: {from: {file: f.csv}}
suppliers: {maker: {sells: {tools: 1, rakes: 1}}}
demand:
  from: {file: d.csv, columns: {quantity: qty}, each: {lost: 3}}
change:
  demand.*.quantity: "*1.10"
  demand.tools.lost: 4
  families.rakes.price: {file: f.csv, where: {id: tools}, column: price}
`,
		"f.csv": "id,price\ntools,5\nrakes,\n",
		"d.csv": "id,period,qty\ntools,2026-01,10\ntools,2026-02,20\nrakes,2026-01,30\nrakes,2026-02,40\n",
	}
	loaded := scenarioIn(t, files)
	if len(loaded.Diagnostics) > 0 {
		t.Fatal(printed(loaded.Diagnostics))
	}
	want := []model.Demand{
		{ID: "rakes", Item: "rakes", Quantity: model.Limit{Value: model.PerPeriod([]float64{33, 44})}, Lost: model.Lost{Allowed: true, Cost: model.Constant(3)}},
		{ID: "tools", Item: "tools", Quantity: model.Limit{Value: model.PerPeriod([]float64{11, 22})}, Lost: model.Lost{Allowed: true, Cost: model.Constant(4)}},
	}
	if diff := cmp.Diff(want, loaded.Scenario.Demand, seriesByValue); diff != "" {
		t.Errorf("demand differs (-want +got):\n%s", diff)
	}
	if price := loaded.Scenario.Families[0].Price; price.At(0) != 5 {
		t.Errorf("expected the price 5, got %v", price)
	}
}

func TestATextHasNoFolderForTables(t *testing.T) {
	_, ds := Load("stdin", []byte(withCapacity("{file: t.csv, column: hours}")))
	if len(ds) != 1 || ds[0].Rule != "file-unreadable" {
		t.Errorf("expected one refusal, got\n%s", printed(ds))
	}
}

func TestATableOfVeryManyMistakesIsAnsweredInBoundedTime(t *testing.T) {
	var table strings.Builder
	table.WriteString("id,period,qty\n")
	for i := range 200_000 {
		fmt.Fprintf(&table, "d%d,2026-%02d,x\n", i%50_000, 1+i%13)
	}
	start := time.Now()
	loaded := scenarioIn(t, map[string]string{
		"plan.yaml": "scenario: mistakes\ncalendar: {start: 2026-01, periods: 12}\nfamilies: {a: {}}\ndemand: {from: {file: t.csv, columns: {max: qty}}}\n",
		"t.csv":     table.String(),
	})
	if !loaded.Diagnostics.HasErrors() || len(loaded.Diagnostics) > maxCollected+1 {
		t.Errorf("expected some hundred mistakes, got %d", len(loaded.Diagnostics))
	}
	const bound = 20 * time.Second
	if took := time.Since(start); took > bound {
		t.Errorf("expected an answer within %s, got one after %s", bound, took)
	}
}

// workbookOf writes a workbook of one sheet.
func workbookOf(t *testing.T, date1904 bool, rows ...[]any) string {
	t.Helper()
	f := excelize.NewFile()
	if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &date1904}); err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestWorkbooksThatCountDatesFrom1904(t *testing.T) {
	loaded := scenarioIn(t, map[string]string{
		"plan.yaml": withCapacity("{file: t.xlsx, column: hours}"),
		"t.xlsx":    workbookOf(t, true, []any{"period", "hours"}, []any{44561, 1}, []any{44592, 2}, []any{44620, 3}, []any{44651, 4}),
	})
	if diff := cmp.Diff([]float64{1, 2, 3, 4}, capacityOf(t, loaded)); diff != "" {
		t.Error(diff)
	}
}

func TestNumbersOfAWorkbookHaveNoDecimalSign(t *testing.T) {
	loaded := scenarioIn(t, map[string]string{
		"plan.yaml": withCapacity(`{file: t.xlsx, column: hours, decimal: ","}`),
		"t.xlsx":    workbookOf(t, false, []any{"hours"}, []any{1.234}),
	})
	if diff := cmp.Diff([]float64{1.234}, capacityOf(t, loaded)); diff != "" {
		t.Error(diff)
	}
}

func TestBooleansOfWorkbooksAreWordsAndNoNumbers(t *testing.T) {
	loaded := scenarioIn(t, map[string]string{
		"plan.yaml": `scenario: whole cars
calendar: {start: 2026-01, periods: 2}
families: {cars: {}, paint: {}}
suppliers: {works: {sells: {cars: {price: 1}, paint: {price: 1}}}}
demand: {from: {file: t.xlsx, columns: {quantity: qty, whole: whole}}}
`,
		"t.xlsx": workbookOf(t, false, []any{"id", "whole", "qty"}, []any{"cars", true, 1}, []any{"paint", false, 0}),
	})
	if len(loaded.Diagnostics) > 0 {
		t.Fatal(printed(loaded.Diagnostics))
	}
	if d := loaded.Scenario.Demand; !d[0].Whole || d[1].Whole || d[0].Quantity.Value.At(1) != 1 || d[1].Quantity.Value.At(1) != 0 {
		t.Errorf("got %v", d)
	}
	wrong := scenarioIn(t, map[string]string{
		"plan.yaml": withCapacity("{file: t.xlsx, column: hours}"),
		"t.xlsx":    workbookOf(t, false, []any{"period", "hours"}, []any{"2026-01", true}, []any{"2026-02", 1}, []any{"2026-03", 1}, []any{"2026-04", 1}),
	})
	if got := printed(wrong.Diagnostics); !strings.Contains(got, "Sheet1!B2") || !strings.Contains(got, "bad-number") || !strings.Contains(got, "true") {
		t.Errorf("a boolean among numbers: %s", got)
	}
}

func TestFiscalLabelsOutsideTheHorizonCanBeLeftOut(t *testing.T) {
	const calendar = "{start: 2026-P01, periods: 2, bucket: month, fiscal: {pattern: 4-4-5, year_ends: last saturday of december}}"
	files := func(outside string) map[string]string {
		return map[string]string{
			"plan.yaml": "scenario: fiscal\ncalendar: " + calendar + "\nfamilies: {tools: {}}\nsuppliers: {works: {sells: {tools: {price: 1}}}}\n" +
				"demand: {tools: {quantity: {file: t.csv, column: qty" + outside + "}}}\n",
			"t.csv": "period,qty\n2025-P12,7\n2026-P01,1\n2026-P02,2\n2026-P03,9\n",
		}
	}
	loaded := scenarioIn(t, files(", outside: ignore"))
	if len(loaded.Diagnostics) > 0 {
		t.Fatal(printed(loaded.Diagnostics))
	}
	if diff := cmp.Diff([]float64{1, 2}, loaded.Scenario.Demand[0].Quantity.Value.Values()); diff != "" {
		t.Error(diff)
	}
	if got := printed(scenarioIn(t, files("")).Diagnostics); !strings.Contains(got, "outside: ignore") {
		t.Errorf("the hint does not name outside: ignore: %s", got)
	}
}
