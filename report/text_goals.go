package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/steelyard-sop/steelyard/model"
)

// goals writes what became of goals and budgets.
func (s *screen) goals(d *Document) {
	var goals, budget []*Goal
	for i := range d.Goals {
		if g := &d.Goals[i]; g.Section == model.BudgetSection {
			budget = append(budget, g)
		} else {
			goals = append(goals, g)
		}
	}
	slices.SortStableFunc(goals, func(a, b *Goal) int { return cmp.Compare(a.order(), b.order()) })
	if len(goals) > 0 {
		s.section("GOALS")
		s.goalTable(d, goals)
	}
	if len(budget) > 0 {
		s.section("BUDGET")
		s.budgetTable(d, budget)
	}
	for _, g := range append(goals, budget...) {
		if g.Missed > 0 && len(g.HeldBack) > 0 {
			s.paragraph(lipgloss.NewStyle(), "* ", s.unreached(d, g))
		}
	}
	for i := range d.Ranks {
		if text := rankCosts(d, &d.Ranks[i]); text != "" {
			s.paragraph(s.theme.faint, "", text)
		}
	}
}

// goalTable shows goals by rank: what is asked, what the plan does, what is missed.
func (s *screen) goalTable(d *Document, goals []*Goal) {
	const wide = 16
	var rows [][]string
	for _, g := range goals {
		asked := map[string]string{string(model.Most): "as much", string(model.Least): "as little"}[g.Want]
		if g.Target != nil {
			asked = map[string]string{string(model.AtLeast): "≥ ", string(model.AtMost): "≤ "}[g.Want] + d.amount(*g.Target, g.Unit)
		}
		missed := none
		if g.Missed > 0 {
			missed = d.amount(g.Missed, g.Unit)
		}
		rows = append(rows, []string{fmt.Sprintf("%s, %s", printable(g.Name), printable(g.Unit)), goalPlace(g), asked, d.amountOf(g.Value, g.Unit), missed})
	}
	s.numberTable([]string{"", "", "asked", "plan", "missed"}, rows, s.width-10-3*wide, []int{10, wide, wide, wide})
}

// order is the place of a goal in the table: ranks first, in their order.
func (g *Goal) order() int {
	if g.Kind == goalRanked {
		return g.Rank
	}
	return math.MaxInt
}

// goalPlace says how far a goal is wanted.
func goalPlace(g *Goal) string {
	switch {
	case g.Section == model.AimSection:
		return "first"
	case g.Kind == goalRanked:
		return fmt.Sprintf("rank %d", g.Rank)
	}
	return g.Kind
}

// budgetTable shows budget, plan, gap and percent of each window.
func (s *screen) budgetTable(d *Document, budget []*Goal) {
	const wide = 16
	var rows [][]string
	last := ""
	for i, g := range budget {
		if g.ID != last {
			title := fmt.Sprintf("%s, %s", printable(g.Name), printable(g.Unit))
			if g.Kind != goalCompared {
				title += ", " + goalPlace(g)
			}
			rows = append(rows, []string{title, "", "", "", ""})
			last = g.ID
		}
		if most := s.most(screenLimits); most > 0 && i >= 2*most {
			continue
		}
		share := ""
		if g.Percent != nil {
			share = withSign(percent(*g.Percent), *g.Percent)
		}
		gap := ""
		if g.Difference != nil {
			gap = withSign(d.amount(*g.Difference, g.Unit), *g.Difference)
			if g.Missed > 0 {
				gap += " !"
			} else {
				gap += "  "
			}
		}
		rows = append(rows, []string{"  " + span(g), d.amountOf(g.Target, g.Unit), d.amountOf(g.Value, g.Unit), gap, share})
	}
	s.numberTable([]string{"", "budget", "plan", "gap  ", "%"}, rows, s.width-10-3*wide, []int{wide, wide, wide, 10})
	if most := s.most(screenLimits); most > 0 && len(budget) > 2*most {
		s.leftOut(len(budget)-2*most, "row of the budget is", "rows of the budget are")
	}
	s.paragraph(s.theme.faint, "", "gap = plan less budget; ! = on the wrong side")
}

