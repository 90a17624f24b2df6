package model

func init() { moreBreakages = append(moreBreakages, promotionBreakages) }

// promotionBreakages are mistakes in promotions.
func promotionBreakages() []breaks {
	with := func(change func(p *Promotion)) func(*Scenario) {
		return func(s *Scenario) {
			p := Promotion{ID: "sale", Demand: []string{"bikes"}, Lift: Constant(0.1)}
			change(&p)
			s.Promotions = []Promotion{p}
		}
	}
	takes := func(id string, share float64) []Part { return []Part{{ID: id, Quantity: Constant(share)}} }
	return []breaks{
		{"missing-key", "promotions.sale", with(func(p *Promotion) { p.Demand = nil })},
		{"dangling-id", "promotions.sale.demand", with(func(p *Promotion) { p.Demand = []string{"cars"} })},
		{"unsorted", "promotions.sale.demand", with(func(p *Promotion) { p.Demand = []string{"trikes", "bikes"} })},
		{"promotion-demand", "promotions.sale.takes.bikes", with(func(p *Promotion) { p.Takes = takes("bikes", 0.2) })},
		{"promotion-demand", "promotions.sale.demand", func(s *Scenario) {
			s.Shortage = both(EqualFill, "", 0)
			with(func(*Promotion) {})(s)
		}},
		{"promotion-demand", "promotions.sale.takes.trikes", with(func(p *Promotion) { p.Takes = takes("trikes", 0.2) })},
		{"share-above-one", "promotions.sale.takes.trikes", with(func(p *Promotion) { p.Takes = takes("trikes", 2) })},
		{"share-above-one", "promotions.sale.forward", with(func(p *Promotion) { p.Forward = []float64{0.1, 1.5} })},
		{"negative", "promotions.sale.forward", with(func(p *Promotion) { p.Forward = []float64{-0.1} })},
		{"negative", "promotions.sale.lift", with(func(p *Promotion) { p.Lift = Constant(-0.1) })},
		{"negative", "promotions.sale.cost", with(func(p *Promotion) { p.Cost = Constant(-5) })},
		{"unknown-period", "promotions.sale.runs", with(func(p *Promotion) { p.Runs = []string{"2027-01"} })},
		{"promotion-form", "promotions.sale.runs", with(func(p *Promotion) { p.Runs, p.Max = []string{"2026-01"}, Fixed(1) })},
		{"min-above-max", "promotions.sale.min", with(func(p *Promotion) { p.Min = Fixed(2) })},
		{"one-value", "promotions.sale.max", with(func(p *Promotion) { p.Max = Limit{Value: PerPeriod([]float64{1, 2, 1})} })},
		{"promotion-empty", "promotions.sale", with(func(p *Promotion) { p.Lift = Constant(0) })},
	}
}
