package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// view finds what grids need in a document that has a plan.
type view struct {
	d       *Document
	names   names
	periods periodNames
}

// noTotals takes the totals away where there is only one period to sum up.
func (v *view) noTotals(grids []grid) {
	if len(v.periods.short) == 1 {
		eachRow(grids, func(r *gridRow) { r.total = math.NaN() })
	}
}

func newView(d *Document) *view {
	return &view{d: d, names: newNames(d.Scenario.Things), periods: newPeriodNames(&d.Scenario)}
}

// lines collects the values by period of things in the order in which they come.
type lines struct {
	v     *view
	order []string
	rows  map[string][]float64
}

func (v *view) lines() *lines { return &lines{v: v, rows: map[string][]float64{}} }

// add adds x in the named period; what is outside the horizon is left out.
func (l *lines) add(id, period string, x float64) {
	row := l.rows[id]
	if row == nil {
		row = make([]float64, len(l.v.periods.short))
		l.rows[id] = row
		l.order = append(l.order, id)
	}
	if t, ok := l.v.periods.index[period]; ok {
		row[t] += x
	}
}

// of returns the values of id, zeros where there are none.
func (l *lines) of(id string) []float64 {
	if row := l.rows[id]; row != nil {
		return row
	}
	return make([]float64, len(l.v.periods.short))
}

// flows are the movements of items, by item.
type flows struct {
	asked, served, lost, backlog, consumed, disposed, stock *lines
	made, bought, shipped, at                               map[string]*lines // by item, then by process, supplier, lane or the place of its stock
	market                                                  map[string]bool   // items with a demand between bounds
	unbounded                                               map[string]bool   // items with a demand without an upper bound
}

func (v *view) flows() *flows {
	f := &flows{
		asked: v.lines(), served: v.lines(), lost: v.lines(), backlog: v.lines(),
		consumed: v.lines(), disposed: v.lines(), stock: v.lines(),
		made: map[string]*lines{}, bought: map[string]*lines{}, shipped: map[string]*lines{}, at: map[string]*lines{},
		market: map[string]bool{}, unbounded: map[string]bool{},
	}
	into := func(m map[string]*lines, item string) *lines {
		if m[item] == nil {
			m[item] = v.lines()
		}
		return m[item]
	}
	for _, r := range v.d.Plan.Production {
		into(f.made, r.Item).add(r.Process, r.Period, r.Quantity)
	}
	for _, r := range v.d.Plan.Purchases {
		into(f.bought, r.Item).add(r.Supplier, r.Period, r.Quantity)
	}
	for _, r := range v.d.Plan.Shipments {
		into(f.shipped, r.Item).add(r.Lane, r.Period, r.Quantity)
	}
	for _, r := range v.d.Plan.Inventory {
		f.consumed.add(r.Item, r.Period, r.Consumed)
		f.disposed.add(r.Item, r.Period, r.Disposed)
		f.stock.add(r.Item, r.Period, r.Closing)
		if r.Site != "" {
			into(f.at, r.Item).add(r.Site, r.Period, r.Closing)
		}
	}
	v.demand(f)
	return f
}

// demand adds up the demand of every item. Of a demand between bounds the
// most that can be sold counts as asked.
func (v *view) demand(f *flows) {
	most := map[string]float64{} // by demand and period
	for i := range v.d.Limits {
		if l := &v.d.Limits[i]; l.Group == model.GroupMaxSales && l.Limit != nil {
			most[l.Key+" "+l.Period] = *l.Limit
		}
	}
	for _, r := range v.d.Plan.Demand {
		f.served.add(r.Item, r.Period, r.Served)
		f.lost.add(r.Item, r.Period, r.Lost)
		f.backlog.add(r.Item, r.Period, r.Backlog)
		if r.Asked != nil {
			f.asked.add(r.Item, r.Period, *r.Asked)
			continue
		}
		f.market[r.Item] = true
		limit, bounded := most[r.Demand+" "+r.Period]
		f.unbounded[r.Item] = f.unbounded[r.Item] || !bounded
		f.asked.add(r.Item, r.Period, limit)
	}
}

// families are the family sheets: at most most of them, those with the largest
// demand; left is how many are left out.
func (v *view) families(f *flows, most int) (grids []grid, left int) {
	var list []Thing
	size := map[string]float64{}
	for _, thing := range v.d.Scenario.Things {
		if thing.Kind == KindFamily {
			list = append(list, thing)
			size[thing.ID] = max(sum(f.asked.of(thing.ID)), sum(f.served.of(thing.ID)))
		}
	}
	if most > 0 && len(list) > most {
		left = len(list) - most
		keep := slices.Clone(list)
		slices.SortStableFunc(keep, func(a, b Thing) int { return cmp.Compare(size[b.ID], size[a.ID]) })
		kept := map[string]bool{}
		for _, thing := range keep[:most] {
			kept[thing.ID] = true
		}
		list = slices.DeleteFunc(list, func(t Thing) bool { return !kept[t.ID] })
	}
	for _, thing := range list {
		if g := v.family(f, thing); len(g.rows) > 0 {
			grids = append(grids, g)
		}
	}
	return grids, left
}

