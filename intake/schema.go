package intake

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/invopop/jsonschema"
)

// JSONSchema is the schema of a scenario file, for editors. It is made from
// the field table. What it cannot say (units, lengths, ids) the program checks.
func JSONSchema() ([]byte, error) {
	root := objectSchema(scenarioObject())
	// A file that extends another need not repeat what the other says.
	root.AnyOf = []*jsonschema.Schema{{Required: root.Required}, {Required: []string{"extends"}}}
	root.Required = nil
	root.Version = jsonschema.Version
	root.Title = "Steelyard scenario"
	limit := describedObject(limitObject(measure{words: "unit of the limit"}, false))
	root.Definitions = jsonschema.Definitions{
		"text":     anyOf(typed("string"), typed("number"), typed("boolean")),
		"quantity": {Description: "a number, with a unit after it if need be: 90 min", AnyOf: []*jsonschema.Schema{typed("number"), typed("string")}},
		"number":   anyOf(reference("quantity"), reference("table")),
		"series":   seriesSchema(),
		"table":    describedObject(tableObject()),
		"profile":  describedObject(profileObject(measure{words: "unit of the value"})),
		"rows":     describedObject(fromObject()),
		"limit":    anyOf(reference("series"), limit),
	}
	out, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the schema of scenarios: %w", err)
	}
	return append(out, '\n'), nil
}

func typed(name string) *jsonschema.Schema { return &jsonschema.Schema{Type: name} }

func reference(name string) *jsonschema.Schema {
	return &jsonschema.Schema{Ref: "#/$defs/" + name}
}

func anyOf(schemas ...*jsonschema.Schema) *jsonschema.Schema {
	return &jsonschema.Schema{AnyOf: schemas}
}

// seriesSchema is a value over time: one number, a list, a map by period, a
// table or a profile.
func seriesSchema() *jsonschema.Schema {
	cell := anyOf(reference("quantity"), typed("null"))
	list := typed("array")
	list.Items = cell
	byPeriod := typed("object")
	byPeriod.PatternProperties = map[string]*jsonschema.Schema{"^([0-9].*|" + defaultKey + ")$": cell}
	byPeriod.AdditionalProperties = jsonschema.FalseSchema
	return anyOf(reference("quantity"), list, byPeriod, reference("table"), reference("profile"))
}

// objectSchema is a mapping, or the value of its main key.
func objectSchema(of shape) *jsonschema.Schema {
	object := describedObject(of)
	fields, main := of.metas()
	for i := range fields {
		if fields[i].key == main {
			return anyOf(fieldSchema(&fields[i]), object)
		}
	}
	return object
}

func describedObject(of shape) *jsonschema.Schema {
	object := typed("object")
	object.Properties = jsonschema.NewProperties()
	object.AdditionalProperties = jsonschema.FalseSchema
	fields, _ := of.metas()
	for i := range fields {
		f := &fields[i]
		schema := fieldSchema(f)
		schema.Description = f.sentence
		if f.unit.words != "" {
			schema.Description += " In " + f.unit.words + "."
		}
		if f.byDef != "" {
			schema.Description += " Default: " + f.byDef + "."
		}
		object.Properties.Set(f.key, schema)
		if f.required {
			object.Required = append(object.Required, f.key)
		}
	}
	return object
}

// fieldSchema is the schema of the value of one key; the caller may change it.
func fieldSchema(f *meta) *jsonschema.Schema {
	switch {
	case len(f.choices) > 0:
		return words(f.choices)
	case f.pattern != "":
		return &jsonschema.Schema{Type: "string", Pattern: f.pattern}
	case f.isLimit():
		return reference("limit")
	}
	switch f.schema {
	case schemaFlag:
		return typed("boolean")
	case schemaNumber:
		return reference("number")
	case schemaSeries:
		return reference("series")
	case schemaObject:
		return objectSchema(f.inner)
	case schemaMap:
		ids := byID(anyOf(objectSchema(f.inner), typed("null")), rowsOf(f.inner))
		if len(f.alone) > 0 {
			return anyOf(ids, words(f.alone), typed("null"))
		}
		return anyOf(ids, typed("null"))
	case schemaParts:
		return byID(reference("series"), rowsOfParts())
	case schemaPartsOrID:
		return anyOf(reference("text"), byID(reference("series"), rowsOfParts()))
	case schemaSizes:
		sizes := typed("object")
		sizes.AdditionalProperties = reference("quantity")
		return sizes
	case schemaAmounts:
		amounts := typed("object")
		amounts.AdditionalProperties = reference("series")
		return amounts
	case schemaChanges:
		return typed("object")
	case schemaTexts:
		list := typed("array")
		list.Items = reference("text")
		return anyOf(reference("text"), list)
	case schemaAnyList:
		return typed("array")
	case schemaTextMap:
		texts := typed("object")
		texts.AdditionalProperties = reference("text")
		return texts
	case schemaNumbers:
		list := typed("array")
		list.Items = reference("quantity")
		return list
	}
	return reference("text")
}

// words is one of several words.
func words(list []string) *jsonschema.Schema {
	allowed := make([]any, len(list))
	for i, word := range list {
		allowed[i] = word
	}
	return &jsonschema.Schema{Enum: allowed}
}

// byID is a mapping from ids, and perhaps from a word for the rows of tables.
func byID(element, rows *jsonschema.Schema) *jsonschema.Schema {
	object := typed("object")
	object.PropertyNames = &jsonschema.Schema{Pattern: `^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}_-]*$`}
	several := typed("array")
	several.Items = rows
	object.Properties = jsonschema.NewProperties()
	object.Properties.Set(fromKey, anyOf(rows, several))
	object.AdditionalProperties = element
	return object
}

// rowsOf is a table whose rows are things.
func rowsOf(thing shape) *jsonschema.Schema {
	var keys []string
	fields, _ := thing.metas()
	for i := range fields {
		keys = append(keys, fields[i].key)
	}
	each := typed("object") // nothing is required of it: the rows give the rest
	each.Properties, each.AdditionalProperties = jsonschema.NewProperties(), jsonschema.FalseSchema
	for i := range fields {
		value := &jsonschema.Schema{} // what is in a mapping is described where it is not common to all
		if f := &fields[i]; f.isLimit() || f.schema != schemaMap && f.schema != schemaObject && f.schema != schemaParts && f.schema != schemaPartsOrID {
			value = fieldSchema(f)
		}
		each.Properties.Set(fields[i].key, value)
	}
	return rowsWith(keys, anyOf(each, reference("text"), reference("number")))
}

// rowsOfParts is a table whose rows are quantities by id.
func rowsOfParts() *jsonschema.Schema { return rowsWith([]string{partQuantity}, reference("series")) }

// rowsWith is a table whose columns fill paths that begin with one of the keys,
// of things that have in common what each says.
func rowsWith(keys []string, each *jsonschema.Schema) *jsonschema.Schema {
	columns := typed("object")
	columns.PropertyNames = &jsonschema.Schema{Pattern: `^(` + strings.Join(keys, "|") + `)(\.|$)`}
	own := &jsonschema.Schema{Properties: jsonschema.NewProperties()}
	own.Properties.Set("columns", columns)
	own.Properties.Set("each", each)
	return &jsonschema.Schema{AllOf: []*jsonschema.Schema{reference("rows"), own}}
}
