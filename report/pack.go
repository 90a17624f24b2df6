package report

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/steelyard-sop/steelyard/solver"
)

// Pack is what executives decide on: one page that opens with findings and the
// decision asked for, shows the plan, what limits cost, money, options and risks,
// and ends with the sheet of every family. It is laid out from documents alone;
// those of questions that were not asked are nil, and the page says so.
type Pack struct {
	Plan *Document // must have a plan
	Last *Document // the plan before

	Bill       *BillDocument       // what limits cost, by group
	Owners     *BillDocument       // the same by owner
	Levers     *LeversDocument     // what more of each lever earns
	Strategies *StrategiesDocument // level and chase beside the plan
	Tornado    *TornadoDocument    // what moves the objective most
	Shock      *ShockDocument      // how much worse things can get

	File string // the scenario, for commands that the page names; empty where it is not known
}

// HTML writes the pack as one page that needs nothing else.
func (k *Pack) HTML(w io.Writer) error { return k.sheet().html(w) }

// Markdown writes the pack without its pictures.
func (k *Pack) Markdown(w io.Writer) error { return k.sheet().markdown(w) }

// sheet lays the pack out.
func (k *Pack) sheet() *sheet {
	d := k.Plan
	p := &sheet{title: d.Scenario.Name, lines: []string{horizon(&d.Scenario), capital(outcome(d)) + "."}, contents: true}
	if k.Last != nil {
		p.lines = append(p.lines, "Last plan: "+k.Last.Scenario.Name+", "+horizon(&k.Last.Scenario)+".")
	}
	b := packBuilder{
		k: k, d: d, v: newView(d), decimals: coin(d.Scenario.Currency),
		sheets: NewFamilySheets(d, k.Last, FamilyOptions{}),
		fine:   NewFamilySheets(d, k.Last, FamilyOptions{Detail: len(d.Scenario.Periods)}),
	}
	if len(d.Findings) > 0 {
		p.add(part{heading: "What stands out", bullets: textsOf(d.Findings)})
	}
	p.add(b.decision())
	for _, one := range b.picture() {
		p.add(one)
	}
	p.add(b.bill())
	for _, one := range b.statement() {
		p.add(one)
	}
	for _, one := range b.options() {
		p.add(one)
	}
	for _, one := range b.risks() {
		p.add(one)
	}
	for _, one := range b.limits() {
		p.add(one)
	}
	p.add(b.exceptions())
	for _, one := range b.appendix() {
		p.add(one)
	}
	return p
}

// packBuilder lays out the parts of a pack.
type packBuilder struct {
	k        *Pack
	d        *Document
	v        *view
	decimals int // of money
	sheets   []FamilySheet
	fine     []FamilySheet // the same in single periods, for pictures: months beside quarters would look like a rise
}

// coins writes money without its currency.
func (b *packBuilder) coins(x float64) string { return coins(x, b.decimals) }

// money writes money with its currency.
func (b *packBuilder) money(x float64) string { return money(x, b.d.Scenario.Currency) }

// titled names what a table counts in.
func (b *packBuilder) titled(title string) string {
	return titled(title, b.d.Scenario.Currency)
}

// notAsked says that a question is not answered here, and which command answers it.
func (b *packBuilder) notAsked(what, command string) string {
	return fmt.Sprintf("%s is left out of this pack: \"steelyard %s %s\" tells it.", what, command, cmp.Or(b.k.File, "FILE"))
}

// better turns a change of the objective into one for the better.
func (b *packBuilder) better(change float64) float64 {
	if b.d.Objective.Sense == "maximise" {
		return change
	}
	return -change
}

