package intake

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// Loaded is a scenario after reading.
type Loaded struct {
	// Scenario is what could be read. Where Diagnostics.HasErrors it is
	// partial, or nil, and must not be solved.
	Scenario    *model.Scenario
	Diagnostics Diagnostics
	Files       []string // other files that the scenario draws on, relative to its folder, sorted
	Changes     []Change // what changed the files, in the order in which it was applied

	tree    *node
	table   *editor  // knows the field table, for paths; nil until needed
	sweep   *Sweep   // nil where there is none
	named   []string // variants of the file, in their order
	reopen  func(variant string) *Loaded
	over    func(name string, overlay []byte) *Loaded // the same with the text of one more overlay
	sources []*source
	applied []*change
	decoder *decoder          // as it was after decoding
	origin  map[string]string // demand that a divided one comes from, by id
}

// Change is one entry of a change: mapping, or one --set, and what it changed.
type Change struct {
	Pattern   string   // demand.*.quantity
	Operation string   // *1.10, +200, -5 %, remove, or the new value
	Sets      bool     // Operation is a new value
	Pos       Pos      // where the change is written
	Paths     []string // the values that it changed, sorted
}

// Load reads a scenario from the text of a file. It reports every mistake and
// returns what could be read, which may be nil. The text cannot draw on other
// files: that needs Open.
func Load(name string, src []byte) (*model.Scenario, Diagnostics) {
	loaded := LoadBytes(name, src)
	return loaded.Scenario, loaded.Diagnostics
}

// LoadFile reads a scenario file, whatever its name. The error is about
// reading the file only; mistakes in it are in Loaded.Diagnostics.
func LoadFile(path string) (*Loaded, error) {
	o := &opening{file: path}
	return o.open()
}

// LoadBytes is Load with everything that is known of the file, for input that
// does not come from a file by name.
func LoadBytes(name string, src []byte) *Loaded {
	return (&opening{name: name}).load(src)
}

// decodeScenario reads units and calendar first, because numbers and values
// over time need them, and then the whole scenario.
func decodeScenario(root *node, ts *tables) (*model.Scenario, *decoder) {
	d := &decoder{list: ts.list, tables: ts, items: map[string]thing{}, capacity: map[string]thing{}, sites: map[string][]int{}, emitted: map[string]thing{}}
	d.currency = root.word("currency")
	d.readCalendar(root.find("calendar"))
	d.worked = d.calendar.WorkingDays(nil)
	d.readRates(root.find("currencies"))
	d.readThings(root)
	s := &model.Scenario{Objective: model.MinimiseCost}
	wholeTable().decode(d, root, s)
	place(s)
	d.compileRules(s)
	d.compileFigures(s)
	d.freeze(s)
	return s, d
}

// validate adds what model.Validate finds, leaving out what only follows from
// mistakes that are reported already, and what model.Check finds where nothing
// else is wrong.
func (l *Loaded) validate(list *collector) {
	if l.Scenario.Calendar.Len() == 0 {
		return
	}
	var broken []string
	for _, d := range list.list {
		if d.hidesSection() {
			return
		}
		broken = append(broken, d.Path)
	}
	broken = append(broken, l.decoder.unread...)
	mistakes := model.Validate(l.Scenario)
	if len(broken) == 0 && !slices.ContainsFunc(mistakes, func(m model.Mistake) bool { return !m.Warning }) {
		mistakes = append(mistakes, model.Check(l.Scenario)...)
	}
	for _, m := range mistakes {
		if follows(m, broken) || len(broken) > 0 && m.Rule == "nothing-asked" {
			continue
		}
		d := Diagnostic{Rule: m.Rule, Path: m.Path, Message: m.Message, Hint: m.Hint}
		if m.Warning {
			d.Severity = Warning
		}
		if m.Note {
			d.Severity = Note
		}
		if list.keeps(d.Severity) { // a search that is for nothing where mistakes are only counted
			d.Pos, _ = l.Position(m.Path)
		}
		list.add(d)
	}
}

