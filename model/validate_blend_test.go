package model

import "math"

func init() {
	featureBreakages = append(featureBreakages, blendBreakages()...)
	featureBreakages = append(featureBreakages, wasteBreakages()...)
	featureForesights = append(featureForesights, blendForesights()...)
}

// blended has bikes made of a mix of steel and tin besides.
func blended(change func(p *Process)) func(s *Scenario) {
	return func(s *Scenario) {
		s.Materials = []Item{
			{ID: "steel", Unit: "t", Properties: []Property{{"gloss", Constant(2)}}},
			{ID: "tin", Unit: "t", Properties: []Property{{"gloss", Constant(8)}}},
		}
		s.Suppliers[0].Sells = append(s.Suppliers[0].Sells, Offer{ID: "tin", Item: "tin"})
		s.Processes[0].Consumes = nil
		s.Processes[0].Blend = []BlendInput{{Item: "steel"}, {Item: "tin"}}
		s.Processes[0].Quality = []Quality{{Property: "gloss", Min: Fixed(3), Max: Fixed(7)}}
		change(&s.Processes[0])
	}
}

func blendBreakages() []breaks {
	return []breaks{
		{"dangling-id", "processes.bikes.blend.tar", blended(func(p *Process) { p.Blend[1].Item = "tar" })},
		{"unsorted", "processes.bikes.blend.steel", blended(func(p *Process) { p.Blend[0], p.Blend[1] = p.Blend[1], p.Blend[0] })},
		{"makes-what-it-consumes", "processes.bikes.blend.bikes", blended(func(p *Process) { p.Blend[0].Item = "bikes" })},
		{"blends-what-it-consumes", "processes.bikes.blend.tin", blended(func(p *Process) { p.Consumes = []Part{{ID: "tin", Quantity: Constant(1)}} })},
		{"gives-nothing", "processes.bikes.blend.tin.gives", blended(func(p *Process) { p.Blend[1].Gives = Constant(0) })},
		{"value-missing", "processes.bikes.blend.tin.gives.2026-02", blended(func(p *Process) { p.Blend[1].Gives = PerPeriod([]float64{1, math.NaN(), 1}) })},
		{"negative", "processes.bikes.blend.tin.cost", blended(func(p *Process) { p.Blend[1].Cost = Constant(-1) })},
		{"dangling-id", "processes.bikes.blend.tin.uses.oven", blended(func(p *Process) { p.Blend[1].Uses = []Part{{ID: "oven", Quantity: Constant(1)}} })},
		{"share-above-one", "processes.bikes.blend.tin.share.max", blended(func(p *Process) { p.Blend[1].Share.Max = Fixed(60) })},
		{"share-bounds", "processes.bikes.blend.tin.share", blended(func(p *Process) { p.Blend[1].Share = Share{Min: Fixed(0.1), Exact: Fixed(0.2)} })},
		{"min-above-max", "processes.bikes.blend.tin.share.min", blended(func(p *Process) { p.Blend[1].Share = Share{Min: Fixed(0.3), Max: Fixed(0.2)} })},
		{"shares-do-not-fit", "processes.bikes.blend", blended(func(p *Process) { p.Blend[0].Share.Min, p.Blend[1].Share.Exact = Fixed(0.6), Fixed(0.5) })},
		{"shares-do-not-fit", "processes.bikes.blend", blended(func(p *Process) { p.Blend[0].Share.Max, p.Blend[1].Share.Max = Fixed(0.6), Fixed(0.3) })},
		{"quality-needs-blend", "processes.bikes.quality.gloss", blended(func(p *Process) { p.Blend = nil })},
		{"property-missing", "processes.bikes.quality.depth", blended(func(p *Process) { p.Quality[0].Property = "depth" })},
		{"min-above-max", "processes.bikes.quality.gloss.min", blended(func(p *Process) { p.Quality[0].Min = Fixed(7.5) })},
		{"series-length", "processes.bikes.quality.gloss.max", blended(func(p *Process) { p.Quality[0].Max = perPeriod(1, 2) })},
		{"negative", "processes.bikes.quality.gloss.max.penalty", blended(func(p *Process) { p.Quality[0].Max.Penalty = Constant(-1) })},
		{"not-finite", "materials.tin.properties.gloss", func(s *Scenario) {
			blended(func(*Process) {})(s)
			s.Materials[1].Properties[0].Value = Constant(math.Inf(1))
		}},
		{"value-missing", "materials.tin.properties.gloss.2026-03", func(s *Scenario) {
			blended(func(*Process) {})(s)
			s.Materials[1].Properties[0].Value = PerPeriod([]float64{-1, 2, math.NaN()})
		}},
		{"unsorted", "materials.tin.properties.gloss", func(s *Scenario) {
			blended(func(*Process) {})(s)
			s.Materials[1].Properties = []Property{{"gloss", Constant(1)}, {"gloss", Constant(2)}}
		}},
	}
}

func wasteBreakages() []breaks {
	scrap := func(id string, share Series) []Part { return []Part{{ID: id, Quantity: share}} }
	return []breaks{
		{"bad-yield", "processes.bikes.yield", func(s *Scenario) { s.Processes[0].Yield = Constant(1.1) }},
		{"bad-yield", "processes.bikes.yield.2026-02", func(s *Scenario) { s.Processes[0].Yield = PerPeriod([]float64{1, 0, math.NaN()}) }},
		{"all-is-scrap", "processes.bikes.scrap.steel", func(s *Scenario) { s.Processes[0].Scrap = scrap("steel", Constant(1)) }},
		{"scrap-of-nothing", "processes.bikes.scrap.bikes", func(s *Scenario) { s.Processes[0].Scrap = scrap("bikes", Constant(0.1)) }},
		{"negative", "processes.bikes.scrap.steel", func(s *Scenario) { s.Processes[0].Scrap = scrap("steel", Constant(-0.1)) }},
		{"negative", "families.bikes.dispose.cost", func(s *Scenario) { s.Families[0].Dispose.Cost = Constant(-1) }},
		{"series-length", "materials.steel.dispose.max", func(s *Scenario) { s.Materials[0].Dispose.Max = perPeriod(1, 2) }},
	}
}

func blendForesights() []foresight {
	return []foresight{
		{"a blend is to be more than any input is", "quality-out-of-reach", "processes.bikes.quality.gloss.min", "at least 9", blended(func(p *Process) {
			p.Quality[0].Min, p.Quality[0].Max = Fixed(9), Limit{}
		})},
		{"a blend is to be less than any input is", "quality-out-of-reach", "processes.bikes.quality.gloss.max", "at most 1", blended(func(p *Process) {
			p.Quality[0].Min, p.Quality[0].Max = Limit{}, Fixed(1)
		})},
		{"there is less of the inputs of a blend than is asked", "short-of-supply", "demand.bikes", "at most 270 bikes can be there, 273 are asked", func(s *Scenario) {
			blended(func(p *Process) { p.Blend[1].Gives = Constant(2) })(s)
			s.Suppliers[0].Sells[0].Capacity, s.Suppliers[0].Sells[1].Capacity = Fixed(10), Fixed(40)
			s.Demand[0].Quantity, s.Inventory = Fixed(91), nil
		}},
	}
}
