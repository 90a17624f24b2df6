package model

import "math"

// machinery checks what a resource has besides capacity and overtime.
func (v *validator) machinery(a address, r *Resource) {
	sound := v.limit(a.to("min_load"), &r.MinLoad)
	use := a.to("utilisation")
	sound = v.limit(use.to("min"), &r.Utilisation.Min) && sound
	if v.limit(use.to("target"), &r.Utilisation.Target) && sound {
		v.ordered(use.to("min"), &r.Utilisation.Min, "target", &r.Utilisation.Target)
	}
	v.change(a.to("change"), &r.Change)
	v.limit(a.to("rent").to("max"), &r.Rent.Max)
	v.money(a.to("rent").to("cost"), r.Rent.Cost)
	v.shifts(a.to("overtime"), &r.Overtime)
	v.maintenance(a.to("maintenance"), r)
	if r.Capacity.IsSet() || r.Hours.IsSet() {
		return
	}
	needs := func(key string, set bool) {
		if set {
			v.mistake(a.to(key), "capacity-missing", "add capacity, or count and hours", "expected hours or capacity beside %s", key)
		}
	}
	needs("utilisation", r.Utilisation.Min.IsSet() || r.Utilisation.Target.IsSet())
	needs("rent", r.Rent.Allowed)
	needs("maintenance", r.Maintenance.IsSet())
}

// change checks what a change of load or output takes.
func (v *validator) change(a address, c *Change) {
	if v.amounts(a.to("opening"), c.Opening, false) {
		v.oneValue(a.to("opening"), c.Opening)
	}
	v.limit(a.to("up").to("max"), &c.Up.Max)
	v.money(a.to("up").to("cost"), c.Up.Cost)
	v.limit(a.to("down").to("max"), &c.Down.Max)
	v.money(a.to("down").to("cost"), c.Down.Cost)
	if c.Opening.IsSet() && !c.IsSet() {
		v.mistake(a, "change-without-end", "add up or down, with a cost or a max", "expected the key up or down beside opening")
	}
}

// oneValue reports a value over time where one number is needed.
func (v *validator) oneValue(a address, s Series) {
	if !s.IsSet() {
		return
	}
	if _, constant := s.canonical(); !constant {
		v.mistake(a, "one-value", "", "expected one number, got %d", s.Len())
	}
}

// shifts checks the fixed cost of overtime bands: what is worked in one must
// have an end, so that it is known when the band is not worked.
func (v *validator) shifts(a address, o *Overtime) {
	v.money(a.to("fixed"), o.Fixed)
	if o.Fixed.IsSet() && len(o.Bands) > 0 {
		v.mistake(a.to("fixed"), "overtime-form", "move fixed into a band", "expected either bands or max, cost and fixed, got both")
	}
	check := func(a address, fixed Series, most *Limit) {
		if !fixed.IsSet() || !v.fits(most.Value) || !v.fits(most.Penalty) {
			return
		}
		for t := range v.labels {
			if _, hard := hardAt(most, t); !hard {
				v.mistake(a.to("fixed"), "fixed-needs-max", "add max, without a penalty", "expected a hard max in every period beside fixed, got none in %s", v.labels[t])
				return
			}
		}
	}
	if len(o.Bands) == 0 {
		check(a, o.Fixed, &o.Max)
	}
	for i := range o.Bands {
		band := a.to("bands").to(o.Bands[i].ID)
		v.money(band.to("fixed"), o.Bands[i].Fixed)
		check(band, o.Bands[i].Fixed, &o.Bands[i].Max)
	}
}

// noShifts reports a fixed cost of the overtime of a workforce.
func (v *validator) noShifts(a address, o *Overtime) {
	for _, band := range o.Tiers() {
		if band.Fixed.IsSet() {
			v.mistake(a, "fixed-of-heads", "give the fixed cost to a resource that the crew works at", "expected no fixed cost of the overtime of a workforce")
			return
		}
	}
}

// maintenance checks that so many machines can go down within the window.
func (v *validator) maintenance(a address, r *Resource) {
	m := &r.Maintenance
	sound := v.limit(a.to("count"), &m.Count)
	v.limit(a.to("at_once"), &m.AtOnce)
	if !m.IsSet() {
		if m.From != "" || m.Until != "" || m.Each != 0 || m.AtOnce.IsSet() {
			v.mistake(a, "missing-key", "for example: count: 2", "expected the key count")
		}
		return
	}
	if !sound || !v.fits(r.Capacity.Value) || !v.fits(r.Hours.Value) || !v.fits(r.Count) || !v.fits(r.Down) || !v.fits(r.Downtime) {
		return
	}
	v.oneValue(a.to("count"), m.Count.Value)
	if count := m.Count.Value.At(0); count != math.Trunc(count) {
		v.mistake(a.to("count"), "whole-machines", "", "expected a whole number of machines, got %s", plainNumber(count))
	}
	v.maintenanceWindow(a, r)
}

func (v *validator) maintenanceWindow(a address, r *Resource) {
	m := &r.Maintenance
	v.knownPeriod(a.to("from"), m.From)
	v.knownPeriod(a.to("until"), m.Until)
	first, last, known := v.s.Calendar.Window(m.From, m.Until)
	if !known || m.Each < 0 || m.Length() > last-first+1 {
		if known || first > last {
			v.mistake(a, "window-too-short", "let it begin sooner or end later", "expected a window of at least %d periods, got %d", m.Length(), max(0, last-first+1))
		}
		return
	}
	most := min(m.Count.Value.At(0), hardOr(&m.AtOnce, first, math.Inf(1)))
	for t := first; t <= last; t++ {
		if _, limited := r.Regular(t); !limited {
			v.mistake(a, "capacity-missing", "", "expected a capacity in every period of the window, got none in %s", v.labels[t])
			return
		}
		machines := r.Count.Or(t, 1) - r.Down.Or(t, 0)
		if r.Capacity.IsSet() {
			machines = 1
		}
		if most > machines {
			v.mistake(a.to("count"), "maintenance-above-count", "lower it, or say how many go down at_once",
				"expected at most the %s machines that run in %s, got %s", plainNumber(machines), v.labels[t], plainNumber(most))
			return
		}
	}
}

// knownPeriod reports a label that is no period of the calendar.
func (v *validator) knownPeriod(a address, label string) {
	if _, _, known := v.s.Calendar.Window(label, label); !known {
		v.mistake(a, "unknown-period", "the calendar has "+shortList(v.labels), "expected a period of the calendar, got %q", label)
	}
}
