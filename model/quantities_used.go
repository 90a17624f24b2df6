package model

// used adds what processes and lanes use, at the site of what is used.
func (c *cellList) used() {
	c.uses(func(grid GridID, row int, rate Series, id string, by []Tag) {
		if r := c.resources[id]; r != nil {
			c.add(grid, row, rate, r.Unit, by[:1], []Tag{{ByResource, id}}, c.atSite(r.Site))
		} else if w := c.crews[id]; w != nil {
			c.add(grid, row, rate, w.Unit, by[:1], []Tag{{ByWorkforce, id}}, c.atSite(w.Site))
		}
	})
}

// uses calls add for every row of a table that uses a resource or workforce,
// with who uses it and, after that, what for, if that is one item.
func (c *cellList) uses(add func(grid GridID, row int, rate Series, id string, by []Tag)) {
	ofProcess := func(i int) []Tag {
		return append([]Tag{{ByProcess, c.s.Processes[i].ID}}, c.ofProduct(i)...)
	}
	for i := range c.s.Processes {
		for _, part := range c.s.Processes[i].Uses {
			add(GridRuns, i, part.Quantity, part.ID, ofProcess(i))
		}
	}
	for k, ref := range c.s.BlendInputs() {
		for _, part := range ref.Input.Uses {
			add(GridBlended, k, part.Quantity, part.ID, ofProcess(ref.Process))
		}
	}
	for k, ref := range c.s.Switches() {
		sw, tags, each := ref.Switch, c.ofSwitch(&ref)[:1], GridOn
		if ref.Process >= 0 {
			tags = ofProcess(ref.Process)
		}
		if sw.CarryOver {
			each = GridStarts // per set-up
		}
		for _, use := range []struct {
			grid  GridID
			parts []Part
		}{{each, sw.Uses}, {GridStarts, sw.Start.Uses}, {GridStops, sw.Stop.Uses}} {
			for _, part := range use.parts {
				add(use.grid, k, part.Quantity, part.ID, tags)
			}
		}
	}
	for k, ref := range c.cargos {
		tags := append([]Tag{{ByLane, ref.Lane.ID}}, c.ofItem(ref.Cargo.Item)...)
		for _, part := range ref.Lane.Uses {
			add(GridShipped, k, part.Quantity.times(ref.Cargo.Load, c.s.Calendar.Len()), part.ID, tags)
		}
	}
}

// times multiplies two values over time, of which the second is 1 where unset.
func (s Series) times(by Series, periods int) Series {
	for _, x := range []Series{s, by} {
		if x.Len() > 1 && x.Len() != periods {
			return s // a mistake, which is told where it stands
		}
	}
	if s.Len() <= 1 && by.Len() <= 1 {
		return Constant(s.Or(0, 0) * by.Or(0, 1))
	}
	values := make([]float64, periods)
	for t := range values {
		values[t] = s.Or(t, 0) * by.Or(t, 1)
	}
	return PerPeriod(values)
}
