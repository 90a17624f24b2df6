package intake

import (
	"math"
	"strconv"
	"strings"
)

// Columns of the sheet of inputs, counted from 0.
const (
	pathColumn = iota
	unitColumn
	valueColumn
	firstPeriodColumn
)

// row compares one row with the scenario. Rows count from 1.
func (im *importer) row(cells []string, row int) {
	path := unguarded(shownAt(cells, pathColumn))
	if path == "" {
		for c, text := range cells {
			if text != "" {
				im.refuse(im.pos(row, c+1), "import-unknown", "", "expected the path of a value at the start of the row, got "+quote(text)+" without one", "keep notes on a sheet of their own")
				return
			}
		}
		return
	}
	e := im.entries[path]
	if e == nil {
		im.refuse(im.pos(row, pathColumn+1), "import-unknown", "", "expected the path of a value of the scenario, got "+quote(path), "what is new goes into the scenario, or into an overlay of its own")
		return
	}
	if first := im.seen[path]; first > 0 {
		im.refuse(im.pos(row, pathColumn+1), "import-unknown", path, "the value has a row already, "+strconv.Itoa(first), "")
		return
	}
	im.seen[path] = row
	if got := unguarded(shownAt(cells, unitColumn)); got != printable(e.Unit) {
		im.refuse(im.pos(row, unitColumn+1), "import-locked", path, "expected the unit "+quote(e.Unit)+", got "+quote(got), "a number may have a unit of its own: 90 min")
		return
	}
	before := len(im.changes)
	for c := valueColumn; c < firstPeriodColumn+len(im.labels); c++ {
		im.cell(e, c, shownAt(cells, c), row)
	}
	im.together(e, before)
}

// unguarded is a text without the mark that keeps it from being a formula.
func unguarded(text string) string { return strings.TrimPrefix(text, "'") }

// cell compares one cell with what the scenario has there.
func (im *importer) cell(e *Entry, column int, text string, row int) {
	at, why := im.pos(row, column+1), e.closed(column)
	if im.marks.formula[cellKey{row, column + 1}] {
		im.refuse(at, "import-value", e.Path, "expected a value, got a formula", "put in what it comes to: copy, then paste the values only")
		return
	}
	switch isText := e.Numbers == nil && column == valueColumn; {
	case why != "" && isText && faithful(e.Text) && unguarded(text) != e.Text,
		why != "" && !isText && !e.shows(column, text):
		im.refuse(at, "import-locked", e.Path, "the cell is locked: "+why, "")
	case why != "":
	case isText:
		im.text(e, text, at)
	default:
		im.number(e, column, text, at)
	}
}

// closed says why a cell cannot be changed; empty where it can.
func (e *Entry) closed(column int) string {
	switch {
	case e.Locked != "":
		return e.Locked
	case column == valueColumn && len(e.Numbers) > 1:
		return "the periods have values of their own"
	case column > valueColumn && (e.Kind != SeriesValue || len(e.Numbers) == 0):
		return "the value is the same in all periods"
	}
	return ""
}

// figure is the number of a column; NaN where there is none.
func (e *Entry) figure(column int) float64 {
	switch t := column - firstPeriodColumn; {
	case column == valueColumn && len(e.Numbers) == 1:
		return e.Numbers[0]
	case t >= 0 && len(e.Numbers) > 1 && t < len(e.Numbers):
		return e.Numbers[t]
	}
	return math.NaN()
}

// shows tells whether a cell shows what the scenario has there.
func (e *Entry) shows(column int, text string) bool {
	old := e.figure(column)
	if text == "" || math.IsNaN(old) {
		return text == "" && math.IsNaN(old)
	}
	x, err := strconv.ParseFloat(text, 64)
	return err == nil && sameShown(x, old)
}

// sameShown compares numbers as exactly as spreadsheets keep what is typed.
func sameShown(a, b float64) bool { return rounded(a) == rounded(b) }

// text compares a text.
func (im *importer) text(e *Entry, shown string, at Pos) {
	text := strings.ReplaceAll(unguarded(shown), "\r\n", "\n")
	kind := im.marks.kind(at)
	switch isFlag := e.Text == "true" || e.Text == "false"; {
	case kind == booleanCell && isFlag:
		if flag := strconv.FormatBool(text == "1"); flag != e.Text {
			im.change(e, column(at), CellChange{New: flag, plain: flag, Cell: at})
		}
	case kind == booleanCell, kind == errorCell, kind == dayCell:
		im.refuse(at, "import-value", e.Path, "expected a text, got "+string(kind), "give the cell the format of a text, and type it again")
	case text == e.Text:
	case text == "":
		im.change(e, column(at), CellChange{Cell: at, Remove: true})
	case !faithful(text):
		im.refuse(at, "import-value", e.Path, "expected a plain text without spaces around it, got "+quote(text), "")
	default:
		im.change(e, column(at), CellChange{New: text, plain: yamlText(text, false), Cell: at})
	}
}

