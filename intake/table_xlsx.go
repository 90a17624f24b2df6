package intake

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"path"
	"strings"
	"time"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/xuri/excelize/v2"
)

// workbook is an open XLSX file, or why it cannot be opened.
type workbook struct {
	file   *excelize.File
	base04 bool
	fault  *valueFault
}

// sheetCell is a cell as spreadsheets write it: Sheet1!C17.
func sheetCell(sheet string, row, column int) string {
	cell, err := excelize.CoordinatesToCellName(min(max(column, 1), excelize.MaxColumns), min(max(row, 1), excelize.TotalRows))
	if err != nil {
		cell = fmt.Sprintf("row %d, column %d", row, column)
	}
	if strings.ContainsAny(sheet, " !'-+()&,;") {
		sheet = "'" + strings.ReplaceAll(sheet, "'", "''") + "'"
	}
	return sheet + "!" + cell
}

// workbook opens a file once, however many of its sheets are asked for.
// Formulas are not computed and links to other files are not followed: what
// counts are the values that the spreadsheet saved beside them.
func (s *shelf) workbook(name string) *workbook {
	if book, known := s.books[name]; known {
		return book
	}
	book := &workbook{}
	s.books[name] = book
	src, err := s.folder.read(name, maxTableSize)
	if err != nil {
		book.fault = unreadable(name, err)
		return book
	}
	if book.file, book.fault = openBook(path.Base(name), src); book.fault != nil {
		return book
	}
	if props, err := book.file.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		book.base04 = *props.Date1904
	}
	return book
}

// openBook opens a workbook that may be anything, within bounds.
func openBook(name string, src []byte) (*excelize.File, *valueFault) {
	file, err := excelize.OpenReader(bytes.NewReader(src), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped,
	})
	if err == nil {
		return file, nil
	}
	fault := &valueFault{"table-workbook", "cannot read " + quote(name) + " as a workbook: " + err.Error(), ""}
	switch {
	case errors.Is(err, excelize.ErrWorkbookFileFormat), errors.Is(err, excelize.ErrWorkbookPassword):
		fault.hint = "save it as .xlsx without a password"
	case strings.Contains(err.Error(), "unzip size exceeds"):
		fault.rule = "table-too-large"
		fault.message = fmt.Sprintf("expected a workbook of at most %d MiB after unpacking", maxUnzipped>>20)
	}
	return nil, fault
}

// loadSheet reads one sheet of a workbook, the first where none is named.
func (s *shelf) loadSheet(key tableFile) *readTable {
	book := s.workbook(key.path)
	if book.fault != nil {
		return &readTable{whole: book.fault}
	}
	sheets := book.file.GetSheetList()
	name := key.sheet
	if name == "" && len(sheets) > 0 {
		name = sheets[0]
	}
	if at, err := book.file.GetSheetIndex(name); err != nil || at < 0 {
		hint := "the workbook has the sheets " + shortened(sheets)
		if near := model.Nearest(name, sheets); near != "" {
			hint = "did you mean " + near + "?"
		}
		return &readTable{whole: &valueFault{"unknown-sheet", "expected a sheet of " + path.Base(key.path) + ", got " + quote(name), hint}}
	}
	from := &source{name: s.folder.shown(key.path), sheet: name}
	g := &grid{table: &table{source: from, typed: true, base04: book.base04}}
	if err := g.sheet(book.file, name); err != nil {
		return &readTable{whole: &valueFault{"table-workbook", "cannot read the sheet " + quote(name) + ": " + err.Error(), ""}}
	}
	return g.done()
}

// sheet takes the rows of a sheet one by one.
func (g *grid) sheet(file *excelize.File, name string) error {
	rows, err := file.Rows(name)
	if err != nil {
		return err
	}
	defer rows.Close()       //nolint:errcheck // nothing is written
	var shown *excelize.Rows // the same as spreadsheets show them, where that matters
	if hasBooleans(file) {
		if shown, err = file.Rows(name); err != nil {
			return err
		}
		defer shown.Close() //nolint:errcheck // nothing is written
	}
	for line := 1; rows.Next(); line++ {
		record, err := rows.Columns()
		if err == nil && shown != nil && shown.Next() {
			err = wordsForBooleans(record, shown)
		}
		if err != nil {
			return err
		}
		if !g.copied(record, line, true) {
			break
		}
	}
	return rows.Error()
}

// hasBooleans tells whether any sheet of a workbook has a cell that is true or false.
func hasBooleans(file *excelize.File) (found bool) {
	file.Pkg.Range(func(name, content any) bool {
		xml, ok := content.([]byte)
		found = ok && strings.HasPrefix(fmt.Sprint(name), "xl/worksheets/") &&
			(bytes.Contains(xml, []byte(` t="b"`)) || bytes.Contains(xml, []byte(` t='b'`)))
		return !found
	})
	return found
}

// wordsForBooleans puts true and false into a record, where a workbook has 1
// and 0 that spreadsheets show as words: they are no numbers.
func wordsForBooleans(record []string, shown *excelize.Rows) error {
	words, err := shown.Columns(excelize.Options{RawCellValue: false})
	if err != nil {
		return err
	}
	for i := range min(len(record), len(words)) {
		switch record[i] + words[i] {
		case "1TRUE":
			record[i] = "true"
		case "0FALSE":
			record[i] = "false"
		}
	}
	return nil
}

// serialDate reads a date as spreadsheets store it: days since the end of
// 1899, or since 1904 in some workbooks.
func serialDate(text string, base04 bool) (time.Time, bool) {
	const (
		shortest = 5
		earliest = 10_000    // May 1927: a year or the number of a week is no date
		latest   = 2_958_465 // the end of 9999
	)
	days, ok := usualNumber(text)
	if !ok || len(text) < shortest || days < earliest || days > latest {
		return time.Time{}, false
	}
	date, err := excelize.ExcelDateToTime(math.Floor(days), base04)
	return date, err == nil
}
