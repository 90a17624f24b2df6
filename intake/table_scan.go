package intake

import (
	"encoding/csv"
	"errors"
	"io"
	"math/bits"
	"strings"
	"sync"
)

// How the cells of a CSV file are found. The rules are those of encoding/csv,
// which reads what is found to be wrong once more and says why. Cells are parts
// of the text; only those with a quote or a CRLF inside quotes are copied.

// usualSplit is the size from which on reading side by side is worth while.
const usualSplit = 256 << 10

// scanCSV reads the table in a text with separators. Where the rows are longer
// than splitSize, their halves are read side by side.
func scanCSV(s *source, splitSize int) *grid {
	g := newGrid(s)
	at := 0
	for g.table.heads == nil && at >= 0 && at < len(s.text) {
		at = g.quotedRecord(at)
	}
	if at < 0 || at >= len(s.text) {
		return g
	}
	middle := 0
	if len(s.text)-at > splitSize && len(g.faults) == 0 {
		middle = halfOf(s.text, at)
	}
	if middle > 0 {
		if g.halves(at, middle) {
			return g
		}
		return g.again(at)
	}
	g.expect(strings.Count(s.text[at:], "\n") + 1)
	g.records(at, len(s.text))
	return g
}

func newGrid(s *source) *grid {
	return &grid{table: &table{source: s}, text: s.text, line: 1}
}

// again reads the rows from a place on one after the other, in a grid that has
// the heads of this one and nothing else.
func (g *grid) again(at int) *grid {
	g = &grid{table: &table{source: g.table.source, heads: g.table.heads, headLine: g.table.headLine}, text: g.text}
	g.line = 1 + strings.Count(g.text[:at], "\n")
	g.records(at, len(g.text))
	return g
}

// halfOf returns the start of a row about half way between a place and the end
// of a text; 0 where there is none. Up to a row the number of quotes is even,
// or else there is a mistake before it.
func halfOf(text string, from int) int {
	middle := from + (len(text)-from)/2
	inside := strings.Count(text[from:middle], `"`)%2 != 0
	for i := middle; i < len(text)-1; i++ {
		switch {
		case text[i] == '"':
			inside = !inside
		case text[i] == '\n' && !inside:
			return i + 1
		}
	}
	return 0
}

// halves reads the rows from a place up to the middle, and from there to the
// end, at the same time. It is false where anything is wrong, because faults
// are counted from the start.
func (g *grid) halves(at, middle int) bool {
	t, width := g.table, len(g.table.heads)
	before := strings.Count(g.text[at:middle], "\n")
	after := strings.Count(g.text[middle:], "\n") + 1
	if (before+after)*width > maxTableCells {
		return false
	}
	cells, lines := make([]span, (before+after)*width), make([]int32, before+after)
	second := &grid{table: &table{source: t.source, heads: t.heads}, text: g.text, line: g.line + before}
	t.cells, t.lines = cells[:0:before*width], lines[:0:before]
	second.table.cells, second.table.lines = cells[before*width:before*width], lines[before:before]
	var both sync.WaitGroup
	both.Go(func() { second.records(middle, len(g.text)) })
	g.records(at, middle)
	both.Wait()
	if len(g.faults) > 0 || len(second.faults) > 0 {
		return false
	}
	if shift := uint32(g.side.Len()); shift > 0 && second.side.Len() > 0 {
		for i, s := range second.table.cells {
			if int(s.start) >= len(g.text) {
				second.table.cells[i] = span{s.start + shift, s.end + shift}
			}
		}
	}
	g.side.WriteString(second.side.String())
	t.cells = append(cells[:len(t.cells)], second.table.cells...) // onto themselves where no row is empty
	t.lines = append(lines[:len(t.lines)], second.table.lines...)
	return true
}

// records reads the rows from one place to another, both of them starts of rows.
func (g *grid) records(at, to int) {
	for at >= 0 && at < to {
		plain := to // where the first row with a quote starts
		if quote := strings.IndexByte(g.text[at:to], '"'); quote >= 0 {
			plain = at + strings.LastIndexByte(g.text[at:at+quote], '\n') + 1
		}
		if at < plain && !g.plainRecords(at, plain) {
			return
		}
		if at = plain; at < to {
			at = g.quotedRecord(at)
		}
	}
}

// plainRecords reads rows without a quote in them, where every separator
// separates and every line is a row. It is false where the rest is not to be read.
func (g *grid) plainRecords(at, to int) bool {
	text, comma, start := g.text[:to], byte(g.table.source.comma), uint32(at)
	g.record = g.record[:0]
	for i := at; i < to; i += wordSize {
		for found := marksIn(text, i, comma); found != 0; found &= found - 1 {
			mark := uint32(i + bits.TrailingZeros64(found)/wordSize)
			g.record = append(g.record, span{start, mark})
			start = mark + 1
			if text[mark] == '\n' && !g.next(1) {
				return false
			}
		}
	}
	if start < uint32(to) || len(g.record) > 0 {
		g.record = append(g.record, span{start, uint32(to)})
		return g.next(0)
	}
	return true
}

