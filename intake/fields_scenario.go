package intake

import "github.com/steelyard-sop/steelyard/model"

// scenarioObject is the root of the field table: a whole scenario file.
func scenarioObject() *object[model.Scenario] {
	of := plainScenario()
	of.fields = withDirectives(of.fields)
	return of
}

// plainScenario describes what a scenario is once files and changes are laid
// over one another.
func plainScenario() *object[model.Scenario] {
	return &object[model.Scenario]{fields: []field[model.Scenario]{
		textField("scenario", true, func(s *model.Scenario) *string { return &s.Name },
			"The name of the scenario.", required, example("Base plan 2026")),
		textField("source", false, func(s *model.Scenario) *string { return &s.Source },
			"Where the data come from.", byDefault("empty"), example("Chopra & Meindl, Supply Chain Management, ch. 8")),
		textField("note", false, func(s *model.Scenario) *string { return &s.Note },
			"Anything a reader should know.", byDefault("empty"), example("prices as of the March forecast")),
		currencyField(),
		currenciesField(),
		objectiveField(),
		numberField("discount_rate", share, func(s *model.Scenario) *float64 { return &s.Interest },
			"How much less money counts in the objective if it comes a year later; only where the objective is discounted.",
			byDefault("0"), within("0 to 1"), example("8 %")),
		calendarField(),
		elements("sites", "sites", siteObject(), func(s *model.Scenario) *[]model.Site { return &s.Sites },
			siteIdent(), "Places with resources and crews, by id.", byDefault("none"), example("{plant: {region: north}}")),
		elements("markets", "markets", marketObject(), func(s *model.Scenario) *[]model.Market { return &s.Markets },
			marketIdent(), "Markets, one within another, by id.", byDefault("none"), example("{emea: {}, north: {within: emea, share: 60 %}}")),
		elements("families", "product families", familyObject(), func(s *model.Scenario) *[]model.Item { return &s.Families },
			itemIdent(), "What the company sells or makes, by id.", byDefault("none"), example("{tools: {unit: each, price: 40}}")),
		elements("materials", "materials", itemObject("material"), func(s *model.Scenario) *[]model.Item { return &s.Materials },
			itemIdent(), "What processes consume, by id.", byDefault("none"), example("{steel: {unit: t}}")),
		elements("resources", "resources", resourceObject(), func(s *model.Scenario) *[]model.Resource { return &s.Resources },
			resourceIdent(), "Machine groups and other capacity that processes use, by id.", byDefault("none"), example("{line1: {capacity: 400 h}}")),
		elements("workforce", "crews", workforceObject(), func(s *model.Scenario) *[]model.Workforce { return &s.Workforce },
			workforceIdent(), "Crews whose heads give hours to processes, by id.", byDefault("none"), example("{crew: {headcount: {opening: 80}, regular: 160 h}}")),
		elements("crew_limits", "limits", crewLimitObject(), func(s *model.Scenario) *[]model.CrewLimit { return &s.CrewLimits },
			crewLimitIdent(), "Limits on several crews together, by an id of their own.", byDefault("none"), example("{hiring: {of: hired, max: 20}}")),
		elements("processes", "processes", processObject(), func(s *model.Scenario) *[]model.Process { return &s.Processes },
			processIdent(), "What turns items and capacity into items, by id.", byDefault("none"), example("{assemble: {makes: tools, uses: {crew: 4 h}}}")),
		elements("suppliers", "suppliers", supplierObject(), func(s *model.Scenario) *[]model.Supplier { return &s.Suppliers },
			supplierIdent(), "Who sells materials, or families (outsourcing), by id.", byDefault("none"), example("{acme: {sells: {steel: {price: 30}}}}")),
		elements("sourcing", "sourcings", sourcingObject(), func(s *model.Scenario) *[]model.Sourcing { return &s.Sourcing },
			sourcingIdent(), "How purchases of an item are shared out among suppliers, by item or by an id of its own.", byDefault("as the plan chooses"), example("{steel: {shares: {acme: {min: 20 %}}}}")),
		elements("lanes", "lanes", laneObject(), func(s *model.Scenario) *[]model.Lane { return &s.Lanes },
			laneIdent(), "What carries items from site to site and to markets, by id; two lanes between the same places are modes.",
			byDefault("none"), example("{road: {from: plant, to: shop, carries: {tools: 4}}}")),
		elements("inventory", "stocks", stockObject(), func(s *model.Scenario) *[]model.Stock { return &s.Inventory },
			stockIdent(), "Items that are kept from period to period, by item or by an id of their own. An item that is not here is used or sold in the period in which it is made or bought.", byDefault("none"), example("{tools: {opening: 1000, holding_cost: 2}}")),
		elements("storage", "storages", storageObject(), func(s *model.Scenario) *[]model.Storage { return &s.Storage },
			storageIdent(), "Room that several stocks share, by id.", byDefault("none"), example("{hall: {capacity: 2000, holds: {tools: 0.02}}}")),
		elements("stock_limits", "limits on stocks", stockLimitObject(), func(s *model.Scenario) *[]model.StockLimit { return &s.StockLimits },
			stockLimitIdent(), "Limits on several stocks together, by id: on those of items, sites and regions, in units or by value.", byDefault("none"), example("{cash: {of: value, max: 250 k}}")),
		classesField(),
		elements("demand", "demands", demandObject(), func(s *model.Scenario) *[]model.Demand { return &s.Demand },
			demandIdent(), "What markets ask for, by id.", byDefault("none"), example("{tools: {quantity: [1600, 3000]}}")),
		elements("logic", "rules for what is on", logicObject(), func(s *model.Scenario) *[]model.Logic { return &s.Logic },
			logicIdent(), "What may be on together, in every period, by id. What it names needs no lots, order or use of its own.",
			byDefault("none"), example("{three_oils: {at_most: 3, of: processes.*}}")),
		strategyField(),
		elements("rules", "rules", ruleObject(), func(s *model.Scenario) *[]model.LinearRule { return &s.Rules },
			ruleIdent(), "Limits of your own, linear in quantities of the plan, by id.", byDefault("none"), example(`{acme: "total(bought, supplier == \"acme\") <= 500"}`)),
		elements("options", "options", optionObject(), func(s *model.Scenario) *[]model.Option { return &s.Options },
			optionIdent(), "What can be opened and closed, by id: sites, lines, shifts, expansions.", byDefault("none"),
			example("{plant_b: {open: 500000, running: 9000, allows: [processes.weld_b]}}")),
		goalsField(), budgetField(),
		promotionsField(),
		launchesField(), phaseOutsField(),
		emissionsField(),
		shortageField(),
		locksField(), frozenField(),
		financeField(),
		nested("expect", "expectations", expectObject(), func(s *model.Scenario) *model.Expect { return &s.Expect }, nil,
			"What a regression run checks of the solved scenario.", byDefault("nothing is checked"), example("{objective: 422275}")),
	}}
}

