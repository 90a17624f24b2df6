package model

// unused points out things that nothing refers to: mostly a wrong id elsewhere.
func (c *checker) unused() {
	items, capacity := map[string]bool{}, map[string]bool{}
	for p := range c.s.Processes {
		for j := range c.s.Processes[p].Consumes {
			items[c.s.Processes[p].Consumes[j].ID] = true
		}
		for j := range c.s.Processes[p].Blend {
			in := &c.s.Processes[p].Blend[j]
			items[in.Item] = true
			for k := range in.Uses {
				capacity[in.Uses[k].ID] = true
			}
		}
		for j := range c.s.Processes[p].Uses {
			capacity[c.s.Processes[p].Uses[j].ID] = true
		}
	}
	for i := range c.all {
		if c.all[i].Dispose.Allowed {
			items[c.all[i].ID] = true
		}
	}
	for _, ref := range c.s.Switches() {
		for _, uses := range [][]Part{ref.Switch.Uses, ref.Switch.Start.Uses, ref.Switch.Stop.Uses} {
			for j := range uses {
				capacity[uses[j].ID] = true
			}
		}
	}
	for d := range c.s.Demand {
		items[c.s.Demand[d].Item] = true
	}
	for i := range c.s.Lanes {
		for j := range c.s.Lanes[i].Uses {
			capacity[c.s.Lanes[i].Uses[j].ID] = true
		}
	}
	classes := map[string]bool{}
	for d := range c.s.Demand {
		classes[c.s.Demand[d].Class] = true
	}
	c.usedByCrews(capacity)
	report := func(section, id, why string, used map[string]bool) {
		if !used[id] {
			c.warning(at(section, id), "unused", "", "%s", id+" is never "+why)
		}
	}
	for i := range c.s.Families {
		report("families", c.s.Families[i].ID, "sold or consumed", items)
	}
	for i := range c.s.Materials {
		report("materials", c.s.Materials[i].ID, "sold or consumed", items)
	}
	for i := range c.s.Classes {
		report("classes", c.s.Classes[i].ID, "the class of a demand", classes)
	}
	substances := map[string]bool{}
	for _, from := range c.s.Emitters() {
		for i := range from.Emits {
			substances[from.Emits[i].Substance] = true
		}
	}
	for i := range c.s.Emissions {
		report("emissions", c.s.Emissions[i].ID, "emitted: say emits where it is", substances)
	}
	for i := range c.s.Resources {
		report("resources", c.s.Resources[i].ID, "used", capacity)
	}
	for i := range c.s.Workforce {
		report("workforce", c.s.Workforce[i].ID, "used", capacity)
	}
}
