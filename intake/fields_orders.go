package intake

import (
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// classesField is the section of classes of demand.
func classesField() field[model.Scenario] {
	backlog := &object[model.ClassBacklog]{main: "cost", fields: []field[model.ClassBacklog]{
		seriesField("cost", itemPrice.inAPeriod(), func(b *model.ClassBacklog) *model.Series { return &b.Cost },
			"What one unit owed at the end of a period costs, where the demand does not say.", byDefault("none"), example("5")),
		ageField(func(b *model.ClassBacklog) *model.Limit { return &b.MaxAge }),
	}}
	lost := &object[model.Class]{main: "cost", fields: []field[model.Class]{
		seriesField("cost", itemPrice, func(c *model.Class) *model.Series { return &c.LostCost },
			"What one unit lost costs, where the demand does not say.", byDefault("none"), example("30")),
	}}
	class := &object[model.Class]{fields: []field[model.Class]{
		nameField(func(c *model.Class) *string { return &c.Name }),
		limitMadeOf("priority", measure{words: "rank"}, limitPricedBy(measure{words: "rank"}, itemPrice, false), func(c *model.Class) *model.Limit { return &c.Priority },
			"The rank of the class: 1 is served first. In a period in which one of its demands is short, demands of later classes, and of none, for the same item in the same place get nothing beyond what must be. A penalty is per unit that they get all the same.",
			[]option{within("whole, from 1"), byDefault("none: last"), example("1")}),
		seriesField("price", itemPrice, func(c *model.Class) *model.Series { return &c.Price },
			"What one unit sells for, where the demand does not say.", byDefault("that of the item"), example("40")),
		nested("service", "service", serviceObject(true), func(c *model.Class) *model.Service { return &c.Service }, nil,
			"The least of all its demands together that is served on time; a share alone is the fill rate over the whole horizon.", byDefault("no floor"), example("98 %")),
		nested("backlog", "backlog of the class", backlog, func(c *model.Class) *model.ClassBacklog { return &c.Backlog }, nil,
			"For demands of the class that allow backlog; a number alone is its cost.", byDefault("nothing"), example("{cost: 5, max_age: 2}")),
		nested("lost", "lost sales of the class", lost, func(c *model.Class) *model.Class { return c }, nil,
			"For demands of the class that allow lost sales; a number alone is its cost.", byDefault("nothing"), example("30")),
	}}
	id := ident[model.Class]{
		of:    func(c *model.Class) string { return c.ID },
		begin: func(c *model.Class, id string) { c.ID = id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
	return elements("classes", "classes", class, func(s *model.Scenario) *[]model.Class { return &s.Classes }, id,
		"Classes of demand, by id: what demands have in common.", byDefault("none"), example("{gold: {service: 98 %}}"))
}

// serviceObject is a floor under the fill rate of a demand or of a class.
func serviceObject(ofClass bool) *object[model.Service] {
	fields := []field[model.Service]{
		seriesOf("fill", share, false, func(s *model.Service) *model.Series { return &s.Fill.Value },
			"The least share of what is asked that is served on time, which is in the period that asks for it.",
			[]option{required, within("0 to 100 %"), example("95 %")}),
		overField(func(s *model.Service) *string { return &s.Over }),
	}
	fields = append(fields, ruleFields("of what is missing on time", func(s *model.Service) *model.Limit { return &s.Fill })...)
	if ofClass {
		fields = append(fields, flagField("each", func(s *model.Service) *bool { return &s.Each },
			"Whether the floor is under every demand of the class for itself.", byDefault("false"), example("true")))
	}
	return &object[model.Service]{main: "fill", fields: fields}
}

// ruleFields say whose rule it is and whether it may be broken, within the
// mapping of the rule.
func ruleFields[T any](of string, get func(*T) *model.Limit) []field[T] {
	return []field[T]{
		textField("owner", true, func(into *T) *string { return &get(into).Owner },
			"Who decides it.", byDefault("empty"), example("sales")),
		textField("reason", true, func(into *T) *string { return &get(into).Reason },
			"Why it is there.", byDefault("empty"), example("framework contract")),
		dateField("review", func(into *T) *string { return &get(into).Review },
			"When it is looked at again.", byDefault("empty"), example("2026-06-30")),
		seriesField("penalty", itemPrice, func(into *T) *model.Series { return &get(into).Penalty },
			"Makes it priced: the plan may break it and pays this much penalty money per unit "+of+".",
			byDefault("none: it is hard"), example("25")),
		keptField(func(into *T) *int { return &get(into).Priority }),
	}
}

// overField is the stretch of periods that a rule holds over.
func overField[T any](get func(*T) *string) field[T] {
	return textField("over", true, get,
		"What it holds over: the horizon, every period, month, quarter or year, or any so many periods in a row.",
		byDefault(model.OverHorizon), example("3 periods"))
}

// ageField is the greatest age of backlog.
func ageField[T any](get func(*T) *model.Limit) field[T] {
	return limitMadeOf("max_age", periodsCount, limitPricedBy(periodsCount, itemPrice, false), get,
		"How many periods after the one that asks for it a unit may be served at the latest. What is owed before the first period counts as asked in the one before it. A penalty is per unit that is older, at the end of each period.",
		[]option{within("whole periods"), byDefault("no limit"), example("2")})
}

// sameField is the wish for equal sales: true, or a mapping with owner, reason
// and penalty.
func sameField() field[model.Demand] {
	const on = "on"
	flag := newField(on, "true or false", "Whether it holds.", []option{byDefault("false"), example("true")},
		func(d *decoder, n *node, into *model.Limit) {
			switch {
			case n.kind == scalarKind && n.text == "true":
				into.Value = model.Constant(0)
			case n.kind == scalarKind && n.text == "false":
				into.Value = model.Series{}
			default:
				d.expected(n, "true or false")
			}
		})
	flag.schema = schemaFlag
	flag.encode = func(_ *encoder, from *model.Limit, _ *node) (Value, bool) {
		return Value{Kind: TextValue, Text: "true"}, from.IsSet()
	}
	of := &object[model.Limit]{main: on, fields: append([]field[model.Limit]{flag},
		ruleFields("of difference", func(l *model.Limit) *model.Limit { return l })...)}
	return nested("same", "rule", of, func(d *model.Demand) *model.Limit { return &d.Same }, nil,
		"Whether as much is served in every period as in the one before.",
		byDefault("false"), example("true"))
}

// shortageField is the section of rules of a shortage.
func shortageField() field[model.Scenario] {
	of := &object[model.Rationing]{fields: append([]field[model.Rationing]{
		choiceField("rule", model.RationingRules(), func(r *model.Rationing) *model.RationingRule { return &r.Rule },
			"Who goes short: by the priority of classes, all by the same share, in the ratio of weights, or such that the worst served is short as little as can be.",
			required, example("equal_fill")),
		idsField("demands", func(r *model.Rationing) *[]string { return &r.Demands }, "The ids of demands that share the shortage.", "[chain, shops]"),
		idsField("items", func(r *model.Rationing) *[]string { return &r.Items }, "All demands for these items.", "lamps"),
		idsField("classes", func(r *model.Rationing) *[]string { return &r.Classes }, "All demands of these classes, for the items given or for any.", "[gold, silver]"),
		partsField("weights", measure{words: "ratio of the demands"}, false, func(r *model.Rationing) *[]model.Part { return &r.Weights },
			func(*decoder) map[string]thing { return nil },
			"For proportional: in what ratio they are served.", byDefault("what each asks over the horizon"), example("{chain: 2, shops: 1}")),
		overField(func(r *model.Rationing) *string { return &r.Over }),
	}, ruleFields("that is beside the rule; for max_min per point of percent that the worst served is short of", func(r *model.Rationing) *model.Limit { return &r.Terms })...)}
	id := ident[model.Rationing]{
		of:    func(r *model.Rationing) string { return r.ID },
		begin: func(r *model.Rationing, id string) { r.ID = id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
	return elements("shortage", "rules", of, func(s *model.Scenario) *[]model.Rationing { return &s.Shortage }, id,
		"How demands share what there is where it is not enough, by an id of the rule.", byDefault("as money decides"), example("{lamps: {rule: equal_fill, items: lamps}}"))
}

// idsField is an id or a list of ids.
func idsField[T any](key string, get func(*T) *[]string, sentence, shown string) field[T] {
	f := textsField(key, "id, or list of ids", func(_ *decoder, _ *node, into *T, texts []textNode) {
		for _, text := range texts {
			*get(into) = append(*get(into), text.text)
		}
		slices.Sort(*get(into))
	}, sentence, byDefault("none"), example(shown))
	f.encode = func(_ *encoder, from *T, _ *node) (Value, bool) {
		ids := *get(from)
		return Value{Kind: WrittenValue, Text: "[" + strings.Join(ids, ", ") + "]"}, len(ids) > 0
	}
	return f
}
