package report

import (
	"cmp"
	"strings"
)

// crewRows are what the heads of each crew do besides working, by crew, in the
// order in which a reader follows them.
func (v *view) crewRows() map[string][]gridRow {
	rows := map[string][]gridRow{}
	add := func(crew string, r gridRow) {
		if !r.zero() {
			rows[crew] = append(rows[crew], r)
		}
	}
	left, trainees, short, idle := v.lines(), v.lines(), v.lines(), v.lines()
	for _, r := range v.d.Plan.CrewStates {
		left.add(r.Workforce, r.Period, r.Left)
		trainees.add(r.Workforce, r.Period, r.Trainees)
		short.add(r.Workforce, r.Period, r.ShortTime)
		idle.add(r.Workforce, r.Period, r.Idle)
	}
	for _, id := range left.order {
		add(id, sumRow("  left", left.of(id)))
		add(id, levelRow("  in training", trainees.of(id)))
	}
	v.eachPair(func(l func(crew, other string) *lines) {
		for _, r := range v.d.Plan.Transfers {
			l(r.Workforce, r.To).add("", r.Period, r.Heads)
		}
	}, func(crew, other string, values []float64) {
		add(crew, sumRow("  to "+v.names.of(other, KindWorkforce), values))
	})
	v.eachPair(func(l func(crew, other string) *lines) {
		for _, r := range v.d.Plan.Temps {
			l(r.Workforce, r.Temps).add("", r.Period, r.Heads)
		}
	}, func(crew, other string, values []float64) {
		add(crew, levelRow("  temps "+printable(other), values))
	})
	for _, id := range left.order {
		add(id, levelRow("  short time", short.of(id)))
		add(id, levelRow("  idle", idle.of(id)))
	}
	v.eachPair(func(l func(crew, other string) *lines) {
		for _, r := range v.d.Plan.Help {
			l(r.Workforce, r.To).add("", r.Period, r.Hours)
		}
	}, func(crew, other string, values []float64) {
		r := sumRow("  for "+v.names.of(other, KindWorkforce), values)
		r.unit = v.unit(crew, KindWorkforce)
		add(crew, r)
	})
	return rows
}

// eachPair collects values by crew and something else, and passes them on in
// the order in which they come.
func (v *view) eachPair(fill func(func(crew, other string) *lines), use func(crew, other string, values []float64)) {
	type pair struct{ crew, other string }
	var order []pair
	all := map[pair]*lines{}
	fill(func(crew, other string) *lines {
		p := pair{crew, other}
		if all[p] == nil {
			all[p] = v.lines()
			order = append(order, p)
		}
		return all[p]
	})
	for _, p := range order {
		use(p.crew, p.other, all[p].of(""))
	}
}

// crewSubject says in words what a limit on heads is about: "fitters,hire" or
// "fitters,training,masters".
func (n names) crewSubject(crew, rest string) string {
	kind, id, named := strings.Cut(rest, ",")
	words := map[string]string{
		"hire": "hiring", "layoff": "layoffs", "training": "training", "downgrade": "downgrading",
		"temps": "temps", "short_time": "short time", "idle": "idle heads",
	}
	text := n.of(crew, KindWorkforce) + ", " + cmp.Or(words[kind], printable(kind))
	if named {
		text += " " + n.of(id, KindWorkforce)
	}
	return text
}
