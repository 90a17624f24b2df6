package audit_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// company is a scenario under construction together with a plan that keeps it.
// The plan is drawn first; the limits are then set at what it uses, and a
// little room.
type company struct {
	s     *model.Scenario
	p     *model.Plan
	rng   *rand.Rand
	lines int
	used  model.Grid // materials: units consumed
	hours model.Grid // lines: load
	work  []float64  // of the crew
}

// synthetic returns a scenario of that size with a sound plan and its claim.
// Each family is made of one of the materials, on one of the lines, by one
// crew; it is kept, and sold to one market that accepts late delivery.
func synthetic(seed uint64, families, periods int) (*model.Scenario, *model.Plan, *audit.Claim) {
	rng := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // a test wants the same numbers again
	c := &company{
		s:   &model.Scenario{Name: "synthetic", Objective: model.MinimiseCost, Calendar: calendar(periods)},
		rng: rng, lines: 1 + families/20,
	}
	materials := 1 + families/5
	c.used, c.hours = model.NewGrid(materials, periods), model.NewGrid(c.lines, periods)
	c.work = make([]float64, periods)
	c.name(families, materials)
	c.p = model.NewPlan(c.s)
	for f := range families {
		c.family(f, f%materials, f%c.lines)
	}
	for m := range materials {
		c.material(families, m)
	}
	for l := range c.lines {
		c.line(l)
	}
	c.crew()
	r := audit.Check(c.s, c.p, nil)
	return c.s, c.p, &audit.Claim{Objective: r.Objective, Money: r.Money, Penalties: r.Penalties}
}

func (c *company) name(families, materials int) {
	s := c.s
	s.Families = make([]model.Item, families)
	s.Processes, s.Demand = make([]model.Process, families), make([]model.Demand, families)
	s.Materials, s.Suppliers = make([]model.Item, materials), make([]model.Supplier, materials)
	s.Inventory = make([]model.Stock, families+materials)
	s.Resources, s.Workforce = make([]model.Resource, c.lines), make([]model.Workforce, 1)
	for m := range materials {
		id := fmt.Sprintf("material%03d", m)
		s.Materials[m] = model.Item{ID: id, Unit: "kg"}
		s.Suppliers[m] = model.Supplier{ID: "mill" + id, Sells: []model.Offer{{ID: id, Item: id, Price: model.Constant(1 + c.draw(3))}}}
	}
	for l := range c.lines {
		s.Resources[l] = model.Resource{ID: fmt.Sprintf("line%02d", l), Unit: "h", Overtime: model.Overtime{Allowed: true}}
	}
	s.Workforce[0] = model.Workforce{ID: "crew", Unit: "h", Overtime: model.Overtime{Allowed: true}}
}

func (c *company) draw(most float64) float64 { return most * c.rng.Float64() }

// random draws a number for each period, between 0 and most.
func (c *company) random(most float64) []float64 {
	values := make([]float64, c.s.Calendar.Len())
	for t := range values {
		values[t] = c.draw(most)
	}
	return values
}

func (c *company) family(f, material, line int) {
	id := fmt.Sprintf("family%03d", f)
	perRun, rate, labour := 0.5+c.draw(2), 0.2+c.draw(1), 0.5+c.draw(1)
	c.s.Families[f] = model.Item{ID: id, Unit: "each", Price: model.Constant(20)}
	c.s.Processes[f] = model.Process{
		ID: "make" + id, Makes: []model.Part{part(id, 1)}, Cost: model.Constant(1 + c.draw(2)),
		Consumes: []model.Part{part(c.s.Materials[material].ID, perRun)},
		Uses:     []model.Part{part(c.s.Resources[line].ID, rate), part("crew", labour)},
	}
	runs := c.random(100)
	copy(c.p.Runs.Row(f), runs)
	asked, stock, owed := c.random(0), c.draw(50), 0.0
	c.s.Inventory[f] = model.Stock{ID: id, Item: id, Opening: stock, HoldingCost: model.Constant(1)}
	var most float64
	for t, run := range runs {
		c.used.Add(material, t, run*perRun)
		c.hours.Add(line, t, run*rate)
		c.work[t] += run * labour
		served, before := c.draw(stock+run), owed
		owed = c.draw(20)
		stock += run - served
		most = max(most, stock)
		// What would be asked less than nothing is given up instead.
		lost := max(0, before-served-owed)
		asked[t] = served + lost + owed - before
		c.p.Served.Set(f, t, served)
		c.p.Lost.Set(f, t, lost)
		c.p.Backlog.Set(f, t, owed)
		c.p.Stock.Set(f, t, stock)
	}
	c.s.Inventory[f].Max = model.Fixed(most)
	c.s.Inventory[f].Min = priced(model.Constant(4), 10)
	c.s.Demand[f] = model.Demand{
		ID: "market" + id, Item: id, Quantity: limit(asked...),
		Backlog: model.Backlog{Allowed: true, Cost: model.Constant(2), Max: model.Fixed(20)},
		Lost:    model.Lost{Allowed: true, Cost: model.Constant(9)},
	}
}

func (c *company) material(families, m int) {
	bought, stock := c.p.Bought.Row(m), c.draw(500)
	row := families + m
	c.s.Inventory[row] = model.Stock{ID: c.s.Materials[m].ID, Item: c.s.Materials[m].ID, Opening: stock, HoldingCost: model.Constant(0.5)}
	for t := range bought {
		bought[t] = max(0, c.used.At(m, t)-stock) + c.draw(100)
		stock += bought[t] - c.used.At(m, t)
		c.p.Stock.Set(row, t, stock)
	}
	c.s.Suppliers[m].Sells[0].Capacity = limit(append([]float64(nil), bought...)...)
}

// line sets the capacity so that the overtime worked is needed.
func (c *company) line(l int) {
	overtime, capacity := c.random(10), append([]float64(nil), c.hours.Row(l)...)
	for t, worked := range overtime {
		capacity[t] -= worked
	}
	copy(c.p.Overtime.Row(l), overtime)
	c.s.Resources[l].Capacity = limit(capacity...)
	c.s.Resources[l].Overtime.Max, c.s.Resources[l].Overtime.Cost = limit(overtime...), model.Constant(6)
}

func (c *company) crew() {
	crew := &c.s.Workforce[0]
	crew.Regular, crew.Wage = model.Fixed(160), model.Constant(900)
	crew.Hire, crew.Layoff = model.Move{Allowed: true, Cost: model.Constant(300)}, model.Move{Allowed: true, Cost: model.Constant(500)}
	crew.Overtime.Max, crew.Overtime.Cost = model.Fixed(10), model.Constant(25)
	var before float64
	for t, hours := range c.work {
		heads := hours / (160 + c.draw(10)) // the rest is worked in overtime
		c.p.Heads.Set(0, t, heads)
		c.p.Hired.Set(0, t, max(0, heads-before))
		c.p.LaidOff.Set(0, t, max(0, before-heads))
		c.p.Overtime.Set(c.lines, t, max(0, hours-160*heads))
		before = heads
	}
}
