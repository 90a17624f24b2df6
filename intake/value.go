package intake

import (
	"math"
	"strings"
)

// Value is one value of a resolved scenario: a mapping of values, a number, a
// value over time or a text.
type Value struct {
	Key  string
	Path string // main keys are left out: inventory.tools.max for its value
	Kind ValueKind
	Of   []Value // of a mapping, in the order of the language; things by id

	Numbers []float64 // of a number: one; of a value over time: one for all periods or one each. NaN: not given
	Unit    string    // what the numbers are in: each, USD/each; empty where they have none
	Text    string    // of a text

	main string // key of the value that may stand in place of the mapping
	ids  bool   // the keys of the mapping are ids, sorted
	from *node  // where the value comes from; nil for what only follows from defaults
}

// ValueKind says what a Value is.
type ValueKind uint8

// The kinds of values.
const (
	MappingValue ValueKind = iota
	NumberValue
	SeriesValue
	TextValue
	WrittenValue // shown as it is written in the file: a list of dates, a table of units
)

// IsLeaf tells whether the value is no mapping.
func (v *Value) IsLeaf() bool { return v.Kind != MappingValue }

// sameAs compares two values that are no mappings.
func (v *Value) sameAs(w *Value) bool {
	if v.Kind != w.Kind || v.Text != w.Text || len(v.Numbers) != len(w.Numbers) || !v.IsLeaf() {
		return false
	}
	for i := range v.Numbers {
		if !sameNumber(v.Numbers[i], w.Numbers[i]) {
			return false
		}
	}
	return true
}

func sameNumber(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

// short is the value that stands in place of the mapping, or nil.
func (v *Value) short() *Value {
	if v.Kind == MappingValue && v.main != "" && len(v.Of) == 1 && v.Of[0].Key == v.main {
		if inner := v.Of[0].short(); inner != nil {
			return inner
		}
		if v.Of[0].IsLeaf() {
			return &v.Of[0]
		}
	}
	return nil
}

// Number is the only number of a value, or that of a period.
func (v *Value) Number(t int) float64 {
	switch {
	case len(v.Numbers) == 0:
		return math.NaN()
	case len(v.Numbers) == 1:
		return v.Numbers[0]
	}
	return v.Numbers[t]
}

// Resolved is the scenario as a tree of values: numbers in the declared units,
// with all changes applied, without what is left to defaults.
func (l *Loaded) Resolved() Value {
	if l.Scenario == nil || l.tree == nil {
		return Value{}
	}
	e := &encoder{d: l.decoder}
	root := plainTable().encode(e, l.Scenario, emptyScenario(), l.tree)
	root.setPaths("")
	return root
}

// setPaths gives every value below v its path.
func (v *Value) setPaths(path string) {
	v.Path = path
	for i := range v.Of {
		if child := &v.Of[i]; child.Key == v.main && v.main != "" {
			child.setPaths(path)
		} else {
			child.setPaths(join(path, child.Key))
		}
	}
}

// Leaves calls visit for every value below v that is no mapping, and for
// mappings that hold nothing.
func (v *Value) Leaves(visit func(*Value)) {
	if v.IsLeaf() || len(v.Of) == 0 {
		visit(v)
		return
	}
	for i := range v.Of {
		v.Of[i].Leaves(visit)
	}
}

// At returns the value with that path; a main key may be in it or not. In a
// value over time the period is the index of the last key of the path, or -1.
func (l *Loaded) At(path string) (v Value, period int, ok bool) {
	at, period := l.Resolved(), -1
	var keys []string
	if path != "" {
		keys = strings.Split(path, ".")
	}
	for i := 0; i < len(keys); i++ {
		if k := at.index(keys[i]); k >= 0 {
			at = at.Of[k]
			continue
		}
		if k := at.index(at.main); k >= 0 && at.main != "" {
			at = at.Of[k]
			i-- // the key is below the main one
			continue
		}
		if l.Scenario == nil {
			return Value{}, -1, false
		}
		if period = l.Scenario.Calendar.Find(keys[i]); at.Kind != SeriesValue || period < 0 || i+1 < len(keys) {
			return Value{}, -1, false
		}
	}
	if s := at.short(); s != nil {
		at = *s
	}
	return at, period, true
}

// places tells where each key of a mapping is.
func (v *Value) places() map[string]int {
	places := make(map[string]int, len(v.Of))
	for i := range v.Of {
		places[v.Of[i].Key] = i
	}
	return places
}

func (v *Value) index(key string) int {
	for i := range v.Of {
		if v.Of[i].Key == key {
			return i
		}
	}
	return -1
}
