package intake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// What a workbook must have to be read back. It is written by report/book.
const (
	identitySheet = "steelyard" // hidden; what the workbook is of
	inputsSheet   = "Inputs"
	bookFormat    = 1

	pathHead, unitHead, valueHead, fromHead, lockedHead = "path", "unit", "value", "from", "locked because"
)

// Bounds on a workbook that is read back.
const (
	maxIdentityRows = 64
	maxHeadRow      = 16 // the heads stand in one of the first rows
	maxSpareRows    = 1000
)

// importer reads one workbook.
type importer struct {
	loaded  *Loaded
	list    *collector
	name    string
	options ImportOptions

	file    *excelize.File
	marks   *sheetMarks
	columns []string // heads that the sheet of inputs must have
	labels  []string // of the periods
	entries map[string]*Entry
	seen    map[string]int // row of each path
	changes []CellChange
}

func (im *importer) failed() bool { return im.list.size() > 0 }

// pos is a cell of the sheet of inputs; rows and columns count from 1.
func (im *importer) pos(row, column int) Pos {
	return Pos{File: im.name, Sheet: inputsSheet, Line: row, Column: column}
}

// refuse adds a mistake with its cell.
func (im *importer) refuse(at Pos, rule, path, message, hint string) {
	im.list.add(Diagnostic{Rule: rule, Path: path, Message: message, Hint: hint, Pos: at})
}

// open opens the workbook and makes sure that it is one of this scenario.
func (im *importer) open(src []byte) bool {
	file, fault := openBook(im.name, src)
	whole := Pos{File: im.name, Line: 1, Column: 1}
	if fault != nil {
		im.refuse(whole, fault.rule, "", fault.message, fault.hint)
		return false
	}
	im.file = file
	facts := im.facts()
	sheets := file.GetSheetList()
	const hint = "make one with: steelyard plan SCENARIO --out plan.xlsx"
	switch {
	case facts == nil, !slices.Contains(sheets, inputsSheet):
		im.refuse(whole, "import-format", "", "expected a workbook that steelyard has written, with its sheets of inputs", hint)
	case facts["format"] != strconv.Itoa(bookFormat):
		im.refuse(whole, "import-format", "", fmt.Sprintf("expected a workbook of format %d, got %s", bookFormat, quote(facts["format"])), hint)
	default:
		return im.sameBase(facts["scenario"], whole)
	}
	return false
}

// sameBase tells whether the workbook was exported from the scenario, or may be
// from another one.
func (im *importer) sameBase(exported string, whole Pos) bool {
	hash, err := im.loaded.Scenario.Hash()
	if err == nil && exported == hash || im.options.AnyBase {
		return true
	}
	im.refuse(whole, "import-base", "", fmt.Sprintf("the workbook was made from another scenario than this one: %s, not %s", shortHash(exported), shortHash(hash)),
		"give the scenario, variant and changes that it was made from; with --any-base all that differs from this one is a change")
	return false
}

func shortHash(hash string) string {
	const most = 12
	return quote(hash[:min(len(hash), most)])
}

// facts reads the hidden sheet; nil where there is none.
func (im *importer) facts() map[string]string {
	if !slices.Contains(im.file.GetSheetList(), identitySheet) {
		return nil
	}
	rows, err := im.file.Rows(identitySheet)
	if err != nil {
		return nil
	}
	defer rows.Close() //nolint:errcheck // nothing is written
	facts := map[string]string{}
	for n := 0; n < maxIdentityRows && rows.Next(); n++ {
		if cells, err := rows.Columns(); err == nil && len(cells) > 1 {
			facts[cells[0]] = cells[1]
		}
	}
	return facts
}

