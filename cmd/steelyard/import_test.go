package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/report/book"
)

const homeCare = "../../scenarios/home_care.yaml"

// homeCareBook is the workbook of a scenario as plan writes it, without its plan, which nothing is read of.
func homeCareBook(t *testing.T) (*intake.Loaded, []byte) {
	t.Helper()
	loaded, err := intake.Open(homeCare, intake.Options{})
	if err != nil || loaded.Diagnostics.HasErrors() {
		t.Fatal(err, loaded.Diagnostics)
	}
	inputs, err := inputsOf(loaded)
	if err != nil {
		t.Fatal(err)
	}
	d := &report.Document{Scenario: report.ScenarioInfo{Name: loaded.Scenario.Name, Currency: "EUR", Periods: loaded.Scenario.Calendar.Labels()}}
	var b bytes.Buffer
	if err := book.Write(&b, d, inputs); err != nil {
		t.Fatal(err)
	}
	return loaded, b.Bytes()
}

// edit is one cell that a planner changes, with what becomes of it.
type edit struct {
	row, column int // counted from 1
	value       float64
	want        string // path and new value, as import lists them
}

// twentyEdits takes every 41st value that can be changed, and in turn a period of those that change over time.
func twentyEdits(t *testing.T, loaded *intake.Loaded) []edit {
	t.Helper()
	const step, most, firstRow, firstPeriod, valueColumn = 41, 20, 3, 4, 3
	labels := loaded.Scenario.Calendar.Labels()
	var edits []edit
	open := 0
	for i, e := range loaded.Entries() {
		if e.Locked != "" || len(e.Numbers) == 0 || len(edits) == most {
			continue
		}
		if open++; open%step != 0 {
			continue
		}
		one := edit{row: firstRow + i, column: valueColumn}
		path, old := e.Path, e.Numbers[0]
		if len(e.Numbers) > 1 {
			at := len(edits) % len(e.Numbers)
			path, old, one.column = path+"."+labels[at], e.Numbers[at], firstPeriod+at
		}
		one.value = old*1.1 + float64(len(edits)) + 0.125
		one.want = fmt.Sprintf("%s = %v", path, one.value)
		edits = append(edits, one)
	}
	if len(edits) != most {
		t.Fatalf("found %d values to change", len(edits))
	}
	return edits
}

func TestTwentyEditsOfAWorkbookAreThoseTwentyChanges(t *testing.T) {
	loaded, src := homeCareBook(t)
	edits := twentyEdits(t, loaded)
	file, err := excelize.OpenReader(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // a test
	var want []string
	for _, e := range edits {
		cell, err := excelize.CoordinatesToCellName(e.column, e.row)
		if err == nil {
			err = file.SetCellValue("Inputs", cell, e.value)
		}
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, e.want)
	}
	workbook, overlay := filepath.Join(t.TempDir(), "plan.xlsx"), filepath.Join(t.TempDir(), "overlay.yaml")
	if err := file.SaveAs(workbook); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr strings.Builder
	code := run([]string{"import", workbook, "--base", homeCare, "--out", overlay}, &globals{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, getenv: os.Getenv})
	if code != exitOK || strings.Count(stdout.String(), "\n") != len(want) {
		t.Fatalf("exit %d, %s%s", code, stdout.String(), stderr.String())
	}
	changed, err := intake.Open(homeCare, intake.Options{Edits: []intake.Edit{{File: overlay}}})
	if err != nil || changed.Diagnostics.HasErrors() {
		t.Fatal(err, changed.Diagnostics)
	}
	var got []string
	for _, d := range intake.Diff(loaded, changed) {
		path := d.Path
		if d.Period != "" {
			path += "." + d.Period
		}
		got = append(got, fmt.Sprintf("%s = %v", path, d.NumberB()))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what differs with the overlay (-want +got):\n%s", diff)
	}
}

// workbookOf plans a scenario that stands on the disk, as a workbook that is opened for editing.
func workbookOf(t *testing.T, scenario string) (*excelize.File, string) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "plan.xlsx")
	var stderr strings.Builder
	code := run([]string{"plan", scenario, "--out", name}, &globals{stdin: strings.NewReader(""), stdout: &stderr, stderr: &stderr, getenv: os.Getenv})
	if code != exitOK {
		t.Fatal(stderr.String())
	}
	file, err := excelize.OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() }) //nolint:errcheck // a test
	return file, name
}

func TestACellThatShowsThePlanIsLocked(t *testing.T) {
	const scenario = "../../scenarios/beverage.yaml"
	for _, test := range []struct {
		name string
		edit func(*excelize.File) error
		code int
		want string
	}{
		{"nothing, saved by another program", func(*excelize.File) error { return nil }, exitOK, "nothing changed"},
		{"a sheet that is taken out", func(f *excelize.File) error { return f.DeleteSheet("Limits") }, exitOK, "nothing changed"},
		{"a sheet of notes", func(f *excelize.File) error {
			if _, err := f.NewSheet("Notes"); err != nil {
				return err
			}
			return f.SetCellValue("Notes", "A1", "ask the plant")
		}, exitOK, "nothing changed"},
		{
			"a number of the plan", func(f *excelize.File) error { return f.SetCellValue("Production", "F7", 123.5) },
			exitInvalid, "plan.xlsx Production!F7: the cell is locked: it shows the plan [import-locked]",
		},
		{
			"an owner of a limit", func(f *excelize.File) error { return f.SetCellValue("Limits", "P9", "me") },
			exitInvalid, "plan.xlsx Limits!P9: the cell is locked",
		},
		{"cells all over", func(f *excelize.File) error {
			if err := f.SetCellValue("Demand", "E5", 1.5); err != nil {
				return err
			}
			return f.SetCellValue("Demand", "F9", 2.5)
		}, exitInvalid, "plan.xlsx Demand!E5: locked cells have changed in 2 rows"},
	} {
		t.Run(test.name, func(t *testing.T) {
			file, name := workbookOf(t, scenario)
			if err := test.edit(file); err != nil {
				t.Fatal(err)
			}
			if err := file.SaveAs(name); err != nil {
				t.Fatal(err)
			}
			var stdout, stderr strings.Builder
			code := run([]string{"import", name, "--base", scenario}, &globals{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, getenv: os.Getenv})
			if code != test.code || !strings.Contains(stderr.String(), test.want) {
				t.Errorf("exit %d, expected %d and %q:\n%s", code, test.code, test.want, stderr.String())
			}
		})
	}
}
