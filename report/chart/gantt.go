package chart

// Gantt is when things are on: a row for each, with a bar for every stretch of
// periods.
type Gantt struct {
	Title       string
	Description string  // for those who cannot see the picture: what it shows, in words
	Width       float64 // in pixels; 0: 720. Less than 240 counts as 240
	Periods     []string
	Rows        []GanttRow
}

// GanttRow is one thing.
type GanttRow struct {
	Name  string
	Spans []Span
}

// Span is a stretch of periods, both ends included, counted from 0. What is
// beyond the periods is not drawn.
type Span struct {
	From, To int
	Text     string // in or beside the bar; may be empty
	Marked   bool   // in another colour
}

// draw lays the picture out and draws it.
func (f *Gantt) draw(o options) string {
	d := &drawing{c: &Chart{Title: f.Title, Description: f.Description}, width: size(f.Width, defaultWidth, leastWidth)}
	top := float64(edge)
	if f.Title != "" {
		top += titleRoom
	}
	names := 0.0
	for i := range f.Rows {
		names = max(names, textWidth(f.Rows[i].Name, labelSize))
	}
	left := edge + min(names, d.width*0.35) + tickGap
	d.plot = box{left, top, d.width - edge, top + barRoom*float64(len(f.Rows))}
	d.height = d.plot.bottom + tickRoom + edge
	d.begin(o)
	s := d.slots(f.Periods)
	for t := 0; t <= len(f.Periods); t++ {
		x := px(s.left + s.width*float64(t))
		d.leaf("line", "", "class", "grid", "x1", x, "y1", px(d.plot.top), "x2", x, "y2", px(d.plot.bottom))
	}
	for i := range f.Rows {
		f.row(d, &s, i)
	}
	s.drawLabels(d, d.plot.bottom)
	return d.end()
}

// row draws the stretches of one thing. A text that has no room in its bar stands
// beside it, where that is free up to the next bar.
func (f *Gantt) row(d *drawing, s *slots, i int) {
	r := &f.Rows[i]
	top := d.plot.top + barRoom*float64(i) + (barRoom-barHeight)/2
	base := px(top + barHeight/2 + labelSize*0.35)
	d.leaf("text", fitted(r.Name, labelSize, d.plot.left-edge-tickGap), "x", px(d.plot.left-tickGap), "y", base, "text-anchor", "end")
	for k := range r.Spans {
		from, to := max(0, r.Spans[k].From), min(len(f.Periods)-1, r.Spans[k].To)
		if from > to {
			continue
		}
		left, right := s.left+s.width*float64(from)+1, s.left+s.width*float64(to+1)-1
		class := "bar0"
		if r.Spans[k].Marked {
			class = "bar1"
		}
		note := r.Name + ", " + f.Periods[from]
		if to > from {
			note += " to " + f.Periods[to]
		}
		d.noted("rect", note+": "+r.Spans[k].Text, "class", class, "x", px(left), "y", px(top), "width", px(max(1, right-left)), "height", px(barHeight))
		width := textWidth(r.Spans[k].Text, labelSize)
		free := d.plot.right
		if k+1 < len(r.Spans) {
			free = s.left + s.width*float64(max(0, r.Spans[k+1].From))
		}
		switch {
		case r.Spans[k].Text == "":
		case width+6 <= right-left:
			d.leaf("text", r.Spans[k].Text, "x", px(left+4), "y", base)
		case right+4+width <= free:
			d.leaf("text", r.Spans[k].Text, "x", px(right+4), "y", base)
		}
	}
}
