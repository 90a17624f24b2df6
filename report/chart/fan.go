package chart

import "strings"

// Fan is how far a figure may come to lie, period by period: bands around what is
// expected, the widest first.
type Fan struct {
	Title         string
	Description   string  // for those who cannot see the picture: what it shows, in words
	Width, Height float64 // in pixels; 0: 720 and 300
	Unit          string  // of all numbers; may be empty
	Periods       []string
	Bands         []FanBand // each within the one before
	Middle        Series    // what is expected
}

// FanBand is the range of some share of the cases.
type FanBand struct {
	Name      string // 80 %
	Low, High []float64
}

// draw lays the picture out and draws it.
func (f *Fan) draw(o options) string {
	rows := [][]float64{f.Middle.Values}
	items := []legendItem{{f.Middle.Name, "line", "ink"}}
	for i := range f.Bands {
		rows = append(rows, f.Bands[i].Low, f.Bands[i].High)
		items = append(items, legendItem{f.Bands[i].Name, "area", bandClass(i)})
	}
	low, high := reachOf(rows...)
	c := &Chart{Title: f.Title, Description: f.Description, Width: f.Width, Height: f.Height, Y: Axis{Unit: f.Unit}}
	d := overPeriods(c, items, low, high)
	d.begin(o)
	s := d.slots(f.Periods)
	d.upright()
	for i := range f.Bands {
		f.band(d, &s, i)
	}
	(&Supply{Periods: f.Periods, Lines: []Series{f.Middle}}).line(d, &s, 0)
	s.drawLabels(d, d.plot.bottom)
	d.legendAt(items)
	return d.end()
}

func bandClass(i int) string { return "fan" + string(rune('0'+min(i, 2))) }

// band fills between the least and the most of neighbouring periods.
func (f *Fan) band(d *drawing, s *slots, i int) {
	b := &f.Bands[i]
	known := func(t int) bool { return t < len(b.Low) && t < len(b.High) && finite(b.Low[t]) && finite(b.High[t]) }
	for from := 0; from < len(f.Periods); from++ {
		to := from
		for to < len(f.Periods) && known(to) {
			to++
		}
		if to == from {
			continue
		}
		var path strings.Builder
		step := "M"
		for t := from; t < to; t++ {
			path.WriteString(step + px(s.middle(t)) + " " + px(d.y.at(b.High[t])))
			step = "L"
		}
		for t := to - 1; t >= from; t-- {
			path.WriteString("L" + px(s.middle(t)) + " " + px(d.y.at(b.Low[t])))
		}
		d.noted("path", b.Name, "class", bandClass(i), "d", path.String()+"Z")
		from = to
	}
}
