package report

import (
	"io"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/steelyard-sop/steelyard/audit"
)

// AuditText writes the outcome of an audit of the plan of document d for a
// terminal 80 columns wide: what differs, where, what was expected and what
// was found. found is the audit; where it is nil, the one that d holds. The
// text holds no escape codes.
func AuditText(w io.Writer, d *Document, found *audit.Report) error {
	a := d.Audit
	if found != nil {
		a = newAudit(d.Scenario.Periods, found)
	}
	s := newScreen(TextOptions{})
	s.paragraph(lipgloss.NewStyle(), "", fit(d.Scenario.Name, 4*s.width))
	if a == nil {
		s.paragraph(lipgloss.NewStyle(), "", "audit: none was made")
		return s.flush(w)
	}
	s.auditPart(a)
	return s.flush(w)
}

func (s *screen) auditPart(a *Audit) {
	plain := lipgloss.NewStyle()
	s.paragraph(plain, "", auditOutcome(a))
	for i := range a.Differences {
		d := &a.Differences[i]
		s.paragraph(plain, "* ", capital(strings.TrimRight(printable(d.What), ". "))+".")
		where := whereText(d)
		if numbers := numbersText(d); numbers != "" {
			where += ": " + numbers
		}
		s.paragraph(plain, "  ", where+".")
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

// whereText is the address of a difference: "workforce.crew.overtime.max in 2026-03 (overtime of crew)".
func whereText(d *Difference) string {
	address, check := printable(d.Path), printable(d.Check)
	if address == "" {
		address, check = check, ""
	}
	if d.Period != "" {
		address += " in " + printable(d.Period)
	}
	if check == "" || check == printable(d.Path) {
		return address
	}
	if d.Key != "" {
		check += " of " + printable(d.Key)
	}
	return address + " (" + check + ")"
}

// numbersText is what was expected and found; empty where no quantities were
// compared, which an audit says by zeros.
func numbersText(d *Difference) string {
	zero := func(x *float64) bool { return x != nil && *x == 0 }
	if zero(d.Expected) && zero(d.Actual) && zero(d.Tolerance) {
		return ""
	}
	text := "expected " + exact(d.Expected) + ", found " + exact(d.Actual)
	if d.Unit != "" && d.Actual != nil {
		text += " " + printable(d.Unit)
	}
	if d.Tolerance != nil && *d.Tolerance > 0 {
		text += ", tolerance " + strconv.FormatFloat(*d.Tolerance, 'g', 2, 64)
	}
	return text
}

// exact writes a number with enough digits for comparing it.
func exact(x *float64) string {
	const digits = 10
	if x == nil {
		return "no finite number"
	}
	text := strconv.FormatFloat(*x, 'g', digits, 64)
	if strings.Contains(text, "e") {
		return text
	}
	return grouped(text)
}
