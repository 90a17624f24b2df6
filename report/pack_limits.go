package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// limits are what limits cost and who can change them.
func (b *packBuilder) limits() []part {
	one := part{heading: "What limits cost, and who owns them", breaks: true}
	lines, _ := bindingLimits(b.d.Limits)
	slices.SortStableFunc(lines, func(x, y *limitLine) int { return cmp.Compare(y.stake, x.stake) })
	if len(lines) == 0 {
		one.lines = []string{"No limit that has a price binds."}
	} else {
		one.table = b.limitTable(lines)
		sense := "minus"
		if b.d.Scenario.Objective.Maximises() {
			sense = "plus"
		}
		one.after = []string{fmt.Sprintf("price: change of %s for one more unit of the limit; %s is good. The limits with the most money at stake come first: price times limit.", priceOf(b.d), sense)}
		if len(lines) > packRows {
			one.after = append(one.after, plural(len(lines)-packRows, "limit", "limits")+" with less money at stake: see the limits of the plan.")
		}
	}
	if b.k.Owners == nil {
		one.after = append(one.after, b.notAsked("What the limits of each owner cost together", "bill --by owner"))
		return []part{one}
	}
	return []part{one, b.owners()}
}

func (b *packBuilder) limitTable(lines []*limitLine) *sheetTable {
	const room = 48 // letters of a list of prices
	t := &sheetTable{caption: "Limits that bind", columns: []column{
		{title: "limit"}, {title: "owner", group: 1}, {title: "price per unit and period", group: 2}, {title: "reason", group: 3}, {title: "review", group: 4},
	}}
	for _, line := range lines[:min(packRows, len(lines))] {
		t.add(lineName(b.v, line), cmp.Or(line.best.Owner, "nobody"), priceText(line, &b.v.periods, room)+" "+line.priceUnit, line.best.Reason, line.best.Review)
	}
	return t
}

// owners lists what the limits of each owner cost together.
func (b *packBuilder) owners() part {
	d := b.k.Owners
	shares := newSteps(b.decimals, d)
	t := &sheetTable{caption: "What the limits of each owner cost", columns: []column{
		{title: "owner"}, {title: b.titled("share"), right: true, group: 1}, {title: "lifted alone", right: true, group: 2}, {title: "limits", right: true, group: 3},
	}}
	for i := range d.Shares {
		s := &d.Shares[i]
		t.add(s.Title, b.coins(shares[i]), b.coins(s.First), number(float64(s.Limits)))
	}
	return part{heading: "By owner", below: true, table: t, after: []string{"Limits are counted in every period. The shares add up to what all limits cost."}}
}

// exception is something that is not as it should be.
type exception struct {
	what, amount, when string
	money              float64
}

// exceptions are what is lost, late or broken, by money.
func (b *packBuilder) exceptions() part {
	list := append(b.shortages(), b.broken()...)
	slices.SortStableFunc(list, func(x, y exception) int { return cmp.Compare(y.money, x.money) })
	one := part{heading: "Exceptions", breaks: true}
	if len(list) == 0 {
		one.lines = []string{"There are none: all that is asked is served on time, and no limit is broken."}
		return one
	}
	one.lines = []string{"The dearest come first. Penalties of broken limits steer the plan and are no real money."}
	one.table = &sheetTable{caption: "Exceptions", columns: []column{
		{title: "what"}, {title: "how much", right: true, group: 1}, {title: "when", group: 1}, {title: b.titled("costs"), right: true, group: 2},
	}}
	for i, x := range list {
		if i == 3*packRows {
			one.after = append(one.after, plural(len(list)-i, "exception", "exceptions")+" that cost less: see the JSON of the plan.")
			break
		}
		text := b.coins(x.money)
		if x.money == 0 {
			text = none
		}
		one.table.add(x.what, x.amount, x.when, text)
	}
	return one
}

// shortages are what is lost and what is late, by demand. What that costs is known
// by family: it is told once, at the first of its demands.
func (b *packBuilder) shortages() []exception {
	type short struct {
		id, item   string
		lost, late []string // periods
		given, owe float64  // lost in all; owed at most
	}
	var order []*short
	index := map[string]*short{}
	for _, r := range b.d.Plan.Demand {
		if r.Lost == 0 && r.Backlog == 0 {
			continue
		}
		s := index[r.Demand]
		if s == nil {
			s = &short{id: r.Demand, item: r.Item}
			index[r.Demand], order = s, append(order, s)
		}
		if r.Lost != 0 {
			s.lost, s.given = append(s.lost, r.Period), s.given+r.Lost
		}
		if r.Backlog != 0 {
			s.late, s.owe = append(s.late, r.Period), max(s.owe, r.Backlog)
		}
	}
	told := map[string]bool{}
	cost := func(item, account string) float64 {
		if told[item+" "+account] {
			return 0
		}
		told[item+" "+account] = true
		for i := range b.d.Contributions {
			if line := &b.d.Contributions[i]; line.Of == item && line.ID == account {
				return line.Total
			}
		}
		return 0
	}
	var list []exception
	for _, s := range order {
		unit, name := b.unitOf(s.item), b.v.names.of(s.id, KindDemand)
		if len(s.lost) > 0 {
			list = append(list, exception{name + " is lost", withUnit(quantity(s.given), unit), b.v.periods.those(s.lost), cost(s.item, model.LostSales.ID())})
		}
		if len(s.late) > 0 {
			list = append(list, exception{name + " is late", "up to " + withUnit(s.owe, unit), b.v.periods.those(s.late), cost(s.item, model.BacklogCost.ID())})
		}
	}
	return list
}

func (b *packBuilder) unitOf(item string) string {
	for _, kind := range []Kind{KindFamily, KindMaterial} {
		if thing, ok := b.v.names[nameKey{kind, item}]; ok {
			return thing.Unit
		}
	}
	return ""
}

// broken are limits that the plan does not keep: those with a penalty, and hard
// ones where no plan keeps all.
func (b *packBuilder) broken() []exception {
	limits := make(map[string]*Limit, len(b.d.Limits))
	for i := range b.d.Limits {
		limits[b.d.Limits[i].ID] = &b.d.Limits[i]
	}
	name := func(id, path string) string {
		if l := limits[id]; l != nil {
			return b.v.names.phrase(l.Group, l.Key) + " is broken"
		}
		return strings.TrimSpace(path + " is broken")
	}
	var list []exception
	if b.d.Penalties != nil {
		for _, line := range b.d.Penalties.Lines {
			list = append(list, exception{name(line.Limit, line.Path) + " (penalty)", withUnit(line.Amount, line.Unit), b.periodOf(line.Period), line.Money})
		}
	}
	for _, line := range b.d.Relaxed {
		list = append(list, exception{name(line.Limit, line.Path), withUnit(line.Amount, line.Unit), b.periodOf(line.Period), 0})
	}
	return list
}

func (b *packBuilder) periodOf(label string) string {
	if t, known := b.v.periods.index[label]; known {
		return b.v.periods.name(t)
	}
	return label
}
