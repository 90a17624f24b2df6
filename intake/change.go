package intake

import (
	"strconv"
	"strings"
)

// A change gives one value, or all whose paths match a pattern, a new value or
// an operation. edit.go lays changes over the tree of nodes: a new value takes
// the place of the node, an operation stays with the node, and trail.go applies
// it once the numbers are bound to their unit.

// changeKind is what a change does to a value.
type changeKind uint8

const (
	setValue changeKind = iota
	multiply
	add
	removal
)

// change is one entry of a change: mapping, or one --set.
type change struct {
	pattern string // as written: demand.*.quantity.2026-03
	keys    []string
	kind    changeKind
	value   node    // of setValue
	factor  float64 // of multiply
	amount  string  // of add: a number with its sign and perhaps a unit
	text    string  // the new value or the operation, on one line
	key     entry   // where the pattern is written; it holds no value
	at      Pos     // of the new value or the operation
	level   *level
	matched []string // paths of the values that it changed
}

// The words of a change.
const (
	operationMarks = "*+-" // a text that begins with one of them is an operation
	literalMark    = "="   // what follows is a value, whatever it looks like
	removeWord     = "remove"
)

// newChange reads one entry of a change: mapping; nil where there is a mistake.
func (d *decoder) newChange(e *entry, of *level) *change {
	c := &change{pattern: strings.TrimSpace(e.key), level: of, key: *e, at: e.pos()}
	c.key.value = node{}
	if !d.splitPattern(c) {
		return nil
	}
	n := &e.value
	c.value, c.text = *n, valueText(n)
	if n.kind == nullKind {
		d.mistake(n, "value-missing", "expected a new value or an operation, got nothing", "write remove to take the value away")
		return nil
	}
	if n.kind != scalarKind {
		return c
	}
	switch text := strings.TrimSpace(n.text); {
	case text == removeWord:
		c.kind = removal
	case strings.HasPrefix(text, literalMark):
		c.text = strings.TrimSpace(text[1:])
		c.value.text, c.value.quoted = c.text, true
	case text != "" && strings.Contains(operationMarks, text[:1]):
		return d.operation(c, n, text)
	}
	return c
}

// operation reads "*1.10", "+200", "-5 %" or "+2 t".
func (d *decoder) operation(c *change, n *node, text string) *change {
	refuse := func(what string) *change {
		d.mistake(n, "bad-operation", "expected "+what+", got "+quote(text), "to set this very text, write "+strconv.Quote(literalMark+text))
		return nil
	}
	operand := strings.TrimSpace(text[1:])
	q, fault := parseQuantity(operand)
	signed := operand != "" && strings.Contains(operationMarks, operand[:1])
	switch {
	case fault != nil, signed && text[0] != '*':
		return refuse("a number after " + text[:1])
	case text[0] == '*' && q.unit == "%":
		c.kind, c.factor = multiply, q.value/100
	case text[0] == '*' && q.unit != "":
		return refuse("a factor without a unit")
	case text[0] == '*':
		c.kind, c.factor = multiply, q.value
	case text[0] == '+' && q.unit == "%":
		c.kind, c.factor = multiply, (100+q.value)/100
	case q.unit == "%":
		c.kind, c.factor = multiply, (100-q.value)/100
	default:
		c.kind, c.amount = add, text[:1]+operand
	}
	return c
}

// splitPattern takes a pattern apart. The two dots of a range of periods
// separate no keys.
func (d *decoder) splitPattern(c *change) bool {
	before, after, isRange := strings.Cut(c.pattern, rangeMark)
	c.keys = strings.Split(before, ".")
	if isRange {
		c.keys[len(c.keys)-1] += rangeMark + after
	}
	for _, key := range c.keys {
		if key == "" {
			d.list.add(Diagnostic{
				Rule: "bad-path", Path: d.path(), Pos: c.key.keyPos(),
				Message: "expected a path such as demand.tools.quantity or demand.tools.quantity.2026-03..2026-05, got " + quote(c.pattern),
			})
			return false
		}
	}
	return true
}

// valueText shows a value on one line.
func valueText(n *node) string {
	switch n.kind {
	case nullKind:
		return "~"
	case scalarKind:
		return strings.Join(strings.Fields(n.text), " ")
	case listKind:
		words := make([]string, len(n.items))
		for i := range n.items {
			words[i] = valueText(&n.items[i])
		}
		return "[" + shortened(words) + "]"
	}
	words := make([]string, len(n.entries))
	for i := range n.entries {
		words[i] = n.entries[i].key + ": " + valueText(&n.entries[i].value)
	}
	return "{" + shortened(words) + "}"
}

// isWild tells whether a key of a pattern stands for several.
func isWild(key string) bool { return strings.Contains(key, "*") }

// matches tells whether a word fits a pattern, in which each * stands for any
// number of characters.
func matches(pattern, word string) bool {
	first, rest, wild := strings.Cut(pattern, "*")
	if !wild {
		return pattern == word
	}
	if !strings.HasPrefix(word, first) {
		return false
	}
	word = word[len(first):]
	for {
		var part string
		part, rest, wild = strings.Cut(rest, "*")
		if !wild {
			return strings.HasSuffix(word, part)
		}
		at := strings.Index(word, part)
		if at < 0 {
			return false
		}
		word = word[at+len(part):]
	}
}

// level is a set of changes of which no two may touch the same value: those of
// one change: mapping, of all -f files, or of all --set.
type level struct {
	touched map[string]touch // by the path of the value
	around  map[string]*change
}

// touch is a value that a level has changed.
type touch struct {
	by     *change
	partly bool // only some periods; trail.go finds the ones that are changed twice
}

func newLevel() *level { return &level{map[string]touch{}, map[string]*change{}} }

// clash returns the change that has touched the value at path already, a value
// around it or one within it; nil where there is none.
func (l *level) clash(path string, partly bool) *change {
	for p, more := path, true; more; p, more = parent(p) {
		if t, ok := l.touched[p]; ok && (p != path || !t.partly || !partly) {
			return t.by
		}
	}
	return l.around[path]
}

func (l *level) touch(path string, by *change, partly bool) {
	l.touched[path] = touch{by, partly}
	for p, more := parent(path); more; p, more = parent(p) {
		if l.around[p] != nil {
			return
		}
		l.around[p] = by
	}
}

// parent is the path without its last key; false where there is only one.
func parent(path string) (string, bool) {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return "", false
	}
	return path[:i], true
}
