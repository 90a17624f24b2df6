package intake

// readThings finds what the numbers of every item, resource and workforce
// depend on, because other sections write numbers for them.
func (d *decoder) readThings(root *node) {
	d.readSites(root.find("sites"))
	d.readItems(root.find("families"))
	d.readItems(root.find("materials"))
	d.readCapacity(root.find("resources"))
	d.readCapacity(root.find("workforce"))
	if section := root.find("emissions"); section != nil {
		for i := range section.value.entries {
			e := &section.value.entries[i]
			d.emitted[e.key] = thing{unit: unitOf(&e.value, defaultEmissionUnit)}
		}
	}
}

// readSites counts the working days of every site that has its own.
func (d *decoder) readSites(section *entry) {
	if section == nil {
		return
	}
	quiet := &decoder{list: &collector{}} // mistakes are reported when the site itself is read
	for i := range section.value.entries {
		e := &section.value.entries[i]
		own := e.value.find("working")
		if own == nil || own.value.kind == nullKind {
			continue
		}
		var spec workingSpec
		workingObject().decode(quiet, &own.value, &spec)
		d.sites[e.key] = d.calendar.WorkingDays(spec.over(d.calendar.Working))
	}
}

func (d *decoder) readItems(section *entry) {
	if section == nil {
		return
	}
	for i := range section.value.entries {
		e := &section.value.entries[i]
		unit := unitOf(&e.value, defaultItemUnit)
		d.items[e.key] = thing{unit: unit, own: ownOf(&e.value, unit)}
	}
	for i := range section.value.entries { // after all families: an id of one of those wins
		e := &section.value.entries[i]
		members := e.value.find("items")
		if members == nil {
			continue
		}
		for k := range members.value.entries {
			if id := members.value.entries[k].key; d.items[id].unit == "" {
				d.items[id] = d.items[e.key]
			}
		}
	}
}

func (d *decoder) readCapacity(section *entry) {
	if section == nil {
		return
	}
	for i := range section.value.entries {
		e := &section.value.entries[i]
		d.capacity[e.key] = thing{unit: unitOf(&e.value, defaultCapacityUnit), worked: d.sites[e.value.word("site")]}
	}
}
