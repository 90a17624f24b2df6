package intake

import "github.com/steelyard-sop/steelyard/model"

// Units where a scenario names none.
const (
	defaultItemUnit     = "each"
	defaultCapacityUnit = "h"
)

// limitObject describes a limit whose value is of measure m.
func limitObject(m measure, complete bool) *object[model.Limit] {
	return limitPricedBy(m, m.perUnit(), complete)
}

// limitPricedBy describes a limit whose value is of measure m and whose
// penalty is of another measure than the value has it.
func limitPricedBy(m, price measure, complete bool) *object[model.Limit] {
	return &object[model.Limit]{main: "value", fields: []field[model.Limit]{
		seriesOf("value", m, complete, func(l *model.Limit) *model.Series { return &l.Value },
			"The limit itself. A period without a value has no limit.", []option{required, example("100")}),
		textField("owner", true, func(l *model.Limit) *string { return &l.Owner },
			"Who decides the limit.", byDefault("empty"), example("plant manager")),
		textField("reason", true, func(l *model.Limit) *string { return &l.Reason },
			"Why there is a limit.", byDefault("empty"), example("tank farm is full")),
		dateField("review", func(l *model.Limit) *string { return &l.Review },
			"When the limit is looked at again.", byDefault("empty"), example("2026-06-30")),
		seriesField("penalty", price, func(l *model.Limit) *model.Series { return &l.Penalty },
			"Makes the limit priced: the plan may break it and pays this much penalty money per unit. It steers the plan and is no real money.",
			byDefault("none: the limit is hard"), example("25")),
		keptField(func(l *model.Limit) *int { return &l.Priority }),
	}}
}

// keptField says how dear a limit is where not all can be kept.
func keptField[T any](get func(*T) *int) field[T] {
	return rankField("priority", get,
		"Who gives way where no plan keeps all limits: those without a priority first, those with 1 last.",
		byDefault("none: it gives way first"), example("1"))
}

// boundsFields are a least and a most.
func boundsFields(m measure, of string) []field[model.Bounds] {
	return []field[model.Bounds]{
		limitField("min", m, func(b *model.Bounds) *model.Limit { return &b.Min },
			"The least "+of+".", byDefault("no limit"), example("100")),
		limitField("max", m, func(b *model.Bounds) *model.Limit { return &b.Max },
			"The most "+of+".", byDefault("no limit"), example("500")),
	}
}

// overtimeObject describes overtime whose time is of measure m and costs money
// of measure price.
func overtimeObject(m, price measure) (*object[model.Overtime], *object[model.Band]) {
	band := &object[model.Band]{fields: []field[model.Band]{
		limitField("max", m, func(b *model.Band) *model.Limit { return &b.Max },
			"The most overtime of this band in a period.", byDefault("no limit"), example("20")),
		seriesField("cost", price, func(b *model.Band) *model.Series { return &b.Cost },
			"What one unit of this band costs.", byDefault("0"), example("12")),
	}}
	bands := ident[model.Band]{
		of:    func(b *model.Band) string { return b.ID },
		begin: func(b *model.Band, id string) { b.ID = id },
		scope: func(d *decoder, _ string, _ *node) thing { return d.thing },
	}
	return &object[model.Overtime]{fields: []field[model.Overtime]{
		limitField("max", m, func(o *model.Overtime) *model.Limit { return &o.Max },
			"The most overtime in a period.", byDefault("no limit"), example("40")),
		seriesField("cost", price, func(o *model.Overtime) *model.Series { return &o.Cost },
			"What one unit of overtime costs.", byDefault("0"), example("12")),
		elements("bands", "bands of overtime", band, func(o *model.Overtime) *[]model.Band { return &o.Bands }, bands,
			"Slices of overtime, each with its own limit and cost, in place of max and cost.", byDefault("one band"), example("{evening: {max: 20, cost: 12}}")),
	}}, band
}

// overtimeField is the key overtime; being there at all allows overtime.
func overtimeField[T any](m, price measure, get func(*T) *model.Overtime, sentence string) field[T] {
	of, _ := overtimeObject(m, price)
	return nested("overtime", "overtime", of, get,
		func(o *model.Overtime) { o.Allowed = true }, sentence, byDefault("no overtime"), example("{max: 40, cost: 12}"))
}

// nameField is the name for people.
func nameField[T any](get func(*T) *string) field[T] {
	return textField("name", true, get, "The name for people.", byDefault("the id"), example("Hand tools"))
}
