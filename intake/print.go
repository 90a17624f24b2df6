package intake

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// PrintLimit is how many diagnostics are usually worth printing.
const PrintLimit = 100

// Print writes the first most diagnostics, each as one line that a program can
// search ("file:line:column: path: message [rule]"), the line of the file with
// a caret below the place, a hint, and other places that belong to it. Where
// there are more, all errors come before any warning is left in.
func (ds Diagnostics) Print(w io.Writer, most int) error {
	var b strings.Builder
	errors := 0
	for i := range ds {
		if ds[i].Severity == Error {
			errors++
		}
	}
	room := max(most-errors, 0) // for what is no error
	for i, left := 0, most; i < len(ds) && left > 0; i++ {
		if ds[i].Severity != Error {
			if room == 0 {
				continue
			}
			room--
		}
		ds[i].print(&b)
		left--
	}
	if len(ds) > most {
		fmt.Fprintf(&b, "... and %d more\n", len(ds)-most)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// String is the diagnostic as printed.
func (d *Diagnostic) String() string {
	var b strings.Builder
	d.print(&b)
	return b.String()
}

func (d *Diagnostic) print(b *strings.Builder) {
	b.WriteString(d.Pos.String() + ": ")
	if d.Severity != Error {
		b.WriteString(d.Severity.String() + ": ")
	}
	if d.Path != "" {
		b.WriteString(clipped(d.Path) + ": ")
	}
	fmt.Fprintf(b, "%s [%s]\n", printable(d.Message), d.Rule)
	if strings.TrimSpace(d.Source) != "" {
		excerpt(b, d.Source, d.Pos.Column)
	}
	if d.Hint != "" {
		fmt.Fprintf(b, "  hint: %s\n", printable(d.Hint))
	}
	for _, r := range d.Related {
		fmt.Fprintf(b, "  %s at %s\n", r.Note, r.Pos)
	}
}

// excerpt writes the part of a line around a column, and a caret below the
// column. Tabs stay tabs in both lines, so that the caret is right whatever
// their width; wide characters count twice and combining ones not at all.
func excerpt(b *strings.Builder, line string, column int) {
	from, at, to := around(line, column-1)
	lead, tail := "", ""
	if from > 0 {
		lead = "..."
	}
	if to < len(line) {
		tail = "..."
	}
	b.WriteString("  " + lead + printable(line[from:to]) + tail + "\n  " + strings.Repeat(" ", len(lead)))
	for _, r := range line[from:at] {
		if r == '\t' {
			b.WriteByte('\t')
			continue
		}
		b.WriteString(strings.Repeat(" ", cells(r)))
	}
	b.WriteString("^\n")
}

// around returns the offsets of a character of the line, counted from 0, and
// of the part of the line around it that is shown.
func around(line string, character int) (from, at, to int) {
	const before, after = 60, 40
	for ; character > 0 && at < len(line); character-- {
		_, size := utf8.DecodeRuneInString(line[at:])
		at += size
	}
	from, to = at, at
	for range before {
		_, size := utf8.DecodeLastRuneInString(line[:from])
		from -= size
	}
	for range after {
		_, size := utf8.DecodeRuneInString(line[to:])
		to += size
	}
	return from, at, to
}

// clipped shows a path, which may hold any key of the file, in bounded length.
func clipped(path string) string {
	const longest = 200
	if runes := []rune(path[:min(len(path), 4*longest+4)]); len(runes) > longest {
		path = string(runes[:longest]) + "..."
	}
	return printable(path)
}

// printable replaces what would move the cursor or change the terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\u2028' || r == '\u2029' || r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			return '\ufffd'
		}
		return r
	}, text)
}

// wide are the scripts whose characters take two columns of a terminal.
var wide = []*unicode.RangeTable{unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana, unicode.Yi}

// cells is how many columns of a terminal a character takes.
func cells(r rune) int {
	const (
		firstFullForm, lastFullForm = '\uff01', '\uff60' // letters and digits as wide as Han
		firstPictograph             = '\U0001f000'       // emoji and the like from here on
	)
	switch {
	case unicode.Is(unicode.Bidi_Control, r):
		return 1 // shown as a replacement character
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case unicode.In(r, wide...), r >= firstFullForm && r <= lastFullForm, r >= firstPictograph && unicode.Is(unicode.So, r):
		return 2
	}
	return 1
}
