package intake

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Pos is a place in a file. Line and Column count from 1; a column is one
// character, whatever its width or number of bytes.
type Pos struct {
	File   string
	Line   int
	Column int
}

// String is the place as messages name it: plan.yaml:14:9.
func (p Pos) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

// before orders positions by file, line and column.
func (p Pos) before(q Pos) bool {
	if p.File != q.File {
		return p.File < q.File
	}
	if p.Line != q.Line {
		return p.Line < q.Line
	}
	return p.Column < q.Column
}

// source is one file that values come from. Nodes point at the source that
// set them, so that a value keeps its origin when files are laid over one another.
type source struct {
	name  string
	text  string // without byte order mark
	lines []int  // offset of the start of every line
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
	if number < 1 || number > len(s.lines) {
		return ""
	}
	end := len(s.text)
	if number < len(s.lines) {
		end = s.lines[number]
	}
	return strings.TrimRight(s.text[s.lines[number-1]:end], "\r\n\u0085\u2028\u2029")
}

// pos returns the place at a line and column, moved into the file where it
// lies outside. The column after the last character belongs to a line.
func (s *source) pos(line, column int) Pos {
	line = min(max(line, 1), len(s.lines))
	last := utf8.RuneCountInString(s.line(line)) + 1
	return Pos{File: s.name, Line: line, Column: min(max(column, 1), last)}
}

// at returns the place of a byte offset.
func (s *source) at(offset int) Pos {
	offset = min(max(offset, 0), len(s.text))
	low, high := 0, len(s.lines) // the last line that starts at or before offset
	for high-low > 1 {
		if middle := (low + high) / 2; s.lines[middle] <= offset {
			low = middle
		} else {
			high = middle
		}
	}
	return s.pos(low+1, utf8.RuneCountInString(s.text[s.lines[low]:offset])+1)
}
