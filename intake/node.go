package intake

import (
	"slices"
	"strings"
)

// kind is the shape of a node.
type kind uint8

const (
	nullKind   kind = iota // nothing: empty, ~ or null
	scalarKind             // one word, number or text
	listKind
	mapKind
	tableKind // cells of a table
)

func (k kind) String() string {
	return [...]string{"nothing", "a single value", "a list", "a mapping", "a table"}[k]
}

// node is one value of a file. A tree of nodes is never changed once built:
// aliases share the nodes that they stand for, and whoever lays one file over
// another copies the nodes on the way to what it changes.
type node struct {
	kind    kind
	quoted  bool        // a scalar in quotes or in block style: surely text
	block   bool        // a mapping or list spread over lines, so that it starts below its key
	line    int32       // from 1
	column  int32       // from 1, in characters
	text    string      // of a scalar or null, as written: never converted by the YAML library
	items   []node      // of a list
	entries []entry     // of a mapping, in the order of the file
	cells   *tableCells // of a table
	layer   *source     // where the value was set
	trail   *trail      // what changed the value after it was set; nil where nothing did
}

// entry is one key of a mapping with its value.
type entry struct {
	key       string
	keyLine   int32
	keyColumn int32
	layer     *source // where the key was set
	value     node
}

func (n *node) pos() Pos { return n.layer.place(n.line, n.column) }

func (e *entry) keyPos() Pos { return e.layer.place(e.keyLine, e.keyColumn) }

// keyNode is the key as a value, to report what is wrong with it.
func (e *entry) keyNode() *node {
	return &node{kind: scalarKind, text: e.key, line: e.keyLine, column: e.keyColumn, layer: e.layer}
}

// pos is the place to point at for the value of the key: the value itself,
// or its key where the value only starts on a later line.
func (e *entry) pos() Pos {
	if e.value.block || e.value.kind == nullKind {
		return e.keyPos()
	}
	return e.value.pos()
}

// find returns the entry with that key, or nil.
func (n *node) find(key string) *entry {
	for i := range n.entries {
		if n.entries[i].key == key {
			return &n.entries[i]
		}
	}
	return nil
}

// sorted returns the entries of a mapping in the order of their keys.
func (n *node) sorted() []*entry {
	entries := make([]*entry, len(n.entries))
	for i := range n.entries {
		entries[i] = &n.entries[i]
	}
	slices.SortFunc(entries, func(a, b *entry) int { return strings.Compare(a.key, b.key) })
	return entries
}

// word returns the text of a scalar under a key; empty where there is none.
func (n *node) word(key string) string {
	if e := n.find(key); e != nil && e.value.kind == scalarKind {
		return strings.TrimSpace(e.value.text)
	}
	return ""
}
