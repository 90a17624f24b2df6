package model

import (
	"math"
	"slices"
)

// switches checks everything that is on or off.
func (v *validator) switches() {
	states := map[string]string{} // resource: what it is set up for before the first period
	for i := range v.s.Processes {
		p := &v.s.Processes[i]
		a := at("processes", p.ID, "lots")
		v.switched(a, &p.Lots)
		if p.Lots.Set && p.Lots.CarryOver {
			v.carryOver(a, p, states)
		}
	}
	for _, ref := range v.s.Offers() {
		v.switched(at("suppliers", ref.Supplier.ID, "sells", ref.Offer.ID, "order"), &ref.Offer.Order)
	}
	for i := range v.s.Lanes {
		v.switched(at("lanes", v.s.Lanes[i].ID, "use"), &v.s.Lanes[i].Use)
	}
	v.logic()
}

// switched checks one switch.
func (v *validator) switched(a address, sw *Switch) {
	if !sw.Set {
		return
	}
	v.money(a.to("cost"), sw.Cost)
	v.money(a.to("start").to("cost"), sw.Start.Cost)
	v.money(a.to("stop").to("cost"), sw.Stop.Cost)
	v.setUpParts(a, sw.Uses)
	v.setUpParts(a.to("start"), sw.Start.Uses)
	v.setUpParts(a.to("stop"), sw.Stop.Uses)
	sound := v.limit(a.to("min"), &sw.Min)
	if v.limit(a.to("max"), &sw.Max) && sound {
		v.ordered(a.to("min"), &sw.Min, "max", &sw.Max)
	}
	v.multiple(a.to("multiple"), sw)
	v.count(a, sw)
	v.stay(a.to("min_on"), &sw.MinOn)
	v.stay(a.to("min_off"), &sw.MinOff)
	v.openingOn(a.to("opening"), sw)
}

func (v *validator) setUpParts(a address, uses []Part) {
	for i := range uses {
		part := a.to("uses").to(uses[i].ID)
		v.part(part, uses, i, "uses")
		v.knownCapacity(part, uses[i].ID)
	}
}

func (v *validator) multiple(a address, sw *Switch) {
	v.limit(a, &sw.Multiple)
	for t, x := range sw.Multiple.Value.Values() {
		if x == 0 {
			_, period := v.in(a, sw.Multiple.Value, t)
			v.mistake(period, "multiple-form", "leave it out", "expected more than 0, got 0")
			break
		}
	}
	if sw.Multiple.Priced() {
		v.mistake(a.to("penalty"), "multiple-form", "price min or max in its place", "expected no penalty: a multiple that may be broken is none")
	}
}

func (v *validator) count(a address, sw *Switch) {
	if !sw.Count.IsSet() {
		return
	}
	v.limit(a.to("count"), &sw.Count)
	v.wholes(a.to("count"), sw.Count.Value, "units")
	if sw.Count.Priced() || !v.complete(sw.Count.Value) {
		v.mistake(a.to("count"), "count-form", "give the number of units of every period, without a penalty", "expected how many units there are")
	}
	if !sw.Max.IsSet() || sw.Max.Priced() || !v.complete(sw.Max.Value) {
		v.mistake(a.to("max"), "count-form", "say how much one unit does at most", "expected the key max beside count")
	}
}

// complete tells whether every period has a value.
func (v *validator) complete(s Series) bool {
	for _, x := range s.Values() {
		if math.IsNaN(x) {
			return false
		}
	}
	return s.IsSet()
}

// wholes reports numbers that are not whole.
func (v *validator) wholes(a address, s Series, of string) {
	for t, x := range s.Values() {
		if x != math.Trunc(x) && !math.IsNaN(x) {
			where, period := v.in(a, s, t)
			v.mistake(period, "whole-on", "", "expected a whole number of %s%s, got %s", of, where, plainNumber(x))
			return
		}
	}
}

// stay checks how long something stays on or off at least.
func (v *validator) stay(a address, l *Limit) {
	if !l.IsSet() {
		return
	}
	v.limit(a, l)
	v.wholes(a, l.Value, "periods")
	if _, constant := l.Value.canonical(); !constant {
		v.mistake(a, "stay-form", "", "expected one number of periods, got %d", l.Value.Len())
	} else if l.Value.At(0) < 1 {
		v.mistake(a, "stay-form", "leave it out", "expected at least 1 period, got %s", plainNumber(l.Value.At(0)))
	}
}

// openingOn checks what is on before the first period.
func (v *validator) openingOn(a address, sw *Switch) {
	v.number(a, sw.Opening)
	v.wholes(a, Constant(sw.Opening), "units")
	if sw.Cyclic && sw.Opening != 0 {
		v.mistake(a, "opening-on", "", "expected either cyclic or a number of units")
	}
	if !sw.Count.IsSet() && sw.Opening > 1 {
		v.mistake(a, "opening-on", "say with count: how many units there are", "expected on or off, got %s", plainNumber(sw.Opening))
	}
}

