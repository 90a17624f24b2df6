package report

import (
	"fmt"
	"io"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/steelyard-sop/steelyard/solver"
)

// TextOptions say how text is laid out.
type TextOptions struct {
	Width int  // columns; 0: 80. Less than 40 counts as 40
	Color bool // whether the terminal shows colour
	All   bool // every family, load and limit, however long it gets
}

// What fits on one screen.
const (
	defaultWidth    = 80
	leastWidth      = 40
	screenFamilies  = 12
	screenBlends    = 6
	screenMaterials = 12
	screenService   = 12
	screenLoads     = 12
	screenOptions   = 16
	screenLimits    = 12
)

// Text writes the document for a terminal: what a planning meeting wants on
// one screen. Without colour it holds no escape codes, and with colour it does:
// whether w shows them is for the caller to know.
func Text(w io.Writer, d *Document, o TextOptions) error {
	s := newScreen(o)
	s.header(d)
	switch {
	case d.Status == string(solver.Infeasible):
		s.impossible(d)
		s.infeasible(d)
		s.repairs(d)
	case d.Status == string(solver.Unbounded):
		s.unbounded(d)
	case d.Plan != nil:
		s.plan(d)
	}
	return s.flush(w)
}

// screen gathers lines of text of one width.
type screen struct {
	b     strings.Builder
	width int
	all   bool
	theme theme
}

// theme is how parts of the text look. The zero theme changes nothing.
type theme struct {
	title, heading, good, bad, faint lipgloss.Style
}

func newScreen(o TextOptions) *screen {
	s := &screen{width: o.Width, all: o.All}
	if s.width <= 0 {
		s.width = defaultWidth
	}
	s.width = max(s.width, leastWidth)
	plain := lipgloss.NewStyle()
	s.theme = theme{plain, plain, plain, plain, plain}
	if o.Color {
		s.theme = theme{
			title:   plain.Bold(true),
			heading: plain.Bold(true).Foreground(lipgloss.Cyan),
			good:    plain.Foreground(lipgloss.Green),
			bad:     plain.Bold(true).Foreground(lipgloss.Red),
			faint:   plain.Faint(true),
		}
	}
	return s
}

