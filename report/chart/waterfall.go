package chart

import (
	"math"
	"strconv"
)

// Waterfall is a picture of how one amount becomes another, step by step: a bar
// for what it starts with, one for each step from the level before to the level
// after, and one for what comes of it. Bars lie below one another, so that their
// names have room. The axis reaches over the levels, so that small steps between
// large amounts are seen: where it does not begin at 0, nor do the bars of amounts.
type Waterfall struct {
	Title       string
	Description string  // for those who cannot see the picture: what it shows, in words
	Width       float64 // in pixels; 0: 720. Less than 240 counts as 240
	Unit        string  // of the amounts; may be empty
	Bars        []WaterfallBar
}

// WaterfallBar is one bar. One that is not finite is not drawn; its name is.
type WaterfallBar struct {
	Name     string
	From, To float64
	Whole    bool   // it is an amount by itself, not a change
	Bad      bool   // a change for the worse
	Text     string // beside the bar: the amount
}

// Sizes of a waterfall, in pixels.
const (
	barRoom   = 26
	barHeight = 16
	leastPlot = 120
)

// draw lays the picture out and draws it.
func (f *Waterfall) draw(o options) string {
	d := f.layOut()
	d.begin(o)
	d.columns()
	for i := range f.Bars {
		d.bar(f, i)
	}
	return d.end()
}

// layOut finds the scale and the place of the plot.
func (f *Waterfall) layOut() *drawing {
	c := &Chart{Title: f.Title, Description: f.Description, X: Axis{Unit: f.Unit}}
	d := &drawing{c: c, width: size(f.Width, defaultWidth, leastWidth)}
	top := float64(edge)
	if f.Title != "" {
		top += titleRoom
	}
	names, texts := 0.0, 0.0
	low, high := math.Inf(1), math.Inf(-1)
	for i := range f.Bars {
		b := &f.Bars[i]
		names, texts = max(names, textWidth(b.Name, labelSize)), max(texts, textWidth(b.Text, labelSize))
		if !finite(b.From) || !finite(b.To) {
			continue
		}
		low, high = min(low, b.To), max(high, b.To)
		if !b.Whole {
			low, high = min(low, b.From), max(high, b.From)
		}
	}
	if low > high {
		low, high = 0, 1
	}
	left := edge + min(names, d.width/3) + tickGap
	right := d.width - edge - min(texts, d.width/4) - tickGap
	d.plot = box{left, top, max(right, left+leastPlot/2), top + barRoom*float64(len(f.Bars))}
	d.height = d.plot.bottom + tickRoom + edge
	if f.Unit != "" {
		d.height += axisRoom
	}
	d.x = roundScale(low, high, 4)
	d.tickX()
	return d
}

// columns draws a line for each round number, from the top to the bottom.
func (d *drawing) columns() {
	p := d.plot
	for _, v := range d.x.ticks {
		x, class := d.x.at(v), "grid"
		if v == 0 {
			class = "frame"
		}
		d.leaf("line", "", "class", class, "x1", px(x), "y1", px(p.top), "x2", px(x), "y2", px(p.bottom))
		d.leaf("text", d.x.text(v), "class", "tick", "x", px(x), "y", px(p.bottom+4+tickSize), "text-anchor", "middle")
	}
	if d.c.X.Unit != "" {
		d.leaf("text", d.c.X.Unit, "class", "axis", "x", px((p.left+p.right)/2), "y", px(d.height-edge+1), "text-anchor", "middle")
	}
}

// bar draws one bar, with its name on the left, its amount on the right, and a
// line to where the next one begins.
func (d *drawing) bar(f *Waterfall, i int) {
	b := &f.Bars[i]
	top := d.plot.top + barRoom*float64(i) + (barRoom-barHeight)/2
	base := px(top + barHeight/2 + labelSize*0.35)
	d.leaf("text", fitted(b.Name, labelSize, d.plot.left-edge-tickGap), "x", px(d.plot.left-tickGap), "y", base, "text-anchor", "end")
	if !finite(b.From) || !finite(b.To) {
		return
	}
	from, to := min(max(d.plot.left, d.x.at(b.From)), d.plot.right), d.x.at(b.To)
	colour := 2 // of the palette: for the better
	switch {
	case b.Whole:
		colour = 0
	case b.Bad:
		colour = 1
	}
	left, width := min(from, to), max(1, math.Abs(to-from))
	d.noted("rect", b.Name+": "+b.Text, "class", "f"+strconv.Itoa(colour), "x", px(left), "y", px(top), "width", px(width), "height", px(barHeight))
	if i+1 < len(f.Bars) {
		d.leaf("line", "", "class", "frame", "x1", px(to), "y1", px(top), "x2", px(to), "y2", px(top+barRoom+barHeight))
	}
	d.leaf("text", fitted(b.Text, labelSize, d.width-edge-d.plot.right), "x", px(d.plot.right+tickGap), "y", base)
}
