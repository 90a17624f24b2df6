package model

// unusedPlaces points out sites and markets that nothing refers to.
func (c *checker) unusedPlaces() {
	used := map[string]bool{}
	for r := range c.s.Resources {
		used[c.s.Resources[r].Site] = true
	}
	for w := range c.s.Workforce {
		used[c.s.Workforce[w].Site] = true
	}
	for p := range c.s.Processes {
		used[c.s.Processes[p].Site] = true
	}
	for k := range c.s.Inventory {
		used[c.s.Inventory[k].Site] = true
	}
	for _, ref := range c.s.Offers() {
		used[ref.Offer.To] = true
	}
	for d := range c.s.Demand {
		used[c.s.Demand[d].Site] = true
	}
	for l := range c.s.Lanes {
		used[c.s.Lanes[l].From], used[c.s.Lanes[l].To] = true, true
	}
	for i := range c.s.Sites {
		if id := c.s.Sites[i].ID; !used[id] {
			c.warning(at("sites", id), "unused", "", "nothing is at %s", id)
		}
	}
	asked := map[string]bool{} // itself or a market within it
	within := map[string]string{}
	for i := range c.s.Markets {
		within[c.s.Markets[i].ID] = c.s.Markets[i].Within
	}
	for d := range c.s.Demand {
		for m := c.s.Demand[d].Market; m != "" && !asked[m]; m = within[m] {
			asked[m] = true
		}
	}
	wanted := map[string]bool{} // itself or around it
	for d := range c.s.Demand {
		wanted[c.s.Demand[d].Market] = true
	}
	for i := range c.s.Markets {
		id := c.s.Markets[i].ID
		above := id
		for above != "" && !wanted[above] {
			above = within[above]
		}
		if above == "" && !asked[id] {
			c.warning(at("markets", id), "unused", "", "no demand is for %s, for a market within it or for one around it", id)
		}
	}
}
