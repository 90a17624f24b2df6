package report

import (
	"fmt"
	"io"
	"math"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/steelyard-sop/steelyard/analysis"
)

// explained writes the parts of an ExplainDocument.
type explained struct {
	*screen
	d        *ExplainDocument
	n        names
	p        periodNames
	currency string
}

// Text writes the document for a terminal.
func (d *ExplainDocument) Text(w io.Writer, o TextOptions) error {
	s := newScreen(o)
	x := explained{s, d, newNames(d.Scenario.Things), newPeriodNames(&d.Scenario), d.Scenario.Currency}
	s.paragraph(s.theme.title, "", fit(d.Scenario.Name, 4*s.width))
	s.line(s.theme.faint, fit(horizon(&d.Scenario), s.width))
	if d.Objective.Value != nil {
		goal := map[string]string{"maximise": "profit"}[d.Objective.Sense]
		if goal == "" {
			goal = "cost"
		}
		s.paragraph(s.theme.good, "", "optimal: "+goal+" "+money(*d.Objective.Value, x.currency))
	}
	if d.PriceKind != "linear" && d.Changes == nil {
		s.paragraph(s.theme.faint, "", "measured with the same whole numbers as in the plan")
	}
	switch d.Question.Kind {
	case "cost":
		x.costs()
	case "option":
		x.options()
	case "what-if":
		x.changes()
	default:
		x.shortages()
	}
	return s.flush(w)
}

func (x *explained) say(text string)   { x.paragraph(lipgloss.NewStyle(), "* ", text) }
func (x *explained) plain(text string) { x.paragraph(lipgloss.NewStyle(), "", text) }

func (x *explained) when(label string) string { return x.p.name(x.p.index[label]) }

func (x *explained) money(v float64) string { return money(v, x.currency) }

// shortages tells every shortage.
func (x *explained) shortages() {
	d := x.d
	if len(d.Shortages) == 0 && len(d.Others) == 0 {
		x.section("NOTHING IS SHORT")
		text := "All demand is served in time and in full."
		if d.Question.Path != "" {
			text = "This demand is served in time and in full."
		}
		x.plain(text)
		return
	}
	for i := range d.Shortages {
		x.shortage(&d.Shortages[i])
	}
	if len(d.Others) > 0 {
		x.section("ALSO SHORT, WITH LESS MONEY AT STAKE")
		for i := range d.Others {
			x.say(x.fact(&d.Others[i]))
		}
		x.paragraph(x.theme.faint, "", "--top explains more of them, the path of a demand its own.")
	}
}

// fact says what is short.
func (x *explained) fact(s *ShortageBrief) string {
	name, much := x.n.of(s.Demand, KindDemand), counted(s.Amount, s.Unit)
	span := x.p.span(x.p.index[s.From], x.p.index[s.To])
	text, at := "", "that costs "
	switch s.Kind {
	case analysis.Late:
		text, at = much+" of "+name+" are late in "+span, "being late costs "
		if s.From != s.To {
			text = "up to " + text
		}
	case analysis.Lost:
		text = much + " of " + name + " are lost in " + span
	case analysis.Short:
		text, at = much+" of "+name+" are missing in "+span, "the penalty is "
	default:
		text, at = "the market would take "+much+" more of "+name+" in "+span, "they would bring "
	}
	if s.Money > 0 {
		text += "; " + at + x.money(s.Money)
	}
	return capital(text) + "."
}

// shortage tells one shortage, from what is short to what would help.
func (x *explained) shortage(s *ShortageLine) {
	title := fmt.Sprintf("why: %s, %s in %s", x.n.of(s.Demand, KindDemand), s.Kind, x.p.span(x.p.index[s.From], x.p.index[s.To]))
	x.section(strings.ToUpper(title))
	x.say(x.fact(&s.ShortageBrief))
	x.possible(s)
	x.chain(s.Demand, s.Period, s.Chain)
	for i := range s.Blocks {
		b := &s.Blocks[i]
		x.say(fmt.Sprintf("It needs %s of %s in %s (%s), where there is no room.", counted(math.Abs(b.PerUnit), b.Unit), x.n.phrase(b.Group, b.Key), x.when(b.Period), x.stands(&b.LimitRef)))
	}
	if s.Supply != nil {
		x.parts("what one more costs in "+x.when(s.Period), s.Supply.Parts, *s.Supply.Cost)
	}
	if len(s.Causes) > 0 {
		x.line(x.theme.title, "what holds it back, each limit moved alone:")
	}
	for i := range s.Causes {
		x.say(x.cause(s, &s.Causes[i]))
	}
	x.remedy(s)
}

// stands says what a limit is and where it is written.
func (x *explained) stands(l *LimitRef) string {
	if l.Limit == nil {
		return printable(l.Path)
	}
	return counted(*l.Limit, l.Unit) + ", " + printable(l.Path)
}

// brings is what a unit that is served earns and saves.
func (s *ShortageLine) brings() float64 { return *s.Supply.Cost - *s.Net }

