package intake

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// Options say what is laid over a scenario when it is opened.
type Options struct {
	// Edits are applied one after the other, after everything in the file.
	Edits []Edit
}

// Edit is one change from the command line: an assignment, a file or a
// disruption. Two of the three are empty.
type Edit struct {
	Set     string // path=value, or path=operation
	File    string // an overlay: a file with change: and with sections that add things
	Disrupt string // a ready change with parameters: supplier_out:agro:2027-06..2027-08
}

// Open reads a scenario with all that it draws on. The spec is the name of a
// file, with #ID after it for one of its variants. The error is about reading
// the files that are named; mistakes in them are in Loaded.Diagnostics.
func Open(spec string, opts Options) (*Loaded, error) {
	o := &opening{file: spec, edits: opts.Edits}
	if _, err := os.Stat(spec); err != nil {
		o.file, o.variant = SplitVariant(spec)
	}
	return o.open()
}

// OpenText is Open for a scenario that is no file. It cannot extend files.
func OpenText(name string, src []byte, variant string, opts Options) (*Loaded, error) {
	o := &opening{name: name, variant: variant, edits: opts.Edits}
	if err := o.readOverlays(); err != nil {
		return nil, err
	}
	return o.load(src), nil
}

// opening is what a scenario is opened with.
type opening struct {
	file    string // empty where there is none
	name    string // for messages
	variant string
	edits   []Edit
	folder  *folder
	texts   map[string][]byte // of the overlays, by name
}

// setName stands for the command line in positions: line 2 is the second --set.
const setName = "--set"

func (o *opening) open() (*Loaded, error) {
	src, err := readFile(o.file, maxFileSize)
	if err != nil {
		return nil, fmt.Errorf("read scenario %q: %w", o.file, err)
	}
	if err := o.readOverlays(); err != nil {
		return nil, err
	}
	o.folder = folderOf(o.file)
	o.name = o.file
	return o.load(src), nil
}

func (o *opening) readOverlays() error {
	o.texts = map[string][]byte{}
	for _, e := range o.edits {
		if e.File == "" || o.texts[e.File] != nil {
			continue
		}
		src, err := readFile(e.File, maxFileSize)
		if err != nil {
			return fmt.Errorf("read overlay %q: %w", e.File, err)
		}
		o.texts[e.File] = src
	}
	return nil
}

// load puts the files together and decodes the result.
func (o *opening) load(src []byte) *Loaded {
	return o.loadWith(src, newTables(o.folder, &collector{}))
}

// loadWith is load with tables whose mistakes go to a list of their own.
func (o *opening) loadWith(src []byte, ts *tables) *Loaded {
	list := ts.list
	r := &reader{list: list, folder: o.folder, edit: newEditor(list), tables: ts}
	tree := r.scenario(o.name, src, o.variant, Pos{})
	if tree != nil {
		o.lay(r, tree)
	}
	loaded := &Loaded{tree: tree, applied: r.changes}
	for i := range r.top.variants {
		loaded.named = append(loaded.named, r.top.variants[i].id)
	}
	loaded.reopen = func(variant string) *Loaded {
		other := *o
		other.variant = variant
		return other.loadWith(src, ts.with(&collector{}))
	}
	loaded.over = func(name string, text []byte) *Loaded {
		other := *o
		other.edits = append(slices.Clone(o.edits), Edit{File: name})
		other.texts = map[string][]byte{name: text}
		maps.Copy(other.texts, o.texts)
		return other.loadWith(src, ts.with(&collector{}))
	}
	if r.top.hasSweep {
		loaded.sweep = readSweep(&r.top.sweep, list)
	}
	loaded.finish(r.tables)
	loaded.Files = o.drawnOn()
	return loaded
}

// Variants lists the variants of the file that was opened, sorted by id.
func (l *Loaded) Variants() []string { return slices.Clone(l.named) }

// Variant opens one of the variants of the file instead. Whatever else the
// scenario was opened with stays, and no table is read twice.
func (l *Loaded) Variant(id string) *Loaded { return l.reopen(id) }

// finish decodes the tree.
func (l *Loaded) finish(ts *tables) {
	list := ts.list
	if l.tree != nil {
		l.Scenario, l.decoder = decodeScenario(l.tree, ts)
		l.validate(list)
		l.divide(list)
	}
	l.Changes = make([]Change, len(l.applied))
	for i, c := range l.applied {
		l.Changes[i] = Change{c.pattern, c.text, c.kind == setValue, c.key.keyPos(), c.matched}
	}
	l.Diagnostics, l.sources = list.finish(), list.sources
}

// drawnOn lists the other files that were read.
func (o *opening) drawnOn() []string {
	var files []string
	if o.folder != nil {
		files = o.folder.files()
	}
	for _, e := range o.edits {
		if e.File == "" {
			continue
		}
		name := e.File
		if relative, err := filepath.Rel(filepath.Dir(o.file), e.File); err == nil && o.file != "" && filepath.IsLocal(relative) {
			name = relative
		}
		files = append(files, filepath.ToSlash(name))
	}
	slices.Sort(files)
	return slices.Compact(files)
}

