package model

import (
	"math"
	"slices"
	"strings"
	"time"
)

// joinedWords lists words in a sentence.
func joinedWords[W ~string](words []W) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = string(w)
	}
	return strings.Join(texts, ", ")
}

// goals checks the figure of the objective, goals and budgets.
func (v *validator) goals() {
	unique(v, "goals", v.s.Goals, func(g *Goal) string { return g.ID })
	unique(v, "budget", v.s.Budget, func(g *Goal) string { return g.ID })
	v.discounting()
	refs := v.s.AllGoals()
	if len(refs) == 0 || len(v.labels) == 0 {
		return
	}
	measures := v.s.Measures()
	for _, ref := range refs {
		a := at(ref.Section)
		if ref.Section != AimSection {
			a = a.to(ref.ID)
		}
		if ref.Section != AimSection && ref.ID == AimSection {
			v.mistake(a, "id-clash", "choose another id", "expected an id other than objective, which the objective has")
		}
		v.figure(a, ref, measures)
		v.goalForm(a, ref)
		v.goalNumbers(a, ref)
	}
	v.rankMethods(refs)
}

// discounting checks the rate at which money is discounted.
func (v *validator) discounting() {
	a := at("discount_rate")
	switch rate := v.s.Interest; {
	case !(rate >= 0 && rate <= 1):
		v.mistake(a, "share-above-one", "write 8 % or 0.08", "expected a rate a year from 0 to 1, got %v", rate)
	case v.s.Objective.Discounts() && rate == 0:
		v.mistake(at("objective"), "missing-key", "add discount_rate: 8 %", "expected the key discount_rate, by which money of later periods counts for less")
	}
}

// figure checks what a goal is about.
func (v *validator) figure(a address, ref GoalRef, m *Measures) {
	if ref.Section != AimSection {
		a = a.to("of")
	}
	v.figureOf(a, ref.ID, &ref.Of, LineNames(), m)
}

// goalForm checks that what is wanted is said once, and how far it is wanted.
func (v *validator) goalForm(a address, ref GoalRef) {
	ways := 0
	for _, given := range []bool{ref.Hard, ref.Rank > 0, ref.Target.Priced()} {
		if given {
			ways++
		}
	}
	switch {
	case !slices.Contains([]GoalSense{AtLeast, AtMost, Most, Least}, ref.Want):
		v.mistake(a, "goal-form", "add at_least: or at_most: with a value, or best: most, or best: least", "expected what is wanted of the figure")
	case ref.Want.HasTarget() != ref.Target.IsSet():
		v.mistake(a, "goal-form", "", "expected a value for at_least and at_most, and none where it is as much or as little as can be")
	case ways > 1:
		v.mistake(a, "goal-form", "keep one of hard, penalty and rank", "expected a goal that is hard, priced or ranked, got more than one of these")
	case ref.Section == GoalSection && ways == 0:
		v.mistake(a, "goal-form", "add rank: 1, hard: true or a penalty", "expected a goal that is hard, priced or ranked")
	case !ref.Want.HasTarget() && !ref.Ranked():
		v.mistake(a, "goal-form", "add rank: 1", "expected a rank, since a goal without a value cannot be hard or priced")
	}
	if _, ok := v.s.Calendar.Windows(orPeriod(ref.Over)); ref.Section == BudgetSection && !ok {
		v.window(a.to("over"), ref.Over)
	} else if ref.Section == BudgetSection && ref.Target.IsSet() && len(ref.Spans(v.s.Calendar)) == 0 {
		v.mistake(a.to("value"), "goal-form", "the value of a window is that of its last period", "expected a value in the last period of a window, at least")
	}
	for k, t := range ref.Periods {
		if t < 0 || t >= len(v.labels) || k > 0 && ref.Periods[k-1] >= t {
			v.mistake(a.to("periods"), "goal-form", "", "expected periods in order and once each")
			break
		}
	}
}

// goalNumbers checks value, penalty, weight, scale and tolerance.
func (v *validator) goalNumbers(a address, ref GoalRef) {
	key := string(ref.Want)
	if ref.Section == BudgetSection {
		key = "value"
	}
	if n := ref.Target.Value.Len(); n > 1 && n != len(v.labels) {
		v.mistake(a.to(key), "series-length", "", "expected %d values, got %d", len(v.labels), n)
	}
	for _, x := range ref.Target.Value.Values() {
		if math.IsInf(x, 0) || math.Abs(x) > largestNumber {
			v.mistake(a.to(key), "number-too-large", "use a larger unit", "expected numbers of at most %s, got %v", plainNumber(largestNumber), x)
			break
		}
	}
	v.amounts(a.to("penalty"), ref.Target.Penalty, false)
	v.number(a.to("weight"), ref.Weight)
	v.number(a.to("scale"), ref.Scale)
	v.number(a.to("tolerance"), ref.Tolerance)
	v.number(a.to("tolerance_share"), ref.Share)
	if ref.Rank < 0 {
		v.mistake(a.to("rank"), "goal-form", "", "expected a rank from 1 on, got %d", ref.Rank)
	}
	if ref.Method != "" && !slices.Contains(GoalMethods(), ref.Method) {
		v.mistake(a.to("method"), "unknown-word", "", "expected one of %s; got %q", joinedWords(GoalMethods()), ref.Method)
	}
	if _, err := time.Parse(time.DateOnly, ref.Target.Review); ref.Target.Review != "" && err != nil {
		v.mistake(a.to("review"), "bad-date", "", "expected a date such as 2026-01-31, got %q", ref.Target.Review)
	}
}

// rankMethods checks that goals of one rank are met in one way, and that what is
// missing of them can be compared.
func (v *validator) rankMethods(refs []GoalRef) {
	for _, rank := range v.s.Ranks() {
		first := refs[rank.Goals[0]]
		for _, k := range rank.Goals[1:] {
			ref := refs[k]
			a := at(ref.Section, ref.ID)
			if ref.Method != first.Method {
				v.mistake(a.to("method"), "goal-form", "", "expected the method of %s, which has the same rank", first.Path())
			}
		}
		if len(rank.Goals) < 2 {
			continue
		}
		for _, k := range rank.Goals {
			ref := refs[k]
			if ref.Scale == 0 && ref.asked(v.s.Calendar) == 0 {
				v.mistake(at(ref.Section, ref.ID), "goal-scale", "add scale: with the amount that counts as 100 %", "expected a scale, since several goals have rank %d and this one has no value other than 0 to be measured by", rank.Number)
			}
		}
	}
}
