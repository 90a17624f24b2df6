package chart

import "strings"

// Supply is supply against demand: what comes in as bars on top of one another,
// what is asked as lines, and what is left in stock as an area behind them.
// Numbers below 0 hang below the axis.
type Supply struct {
	Title         string
	Description   string  // for those who cannot see the picture: what it shows, in words
	Width, Height float64 // in pixels; 0: 720 and 300
	Unit          string  // of all numbers; may be empty
	Periods       []string
	Bars          []Series // from the bottom to the top
	Lines         []Series // the first in the colour of text
	Area          *Series  // nil: none
}

// draw lays the picture out and draws it.
func (f *Supply) draw(o options) string {
	up, down := make([]float64, len(f.Periods)), make([]float64, len(f.Periods))
	for i := range f.Bars {
		for t := range f.Periods {
			v := at(f.Bars[i].Values, t)
			up[t], down[t] = up[t]+max(0, v), down[t]+min(0, v)
		}
	}
	rows := [][]float64{up, down}
	for i := range f.Lines {
		rows = append(rows, f.Lines[i].Values)
	}
	if f.Area != nil {
		rows = append(rows, f.Area.Values)
	}
	low, high := reachOf(rows...)
	items := f.legend()
	c := &Chart{Title: f.Title, Description: f.Description, Width: f.Width, Height: f.Height, Y: Axis{Unit: f.Unit}}
	d := overPeriods(c, items, low, high)
	d.begin(o)
	s := d.slots(f.Periods)
	f.area(d, &s)
	d.upright()
	f.bars(d, &s)
	f.level(d, &s)
	for i := range f.Lines {
		f.line(d, &s, i)
	}
	s.drawLabels(d, d.plot.bottom)
	d.legendAt(items)
	return d.end()
}

func (f *Supply) legend() []legendItem {
	var items []legendItem
	for i := range f.Lines {
		items = append(items, legendItem{f.Lines[i].Name, "line", lineClass(i)})
	}
	for i := range f.Bars {
		items = append(items, legendItem{f.Bars[i].Name, "bar", fill(i)})
	}
	if f.Area != nil {
		items = append(items, legendItem{f.Area.Name, "area", "stock"})
	}
	return items
}

// lineClass is the colour of a line over bars: ink, then the end of the palette.
func lineClass(i int) string {
	if i == 0 {
		return "ink"
	}
	return "s" + string(rune('0'+colours-1-(i-1)%colours))
}

// bars draws what comes in, one on top of the other.
func (f *Supply) bars(d *drawing, s *slots) {
	const share = 0.7 // of the room of a period
	for t := range f.Periods {
		up, down := 0.0, 0.0
		for i := range f.Bars {
			v := at(f.Bars[i].Values, t)
			from := &up
			if v < 0 {
				from = &down
			}
			top, bottom := d.y.at(max(*from, *from+v)), d.y.at(min(*from, *from+v))
			*from += v
			if v == 0 {
				continue
			}
			d.noted("rect", f.Periods[t]+", "+f.Bars[i].Name+": "+plain(v), "class", fill(i),
				"x", px(s.middle(t)-s.width*share/2), "y", px(top), "width", px(max(1, s.width*share)), "height", px(max(0.5, bottom-top)))
		}
	}
}

// line joins the middles of the periods.
func (f *Supply) line(d *drawing, s *slots, i int) {
	const radius = 3
	class := lineClass(i)
	var path strings.Builder
	step := "M"
	for t := range f.Periods {
		if t >= len(f.Lines[i].Values) || !finite(f.Lines[i].Values[t]) {
			step = "M"
			continue
		}
		path.WriteString(step + px(s.middle(t)) + " " + px(d.y.at(f.Lines[i].Values[t])))
		step = "L"
	}
	if path.Len() == 0 {
		return
	}
	d.leaf("path", "", "class", "line "+class, "d", path.String())
	for t := range f.Periods {
		if t < len(f.Lines[i].Values) && finite(f.Lines[i].Values[t]) {
			v := f.Lines[i].Values[t]
			d.noted("circle", f.Periods[t]+", "+f.Lines[i].Name+": "+plain(v), "class", "dot "+class, "cx", px(s.middle(t)), "cy", px(d.y.at(v)), "r", px(radius))
		}
	}
}

// steps is the course of what is left in stock, from one end of a period to the
// next.
func (f *Supply) steps(d *drawing, s *slots) string {
	var path strings.Builder
	for t := range f.Periods {
		y := px(d.y.at(at(f.Area.Values, t)))
		path.WriteString("L" + px(s.left+s.width*float64(t)) + " " + y + "L" + px(s.left+s.width*float64(t+1)) + " " + y)
	}
	return path.String()
}

// area fills what is left in stock, behind the bars.
func (f *Supply) area(d *drawing, s *slots) {
	if f.Area != nil && len(f.Periods) > 0 {
		base := px(d.y.at(0))
		d.leaf("path", "", "class", "stock", "d", "M"+px(s.left)+" "+base+f.steps(d, s)+"L"+px(s.left+s.width*float64(len(f.Periods)))+" "+base+"Z")
	}
}

// level draws the edge of the area before the bars, so that it is seen on them.
func (f *Supply) level(d *drawing, s *slots) {
	if f.Area != nil && len(f.Periods) > 0 {
		d.leaf("path", "", "class", "level", "d", "M"+f.steps(d, s)[1:])
	}
}
