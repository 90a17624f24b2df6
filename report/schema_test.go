package report

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/invopop/jsonschema"
	checker "github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

const schemaPath = "../docs/reference/plan.schema.json"

// makeSchema describes Document in JSON Schema. Descriptions are the comments
// of the types and fields, so that they are written once.
func makeSchema(t *testing.T) []byte {
	t.Helper()
	r := jsonschema.Reflector{Anonymous: true, ExpandedStruct: true}
	const module = "github.com/steelyard-sop/steelyard/report"
	for _, folder := range []string{".", "../model"} {
		if err := r.AddGoComments(module, folder, jsonschema.WithFullComment()); err != nil {
			t.Fatal(err)
		}
	}
	schema := r.Reflect(&Document{})
	schema.Title = "Steelyard plan, format version 1"
	defineWords(schema)
	allowNull(schema, reflect.TypeFor[Document]())
	for _, v := range reflect.VisibleFields(reflect.TypeFor[Document]()) {
		allowNullBelow(schema, v.Type)
	}
	describeRows(schema)
	text, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	for escape, character := range map[string]string{`\u003c`: "<", `\u003e`: ">"} {
		text = bytes.ReplaceAll(text, []byte(escape), []byte(character))
	}
	return append(text, '\n')
}

// rowFields describes the fields of the tables whose names say enough in Go.
var rowFields = map[string]string{
	"process": "id of the process", "item": "id of the family or material", "supplier": "id of the supplier",
	"demand": "id of the demand", "workforce": "id of the workforce", "resource": "id of the resource",
	"period": "label of the period", "runs": "runs of the process", "quantity": "in the unit of the item",
	"opening": "in stock at the start of the period", "closing": "in stock at the end of the period",
	"made": "made by all processes", "bought": "bought from all suppliers", "consumed": "consumed by all processes",
	"sold": "delivered to all demand", "asked": "asked for; null where any quantity between bounds may be sold",
	"served": "delivered, on time or late", "lost": "given up", "heads": "heads in the period",
	"hired": "heads hired at the start of the period", "laid_off": "heads laid off at the start of the period",
	"load": "what processes use", "regular": "regular capacity; null where the scenario sets no limit",
	"site":   "id of the site or market; missing where there is none",
	"class":  "id of the class; missing where it has none",
	"family": "id of the family", "figure": "demand, served, lost, supply, stock, backlog, made:PROCESS or bought:SUPPLIER", "value": "in the unit of the family",
	"share": "part in the whole, from 0 to 1", "of": "id of the resource or workforce", "band": "id of the band; empty where there is only one", "worked": "overtime worked",
	"rented": "hired from outside", "maintained": "machines that go down for maintenance",
	"shift":   "1 where the band is opened for its fixed cost",
	"storage": "id of the storage", "used": "space that stocks take at the end of the period",
	"promotion": "id of the promotion", "change": "units asked more because of it", "promoted": "units sold at its price",
	"launch": "id of the launch", "launched": "1 in the period of the launch", "success": "units asked more if it is a success; negative: taken from the demand",
	"expected": "the same times the probability of success: what is planned", "phase_out": "id of the phase-out", "ends": "1 in the last period of sale",
	"ordered": "from suppliers, in the period of the order", "out": "sold, consumed, shipped and disposed of", "written_off": "at the end of the period",
	"substance": "id of the emission", "cause": "making, resources, purchases, moving, holding or disposal", "scope": "label of its factor",
	"option": "id of the option", "open": "1 where it is open", "opened": "1 where opening is decided",
	"closed": "1 where it is closed at the start of the period",
}

// describeRows fills in the descriptions of the tables and their fields.
func describeRows(schema *jsonschema.Schema) {
	for name, definition := range schema.Definitions {
		for pair := definition.Properties.Oldest(); pair != nil; pair = pair.Next() {
			switch {
			case pair.Value.Description != "":
			case name == "Tables":
				pair.Value.Description = "table of " + pair.Key
			case strings.HasSuffix(name, "Row"):
				pair.Value.Description = rowFields[pair.Key]
			}
		}
	}
}

