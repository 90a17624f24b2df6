package model

import (
	"math"
	"strings"
)

// Switch is an on/off decision about the activity of something in each period,
// or, with Count, the decision how many of several identical units are on. The
// activity is the runs of a process, the units ordered of an offer, or the
// loads of a lane. Nothing is active unless it is on.
type Switch struct {
	Set      bool       `json:"set,omitempty"`  // false: there is no such decision
	Cost     Series     `json:"cost,omitempty"` // money per period and unit on; with CarryOver per set-up
	Uses     []Part     `json:"uses,omitempty"` // resources and workforce, per period and unit on; with CarryOver per set-up
	Min      Limit      `json:"min,omitzero"`   // least activity per unit on
	Max      Limit      `json:"max,omitzero"`   // most activity per unit on
	Multiple Limit      `json:"multiple,omitzero"`
	Count    Limit      `json:"count,omitzero"` // most units on; one where unset
	Start    SwitchMove `json:"start,omitzero"`
	Stop     SwitchMove `json:"stop,omitzero"`
	MinOn    Limit      `json:"min_on,omitzero"`  // periods that a unit stays on at least, once it is; one value
	MinOff   Limit      `json:"min_off,omitzero"` // periods that a unit stays off at least, once it is; one value

	// Opening is how many units are on before the first period. They have been
	// on, and the others off, for as long as MinOn and MinOff ask. Where Cyclic
	// is set it is not used: the last period comes before the first.
	Opening float64 `json:"opening,omitempty"`
	Cyclic  bool    `json:"cyclic,omitempty"`

	// CarryOver lets the set-up state last into the next period. Cost and Uses
	// are then per set-up, and a period into which the state is carried needs
	// none. The resource of the process holds one state at a time.
	CarryOver bool `json:"carry_over,omitempty"`
}

// SwitchMove is starting or stopping one unit.
type SwitchMove struct {
	Set  bool   `json:"set,omitempty"`
	Cost Series `json:"cost,omitempty"` // money per unit
	Uses []Part `json:"uses,omitempty"` // resources and workforce, per unit
}

// Moves tells whether it matters when a unit starts or stops.
func (sw *Switch) Moves() bool {
	return sw.Start.Set || sw.Stop.Set || sw.MinOn.IsSet() || sw.MinOff.IsSet()
}

// Decides tells whether anything but whole multiples depends on what is on, so
// that it is a decision of its own. Otherwise it is on where it is active.
func (sw *Switch) Decides() bool {
	return !sw.Set || sw.Cost.IsSet() || len(sw.Uses) > 0 || sw.Min.IsSet() || sw.Max.IsSet() ||
		sw.Count.IsSet() || sw.CarryOver || sw.Moves() || !sw.Multiple.IsSet()
}

// Units is the most units that can be on in period t: one, or Count where that
// is hard. It is not given where Count is priced.
func (sw *Switch) Units(t int) (float64, bool) {
	if !sw.Count.IsSet() {
		return 1, true
	}
	return hardAt(&sw.Count, t)
}

// Most is the most activity that the switch lets happen in period t; +Inf where
// nothing hard limits it.
func (sw *Switch) Most(t int) float64 {
	perUnit, limited := hardAt(&sw.Max, t)
	units, counted := sw.Units(t)
	if !limited || !counted {
		return math.Inf(1)
	}
	return perUnit * units
}

// SwitchRef is one switch together with what it switches: exactly one of
// Process, Offer and Lane is an index, the others are -1.
type SwitchRef struct {
	Switch  *Switch
	Process int    // index into Processes
	Offer   int    // index into Offers
	Lane    int    // index into Lanes
	Key     string // in names of rows
	Path    string // of the switch: processes.mix.lots
	Thing   string // path of what it switches: processes.mix
	Unit    string // of its activity: runs, loads, or the unit of the item
	Decided bool   // what is on is a decision: see Switch.Decides
}

// keys are the parts of Path.
func (r *SwitchRef) keys() []string { return strings.Split(r.Path, ".") }

// Of is the row of what a switch switches.
func (m *Activity) Of(r *SwitchRef) []float64 {
	switch {
	case r.Process >= 0:
		return m.Runs.Row(r.Process)
	case r.Offer >= 0:
		return m.Bought.Row(r.Offer)
	}
	return m.Loads.Row(r.Lane)
}

// Switches lists every switch: those of processes, of offers and of lanes, in
// the order of the scenario. The rows of Plan.On, Starts, Stops and Carried
// follow it.
func (s *Scenario) Switches() []SwitchRef {
	var refs []SwitchRef
	add := func(ref SwitchRef) {
		ref.Decided = ref.Switch.Decides()
		refs = append(refs, ref)
	}
	for i := range s.Processes {
		p := &s.Processes[i]
		if thing := "processes." + p.ID; p.Lots.Set {
			add(SwitchRef{Switch: &p.Lots, Process: i, Offer: -1, Lane: -1, Key: p.ID, Path: thing + ".lots", Thing: thing, Unit: "runs"})
		}
	}
	return refs
}

// HardMax is the most activity of one unit that is on in period t; +Inf where
// nothing hard limits it.
func (sw *Switch) HardMax(t int) float64 { return hardOr(&sw.Max, t, math.Inf(1)) }
