package intake

import (
	"cmp"
	"slices"
)

// things makes one entry of each id, in the order of the ids.
func (b *builder) things() []entry {
	b.read()
	groups := b.group()
	key := b.d.way[len(b.d.way)-1]
	b.d.leave() // what follows is about things, and their paths do not say where they come from
	defer b.d.enter(key)
	entries := make([]entry, 0, len(groups.ids))
	for _, i := range groups.sorted() {
		from, to := groups.start[i], groups.start[i+1]
		rows := groups.rows[from:to]
		if b.cells = nil; groups.cells != nil {
			b.cells = groups.cells[from:to]
		}
		first := rows[0]
		e := entry{key: groups.ids[i], keyLine: b.c.table.lines[first], keyColumn: int32(b.id.first() + 1), layer: b.c.table.source}
		b.d.enter(&e)
		e.value = b.thing(rows)
		b.d.leave()
		entries = append(entries, e)
	}
	return entries
}

// grouped are the rows of a table by id.
type grouped struct {
	ids   []string
	start []int32 // of each id its first place in rows; one more at the end
	rows  []int32
	cells []plainCell // of each row, where they are known ahead; else nil
}

// sorted returns the places of the ids in their order.
func (g *grouped) sorted() []int {
	order := make([]int, len(g.ids))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(g.ids[a], g.ids[b]) })
	return order
}

// group sorts the rows by id, keeping the order of the table within each. An
// id is built only where it is new.
func (b *builder) group() *grouped {
	g := &grouped{}
	of := b.numbered()
	place := []int32{} // of the id with that number; none where the row lacks a part of it
	count := []int32{}
	for k, number := range of {
		if int(number) == len(place) {
			place = append(place, none)
			if row := b.c.rows[k]; !b.emptyID(row) {
				place[number] = int32(len(g.ids))
				g.ids, count = append(g.ids, b.id.text(b.c.table, row)), append(count, 0)
			}
		}
		if i := place[number]; i != none {
			count[i]++
		}
	}
	g.start = make([]int32, len(count)+1)
	for i, n := range count {
		g.start[i+1] = g.start[i] + n
	}
	next := slices.Clone(g.start)
	all := g.start[len(count)]
	g.rows = make([]int32, all)
	numbers, codes := b.ahead()
	if numbers != nil {
		g.cells = make([]plainCell, all)
	}
	for k, number := range of {
		i := place[number]
		if i == none {
			continue
		}
		row := b.c.rows[k]
		g.rows[next[i]] = row
		if numbers != nil {
			g.cells[next[i]] = plainCell{numbers[row], codes[row]}
		}
		next[i]++
	}
	return g
}

// ahead returns the columns of the one number over time that most tables give,
// so that its cells can be sorted together with the rows: looking them up row
// by row later takes long where rows are in no order. Both are nil otherwise.
func (b *builder) ahead() (numbers []float64, codes []uint32) {
	if b.c.period == none || !b.c.spec.inPlain() {
		return nil, nil
	}
	column := none
	for i := range b.fillers {
		switch f := &b.fillers[i]; {
		case f.form != numberLeaf:
		case column != none, f.wide, f.fixed == nil:
			return nil, nil
		default:
			column = f.value[0].column
		}
	}
	if column == none {
		return nil, nil
	}
	return b.c.table.usual(column), b.c.table.coded(b.c.period).codes
}

// numbered gives the rows the same number where the columns of their id have
// the same texts. Numbers count from 0, in the order in which they first appear.
func (b *builder) numbered() []uint32 {
	of := make([]uint32, len(b.c.rows))
	count := 1 // numbers so far
	for _, p := range b.id {
		if p.column == none {
			continue
		}
		column := b.c.table.coded(p.column)
		pairs := newPairs(count, len(column.keys), len(of))
		before, number := [2]uint32{}, uint32(0)
		for k, r := range b.c.rows {
			if pair := [2]uint32{of[k], column.codes[r]}; k == 0 || pair != before {
				before, number = pair, pairs.of(pair[0], pair[1])
			}
			of[k] = number
		}
		count = int(pairs.known)
	}
	return of
}

// read prepares all columns that every row is asked for.
func (b *builder) read() {
	var texts, numbers []int
	for _, p := range b.id {
		if p.column != none {
			texts = append(texts, p.column)
		}
	}
	if b.c.period != none {
		texts = append(texts, b.c.period)
	}
	for i := range b.fillers {
		if f := &b.fillers[i]; f.form == numberLeaf && !f.wide && b.c.spec.inPlain() {
			numbers = append(numbers, f.value[0].column)
		}
	}
	b.c.table.read(texts, numbers)
	if b.c.spec.wide != "" && b.c.spec.inPlain() {
		b.c.table.belowPeriods()
	}
}

// emptyID reports a row that lacks a part of its id.
func (b *builder) emptyID(row int32) bool {
	for _, p := range b.id {
		if p.column != none && b.c.table.empty(row, p.column) {
			if b.d.list.miss() {
				return true
			}
			b.d.list.add(Diagnostic{
				Rule: "bad-id", Path: b.d.path(), Pos: b.c.table.pos(row, p.column), Related: b.c.related(),
				Message: "expected an id in the column " + b.c.table.heads[p.column] + ", got an empty cell",
			})
			return true
		}
	}
	return false
}

