package intake

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// editor lays changes over a tree of nodes. It finds values along the field
// table, so that a path leads to the same value whatever shorthand a file uses:
// "hire: 300" has the value workforce.crew.hire.cost.
type editor struct {
	list     *collector
	owned    map[*entry]bool      // entries of mappings that this editor has copied: trees share nodes
	indexes  map[*entry]*keyIndex // of the entries of large mappings
	work     int                  // entries looked at, copied or moved so far
	layouts  map[shape]*layout
	scenario shape

	c      *change
	wild   bool   // a key with * lies behind
	meant  string // the path as the user means it, where the way went on to a main key; else empty
	missed *miss
}

// miss says why a change led to nothing. Of several the deepest is reported.
type miss struct {
	depth               int
	rule, message, hint string
	known               func() []string // the keys that are there; nil where they do not help
}

func newEditor(list *collector) *editor {
	return &editor{list: list, owned: map[*entry]bool{}, indexes: map[*entry]*keyIndex{}, layouts: map[shape]*layout{}, scenario: plainTable()}
}

// own makes the entries of a mapping safe to change.
func (ed *editor) own(n *node) {
	if len(n.entries) > 0 && !ed.owned[&n.entries[0]] {
		ed.work += len(n.entries)
		n.entries = slices.Clone(n.entries)
		ed.owned[&n.entries[0]] = true
	}
}

func (ed *editor) append(n *node, e entry) {
	ed.own(n)
	n.entries = append(n.entries, e)
	ed.owned[&n.entries[0]] = true
}

// take removes an entry of a mapping.
func (ed *editor) take(n *node, i int) {
	delete(ed.indexes, &n.entries[0])
	ed.work += len(n.entries) - i
	n.entries = slices.Delete(n.entries, i, i+1)
}

// maxWork bounds the work of laying changes over one scenario, so that no file
// can keep a computer busy for long.
const maxWork = 20_000_000

// exhausted reports once that changes are too much work.
func (ed *editor) exhausted() bool {
	if ed.work <= maxWork {
		return false
	}
	if ed.c != nil && ed.list != nil && ed.work != math.MaxInt {
		ed.list.add(Diagnostic{
			Rule: "too-many-changes", Path: ed.c.pattern, Pos: ed.c.key.keyPos(),
			Message: "there are too many changes for a scenario of this size", Hint: "write patterns with * in place of many single changes, or the other way round",
		})
		ed.work = math.MaxInt
	}
	return true
}

// apply lays one change over the tree.
func (ed *editor) apply(root *node, c *change) {
	ed.c, ed.wild, ed.meant, ed.missed = c, false, "", nil
	if ed.exhausted() {
		return
	}
	before := len(ed.list.list) + ed.list.over
	whole := entry{value: *root}
	ed.visit(&whole, spot{schema: schemaObject, inner: ed.scenario}, 0, "")
	*root = whole.value
	if len(c.matched) > 0 || ed.missed == nil || len(ed.list.list)+ed.list.over > before {
		return
	}
	if !ed.list.full() {
		ed.explain(ed.missed)
	}
	ed.list.add(Diagnostic{
		Rule: ed.missed.rule, Path: c.pattern, Pos: c.key.keyPos(), Message: ed.missed.message, Hint: ed.missed.hint,
	})
}

// fail notes that the change leads to nothing here.
func (ed *editor) fail(depth int, rule, message, hint string) {
	if ed.missed == nil || depth > ed.missed.depth {
		ed.missed = &miss{depth: depth, rule: rule, message: message, hint: hint}
	}
}

// noMatch notes that the key at depth is none of those that are known.
func (ed *editor) noMatch(depth int, message string, known func() []string) {
	if ed.missed == nil || depth > ed.missed.depth {
		ed.missed = &miss{depth: depth, rule: "change-no-match", message: message, known: known}
	}
}

// explain completes what is told of a change that led to nothing: the keys
// that are there, and the one that is most like the wrong one.
func (ed *editor) explain(m *miss) {
	if m.known == nil {
		return
	}
	known := m.known()
	ed.work += suggestionWork * len(known)
	if m.message == "" {
		m.message = fmt.Sprintf("expected one of %s; got %s", shortened(known), quote(ed.c.keys[m.depth]))
	}
	if near := model.Nearest(ed.c.keys[m.depth], known); near != "" {
		keys := slices.Clone(ed.c.keys)
		keys[m.depth] = near
		m.hint = "did you mean " + strings.Join(keys, ".") + "?"
	}
}

// suggestionWork is how much longer it takes to compare a word for a hint than
// to look at it.
const suggestionWork = 10

