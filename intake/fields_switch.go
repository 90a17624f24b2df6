package intake

import (
	"strconv"

	"github.com/steelyard-sop/steelyard/model"
)

// switchWords say what is switched: the measure of its activity, and examples.
type switchWords struct {
	activity           measure
	min, max, multiple string
}

var (
	lotWords   = switchWords{runs, "20", "200", "12"}
	orderWords = switchWords{itemUnits, "100", "900", "25"}
	useWords   = switchWords{loadsCarried, "5", "24", "24"}
)

// switchObject describes an on/off decision about an activity.
func switchObject(w switchWords) *object[model.Switch] {
	capacity := func(d *decoder) map[string]thing { return d.capacity }
	move := func(what string) *object[model.SwitchMove] {
		return &object[model.SwitchMove]{main: "cost", fields: []field[model.SwitchMove]{
			seriesField("cost", setupPrice, func(m *model.SwitchMove) *model.Series { return &m.Cost },
				"What "+what+" costs.", byDefault("0"), example("800")),
			partsField("uses", useUnits, false, func(m *model.SwitchMove) *[]model.Part { return &m.Uses }, capacity,
				"What it uses of resources and workforce.", byDefault("nothing"), example("{line: 3 h}")),
		}}
	}
	moves := func(m *model.SwitchMove) { m.Set = true }
	periods := measure{unit: "period", words: "periods"}
	return &object[model.Switch]{main: "cost", fields: []field[model.Switch]{
		seriesField("cost", setupPrice, func(s *model.Switch) *model.Series { return &s.Cost },
			"What every period in which it is on costs (set-up or fixed cost), per unit that is on.", byDefault("0"), example("500")),
		partsField("uses", useUnits, false, func(s *model.Switch) *[]model.Part { return &s.Uses }, capacity,
			"What every period in which it is on uses of resources and workforce (set-up time), per unit that is on.", byDefault("nothing"), example("{line: 2 h}")),
		limitField("min", w.activity.inAPeriod(), func(s *model.Switch) *model.Limit { return &s.Min },
			"The least in a period in which it is on, per unit that is on.", byDefault("0"), example(w.min)),
		limitField("max", w.activity.inAPeriod(), func(s *model.Switch) *model.Limit { return &s.Max },
			"The most in a period in which it is on, per unit that is on.", byDefault("what capacity and demand allow"), example(w.max)),
		limitField("multiple", w.activity, func(s *model.Switch) *model.Limit { return &s.Multiple },
			"What is done in a period is a whole multiple of this.", byDefault("any quantity"), within("> 0"), example(w.multiple)),
		limitField("count", measure{unit: "unit", words: "units"}, func(s *model.Switch) *model.Limit { return &s.Count },
			"How many identical units there are, of which any number may be on; needs max.", byDefault("1"), within("whole, >= 0"), example("10")),
		nested("start", "start", move("starting a unit"), func(s *model.Switch) *model.SwitchMove { return &s.Start }, moves,
			"What happens in a period in which a unit is on and was not before; a number alone is the cost.", byDefault("nothing"), example("{cost: 2000}")),
		nested("stop", "stop", move("stopping a unit"), func(s *model.Switch) *model.SwitchMove { return &s.Stop }, moves,
			"What happens in a period in which a unit is not on and was before; a number alone is the cost.", byDefault("nothing"), example("{cost: 300}")),
		openingOnField(),
		limitField("min_on", periods, func(s *model.Switch) *model.Limit { return &s.MinOn },
			"How many periods a unit that starts stays on at least.", byDefault("1"), within("whole, >= 1"), example("3")),
		limitField("min_off", periods, func(s *model.Switch) *model.Limit { return &s.MinOff },
			"How many periods a unit that stops stays off at least.", byDefault("1"), within("whole, >= 1"), example("2")),
	}}
}

// lotsObject is the switch of a process, which has a set-up state.
func lotsObject() *object[model.Switch] {
	o := switchObject(lotWords)
	o.fields = append(o.fields, flagField("carry_over", func(s *model.Switch) *bool { return &s.CarryOver },
		"Whether what was made last needs no set-up to be made first in the next period; the resource that it uses keeps one set-up state. Cost and uses are then per set-up.",
		byDefault("false"), example("true")))
	return o
}

