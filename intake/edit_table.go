package intake

import (
	"slices"
	"strings"
)

// How an editor finds its way: what the field table says of each place in a tree.

// layout is the table of one kind of mapping.
type layout struct {
	fields []meta
	main   *meta // nil where there is none
}

func (ed *editor) layout(of shape) *layout {
	l := ed.layouts[of]
	if l == nil {
		l = &layout{}
		var main string
		l.fields, main = of.metas()
		l.main = l.find(main)
		ed.layouts[of] = l
	}
	return l
}

func (l *layout) find(key string) *meta {
	for i := range l.fields {
		if l.fields[i].key == key {
			return &l.fields[i]
		}
	}
	return nil
}

func (l *layout) keys() []string {
	keys := make([]string, len(l.fields))
	for i := range l.fields {
		keys[i] = l.fields[i].key
	}
	return keys
}

// spot is what the field table says of one place in the tree.
type spot struct {
	schema schemaKind
	inner  shape // of an object, or of each thing of a map
	thing  bool  // one thing of a map
}

func spotOf(m *meta) spot { return spot{schema: m.schema, inner: m.inner} }

// below is the spot of each thing of a map, or of each part.
func (s spot) below() spot {
	if s.schema == schemaMap {
		return spot{schema: schemaObject, inner: s.inner, thing: true}
	}
	if s.schema == schemaSizes {
		return spot{schema: schemaText}
	}
	return spot{schema: schemaSeries}
}

// belowSpot is the spot of a key; the zero spot, a text, where there is none.
func (ed *editor) belowSpot(s spot, key string) spot {
	if s.isMap() {
		return s.below()
	}
	if s.schema == schemaObject {
		if m := ed.layout(s.inner).find(key); m != nil {
			return spotOf(m)
		}
	}
	return spot{}
}

// isMap tells whether the keys there are ids.
func (s spot) isMap() bool {
	switch s.schema {
	case schemaMap, schemaParts, schemaPartsOrID, schemaSizes:
		return true
	}
	return false
}

// expand writes a shorthand out, so that the value has the place that its path
// names: {cost: 300} for 300, {tools: 1} for tools.
func (ed *editor) expand(e *entry, s spot) {
	n := &e.value
	switch {
	case s.schema == schemaObject && s.inner.isShort(n):
		short := *n
		full := node{kind: mapKind, line: n.line, column: n.column, layer: n.layer, entries: []entry{{
			key: ed.layout(s.inner).main.key, keyLine: n.line, keyColumn: n.column, layer: n.layer, value: short,
		}}}
		*n = full
	case s.schema == schemaPartsOrID && n.kind == scalarKind:
		one := *n
		one.text = "1"
		*n = node{kind: mapKind, line: n.line, column: n.column, layer: n.layer, entries: []entry{{
			key: strings.TrimSpace(n.text), keyLine: n.line, keyColumn: n.column, layer: n.layer, value: one,
		}}}
	case n.kind == nullKind && n.text == "" && (s.schema == schemaObject || s.isMap()):
		n.kind = mapKind
	default:
		return
	}
	if len(n.entries) > 0 {
		ed.owned[&n.entries[0]] = true
	}
}

// keyIndex tells where the keys of a large mapping are.
type keyIndex struct {
	places map[string]int
	count  int // entries that are in it
}

// find returns the place of a key in a mapping, or -1.
func (ed *editor) find(n *node, key string) int {
	const large = 64
	if len(n.entries) < large {
		return slices.IndexFunc(n.entries, func(e entry) bool { return e.key == key })
	}
	x := ed.indexes[&n.entries[0]]
	if x == nil {
		x = &keyIndex{places: make(map[string]int, len(n.entries))}
		ed.indexes[&n.entries[0]] = x
		ed.work += len(n.entries)
	}
	for ; x.count < len(n.entries); x.count++ {
		x.places[n.entries[x.count].key] = x.count
	}
	if i, ok := x.places[key]; ok {
		return i
	}
	return -1
}
