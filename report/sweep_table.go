package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// table is a sweep as one table: heads, and a row for each case. Cells are
// texts, numbers, or nil where there is nothing to say.
func (d *SweepDocument) table() (heads []string, rows [][]any) {
	heads = []string{"case"}
	for _, a := range d.Axes {
		heads = append(heads, a.Name)
	}
	heads = append(heads, "status", "objective", "change")
	for _, f := range d.Figures {
		heads = append(heads, f.ID)
	}
	heads = append(heads, "reason")
	number := func(x *float64) any {
		if x == nil {
			return nil
		}
		return *x
	}
	for k := range d.Cases {
		c := &d.Cases[k]
		row := []any{c.Name}
		for _, v := range c.Values {
			row = append(row, v)
		}
		row = append(row, c.Status, number(c.Objective), number(c.Change))
		for _, f := range d.Figures {
			if x, ok := c.Figures[f.ID]; ok {
				row = append(row, x)
			} else {
				row = append(row, nil)
			}
		}
		rows = append(rows, append(row, c.Reason))
	}
	return heads, rows
}

// WriteCSV writes one line a case, under a line of heads.
func (d *SweepDocument) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	heads, rows := d.table()
	err := out.Write(heads)
	for _, row := range rows {
		texts := make([]string, len(row))
		for k, cell := range row {
			switch x := cell.(type) {
			case string:
				texts[k] = x
			case float64:
				texts[k] = strconv.FormatFloat(x, 'f', -1, 64)
			}
		}
		if err == nil {
			err = out.Write(texts)
		}
	}
	if out.Flush(); err == nil {
		err = out.Error()
	}
	if err != nil {
		return fmt.Errorf("write the sweep as CSV: %w", err)
	}
	return nil
}

// sweepSheet is the name of the only sheet.
const sweepSheet = "sweep"

// WriteXLSX writes a workbook of one sheet: one line a case, under a line of heads.
func (d *SweepDocument) WriteXLSX(w io.Writer) error {
	book := excelize.NewFile()
	defer book.Close() //nolint:errcheck // nothing is read from it
	err := d.fill(book)
	if err == nil {
		err = book.Write(w)
	}
	if err != nil {
		return fmt.Errorf("write the sweep as XLSX: %w", err)
	}
	return nil
}

func (d *SweepDocument) fill(book *excelize.File) error {
	if err := book.SetSheetName("Sheet1", sweepSheet); err != nil {
		return err
	}
	sheet, err := book.NewStreamWriter(sweepSheet)
	if err != nil {
		return err
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	if err := sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	heads, rows := d.table()
	first := make([]any, len(heads))
	for k, head := range heads {
		first[k] = excelize.Cell{StyleID: bold, Value: head}
	}
	for k, row := range append([][]any{first}, rows...) {
		cell, err := excelize.CoordinatesToCellName(1, k+1)
		if err == nil {
			err = sheet.SetRow(cell, row)
		}
		if err != nil {
			return err
		}
	}
	return sheet.Flush()
}
