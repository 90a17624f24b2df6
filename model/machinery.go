package model

import (
	"slices"
	"strings"
)

// What a resource can have besides its regular capacity and its overtime: a
// least load, a target, changes that cost money, capacity hired from outside,
// and maintenance at a time that the plan chooses.

// Utilisation bounds the load of a resource as a share of its regular
// capacity, after what is down.
type Utilisation struct {
	Min    Limit `json:"min,omitzero"`    // share that is loaded at least
	Target Limit `json:"target,omitzero"` // share that should not be exceeded; its penalty is per unit of the resource
}

// Change is what it takes for a quantity to differ from that of the period
// before: the load of a resource, or the output of a process in runs.
type Change struct {
	Opening Series `json:"opening,omitzero"` // one value: the quantity before the first period; unset: the first period is free
	Up      Ramp   `json:"up,omitzero"`
	Down    Ramp   `json:"down,omitzero"`
}

// Ramp is one direction of a change.
type Ramp struct {
	Cost Series `json:"cost,omitzero"` // money per unit more or less than in the period before
	Max  Limit  `json:"max,omitzero"`  // units more or less than in the period before
}

// IsSet tells whether changes cost anything or are limited.
func (c *Change) IsSet() bool {
	return c.Up.Cost.IsSet() || c.Up.Max.IsSet() || c.Down.Cost.IsSet() || c.Down.Max.IsSet()
}

// From is the first period whose change counts.
func (c *Change) From() int {
	if c.Opening.IsSet() {
		return 0
	}
	return 1
}

// Rental is capacity of others, hired by the unit and period.
type Rental struct {
	Allowed bool   `json:"allowed,omitempty"`
	Max     Limit  `json:"max,omitzero"`  // units per period; unset: as much as wanted
	Cost    Series `json:"cost,omitzero"` // money per unit hired
}

// Maintenance takes machines down at a time that the plan chooses: Count of
// them, each once, for Each periods that all lie between From and Until. A
// resource that is stated by its capacity is one machine.
type Maintenance struct {
	Count  Limit  `json:"count,omitzero"`   // machines, one value
	From   string `json:"from,omitempty"`   // label of the first period of the window; empty: of the horizon
	Until  string `json:"until,omitempty"`  // label of the last period of the window; empty: of the horizon
	Each   int    `json:"each,omitempty"`   // periods that one machine is down; 0: one period
	AtOnce Limit  `json:"at_once,omitzero"` // machines down in the same period
}

// IsSet tells whether there is maintenance to plan.
func (m *Maintenance) IsSet() bool { return m.Count.IsSet() }

// Length is the number of periods that one machine is down.
func (m *Maintenance) Length() int { return max(m.Each, 1) }

// Starts are the first and the last period in which a machine can go down; ok
// is false where the window is too short or names no period.
func (m *Maintenance) Starts(c Calendar) (first, last int, ok bool) {
	first, last, ok = c.Window(m.From, m.Until)
	last -= m.Length() - 1
	return first, last, ok && first <= last
}

// Window is the range of periods between two labels, either of which may be
// empty: the end of the horizon. It is not ok where a label is no period.
func (c Calendar) Window(from, until string) (first, last int, ok bool) {
	first, last = 0, len(c.Periods)-1
	known := func(label string, t *int) bool {
		if label == "" {
			return true
		}
		for k := range c.Periods {
			if c.Periods[k].Label == label {
				*t = k
				return true
			}
		}
		return false
	}
	ok = known(from, &first)
	return first, last, known(until, &last) && ok && first <= last
}

// PerMachine is what one machine less takes from the regular capacity in
// period t, in the unit of the resource: an equal part of what the machines
// that are not down give. A resource that is stated by its capacity is one
// machine.
func (r *Resource) PerMachine(t int) float64 {
	regular, _ := r.Regular(t)
	if r.Capacity.Value.IsSet() {
		return regular
	}
	if running := r.Count.Or(t, 1) - r.Down.Or(t, 0); running > 0 {
		return regular / running
	}
	return 0
}

// Resting counts the machines that are down for maintenance in each period,
// from those that go down in each.
func (m *Maintenance) Resting(starts []float64) []float64 {
	resting := make([]float64, len(starts))
	for t, k := range starts {
		for u := t; u < min(t+m.Length(), len(starts)); u++ {
			resting[u] += k
		}
	}
	return resting
}

// Shifts are the overtime bands with a fixed cost: places in OvertimeBands.
func (s *Scenario) Shifts() []int {
	var with []int
	for k, ref := range s.OvertimeBands() {
		if ref.Band.Fixed.IsSet() {
			with = append(with, k)
		}
	}
	return with
}

// Rentals are the resources that can be hired from outside, by place.
func (s *Scenario) Rentals() []int {
	return s.resourcesWith(func(r *Resource) bool { return r.Rent.Allowed })
}

// Maintenances are the resources with maintenance to plan, by place.
func (s *Scenario) Maintenances() []int {
	return s.resourcesWith(func(r *Resource) bool { return r.Maintenance.IsSet() })
}

func (s *Scenario) resourcesWith(has func(*Resource) bool) []int {
	var with []int
	for i := range s.Resources {
		if has(&s.Resources[i]) {
			with = append(with, i)
		}
	}
	return with
}

// pushed tells whether anything used must be kept busy, or costs money when
// its load changes: then more may be done than is of use.
func (s *Scenario) pushed(uses []Part) bool {
	for _, use := range uses {
		k, found := slices.BinarySearchFunc(s.Resources, use.ID, func(r Resource, id string) int { return strings.Compare(r.ID, id) })
		if !found {
			continue
		}
		if r := &s.Resources[k]; r.MinLoad.IsSet() || r.Utilisation.Min.IsSet() || r.Change.IsSet() {
			return true
		}
	}
	return false
}