// column is that of a cell, counted from 0.
func column(at Pos) int { return at.Column - 1 }

// number compares a number.
func (im *importer) number(e *Entry, column int, text string, at Pos) {
	kind := im.marks.kind(at)
	switch {
	case kind == booleanCell, kind == errorCell:
		im.refuse(at, "import-value", e.Path, "expected a number, got "+string(kind), "")
	case e.shows(column, text) && (kind == numberCell || kind == textCell):
	case text == "" && math.IsNaN(e.figure(column)):
	case text == "":
		im.refuse(at, "import-value", e.Path, "expected a number, got an empty cell", "write 0 for none; what a scenario is to lack is taken out of the scenario")
	case kind == textCell:
		im.quantity(e, column, text, at)
	default:
		im.figure(e, column, text, kind, at)
	}
}

// figure reads a cell that holds a number.
func (im *importer) figure(e *Entry, column int, text string, kind cellKind, at Pos) {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		im.refuse(at, "import-value", e.Path, "expected a finite number, got "+quote(text), "")
		return
	}
	switch { // no input is exported as a day or a percentage
	case kind == dayCell:
		im.refuse(at, "import-value", e.Path, "expected a number, got a date", "spreadsheets take 1-2 or 3/4 for a day: type a plain number")
		return
	case kind == percentCell && e.Unit == "%":
		x = rounded(x * 100)
	case kind == percentCell && e.Unit != "":
		im.refuse(at, "import-value", e.Path, "expected a number of "+quote(e.Unit)+", got a percentage", "type a plain number")
		return
	}
	im.numberChange(e, column, x, yamlNumber(x), at)
}

// quantity reads a number that is written as a text, perhaps with a unit.
func (im *importer) quantity(e *Entry, column int, text string, at Pos) {
	plain := strings.TrimSpace(unguarded(text))
	q, fault := parseQuantity(plain)
	switch {
	case fault != nil:
		im.refuse(at, "import-value", e.Path, fault.message, fault.hint)
	case q.unit == "", q.unit == e.Unit:
		im.numberChange(e, column, q.value, yamlNumber(q.value), at)
	default:
		im.numberChange(e, column, math.NaN(), yamlText(plain, false), at) // the scenario converts it
	}
}

// numberChange notes a number, unless it is what was there.
func (im *importer) numberChange(e *Entry, column int, x float64, plain string, at Pos) {
	old := e.figure(column)
	if math.IsNaN(old) && len(e.Numbers) == 1 {
		old = e.Numbers[0] // what the period has from the value of all
	}
	if sameShown(x, old) {
		return
	}
	c := CellChange{New: plain, plain: plain, number: x, isNumber: !math.IsNaN(x), Unit: e.Unit, Cell: at}
	if !math.IsNaN(old) {
		c.Old = yamlNumber(old)
	}
	im.change(e, column, c)
}

// change notes a change.
func (im *importer) change(e *Entry, column int, c CellChange) {
	c.Path, c.value = e.Path, e.Path
	if column >= firstPeriodColumn {
		c.Path += "." + im.labels[column-firstPeriodColumn]
	}
	if e.Numbers == nil {
		c.Old = e.Text
	}
	c.period = column - firstPeriodColumn
	im.changes = append(im.changes, c)
}

// together makes one change of the value for all periods and those of single
// periods, because an overlay sets a value once.
func (im *importer) together(e *Entry, from int) {
	changes := im.changes[from:]
	if len(changes) < 2 || changes[0].period >= 0 {
		return
	}
	words := make([]string, len(im.labels))
	for t := range words {
		words[t] = changes[0].plain
	}
	for _, c := range changes[1:] {
		words[c.period] = c.plain
	}
	whole := changes[0]
	whole.New = "[" + strings.Join(words, ", ") + "]"
	whole.plain, whole.isNumber, whole.isList = whole.New, false, true
	im.changes = append(im.changes[:from], whole)
}

// written is the new value as an overlay has it: never what would be read as an
// operation on the old one.
func (c *CellChange) written() string {
	switch {
	case c.Remove:
		return removeWord
	case !c.isList && (c.New == removeWord || strings.Contains(operationMarks+literalMark, c.New[:1])):
		return strconv.Quote(literalMark + c.New)
	}
	return c.plain
}

// holds tells whether a value of a scenario is that of the change; it is nil
// where the scenario has none.
func (c *CellChange) holds(v *Entry) bool {
	switch {
	case v == nil:
		return c.Remove
	case c.Remove:
		return v.Text == ""
	case c.isNumber:
		return sameShown(v.Number(max(c.period, 0)), c.number)
	case v.Kind == TextValue:
		return v.Text == c.New
	}
	return true // a list, or a number with a unit, which was converted
}
