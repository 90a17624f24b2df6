package report

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
)

// A grid is a table of quantities with one column a period. All grids of a
// report share one layout, so that the same period is in the same column
// everywhere. Every row has one scale and one precision.
type grid struct {
	title string
	rows  []gridRow
}

type gridRow struct {
	label   string // printable
	unit    string // shown behind the label where the grid has no unit of its own
	values  []float64
	total   float64 // NaN: none
	percent bool
	like    float64 // a number as large as those the precision should suit, besides its own
}

// gridLayout says where the columns of all grids are.
type gridLayout struct {
	label, content, total int // widths in columns; total 0: no such column
	perBlock              int // periods side by side
}

// Limits of the layout.
const (
	leastContent = 4  // enough for 12.3 and for 1234
	fullLabel    = 24 // a label as long as this is not cut if numbers can be shorter
	leastLabel   = 12 // a label is not cut below this
	gap          = 1  // between columns
	totalGap     = 2  // before the totals
)

// layOut finds the layout with the least folding, then with the fullest
// labels, then with the widest numbers.
func layOut(grids []grid, heads []string, width int) gridLayout {
	widestHead := leastContent
	for _, h := range heads {
		widestHead = max(widestHead, lipgloss.Width(h))
	}
	widestLabel, natural, anyTotal := 0, widestHead, false
	eachRow(grids, func(r *gridRow) {
		widestLabel = max(widestLabel, lipgloss.Width(r.fullLabel(scale{word: "k"})))
		for _, text := range r.cells(r.scale(math.MaxInt)) {
			natural = max(natural, len(text))
		}
		anyTotal = anyTotal || !math.IsNaN(r.total)
	})
	for _, g := range grids {
		widestLabel = max(widestLabel, min(lipgloss.Width(g.title), fullLabel))
	}
	for blocks := 1; blocks <= len(heads); blocks++ {
		per := blockLength(len(heads), blocks)
		for _, atLeast := range []int{fullLabel, leastLabel} {
			for content := natural; content >= widestHead; content-- {
				l := gridLayout{content: content, perBlock: per}
				if anyTotal {
					l.total = totalWidth(grids, content)
				}
				l.label = min(widestLabel, width-l.used())
				if l.label >= min(widestLabel, atLeast) {
					return l
				}
			}
		}
	}
	return gridLayout{label: leastLabel, content: widestHead, perBlock: 1}
}

// blockLength is how many periods are side by side if n are folded into that
// many blocks.
func blockLength(n, blocks int) int { return (n + blocks - 1) / blocks }

// used is the width without labels.
func (l gridLayout) used() int {
	used := l.perBlock * (l.content + gap)
	if l.total > 0 {
		used += l.total + totalGap
	}
	return used
}

func eachRow(grids []grid, do func(*gridRow)) {
	for i := range grids {
		for j := range grids[i].rows {
			do(&grids[i].rows[j])
		}
	}
}

func totalWidth(grids []grid, content int) int {
	width := len("total")
	eachRow(grids, func(r *gridRow) {
		if !math.IsNaN(r.total) {
			width = max(width, len(r.scale(content).text(r.total)))
		}
	})
	return width
}

// scale is one way to write the numbers of a row.
type scale struct {
	divisor  float64
	decimals int
	commas   bool
	word     string // behind the label: "k" for thousands
}

// scales are the ways for large numbers, the most exact first. They follow
// those for the row's own precision.
var scales = []scale{
	{1, 0, true, ""},
	{1, 0, false, ""},
	{1e3, 1, true, "k"},
	{1e3, 0, false, "k"},
	{1e6, 1, true, "M"},
	{1e6, 0, false, "M"},
	{1e9, 1, true, "bn"},
	{1e9, 0, false, "bn"},
	{1, exponent, false, ""},
}

// exponent in place of decimals writes 1e15.
const exponent = -1

// text writes one number; zero is a dash.
func (s scale) text(x float64) string {
	switch {
	case x == 0:
		return none
	case math.IsInf(x, 1):
		return "full" // a share of nothing
	case s.decimals == exponent, math.Abs(x) >= 1e15:
		return strings.Replace(strconv.FormatFloat(x, 'g', 1, 64), "+", "", 1)
	}
	text := fixed(x/s.divisor, s.decimals)
	if !s.commas {
		text = strings.ReplaceAll(text, ",", "")
	}
	return text
}

// scale is the most exact way to write the row in that many columns: the one
// that suits the largest numbers of its grid, unless it makes too little of its
// own.
func (r *gridRow) scale(content int) scale {
	if r.like > 0 {
		if s := r.exactScale(content, append(slices.Clone(r.values), r.like)); r.largest() >= s.divisor {
			return s
		}
	}
	return r.exactScale(content, r.values)
}

// exactScale is the most exact way to write each of the numbers in that many columns.
func (r *gridRow) exactScale(content int, numbers []float64) scale {
	fits := func(s scale) bool {
		for _, x := range numbers {
			if len(s.text(x)) > content {
				return false
			}
		}
		return true
	}
	for decimals := r.decimals(); decimals > 0; decimals-- {
		if s := (scale{1, decimals, true, ""}); fits(s) {
			return s
		}
	}
	for _, s := range scales {
		if fits(s) {
			return s
		}
	}
	return scales[len(scales)-1]
}

// decimals is how many decimals the numbers of the row deserve.
func (r *gridRow) decimals() int {
	whole, largest := true, max(r.like, r.largest())
	for _, x := range r.values {
		whole = whole && math.Abs(x-math.Round(x)) < 5e-7*max(1, math.Abs(x))
	}
	switch {
	case whole || largest >= 100 || r.percent && largest >= 10:
		return 0
	case largest >= 10 || r.percent:
		return 1
	}
	return 2
}

func (r *gridRow) largest() float64 {
	largest := 0.0
	for _, x := range r.values {
		largest = max(largest, math.Abs(x))
	}
	return largest
}

func (g *grid) hasTotal() bool {
	return slices.ContainsFunc(g.rows, func(r gridRow) bool { return !math.IsNaN(r.total) })
}

func (r *gridRow) cells(s scale) []string {
	texts := make([]string, len(r.values))
	for t, x := range r.values {
		texts[t] = s.text(x)
	}
	return texts
}

// fullLabel is the label with the unit and the scale of its numbers.
func (r *gridRow) fullLabel(s scale) string {
	label := r.label
	unit := strings.TrimSpace(s.word + " " + printable(r.unit))
	if unit != "" {
		label += ", " + unit
	}
	return label
}

// samePrecision gives all rows the precision that suits the largest of their
// numbers: they are quantities of one thing.
func (g *grid) samePrecision() {
	largest := 0.0
	for i := range g.rows {
		largest = max(largest, g.rows[i].largest())
	}
	for i := range g.rows {
		g.rows[i].like = largest
	}
}

func (r *gridRow) zero() bool {
	for _, x := range r.values {
		if x != 0 {
			return false
		}
	}
	return true
}

// row makes a row of quantities with their sum as total.
func sumRow(label string, values []float64) gridRow {
	var total float64
	for _, x := range values {
		total += x
	}
	return gridRow{label: label, values: values, total: total}
}

// levelRow makes a row of quantities at a point in time, which have no sum.
func levelRow(label string, values []float64) gridRow {
	return gridRow{label: label, values: values, total: math.NaN()}
}
