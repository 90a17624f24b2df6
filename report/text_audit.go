package report

import (
	"io"
	"strings"

	"charm.land/lipgloss/v2"
)

// AuditText writes the outcome of an audit for a terminal 80 columns wide:
// what differs, where, what was expected and what was found. It holds no
// escape codes.
func AuditText(w io.Writer, a *Audit) error {
	s := newScreen(TextOptions{})
	s.auditPart(a)
	return s.flush(w)
}

func (s *screen) auditPart(a *Audit) {
	plain := lipgloss.NewStyle()
	s.paragraph(plain, "", auditOutcome(a))
	for i := range a.Differences {
		s.paragraph(plain, "* ", differenceText(&a.Differences[i]))
	}
	if a.Omitted > 0 {
		s.paragraph(plain, "", "And "+plural(a.Omitted, "difference", "differences")+" of the same kinds.")
	}
}

func auditOutcome(a *Audit) string {
	if a.Passed {
		return "audit: " + plural(a.Checks, "check", "checks") + " passed"
	}
	found := len(a.Differences) + a.Omitted
	return "audit: FAILED, " + plural(found, "difference", "differences") + " in " + plural(a.Checks, "check", "checks")
}

// differenceText is one difference in one or two sentences: what is wrong,
// where, and the numbers that prove it.
func differenceText(d *Difference) string {
	var where []string
	for _, part := range []string{d.Check, d.Key, d.Period, d.Path} {
		if part != "" && (len(where) == 0 || where[len(where)-1] != printable(part)) {
			where = append(where, printable(part))
		}
	}
	text := strings.TrimRight(printable(d.What), ". ") + " [" + strings.Join(where, ", ") + "]"
	if d.Expected != nil && d.Actual != nil {
		text += ": expected " + exact(*d.Expected, d.Unit) + ", found " + exact(*d.Actual, d.Unit)
	}
	if d.Tolerance != nil && *d.Tolerance > 0 {
		text += " (tolerance " + exact(*d.Tolerance, d.Unit) + ")"
	}
	return text
}