// currencyField is the currency that money is written in.
func currencyField() field[model.Scenario] {
	f := newField("currency", "word", "The currency of all money in the scenario. Amounts may repeat it as their unit: 640 USD.",
		[]option{byDefault("none: amounts are printed without one"), example("USD")},
		func(d *decoder, n *node, into *model.Scenario) {
			word, ok := d.plain(n, "a currency such as USD")
			if ok && !isUnitWord(word) {
				d.mistake(n, "bad-unit", "expected a currency such as USD, got "+quote(word), "")
				return
			}
			into.Currency = word
		})
	f.encode = encodeText(func(s *model.Scenario) *string { return &s.Currency })
	return f
}

func itemObject(what string) *object[model.Item] {
	return &object[model.Item]{fields: []field[model.Item]{
		nameField(func(i *model.Item) *string { return &i.Name }),
		unitField(func(i *model.Item) *string { return &i.Unit },
			"The unit that quantities of the "+what+" are in.", defaultItemUnit),
		seriesField("price", itemPrice, func(i *model.Item) *model.Series { return &i.Price },
			"What one unit sells for, where the demand names no price.", byDefault("none"), example("40")),
		seriesField("standard_cost", itemPrice, func(i *model.Item) *model.Series { return &i.StandardCost },
			"What one unit counts for in stock and in the cost of goods of the statement. It steers nothing.", byDefault("rolled up from purchase prices and costs of runs"), example("12.50")),
		ownUnitsField(),
		propertiesField(),
		disposeField(),
	}}
}

