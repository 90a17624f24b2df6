package chart

import "strings"

// Sparkline is the course of one figure at the size of a word: no axes, the last
// number marked.
type Sparkline struct {
	Title       string
	Description string  // for those who cannot see the picture: what it shows, in words
	Width       float64 // in pixels; 0: 120
	Values      []float64
}

// draw lays the picture out and draws it.
func (f *Sparkline) draw(o options) string {
	const height, room = 24, 4
	d := &drawing{c: &Chart{Title: f.Title, Description: f.Description}, width: size(f.Width, 120, 24), height: height}
	low, high, any := 0.0, 0.0, false
	for _, v := range f.Values {
		if finite(v) {
			if !any {
				low, high, any = v, v, true
			}
			low, high = min(low, v), max(high, v)
		}
	}
	d.y = newScale(low, high)
	d.y.from, d.y.to = height-room, room
	d.plot = box{room, room, d.width - room, height - room}
	d.beginPlain(o)
	s := d.slots(make([]string, len(f.Values)))
	var path strings.Builder
	step, last := "M", -1
	for t, v := range f.Values {
		if !finite(v) {
			step = "M"
			continue
		}
		path.WriteString(step + px(s.middle(t)) + " " + px(d.y.at(v)))
		step, last = "L", t
	}
	if last >= 0 {
		d.leaf("path", "", "class", "line s0", "d", path.String())
		d.leaf("circle", "", "class", "f0", "cx", px(s.middle(last)), "cy", px(d.y.at(f.Values[last])), "r", "2.5")
	}
	return d.end()
}
