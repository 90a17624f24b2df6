package intake

import (
	"fmt"
	"hash"
	"hash/fnv"
	"math"
	"strconv"
)

// Where a workbook says what its locked cells held: a check sum for every row and
// every column of each sheet. report/book/seal.go tells how they are made.
const (
	sealSheet   = "steelyard seal"
	sealRows    = "rows"
	sealColumns = "columns"
	sumDigits   = 8
)

// sums are the check sums of one sheet, by number from 0.
type sums struct{ rows, columns []uint32 }

// seals reads the hidden sheet; empty where there is none.
func (im *importer) seals() (names []string, of map[string]*sums) {
	of = map[string]*sums{}
	rows, err := im.file.Rows(sealSheet)
	if err != nil {
		return nil, of
	}
	defer rows.Close() //nolint:errcheck // nothing is written
	for rows.Next() {
		cells, err := rows.Columns()
		const sheet, kind, list = 0, 1, 3
		if err != nil || len(cells) <= list {
			continue
		}
		s := of[cells[sheet]]
		if s == nil {
			s = &sums{}
			of[cells[sheet]] = s
			names = append(names, cells[sheet])
		}
		to := &s.rows
		if cells[kind] == sealColumns {
			to = &s.columns
		}
		for text := cells[list]; len(text) >= sumDigits; text = text[sumDigits:] {
			sum, _ := strconv.ParseUint(text[:sumDigits], 16, 32)
			*to = append(*to, uint32(sum))
		}
	}
	return names, of
}

// sealed refuses locked cells that have changed, on any sheet that is still
// there. What the inputs say of their own locked cells comes first.
func (im *importer) sealed() {
	names, of := im.seals()
	for _, name := range names {
		if at, err := im.file.GetSheetIndex(name); err != nil || at < 0 || name == inputsSheet && (im.options.AnyBase || im.failed()) {
			continue
		}
		im.compare(name, of[name])
	}
}

// compare finds the rows and columns of a sheet whose sums are others.
func (im *importer) compare(sheet string, want *sums) {
	got, err := im.sumsOf(sheet)
	if err != nil {
		im.refuse(Pos{File: im.name, Sheet: sheet, Line: 1, Column: 1}, "import-format", "", "cannot read the sheet: "+err.Error(), "")
		return
	}
	rows, columns := others(got.rows, want.rows), others(got.columns, want.columns)
	if len(rows) == 0 || len(columns) == 0 {
		return
	}
	message := "the cell is locked: " + whatLocked(sheet)
	if len(rows) > 1 && len(columns) > 1 {
		message = fmt.Sprintf("locked cells have changed in %s: %s", counted(len(rows), "row"), whatLocked(sheet))
		rows, columns = rows[:1], columns[:1]
	}
	for _, row := range rows {
		for _, column := range columns {
			im.refuse(Pos{File: im.name, Sheet: sheet, Line: row, Column: column}, "import-locked", "", message, "take the change back; what a plan is to be follows from its inputs")
		}
	}
}

func whatLocked(sheet string) string {
	if sheet == inputsSheet {
		return "it says what a value is and where it comes from"
	}
	return "it shows the plan"
}

// others are the numbers, from 1, of the sums that differ. What is missing is
// the sum of nothing.
func others(got, want []uint32) (list []int) {
	nothing := fnv.New32a().Sum32()
	at := func(sums []uint32, i int) uint32 {
		if i < len(sums) {
			return sums[i]
		}
		return nothing
	}
	for i := range max(len(got), len(want)) {
		if at(got, i) != at(want, i) {
			list = append(list, i+1)
		}
	}
	return list
}

// sumsOf makes the sums of a sheet as it is.
func (im *importer) sumsOf(sheet string) (*sums, error) {
	rows, err := im.file.Rows(sheet)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // nothing is written
	s := &sums{}
	var columns []hash.Hash32
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return nil, err
		}
		var e *Entry
		if sheet == inputsSheet {
			e = im.entries[unguarded(shownAt(cells, pathColumn))]
		}
		row := fnv.New32a()
		for c, text := range cells {
			if text == "" || e != nil && e.open(c, len(im.labels)) {
				continue
			}
			for len(columns) <= c {
				columns = append(columns, fnv.New32a())
			}
			value := sealedValue(text)
			fmt.Fprintf(row, "%d:%s\x00", c+1, value)
			fmt.Fprintf(columns[c], "%d:%s\x00", len(s.rows)+1, value)
		}
		s.rows = append(s.rows, row.Sum32())
	}
	for _, column := range columns {
		s.columns = append(s.columns, column.Sum32())
	}
	return s, rows.Error()
}

// open tells whether a cell of the inputs may be changed.
func (e *Entry) open(column, periods int) bool {
	return column >= valueColumn && column < firstPeriodColumn+periods && e.closed(column) == ""
}

// sealedValue is a value as sums have it: numbers with as many digits as stay the
// same where a formula is computed again.
func sealedValue(text string) string {
	const digits, noise = 9, 1e-7
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text
	}
	if math.Abs(x) < noise {
		x = 0
	}
	return strconv.FormatFloat(x, 'g', digits, 64)
}