// possible says whether more can be served, and at what money.
func (x *explained) possible(s *ShortageLine) {
	verb := map[analysis.ShortKind]string{analysis.Late: "be served in time", analysis.Lost: "be served", analysis.Short: "be served", analysis.Unsold: "be sold"}[s.Kind]
	switch {
	case !s.Possible:
		x.say("No plan lets one more " + verb + " in " + x.when(s.Period) + " while all limits stay as they are.")
	case s.Supply == nil:
		x.say("Letting one more " + verb + " would make the plan worse by " + worth(*s.Net, x.currency) + ".")
	default:
		x.say(fmt.Sprintf("One more could %s in %s, but that does not pay: it costs %s to deliver and brings %s, %s too little.",
			verb, x.when(s.Period), worth(*s.Supply.Cost, x.currency), worth(s.brings(), x.currency), worth(*s.Net, x.currency)))
	}
	if s.Possible && s.Least > leastLostShare*math.Max(1, s.Amount) {
		x.say("However it is planned, " + counted(s.Least, s.Unit) + " stay " + string(s.Kind) + ".")
	}
}

// chain tells where one more unit would come from.
func (x *explained) chain(demand, period string, steps []ChainStep) {
	if len(steps) == 0 {
		return
	}
	x.line(x.theme.title, "where one more would come from:")
	x.line(lipgloss.NewStyle(), fit("  1 of "+x.n.of(demand, KindDemand)+" in "+x.when(period), x.width))
	for _, s := range steps {
		verb, quantity := "<- ", s.Quantity
		if quantity < 0 {
			verb, quantity = "<- less: ", -quantity
		}
		x.paragraph(lipgloss.NewStyle(), strings.Repeat("  ", s.Depth+1)+verb, amount(x.n, quantity, s.Decision, s.Key)+", "+x.when(s.Period))
	}
}

// cause says what one limit does alone.
func (x *explained) cause(s *ShortageLine, c *CauseLine) string {
	text := capital(x.n.phrase(c.Group, c.Key)) + " in " + x.when(c.Period) + " (" + x.stands(&c.LimitRef) + ")"
	if c.Move == nil {
		return text + " alone is not enough: however far it moves, " + counted(c.Left, s.Unit) + " would stay " + string(s.Kind) + "."
	}
	text += ": with " + moreOrLess(*c.Move, c.Unit)
	if !c.Served {
		return text + " all can be served, but " + x.unwilling(c.Gain) + "."
	}
	return text + " the best plan serves all, and " + lossOrGain(x.d.Objective.Sense, c.Gain, x.currency) + "."
}

// unwilling says why the best plan does not serve all though it could.
func (x *explained) unwilling(gain float64) string {
	told := lossOrGain(x.d.Objective.Sense, gain, x.currency)
	if gain < 0 {
		return "that does not pay: " + told
	}
	return "the best plan would rather use the room for something else; if told to serve, " + told
}

func moreOrLess(move float64, unit string) string {
	if move < 0 {
		return counted(-move, unit) + " less"
	}
	return counted(move, unit) + " more"
}

// remedy tells the cheapest remedy, or that there is none to be had.
func (x *explained) remedy(s *ShortageLine) {
	m := s.Remedy
	if m == nil {
		if s.Possible && s.Net != nil {
			x.paragraph(x.theme.bad, "", x.notWorth(s))
			return
		}
		x.paragraph(x.theme.bad, "", "No change of limits gets all of it served.")
		return
	}
	title := "the cheapest remedy:"
	switch {
	case !m.Served && m.Gain < 0:
		if s.Possible {
			x.paragraph(x.theme.bad, "", x.notWorth(s))
		}
		title = "to serve it all the same:"
	case len(m.Moves) > 1:
		title = "no limit does it alone; the least change of several:"
	}
	x.line(x.theme.title, title)
	for i := range m.Moves {
		move := m.Moves[i]
		move.Period = x.when(move.Period)
		x.say(move.text(x.n))
	}
	text := "Then the best plan serves all, and " + lossOrGain(x.d.Objective.Sense, m.Gain, x.currency)
	if !m.Served {
		text = "Then all can be served, but " + x.unwilling(m.Gain)
	}
	text += ", before what the change itself costs."
	if one := m.Moves[0]; len(m.Moves) == 1 && m.Gain > 0 && one.Amount != 0 {
		text += " It pays as long as one " + oneUnit(one.Unit) + " costs less than " + worth(m.Gain/math.Abs(one.Amount), x.currency) + "."
	}
	x.paragraph(x.theme.good, "", text)
}

// notWorth says that serving does not pay, and from when on it would.
func (x *explained) notWorth(s *ShortageLine) string {
	if s.Supply == nil {
		return "It is not worth serving: no limit stands in the way."
	}
	text := "It is not worth serving: one more costs " + worth(*s.Supply.Cost, x.currency) + " and brings " + worth(s.brings(), x.currency) + "."
	if s.Kind != analysis.Late && s.Supply.Price > 0 && x.d.Objective.Sense == "maximise" {
		text += " It pays from a price of " + worth(s.Supply.Price+*s.Net, x.currency) + " on, instead of " + worth(s.Supply.Price, x.currency) + "."
	}
	return text
}
