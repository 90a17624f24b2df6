package intake

import "github.com/steelyard-sop/steelyard/model"

// storesFields are the keys of a stock beyond its bounds.
func storesFields() []field[model.Stock] {
	return []field[model.Stock]{
		limitField("safety", itemUnits, func(s *model.Stock) *model.Limit { return &s.Safety },
			"The safety stock at the end of a period, besides min: mostly with a penalty.", byDefault("0"), example("{value: 200, penalty: 5}")),
		nested("cover", "cover", coverObject(), func(s *model.Stock) *model.Cover { return &s.Cover }, nil,
			"How long the stock at the end of a period must last; a number alone is in periods.", byDefault("no limit"), example("{days: 10, penalty: 4}")),
		nested("shelf_life", "shelf life", shelfLifeObject(), func(s *model.Stock) *model.ShelfLife { return &s.ShelfLife }, nil,
			"How long goods may stay in this stock from when they come there. What is too old is disposed of, at the cost of dispose of the item.", byDefault("no limit"), example("2")),
		seriesField("value", itemPrice, func(s *model.Stock) *model.Series { return &s.Value },
			"What one unit in stock is worth: for a rate of holding, and for limits on the value of stock.", byDefault("not known"), example("12")),
		nested("holding", "holding", holdingObject(), func(s *model.Stock) *model.HoldingRule { return &s.Holding }, nil,
			"Which stock holding is paid for, and a rate on its value besides holding_cost.", byDefault("the stock at the end of a period, without a rate"), example("{on: average, rate: 18 %/year}")),
	}
}

func coverObject() *object[model.Cover] {
	fields := []field[model.Cover]{
		seriesField("periods", coverPeriods, func(c *model.Cover) *model.Series { return &c.Periods },
			"How many of the coming periods the stock must last for; a part of one is that part of its demand. A period without a value has no limit.", byDefault("none"), example("1.5")),
		seriesField("days", coverDays, func(c *model.Cover) *model.Series { return &c.Days },
			"How many of the coming calendar days the stock must last for, in place of periods.", byDefault("none"), example("10")),
		textsField("of", "id or list of ids", func(_ *decoder, _ *node, into *model.Cover, texts []textNode) {
			into.Of = wordsOf(texts)
		}, "The ids of the demands that count. Of a demand between bounds the least counts.", byDefault("the demands for the item in the place of the stock"), example("[north, south]")),
		choiceField("beyond", model.Beyonds(), func(c *model.Cover) *model.Beyond { return &c.Beyond },
			"What is asked after the last period: the last one again and again, all of them again from the first, or nothing.", byDefault(string(model.BeyondRepeat)), example("cycle")),
	}
	return &object[model.Cover]{main: "periods", fields: append(fields, ruleFields("that is missing", func(c *model.Cover) *model.Limit { return &c.Rule })...)}
}

func holdingObject() *object[model.HoldingRule] {
	return &object[model.HoldingRule]{fields: []field[model.HoldingRule]{
		choiceField("on", model.HoldingOns(), func(h *model.HoldingRule) *model.HoldingOn { return &h.On },
			"Which stock is paid for: that at the end of the period, or the average of those at its start and end.", byDefault(string(model.OnClosing)), example("average")),
		seriesField("rate", share.inAPeriod(), func(h *model.HoldingRule) *model.Series { return &h.Rate },
			"A share of the value of what is in stock, besides holding_cost. A bare number is for a period; 18 %/year is divided among the periods.", byDefault("0"), example("18 %/year")),
	}}
}

// closingFields are the closing rules beyond least, most and exact.
func closingFields() []field[model.Closing] {
	cyclic := &object[model.Cyclic]{main: "on", fields: append([]field[model.Cyclic]{
		flagField("on", func(c *model.Cyclic) *bool { return &c.On }, "Whether the rule holds.", byDefault("true"), example("true")),
	}, ruleFields("that is missing or too much", func(c *model.Cyclic) *model.Limit { return &c.Rule })...)}
	return []field[model.Closing]{
		nested("cyclic", "cycle", cyclic, func(c *model.Closing) *model.Cyclic { return &c.Cyclic }, func(c *model.Cyclic) { c.On = true },
			"The last period ends with as much as the first one begins with, and the plan chooses how much; leave out opening.", byDefault("false"), example("true")),
		numberField("worth", itemPrice, func(c *model.Closing) *float64 { return &c.Worth },
			"What each unit left is worth: it is booked as a negative cost.", byDefault("0"), example("8")),
	}
}

func storageObject() *object[model.Storage] {
	overflow := &object[model.Overflow]{main: "cost", fields: []field[model.Overflow]{
		limitField("max", spaceOf, func(o *model.Overflow) *model.Limit { return &o.Max },
			"The most space that can be rented in a period.", byDefault("no limit"), example("300")),
		seriesField("cost", spacePrice.inAPeriod(), func(o *model.Overflow) *model.Series { return &o.Cost },
			"What one unit of rented space costs in a period.", byDefault("0"), example("3.50")),
	}}
	return &object[model.Storage]{fields: []field[model.Storage]{
		nameField(func(s *model.Storage) *string { return &s.Name }),
		unitField(func(s *model.Storage) *string { return &s.Unit }, "The unit of its space.", defaultSpaceUnit),
		siteField("site", func(s *model.Storage) *string { return &s.Site }, "Where it is: it holds the stocks of that site."),
		limitField("capacity", spaceOf, func(s *model.Storage) *model.Limit { return &s.Capacity },
			"The space that stocks can take at the end of a period.", byDefault("no limit"), example("2000")),
		partsField("holds", spacePerUnit, false, func(s *model.Storage) *[]model.Part { return &s.Holds },
			func(*decoder) map[string]thing { return nil },
			"What it holds, by item: the space of one unit. Stocks of other items take none.", byDefault("every stock of the site, one unit of space each"), example("{tools: 0.02, paint: 0.5}")),
		nested("overflow", "rented space", overflow, func(s *model.Storage) *model.Overflow { return &s.Overflow },
			func(o *model.Overflow) { o.Allowed = true },
			"Allows to rent space from outside; a number alone is its cost.", byDefault("no space to rent"), example("{max: 300, cost: 3.50}")),
	}}
}

