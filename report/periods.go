package report

import (
	"strings"
	"time"

	"github.com/steelyard-sop/steelyard/model"
)

// periodNames are the short names of the periods in columns and lists.
type periodNames struct {
	short []string // Jan, P01, W05, Q1, 01-31 or 2026
	year  []string // 2026; empty where the short name says it
	years bool     // the horizon spans several years, so that the year must be shown
	index map[string]int
}

func newPeriodNames(s *ScenarioInfo) periodNames {
	n := len(s.Periods)
	p := periodNames{short: make([]string, n), year: make([]string, n), index: make(map[string]int, n)}
	for t, label := range s.Periods {
		p.index[label] = t
		p.short[t], p.year[t] = shortPeriod(label)
		p.years = p.years || p.year[t] != p.year[0]
	}
	return p
}

// shortPeriod splits a label into its short name and its year. What is no
// label of a period stays whole.
func shortPeriod(label string) (short, year string) {
	bucket, _, ok := model.LabelBucket(label)
	if !ok || bucket == model.Year {
		return fit(label, 10), ""
	}
	year, short, _ = strings.Cut(label, "-")
	if bucket == model.Month {
		if month, err := time.Parse("01", short); err == nil {
			short = month.Format("Jan")
		}
	}
	return short, year
}

// name is the name of period t in a list: Jan, or Jan 27 where years differ.
func (p *periodNames) name(t int) string {
	if !p.years || p.year[t] == "" {
		return p.short[t]
	}
	return p.short[t] + " " + p.year[t][2:]
}

// span is the name of the periods from t to u.
func (p *periodNames) span(t, u int) string {
	if t == u {
		return p.name(t)
	}
	return p.name(t) + ".." + p.name(u)
}

// horizon says what the plan covers: "6 months, 2026-01 to 2026-06".
func horizon(s *ScenarioInfo) string {
	n := len(s.Periods)
	if n == 0 {
		return "no periods"
	}
	word := printable(string(s.Bucket))
	if s.Bucket == model.Mixed {
		word = "period"
	}
	text := plural(n, word, word+"s") + ", " + printable(s.Periods[0])
	if n > 1 {
		text += " to " + printable(s.Periods[n-1])
	}
	return text
}
