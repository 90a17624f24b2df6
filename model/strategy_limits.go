package model

import (
	"math"
	"slices"
)

// StrategyLimit is one limit that a strategy sets, in one period after another:
// on a sum of decisions, or on its change from the period before.
type StrategyLimit struct {
	Strategy *Strategy
	Group    Group
	Key      string    // id of the strategy and of what is limited, and up or down for a change
	Path     string    // address of what says so
	Unit     string    //
	Sense    string    // "<=" or "="
	Values   []float64 // one a period; NaN where there is no limit
	cells    []Cell
	before   []float64 // what counts of the period before, by period; nil: nothing
	sign     float64
}

// Each calls visit for every decision that the limit of period t counts, with
// what one unit of it counts for.
func (l *StrategyLimit) Each(t int, visit func(cell *Cell, t int, factor float64)) {
	for i := range l.cells {
		c := &l.cells[i]
		visit(c, t, l.sign*c.Factor(t))
		if l.before != nil {
			visit(c, t-1, -l.sign*l.before[t]*c.Factor(t-1))
		}
	}
}

// Value is what the limit counts in a plan in period t.
func (l *StrategyLimit) Value(p *Plan, t int) float64 {
	var value float64
	l.Each(t, func(c *Cell, t int, factor float64) { value += factor * p.Table(c.Grid).At(c.Row, t) })
	return value
}

// StrategyLimits lists the limits of every strategy.
func (s *Scenario) StrategyLimits() []StrategyLimit {
	var list []StrategyLimit
	for i := range s.Strategies {
		b := strategyBuilder{all: s, s: &s.Strategies[i], n: s.Calendar.Len()}
		b.kept()
		b.followed()
		b.forbidden()
		list = append(list, b.list...)
	}
	return list
}

// strategyBuilder gathers the limits of one strategy.
type strategyBuilder struct {
	all  *Scenario
	s    *Strategy
	n    int
	list []StrategyLimit
}

// add adds a limit in the periods of the strategy.
func (b *strategyBuilder) add(l StrategyLimit, key string, value func(t int) float64) {
	l.Strategy, l.Key = b.s, b.s.ID+","+key
	if l.Path == "" {
		l.Path = "plan"
	}
	l.Path = "strategy." + b.s.ID + "." + l.Path
	if l.sign == 0 {
		l.sign = 1
	}
	l.Values = make([]float64, b.n)
	for t := range l.Values {
		l.Values[t] = math.NaN()
		if b.s.about(t) && (l.before == nil || t > 0 && b.s.about(t-1)) {
			l.Values[t] = value(t)
		}
	}
	b.list = append(b.list, l)
}

func zeroLimit(int) float64 { return 0 }

// kept are the limits on the change of heads or output.
func (b *strategyBuilder) kept() {
	if b.s.Plan == Chase {
		return
	}
	if b.s.Keeps(b.all) == KeepHeads {
		same := make([]float64, b.n)
		for t := range same {
			same[t] = 1
		}
		for _, w := range b.s.crews(b.all) {
			b.change(b.all.Workforce[w].ID, "heads", same, []Cell{{Grid: GridHeads, Row: w}})
		}
		return
	}
	for i := range b.all.Families {
		family := &b.all.Families[i]
		if cells := b.made(family.ID); len(cells) > 0 && b.s.ofFamily(b.all, family.ID) {
			b.change(family.ID, family.Unit, b.lengths(), cells)
		}
	}
}

// made lists the runs that make a family.
func (b *strategyBuilder) made(family string) []Cell {
	var cells []Cell
	for _, p := range b.s.runs(b.all) {
		for _, part := range b.all.Processes[p].Yields() {
			if part.ID == family {
				cells = append(cells, Cell{Grid: GridRuns, Row: p, Rate: part.Quantity})
			}
		}
	}
	return cells
}

// lengths are how long each period is for one of the period before: 1 where
// periods are of one kind, as months are; by days in a horizon of several kinds.
func (b *strategyBuilder) lengths() []float64 {
	lengths := make([]float64, b.n)
	for t := range lengths {
		lengths[t] = 1
		if c := &b.all.Calendar; t > 0 && c.Bucket == Mixed {
			lengths[t] = float64(c.Periods[t].Days()) / float64(c.Periods[t-1].Days())
		}
	}
	return lengths
}

func (b *strategyBuilder) change(key, unit string, before []float64, cells []Cell) {
	l := StrategyLimit{Group: GroupLevel, Unit: unit, Sense: "=", cells: cells, before: before}
	if b.s.Plan == Level {
		b.add(l, key, zeroLimit)
		return
	}
	most := func(t int) float64 { return b.s.Change.At(t) }
	l.Group, l.Sense, l.Path = GroupRateChange, "<=", "change"
	b.add(l, key+",up", most)
	l.sign = -1
	b.add(l, key+",down", most)
}

