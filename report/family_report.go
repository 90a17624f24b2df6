package report

import (
	"cmp"
	"io"
	"math"
	"slices"
	"strings"
)

// ReportDocument is a plan for the meeting that decides on it: what stands out,
// and the sheet of every family.
type ReportDocument struct {
	FormatVersion int           `json:"format_version"` // version of this format
	Engine        EngineInfo    `json:"engine"`         // what solved the scenario
	Scenario      ScenarioInfo  `json:"scenario"`       // what was planned
	Last          *ScenarioInfo `json:"last"`           // what the plan before was made for; null where none is given
	Status        string        `json:"status"`         // optimal or feasible, as of a plan
	Objective     Objective     `json:"objective"`      // what was made best, and how well
	Findings      []Finding     `json:"findings"`       // at most seven sentences, the most money first
	Families      []FamilySheet `json:"families"`       // in the order of the scenario

	outcome string // the status in one sentence
}

// NewReportDocument lays out the report of a document that has a plan, beside the
// plan before; last may be nil.
func NewReportDocument(d, last *Document, o FamilyOptions) *ReportDocument {
	r := &ReportDocument{
		FormatVersion: FormatVersion, Engine: d.Engine, Scenario: d.Scenario, Status: d.Status, Objective: d.Objective,
		Findings: d.Findings, Families: NewFamilySheets(d, last, o), outcome: outcome(d),
	}
	if last != nil {
		r.Last = &last.Scenario
	}
	return r
}

// WriteJSON writes the report as JSON: the same report, the same bytes.
func (r *ReportDocument) WriteJSON(w io.Writer) error { return writeJSON(w, r) }

// Text writes it for a terminal.
func (r *ReportDocument) Text(w io.Writer, o TextOptions) error { return r.sheet(o.All).text(w, o) }

// Markdown writes it for a wiki or a pull request.
func (r *ReportDocument) Markdown(w io.Writer) error { return r.sheet(true).markdown(w) }

// HTML writes it as one file that needs no other.
func (r *ReportDocument) HTML(w io.Writer) error { return r.sheet(true).html(w) }

// sheet lays the report out, all of it or what fits on a screen.
func (r *ReportDocument) sheet(all bool) *sheet {
	p := &sheet{title: r.Scenario.Name, lines: []string{horizon(&r.Scenario), r.outcome}}
	if r.Last != nil {
		p.lines = append(p.lines, "last plan: "+r.Last.Name+", "+horizon(r.Last))
	}
	if len(r.Findings) > 0 {
		p.parts = append(p.parts, part{heading: "FINDINGS", bullets: textsOf(r.Findings)})
	}
	shown := r.Families
	if !all {
		shown = largest(shown, screenFamilies)
	}
	for i := range shown {
		p.parts = append(p.parts, shown[i].part())
	}
	if n := len(p.parts) - 1; n >= 0 && len(r.Families) > len(shown) {
		p.parts[n].after = append(p.parts[n].after, plural(len(r.Families)-len(shown), "family is", "families are")+" not shown; --all shows everything, --family one of them.")
	}
	return p
}

func textsOf(findings []Finding) []string {
	list := make([]string, len(findings))
	for i := range findings {
		list[i] = findings[i].Text
	}
	return list
}

// largest keeps the sheets with the largest demand, in their order.
func largest(sheets []FamilySheet, most int) []FamilySheet {
	if len(sheets) <= most {
		return sheets
	}
	size := func(s *FamilySheet) (size float64) {
		for i := range s.Sections[0].Rows {
			for k, x := range s.Sections[0].Rows[i].Plan {
				if x != nil && s.Columns[k].Kind != ColumnTotal && s.Sections[0].Rows[i].Kind == RowFlow {
					size += *x
				}
			}
		}
		return size
	}
	order := make([]int, len(sheets))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(size(&sheets[b]), size(&sheets[a])) })
	order = order[:most]
	slices.Sort(order)
	list := make([]FamilySheet, most)
	for k, i := range order {
		list[k] = sheets[i]
	}
	return list
}

// familyLabel is how many columns the titles of rows take on a terminal.
const familyLabel = 30

// part lays the sheet out as one table.
func (s *FamilySheet) part() part {
	t := &sheetTable{caption: "Plan of " + s.Family.Name, columns: []column{{title: ""}}, first: familyLabel, even: true}
	for k := range s.Columns {
		t.columns = append(t.columns, column{title: s.Columns[k].Title, right: true, group: k + 1})
	}
	same, beside := false, false
	for i := range s.Sections {
		section := &s.Sections[i]
		t.add(s.sectionTitle(section))
		for j := range section.Rows {
			row := &section.Rows[j]
			same, beside = same || row.Same(), beside || row.Last != nil
			s.addRow(t, row)
		}
	}
	one := part{heading: titleOf(s.Family), table: t}
	if same && beside {
		one.after = []string{"Rows of one line are as in the last plan."}
	}
	return one
}

// sectionTitle is the heading of a section; all its money has one unit.
func (s *FamilySheet) sectionTitle(section *SheetSection) string {
	if section.ID == "money" && section.Rows[0].Unit != "money" {
		return section.Title + " (" + section.Rows[0].Unit + ")"
	}
	return section.Title
}

// addRow adds a line for the plan, and where the last plan differs three more.
func (s *FamilySheet) addRow(t *sheetTable, row *SheetRow) {
	title := row.Title
	if row.Unit != s.Family.Unit && row.Unit != "days" && !strings.HasPrefix(row.ID, "money:") {
		title += ", " + row.Unit
	}
	decimals := s.decimals(row)
	line := func(title string, values []*float64, sign bool) {
		cells := []string{title}
		for _, x := range values {
			cells = append(cells, cellText(x, decimals, sign))
		}
		t.add(cells...)
	}
	line(title, row.Plan, false)
	if row.Last == nil || row.Same() {
		return
	}
	line("  last plan", row.Last, false)
	line("  difference", row.Difference, true)
	if row.Cumulative != nil {
		line("  cumulative", row.Cumulative, true)
	}
}

// decimals is the precision of a row: that of the largest number of the sheet
// with the same unit.
func (s *FamilySheet) decimals(row *SheetRow) int {
	g := gridRow{percent: row.Kind == RowRate}
	for i := range s.Sections {
		for j := range s.Sections[i].Rows {
			other := &s.Sections[i].Rows[j]
			if other.Unit != row.Unit || other != row && row.Unit == "%" {
				continue
			}
			for _, values := range [][]*float64{other.Plan, other.Last} {
				for _, x := range values {
					if x != nil {
						g.values = append(g.values, *x)
					}
				}
			}
		}
	}
	return g.decimals()
}

// cellText is one number of a table; nothing where there is none.
func cellText(x *float64, decimals int, sign bool) string {
	switch {
	case x == nil:
		return ""
	case *x == 0 || math.Abs(*x) < 0.5*math.Pow10(-decimals):
		return none
	case math.Abs(*x) >= 1e15:
		return number(*x)
	case sign && *x > 0:
		return "+" + fixed(*x, decimals)
	}
	return fixed(*x, decimals)
}
