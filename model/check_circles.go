package model

import "strings"

// Circles: items that can only be made of one another. Linear programming may
// start such a circle from nothing, where it gives more than it takes, so a plan
// proves nothing.

// circles reports, once each, circles that nothing from outside can start.
func (c *checker) circles() {
	started := c.startable()
	seen := make([]bool, len(c.all))
	for first := range c.all {
		if started[first] || !c.there[first] || seen[first] {
			continue
		}
		var walk []int // items, each made of the next
		place := map[int]int{}
		i := first
		for !seen[i] {
			seen[i] = true
			place[i] = len(walk)
			walk = append(walk, i)
			i = c.inputNotStarted(i, started)
		}
		if from, again := place[i]; again {
			c.tellCircle(walk[from:])
		}
	}
}

func (c *checker) tellCircle(circle []int) {
	const longest = 6
	var steps []string
	for k, i := range circle[:min(longest, len(circle))] {
		steps = append(steps, c.all[i].ID+" is made of "+c.all[circle[(k+1)%len(circle)]].ID)
	}
	c.warning(c.itemAddress(circle[0]), "needs-itself", "give one of them opening stock or a supplier",
		"%s, and none of these is bought or in stock to start with", strings.Join(steps, ", "))
}

// startable finds the items that can be there without a circle: bought, in
// stock at the beginning, or made by a process all of whose inputs are.
func (c *checker) startable() []bool {
	started := make([]bool, len(c.all))
	missing := make([]int, len(c.s.Processes)) // inputs that are not there yet
	usedBy := make([][]int, len(c.all))
	var fresh []int // items not yet passed on
	start := func(i int) {
		if !started[i] {
			started[i] = true
			fresh = append(fresh, i)
		}
	}
	run := func(p int) {
		for _, part := range c.s.Processes[p].Makes {
			start(c.itemOf[part.ID])
		}
	}
	for i := range c.all {
		if len(c.offers[i]) > 0 || c.stocked[i] {
			start(i)
		}
	}
	for p := range c.s.Processes {
		for _, part := range c.s.Processes[p].Consumes {
			if i := c.itemOf[part.ID]; always(part.Quantity) {
				missing[p]++
				usedBy[i] = append(usedBy[i], p)
			}
		}
		if missing[p] == 0 {
			run(p)
		}
	}
	for len(fresh) > 0 {
		i := fresh[len(fresh)-1]
		fresh = fresh[:len(fresh)-1]
		for _, p := range usedBy[i] {
			if missing[p]--; missing[p] == 0 {
				run(p)
			}
		}
	}
	return started
}

// inputNotStarted is an input that an item waits for: of the first process
// that is alive, the first that is not there without a circle.
func (c *checker) inputNotStarted(i int, started []bool) int {
	for _, p := range c.madeBy[i] {
		if c.deadBy[p] >= 0 {
			continue
		}
		for _, part := range c.s.Processes[p].Consumes {
			if in := c.itemOf[part.ID]; !started[in] && always(part.Quantity) {
				return in
			}
		}
	}
	return i
}
