package metamorph

import (
	"reflect"
	"time"

	"github.com/steelyard-sop/steelyard/model"
)

var (
	seriesType = reflect.TypeFor[model.Series]()
	limitType  = reflect.TypeFor[model.Limit]()
	timeType   = reflect.TypeFor[time.Time]()
)

// clone copies a scenario, so that either can be changed.
func clone(s *model.Scenario) *model.Scenario {
	return cloned(reflect.ValueOf(s)).Interface().(*model.Scenario)
}

// cloned copies what can be changed in place; numbers over time cannot.
func cloned(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		out := reflect.New(v.Type().Elem())
		out.Elem().Set(cloned(v.Elem()))
		return out
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(cloned(v.Index(i)))
		}
		return out
	case reflect.Struct:
		if v.Type() == seriesType || v.Type() == timeType {
			return v
		}
		out := reflect.New(v.Type()).Elem()
		for i := range v.NumField() {
			out.Field(i).Set(cloned(v.Field(i)))
		}
		return out
	}
	return v
}

// skipped are the parts of a scenario that say nothing of the plan.
var skipped = map[string]bool{"Calendar": true, "Expect": true, "Currencies": true}

// visit calls do for every value of a scenario, with the names of the fields
// that lead to it: Processes.Lots.Cost. Limits and series are visited whole;
// the parts of a limit are not visited again.
func visit(s *model.Scenario, do func(path string, v reflect.Value)) {
	v := reflect.ValueOf(s).Elem()
	for i := range v.NumField() {
		if name := v.Type().Field(i).Name; !skipped[name] {
			visitBelow(name, v.Field(i), do)
		}
	}
}

func visitBelow(path string, v reflect.Value, do func(path string, v reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			visitBelow(path, v.Elem(), do)
		}
	case reflect.Slice:
		for i := range v.Len() {
			visitBelow(path, v.Index(i), do)
		}
	case reflect.Struct:
		if v.Type() == seriesType || v.Type() == limitType {
			do(path, v)
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				visitBelow(path+"."+v.Type().Field(i).Name, v.Field(i), do)
			}
		}
	default:
		do(path, v)
	}
}

// mapped is a series with every number changed.
func mapped(s model.Series, change func(float64) float64) model.Series {
	if !s.IsSet() {
		return s
	}
	values := make([]float64, s.Len())
	for t, x := range s.Values() {
		values[t] = change(x)
	}
	return model.PerPeriod(values)
}
