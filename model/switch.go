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
	Set      bool       `json:"set,omitempty"`     // false: there is no such decision
	Cost     Series     `json:"cost,omitempty"`    // money per period and unit on; with CarryOver per set-up
	Uses     []Part     `json:"uses,omitempty"`    // resources and workforce, per period and unit on; with CarryOver per set-up
	Min      Limit      `json:"min,omitzero"`      // least activity per unit on
	Max      Limit      `json:"max,omitzero"`      // most activity per unit on
	Multiple Limit      `json:"multiple,omitzero"` // the activity is a whole multiple of it; never priced
	Count    Limit      `json:"count,omitzero"`    // most units on; one where unset
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

// Units is the most units that can be on in period t: one, or Count. It is not
// given where Count has no value.
func (sw *Switch) Units(t int) (float64, bool) {
	if !sw.Count.IsSet() {
		return 1, true
	}
	return sw.Count.Value.At(t), sw.Count.Value.Has(t)
}

// HardMax is the most activity of one unit that is on in period t; +Inf where
// nothing hard limits it.
func (sw *Switch) HardMax(t int) float64 { return hardOr(&sw.Max, t, math.Inf(1)) }

// Most is the most activity that the switch lets happen in period t; +Inf where
// nothing hard limits it.
func (sw *Switch) Most(t int) float64 {
	units, counted := sw.Units(t)
	if !counted || sw.Count.Penalty.Has(t) {
		return math.Inf(1)
	}
	return times(sw.HardMax(t), units)
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
	Named   bool   // logic is about it
}

// Switches lists every switch: those of processes, of offers and of lanes, in
// the order of the scenario. What logic names has one even where it says
// nothing of it. The rows of Plan.On, Starts, Stops and Carried follow it.
func (s *Scenario) Switches() []SwitchRef {
	var refs []SwitchRef
	named, ruled := s.namedInLogic(), s.ruledByOn()
	add := func(ref SwitchRef, sw *Switch, thing, key string) {
		ref.Named = named != nil && named[thing]
		if !sw.Set && !ref.Named {
			return
		}
		ref.Switch, ref.Thing, ref.Path = sw, thing, thing+"."+key
		ref.Decided = sw.Decides() || ref.Named || ruled
		refs = append(refs, ref)
	}
	for i := range s.Processes {
		if p := &s.Processes[i]; p.Lots.Set || named != nil {
			add(SwitchRef{Process: i, Offer: -1, Lane: -1, Key: p.ID, Unit: "runs"}, &p.Lots, "processes."+p.ID, "lots")
		}
	}
	k := -1
	for i := range s.Suppliers {
		for j := range s.Suppliers[i].Sells {
			k++
			if o := &s.Suppliers[i].Sells[j]; o.Order.Set || named != nil {
				add(SwitchRef{Process: -1, Offer: k, Lane: -1, Key: s.Suppliers[i].ID + "," + o.ID, Unit: s.unitOf(o.Item)},
					&o.Order, "suppliers."+s.Suppliers[i].ID+".sells."+o.ID, "order")
			}
		}
	}
	for i := range s.Lanes {
		if l := &s.Lanes[i]; l.Use.Set || named != nil {
			add(SwitchRef{Process: -1, Offer: -1, Lane: i, Key: "lanes." + l.ID, Unit: "loads"}, &l.Use, "lanes."+l.ID, "use")
		}
	}
	return refs
}

// ruledByOn tells whether a rule or a goal of the user's own counts what is on.
func (s *Scenario) ruledByOn() bool {
	for _, form := range s.forms() {
		for k := range form.Terms {
			if form.Terms[k].Quantity == "on" {
				return true
			}
		}
	}
	return false
}

// unitOf is the unit of an item; empty where there is no such item.
func (s *Scenario) unitOf(item string) string {
	for _, list := range [][]Item{s.Families, s.Materials} {
		for i := range list {
			if list[i].ID == item {
				return list[i].Unit
			}
		}
	}
	return ""
}

// Account is where the money of a switch is booked.
func (r *SwitchRef) Account() Account {
	switch {
	case r.Offer >= 0:
		return Purchases
	case r.Lane >= 0:
		return Moving
	}
	return Setups
}

// Resource is the one that holds the set-up state of a switch with CarryOver.
func (r *SwitchRef) Resource(s *Scenario) string { return stateOf(s, &s.Processes[r.Process]) }

// stateOf is the only resource that a process uses; empty where there is none
// or more than one.
func stateOf(s *Scenario, p *Process) string {
	found := ""
	for _, use := range p.Uses {
		for i := range s.Resources {
			if s.Resources[i].ID != use.ID {
				continue
			}
			if found != "" {
				return ""
			}
			found = use.ID
		}
	}
	return found
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
