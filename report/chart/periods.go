package chart

import (
	"math"
	"strconv"
)

// Series is one row of numbers, one a period. Those that are not finite are not
// drawn.
type Series struct {
	Name   string
	Values []float64
}

// legendItem is one entry of a legend.
type legendItem struct {
	name  string
	shape string // bar, line or area
	class string // that gives the colour
}

// swatch is the width of the colour beside a name.
const swatch = 14

// legendRows lays entries out in rows of a width; the result is the row of each.
func legendRows(items []legendItem, width float64) (rows []int, n int) {
	x := 0.0
	for i := range items {
		need := swatch + 6 + textWidth(fitted(items[i].name, labelSize, 180), labelSize) + 16
		if x > 0 && x+need > width {
			n++
			x = 0
		}
		x += need
		rows = append(rows, n)
	}
	if len(items) > 0 {
		n++
	}
	return rows, n
}

// legendAt draws entries in rows that end above the plot.
func (d *drawing) legendAt(items []legendItem) {
	rows, n := legendRows(items, d.width-d.plot.left-edge)
	x, row := d.plot.left, 0
	for i := range items {
		if rows[i] != row {
			x, row = d.plot.left, rows[i]
		}
		y := d.plot.top - 8 - legendRoom*float64(n-1-row)
		switch it := &items[i]; it.shape {
		case "line":
			d.leaf("line", "", "class", "line "+it.class, "x1", px(x), "y1", px(y-4), "x2", px(x+swatch), "y2", px(y-4))
		default:
			d.leaf("rect", "", "class", it.class, "x", px(x), "y", px(y-9), "width", px(swatch), "height", "10")
		}
		name := fitted(items[i].name, labelSize, 180)
		d.leaf("text", name, "x", px(x+swatch+6), "y", px(y))
		x += swatch + 6 + textWidth(name, labelSize) + 16
	}
}

// slots divide the plot among periods.
type slots struct {
	labels      []string
	left, width float64 // of one
}

func (d *drawing) slots(labels []string) slots {
	return slots{labels, d.plot.left, (d.plot.right - d.plot.left) / float64(max(1, len(labels)))}
}

// middle is the pixel of the middle of a period.
func (s *slots) middle(i int) float64 { return s.left + s.width*(float64(i)+0.5) }

// drawLabels writes the names of periods below a line, as many as keep clear of
// one another: each, every second, every third, ...
func (s *slots) drawLabels(d *drawing, y float64) {
	const apart = 6
	widest := 0.0
	for _, label := range s.labels {
		widest = max(widest, textWidth(fitted(label, tickSize, 90), tickSize))
	}
	every := max(1, int(math.Ceil((widest+apart)/s.width)))
	for i := 0; i < len(s.labels); i += every {
		text := fitted(s.labels[i], tickSize, 90)
		half := textWidth(text, tickSize) / 2
		x := min(max(s.middle(i), half+2), d.width-half-2)
		d.leaf("text", text, "class", "tick", "x", px(x), "y", px(y+4+tickSize), "text-anchor", "middle")
	}
}

// upright draws the grid and the ticks of the Y axis.
func (d *drawing) upright() {
	p := d.plot
	for _, v := range d.y.ticks {
		y, class := d.y.at(v), "grid"
		if v == 0 {
			class = "frame"
		}
		d.leaf("line", "", "class", class, "x1", px(p.left), "y1", px(y), "x2", px(p.right), "y2", px(y))
		d.leaf("text", d.y.text(v), "class", "tick", "x", px(p.left-tickGap), "y", px(y+tickSize*0.35), "text-anchor", "end")
	}
	if title := titled(d.c.Y); title != "" {
		middle := px((p.top + p.bottom) / 2)
		d.leaf("text", fitted(title, axisSize, p.bottom-p.top), "class", "axis", "x", px(edge+2), "y", middle,
			"text-anchor", "middle", "transform", "rotate(-90 "+px(edge+2)+" "+middle+")")
	}
}

// overPeriods lays out a picture with periods from left to right and values
// between low and high upwards.
func overPeriods(c *Chart, items []legendItem, low, high float64) *drawing {
	d := &drawing{c: c, width: size(c.Width, defaultWidth, leastWidth), height: size(c.Height, 300, leastHeight)}
	top := float64(edge)
	if c.Title != "" {
		top += titleRoom
	}
	_, rows := legendRows(items, d.width-80)
	top += legendRoom * float64(rows)
	d.height = max(d.height, top+120)
	bottom := d.height - edge - tickRoom
	d.y = roundScale(low, high, max(2, int((bottom-top)/48)))
	left := float64(edge) + tickGap
	for _, tick := range d.y.ticks {
		left = max(left, edge+tickGap+textWidth(d.y.text(tick), tickSize))
	}
	if titled(c.Y) != "" {
		left += axisRoom
	}
	d.plot = box{left, top, d.width - edge - 8, bottom}
	d.y.from, d.y.to = d.plot.bottom, d.plot.top
	return d
}

// fill is the class of the i-th colour of areas: beyond the palette, paler.
func fill(i int) string {
	class := "f" + strconv.Itoa(i%colours)
	if i >= colours {
		class += " pale"
	}
	return class
}

// plain writes a number in a note.
func plain(v float64) string {
	if math.Abs(v) >= 1e15 {
		return strconv.FormatFloat(v, 'g', 6, 64)
	}
	decimals := 0
	for size := math.Abs(v); decimals < 4 && size > 0 && size < 1000 && math.Abs(v-math.Round(v*math.Pow10(decimals))/math.Pow10(decimals)) > 1e-6*size; {
		decimals++
	}
	return grouped(strconv.FormatFloat(v, 'f', decimals, 64))
}

// reachOf is the range of the finite numbers of rows; it has 0 in it.
func reachOf(rows ...[]float64) (low, high float64) {
	for _, row := range rows {
		for _, v := range row {
			if finite(v) {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	if low == high {
		high = low + 1
	}
	return low, high
}

// at is the i-th of some numbers; 0 where there is none.
func at(values []float64, i int) float64 {
	if i < len(values) && finite(values[i]) {
		return values[i]
	}
	return 0
}
