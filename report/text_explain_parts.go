package report

import (
	"fmt"
	"math"
	"strings"

	"charm.land/lipgloss/v2"
)

// parts writes what a cost is made of, and that it foots.
func (x *explained) parts(title string, parts []CostPart, total float64) {
	widths := []int{x.width - 46, 10, 14, 10, 12} // 46 is the sum of the others
	label := widths[0]
	x.line(x.theme.title, fit(title+":", x.width))
	t := newTable(func(row, col int) lipgloss.Style {
		style := lipgloss.NewStyle()
		if row < 0 {
			style = x.theme.heading
		}
		if style = style.Width(widths[col]); col > 1 {
			return style.Align(lipgloss.Right)
		}
		return style
	})
	t.Headers("", "", "quantity", "at", "money")
	for i := range parts {
		p := &parts[i]
		quantity := number(p.Quantity)
		if unit := p.unitText(x.n); unit != "" && unit != "each" {
			quantity += " " + printable(unit)
		}
		t.Row(fit(p.label(x.n, &x.p), label-1), fit(p.kindText(), widths[1]-1), fit(quantity, widths[2]-1), price(p.Rate), worth(p.Money, ""))
	}
	t.Row("one more, measured", "", "", "", worth(total, ""))
	x.b.WriteString(t.Render() + "\n")
}

// costs tells what units of a demand cost.
func (x *explained) costs() {
	if len(x.d.Costs) > 1 {
		x.costTable()
	}
	dearest := -1
	for i := range x.d.Costs {
		if c := x.d.Costs[i].Cost; c != nil && (dearest < 0 || *c > *x.d.Costs[dearest].Cost) {
			dearest = i
		}
	}
	if dearest < 0 {
		x.section("NO PLAN DELIVERS ONE MORE")
		x.plain("Some limit is in the way: explain FILE " + printable(x.d.Question.Path) + " says which, where the demand is short.")
		return
	}
	c := &x.d.Costs[dearest]
	x.section(strings.ToUpper(fmt.Sprintf("WHAT ONE MORE OF %s COSTS IN %s", x.n.of(c.Demand, KindDemand), x.when(c.Period))))
	x.chain(c.Demand, c.Period, c.Chain)
	x.parts("what that costs", c.Parts, *c.Cost)
	x.margin(c)
}

// margin sets the cost of a unit against its price.
func (x *explained) margin(c *UnitCostLine) {
	if c.Price == 0 {
		return
	}
	left := c.Price - *c.Cost
	text := "It is sold for " + worth(c.Price, x.currency) + ": "
	if left < 0 {
		text += worth(-left, x.currency) + " less than one more costs."
	} else {
		text += worth(left, x.currency) + " more than one more costs."
	}
	x.plain(text)
}

// costTable writes the cost of one more in every period.
func (x *explained) costTable() {
	x.section("ONE MORE COSTS")
	t := newTable(func(row, col int) lipgloss.Style {
		style := lipgloss.NewStyle().Width(16)
		if row < 0 {
			style = x.theme.heading.Width(16)
		}
		if col > 0 {
			return style.Align(lipgloss.Right)
		}
		return style
	})
	t.Headers("", "served", "one more costs", "sold for")
	for i := range x.d.Costs {
		c := &x.d.Costs[i]
		cost, sold := "no plan", none
		if c.Cost != nil {
			cost = worth(*c.Cost, "")
		}
		if c.Price != 0 {
			sold = worth(c.Price, "")
		}
		t.Row(x.when(c.Period), number(c.Served), cost, sold)
	}
	x.b.WriteString(t.Render() + "\n")
}

// options tells why options are used no more than they are.
func (x *explained) options() {
	for i := range x.d.Options {
		o := &x.d.Options[i]
		x.section(strings.ToUpper(fmt.Sprintf("WHY NO MORE: %s", deed(x.n, o.Decision, o.Key))))
		nearest := x.entryTable(o)
		x.forced(o)
		if nearest >= 0 {
			x.entry(o, &o.Entries[nearest])
		}
	}
}

