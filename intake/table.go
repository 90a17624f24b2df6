package intake

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/steelyard-sop/steelyard/model"
)

// Bounds on tables, so that no file can exhaust memory or time.
const (
	maxTableSize  = 64 << 20  // bytes of a file
	maxUnzipped   = 256 << 20 // bytes of a workbook after unpacking
	maxTableCells = 8 << 20   // rows x columns
	maxHeads      = 4096      // columns
	maxCell       = 32767     // bytes of one cell: the most that a spreadsheet holds
	maxFaults     = 10        // faults of a table, before the rest is not read
)

// table is one sheet of a file: a row of heads and the rows below it. It is
// not changed once read.
type table struct {
	source   *source
	heads    []string
	headLine int     // the line of the heads
	text     string  // what the cells are parts of
	cells    []span  // row by row, without space around the text
	lines    []int32 // of each row: its line in the file, or its row in the sheet
	base04   bool    // a workbook whose dates count from 1904
	typed    bool    // a workbook: numbers have no decimal sign of their own

	// What was asked for is kept, because thousands of values may ask again,
	// perhaps those of several scenarios at a time.
	lock    sync.Mutex
	index   map[string]map[string][]int32 // rows by the columns of match
	texts   map[int]*codedColumn          // by column
	numbers map[int][]float64             // by column: see usual
	wide    *wideNumbers                  // below heads that may be periods
}

// span is a part of a text. A table may have millions of cells, and without
// pointers in them the garbage collector need not look at any.
type span struct{ start, end uint32 }

func (t *table) rows() int { return len(t.lines) }

func (t *table) cell(row int32, column int) string {
	s := t.cells[int(row)*len(t.heads)+column]
	return t.text[s.start:s.end]
}

// empty tells whether there is nothing in a cell.
func (t *table) empty(row int32, column int) bool {
	s := t.cells[int(row)*len(t.heads)+column]
	return s.start == s.end
}

// pos is the place of a cell.
func (t *table) pos(row int32, column int) Pos {
	return t.source.pos(int(t.lines[row]), column+1)
}

// placeOf is the place and the text of a cell or head.
func (t *table) placeOf(at cellAt) (Pos, string) {
	if at.row == none {
		return t.headPos(int(at.column)), t.heads[at.column]
	}
	return t.pos(at.row, int(at.column)), t.cell(at.row, int(at.column))
}

// headPos is the place of a head.
func (t *table) headPos(column int) Pos { return t.source.pos(t.headLine, column+1) }

// column is the place of the column with that head, or -1.
func (t *table) column(head string) int { return slices.Index(t.heads, head) }

// node returns a single value at the place of a cell.
func (t *table) node(row int32, column int, text string) node {
	return node{kind: scalarKind, text: text, line: t.lines[row], column: int32(column + 1), layer: t.source}
}

// match returns the rows that have the wanted texts in the given columns. The
// first question about some columns indexes them, so that thousands of values
// may look into one table.
func (t *table) match(columns []int, want []string) []int32 {
	t.lock.Lock()
	defer t.lock.Unlock()
	key := fmt.Sprint(columns)
	rows, known := t.index[key]
	if !known {
		rows = make(map[string][]int32)
		var b []byte
		for r := range int32(t.rows()) {
			b = b[:0]
			for _, c := range columns {
				b = append(append(b, t.cell(r, c)...), 0)
			}
			rows[string(b)] = append(rows[string(b)], r)
		}
		if t.index == nil {
			t.index = map[string]map[string][]int32{}
		}
		t.index[key] = rows
	}
	return rows[strings.Join(want, "\x00")+"\x00"]
}

// all returns every row.
func (t *table) all() []int32 {
	rows := make([]int32, t.rows())
	for r := range rows {
		rows[r] = int32(r)
	}
	return rows
}

// tableFile is what a table is read from: two values that name the same share it.
type tableFile struct{ path, sheet, separator string }

// tables reads the tables of one scenario.
type tables struct {
	list *collector
	*shelf
}

// shelf holds the tables of a scenario, and of the versions of it that share
// them. Each file is read once.
type shelf struct {
	folder *folder // nil where the scenario has no folder
	lock   sync.Mutex
	books  map[string]*workbook
	read   map[tableFile]*readTable
}

// readTable is a table or, where it is nil, what is wrong with the file.
type readTable struct {
	table  *table
	faults []Diagnostic // with places in the table
	whole  *valueFault  // a fault of the file as a whole, reported where the file is named
}

func newTables(in *folder, list *collector) *tables {
	return &tables{list, &shelf{folder: in, books: map[string]*workbook{}, read: map[tableFile]*readTable{}}}
}

