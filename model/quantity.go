package model

import "slices"

// GridID names one of the tables of decisions of a Plan.
type GridID uint8

// The tables, in the order of Plan.
const (
	GridRuns GridID = iota
	GridBlended
	GridDisposed
	GridBought
	GridShipped
	GridStock
	GridServed
	GridLost
	GridBacklog
	GridHeads
	GridHired
	GridLaidOff
	GridOvertime
	GridOn
	GridStarts
	GridStops
	GridRented
	GridOpen
	GridOpened
	GridClosed
	GridEvents
	GridPromoted
	GridWrittenOff
	NumGrids // how many there are
)

// Table is one of the tables of the plan.
func (p *Plan) Table(id GridID) Grid {
	return [NumGrids]Grid{
		p.Runs, p.Blended, p.Disposed, p.Bought, p.Shipped, p.Stock, p.Served, p.Lost, p.Backlog,
		p.Heads, p.Hired, p.LaidOff, p.Overtime, p.On, p.Starts, p.Stops, p.Rented, p.Open, p.Opened, p.Closed,
		p.Events, p.Promoted, p.WrittenOff,
	}[id]
}

// Subscript is something that the parts of a quantity are told apart by.
type Subscript string

// The subscripts.
const (
	ByProcess   Subscript = "process"
	BySite      Subscript = "site" // where it happens; for shipments see From and To
	ByItem      Subscript = "item"
	ByFamily    Subscript = "family"   // the item, if it is a family
	ByMaterial  Subscript = "material" // the item, if it is a material
	BySupplier  Subscript = "supplier"
	ByOffer     Subscript = "offer" // id among the offers of its supplier
	ByLane      Subscript = "lane"
	ByFrom      Subscript = "from"
	ByTo        Subscript = "to"
	ByMarket    Subscript = "market"
	ByRegion    Subscript = "region" // of the market, else of the site
	BySegment   Subscript = "segment"
	ByCustomer  Subscript = "customer"
	ByDemand    Subscript = "demand"
	ByClass     Subscript = "class" // of the demand
	ByStock     Subscript = "stock" // id in inventory
	ByResource  Subscript = "resource"
	ByWorkforce Subscript = "workforce"
	ByBand      Subscript = "band" // of overtime
	ByOption    Subscript = "option"
	ByEvent     Subscript = "event" // promotion
	ByLaunch    Subscript = "launch"
	BySubstance Subscript = "substance" // emission
	ByScope     Subscript = "scope"     // label of what is emitted
	ByCause     Subscript = "cause"     // of what is emitted: see EmissionCauses
	ByPeriod    Subscript = "period"    // every quantity has it
)

// Quantity is something of a plan, or of what is asked, that rules speak of.
type Quantity struct {
	Name     string
	Sentence string
	By       []Subscript // besides the period
	list     func(c *cellList)
}

// Cell is one row of a quantity: a row of a table of the plan times a number.
type Cell struct {
	Grid  GridID
	Row   int
	Rate  Series // 1 where unset; of a given cell the number itself
	Given bool   // it is no decision: its number is Rate
	Unit  string
	tags  []Tag
}

// Tag is what a cell has for one subscript.
type Tag struct {
	By   Subscript
	Word string
}

// Tag is the id that the cell has for a subscript; empty where it has none.
func (c *Cell) Tag(by Subscript) string {
	for i := range c.tags {
		if c.tags[i].By == by {
			return c.tags[i].Word
		}
	}
	return ""
}

// Factor is what one unit of the decision counts for in period t; for a given
// cell the number itself.
func (c *Cell) Factor(t int) float64 {
	if !c.Rate.IsSet() {
		return 1
	}
	return c.Rate.Or(t, 0)
}

// FindQuantity returns the quantity with that name.
func FindQuantity(name string) (Quantity, bool) {
	for _, q := range Quantities() {
		if q.Name == name {
			return q, true
		}
	}
	return Quantity{}, false
}

// QuantityNames lists the names of all quantities.
func QuantityNames() []string {
	var names []string
	for _, q := range Quantities() {
		names = append(names, q.Name)
	}
	return names
}

// Has tells whether the quantity has a subscript.
func (q *Quantity) Has(by Subscript) bool { return by == ByPeriod || slices.Contains(q.By, by) }

// Measures finds the cells of quantities, which are listed once each.
type Measures struct {
	s     *Scenario
	cells map[string][]Cell
	list  cellList
	locks map[string]map[string]int // cells by key, by quantity
}

