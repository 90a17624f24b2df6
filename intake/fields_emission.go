package intake

import "github.com/steelyard-sop/steelyard/model"

// defaultEmissionUnit is the unit of an emission that names none.
const defaultEmissionUnit = "t"

// Measures of emissions. The unit in scope is that of the substance.
var (
	emissionUnits = measure{thing: true, words: "unit of the emission"}
	emissionPrice = measure{money: true, thing: true, words: "money per unit of the emission"}
)

// emissionsField are the substances that activities give off.
func emissionsField() field[model.Scenario] {
	return elements("emissions", "emissions", emissionObject(), func(s *model.Scenario) *[]model.Emission { return &s.Emissions }, emissionIdent(),
		"What activities emit, by id: its unit, price and caps. How much is said where the activity is, by emits.", byDefault("none"),
		example("{co2e: {unit: t, price: 85, caps: {year: {max: 900, over: year}}}}"))
}

func emissionObject() *object[model.Emission] {
	return &object[model.Emission]{fields: []field[model.Emission]{
		nameField(func(e *model.Emission) *string { return &e.Name }),
		unitField(func(e *model.Emission) *string { return &e.Unit }, "The unit that it is counted in.", defaultEmissionUnit),
		nested("price", "price", emissionPriceObject(), func(e *model.Emission) *model.EmissionPrice { return &e.Price }, nil,
			"What emitting costs: real money, in the account emissions. A number alone is for each unit.", byDefault("0"), example("{value: 85, free: 400, over: year}")),
		elements("caps", "caps", emissionCapObject(), func(e *model.Emission) *[]model.EmissionCap { return &e.Caps }, emissionCapIdent(),
			"The most that may be emitted, by an id of your own; a number alone is for every period.", byDefault("none"), example("{plants: {max: 900, over: year, scopes: [1, 2]}}")),
	}}
}

func emissionIdent() ident[model.Emission] {
	return ident[model.Emission]{
		of:    func(e *model.Emission) string { return e.ID },
		begin: func(e *model.Emission, id string) { e.ID, e.Unit = id, defaultEmissionUnit },
		scope: func(d *decoder, id string, _ *node) thing { return d.emitted[id] },
	}
}

func emissionPriceObject() *object[model.EmissionPrice] {
	return &object[model.EmissionPrice]{main: "value", fields: []field[model.EmissionPrice]{
		seriesField("value", emissionPrice, func(p *model.EmissionPrice) *model.Series { return &p.Value },
			"What one unit costs: a tax, or an allowance that is bought.", required, example("85")),
		seriesField("free", emissionUnits, func(p *model.EmissionPrice) *model.Series { return &p.Free },
			"How many units are free in the time of over; of a value over time that of its last period counts, as of the price.", byDefault("0"), example("400")),
		choiceField("over", model.EmissionSpans(), func(p *model.EmissionPrice) *string { return &p.Over },
			"The time that is paid for together, in its last period.", byDefault(model.OverPeriod), example(model.OverYear)),
		seriesField("sell", emissionPrice, func(p *model.EmissionPrice) *model.Series { return &p.Sell },
			"What one free unit that is left is sold for: no more than value.", byDefault("what is left earns nothing"), example("80")),
		labelsOfScopes(func(p *model.EmissionPrice) *[]string { return &p.Scopes }, "The scopes that are paid for.", "[1]"),
	}}
}

func emissionCapObject() *object[model.EmissionCap] {
	ids := func(key string, get func(*model.EmissionCap) *[]string, sentence, byDef, sample string) field[model.EmissionCap] {
		return wordsField(key, "id or list of ids", get, sentence, byDef, sample)
	}
	over := overField(func(c *model.EmissionCap) *string { return &c.Over })
	over.byDef = model.OverPeriod
	return &object[model.EmissionCap]{main: "max", fields: []field[model.EmissionCap]{
		nameField(func(c *model.EmissionCap) *string { return &c.Name }),
		limitField("max", emissionUnits, func(c *model.EmissionCap) *model.Limit { return &c.Max },
			"The most in the time of over; of a value over time that of its last period counts.", required, example("{value: 900, owner: board}")),
		over,
		ids("sites", func(c *model.EmissionCap) *[]string { return &c.Sites }, "The sites that count. What lanes emit counts at the site that they leave.", "every site", "[plant]"),
		ids("regions", func(c *model.EmissionCap) *[]string { return &c.Regions }, "The regions whose sites count, besides sites.", "every region", "[north]"),
		ids("items", func(c *model.EmissionCap) *[]string { return &c.Items }, "The items that count. What is for several items together counts for none of them.", "every item", "[tools]"),
		labelsOfScopes(func(c *model.EmissionCap) *[]string { return &c.Scopes }, "The scopes that count.", "[1, 2]"),
	}}
}

// labelsOfScopes are the labels of factors that something is about.
func labelsOfScopes[T any](get func(*T) *[]string, sentence, sample string) field[T] {
	return wordsField("scopes", "label or list of labels", get, sentence, "every scope", sample)
}

// wordsField is a word or a list of words.
func wordsField[T any](key, form string, get func(*T) *[]string, sentence, byDef, sample string) field[T] {
	return textsField(key, form, func(_ *decoder, _ *node, into *T, texts []textNode) {
		*get(into) = wordsOf(texts)
	}, sentence, byDefault(byDef), example(sample))
}

func emissionCapIdent() ident[model.EmissionCap] {
	return ident[model.EmissionCap]{
		of:    func(c *model.EmissionCap) string { return c.ID },
		begin: func(c *model.EmissionCap, id string) { c.ID = id },
		scope: func(d *decoder, _ string, _ *node) thing { return d.thing },
	}
}

// emitsField is what one unit of an activity emits, where scope is the label of
// factors that name none.
func emitsField[T any](m measure, of string, cause model.EmissionCause, get func(*T) *[]model.Emit) field[T] {
	factor := &object[model.Emit]{main: "factor", fields: []field[model.Emit]{
		seriesOf("factor", m, true, func(e *model.Emit) *model.Series { return &e.Factor },
			"How much "+of+" emits.", []option{required, example("12 kg")}),
		textField("scope", true, func(e *model.Emit) *string { return &e.Scope },
			"The label that it is reported under: 1, 2 or 3 of the Greenhouse Gas Protocol, or a word of your own.", byDefault(cause.Scope()), example("3")),
	}}
	id := ident[model.Emit]{
		of:    func(e *model.Emit) string { return e.Substance },
		begin: func(e *model.Emit, id string) { e.Substance = id },
		scope: func(d *decoder, id string, _ *node) thing { return d.emitted[id] },
	}
	return elements("emits", "factors", factor, get, id,
		"What "+of+" emits, by the id of an emission; a number alone is the factor.", byDefault("nothing"), example("{co2e: 12 kg}"))
}