// lay lays what the command line gives over the tree, in its order.
func (o *opening) lay(r *reader, tree *node) {
	var assignments, disruptions []string
	for _, e := range o.edits {
		switch {
		case e.Disrupt != "":
			disruptions = append(disruptions, e.Disrupt)
		case e.File == "":
			assignments = append(assignments, e.Set)
		}
	}
	line, disrupted := r.commandLine(setName, assignments), r.commandLine(disruptName, disruptions)
	files, sets, number, disruption := newLevel(), newLevel(), 0, 0
	for _, e := range o.edits {
		if e.Disrupt != "" {
			disruption++
			r.disrupt(tree, disrupted, disruption)
			continue
		}
		if e.File != "" {
			r.overlay(tree, e.File, o.texts[e.File], files)
			continue
		}
		number++
		if c := r.assignment(line, number, sets); c != nil {
			r.apply(tree, []*change{c})
		}
	}
}

// commandLine is the source of what a flag is given, one line each time.
func (r *reader) commandLine(flag string, assignments []string) *source {
	lines := make([]string, len(assignments))
	for i, text := range assignments {
		lines[i] = strings.NewReplacer("\r", " ", "\n", " ", "\u0085", " ", "\u2028", " ", "\u2029", " ").Replace(text)
	}
	line := newSource(flag, strings.ToValidUTF8(strings.Join(lines, "\n"), string(utf8.RuneError)))
	if len(lines) > 0 {
		r.list.sources = append(r.list.sources, line)
	}
	return line
}

// overlay lays a file over the tree: its sections add, its changes change.
func (r *reader) overlay(tree *node, name string, src []byte, of *level) {
	parsed := parseTree(name, src, r.list)
	if parsed == nil {
		return
	}
	if parsed.kind != mapKind {
		(&decoder{list: r.list}).expected(parsed, "a mapping with change: or with sections to add")
		return
	}
	over, own := r.directives(parsed)
	for _, key := range []string{"extends", "variants", "sweep"} {
		if e := parsed.find(key); e != nil {
			r.list.add(Diagnostic{
				Rule: "overlay-key", Path: key, Pos: e.keyPos(),
				Message: "expected change: and sections in a file that is laid over a scenario, got " + key,
			})
		}
	}
	r.add(tree, r.tables.expand(over))
	for _, c := range own.changes {
		c.level = of
	}
	r.apply(tree, own.changes)
}

// assignment reads one --set.
func (r *reader) assignment(line *source, number int, of *level) *change {
	text := line.line(number)
	if strings.ContainsFunc(text, func(r rune) bool { return notText(r) || r == utf8.RuneError }) {
		r.list.add(Diagnostic{Rule: "file-encoding", Message: "expected text in UTF-8 without control characters", Pos: line.pos(number, 1)})
		return nil
	}
	path, value, found := strings.Cut(text, "=")
	e := entry{key: strings.TrimSpace(path), keyLine: int32(number), keyColumn: 1, layer: line}
	if !found || e.key == "" {
		r.list.add(Diagnostic{
			Rule: "bad-path", Message: "expected PATH=VALUE, got " + quote(text), Pos: e.keyPos(),
			Hint: "for example: demand.tools.quantity=*1.10",
		})
		return nil
	}
	column := len([]rune(path)) + 2
	var ok bool
	if e.value, ok = r.value(line, number, column, value); !ok {
		return nil
	}
	d := &decoder{list: r.list}
	d.enter(&e)
	return d.newChange(&e, of)
}

// value reads the value of an assignment: a list or mapping in the style of
// YAML, a text in quotes, or else the very text.
func (r *reader) value(line *source, number, column int, text string) (node, bool) {
	plain := strings.TrimSpace(text)
	n := node{kind: scalarKind, text: plain, line: int32(number), column: int32(column), layer: line}
	if plain == "" {
		n.kind = nullKind
	}
	if plain == "" || !strings.Contains("[{\"'", plain[:1]) {
		return n, true
	}
	n, ok := parseInline(line, plain)
	if !ok {
		r.list.add(Diagnostic{
			Rule: "yaml-syntax", Message: "expected a value such as 120, [100, 120] or {2026-03: 120}, got " + quote(plain),
			Pos: line.pos(number, column),
		})
	}
	n.move(int32(number-1), int32(column-1))
	return n, ok
}

// move shifts the places of a tree that was read on its own to where it stands.
func (n *node) move(lines, columns int32) {
	n.line, n.column = n.line+lines, n.column+columns
	for i := range n.items {
		n.items[i].move(lines, columns)
	}
	for i := range n.entries {
		e := &n.entries[i]
		e.keyLine, e.keyColumn = e.keyLine+lines, e.keyColumn+columns
		e.value.move(lines, columns)
	}
}
