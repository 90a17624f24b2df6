package intake

import "github.com/steelyard-sop/steelyard/model"

func siteObject() *object[model.Site] {
	working := newField("working", "working days", "The days that are worked here; what is left out is as in the calendar.",
		[]option{byDefault("those of the calendar"), example("{shutdowns: [2026-08-03..2026-08-14]}")},
		func(d *decoder, n *node, s *model.Site) {
			var spec workingSpec
			workingObject().decode(d, n, &spec)
			s.Working = spec.over(d.calendar.Working)
		})
	working.inner, working.schema = workingObject(), schemaObject
	return &object[model.Site]{fields: []field[model.Site]{
		nameField(func(s *model.Site) *string { return &s.Name }),
		textField("region", true, func(s *model.Site) *string { return &s.Region },
			"Where the site is.", byDefault("empty"), example("north")),
		working,
	}}
}

func siteIdent() ident[model.Site] {
	return ident[model.Site]{
		of:    func(s *model.Site) string { return s.ID },
		begin: func(s *model.Site, id string) { s.ID = id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
}

// siteField names the site where something is. A scenario with one place never
// mentions it.
func siteField[T any](key string, get func(*T) *string, sentence string) field[T] {
	return textField(key, true, get, sentence, byDefault("none"), example("plant"))
}

// worksAt is the site of something that works: its working days count.
const worksAt = "The id of the site where it is; its working days count for rates per day."

func marketObject() *object[model.Market] {
	place := func(key, sentence, shown string, get func(*model.Market) *string) field[model.Market] {
		return textField(key, true, get, sentence, byDefault("that of the larger market"), example(shown))
	}
	return &object[model.Market]{fields: []field[model.Market]{
		nameField(func(m *model.Market) *string { return &m.Name }),
		textField("within", true, func(m *model.Market) *string { return &m.Within },
			"The id of the larger market that it is a part of.", byDefault("none"), example("emea")),
		seriesOf("share", share, true, func(m *model.Market) *model.Series { return &m.Share },
			"Its share of the larger market, by which demand for that is divided. The shares within one market add up to 100 %.",
			[]option{within("0 to 1"), byDefault("none: demand for the larger market cannot be divided"), example("60 %")}),
		place("region", "Where the customers are.", "north", func(m *model.Market) *string { return &m.Region }),
		place("segment", "What kind of customers they are.", "retail", func(m *model.Market) *string { return &m.Segment }),
		paymentField(func(m *model.Market) *model.Lag { return &m.Payment }, "How long after they are served customers pay", "that of the larger market, else at once"),
		place("customer", "Who the customer is.", "Hagen", func(m *model.Market) *string { return &m.Customer }),
	}}
}

func marketIdent() ident[model.Market] {
	return ident[model.Market]{
		of:    func(m *model.Market) string { return m.ID },
		begin: func(m *model.Market, id string) { m.ID = id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
}

// membersField are the items of a family.
func membersField() field[model.Item] {
	member := &object[model.Member]{main: "share", fields: []field[model.Member]{
		nameField(func(m *model.Member) *string { return &m.Name }),
		seriesOf("share", share, true, func(m *model.Member) *model.Series { return &m.Share },
			"The share of the item in the family. The shares of a family add up to 100 %.", []option{required, within("0 to 1"), example("60 %")}),
	}}
	id := ident[model.Member]{
		of:    func(m *model.Member) string { return m.ID },
		begin: func(m *model.Member, id string) { m.ID = id },
		scope: func(d *decoder, _ string, _ *node) thing { return d.thing },
	}
	return elements("items", "items", member, func(i *model.Item) *[]model.Member { return &i.Items }, id,
		"What the family is made of, by id. Items are counted in the unit of the family; a number alone is the share.", byDefault("none: the family is planned as it is"), example("{spade: 60 %, rake: 40 %}"))
}

// place finds out what demand and markets mean within their hierarchies:
// demand for an item counts for its family, and what a market does not say of
// itself is as in the larger one.
func place(s *model.Scenario) {
	items := map[string]bool{}
	for i := range s.Families {
		items[s.Families[i].ID] = true
	}
	for i := range s.Materials {
		items[s.Materials[i].ID] = true
	}
	families := s.FamilyOf()
	for i := range s.Demand {
		d := &s.Demand[i]
		if family := families[d.Item]; family != nil && !items[d.Item] {
			d.Product, d.Item = d.Item, family.ID
		}
	}
	s.InheritMarkets()
	s.InheritClasses()
}