// visit changes the value at e, or what lies below it on the way that the
// keys from depth on name. Path is the address of e.
func (ed *editor) visit(e *entry, s spot, depth int, path string) {
	rest := ed.c.keys[depth:]
	switch {
	case s.schema == schemaObject && (len(rest) == 0 || len(rest) == 1 && isDigit(rest[0][0]) && ed.layout(s.inner).main != nil):
		ed.object(e, s, depth, path)
	case s.schema == schemaObject:
		ed.expand(e, s)
		ed.below(e, s, depth, path)
	case s.isMap() && len(rest) == 0 && s.schema == schemaMap:
		ed.fail(depth, "change-whole-section", "expected the path of one value, got that of all "+path,
			"name one of them, as in "+path+".ID, or all with "+path+".*")
	case s.isMap() && len(rest) > 0:
		ed.expand(e, s)
		ed.below(e, s, depth, path)
	case len(rest) > 1, len(rest) == 1 && s.schema != schemaSeries:
		ed.fail(depth, "change-no-match", fmt.Sprintf("expected a path that ends at %s, got %s after it", path, quote(strings.Join(rest, "."))), "")
	case len(rest) == 1:
		ed.periods(e, depth, path)
	default:
		ed.leaf(e, s, depth, path)
	}
}

// below goes on to the children that the key at depth names.
func (ed *editor) below(e *entry, s spot, depth int, path string) {
	key := ed.c.keys[depth]
	if e.value.kind != mapKind {
		ed.noMatch(depth, fmt.Sprintf("nothing is there below %s", path), nil)
		return
	}
	ed.own(&e.value)
	if isWild(key) {
		ed.belowAll(e, s, depth, path)
		return
	}
	i := ed.find(&e.value, key)
	if s.isMap() {
		if i < 0 && len(e.value.entries) == 0 {
			ed.noMatch(depth, fmt.Sprintf("nothing is there below %s", path), nil)
			return
		}
		if i < 0 {
			ed.noMatch(depth, "", func() []string { return idsOf(&e.value) })
			return
		}
		ed.child(e, i, s.below(), depth, path)
		return
	}
	l := ed.layout(s.inner)
	m := l.find(key)
	switch {
	case m == nil:
		ed.noMatch(depth, fmt.Sprintf("expected one of the keys %s; got %s", strings.Join(l.keys(), ", "), quote(key)), l.keys)
	case i >= 0:
		ed.child(e, i, spotOf(m), depth, path)
	case ed.c.kind == setValue && !(ed.wild && ed.goesOn(depth+1)):
		ed.create(e, m, depth, path)
	default:
		ed.fail(depth, "change-no-match", "there is no "+join(path, key)+" yet", "set it to a value first")
	}
}

// goesOn tells whether keys of fields follow from depth on: a period is none.
func (ed *editor) goesOn(depth int) bool {
	rest := ed.c.keys[depth:]
	return len(rest) > 1 || len(rest) == 1 && !isDigit(rest[0][0])
}

// belowAll goes on to every child that matches a key with *.
func (ed *editor) belowAll(e *entry, s spot, depth int, path string) {
	behind, found := ed.wild, false
	ed.wild = true
	for i := 0; i < len(e.value.entries) && !ed.exhausted(); i++ {
		ed.work++
		child := &e.value.entries[i]
		if !matches(ed.c.keys[depth], child.key) {
			continue
		}
		below := s.below()
		if !s.isMap() {
			m := ed.layout(s.inner).find(child.key)
			if m == nil {
				continue
			}
			below = spotOf(m)
		}
		found = true
		if count := len(e.value.entries); !ed.child(e, i, below, depth, path) && len(e.value.entries) < count {
			i--
		}
	}
	ed.wild = behind
	if !found {
		ed.noMatch(depth, fmt.Sprintf("nothing in %s matches %s", orScenario(path), quote(ed.c.keys[depth])), nil)
	}
}

// child goes on to one child, or takes it away and returns false.
func (ed *editor) child(e *entry, i int, s spot, depth int, path string) bool {
	child := &e.value.entries[i]
	at := join(path, child.key)
	if ed.c.kind == removal && depth+1 == len(ed.c.keys) {
		if ed.touch(at, "") {
			ed.take(&e.value, i)
		}
		return false
	}
	ed.visit(child, s, depth+1, at)
	return true
}

// create adds a key that the mapping at e does not have yet.
func (ed *editor) create(e *entry, m *meta, depth int, path string) {
	made := ed.c.key
	made.key = m.key
	at, s := join(path, m.key), spotOf(m)
	if depth+1 == len(ed.c.keys) {
		if ed.meant == "" {
			ed.meant = at
			defer func() { ed.meant = "" }()
		}
		if ed.touch(ed.mainPath(at, s), "") {
			made.value = ed.c.value
			made.value.trail = &trail{set: ed.c}
			ed.append(&e.value, made)
		}
		return
	}
	made.value = node{kind: mapKind, block: true, line: made.keyLine, column: made.keyColumn, layer: made.layer}
	before := len(ed.c.matched)
	ed.visit(&made, s, depth+1, at)
	if len(ed.c.matched) > before {
		ed.append(&e.value, made)
	}
}

// mainPath is the path of the value that a new value at path is meant for: the
// main one, unless the new value is a whole mapping.
func (ed *editor) mainPath(path string, s spot) string {
	for s.schema == schemaObject {
		l := ed.layout(s.inner)
		if l.main == nil || ed.c.kind == setValue && !s.inner.isShort(&ed.c.value) {
			break
		}
		path, s = join(path, l.main.key), spotOf(l.main)
	}
	return path
}

