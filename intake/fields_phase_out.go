package intake

import "github.com/steelyard-sop/steelyard/model"

func phaseOutsField() field[model.Scenario] {
	return elements("phase_outs", "phase-outs", phaseOutObject(), func(s *model.Scenario) *[]model.PhaseOut { return &s.PhaseOuts },
		phaseOutIdent(), "What ends, by item or by an id of its own: last sale, last buy, service after that, and what is left and written off.",
		byDefault("none"), example("{bikes: {last_sale: 2026-06, last_buy: 2026-03, moves: {ebikes: 40 %}}}"))
}

func phaseOutObject() *object[model.PhaseOut] {
	return &object[model.PhaseOut]{fields: []field[model.PhaseOut]{
		nameField(func(p *model.PhaseOut) *string { return &p.Name }),
		textField("item", true, func(p *model.PhaseOut) *string { return &p.Item },
			"The id of the family or material that ends.", byDefault("the id of the phase-out"), example("bikes")),
		periodField("last_sale", func(p *model.PhaseOut) *string { return &p.LastSale },
			"The last period in which demands for the item ask for what they ask anyhow.", required),
		sharesField("ramp_down", func(p *model.PhaseOut) *[]float64 { return &p.RampDown },
			"The shares of that which are asked in the last periods of sale; the last share is that of last_sale.", byDefault("100 % until the last sale"), example("[75 %, 40 %]")),
		partsField("moves", share, false, func(p *model.PhaseOut) *[]model.Part { return &p.Moves },
			noScopes, "Other demands, and what share of all that is asked no more moves to each; to one that is launched from its launch on.",
			byDefault("nothing"), example("{ebikes: 40 %}")),
		periodField("last_buy", func(p *model.PhaseOut) *string { return &p.LastBuy },
			"The last period in which the item, and what only serves to make it, is ordered from suppliers.", byDefault("last_make")),
		periodField("last_make", func(p *model.PhaseOut) *string { return &p.LastMake },
			"The last period in which it is made.", byDefault("the end: of service, or the last sale")),
		nested("service", "service", serviceAfterObject(), func(p *model.PhaseOut) *model.AfterSales { return &p.Service }, nil,
			"What is still asked after the last sale.", byDefault("nothing"), example("{until: 2026-12, units: {bikes: 5}}")),
		partsField("write_off", itemPrice, false, func(p *model.PhaseOut) *[]model.Part { return &p.WriteOff },
			func(d *decoder) map[string]thing { return d.items },
			"What writing off one unit costs that is left at the end: of the item, and of what only serves to make it. Nothing of either is kept after the end, whether or not it is named here.",
			byDefault("0"), example("{bikes: 15, frames: 4}")),
	}}
}

func serviceAfterObject() *object[model.AfterSales] {
	return &object[model.AfterSales]{fields: []field[model.AfterSales]{
		periodField("until", func(s *model.AfterSales) *string { return &s.Until }, "The last period of service, which is the end of the item.", required),
		partsField("units", itemUnits.inAPeriod(), false, func(s *model.AfterSales) *[]model.Part { return &s.Units },
			demandScopes, "Demands for the item, and what each asks in a period after the last sale.", required, example("{bikes: 5}")),
	}}
}

func phaseOutIdent() ident[model.PhaseOut] {
	return ident[model.PhaseOut]{
		of:    func(p *model.PhaseOut) string { return p.ID },
		begin: func(p *model.PhaseOut, id string) { p.ID, p.Item = id, id },
		scope: func(d *decoder, id string, n *node) thing { return d.items[itemOf(n, id)] },
	}
}
