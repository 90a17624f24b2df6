package intake

import (
	"io"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Layout of a resolved scenario as YAML, in columns.
const (
	showWidth   = 80 // of a line
	commentFrom = 40 // where comments begin if the line is short enough
	foldIndent  = 2
)

// WriteYAML writes a value as YAML that reads back as the same value, with a
// comment at each that says where it comes from.
func (l *Loaded) WriteYAML(w io.Writer, v Value) error {
	y := yamlWriter{loaded: l}
	if v.IsLeaf() {
		y.leaf(0, &v)
	} else {
		y.mapping(0, &v)
	}
	_, err := io.WriteString(w, y.b.String())
	return err
}

type yamlWriter struct {
	loaded *Loaded // where values come from; nil: that is not told
	b      strings.Builder
}

// mapping writes the values of a mapping, each at the same depth.
func (y *yamlWriter) mapping(depth int, v *Value) {
	for i := range v.Of {
		child := &v.Of[i]
		if v.Path == "" && depth == 0 && child.Kind == MappingValue && y.b.Len() > 0 {
			y.b.WriteByte('\n')
		}
		y.child(depth, child)
	}
}

func (y *yamlWriter) child(depth int, v *Value) {
	switch short := v.short(); {
	case short != nil:
		leaf := *short
		leaf.Key = v.Key
		y.leaf(depth, &leaf)
	case v.Kind == MappingValue && len(v.Of) > 0:
		y.b.WriteString(indent(depth) + yamlText(v.Key, false) + ":\n")
		y.mapping(depth+1, v)
	default:
		y.leaf(depth, v)
	}
}

func indent(depth int) string { return strings.Repeat("  ", depth) }

// leaf writes a key with its value, and where that comes from.
func (y *yamlWriter) leaf(depth int, v *Value) {
	head := indent(depth) + yamlText(v.Key, false) + ":"
	comment := y.comment(v)
	if v.Kind == TextValue {
		y.text(head, comment, depth, v.Text)
		return
	}
	text := v.yaml()
	if len(v.Numbers) > 1 && width(head)+1+len(text) > showWidth {
		y.line(head, comment, depth)
		y.b.WriteString(folded(text, depth))
		return
	}
	y.line(strings.TrimRight(head+" "+text, " "), comment, depth)
}

// line writes one line; a comment that does not fit behind it comes before it.
func (y *yamlWriter) line(text, comment string, depth int) {
	gap := max(2, commentFrom-width(text))
	switch {
	case comment == "":
	case width(text)+gap+2+width(comment) > showWidth && width(text)+4+width(comment) <= showWidth:
		text += strings.Repeat(" ", max(2, showWidth-2-width(text)-width(comment))) + "# " + comment
	case width(text)+4+width(comment) > showWidth:
		text = indent(depth) + "# " + comment + "\n" + text
	default:
		text += strings.Repeat(" ", gap) + "# " + comment
	}
	y.b.WriteString(text + "\n")
}

// text writes a text: on one line, or folded, or as a block of lines.
func (y *yamlWriter) text(head, comment string, depth int, text string) {
	inline := yamlText(text, false)
	switch {
	case width(head)+1+width(inline) <= showWidth || !foldable(text):
		y.line(head+" "+inline, comment, depth)
	case strings.Contains(text, "\n"):
		y.line(head+" |-", comment, depth)
		for line := range strings.SplitSeq(text, "\n") {
			y.b.WriteString(strings.TrimRight(indent(depth+1)+line, " ") + "\n")
		}
	default:
		y.line(head+" >-", comment, depth)
		for _, line := range wrapped(text, showWidth-2*(depth+1)) {
			y.b.WriteString(indent(depth+1) + line + "\n")
		}
	}
}

// foldable tells whether a text is the same after it is written as a block:
// its lines neither begin nor end with spaces, and hold nothing but text.
func foldable(text string) bool {
	for line := range strings.SplitSeq(text, "\n") {
		if line != strings.TrimSpace(line) || strings.Contains(line, "  ") {
			return false
		}
	}
	return !strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }) && !strings.HasPrefix(text, "\n")
}