// hidesSection tells whether a whole section may be missing because of the
// mistake, so that everything that refers to it would seem wrong.
func (d *Diagnostic) hidesSection() bool {
	switch {
	case strings.HasSuffix(d.Path, "."+fromKey), strings.Contains(d.Path, "."+fromKey+"."):
		return true
	case d.Rule == "duplicate-key", d.Rule == "missing-key", strings.Contains(d.Path, "."):
		return false
	}
	return !slices.Contains([]string{"scenario", "source", "note", "currency", "objective", "expect"}, d.Path)
}

// follows tells whether a mistake lies above or below a path that is broken
// already, or repeats that a key is missing.
func follows(m model.Mistake, broken []string) bool {
	for _, b := range broken {
		switch {
		case b == "":
			if m.Rule == "missing-key" {
				return true
			}
		case b == m.Path, strings.HasPrefix(b, m.Path+"."), strings.HasPrefix(m.Path, b+"."):
			return true
		}
	}
	return false
}

// Position is the place of the value with that path, or else of the nearest
// thing around it. A period below a value over time ("demand.tools.quantity.2026-03")
// is found in each of its spellings. It is false where nothing of the path is there.
func (l *Loaded) Position(path string) (Pos, bool) {
	if l.tree == nil {
		return Pos{}, false
	}
	path = l.asWritten(path)
	if l.table == nil {
		l.table = newEditor(nil)
	}
	at, s := l.tree, spot{schema: schemaObject, inner: l.table.scenario}
	pos, found, label := at.pos(), false, ""
	for _, key := range strings.Split(path, ".") {
		label = key
		for s.schema == schemaObject && (at.kind != mapKind || at.find(key) == nil) {
			main := l.table.layout(s.inner).main
			if main == nil || at.kind == mapKind && !s.inner.isShort(at) && at.find(main.key) == nil {
				break
			}
			at, s = mainOf(at, s, main.key), spotOf(main)
		}
		e, p, ok := l.below(at, s, key)
		if !ok {
			continue
		}
		pos, found = p, true
		if e != nil {
			at, s = e, l.table.belowSpot(s, key)
		}
	}
	for s.schema == schemaObject && l.table.layout(s.inner).main != nil && at.kind != nullKind {
		main := l.table.layout(s.inner).main
		at, s = mainOf(at, s, main.key), spotOf(main)
	}
	if p, ok := l.changedAt(at, label); found && ok {
		return p, true
	}
	return pos, found
}

// mainOf is the value of the main key of an object, which may be written alone.
func mainOf(at *node, s spot, main string) *node {
	if e := at.find(main); e != nil && !s.inner.isShort(at) {
		return &e.value
	}
	return at
}

// below finds the value of a key, or the place of a period in a value over time.
func (l *Loaded) below(at *node, s spot, key string) (*node, Pos, bool) {
	if e := at.find(key); e != nil && s.schema != schemaSeries {
		return &e.value, e.pos(), true
	}
	if s.schema != schemaSeries || l.Scenario == nil {
		return nil, Pos{}, false
	}
	t := l.Scenario.Calendar.Find(key)
	if t < 0 {
		return nil, Pos{}, false
	}
	pos, _ := l.cellOf(at, t)
	return nil, pos, true
}

// changedAt is the place of the last change of a value, in the period with
// that label if it is the label of one.
func (l *Loaded) changedAt(n *node, label string) (Pos, bool) {
	if n.trail == nil {
		return Pos{}, false
	}
	period := -1
	if l.Scenario != nil {
		period = l.Scenario.Calendar.Find(label)
	}
	for _, st := range slices.Backward(n.trail.steps) {
		if period < 0 || st.periods == "" || l.covers(st.periods, period) {
			return st.by.at, true
		}
	}
	return Pos{}, false
}

// readFile reads a regular file of bounded size.
func readFile(path string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, reason(err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("expected a regular file, got %s", fileKind(info.Mode()))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, reason(err)
	}
	defer f.Close() //nolint:errcheck // only read from
	src, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, reason(err)
	}
	if int64(len(src)) > most {
		return nil, fmt.Errorf("expected at most %d MiB", most>>20)
	}
	return src, nil
}

func fileKind(mode os.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&os.ModeNamedPipe != 0:
		return "a pipe"
	case mode&os.ModeDevice != 0:
		return "a device"
	}
	return "something else"
}
