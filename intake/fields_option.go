package intake

import (
	"math"
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

func optionObject() *object[model.Option] {
	states := []model.State{model.Open, model.Closed}
	return &object[model.Option]{fields: []field[model.Option]{
		nameField(func(o *model.Option) *string { return &o.Name }),
		choiceField("opening", states, func(o *model.Option) *model.State { return &o.Opening },
			"What it is before the first period.", byDefault("closed"), example("open")),
		nested("open", "opening", openObject(), func(o *model.Option) *model.OptionMove { return &o.Open },
			func(m *model.OptionMove) { m.Allowed = true },
			"Allows opening it; a number alone is its cost.", byDefault("no opening"), example("{cost: 500000, lead_time: 2}")),
		nested("close", "closing", closeObject(), func(o *model.Option) *model.OptionMove { return &o.Close },
			func(m *model.OptionMove) { m.Allowed = true },
			"Allows closing it, at the start of a period; a number alone is its cost.", byDefault("no closing"), example("20000")),
		seriesField("running", periodPrice.inAPeriod(), func(o *model.Option) *model.Series { return &o.Running },
			"What every period in which it is open costs.", byDefault("0"), example("9000")),
		choiceField("stays", states, func(o *model.Option) *model.State { return &o.Stays },
			"closed: once it is closed, it is not opened again.", byDefault("it may be opened again"), example("closed")),
		pathsField("allows", func(o *model.Option) *[]string { return &o.Allows },
			"Paths of what is done only while it is open: processes, lanes, suppliers or one of their offers, or all that is at a site or uses a resource. Where several options allow the same, one of them is enough.",
			byDefault("nothing"), example("[processes.weld_b, sites.plant_b]")),
		addsField(),
	}}
}

func openObject() *object[model.OptionMove] {
	move := closeObject()
	move.fields = append(move.fields,
		lagField(func(m *model.OptionMove) *model.Lag { return &m.Lead },
			"How long it takes from the decision, when it is paid, until it is open. A bare number is in periods."),
		periodField("from", func(m *model.OptionMove) *string { return &m.From },
			"The first period in which it can be decided.", byDefault("the first period")),
		periodField("until", func(m *model.OptionMove) *string { return &m.Until },
			"The last period in which it can be decided.", byDefault("the last period")))
	return move
}

func closeObject() *object[model.OptionMove] {
	return &object[model.OptionMove]{main: "cost", fields: []field[model.OptionMove]{
		seriesField("cost", objectiveMoney, func(m *model.OptionMove) *model.Series { return &m.Cost },
			"What it costs, once.", byDefault("0"), example("20000")),
	}}
}

func optionIdent() ident[model.Option] {
	return ident[model.Option]{
		of:    func(o *model.Option) string { return o.ID },
		begin: func(o *model.Option, id string) { o.ID = id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
}

// pathsField is a path or a list of paths.
func pathsField[T any](key string, get func(*T) *[]string, sentence string, options ...option) field[T] {
	f := textsField(key, "path or list of paths", func(_ *decoder, _ *node, into *T, texts []textNode) {
		paths := make([]string, 0, len(texts))
		for _, text := range texts {
			paths = append(paths, text.text)
		}
		slices.Sort(paths)
		*get(into) = slices.Compact(paths)
	}, sentence, options...)
	f.encode = func(_ *encoder, from *T, at *node) (Value, bool) {
		paths := *get(from)
		quoted := make([]string, len(paths))
		for i := range paths {
			quoted[i] = yamlText(paths[i], true)
		}
		return Value{Kind: WrittenValue, Text: "[" + strings.Join(quoted, ", ") + "]", from: at}, len(paths) > 0
	}
	return f
}

// addsField is a mapping from paths of limits to what is added to them, in the
// unit of each.
func addsField() field[model.Option] {
	f := newField("adds", "mapping of quantities",
		"Limits by their path, and how much more each is while the option is open: capacity and count of resources, capacity of lanes, offers and storage, max of stocks, output.max of processes.",
		[]option{within(">= 0"), byDefault("nothing"), example("{resources.line.capacity: 200 h}")},
		func(d *decoder, n *node, into *model.Option) {
			if n.kind != mapKind {
				d.expected(n, "a mapping from paths to quantities")
				return
			}
			outer := d.thing
			for _, e := range n.sorted() {
				d.enter(e)
				scope, m := d.addedScope(e.key)
				d.thing = scope
				part := model.Part{ID: e.key, Quantity: model.Constant(math.NaN())}
				if e.value.kind == nullKind {
					d.mistake(&e.value, "value-missing", "expected a quantity, got nothing", "")
				} else if s, ok := d.series(&e.value, m, true); ok {
					part.Quantity = s
				}
				into.Adds = append(into.Adds, part)
				d.leave()
			}
			d.thing = outer
		})
	f.unit, f.schema = measure{words: "unit of the limit"}, schemaAmounts
	f.encode = func(e *encoder, from *model.Option, at *node) (Value, bool) {
		out, nodes, outer := Value{Kind: MappingValue, ids: true, from: at}, nodesOf(at), e.d.thing
		for i := range from.Adds {
			scope, m := e.d.addedScope(from.Adds[i].ID)
			e.d.thing = scope
			v := e.series(from.Adds[i].Quantity, m)
			v.Key, v.from = from.Adds[i].ID, nodes[from.Adds[i].ID]
			out.Of = append(out.Of, v)
		}
		e.d.thing = outer
		return out, len(from.Adds) > 0
	}
	return f
}

// addedScope is what a quantity is measured in that is added to a limit. Where
// the limit is that of an offer or stock with an id of its own, the unit is not
// known here, and the number must have none.
func (d *decoder) addedScope(path string) (thing, measure) {
	keys := strings.Split(path, ".")
	switch {
	case len(keys) < 3:
	case keys[0] == "resources" && keys[2] == "count":
		return thing{}, machines
	case keys[0] == "resources":
		return d.capacity[keys[1]], capacityUnits.inAPeriod()
	case keys[0] == "lanes":
		return thing{}, loadsCarried.inAPeriod()
	case keys[0] == "processes":
		return thing{}, runs.inAPeriod()
	case keys[0] == "inventory" && d.items[keys[1]].unit != "":
		return d.items[keys[1]], itemUnits
	case keys[0] == "suppliers" && len(keys) == 5 && d.items[keys[3]].unit != "":
		return d.items[keys[3]], itemUnits.inAPeriod()
	}
	return thing{}, measure{}
}