// followed are the limits on stock of a chase plan.
func (b *strategyBuilder) followed() {
	if b.s.Plan != Chase {
		return
	}
	for i := range b.all.Families {
		family := &b.all.Families[i]
		if !b.s.ofFamily(b.all, family.ID) {
			continue
		}
		var stocks []int
		var cells []Cell
		for k := range b.all.Inventory {
			if stock := &b.all.Inventory[k]; stock.Item == family.ID && b.s.atSite(stock.Site) {
				stocks = append(stocks, k)
				cells = append(cells, Cell{Grid: GridStock, Row: k})
			}
		}
		if len(cells) > 0 {
			needed := b.needed(family.ID, stocks)
			b.add(StrategyLimit{Group: GroupChase, Unit: family.Unit, Sense: "<=", cells: cells}, family.ID, func(t int) float64 { return needed[t] })
		}
	}
}

// needed is the stock of a family that is needed at the end of each period: what
// limits ask for, and what was there before and nobody has asked for yet.
func (b *strategyBuilder) needed(family string, stocks []int) []float64 {
	needed, left := make([]float64, b.n), 0.0
	for _, k := range stocks {
		stock := &b.all.Inventory[k]
		left += stock.Opening
		for t, least := range b.least(stock) {
			needed[t] += least
		}
	}
	demands := b.demands(family)
	for _, d := range demands {
		left -= b.all.Demand[d].Backlog.Opening
	}
	for t := range needed {
		for _, k := range stocks {
			left += b.all.Inventory[k].Receipts.Or(t, 0)
		}
		for _, d := range demands {
			left -= b.all.Demand[d].Known(t)
		}
		needed[t] = max(needed[t], left) // NaN stays NaN
	}
	return needed
}

// least is the least stock that limits of its own ask for; NaN in the last
// period where the plan may choose what is left.
func (b *strategyBuilder) least(stock *Stock) []float64 {
	least, cover := make([]float64, b.n), b.all.CoverNeeds(stock)
	for t := range least {
		least[t] = max(stock.Min.Value.Or(t, 0), stock.Safety.Value.Or(t, 0))
		if cover != nil && !math.IsNaN(cover[t]) {
			least[t] = max(least[t], cover[t])
		}
	}
	last := b.n - 1
	least[last] = max(least[last], stock.Closing.Min.Value.Or(last, 0), stock.Closing.Exact.Value.Or(last, 0))
	if stock.Closing.Cyclic.On || stock.Closing.Worth != 0 {
		least[last] = math.NaN()
	}
	return least
}

// demands lists the demands for a family that the strategy is about.
func (b *strategyBuilder) demands(family string) []int {
	var list []int
	destinations := b.all.Destinations()
	for d := range b.all.Demand {
		demand := &b.all.Demand[d]
		if demand.Item == family && b.s.atSite(demand.Place(destinations)) {
			list = append(list, d)
		}
	}
	return list
}

// forbidden are the limits on what the strategy does without.
func (b *strategyBuilder) forbidden() {
	for _, m := range b.s.Measures() {
		if !b.s.Forbids(m) {
			continue
		}
		l := StrategyLimit{Group: m.Group, Sense: "<="}
		if m.Given != "" {
			l.Path = m.Name
		}
		switch m.Group {
		case GroupNoOvertime:
			b.noOvertime(l)
		case GroupNoOutsourcing:
			b.noOutsourcing(l)
		case GroupNoBacklog:
			b.noBacklog(l)
		}
	}
}

func (b *strategyBuilder) noOvertime(l StrategyLimit) {
	for k, ref := range b.all.OvertimeBands() {
		site := ""
		if ref.Resource >= 0 {
			site = b.all.Resources[ref.Resource].Site
		} else {
			site = b.all.Workforce[ref.Workforce].Site
		}
		_, key, unit := ref.Owner(b.all)
		if !b.s.works(b.all, key, site) {
			continue
		}
		if ref.Band.ID != "" {
			key += "," + ref.Band.ID
		}
		l.Unit, l.cells = unit, []Cell{{Grid: GridOvertime, Row: k}}
		b.add(l, key, zeroLimit)
	}
}

func (b *strategyBuilder) noOutsourcing(l StrategyLimit) {
	items := b.all.ItemIndex()
	for k, ref := range b.all.Offers() {
		if at, ok := items[ref.Offer.Item]; ok && b.s.ofFamily(b.all, ref.Offer.Item) && b.s.atSite(ref.Offer.To) {
			l.Unit, l.cells = b.all.Families[at].Unit, []Cell{{Grid: GridBought, Row: k}}
			b.add(l, ref.Supplier.ID+","+ref.Offer.ID, zeroLimit)
		}
	}
}

func (b *strategyBuilder) noBacklog(l StrategyLimit) {
	for i := range b.all.Families {
		family := &b.all.Families[i]
		if !b.s.ofFamily(b.all, family.ID) {
			continue
		}
		for _, d := range b.demands(family.ID) {
			if demand := &b.all.Demand[d]; demand.Exact() && demand.Backlog.Allowed {
				l.Unit, l.cells = family.Unit, []Cell{{Grid: GridBacklog, Row: d}}
				b.add(l, demand.ID, zeroLimit)
			}
		}
	}
}

// forces tells whether a strategy may make it worth while to do what is of no
// use otherwise: output that is kept has to go somewhere.
func (s *Strategy) forces(all *Scenario) bool {
	return s.Plan != Chase && s.Keeps(all) == KeepOutput
}

// forced tells whether any strategy does.
func (s *Scenario) forced() bool {
	return slices.ContainsFunc(s.Strategies, func(x Strategy) bool { return x.forces(s) })
}
