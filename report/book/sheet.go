package book

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// sheet is one sheet with one table: its title, lines with totals, the heads,
// and below them the rows. Cells are nil, string, float64, or a cell with a look
// or a formula of its own.
type sheet struct {
	name    string
	title   string
	note    string // beside the title
	table   string // name of the table in formulas; empty: the rows are no table
	columns []column
	above   [][]any // lines between title and heads, besides the line of totals
	rows    [][]any
	frozen  int // columns that stay where they are
	tall    bool
	links   map[string]string // from cells to places in the workbook
}

// column is one column of a table.
type column struct {
	title string
	look  look
	width float64  // in characters; 0: as wide as its texts
	total bool     // the numbers add up
	sum   *float64 // what they add up to; nil: what the cells add up to
}

// cell is a value with a look of its own, or a formula with its value.
type cell struct {
	value   any
	formula string
	look    look
}

// Places in a sheet.
const (
	mostRows   = 1_000_000 // of a table: a sheet ends at 1,048,576
	widest     = 48        // characters of a column
	narrowest  = 9
	padding    = 2
	totalTitle = "total, of what is shown"
)

// totalling tells whether the sheet has a line of totals.
func (s *sheet) totalling() bool {
	for i := range s.columns {
		if s.columns[i].total {
			return len(s.rows) > 0
		}
	}
	return false
}

// headRow is the row of the heads, counted from 1.
func (s *sheet) headRow() int {
	row := 2 + len(s.above)
	if s.totalling() {
		row++
	}
	return row
}

// write streams the sheet, which is there already, into a workbook.
func (b *builder) write(s *sheet) error {
	if over := len(s.rows) - mostRows; over > 0 {
		s.rows = s.rows[:mostRows]
		s.note = strings.TrimSpace(fmt.Sprintf("%s (%d rows are left out)", s.note, over))
	}
	if err := b.furnish(s); err != nil {
		return err
	}
	out, err := b.file.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	b.out, b.row, b.sealing = out, 0, &seal{}
	if err := b.layOut(s); err != nil {
		return err
	}
	if err := b.lines(s); err != nil {
		return err
	}
	return out.Flush()
}

// furnish sets what concerns the sheet as a whole: all that a stream writes
// before its rows or takes over when it ends.
func (b *builder) furnish(s *sheet) error {
	fit, tall := true, 0
	if err := b.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	const a4 = 9
	paperSize, wide, orientation := a4, 1, "landscape"
	if s.tall {
		orientation = "portrait"
	}
	if err := b.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{
		Size: &paperSize, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall,
	}); err != nil {
		return err
	}
	if err := b.file.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{
		OddFooter: "&L" + footer(b.d.Scenario.Name) + "&C&A&R&P / &N",
	}); err != nil {
		return err
	}
	for from, to := range sorted(s.links) {
		if err := b.file.SetCellHyperLink(s.name, from, to, "Location"); err != nil {
			return err
		}
	}
	return b.file.ProtectSheet(s.name, &excelize.SheetProtectionOptions{
		AutoFilter: true, FormatColumns: true, FormatRows: true, SelectLockedCells: true, SelectUnlockedCells: true,
	})
}

// layOut sets widths and what stays in sight.
func (b *builder) layOut(s *sheet) error {
	for c := range s.columns {
		if err := b.out.SetColWidth(c+1, c+1, s.width(c)); err != nil {
			return err
		}
	}
	if s.table == "" {
		return nil
	}
	head := s.headRow()
	if err := b.repeat(s.name, head); err != nil {
		return err
	}
	corner, err := excelize.CoordinatesToCellName(s.frozen+1, head+1)
	if err != nil {
		return err
	}
	panes := &excelize.Panes{Freeze: true, XSplit: s.frozen, YSplit: head, TopLeftCell: corner, ActivePane: "bottomLeft"}
	if s.frozen > 0 {
		panes.ActivePane = "bottomRight"
	}
	return b.out.SetPanes(panes)
}

// repeat prints the heads on every page.
func (b *builder) repeat(sheet string, row int) error {
	return b.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("%s!$%d:$%d", sheetRef(sheet), row, row), Scope: sheet,
	})
}

