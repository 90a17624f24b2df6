package report

import (
	"strings"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/model"
)

// InWayLine is a limit that stands in the way of a plan.
type InWayLine struct {
	Group   model.Group `json:"group"`   // group of the limit
	Key     string      `json:"key"`     // what it is about, as in the names of rows
	Title   string      `json:"title"`   // name for people: supply of syrup from agro
	Periods []string    `json:"periods"` // in which it stands in the way, the most important first
}

// inWayPeriods is how many periods of a limit are named in a sentence.
const inWayPeriods = 3

func newInWay(in *Input, n names, list []analysis.Hindrance) []InWayLine {
	lines := []InWayLine{}
	for _, h := range list {
		line := InWayLine{Group: h.Group, Key: h.Key, Title: n.phrase(h.Group, h.Key), Periods: []string{}}
		for _, t := range h.Periods {
			line.Periods = append(line.Periods, periodLabel(in.Scenario, t))
		}
		lines = append(lines, line)
	}
	return lines
}

// told names limits in a sentence: "supply of syrup from agro in Jun, Aug, Jul;
// most stock of cola in Jul".
func (p *periodNames) told(list []InWayLine) string {
	parts := make([]string, len(list))
	for k := range list {
		parts[k] = list[k].Title + " in " + p.those(list[k].Periods)
	}
	return strings.Join(parts, "; ")
}

// those lists the first few of some periods: Jun, Aug, Jul and 3 more.
func (p *periodNames) those(labels []string) string {
	if len(labels) > 1 && len(labels) == len(p.short) {
		return "every period"
	}
	var list []string
	for _, label := range labels[:min(inWayPeriods, len(labels))] {
		list = append(list, p.name(p.index[label]))
	}
	text := strings.Join(list, ", ")
	if left := len(labels) - len(list); left > 0 {
		text += " and " + plural(left, "more", "more")
	}
	return text
}
