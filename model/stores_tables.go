package model

// StorageRow is one shared storage in one period. Capacity is null where the
// scenario sets no limit.
type StorageRow struct {
	Storage  string   `json:"storage"`        // id of the storage
	Site     string   `json:"site,omitempty"` // where it is
	Period   string   `json:"period"`
	Used     float64  `json:"used"`     // space that stocks take at the end of the period
	Capacity *float64 `json:"capacity"` // own space; null where the scenario sets no limit
	Rented   float64  `json:"rented"`   // space rented from outside
}

// OpeningStock is what there is of a stock before the first period: what the
// scenario says, unless the plan chooses it.
func (p *Plan) OpeningStock(s *Scenario, k int) float64 {
	if s.Inventory[k].Closing.Cyclic.On {
		return p.Opening.At(k, 0)
	}
	return s.Inventory[k].Opening
}

// SpaceUsed is the space that stocks take in every storage at the end of each period.
func (p *Plan) SpaceUsed(s *Scenario) Grid {
	used := NewGrid(len(s.Storage), s.Calendar.Len())
	for i := range s.Storage {
		for _, stored := range s.StoredIn(&s.Storage[i]) {
			for t, v := range p.Stock.Row(stored.Stock) {
				used.Add(i, t, v*stored.Weight.Or(t, 0))
			}
		}
	}
	return used
}

func (w *tableWriter) storage() []StorageRow {
	var rows []StorageRow
	used := w.p.SpaceUsed(w.s)
	for i := range w.s.Storage {
		at := &w.s.Storage[i]
		for t, period := range w.labels {
			var capacity *float64
			if at.Capacity.Value.Has(t) {
				v := at.Capacity.Value.At(t)
				capacity = &v
			}
			rows = append(rows, StorageRow{at.ID, at.Site, period, used.At(i, t), capacity, w.p.Overflow.At(i, t)})
		}
	}
	return rows
}

// stores reads what plans decide about storage, and the opening stocks that
// they choose.
func (r *tableReader) stores(s *Scenario, tables *Tables) {
	storage := indexOf(s.Storage, func(at *Storage) string { return at.ID })
	for _, row := range tables.Storage {
		r.set("storage", r.p.Overflow, storage, row.Storage, "", row.Period, row.Rented)
	}
	if s.Calendar.Len() == 0 {
		return
	}
	chosen := map[[2]string]int{}
	for k := range s.Inventory {
		if s.Inventory[k].Closing.Cyclic.On {
			chosen[[2]string{s.Inventory[k].Item, s.Inventory[k].Site}] = k
		}
	}
	first := s.Calendar.Labels()[0]
	for _, row := range tables.Inventory {
		if k, ok := chosen[[2]string{row.Item, row.Site}]; ok && row.Period == first {
			r.p.Opening.Set(k, 0, row.Opening)
		}
	}
}

// splitCover puts the parts of a demand that was divided in place of its id.
func (s *Scenario) splitCover(origin map[string]string) {
	for k := range s.Inventory {
		cover := &s.Inventory[k].Cover
		var of []string
		for _, id := range cover.Of {
			divided := false
			for d := range s.Demand {
				if part := s.Demand[d].ID; origin[part] == id {
					of, divided = append(of, part), true
				}
			}
			if !divided {
				of = append(of, id)
			}
		}
		cover.Of = of
	}
}