// width is that of the longest text of a column, within bounds.
func (s *sheet) width(c int) float64 {
	if s.columns[c].width > 0 {
		return s.columns[c].width
	}
	const digits = 15                                            // of most numbers, with commas
	most := utf8.RuneCountInString(s.columns[c].title) + padding // for the button of a filter
	for _, row := range s.rows {
		if c >= len(row) {
			continue
		}
		switch v := row[c].(type) {
		case string:
			most = max(most, utf8.RuneCountInString(v))
		case float64:
			most = max(most, digits)
		case cell:
			if text, isText := v.value.(string); isText && !v.look.wrapped {
				most = max(most, utf8.RuneCountInString(text))
			} else if !isText {
				most = max(most, digits)
			}
		}
	}
	return float64(min(max(most, narrowest), widest) + 1)
}

// lines writes title, totals, heads and rows.
func (b *builder) lines(s *sheet) error {
	title := []any{cell{value: safe(s.title), look: look{large: true}}}
	if s.note != "" {
		title = append(title, nil, cell{value: s.note, look: look{faint: true}})
	}
	if err := b.line(title, s.columns); err != nil {
		return err
	}
	for _, row := range s.above {
		if err := b.line(row, s.columns); err != nil {
			return err
		}
	}
	if s.totalling() {
		if err := b.line(s.totals(), s.columns); err != nil {
			return err
		}
	}
	if s.table != "" {
		if err := b.heads(s); err != nil {
			return err
		}
	}
	for _, row := range s.rows {
		if err := b.line(row, s.columns); err != nil {
			return err
		}
	}
	return nil
}

// totals is the line of totals: those of the rows that a filter leaves.
func (s *sheet) totals() []any {
	line := make([]any, len(s.columns))
	line[0] = cell{value: totalTitle, look: look{bold: true}}
	first := s.headRow() + 1
	for c := range s.columns {
		column := &s.columns[c]
		if !column.total {
			continue
		}
		l := column.look
		l.bold = true
		line[c] = cell{value: s.sum(c), formula: fmt.Sprintf("SUBTOTAL(109,%s)", area(c+1, first, c+1, first+len(s.rows)-1)), look: l}
	}
	return line
}

// sum adds up the numbers of a column, in their order as a spreadsheet does.
func (s *sheet) sum(c int) float64 {
	if s.columns[c].sum != nil {
		return *s.columns[c].sum
	}
	total := 0.0
	for _, row := range s.rows {
		switch v := row[c].(type) {
		case float64:
			total += v
		case cell:
			if x, isNumber := v.value.(float64); isNumber {
				total += x
			}
		}
	}
	return total
}

// heads writes the heads and makes the rows below them a table.
func (b *builder) heads(s *sheet) error {
	heads := make([]any, len(s.columns))
	for c := range s.columns {
		heads[c] = cell{value: s.columns[c].title, look: look{head: true, right: s.columns[c].look.right}}
	}
	if err := b.line(heads, nil); err != nil {
		return err
	}
	if len(s.rows) == 0 {
		return nil
	}
	return b.out.AddTable(&excelize.Table{
		Range: area(1, b.row, len(s.columns), b.row+len(s.rows)), Name: s.table, StyleName: "TableStyleLight1",
	})
}

// line writes the next row. Cells have the looks of their columns unless they
// have their own.
func (b *builder) line(cells []any, columns []column) error {
	b.row++
	b.sealing.add(cells)
	row := make([]any, len(cells))
	for c, v := range cells {
		if v == nil {
			continue
		}
		one, own := v.(cell)
		if !own {
			one.value = v
			if c < len(columns) {
				one.look = columns[c].look
			}
		}
		id, err := b.styles.of(one.look)
		if err != nil {
			return err
		}
		row[c] = excelize.Cell{StyleID: id, Formula: one.formula, Value: one.value}
	}
	first, err := excelize.CoordinatesToCellName(1, b.row)
	if err != nil {
		return err
	}
	return b.out.SetRow(first, row)
}

// area is a range of cells: A4:C17.
func area(column, row, toColumn, toRow int) string {
	return place(column, row) + ":" + place(toColumn, toRow)
}

// place is a cell of a sheet. Its places are those of tables that were bounded.
func place(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return "#REF!"
	}
	return name
}

// sheetRef is the name of a sheet within a formula.
func sheetRef(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'" }
