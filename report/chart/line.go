package chart

import (
	"strconv"
	"strings"
)

// line draws one line with its points.
func (d *drawing) line(i int) {
	l := &d.c.Lines[i]
	points := l.finite()
	if len(points) == 0 {
		return
	}
	colour := strconv.Itoa(i % colours)
	if l.Filled {
		base := d.y.at(0)
		path := "M" + px(d.x.at(points[0].X)) + " " + px(base)
		for _, p := range points {
			path += "L" + d.pair(p)
		}
		d.leaf("path", "", "class", "area f"+colour, "d", path+"L"+px(d.x.at(points[len(points)-1].X))+" "+px(base)+"Z")
	}
	var path strings.Builder
	for k, p := range points {
		step := "L"
		if k == 0 {
			step = "M"
		}
		path.WriteString(step + d.pair(p))
	}
	if len(points) > 1 {
		d.leaf("path", "", "class", "line s"+colour, "d", path.String())
	}
	d.beyond(l, points, colour)
	const radius = 3
	for _, p := range points {
		d.noted("circle", p.Note, "class", "f"+colour, "cx", px(d.x.at(p.X)), "cy", px(d.y.at(p.Y)), "r", px(radius))
	}
}

func (l *Line) finite() []Point {
	var points []Point
	for _, p := range l.Points {
		if p.finite() {
			points = append(points, p)
		}
	}
	return points
}

func (d *drawing) pair(p Point) string { return px(d.x.at(p.X)) + " " + px(d.y.at(p.Y)) }

// beyond goes on with a line to the edges of the plot where it is open.
func (d *drawing) beyond(l *Line, points []Point, colour string) {
	draw := func(end Point, slope *float64, x float64) {
		if slope != nil && x != end.X {
			to := d.within(end, Point{X: x, Y: end.Y + *slope*(x-end.X)})
			d.leaf("path", "", "class", "line on s"+colour, "d", "M"+d.pair(end)+"L"+d.pair(to))
		}
	}
	draw(points[0], l.OpenLeft, d.x.low)
	draw(points[len(points)-1], l.OpenRight, d.x.high)
}

// within cuts off a piece where it leaves the plot above or below.
func (d *drawing) within(from, to Point) Point {
	for _, bound := range []float64{d.y.low, d.y.high} {
		if beyond := bound == d.y.low && to.Y < bound || bound == d.y.high && to.Y > bound; beyond && to.Y != from.Y {
			to.X = from.X + (to.X-from.X)*(bound-from.Y)/(to.Y-from.Y)
			to.Y = bound
		}
	}
	return to
}

// legend names the lines, in a row below the title; what has no room is left out.
func (d *drawing) legend() {
	if !d.hasLegend() {
		return
	}
	x, y := d.plot.left, d.plot.top-8
	for i := range d.c.Lines {
		name := fitted(d.c.Lines[i].Name, labelSize, 180)
		width := swatch + 6 + textWidth(name, labelSize) + 16
		if x+width > d.width-edge {
			return
		}
		d.leaf("line", "", "class", "line s"+strconv.Itoa(i%colours), "x1", px(x), "y1", px(y-4), "x2", px(x+swatch), "y2", px(y-4))
		d.leaf("text", name, "x", px(x+swatch+6), "y", px(y))
		x += width
	}
}
