package book

import (
	"github.com/steelyard-sop/steelyard/report"
)

// limits lists every limit in every period with what it allows, what is used of
// it and what one more unit is worth.
func (b *builder) limits() *sheet {
	if len(b.d.Limits) == 0 {
		return nil
	}
	s := &sheet{
		name: "Limits", title: "Limits and their prices", note: "price: change of " + b.goal() + " for one more unit of the limit", table: "limits", frozen: 2,
		columns: []column{
			{title: "group"},
			{title: "about"},
			{title: "period"},
			{title: "sense"},
			number2("limit"), number2("used"), number2("slack"),
			{title: "unit"},
			{title: "price", look: look{format: asSmall, right: true}},
			{title: "price unit"},
			{title: "price kind"},
			number2("holds from"), number2("holds to"),
			{title: "binding"},
			{title: "may be broken"},
			{title: "owner"},
			{title: "reason"},
			{title: "review", look: look{format: asDay}},
			{title: "path"},
			{title: "id"},
		},
	}
	for i := range b.d.Limits {
		s.rows = append(s.rows, b.limit(&b.d.Limits[i]))
	}
	return s
}

// goal is what prices are changes of.
func (b *builder) goal() string {
	if b.d.Scenario.Objective.Maximises() {
		return "profit"
	}
	return "cost"
}

// number2 is a column of quantities in units that differ from row to row.
func number2(title string) column {
	return column{title: title, look: look{format: asUsual, right: true}}
}

func (b *builder) limit(l *report.Limit) []any {
	row := []any{
		l.Group.Info().Title, text(b.names.Subject(l.Group, l.Key)), l.Period, sense(l.Sense),
		orNone(l.Limit), orNone(l.Used), orNone(l.Slack), text(l.Unit),
		orNone(l.Price), text(l.PriceUnit), text(l.PriceKind), nil, nil, yes(l.Binding), yes(l.Priced),
		text(l.Owner), text(l.Reason), day(l.Review), text(l.Path), text(l.ID),
	}
	if l.Range != nil {
		const from = 11
		row[from], row[from+1] = orNone(l.Range.From), orNone(l.Range.To)
	}
	return row
}

// sense is the sense of a limit in words: a cell must not begin with =.
func sense(mark string) string {
	switch mark {
	case "<=":
		return "at most"
	case ">=":
		return "at least"
	}
	return "exactly"
}

// orNone is a number that may be missing.
func orNone(x *float64) any {
	if x == nil {
		return nil
	}
	return *x
}

func yes(is bool) any {
	if is {
		return "yes"
	}
	return nil
}

// penalties lists the priced limits that the plan breaks.
func (b *builder) penalties() *sheet {
	if b.d.Penalties == nil || len(b.d.Penalties.Lines) == 0 {
		return nil
	}
	money := look{format: moneyFormat(b.d.Scenario.Currency, false), right: true}
	s := &sheet{
		name: "Penalties", title: "Limits that are broken for a penalty", note: "no real money", table: "penalties", frozen: 1,
		columns: []column{
			{title: "limit"},
			{title: "period"},
			number2("amount"),
			{title: "unit"},
			{title: "rate", look: money},
			{title: "money", look: money, total: true, sum: &b.d.Penalties.Total},
			{title: "path"},
		},
	}
	for i := range b.d.Penalties.Lines {
		l := &b.d.Penalties.Lines[i]
		s.rows = append(s.rows, []any{text(l.Limit), text(l.Period), l.Amount, text(l.Unit), l.Rate, l.Money, text(l.Path)})
	}
	return s
}

// conflict lists limits that cannot all hold.
func (b *builder) conflict() *sheet {
	if len(b.d.Conflict) == 0 {
		return nil
	}
	s := &sheet{
		name: "Conflict", title: "Limits that cannot all hold", table: "conflict", frozen: 2,
		columns: []column{
			{title: "group"},
			{title: "about"},
			{title: "period"},
			{title: "sense"},
			number2("limit"),
			{title: "unit"},
			{title: "owner"},
			{title: "reason"},
			{title: "path"},
		},
	}
	for i := range b.d.Conflict {
		c := &b.d.Conflict[i]
		s.rows = append(s.rows, []any{
			c.Group.Info().Title, text(b.names.Subject(c.Group, c.Key)), text(c.Period), sense(c.Sense), orNone(c.Limit), text(c.Unit),
			text(c.Owner), text(c.Reason), text(c.Path),
		})
	}
	return s
}

// repairs lists how little limits must move for there to be a plan.
func (b *builder) repairs() *sheet {
	s := &sheet{
		name: "Repairs", title: "Least changes that make a plan possible", table: "repairs", frozen: 1,
		columns: []column{
			{title: "repair", look: look{format: asWhole}}, {title: "group"}, {title: "about"}, {title: "period"}, number2("limit"), number2("to add"), {title: "unit"}, {title: "owner"}, {title: "path"},
		},
	}
	for k := range b.d.Repairs {
		for i := range b.d.Repairs[k].Moves {
			m := &b.d.Repairs[k].Moves[i]
			s.rows = append(s.rows, []any{
				float64(k + 1), m.Group.Info().Title, text(b.names.Subject(m.Group, m.Key)), text(m.Period), orNone(m.Limit), m.Amount, text(m.Unit), text(m.Owner), text(m.Path),
			})
		}
	}
	if len(s.rows) == 0 {
		return nil
	}
	return s
}
