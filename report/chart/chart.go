package chart

import "math"

// Chart is one picture with two axes. Points that are not finite are not drawn.
type Chart struct {
	Title       string
	Description string  // for those who cannot see the picture: what it shows, in words
	Width       float64 // in pixels; 0: 720. Less than 240 counts as 240
	Height      float64 // in pixels; 0: 400. Less than 160 counts as 160
	X, Y        Axis
	Lines       []Line
	Bands       []Band
	Marks       []Mark
}

// Axis is one of the two.
type Axis struct {
	Title string
	Unit  string // behind the title, in brackets; may be empty
	// From and To are values that must be on the axis besides those of the data;
	// nil: none.
	From, To *float64
}

// Line joins points by straight lines, in their order.
type Line struct {
	Name   string // for the legend, which is drawn for two lines and more
	Points []Point
	Filled bool // down to 0, which is on the axis then
	// OpenLeft and OpenRight are the slopes by which the line goes on straight to
	// the edge of the picture, dashed; nil where it ends.
	OpenLeft, OpenRight *float64
	Labels              []Label // along the line, where there is room
}

// Point is one place, in the units of the axes.
type Point struct {
	X, Y float64
	Note string // shown when pointed at; may be empty
}

// Label is a short text at a place on a line.
type Label struct {
	X, Y float64
	Text string
}

// Band is a range of the X axis that is shaded: infinite where it has no end.
type Band struct {
	From, To float64
	Text     string
}

// Mark is one place with a name.
type Mark struct {
	X, Y float64
	Text string
}

// The size of a picture, in pixels.
const (
	defaultWidth, defaultHeight = 720, 400
	leastWidth, leastHeight     = 240, 160
)

// draw lays the chart out and draws it.
func (c *Chart) draw(o options) string {
	d := layOut(c)
	d.begin(o)
	d.bands()
	d.axes()
	for i := range c.Lines {
		d.line(i)
	}
	d.marks()
	for i := range c.Lines {
		d.labels(&c.Lines[i])
	}
	d.legend()
	return d.end()
}

// drawing is a chart while it is drawn.
type drawing struct {
	svg
	c             *Chart
	width, height float64
	plot          box // where the data are
	x, y          scale
	taken         []box // by text and marks
}

// Room around the plot, in pixels.
const (
	edge       = 12
	titleRoom  = 26
	legendRoom = 20
	tickRoom   = 20 // below the plot
	axisRoom   = 20 // for the title of an axis
	tickGap    = 6
)

// layOut finds the scales and the place of the plot.
func layOut(c *Chart) *drawing {
	d := &drawing{c: c, width: size(c.Width, defaultWidth, leastWidth), height: size(c.Height, defaultHeight, leastHeight)}
	top := float64(edge)
	if c.Title != "" {
		top += titleRoom
	}
	if d.hasLegend() {
		top += legendRoom
	}
	bottom := d.height - edge - tickRoom
	if c.X.Title != "" {
		bottom -= axisRoom
	}
	low, high := c.reach(func(p Point) float64 { return p.Y }, c.Y, c.filled())
	d.y = roundScale(low, high, max(2, int((bottom-top)/48)))
	left := float64(edge) + tickGap
	for _, tick := range d.y.ticks {
		left = max(left, edge+tickGap+textWidth(d.y.text(tick), tickSize))
	}
	if c.Y.Title != "" {
		left += axisRoom
	}
	d.plot = box{left, top, d.width - edge - 8, bottom}
	low, high = c.reach(func(p Point) float64 { return p.X }, c.X, false)
	d.x = newScale(low, high)
	d.tickX()
	d.y.from, d.y.to = d.plot.bottom, d.plot.top
	return d
}

// tickX lays the X axis over the plot, with fewer ticks until their labels keep clear.
func (d *drawing) tickX() {
	d.x.from, d.x.to = d.plot.left, d.plot.right
	for n := max(2, int((d.plot.right-d.plot.left)/70)); ; n-- {
		if d.x.tick(n); n <= 2 || d.x.clear() {
			return
		}
	}
}

func size(given, usual, least float64) float64 {
	if !(given > 0) || math.IsInf(given, 0) {
		return usual
	}
	return max(given, least)
}

func (c *Chart) filled() bool {
	for i := range c.Lines {
		if c.Lines[i].Filled {
			return true
		}
	}
	return false
}

// reach is the range of the data along an axis.
func (c *Chart) reach(of func(Point) float64, axis Axis, zero bool) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	add := func(v float64) {
		if finite(v) {
			low, high = min(low, v), max(high, v)
		}
	}
	for i := range c.Lines {
		for _, p := range c.Lines[i].Points {
			if p.finite() {
				add(of(p))
			}
		}
	}
	for _, m := range c.Marks {
		if p := (Point{X: m.X, Y: m.Y}); p.finite() {
			add(of(p))
		}
	}
	for _, v := range []*float64{axis.From, axis.To} {
		if v != nil {
			add(*v)
		}
	}
	if zero {
		add(0)
	}
	if low > high {
		return 0, 1
	}
	return low, high
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func (p Point) finite() bool { return finite(p.X) && finite(p.Y) }

func (d *drawing) hasLegend() bool { return len(d.c.Lines) > 1 }
