package solver

import "github.com/steelyard-sop/steelyard/model"

// Capacity: a resource cannot be loaded beyond its regular capacity and the
// overtime that it works. For each resource r, overtime band b and period t
//
//	capacity   sum_p uses[p,r,t] runs[p,t] + sum_p,i uses[p,i,r,t] blended[p,i,t] + sum_l,i uses[l,r,t] load[l,i,t] shipped[l,i,t] - sum_b worked[r,b,t]  <=  regular[r,t]
//	overtime   worked[r,b,t]  <=  max[r,b,t]                 a band without a fixed cost
//	overtime   worked[r,b,t] - max[r,b,t] shift[r,b,t] <=  0  a band with one, which is paid where shift = 1
//
// where regular is the stated capacity, or (count - down) x hours; less the
// downtime in either case. What is rented and what is lost to maintenance is in
// machinery.go. A resource without a limit in a period has no row
// in it. The overtime of workforces is in workforce.go.

// overtimeColumns makes the overtime of resources and of workforces, since
// both are bands in one list.
func (b *builder) overtimeColumns() {
	b.columns.worked = make([]int, len(b.bands))
	for k, ref := range b.bands {
		b.columns.worked[k] = b.decide("worked", b.bandKey(ref))
		b.book(model.OvertimePay, b.columns.worked[k], ref.Band.Cost)
	}
	b.columns.shifts = make([]int, len(b.bands))
	for k, ref := range b.bands {
		if b.columns.shifts[k] = none; ref.Band.Fixed.IsSet() {
			b.columns.shifts[k] = b.binary("shift", b.bandKey(ref))
			b.book(model.OvertimePay, b.columns.shifts[k], ref.Band.Fixed)
			b.integer = append(b.integer, ref.Path(b.s)+".fixed")
		}
	}
}

// bandKey names a band: its owner, and itself where there are several.
func (b *builder) bandKey(ref model.BandRef) string {
	_, id, _ := ref.Owner(b.s)
	if ref.Band.ID != "" {
		return id + "," + ref.Band.ID
	}
	return id
}

func (b *builder) capacityRows() {
	rows := make([]rowSet, len(b.s.Resources))
	for i := range b.s.Resources {
		r := &b.s.Resources[i]
		key, limit := r.Rule()
		rows[i] = b.limit(limitBlock{
			group: model.GroupCapacity, key: r.ID, unit: r.Unit,
			path: "resources." + r.ID + "." + key, limit: limit, sense: atMost,
		}, r.Regular)
	}
	b.addLoads(rows, b.columns.resourceOf)
	for k := range b.bands {
		ref := &b.bands[k]
		if ref.Resource == none {
			continue
		}
		b.add(rows[ref.Resource], b.columns.worked[k], -1)
		shift, allowed := b.columns.shifts[k], values(&ref.Band.Max)
		if shift != none {
			allowed = where(&ref.Band.Max)
		}
		most := b.limit(limitBlock{
			group: model.GroupOvertime, key: b.bandKey(*ref), unit: b.s.Resources[ref.Resource].Unit,
			path: ref.Path(b.s) + ".max", limit: &ref.Band.Max, sense: atMost,
		}, allowed)
		b.add(most, b.columns.worked[k], 1)
		b.addSeries(most, shift, ref.Band.Max.Value, -1)
	}
	b.capacities(rows)
}

// addLoads puts what processes, lanes and training use into the rows of what they use.
func (b *builder) addLoads(rows []rowSet, indexOf map[string]int) {
	for p := range b.s.Processes {
		for _, use := range b.s.Processes[p].Uses {
			if k, ok := indexOf[use.ID]; ok {
				b.addSeries(rows[k], b.columns.runs[p], use.Quantity, 1)
			}
		}
	}
	for k, ref := range b.inputs {
		for _, use := range ref.Input.Uses {
			if r, ok := indexOf[use.ID]; ok {
				b.addSeries(rows[r], b.columns.blended[k], use.Quantity, 1)
			}
		}
	}
	b.addSetUps(rows, indexOf)
	for c, ref := range b.cargos {
		for _, use := range ref.Lane.Uses {
			if k, ok := indexOf[use.ID]; ok {
				b.addHandling(rows[k], b.columns.shipped[c], use.Quantity, ref.Cargo.Load)
			}
		}
	}
	b.addTraining(rows, indexOf)
}

// addHandling puts what one cargo uses into the rows: quantity per load times
// loads per unit.
func (b *builder) addHandling(rows rowSet, first int, quantity, load model.Series) {
	for t := range b.periods {
		if row := rows.at(t); row != none {
			b.p.Add(row, first+t, quantity.Or(t, 0)*load.Or(t, 1))
		}
	}
}
