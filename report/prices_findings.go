package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// sentences is how many of the prices are told in words.
const sentences = 5

// findings tells the limits that gain the most in words, always the same ones.
// That fewer orders cost less is no news.
func (d *PriceDocument) findings() []Finding {
	list := []Finding{}
	n, p := newNames(d.Scenario.Things), newPeriodNames(&d.Scenario)
	told := 0
	for _, m := range d.byGain() {
		if told == sentences || m.Group == model.GroupDemand {
			continue
		}
		about := n.subject(m.Group, m.Key) + " (" + m.Group.Info().Title + ") in " + p.name(p.index[m.Period])
		rule, text := m.sentence(d, about)
		if text == "" {
			continue
		}
		told++
		list = append(list, Finding{Rule: rule, Text: text})
		if text := m.wholeSentence(d, about); text != "" {
			list = append(list, Finding{Rule: "whole_step", Text: text})
		}
	}
	return list
}

// byGain lists the limits by what their better side gains in all, the most first.
func (d *PriceDocument) byGain() []*MeasuredPrice {
	list := make([]*MeasuredPrice, len(d.Prices))
	for i := range d.Prices {
		list[i] = &d.Prices[i]
	}
	gain := func(m *MeasuredPrice) float64 { return max(m.gain(d, m.More, +1), m.gain(d, m.Less, -1)) }
	slices.SortStableFunc(list, func(a, b *MeasuredPrice) int { return cmp.Compare(gain(b), gain(a)) })
	return list
}

// gain is what moving a limit to a side gains over the room of the price, or
// where that has no end, price times limit. It is 0 where it only gets worse.
func (m *MeasuredPrice) gain(d *PriceDocument, side PriceSide, direction float64) float64 {
	switch {
	case !side.helps(d.Objective.Sense, direction):
		return 0
	case side.Change != nil:
		return math.Abs(*side.Change)
	case m.Limit.Limit == nil:
		return math.Abs(*side.Price)
	}
	return math.Abs(*side.Price) * max(1, math.Abs(*m.Limit.Limit))
}

// sentence says what the better side of a limit is worth: "One more h of line2
// (capacity) in Jun lowers cost by 41.00 USD for the next 120 h, 4,920.00 USD in
// all, then by 18.00 USD." It says nothing of a limit that only gets worse.
func (m *MeasuredPrice) sentence(d *PriceDocument, about string) (rule, text string) {
	side, word := m.More, "more"
	if !side.helps(d.Objective.Sense, +1) {
		if side, word = m.Less, "less"; !side.helps(d.Objective.Sense, -1) {
			return "", ""
		}
	}
	verb := "lowers"
	if d.Objective.Sense == "maximise" {
		verb = "raises"
	}
	text = fmt.Sprintf("One %s %s of %s %s %s by %s", word, oneUnit(m.Unit), about, verb, d.goal(), worth(math.Abs(*side.Price), d.Scenario.Currency))
	switch {
	case side.Room == nil:
		return "one_" + word, text + ", however many."
	case side.Change == nil:
		return "one_" + word, text + "."
	}
	text += fmt.Sprintf(" for the next %s, %s in all", counted(*side.Room, m.Unit), money(math.Abs(*side.Change), d.Scenario.Currency))
	return "one_" + word, text + side.Then.words(d) + "."
}

// helps tells whether moving a limit to this side, up or down, is good.
func (s PriceSide) helps(sense string, direction float64) bool {
	return !s.NoPlan && s.Price != nil && math.Abs(*s.Price) >= smallestPrice && better(sense, direction**s.Price)
}

// words go on with what comes after the room of a price.
func (t *PriceThen) words(d *PriceDocument) string {
	switch {
	case t == nil:
		return ""
	case t.NoPlan:
		return "; further there is no plan"
	case t.Price == nil:
		return ""
	case math.Abs(*t.Price) < smallestPrice:
		return ", then by nothing"
	}
	return ", then by " + worth(math.Abs(*t.Price), d.Scenario.Currency)
}

// smallestPrice is a price that is nothing: the engine keeps reduced costs to 1e-7.
const smallestPrice = 1e-7
