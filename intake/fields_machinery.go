package intake

import (
	"fmt"
	"math"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// machineryFields are what a resource has besides capacity and overtime.
func machineryFields() []field[model.Resource] {
	return []field[model.Resource]{
		limitField("min_load", capacityUnits.inAPeriod(), func(r *model.Resource) *model.Limit { return &r.MinLoad },
			"The least that is used of it in a period.", byDefault("0"), example("120 h")),
		nested("utilisation", "utilisation", utilisationObject(), func(r *model.Resource) *model.Utilisation { return &r.Utilisation }, nil,
			"Bounds on its load as a share of its regular capacity.", byDefault("no bounds"), example("{target: {value: 85 %, penalty: 20}}")),
		nested("change", "change", changeObject(capacityUnits, capacityPrice), func(r *model.Resource) *model.Change { return &r.Change }, nil,
			"What it takes for its load to differ from that of the period before.", byDefault("nothing"), example("{up: {cost: 4}, down: {max: 80 h}}")),
		nested("rent", "rent", rentObject(), func(r *model.Resource) *model.Rental { return &r.Rent },
			func(r *model.Rental) { r.Allowed = true },
			"Capacity hired from outside; {} allows as much as wanted at no cost.", byDefault("no renting"), example("{max: 60 h, cost: 45}")),
		nested("maintenance", "maintenance", maintenanceObject(), func(r *model.Resource) *model.Maintenance { return &r.Maintenance }, nil,
			"Machines that must go down once, at a time that the plan chooses; a number alone is how many.", byDefault("none"), example("{count: 2, until: 2026-06}")),
	}
}

func utilisationObject() *object[model.Utilisation] {
	return &object[model.Utilisation]{main: "target", fields: []field[model.Utilisation]{
		shareLimitField("min", capacityPrice, func(u *model.Utilisation) *model.Limit { return &u.Min },
			"The least load in a period, as a share of the regular capacity.", byDefault("no limit"), example("40 %")),
		shareLimitField("target", capacityPrice, func(u *model.Utilisation) *model.Limit { return &u.Target },
			"The load that should not be exceeded, as a share of the regular capacity; the penalty is for each unit beyond it.", byDefault("no limit"), example("{value: 85 %, penalty: 20}")),
	}}
}

// shareLimitField is a limit that is a share of something, whose penalty is
// per unit of that.
func shareLimitField[T any](key string, price measure, get func(*T) *model.Limit, sentence string, options ...option) field[T] {
	of := limitObject(share, false)
	k := of.find("penalty")
	penalty := seriesField("penalty", price, func(l *model.Limit) *model.Series { return &l.Penalty }, of.fields[k].sentence,
		byDefault(of.fields[k].byDef), example(of.fields[k].example))
	of.fields[k] = penalty
	f := nested(key, limitForm, of, get, nil, sentence, append([]option{within(">= 0")}, options...)...)
	f.unit = share
	return f
}

// changeObject describes what it takes to change a quantity of measure m.
func changeObject(m, price measure) *object[model.Change] {
	ramp := func(direction string) *object[model.Ramp] {
		return &object[model.Ramp]{main: "cost", fields: []field[model.Ramp]{
			seriesField("cost", price, func(r *model.Ramp) *model.Series { return &r.Cost },
				"What each unit "+direction+" than in the period before costs.", byDefault("0"), example("4")),
			limitField("max", m, func(r *model.Ramp) *model.Limit { return &r.Max },
				"How much "+direction+" than in the period before it may be.", byDefault("no limit"), example("80")),
		}}
	}
	return &object[model.Change]{fields: []field[model.Change]{
		seriesField("opening", m, func(c *model.Change) *model.Series { return &c.Opening },
			"The quantity in the period before the first.", byDefault("the first period is free"), example("300")),
		nested("up", "ramp", ramp("more"), func(c *model.Change) *model.Ramp { return &c.Up }, nil,
			"Rising; a number alone is its cost.", byDefault("free"), example("{cost: 4, max: 80}")),
		nested("down", "ramp", ramp("less"), func(c *model.Change) *model.Ramp { return &c.Down }, nil,
			"Falling; a number alone is its cost.", byDefault("free"), example("{cost: 2}")),
	}}
}

func rentObject() *object[model.Rental] {
	return &object[model.Rental]{fields: []field[model.Rental]{
		limitField("max", capacityUnits.inAPeriod(), func(r *model.Rental) *model.Limit { return &r.Max },
			"The most that can be hired in a period.", byDefault("no limit"), example("60 h")),
		seriesField("cost", capacityPrice, func(r *model.Rental) *model.Series { return &r.Cost },
			"What one unit costs.", byDefault("0"), example("45")),
	}}
}

func maintenanceObject() *object[model.Maintenance] {
	return &object[model.Maintenance]{main: "count", fields: []field[model.Maintenance]{
		limitField("count", machines, func(m *model.Maintenance) *model.Limit { return &m.Count },
			"How many machines go down, each once. A resource with a capacity is one machine.", required, example("2")),
		periodField("from", func(m *model.Maintenance) *string { return &m.From },
			"The first period of the window.", byDefault("the first period")),
		periodField("until", func(m *model.Maintenance) *string { return &m.Until },
			"The last period of the window, in which every machine must be back at its end.", byDefault("the last period")),
		wholeField("each", func(m *model.Maintenance) *int { return &m.Each },
			"How many periods one machine is down.", byDefault("1"), example("2")),
		limitField("at_once", machines, func(m *model.Maintenance) *model.Limit { return &m.AtOnce },
			"The most machines that are down in the same period.", byDefault("no limit"), example("1")),
	}}
}

// shiftField is the overtime of a resource, whose bands may have a fixed cost.
func shiftField(get func(*model.Resource) *model.Overtime, sentence string) field[model.Resource] {
	of, band := overtimeObject(capacityUnits.inAPeriod(), capacityPrice)
	of.fields = append(of.fields, fixedField(func(o *model.Overtime) *model.Series { return &o.Fixed }))
	band.fields = append(band.fields, fixedField(func(b *model.Band) *model.Series { return &b.Fixed }))
	return nested("overtime", "overtime", of, get,
		func(o *model.Overtime) { o.Allowed = true }, sentence, byDefault("no overtime"), example("{max: 40, cost: 12}"))
}

// outputObject describes the bounds on the runs of a process.
func outputObject() *object[model.Bounds] {
	change := nested("change", "change", changeObject(runs, runPrice), func(b *model.Bounds) *model.Change { return &b.Change }, nil,
		"What it takes for the runs to differ from those of the period before.", byDefault("nothing"), example("{up: 4, down: 2}"))
	return &object[model.Bounds]{fields: append(boundsFields(runs.inAPeriod(), "runs in a period"), change)}
}

// fixedField is the fixed cost of overtime.
func fixedField[T any](get func(*T) *model.Series) field[T] {
	return seriesField("fixed", periodPrice, get,
		"What a period costs in which any of it is worked, however little: a shift that is opened. It makes the plan one of whole numbers, and needs max.",
		byDefault("0"), example("900"))
}

// periodField is the label of a period.
func periodField[T any](key string, get func(*T) *string, sentence string, options ...option) field[T] {
	f := newField(key, "period", sentence, append([]option{example("2026-03")}, options...), func(d *decoder, n *node, into *T) {
		label, ok := d.plain(n, "a period such as "+d.anyLabel())
		if !ok {
			return
		}
		if _, known := d.periods[label]; !known {
			d.mistake(n, "unknown-period", "expected a period of the calendar such as "+d.anyLabel()+", got "+quote(label), d.suggest(label, d.labels))
			return
		}
		*get(into) = label
	})
	f.encode = encodeText(get)
	return f
}

func (d *decoder) anyLabel() string {
	if len(d.labels) > 0 {
		return d.labels[0]
	}
	return "2026-03"
}

// wholeField is a whole number of at least 1.
func wholeField[T any](key string, get func(*T) *int, sentence string, options ...option) field[T] {
	f := newField(key, "whole number", sentence, append([]option{within(">= 1")}, options...), func(d *decoder, n *node, into *T) {
		v, ok := d.number(n, periodsLong)
		if ok && (v != math.Trunc(v) || v < 1 || v > model.MaxPeriods) {
			d.mistake(n, "whole-number", fmt.Sprintf("expected a whole number from 1 to %d, got %s", model.MaxPeriods, quote(strings.TrimSpace(n.text))), "")
			return
		}
		if ok {
			*get(into) = int(v)
		}
	})
	f.unit, f.schema = periodsLong, schemaNumber
	f.encode = func(_ *encoder, from *T, _ *node) (Value, bool) {
		v := *get(from)
		return Value{Kind: NumberValue, Numbers: []float64{float64(v)}}, v != 0
	}
	return f
}
