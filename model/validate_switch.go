package model

import "math"

// switches checks what all switches have in common.
func (v *validator) switches() {
	for i := range v.s.Processes {
		p := &v.s.Processes[i]
		v.switched(at("processes", p.ID, "lots"), &p.Lots)
	}
}

// switched checks one switch.
func (v *validator) switched(a address, sw *Switch) {
	if !sw.Set {
		return
	}
	v.money(a.to("cost"), sw.Cost)
	sound := v.limit(a.to("min"), &sw.Min)
	if v.limit(a.to("max"), &sw.Max) && sound {
		v.ordered(a.to("min"), &sw.Min, "max", &sw.Max)
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
		for t, m := range most.Of(ref) {
			if math.IsInf(m, 1) && math.IsInf(ref.Switch.HardMax(t), 1) {
				v.noBound(ref, t)
				break
			}
		}
	}
}

func (v *validator) noBound(ref *SwitchRef, t int) {
	v.mistake(at(ref.keys()...).to("max"), "no-bound", "add max: to it, the most "+ref.Unit+" in a period",
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
