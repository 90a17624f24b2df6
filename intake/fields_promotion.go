package intake

import (
	"fmt"
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

func promotionsField() field[model.Scenario] {
	return elements("promotions", "promotions", promotionObject(), func(s *model.Scenario) *[]model.Promotion { return &s.Promotions },
		promotionIdent(), "What lifts demand in the periods in which it runs, by id; when it runs is given or decided by the plan.",
		byDefault("none"), example("{spring: {demand: tools, periods: [2026-01, 2026-04], lift: 10 %, forward: [20 %, 20 %], price: 39}}"))
}

func promotionObject() *object[model.Promotion] {
	return &object[model.Promotion]{fields: []field[model.Promotion]{
		nameField(func(p *model.Promotion) *string { return &p.Name }),
		demandsField("demand", func(p *model.Promotion) *[]string { return &p.Demand },
			"The id of the demand that it is for, or several.", required, example("tools")),
		labelsField("runs", func(p *model.Promotion) *[]string { return &p.Runs },
			"The periods in which it runs for certain, and in no others.", byDefault("the plan decides"), example("[2026-01]")),
		labelsField("periods", func(p *model.Promotion) *[]string { return &p.In },
			"The periods in which it may run.", byDefault("all"), example("[2026-01, 2026-04]")),
		limitField("min", timesHappened, func(p *model.Promotion) *model.Limit { return &p.Min },
			"How often it runs at least, over the horizon: one number.", byDefault("0"), example("1")),
		limitField("max", timesHappened, func(p *model.Promotion) *model.Limit { return &p.Max },
			"How often it runs at most, over the horizon: one number.", byDefault("1"), example("2")),
		seriesField("lift", share, func(p *model.Promotion) *model.Series { return &p.Lift },
			"By what share of its quantity the demand rises in the period.", byDefault("0"), example("10 %")),
		seriesField("units", itemUnits, func(p *model.Promotion) *model.Series { return &p.Units },
			"By how many units each of its demands rises in the period, besides the lift.", byDefault("0"), example("400")),
		sharesField("forward", func(p *model.Promotion) *[]float64 { return &p.Forward },
			"Forward buying: the share of the quantity of the next period that is asked in this one instead, then of the one after, and so on.",
			byDefault("none"), example("[20 %, 20 %]")),
		partsField("takes", measure{ratio: true, words: "share of the lift"}, false, func(p *model.Promotion) *[]model.Part { return &p.Takes },
			noScopes, "Cannibalisation: other demands, and what share of the lift each of them loses in the period.",
			byDefault("nothing"), example("{kits: 30 %}")),
		seriesField("price", itemPrice, func(p *model.Promotion) *model.Series { return &p.Price },
			"What one unit sells for in the periods in which it runs.", byDefault("the price of the demand"), example("39")),
		seriesField("cost", objectiveMoney, func(p *model.Promotion) *model.Series { return &p.Cost },
			"What every period in which it runs costs.", byDefault("0"), example("2500")),
	}}
}

// timesHappened counts how often something happens.
var timesHappened = measure{unit: "time", words: "times"}

func noScopes(*decoder) map[string]thing { return nil }

// demandScopes are the items of demands, as far as these have the ids of their
// items: numbers for others are bare.
func demandScopes(d *decoder) map[string]thing { return d.items }

func promotionIdent() ident[model.Promotion] {
	return ident[model.Promotion]{
		of:    func(p *model.Promotion) string { return p.ID },
		begin: func(p *model.Promotion, id string) { p.ID = id },
		scope: func(d *decoder, _ string, n *node) thing { return d.thingOfDemand(n) },
	}
}

// thingOfDemand is the item of the first demand that an entry names, as far as
// that has the id of the item: units of others are bare numbers.
func (d *decoder) thingOfDemand(n *node) thing {
	for _, e := range n.entries {
		if e.key != "demand" {
			continue
		}
		id := strings.TrimSpace(e.value.text)
		if e.value.kind == listKind && len(e.value.items) > 0 {
			id = strings.TrimSpace(e.value.items[0].text)
		}
		return d.items[id]
	}
	return thing{}
}

// demandsField is the id of a demand or a list of ids, which are kept in order.
func demandsField[T any](key string, get func(*T) *[]string, sentence string, options ...option) field[T] {
	f := pathsField(key, get, sentence, options...)
	f.form = "id or list of ids"
	return f
}

// labelsField is a period or a list of periods, which are kept in order.
func labelsField[T any](key string, get func(*T) *[]string, sentence string, options ...option) field[T] {
	f := textsField(key, "period or list of periods", func(d *decoder, _ *node, into *T, texts []textNode) {
		var labels []string
		for _, text := range texts {
			if _, known := d.periods[text.text]; !known {
				d.mistake(text.at, "unknown-period", "expected a period of the calendar such as "+d.anyLabel()+", got "+quote(text.text), d.suggest(text.text, d.labels))
				continue
			}
			labels = append(labels, text.text)
		}
		slices.SortFunc(labels, func(a, b string) int { return d.periods[a] - d.periods[b] })
		*get(into) = slices.Compact(labels)
	}, sentence, options...)
	f.encode = pathsField(key, get, sentence).encode
	return f
}

// sharesField is a share, or a list of shares that has a length of its own.
func sharesField[T any](key string, get func(*T) *[]float64, sentence string, options ...option) field[T] {
	return numbersField(key, "share or list of shares", share, get, sentence, append([]option{within("0 to 1")}, options...), func(d *decoder, n *node, v float64) {
		if !(v >= 0 && v <= 1) {
			d.mistake(n, "share-above-one", fmt.Sprintf("expected a share between 0 and 1, got %s", quote(strings.TrimSpace(n.text))), "")
		}
	})
}

// unitsField is a list of numbers that has a length of its own.
func unitsField[T any](key string, get func(*T) *[]float64, sentence string, options ...option) field[T] {
	return numbersField(key, "number or list of numbers", measure{words: "units"}, get, sentence, append([]option{within(">= 0")}, options...), func(*decoder, *node, float64) {})
}

// numbersField is a number, or a list of numbers that has a length of its own.
func numbersField[T any](
	key, form string, m measure, get func(*T) *[]float64, sentence string, options []option, check func(d *decoder, n *node, v float64),
) field[T] {
	f := newField(key, form, sentence, options, func(d *decoder, n *node, into *T) {
		items := []node{*n}
		if n.kind == listKind {
			items = n.items
		}
		list := make([]float64, 0, len(items))
		for i := range items {
			if v, ok := d.number(&items[i], m); ok {
				check(d, &items[i], v)
				list = append(list, v)
			}
		}
		*get(into) = list
	})
	f.unit, f.schema = m, schemaNumbers
	f.encode = func(_ *encoder, from *T, at *node) (Value, bool) {
		return Value{Kind: NumberValue, Numbers: *get(from), from: at}, len(*get(from)) > 0
	}
	return f
}
