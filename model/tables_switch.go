package model

// SwitchRow is what is on in one period: 0 or 1, or how many of several
// identical units.
type SwitchRow struct {
	Switch  string  `json:"switch"` // address of what is on or off: processes.mix
	Period  string  `json:"period"`
	On      float64 `json:"on"`      // units on: 1 where there is only one
	Starts  float64 `json:"starts"`  // units started at its beginning, or set-ups where states are carried over
	Stops   float64 `json:"stops"`   // units stopped at its beginning
	Carried float64 `json:"carried"` // 1 where a set-up state is carried into it
}

func (w *tableWriter) switches() []SwitchRow {
	var rows []SwitchRow
	for k, ref := range w.s.Switches() {
		for t, period := range w.labels {
			rows = append(rows, SwitchRow{
				ref.Thing, period, w.p.On.At(k, t), w.p.Starts.At(k, t), w.p.Stops.At(k, t), w.p.Carried.At(k, t),
			})
		}
	}
	return rows
}

func (r *tableReader) switches(s *Scenario, rows []SwitchRow) {
	refs := s.Switches()
	index := indexOf(refs, func(ref *SwitchRef) string { return ref.Thing })
	for _, row := range rows {
		r.set("switches", r.p.On, index, row.Switch, "on", row.Period, row.On)
		r.set("switches", r.p.Starts, index, row.Switch, "starts", row.Period, row.Starts)
		r.set("switches", r.p.Stops, index, row.Switch, "stops", row.Period, row.Stops)
		r.set("switches", r.p.Carried, index, row.Switch, "carried", row.Period, row.Carried)
	}
}
