package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/model"
)

// LeewayDocument is how much room for argument the best plan leaves: what all
// plans that are nearly as good have in common, and how much worse things can
// get before there is no plan.
type LeewayDocument struct {
	FormatVersion int           `json:"format_version"` // version of this format
	Engine        EngineInfo    `json:"engine"`         // what solved the scenario
	Scenario      ScenarioInfo  `json:"scenario"`       // what was planned
	Objective     Objective     `json:"objective"`      // of the best plan
	Within        float64       `json:"within"`         // share of the objective that a nearly best plan may be worse by
	Leeway        []LeewayLine  `json:"leeway"`         // one an item, activity and period
	Shocks        []ShockLine   `json:"shocks"`         // how much more demand or less of other limits there may be
	ItemsLeft     int           `json:"items_left"`     // families and materials with less money in them, which were not looked at
	rows          []leewayTable // the leeways for a table

	Alternatives []AlternativeLine `json:"alternatives"` // nearly best plans that differ most; null where none were asked for
}

// LeewayLine is one quantity over all nearly best plans.
type LeewayLine struct {
	Item     string            `json:"item"`
	Activity analysis.Activity `json:"activity"` // made, bought or served
	Period   string            `json:"period"`
	Plan     float64           `json:"plan"`    // in the best plan, in the unit of the item
	Least    float64           `json:"least"`   // over all nearly best plans
	Most     *float64          `json:"most"`    // null where nothing holds it back
	Verdict  analysis.Verdict  `json:"verdict"` // must: all nearly best plans do it; may: some do; never: none does
}

// ShockLine is how far limits of one group can change together.
type ShockLine struct {
	Group  model.Group `json:"group"`
	Share  *float64    `json:"share"`  // 0.12: by 12 %; null where there is always a plan
	Limits []string    `json:"limits"` // ids of up to three limits that then stand in the way
	InWay  []InWayLine `json:"in_way"` // the same in words, all periods of one limit together
}

type leewayTable struct {
	item     string
	activity analysis.Activity
	verdicts []analysis.Verdict
}

// NewLeewayDocument gathers leeways and shocks; groups and shocks go together.
func NewLeewayDocument(in Input, within float64, leeways []analysis.Leeway, groups []model.Group, shocks []*analysis.Shock) *LeewayDocument {
	base := NewDocument(in)
	d := &LeewayDocument{
		FormatVersion: FormatVersion, Engine: base.Engine, Scenario: base.Scenario, Objective: base.Objective,
		Within: within, Leeway: []LeewayLine{}, Shocks: []ShockLine{},
	}
	largest := 0.0
	for _, l := range leeways {
		largest = max(largest, math.Abs(l.Plan))
	}
	for i := range leeways {
		l := &leeways[i]
		verdict := l.Verdict(largest)
		d.Leeway = append(d.Leeway, LeewayLine{
			Item: l.Item, Activity: l.Kind, Period: periodLabel(in.Scenario, l.Period), Plan: clean(l.Plan, kpiDigits),
			Least: max(0, clean(l.Least, kpiDigits)), Most: known(l.Most, kpiDigits), Verdict: verdict,
		})
		if k := len(d.rows); k == 0 || d.rows[k-1].item != l.Item || d.rows[k-1].activity != l.Kind {
			d.rows = append(d.rows, leewayTable{item: l.Item, activity: l.Kind, verdicts: make([]analysis.Verdict, len(d.Scenario.Periods))})
		}
		d.rows[len(d.rows)-1].verdicts[l.Period] = verdict
	}
	for i, shock := range shocks {
		line := ShockLine{Group: groups[i], Share: known(shock.Share, kpiDigits), Limits: []string{}}
		var inWay []analysis.Hindrance
		for _, row := range shock.Limits {
			l := &in.Result.Limits[row]
			line.Limits = append(line.Limits, l.ID)
			k := slices.IndexFunc(inWay, func(h analysis.Hindrance) bool { return h.Group == l.Group && h.Key == l.Key })
			if k < 0 {
				k = len(inWay)
				inWay = append(inWay, analysis.Hindrance{Group: l.Group, Key: l.Key})
			}
			inWay[k].Periods = append(inWay[k].Periods, l.Period)
		}
		line.InWay = newInWay(&in, newNames(d.Scenario.Things), inWay)
		d.Shocks = append(d.Shocks, line)
	}
	return d
}

