package intake

// readThings finds what the numbers of every item, resource and workforce
// depend on, because other sections write numbers for them.
func (d *decoder) readThings(root *node) {
	d.readItems(root.find("families"))
	d.readItems(root.find("materials"))
	d.readCapacity(root.find("resources"))
	d.readCapacity(root.find("workforce"))
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
}

func (d *decoder) readCapacity(section *entry) {
	if section == nil {
		return
	}
	for i := range section.value.entries {
		e := &section.value.entries[i]
		d.capacity[e.key] = thing{unit: unitOf(&e.value, defaultCapacityUnit)}
	}
}
