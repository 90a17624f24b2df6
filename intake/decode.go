package intake

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/steelyard-sop/steelyard/model"
)

// decoder walks a tree of nodes along the field table. It keeps the way to the
// current value and what the numbers there are measured in.
type decoder struct {
	list     *collector
	way      []*entry          // from the root to the current value
	thing    thing             // the item, resource or workforce in scope
	origin   map[string]string // demand that a divided one comes from, by id
	spec     calendarSpec
	calendar model.Calendar
	labels   []string       // of the periods
	periods  map[string]int // by label
	currency string
	worked   []int                    // working days of each period; nil where not known
	items    map[string]thing         // every family and material, by id
	capacity map[string]thing         // every resource and workforce, by id
	sites    map[string][]int         // working days of each period at the sites that have their own
	emitted  map[string]thing         // every emission, by id
	exprs    map[string]*node         // expressions of rules and goals, by path
	frozen   *frozenSpec              // nil where nothing is
	unread   []string                 // paths of what cannot be checked, because a part of it could not be read
	written  int                      // numbers that values over time were written out to, one a period
	rates    map[string]*model.Series // of other currencies, by code

	tables     *tables
	found      map[*node]*tableCells        // what references to tables mean; nil for a mistake
	datedRows  map[tableColumn]*datedColumn // columns of periods
	datedHeads map[*table][]int32           // the period of each head
	tableKeys  *object[tableSpec]           // made once
	givenBy    []cellAt                     // room for a gathering
}

func (d *decoder) enter(e *entry) { d.way = append(d.way, e) }

func (d *decoder) leave() { d.way = d.way[:len(d.way)-1] }

// path is the address of the current value, with the keys in more below it.
func (d *decoder) path(more ...string) string {
	var b strings.Builder
	for _, e := range d.way {
		b.WriteString(e.key)
		b.WriteByte('.')
	}
	for _, key := range more {
		b.WriteString(key)
		b.WriteByte('.')
	}
	return strings.TrimSuffix(b.String(), ".")
}

// mistake reports an error at n, which is the current value or inside it.
func (d *decoder) mistake(n *node, rule, message, hint string, more ...string) {
	pos := n.pos()
	if n.kind == nullKind && n.text == "" && len(d.way) > 0 {
		pos = d.way[len(d.way)-1].keyPos()
	}
	d.list.add(Diagnostic{Rule: rule, Path: d.path(more...), Message: message, Hint: hint, Pos: pos})
}

// expected reports a value of the wrong kind.
func (d *decoder) expected(n *node, what string) {
	got := n.kind.String()
	if n.kind == scalarKind {
		got = quote(n.text)
	}
	d.mistake(n, "wrong-type", "expected "+what+", got "+got, "")
}

func (d *decoder) unknownKey(e *entry, keys []string) {
	d.list.add(Diagnostic{
		Rule: "unknown-key", Path: d.path(e.key), Pos: e.keyPos(), Hint: d.suggest(e.key, keys),
		Message: "expected one of the keys " + strings.Join(keys, ", ") + "; got " + quote(e.key),
	})
}

// suggest is the hint "did you mean" for a word that is none of the allowed
// ones; empty where none is like it.
func (d *decoder) suggest(word string, words []string) string {
	if d.list.full() {
		return ""
	}
	if near := model.Nearest(word, words); near != "" {
		return "did you mean " + near + "?"
	}
	return ""
}

// missingKey reports that the current mapping lacks a key.
func (d *decoder) missingKey(key, example string) {
	dg := Diagnostic{Rule: "missing-key", Path: d.path(), Message: "expected the key " + key}
	if example != "" {
		dg.Hint = "for example: " + key + ": " + example
	}
	if len(d.way) > 0 {
		dg.Pos = d.way[len(d.way)-1].keyPos()
	} else {
		dg.Pos = d.list.sources[0].pos(1, 1)
	}
	d.list.add(dg)
}

// plain returns the text of a scalar; anything else is a mistake.
func (d *decoder) plain(n *node, what string) (string, bool) {
	if n.kind != scalarKind {
		d.expected(n, what)
		return "", false
	}
	return strings.TrimSpace(n.text), true
}

// maxID is the longest id, in characters.
const maxID = 64

// checkID reports an id that could not be used in paths and names of rows.
func (d *decoder) checkID(e *entry) {
	message, hint := "", "use letters, digits, _ and -, and put the full name under name:"
	switch {
	case e.key == "":
		message = "expected an id, got an empty text"
	case utf8.RuneCountInString(e.key) > maxID:
		message = fmt.Sprintf("expected an id of at most %d characters, got %d", maxID, utf8.RuneCountInString(e.key))
	case !wellFormed(e.key):
		message = "expected an id of letters, digits, _ and - that starts with a letter or digit, got " + quote(e.key)
	case looksLikePeriod(e.key):
		message, hint = "expected an id, got "+quote(e.key)+", which looks like a period", "start it with a letter: p"+e.key
	default:
		return
	}
	d.list.add(Diagnostic{Rule: "bad-id", Path: d.path(), Message: message, Hint: hint, Pos: e.keyPos()})
}

func wellFormed(id string) bool {
	for i, r := range id {
		letter := unicode.IsLetter(r) || unicode.IsDigit(r) || i > 0 && unicode.IsMark(r)
		if !letter && (i == 0 || r != '_' && r != '-') {
			return false
		}
	}
	return true
}

// looksLikePeriod tells whether a word is the label of a period of any calendar.
// A bare year is not counted: items are often called by a number.
func looksLikePeriod(word string) bool {
	if len(word) < 6 || !isDigit(word[0]) {
		return false
	}
	_, _, ok := model.LabelBucket(word)
	return ok
}

// allowed lists keys for a message.
func allowed(keys []string) string {
	if len(keys) == 1 {
		return "the key " + keys[0]
	}
	return "keys among " + strings.Join(keys, ", ")
}
