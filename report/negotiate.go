package report

import (
	"fmt"
	"io"
	"math"

	"charm.land/lipgloss/v2"
	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/model"
)

// NegotiationDocument is what each side of the table would choose alone, what
// that costs the others, and a plan between them.
type NegotiationDocument struct {
	FormatVersion int          `json:"format_version"` // version of this format
	Scenario      ScenarioInfo `json:"scenario"`       // what was planned
	Sides         []PartyLine  `json:"sides"`          // who sits at the table
	Alone         [][]float64  `json:"alone"`          // by plan, the best of each side in their order: the figure of each side
	Middle        []float64    `json:"middle"`         // of the plan between them: the figure of each side
}

// PartyLine is one side.
type PartyLine struct {
	Name       string  `json:"name"`       // sales, operations, finance, procurement, or as asked for
	Figure     string  `json:"figure"`     // line of the plan, or expression
	Better     string  `json:"better"`     // most or least
	Unit       string  `json:"unit"`       // of its values
	Best       float64 `json:"best"`       // in its own plan
	Worst      float64 `json:"worst"`      // in the plans of all
	Middle     float64 `json:"middle"`     // in the plan between them
	Concession float64 `json:"concession"` // what it gives up of its best, 0 or more
	Share      float64 `json:"share"`      // of the way from worst to best that it gets; 1 where they are the same
	Round      int     `json:"round"`      // how many shares were settled before its own; 0: it cannot have more without a loss of another that has as little
}

// NewNegotiationDocument gathers a negotiation. The input has no result.
func NewNegotiationDocument(in Input, n *analysis.Negotiation) *NegotiationDocument {
	d := &NegotiationDocument{FormatVersion: FormatVersion, Scenario: scenarioInfo(in), Alone: [][]float64{}}
	for k, party := range n.Parties {
		better := string(model.Least)
		if party.Up {
			better = string(model.Most)
		}
		d.Sides = append(d.Sides, PartyLine{
			Name: party.Name, Figure: party.Figure.Expr, Better: better, Unit: n.Units[k],
			Best: partyValue(n, k, n.Best[k]), Worst: partyValue(n, k, n.Worst[k]), Middle: partyValue(n, k, n.Middle.Figures[k]),
			Concession: partyValue(n, k, math.Abs(n.Best[k]-n.Middle.Figures[k])), Share: clean(n.Share[k], 6), Round: n.Rounds[k],
		})
	}
	row := func(o *analysis.Offer) []float64 {
		values := make([]float64, len(o.Figures))
		for k, x := range o.Figures {
			values[k] = partyValue(n, k, x)
		}
		return values
	}
	for k := range n.Alone {
		d.Alone = append(d.Alone, row(&n.Alone[k]))
	}
	d.Middle = row(&n.Middle)
	return d
}

// partyValue rounds a value of a side's figure to what is known of it; what is
// nothing beside its best and its worst is 0.
func partyValue(n *analysis.Negotiation, side int, x float64) float64 {
	if math.Abs(x) <= partyNoise*max(1, math.Abs(n.Best[side]), math.Abs(n.Worst[side])) {
		return 0
	}
	return clean(x, partyDigits)
}

// How exactly figures of a negotiation are known.
const (
	partyDigits = 7
	partyNoise  = 1e-7
)

// WriteJSON writes the document as indented JSON.
func (d *NegotiationDocument) WriteJSON(w io.Writer) error { return writeJSON(w, d) }

// Text writes the document for a terminal.
func (d *NegotiationDocument) Text(w io.Writer, o TextOptions) error {
	s := newScreen(o)
	s.paragraph(s.theme.title, "", fit(d.Scenario.Name, 4*s.width))
	s.line(s.theme.faint, fit(horizon(&d.Scenario), s.width))
	s.section("WHAT EACH WOULD CHOOSE ALONE, AND THE PLAN BETWEEN THEM")
	head, wants := []string{"plan of"}, []string{"  wants"}
	for k := range d.Sides {
		head = append(head, fit(d.Sides[k].Name, 14))
		wants = append(wants, fit(d.Sides[k].Better+" "+d.Sides[k].Figure, 20))
	}
	rows := [][]string{wants}
	add := func(name string, values []float64) {
		row := []string{name}
		for k, x := range values {
			row = append(row, d.Sides[k].text(x))
		}
		rows = append(rows, row)
	}
	for k := range d.Alone {
		add(d.Sides[k].Name, d.Alone[k])
	}
	add("between them", d.Middle)
	s.leverTable(head, rows)
	s.section("WHAT EACH GIVES UP")
	for k := range d.Sides {
		p := &d.Sides[k]
		text := fmt.Sprintf("%s: %s of %s, and keeps %s of the way from its worst to its best.", printable(p.Name), withUnit(p.Concession, p.Unit), printable(p.Figure), percent(100*p.Share))
		if p.Best == p.Worst {
			text = fmt.Sprintf("%s: nothing; %s is the same in the plans of all.", printable(p.Name), printable(p.Figure))
		}
		s.paragraph(lipgloss.NewStyle(), "* ", text)
	}
	return s.flush(w)
}

// text writes a value of a side with what it is counted in.
func (p *PartyLine) text(x float64) string {
	if p.Unit == "%" {
		return percent(clean(x, 6))
	}
	return withUnit(x, p.Unit)
}
