package report

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
)

// Text writes the checks for a terminal: a line for each scenario, and below it
// what failed.
func (d *CheckDocument) Text(w io.Writer, o TextOptions) error {
	s := newScreen(o)
	style := s.theme.good
	if d.Counts.Passed < d.Counts.Scenarios {
		style = s.theme.bad
	}
	s.paragraph(style, "", d.Summary())
	if d.Baseline != "" {
		s.paragraph(s.theme.faint, "", "compared with "+d.Baseline)
	}
	if len(d.Scenarios) > 0 {
		s.line(lipgloss.NewStyle(), "")
		s.checks(d)
	}
	return s.flush(w)
}

// Summary says in one sentence what became of the scenarios.
func (d *CheckDocument) Summary() string {
	c := &d.Counts
	parts := []string{fmt.Sprintf("%d passed", c.Passed)}
	for _, part := range []struct {
		n    int
		what string
	}{{c.Failed, "failed"}, {c.Invalid, "not valid"}, {c.Stopped, "stopped without a plan"}, {c.Broken, "not planned: the program failed"}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.what))
		}
	}
	return fmt.Sprintf("%s, %s: %s", plural(c.Scenarios, "scenario", "scenarios"), plural(c.Checks, "check", "checks"), strings.Join(parts, ", "))
}

// checks writes the table.
func (s *screen) checks(d *CheckDocument) {
	const outcome, least = 9, 12
	objectives, widest, longest := make([]string, len(d.Scenarios)), len("objective"), len("scenario")
	for k := range d.Scenarios {
		l := &d.Scenarios[k]
		objectives[k] = l.Status
		if l.Objective != nil {
			objectives[k] = withUnit(*l.Objective, l.Currency)
		}
		widest = max(widest, lipgloss.Width(objectives[k]))
		longest = max(longest, lipgloss.Width(printable(l.Scenario)))
	}
	longest = max(least, min(longest, s.width-outcome-widest-len("checks")-4))
	s.line(s.theme.heading, fmt.Sprintf("%-*s%-*s  %*s  checks", outcome, "", longest, "scenario", widest, "objective"))
	for k := range d.Scenarios {
		l := &d.Scenarios[k]
		failed := l.Failed()
		count := strconv.Itoa(len(l.Checks))
		if len(failed) > 0 {
			count = fmt.Sprintf("%d/%d", len(l.Checks)-len(failed), len(l.Checks))
		}
		name := tailFit(printable(l.Scenario), longest)
		pad := strings.Repeat(" ", max(0, longest-lipgloss.Width(name)))
		blank := strings.Repeat(" ", max(0, widest-lipgloss.Width(objectives[k])))
		style := lipgloss.NewStyle()
		if l.Outcome != CheckPassed {
			style = s.theme.bad
		}
		s.line(style, fmt.Sprintf("%-*s%s%s  %s%s  %6s", outcome, outcomeWord(l.Outcome), name, pad, blank, objectives[k], count))
		s.checkNotes(l, failed)
	}
}

// checkNotes says below a scenario what failed.
func (s *screen) checkNotes(l *CheckLine, failed []*CheckVerdict) {
	const mark = "         * "
	if l.Reason != "" {
		s.paragraph(lipgloss.NewStyle(), mark, printable(l.Reason))
	}
	for _, v := range failed {
		s.paragraph(lipgloss.NewStyle(), mark, printable(v.Sentence()))
		if v.Hint != "" {
			s.paragraph(s.theme.faint, "           ", printable(v.Hint))
		}
	}
	if s.all {
		for _, x := range l.LeftOut {
			s.paragraph(s.theme.faint, "         - ", printable(x.Relation+" left out: "+x.Why))
		}
	}
	if l.New {
		s.paragraph(s.theme.faint, "         - ", "new: the baseline has nothing of it")
	}
}

// outcomeWord is an outcome as a table has it.
func outcomeWord(outcome string) string {
	switch outcome {
	case CheckPassed:
		return "ok"
	case CheckFailed:
		return "FAIL"
	}
	return strings.ToUpper(outcome)
}

// tailFit cuts a text at its begin: of paths the end tells more.
func tailFit(text string, width int) string {
	if lipgloss.Width(text) <= width {
		return text
	}
	runes := []rune(text)
	for len(runes) > 0 && lipgloss.Width(string(runes)) > width-3 {
		runes = runes[1:]
	}
	return "..." + string(runes)
}

// Sentence says what was compared, and how it came out.
func (v *CheckVerdict) Sentence() string {
	switch {
	case v.Wanted == "" && v.Sense == "":
		return v.What + ": " + v.Found
	case v.Expected == nil || v.Actual == nil:
		return fmt.Sprintf("%s: expected %s, found %s", v.What, v.Wanted, v.Found)
	}
	expected := map[string]string{"<=": "at most ", ">=": "at least "}[v.Sense] + sharp(*v.Expected)
	text := fmt.Sprintf("%s: expected %s, found %s", v.What, expected, sharp(*v.Actual))
	if v.Unit != "" {
		text += " " + v.Unit
	}
	if v.Difference == nil || *v.Difference == 0 {
		return text
	}
	word := "more"
	if *v.Difference < 0 {
		word = "less"
	}
	text += ", " + sharp(math.Abs(*v.Difference)) + " " + word
	if *v.Expected != 0 {
		text += " (" + percent(100*math.Abs(*v.Difference / *v.Expected)) + ")"
	}
	return text
}

// sharp writes a number with all digits that are kept.
func sharp(x float64) string {
	if size := math.Abs(x); size != 0 && (size < 1e-4 || size >= 1e15) {
		return strconv.FormatFloat(x, 'g', sweepDigits, 64)
	}
	return grouped(strconv.FormatFloat(clean(x, sweepDigits), 'f', -1, 64))
}