// with returns the same tables for a scenario whose mistakes go to another list.
func (ts *tables) with(list *collector) *tables { return &tables{list, ts.shelf} }

// open returns the table that a mapping with the key file names; nil after
// reporting what is wrong with it.
func (ts *tables) open(d *decoder, spec *tableSpec) *table {
	from := spec.at.find("file")
	d.enter(from)
	defer d.leave()
	if ts == nil || ts.folder == nil {
		d.mistake(&from.value, "file-unreadable", "a scenario that is not read from a file has no folder to find tables in", "")
		return nil
	}
	got := ts.get(tableFile{ts.folder.inside(from.value.layer, spec.file), spec.sheet, spec.separator})
	if t := got.table; t != nil && !slices.Contains(ts.list.sources, t.source) {
		ts.list.sources = append(ts.list.sources, t.source)
	}
	if got.whole != nil {
		d.mistake(&from.value, got.whole.rule, got.whole.message, got.whole.hint)
	}
	for _, fault := range got.faults {
		fault.Path = d.path()
		fault.Related = append(slices.Clip(fault.Related), Related{"the table is named", from.pos()})
		ts.list.add(fault)
	}
	if got.whole != nil || len(got.faults) > 0 {
		return nil
	}
	return got.table
}

// get returns a table, and reads it where nobody has asked for it before.
func (s *shelf) get(key tableFile) *readTable {
	s.lock.Lock()
	defer s.lock.Unlock()
	got, known := s.read[key]
	if !known {
		got = s.load(key)
		s.read[key] = got
	}
	return got
}

// load reads a file by its kind.
func (s *shelf) load(key tableFile) *readTable {
	refuse := func(rule, message, hint string) *readTable {
		return &readTable{whole: &valueFault{rule, message, hint}}
	}
	kind := strings.ToLower(path.Ext(key.path))
	workbook := kind == ".xlsx" || kind == ".xlsm"
	switch {
	case kind == ".xls", kind == ".xlsb", kind == ".ods", kind == ".numbers":
		return refuse("table-kind", "expected a CSV or XLSX file, got "+quote(path.Base(key.path)), "save it as .xlsx or as CSV UTF-8")
	case workbook && key.separator != "":
		return refuse("table-kind", "a workbook has no separator", "leave separator: out")
	case !workbook && key.sheet != "":
		return refuse("table-kind", "expected a workbook (.xlsx) where a sheet is named, got "+quote(path.Base(key.path)), "leave sheet: out")
	}
	if workbook {
		return s.loadSheet(key)
	}
	text, err := s.folder.readText(key.path, maxTableSize)
	if err != nil {
		return &readTable{whole: unreadable(key.path, err)}
	}
	return readCSV(s.folder.shown(key.path), text, key.separator)
}

// unreadable says why a file cannot be read.
func unreadable(name string, err error) *valueFault {
	return &valueFault{"file-unreadable", fmt.Sprintf("cannot read %s: %s", quote(name), err), ""}
}

// grid collects the rows of a table while it is read.
type grid struct {
	table   *table
	faults  []Diagnostic
	stopped bool            // the rest is not read
	record  []span          // of the row being read
	line    int             // where it starts
	text    string          // what cells are parts of
	side    strings.Builder // goes on where text ends: cells that had to be copied
}

// part is the text of a cell.
func (g *grid) part(s span) string {
	if base := uint32(len(g.text)); s.start >= base {
		return g.side.String()[s.start-base : s.end-base]
	}
	return g.text[s.start:s.end]
}

// expect makes room for so many rows.
func (g *grid) expect(rows int) {
	g.table.lines = make([]int32, 0, min(rows, maxTableCells))
	g.table.cells = make([]span, 0, min(rows*len(g.table.heads), maxTableCells))
}

// copied takes a record whose cells have to be kept.
func (g *grid) copied(record []string, line int, padded bool) bool {
	g.record = g.record[:0]
	for _, cell := range record {
		start := uint32(len(g.text) + g.side.Len())
		g.side.WriteString(cell)
		g.record = append(g.record, span{start, start + uint32(len(cell))})
	}
	if g.side.Len() > maxUnzipped {
		g.refuse(line, 1, "table-too-large", fmt.Sprintf("expected at most %d MiB of text in a table", maxUnzipped>>20), "split the table")
		return false
	}
	return g.take(line, padded)
}

// refuse reports a fault in a cell.
func (g *grid) refuse(line, column int, rule, message, hint string) {
	g.faults = append(g.faults, Diagnostic{Rule: rule, Message: message, Hint: hint, Pos: g.table.source.pos(line, column)})
}

