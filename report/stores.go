package report

// storageLoads show how full every storage is at the end of each period, in
// percent of its own space, and the space that is rented.
func (v *view) storageLoads() []load {
	used, capacity, rented := v.lines(), v.lines(), v.lines()
	limited := map[string]bool{}
	for _, r := range v.d.Plan.Storage {
		used.add(r.Storage, r.Period, r.Used)
		rented.add(r.Storage, r.Period, r.Rented)
		if r.Capacity != nil {
			limited[r.Storage] = true
			capacity.add(r.Storage, r.Period, *r.Capacity)
		}
	}
	var all []load
	for _, id := range used.order {
		name := v.names.of(id, KindStorage)
		var l load
		if limited[id] {
			l = v.share(name, used.of(id), capacity.of(id))
		} else {
			r := levelRow(name, used.of(id))
			r.unit = v.unit(id, KindStorage)
			l.add(r)
		}
		r := sumRow("  rented", rented.of(id))
		r.unit = v.unit(id, KindStorage)
		l.add(r)
		all = append(all, l)
	}
	return all
}
