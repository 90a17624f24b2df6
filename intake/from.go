package intake

import (
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// fromKey stands among the ids of a collection for the rows of a table, each
// of which is a thing.
const fromKey = "from"

// expand puts the things that tables give in place of the keys "from" of a file.
func (ts *tables) expand(root *node) *node {
	if !root.mentions(fromKey) {
		return root
	}
	d := &decoder{list: ts.list, tables: ts}
	expanded := d.expandTables(root, plainTable())
	return &expanded
}

// mentions tells whether a key is anywhere in the tree.
func (n *node) mentions(key string) bool {
	return slices.ContainsFunc(n.entries, func(e entry) bool { return e.key == key || e.value.mentions(key) }) ||
		slices.ContainsFunc(n.items, func(item node) bool { return item.mentions(key) })
}

// expandTables puts the things that tables give in place of the keys "from".
// The result shares what did not change with n, which is left as it is.
func (d *decoder) expandTables(n *node, of shape) node {
	out := *n
	fields, _ := of.metas()
	for i := range out.entries {
		e := &n.entries[i]
		at := slices.IndexFunc(fields, func(f meta) bool { return f.key == e.key })
		if at < 0 || e.value.kind != mapKind {
			continue
		}
		d.enter(e)
		value, changed := d.expandField(&e.value, &fields[at])
		d.leave()
		if !changed {
			continue
		}
		if &out.entries[0] == &n.entries[0] {
			out.entries = slices.Clone(n.entries)
		}
		out.entries[i].value = value
	}
	return out
}

// expandField does the same for the value of one key.
func (d *decoder) expandField(n *node, f *meta) (value node, changed bool) {
	switch f.schema {
	case schemaObject:
		value = d.expandTables(n, f.inner)
		return value, len(n.entries) > 0 && &value.entries[0] != &n.entries[0]
	case schemaMap, schemaParts, schemaPartsOrID:
		return d.expandCollection(n, f)
	}
	return *n, false
}

// expandCollection replaces the key from in a collection, and looks into its things.
func (d *decoder) expandCollection(n *node, f *meta) (value node, changed bool) {
	value = *n
	value.entries = make([]entry, 0, len(n.entries))
	keys, section := newKeySet(len(n.entries)), d.path()
	add := func(e entry) {
		if first := keys.add(value.entries, e.key); first >= 0 {
			d.list.add(Diagnostic{
				Rule: "duplicate-key", Path: join(section, e.key), Pos: e.keyPos(), Message: "the id " + quote(e.key) + " is given twice",
				Hint: "keep one of the two", Related: []Related{{"first given", value.entries[first].keyPos()}},
			})
			return
		}
		value.entries = append(value.entries, e)
	}
	for i := range n.entries {
		e := n.entries[i]
		d.enter(&n.entries[i])
		switch {
		case e.key == fromKey:
			changed = true
			things := d.rowsAsThings(&n.entries[i].value, f)
			if len(n.entries) == 1 && inOrder(things) { // mostly; and there may be very many of them
				d.leave()
				value.entries = things
				return value, true
			}
			keys.expect(value.entries, len(things))
			value.entries = slices.Grow(value.entries, len(things))
			for _, thing := range things {
				add(thing)
			}
		case f.inner != nil && e.value.kind == mapKind:
			e.value = d.expandTables(&n.entries[i].value, f.inner)
			changed = changed || len(e.value.entries) > 0 && &e.value.entries[0] != &n.entries[i].value.entries[0]
			add(e)
		default:
			add(e)
		}
		d.leave()
	}
	return value, changed
}

// inOrder tells whether ids rise from entry to entry, so that none is there twice.
func inOrder(things []entry) bool {
	for i := 1; i < len(things); i++ {
		if things[i-1].key >= things[i].key {
			return false
		}
	}
	return true
}

// rowsAsThings reads the value of a key from: one table, or a list of tables
// that fill their things together.
func (d *decoder) rowsAsThings(n *node, f *meta) []entry {
	var things []entry
	where := map[string]int{}
	tables := []node{*n}
	if n.kind == listKind {
		tables = n.items
	}
	for i := range tables {
		if at := &tables[i]; at.kind != mapKind {
			d.expected(at, "a mapping with the key "+fileKey+", or a list of them")
		} else if b := d.builder(at, f); b != nil {
			if len(tables) == 1 {
				return b.things()
			}
			things = d.complete(things, b.things(), where)
		}
	}
	return things
}

// builder makes things of the rows of a table.
type builder struct {
	d       *decoder
	f       *meta // the collection
	c       *tableCells
	id      template
	fillers []filler
	sound   bool
	cells   []plainCell // of the thing that is being made; nil where not known ahead
}

// filler is what fills one value of a thing.
type filler struct {
	keys  []template // the path below the thing
	fixed []string   // the same, where no column is part of it
	value template
	pos   Pos // of the key in the scenario, or of the head
	form  leaf
	wide  bool // the value is below heads that are periods
	byID  bool // the value follows from the id: all rows of a thing agree
}

// leaf says how a value at the end of a path is written.
type leaf uint8

const (
	noLeaf     leaf = iota // the path leads nowhere
	textLeaf               // a text, word or flag
	numberLeaf             // a number, or numbers over time
)

// builder reads a mapping that stands for rows; nil after a mistake.
func (d *decoder) builder(n *node, f *meta) *builder {
	spec := d.tableSpec(n, fromObject())
	if spec == nil {
		return nil
	}
	t := d.tables.open(d, spec)
	if t == nil {
		return nil
	}
	b := &builder{d: d, f: f, c: &tableCells{table: t, spec: spec}, sound: true}
	b.c.period, b.sound = d.periodColumn(t, spec)
	b.c.rows = d.rowsWhere(t, spec)
	if b.c.rows == nil || !b.sound {
		return nil
	}
	idKey, idText := spec.at, spec.id
	if idText == "" {
		idText = "id"
	} else {
		idKey = &spec.at.find("id").value
	}
	b.id, b.sound = d.template(t, idKey, idText)
	if spec.columns != nil {
		b.fromColumns()
	} else {
		b.fromHeads()
	}
	if spec.wide != "" {
		at := spec.at.find("periods")
		if keys, ok := d.pathTemplate(t, &at.value, spec.wide); ok {
			b.fill(filler{keys: keys, pos: at.value.pos(), wide: true}, spec.wide)
		} else {
			b.sound = false
		}
	}
	if !b.sound {
		return nil
	}
	return b
}

// fromColumns takes the paths and columns that the scenario lists.
func (b *builder) fromColumns() {
	for i := range b.c.spec.columns.entries {
		e := &b.c.spec.columns.entries[i]
		b.d.enter(e)
		keys, okKeys := b.d.pathTemplate(b.c.table, e.keyNode(), e.key)
		value, okValue := b.d.template(b.c.table, &e.value, strings.TrimSpace(e.value.text))
		b.sound = b.sound && okKeys && okValue
		if okKeys && okValue {
			b.fill(filler{keys: keys, value: value, pos: e.keyPos()}, e.key)
		}
		b.d.leave()
	}
}

// fromHeads takes the heads as paths.
func (b *builder) fromHeads() {
	t := b.c.table
	for column, head := range t.heads {
		switch {
		case head == "", b.id.uses(column), column == b.c.period, slices.ContainsFunc(b.c.spec.where, func(e entry) bool { return e.key == head }):
		case !startsWithDigit(head):
			var keys []template
			for _, key := range strings.Split(head, ".") {
				keys = append(keys, template{{literal: key, column: none}})
			}
			b.fill(filler{keys: keys, value: template{{column: column}}, pos: t.headPos(column)}, head)
		case b.c.spec.wide == "":
			b.sound = false
			b.d.list.add(Diagnostic{
				Rule: "unknown-key", Path: b.d.path(), Pos: t.headPos(column), Message: "expected the path of a value as a head, got " + quote(head),
				Hint: "where the heads are periods, say with periods: what they fill, as in periods: quantity", Related: b.c.related(),
			})
			return
		}
	}
}

// fill adds a filler after checking where its path leads.
func (b *builder) fill(f filler, path string) {
	var keys, known []string
	for _, key := range f.keys {
		keys = append(keys, key.text(nil, 0))
	}
	f.form, known = leafOf(b.f, keys)
	if !slices.ContainsFunc(f.keys, template.varies) {
		f.fixed = keys
	}
	f.byID = !slices.ContainsFunc(f.value, func(p piece) bool { return p.column != none && !b.id.uses(p.column) })
	dg := Diagnostic{Rule: "unknown-key", Path: b.d.path(), Pos: f.pos}
	switch {
	case f.form == noLeaf:
		dg.Message = "expected the path of a value, got " + quote(path)
		dg.Hint = "say with columns: which columns count, as in columns: {quantity: qty}"
		if near := model.Nearest(lastOf(keys), known); near != "" {
			dg.Hint = "did you mean " + near + "?"
		} else if b.c.spec.columns != nil && len(known) > 0 {
			dg.Hint = "there are " + shortened(known)
		}
	case f.form == numberLeaf && !f.wide && (len(f.value) != 1 || f.value[0].column == none):
		dg.Rule, dg.Message = "wrong-type", "expected one column for the numbers under "+quote(path)
	case f.form == textLeaf && f.wide:
		dg.Rule, dg.Message = "wrong-type", "expected the path of a value over time, got "+quote(path)
	default:
		b.fillers = append(b.fillers, f)
		return
	}
	b.sound = false
	b.d.list.add(dg)
}

func lastOf(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// partQuantity is the one path below a part of a process.
const partQuantity = "quantity"

// leafOf follows a path below a thing of a collection. Where it leads nowhere,
// known lists the keys at the place where it gets lost.
func leafOf(collection *meta, keys []string) (form leaf, known []string) {
	if collection.schema != schemaMap {
		if len(keys) == 1 && keys[0] == partQuantity {
			return numberLeaf, nil
		}
		return noLeaf, []string{partQuantity}
	}
	return leafIn(collection.inner, keys)
}

func leafIn(of shape, keys []string) (leaf, []string) {
	fields, main := of.metas()
	key, rest := main, keys
	if len(keys) > 0 {
		key, rest = keys[0], keys[1:]
	}
	known := make([]string, len(fields))
	for i := range fields {
		if f := &fields[i]; f.key == key {
			return leafBelow(f, rest)
		}
		known[i] = fields[i].key
	}
	return noLeaf, known
}

func leafBelow(f *meta, keys []string) (leaf, []string) {
	switch {
	case f.schema == schemaObject:
		return leafIn(f.inner, keys)
	case f.schema == schemaMap && len(keys) > 0:
		return leafIn(f.inner, keys[1:])
	case f.schema == schemaMap:
		return noLeaf, nil
	case (f.schema == schemaParts || f.schema == schemaPartsOrID) && len(keys) == 1:
		return numberLeaf, nil
	case f.schema == schemaPartsOrID && len(keys) == 0:
		return textLeaf, nil
	case f.schema == schemaParts || len(keys) > 0:
		return noLeaf, nil
	case f.schema == schemaNumber || f.schema == schemaSeries:
		return numberLeaf, nil
	}
	return textLeaf, nil
}
