package model

import (
	"math"
	"slices"
)

func (v *validator) strategies() {
	unique(v, "strategy", v.s.Strategies, func(s *Strategy) string { return s.ID })
	for i := range v.s.Strategies {
		v.strategy(at("strategy", v.s.Strategies[i].ID), &v.s.Strategies[i])
	}
}

func (v *validator) strategy(a address, s *Strategy) {
	before := len(v.list)
	if !slices.Contains(StrategyKinds(), s.Plan) {
		v.mistake(a.to("plan"), "unknown-word", "", "expected one of %v, got %q", StrategyKinds(), s.Plan)
	}
	oneWord(v, a.to("keep"), s.Keep, StrategyKeeps())
	for _, m := range s.Measures() {
		oneWord(v, a.to(m.Name), m.Given, Permissions())
	}
	for _, id := range s.Families {
		if !slices.ContainsFunc(v.s.Families, func(f Item) bool { return f.ID == id }) {
			v.dangling(a.to("families"), "a family", id, idsOf(v.s.Families, func(f *Item) string { return f.ID }))
		}
	}
	for _, id := range s.Sites {
		v.knownSite(a.to("sites"), id)
	}
	for _, t := range s.Periods {
		if t < 0 || t >= v.s.Calendar.Len() {
			v.mistake(a.to("periods"), "unknown-period", "", "expected periods of the calendar, got number %d", t+1)
		}
	}
	v.amounts(a.to("change"), s.Change, false)
	v.rule(a, &s.Rule)
	v.strategyForm(a, s)
	if len(v.list) == before && len(v.list)-v.warnings == 0 {
		v.strategyScope(a, s)
	}
}

// strategyForm checks what a strategy says against what it is.
func (v *validator) strategyForm(a address, s *Strategy) {
	switch {
	case s.Plan == Hybrid && !s.Change.IsSet():
		v.mistake(a, "missing-key", "say how much may change from one period to the next: change: ...", "expected the key change in a hybrid strategy")
	case s.Plan != Hybrid && s.Change.IsSet():
		v.mistake(a.to("change"), "strategy-form", "write plan: hybrid", "expected no key change in a %s strategy", s.Plan)
	case s.Plan == Chase && s.Keep != "":
		v.mistake(a.to("keep"), "strategy-form", "leave it out", "expected no key keep in a chase strategy, which keeps nothing")
	}
}

// strategyScope checks that there is something to keep, or stock to do without.
func (v *validator) strategyScope(a address, s *Strategy) {
	alone := *v.s
	alone.Strategies = []Strategy{*s}
	main := map[StrategyKind]Group{Level: GroupLevel, Chase: GroupChase, Hybrid: GroupRateChange}[s.Plan]
	limits := alone.StrategyLimits()
	if !slices.ContainsFunc(limits, func(l StrategyLimit) bool {
		return l.Group == main && slices.ContainsFunc(l.Values, func(x float64) bool { return !math.IsNaN(x) })
	}) && (s.Plan != Chase || len(limits) == 0) {
		hint := "look at its families, sites and periods"
		if s.Keep == KeepHeads {
			hint = "write keep: output, or " + hint
		}
		v.mistake(a, "strategy-scope", hint, "expected something that a %s strategy can be about, found nothing", s.Plan)
	}
}

func idsOf[T any](things []T, id func(*T) string) []string {
	ids := make([]string, len(things))
	for i := range things {
		ids[i] = id(&things[i])
	}
	return ids
}
