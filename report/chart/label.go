package chart

import (
	"math"
	"unicode"
)

// box is a rectangle of pixels; y grows downwards.
type box struct{ left, top, right, bottom float64 }

func (b box) overlaps(o box) bool {
	return b.left < o.right && o.left < b.right && b.top < o.bottom && o.top < b.bottom
}

func (b box) within(o box) bool {
	return b.left >= o.left && b.right <= o.right && b.top >= o.top && b.bottom <= o.bottom
}

// marks draws the places with a name.
func (d *drawing) marks() {
	const radius = 5
	for _, m := range d.c.Marks {
		if p := (Point{X: m.X, Y: m.Y}); !p.finite() {
			continue
		}
		x, y := d.x.at(m.X), d.y.at(m.Y)
		d.taken = append(d.taken, box{x - radius, y - radius, x + radius, y + radius})
		d.noted("circle", m.Text, "class", "mark", "cx", px(x), "cy", px(y), "r", px(radius))
		d.place(m.Text, x, y, radius+3)
	}
}

// labels writes along a line where there is room.
func (d *drawing) labels(l *Line) {
	for _, label := range l.Labels {
		if p := (Point{X: label.X, Y: label.Y}); p.finite() {
			d.place(label.Text, d.x.at(label.X), d.y.at(label.Y), 6)
		}
	}
}

// place writes a text beside a place, where it covers neither the data nor another
// text, or leaves it out.
func (d *drawing) place(text string, x, y, gap float64) {
	text = fitted(text, labelSize, (d.plot.right-d.plot.left)/2)
	width, height := textWidth(text, labelSize), float64(labelSize)
	corners := [][2]float64{ // left and top
		{x + gap, y - gap - height},
		{x - gap - width, y - gap - height},
		{x + gap, y + gap},
		{x - gap - width, y + gap},
		{x - width/2, y - 2*gap - height},
		{x - width/2, y + 2*gap},
	}
	for _, corner := range corners {
		at := box{corner[0], corner[1], corner[0] + width, corner[1] + height}
		if text == "" || !at.within(d.plot) || d.covers(at) {
			continue
		}
		d.taken = append(d.taken, at)
		d.leaf("text", text, "class", "halo", "x", px(at.left), "y", px(at.bottom-2))
		return
	}
}

// covers tells whether a box lies over a text, a mark or a line.
func (d *drawing) covers(at box) bool {
	const apart = 4 // pixels between texts in a row
	for _, taken := range d.taken {
		if (box{at.left - apart, at.top, at.right + apart, at.bottom}).overlaps(taken) {
			return true
		}
	}
	for i := range d.c.Lines {
		points := d.c.Lines[i].finite()
		for k := 1; k < len(points); k++ {
			a, b := points[k-1], points[k]
			if at.crosses(d.x.at(a.X), d.y.at(a.Y), d.x.at(b.X), d.y.at(b.Y)) {
				return true
			}
		}
	}
	return false
}

// crosses tells whether a straight line from one place to another runs through
// the box: what is left of it between each pair of sides in turn.
func (b box) crosses(x1, y1, x2, y2 float64) bool {
	from, to := 0.0, 1.0
	for _, side := range [][3]float64{{x1, x2, 0}, {y1, y2, 1}} {
		low, high := b.left, b.right
		if side[2] == 1 {
			low, high = b.top, b.bottom
		}
		if side[0] == side[1] {
			if side[0] < low || side[0] > high {
				return false
			}
			continue
		}
		enter, leave := (low-side[0])/(side[1]-side[0]), (high-side[0])/(side[1]-side[0])
		from, to = max(from, min(enter, leave)), min(to, max(enter, leave))
	}
	return from <= to
}

// textWidth is about how wide a text is. Fonts differ: it is more on the wide
// side.
func textWidth(text string, size float64) float64 {
	const latin, wide = 0.58, 1.0
	var em float64
	for _, r := range shown(text) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r > unicode.MaxLatin1 && (unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hangul, r) ||
			unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r) || r >= 0x1F000):
			em += wide
		default:
			em += latin
		}
	}
	return math.Ceil(em * size)
}

// fitted shortens a text to a width.
func fitted(text string, size, width float64) string {
	if textWidth(text, size) <= width {
		return text
	}
	const most = 400 // more has no room on any picture
	runes := []rune(text)
	runes = runes[:min(most, len(runes))]
	for len(runes) > 0 && textWidth(string(runes)+"…", size) > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}