func storageIdent() ident[model.Storage] {
	return ident[model.Storage]{
		of:    func(s *model.Storage) string { return s.ID },
		begin: func(s *model.Storage, id string) { s.ID, s.Unit = id, defaultSpaceUnit },
		scope: func(_ *decoder, _ string, n *node) thing { return thing{unit: unitOf(n, defaultSpaceUnit)} },
	}
}

// defaultSpaceUnit is the unit of space where a storage names none.
const defaultSpaceUnit = "unit"

func stockLimitObject() *object[model.StockLimit] {
	ids := func(key string, get func(*model.StockLimit) *[]string, sentence, byDef, sample string) field[model.StockLimit] {
		return textsField(key, "id or list of ids", func(_ *decoder, _ *node, into *model.StockLimit, texts []textNode) {
			*get(into) = wordsOf(texts)
		}, sentence, byDefault(byDef), example(sample))
	}
	return &object[model.StockLimit]{fields: []field[model.StockLimit]{
		nameField(func(l *model.StockLimit) *string { return &l.Name }),
		choiceField("of", model.StockMeasures(), func(l *model.StockLimit) *model.StockMeasure { return &l.Of },
			"What is added up: units, which must be the same for all, or their value.", byDefault(string(model.StockQuantity)), example("value")),
		ids("items", func(l *model.StockLimit) *[]string { return &l.Items }, "The items that count.", "every item", "[tools, paint]"),
		ids("sites", func(l *model.StockLimit) *[]string { return &l.Sites }, "The sites that count.", "every site", "[plant]"),
		ids("regions", func(l *model.StockLimit) *[]string { return &l.Regions }, "The regions whose sites count, besides sites.", "every region", "[north]"),
		limitField("min", stockSum, func(l *model.StockLimit) *model.Limit { return &l.Min },
			"The least at the end of a period.", byDefault("no limit"), example("500")),
		limitField("max", stockSum, func(l *model.StockLimit) *model.Limit { return &l.Max },
			"The most at the end of a period.", byDefault("no limit"), example("250 k")),
	}}
}

func stockLimitIdent() ident[model.StockLimit] {
	return ident[model.StockLimit]{
		of:    func(l *model.StockLimit) string { return l.ID },
		begin: func(l *model.StockLimit, id string) { l.ID = id },
		scope: stockLimitScope,
	}
}

// stockLimitScope is what a sum of stocks is measured in: money, or the unit
// of the items that are named, where they have one in common.
func stockLimitScope(d *decoder, _ string, n *node) thing {
	if n.word("of") == string(model.StockValue) {
		return thing{unit: d.currency}
	}
	items := n.find("items")
	if items == nil {
		return thing{}
	}
	list := items.value.items
	if items.value.kind == scalarKind {
		list = []node{items.value}
	}
	var common thing
	for i := range list {
		of := d.items[list[i].text]
		if i > 0 && of.unit != common.unit {
			return thing{}
		}
		common = of
	}
	return common
}

func wordsOf(texts []textNode) []string {
	words := make([]string, len(texts))
	for i := range texts {
		words[i] = texts[i].text
	}
	return words
}

func shelfLifeObject() *object[model.ShelfLife] {
	fields := []field[model.ShelfLife]{
		lifeField(),
		seriesField("expires", itemUnits, func(l *model.ShelfLife) *model.Series { return &l.Expires },
			"How much of the opening stock must be gone after a period, by period. The rest is as old as what came in the period before the first.", byDefault("0"), example("{2026-01: 40}")),
	}
	return &object[model.ShelfLife]{main: "life", fields: append(fields, ruleFields("that is kept too long, at the end of each period", func(l *model.ShelfLife) *model.Limit { return &l.Rule })...)}
}

// lifeField is how long something lasts: whole periods, or days and weeks.
func lifeField() field[model.ShelfLife] {
	f := lagField(func(l *model.ShelfLife) *model.Lag { return &l.Life },
		"In periods: 2 can be used in the period in which it comes and in the two after it. Days and weeks are counted from the first day of the period in which it comes: it can be used in the period that holds the last day.")
	f.key, f.form, f.byDef, f.span, f.example, f.required = "life", "length of time", "", "whole periods, or whole days, 1 or more", "2", true
	decode := f.decode
	f.decode = func(d *decoder, n *node, into *model.ShelfLife) {
		decode(d, n, into)
		if text, ok := d.plain(n, ""); ok {
			if lag, fault := parseLag(text); fault == nil && lag == (model.Lag{}) {
				d.mistake(n, "bad-lead-time", "expected a shelf life of at least one period or day, got "+quote(text), "leave out the stock where nothing can be kept")
			}
		}
	}
	return f
}