// familyObject is an item with items of its own.
func familyObject() *object[model.Item] {
	o := itemObject("family")
	o.fields = append(o.fields, membersField())
	return o
}

func itemIdent() ident[model.Item] {
	return ident[model.Item]{
		of:    func(i *model.Item) string { return i.ID },
		begin: func(i *model.Item, id string) { i.ID, i.Unit = id, defaultItemUnit },
		scope: func(d *decoder, id string, _ *node) thing { return d.items[id] },
	}
}

// unitOf is the unit that a thing declares; empty where it cannot be read.
func unitOf(n *node, byDefault string) string {
	word := n.word("unit")
	switch {
	case isUnitWord(word):
		return word
	case n.find("unit") != nil:
		return ""
	}
	return byDefault
}

func stockObject() *object[model.Stock] {
	return &object[model.Stock]{fields: append([]field[model.Stock]{
		numberField("opening", itemUnits, func(s *model.Stock) *float64 { return &s.Opening },
			"Stock before the first period.", byDefault("0"), example("1000")),
		textField("item", true, func(s *model.Stock) *string { return &s.Item },
			"The id of the item.", byDefault("the id of the stock"), example("tools")),
		siteField("site", func(s *model.Stock) *string { return &s.Site }, "Where it is kept."),
		seriesField("receipts", itemUnits.inAPeriod(), func(s *model.Stock) *model.Series { return &s.Receipts },
			"What arrives from orders before the first period, by the period in which it arrives.", byDefault("none"), example("{2026-02: 150}")),
		limitField("min", itemUnits, func(s *model.Stock) *model.Limit { return &s.Min },
			"The least stock at the end of a period (safety stock).", byDefault("0"), example("200")),
		limitField("max", itemUnits, func(s *model.Stock) *model.Limit { return &s.Max },
			"The most stock at the end of a period (storage).", byDefault("no limit"), example("5000")),
		nested("closing", "closing rule", closingObject(), func(s *model.Stock) *model.Closing { return &s.Closing }, nil,
			"What must be left at the end of the last period; a number alone means exactly that much.", byDefault("no rule"), example("{min: 500}")),
		seriesField("holding_cost", itemPrice.inAPeriod(), func(s *model.Stock) *model.Series { return &s.HoldingCost },
			"What one unit in stock at the end of a period costs. A bare number is for a period of any length; where periods differ, write a rate: 0.50 USD/each/month.", byDefault("0"), example("2")),
		emitsField(emissionUnits.inAPeriod(), "one unit in stock at the end of a period", model.EmitHolding, func(s *model.Stock) *[]model.Emit { return &s.Emits }),
	}, storesFields()...)}
}

func closingObject() *object[model.Closing] {
	return &object[model.Closing]{main: "exact", fields: append([]field[model.Closing]{
		limitField("min", itemUnits, func(c *model.Closing) *model.Limit { return &c.Min },
			"The least that is left.", byDefault("no limit"), example("500")),
		limitField("max", itemUnits, func(c *model.Closing) *model.Limit { return &c.Max },
			"The most that is left.", byDefault("no limit"), example("800")),
		limitField("exact", itemUnits, func(c *model.Closing) *model.Limit { return &c.Exact },
			"Exactly what is left.", byDefault("no rule"), example("50")),
	}, closingFields()...)}
}

func stockIdent() ident[model.Stock] {
	return ident[model.Stock]{
		of:    func(s *model.Stock) string { return s.ID },
		begin: func(s *model.Stock, id string) { s.ID, s.Item = id, id },
		scope: func(d *decoder, id string, n *node) thing { return d.items[itemOf(n, id)] },
	}
}
