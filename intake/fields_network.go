package intake

import (
	"fmt"
	"math"
	"strconv"

	"github.com/steelyard-sop/steelyard/model"
)

// lagField is a lead time: whole periods, or days and weeks.
func lagField[T any](get func(*T) *model.Lag, sentence string) field[T] {
	f := newField("lead_time", "lead time", sentence,
		[]option{byDefault("0"), within("whole periods, or whole days"), example("6 weeks")},
		func(d *decoder, n *node, into *T) {
			text, ok := d.plain(n, "a lead time such as 2 (periods) or 6 weeks")
			if !ok {
				return
			}
			lag, fault := parseLag(text)
			if fault != nil {
				d.mistake(n, fault.rule, fault.message, fault.hint)
				return
			}
			*get(into) = lag
		})
	f.encode = encodeLag(get)
	return f
}

// parseLag reads "2", "2 periods", "10 days" or "6 weeks".
func parseLag(text string) (model.Lag, *valueFault) {
	q, fault := parseQuantity(text)
	if fault != nil {
		return model.Lag{}, &valueFault{"bad-number", fault.message, fault.hint}
	}
	u := lookUpUnit(q.unit)
	amount, days := q.value, false
	switch {
	case q.unit == "", q.unit == "period", q.unit == "periods":
	case u.dimension == "calendar time":
		amount, days = q.value*u.factor, true
	default:
		return model.Lag{}, &valueFault{"unit-mismatch", "expected periods, days or weeks, got " + quote(q.unit), "write 6 weeks, or 2 for two periods"}
	}
	const longest = 40_000 // days: more than a century
	if amount != math.Trunc(amount) || amount < 0 || amount > longest {
		return model.Lag{}, &valueFault{"bad-lead-time", fmt.Sprintf("expected a whole number of periods or days from 0 to %d, got %s", longest, quote(text)), ""}
	}
	if days {
		return model.Lag{Days: int(amount)}, nil
	}
	return model.Lag{Periods: int(amount)}, nil
}

// encodeLag writes a lead time as it is read.
func encodeLag[T any](get func(*T) *model.Lag) func(*encoder, *T, *node) (Value, bool) {
	return func(_ *encoder, from *T, _ *node) (Value, bool) {
		lag := *get(from)
		text := strconv.Itoa(lag.Periods)
		if lag.Days > 0 {
			text = strconv.Itoa(lag.Days) + " days"
		}
		return Value{Kind: TextValue, Text: text}, lag != model.Lag{}
	}
}

func laneObject() *object[model.Lane] {
	cargo := &object[model.Cargo]{main: "cost", fields: []field[model.Cargo]{
		seriesField("cost", itemPrice, func(c *model.Cargo) *model.Series { return &c.Cost },
			"What carrying one unit costs.", byDefault("0"), example("4")),
		seriesField("load", loadPerUnit, func(c *model.Cargo) *model.Series { return &c.Load },
			"Loads per unit: how much one unit takes of the capacity of the lane.", byDefault("1"), example("0.05")),
		limitField("min", itemUnits.inAPeriod(), func(c *model.Cargo) *model.Limit { return &c.Min },
			"The least that is sent off in a period.", byDefault("0"), example("100")),
		limitField("max", itemUnits.inAPeriod(), func(c *model.Cargo) *model.Limit { return &c.Max },
			"The most that is sent off in a period.", byDefault("no limit"), example("900")),
		emitsField(emissionUnits, "carrying one unit", model.EmitMoving, func(c *model.Cargo) *[]model.Emit { return &c.Emits }),
	}}
	cargos := ident[model.Cargo]{
		of:    func(c *model.Cargo) string { return c.Item },
		begin: func(c *model.Cargo, id string) { c.Item = id },
		scope: func(d *decoder, id string, _ *node) thing { return d.items[id] },
	}
	return &object[model.Lane]{fields: []field[model.Lane]{
		nameField(func(l *model.Lane) *string { return &l.Name }),
		textField("from", true, func(l *model.Lane) *string { return &l.From },
			"The site where it begins.", required, example("plant")),
		textField("to", true, func(l *model.Lane) *string { return &l.To },
			"The site or market where it ends.", required, example("warehouse")),
		lagField(func(l *model.Lane) *model.Lag { return &l.Lead },
			"How long goods are under way: a bare number is in periods."),
		elements("carries", "cargoes", cargo, func(l *model.Lane) *[]model.Cargo { return &l.Carries }, cargos,
			"What it carries, by item; a number alone is the cost of one unit.", required, example("{tools: 4}")),
		limitField("capacity", loadsCarried.inAPeriod(), func(l *model.Lane) *model.Limit { return &l.Capacity },
			"The most loads that it carries in a period, of all items together.", byDefault("no limit"), example("120")),
		partsField("uses", useUnits, false, func(l *model.Lane) *[]model.Part { return &l.Uses },
			func(d *decoder) map[string]thing { return d.capacity },
			"What one load uses of resources and workforce: handling.", byDefault("nothing"), example("{dock: 0.5 h}")),
		switchField("use", switchObject(useWords), func(l *model.Lane) *model.Switch { return &l.Use },
			"Makes it a decision for each period whether the lane is used at all, with what that costs; a number alone is the cost. With count and max it is so many vehicles.", "{cost: 300, min: 5}"),
		emitsField(emissionUnits, "carrying one load", model.EmitMoving, func(l *model.Lane) *[]model.Emit { return &l.Emits }),
	}}
}

func laneIdent() ident[model.Lane] {
	return ident[model.Lane]{
		of:    func(l *model.Lane) string { return l.ID },
		begin: func(l *model.Lane, id string) { l.ID = id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
}

// itemOf is the item that a thing is about: the one it names, or the one with
// its own id.
func itemOf(n *node, id string) string {
	if item := n.word("item"); item != "" {
		return item
	}
	return id
}
