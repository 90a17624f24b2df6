package book

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"github.com/steelyard-sop/steelyard/report"
)

const chartsSheet = "Charts"

// Layout of the sheet of charts.
const (
	chartWidth, chartHeight = 620, 300 // pixels
	chartColumns            = 10       // of the sheet, one chart wide
	chartRows               = 16
	chartsAside             = 2
)

// colours of sources of supply in turn, and of the lines.
var sourceColours = []string{"4472C4", "9DC3E6", "70AD47", "A9D18E", "FFC000", "BF9000", "7F7F7F", "BFBFBF"}

const demandColour, stockColour = "C00000", "7030A0"

// charts draws supply against demand for each family, out of the table of
// families. The sheet is the only one that is not streamed: charts cannot be.
func (b *builder) charts(t *familyTable) error {
	title, err := b.styles.of(look{large: true})
	if err != nil {
		return err
	}
	if err := b.file.SetCellValue(chartsSheet, "A1", "Supply against demand"); err != nil {
		return err
	}
	if err := b.file.SetCellStyle(chartsSheet, "A1", "A1", title); err != nil {
		return err
	}
	n := 0
	for i := range t.charts {
		columns, lines := t.chart(&t.charts[i])
		if columns == nil && lines == nil {
			continue
		}
		at := place(1+n%chartsAside*chartColumns, 3+n/chartsAside*chartRows)
		n++
		switch {
		case columns == nil:
			err = b.file.AddChart(chartsSheet, at, lines)
		case lines == nil:
			err = b.file.AddChart(chartsSheet, at, columns)
		default:
			err = b.file.AddChart(chartsSheet, at, columns, lines)
		}
		if err != nil {
			return err
		}
	}
	return b.furnish(&sheet{name: chartsSheet, tall: true})
}

// chart is that of one family: its supply as stacked columns, demand and stock
// as lines; nil where a family has none of them.
func (t *familyTable) chart(f *familyRows) (columns, lines *excelize.Chart) {
	frame := func(kind excelize.ChartType, series []excelize.ChartSeries) *excelize.Chart {
		return &excelize.Chart{
			Type: kind, Series: series,
			Dimension: excelize.ChartDimension{Width: chartWidth, Height: chartHeight},
			Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: cut(report.Printable(f.title), mostTitle)}}},
			Legend:    excelize.ChartLegend{Position: "bottom"},
			YAxis:     excelize.ChartAxis{MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: asWhole}},
		}
	}
	var stacked []excelize.ChartSeries
	for i, row := range f.supply {
		s := t.series(row)
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{sourceColours[i%len(sourceColours)]}}
		stacked = append(stacked, s)
	}
	var drawn []excelize.ChartSeries
	for _, line := range []struct {
		row    int
		colour string
	}{{f.demand, demandColour}, {f.stock, stockColour}} {
		if line.row > 0 {
			s := t.series(line.row)
			s.Line = excelize.LineOptions{Width: 2, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{line.colour}}}
			s.Marker = excelize.ChartMarker{Symbol: "none"}
			drawn = append(drawn, s)
		}
	}
	if len(stacked) > 0 {
		columns = frame(excelize.ColStacked, stacked)
	}
	if len(drawn) > 0 {
		lines = frame(excelize.Line, drawn)
	}
	return columns, lines
}

// series is one row of the table over the periods, without its total.
func (t *familyTable) series(row int) excelize.ChartSeries {
	periods := t.spans
	if periods > 1 {
		periods-- // the last column is the total
	}
	head, last := t.sheet.headRow(), familyFirstSpan+periods-1
	of := func(row int) string {
		return fmt.Sprintf("%s!%s:%s", sheetRef(familiesSheet), fixed(familyFirstSpan, row), fixed(last, row))
	}
	return excelize.ChartSeries{
		Name: sheetRef(familiesSheet) + "!" + fixed(familyFigureColumn, row), Categories: of(head), Values: of(row),
	}
}

// fixed is a cell with marks that keep it where it is: $D$5.
func fixed(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row, true)
	if err != nil {
		return "#REF!"
	}
	return name
}
