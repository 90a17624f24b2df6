package model

import "math"

// Rooms: how much of a resource or crew there can be in each period, at best.

// room is a resource or workforce with the most that processes can use of it.
type room struct {
	id     string
	unit   string
	path   address   // of the limit
	most   []float64 // by period; +Inf where nothing hard limits it
	number int       // resources first, then workforces
}

func (c *checker) readRooms() {
	c.roomOf = make(map[string]*room, len(c.s.Resources)+len(c.s.Workforce))
	for k := range c.s.Resources {
		r := &c.s.Resources[k]
		key, _ := r.Rule()
		c.rooms = append(c.rooms, &room{id: r.ID, unit: r.Unit, path: at("resources", r.ID, key), most: c.resourceMost(r), number: k})
	}
	for k := range c.s.Workforce {
		w := &c.s.Workforce[k]
		path := at("workforce", w.ID, "headcount")
		if w.Hire.Allowed {
			path = path.to("max")
		}
		c.rooms = append(c.rooms, &room{id: w.ID, unit: w.Unit, path: path, most: c.crewMost(w), number: len(c.rooms)})
	}
	c.addHelp()
	for _, r := range c.rooms {
		c.roomOf[r.id] = r
	}
}

// hardAt is the value of a limit that nothing can break in period t; otherwise
// there is none.
func hardAt(l *Limit, t int) (float64, bool) {
	if !l.Value.Has(t) || l.Penalty.Has(t) {
		return 0, false
	}
	return l.Value.At(t), true
}

// hardOr is the value of a hard limit, or byDefault where there is none.
func hardOr(l *Limit, t int, byDefault float64) float64 {
	if v, ok := hardAt(l, t); ok {
		return v
	}
	return byDefault
}

func (c *checker) resourceMost(r *Resource) []float64 {
	most := make([]float64, c.n)
	_, rule := r.Rule()
	tiers := r.Overtime.Tiers()
	for t := range most {
		regular, limited := r.Regular(t)
		if !limited || rule.Penalty.Has(t) {
			most[t] = math.Inf(1)
			continue
		}
		for k := range tiers {
			regular += hardOr(&tiers[k].Max, t, math.Inf(1))
		}
		if r.Rent.Allowed {
			regular += hardOr(&r.Rent.Max, t, math.Inf(1))
		}
		most[t] = max(regular, 0)
	}
	return most
}

func (c *checker) crewMost(w *Workforce) []float64 {
	most := make([]float64, c.n)
	heads, _ := c.headsRange(w)
	tiers := w.Overtime.Tiers()
	for t := range most {
		perHead, open := w.Regular.Value.Or(t, 0), w.Regular.Penalty.Has(t)
		for k := range tiers {
			longest, limited := hardAt(&tiers[k].Max, t)
			perHead += longest
			open = open || !limited
		}
		most[t] = times(heads[t], perHead) + c.tempsMost(w, t)
		if open {
			most[t] = math.Inf(1)
		}
	}
	return most
}

// heads reports limits on heads that hiring and laying off cannot meet.
func (c *checker) heads() {
	for k := range c.s.Workforce {
		w := &c.s.Workforce[k]
		most, fewest := c.headsRange(w)
		for t := range most {
			if most[t] >= fewest[t] {
				continue
			}
			hint, key := "allow hire, or lower min", "min"
			if w.Hire.Allowed {
				hint = "hire earlier or more, or lower min"
			}
			if !w.Layoff.Allowed && hardOr(&w.Headcount.Max, t, math.Inf(1)) < fewest[t] {
				hint, key = "allow layoff, or raise max", "max"
			}
			c.warning(at("workforce", w.ID, "headcount", key), "heads-out-of-reach", hint,
				"in %s there are at least %s heads and at most %s: no plan can keep both", c.labels[t], amount(fewest[t]), amount(most[t]))
			break
		}
	}
}

// outputs reports least outputs that together take more than there is.
func (c *checker) outputs() {
	load := make(map[string][]float64, len(c.rooms))
	for p := range c.s.Processes {
		process := &c.s.Processes[p]
		if !process.Output.Min.IsSet() {
			continue
		}
		for _, use := range process.Uses {
			if load[use.ID] == nil {
				load[use.ID] = make([]float64, c.n)
			}
			for t := range c.n {
				load[use.ID][t] += hardOr(&process.Output.Min, t, 0) * use.Quantity.Or(t, 0)
			}
		}
	}
	for _, r := range c.rooms {
		for t, needed := range load[r.id] {
			if needed <= r.most[t]+noise(needed) {
				continue
			}
			c.warning(r.path, "output-above-capacity", "lower output.min of its processes, or give it more capacity",
				"in %s it gives at most %s %s, the least outputs of its processes take %s %s: %s %s short",
				c.labels[t], amount(r.most[t]), r.unit, amount(needed), r.unit, amount(needed-r.most[t]), r.unit)
			break
		}
	}
}

// times multiplies, and nothing times endlessly much is nothing.
func times(a, b float64) float64 {
	if a == 0 || b == 0 {
		return 0
	}
	return a * b
}
