package intake

import (
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzReadTable asks of any text: no panic, places inside the file, and the
// cells that encoding/csv finds.
func FuzzReadTable(f *testing.F) {
	for _, dir := range []string{badDir, "../testdata/good"} {
		files, err := filepath.Glob(filepath.Join(dir, "tables", "*.csv"))
		if err != nil || len(files) == 0 {
			f.Fatalf("no tables: %v", err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			if len(text) < 5000 {
				f.Add(string(text))
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := readCSV("table.csv", text, "")
		plain := newTableSource("table.csv", strings.TrimPrefix(text, "\ufeff"))
		for _, d := range got.faults {
			line := plain.line(d.Pos.Line)
			if d.Pos.Line < 1 || d.Pos.Line > len(plain.starts()) || d.Pos.Column < 1 || d.Pos.Column > utf8.RuneCountInString(line)+1 {
				t.Errorf("%s: the place %s lies outside the file", d.Rule, d.Pos)
			}
		}
		if len(got.faults) == 0 {
			sameCells(t, got.table)
		}
	})
}

// sameCells compares a table with what encoding/csv makes of its text.
func sameCells(t *testing.T, table *table) {
	t.Helper()
	r := csv.NewReader(strings.NewReader(table.source.text))
	r.Comma, r.FieldsPerRecord = table.source.comma, -1
	row := -1 // the heads
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("encoding/csv finds a mistake: %v", err)
		}
		if strings.TrimSpace(strings.Join(record, "")) == "" {
			continue
		}
		for column := range table.heads {
			if row < 0 {
				break
			}
			if got, want := table.cell(int32(row), column), strings.TrimSpace(record[column]); got != want {
				t.Fatalf("row %d, column %d: %q where encoding/csv finds %q", row, column, got, want)
			}
			if pos := table.pos(int32(row), column); pos.Line < int(table.lines[row]) {
				t.Fatalf("row %d, column %d: the place %s is before its line %d", row, column, pos, table.lines[row])
			}
		}
		row++
	}
	if row != table.rows() {
		t.Fatalf("%d rows where encoding/csv finds %d", table.rows(), row)
	}
}