// entryTable writes one line a period, and finds the one in which an unused
// option is nearest to being used.
func (x *explained) entryTable(o *OptionLine) int {
	t := newTable(func(row, col int) lipgloss.Style {
		style := lipgloss.NewStyle().Width(16)
		if row < 0 {
			style = x.theme.heading.Width(16)
		}
		if col > 0 {
			return style.Align(lipgloss.Right)
		}
		return style
	})
	t.Headers("", "used", "one more costs", "costs itself", "enters at")
	nearest := -1
	for i := range o.Entries {
		n := &o.Entries[i]
		gap, enters := "no plan", none
		if n.Gap != nil {
			gap, enters = worth(*n.Gap, ""), worth(*n.Enters, "")
			if k := nearest; k < 0 || rank(n) < rank(&o.Entries[k]) {
				nearest = i
			}
		} else if n.Whole {
			gap = "whole numbers"
		}
		t.Row(x.when(n.Period), number(n.Used), gap, worth(n.Own, ""), enters)
	}
	x.b.WriteString(t.Render() + "\n")
	return nearest
}

// rank puts unused periods before used ones, and then the smallest gap first.
func rank(n *EntryLine) float64 {
	if n.Used > 0 {
		return 1e18 + *n.Gap
	}
	return *n.Gap
}

// entry tells what one more of an option costs and saves in one period.
func (x *explained) entry(o *OptionLine, n *EntryLine) {
	var costs, saves float64
	for i := range n.Parts {
		if m := n.Parts[i].Money; m > 0 {
			costs += m
		} else {
			saves -= m
		}
	}
	x.parts("what one more costs, and saves, in "+x.when(n.Period), n.Parts, *n.Gap)
	name, unit := capital(deed(x.n, o.Decision, o.Key)), unitOfDeed(x.n, o.Decision, o.Key)
	word := "not used"
	if n.Used > 0 {
		word = "used no more"
	}
	if *n.Gap <= 0 {
		x.plain(name + ": used in " + x.when(n.Period) + " as far as it pays: one more costs as much as it saves.")
		return
	}
	x.plain(fmt.Sprintf("%s: %s in %s, because one more %s costs %s and saves %s: %s too much. It enters at a cost of %s instead of %s.",
		name, word, x.when(n.Period), oneUnit(unit), worth(costs, x.currency), worth(saves, x.currency), worth(*n.Gap, x.currency),
		worth(*n.Enters, x.currency), worth(n.Own, x.currency)))
}

// forced tells what a plan is like that takes an option at all, and what is in
// the way where none can.
func (x *explained) forced(o *OptionLine) {
	for i := range o.Entries {
		n := &o.Entries[i]
		if len(n.StuckBy) == 0 {
			continue
		}
		var limits []string
		for k := range n.StuckBy {
			l := &n.StuckBy[k]
			limits = append(limits, x.n.phrase(l.Group, l.Key)+" in "+x.when(l.Period)+" ("+x.stands(l)+")")
		}
		x.say("In " + x.when(n.Period) + " no plan has one more, because of " + strings.Join(limits, " and ") + ".")
	}
	f := o.Forced
	switch {
	case f == nil:
	case f.NoPlan:
		x.say("No plan uses it at all.")
	default:
		x.say(fmt.Sprintf("Only whole numbers decide on it. The best plan with at least %s of it: %s.", number(f.AtLeast), lossOrGain(x.d.Objective.Sense, -*f.Cost, x.currency)))
		x.accounts(f.Accounts)
	}
}

// accounts writes the accounts that change.
func (x *explained) accounts(lines []ChangeLine) {
	t := newTable(func(row, col int) lipgloss.Style {
		style := lipgloss.NewStyle().Width(20)
		if row < 0 {
			style = x.theme.heading.Width(20)
		}
		if col > 0 {
			return style.Align(lipgloss.Right)
		}
		return style
	})
	t.Headers("money "+printable(x.currency), "before", "after", "change")
	digits := coin(x.currency)
	for i := range lines {
		l := &lines[i]
		t.Row(l.Title, coins(l.Before, digits), coins(l.After, digits), signedCoins(l.Change, digits))
	}
	x.b.WriteString(t.Render() + "\n")
}

