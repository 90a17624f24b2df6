package report

import (
	"fmt"
	"io"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/steelyard-sop/steelyard/analysis"
)

// ShockDocument is how much worse things can get before there is no plan, and
// before no plan meets the goals any more.
type ShockDocument struct {
	FormatVersion int          `json:"format_version"` // version of this format
	Engine        EngineInfo   `json:"engine"`         // what solved the scenario
	Scenario      ScenarioInfo `json:"scenario"`       // what was planned
	Objective     Objective    `json:"objective"`      // of the best plan as things are
	From          string       `json:"from"`           // first period in which things get worse
	Until         string       `json:"until"`          // last one
	Shocks        []Breakpoint `json:"shocks"`         // in the order asked for
}

// Breakpoint is one thing that gets worse.
type Breakpoint struct {
	Name   string    `json:"name"`  // demand, family.cola, resource.line1,resource.line2
	Rises  bool      `json:"rises"` // what is asked for grows; else what there is shrinks
	Plan   ShockEdge `json:"plan"`  // there is a plan up to here
	Goals  ShockEdge `json:"goals"` // a plan that loses no sales and breaks no priced limit
	asWord string    // the name for people
}

// ShockEdge is where a shock comes to its end.
type ShockEdge struct {
	Share *float64    `json:"share"`  // 0.12: 12 % worse; null where there is no end
	Unmet bool        `json:"unmet"`  // not even as things are; share is 0
	InWay []InWayLine `json:"in_way"` // up to three limits that stand in the way of more
}

// NewShockDocument gathers breaking points; shocks and points go together.
func NewShockDocument(in Input, shocks []analysis.Named, points []*analysis.Breakpoint) *ShockDocument {
	base := NewDocument(in)
	d := &ShockDocument{
		FormatVersion: FormatVersion, Engine: base.Engine, Scenario: base.Scenario, Objective: base.Objective, Shocks: []Breakpoint{},
	}
	n := newNames(d.Scenario.Things)
	edge := func(e *analysis.Edge) ShockEdge {
		return ShockEdge{Share: known(e.Share, kpiDigits), Unmet: e.Unmet, InWay: newInWay(&in, n, e.InWay)}
	}
	for k := range shocks {
		x, b := &shocks[k], points[k]
		d.From, d.Until = periodLabel(in.Scenario, x.From), periodLabel(in.Scenario, x.Until)
		d.Shocks = append(d.Shocks, Breakpoint{Name: x.Name, Rises: x.Rises(), Plan: edge(&b.Plan), Goals: edge(&b.Goals), asWord: n.shock(x.Name)})
	}
	return d
}

// shock is the name of a shock for people: demand for cola, capacity of line1.
func (n names) shock(name string) string {
	words := map[string]string{"demand": "all demand", "capacity": "all capacity", "supply": "all supply"}
	var list []string
	for part := range strings.SplitSeq(name, ",") {
		kind, id, _ := strings.Cut(part, ".")
		switch kind {
		case "family":
			part = "demand for " + n.item(id)
		case "market":
			part = "demand in " + n.place(id)
		case "resource":
			part = "capacity of " + n.of(id, KindResource)
		case "crew":
			part = "hours of " + n.of(id, KindWorkforce)
		case "supplier":
			part = "supply from " + n.of(id, KindSupplier)
		default:
			part = words[part]
		}
		list = append(list, part)
	}
	return strings.Join(list, ", ")
}

// WriteJSON writes the document as indented JSON.
func (d *ShockDocument) WriteJSON(w io.Writer) error { return writeJSON(w, d) }

// Text writes the document for a terminal.
func (d *ShockDocument) Text(w io.Writer, o TextOptions) error {
	s := newScreen(o)
	s.studied(&d.Scenario, &d.Objective)
	if len(d.Shocks) == 0 {
		s.section("NOTHING CAN GET WORSE")
		s.paragraph(lipgloss.NewStyle(), "", "Nothing must be served, and nothing is limited that could be lost.")
		return s.flush(w)
	}
	p := newPeriodNames(&d.Scenario)
	title := "HOW MUCH WORSE IT CAN GET"
	if first, last := p.index[d.From], p.index[d.Until]; first > 0 || last+1 < len(p.short) {
		title += " IN " + strings.ToUpper(p.span(first, last))
	}
	s.section(title)
	s.edges(d)
	s.paragraph(s.theme.faint, "", "goals: all that is asked for is served, at once or as late as its backlog may be; nothing is lost, and no priced limit is broken.")
	s.section("WHAT STANDS IN THE WAY OF MORE")
	told := false
	for k := range d.Shocks {
		b := &d.Shocks[k]
		if len(b.Plan.InWay) > 0 {
			told = true
			s.paragraph(lipgloss.NewStyle(), "* ", capital(b.asWord)+": "+p.told(b.Plan.InWay)+".")
		}
		if len(b.Goals.InWay) > 0 && b.Goals.text(b.Rises) != b.Plan.text(b.Rises) {
			told = true
			s.paragraph(lipgloss.NewStyle(), "* ", capital(b.asWord)+", with the goals: "+p.told(b.Goals.InWay)+".")
		}
	}
	if !told {
		s.paragraph(lipgloss.NewStyle(), "", "Nothing.")
	}
	return s.flush(w)
}

func (s *screen) edges(d *ShockDocument) {
	const column = 17
	label := s.width - 2*column
	s.line(s.theme.heading, fmt.Sprintf("%-*s%*s%*s", label, "", column, "there is a plan", column, "goals are met"))
	for k := range d.Shocks {
		b := &d.Shocks[k]
		name := fit(b.asWord, label-1)
		s.line(lipgloss.NewStyle(), name+strings.Repeat(" ", label-lipgloss.Width(name))+
			fmt.Sprintf("%*s%*s", column, b.Plan.text(b.Rises), column, b.Goals.text(b.Rises)))
	}
}

// text is how far a shock can go.
func (e *ShockEdge) text(rises bool) string {
	switch {
	case e.Unmet:
		return "not even now"
	case e.Share == nil, !rises && *e.Share >= 1:
		return "always"
	}
	return "up to " + percent(100**e.Share)
}