// read goes through the sheet of inputs.
func (im *importer) read() {
	im.labels = im.loaded.Scenario.Calendar.Labels()
	im.columns = append(append([]string{pathHead, unitHead, valueHead}, im.labels...), fromHead, lockedHead)
	im.entries, im.seen = map[string]*Entry{}, map[string]int{}
	entries := im.loaded.Entries()
	for i := range entries {
		im.entries[entries[i].Path] = &entries[i]
	}
	rows := im.rows(len(entries) + maxHeadRow + maxSpareRows)
	if im.failed() {
		return
	}
	head := slices.IndexFunc(rows[:min(len(rows), maxHeadRow)], func(cells []string) bool { return len(cells) > 0 && cells[0] == pathHead })
	if head < 0 {
		im.refuse(im.pos(1, 1), "import-format", "", "expected the heads of the inputs, of which the first is "+quote(pathHead), "")
		return
	}
	marks, err := readMarks(im.file, inputsSheet, len(rows), len(im.columns))
	if err != nil {
		im.refuse(im.pos(1, 1), "import-format", "", "cannot read the sheet: "+err.Error(), "")
		return
	}
	im.marks = marks
	im.heads(rows[head], head+1)
	im.merged(head + 1)
	if im.failed() {
		return
	}
	for i := head + 1; i < len(rows); i++ {
		im.row(rows[i], i+1)
	}
	for i := range entries {
		if e := &entries[i]; im.seen[e.Path] == 0 && !im.options.AnyBase {
			im.refuse(im.pos(head+1, 1), "import-locked", e.Path, "the row of this value is gone", "put it back, or export the workbook again")
		}
	}
}

// rows reads all rows of the sheet, as many as there can be and not more. What
// stands beside them is refused before anything else is done with the sheet:
// a library that fills the room between cells would run out of memory.
func (im *importer) rows(most int) [][]string {
	rows, err := im.file.Rows(inputsSheet)
	if err != nil {
		im.refuse(im.pos(1, 1), "import-format", "", "cannot read the sheet: "+err.Error(), "")
		return nil
	}
	defer rows.Close() //nolint:errcheck // nothing is written
	var list [][]string
	for rows.Next() {
		cells, err := rows.Columns()
		switch {
		case err != nil:
			im.refuse(im.pos(len(list)+1, 1), "import-format", "", "cannot read the row: "+err.Error(), "")
			return nil
		case len(cells) > len(im.columns):
			im.refuse(im.pos(len(list)+1, len(cells)), "import-unknown", "", "expected nothing beside the inputs, got "+quote(cells[len(cells)-1]), "keep notes on a sheet of their own")
			return nil
		case len(list) >= most:
			im.refuse(im.pos(len(list)+1, 1), "import-unknown", "", fmt.Sprintf("expected at most %d rows", most), "keep notes on a sheet of their own")
			return nil
		}
		list = append(list, cells)
	}
	if err := rows.Error(); err != nil {
		im.refuse(im.pos(len(list)+1, 1), "import-format", "", "cannot read the sheet: "+err.Error(), "")
	}
	return list
}

// heads compares the heads with those that the sheet was exported with.
func (im *importer) heads(cells []string, row int) {
	for c, want := range im.columns {
		if got := shownAt(cells, c); got != want {
			im.refuse(im.pos(row, c+1), "import-locked", "", "expected the head "+quote(want)+", got "+quote(got), "the columns stay as they were exported")
			return
		}
	}
}

// merged refuses cells that were put together.
func (im *importer) merged(head int) {
	for _, area := range im.marks.merged {
		from, to, _ := strings.Cut(area, ":")
		if _, last, err := excelize.CellNameToCoordinates(to); err == nil && last < head {
			continue
		}
		column, row, err := excelize.CellNameToCoordinates(from)
		if err != nil {
			column, row = 1, head
		}
		im.refuse(im.pos(row, column), "import-value", "", "expected single cells, got some that are merged", "split them")
	}
}

// shownAt is a cell of a row; what is not there is empty.
func shownAt(cells []string, c int) string {
	if c < len(cells) {
		return cells[c]
	}
	return ""
}
