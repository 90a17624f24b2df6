package report

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/steelyard-sop/steelyard/model"
)

// Tables of a plan that only say in other words what other tables decide.
var derivedTables = []string{
	"blends",      // the inputs of what is made
	"orders",      // purchases by day
	"crew_states", // follow from heads and hours
	"storage",     // follows from stock
	"cash",        // follows from all of it
	"emissions",   // follow from all of it
}

func TestEveryTableOfDecisionsIsCompared(t *testing.T) {
	tables := reflect.TypeFor[model.Tables]()
	for i := range tables.NumField() {
		field := tables.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if slices.Contains(derivedTables, name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			plan := &model.Tables{}
			rows := reflect.New(field.Type.Elem()).Elem()
			fillRow(rows)
			reflect.ValueOf(plan).Elem().Field(i).Set(reflect.Append(reflect.Zero(field.Type), rows))
			found := slices.ContainsFunc(cells(names{}, plan), func(c cell) bool { return c.table == name && c.value == 7 })
			if !found {
				t.Errorf("a change in the table %s is not seen when plans are compared", name)
			}
		})
	}
}

// fillRow sets every number of a row to 7 and every text to "x".
func fillRow(row reflect.Value) {
	for i := range row.NumField() {
		switch field := row.Field(i); field.Kind() {
		case reflect.Float64:
			field.SetFloat(7)
		case reflect.String:
			field.SetString("x")
		}
	}
}
