package intake

import (
	"encoding/csv"
	"errors"
	"strings"
	"unicode/utf8"
)

// tab is how a scenario names the tab as a separator.
const tab = "tab"

// readCSV reads text with separators. Separator is empty where it has to be
// found out.
func readCSV(name, text, separator string) *readTable {
	s, fault := csvText(name, text)
	if fault != nil {
		return &readTable{table: &table{source: s}, faults: []Diagnostic{*fault}}
	}
	s.comma = commaOf(separator)
	if s.comma == 0 {
		s.comma = detectComma(s.text)
	}
	return scanCSV(s, usualSplit).done()
}

// newRecords reads records of any width, one after the other into the same slice.
func newRecords(text string, comma rune) *csv.Reader {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = comma, -1, true
	return r
}

// csvText checks that a text is in UTF-8, and takes the byte order mark off.
func csvText(name, text string) (*source, *Diagnostic) {
	refuse := func(s *source, offset int, message, hint string) (*source, *Diagnostic) {
		return s, &Diagnostic{Rule: "table-encoding", Message: message, Hint: hint, Pos: s.at(offset)}
	}
	const asUTF8 = "save it as UTF-8; spreadsheets call that \"CSV UTF-8\""
	if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") {
		return refuse(newSource(name, ""), 0, "expected a table in UTF-8, got one in UTF-16", asUTF8)
	}
	text = strings.TrimPrefix(text, "\ufeff")
	if !utf8.ValidString(text) {
		offset := firstInvalid([]byte(text))
		return refuse(newTableSource(name, text[:offset]+"\ufffd"), offset, "expected text in UTF-8, got a byte that is not", asUTF8)
	}
	s := newTableSource(name, text)
	if offset := strings.IndexByte(s.text, 0); offset >= 0 {
		return refuse(s, offset, "expected text, got a control character", "check that this is a CSV file and not a workbook with another ending")
	}
	if !strings.Contains(s.text, "\n") && strings.Contains(strings.TrimRight(s.text, "\r"), "\r") {
		return refuse(s, 0, "expected lines that end in LF or CRLF, got CR alone", "save it again with usual line ends")
	}
	return s, nil
}

// commaOf is the character of a declared separator; 0 for none.
func commaOf(separator string) rune {
	if separator == tab {
		return '\t'
	}
	for _, r := range separator {
		return r
	}
	return 0
}

// detectComma takes the separator that the first line with text has most of.
func detectComma(text string) rune {
	text = strings.TrimLeft(text, "\r\n ")
	line, _, _ := strings.Cut(text, "\n")
	count := map[rune]int{}
	quoted := false
	for _, r := range line {
		if r == '"' {
			quoted = !quoted
		} else if !quoted {
			count[r]++
		}
	}
	best := ','
	for _, r := range []rune{';', '\t'} {
		if count[r] > count[best] {
			best = r
		}
	}
	return best
}

// csvMistake turns an error of the CSV reader into a diagnostic.
func csvMistake(s *source, err error) Diagnostic {
	var at *csv.ParseError
	if !errors.As(err, &at) {
		return Diagnostic{Rule: "table-syntax", Message: err.Error(), Pos: s.textPos(1, 1)}
	}
	d := Diagnostic{Rule: "table-syntax", Message: "this is not CSV: " + at.Err.Error(), Pos: s.bytePos(at.Line, at.Column)}
	switch {
	case errors.Is(at.Err, csv.ErrBareQuote):
		d.Message = "this is not CSV: a quote inside a cell that does not begin with one"
		d.Hint = `write the cell in quotes and every quote in it twice: "1/2"" bolt"`
	case errors.Is(at.Err, csv.ErrQuote):
		d.Message = "this is not CSV: text after the closing quote of a cell, or a quote that is never closed"
		d.Hint = "write every quote inside a cell twice"
		if at.StartLine != at.Line {
			d.Related = []Related{{"the row starts", s.textPos(at.StartLine, 1)}}
		}
	}
	return d
}

// cellPos is the place of a cell of a CSV file, found by reading its row again:
// places are needed for mistakes only, and so are not kept for every cell.
func (s *source) cellPos(line, column int) Pos {
	line = min(max(line, 1), len(s.starts()))
	r := newRecords(s.text[s.starts()[line-1]:], s.comma)
	record, err := r.Read()
	if err != nil || len(record) == 0 {
		return s.textPos(line, 1)
	}
	if column > len(record) {
		return s.textPos(line, maxCell)
	}
	down, at := r.FieldPos(column - 1)
	return s.bytePos(line+down-1, at)
}

// bytePos is the place of a byte of a line, counted from 1.
func (s *source) bytePos(line, column int) Pos {
	text := s.line(line)
	return s.textPos(line, len([]rune(text[:min(max(column-1, 0), len(text))]))+1)
}
