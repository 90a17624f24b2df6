package intake

import "github.com/steelyard-sop/steelyard/model"

// Measures of blends. The unit in scope is that of the input.
var (
	propertyValue = measure{words: "number"}
	blendGiven    = measure{words: "units of the blend per unit of the input"}
)

// propertiesField are the numbers that an item counts with in blends.
func propertiesField() field[model.Item] {
	property := &object[model.Property]{main: "value", fields: []field[model.Property]{
		seriesOf("value", propertyValue, true, func(p *model.Property) *model.Series { return &p.Value },
			"The value of one unit of the item.", []option{required, within("any number"), example("8.8")}),
	}}
	id := ident[model.Property]{
		of:    func(p *model.Property) string { return p.ID },
		begin: func(p *model.Property, id string) { p.ID = id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
	return elements("properties", "properties", property, func(i *model.Item) *[]model.Property { return &i.Properties }, id,
		"What it counts with in blends, by an id of your own: its hardness, its content of sugar.", byDefault("none"), example("{hardness: 8.8}"))
}

// shareField bounds the part of something in a whole.
func shareField[T any](get func(*T) *model.Share, sentence string, options ...option) field[T] {
	zeroToOne := within("0 to 1")
	of := &object[model.Share]{main: "exact", fields: []field[model.Share]{
		limitField("min", share, func(s *model.Share) *model.Limit { return &s.Min },
			"The least share.", zeroToOne, byDefault("0"), example("10 %")),
		limitField("max", share, func(s *model.Share) *model.Limit { return &s.Max },
			"The greatest share.", zeroToOne, byDefault("no limit"), example("60 %")),
		limitField("exact", share, func(s *model.Share) *model.Limit { return &s.Exact },
			"The share itself.", zeroToOne, byDefault("no rule"), example("25 %")),
	}}
	return nested("share", "share", of, get, nil, sentence, options...)
}

// blendField are the inputs of a process that mixes freely.
func blendField() field[model.Process] {
	input := &object[model.BlendInput]{main: "share", fields: []field[model.BlendInput]{
		shareField(func(in *model.BlendInput) *model.Share { return &in.Share },
			"Its part in the blend; a number alone means exactly that much.", byDefault("as the plan chooses"), example("{min: 10 %, max: 60 %}")),
		seriesField("gives", blendGiven, func(in *model.BlendInput) *model.Series { return &in.Gives },
			"How much of the blend one unit of the input gives.", within("> 0"), byDefault("1"), example("0.95")),
		partsField("uses", useUnits, false, func(in *model.BlendInput) *[]model.Part { return &in.Uses },
			func(d *decoder) map[string]thing { return d.capacity },
			"What one unit of the input uses of resources and workforce.", byDefault("nothing"), example("{refinery: 1 t}")),
		seriesField("cost", itemPrice, func(in *model.BlendInput) *model.Series { return &in.Cost },
			"What blending one unit of the input costs.", byDefault("0"), example("2")),
		emitsField(emissionUnits, "one unit of the input", model.EmitMaking, func(in *model.BlendInput) *[]model.Emit { return &in.Emits }),
	}}
	inputs := ident[model.BlendInput]{
		of:    func(in *model.BlendInput) string { return in.Item },
		begin: func(in *model.BlendInput, id string) { in.Item = id },
		scope: func(d *decoder, id string, _ *node) thing { return d.items[id] },
	}
	return elements("blend", "inputs", input, func(p *model.Process) *[]model.BlendInput { return &p.Blend }, inputs,
		"Inputs in proportions that the plan chooses, by item; one run takes one unit of the blend.", byDefault("none"), example("{oil_1: {}, oil_2: {share: {max: 60 %}}}"))
}

// qualityField are the bounds on the properties of a blend.
func qualityField() field[model.Process] {
	quality := &object[model.Quality]{fields: []field[model.Quality]{
		limitField("min", propertyValue, func(q *model.Quality) *model.Limit { return &q.Min },
			"The least of the property; a penalty is money per unit of it and unit of the blend.", within("any number"), byDefault("no limit"), example("3")),
		limitField("max", propertyValue, func(q *model.Quality) *model.Limit { return &q.Max },
			"The most of the property; a penalty is money per unit of it and unit of the blend.", within("any number"), byDefault("no limit"), example("6")),
	}}
	id := ident[model.Quality]{
		of:    func(q *model.Quality) string { return q.Property },
		begin: func(q *model.Quality, id string) { q.Property = id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
	return elements("quality", "properties", quality, func(p *model.Process) *[]model.Quality { return &p.Quality }, id,
		"Bounds on properties of the blend, each the average of those of the inputs by what they give.", byDefault("no bounds"), example("{hardness: {min: 3, max: 6}}"))
}

// disposeField lets an item be got rid of.
func disposeField() field[model.Item] {
	of := &object[model.Dispose]{main: "cost", fields: []field[model.Dispose]{
		seriesField("cost", itemPrice, func(d *model.Dispose) *model.Series { return &d.Cost },
			"What getting rid of one unit costs.", byDefault("0"), example("15")),
		limitField("max", itemUnits.inAPeriod(), func(d *model.Dispose) *model.Limit { return &d.Max },
			"The most that is got rid of in a period, in all places together.", byDefault("no limit"), example("40")),
		emitsField(emissionUnits, "getting rid of one unit", model.EmitDisposal, func(d *model.Dispose) *[]model.Emit { return &d.Emits }),
	}}
	return nested("dispose", "disposal", of, func(i *model.Item) *model.Dispose { return &i.Dispose },
		func(d *model.Dispose) { d.Allowed = true },
		"Allows to get rid of it; {} at no cost, a number alone is the cost of one unit.", byDefault("what there is must be used, sold or kept"), example("15"))
}
