package lp

import (
	"bufio"
	"io"
	"math"
	"strconv"
	"unicode/utf8"
)

// maxLine is the length in characters that a line of LP text stays below, unless one name alone is longer.
const maxLine = 100

// WriteLP writes the problem as LP text for people and for stored expectations. Names stay as they are,
// capacity[line1,2026-03], so other solvers may refuse the text: they are given files written by an engine.
// Numbers are the shortest that read back the same. Rows come in order, and terms in a row by column.
//
// Free columns, one-sided and fixed bounds are listed under Bounds; columns from 0 to infinity are not.
// A column without cost and without entries is shown in the objective with the factor 0.
func WriteLP(w io.Writer, p *Problem) error {
	t := &lpText{p: p, out: bufio.NewWriterSize(w, 1<<16)}
	t.objective()
	t.constraints()
	t.bounds()
	t.kinds("Generals", Integer, SemiInteger)
	t.kinds("Semi-continuous", SemiContinuous, SemiInteger)
	t.line("End")
	return t.out.Flush() // bufio keeps the first error until here
}

// lpText collects tokens into lines. Both buffers are reused, so nothing is allocated per name.
type lpText struct {
	p     *Problem
	out   *bufio.Writer
	buf   []byte // the current line
	width int    // its length in characters
	token []byte
	terms int // terms of the current expression so far
}

// put appends the token to the line, on a new one where it would become too long.
func (t *lpText) put() {
	n := utf8.RuneCount(t.token)
	if t.width > 0 && t.width+1+n >= maxLine {
		t.flush()
		t.buf, t.width = append(t.buf, "  "...), 2
	}
	t.buf = append(append(t.buf, ' '), t.token...)
	t.width += 1 + n
	t.token = t.token[:0]
}

func (t *lpText) flush() {
	t.buf = append(t.buf, '\n')
	_, _ = t.out.Write(t.buf)
	t.buf, t.width = t.buf[:0], 0
}

// line writes a line of its own, at the left margin.
func (t *lpText) line(s string) {
	t.buf = append(t.buf, s...)
	t.flush()
}

func (t *lpText) word(s string) {
	t.token = append(t.token, s...)
	t.put()
}

func (t *lpText) number(v float64) {
	t.token = appendNumber(t.token, v)
	t.put()
}

func (t *lpText) col(j int) {
	t.token = t.p.Cols.AppendName(t.token, j)
	t.put()
}

// sign begins a term with its sign and returns the magnitude. The first term goes without a plus.
func (t *lpText) sign(v float64) float64 {
	switch {
	case v < 0:
		t.token = append(t.token, "- "...)
	case t.terms > 0:
		t.token = append(t.token, "+ "...)
	}
	t.terms++
	return math.Abs(v)
}

// term appends "+ 2.5 name" as one token, so that lines break between terms.
func (t *lpText) term(v float64, j int) {
	if v = t.sign(v); v != 1 {
		t.token = append(appendNumber(t.token, v), ' ')
	}
	t.token = t.p.Cols.AppendName(t.token, j)
	t.put()
}

func (t *lpText) objective() {
	p := t.p
	if p.Name != "" {
		t.line("\\ " + p.Name)
	}
	t.line(p.Sense.String())
	t.word("objective:")
	t.terms = 0
	start := p.ByColumn().Start
	for j, cost := range p.Cost {
		if cost != 0 || start[j] == start[j+1] {
			t.term(cost, j)
		}
	}
	if p.Offset != 0 || t.terms == 0 {
		t.token = appendNumber(t.token, t.sign(p.Offset))
		t.put()
	}
	t.flush()
}

func (t *lpText) constraints() {
	t.line("Subject To")
	rows := t.p.ByRow()
	for i := range t.p.RowLower {
		t.token = append(t.p.Rows.AppendName(t.token, i), ':')
		t.put()
		t.row(i, rows)
		t.flush()
	}
}

func (t *lpText) row(i int, rows *Matrix) {
	lower, upper := t.p.RowLower[i], t.p.RowUpper[i]
	ranged := lower != upper && !math.IsInf(lower, -1) && !math.IsInf(upper, 1)
	if ranged {
		t.number(lower)
		t.word("<=")
	}
	t.terms = 0
	index, value := rows.Line(i)
	for k, j := range index {
		t.term(value[k], int(j))
	}
	if len(index) == 0 {
		t.word("0")
	}
	switch {
	case lower == upper:
		t.word("=")
		t.number(upper)
	case !math.IsInf(upper, 1):
		t.word("<=")
		t.number(upper)
	default:
		t.word(">=")
		t.number(lower)
	}
}

func (t *lpText) bounds() {
	t.line("Bounds")
	for j, lower := range t.p.ColLower {
		upper := t.p.ColUpper[j]
		noLower, noUpper := math.IsInf(lower, -1), math.IsInf(upper, 1)
		switch {
		case lower == 0 && noUpper:
			continue
		case noLower && noUpper:
			t.col(j)
			t.word("free")
		case lower == upper:
			t.col(j)
			t.word("=")
			t.number(upper)
		case noUpper:
			t.col(j)
			t.word(">=")
			t.number(lower)
		default:
			t.number(lower)
			t.word("<=")
			t.col(j)
			t.word("<=")
			t.number(upper)
		}
		t.flush()
	}
}

// kinds writes the section of the columns of either kind, nothing when there are none.
func (t *lpText) kinds(section string, a, b Kind) {
	started := false
	for j, k := range t.p.ColKind {
		if k != a && k != b {
			continue
		}
		if !started {
			t.line(section)
			started = true
		}
		t.col(j)
	}
	if started {
		t.flush()
	}
}

// appendNumber appends the shortest text that reads back as v, without an exponent at everyday sizes.
func appendNumber(dst []byte, v float64) []byte {
	if v == 0 {
		return append(dst, '0') // no minus before a zero
	}
	if a := math.Abs(v); a >= 1e-6 && a < 1e15 {
		return strconv.AppendFloat(dst, v, 'f', -1, 64)
	}
	if math.IsInf(v, 0) {
		if v < 0 {
			dst = append(dst, '-')
		}
		return append(dst, "inf"...)
	}
	return strconv.AppendFloat(dst, v, 'g', -1, 64)
}
