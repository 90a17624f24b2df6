package model

// reach reports demand for items that nobody can ever make, buy or take from
// stock, and processes that lack something to consume.
func (v *validator) reach() {
	there := v.available()
	for i := range v.s.Processes {
		p := &v.s.Processes[i]
		for j := range p.Consumes {
			id := p.Consumes[j].ID
			if v.items[id] != nil && !there[id] {
				v.warning(at("processes", p.ID, "consumes", id), "never-runs", "add a supplier, a process or opening stock for "+id,
					"the process can never run: %s is neither bought nor made nor in stock", id)
			}
		}
	}
	for i := range v.s.Demand {
		d := &v.s.Demand[i]
		if v.items[d.Item] == nil || there[d.Item] || !v.asks(d) {
			continue
		}
		a, hint := at("demand", d.ID), "add a process that makes it, a supplier that sells it, or opening stock"
		const message = "%s is asked for, but is neither made nor bought nor in stock"
		if v.mustServe(d) {
			v.mistake(a, "unreachable", hint, message, d.Item)
		} else {
			v.warning(a, "unreachable", hint, message, d.Item)
		}
	}
}

// available finds the items that can be there: bought, in stock at the
// beginning, or made by a process all of whose inputs can be there.
func (v *validator) available() map[string]bool {
	there := make(map[string]bool, len(v.items))
	for _, ref := range v.s.Offers() {
		there[ref.Offer.Item] = true
	}
	for i := range v.s.Inventory {
		if v.s.Inventory[i].Opening > 0 {
			there[v.s.Inventory[i].Item] = true
		}
	}
	for grown := true; grown; {
		grown = false
		for i := range v.s.Processes {
			p := &v.s.Processes[i]
			if !allThere(there, p.Consumes) {
				continue
			}
			for j := range p.Makes {
				if !there[p.Makes[j].ID] {
					there[p.Makes[j].ID], grown = true, true
				}
			}
		}
	}
	return there
}

func allThere(there map[string]bool, parts []Part) bool {
	for i := range parts {
		if !there[parts[i].ID] {
			return false
		}
	}
	return true
}

// asks tells whether the demand wants anything at all.
func (v *validator) asks(d *Demand) bool {
	if d.Exact() {
		return positive(d.Quantity.Value) || d.Backlog.Opening > 0
	}
	return positive(d.Min.Value) || positive(d.Max.Value) || d.Min.IsSet() != d.Max.IsSet()
}

// mustServe tells whether a plan that sells nothing breaks a hard limit.
func (v *validator) mustServe(d *Demand) bool {
	if !d.Exact() {
		return positive(d.Min.Value) && !d.Min.Priced()
	}
	owedForEver := d.Backlog.Allowed && !d.Backlog.Max.IsSet() && !d.Backlog.Closing.IsSet()
	return !d.Quantity.Priced() && !d.Lost.Allowed && !owedForEver
}

// unused points out things that nothing refers to: mostly a wrong id elsewhere.
func (v *validator) unused() {
	items, capacity := map[string]bool{}, map[string]bool{}
	for i := range v.s.Processes {
		for j := range v.s.Processes[i].Consumes {
			items[v.s.Processes[i].Consumes[j].ID] = true
		}
		for j := range v.s.Processes[i].Uses {
			capacity[v.s.Processes[i].Uses[j].ID] = true
		}
	}
	for i := range v.s.Demand {
		items[v.s.Demand[i].Item] = true
	}
	report := func(section, id, why string, used map[string]bool) {
		if !used[id] {
			v.warning(at(section, id), "unused", "", "%s", id+" is never "+why)
		}
	}
	for i := range v.s.Families {
		report("families", v.s.Families[i].ID, "sold or consumed", items)
	}
	for i := range v.s.Materials {
		report("materials", v.s.Materials[i].ID, "sold or consumed", items)
	}
	for i := range v.s.Resources {
		report("resources", v.s.Resources[i].ID, "used by a process", capacity)
	}
	for i := range v.s.Workforce {
		report("workforce", v.s.Workforce[i].ID, "used by a process", capacity)
	}
}
