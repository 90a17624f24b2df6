package report

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/steelyard-sop/steelyard/analysis"
)

// AlternativeLine is a plan that is nearly best and differs much from the best one.
type AlternativeLine struct {
	Objective   float64          `json:"objective"`   // of the alternative, with penalties
	Worse       float64          `json:"worse"`       // money by which it is worse than the best plan
	Distance    float64          `json:"distance"`    // to the nearest of the best plan and those before, in what the best plan does of a family in a period
	Differences []DifferenceLine `json:"differences"` // from the best plan, the largest first
}

// DifferenceLine is one decision that an alternative takes differently.
type DifferenceLine struct {
	Item     string            `json:"item"`
	Activity analysis.Activity `json:"activity"` // made, bought or served
	Period   string            `json:"period"`
	Best     float64           `json:"best"` // in the best plan, in the unit of the item
	Here     float64           `json:"here"` // in the alternative
}

// AddAlternatives adds plans that differ much.
func (d *LeewayDocument) AddAlternatives(in Input, list []analysis.Alternative) {
	d.Alternatives = []AlternativeLine{}
	for i := range list {
		a := &list[i]
		line := AlternativeLine{
			Objective: clean(a.Result.Value, kpiDigits), Worse: max(0, clean(change(a.Worse, 0), kpiDigits)),
			Distance: clean(a.Distance, 6), Differences: []DifferenceLine{},
		}
		for _, x := range a.Differences {
			line.Differences = append(line.Differences, DifferenceLine{
				Item: x.Item, Activity: x.Kind, Period: periodLabel(in.Scenario, x.Period),
				Best: clean(x.Best, kpiDigits), Here: clean(x.Here, kpiDigits),
			})
		}
		d.Alternatives = append(d.Alternatives, line)
	}
}

// screenDifferences is how many decisions of an alternative are shown.
const screenDifferences = 8

// alternatives writes what each of them decides differently.
func (s *screen) alternatives(d *LeewayDocument) {
	if d.Alternatives == nil {
		return
	}
	s.section(fmt.Sprintf("PLANS WITHIN %s OF THE BEST THAT DIFFER MOST", strings.ToUpper(percent(100*d.Within))))
	if len(d.Alternatives) == 0 {
		s.paragraph(lipgloss.NewStyle(), "", "There is none that differs.")
	}
	n, p := newNames(d.Scenario.Things), newPeriodNames(&d.Scenario)
	for k := range d.Alternatives {
		a := &d.Alternatives[k]
		s.paragraph(lipgloss.NewStyle(), fmt.Sprintf("%d. ", k+1), fmt.Sprintf("%s %s, worse by %s; %s periods' worth of families done otherwise:",
			d.Objective.goal(), money(a.Objective, d.Scenario.Currency), money(a.Worse, d.Scenario.Currency), number(roundAt(a.Distance, 1))))
		shown := a.Differences
		if most := s.most(screenDifferences); most > 0 && len(shown) > most {
			shown = shown[:most]
		}
		for _, x := range shown {
			name := fit(n.item(x.Item), 24) + ", " + string(x.Activity) + " in " + p.name(p.index[x.Period])
			s.line(lipgloss.NewStyle(), fit(fmt.Sprintf("   %-38s %12s instead of %s", name, number(x.Here), number(x.Best)), s.width))
		}
		s.leftOut(len(a.Differences)-len(shown), "smaller difference is", "smaller differences are")
	}
}