// Measures returns the quantities of the scenario, which must not change meanwhile.
func (s *Scenario) Measures() *Measures {
	return &Measures{s: s, cells: map[string][]Cell{}, list: newCellList(s)}
}

// Cells lists the cells of a quantity in the order of the scenario; nil for one that there is not.
func (m *Measures) Cells(quantity string) []Cell {
	if cells, known := m.cells[quantity]; known {
		return cells
	}
	q, ok := FindQuantity(quantity)
	if !ok {
		return nil
	}
	m.list.cells = nil
	q.list(&m.list)
	m.cells[quantity] = m.list.cells
	return m.list.cells
}

// Words lists what the cells of a quantity have for a subscript, sorted.
func (m *Measures) Words(quantity string, by Subscript) []string {
	if by == ByPeriod {
		return m.s.Calendar.Labels()
	}
	var words []string
	seen := map[string]bool{"": true}
	cells := m.Cells(quantity)
	for i := range cells {
		if word := cells[i].Tag(by); !seen[word] {
			seen[word] = true
			words = append(words, word)
		}
	}
	slices.Sort(words)
	return words
}

// Each calls visit for every cell and period that a term counts for the limit
// of a rule over the given periods, with what one unit of the cell's decision
// counts for; of a given cell, what it adds.
func (m *Measures) Each(term *Term, covered []int, visit func(cell *Cell, t int, factor float64)) {
	cells, labels := m.Cells(term.Quantity), m.s.Calendar.Periods
	byPeriod := term.Where.ByPeriod()
	for i := range cells {
		c := &cells[i]
		if !byPeriod && !term.Where.Passes(c.Tag) {
			continue
		}
		for _, at := range covered {
			t := at - term.Before
			if t < 0 || byPeriod && !term.Where.Passes(func(by Subscript) string {
				if by == ByPeriod {
					return labels[t].Label
				}
				return c.Tag(by)
			}) {
				continue
			}
			weight := 1.0
			if term.Weight.IsSet() {
				weight = term.Weight.Or(at, 0)
			}
			if factor := weight * c.Factor(t); factor != 0 {
				visit(c, t, factor)
			}
		}
	}
}

// Value is one side of a rule in a plan, over the given periods.
func (m *Measures) Value(l *Linear, covered []int, p *Plan) float64 {
	value := l.constantOver(covered)
	for i := range l.Terms {
		m.Each(&l.Terms[i], covered, func(c *Cell, t int, factor float64) {
			if c.Given {
				value += factor
			} else {
				value += factor * p.Table(c.Grid).At(c.Row, t)
			}
		})
	}
	return value
}

// Given is what a side has that no decision changes.
func (m *Measures) Given(l *Linear, covered []int) float64 {
	value := l.constantOver(covered)
	for i := range l.Terms {
		m.Each(&l.Terms[i], covered, func(c *Cell, _ int, factor float64) {
			if c.Given {
				value += factor
			}
		})
	}
	return value
}

// constantOver is the number of a side: that of the period of the limit.
func (l *Linear) constantOver(covered []int) float64 {
	return l.Constant.Or(covered[len(covered)-1], 0)
}

// UnitOf is the unit of a rule: its own, or that of its quantities where they
// have one in common.
func (m *Measures) UnitOf(r *LinearRule) string {
	if r.Unit != "" {
		return r.Unit
	}
	unit := ""
	for _, side := range r.Sides() {
		for i := range side.Terms {
			switch found := m.unitOf(&side.Terms[i]); {
			case found == "" || found == unit:
			case unit == "":
				unit = found
			default:
				return mixedUnits
			}
		}
	}
	if unit == "" {
		return mixedUnits
	}
	return unit
}

// mixedUnits is the unit of what has no unit of its own.
const mixedUnits = "units"

// unitOf is the unit of what a term adds up.
func (m *Measures) unitOf(term *Term) string {
	unit := ""
	cells := m.Cells(term.Quantity)
	for i := range cells {
		c := &cells[i]
		if c.Unit == unit || !term.mayPass(c) {
			continue
		}
		if unit != "" {
			return mixedUnits
		}
		unit = c.Unit
	}
	return unit
}

// mayPass tells whether the term counts the cell in some period.
func (term *Term) mayPass(c *Cell) bool {
	return term.Where.ByPeriod() || term.Where.Passes(c.Tag)
}
