package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/report/chart"
)

// packOptions is how many options with a price a pack shows.
const packOptions = 3

// options are what else could be decided, each with its price.
func (b *packBuilder) options() []part {
	one := part{heading: "Options, with their price", breaks: true}
	switch levers := b.bestLevers(packOptions); {
	case b.k.Levers == nil:
		one.lines = []string{b.notAsked("What more of each lever earns", "levers")}
	case len(levers) == 0:
		one.lines = []string{"One step more of no lever earns anything."}
	default:
		one.table = b.leverTable(levers)
		one.after = []string{"What the step itself costs is counted only where the scenario says so: its worth is the most that it may cost. Everything else is planned anew."}
	}
	parts := []part{one}
	if b.k.Strategies == nil {
		parts[0].after = append(parts[0].after, b.notAsked("What a level and a chase plan would cost", "strategies"))
		return parts
	}
	return append(parts, b.strategies())
}

func (b *packBuilder) leverTable(levers []*LeverMeasured) *sheetTable {
	t := &sheetTable{caption: "Options", columns: []column{
		{title: "option"},
		{title: "a step, in each period", group: 1},
		{title: b.titled("worth"), right: true, group: 1},
		{title: "as much as helps", group: 2},
		{title: b.titled("worth"), right: true, group: 2},
	}}
	for _, l := range levers {
		cells := []string{l.Title, l.Step.amountText(l.Lever), b.coins(l.Step.Net), "", ""}
		switch {
		case l.Most == nil:
		case l.Most.Unlimited:
			cells[3] = "no end"
		default:
			cells[3], cells[4] = l.Most.amountText(l.Lever), b.coins(l.Most.Net)
		}
		t.add(cells...)
	}
	return t
}

// strategies puts level and chase plans beside the free one.
func (b *packBuilder) strategies() part {
	d := b.k.Strategies
	t := &sheetTable{caption: "Strategies", columns: []column{{title: "figure"}}}
	for i := range d.Strategies {
		t.columns = append(t.columns, column{title: d.Strategies[i].Name, right: true, group: i + 1})
	}
	moneyCells, extra := []string{b.titled(d.Goal)}, []string{"worse than free"}
	free := d.Strategies[0].Money
	one := part{heading: "Level, chase and hybrid plans for the same demand", below: true, table: t}
	for i := range d.Strategies {
		s := &d.Strategies[i]
		if s.Money == nil || free == nil {
			moneyCells, extra = append(moneyCells, "no plan"), append(extra, "")
			if len(s.InWay) > 0 {
				one.after = append(one.after, fmt.Sprintf("There is no %s plan; in the way: %s.", s.Name, b.v.periods.told(s.InWay)))
			}
			continue
		}
		moneyCells = append(moneyCells, b.coins(*s.Money))
		extra = append(extra, b.coins(-b.better(*s.Money-*free)))
	}
	t.add(moneyCells...)
	t.add(extra...)
	for k := range d.Strategies[0].Figures {
		f := &d.Strategies[0].Figures[k]
		cells := []string{titled(f.Title, f.Unit)}
		any := false
		for i := range d.Strategies {
			text := ""
			if v := d.Strategies[i].Figures[k].Value; v != nil {
				text, any = number(*v), true
			}
			cells = append(cells, text)
		}
		if any {
			t.add(cells...)
		}
	}
	return one
}

// risks are what moves the objective most, and how much worse things can get.
func (b *packBuilder) risks() []part {
	one := part{heading: "Risks", breaks: true}
	if b.k.Tornado == nil {
		one.lines = []string{b.notAsked("What moves the objective most", "tornado")}
	} else {
		b.tornado(&one)
	}
	if b.k.Shock == nil {
		one.after = append(one.after, b.notAsked("How much worse things can get before there is no plan", "shock"))
		return []part{one}
	}
	return []part{one, b.shock()}
}

// tornado draws what moves the objective most, and lists it.
func (b *packBuilder) tornado(one *part) {
	d := b.k.Tornado
	by := percent(100 * d.By)
	f := &chart.Tornado{
		Title: fmt.Sprintf("What %s less and more of each input does to %s", by, d.Objective.goal()),
		Unit:  d.Scenario.Currency, Down: by + " less", Up: by + " more",
	}
	t := &sheetTable{caption: f.Title, columns: []column{
		{title: "input"}, {title: b.titled(by + " less"), right: true, group: 1}, {title: b.titled(by + " more"), right: true, group: 1},
	}}
	for i := range d.Bars {
		if i == packRows {
			one.after = append(one.after, plural(len(d.Bars)-i, "input that moves it less is", "inputs that move it less are")+" not shown.")
			break
		}
		bar := &d.Bars[i]
		c := chart.TornadoBar{Name: bar.Path, Down: math.NaN(), Up: math.NaN(), DownText: b.sideText(&bar.Down), UpText: b.sideText(&bar.Up)}
		if bar.Down.Change != nil {
			c.Down = *bar.Down.Change
		}
		if bar.Up.Change != nil {
			c.Up = *bar.Up.Change
		}
		f.Bars = append(f.Bars, c)
		t.add(bar.Path, c.DownText, c.UpText)
		for _, side := range []*TornadoSide{&bar.Down, &bar.Up} {
			if side.Objective == nil && len(side.InWay) > 0 {
				one.after = append(one.after, fmt.Sprintf("%s: %s; in the way: %s.", bar.Path, strings.TrimSuffix(side.Reason, "."), b.v.periods.told(side.InWay)))
			}
		}
	}
	if len(f.Bars) == 0 {
		one.lines = append(one.lines, "The scenario has none of the usual inputs.")
		return
	}
	f.Description = fmt.Sprintf("%s moves it most.", f.Bars[0].Name)
	one.pictures, one.table = []chart.Picture{f}, t
}

func (b *packBuilder) sideText(s *TornadoSide) string {
	if s.Change == nil {
		return "no plan"
	}
	return signedCoins(*s.Change, b.decimals)
}

// shock lists breaking points, the nearest first.
func (b *packBuilder) shock() part {
	d := b.k.Shock
	t := &sheetTable{caption: "Breaking points", columns: []column{
		{title: "what gets worse"}, {title: "all is served up to", right: true, group: 1}, {title: "there is a plan up to", right: true, group: 1}, {title: "what then stands in the way", group: 2},
	}}
	list := make([]*Breakpoint, len(d.Shocks))
	for i := range d.Shocks {
		list[i] = &d.Shocks[i]
	}
	slices.SortStableFunc(list, func(x, y *Breakpoint) int { return compareEdges(&x.Plan, &y.Plan) })
	for _, s := range list {
		t.add(cmp.Or(s.asWord, s.Name), s.Goals.text(s.Rises), s.Plan.text(s.Rises), b.v.periods.told(s.Plan.InWay))
	}
	return part{heading: "How much worse things can get", below: true, table: t, lines: []string{
		fmt.Sprintf("Each by itself, in all periods from %s to %s.", d.From, d.Until),
	}}
}

// compareEdges puts the nearest end first; what has none comes last.
func compareEdges(x, y *ShockEdge) int {
	at := func(e *ShockEdge) float64 {
		if e.Share == nil {
			return math.Inf(1)
		}
		return *e.Share
	}
	switch a, b := at(x), at(y); {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