func (v *view) family(f *flows, thing Thing) grid {
	g := grid{title: titleOf(thing)}
	add := func(r gridRow) {
		if !r.zero() {
			g.rows = append(g.rows, r)
		}
	}
	asked, served := f.asked.of(thing.ID), f.served.of(thing.ID)
	askedLabel, servedLabel := "demand", "served"
	if f.market[thing.ID] {
		askedLabel, servedLabel = "market", "sold"
	}
	if !f.unbounded[thing.ID] {
		add(sumRow(askedLabel, asked))
	}
	if f.unbounded[thing.ID] || !slices.EqualFunc(asked, served, near) {
		add(sumRow(servedLabel, served))
	}
	if made := f.made[thing.ID]; made != nil {
		for _, id := range made.order {
			add(sumRow(v.names.of(id, KindProcess), made.of(id)))
		}
	}
	if bought := f.bought[thing.ID]; bought != nil {
		for _, id := range bought.order {
			add(sumRow("from "+v.names.of(id, KindSupplier), bought.of(id)))
		}
	}
	add(sumRow("used", f.consumed.of(thing.ID)))
	add(sumRow("disposed of", f.disposed.of(thing.ID)))
	add(levelRow("stock", f.stock.of(thing.ID)))
	for _, r := range v.stockByPlace(f, thing.ID) {
		add(r)
	}
	add(levelRow("backlog", f.backlog.of(thing.ID)))
	add(sumRow("lost", f.lost.of(thing.ID)))
	g.samePrecision()
	return g
}

// stockByPlace is where the stock of an item is, if it ever is in more than one place.
func (v *view) stockByPlace(f *flows, item string) []gridRow {
	at := f.at[item]
	if at == nil {
		return nil
	}
	var rows []gridRow
	for _, id := range at.order {
		if r := levelRow("  at "+v.names.place(id), at.of(id)); !r.zero() {
			rows = append(rows, r)
		}
	}
	if len(rows) < 2 {
		return nil
	}
	return rows
}

// materials shows what is bought and made of every material and what lanes carry, one grid
// for each unit; at most most rows, left is how many are left out.
func (v *view) materials(f *flows, most int) (grids []grid, left int) {
	rows := 0
	index := map[string]int{}
	add := func(title, label string, values []float64) {
		r := sumRow(label, values)
		if r.zero() {
			return
		}
		if rows++; most > 0 && rows > most {
			left++
			return
		}
		i, ok := index[title]
		if !ok {
			i = len(grids)
			index[title] = i
			grids = append(grids, grid{title: title})
		}
		grids[i].rows = append(grids[i].rows, r)
	}
	for _, thing := range v.d.Scenario.Things {
		if thing.Kind != KindMaterial {
			continue
		}
		unit := " (" + printable(thing.Unit) + ")"
		if bought := f.bought[thing.ID]; bought != nil {
			for _, id := range bought.order {
				label := printable(thing.Name)
				if len(bought.order) > 1 {
					label += ", " + v.names.of(id, KindSupplier)
				}
				add("BOUGHT"+unit, label, bought.of(id))
			}
		}
		if made := f.made[thing.ID]; made != nil {
			for _, id := range made.order {
				add("MADE"+unit, v.names.of(id, KindProcess), made.of(id))
			}
		}
		add("DISPOSED OF"+unit, printable(thing.Name), f.disposed.of(thing.ID))
	}
	for _, thing := range v.d.Scenario.Things {
		if shipped := f.shipped[thing.ID]; shipped != nil && (thing.Kind == KindFamily || thing.Kind == KindMaterial) {
			for _, id := range shipped.order {
				add("SHIPPED ("+printable(thing.Unit)+")", v.names.of(id, KindLane)+": "+printable(thing.Name), shipped.of(id))
			}
		}
	}
	for i := range grids {
		grids[i].samePrecision()
	}
	return grids, left
}

func titleOf(thing Thing) string {
	title := printable(thing.Name)
	if thing.Unit != "" {
		title += " (" + printable(thing.Unit) + ")"
	}
	return title
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-6*max(1, math.Abs(a), math.Abs(b)) }

func sum(values []float64) float64 {
	var total float64
	for _, x := range values {
		total += x
	}
	return total
}
