package chart

import "strconv"

// Heat is a table of shares in colour: how full each thing is in each period.
type Heat struct {
	Title       string
	Description string  // for those who cannot see the picture: what it shows, in words
	Width       float64 // in pixels; 0: 720. Less than 240 counts as 240
	Unit        string  // of the shares: %
	Periods     []string
	Rows        []Series  // one a thing
	Steps       []float64 // where one colour ends and the next begins, rising; at most four count
}

// heatSteps is how many colours there are.
const heatSteps = 5

// draw lays the picture out and draws it.
func (f *Heat) draw(o options) string {
	var items []legendItem
	for k := 0; k <= min(len(f.Steps), heatSteps-1); k++ {
		items = append(items, legendItem{f.stepName(k), "bar", "h" + strconv.Itoa(k)})
	}
	d := &drawing{c: &Chart{Title: f.Title, Description: f.Description}, width: size(f.Width, defaultWidth, leastWidth)}
	top := float64(edge)
	if f.Title != "" {
		top += titleRoom
	}
	_, rows := legendRows(items, d.width-80)
	top += legendRoom * float64(rows)
	names := 0.0
	for i := range f.Rows {
		names = max(names, textWidth(f.Rows[i].Name, labelSize))
	}
	left := edge + min(names, d.width*0.35) + tickGap
	d.plot = box{left, top, d.width - edge, top + barRoom*float64(len(f.Rows))}
	d.height = d.plot.bottom + tickRoom + edge
	d.begin(o)
	s := d.slots(f.Periods)
	for i := range f.Rows {
		f.row(d, &s, i)
	}
	s.drawLabels(d, d.plot.bottom)
	d.legendAt(items)
	return d.end()
}

// stepName is the range of one colour.
func (f *Heat) stepName(k int) string {
	switch {
	case len(f.Steps) == 0:
		return "any"
	case k == 0:
		return "below " + plain(f.Steps[0]) + " " + f.Unit
	case k < len(f.Steps) && k < heatSteps-1:
		return plain(f.Steps[k-1]) + " to " + plain(f.Steps[k]) + " " + f.Unit
	}
	return plain(f.Steps[k-1]) + " " + f.Unit + " and more"
}

// row draws one thing; numbers are written where they all have room.
func (f *Heat) row(d *drawing, s *slots, i int) {
	r := &f.Rows[i]
	top := d.plot.top + barRoom*float64(i)
	base := px(top + barRoom/2 + labelSize*0.35)
	d.leaf("text", fitted(r.Name, labelSize, d.plot.left-edge-tickGap), "x", px(d.plot.left-tickGap), "y", base, "text-anchor", "end")
	for t := range f.Periods {
		if t >= len(r.Values) || !finite(r.Values[t]) {
			continue
		}
		v, step := r.Values[t], 0
		for step < len(f.Steps) && step < heatSteps-1 && v >= f.Steps[step] {
			step++
		}
		d.noted("rect", r.Name+", "+f.Periods[t]+": "+plain(v)+" "+f.Unit, "class", "h"+strconv.Itoa(step),
			"x", px(s.left+s.width*float64(t)+1), "y", px(top+1), "width", px(max(1, s.width-2)), "height", px(barRoom-2))
		text := strconv.FormatFloat(v, 'f', 0, 64)
		if textWidth(text, labelSize)+2 <= s.width {
			d.leaf("text", text, "x", px(s.middle(t)), "y", base, "text-anchor", "middle")
		}
	}
}
