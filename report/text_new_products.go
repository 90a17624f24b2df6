package report

import (
	"fmt"
	"io"
	"math"

	"charm.land/lipgloss/v2"

	"github.com/steelyard-sop/steelyard/analysis"
)

// NewProductsDocument is the new-product plan of a scenario.
type NewProductsDocument struct {
	FormatVersion int             `json:"format_version"` // version of this format
	Engine        EngineInfo      `json:"engine"`         // what solved the scenario
	Scenario      ScenarioInfo    `json:"scenario"`       // what was planned
	Objective     *float64        `json:"objective"`      // cost or profit of the plan with penalties, with the expected demand
	Launches      []LaunchPlan    `json:"launches"`       // in the order of the scenario
	PhaseOuts     []PhaseOutPlan  `json:"phase_outs"`     // in the order of the scenario
	Outcomes      []LaunchOutcome `json:"outcomes"`       // of the launches of the plan, each planned anew
}

// LaunchOutcome is the objective of the best plan where it is known what becomes
// of a launch; null where there is no plan.
type LaunchOutcome struct {
	Launch  string   `json:"launch"`  // id of the launch
	Success *float64 `json:"success"` // launched in the same period, and a success
	Failure *float64 `json:"failure"` // launched in the same period, and nobody buys
	Without *float64 `json:"without"` // not launched
}

// NewNewProductsDocument tells of the launches and phase-outs of a plan, and of
// what becomes of it.
func NewNewProductsDocument(in Input, outcomes []analysis.LaunchOutcome) *NewProductsDocument {
	d := &NewProductsDocument{
		FormatVersion: FormatVersion, Engine: EngineInfo{Name: in.Result.Engine.Name, Version: in.Result.Engine.Version},
		Scenario: scenarioInfo(in), Objective: known(in.Result.Value, significantDigits), Outcomes: []LaunchOutcome{},
		Launches: []LaunchPlan{}, PhaseOuts: []PhaseOutPlan{},
	}
	if plan := NewProducts(in.Scenario, in.Result.Plan); plan != nil {
		d.Launches, d.PhaseOuts = plan.Launches, plan.PhaseOuts
	}
	for _, o := range outcomes {
		d.Outcomes = append(d.Outcomes, LaunchOutcome{
			Launch: in.Scenario.Launches[o.Launch].ID, Success: known(o.Success, significantDigits),
			Failure: known(o.Failure, significantDigits), Without: known(o.Without, significantDigits),
		})
	}
	return d
}

// WriteJSON writes the document as indented JSON.
func (d *NewProductsDocument) WriteJSON(w io.Writer) error { return writeJSON(w, d) }

// Text writes the new-product plan for a terminal.
func (d *NewProductsDocument) Text(w io.Writer, o TextOptions) error {
	s := newScreen(o)
	s.paragraph(s.theme.title, "", fit(d.Scenario.Name, 4*s.width))
	s.line(s.theme.faint, fit(horizon(&d.Scenario), s.width))
	if len(d.Launches)+len(d.PhaseOuts) == 0 {
		s.line(lipgloss.NewStyle(), "nothing is launched, and nothing ends")
	}
	names, periods := newNames(d.Scenario.Things), newPeriodNames(&d.Scenario)
	for i := range d.Launches {
		s.launchPlan(d, &d.Launches[i], names)
	}
	for i := range d.PhaseOuts {
		s.phaseOutPlan(d, &d.PhaseOuts[i], names, &periods)
	}
	return s.flush(w)
}