// flush writes what was gathered, without blanks at the ends of lines.
func (s *screen) flush(w io.Writer) error {
	rows := strings.Split(strings.TrimRight(s.b.String(), "\n"), "\n")
	for i := range rows {
		rows[i] = strings.TrimRight(rows[i], " ")
	}
	if _, err := io.WriteString(w, strings.Join(rows, "\n")+"\n"); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// line writes one line.
func (s *screen) line(style lipgloss.Style, text string) {
	if text != "" {
		s.b.WriteString(style.Render(text))
	}
	s.b.WriteByte('\n')
}

// section begins a new part.
func (s *screen) section(title string) {
	s.b.WriteByte('\n')
	s.paragraph(s.theme.heading, "", title)
}

// paragraph writes text over as many lines as it needs; all but the first are
// indented as wide as the mark, which stands before the first.
func (s *screen) paragraph(style lipgloss.Style, mark, text string) {
	indent := strings.Repeat(" ", lipgloss.Width(mark))
	wrapped := lipgloss.Wrap(text, s.width-len(indent), "")
	for i, row := range strings.Split(wrapped, "\n") {
		if i == 0 {
			s.b.WriteString(mark)
		} else {
			s.b.WriteString(indent)
		}
		s.line(style, row)
	}
}

// most is n, or 0 for no end where everything is asked for.
func (s *screen) most(n int) int {
	if s.all {
		return 0
	}
	return n
}

// leftOut says what a part does not show.
func (s *screen) leftOut(n int, one, many string) {
	if n > 0 {
		s.paragraph(s.theme.faint, "", plural(n, one, many)+" not shown; --all shows everything, -o json too.")
	}
}

// notMeasured says how many further questions nobody asked.
func (s *screen) notMeasured(n int, one, many string) {
	if n > 0 {
		s.paragraph(s.theme.faint, "", plural(n, one+" was", many+" were")+" not measured: --top says how many are.")
	}
}

func (s *screen) header(d *Document) {
	s.paragraph(s.theme.title, "", fit(d.Scenario.Name, 4*s.width))
	s.line(s.theme.faint, fit(horizon(&d.Scenario), s.width))
	style := s.theme.good
	if d.Status != string(solver.Optimal) {
		style = s.theme.bad
	}
	s.paragraph(style, "", outcome(d))
	if d.Penalties != nil && d.Penalties.Total != 0 {
		s.paragraph(s.theme.bad, "", "penalties: "+money(d.Penalties.Total, d.Scenario.Currency)+" for broken limits, no real money")
	}
	if len(d.IntegerBecause) > 0 {
		s.paragraph(s.theme.faint, "", "whole numbers: "+printable(strings.Join(d.IntegerBecause, ", ")))
	}
	if a := d.Audit; a != nil {
		if a.Passed {
			s.line(s.theme.good, "audit: "+plural(a.Checks, "check", "checks")+" passed")
		} else {
			s.paragraph(s.theme.bad, "", auditOutcome(a))
		}
	}
}

// outcome is the status in one sentence, with the proof.
func outcome(d *Document) string {
	switch solver.Status(d.Status) {
	case solver.Infeasible:
		return "infeasible: no plan keeps all hard limits."
	case solver.Unbounded:
		return "unbounded: a limit is missing, so that the objective can be as good as one likes."
	case solver.Stopped:
		return "stopped: no plan was found in the time given."
	}
	text := printable(d.Status)
	if n := len(d.Relaxed); n > 0 {
		text = "infeasible; with " + plural(n, "limit", "limits") + " broken"
	}
	switch {
	case d.Scenario.Objective.Discounts() && d.Objective.Value != nil:
		text += ": discounted " + objectiveName(d) + " " + money(*d.Objective.Value, d.Scenario.Currency)
	case d.Money != nil:
		text += ": " + objectiveName(d) + " " + money(d.Money.Total, d.Scenario.Currency)
	}
	bound := "no bound is known"
	if d.Objective.Bound != nil && d.Objective.Gap != nil {
		bound = "bound "
		if d.Penalties != nil && d.Penalties.Total != 0 {
			bound += "with penalties "
		}
		bound += objectiveText(d, d.Objective.Bound) + ", gap " + percent(100**d.Objective.Gap)
	}
	proof := ", not proven best ("
	if d.Status == string(solver.Optimal) {
		proof = ", proven ("
	}
	return text + proof + bound + ")"
}

func objectiveName(d *Document) string {
	if d.Objective.Sense == "maximise" {
		return "profit"
	}
	return "cost"
}

func objectiveText(d *Document, x *float64) string {
	if x == nil {
		return "unknown"
	}
	return coins(*x, coin(d.Scenario.Currency))
}

// plan writes everything that there is about a plan.
func (s *screen) plan(d *Document) {
	s.relaxed(d)
	if len(d.Findings) > 0 {
		s.section("FINDINGS")
		for _, f := range d.Findings {
			s.paragraph(lipgloss.NewStyle(), "* ", printable(f.Text))
		}
	}
	s.money(d)
	s.stability(d)
	s.goals(d)
	s.sheets(newView(d))
	s.orders(d)
	s.limits(d)
}

// sheetPart is what a table shows of one kind of thing, and how many of them are left out.
type sheetPart struct {
	grids     []grid
	left      int
	one, many string // "blend is", "blends are"
}

// sheetParts are the family sheets, the materials, the loads, and what is decided beside them.
func (s *screen) sheetParts(v *view) []sheetPart {
	var parts []sheetPart
	add := func(grids []grid, left int, one, many string) {
		parts = append(parts, sheetPart{grids, left, one, many})
	}
	alone := func(g grid, left int) func(one, many string) {
		return func(one, many string) { add([]grid{g}, left, one, many) }
	}
	f, most := v.flows(), s.most(screenOptions)
	grids, left := v.families(f, s.most(screenFamilies))
	add(grids, left, "family with less demand is", "families with less demand are")
	grids, left = v.blends(s.most(screenBlends))
	add(grids, left, "blend is", "blends are")
	grids, left = v.materials(f, s.most(screenMaterials))
	add(grids, left, "row of materials is", "rows of materials are")
	alone(v.service(s.most(screenService)))("row of service is", "rows of service are")
	alone(v.loads(s.most(screenLoads)))("resource with less load is", "resources with less load are")
	alone(v.switches(most))("thing that is on or off is", "things that are on or off are")
	alone(v.options(most))("option is", "options are")
	alone(v.promotions(most))("promotion is", "promotions are")
	alone(v.launches(most))("launch is", "launches are")
	alone(v.phaseOuts(most))("phase-out is", "phase-outs are")
	alone(v.emissions(most))("row of emissions is", "rows of emissions are")
	return parts
}

// sheets writes all tables of a plan in one layout.
func (s *screen) sheets(v *view) {
	parts := s.sheetParts(v)
	var all []grid
	for k := range parts {
		all = append(all, parts[k].grids...)
	}
	v.noTotals(all)
	layout := layOut(all, v.periods.short, s.width)
	for k := range parts {
		for i := range parts[k].grids {
			s.grid(&parts[k].grids[i], layout, &v.periods)
		}
		s.leftOut(parts[k].left, parts[k].one, parts[k].many)
	}
	s.scaleLegend(all, layout)
}
