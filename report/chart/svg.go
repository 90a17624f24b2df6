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

// begin opens the picture with its title, description and style.
func (d *drawing) begin() {
	hash := fnv.New32a()
	fmt.Fprint(hash, d.c.Title, "\x00", d.c.Description)
	id := fmt.Sprintf("chart-%08x", hash.Sum32())
	d.open("svg", "xmlns", "http://www.w3.org/2000/svg", "class", "chart", "role", "img",
		"aria-labelledby", id+"-title "+id+"-desc",
		"width", px(d.width), "height", px(d.height), "viewBox", "0 0 "+px(d.width)+" "+px(d.height))
	d.b.WriteByte('\n')
	d.leaf("title", d.c.Title, "id", id+"-title")
	d.leaf("desc", d.c.Description, "id", id+"-desc")
	d.b.WriteString("<style>" + style + "</style>\n")
	d.leaf("rect", "", "class", "paper", "width", px(d.width), "height", px(d.height))
	if d.c.Title != "" {
		text := fitted(d.c.Title, titleSize, d.width-2*edge)
		d.leaf("text", text, "class", "heading", "x", px(edge), "y", px(edge+titleSize))
	}
}

func (d *drawing) end() { d.b.WriteString("</svg>\n") }

// Sizes of text, in pixels.
const (
	titleSize = 15
	axisSize  = 12
	tickSize  = 11
	labelSize = 11
)

// style gives every class its look. A page may set the variables; a dark one is
// followed. The first of two declarations is for programs without variables.
const style = `
.chart{--paper:#ffffff;--ink:#1f2933;--faint:#616e7c;--rule:#d3dae1;--shade:#e4e7eb;--c0:#0b69a3;--c1:#b44d12;--c2:#2f8132;--c3:#7c3f98;--c4:#8d6708;font-family:system-ui,"Segoe UI",Helvetica,Arial,sans-serif}
@media (prefers-color-scheme:dark){.chart{--paper:#15191e;--ink:#e4e7eb;--faint:#9aa5b1;--rule:#3e4c59;--shade:#2a333c;--c0:#62b0e8;--c1:#f0a06a;--c2:#7bc47f;--c3:#cfa1e6;--c4:#e0bf57}}
.chart .paper{fill:#ffffff;fill:var(--paper)}
.chart text{fill:#1f2933;fill:var(--ink);font-size:11px}
.chart .heading{font-size:15px;font-weight:600}
.chart .axis{font-size:12px}
.chart .tick{fill:#616e7c;fill:var(--faint)}
.chart .grid{stroke:#d3dae1;stroke:var(--rule);stroke-width:1}
.chart .frame{stroke:#616e7c;stroke:var(--faint);stroke-width:1}
.chart .band{fill:#e4e7eb;fill:var(--shade)}
.chart .halo{stroke:#ffffff;stroke:var(--paper);stroke-width:3;stroke-linejoin:round;paint-order:stroke}
.chart .line{fill:none;stroke-width:2;stroke-linejoin:round}
.chart .on{stroke-dasharray:5 4}
.chart .area{fill-opacity:.15}
.chart .mark{fill:#ffffff;fill:var(--paper);stroke:#1f2933;stroke:var(--ink);stroke-width:2}
.chart .s0{stroke:#0b69a3;stroke:var(--c0)}.chart .f0{fill:#0b69a3;fill:var(--c0)}
.chart .s1{stroke:#b44d12;stroke:var(--c1)}.chart .f1{fill:#b44d12;fill:var(--c1)}
.chart .s2{stroke:#2f8132;stroke:var(--c2)}.chart .f2{fill:#2f8132;fill:var(--c2)}
.chart .s3{stroke:#7c3f98;stroke:var(--c3)}.chart .f3{fill:#7c3f98;fill:var(--c3)}
.chart .s4{stroke:#8d6708;stroke:var(--c4)}.chart .f4{fill:#8d6708;fill:var(--c4)}
`

// colours is how many lines differ in colour; more begin again.
const colours = 5