// launchPlan writes one launch: its gates, what it sells and earns, and what becomes of the plan.
func (s *screen) launchPlan(d *NewProductsDocument, l *LaunchPlan, names names) {
	when := "not launched in the horizon"
	if l.Period != "" {
		when = "launched in " + l.Period
	}
	if l.Decided {
		when += ", as the plan chose"
	}
	s.section(fit(printable(l.Name), s.width-44) + ": " + when + ", " + percent(100*l.Probability) + " likely")
	s.gatePlans(l)
	if l.Period == "" {
		return
	}
	coin := func(x float64) string { return coins(x, coin(d.Scenario.Currency)) }
	const wide = 15
	units := func(x float64) string { return number(x) }
	rows := [][]string{
		{"asked if a success", units(l.Success), "", ""},
		{"expected", units(l.Expected), "", ""},
		{"sold of that", units(l.Sales), coin(l.Revenue), coin(l.Margin)},
		{"taken from others", units(-l.Taken), coin(-l.LostRevenue), coin(-l.LostMargin)},
		{"cost of the launch", "", "", coin(-l.Cost)},
		{"left", units(l.Sales - l.Taken), coin(l.Revenue - l.LostRevenue), coin(l.Net)},
	}
	currency := ""
	if d.Scenario.Currency != "" {
		currency = ", " + printable(d.Scenario.Currency)
	}
	s.numberTable([]string{"", "units", "revenue" + currency, "margin" + currency}, rows, s.width-3*wide, []int{wide, wide, wide})
	first := "never"
	if l.FirstSupply != "" {
		first = l.FirstSupply
	}
	plain := lipgloss.NewStyle()
	s.paragraph(plain, "", "first made or ordered: "+first+"; in stock or on order at the launch: "+number(l.Pipeline)+"; spent for nothing if it fails: "+money(l.AtRisk, d.Scenario.Currency))
	for _, load := range l.Loads {
		s.paragraph(plain, "", fmt.Sprintf("%s: %s, %s of its load", names.of(load.Of, KindResource, KindWorkforce), withUnit(load.Used, load.Unit), percent(load.Share)))
	}
	for i := range d.Outcomes {
		if o := &d.Outcomes[i]; o.Launch == l.Launch {
			s.paragraph(plain, "", d.goal()+" if it is a success "+d.value(o.Success)+", if it fails "+d.value(o.Failure)+", without it "+d.value(o.Without)+"; as planned "+d.value(d.Objective))
		}
	}
}

// gatePlans writes the gates of a launch.
func (s *screen) gatePlans(l *LaunchPlan) {
	if len(l.Gates) == 0 {
		return
	}
	var rows [][]string
	for _, g := range l.Gates {
		slack, opens := none, none
		if g.Opens != "" {
			opens = g.Opens
		}
		if g.Slack != nil {
			slack = plural(int(math.Round(*g.Slack)), "period", "periods")
		}
		waits := g.Planned
		if g.Option != "" {
			waits = g.Option
		}
		rows = append(rows, []string{printable(g.Gate), fit(printable(g.Owner), 15), fit(printable(waits), 15), opens, slack})
	}
	s.numberTable([]string{"gate", "owner", "waits for", "opens", "slack"}, rows, s.width-58, []int{16, 16, 12, 14})
}

// phaseOutPlan writes one phase-out: its last periods, and how stock runs down.
func (s *screen) phaseOutPlan(d *NewProductsDocument, p *PhaseOutPlan, names names, periods *periodNames) {
	s.section(fit(printable(p.Name), s.width-32) + ": last sale in " + p.LastSale)
	plain := lipgloss.NewStyle()
	s.paragraph(plain, "", "last buy "+p.LastBuy+", last make "+p.LastMake+", end "+p.End+"; asked after the last buy "+number(p.LastAsked)+", asked no more "+number(p.Gone))
	stock := grid{title: "stock at the end of the period"}
	for i := range p.Items {
		at := &p.Items[i]
		name := names.item(at.Item)
		if at.Site != "" {
			name += " at " + names.place(at.Site)
		}
		if row := (gridRow{label: name, unit: printable(at.Unit), values: at.Stock, total: math.NaN()}); !row.zero() {
			stock.rows = append(stock.rows, row)
		}
	}
	if len(stock.rows) > 0 {
		stock.samePrecision()
		layout := layOut([]grid{stock}, periods.short, s.width)
		s.grid(&stock, layout, periods)
	}
	for i := range p.Items {
		at := &p.Items[i]
		text := names.item(at.Item) + ": "
		if at.Site != "" {
			text = names.item(at.Item) + " at " + names.place(at.Site) + ": "
		}
		last := "neither ordered nor made"
		if at.LastOrder != "" {
			last = "last " + withUnit(at.LastUnits, at.Unit) + " in " + at.LastOrder
		}
		text += last
		if at.WrittenOff > 0 {
			text += "; written off " + withUnit(at.WrittenOff, at.Unit) + " for " + money(at.Cost, d.Scenario.Currency) + ", at standard cost " + money(at.BookValue, d.Scenario.Currency)
		}
		s.paragraph(plain, "", text)
	}
}

// goal is what values are of.
func (d *NewProductsDocument) goal() string {
	if d.Scenario.Objective.Maximises() {
		return "profit"
	}
	return "cost"
}

func (d *NewProductsDocument) value(x *float64) string {
	if x == nil {
		return "none (no plan)"
	}
	return money(*x, d.Scenario.Currency)
}