// object changes a mapping of fields: all of it, or the value of its main key,
// perhaps in some periods only.
func (ed *editor) object(e *entry, s spot, depth int, path string) {
	l := ed.layout(s.inner)
	inPeriods := depth < len(ed.c.keys)
	switch {
	case l.main != nil && (inPeriods || ed.c.kind != setValue || s.inner.isShort(&ed.c.value)):
		before := ed.meant
		if before == "" {
			ed.meant = path
		}
		ed.expand(e, s)
		ed.mainValue(e, l.main, depth, path)
		ed.meant = before
	case ed.c.kind != setValue:
		ed.fail(depth, "change-not-number", fmt.Sprintf("expected the path of a number, got %s, which has %s", orScenario(path), allowed(l.keys())), "")
	default:
		ed.replace(e, path)
	}
}

// mainValue changes the value of the main key of the mapping at e.
func (ed *editor) mainValue(e *entry, main *meta, depth int, path string) {
	i := slices.IndexFunc(e.value.entries, func(child entry) bool { return child.key == main.key })
	switch {
	case e.value.kind != mapKind:
		ed.fail(depth, "change-no-match", "there is no value at "+path, "")
	case i >= 0:
		ed.own(&e.value)
		ed.visit(&e.value.entries[i], spotOf(main), depth, join(path, main.key))
	case ed.c.kind == setValue:
		ed.create(e, main, depth-1, path)
	default:
		ed.fail(depth, "change-no-match", "there is no "+join(path, main.key)+" yet", "set it to a value first")
	}
}

// leaf changes a value that has no keys below it.
func (ed *editor) leaf(e *entry, s spot, depth int, path string) {
	if ed.c.kind == setValue {
		ed.replace(e, path)
		return
	}
	if s.schema != schemaSeries && s.schema != schemaNumber {
		ed.fail(depth, "change-not-number", fmt.Sprintf("expected the path of a number, got %s", path),
			fmt.Sprintf("to set this very text, write %q", literalMark+ed.c.text))
		return
	}
	if e.value.kind == nullKind {
		ed.fail(depth, "change-no-match", "there is no "+path+" yet", "set it to a value first")
		return
	}
	if ed.touch(path, "") {
		e.value.trail = e.value.trail.with(step{by: ed.c})
	}
}

// periods changes a value over time in one period, or in a range of them.
func (ed *editor) periods(e *entry, depth int, path string) {
	key := ed.c.keys[depth]
	if !isDigit(key[0]) || isWild(key) {
		ed.fail(depth, "change-no-match", fmt.Sprintf("expected a period or nothing after %s, got %s", path, quote(key)), "")
		return
	}
	empty := e.value.kind == nullKind || e.value.kind == mapKind && len(e.value.entries) == 0
	switch {
	case empty && ed.c.kind != setValue:
		ed.fail(depth, "change-no-match", "there is no "+path+" yet", "set it to a value first")
	case !ed.touch(path, key):
	case empty:
		made := ed.c.key
		made.key, made.value = key, ed.c.value
		made.value.trail = &trail{set: ed.c}
		e.value = node{kind: mapKind, block: true, line: made.keyLine, column: made.keyColumn, layer: made.layer, trail: e.value.trail}
		ed.append(&e.value, made)
	default:
		e.value.trail = e.value.trail.with(step{by: ed.c, periods: key})
	}
}

// replace puts the new value in the place of what is at e.
func (ed *editor) replace(e *entry, path string) {
	if !ed.touch(path, "") {
		return
	}
	was := e.value
	key := e.key
	*e = ed.c.key
	e.key, e.value = key, ed.c.value
	e.value.trail = &trail{was: &was, set: ed.c}
}

// touch notes that the change concerns the value at path, perhaps in some
// periods only. It is false where another change of the same level has touched
// the value, which is a mistake.
func (ed *editor) touch(path, periods string) bool {
	c := ed.c
	if other := c.level.clash(path, periods != ""); other != nil && other != c {
		ed.list.add(conflict(path, c, other))
		return false
	}
	c.level.touch(path, c, periods != "")
	meant := path
	if ed.meant != "" {
		meant = ed.meant
	}
	if periods != "" {
		meant += "." + periods
	}
	c.matched = append(c.matched, meant)
	return true
}

func conflict(path string, c, other *change) Diagnostic {
	return Diagnostic{
		Rule: "change-conflict", Path: path, Pos: c.key.keyPos(),
		Message: fmt.Sprintf("the value is changed by %s and by %s, and neither comes first", quote(other.pattern), quote(c.pattern)),
		Hint:    "keep one of them, or put one into a file that extends this one",
		Related: []Related{{"first changed", other.key.keyPos()}},
	}
}

// idsOf lists the keys of a mapping.
func idsOf(n *node) []string {
	ids := make([]string, len(n.entries))
	for i := range n.entries {
		ids[i] = n.entries[i].key
	}
	return ids
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func orScenario(path string) string {
	if path == "" {
		return "the scenario"
	}
	return path
}