// defineWords lists the words that fields with a fixed vocabulary can have.
func defineWords(schema *jsonschema.Schema) {
	set := func(s *jsonschema.Schema, field string, words ...string) {
		property, _ := s.Properties.Get(field)
		property.Enum = nil
		for _, w := range words {
			property.Enum = append(property.Enum, w)
		}
	}
	property, _ := schema.Properties.Get("format_version")
	property.Const = FormatVersion
	set(schema, "status", string(solver.Optimal), string(solver.Feasible), string(solver.Infeasible), string(solver.Unbounded), string(solver.Stopped))
	set(schema.Definitions["Objective"], "sense", "minimise", "maximise")
	set(schema.Definitions["MoneyLine"], "kind", Income, Cost)
	set(schema.Definitions["Thing"], "kind", string(KindFamily), string(KindMaterial), string(KindResource),
		string(KindWorkforce), string(KindProcess), string(KindSupplier), string(KindLane),
		string(KindSite), string(KindMarket), string(KindClass), string(KindStock), string(KindDemand), string(KindStorage), string(KindStockLimit), string(KindOption), string(KindPromotion), string(KindLaunch), string(KindPhaseOut), string(KindEmission), string(KindCap))
	set(schema.Definitions["Limit"], "price_kind", string(solver.NoPrices), string(solver.LinearPrices), string(solver.IntegersFixed))
	set(schema.Definitions["ScenarioInfo"], "objective", string(model.MinimiseCost), string(model.MaximiseProfit))
	for _, name := range []string{"Limit", "Conflict"} {
		set(schema.Definitions[name], "sense", "<=", ">=", "=")
		var groups []string
		for _, info := range model.Groups() {
			groups = append(groups, string(info.Group))
		}
		set(schema.Definitions[name], "group", groups...)
	}
}

// allowNull makes null a value of every pointer of a struct.
func allowNull(schema *jsonschema.Schema, t reflect.Type) {
	for _, field := range reflect.VisibleFields(t) {
		if field.Type.Kind() != reflect.Pointer {
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		property, ok := schema.Properties.Get(name)
		if !ok || property.OneOf != nil {
			continue // no field of the JSON, or done before
		}
		description := property.Description
		property.Description = ""
		schema.Properties.Set(name, &jsonschema.Schema{
			Description: description,
			OneOf:       []*jsonschema.Schema{property, {Type: "null"}},
		})
	}
}

// allowNullBelow does so for every struct that t leads to.
func allowNullBelow(schema *jsonschema.Schema, t reflect.Type) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return
	}
	allowNull(schema.Definitions[t.Name()], t)
	for _, field := range reflect.VisibleFields(t) {
		allowNullBelow(schema, field.Type)
	}
}

func TestSchema(t *testing.T) {
	text := makeSchema(t)
	golden(t, schemaPath, text)
	t.Run("every field is described", func(t *testing.T) {
		var schema struct {
			Properties map[string]struct{ Description string }
			Defs       map[string]struct {
				Description string
				Properties  map[string]struct{ Description string }
			} `json:"$defs"`
		}
		if err := json.Unmarshal(text, &schema); err != nil {
			t.Fatal(err)
		}
		for name, property := range schema.Properties {
			if property.Description == "" {
				t.Errorf("%s has no description", name)
			}
		}
		for def, s := range schema.Defs {
			if s.Description == "" {
				t.Errorf("%s has no description", def)
			}
			for name, property := range s.Properties {
				if property.Description == "" {
					t.Errorf("%s.%s has no description", def, name)
				}
			}
		}
	})
}

func TestDocumentsKeepTheSchema(t *testing.T) {
	compiler := checker.NewCompiler()
	source, err := checker.UnmarshalJSON(bytes.NewReader(makeSchema(t)))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiler.AddResource("plan.schema.json", source); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("plan.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	validate := func(t *testing.T, text []byte) error {
		t.Helper()
		value, err := checker.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(value)
	}
	names, documents := stored(t)
	documents["a fresh document"] = NewDocument(workshopInput())
	for _, name := range append(names, "a fresh document") {
		t.Run(name, func(t *testing.T) {
			if err := validate(t, encoded(t, documents[name])); err != nil {
				t.Error(err)
			}
		})
	}
	fresh := string(encoded(t, documents["a fresh document"]))
	for _, c := range []struct{ name, old, new string }{
		{"a field too many is refused", `"status":`, `"seconds": 1, "status":`},
		{"a missing field is refused", `"kpis":`, `"kpi":`},
		{"an unknown status is refused", `"optimal"`, `"fine"`},
		{"text in place of a number is refused", `"runs":100`, `"runs":"100"`},
		{"another version is refused", `"format_version": 1`, `"format_version": 2`},
		{"a quantity that is not there is refused", `"runs":100`, `"runs":null`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(fresh, c.old) {
				t.Fatalf("the document has no %s", c.old)
			}
			if validate(t, []byte(strings.Replace(fresh, c.old, c.new, 1))) == nil {
				t.Error("accepted")
			}
		})
	}
}
