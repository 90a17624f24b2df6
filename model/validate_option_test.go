package model

func init() { moreBreakages = append(moreBreakages, optionBreakages) }

// optionBreakages are mistakes in options.
func optionBreakages() []breaks {
	with := func(change func(o *Option)) func(*Scenario) {
		return func(s *Scenario) {
			o := Option{ID: "hall", Open: OptionMove{Allowed: true}, Allows: []string{"processes.trikes"}}
			change(&o)
			s.Options = []Option{o}
		}
	}
	adds := func(path string) []Part { return []Part{{ID: path, Quantity: Constant(4)}} }
	return []breaks{
		{"unknown-word", "options.hall.opening", with(func(o *Option) { o.Opening = "ajar" })},
		{"negative", "options.hall.running", with(func(o *Option) { o.Running = Constant(-1) })},
		{"option-fixed", "options.hall", with(func(o *Option) { o.Open.Allowed = false })},
		{"option-fixed", "options.hall", with(func(o *Option) { o.Opening = Open })},
		{"option-stays", "options.hall.stays", with(func(o *Option) { o.Stays = Closed })},
		{"option-stays", "options.hall.stays", with(func(o *Option) { o.Stays, o.Close.Allowed = Open, true })},
		{"option-empty", "options.hall", with(func(o *Option) { o.Allows = nil })},
		{"bad-lead-time", "options.hall.open.lead_time", with(func(o *Option) { o.Open.Lead.Periods = -1 })},
		{"unknown-period", "options.hall.open.until", with(func(o *Option) { o.Open.Until = "2027-01" })},
		{"window-too-short", "options.hall.open", with(func(o *Option) { o.Open.From, o.Open.Until = "2026-03", "2026-02" })},
		{"option-path", "options.hall.allows", with(func(o *Option) { o.Allows = []string{"demand.bikes"} })},
		{"dangling-id", "options.hall.allows", with(func(o *Option) { o.Allows = []string{"processes.cars"} })},
		{"dangling-id", "options.hall.allows", with(func(o *Option) { o.Allows = []string{"suppliers.mill.sells.gold"} })},
		{"unsorted", "options.hall.allows", with(func(o *Option) { o.Allows = []string{"processes.trikes", "processes.bikes"} })},
		{"option-path", "options.hall.adds.resources.paint.hours", with(func(o *Option) { o.Adds = adds("resources.paint.hours") })},
		{"option-path", "options.hall.adds.demand.bikes.quantity", with(func(o *Option) { o.Adds = adds("demand.bikes.quantity") })},
		{"adds-to-nothing", "options.hall.adds.suppliers.mill.sells.steel.capacity", with(func(o *Option) { o.Adds = adds("suppliers.mill.sells.steel.capacity") })},
		{"adds-to-nothing", "options.hall.adds.resources.paint.count", with(func(o *Option) { o.Adds = adds("resources.paint.count") })},
		{"negative", "options.hall.adds.resources.paint.capacity", with(func(o *Option) { o.Adds = []Part{{ID: "resources.paint.capacity", Quantity: Constant(-4)}} })},
		{"no-bound", "options.hall.allows", func(s *Scenario) {
			s.Demand[1].Max = Limit{}
			s.Demand[1].Min = Fixed(1)
			s.Resources[0].Capacity, s.Resources[0].Downtime = Limit{}, Series{}
			s.Options = []Option{{ID: "hall", Open: OptionMove{Allowed: true}, Allows: []string{"processes.trikes"}}}
		}},
	}
}
