package intake

import (
	"encoding/csv"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
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
	for _, text := range []string{
		"a,b\n\"x\",\"y\"\n1,2\n\"3\",4\n", "a,b\r\n\"x\"\"y\",\"1\r\n2\"\r\n\"3\",4\r", "a;b\n\"1;2\";\"\n\n\"\n\"\";3\n",
		"a,b\n1,2\"\n", "a,b\n\"1\"2,3\n", "a,b\n1,\"2\n3,4\n", "a\n\"1\"\r,2\n", "a,b\n\"\"\"1\"\"\",\" 2 \"\n\"3\"\"\",4\n",
	} {
		f.Add(text)
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
		checkAgainstLibrary(t, got)
		if s := got.table.source; s.comma != 0 && !slices.ContainsFunc(got.faults, func(d Diagnostic) bool { return d.Rule == "table-encoding" }) {
			sameInHalves(t, s)
		}
	})
}

// checkAgainstLibrary compares a table with what encoding/csv makes of its text:
// the same cells, or a mistake where it finds one.
func checkAgainstLibrary(t *testing.T, got *readTable) {
	t.Helper()
	if len(got.faults) == 0 {
		sameCells(t, got.table)
		return
	}
	if slices.ContainsFunc(got.faults, func(d Diagnostic) bool { return d.Rule != "table-syntax" }) {
		return // of what is read all the same there is no mistake
	}
	r := newRecords(got.table.source.text, got.table.source.comma)
	for {
		_, err := r.Read()
		if errors.Is(err, io.EOF) {
			t.Fatalf("encoding/csv finds no mistake: %v", got.faults)
		}
		if err != nil {
			if want := csvMistake(got.table.source, err); len(got.faults) != 1 || !cmp.Equal(got.faults[0], want) {
				t.Fatalf("expected the mistake of encoding/csv, %v, got %v", want, got.faults)
			}
			return
		}
	}
}

// sameInHalves reads a table once more in one piece and in two.
func sameInHalves(t *testing.T, s *source) {
	t.Helper()
	one, two := scanCSV(s, math.MaxInt).done(), scanCSV(s, 0).done()
	if diff := cmp.Diff(one.faults, two.faults); diff != "" {
		t.Fatalf("read in halves it has other faults (-one piece +halves):\n%s", diff)
	}
	if len(one.faults) > 0 {
		return
	}
	if diff := cmp.Diff(one.table.lines, two.table.lines); diff != "" {
		t.Fatalf("read in halves it has other lines (-one piece +halves):\n%s", diff)
	}
	for row := range one.table.rows() {
		for column := range one.table.heads {
			if a, b := one.table.cell(int32(row), column), two.table.cell(int32(row), column); a != b {
				t.Fatalf("row %d, column %d: %q, and %q when read in halves", row, column, a, b)
			}
		}
	}
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