// WriteJSON writes the document as indented JSON.
func (d *LeewayDocument) WriteJSON(w io.Writer) error { return writeJSON(w, d) }

// Text writes the document for a terminal.
func (d *LeewayDocument) Text(w io.Writer, o TextOptions) error {
	s := newScreen(o)
	s.paragraph(s.theme.title, "", fit(d.Scenario.Name, 4*s.width))
	s.line(s.theme.faint, fit(horizon(&d.Scenario), s.width))
	s.section(fmt.Sprintf("WHAT ALL PLANS WITHIN %s OF THE BEST HAVE IN COMMON", strings.ToUpper(percent(100*d.Within))))
	s.verdicts(d)
	s.paragraph(s.theme.faint, "", "M must: all of them do it; o may: some do; - never: none does. -o json has the least and the most of each.")
	if d.ItemsLeft > 0 {
		s.paragraph(s.theme.faint, "", plural(d.ItemsLeft, "family or material", "families and materials")+
			" with less money in them were not looked at; --all looks at all, --top at as many as it says.")
	}
	s.alternatives(d)
	s.shocks(d)
	return s.flush(w)
}

func (s *screen) verdicts(d *LeewayDocument) {
	n, p := newNames(d.Scenario.Things), newPeriodNames(&d.Scenario)
	const cell = 4
	label := 28
	perBlock := max(1, (s.width-label)/(cell+1))
	for from := 0; from < len(p.short); from += perBlock {
		to := min(from+perBlock, len(p.short))
		head := fmt.Sprintf("%-*s", label, "")
		for t := from; t < to; t++ {
			head += fmt.Sprintf(" %*s", cell, fit(p.short[t], cell))
		}
		s.line(s.theme.heading, head)
		for i := range d.rows {
			row := &d.rows[i]
			name := fit(n.item(row.item), label-9) + ", " + string(row.activity)
			line := name + strings.Repeat(" ", max(0, label-lipgloss.Width(name)))
			for t := from; t < to; t++ {
				line += fmt.Sprintf(" %*s", cell, map[analysis.Verdict]string{analysis.Must: "M", analysis.May: "o", analysis.Never: "-"}[row.verdicts[t]])
			}
			s.line(lipgloss.NewStyle(), line)
		}
	}
}

func (s *screen) shocks(d *LeewayDocument) {
	if len(d.Shocks) == 0 {
		return
	}
	s.section("HOW MUCH WORSE IT CAN GET")
	p := newPeriodNames(&d.Scenario)
	for i := range d.Shocks {
		shock := &d.Shocks[i]
		verb := "fall"
		if shock.Group == model.GroupDemand {
			verb = "rise"
		}
		title := capital(shock.Group.Info().Title)
		if shock.Share == nil {
			s.paragraph(lipgloss.NewStyle(), "* ", fmt.Sprintf("%s can %s without end: there is always a plan.", title, verb))
			continue
		}
		if verb == "fall" && *shock.Share >= 1 {
			s.paragraph(lipgloss.NewStyle(), "* ", fmt.Sprintf("%s can fall to nothing: there is a plan without it.", title))
			continue
		}
		text := fmt.Sprintf("%s can %s by %s everywhere before there is no plan", title, verb, percent(100**shock.Share))
		if len(shock.InWay) > 0 {
			text += "; then in the way: " + p.told(shock.InWay)
		}
		s.paragraph(lipgloss.NewStyle(), "* ", text+".")
	}
}
