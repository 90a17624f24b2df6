package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/steelyard-sop/steelyard/model"
)

// BillView is one of the plans that stand side by side: the best one without the
// limits of the bill, the best one with them, and given ones.
type BillView struct {
	ID        string      `json:"id"`        // optimal (without the limits), constrained, own or approved
	Title     string      `json:"title"`     // name for people
	File      string      `json:"file"`      // the plan was read from; empty where it was found
	Objective float64     `json:"objective"` // cost or profit with penalties
	Gap       float64     `json:"gap"`       // objective less that of the constrained plan
	Money     *Money      `json:"money"`     // statement of real money
	Penalties float64     `json:"penalties"` // for priced limits that are broken: no real money
	KPIs      []KPI       `json:"kpis"`      // how good the plan is
	Stock     []ViewStock `json:"stock"`     // of each family and material that is kept
	Broken    int         `json:"broken"`    // hard limits that the plan breaks, counting periods; of the optimal one those lifted
}

// ViewStock is how much of an item a plan keeps, in all places together.
type ViewStock struct {
	Item    string  `json:"item"`
	Unit    string  `json:"unit"`
	Average float64 `json:"average"` // mean over the ends of all periods
	Closing float64 `json:"closing"` // at the end of the last one
}

// The plans that stand side by side.
const (
	OptimalView     = "optimal"
	ConstrainedView = "constrained"
	OwnView         = "own"
	ApprovedView    = "approved"
)

var viewTitles = map[string]string{
	OptimalView: "without limits", ConstrainedView: "best", OwnView: "own plan", ApprovedView: "approved",
}

// AddView adds a plan to those that stand side by side; the constrained one is
// added before given ones.
func (d *BillDocument) AddView(id, file string, in Input) {
	plan := NewDocument(in)
	v := BillView{ID: id, Title: viewTitles[id], File: file, Money: plan.Money, KPIs: plan.KPIs, Stock: []ViewStock{}, Broken: len(plan.Relaxed)}
	if plan.Objective.Value != nil {
		v.Objective = *plan.Objective.Value
	}
	v.Gap = clean(v.Objective-d.Constrained, significantDigits)
	if plan.Penalties != nil {
		v.Penalties = plan.Penalties.Total
	}
	if plan.Plan != nil {
		v.Stock = newViewStock(in.Scenario, plan.Plan)
	}
	d.Views = append(d.Views, v)
}

// newViewStock adds up the stock of each item that the scenario keeps.
func newViewStock(s *model.Scenario, plan *model.Tables) []ViewStock {
	list := []ViewStock{}
	last := periodLabel(s, s.Calendar.Len()-1)
	kept := map[string]bool{}
	for i := range s.Inventory {
		kept[s.Inventory[i].Item] = true
	}
	for _, item := range s.Items() {
		if !kept[item.ID] {
			continue
		}
		v := ViewStock{Item: item.ID, Unit: item.Unit}
		for _, row := range plan.Inventory {
			if row.Item == item.ID {
				v.Average += row.Closing / float64(s.Calendar.Len())
				if row.Period == last {
					v.Closing += row.Closing
				}
			}
		}
		v.Average, v.Closing = clean(v.Average, kpiDigits), clean(v.Closing, kpiDigits)
		list = append(list, v)
	}
	return list
}

// viewRow is one line of the table of plans side by side.
type viewRow struct {
	label string
	cell  func(v *BillView) string
}

// views writes the plans side by side.
func (s *screen) views(d *BillDocument) {
	if len(d.Views) == 0 {
		return
	}
	s.section("SIDE BY SIDE")
	const column = 14
	label := max(16, s.width-column*len(d.Views))
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
	heads := []string{strings.TrimSpace(printable(d.Scenario.Currency))}
	for i := range d.Views {
		heads = append(heads, d.Views[i].Title)
	}
	t.Headers(heads...)
	for _, row := range s.viewRows(d) {
		cells := []string{fit(row.label, label-1)}
		for i := range d.Views {
			cells = append(cells, row.cell(&d.Views[i]))
		}
		t.Row(cells...)
	}
	s.b.WriteString(t.Render() + "\n")
	for i := range d.Views {
		if v := &d.Views[i]; v.ID != ConstrainedView {
			s.paragraph(lipgloss.NewStyle(), "* ", v.sentence(d))
		}
	}
}

// viewRows are the lines: money by account, penalties, service, stock, and what
// is broken.
func (s *screen) viewRows(d *BillDocument) []viewRow {
	decimals := coin(d.Scenario.Currency)
	first := &d.Views[0]
	var rows []viewRow
	for k := range first.Money.Lines {
		used := slices.ContainsFunc(d.Views, func(v BillView) bool { return v.Money.Lines[k].Total != 0 })
		if used {
			rows = append(rows, viewRow{"  " + first.Money.Lines[k].Title, func(v *BillView) string { return coins(v.Money.Lines[k].Total, decimals) }})
		}
	}
	rows = append(rows, viewRow{d.goal(), func(v *BillView) string { return coins(v.Money.Total, decimals) }})
	if slices.ContainsFunc(d.Views, func(v BillView) bool { return v.Penalties != 0 }) {
		rows = append(rows, viewRow{"penalties (no real money)", func(v *BillView) string { return coins(v.Penalties, decimals) }})
	}
	for k := range first.KPIs {
		id := first.KPIs[k].ID
		if id == "fill_rate" || id == "on_time_rate" {
			rows = append(rows, viewRow{first.KPIs[k].Title, func(v *BillView) string { return v.kpi(id) }})
		}
	}
	stocks := first.Stock
	if most := s.most(screenFamilies); most > 0 {
		stocks = stocks[:min(most, len(stocks))]
	}
	n := newNames(d.Scenario.Things)
	for k := range stocks {
		label := "mean stock of " + n.item(stocks[k].Item) + " (" + printable(stocks[k].Unit) + ")"
		rows = append(rows, viewRow{label, func(v *BillView) string { return number(v.Stock[k].Average) }})
	}
	return append(rows, viewRow{"limits broken", func(v *BillView) string {
		if v.Broken == 0 {
			return none
		}
		return fmt.Sprint(v.Broken)
	}})
}

// kpi is a key number of the plan in words.
func (v *BillView) kpi(id string) string {
	for i := range v.KPIs {
		if v.KPIs[i].ID == id {
			return percent(v.KPIs[i].Value)
		}
	}
	return none
}

// sentence says how far a plan is from the best one that keeps all limits.
func (v *BillView) sentence(d *BillDocument) string {
	amount := money(math.Abs(v.Gap), d.Scenario.Currency)
	verb := map[bool]string{true: "costs", false: "earns"}[d.goal() == "cost"]
	what := map[string]string{
		OptimalView:  "Without these limits the best plan",
		OwnView:      "The own plan",
		ApprovedView: "The approved plan",
	}[v.ID]
	difference := amount + " more than"
	switch {
	case v.Gap == 0:
		difference = "as much as"
	case v.Gap < 0:
		difference = amount + " less than"
	}
	text := what + " " + verb + " " + difference + " the best one that keeps them all"
	if v.Broken > 0 && v.ID != OptimalView {
		text += "; it breaks " + plural(v.Broken, "limit", "limits") + " to do so"
	}
	return text + "."
}
