package metamorph

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// Rename gives everything in a scenario another id, such that the order of the
// ids is turned round. The second result says what stands against it; the
// scenario is then unchanged.
func Rename(s *model.Scenario) (*model.Scenario, string) {
	ids := map[string]bool{}
	visit(s, func(path string, v reflect.Value) {
		if v.Kind() == reflect.String && strings.HasSuffix(path, ".ID") && v.Len() > 0 {
			ids[v.String()] = true
		}
	})
	for i := range s.Sites {
		delete(ids, s.Sites[i].Region)
	}
	sorted := make([]string, 0, len(ids))
	for id := range ids {
		sorted = append(sorted, id)
	}
	slices.Sort(sorted)
	other := map[string]string{}
	for k, id := range sorted {
		other[id] = fmt.Sprintf("n%05d", len(sorted)-k)
	}
	out, against := clone(s), ""
	visit(out, func(path string, v reflect.Value) {
		if v.Type() != reflect.TypeFor[string]() || isText(path) {
			return
		}
		parts := strings.Split(v.String(), ".")
		for k, part := range parts {
			if strings.ContainsAny(part, "*?") && part != "*" {
				against = words(path) + " has the pattern " + part
			}
			if renamed, is := other[part]; is && (len(parts) == 1 || k > 0) {
				parts[k] = renamed
			}
		}
		v.SetString(strings.Join(parts, "."))
	})
	if against != "" {
		return s, against
	}
	order(reflect.ValueOf(out).Elem())
	return out, ""
}

// texts are fields with text that names nothing of the scenario by its id.
var texts = []string{
	"Name", "Source", "Note", "Currency", "Unit", "Owner", "Reason", "Review", "Label", "Expr", "Over", "From", "Until",
	"Line", "Quantity", "Sense", "Start", "NotCash", "Segment", "Customer", "Region", "Regions", "Of", "Changes",
}

// named fields that end like a text but name things all the same.
var namingFields = []string{"Lanes.From", "Logic.Of", "Cover.Of", "Inventory.Cover.Of", "Sourcing.Shares.Of"}

// isText tells whether the field at a path holds text for people, or a word of
// the language.
func isText(path string) bool {
	for _, field := range namingFields {
		if path == field {
			return false
		}
	}
	return slices.Contains(texts, path[strings.LastIndexByte(path, '.')+1:])
}

// order sorts every list of things by id, as scenarios have them.
func order(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			order(v.Elem())
		}
	case reflect.Struct:
		if v.Type() == seriesType || v.Type() == timeType {
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				order(v.Field(i))
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() != reflect.Struct {
			return
		}
		for i := range v.Len() {
			order(v.Index(i))
		}
		sortByID(v)
	}
}

// keyFields are the fields that lists are in the order of, in the order in
// which they are looked for.
var keyFields = []string{"ID", "Item", "Supplier", "Property"}

func sortByID(v reflect.Value) {
	var key []int
	for _, name := range keyFields {
		if field, has := v.Type().Elem().FieldByName(name); has && field.Type.Kind() == reflect.String {
			key = field.Index
			break
		}
	}
	if key == nil {
		return
	}
	list := make([]reflect.Value, v.Len())
	for i := range list {
		list[i] = reflect.New(v.Type().Elem()).Elem()
		list[i].Set(v.Index(i))
	}
	slices.SortStableFunc(list, func(a, b reflect.Value) int {
		return strings.Compare(a.FieldByIndex(key).String(), b.FieldByIndex(key).String())
	})
	for i := range list {
		v.Index(i).Set(list[i])
	}
}

func rename(s *model.Scenario) Change {
	c := Change{
		Name: OtherIDs, Words: "every id, in the opposite order", Factor: 1,
		Hint: "something that goes by the order of ids, or that takes the first of several",
	}
	c.Scenario, c.LeftOut = Rename(s)
	return c
}
