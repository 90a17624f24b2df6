package model

import (
	"math"
	"slices"
)

// Supply: the most of every item that there can be in all places together, as if
// nothing else were made. An item gets all the capacity that its processes use;
// what is shared between items is the business of check_content.go.

// flow is the most of something in each period, and up to the end of it.
type flow struct {
	period []float64
	cum    []float64 // an item's opening stock included
}

// endlessFlow is the flow of what nothing limits.
func (c *checker) endlessFlow() *flow {
	f := &flow{make([]float64, c.n), make([]float64, c.n)}
	for t := range c.n {
		f.period[t], f.cum[t] = math.Inf(1), math.Inf(1)
	}
	return f
}

// supplyOf is the most of an item that can be made and bought. Where a bill
// comes back to the item that it is of, that part is taken as endless.
func (c *checker) supplyOf(i int) *flow {
	if c.supply[i] != nil {
		return c.supply[i]
	}
	c.supply[i] = c.endlessFlow()
	f := &flow{make([]float64, c.n), make([]float64, c.n)}
	sum := 0.0
	for _, stock := range c.stocks[i] {
		sum += c.openingMost(stock)
	}
	for t, most := range c.bought[i] {
		sum += most
		f.period[t], f.cum[t] = most, sum
	}
	for _, p := range c.madeBy[i] {
		c.addMade(f, p, c.all[i].ID)
	}
	c.supply[i] = f
	return f
}

// purchases is the most that arrives of an item in each period, bought or
// ordered before the first one.
func (c *checker) purchases(i int) []float64 {
	arrives := make([]float64, c.n)
	for _, ref := range c.offers[i] {
		for t := range c.n {
			if a, ok := c.s.Calendar.Arrival(t, ref.Offer.Lead); ok {
				arrives[a] += hardOr(&ref.Offer.Capacity, t, math.Inf(1))
			}
		}
	}
	for _, stock := range c.stocks[i] {
		for t := range c.n {
			arrives[t] += stock.Receipts.Or(t, 0)
		}
	}
	return arrives
}

// addMade adds the most that a process can make of an item, when it is there.
func (c *checker) addMade(f *flow, p int, id string) {
	runs, process := c.runsOf(p), &c.s.Processes[p]
	k := slices.IndexFunc(process.Makes, func(part Part) bool { return part.ID == id })
	made, bound, yields := make([]float64, c.n), make([]float64, c.n), process.Yields()
	best := 0.0
	for t := range c.n {
		a, ok := c.s.Calendar.Arrival(t, process.Lead)
		if !ok {
			break // and so is everything that starts later
		}
		perRun := yields[k].Quantity.Or(t, 0)
		best = max(best, perRun)
		made[a] += times(runs.period[t], perRun)
		bound[a] = times(runs.cum[t], best)
	}
	sum, most := 0.0, 0.0
	for t := range c.n {
		sum += made[t]
		most = max(most, bound[t])
		f.period[t] += made[t]
		f.cum[t] += min(sum, most)
	}
}

// runsOf is the most runs of a process.
func (c *checker) runsOf(p int) *flow {
	if c.runs[p] != nil {
		return c.runs[p]
	}
	process := &c.s.Processes[p]
	f := c.endlessFlow()
	for t := range c.n {
		f.period[t] = min(hardOr(&process.Output.Max, t, math.Inf(1)), process.Lots.Most(t))
		for _, use := range process.Uses {
			f.period[t] = min(f.period[t], per(c.roomOf[use.ID].most[t], use.Quantity.Or(t, 0)))
		}
	}
	for _, part := range process.Needs() {
		c.limitByInput(f, c.itemOf[part.ID], part.Quantity)
	}
	c.limitByBlend(f, process)
	sum := 0.0
	for t := range c.n {
		sum += f.period[t]
		f.cum[t] = min(f.cum[t], sum)
	}
	c.runs[p] = f
	return f
}

// limitByInput bounds the runs by what there can be of one thing consumed.
func (c *checker) limitByInput(f *flow, i int, perRun Series) {
	input, least := c.supplyOf(i), math.Inf(1)
	for t := range c.n {
		q := perRun.Or(t, 0)
		least = min(least, q)
		f.cum[t] = min(f.cum[t], per(input.cum[t], least))
		now := input.cum[t]
		if !c.keeps(i) {
			now = input.period[t]
		}
		f.period[t] = min(f.period[t], per(now, q))
	}
}

// per is how often q fits into most; endless where nothing is needed.
func per(most, q float64) float64 {
	if q == 0 {
		return math.Inf(1)
	}
	return most / q
}

// idle reports processes that can never run.
func (c *checker) idle() {
	for p := range c.s.Processes {
		process, missing := &c.s.Processes[p], false
		for j := range process.Consumes {
			if i := c.itemOf[process.Consumes[j].ID]; !c.there[i] && always(process.Consumes[j].Quantity) {
				missing = true
				c.lacksInput(process, i)
			}
		}
		if runs := c.runsOf(p); !missing && runs.cum[c.n-1] == 0 {
			c.lacksCapacity(process)
		}
	}
}

func (c *checker) lacksInput(p *Process, i int) {
	id, why := c.all[i].ID, "is neither bought nor made nor in stock"
	if chain := c.chain(i); chain != "" {
		why = "can never be there: " + chain
	}
	c.warning(at("processes", p.ID, "consumes", id), "never-runs", "add a supplier, a process or opening stock for "+id,
		"the process can never run: %s %s", id, why)
}

// lacksCapacity says which limit keeps a process from ever running.
func (c *checker) lacksCapacity(p *Process) {
	const rule, message = "never-runs", "the process can never run: %s"
	a := at("processes", p.ID)
	if c.never(func(t int) bool { return hardOr(&p.Output.Max, t, 1) == 0 }) {
		c.warning(a.to("output").to("max"), rule, "raise it, or leave the process out", message, "its output is at most 0 in every period")
		return
	}
	for _, use := range p.Uses {
		if r := c.roomOf[use.ID]; c.never(func(t int) bool { return r.most[t] == 0 && use.Quantity.Or(t, 0) > 0 }) {
			c.warning(a.to("uses").to(use.ID), rule, "see "+r.path.String(), message, use.ID+" gives nothing in any period")
			return
		}
	}
	for _, part := range p.Consumes {
		if i := c.itemOf[part.ID]; c.supplyOf(i).cum[c.n-1] == 0 {
			c.warning(a.to("consumes").to(part.ID), rule, "see what makes and sells "+part.ID, message, "there can be no "+part.ID+" in any period")
			return
		}
	}
	c.warning(a, rule, "", message, "in every period one of the limits on its output, capacity and inputs is 0")
}

// never tells whether something holds in every period.
func (c *checker) never(can func(t int) bool) bool {
	for t := range c.n {
		if !can(t) {
			return false
		}
	}
	return true
}
