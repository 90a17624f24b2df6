package intake

// FieldDoc documents one key of the scenario language.
type FieldDoc struct {
	Path     string // where it stands, with ID for any id: demand.ID.quantity
	Type     string // text, number over time, limit over time, ...
	Unit     string // what its numbers are measured in; empty where there are none
	Default  string // what holds where the key is left out; empty where it is required
	Range    string // allowed numbers: >= 0
	Required bool
	Main     bool     // its value may stand in place of the whole mapping around it
	Choices  []string // allowed words
	Sentence string
	Example  string
}

// limitPath is the path under which the keys of a limit are documented, once
// for all limits.
const limitPath = "LIMIT"

// Reference documents every key of the language, in the order of the field
// table. The keys that every limit has come last, below "LIMIT".
func Reference() []FieldDoc {
	docs := describe(nil, "", scenarioObject())
	return describe(docs, limitPath, limitObject(measure{words: "unit of the limit"}, false))
}

func describe(docs []FieldDoc, prefix string, of shape) []FieldDoc {
	fields, main := of.metas()
	for i := range fields {
		f := &fields[i]
		path := f.key
		if prefix != "" {
			path = prefix + "." + f.key
		}
		docs = append(docs, FieldDoc{
			Path: path, Type: f.form, Unit: f.unit.words, Default: f.byDef, Range: f.span, Required: f.required,
			Main: f.key == main, Choices: f.choices, Sentence: f.sentence, Example: f.example,
		})
		switch {
		case f.inner == nil || f.isLimit():
		case f.schema == schemaMap:
			docs = describe(docs, path+".ID", f.inner)
		default:
			docs = describe(docs, path, f.inner)
		}
	}
	return docs
}

// limitForm is the type of a limit in words.
const limitForm = "limit over time"

func (m *meta) isLimit() bool { return m.form == limitForm }
