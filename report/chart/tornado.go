package chart

import "math"

// Tornado is how much a figure changes when single inputs go down and up: bars to
// both sides of nothing, the widest first.
type Tornado struct {
	Title       string
	Description string  // for those who cannot see the picture: what it shows, in words
	Width       float64 // in pixels; 0: 720. Less than 240 counts as 240
	Unit        string  // of the changes; may be empty
	Down, Up    string  // names of the two sides: 10 % less, 10 % more
	Bars        []TornadoBar
}

// TornadoBar is one input. A side that is not finite has no bar, but its text.
type TornadoBar struct {
	Name             string
	Down, Up         float64
	DownText, UpText string
}

// draw lays the picture out and draws it.
func (f *Tornado) draw(o options) string {
	items := []legendItem{{f.Down, "bar", "f0"}, {f.Up, "bar", "f1"}}
	d := f.layOut(items)
	d.begin(o)
	d.columns()
	for i := range f.Bars {
		f.bar(d, i)
	}
	d.legendAt(items)
	return d.end()
}

func (f *Tornado) layOut(items []legendItem) *drawing {
	d := &drawing{c: &Chart{Title: f.Title, Description: f.Description, X: Axis{Unit: f.Unit}}, width: size(f.Width, defaultWidth, leastWidth)}
	top := float64(edge)
	if f.Title != "" {
		top += titleRoom
	}
	_, rows := legendRows(items, d.width-80)
	top += legendRoom * float64(rows)
	names := 0.0
	var row []float64
	for i := range f.Bars {
		names = max(names, textWidth(f.Bars[i].Name, labelSize))
		row = append(row, f.Bars[i].Down, f.Bars[i].Up)
	}
	left := edge + min(names, d.width*0.4) + tickGap
	d.plot = box{left, top, max(d.width-edge-tickGap, left+leastPlot/2), top + barRoom*float64(len(f.Bars))}
	d.height = d.plot.bottom + tickRoom + edge
	if f.Unit != "" {
		d.height += axisRoom
	}
	low, high := reachOf(row)
	d.x = roundScale(low, high, 4)
	d.tickX()
	return d
}

// bar draws both sides of one input; where one has no plan, it says so.
func (f *Tornado) bar(d *drawing, i int) {
	b := &f.Bars[i]
	top := d.plot.top + barRoom*float64(i) + (barRoom-barHeight)/2
	base := px(top + barHeight/2 + labelSize*0.35)
	d.leaf("text", fitted(b.Name, labelSize, d.plot.left-edge-tickGap), "x", px(d.plot.left-tickGap), "y", base, "text-anchor", "end")
	zero := d.x.at(0)
	half := float64(barHeight)
	if both := finite(b.Down) && finite(b.Up) && b.Down*b.Up > 0; both {
		half = barHeight / 2 // to the same side: one above the other
	}
	for k, side := range []struct {
		value       float64
		text, class string
		name        string
	}{{b.Down, b.DownText, "f0", f.Down}, {b.Up, b.UpText, "f1", f.Up}} {
		if !finite(side.value) {
			continue
		}
		x := d.x.at(side.value)
		y := top
		if half < barHeight && k == 1 {
			y += half
		}
		d.noted("rect", b.Name+", "+side.name+": "+side.text, "class", side.class, "x", px(min(x, zero)), "y", px(y),
			"width", px(max(1, math.Abs(x-zero))), "height", px(half))
		if half == barHeight {
			d.beside(side.text, x, zero, base)
		}
	}
	if !finite(b.Down) || !finite(b.Up) { // a side without a bar says why
		note := b.DownText
		if finite(b.Down) {
			note = b.UpText
		}
		d.leaf("text", fitted(note, labelSize, (d.plot.right-d.plot.left)/2), "class", "halo", "x", px(zero+4), "y", base)
	}
}

// beside writes a change at the end of its bar, where there is room for it.
func (d *drawing) beside(text string, end, zero float64, base string) {
	const gap = 4
	width := textWidth(text, labelSize)
	switch {
	case text == "":
	case end < zero && end-gap-width >= d.plot.left:
		d.leaf("text", text, "class", "halo", "x", px(end-gap), "y", base, "text-anchor", "end")
	case end > zero && end+gap+width <= d.plot.right:
		d.leaf("text", text, "class", "halo", "x", px(end+gap), "y", base)
	}
}
