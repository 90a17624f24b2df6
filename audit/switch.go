package audit

import (
	"fmt"
	"math"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// switches tests everything that is on or off, in each period:
//
//	switched  on is a whole number, 0 or 1; without it nothing is done
//	min_lot   what is done >= minimum x on
//	max_lot   what is done <= maximum x on
func (a *auditor) switches() {
	for k := range a.switched {
		ref := &a.switched[k]
		on, done := a.p.On.Row(k), a.activity(ref)
		r := a.switchRule(model.GroupSwitched, ref)
		for t := range on {
			a.wholeOn(&r, t, on[t])
			if on[t] < 0.5 {
				a.require(&r, t, done[t], 0, tolerance(done[t]))
			}
		}
		a.perUnitOn(model.GroupMinLot, ref, &ref.Switch.Min, "min", done, on)
		a.perUnitOn(model.GroupMaxLot, ref, &ref.Switch.Max, "max", done, on)
	}
}

// switchRule is a limit of a switch.
func (a *auditor) switchRule(g model.Group, ref *model.SwitchRef, key ...string) rule {
	r := group(g, ref.Key, ref.Unit)
	r.noun, r.bound = "activity of", "it is off, and may do"
	n := copy(r.path[:], strings.Split(ref.Path, "."))
	copy(r.path[n:], key)
	return r
}

// activity is what is done by what a switch switches.
func (a *auditor) activity(ref *model.SwitchRef) []float64 {
	return a.p.Runs.Row(ref.Process)
}

// wholeOn tests that so many units are on as can be.
func (a *auditor) wholeOn(r *rule, t int, on float64) {
	whole := min(math.Round(on), 1)
	if !a.passes(r, t, math.Abs(on-whole), WholeTolerance) {
		a.differ(r, t, whole, on, WholeTolerance, fmt.Sprintf("%s is on %s times in %s, but is either off or on",
			r.key, quantity(on, ""), a.label(t)))
	}
}

// perUnitOn tests what is done against a limit for each unit that is on.
func (a *auditor) perUnitOn(g model.Group, ref *model.SwitchRef, limit *model.Limit, key string, done, on []float64) {
	if !limit.IsSet() {
		return
	}
	r := a.switchRule(g, ref, key)
	r.limit, r.bound = limit, "the maximum for what is on is"
	if g == model.GroupMinLot {
		r.sense, r.bound = atLeast, "the minimum for what is on is"
	}
	for t, v := range done {
		if perUnit := a.at(limit.Value, t); !math.IsNaN(perUnit) {
			a.test(&r, t, v, perUnit*on[t], tolerance(v, perUnit*on[t]))
		}
	}
}