// span names the periods of a budget.
func span(g *Goal) string {
	if g.From == g.Period {
		return printable(g.Period)
	}
	return printable(g.From) + ".." + printable(g.Period)
}

func withSign(text string, x float64) string {
	if x > 0 {
		return "+" + text
	}
	return text
}

// amount writes a number of a goal: money to the coin, and others as their size needs.
func (d *Document) amount(x float64, unit string) string {
	if unit == d.Scenario.Currency && unit != "" {
		return coins(x, coin(unit))
	}
	return number(x)
}

func (d *Document) amountOf(x *float64, unit string) string {
	if x == nil {
		return ""
	}
	return d.amount(*x, unit)
}

// numberTable writes a table: the first column is text, the others are numbers.
func (s *screen) numberTable(head []string, rows [][]string, first int, wide []int) {
	first = max(first, 8)
	t := newTable(func(row, col int) lipgloss.Style {
		style := lipgloss.NewStyle()
		if row < 0 {
			style = s.theme.heading
		}
		if col == 0 {
			return style.Width(first)
		}
		return style.Width(wide[col-1]).Align(lipgloss.Right)
	})
	t.Headers(head...)
	for _, row := range rows {
		row[0] = fit(row[0], first-1)
		t.Row(row...)
	}
	s.b.WriteString(t.Render() + "\n")
}

// unreached says how near a goal that is missed can be come to, and what is in the way.
func (s *screen) unreached(d *Document, g *Goal) string {
	what := printable(g.Name)
	if g.Section == model.BudgetSection {
		what += " in " + span(g)
	}
	asked := map[string]string{string(model.AtLeast): "at least ", string(model.AtMost): "at most "}[g.Want]
	text := "Goal " + what + " of " + asked + d.withUnit(g.Target, g.Unit) + " is impossible"
	if g.Kind == goalRanked {
		text += " after the ranks before it"
		if g.Rank <= 1 {
			text = strings.TrimSuffix(text, " after the ranks before it")
		}
	}
	text += ": the nearest reachable is " + d.withUnit(g.Reachable, g.Unit)
	if len(g.HeldBack) == 0 {
		return text + "."
	}
	n := newNames(d.Scenario.Things)
	var limits []string
	for _, l := range g.HeldBack {
		phrase := n.phrase(l.Group, l.Key)
		if l.Group != model.GroupGoal && l.Group != model.GroupRank {
			phrase += " in " + printable(l.Period)
		}
		limits = append(limits, phrase)
	}
	return text + ", held back by " + joinAnd(limits) + "."
}

// withUnit writes a number of a goal in a sentence.
func (d *Document) withUnit(x *float64, unit string) string {
	if x == nil {
		return "unknown"
	}
	return d.amount(*x, unit) + " " + printable(unit)
}

// joinAnd joins words with commas and an and.
func joinAnd(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// rankCosts says what a rank costs what comes after it; empty where that is nothing.
func rankCosts(d *Document, r *GoalRank) string {
	var parts []string
	for _, c := range r.Costs {
		if c.Amount <= 0 || math.IsInf(c.Amount, 0) {
			continue
		}
		of := objectiveName(d)
		if c.Of == "rank" {
			of = fmt.Sprintf("rank %d", c.Rank)
		}
		parts = append(parts, of+" "+d.withUnit(&c.Amount, c.Unit))
	}
	if len(parts) == 0 {
		return ""
	}
	name := fmt.Sprintf("Rank %d", r.Rank)
	if r.Rank == 0 {
		name = "What comes first"
	}
	return name + " costs what comes after it: " + joinAnd(parts) + "."
}

// impossible writes hard goals that no plan reaches, with the nearest that one does.
func (s *screen) impossible(d *Document) {
	if len(d.Goals) == 0 {
		return
	}
	s.section("GOALS THAT ARE IMPOSSIBLE")
	for i := range d.Goals {
		s.paragraph(lipgloss.NewStyle(), "* ", s.unreached(d, &d.Goals[i]))
	}
}
