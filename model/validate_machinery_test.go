package model

func init() { moreBreakages = append(moreBreakages, machineryBreakages) }

// machineryBreakages are mistakes in what resources have besides capacity.
func machineryBreakages() []breaks {
	const paint, weld = 0, 1
	shift := func(l Limit) Overtime { return Overtime{Allowed: true, Fixed: Constant(100), Max: l} }
	return []breaks{
		{"negative", "resources.paint.min_load", func(s *Scenario) { s.Resources[paint].MinLoad = Fixed(-1) }},
		{"min-above-max", "resources.paint.utilisation.min", func(s *Scenario) {
			s.Resources[paint].Utilisation = Utilisation{Min: Fixed(0.9), Target: Fixed(0.8)}
		}},
		{"capacity-missing", "resources.paint.utilisation", func(s *Scenario) {
			s.Resources[paint] = Resource{ID: "paint", Unit: "h", Utilisation: Utilisation{Min: Fixed(0.5)}}
		}},
		{"capacity-missing", "resources.paint.rent", func(s *Scenario) {
			s.Resources[paint] = Resource{ID: "paint", Unit: "h", Rent: Rental{Allowed: true}}
		}},
		{"one-value", "resources.paint.change.opening", func(s *Scenario) {
			s.Resources[paint].Change = Change{Opening: PerPeriod([]float64{1, 2, 3}), Up: Ramp{Cost: Constant(1)}}
		}},
		{"change-without-end", "processes.bikes.output.change", func(s *Scenario) {
			s.Processes[0].Output.Change.Opening = Constant(4)
		}},
		{"negative", "processes.bikes.output.change.down.max", func(s *Scenario) { s.Processes[0].Output.Change.Down.Max = Fixed(-4) }},
		{"fixed-needs-max", "resources.weld.overtime.fixed", func(s *Scenario) { s.Resources[weld].Overtime = shift(Limit{}) }},
		{"fixed-needs-max", "resources.weld.overtime.fixed", func(s *Scenario) {
			s.Resources[weld].Overtime = shift(Limit{Value: Constant(40), Penalty: Constant(1)})
		}},
		{"fixed-needs-max", "resources.weld.overtime.bands.late.fixed", func(s *Scenario) {
			s.Resources[weld].Overtime = Overtime{Allowed: true, Bands: []Band{{ID: "late", Fixed: Constant(5)}}}
		}},
		{"overtime-form", "resources.weld.overtime.fixed", func(s *Scenario) {
			s.Resources[weld].Overtime = Overtime{Allowed: true, Fixed: Constant(5), Bands: []Band{{ID: "late"}}}
		}},
		{"fixed-of-heads", "workforce.crew.overtime", func(s *Scenario) { s.Workforce[0].Overtime = shift(Fixed(4)) }},
		{"missing-key", "resources.weld.maintenance", func(s *Scenario) { s.Resources[weld].Maintenance.Each = 2 }},
		{"capacity-missing", "resources.weld.maintenance", func(s *Scenario) {
			s.Resources[weld].Hours = perPeriod(160, 160, Series{}.At(0))
			s.Resources[weld].Maintenance.Count = Fixed(1)
		}},
		{"one-value", "resources.weld.maintenance.count", func(s *Scenario) { s.Resources[weld].Maintenance.Count = perPeriod(1, 2, 1) }},
		{"whole-machines", "resources.weld.maintenance.count", func(s *Scenario) { s.Resources[weld].Maintenance.Count = Fixed(1.5) }},
		{"maintenance-above-count", "resources.weld.maintenance.count", func(s *Scenario) { s.Resources[weld].Maintenance.Count = Fixed(4) }},
		{"maintenance-above-count", "resources.paint.maintenance.count", func(s *Scenario) { s.Resources[paint].Maintenance.Count = Fixed(2) }},
		{"unknown-period", "resources.weld.maintenance.from", func(s *Scenario) {
			s.Resources[weld].Maintenance = Maintenance{Count: Fixed(1), From: "2027-01"}
		}},
		{"window-too-short", "resources.weld.maintenance", func(s *Scenario) {
			s.Resources[weld].Maintenance = Maintenance{Count: Fixed(1), From: "2026-02", Each: 3}
		}},
		{"window-too-short", "resources.weld.maintenance", func(s *Scenario) {
			s.Resources[weld].Maintenance = Maintenance{Count: Fixed(1), From: "2026-03", Until: "2026-01"}
		}},
	}
}
