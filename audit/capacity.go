package audit

import (
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

// capacity: the load of a resource is at most its regular capacity, less what
// maintenance takes, and the overtime that is worked and the capacity that is
// hired. Regular capacity is what the scenario states, or
// (count - down) x hours; less downtime. Where it states neither there is no
// limit.
func (a *auditor) capacity() {
	for i := range a.s.Resources {
		resource := &a.s.Resources[i]
		r := group(model.GroupCapacity, resource.ID, resource.Unit)
		r.noun, r.bound = "load of", "regular capacity and overtime worked give"
		r.limit, r.path = &resource.Hours, [6]string{"resources", resource.ID, "hours"}
		if resource.Capacity.Value.IsSet() {
			r.limit, r.path[2] = &resource.Capacity, "capacity"
		}
		for t := range a.n {
			regular, given := a.regular(resource, t)
			if !given {
				continue
			}
			load, extra := a.ledger.load.At(i, t), a.ledger.extra.At(i, t)
			rented, lost := a.ledger.machinery.rented.At(i, t), a.ledger.machinery.lost.At(i, t)
			more := a.addedTo(&r, t)
			a.test(&r, t, load, regular-lost+extra+rented+more, tolerance(load, regular, lost, extra, rented, more))
		}
	}
}

// regular is the capacity of a resource in regular time, and whether it has one.
func (a *auditor) regular(r *model.Resource, t int) (float64, bool) {
	downtime := a.or(r.Downtime, t, 0)
	if r.Capacity.Value.IsSet() {
		stated := a.at(r.Capacity.Value, t)
		return stated - downtime, !math.IsNaN(stated)
	}
	hours := a.at(r.Hours.Value, t)
	running := a.or(r.Count, t, 1) - a.or(r.Down, t, 0)
	return running*hours - downtime, !math.IsNaN(hours)
}

// overtime: what is worked in each band is at most its maximum: units per
// period for a resource, units per head for a workforce; nothing in a band with
// a fixed cost that is not open.
func (a *auditor) overtime() {
	for k := range a.bands {
		ref := &a.bands[k]
		r := a.bandRule(k)
		for t, worked := range a.p.Overtime.Row(k) {
			limit := a.at(ref.Band.Max.Value, t)
			if math.IsNaN(limit) {
				continue
			}
			if ref.Workforce >= 0 {
				limit *= a.p.Heads.At(ref.Workforce, t)
			}
			if ref.Band.Fixed.IsSet() {
				limit *= a.ledger.machinery.shifts.At(k, t)
			}
			a.test(&r, t, worked, limit, tolerance(worked, limit))
		}
	}
}

// bandRule is the limit of an overtime band.
func (a *auditor) bandRule(k int) rule {
	ref := &a.bands[k]
	var owner, section, unit string
	bound := "the maximum is"
	if ref.Workforce >= 0 {
		crew := &a.s.Workforce[ref.Workforce]
		owner, section, unit = crew.ID, "workforce", crew.Unit
		bound = "the maximum for the heads on the roll is"
	} else {
		resource := &a.s.Resources[ref.Resource]
		owner, section, unit = resource.ID, "resources", resource.Unit
	}
	r := group(model.GroupOvertime, owner, unit)
	r.noun, r.bound, r.limit = "overtime of", bound, &ref.Band.Max
	r.part, r.path = ref.Band.ID, [6]string{section, owner, "overtime", "max"}
	if ref.Band.ID != "" {
		r.path = [6]string{section, owner, "overtime", "bands", ref.Band.ID, "max"}
	}
	return r
}
