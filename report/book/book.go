package book

import (
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"

	"github.com/xuri/excelize/v2"

	"github.com/steelyard-sop/steelyard/report"
)

// Options are what a workbook shows besides the document.
type Options struct {
	Last   *report.Document // the plan before, to show beside this one; nil: none
	Hash   string           // of the scenario that the inputs are of, as it was read
	Inputs []Input          // in the order of the scenario; empty: there is no sheet of inputs
}

// Write writes the workbook of a document.
func Write(w io.Writer, d *report.Document, o Options) error {
	b := &builder{d: d, o: o, names: report.NewNames(d), file: excelize.NewFile()}
	defer b.file.Close() //nolint:errcheck // nothing is read from it
	b.styles = newStyles(b.file)
	err := b.build()
	if err == nil {
		err = b.pack(w)
	}
	if err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return nil
}

// builder puts one workbook together.
type builder struct {
	d      *report.Document
	o      Options
	names  report.Names
	file   *excelize.File
	styles *styles

	out *excelize.StreamWriter // of the sheet that is being written
	row int                    // last row that is written there

	sealing *seal   // of that sheet
	seals   [][]any // of the sheets before
}

// build makes all sheets, in the order in which they are shown.
func (b *builder) build() error {
	families := b.families()
	sheets := b.sheets(families)
	if err := b.file.SetSheetName(b.file.GetSheetName(0), summarySheet); err != nil {
		return err
	}
	if families != nil {
		sheets = slices.Insert(sheets, 1, &sheet{name: chartsSheet})
	}
	for _, s := range sheets {
		if _, err := b.file.NewSheet(s.name); err != nil {
			return err
		}
	}
	if err := b.identify(); err != nil {
		return err
	}
	if families != nil {
		if err := b.charts(families); err != nil {
			return fmt.Errorf("sheet %q: %w", chartsSheet, err)
		}
		sheets = slices.Delete(sheets, 1, 2)
	}
	for _, s := range sheets {
		if err := b.write(s); err != nil {
			return fmt.Errorf("sheet %q: %w", s.name, err)
		}
		b.seals = append(b.seals, b.sealing.lines(s.name)...)
	}
	if len(b.o.Inputs) > 0 {
		if err := b.write(&sheet{name: sealSheet, rows: b.seals}); err != nil {
			return fmt.Errorf("sheet %q: %w", sealSheet, err)
		}
	}
	return b.file.SetDocProps(&excelize.DocProperties{
		Title: cut(report.Printable(b.d.Scenario.Name), mostTitle), Creator: "Steelyard",
		Created: noTime, Modified: noTime,
	})
}

// noTime stands where a workbook must name a time: none that differs between
// two runs is in it.
const noTime = "2000-01-01T00:00:00Z"

// sheets lists what there is to show.
func (b *builder) sheets(families *familyTable) []*sheet {
	var list []*sheet
	add := func(more ...*sheet) {
		for _, s := range more {
			if s != nil {
				list = append(list, s)
			}
		}
	}
	if families != nil {
		add(families.sheet)
	}
	money := b.money()
	add(money)
	add(b.tables()...)
	add(b.penalties(), b.goals(), b.limits(), b.conflict(), b.repairs())
	add(b.inputs())
	return append([]*sheet{b.summary(list, money)}, list...)
}

// sorted goes through a map in the order of its keys.
func sorted(m map[string]string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, key := range slices.Sorted(maps.Keys(m)) {
			if !yield(key, m[key]) {
				return
			}
		}
	}
}
