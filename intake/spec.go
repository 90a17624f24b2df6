package intake

import "slices"

// The field table. It says once what a scenario file can hold, and feeds the
// decoder, the reference page, the JSON Schema and the lists of allowed words.
//
// A table is a tree of objects. An object[T] describes a mapping that fills a
// T; each of its fields knows its key, its documentation and how to decode
// itself into the T. The functions that make fields are in spec_fields.go, and
// the table itself is in fields_*.go.

// object describes a mapping that fills a T.
type object[T any] struct {
	// main is the key whose value may be written in place of the whole
	// mapping: "hire: 300" for "hire: {cost: 300}". Empty where there is none.
	main   string
	fields []field[T]
}

// field describes one key of a mapping that fills a T.
type field[T any] struct {
	meta
	decode func(d *decoder, n *node, into *T)
	// encode is the counterpart of decode: the value that a T has there. It is
	// false where there is none. Without it a value is shown as it is written.
	encode func(e *encoder, from *T, at *node) (Value, bool)
}

// meta is what is known of a field apart from how to decode it.
type meta struct {
	key      string
	form     string // type in words: number over time
	unit     measure
	byDef    string // value where the key is left out, in words
	span     string // range in words: >= 0
	required bool
	choices  []string // allowed words
	pattern  string   // of a text, as a regular expression; empty: any text
	alone    []string // words that may stand in place of a mapping from ids
	sentence string
	example  string
	allows   bool // {} allows something that is not allowed without the key
	open     bool // nothing after the colon means an empty mapping
	inner    shape
	schema   schemaKind
	accepts  func(key string) bool // whether a mapping with that key can be the value
}

// shape is what the value of a field is made of, for documentation.
type shape interface {
	// metas lists the keys of a mapping and names the main one.
	metas() (fields []meta, main string)
	// isShort tells whether n is the value of the main key alone.
	isShort(n *node) bool
}

func (o *object[T]) metas() (fields []meta, main string) {
	for i := range o.fields {
		fields = append(fields, o.fields[i].meta)
	}
	return fields, o.main
}

// find returns the place of the field with that key, or -1.
func (o *object[T]) find(key string) int {
	for i := range o.fields {
		if o.fields[i].key == key {
			return i
		}
	}
	return -1
}

// keys lists the allowed keys in the order of the table.
func (o *object[T]) keys() []string {
	keys := make([]string, len(o.fields))
	for i := range o.fields {
		keys[i] = o.fields[i].key
	}
	return keys
}

// accepts tells whether a mapping with that key can be meant as this object.
func (o *object[T]) accepts(key string) bool {
	return o.find(key) >= 0 || o.main != "" && o.fields[o.find(o.main)].accepts(key)
}

// isShort tells whether n is the value of the main key alone.
func (o *object[T]) isShort(n *node) bool {
	if o.main == "" || n.kind == nullKind {
		return false
	}
	if n.kind != mapKind {
		return true
	}
	own := func(e entry) bool { return o.find(e.key) >= 0 }
	ofMain := func(e entry) bool { return o.fields[o.find(o.main)].accepts(e.key) }
	return !slices.ContainsFunc(n.entries, own) && slices.ContainsFunc(n.entries, ofMain)
}

// decode fills into from a mapping, or from the value of the main key.
func (o *object[T]) decode(d *decoder, n *node, into *T) {
	if o.isShort(n) {
		o.fields[o.find(o.main)].decode(d, n, into)
		return
	}
	if n.kind != mapKind && n.kind != nullKind {
		d.expected(n, "a mapping with "+allowed(o.keys()))
		return
	}
	var seen uint64 // one bit a field
	for i := range n.entries {
		e := &n.entries[i]
		k := o.find(e.key)
		if k < 0 {
			d.unknownKey(e, o.keys())
			continue
		}
		seen |= 1 << k
		d.enter(e)
		if o.fields[k].ready(d, &e.value) {
			o.fields[k].decode(d, &e.value, into)
		}
		d.leave()
	}
	for k := range o.fields {
		if f := &o.fields[k]; f.required && seen&(1<<k) == 0 {
			d.missingKey(f.key, f.example)
		}
	}
}

// ready deals with a key that has no value: nothing at all is a mistake, and
// ~ says that the value is not given.
func (f *field[T]) ready(d *decoder, n *node) bool {
	switch {
	case n.kind != nullKind:
		return true
	case f.open && n.text == "":
		return true
	case n.text == "":
		d.mistake(n, "value-missing", "expected a value ("+f.form+") after the colon, got nothing", f.hintForNothing())
	case f.required:
		d.mistake(n, "value-missing", "expected a value ("+f.form+"), got "+n.text, f.hintForNothing())
	}
	return false
}

// hintForNothing tells what to write in place of nothing.
func (m *meta) hintForNothing() string {
	switch {
	case m.required && m.example != "":
		return "this value is needed; for example: " + m.key + ": " + m.example
	case m.allows:
		return "write {} after the colon to allow it at no cost, or leave the key out"
	}
	return "give it a value, or leave the key out"
}