// carryOver checks a switch whose set-up state lasts.
func (v *validator) carryOver(a address, p *Process, states map[string]string) {
	sw := &p.Lots
	if sw.Moves() || sw.Count.IsSet() {
		v.mistake(a.to("carry_over"), "carry-over-form", "leave out start, stop, min_on, min_off and count",
			"expected no starts and stops beside carry_over: a state that lasts is set up as often as it is needed")
	}
	resource := stateOf(v.s, p)
	if resource == "" {
		v.mistake(a.to("carry_over"), "carry-over-resource", "name under uses of the process the one resource that is set up",
			"expected the process to use exactly one resource, which keeps the set-up state")
		return
	}
	if sw.Opening == 0 {
		return
	}
	if other := states[resource]; other != "" {
		v.mistake(a.to("opening"), "opening-on", "", "expected one set-up state of %s before the first period, got those of %s and %s", resource, other, p.ID)
	}
	states[resource] = p.ID
}

// logic checks what ties switches together.
func (v *validator) logic() {
	unique(v, "logic", v.s.Logic, func(l *Logic) string { return l.ID })
	if len(v.s.Logic) == 0 {
		return
	}
	paths := v.s.Switchable()
	for i := range v.s.Logic {
		l := &v.s.Logic[i]
		a := at("logic", l.ID)
		limit, key := l.Limit()
		if forms := l.forms(); forms != 1 {
			v.mistake(a, "logic-form", "write at_most, at_least or exactly with of, or if with then", "expected one of at_most, at_least, exactly and if, got %d of them", forms)
			continue
		}
		v.limit(a.to(key), &limit)
		if key == "if" {
			v.together(a, "if", l.If, "then", l.Then, l.Of)
		} else {
			v.wholes(a.to(key), limit.Value, "units")
			v.together(a, key, []string{key}, "of", l.Of, l.Then)
		}
		v.patterns(a.to("of"), l.Of, paths)
		v.patterns(a.to("if"), l.If, paths)
		v.patterns(a.to("then"), l.Then, paths)
		v.reachable(a.to(key), l, paths)
	}
}

// forms is how many of its forms logic has.
func (l *Logic) forms() int {
	forms := 0
	for _, has := range []bool{l.AtMost.IsSet(), l.AtLeast.IsSet(), l.Exactly.IsSet(), len(l.If) > 0} {
		if has {
			forms++
		}
	}
	return forms
}

// together reports what a form of logic lacks, and what is not part of it.
func (v *validator) together(a address, key string, has []string, needs string, given, stray []string) {
	if len(has) > 0 && len(given) == 0 {
		v.mistake(a, "logic-form", "name what it is about under "+needs+":", "expected the key %s beside %s", needs, key)
	}
	if len(stray) > 0 {
		v.mistake(a, "logic-form", "of goes with at_most, at_least and exactly, then with if", "expected only %s beside %s", needs, key)
	}
}

// patterns reports paths that name nothing.
func (v *validator) patterns(a address, patterns, paths []string) {
	for _, pattern := range patterns {
		if len(matching(paths, pattern)) == 0 {
			v.dangling(a, "something to switch, such as processes.ID", pattern, slices.Clone(paths))
		}
	}
}

// reachable reports logic that asks for more than there is.
func (v *validator) reachable(a address, l *Logic, paths []string) {
	limit, key := l.Limit()
	if key == "at_most" || key == "if" || l.Penalty.IsSet() {
		return
	}
	members := map[string]bool{}
	for _, pattern := range l.Of {
		for _, p := range matching(paths, pattern) {
			members[p] = true
		}
	}
	for _, ref := range v.s.Switches() {
		if members[ref.Thing] && ref.Switch.Count.IsSet() {
			return
		}
	}
	for t, x := range limit.Value.Values() {
		if x > float64(len(members)) {
			where, period := v.in(a, limit.Value, t)
			v.mistake(period, "logic-out-of-reach", "", "expected at most %d, which is how many there are%s, got %s", len(members), where, plainNumber(x))
			return
		}
	}
}

// bounded reports switches of which nothing says how much they let happen: no
// problem can be made of them. It reckons with a scenario that is sound.
func (v *validator) bounded() {
	refs := v.s.Switches()
	if len(refs) == 0 || v.broken() {
		return
	}
	most := v.s.MostActivity()
	for i := range refs {
		ref := &refs[i]
		if !ref.Decided {
			continue
		}
		for t, m := range most.Of(ref) {
			if math.IsInf(m, 1) && math.IsInf(ref.Switch.HardMax(t), 1) {
				v.noBound(ref, t)
				break
			}
		}
	}
}

func (v *validator) noBound(ref *SwitchRef, t int) {
	keys := ref.keys()
	if !ref.Switch.Set {
		keys = keys[:len(keys)-1]
	} else {
		keys = append(keys, "max")
	}
	v.mistake(at(keys...), "no-bound", "give it "+ref.keys()[len(ref.keys())-1]+": {max: ...}, the most "+ref.Unit+" in a period",
		"expected a most for %s, since no capacity, supply or demand bounds it in %s", ref.Thing, v.labels[t])
}

// broken tells whether anything is wrong already, so that the scenario cannot
// be reckoned with.
func (v *validator) broken() bool {
	for i := range v.list {
		if !v.list[i].Warning {
			return true
		}
	}
	return len(v.labels) == 0
}