// wrapped breaks a text at its spaces, into lines of at most so many columns
// where words allow it.
func wrapped(text string, most int) []string {
	var lines []string
	line := ""
	for word := range strings.SplitSeq(text, " ") {
		if line != "" && width(line)+1+width(word) > most {
			lines, line = append(lines, line), word
			continue
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// folded breaks a list of numbers into lines.
func folded(list string, depth int) string {
	var b strings.Builder
	lead := indent(depth) + strings.Repeat(" ", foldIndent)
	for _, line := range wrapped(list, showWidth-len(lead)-1) {
		b.WriteString(lead + line + "\n")
		lead = indent(depth) + strings.Repeat(" ", foldIndent+1)
	}
	return b.String()
}

func width(text string) (n int) {
	for _, r := range text {
		if r >= ' ' && r < utf8.RuneSelf {
			n++
		} else {
			n += cells(r)
		}
	}
	return n
}

// yaml writes a value that is no mapping, on one line.
func (v *Value) yaml() string {
	switch v.Kind {
	case MappingValue:
		return "{}"
	case TextValue:
		return yamlText(v.Text, false)
	case WrittenValue:
		return v.Text
	}
	if len(v.Numbers) == 1 && !math.IsNaN(v.Numbers[0]) {
		return yamlNumber(v.Numbers[0])
	}
	words := make([]string, len(v.Numbers))
	for i, x := range v.Numbers {
		words[i] = yamlNumber(x)
	}
	return "[" + strings.Join(words, ", ") + "]"
}

// yamlNumber writes a number so that it reads back as the same number.
func yamlNumber(x float64) string {
	const plainFrom, plainTo = 1e-6, 1e15
	switch size := math.Abs(x); {
	case math.IsNaN(x):
		return "~"
	case x == 0:
		return "0"
	case size < plainFrom || size >= plainTo:
		return strconv.FormatFloat(x, 'e', -1, 64)
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// yamlText writes a text on one line, in quotes only where YAML or the reader
// needs them. Inside brackets more characters have a meaning.
func yamlText(text string, inside bool) string {
	if plainText(text, inside) {
		return text
	}
	return strconv.Quote(text)
}

func plainText(text string, inside bool) bool {
	first, _ := utf8.DecodeRuneInString(text)
	switch {
	case text == "", text != strings.TrimSpace(text), text == "~", strings.EqualFold(text, "null"):
		return false
	case strings.Contains(text, ": "), strings.HasSuffix(text, ":"), strings.Contains(text, " #"):
		return false
	case inside && strings.ContainsAny(text, ",[]{}:"):
		return false
	case !unicode.IsLetter(first) && !unicode.IsDigit(first) && (first != '-' || len(text) < 2 || !isDigit(text[1])):
		return false
	}
	return !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) })
}

// comment says where a value comes from: base.yaml:27, 2026-03 *1.10 high.yaml:4.
func (y *yamlWriter) comment(v *Value) string {
	if y.loaded == nil {
		return ""
	}
	origins := y.loaded.Origins(*v, -1)
	last := 0 // the newest value; what was there before it is history
	for i, o := range origins {
		if !o.Operation && o.Periods == "" {
			last = i
		}
	}
	var parts []string
	for _, o := range origins[min(last, len(origins)):] {
		place := o.Pos.brief()
		switch {
		case o.Operation:
			place = shortened([]string{strings.TrimSpace(o.Periods + " " + o.Text)}) + " " + place
		case o.Periods != "":
			place = o.Periods + " " + place
		}
		parts = append(parts, place)
	}
	return strings.Join(parts, ", ")
}

// brief is the place without the column.
func (p Pos) brief() string { return strings.TrimSuffix(p.String(), ":"+strconv.Itoa(p.Column)) }
