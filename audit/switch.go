package audit

import (
	"fmt"
	"math"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

const unitsOn = "units"

// switches tests everything that is on or off, in each period:
//
//	switched      on is a whole number, 0 or 1 unless units are counted; without it nothing is done
//	min_lot       what is done >= minimum x on
//	max_lot       what is done <= maximum x on
//	lot_multiple  what is done is a whole multiple
//	max_on        on <= the units there are
//	started       on = on before + started - stopped
//	min_on        what was started within the least time on is on
//	min_off       what was stopped within the least time off is off
func (a *auditor) switches() {
	for k := range a.switched {
		ref := &a.switched[k]
		on, done := a.p.On.Row(k), a.activity(ref)
		a.offIsOff(ref, on, done)
		a.perUnitOn(model.GroupMinLot, ref, &ref.Switch.Min, "min", done, on)
		a.perUnitOn(model.GroupMaxLot, ref, &ref.Switch.Max, "max", done, on)
		a.multiples(ref, done)
		count := a.switchRule(model.GroupMaxOn, ref, "count")
		count.limit, count.noun, count.bound, count.unit = &ref.Switch.Count, "what is on of", "the count is", unitsOn
		a.testSeries(&count, on)
		if !ref.Switch.CarryOver {
			a.started(k, ref)
			a.stays(k, ref)
		}
	}
	a.setUpStates()
}

// switchRule is a limit of a switch.
func (a *auditor) switchRule(g model.Group, ref *model.SwitchRef, key ...string) rule {
	r := group(g, ref.Key, ref.Unit)
	r.noun = "what is done by"
	n := copy(r.path[:], strings.Split(ref.Path, "."))
	copy(r.path[n:], key)
	return r
}

// activity is what is done by what a switch switches.
func (a *auditor) activity(ref *model.SwitchRef) []float64 {
	switch {
	case ref.Process >= 0:
		return a.p.Runs.Row(ref.Process)
	case ref.Offer >= 0:
		return a.p.Bought.Row(ref.Offer)
	}
	return a.ledger.carried.Row(ref.Lane)
}

// offIsOff tests that what is off does nothing, and that so many are on as can be.
func (a *auditor) offIsOff(ref *model.SwitchRef, on, done []float64) {
	r := a.switchRule(model.GroupSwitched, ref)
	r.bound = "it is off and may do"
	for t := range on {
		a.wholeOn(&r, t, on[t], "on", !ref.Switch.Count.IsSet())
		if math.Round(on[t]) == 0 {
			a.require(&r, t, done[t], 0, tolerance(done[t]))
		}
	}
}

// wholeOn tests that a number is whole, and where it is yes or no that it is 0 or 1.
func (a *auditor) wholeOn(r *rule, t int, v float64, what string, yesOrNo bool) {
	whole := math.Round(v)
	if yesOrNo {
		whole = min(whole, 1)
	}
	if !a.passes(r, t, math.Abs(v-whole), WholeTolerance) {
		a.differ(r, t, whole, v, WholeTolerance, fmt.Sprintf("%s is %s %s times in %s, which cannot be",
			r.key, what, quantity(v, ""), a.label(t)))
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

// multiples tests that what is done is a whole multiple.
func (a *auditor) multiples(ref *model.SwitchRef, done []float64) {
	r := a.switchRule(model.GroupLotMultiple, ref, "multiple")
	r.sense, r.bound = exactly, "the nearest multiple is"
	for t, v := range done {
		if m := a.at(ref.Switch.Multiple.Value, t); m > 0 {
			nearest := m * math.Round(v/m)
			a.require(&r, t, v, nearest, tolerance(v, m))
		}
	}
}

// started carries what is on from period to period.
func (a *auditor) started(k int, ref *model.SwitchRef) {
	r := a.switchRule(model.GroupStarted, ref)
	r.unit = unitsOn
	on := a.p.On.Row(k)
	before := ref.Switch.Opening
	if ref.Switch.Cyclic {
		before = on[a.n-1]
	}
	for t, now := range on {
		starts, stops := a.p.Starts.At(k, t), a.p.Stops.At(k, t)
		expected, tol := before+starts-stops, tolerance(before, starts, stops, now)
		if !a.passes(&r, t, math.Abs(now-expected), tol) {
			a.differ(&r, t, expected, now, tol, fmt.Sprintf("%s is on %s times in %s, but on before + started - stopped gives %s",
				r.key, quantity(now, ""), a.label(t), quantity(expected, "")))
		}
		before = now
	}
}

// stays tests that what starts stays on, and what stops stays off, for long
// enough. In a circle that goes on after the last period.
func (a *auditor) stays(k int, ref *model.SwitchRef) {
	sw := ref.Switch
	on := a.switchRule(model.GroupMinOn, ref, "min_on")
	on.limit, on.noun, on.bound, on.unit = &sw.MinOn, "what was started of late of", "on there are", unitsOn
	off := a.switchRule(model.GroupMinOff, ref, "min_off")
	off.limit, off.noun, off.bound, off.unit = &sw.MinOff, "what was stopped of late of", "off there are", unitsOn
	for t := range a.n {
		now := a.p.On.At(k, t)
		if last := a.at(sw.MinOn.Value, t); !math.IsNaN(last) {
			recent := a.recent(a.p.Starts.Row(k), t, last, sw.Cyclic)
			a.test(&on, t, recent, now, tolerance(recent, now))
		}
		if last := a.at(sw.MinOff.Value, t); !math.IsNaN(last) {
			recent, units := a.recent(a.p.Stops.Row(k), t, last, sw.Cyclic), 1.0
			if sw.Count.IsSet() {
				units = a.or(sw.Count.Value, t, 0)
			}
			a.test(&off, t, recent, units-now, tolerance(recent, units, now))
		}
	}
}

// recent adds up the last so many periods of a row up to period t.
func (a *auditor) recent(row []float64, t int, last float64, cyclic bool) float64 {
	sum := 0.0
	for back := 0; back < a.n && float64(back) < last; back++ {
		switch {
		case back <= t:
			sum += row[t-back]
		case cyclic:
			sum += row[t-back+a.n]
		}
	}
	return sum
}

// payForSwitches books what is paid for being on, for starting and for stopping.
func (a *auditor) payForSwitches() {
	for k := range a.switched {
		ref := &a.switched[k]
		account := model.Setups
		switch {
		case ref.Offer >= 0:
			account = model.Purchases
		case ref.Lane >= 0:
			account = model.Moving
		}
		a.pay(account, ref.Switch.Cost, a.setUps(k))
		a.pay(account, ref.Switch.Start.Cost, a.p.Starts.Row(k))
		a.pay(account, ref.Switch.Stop.Cost, a.p.Stops.Row(k))
	}
}

// setUps are how often a switch is set up: every period on, or with states that
// are carried over as often as the plan says.
func (a *auditor) setUps(k int) []float64 {
	if a.switched[k].Switch.CarryOver {
		return a.p.Starts.Row(k)
	}
	return a.p.On.Row(k)
}

// addSwitches adds what switches use of resources and workforces.
func (a *auditor) addSwitches() {
	for k := range a.switched {
		ref := &a.switched[k]
		section, user, _ := strings.Cut(ref.Thing, ".")
		for _, part := range ref.Switch.Uses {
			a.addUse(part, a.setUps(k), section, user)
		}
		for _, part := range ref.Switch.Start.Uses {
			a.addUse(part, a.p.Starts.Row(k), section, user)
		}
		for _, part := range ref.Switch.Stop.Uses {
			a.addUse(part, a.p.Stops.Row(k), section, user)
		}
	}
}