// openingOnField is the state before the first period.
func openingOnField() field[model.Switch] {
	const on, off, cyclic = "on", "off", "cyclic"
	f := newField("opening", "on, off, cyclic or how many", "What is on before the first period: on, off or a number of units. With cyclic the last period comes before the first.",
		[]option{byDefault(off), within("whole, >= 0"), example(on)},
		func(d *decoder, n *node, into *model.Switch) {
			text, ok := d.plain(n, "on, off, cyclic or a number of units")
			if !ok {
				return
			}
			switch text {
			case on:
				into.Opening = 1
			case off:
			case cyclic:
				into.Cyclic = true
			default:
				if v, ok := d.number(n, measure{unit: "unit"}); ok {
					into.Opening = v
				}
			}
		})
	f.encode = func(_ *encoder, from *model.Switch, _ *node) (Value, bool) {
		text := off
		switch {
		case from.Cyclic:
			text = cyclic
		case from.Opening == 1:
			text = on
		case from.Opening != 0:
			text = strconv.FormatFloat(from.Opening, 'f', -1, 64)
		}
		return Value{Kind: TextValue, Text: text}, true
	}
	return f
}

// switchField is a key whose being there makes something an on/off decision.
func switchField[T any](key string, of *object[model.Switch], get func(*T) *model.Switch, sentence, shown string) field[T] {
	return nested(key, "on/off decision", of, get, func(s *model.Switch) { s.Set = true },
		sentence, byDefault("none"), example(shown))
}

func logicObject() *object[model.Logic] {
	number := func(key, which string, get func(*model.Logic) *model.Series) field[model.Logic] {
		return seriesField(key, measure{unit: "unit", words: "units"}, get,
			which+" so many of those under of are on.", byDefault("none"), example("3"))
	}
	paths := func(key, sentence, shown string, get func(*model.Logic) *[]string) field[model.Logic] {
		return textsField(key, "path or list of paths", func(_ *decoder, _ *node, l *model.Logic, texts []textNode) {
			for _, t := range texts {
				*get(l) = append(*get(l), t.text)
			}
		}, sentence, byDefault("none"), example(shown))
	}
	return &object[model.Logic]{fields: []field[model.Logic]{
		nameField(func(l *model.Logic) *string { return &l.Name }),
		number("at_most", "At most", func(l *model.Logic) *model.Series { return &l.AtMost }),
		number("at_least", "At least", func(l *model.Logic) *model.Series { return &l.AtLeast }),
		number("exactly", "Exactly", func(l *model.Logic) *model.Series { return &l.Exactly }),
		paths("of", "What is counted: processes, lanes, and suppliers with what they sell. A * in a path stands for any letters.",
			"[processes.veg*, processes.oil1]", func(l *model.Logic) *[]string { return &l.Of }),
		paths("if", "Where any of these is on, all of those under then are.", "[processes.veg1, processes.veg2]", func(l *model.Logic) *[]string { return &l.If }),
		paths("then", "What must be on for those under if.", "processes.oil3", func(l *model.Logic) *[]string { return &l.Then }),
		textField("owner", true, func(l *model.Logic) *string { return &l.Owner },
			"Who decides the rule.", byDefault("empty"), example("plant manager")),
		textField("reason", true, func(l *model.Logic) *string { return &l.Reason },
			"Why there is a rule.", byDefault("empty"), example("two tanks")),
		dateField("review", func(l *model.Logic) *string { return &l.Review },
			"When the rule is looked at again.", byDefault("empty"), example("2026-06-30")),
		seriesField("penalty", measure{money: true, unit: "unit", words: "money per unit"}, func(l *model.Logic) *model.Series { return &l.Penalty },
			"Makes the rule priced: the plan may break it and pays this much penalty money per unit on too much or too few.",
			byDefault("none: the rule is hard"), example("900")),
		keptField(func(l *model.Logic) *int { return &l.Priority }),
	}}
}

func logicIdent() ident[model.Logic] {
	return ident[model.Logic]{
		of:    func(l *model.Logic) string { return l.ID },
		begin: func(l *model.Logic, id string) { l.ID = id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
}
