package report

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// familyFigures computes the figures of families from one document.
type familyFigures struct {
	v     *view
	f     *flows
	days  []float64         // of every period; nil where they are not known
	made  map[string]*lines // by family, then by process: when it is there
	came  map[string]*lines // by family, then by supplier: when it is there
	moved *lines            // by family: arrived by lanes and receipts, less sent off
	timed *lines            // by family: served in the period that asks for it
	full  map[string]*lines // by resource or crew: load, regular and overtime, once asked for
}

func newFamilyFigures(d *Document) *familyFigures {
	v := newView(d)
	x := &familyFigures{v: v, f: v.flows(), made: map[string]*lines{}, came: map[string]*lines{}, moved: v.lines(), timed: v.lines(), full: map[string]*lines{}}
	if len(d.Calendar) == len(d.Scenario.Periods) {
		for i := range d.Calendar {
			x.days = append(x.days, float64(d.Calendar[i].Days))
		}
	}
	into := func(m map[string]*lines, item string) *lines {
		if m[item] == nil {
			m[item] = v.lines()
		}
		return m[item]
	}
	for _, r := range d.Plan.Production {
		into(x.made, r.Item).add(r.Process, cmp.Or(r.Arrives, r.Period), r.Quantity)
	}
	for _, r := range d.Plan.Purchases {
		into(x.came, r.Item).add(r.Supplier, cmp.Or(r.Arrives, r.Period), r.Quantity)
	}
	arrived, sent := v.lines(), v.lines()
	for _, r := range d.Plan.Inventory {
		arrived.add(r.Item, r.Period, r.Arrived)
		sent.add(r.Item, r.Period, r.Shipped)
	}
	for _, item := range arrived.order {
		for t, in := range arrived.of(item) {
			if out := sent.of(item)[t]; !near(in, out) {
				x.moved.add(item, v.d.Scenario.Periods[t], in-out)
			}
		}
	}
	x.onTime(d)
	return x
}

// onTime adds up what is served in the period that asks for it: what is owed
// from before is served first.
func (x *familyFigures) onTime(d *Document) {
	before := map[string]float64{} // by demand: owed at the end of the period before
	for _, r := range d.Plan.Demand {
		if r.Asked == nil {
			continue
		}
		owed, known := before[r.Demand]
		if !known {
			owed = r.Served + r.Lost + r.Backlog - *r.Asked
		}
		x.timed.add(r.Item, r.Period, max(0, r.Served-max(0, owed)))
		before[r.Demand] = r.Backlog
	}
}

// of lists the figures of one family. Stock follows from the rows above it: what
// was there, and supply, less what is served, used and disposed of.
func (x *familyFigures) of(thing Thing) []familyFigure {
	list := append(x.demand(thing), x.supply(thing)...)
	list = append(list, x.stock(thing)...)
	return x.counted(thing, append(append(list, x.capacity(thing)...), x.money(thing)...))
}

// counted adds what was counted before the plan to the figures that it is of.
// Sources that the plan does not know any more are figures of their own.
func (x *familyFigures) counted(thing Thing, list []familyFigure) []familyFigure {
	for i := range x.v.d.History {
		r := &x.v.d.History[i]
		if r.Family != thing.ID {
			continue
		}
		k := slices.IndexFunc(list, func(f familyFigure) bool { return f.id == r.Figure })
		if k < 0 {
			_, id, _ := strings.Cut(r.Figure, ":")
			k = len(list)
			list = append(list, familyFigure{
				section: "supply", id: r.Figure, title: x.v.names.of(id, KindProcess, KindSupplier), unit: thing.Unit, kind: RowFlow,
				values: make([]float64, len(x.v.periods.short)),
			})
		}
		if list[k].past == nil {
			list[k].past = map[string]float64{}
		}
		list[k].past[r.Period] = r.Value
	}
	return list
}

func (x *familyFigures) demand(thing Thing) []familyFigure {
	id, f := thing.ID, x.f
	asked, served := f.asked.of(id), f.served.of(id)
	askedTitle, servedTitle := "demand", "served"
	if f.market[id] {
		askedTitle, servedTitle = "market", "sold"
	}
	var list []familyFigure
	flow := func(id, title string, values []float64) {
		list = append(list, familyFigure{section: "demand", id: id, title: title, unit: thing.Unit, kind: RowFlow, values: values})
	}
	flow("demand", askedTitle, asked)
	list[0].implied = f.unbounded[id]
	flow("served", servedTitle, served)
	list[len(list)-1].implied = !f.unbounded[id] && slices.EqualFunc(asked, served, near)
	flow("lost", "lost", f.lost.of(id))
	if !f.market[id] && sum(asked) > 0 {
		list = append(list, familyFigure{section: "demand", id: "on_time", title: "on time", unit: "%", kind: RowRate, values: x.timed.of(id), of: asked})
	}
	return list
}

func (x *familyFigures) supply(thing Thing) []familyFigure {
	var list []familyFigure
	total := make([]float64, len(x.v.periods.short))
	flow := func(id, title string, values []float64) {
		list = append(list, familyFigure{section: "supply", id: id, title: title, unit: thing.Unit, kind: RowFlow, values: values})
	}
	source := func(id, title string, values []float64) {
		flow(id, title, values)
		for t, v := range values {
			total[t] += v
		}
	}
	if made := x.made[thing.ID]; made != nil {
		for _, id := range made.order {
			source("made:"+id, x.v.names.of(id, KindProcess), made.of(id))
		}
	}
	if came := x.came[thing.ID]; came != nil {
		for _, id := range came.order {
			source("bought:"+id, "from "+x.v.names.of(id, KindSupplier), came.of(id))
		}
	}
	source("moved", "under way before, less after", x.moved.of(thing.ID))
	sources := slices.DeleteFunc(slices.Clone(list), func(f familyFigure) bool { return f.zero() })
	flow("supply", "supply in all", total)
	list[len(list)-1].implied = len(sources) < 2
	flow("consumed", "used", x.f.consumed.of(thing.ID))
	flow("disposed", "disposed of", x.f.disposed.of(thing.ID))
	return list
}