// next takes the record, which ends so many lines below its start.
func (g *grid) next(lines int) bool {
	ok := g.take(g.line, false)
	g.line += lines
	g.record = g.record[:0]
	return ok
}

// wordSize is how many bytes are searched at a time, and the bits of each.
const wordSize = 8

// marksIn finds separators and line ends among the eight bytes from i on: the
// top bit of each of them is set in the result, the first byte lowest. Cells
// are short, so that a search for one byte after the other, or a call for each
// cell, takes longer.
func marksIn(text string, i int, comma byte) uint64 {
	const (
		every = 0x0101010101010101
		lows  = 0x7f7f7f7f7f7f7f7f
	)
	var word uint64
	if rest := text[i:]; len(rest) >= wordSize {
		word = uint64(rest[0]) | uint64(rest[1])<<8 | uint64(rest[2])<<16 | uint64(rest[3])<<24 |
			uint64(rest[4])<<32 | uint64(rest[5])<<40 | uint64(rest[6])<<48 | uint64(rest[7])<<56
	} else {
		for k := range len(rest) {
			word |= uint64(rest[k]) << (8 * k)
		}
	}
	// Where a byte is the one that is looked for, all its bits become 0.
	commas, ends := word^every*uint64(comma), word^every*'\n'
	return ^(((commas&lows + lows) | commas | lows) & ((ends&lows + lows) | ends | lows))
}

// quotedRecord reads one row that may have quotes, and returns the place of
// the next one; -1 where the rest is not to be read.
func (g *grid) quotedRecord(at int) int {
	g.record = g.record[:0]
	lines := 0
	for start := at; ; {
		var end int
		if start < len(g.text) && g.text[start] == '"' {
			end = g.quotedCell(start+1, &lines)
		} else {
			end = g.plainCell(start)
		}
		switch {
		case end < 0:
			return g.oddRecord(at)
		case end == len(g.text):
			g.next(lines)
			return end
		case g.text[end] == '\n':
			if !g.next(lines + 1) {
				return -1
			}
			return end + 1
		}
		start = end + 1
	}
}

// plainCell takes a cell that does not begin with a quote, and returns the
// place of its end; -1 where there is a quote in it.
func (g *grid) plainCell(start int) int {
	end, comma := start, byte(g.table.source.comma)
	for ; end < len(g.text); end++ {
		c := g.text[end]
		if c == comma || c == '\n' {
			break
		}
		if c == '"' {
			return -1
		}
	}
	g.record = append(g.record, span{uint32(start), uint32(end)})
	return end
}

// quotedCell takes a cell from behind its opening quote, counts the lines in
// it, and returns the place of the separator or line end after it; -1 where
// there is a mistake.
func (g *grid) quotedCell(start int, lines *int) int {
	end, doubled := start, false
	for {
		n := strings.IndexByte(g.text[end:], '"')
		if n < 0 {
			return -1
		}
		end += n
		if !strings.HasPrefix(g.text[end+1:], `"`) {
			break
		}
		doubled = true
		end += 2
	}
	cell := span{uint32(start), uint32(end)}
	inside := g.text[start:end]
	down := strings.Count(inside, "\n")
	*lines += down
	if doubled || down > 0 && strings.Contains(inside, "\r\n") {
		cell.start = uint32(len(g.text) + g.side.Len())
		g.side.WriteString(strings.ReplaceAll(strings.ReplaceAll(inside, `""`, `"`), "\r\n", "\n"))
		cell.end = uint32(len(g.text) + g.side.Len())
	}
	g.record = append(g.record, cell)
	switch after := g.text[end+1:]; {
	case after == "", after[0] == byte(g.table.source.comma), after[0] == '\n':
		return end + 1
	case after == "\r", strings.HasPrefix(after, "\r\n"):
		return end + len("\"\r")
	}
	return -1
}

// oddRecord leaves a row to encoding/csv, which says what is wrong with it, and
// returns the place of the next one; -1 after a mistake.
func (g *grid) oddRecord(at int) int {
	s := g.table.source
	r := newRecords(g.text[at:], s.comma)
	record, err := r.Read()
	if err == nil {
		next := at + int(r.InputOffset())
		if !g.copied(record, g.line, false) {
			return -1
		}
		g.line += strings.Count(g.text[at:next], "\n")
		return next
	}
	var mistake *csv.ParseError
	if errors.As(err, &mistake) {
		mistake.StartLine, mistake.Line = mistake.StartLine+g.line-1, mistake.Line+g.line-1
	}
	if !errors.Is(err, io.EOF) {
		g.faults = append(g.faults, csvMistake(s, err))
	}
	return -1
}
