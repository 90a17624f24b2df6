package book

import (
	"strings"
	"unicode/utf16"

	"github.com/steelyard-sop/steelyard/report"
)

// Bounds of spreadsheets.
const (
	mostText   = 32767 // UTF-16 units in a cell
	mostTitle  = 255   // in the title of a chart, a header or a footer
	mostFormat = 64    // of a unit within a number format
)

// formulaMarks begin what a spreadsheet may take for a formula, also after it
// was saved as CSV. The mark that guards against it is guarded as well, so that
// a text can be read back.
const formulaMarks = "=+-@\t\r\n'"

const guard = "'"

// safe is a text from users as a cell shows it: on one line, never a formula,
// and no longer than a cell can be.
func safe(text string) string { return guarded(report.Printable(text)) }

// guarded is a text that no spreadsheet takes for a formula.
func guarded(text string) string {
	if bare := strings.TrimLeft(text, " "); bare != "" && strings.Contains(formulaMarks, bare[:1]) {
		text = guard + text
	}
	return cut(text, mostText)
}

// cut shortens a text to so many UTF-16 units; a dot at its end says so.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	size := 0
	for i, r := range text {
		size += max(utf16.RuneLen(r), 1)
		if size > most {
			return shorter(text[:i], most)
		}
	}
	return text
}

// shorter takes the last characters of a text that fills all room, for the mark.
func shorter(text string, most int) string {
	const mark = "…"
	runes := []rune(text)
	size := 0
	for _, r := range runes {
		size += max(utf16.RuneLen(r), 1)
	}
	for size > most-1 && len(runes) > 0 {
		size -= max(utf16.RuneLen(runes[len(runes)-1]), 1)
		runes = runes[:len(runes)-1]
	}
	return string(runes) + mark
}

// quotedFormat is a text within a number format, where quotes, backslashes and
// the marks of sections mean something.
func quotedFormat(text string) string {
	plain := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`"\;`, r) {
			return -1
		}
		return r
	}, report.Printable(text))
	return `"` + cut(plain, mostFormat) + `"`
}

// footer is a text in a header or footer, where & begins a code.
func footer(text string) string {
	return strings.ReplaceAll(cut(report.Printable(text), mostTitle/3), "&", "&&")
}