func (x *familyFigures) stock(thing Thing) []familyFigure {
	level := func(id, title, unit string, values []float64) familyFigure {
		return familyFigure{section: "stock", id: id, title: title, unit: unit, kind: RowLevel, values: values}
	}
	stock := x.f.stock.of(thing.ID)
	list := []familyFigure{level("stock", "stock at the end", thing.Unit, stock)}
	if x.days != nil && sum(stock) > 0 {
		list = append(list, level("cover", "days of cover", "days", x.cover(thing.ID, stock)))
	}
	return append(list, level("backlog", "backlog at the end", thing.Unit, x.f.backlog.of(thing.ID)))
}

// cover is how many calendar days the stock at the end of each period lasts for
// what is asked and used afterwards. Beyond the horizon the last period goes on;
// NaN where nothing is asked any more.
func (x *familyFigures) cover(item string, stock []float64) []float64 {
	need := slices.Clone(x.f.asked.of(item))
	if x.f.unbounded[item] {
		need = slices.Clone(x.f.served.of(item))
	}
	for t, v := range x.f.consumed.of(item) {
		need[t] += v
	}
	days := make([]float64, len(stock))
	for t, left := range stock {
		u := t + 1
		for ; u < len(need) && left > need[u]; u++ {
			left -= need[u]
			days[t] += x.days[u]
		}
		if u = min(u, len(need)-1); left > 0 {
			days[t] += left / need[u] * x.days[u]
		}
		if math.IsInf(days[t], 0) {
			days[t] = math.NaN()
		}
	}
	return days
}

// capacity is what the family takes of resources and crews, how far all
// families together fill those, and the overtime worked there.
func (x *familyFigures) capacity(thing Thing) []familyFigure {
	var list []familyFigure
	for i := range x.v.d.FamilyLoads {
		load := &x.v.d.FamilyLoads[i]
		if load.Family != thing.ID || len(load.ByPeriod) != len(x.v.periods.short) {
			continue
		}
		name := x.v.names.of(load.Of, KindResource, KindWorkforce)
		all := x.filled(load.Of)
		list = append(
			list,
			familyFigure{section: "capacity", id: "load:" + load.Of, title: name, unit: load.Unit, kind: RowFlow, values: load.ByPeriod},
			familyFigure{section: "capacity", id: "filled:" + load.Of, title: "all on " + name, unit: "%", kind: RowRate, values: all.of("load"), of: all.of("regular")},
			familyFigure{section: "capacity", id: "overtime:" + load.Of, title: "overtime of " + name, unit: load.Unit, kind: RowFlow, values: all.of("overtime")},
		)
	}
	return list
}

// filled is the load of a resource or crew, its regular capacity, and overtime.
func (x *familyFigures) filled(id string) *lines {
	if l := x.full[id]; l != nil {
		return l
	}
	l := x.v.lines()
	add := func(period string, load, regular, overtime float64) {
		l.add("load", period, load)
		l.add("regular", period, regular)
		l.add("overtime", period, overtime)
	}
	for _, r := range x.v.d.Plan.Resources {
		if r.Resource == id && r.Regular != nil {
			add(r.Period, r.Load, *r.Regular, r.Overtime)
		}
	}
	for _, r := range x.v.d.Plan.Workforce {
		if r.Workforce == id {
			add(r.Period, r.Used, r.Regular, r.Overtime)
		}
	}
	x.full[id] = l
	return l
}

func (x *familyFigures) money(thing Thing) []familyFigure {
	var list []familyFigure
	unit := cmp.Or(x.v.d.Scenario.Currency, "money")
	for i := range x.v.d.Contributions {
		line := &x.v.d.Contributions[i]
		if line.Of == thing.ID && len(line.Amounts) == len(x.v.periods.short) {
			list = append(list, familyFigure{section: "money", id: "money:" + line.ID, title: line.Title, unit: unit, kind: RowFlow, values: line.Amounts})
		}
	}
	return list
}

// before are the values of periods that another document has as history.
func (x *familyFigures) before(other *familyFigures, values []float64) map[string]float64 {
	past := map[string]float64{}
	for i := range other.v.d.History {
		label := other.v.d.History[i].Period
		if t, ok := x.v.periods.index[label]; ok && t < len(values) && !math.IsNaN(values[t]) {
			past[label] = values[t]
		}
	}
	return past
}

// alignedTo lists the figures of a family over the periods of another document;
// NaN where this one does not reach.
func (x *familyFigures) alignedTo(other *familyFigures, thing Thing) []familyFigure {
	list := x.of(thing)
	aligned := func(values []float64) []float64 {
		row := make([]float64, len(other.v.d.Scenario.Periods))
		for t, label := range other.v.d.Scenario.Periods {
			row[t] = math.NaN()
			if k, ok := x.v.periods.index[label]; ok && k < len(values) {
				row[t] = values[k]
			}
		}
		return row
	}
	for i := range list {
		if list[i].kind != RowRate {
			list[i].past = x.before(other, list[i].values)
		}
		list[i].values = aligned(list[i].values)
		if list[i].kind == RowRate {
			list[i].of = aligned(list[i].of)
		}
	}
	return list
}
