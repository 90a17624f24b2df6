package intake

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// encoder turns a scenario back into values along the field table. It walks
// the tree of nodes beside the scenario, so that every value knows where it
// comes from.
type encoder struct{ d *decoder }

// emptyScenario is what a file that says nothing means.
func emptyScenario() *model.Scenario { return &model.Scenario{Objective: model.MinimiseCost} }

// encode lists the fields of from. What has the value of blank, an object of
// which a file says nothing, is left out unless the file gives it.
func (o *object[T]) encode(e *encoder, from, blank *T, at *node) Value {
	out := Value{Kind: MappingValue, main: o.main, from: at}
	for i := range o.fields {
		f := &o.fields[i]
		child := o.childOf(at, f.key)
		if f.encode == nil {
			if child != nil {
				out.Of = append(out.Of, writtenValue(f.key, child))
			}
			continue
		}
		v, has := f.encode(e, from, child)
		if !has {
			continue
		}
		if child == nil && !f.required {
			if b, ok := f.encode(e, blank, nil); ok && v.sameAs(&b) {
				continue
			}
		}
		v.Key = f.key
		if v.from == nil {
			v.from = child
		}
		out.Of = append(out.Of, v)
	}
	return out
}

// childOf finds the node of a field, whatever shorthand the mapping is in; nil
// where the field is not given.
func (o *object[T]) childOf(at *node, key string) *node {
	switch {
	case at == nil:
		return nil
	case o.isShort(at):
		if key == o.main {
			return at
		}
		return nil
	}
	if found := at.find(key); found != nil && (found.value.kind != nullKind || found.value.text == "") {
		return &found.value
	}
	return nil
}

func encodeText[T any, W ~string](get func(*T) *W) func(*encoder, *T, *node) (Value, bool) {
	return func(_ *encoder, from *T, _ *node) (Value, bool) {
		text := string(*get(from))
		return Value{Kind: TextValue, Text: text}, text != ""
	}
}

func encodeFlag[T any](get func(*T) *bool) func(*encoder, *T, *node) (Value, bool) {
	return func(_ *encoder, from *T, _ *node) (Value, bool) {
		return Value{Kind: TextValue, Text: strconv.FormatBool(*get(from))}, true
	}
}

func encodeNumber[T any](m measure, get func(*T) *float64) func(*encoder, *T, *node) (Value, bool) {
	return func(e *encoder, from *T, _ *node) (Value, bool) {
		return Value{Kind: NumberValue, Numbers: []float64{*get(from)}, Unit: e.d.unitWord(m)}, true
	}
}

func encodeSeries[T any](m measure, get func(*T) *model.Series) func(*encoder, *T, *node) (Value, bool) {
	return func(e *encoder, from *T, _ *node) (Value, bool) {
		s := *get(from)
		return e.series(s, m), s.IsSet()
	}
}

func (e *encoder) series(s model.Series, m measure) Value {
	v := Value{Kind: SeriesValue, Numbers: s.Values(), Unit: e.d.unitWord(m)}
	for i := range v.Numbers {
		if v.Numbers[i] != v.Numbers[0] { // never for a NaN: a list with gaps stays a list
			return v
		}
	}
	v.Numbers = v.Numbers[:min(1, len(v.Numbers))]
	return v
}

func encodeNested[T, U any](of *object[U], get func(*T) *U, present func(*U)) func(*encoder, *T, *node) (Value, bool) {
	return func(e *encoder, from *T, at *node) (Value, bool) {
		target, blank := get(from), new(U)
		if at == nil && reflect.ValueOf(target).Elem().IsZero() {
			return Value{}, false
		}
		if present != nil {
			present(blank)
		}
		return of.encode(e, target, blank, at), true
	}
}

func encodeElements[T, U any](of *object[U], get func(*T) *[]U, id ident[U]) func(*encoder, *T, *node) (Value, bool) {
	return func(e *encoder, from *T, at *node) (Value, bool) {
		list := *get(from)
		if list == nil {
			return Value{Kind: WrittenValue, from: at}, at != nil
		}
		out, nodes, outer := Value{Kind: MappingValue, ids: true, from: at}, nodesOf(at), e.d.thing
		for i := range list {
			name := id.of(&list[i])
			blank, n := new(U), nodes[name]
			if n == nil {
				n = nodes[e.d.origin[name]]
			}
			id.begin(blank, name)
			scope := n
			if scope == nil {
				scope = &node{}
			}
			e.d.thing = id.scope(e.d, name, scope)
			v := of.encode(e, &list[i], blank, n)
			v.Key = name
			out.Of = append(out.Of, v)
			e.d.thing = outer
		}
		return out, true
	}
}

// nodesOf maps ids to their nodes.
func nodesOf(at *node) map[string]*node {
	if at == nil {
		return nil
	}
	nodes := make(map[string]*node, len(at.entries))
	for i := range at.entries {
		nodes[at.entries[i].key] = &at.entries[i].value
	}
	return nodes
}

func encodeParts[T any](
	m measure, single bool, get func(*T) *[]model.Part, scopes func(*decoder) map[string]thing,
) func(*encoder, *T, *node) (Value, bool) {
	return func(e *encoder, from *T, at *node) (Value, bool) {
		list := *get(from)
		if single && len(list) == 1 && list[0].Quantity.Len() == 1 && list[0].Quantity.At(0) == 1 {
			return Value{Kind: TextValue, Text: list[0].ID}, true
		}
		out, nodes, outer := Value{Kind: MappingValue, ids: true, from: at}, nodesOf(at), e.d.thing
		for i := range list {
			e.d.thing = scopes(e.d)[list[i].ID]
			v := e.series(list[i].Quantity, m)
			v.Key, v.from = list[i].ID, nodes[list[i].ID]
			out.Of = append(out.Of, v)
			e.d.thing = outer
		}
		return out, list != nil
	}
}

// writtenValue shows a value as the file has it.
func writtenValue(key string, n *node) Value {
	return Value{Key: key, Kind: WrittenValue, Text: flow(n), from: n}
}

// flow writes a node on one line.
func flow(n *node) string {
	var parts []string
	switch n.kind {
	case nullKind:
		return n.text
	case scalarKind:
		return yamlText(strings.TrimSpace(n.text), true)
	case listKind:
		for i := range n.items {
			parts = append(parts, flow(&n.items[i]))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	for _, e := range n.sorted() {
		parts = append(parts, yamlText(e.key, true)+": "+flow(&e.value))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// unitWord is what numbers of measure m are in, in words: each, USD/each.
func (d *decoder) unitWord(m measure) string {
	unit := d.target(m)
	switch {
	case !m.money:
		return unit
	case unit == "":
		return d.currency
	}
	return d.currency + "/" + unit
}
