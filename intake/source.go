package intake

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Pos is a place in a file. Line and Column count from 1; a column is one
// character, whatever its width or number of bytes.
// In a workbook they are the row and the column of a cell.
type Pos struct {
	File   string
	Line   int
	Column int
	Sheet  string // of a workbook; empty in a text file
}

// String is the place as printed: plan.yaml:14:9, or data.xlsx Sheet1!C17.
func (p Pos) String() string {
	if p.Sheet == "" {
		return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
	}
	return p.File + " " + sheetCell(p.Sheet, p.Line, p.Column)
}

// before orders positions by file, sheet, line and column.
func (p Pos) before(q Pos) bool {
	if p.File != q.File {
		return p.File < q.File
	}
	if p.Sheet != q.Sheet {
		return p.Sheet < q.Sheet
	}
	if p.Line != q.Line {
		return p.Line < q.Line
	}
	return p.Column < q.Column
}

// source is one file that values come from. Nodes point at the source that
// set them, so that a value keeps its origin when files are laid over one another.
// The places of a table are the line and the number of the cell in it.
type source struct {
	name  string
	text  string // without byte order mark; empty for a workbook
	lines []int  // offset of the start of every line; nil until asked for in a table
	comma rune   // what separates the cells of a CSV file; 0 in other files
	sheet string // of a workbook
}

func newSource(name, text string) *source {
	s := &source{name: name, text: text, lines: []int{0}}
	for i := 0; i < len(text); {
		size := lineBreak(text[i:])
		if size == 0 {
			i++
			continue
		}
		i += size
		s.lines = append(s.lines, i)
	}
	return s
}

// newTableSource is the source of a CSV file, whose lines end in LF or CRLF.
func newTableSource(name, text string) *source { return &source{name: name, text: text, comma: ','} }

// starts returns the offset of the start of every line.
func (s *source) starts() []int {
	if s.lines == nil {
		s.lines = append(make([]int, 0, strings.Count(s.text, "\n")+1), 0)
		for at := 0; ; {
			n := strings.IndexByte(s.text[at:], '\n')
			if n < 0 {
				break
			}
			at += n + 1
			s.lines = append(s.lines, at)
		}
	}
	return s.lines
}

// lineBreak returns the length of the line break at the start of text, or 0.
// These are the breaks of YAML: CRLF, LF, CR, and the three of Unicode.
func lineBreak(text string) int {
	switch {
	case text[0] == '\n':
		return 1
	case text[0] == '\r':
		if len(text) > 1 && text[1] == '\n' {
			return 2
		}
		return 1
	case strings.HasPrefix(text, "\u0085"):
		return 2
	case strings.HasPrefix(text, "\u2028"), strings.HasPrefix(text, "\u2029"):
		return 3
	}
	return 0
}

// line returns the text of a line without its break; empty outside the file.
func (s *source) line(number int) string {
	lines := s.starts()
	if number < 1 || number > len(lines) {
		return ""
	}
	end := len(s.text)
	if number < len(lines) {
		end = lines[number]
	}
	return strings.TrimRight(s.text[lines[number-1]:end], "\r\n\u0085\u2028\u2029")
}

// pos returns the place of what is at a line and column of the source: a
// character, or in a table a cell.
func (s *source) pos(line, column int) Pos {
	switch {
	case s.sheet != "":
		return Pos{File: s.name, Sheet: s.sheet, Line: line, Column: column}
	case s.comma != 0:
		return s.cellPos(line, column)
	}
	return s.textPos(line, column)
}

// place is pos for a line and column that are known to be in the source.
func (s *source) place(line, column int32) Pos {
	if s.sheet == "" && s.comma == 0 {
		return Pos{File: s.name, Line: int(line), Column: int(column)}
	}
	return s.pos(int(line), int(column))
}

// textPos returns the place of a character, moved into the file where it lies
// outside. The column after the last character belongs to a line.
func (s *source) textPos(line, column int) Pos {
	line = min(max(line, 1), len(s.starts()))
	last := utf8.RuneCountInString(s.line(line)) + 1
	return Pos{File: s.name, Line: line, Column: min(max(column, 1), last)}
}

// at returns the place of a byte offset.
func (s *source) at(offset int) Pos {
	offset = min(max(offset, 0), len(s.text))
	lines := s.starts()
	low, high := 0, len(lines) // the last line that starts at or before offset
	for high-low > 1 {
		if middle := (low + high) / 2; lines[middle] <= offset {
			low = middle
		} else {
			high = middle
		}
	}
	return s.textPos(low+1, utf8.RuneCountInString(s.text[lines[low]:offset])+1)
}
