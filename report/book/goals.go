package book

// goals lists goals and budgets: what was asked, and what the plan makes of it.
func (b *builder) goals() *sheet {
	if len(b.d.Goals) == 0 {
		return nil
	}
	s := &sheet{
		name: "Goals", title: "Goals and budgets", table: "goals", frozen: 1,
		columns: []column{
			{title: "goal"},
			{title: "section"},
			{title: "from"},
			{title: "to"},
			{title: "want"},
			{title: "kind"},
			{title: "rank", look: look{format: asWhole, right: true}},
			number2("target"), number2("plan"), number2("difference"),
			{title: "percent", look: look{format: asPercent, right: true}},
			number2("missed"), number2("reachable"),
			{title: "unit"},
			{title: "path"},
		},
	}
	for i := range b.d.Goals {
		g := &b.d.Goals[i]
		var rank any
		if g.Rank > 0 {
			rank = float64(g.Rank)
		}
		s.rows = append(s.rows, []any{
			text(g.Name), text(g.Section), text(g.From), text(g.Period), text(words(g.Want)), text(g.Kind), rank,
			orNone(g.Target), orNone(g.Value), orNone(g.Difference), orNone(g.Percent), g.Missed, orNone(g.Reachable), text(g.Unit), text(g.Path),
		})
	}
	return s
}
