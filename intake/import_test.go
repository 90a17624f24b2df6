package intake

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/report/book"
)

// joinery has a value of every kind that a workbook shows.
const joinery = `scenario: Joinery
note: "= two lines\nof text"
currency: EUR
calendar: {start: 2026-01, periods: 3}
families:
  chairs: {unit: each, price: 60, name: oak chairs}
  tables: {unit: each, price: [150, 160, 170]}
resources:
  saw: {unit: h, capacity: 4000, overtime: {max: {2026-02: 100}, cost: 20}}
workforce:
  crew: {headcount: {opening: 12}, regular: 160 h, wage: 2000, integer: true}
processes:
  chair: {makes: chairs, uses: {saw: 1 h, crew: 90 min}, cost: 20}
  table: {makes: tables, uses: {saw: 3 h}, cost: 45}
inventory:
  chairs: {opening: 20, holding_cost: 2}
demand:
  chairs: {quantity: [100, 150, 260], backlog: {cost: 9}}
  tables: {quantity: 80, lost: {cost: 40}}
`

// exported writes the workbook of the inputs of a scenario, without a plan.
func exported(t testing.TB, l *Loaded) []byte {
	t.Helper()
	hash, err := l.Scenario.Hash()
	if err != nil {
		t.Fatal(err)
	}
	o := book.Options{Hash: hash}
	for _, e := range l.Entries() {
		o.Inputs = append(o.Inputs, book.Input{
			Path: e.Path, Unit: e.Unit, Numbers: e.Numbers, OverTime: e.Kind == SeriesValue, Text: e.Text, From: e.From, Locked: e.Locked,
		})
	}
	d := &report.Document{Scenario: report.ScenarioInfo{Name: l.Scenario.Name, Periods: l.Scenario.Calendar.Labels()}}
	var b bytes.Buffer
	if err := book.Write(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// edited opens a workbook, has it changed, and returns it as saved.
func edited(t testing.TB, src []byte, edit func(*excelize.File)) []byte {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // a test
	edit(file)
	var b bytes.Buffer
	if err := file.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// cellOf finds the cell of a value under one of the heads.
func cellOf(t testing.TB, file *excelize.File, path, head string) string {
	t.Helper()
	rows, err := file.GetRows(inputsSheet)
	if err != nil {
		t.Fatal(err)
	}
	column := -1
	for i, cells := range rows {
		for c, text := range cells {
			if text == head && column < 0 && cells[0] == pathHead {
				column = c
			}
		}
		if len(cells) > 0 && cells[0] == path && column >= 0 {
			cell, err := excelize.CoordinatesToCellName(column+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			return cell
		}
	}
	t.Fatalf("no cell for %s %s", path, head)
	return ""
}

// put changes the cell of a value.
func put(t testing.TB, file *excelize.File, path, head string, value any) {
	t.Helper()
	if err := file.SetCellValue(inputsSheet, cellOf(t, file, path, head), value); err != nil {
		t.Fatal(err)
	}
}

func loadJoinery(t testing.TB) *Loaded {
	t.Helper()
	l := LoadBytes("joinery.yaml", []byte(joinery))
	if l.Diagnostics.HasErrors() {
		t.Fatal(printed(l.Diagnostics))
	}
	return l
}

func overlayOf(t testing.TB, im *Imported) string {
	t.Helper()
	if im.Diagnostics.HasErrors() {
		t.Fatal(printed(im.Diagnostics))
	}
	var b strings.Builder
	if err := im.WriteOverlay(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAWorkbookThatNobodyChangedHasNoChanges(t *testing.T) {
	files, err := filepath.Glob("../scenarios/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	more, err := filepath.Glob("../testdata/good/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, more...) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			l, err := LoadFile(file)
			if err != nil || l.Diagnostics.HasErrors() {
				t.Fatal(err, printed(l.Diagnostics))
			}
			im := l.Import("plan.xlsx", exported(t, l), ImportOptions{Base: file})
			if len(im.Changes) > 0 || im.Diagnostics.HasErrors() {
				t.Errorf("%d changes and\n%s", len(im.Changes), printed(im.Diagnostics))
			}
		})
	}
}

func TestChangedCellsBecomeAnOverlay(t *testing.T) {
	l := loadJoinery(t)
	src := edited(t, exported(t, l), func(f *excelize.File) {
		put(t, f, "demand.chairs.quantity", "2026-02", 175)
		put(t, f, "demand.tables.quantity", valueHead, 90.5)
		put(t, f, "inventory.chairs.opening", valueHead, "25")
		put(t, f, "families.chairs.name", valueHead, "=1+1")
		put(t, f, "processes.chair.uses.crew", valueHead, "75 min")
		put(t, f, "resources.saw.capacity", "2026-03", 3500)
		put(t, f, "resources.saw.overtime.max", "2026-01", 50)
		put(t, f, "processes.table.cost", valueHead, 1e-7)
		put(t, f, "workforce.crew.integer", valueHead, false)
		put(t, f, "note", valueHead, "")
	})
	im := l.Import("plan.xlsx", src, ImportOptions{Base: "joinery.yaml"})
	want := `# 10 changes from plan.xlsx, to be laid over joinery.yaml
change:
  note: remove  # was = two lines of text; plan.xlsx Inputs!C4
  families.chairs.name: "==1+1"  # was oak chairs; plan.xlsx Inputs!C8
  resources.saw.capacity.2026-03: 3500  # was 4000 h; plan.xlsx Inputs!F14
  resources.saw.overtime.max.2026-01: 50  # new; plan.xlsx Inputs!D15
  workforce.crew.integer: false  # was true; plan.xlsx Inputs!C17
  processes.chair.uses.crew: 75 min  # was 1.5 h; plan.xlsx Inputs!C22
  processes.table.cost: 1e-07  # was 45 EUR/run; plan.xlsx Inputs!C27
  inventory.chairs.opening: 25  # was 20 each; plan.xlsx Inputs!C28
  demand.chairs.quantity.2026-02: 175  # was 150 each; plan.xlsx Inputs!E30
  demand.tables.quantity: 90.5  # was 80 each; plan.xlsx Inputs!C32
`
	got := overlayOf(t, im)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the overlay (-want +got):\n%s", diff)
	}
}

func TestWhatTheOverlayMakesIsWhatTheWorkbookShows(t *testing.T) {
	l := loadJoinery(t)
	src := edited(t, exported(t, l), func(f *excelize.File) {
		put(t, f, "demand.tables.quantity", valueHead, 95)
		put(t, f, "demand.tables.quantity", "2026-02", 0)
		put(t, f, "families.tables.price", "2026-03", 165.25)
		put(t, f, "families.chairs.name", valueHead, "-5 remove: [x] # \u0645\u0631\u062d\u0628\u0627")
	})
	text := overlayOf(t, l.Import("plan.xlsx", src, ImportOptions{Base: "joinery.yaml"}))
	after := l.over("overlay.yaml", []byte(text))
	if after.Diagnostics.HasErrors() {
		t.Fatalf("%s\n%s", text, printed(after.Diagnostics))
	}
	got := map[string][]float64{}
	for _, e := range after.Entries() {
		if e.Path == "demand.tables.quantity" || e.Path == "families.tables.price" {
			got[e.Path] = e.Numbers
		}
	}
	want := map[string][]float64{"demand.tables.quantity": {95, 0, 95}, "families.tables.price": {150, 160, 165.25}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the scenario with\n%s(-want +got):\n%s", text, diff)
	}
	if name := after.Scenario.Families[0].Name; name != "-5 remove: [x] # \u0645\u0631\u062d\u0628\u0627" {
		t.Errorf("the name is %q", name)
	}
}

func TestMistakesInAWorkbook(t *testing.T) {
	l := loadJoinery(t)
	src := exported(t, l)
	for _, test := range []struct {
		name string
		edit func(*testing.T, *excelize.File)
		want string
	}{
		{"a formula in the place of a number", func(t *testing.T, f *excelize.File) {
			if err := f.SetCellFormula(inputsSheet, cellOf(t, f, "demand.chairs.quantity", "2026-02"), "100+50"); err != nil {
				t.Fatal(err)
			}
		}, "Inputs!E30: demand.chairs.quantity: expected a value, got a formula [import-value]"},
		{
			"an error", func(t *testing.T, f *excelize.File) { put(t, f, "demand.chairs.quantity", "2026-02", "#N/A") },
			`Inputs!E30: demand.chairs.quantity: expected a number, got "#N/A" [import-value]`,
		},
		{
			"true", func(t *testing.T, f *excelize.File) { put(t, f, "inventory.chairs.opening", valueHead, true) },
			"Inputs!C28: inventory.chairs.opening: expected a number, got true or false [import-value]",
		},
		{"a date", func(t *testing.T, f *excelize.File) {
			style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
			if err != nil {
				t.Fatal(err)
			}
			cell := cellOf(t, f, "inventory.chairs.opening", valueHead)
			put(t, f, "inventory.chairs.opening", valueHead, 46000)
			if err := f.SetCellStyle(inputsSheet, cell, cell, style); err != nil {
				t.Fatal(err)
			}
		}, "Inputs!C28: inventory.chairs.opening: expected a number, got a date [import-value]"},
		{"a percentage of something else", func(t *testing.T, f *excelize.File) {
			style, err := f.NewStyle(&excelize.Style{NumFmt: 9})
			if err != nil {
				t.Fatal(err)
			}
			cell := cellOf(t, f, "inventory.chairs.opening", valueHead)
			put(t, f, "inventory.chairs.opening", valueHead, 0.05)
			if err := f.SetCellStyle(inputsSheet, cell, cell, style); err != nil {
				t.Fatal(err)
			}
		}, `Inputs!C28: inventory.chairs.opening: expected a number of "each", got a percentage [import-value]`},
		{
			"a number that was taken out", func(t *testing.T, f *excelize.File) { put(t, f, "inventory.chairs.opening", valueHead, nil) },
			"Inputs!C28: inventory.chairs.opening: expected a number, got an empty cell [import-value]",
		},
		{
			"a unit of another kind", func(t *testing.T, f *excelize.File) { put(t, f, "processes.chair.uses.crew", valueHead, "3 kg") },
			`Inputs!C22: processes.chair.uses.crew: expected "h" or a unit that converts to it, got "kg" [unit-mismatch]`,
		},
		{
			"a number that the scenario cannot have", func(t *testing.T, f *excelize.File) { put(t, f, "processes.table.cost", valueHead, -3) },
			"Inputs!C27: processes.table.cost: expected 0 or more, got -3 [negative]",
		},
		{"merged cells", func(t *testing.T, f *excelize.File) {
			if err := f.MergeCell(inputsSheet, "D30", "E30"); err != nil {
				t.Fatal(err)
			}
		}, "Inputs!D30: expected single cells, got some that are merged [import-value]"},
		{
			"another unit", func(t *testing.T, f *excelize.File) { put(t, f, "processes.chair.uses.crew", unitHead, "min") },
			`Inputs!B22: processes.chair.uses.crew: expected the unit "h", got "min" [import-locked]`,
		},
		{
			"a period of what has none", func(t *testing.T, f *excelize.File) { put(t, f, "inventory.chairs.opening", "2026-02", 7) },
			"Inputs!E28: inventory.chairs.opening: the cell is locked: the value is the same in all periods [import-locked]",
		},
		{
			"all periods of what has its own", func(t *testing.T, f *excelize.File) { put(t, f, "demand.chairs.quantity", valueHead, 7) },
			"Inputs!C30: demand.chairs.quantity: the cell is locked: the periods have values of their own [import-locked]",
		},
		{
			"the calendar", func(t *testing.T, f *excelize.File) { put(t, f, "calendar.start", valueHead, "2026-02") },
			"Inputs!C6: calendar.start: the cell is locked: the columns are its periods [import-locked]",
		},
		{
			"another head", func(t *testing.T, f *excelize.File) { put(t, f, pathHead, "2026-02", "2026-09") },
			`Inputs!E2: expected the head "2026-02", got "2026-09" [import-locked]`,
		},
		{
			"where a value comes from", func(t *testing.T, f *excelize.File) { put(t, f, "inventory.chairs.opening", fromHead, "me") },
			"Inputs!G28: the cell is locked: it says what a value is and where it comes from [import-locked]",
		},
		{"the title", func(t *testing.T, f *excelize.File) {
			if err := f.SetCellValue(inputsSheet, "A1", "My inputs"); err != nil {
				t.Fatal(err)
			}
		}, "Inputs!A1: the cell is locked: it says what a value is and where it comes from [import-locked]"},
		{"a row that is gone", func(t *testing.T, f *excelize.File) {
			if err := f.RemoveRow(inputsSheet, 28); err != nil {
				t.Fatal(err)
			}
		}, "Inputs!A2: inventory.chairs.opening: the row of this value is gone [import-locked]"},
		{
			"a path that the scenario lacks", func(t *testing.T, f *excelize.File) {
				put(t, f, "inventory.chairs.opening", pathHead, "inventory.stools.opening")
			},
			`Inputs!A28: expected the path of a value of the scenario, got "inventory.stools.opening" [import-unknown]`,
		},
		{
			"a path twice", func(t *testing.T, f *excelize.File) {
				put(t, f, "inventory.chairs.opening", pathHead, "demand.tables.quantity")
			},
			"Inputs!A32: demand.tables.quantity: the value has a row already, 28 [import-unknown]",
		},
		{"a note below the inputs", func(t *testing.T, f *excelize.File) {
			if err := f.SetCellValue(inputsSheet, "C40", "check this"); err != nil {
				t.Fatal(err)
			}
		}, `Inputs!C40: expected the path of a value at the start of the row, got "check this" without one [import-unknown]`},
		{"a cell far to the right", func(t *testing.T, f *excelize.File) {
			if err := f.SetCellValue(inputsSheet, "XFD30", 1); err != nil {
				t.Fatal(err)
			}
		}, `Inputs!XFD30: expected nothing beside the inputs, got "1" [import-unknown]`},
		{"a cell far below", func(t *testing.T, f *excelize.File) {
			if err := f.SetCellValue(inputsSheet, "A9000", 1); err != nil {
				t.Fatal(err)
			}
		}, "Inputs!A1048: expected at most 1047 rows [import-unknown]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			im := l.Import("plan.xlsx", edited(t, src, func(f *excelize.File) { test.edit(t, f) }), ImportOptions{Base: "joinery.yaml"})
			if got := printed(im.Diagnostics); !strings.Contains(got, test.want) || len(im.Changes) > 0 {
				t.Errorf("expected %s\ngot %d changes and\n%s", test.want, len(im.Changes), got)
			}
		})
	}
}

func TestAWorkbookOfAnotherScenarioIsRefused(t *testing.T) {
	src := exported(t, loadJoinery(t))
	other := LoadBytes("joinery.yaml", []byte(strings.Replace(joinery, "opening: 20", "opening: 30", 1)))
	im := other.Import("plan.xlsx", src, ImportOptions{})
	if got := printed(im.Diagnostics); !strings.Contains(got, "the workbook was made from another scenario than this one") || !strings.Contains(got, "[import-base]") {
		t.Errorf("got\n%s", got)
	}
	im = other.Import("plan.xlsx", src, ImportOptions{AnyBase: true})
	if im.Diagnostics.HasErrors() || len(im.Changes) != 1 || im.Changes[0].Path != "inventory.chairs.opening" || im.Changes[0].New != "20" {
		t.Errorf("with any base: %v\n%s", im.Changes, printed(im.Diagnostics))
	}
}

func TestWhatIsNoWorkbookOfInputsIsRefused(t *testing.T) {
	l := loadJoinery(t)
	plain := excelize.NewFile()
	var empty bytes.Buffer
	if err := plain.Write(&empty); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		src  []byte
		want string
	}{
		{"nothing", nil, "[table-workbook]"},
		{"a text", []byte("path,value\n"), "[table-workbook]"},
		{"another workbook", empty.Bytes(), "[import-format]"},
		{"a later format", edited(t, exported(t, l), func(f *excelize.File) {
			if err := f.SetCellValue(identitySheet, "B1", 99); err != nil {
				t.Fatal(err)
			}
		}), `expected a workbook of format 1, got "99" [import-format]`},
		{"no inputs", edited(t, exported(t, l), func(f *excelize.File) {
			if err := f.DeleteSheet(inputsSheet); err != nil {
				t.Fatal(err)
			}
		}), "[import-format]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			im := l.Import("plan.xlsx", test.src, ImportOptions{})
			if got := printed(im.Diagnostics); !strings.Contains(got, test.want) {
				t.Errorf("expected %s, got\n%s", test.want, got)
			}
		})
	}
}

