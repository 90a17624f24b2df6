package model

import (
	"slices"
	"strings"
)

// Reach: what is asked for must be made, bought or in stock, and so must
// everything that it is made of.

// reach reports demand for items that nobody can ever make, buy or take from
// stock. Where it must be served that is an error: it is plainly a slip.
func (c *checker) reach() {
	for d := range c.s.Demand {
		demand := &c.s.Demand[d]
		i := c.itemOf[demand.Item]
		if c.there[i] || !asks(demand) {
			continue
		}
		a, hint := at("demand", demand.ID), "add a process that makes it, a supplier that sells it, or opening stock"
		message := demand.Item + " is asked for, but is neither made nor bought nor in stock"
		if chain := c.chain(i); chain != "" {
			message = demand.Item + " is asked for, but can never be there: " + chain
			hint = "make, sell or stock what is missing"
		}
		if c.mustServe(demand) {
			c.mistake(a, "unreachable", hint, "%s", message)
		} else {
			c.warning(a, "unreachable", hint, "%s", message)
		}
	}
}

// settle finds the items that can never be there: neither bought nor in stock
// at the beginning, and made, if at all, only by processes that lack something
// in every period. Items that need one another in a circle are not among them.
func (c *checker) settle() {
	c.there, c.deadBy = make([]bool, len(c.all)), slices.Repeat([]int{-1}, len(c.s.Processes))
	usedBy := make([][]int, len(c.all))
	for p := range c.s.Processes {
		for _, part := range c.s.Processes[p].Consumes {
			if i := c.itemOf[part.ID]; always(part.Quantity) {
				usedBy[i] = append(usedBy[i], p)
			}
		}
	}
	alive := make([]int, len(c.all)) // ways to get the item
	var lost []int                   // items that can never be there, not yet passed on
	for i := range c.all {
		alive[i] = len(c.madeBy[i]) + len(c.offers[i])
		if c.stocked[i] {
			alive[i]++
		}
		if c.there[i] = alive[i] > 0; !c.there[i] {
			lost = append(lost, i)
		}
	}
	for len(lost) > 0 {
		i := lost[len(lost)-1]
		lost = lost[:len(lost)-1]
		for _, p := range usedBy[i] {
			if c.deadBy[p] >= 0 {
				continue
			}
			c.deadBy[p] = i
			for _, part := range c.s.Processes[p].Makes {
				made := c.itemOf[part.ID]
				if alive[made]--; alive[made] == 0 {
					c.there[made] = false
					lost = append(lost, made)
				}
			}
		}
	}
}

// chain says what an item that can never be there lacks, from one process to
// the next. It is empty for an item that no process makes.
func (c *checker) chain(i int) string {
	const longest = 6 // steps that a reader follows
	var steps []string
	for len(c.madeBy[i]) > 0 {
		p := c.madeBy[i][0]
		i = c.deadBy[p]
		if len(steps) < longest {
			steps = append(steps, c.s.Processes[p].ID+" needs "+c.all[i].ID)
		}
	}
	if len(steps) == 0 {
		return ""
	}
	return strings.Join(steps, ", ") + ", and " + c.all[i].ID + " is neither made nor bought nor in stock"
}

// always tells whether a quantity is above 0 in every period, so that the
// process never runs without it.
func always(s Series) bool {
	for _, x := range s.Values() {
		if !(x > 0) {
			return false
		}
	}
	return s.IsSet()
}

// asks tells whether the demand wants anything at all.
func asks(d *Demand) bool {
	if d.Exact() {
		return positive(d.Quantity.Value) || d.Backlog.Opening > 0
	}
	return positive(d.Min.Value) || positive(d.Max.Value) || d.Min.IsSet() != d.Max.IsSet()
}

// mustServe tells whether a plan that never sells any of it breaks a hard limit.
func (c *checker) mustServe(d *Demand) bool {
	a, sum := c.newAccount(), 0.0
	c.addDemand(a, d)
	for t := range c.n {
		if sum += a.asked[t]; sum > a.mayMiss[t] {
			return true
		}
	}
	return false
}
