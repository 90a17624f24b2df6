package solver

import (
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Machinery: what a resource has besides its regular capacity and overtime.
// For each resource r and period t, only where the scenario asks for it
//
//	capacity         ... - rented[r,t] + machine[r,t] sum_s maintained[r,s]  <=  regular[r,t]
//	rent             rented[r,t]  <=  rent.max[r,t]
//	maintenance      sum_t maintained[r,t]  =  count[r]
//	max_down         sum_s maintained[r,s]  <=  at_once[r,t]
//	load             what is used of r in t - load[r,t]  =  0
//	min_load         load[r,t]  >=  min_load[r,t]
//	min_utilisation  load[r,t]  >=  min[r,t] (regular[r,t] - machine[r,t] sum_s maintained[r,s])
//	utilisation      load[r,t]  <=  target[r,t] (regular[r,t] - machine[r,t] sum_s maintained[r,s])
//
// maintained counts the machines that go down at the start of a period within
// the window; s runs over the starts of those that are still down in t, and
// machine is what one of them gives. For the load of a resource, and for the
// runs of a process, x
//
//	change           x[t] - x[t-1] - rise[t] + fall[t]  =  0, or the opening if t is the first period
//	max_rise         rise[t]  <=  up.max[t]
//	max_fall         fall[t]  <=  down.max[t]

// maintained is where the columns of the maintenance of one resource are: one
// for each period in which a machine can go down.
type maintained struct {
	row         int // of Plan.Maintained
	resource    int
	column      int // of the first start
	first, last int // starts
}

// taking is an entry of a row that is no use of its limit, but takes from it.
type taking struct {
	row, column int
	coefficient float64
}

// changing is a quantity whose changes cost money or are limited.
type changing struct {
	change     *model.Change
	key        string // id and what changes
	path, unit string
	of         int // column of the quantity
	rise, fall int
}

func (b *builder) machineryColumns() {
	c := &b.columns
	c.rented, c.loaded = make([]int, len(b.s.Resources)), make([]int, len(b.s.Resources))
	for i := range b.s.Resources {
		r := &b.s.Resources[i]
		c.rented[i] = b.decideIf(r.Rent.Allowed, "rented", r.ID)
		b.book(model.Rent, c.rented[i], r.Rent.Cost)
		watched := r.MinLoad.IsSet() || r.Utilisation.Min.IsSet() || r.Utilisation.Target.IsSet() || r.Change.IsSet()
		c.loaded[i] = b.decideIf(watched, "load", r.ID)
		if r.Change.IsSet() {
			b.changeColumns(changing{
				change: &r.Change, key: r.ID + ",load", path: "resources." + r.ID + ".change", unit: r.Unit, of: c.loaded[i],
			})
		}
	}
	for k, i := range b.s.Maintenances() {
		b.maintenanceColumns(k, i)
	}
	for p := range b.s.Processes {
		process := &b.s.Processes[p]
		if change := &process.Output.Change; change.IsSet() {
			b.changeColumns(changing{
				change: change, key: process.ID + ",output", path: "processes." + process.ID + ".output.change",
				unit: b.runUnit(process), of: c.runs[p],
			})
		}
	}
}

func (b *builder) maintenanceColumns(row, i int) {
	r := &b.s.Resources[i]
	first, last, ok := r.Maintenance.Starts(b.s.Calendar)
	if !ok {
		return // which validation refuses
	}
	n := last - first + 1
	column := b.p.AddCols("maintained", r.ID, b.labels[first:last+1], n)
	b.p.SetKind(column, n, lp.Integer)
	b.integer = append(b.integer, "resources."+r.ID+".maintenance")
	b.columns.rests = append(b.columns.rests, maintained{row, i, column, first, last})
}

func (b *builder) changeColumns(c changing) {
	c.rise, c.fall = b.decide("rise", c.key), b.decide("fall", c.key)
	b.book(model.Setups, c.rise, c.change.Up.Cost)
	b.book(model.Setups, c.fall, c.change.Down.Cost)
	b.columns.changes = append(b.columns.changes, c)
}

// capacities puts into the rows of capacity what is rented and what
// maintenance takes.
func (b *builder) capacities(rows []rowSet) {
	for i := range b.s.Resources {
		b.add(rows[i], b.columns.rented[i], -1)
	}
	for k := range b.columns.rests {
		rest := &b.columns.rests[k]
		b.takeRests(rows[rest.resource], rest, b.s.Resources[rest.resource].PerMachine)
	}
}

// takeRests takes coefficient x machines down from what each row allows.
func (b *builder) takeRests(rows rowSet, rest *maintained, coefficient func(t int) float64) {
	b.eachRest(rows, rest, func(row, column, t int) {
		v := coefficient(t)
		b.p.Add(row, column, v)
		b.taken = append(b.taken, taking{row, column, v})
	})
}

// eachRest visits the columns of the machines that are down in each row's period.
func (b *builder) eachRest(rows rowSet, rest *maintained, visit func(row, column, t int)) {
	long := b.s.Resources[rest.resource].Maintenance.Length()
	for start := rest.first; start <= rest.last; start++ {
		for t := start; t < start+long; t++ {
			if row := rows.at(t); row != none {
				visit(row, rest.column+start-rest.first, t)
			}
		}
	}
}

func (b *builder) machineryRows() {
	for i := range b.s.Resources {
		r := &b.s.Resources[i]
		rent := b.limit(limitBlock{
			group: model.GroupRent, key: r.ID, unit: r.Unit,
			path: "resources." + r.ID + ".rent.max", limit: &r.Rent.Max, sense: atMost,
		}, values(&r.Rent.Max))
		b.add(rent, b.columns.rented[i], 1)
	}
	for k := range b.columns.rests {
		b.maintenanceRows(&b.columns.rests[k])
	}
	b.loadRows()
	for k := range b.columns.changes {
		b.changeRows(&b.columns.changes[k])
	}
}

func (b *builder) maintenanceRows(rest *maintained) {
	r := &b.s.Resources[rest.resource]
	m, path := &r.Maintenance, "resources."+r.ID+".maintenance"
	all := b.limitAtEnd(limitBlock{
		group: model.GroupMaintenance, key: r.ID, unit: "machines",
		path: path + ".count", limit: &m.Count, sense: exactly,
	})
	row := all.at(b.periods - 1)
	for j := range rest.last - rest.first + 1 {
		b.p.Add(row, rest.column+j, 1)
	}
	atOnce := b.limit(limitBlock{
		group: model.GroupMaxDown, key: r.ID, unit: "machines",
		path: path + ".at_once", limit: &m.AtOnce, sense: atMost,
	}, values(&m.AtOnce))
	b.eachRest(atOnce, rest, func(row, column, _ int) { b.p.Add(row, column, 1) })
}

// loadRows defines the loads that something depends on, and bounds them.
func (b *builder) loadRows() {
	loads := make([]rowSet, len(b.s.Resources))
	indexOf := make(map[string]int, len(b.s.Resources))
	for i := range b.s.Resources {
		r := &b.s.Resources[i]
		if b.columns.loaded[i] == none {
			continue
		}
		indexOf[r.ID] = i
		loads[i] = b.limit(limitBlock{
			group: model.GroupLoad, key: r.ID, unit: r.Unit, path: "resources." + r.ID, sense: exactly,
		}, func(int) (float64, bool) { return 0, true })
		b.add(loads[i], b.columns.loaded[i], -1)
	}
	if len(indexOf) == 0 {
		return
	}
	b.addLoads(loads, indexOf)
	for i := range b.s.Resources {
		r := &b.s.Resources[i]
		if b.columns.loaded[i] == none {
			continue
		}
		least := b.limit(limitBlock{
			group: model.GroupMinLoad, key: r.ID, unit: r.Unit,
			path: "resources." + r.ID + ".min_load", limit: &r.MinLoad, sense: atLeast,
		}, values(&r.MinLoad))
		b.add(least, b.columns.loaded[i], 1)
		b.utilisation(i, "min", &r.Utilisation.Min, atLeast)
		b.utilisation(i, "target", &r.Utilisation.Target, atMost)
	}
}

// utilisation bounds the load of a resource by a share of its regular capacity.
func (b *builder) utilisation(i int, key string, share *model.Limit, s sense) {
	r := &b.s.Resources[i]
	group := model.GroupUtilisation
	if s == atLeast {
		group = model.GroupMinUtilisation
	}
	rows := b.limit(limitBlock{
		group: group, key: r.ID, unit: r.Unit,
		path: "resources." + r.ID + ".utilisation." + key, limit: share, sense: s,
	}, func(t int) (float64, bool) {
		regular, limited := r.Regular(t)
		return share.Value.At(t) * regular, limited && share.Value.Has(t)
	})
	b.add(rows, b.columns.loaded[i], 1)
	for k := range b.columns.rests {
		if rest := &b.columns.rests[k]; rest.resource == i {
			b.takeRests(rows, rest, func(t int) float64 { return share.Value.Or(t, 0) * r.PerMachine(t) })
		}
	}
}

func (b *builder) changeRows(c *changing) {
	opening := c.change.Opening.Or(0, 0)
	rows := b.limit(limitBlock{
		group: model.GroupChange, key: c.key, unit: c.unit, path: c.path, openingPath: c.path + ".opening", sense: exactly,
	}, func(t int) (float64, bool) {
		if t == 0 {
			return opening, c.change.From() == 0
		}
		return 0, true
	})
	b.add(rows, c.of, 1)
	b.addBefore(rows, c.of, -1)
	b.add(rows, c.rise, -1)
	b.add(rows, c.fall, 1)
	for _, side := range []struct {
		group  model.Group
		key    string
		ramp   *model.Ramp
		column int
	}{
		{model.GroupMaxRise, ".up.max", &c.change.Up, c.rise},
		{model.GroupMaxFall, ".down.max", &c.change.Down, c.fall},
	} {
		most := b.limit(limitBlock{
			group: side.group, key: c.key, unit: c.unit, path: c.path + side.key, limit: &side.ramp.Max, sense: atMost,
		}, func(t int) (float64, bool) {
			return side.ramp.Max.Value.At(t), t >= c.change.From() && side.ramp.Max.Value.Has(t)
		})
		b.add(most, side.column, 1)
	}
}

// tidy takes away what rises and falls at once: a plan that is not the best
// one may hold such detours, which mean nothing.
func (f *Formulation) tidy(x []float64) {
	for k := range f.columns.changes {
		c := &f.columns.changes[k]
		for t := range f.Scenario.Calendar.Len() {
			both := min(x[c.rise+t], x[c.fall+t])
			if both > 0 {
				x[c.rise+t] -= both
				x[c.fall+t] -= both
			}
		}
	}
}

// readMachinery fills in the decisions about machines.
func (f *Formulation) readMachinery(plan *model.Plan, x []float64) {
	read := func(to model.Grid, places, columns []int) {
		for k, at := range places {
			copy(to.Row(k), x[columns[at]:columns[at]+to.Periods()])
		}
	}
	read(plan.Shifts, f.Scenario.Shifts(), f.columns.shifts)
	read(plan.Rented, f.Scenario.Rentals(), f.columns.rented)
	for _, rest := range f.columns.rests {
		copy(plan.Maintained.Row(rest.row)[rest.first:], x[rest.column:rest.column+rest.last-rest.first+1])
	}
}