// decision asks for what is to be decided.
func (b *packBuilder) decision() part {
	d := b.d
	one := part{heading: "The decision asked for"}
	say := func(format string, args ...any) { one.bullets = append(one.bullets, fmt.Sprintf(format, args...)) }
	proof := "no plan is better"
	if d.Status != string(solver.Optimal) {
		proof = "it is not proven that no plan is better"
		if d.Objective.Gap != nil {
			proof = "no plan is better by more than " + percent(100**d.Objective.Gap)
		}
	}
	say("Adopt this plan: %s %s over %s; %s.", objectiveName(d), b.money(d.Money.Total), horizon(&d.Scenario), proof)
	if len(d.Relaxed) > 0 {
		say("Accept that it breaks %s which no plan can keep.", plural(len(d.Relaxed), "limit", "limits"))
	}
	b.sinceLast(say)
	b.commitments(say)
	for _, l := range b.bestLevers(3) {
		say("Consider this: %s, %s in each period, is worth %s.", l.Title, l.Step.amountText(l.Lever), b.money(l.Step.Net))
	}
	return one
}

// sinceLast compares the money of the plan with that of the last one where both
// cover the same periods.
func (b *packBuilder) sinceLast(say func(string, ...any)) {
	last := b.k.Last
	if last == nil || last.Money == nil || last.Scenario.Currency != b.d.Scenario.Currency {
		return
	}
	if strings.Join(last.Scenario.Periods, " ") != strings.Join(b.d.Scenario.Periods, " ") || last.Objective.Sense != b.d.Objective.Sense {
		say("The last plan covers other periods, so that its money is not compared as a whole; the family sheets compare what both cover.")
		return
	}
	change := clean(b.d.Money.Total-last.Money.Total, significantDigits)
	word := "better"
	if b.better(change) < 0 {
		word = "worse"
	}
	if change == 0 {
		say("Its %s is that of the last plan.", objectiveName(b.d))
		return
	}
	say("Its %s is %s %s than that of the last plan, %s.", objectiveName(b.d), b.money(math.Abs(change)), word, b.money(last.Money.Total))
}

// commitments tells what the plan decides in the first quarter: heads, and what
// it opens and closes at any time.
func (b *packBuilder) commitments(say func(string, ...any)) {
	if len(b.d.Scenario.Periods) == 0 {
		return
	}
	first := b.firstQuarter()
	hired, laidOff := b.v.lines(), b.v.lines()
	for _, r := range b.d.Plan.Workforce {
		hired.add(r.Workforce, r.Period, r.Hired)
		laidOff.add(r.Workforce, r.Period, r.LaidOff)
	}
	until := b.v.periods.name(first)
	for _, x := range []struct {
		verb string
		l    *lines
	}{{"Hire", hired}, {"Lay off", laidOff}} {
		for _, id := range x.l.order {
			if heads := quantity(sum(x.l.of(id)[:first+1])); heads > 0 {
				say("%s %s of %s by the end of %s.", x.verb, withUnit(heads, "heads"), b.v.names.of(id, KindWorkforce), until)
			}
		}
	}
	for _, r := range b.d.Plan.Options {
		t, known := b.v.periods.index[r.Period]
		if !known {
			continue
		}
		if r.Opened > 0.5 {
			say("Decide to open %s in %s.", b.v.names.of(r.Option, KindOption), b.v.periods.name(t))
		}
		if r.Closed > 0.5 {
			say("Close %s in %s.", b.v.names.of(r.Option, KindOption), b.v.periods.name(t))
		}
	}
}

// firstQuarter is the last period of the quarter in which the plan begins.
func (b *packBuilder) firstQuarter() int {
	last := 0
	for last+1 < len(b.d.Calendar) && b.d.Calendar[last+1].Quarter == b.d.Calendar[0].Quarter {
		last++
	}
	return min(last, len(b.d.Scenario.Periods)-1)
}

// bestLevers are the levers that a step more of earns money, the best first.
func (b *packBuilder) bestLevers(most int) []*LeverMeasured {
	var list []*LeverMeasured
	if b.k.Levers == nil {
		return nil
	}
	for i := range b.k.Levers.Levers {
		l := &b.k.Levers.Levers[i]
		if l.Step != nil && l.Step.Net > 0 && !l.Step.NoPlan && !l.Step.Unlimited && len(list) < most {
			list = append(list, l)
		}
	}
	return list
}
