package intake

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// maxExtends bounds the files that extend one another.
const maxExtends = 32

// reader puts the files of one scenario together: the one that is named, those
// that it extends, and what the command line lays over them.
type reader struct {
	list    *collector
	folder  *folder // nil where there are no files, as for the standard input
	chain   []link
	changes []*change // applied so far, in order
	edit    *editor
	tables  *tables
	top     directives // of the file that is named
}

// link is one file of a chain of extends: and the place that names it.
type link struct {
	name string // as messages show it
	at   Pos
}

// scenario returns the tree of a file after extends:, its changes and those of
// one of its variants. It is nil where a file that it needs is not there.
func (r *reader) scenario(name string, src []byte, variantID string, at Pos) *node {
	parsed := parseTree(name, src, r.list)
	if parsed == nil {
		return nil
	}
	tree, own := r.directives(parsed)
	tree = r.tables.expand(tree)
	if len(r.chain) == 0 {
		r.top = own
	}
	if at.File == "" {
		at = parsed.layer.pos(1, 1)
	}
	r.chain = append(r.chain, link{name, at})
	if own.extends != "" {
		base := r.base(&own)
		if base == nil {
			return nil
		}
		r.add(base, tree)
		tree = base
	}
	r.apply(tree, own.changes)
	if variantID != "" {
		r.variant(tree, &own, variantID, at)
	}
	return tree
}

// directives reads the keys of a file that are no part of the scenario itself,
// and returns the tree without them.
func (r *reader) directives(tree *node) (*node, directives) {
	of := directivesObject()
	var own directives
	rest := *tree
	rest.entries = make([]entry, 0, len(tree.entries))
	directive := *tree
	directive.entries = nil
	for i := range tree.entries {
		if of.find(tree.entries[i].key) >= 0 {
			directive.entries = append(directive.entries, tree.entries[i])
		} else {
			rest.entries = append(rest.entries, tree.entries[i])
		}
	}
	if len(directive.entries) == 0 {
		return &rest, own
	}
	of.decode(&decoder{list: r.list}, &directive, &own)
	if e := directive.find("sweep"); e != nil {
		own.sweep.at, own.hasSweep = *e, true
	}
	return &rest, own
}

// base reads the file that extends: names.
func (r *reader) base(own *directives) *node {
	e := &own.extendsAt
	refuse := func(rule, message, hint string, related ...Related) *node {
		r.list.add(Diagnostic{Rule: rule, Path: e.key, Message: message, Hint: hint, Pos: e.pos(), Related: related})
		return nil
	}
	file, variantID := SplitVariant(own.extends)
	if r.folder == nil {
		return refuse("file-unreadable", "expected a scenario on its own: one that is not read from a file cannot draw on files", "")
	}
	inside := r.folder.inside(e.value.layer, filepath.ToSlash(file))
	name := r.folder.shown(inside)
	for i, l := range r.chain {
		if filepath.Clean(l.name) == name {
			return refuse("extends-cycle", fmt.Sprintf("%s extends itself", name), "", r.chainFrom(i+1)...)
		}
	}
	if len(r.chain) >= maxExtends {
		return refuse("extends-depth", fmt.Sprintf("expected at most %d files that extend one another", maxExtends), "")
	}
	src, err := r.folder.read(inside, maxFileSize)
	if err != nil {
		return refuse("file-unreadable", fmt.Sprintf("cannot read %s: %s", quote(file), err), "")
	}
	return r.scenario(name, src, variantID, e.pos())
}

// chainFrom lists the places of extends: from one link on.
func (r *reader) chainFrom(i int) []Related {
	var places []Related
	for _, l := range r.chain[i:] {
		places = append(places, Related{l.name + " is extended", l.at})
	}
	return places
}

// apply lays changes over the tree.
func (r *reader) apply(tree *node, changes []*change) {
	for _, c := range changes {
		r.edit.apply(tree, c)
		if len(c.matched) > 0 {
			slices.Sort(c.matched)
			r.changes = append(r.changes, c)
		}
	}
}

