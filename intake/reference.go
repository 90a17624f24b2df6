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

// The paths under which keys are documented that can stand in many places: those
// of a limit, of a table and of a profile in place of numbers, and of a table
// whose rows are the things of a collection.
const (
	limitPath   = "LIMIT"
	tablePath   = "TABLE"
	profilePath = "PROFILE"
	rowsPath    = "ROWS"
)

// Reference documents every key of the language, in the order of the field
// table. The keys that can stand in many places come last, below
// "LIMIT", "PROFILE", "TABLE" and "ROWS".
func Reference() []FieldDoc {
	docs := describe(nil, "", scenarioObject())
	docs = describe(docs, limitPath, limitObject(measure{words: "unit of the limit"}, false))
	docs = describe(docs, profilePath, profileObject(measure{words: "unit of the value"}))
	docs = describe(docs, tablePath, tableObject())
	return describe(docs, rowsPath, fromObject())
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
