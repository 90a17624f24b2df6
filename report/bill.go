package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/model"
)

// BillDocument is what limits cost together: the best plan without them against
// the best plan with them, and the difference divided among them.
type BillDocument struct {
	FormatVersion int          `json:"format_version"` // version of this format
	Engine        EngineInfo   `json:"engine"`         // what solved the scenario
	Scenario      ScenarioInfo `json:"scenario"`       // what was planned
	By            string       `json:"by"`             // group or owner: what the gap is divided among
	Free          float64      `json:"free"`           // best objective without the limits
	Constrained   float64      `json:"constrained"`    // best objective with them
	Gap           float64      `json:"gap"`            // what they cost; the shares add up to it
	Exact         bool         `json:"exact"`          // every order of lifting counts; else a sample of them
	Shares        []BillShare  `json:"shares"`         // the dearest first
	Unlimited     []string     `json:"unlimited"`      // left in force, since without them the objective has no end
	Views         []BillView   `json:"views"`          // plans side by side; empty where none is given
}

// BillShare is what one part costs.
type BillShare struct {
	Name   string  `json:"name"`   // group or owner; empty: limits without an owner
	Title  string  `json:"title"`  // name for people
	Amount float64 `json:"amount"` // its share of the gap, in money
	Error  float64 `json:"error"`  // half the width of the 95 % interval; 0 where exact
	First  float64 `json:"first"`  // gained by lifting it alone
	Last   float64 `json:"last"`   // gained by lifting it after all others
	Limits int     `json:"limits"` // how many limits, counting periods
}

// NewBillDocument gathers a bill; by is group or owner.
func NewBillDocument(in Input, b *analysis.Bill, by string) *BillDocument {
	d := &BillDocument{
		FormatVersion: FormatVersion, Engine: EngineInfo{Name: in.Result.Engine.Name, Version: in.Result.Engine.Version},
		Scenario: scenarioInfo(in), By: by, Free: clean(b.Free, significantDigits), Constrained: clean(b.Constrained, significantDigits),
		Gap: clean(b.Gap(), significantDigits), Exact: b.Exact, Shares: []BillShare{}, Unlimited: append([]string{}, b.Unlimited...), Views: []BillView{},
	}
	for _, s := range b.Shares {
		title := cmp.Or(s.Part.Name, "without an owner")
		if by == "group" {
			title = model.Group(s.Part.Name).Info().Title
		}
		d.Shares = append(d.Shares, BillShare{
			Name: s.Part.Name, Title: title, Amount: clean(s.Amount, priceDigits), Error: clean(s.Error, 3),
			First: clean(s.First, priceDigits), Last: clean(s.Last, priceDigits), Limits: len(s.Part.Rows),
		})
	}
	slices.SortStableFunc(d.Shares, func(a, b BillShare) int { return cmp.Compare(b.Amount, a.Amount) })
	return d
}

// WriteJSON writes the document as indented JSON.
func (d *BillDocument) WriteJSON(w io.Writer) error { return writeJSON(w, d) }

// Text writes the bill for a terminal.
func (d *BillDocument) Text(w io.Writer, o TextOptions) error {
	s := newScreen(o)
	s.paragraph(s.theme.title, "", fit(d.Scenario.Name, 4*s.width))
	s.line(s.theme.faint, fit(horizon(&d.Scenario), s.width))
	goal, decimals := d.goal(), coin(d.Scenario.Currency)
	s.section("OPTIMAL AGAINST CONSTRAINED")
	widest := func() int { return max(len(coins(d.Free, decimals)), len(coins(d.Constrained, decimals))) }
	if widest() > 15 {
		decimals = 0 // nobody reads the cents of a billion
	}
	column := max(16, widest()+1)
	label := s.width - 3*column
	t := newTable(func(row, col int) lipgloss.Style {
		style := lipgloss.NewStyle()
		if row < 0 {
			style = s.theme.heading
		}
		if col == 0 {
			return style.Width(label)
		}
		return style.Width(column).Align(lipgloss.Right)
	})
	t.Headers("", strings.TrimSpace(goal+" "+printable(d.Scenario.Currency)), "lifted alone", "lifted last")
	t.Row("without these limits", coins(d.Free, decimals), "", "")
	shares := newSteps(decimals, d)
	for i := range d.Shares {
		b := &d.Shares[i]
		amount := coins(shares[i], decimals)
		if b.Error > 0 {
			amount += "±"
		}
		t.Row("  "+fit(b.Title, label-3), amount, coins(b.First, decimals), coins(b.Last, decimals))
	}
	t.Row("with them", coins(d.Constrained, decimals), "", "")
	s.b.WriteString(t.Render() + "\n")
	s.billNotes(d, goal)
	s.views(d)
	return s.flush(w)
}

// goal is what the bill is about.
func (d *BillDocument) goal() string {
	if d.Scenario.Objective.Maximises() {
		return "profit"
	}
	return "cost"
}

// newSteps rounds the shares to the coin, such that they add up to the gap as it is printed.
func newSteps(decimals int, d *BillDocument) []float64 {
	grid := steps{decimals}
	amounts := make([]float64, len(d.Shares))
	for i := range d.Shares {
		amounts[i] = d.Shares[i].Amount
	}
	sign := 1.0
	if d.Constrained < d.Free {
		sign = -1
	}
	spread := grid.spread(amounts, grid.amount(sign*(grid.amount(d.Constrained)-grid.amount(d.Free))))
	for i := range spread {
		spread[i] *= sign
	}
	return spread
}

func (s *screen) billNotes(d *BillDocument, goal string) {
	s.paragraph(s.theme.faint, "", "Each share is what its limits cost, averaged over every order in which they could be lifted; "+
		"the shares add up to the difference in "+goal+".")
	if !d.Exact {
		s.paragraph(s.theme.faint, "", fmt.Sprintf("± from a sample of orders: the error of the largest share is %s.", number(d.Shares[0].Error)))
	}
	if len(d.Unlimited) > 0 {
		titles := make([]string, len(d.Unlimited))
		for i, name := range d.Unlimited {
			titles[i] = printable(name)
		}
		s.paragraph(s.theme.faint, "", "Left in force, because without them "+goal+" has no end: "+strings.Join(titles, ", ")+".")
	}
}