// thing makes one thing of its rows.
func (b *builder) thing(rows []int32) node {
	t := b.c.table
	n := node{kind: mapKind, line: t.lines[rows[0]], column: int32(b.id.first() + 1), layer: t.source}
	each := b.c.spec.each
	if each != nil && each.kind != mapKind && each.kind != nullKind {
		n = *each
	} else if each != nil {
		n.entries = append(make([]entry, 0, len(each.entries)+len(b.fillers)), each.entries...)
	} else {
		n.entries = make([]entry, 0, len(b.fillers))
	}
	for i := range b.fillers {
		f := &b.fillers[i]
		if f.fixed == nil {
			b.varied(&n, f, rows)
			continue
		}
		if value, ok := b.leaf(f, rows); ok {
			b.put(&n, f.fixed, f, value)
		}
	}
	if b.f.schema != schemaMap && len(n.entries) == 1 {
		return n.entries[0].value // of a part there is nothing but its quantity
	}
	return n
}

// varied fills paths that depend on the row: each path gets the rows that lead to it.
func (b *builder) varied(n *node, f *filler, rows []int32) {
	t := b.c.table
	place := map[string]int{}
	var paths [][]string
	var of [][]int32
	for _, r := range rows {
		whole, keys := "", make([]string, len(f.keys))
		for i, key := range f.keys {
			keys[i] = key.text(t, r)
			whole += keys[i] + "\x00"
		}
		at, known := place[whole]
		if !known {
			at = len(paths)
			place[whole] = at
			paths, of = append(paths, keys), append(of, nil)
		}
		of[at] = append(of[at], r)
	}
	for i, keys := range paths {
		if value, ok := b.leaf(f, of[i]); ok {
			b.put(n, keys, f, value)
		}
	}
}

// leaf makes the value of a filler; it is false where the rows give nothing.
func (b *builder) leaf(f *filler, rows []int32) (node, bool) {
	t := b.c.table
	if f.wide {
		n := node{kind: tableKind, line: t.lines[rows[0]], column: int32(b.id.first() + 1), layer: t.source}
		n.cells = &tableCells{table: t, spec: b.c.spec, rows: rows, column: byHeads, period: none}
		return n, true
	}
	column := f.value.first()
	if f.form == textLeaf {
		return b.text(f, rows)
	}
	for _, r := range rows {
		if !t.empty(r, column) {
			n := node{kind: tableKind, line: t.lines[r], column: int32(column + 1), layer: t.source}
			n.cells = &tableCells{table: t, spec: b.c.spec, rows: rows, column: column, period: b.c.period, cells: b.cells}
			return n, true
		}
	}
	return node{}, false
}

// text is a value that all rows of a thing must agree about.
func (b *builder) text(f *filler, rows []int32) (node, bool) {
	t := b.c.table
	first, text := int32(none), ""
	for _, r := range rows {
		now := f.value.text(t, r)
		if f.byID {
			return t.node(r, f.value.first(), now), now != ""
		}
		switch {
		case now == "" || now == text:
		case first == none:
			first, text = r, now
		default:
			b.d.list.add(Diagnostic{
				Rule: "table-two-rows", Path: b.d.path(), Pos: t.pos(r, f.value.first()),
				Message: "expected the same text in all rows of the thing, got " + quote(text) + " and " + quote(now),
				Related: append([]Related{{"first given", t.pos(first, f.value.first())}}, b.c.related()...),
			})
			return node{}, false
		}
	}
	if first == none {
		return node{}, false
	}
	return t.node(first, f.value.first(), text), true
}

// put sets the value at a path below n, in place of what was there.
func (b *builder) put(n *node, keys []string, f *filler, value node) {
	for at := n; ; {
		i := slices.IndexFunc(at.entries, func(e entry) bool { return e.key == keys[0] })
		if i < 0 {
			i = len(at.entries)
			at.entries = append(at.entries, entry{
				key: keys[0], keyLine: value.line, keyColumn: value.column, layer: value.layer,
				value: node{kind: mapKind, line: value.line, column: value.column, layer: value.layer},
			})
		} else if len(keys) > 1 {
			at.entries[i].value.entries = slices.Clone(at.entries[i].value.entries)
		}
		e := &at.entries[i]
		if len(keys) == 1 {
			e.value, e.keyLine, e.keyColumn, e.layer = value, value.line, value.column, value.layer
			return
		}
		if e.value.kind != mapKind {
			b.d.list.add(Diagnostic{
				Rule: "wrong-type", Path: b.d.path(), Pos: e.pos(), Message: "expected a mapping under " + quote(e.key) + ", because a column fills a value below it",
				Hint: "write the value with its own key", Related: []Related{{"the column", f.pos}},
			})
			return
		}
		at, keys = &e.value, keys[1:]
	}
}
