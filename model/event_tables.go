package model

// PromotionRow is one promotion of one demand in one period.
type PromotionRow struct {
	Promotion string   `json:"promotion"`
	Demand    string   `json:"demand"`
	Period    string   `json:"period"`
	Runs      float64  `json:"runs"`               // 1: it runs
	Change    float64  `json:"change"`             // units asked more because of it, here or in another period; negative: fewer
	Promoted  *float64 `json:"promoted,omitempty"` // units at its price; left out where it has none
}

func (w *tableWriter) promotions() []PromotionRow {
	if len(w.s.Promotions) == 0 {
		return nil
	}
	change := w.changes()
	demands := w.s.demandIndex()
	promoted := map[[2]int]int{}
	for k, ref := range w.s.PromotionPrices() {
		promoted[[2]int{ref.Promotion, ref.Demand}] = k
	}
	rows := []PromotionRow{}
	for k, e := range w.s.Events() {
		if e.Kind != PromotionEvent {
			continue
		}
		for _, id := range w.s.Promotions[e.Index].Demand {
			d := demands[id]
			for t, period := range w.labels {
				row := PromotionRow{e.ID, id, period, w.p.Events.At(k, t), change[[3]int{k, d, t}], nil}
				if i, known := promoted[[2]int{e.Index, d}]; known {
					units := w.p.Promoted.At(i, t)
					row.Promoted = &units
				}
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// changes is what each event changes in the plan, by event, demand and period.
func (w *tableWriter) changes() map[[3]int]float64 {
	change := map[[3]int]float64{}
	for _, swing := range w.s.Swings() {
		if v := w.p.Events.At(swing.Event, swing.Start); v != 0 {
			change[[3]int{swing.Event, swing.Demand, swing.Period}] += v * swing.Units
		}
	}
	return change
}

func (r *tableReader) promotions(s *Scenario, rows []PromotionRow) {
	index, promoted := map[string]int{}, map[string]int{}
	for k, e := range s.Events() {
		if e.Kind == PromotionEvent {
			index[e.ID] = k
		}
	}
	for k, ref := range s.PromotionPrices() {
		promoted[s.Promotions[ref.Promotion].ID+" "+s.Demand[ref.Demand].ID] = k
	}
	for _, row := range rows {
		r.set("promotions", r.p.Events, index, row.Promotion, row.Demand, row.Period, row.Runs)
		if row.Promoted != nil {
			r.set("promotions", r.p.Promoted, promoted, row.Promotion+" "+row.Demand, "", row.Period, *row.Promoted)
		}
	}
}
