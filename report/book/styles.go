package book

import (
	"math"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/steelyard-sop/steelyard/report"
)

// look is how a cell looks; the zero look is a plain text.
type look struct {
	format  string // of numbers; empty: as they are
	bold    bool
	large   bool // a title
	faint   bool
	head    bool // of a table
	input   bool // may be changed
	unused  bool // may be changed, and has no value yet
	wrapped bool
	right   bool
	link    bool
}

// The colours of a workbook: dark enough to read when printed in grey.
const (
	inkHead   = "FFFFFF"
	paperHead = "1F4E79"
	inkFaint  = "616E7C"
	inkInput  = "1F3D99"
	paper     = "FFF8DC" // of inputs
	paperFree = "FFFDF3" // of cells that may get a value
	inkLink   = "0563C1"
)

// styles makes each look once.
type styles struct {
	book  *excelize.File
	known map[look]int
}

func newStyles(book *excelize.File) *styles { return &styles{book, map[look]int{}} }

func (s *styles) of(l look) (int, error) {
	if id, known := s.known[l]; known {
		return id, nil
	}
	id, err := s.book.NewStyle(l.style())
	s.known[l] = id
	return id, err
}

func (l look) style() *excelize.Style {
	font := &excelize.Font{Family: "Calibri", Size: 11, Bold: l.bold || l.head || l.large}
	style := &excelize.Style{Font: font, Alignment: &excelize.Alignment{Vertical: "top", WrapText: l.wrapped || l.head}}
	if l.right {
		style.Alignment.Horizontal = "right"
	}
	if l.format != "" {
		style.CustomNumFmt = &l.format
	}
	switch {
	case l.large:
		font.Size = 16
	case l.head:
		font.Color = inkHead
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{paperHead}}
	case l.faint:
		font.Color = inkFaint
	case l.link:
		font.Color, font.Underline = inkLink, "single"
	}
	if l.input || l.unused {
		font.Color = inkInput
		style.Protection = &excelize.Protection{Locked: false}
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{paper}}
	}
	if l.unused {
		style.Fill.Color = []string{paperFree}
	}
	return style
}

// Formats of numbers.
const (
	asText    = "@"
	asDay     = "yyyy-mm-dd"
	asPercent = `#,##0.0\%`
	asWhole   = "#,##0"
	asUsual   = "#,##0.00"
	asSmall   = "#,##0.0000"
	asGeneral = "General"
)

// moneyFormat writes amounts to the coin, negative ones in red, with the
// currency where it is not said beside them.
func moneyFormat(currency string, named bool) string {
	format := asWhole
	if decimals := report.Coin(currency); decimals > 0 {
		format += "." + strings.Repeat("0", decimals)
	}
	if named && currency != "" {
		format += " " + quotedFormat(currency)
	}
	return format + ";[Red]-" + format
}

// formatFor suits the numbers of a column or row: all with the same decimals.
func formatFor(numbers []float64) string {
	format := asWhole
	for _, x := range numbers {
		switch size := math.Abs(x); {
		case size > 0 && size < 0.01:
			return asSmall
		case x != math.Trunc(x) && size < 1e6:
			format = asUsual
		}
	}
	return format
}
