package intake

import "github.com/steelyard-sop/steelyard/model"

// directives is what a file says about other files and about versions of
// itself. It is dealt with before the scenario is decoded, and is no part of it.
type directives struct {
	extends   string
	extendsAt entry
	changes   []*change
	variants  []variant
	sweep     sweepSpec
	hasSweep  bool
}

// variant is a named version of a file.
type variant struct {
	id      string
	note    node // nullKind where there is none
	noteKey entry
	changes []*change
}

// sweepSpec is a sweep as written.
type sweepSpec struct {
	axes  []axisSpec
	cases []variant
	at    entry
}

// axisSpec is one axis of a sweep as written.
type axisSpec struct {
	id     string
	change []entry // patterns, as keys of changes
	values []node
}

func directivesObject() *object[directives] {
	extends := newField("extends", "file", "The scenario that this one builds on: a file in the same folder or below it, and perhaps one of its variants. "+
		"This file then adds things and keys; what is there already it changes under change:.",
		[]option{byDefault("none"), example("base.yaml#high")},
		func(d *decoder, n *node, into *directives) {
			if text, ok := d.plain(n, "the name of a file"); ok {
				into.extends, into.extendsAt = text, *d.way[len(d.way)-1]
			}
		})
	return &object[directives]{fields: []field[directives]{
		extends,
		changesField(func(x *directives) *[]*change { return &x.changes }),
		elements("variants", "variants", variantObject(), func(x *directives) *[]variant { return &x.variants }, variantIdent(),
			"Named versions of this file. Write FILE#ID wherever a scenario is asked for.", byDefault("none"),
			example("{high: {change: {demand.*.quantity: \"*1.10\"}}}")),
		nested("sweep", "sweep", sweepObject(), func(x *directives) *sweepSpec { return &x.sweep }, nil,
			"Versions of this file to be planned side by side: every combination of the values of some axes, or a list of cases.",
			byDefault("none"), example("{axes: {demand: {change: demand.*.quantity, values: [\"*0.9\", \"=\", \"*1.1\"]}}}")),
	}}
}

// changesField is the key change.
func changesField[T any](get func(*T) *[]*change) field[T] {
	f := newField("change", "mapping of changes",
		"What is different: a path and its new value, or an operation on the value that is there (*1.10, +200, -5 %, remove). "+
			"A path may hold * for any part of a key, and end in a period or a range of periods. Write =TEXT to set a text that looks like an operation.",
		[]option{byDefault("nothing"), example("{demand.tools.quantity: \"*1.10\"}")},
		func(d *decoder, n *node, into *T) {
			if n.kind != mapKind {
				d.expected(n, "a mapping from paths to new values or operations")
				return
			}
			*get(into) = d.changes(n)
		})
	f.schema = schemaChanges
	return f
}

func (d *decoder) changes(n *node) []*change {
	of := newLevel()
	list := make([]*change, 0, len(n.entries))
	for i := range n.entries {
		d.enter(&n.entries[i])
		if c := d.newChange(&n.entries[i], of); c != nil {
			list = append(list, c)
		}
		d.leave()
	}
	return list
}

func variantObject() *object[variant] {
	note := newField("note", "text", "What the version is about; it takes the place of the note of the scenario.",
		[]option{byDefault("that of the scenario"), example("demand as sales hopes for")},
		func(d *decoder, n *node, into *variant) {
			if _, ok := d.plain(n, "a text"); ok {
				into.note, into.noteKey = *n, *d.way[len(d.way)-1]
			}
		})
	return &object[variant]{fields: []field[variant]{note, changesField(func(v *variant) *[]*change { return &v.changes })}}
}

func variantIdent() ident[variant] {
	return ident[variant]{
		begin: func(v *variant, id string) { v.id = id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
}

func sweepObject() *object[sweepSpec] {
	axisID := ident[axisSpec]{
		begin: func(a *axisSpec, id string) { a.id = id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
	return &object[sweepSpec]{fields: []field[sweepSpec]{
		elements("axes", "axes", axisObject(), func(s *sweepSpec) *[]axisSpec { return &s.axes }, axisID,
			"What varies, by the name of the axis; each combination is one case.", byDefault("none"),
			example("{demand: {change: demand.*.quantity, values: [\"*0.9\", \"=\", \"*1.1\"]}}")),
		elements("cases", "cases", variantObject(), func(s *sweepSpec) *[]variant { return &s.cases }, variantIdent(),
			"Cases by name, in place of axes.", byDefault("none"), example("{strike: {change: {resources.line1.capacity.2026-03: 0}}}")),
	}}
}

func axisObject() *object[axisSpec] {
	paths := textsField("change", "path or list of paths", func(_ *decoder, _ *node, into *axisSpec, texts []textNode) {
		for _, text := range texts {
			into.change = append(into.change, entry{key: text.text, keyLine: text.at.line, keyColumn: text.at.column, layer: text.at.layer})
		}
	}, "What the axis changes; with several paths all of them get the same value.", required, example("demand.*.quantity"))
	values := newField("values", "list of values or operations", "The values, each a new value or an operation; = leaves what is there.",
		[]option{required, example("[\"*0.9\", \"=\", \"*1.1\"]")},
		func(d *decoder, n *node, into *axisSpec) {
			if n.kind != listKind {
				d.expected(n, "a list of values")
				return
			}
			if len(n.items) == 0 {
				d.mistake(n, "value-missing", "expected a list of values, got an empty list", "give at least one; = leaves what is there")
				return
			}
			into.values = n.items
		})
	values.schema = schemaAnyList
	return &object[axisSpec]{fields: []field[axisSpec]{paths, values}}
}

// withDirectives puts the keys of directives behind those of a scenario, so
// that documentation and the schema have them. Decoding a scenario never meets
// them: reader.directives has taken them off.
func withDirectives(fields []field[model.Scenario]) []field[model.Scenario] {
	of := directivesObject()
	for i := range of.fields {
		fields = append(fields, field[model.Scenario]{meta: of.fields[i].meta, decode: func(*decoder, *node, *model.Scenario) {}})
	}
	return fields
}