// take takes the record that was read at a line; it is false where the rest
// need not be read. Where padded is set, a row may end before its last columns.
func (g *grid) take(line int, padded bool) bool {
	empty := g.trim(line)
	record := g.record
	for len(record) > len(g.table.heads) && record[len(record)-1].start == record[len(record)-1].end {
		record = record[:len(record)-1]
	}
	switch {
	case empty:
		// an empty row
	case g.table.heads == nil:
		g.head(record, line)
		if g.table.heads == nil {
			return false
		}
	default:
		g.row(record, line, padded)
	}
	return !g.stopped && len(g.faults) < maxFaults
}

// trim takes the space off around the cells of the record, and tells whether
// all of them are empty. It reports those that are too long.
func (g *grid) trim(line int) (empty bool) {
	empty = true
	for i := range g.record {
		s := &g.record[i]
		if s.start == s.end {
			continue
		}
		if text := g.part(*s); outer(text[0]) || outer(text[len(text)-1]) {
			text = strings.TrimRightFunc(text, unicode.IsSpace)
			s.end = s.start + uint32(len(text))
			s.start = s.end - uint32(len(strings.TrimLeftFunc(text, unicode.IsSpace)))
		}
		empty = empty && s.start == s.end
		if n := s.end - s.start; n > maxCell {
			g.refuse(line, i+1, "table-too-large", fmt.Sprintf("expected at most %d bytes in a cell, got %d", maxCell, n), "")
		}
	}
	return empty
}

// outer tells whether a byte at the end of a text may be space.
func outer(c byte) bool { return c <= ' ' || c >= utf8.RuneSelf }

// head takes the first row that is not empty.
func (g *grid) head(record []span, line int) {
	t := g.table
	if len(record) > maxHeads {
		g.refuse(line, maxHeads+1, "table-too-large", fmt.Sprintf("expected at most %d columns, got %d", maxHeads, len(record)), "")
		return
	}
	t.headLine = line
	first := make(map[string]int, len(record))
	for c, s := range record {
		head := strings.Clone(g.part(s))
		t.heads = append(t.heads, head)
		if head == "" {
			continue // a column without a head cannot be used
		}
		if before, twice := first[head]; twice {
			g.refuse(line, c+1, "table-heads", "the head "+quote(head)+" is given twice", "rename one of the two columns")
			g.faults[len(g.faults)-1].Related = []Related{{"first given", t.source.pos(line, before+1)}}
			continue
		}
		first[head] = c
	}
}

// row takes a row below the heads.
func (g *grid) row(record []span, line int, padded bool) {
	t := g.table
	width := len(t.heads)
	switch {
	case len(record) > width, len(record) < width && !padded:
		g.refuse(line, min(len(record), width+1), "table-ragged", fmt.Sprintf("expected %d cells, as many as there are heads, got %d", width, len(record)),
			"put a text that contains the separator in quotes")
		return
	case len(t.cells)+width > maxTableCells:
		g.refuse(line, 1, "table-too-large", fmt.Sprintf("expected at most %d cells in a table", maxTableCells), "split the table")
		g.stopped = true
		return
	}
	t.cells = append(t.cells, record...)
	for range width - len(record) {
		t.cells = append(t.cells, span{})
	}
	t.lines = append(t.lines, int32(line))
}

// done ends the reading.
func (g *grid) done() *readTable {
	t := g.table
	switch {
	case g.side.Len() == 0:
		t.text = g.text
	case g.text == "":
		t.text = g.side.String()
	default:
		t.text = g.text + g.side.String()
	}
	if len(g.faults) == 0 && len(t.heads) == 0 {
		g.refuse(1, 1, "table-heads", "expected a row of heads, found an empty table", "")
	}
	if len(g.faults) == 0 && t.rows() == 0 {
		g.refuse(1, 1, "table-empty", "expected rows below the heads, found none", "")
	}
	return &readTable{table: t, faults: g.faults}
}

// missingColumn reports a head that the table does not have, at n.
func (d *decoder) missingColumn(t *table, n *node, head string) {
	var heads []string
	for _, h := range t.heads {
		if h != "" {
			heads = append(heads, h)
		}
	}
	hint := "the table has the columns " + shortened(heads)
	if near := model.Nearest(head, heads); near != "" {
		hint = "did you mean " + near + "?"
	} else if at := slices.IndexFunc(heads, func(h string) bool { return strings.EqualFold(h, head) }); at >= 0 {
		hint = "did you mean " + heads[at] + "?"
	}
	d.mistake(n, "unknown-column", "expected the head of a column of "+path.Base(t.source.name)+", got "+quote(head), hint)
}