// variant lays one of the variants of a file over its tree.
func (r *reader) variant(tree *node, own *directives, id string, at Pos) {
	ids := make([]string, len(own.variants))
	for i := range own.variants {
		ids[i] = own.variants[i].id
	}
	i := slices.Index(ids, id)
	if i < 0 {
		hint := "the file has no variants"
		if near := model.Nearest(id, ids); near != "" {
			hint = "did you mean " + near + "?"
		} else if len(ids) > 0 {
			hint = "there are " + shortened(ids)
		}
		r.list.add(Diagnostic{Rule: "unknown-variant", Path: "variants", Message: "there is no variant " + quote(id), Hint: hint, Pos: at})
		return
	}
	r.lay(tree, &own.variants[i])
}

// lay lays a variant, or a case of a sweep, over the tree.
func (r *reader) lay(tree *node, v *variant) {
	if v.note.kind == scalarKind {
		r.replace(tree, v.noteKey, v.note)
	}
	r.apply(tree, v.changes)
}

// replace gives a key of the tree a value, whatever it had before.
func (r *reader) replace(tree *node, key entry, value node) {
	e := key
	e.value = value
	r.edit.own(tree)
	if old := tree.find(key.key); old != nil {
		was := old.value
		e.value.trail = &trail{was: &was}
		*old = e
		return
	}
	r.edit.append(tree, e)
}

// replaced are the keys of a scenario that a file which extends another simply
// gives anew.
func replaced(key string) bool {
	return slices.Contains([]string{"scenario", "source", "note", "expect"}, key)
}

// add lays the sections of a file over those of the scenario that it extends.
// They add things and keys; nothing that is there already may be in them.
func (r *reader) add(base, over *node) {
	for i := range over.entries {
		if e := &over.entries[i]; replaced(e.key) {
			r.replace(base, *e, e.value)
		}
	}
	r.addBelow(base, over, spot{schema: schemaObject, inner: r.edit.scenario}, "")
}

func (r *reader) addBelow(base, over *node, s spot, path string) {
	r.edit.own(base)
	places := make(map[string]int, len(base.entries))
	for i := range base.entries {
		places[base.entries[i].key] = i
	}
	for i := range over.entries {
		e := &over.entries[i]
		at, there := places[e.key]
		switch {
		case path == "" && replaced(e.key):
		case !there:
			r.edit.append(base, *e) // where the key is unknown, decoding reports it
		case !r.addInside(&base.entries[at], e, s, join(path, e.key)):
			r.list.add(Diagnostic{
				Rule: "already-there", Path: join(path, e.key), Pos: e.keyPos(), Message: "expected something new, got what is there already",
				Hint: "change it under change:", Related: []Related{{"first defined", base.entries[at].keyPos()}},
			})
		}
	}
}

// addInside adds what a mapping holds to one that is there. It is false where
// the two are not both mappings to which one can add.
func (r *reader) addInside(old, e *entry, around spot, path string) bool {
	s := around.below()
	if !around.isMap() {
		m := r.edit.layout(around.inner).find(e.key)
		if m == nil {
			return false
		}
		s = spotOf(m)
	}
	object := s.schema == schemaObject && !s.inner.isShort(&old.value) && !s.inner.isShort(&e.value)
	if !object && !s.isMap() || old.value.kind != mapKind || e.value.kind != mapKind || len(e.value.entries) == 0 {
		return false
	}
	r.addBelow(&old.value, &e.value, s, path)
	return true
}

// SplitVariant takes "plan.yaml#high" apart. The variant is empty where the
// name has none.
func SplitVariant(spec string) (file, variant string) {
	i := strings.LastIndexByte(spec, '#')
	if i < 0 {
		return spec, ""
	}
	return spec[:i], spec[i+1:]
}
