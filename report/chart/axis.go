package chart

import "math"

// axes draws the grid, the ticks and the titles of the axes.
func (d *drawing) axes() {
	p := d.plot
	for _, v := range d.y.ticks {
		y := d.y.at(v)
		class := "grid"
		if v == 0 {
			class = "frame"
		}
		d.leaf("line", "", "class", class, "x1", px(p.left), "y1", px(y), "x2", px(p.right), "y2", px(y))
		d.leaf("text", d.y.text(v), "class", "tick", "x", px(p.left-tickGap), "y", px(y+tickSize*0.35), "text-anchor", "end")
	}
	d.leaf("line", "", "class", "frame", "x1", px(p.left), "y1", px(p.bottom), "x2", px(p.right), "y2", px(p.bottom))
	for _, v := range d.x.ticks {
		x := d.x.at(v)
		text := d.x.text(v)
		half := textWidth(text, tickSize) / 2
		d.leaf("line", "", "class", "frame", "x1", px(x), "y1", px(p.bottom), "x2", px(x), "y2", px(p.bottom+4))
		d.leaf("text", text, "class", "tick", "x", px(min(x, d.width-2-half)), "y", px(p.bottom+4+tickSize), "text-anchor", "middle")
	}
	if title := titled(d.c.X); title != "" {
		d.leaf("text", fitted(title, axisSize, p.right-p.left), "class", "axis",
			"x", px((p.left+p.right)/2), "y", px(d.height-edge+1), "text-anchor", "middle")
	}
	if title := titled(d.c.Y); title != "" {
		middle := px((p.top + p.bottom) / 2)
		d.leaf("text", fitted(title, axisSize, p.bottom-p.top), "class", "axis", "x", px(edge+2), "y", middle,
			"text-anchor", "middle", "transform", "rotate(-90 "+px(edge+2)+" "+middle+")")
	}
}

// titled is the title of an axis with its unit.
func titled(a Axis) string {
	if a.Unit == "" {
		return a.Title
	}
	if a.Title == "" {
		return a.Unit
	}
	return a.Title + " (" + a.Unit + ")"
}

// bands shades ranges of the X axis.
func (d *drawing) bands() {
	p := d.plot
	for _, b := range d.c.Bands {
		if math.IsNaN(b.From) || math.IsNaN(b.To) || b.From > b.To {
			continue
		}
		left, right := max(p.left, d.x.at(b.From)), min(p.right, d.x.at(b.To))
		if !(right > left) {
			continue
		}
		d.noted("rect", b.Text, "class", "band", "x", px(left), "y", px(p.top), "width", px(right-left), "height", px(p.bottom-p.top))
		d.bandText(b.Text, left, right)
	}
}

// bandText writes across a band where that has room, and else along it.
func (d *drawing) bandText(text string, left, right float64) {
	p, middle := d.plot, (left+right)/2
	width := textWidth(text, labelSize)
	if at := (box{middle - width/2, p.top + 4, middle + width/2, p.top + 4 + labelSize}); width+8 <= right-left {
		d.taken = append(d.taken, at)
		d.leaf("text", text, "class", "tick", "x", px(middle), "y", px(p.top+4+labelSize), "text-anchor", "middle")
		return
	}
	if right-left < labelSize+4 {
		return
	}
	text = fitted(text, labelSize, p.bottom-p.top-8)
	y := p.top + 4 + textWidth(text, labelSize)/2
	d.taken = append(d.taken, box{middle - labelSize/2 - 1, p.top, middle + labelSize/2 + 1, p.top + 8 + textWidth(text, labelSize)})
	d.leaf("text", text, "class", "tick", "x", px(middle+4), "y", px(y), "text-anchor", "middle",
		"transform", "rotate(-90 "+px(middle+4)+" "+px(y)+")")
}
