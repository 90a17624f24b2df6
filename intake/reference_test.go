package intake

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func TestEveryKeyIsDocumented(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range Reference() {
		switch {
		case seen[d.Path]:
			t.Errorf("%s is documented twice", d.Path)
		case !strings.HasSuffix(d.Sentence, "."):
			t.Errorf("%s has no sentence: %q", d.Path, d.Sentence)
		case d.Example == "":
			t.Errorf("%s has no example", d.Path)
		case d.Required == (d.Default != ""):
			t.Errorf("%s: expected a default where the key is not required, and only there; got %q", d.Path, d.Default)
		case strings.Contains(d.Type, "number") && d.Unit == "":
			t.Errorf("%s has no unit", d.Path)
		}
		seen[d.Path] = true
	}
	for _, path := range []string{"scenario", "calendar.start", "workforce.ID.overtime.bands.ID.max", "demand.ID.backlog.closing", "LIMIT.penalty"} {
		if !seen[path] {
			t.Errorf("%s is not documented", path)
		}
	}
}

func TestEveryExampleOfTheReferenceIsYAML(t *testing.T) {
	for _, d := range Reference() {
		list := &collector{}
		key := d.Path[strings.LastIndexByte(d.Path, '.')+1:]
		if parseTree("example", []byte(key+": "+d.Example+"\n"), list); len(list.list) > 0 {
			t.Errorf("%s: the example %q is no YAML:\n%s", d.Path, d.Example, printed(list.finish()))
		}
	}
}

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := JSONSchema()
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("scenario.json", document); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("scenario.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// asEditor reads a file as an editor does: keys and dates are text.
func asEditor(t *testing.T, file string) any {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	list := &collector{}
	tree := parseTree(file, src, list)
	if tree == nil {
		t.Fatal(printed(list.finish()))
	}
	return asJSON(tree)
}

func asJSON(n *node) any {
	switch n.kind {
	case nullKind:
		return nil
	case listKind:
		list := make([]any, len(n.items))
		for i := range n.items {
			list[i] = asJSON(&n.items[i])
		}
		return list
	case mapKind:
		object := map[string]any{}
		for i := range n.entries {
			object[n.entries[i].key] = asJSON(&n.entries[i].value)
		}
		return object
	}
	if v, err := strconv.ParseFloat(n.text, 64); err == nil && !n.quoted {
		return v
	}
	if n.text == "true" || n.text == "false" {
		return n.text == "true"
	}
	return n.text
}

func TestTheSchemaAcceptsEveryGoodScenario(t *testing.T) {
	compiled := schema(t)
	var files []string
	for _, pattern := range []string{"../testdata/good/*.yaml", "../scenarios/*.yaml", "../scenarios/*/*.yaml", "../cmd/steelyard/templates/*/*.yaml"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("no files %s: %v", pattern, err)
		}
		files = append(files, found...)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			if err := compiled.Validate(asEditor(t, file)); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestTheSchemaRefusesWhatAnEditorCanTell(t *testing.T) {
	compiled := schema(t)
	for _, name := range []string{
		"unknown-key", "unknown-key_section", "unknown-key_limit", "missing-key", "missing-key_root", "missing-key_limit",
		"wrong-type_list", "wrong-type_root", "wrong-type_cell", "wrong-type_flag", "unknown-word", "unknown-word_bucket", "bad-id",
	} {
		t.Run(name, func(t *testing.T) {
			if compiled.Validate(asEditor(t, filepath.Join(badDir, name+".yaml"))) == nil {
				t.Error("expected a refusal")
			}
		})
	}
}

// misspellings misspells one key of the language at a time, calls use while it
// is misspelt, and puts it right again.
func misspellings(at any, keys map[string]bool, use func(key string)) {
	switch at := at.(type) {
	case []any:
		for _, item := range at {
			misspellings(item, keys, use)
		}
	case map[string]any:
		for key, value := range maps.Clone(at) {
			switch key {
			case "units", "where": // the keys below are words of the user
			case "each": // the schema leaves the things that a table gives to the program
			default:
				misspellings(value, keys, use)
			}
			if keys[key] {
				delete(at, key)
				at[key+"x"] = value
				use(key)
				delete(at, key+"x")
				at[key] = value
			}
		}
	}
}

func TestTheSchemaRefusesEveryKeyMisspelt(t *testing.T) {
	compiled, keys, refused := schema(t), map[string]bool{}, map[string]bool{}
	for _, d := range Reference() {
		keys[d.Path[strings.LastIndexByte(d.Path, '.')+1:]] = true
	}
	files, err := filepath.Glob("../testdata/good/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		document := asEditor(t, file)
		misspellings(document, keys, func(key string) {
			refused[key] = true
			if compiled.Validate(document) == nil {
				t.Errorf("%s: expected %sx to be refused", file, key)
			}
		})
		if err := compiled.Validate(document); err != nil {
			t.Fatalf("%s did not come back whole: %v", file, err)
		}
	}
	for key := range keys {
		if !refused[key] {
			t.Errorf("the key %s is in none of the files", key)
		}
	}
}

func TestTheSchemaIsTheSameEveryTime(t *testing.T) {
	first, err := JSONSchema()
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if again, _ := JSONSchema(); !bytes.Equal(first, again) {
			t.Fatal("expected the same bytes")
		}
	}
}
