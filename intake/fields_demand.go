package intake

import (
	"cmp"

	"github.com/steelyard-sop/steelyard/model"
)

func demandObject() *object[model.Demand] {
	return &object[model.Demand]{fields: []field[model.Demand]{
		nameField(func(d *model.Demand) *string { return &d.Name }),
		demandItemField(),
		textField("market", true, func(d *model.Demand) *string { return &d.Market },
			"The id of the market that asks. Demand for a market with others within it is divided among those at the bottom by their shares, into demands called ID-MARKET; quantities are divided, price, costs, penalties and owners hold for each.",
			byDefault("none"), example("emea")),
		flagField("whole", func(d *model.Demand) *bool { return &d.Whole },
			"Whether quantities are whole numbers, and stay so when they are divided: by largest remainder.", byDefault("false"), example("true")),
		siteField("site", func(d *model.Demand) *string { return &d.Site }, "The site that serves it, where it has no market that lanes lead to."),
		seriesField("price", itemPrice, func(d *model.Demand) *model.Series { return &d.Price },
			"What one unit sells for.", byDefault("the price of the item"), example("40")),
		fullLimitField("quantity", itemUnits.inAPeriod(), func(d *model.Demand) *model.Limit { return &d.Quantity },
			"What is asked in each period: exactly this much. Demand has either this key, or min and max.", byDefault("anything between min and max"), example("[1600, 3000, 3200]")),
		limitField("min", itemUnits.inAPeriod(), func(d *model.Demand) *model.Limit { return &d.Min },
			"The least that must be sold in a period.", byDefault("0"), example("100")),
		limitField("max", itemUnits.inAPeriod(), func(d *model.Demand) *model.Limit { return &d.Max },
			"The most that the market takes in a period.", byDefault("no limit"), example("900")),
		sameField(),
		textField("class", true, func(d *model.Demand) *string { return &d.Class },
			"The id of its class.", byDefault("none"), example("gold")),
		nested("service", "service", serviceObject(false), func(d *model.Demand) *model.Service { return &d.Service }, nil,
			"The least that is served on time; a share alone is the fill rate over the whole horizon.", byDefault("no floor"), example("{fill: 95 %, over: quarter}")),
		nested("backlog", "backlog", backlogObject(), func(d *model.Demand) *model.Backlog { return &d.Backlog },
			func(b *model.Backlog) { b.Allowed = true },
			"Allows to serve late; a number alone is its cost.", byDefault("no backlog"), example("{cost: 5, closing: 0}")),
		nested("lost", "lost sales", lostObject(), func(d *model.Demand) *model.Lost { return &d.Lost },
			func(l *model.Lost) { l.Allowed = true },
			"Allows not to serve at all; a number alone is its cost.", byDefault("no lost sales"), example("30")),
		paymentField(func(d *model.Demand) *model.Lag { return &d.Payment }, "How long after they are served its customers pay", "that of the market"),
	}}
}

// demandItemField is the key item. What is written as an item of a family is
// kept as the family and its product.
func demandItemField() field[model.Demand] {
	f := textField("item", true, func(d *model.Demand) *string { return &d.Item },
		"The id of the family or material that is asked for, or of an item of a family: that counts for the family.", byDefault("the id of the demand"), example("tools"))
	f.encode = func(_ *encoder, from *model.Demand, _ *node) (Value, bool) {
		return Value{Kind: TextValue, Text: cmp.Or(from.Product, from.Item)}, true
	}
	return f
}

func backlogObject() *object[model.Backlog] {
	return &object[model.Backlog]{main: "cost", fields: []field[model.Backlog]{
		numberField("opening", itemUnits, func(b *model.Backlog) *float64 { return &b.Opening },
			"What is owed before the first period.", byDefault("0"), example("150")),
		seriesField("cost", itemPrice.inAPeriod(), func(b *model.Backlog) *model.Series { return &b.Cost },
			"What one unit owed at the end of a period costs.", byDefault("0"), example("5")),
		limitField("max", itemUnits, func(b *model.Backlog) *model.Limit { return &b.Max },
			"The most owed at the end of a period.", byDefault("no limit"), example("400")),
		limitField("closing", itemUnits, func(b *model.Backlog) *model.Limit { return &b.Closing },
			"The most owed at the end of the last period: one number.", byDefault("no limit"), example("0")),
		ageField(func(b *model.Backlog) *model.Limit { return &b.MaxAge }),
	}}
}

func lostObject() *object[model.Lost] {
	return &object[model.Lost]{main: "cost", fields: []field[model.Lost]{
		seriesField("cost", itemPrice, func(l *model.Lost) *model.Series { return &l.Cost },
			"What one unit lost costs.", byDefault("0"), example("30")),
		limitField("max", itemUnits.inAPeriod(), func(l *model.Lost) *model.Limit { return &l.Max },
			"The most lost in a period.", byDefault("no limit"), example("200")),
	}}
}

func demandIdent() ident[model.Demand] {
	return ident[model.Demand]{
		of:    func(m *model.Demand) string { return m.ID },
		begin: func(m *model.Demand, id string) { m.ID, m.Item = id, id },
		scope: func(d *decoder, id string, n *node) thing {
			return d.items[itemOf(n, id)]
		},
	}
}
