package model

func init() { moreBreakages = append(moreBreakages, emissionBreakages) }

// emissionBreakages are mistakes in what is emitted.
func emissionBreakages() []breaks {
	emits := func(factor Series) []Emit { return []Emit{{Substance: "co2e", Factor: factor}} }
	with := func(change func(s *Scenario, e *Emission)) func(*Scenario) {
		return func(s *Scenario) {
			s.Processes[0].Emits = emits(Constant(2))
			s.Emissions = []Emission{{ID: "co2e", Unit: "t", Caps: []EmissionCap{{ID: "all", Max: Fixed(500)}}}}
			change(s, &s.Emissions[0])
		}
	}
	capped := func(change func(c *EmissionCap)) func(*Scenario) {
		return with(func(_ *Scenario, e *Emission) { change(&e.Caps[0]) })
	}
	priced := func(p EmissionPrice) func(*Scenario) {
		return with(func(_ *Scenario, e *Emission) { e.Price = p })
	}
	return []breaks{
		{"duplicate-id", "emissions.co2e", with(func(s *Scenario, e *Emission) { s.Emissions = append(s.Emissions, *e) })},
		{"dangling-id", "suppliers.mill.sells.steel.emits.nox", with(func(s *Scenario, _ *Emission) {
			s.Suppliers[0].Sells[0].Emits = []Emit{{Substance: "nox", Factor: Constant(1)}}
		})},
		{"dangling-id", "processes.bikes.emits.co2e", func(s *Scenario) { s.Processes[0].Emits = emits(Constant(2)) }},
		{"unsorted", "inventory.bikes.emits.co2e", with(func(s *Scenario, _ *Emission) {
			s.Inventory[0].Emits = append(emits(Constant(1)), emits(Constant(2))...)
		})},
		{"missing-key", "resources.weld.emits.co2e", with(func(s *Scenario, _ *Emission) { s.Resources[1].Emits = emits(Series{}) })},
		{"negative", "resources.weld.emits.co2e", with(func(s *Scenario, _ *Emission) { s.Resources[1].Emits = emits(Constant(-1)) })},
		{"series-length", "families.bikes.dispose.emits.co2e", with(func(s *Scenario, _ *Emission) {
			s.Families[0].Dispose = Dispose{Allowed: true, Emits: emits(PerPeriod([]float64{1, 2}))}
		})},
		{"missing-key", "emissions.co2e.price", priced(EmissionPrice{Free: Constant(3)})},
		{"emission-price", "emissions.co2e.price.sell", priced(EmissionPrice{Value: Constant(3), Sell: Constant(2)})},
		{"emission-price", "emissions.co2e.price.sell", priced(EmissionPrice{Value: Constant(3), Free: Constant(9), Sell: Constant(4)})},
		{"dangling-id", "emissions.co2e.price.scopes", priced(EmissionPrice{Value: Constant(3), Scopes: []string{"direct"}})},
		{"unknown-word", "emissions.co2e.price.over", priced(EmissionPrice{Value: Constant(3), Over: "3 periods"})},
		{"negative", "emissions.co2e.price.value", priced(EmissionPrice{Value: Constant(-3)})},
		{"missing-key", "emissions.co2e.caps.all", capped(func(c *EmissionCap) { c.Max = Limit{} })},
		{"bad-window", "emissions.co2e.caps.all.over", capped(func(c *EmissionCap) { c.Over = "fortnight" })},
		{"dangling-id", "emissions.co2e.caps.all.sites", capped(func(c *EmissionCap) { c.Sites = []string{"moon"} })},
		{"dangling-id", "emissions.co2e.caps.all.regions", capped(func(c *EmissionCap) { c.Regions = []string{"moon"} })},
		{"dangling-id", "emissions.co2e.caps.all.items", capped(func(c *EmissionCap) { c.Items = []string{"cars"} })},
		{"dangling-id", "emissions.co2e.caps.all.scopes", capped(func(c *EmissionCap) { c.Scopes = []string{"4"} })},
		{"counts-no-emission", "emissions.co2e.caps.all", capped(func(c *EmissionCap) { c.Items = []string{"trikes"} })},
		{"unsorted", "emissions.co2e.caps.all", with(func(_ *Scenario, e *Emission) { e.Caps = append(e.Caps, e.Caps[0]) })},
	}
}
