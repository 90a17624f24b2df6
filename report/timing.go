package report

import (
	"fmt"
	"io"
	"math"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/solver"
)

// TimingDocument is what it costs to decide later than now.
type TimingDocument struct {
	FormatVersion int          `json:"format_version"` // version of this format
	Engine        EngineInfo   `json:"engine"`         // what solved the scenario
	Scenario      ScenarioInfo `json:"scenario"`       // what was planned
	Objective     Objective    `json:"objective"`      // of the best plan, which decides everything in time
	Levers        []LeverLine  `json:"levers"`         // those that the best plan uses, in the order of the scenario
	Unused        int          `json:"unused"`         // levers that it leaves where they are
	longest       int
}

// LeverLine is one thing to decide.
type LeverLine struct {
	Lever    solver.LeverKind `json:"lever"`     // open, close, hire, lay_off, temps, overtime, rent, buy or pre_build
	Key      string           `json:"key"`       // what it is about, as in the names of columns
	Title    string           `json:"title"`     // name for people: hire for crew
	Regret   []*float64       `json:"regret"`    // money that waiting 1, 2, ... periods costs; null where there is no plan then
	Free     int              `json:"free"`      // the most periods of waiting that cost nothing
	Possible int              `json:"possible"`  // the most periods of waiting with which there is a plan
	FreeTo   string           `json:"decide_by"` // the last period in which the decision costs nothing extra; empty: never needed
	LastAt   string           `json:"needed_by"` // the last period in which the decision leaves a plan; empty: there always is one
}

// NewTimingDocument gathers what waiting costs.
func NewTimingDocument(in Input, longest int, list []analysis.Waiting, unused int) *TimingDocument {
	base := NewDocument(in)
	d := &TimingDocument{
		FormatVersion: FormatVersion, Engine: base.Engine, Scenario: base.Scenario, Objective: base.Objective,
		Levers: []LeverLine{}, Unused: unused, longest: min(longest, len(base.Scenario.Periods)),
	}
	n := newNames(d.Scenario.Things)
	for i := range list {
		w := &list[i]
		line := LeverLine{
			Lever: w.Lever.Kind, Key: w.Lever.Key, Title: n.lever(&w.Lever), Regret: []*float64{}, Free: w.Free, Possible: w.Possible,
			FreeTo: periodLabel(in.Scenario, w.Free), LastAt: periodLabel(in.Scenario, w.Possible),
		}
		for _, r := range w.Regret {
			line.Regret = append(line.Regret, known(r, priceDigits))
		}
		d.Levers = append(d.Levers, line)
	}
	return d
}

// lever names a lever for people.
func (n names) lever(l *solver.Lever) string {
	first, second, two := strings.Cut(l.Key, ",")
	of := n.of(first, KindResource, KindWorkforce)
	if two {
		of += ", " + printable(second)
	}
	switch l.Kind {
	case solver.OpenLever:
		return "open " + n.of(l.Key, KindOption)
	case solver.CloseLever:
		return "close " + n.of(l.Key, KindOption)
	case solver.HireLever:
		return "hire for " + n.of(l.Key, KindWorkforce)
	case solver.LayOffLever:
		return "lay off from " + n.of(l.Key, KindWorkforce)
	case solver.TempsLever:
		return "temps for " + of
	case solver.OvertimeLever:
		return "overtime of " + of
	case solver.RentLever:
		return "rent for " + of
	case solver.BuyLever:
		return "buy " + n.item(second) + " from " + n.of(first, KindSupplier)
	}
	return "build ahead " + n.of(first, KindStock, KindFamily, KindMaterial)
}

// WriteJSON writes the document as indented JSON.
func (d *TimingDocument) WriteJSON(w io.Writer) error { return writeJSON(w, d) }

// Text writes the document for a terminal.
func (d *TimingDocument) Text(w io.Writer, o TextOptions) error {
	s := newScreen(o)
	s.studied(&d.Scenario, &d.Objective)
	if len(d.Levers) == 0 {
		s.section("NOTHING TO DECIDE")
		s.paragraph(lipgloss.NewStyle(), "", "The best plan leaves everything that could be decided later where it is.")
		return s.flush(w)
	}
	s.section("WHAT WAITING COSTS")
	s.waiting(d)
	bucket := strings.ToLower(string(d.Scenario.Bucket))
	s.paragraph(s.theme.faint, "", fmt.Sprintf("+1, +2, ...: what the best plan is worse if the decision must wait so many %ss. Decide by: the last %s at whose start it costs nothing to have waited.", bucket, bucket))
	if d.Unused > 0 {
		s.paragraph(s.theme.faint, "", plural(d.Unused, "lever is", "levers are")+" not used by the best plan.")
	}
	return s.flush(w)
}

// waiting writes a line for each lever.
func (s *screen) waiting(d *TimingDocument) {
	p := newPeriodNames(&d.Scenario)
	const by = 11
	decimals, column := 0, len("no plan")
	for k := range d.Levers {
		for _, r := range d.Levers[k].Regret {
			column = max(column, len(regretText(r, decimals)))
		}
	}
	column += 2
	shown := min(d.longest, max(1, (s.width-by-16)/column))
	label := s.width - by - shown*column
	head := fmt.Sprintf("%-*s", label, "")
	for t := range shown {
		head += fmt.Sprintf("%*s", column, fmt.Sprintf("+%d", t+1))
	}
	s.line(s.theme.heading, head+fmt.Sprintf("%*s", by, "decide by"))
	for k := range d.Levers {
		l := &d.Levers[k]
		name := fit(l.Title, label-1)
		line := name + strings.Repeat(" ", label-lipgloss.Width(name))
		for t := range shown {
			line += fmt.Sprintf("%*s", column, regretText(l.Regret[t], decimals))
		}
		decide := "any time"
		if l.FreeTo != "" {
			decide = p.name(p.index[l.FreeTo])
		}
		s.line(lipgloss.NewStyle(), line+fmt.Sprintf("%*s", by, decide))
	}
}

func regretText(r *float64, decimals int) string {
	switch {
	case r == nil:
		return "no plan"
	case *r == 0:
		return none
	case math.Abs(*r) < 10:
		return coins(*r, 2)
	}
	return coins(*r, decimals)
}