// FuzzImport reads anything as a workbook: what is taken makes an overlay that
// the scenario takes.
func FuzzImport(f *testing.F) {
	l := loadJoinery(f)
	f.Add(exported(f, l))
	f.Fuzz(func(t *testing.T, src []byte) { checkImported(t, l, src) })
}

// FuzzImportedCell puts anything into any cell of the inputs.
func FuzzImportedCell(f *testing.F) {
	l := loadJoinery(f)
	src := exported(f, l)
	f.Add("90 min", uint8(3), uint8(22))
	f.Fuzz(func(t *testing.T, text string, column, row uint8) {
		checkImported(t, l, edited(t, src, func(file *excelize.File) {
			cell, err := excelize.CoordinatesToCellName(int(column)%9+1, int(row)%40+1)
			if err == nil {
				err = file.SetCellStr(inputsSheet, cell, text)
			}
			if err != nil {
				t.Skip(err)
			}
		}))
	})
}

// checkImported asks that what is read from a workbook is refused as a whole, or
// is an overlay that the scenario takes, and that every mistake has its cell.
func checkImported(t *testing.T, l *Loaded, src []byte) {
	t.Helper()
	im := l.Import("plan.xlsx", src, ImportOptions{AnyBase: true})
	for _, d := range im.Diagnostics {
		if d.Pos.File != "plan.xlsx" && d.Pos.File != "joinery.yaml" {
			t.Errorf("a mistake without a place: %s", d.String())
		}
	}
	if im.Diagnostics.HasErrors() {
		if len(im.Changes) > 0 {
			t.Errorf("%d changes beside mistakes", len(im.Changes))
		}
		return
	}
	text := overlayOf(t, im)
	if after := l.over("overlay.yaml", []byte(text)); after.Diagnostics.HasErrors() {
		t.Errorf("the overlay is refused:\n%s\n%s", text, printed(after.Diagnostics))
	}
}
