package intake

// complete adds what a further table of one list says to the things of the
// tables before it: rows with one id in several tables fill one thing. A value
// that two tables give is a mistake. Where maps an id to its place in things.
func (d *decoder) complete(things, more []entry, where map[string]int) []entry {
	from := d.way[len(d.way)-1]
	d.leave() // the paths of things do not say where they come from
	defer d.enter(from)
	for _, e := range more {
		at, known := where[e.key]
		if !known {
			where[e.key] = len(things)
			things = append(things, e)
			continue
		}
		d.enter(&e)
		d.merge(&things[at], &e)
		d.leave()
	}
	return things
}

// merge adds the values of another entry with the same key. Mappings may be
// shared with other things, so they are copied before they grow.
func (d *decoder) merge(into, from *entry) {
	if into.value.kind != mapKind || from.value.kind != mapKind {
		d.list.add(Diagnostic{
			Rule: "duplicate-key", Path: d.path(), Pos: from.keyPos(), Message: "the value is given by two tables",
			Hint: "keep one of the two", Related: []Related{{"first given", into.keyPos()}},
		})
		return
	}
	merged := make([]entry, len(into.value.entries), len(into.value.entries)+len(from.value.entries))
	copy(merged, into.value.entries)
	for i := range from.value.entries {
		e := &from.value.entries[i]
		at := indexOfKey(merged, e.key)
		if at < 0 {
			merged = append(merged, *e)
			continue
		}
		d.enter(e)
		d.merge(&merged[at], e)
		d.leave()
	}
	into.value.entries = merged
}

func indexOfKey(entries []entry, key string) int {
	for i := range entries {
		if entries[i].key == key {
			return i
		}
	}
	return -1
}
