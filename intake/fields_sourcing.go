package intake

import "github.com/steelyard-sop/steelyard/model"

// Measures of agreements about several offers.
var (
	agreedPerUnit = measure{words: "units of the agreement per unit of the offer"}
	agreedUnits   = measure{words: "units of the agreement"}
	agreedPrice   = measure{money: true, words: "money per unit of the agreement"}
	spendMoney    = measure{money: true, words: "money"}
)

// tiersField are prices that depend on how much is ordered.
func tiersField() field[model.Offer] {
	tier := &object[model.Tier]{main: "price", fields: []field[model.Tier]{
		numberField("from", itemUnits, func(t *model.Tier) *float64 { return &t.From },
			"The quantity ordered in a period from which the price applies.", byDefault("0"), example("500")),
		seriesField("price", itemPrice, func(t *model.Tier) *model.Series { return &t.Price },
			"What one unit costs.", byDefault("0"), example("28")),
	}}
	id := ident[model.Tier]{
		of:    func(t *model.Tier) string { return t.ID },
		begin: func(t *model.Tier, id string) { t.ID = id },
		scope: func(d *decoder, _ string, _ *node) thing { return d.thing },
	}
	return elements("tiers", "tiers", tier, func(o *model.Offer) *[]model.Tier { return &o.Tiers }, id,
		"Prices that depend on the quantity ordered in a period, in place of price; a number alone is the price from 0 on.", byDefault("one price"), example("{basic: 30, bulk: {from: 500, price: 28}}"))
}

func discountField() field[model.Offer] {
	return choiceField("discount", model.Discounts(), func(o *model.Offer) *model.Discount { return &o.Discount },
		"Whether the price of a tier is that of the units in it, or of all units once the quantity reaches it.", byDefault(string(model.Incremental)), example(string(model.AllUnits)))
}

// agreementFields are what groups and contracts have in common.
func agreementFields(most, mostSentence string) []field[model.Agreement] {
	rebate := &object[model.Rebate]{fields: []field[model.Rebate]{
		seriesField("rate", share, func(r *model.Rebate) *model.Series { return &r.Rate },
			"The part of the spend on the offers that is given back.", required, within("0 to 1"), example("5 %")),
		numberField("spend", spendMoney, func(r *model.Rebate) *float64 { return &r.Spend },
			"The spend from which on it is given.", byDefault("none: quantity is given"), example("10000")),
		numberField("quantity", agreedUnits, func(r *model.Rebate) *float64 { return &r.Quantity },
			"The quantity from which on it is given.", byDefault("none: spend is given"), example("400")),
	}}
	return []field[model.Agreement]{
		partsField("of", agreedPerUnit, false, func(a *model.Agreement) *[]model.Part { return &a.Of },
			func(*decoder) map[string]thing { return nil },
			"The offers that it is about, and how much one unit of each counts.", required, example("{thin: 1, thick: 1.5}")),
		limitField("min", agreedUnits, func(a *model.Agreement) *model.Limit { return &a.Min },
			"The least that is ordered of all of them.", byDefault("0"), example("200")),
		limitField(most, agreedUnits, func(a *model.Agreement) *model.Limit { return &a.Max },
			mostSentence, byDefault("no limit"), example("900")),
		seriesField("shortfall", agreedPrice, func(a *model.Agreement) *model.Series { return &a.Shortfall },
			"Take or pay: what one unit less than min costs, in real money; min may then be missed.", byDefault("min is kept"), example("12")),
		nested("rebate", "rebate", rebate, func(a *model.Agreement) *model.Rebate { return &a.Rebate }, nil,
			"Money back on all that is spent on the offers, from a spend or a quantity on.", byDefault("none"), example("{rate: 5 %, spend: 10000}")),
	}
}

func agreementIdent() ident[model.Agreement] {
	return ident[model.Agreement]{
		of:    func(a *model.Agreement) string { return a.ID },
		begin: func(a *model.Agreement, id string) { a.ID = id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
}

// groupsField are offers that are limited or rebated together.
func groupsField() field[model.Supplier] {
	of := &object[model.Agreement]{fields: append(agreementFields("capacity", "The most that is ordered of all of them."),
		textField("over", true, func(a *model.Agreement) *string { return &a.Over },
			"What min, capacity and rebate hold over: every period, month, quarter or year, the horizon, or any so many periods in a row.",
			byDefault(model.OverPeriod), example("quarter")))}
	return elements("groups", "groups", of, func(s *model.Supplier) *[]model.Agreement { return &s.Groups }, agreementIdent(),
		"Offers that have a capacity, a least take or a rebate together, by an id of your own.", byDefault("none"), example("{plates: {of: {thin: 1, thick: 1}, capacity: 400}}"))
}

// contractsField are agreements over several periods.
func contractsField() field[model.Supplier] {
	period := func(key, sentence, byDef, shown string, get func(*model.Agreement) *string) field[model.Agreement] {
		return textField(key, true, get, sentence, byDefault(byDef), example(shown))
	}
	of := &object[model.Agreement]{fields: append(agreementFields("max", "The most that is ordered of all of them."),
		period("from", "The period in which it begins.", "the first one", "2026-01", func(a *model.Agreement) *string { return &a.From }),
		period("until", "The last period of it.", "the last one", "2026-06", func(a *model.Agreement) *string { return &a.Until }))}
	return elements("contracts", "contracts", of, func(s *model.Supplier) *[]model.Agreement { return &s.Contracts }, agreementIdent(),
		"Agreements about what is ordered from one period until another, by an id of your own.", byDefault("none"), example("{frame: {of: {steel: 1}, until: 2026-06, min: 500}}"))
}

// sourcingObject shares the purchases of an item out among suppliers.
func sourcingObject() *object[model.Sourcing] {
	of := &object[model.SourcingShare]{main: "share", fields: []field[model.SourcingShare]{
		shareField(func(s *model.SourcingShare) *model.Share { return &s.Share },
			"Its part of all that is ordered of the item.", required, example("{min: 20 %, max: 60 %}")),
	}}
	id := ident[model.SourcingShare]{
		of:    func(s *model.SourcingShare) string { return s.Supplier },
		begin: func(s *model.SourcingShare, id string) { s.Supplier = id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
	return &object[model.Sourcing]{fields: []field[model.Sourcing]{
		textField("item", true, func(s *model.Sourcing) *string { return &s.Item },
			"The id of the item.", byDefault("its own id"), example("steel")),
		siteField("to", func(s *model.Sourcing) *string { return &s.To }, "The site that it is delivered to; without it, all of them."),
		overField(func(s *model.Sourcing) *string { return &s.Over }),
		elements("shares", "suppliers", of, func(s *model.Sourcing) *[]model.SourcingShare { return &s.Shares }, id,
			"Shares of the purchases, by supplier; a number alone means exactly that much.", required, example("{acme: {min: 20 %}, mill: {max: 60 %}}")),
	}}
}

func sourcingIdent() ident[model.Sourcing] {
	return ident[model.Sourcing]{
		of:    func(s *model.Sourcing) string { return s.ID },
		begin: func(s *model.Sourcing, id string) { s.ID, s.Item = id, id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
}
