package model

// SwitchRow is what is on in one period: 0 or 1, or how many of several
// identical units.
type SwitchRow struct {
	Switch string  `json:"switch"` // address of what is on or off: processes.mix
	Period string  `json:"period"`
	On     float64 `json:"on"` // units on: 1 where there is only one
}

func (w *tableWriter) switches() []SwitchRow {
	var rows []SwitchRow
	for k, ref := range w.s.Switches() {
		for t, period := range w.labels {
			rows = append(rows, SwitchRow{ref.Thing, period, w.p.On.At(k, t)})
		}
	}
	return rows
}

func (r *tableReader) switches(s *Scenario, rows []SwitchRow) {
	refs := s.Switches()
	index := indexOf(refs, func(ref *SwitchRef) string { return ref.Thing })
	for _, row := range rows {
		r.set("switches", r.p.On, index, row.Switch, "on", row.Period, row.On)
	}
}