func signedCoins(v float64, digits int) string {
	if v > 0 {
		return "+" + coins(v, digits)
	}
	return coins(v, digits)
}

// screenMoved is how many decisions that differ fit on one screen.
const screenMoved = 12

// changes tells what gives way when the scenario changes.
func (x *explained) changes() {
	c := x.d.Changes
	x.section(fit("WHAT IF "+printable(strings.Join(x.d.Question.WhatIf, ", ")), x.width))
	x.say(capital(lossOrGain(x.d.Objective.Sense, c.Gain, x.currency)) + ", to " + x.money(c.After) + ".")
	lines := c.Accounts
	if c.Penalties.Change != 0 {
		lines = append(lines[:len(lines):len(lines)], c.Penalties)
	}
	if len(lines) > 0 {
		x.accounts(lines)
	}
	x.bindings("LIMITS THAT BEGIN TO BIND", c.Begin)
	x.bindings("LIMITS THAT CEASE TO BIND", c.Cease)
	x.movedTable()
}

// bindings lists limits by what they are about, with their periods.
func (x *explained) bindings(title string, limits []LimitRef) {
	if len(limits) == 0 {
		return
	}
	x.section(title)
	var order []string
	periods := map[string][]string{}
	for i := range limits {
		name := capital(x.n.phrase(limits[i].Group, limits[i].Key))
		if periods[name] == nil {
			order = append(order, name)
		}
		periods[name] = append(periods[name], x.when(limits[i].Period))
	}
	shown := order
	if most := x.most(screenMoved); most > 0 && len(shown) > most {
		shown = shown[:most]
	}
	for _, name := range shown {
		x.say(name + ": " + strings.Join(periods[name], ", "))
	}
	x.leftOut(len(order)-len(shown), "limit is", "limits are")
}

// movedTable writes the decisions that differ most.
func (x *explained) movedTable() {
	moved := x.d.Changes.Moved
	x.section("WHAT MOVES")
	if len(moved) == 0 {
		x.plain("Nothing: the plan stays as it is.")
		return
	}
	left := 0
	if most := x.most(screenMoved); most > 0 && len(moved) > most {
		moved, left = moved[:most], len(moved)-most
	}
	const column = 11
	label := x.width - 4*column
	t := newTable(func(row, col int) lipgloss.Style {
		style := lipgloss.NewStyle()
		if row < 0 {
			style = x.theme.heading
		}
		if col == 0 {
			return style.Width(label)
		}
		return style.Width(column).Align(lipgloss.Right)
	})
	t.Headers("summed over the periods", "before", "after", "change", "most in")
	for i := range moved {
		m := &moved[i]
		before, after, most := m.totals()
		name := deed(x.n, m.Decision, m.Key)
		if unit := unitOfDeed(x.n, m.Decision, m.Key); unit != "" && unit != "each" && unit != headsUnit {
			name += " (" + printable(unit) + ")"
		}
		when := none
		if most < len(x.p.short) {
			when = x.p.name(most)
		}
		t.Row(fit(name, label-1), number(before), number(after), signed(clean(after-before, kpiDigits)), fit(when, column-1))
	}
	x.b.WriteString(t.Render() + "\n")
	x.leftOut(left, "decision that moves less money is", "decisions that move less money are")
}

// totals adds up a decision before and after, and finds the period in which it
// differs most.
func (m *MovedLine) totals() (before, after float64, most int) {
	at := func(values []float64, t int) float64 {
		if t < len(values) {
			return values[t]
		}
		return 0
	}
	widest := 0.0
	for t := range max(len(m.Before), len(m.After)) {
		x, y := at(m.Before, t), at(m.After, t)
		before, after = before+x, after+y
		if d := math.Abs(x - y); d > widest {
			widest, most = d, t
		}
	}
	return before, after, most
}
