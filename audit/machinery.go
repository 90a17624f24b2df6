package audit

import (
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

const machineUnit = "machines"

// machinery is what the plan decides about resources besides their load, by
// resource or overtime band; rows of zeros where it decides nothing.
type machinery struct {
	shifts model.Grid // overtime bands: open or not
	rented model.Grid // resources: units hired
	down   model.Grid // resources: machines under maintenance
	lost   model.Grid // resources: regular capacity that this takes
}

// fillMachinery lays out the decisions about machines. A machine that goes
// down in a period is down for as many as its maintenance takes, and takes the
// share of one running machine from the regular capacity.
func (a *auditor) fillMachinery() {
	resources := len(a.s.Resources)
	m := &a.ledger.machinery
	m.shifts = model.NewGrid(len(a.bands), a.n)
	m.rented, m.down, m.lost = model.NewGrid(resources, a.n), model.NewGrid(resources, a.n), model.NewGrid(resources, a.n)
	shift := 0
	for k := range a.bands {
		if a.bands[k].Band.Fixed.IsSet() {
			copy(m.shifts.Row(k), a.p.Shifts.Row(shift))
			shift++
		}
	}
	rental, maintenance := 0, 0
	for i := range a.s.Resources {
		r := &a.s.Resources[i]
		if r.Rent.Allowed {
			copy(m.rented.Row(i), a.p.Rented.Row(rental))
			rental++
		}
		if !r.Maintenance.Count.IsSet() {
			continue
		}
		for t, starting := range a.p.Maintained.Row(maintenance) {
			for u := t; u < a.n && u < t+max(1, r.Maintenance.Each); u++ {
				m.down.Add(i, u, starting)
			}
		}
		maintenance++
		for t := range a.n {
			m.lost.Set(i, t, m.down.At(i, t)*a.oneMachine(r, t))
		}
	}
}

// oneMachine is the regular capacity that goes with one machine.
func (a *auditor) oneMachine(r *model.Resource, t int) float64 {
	regular, given := a.regular(r, t)
	machines := 1.0
	if !r.Capacity.Value.IsSet() {
		machines = a.or(r.Count, t, 1) - a.or(r.Down, t, 0)
	}
	if !given || machines <= 0 {
		return 0
	}
	return regular / machines
}

// machines tests each resource:
//
//	overtime         a band with a fixed cost is open or not
//	rent             hired <= maximum
//	maintenance      machines that go down within the window = count, whole ones
//	max_down         machines down <= most at once
//	min_load         load >= minimum
//	min_utilisation  load >= share of the regular capacity
//	utilisation      load <= target share of the regular capacity
//	max_rise         load - load before <= most
//	max_fall         load before - load <= most
func (a *auditor) machines() {
	a.openShifts()
	for i := range a.s.Resources {
		r := &a.s.Resources[i]
		load := a.ledger.load.Row(i)
		if r.Rent.Allowed {
			rent := machineRule(model.GroupRent, r, &r.Rent.Max, "rent", "max")
			rent.noun, rent.bound = "capacity hired for", "the maximum is"
			a.testSeries(&rent, a.ledger.machinery.rented.Row(i))
		}
		a.maintenance(i, r)
		least := machineRule(model.GroupMinLoad, r, &r.MinLoad, "min_load")
		least.sense, least.noun, least.bound = atLeast, "load of", "the minimum is"
		a.testSeries(&least, load)
		share := machineRule(model.GroupMinUtilisation, r, &r.Utilisation.Min, "utilisation", "min")
		share.sense, share.noun, share.bound = atLeast, "load of", "the least share of its regular capacity is"
		a.utilisation(i, &share)
		target := machineRule(model.GroupUtilisation, r, &r.Utilisation.Target, "utilisation", "target")
		target.noun, target.bound = "load of", "the target share of its regular capacity is"
		a.utilisation(i, &target)
		a.changes(&r.Change, load, machineRule("", r, nil, "change"), "load")
	}
	for i := range a.s.Processes {
		process := &a.s.Processes[i]
		r := group("", process.ID, runUnit)
		r.path = [6]string{"processes", process.ID, "output", "change"}
		a.changes(&process.Output.Change, a.p.Runs.Row(i), r, "output")
	}
}

func machineRule(g model.Group, r *model.Resource, limit *model.Limit, path ...string) rule {
	of := group(g, r.ID, r.Unit)
	of.limit, of.path = limit, [6]string{"resources", r.ID}
	copy(of.path[2:], path)
	return of
}

// openShifts tests that a band is open or not, and nothing between.
func (a *auditor) openShifts() {
	for k := range a.bands {
		if !a.bands[k].Band.Fixed.IsSet() {
			continue
		}
		r := a.bandRule(k)
		for t, open := range a.ledger.machinery.shifts.Row(k) {
			nearest := min(max(math.Round(open), 0), 1)
			if !a.passes(&r, t, math.Abs(open-nearest), WholeTolerance) {
				a.differ(&r, t, nearest, open, WholeTolerance, fmt.Sprintf(
					"the overtime of %s is open by %s in %s, but must be open or not", r.thing(), quantity(open, ""), a.label(t)))
			}
		}
	}
}

// maintenance tests when and how many machines go down.
func (a *auditor) maintenance(i int, r *model.Resource) {
	m := &r.Maintenance
	if !m.Count.IsSet() {
		return
	}
	starts := a.p.Maintained.Row(a.maintenanceRow(i))
	from, until := a.window(m.From, 0), a.window(m.Until, a.n-1)
	all := machineRule(model.GroupMaintenance, r, &m.Count, "maintenance", "count")
	all.unit, all.sense, all.noun, all.bound = machineUnit, exactly, "machines maintained of", "what must be maintained is"
	all.when = "by the end of"
	sum := 0.0
	for t, starting := range starts {
		sum += starting
		a.wholeStart(&all, t, starting)
		if t < from || t+max(1, m.Each)-1 > until {
			outside := machineRule(model.GroupMaintenance, r, nil, "maintenance")
			outside.unit, outside.noun, outside.bound = machineUnit, "machines that go down of", "outside of the window it must be"
			a.require(&outside, t, starting, 0, tolerance(starting))
		}
	}
	last := a.n - 1
	if count := a.at(m.Count.Value, last); !math.IsNaN(count) {
		a.test(&all, last, sum, count, tolerance(sum, count))
	}
	atOnce := machineRule(model.GroupMaxDown, r, &m.AtOnce, "maintenance", "at_once")
	atOnce.unit, atOnce.noun, atOnce.bound = machineUnit, "machines down of", "the maximum is"
	a.testSeries(&atOnce, a.ledger.machinery.down.Row(i))
}

// maintenanceRow is the row of the plan for the maintenance of a resource.
func (a *auditor) maintenanceRow(i int) int {
	row := 0
	for k := range i {
		if a.s.Resources[k].Maintenance.Count.IsSet() {
			row++
		}
	}
	return row
}

func (a *auditor) wholeStart(r *rule, t int, starting float64) {
	whole := math.Round(starting)
	if !a.passes(r, t, math.Abs(starting-whole), WholeTolerance) {
		a.differ(r, t, whole, starting, WholeTolerance, fmt.Sprintf(
			"%s of %s go down in %s, but must be a whole number", quantity(starting, machineUnit), r.thing(), a.label(t)))
	}
}

// window is the period with that label, or byDefault where there is no label.
func (a *auditor) window(label string, byDefault int) int {
	if label == "" {
		return byDefault
	}
	for t := range a.n {
		if a.label(t) == label {
			return t
		}
	}
	a.dangling(label, "calendar")
	return byDefault
}

// utilisation tests the load against a share of the regular capacity that is
// left after maintenance.
func (a *auditor) utilisation(i int, r *rule) {
	if !r.limit.IsSet() {
		return
	}
	capacity := rule{path: [6]string{"resources", r.key, "hours"}}
	if a.s.Resources[i].Capacity.Value.IsSet() {
		capacity.path[2] = "capacity"
	}
	for t, load := range a.ledger.load.Row(i) {
		regular, given := a.regular(&a.s.Resources[i], t)
		share := a.at(r.limit.Value, t)
		if !given || math.IsNaN(share) {
			continue
		}
		lost, more := a.ledger.machinery.lost.At(i, t), a.addedTo(&capacity, t)
		a.test(r, t, load, share*(regular-lost+more), tolerance(load, share*regular, share*lost, share*more))
	}
}

// changes tests how much a quantity differs from that of the period before,
// and books what this costs. Without an opening the first period is free.
func (a *auditor) changes(c *model.Change, row []float64, r rule, what string) {
	if !c.IsSet() {
		return
	}
	r.part = what
	up, down := make([]float64, a.n), make([]float64, a.n)
	before, known := a.at(c.Opening, 0), c.Opening.IsSet()
	for t, now := range row {
		if known {
			up[t], down[t] = max(now-before, 0), max(before-now, 0)
			a.ramp(&c.Up, r, model.GroupMaxRise, "up", t, up[t], tolerance(now, before))
			a.ramp(&c.Down, r, model.GroupMaxFall, "down", t, down[t], tolerance(now, before))
		}
		before, known = now, true
	}
	a.pay(model.Setups, c.Up.Cost, up)
	a.pay(model.Setups, c.Down.Cost, down)
}

// ramp tests one direction of a change.
func (a *auditor) ramp(ramp *model.Ramp, r rule, g model.Group, direction string, t int, by, tol float64) {
	most := a.at(ramp.Max.Value, t)
	if math.IsNaN(most) {
		return
	}
	r.check, r.limit = string(g), &ramp.Max
	for k := range r.path {
		if r.path[k] == "" {
			r.path[k], r.path[k+1] = direction, "max"
			break
		}
	}
	r.noun, r.bound = map[string]string{"up": "rise of", "down": "fall of"}[direction], "the maximum is"
	a.test(&r, t, by, most, tol)
}

// machinerySheets are the tables of the plan that only some scenarios ask for.
func (a *auditor) machinerySheets() []sheet {
	shifts, rentals, maintenances := a.s.Shifts(), a.s.Rentals(), a.s.Maintenances()
	resource := func(i int, unit string, path ...string) rule {
		r := machineRule("", &a.s.Resources[i], nil, path...)
		r.unit = unit
		return r
	}
	return []sheet{
		{"shifts", a.p.Shifts, len(shifts), func(k int) rule { return a.bandRule(shifts[k]) }},
		{"rented", a.p.Rented, len(rentals), func(k int) rule {
			return resource(rentals[k], a.s.Resources[rentals[k]].Unit, "rent")
		}},
		{"maintained", a.p.Maintained, len(maintenances), func(k int) rule {
			return resource(maintenances[k], machineUnit, "maintenance")
		}},
	}
}
