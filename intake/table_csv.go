package intake

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
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
	g := &grid{table: &table{source: s}}
	if strings.Contains(s.text, `"`) {
		g.quoted(s)
	} else {
		g.unquoted(s)
	}
	return g.done()
}

// unquoted reads text without a quote in it, where every separator separates
// and every line is a row. Its cells are parts of the text.
func (g *grid) unquoted(s *source) {
	g.text, g.table.text = s.text, s.text
	comma := byte(s.comma) // all of them are ASCII
	for line, start := 1, 0; start < len(s.text); line++ {
		end := strings.IndexByte(s.text[start:], '\n')
		if end += start; end < start {
			end = len(s.text)
		}
		g.record = g.record[:0]
		at := start
		for {
			n := strings.IndexByte(s.text[at:end], comma)
			if n < 0 {
				break
			}
			g.record = append(g.record, span{uint32(at), uint32(at + n)})
			at += n + 1
		}
		g.record = append(g.record, span{uint32(at), uint32(end)})
		if !g.take(line, false) {
			return
		}
		if g.table.cells == nil && g.table.heads != nil {
			g.expect(strings.Count(s.text, "\n") + 1)
		}
		start = end + 1
	}
}

// expect makes room for so many rows.
func (g *grid) expect(rows int) {
	g.table.lines = make([]int32, 0, min(rows, maxTableCells))
	g.table.cells = make([]span, 0, min(rows*len(g.table.heads), maxTableCells))
}

// quoted reads text with quotes, and copies the cells out of it.
func (g *grid) quoted(s *source) {
	var text strings.Builder
	r := newRecords(s.text, s.comma)
	for {
		record, err := r.Read()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				g.faults = append(g.faults, csvMistake(s, err))
			}
			break
		}
		line, _ := r.FieldPos(0)
		if !g.copied(&text, record, line, false) {
			break
		}
	}
	g.table.text = text.String()
}

// copied takes a record whose cells have to be kept.
func (g *grid) copied(text *strings.Builder, record []string, line int, padded bool) bool {
	g.record = g.record[:0]
	for _, cell := range record {
		start := uint32(text.Len())
		text.WriteString(cell)
		g.record = append(g.record, span{start, uint32(text.Len())})
	}
	if text.Len() > maxUnzipped {
		g.refuse(line, 1, "table-too-large", fmt.Sprintf("expected at most %d MiB of text in a table", maxUnzipped>>20), "split the table")
		return false
	}
	g.text = text.String()
	return g.take(line, padded)
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
