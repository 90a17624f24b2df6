package chart

import (
	"encoding/xml"
	"fmt"
	"hash/fnv"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// svg gathers the text of a picture.
type svg struct{ b strings.Builder }

func (s *svg) String() string { return s.b.String() }

// open begins an element; attributes are pairs of name and value.
func (s *svg) open(name string, attributes ...string) {
	s.b.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		s.b.WriteString(" " + attributes[i] + `="` + escaped(attributes[i+1]) + `"`)
	}
	s.b.WriteString(">")
}

func (s *svg) close(name string) { s.b.WriteString("</" + name + ">\n") }

// leaf is an element with a text, or with none.
func (s *svg) leaf(name, text string, attributes ...string) {
	s.open(name, attributes...)
	s.b.WriteString(escaped(text))
	s.close(name)
}

// noted is an element that tells a note when pointed at.
func (s *svg) noted(name, note string, attributes ...string) {
	s.open(name, attributes...)
	if note != "" {
		s.open("title")
		s.b.WriteString(escaped(note) + "</title>")
	}
	s.close(name)
}

// escaped makes any text harmless: it cannot end the element or attribute that
// it is in, and holds nothing that turns the direction of writing.
func escaped(text string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(shown(text))); err != nil {
		return "" // a strings.Builder has no errors
	}
	return b.String()
}

// shown is a text on one line without what cannot be seen.
func shown(text string) string {
	const zeroWidthNonJoiner, zeroWidthJoiner = '\u200c', '\u200d'
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsGraphic(r), r == zeroWidthNonJoiner, r == zeroWidthJoiner:
			return r
		}
		return unicode.ReplacementChar
	}, strings.ToValidUTF8(text, "\uFFFD"))
}

// px writes a coordinate: two decimals at most, never -0, and no further off the
// picture than any viewer can follow.
func px(v float64) string {
	const far = 1e5
	text := strconv.FormatFloat(min(max(v, -far), far), 'f', 2, 64)
	text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	if text == "-0" || text == "" || math.IsNaN(v) {
		return "0"
	}
	return text
}

// beginPlain opens the picture with its title, description and style.
func (d *drawing) beginPlain(o options) {
	id := o.id
	if id == "" {
		hash := fnv.New32a()
		fmt.Fprint(hash, d.c.Title, "\x00", d.c.Description)
		id = fmt.Sprintf("chart-%08x", hash.Sum32())
	}
	d.open("svg", "xmlns", "http://www.w3.org/2000/svg", "class", "chart", "role", "img",
		"aria-labelledby", id+"-title "+id+"-desc",
		"width", px(d.width), "height", px(d.height), "viewBox", "0 0 "+px(d.width)+" "+px(d.height))
	d.b.WriteByte('\n')
	d.leaf("title", d.c.Title, "id", id+"-title")
	d.leaf("desc", d.c.Description, "id", id+"-desc")
	if !o.inPage {
		d.b.WriteString("<style>" + style + "</style>\n")
	}
}

// begin opens the picture, with paper and its title to be read.
func (d *drawing) begin(o options) {
	d.beginPlain(o)
	d.leaf("rect", "", "class", "paper", "width", px(d.width), "height", px(d.height))
	if d.c.Title != "" {
		text := fitted(d.c.Title, titleSize, d.width-2*edge)
		d.leaf("text", text, "class", "heading", "x", px(edge), "y", px(edge+titleSize))
	}
}

// end closes the picture and returns its text.
func (d *drawing) end() string {
	d.b.WriteString("</svg>\n")
	return d.String()
}

// Sizes of text, in pixels.
const (
	titleSize = 15
	axisSize  = 12
	tickSize  = 11
	labelSize = 11
)

// colours is how many lines differ in colour; more begin again.
const colours = 5
