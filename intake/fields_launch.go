package intake

import "github.com/steelyard-sop/steelyard/model"

func launchesField() field[model.Scenario] {
	return elements("launches", "launches", launchObject(), func(s *model.Scenario) *[]model.Launch { return &s.Launches },
		launchIdent(), "What is brought to market, by id: when, how fast it becomes mature, what must be done before; when is given or decided by the plan.",
		byDefault("none"), example("{ebike: {start: 2026-04, volume: {ebikes: 400}, ramp: [25 %, 60 %, 100 %], probability: 70 %}}"))
}

func launchObject() *object[model.Launch] {
	return &object[model.Launch]{fields: []field[model.Launch]{
		nameField(func(l *model.Launch) *string { return &l.Name }),
		periodField("start", func(l *model.Launch) *string { return &l.Start },
			"The period of the launch; where a gate is passed later, it is in the first period after that.", byDefault("the plan decides")),
		periodField("from", func(l *model.Launch) *string { return &l.From },
			"In place of start, the first period that the plan can choose.", byDefault("the first period")),
		periodField("until", func(l *model.Launch) *string { return &l.Until },
			"The last period that the plan can choose.", byDefault("the last period")),
		flagField("optional", func(l *model.Launch) *bool { return &l.Optional },
			"Whether a plan that chooses may leave the launch out.", byDefault("false"), example("true")),
		partsField("volume", itemUnits.inAPeriod(), false, func(l *model.Launch) *[]model.Part { return &l.Volume },
			demandScopes, "The demands that it brings to market, and what each of them asks in a period when it is mature, beside its own quantity or max.",
			required, example("{ebikes: 400}")),
		sharesField("ramp", func(l *model.Launch) *[]float64 { return &l.Ramp },
			"The share of the volume that is asked in the period of the launch, in the next one, and so on; after the last share as much as that.",
			byDefault("100 %: mature at once"), example("[25 %, 60 %, 100 %]")),
		textField("like", true, func(l *model.Launch) *string { return &l.Like },
			"In place of ramp, the id of a demand for a like item: what the scenario has for it, from its first period that is not 0, is the curve, as shares of its last number.",
			byDefault("none"), example("trail")),
		unitsField("history", func(l *model.Launch) *[]float64 { return &l.History },
			"In place of ramp, what a like item sold in each period since its launch. It is the curve, as shares of its last number.",
			byDefault("none"), example("[40, 90, 160, 200]")),
		seriesField("probability", share, func(l *model.Launch) *model.Series { return &l.Probability },
			"How likely it is a success: one share. The plan counts with so much of all that it changes, the expected demand.", byDefault("100 %"), example("70 %")),
		partsField("takes", measure{ratio: true, words: "share of what it sells"}, false, func(l *model.Launch) *[]model.Part { return &l.Takes },
			noScopes, "Cannibalisation: other demands, and what share of all that the launch brings each of them loses.",
			byDefault("nothing"), example("{bikes: 30 %}")),
		seriesField("cost", objectiveMoney, func(l *model.Launch) *model.Series { return &l.Cost },
			"What the launch costs, by the period in which it is.", byDefault("0"), example("50000")),
		elements("gates", "gates", gateObject(), func(l *model.Launch) *[]model.LaunchGate { return &l.Gates },
			gateIdent(), "What must be done before the launch, by id. A gate that is late moves it.",
			byDefault("none"), example("{tooling: {owner: engineering, planned: 2026-02}}")),
	}}
}

func gateObject() *object[model.LaunchGate] {
	return &object[model.LaunchGate]{main: "planned", fields: []field[model.LaunchGate]{
		textField("planned", true, func(g *model.LaunchGate) *string { return &g.Planned },
			"The period, or the day, by whose end it is passed: the launch is in a period that begins after it.", byDefault("at any time"), example("2026-02")),
		textField("owner", true, func(g *model.LaunchGate) *string { return &g.Owner },
			"Who sees to it.", byDefault("empty"), example("engineering")),
		textField("option", true, func(g *model.LaunchGate) *string { return &g.Option },
			"The id of an option that is open in the period of the launch: a line that is to be opened first.", byDefault("none"), example("line_b")),
	}}
}

func gateIdent() ident[model.LaunchGate] {
	return ident[model.LaunchGate]{
		of:    func(g *model.LaunchGate) string { return g.ID },
		begin: func(g *model.LaunchGate, id string) { g.ID = id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
}

func launchIdent() ident[model.Launch] {
	return ident[model.Launch]{
		of:    func(l *model.Launch) string { return l.ID },
		begin: func(l *model.Launch, id string) { l.ID = id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
}
