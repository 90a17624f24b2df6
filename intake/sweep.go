package intake

import (
	"fmt"
	"slices"
	"strings"
)

// maxCases bounds the cases of a sweep.
const maxCases = 10_000

// Sweep is a set of versions of one scenario.
type Sweep struct {
	Axes  []Axis // empty where the cases are listed
	Cases []Case
}

// Axis is one thing that varies.
type Axis struct {
	Name   string
	Paths  []string // what it changes
	Values []string // as written, in their order
}

// Case is one version of the scenario: Loaded.Case gives it.
type Case struct {
	Name    string   // of a list: its key; of axes: demand=*0.9,wage=base
	Note    string   // empty where there is none
	Changes []string // each as a pattern, a space and the value or operation
	spec    variant
}

// Sweep lists the cases of the scenario, those of axes with the last axis
// running fastest. It is nil where the scenario has no sweep, or one with
// mistakes, which are among the Diagnostics.
func (l *Loaded) Sweep() *Sweep { return l.sweep }

// readSweep lists the cases of a sweep; nil where there are mistakes.
func readSweep(spec *sweepSpec, list *collector) *Sweep {
	before := len(list.list) + list.over
	if !spec.form(list) {
		return nil
	}
	s := &Sweep{}
	for i := range spec.cases {
		s.Cases = append(s.Cases, newCase(spec.cases[i]))
	}
	s.addAxes(spec, list)
	if len(list.list)+list.over > before {
		return nil
	}
	return s
}

// form checks that a sweep has either axes or cases, and not too many.
func (s *sweepSpec) form(list *collector) bool {
	refuse := func(rule, message, hint string) bool {
		list.add(Diagnostic{Rule: rule, Path: "sweep", Message: message, Hint: hint, Pos: s.at.keyPos()})
		return false
	}
	axes, cases := len(s.axes), len(s.cases)
	switch {
	case axes > 0 && cases > 0:
		return refuse("sweep-form", "expected either axes or cases, got both", "leave one of them out")
	case axes == 0 && cases == 0:
		return refuse("sweep-form", "expected axes or cases, got neither", "")
	}
	total := max(cases, 1)
	for i := range s.axes {
		if total *= max(len(s.axes[i].values), 1); total > maxCases {
			break
		}
	}
	if total > maxCases {
		return refuse("sweep-too-many", fmt.Sprintf("expected at most %d cases", maxCases), "take fewer axes or values")
	}
	return true
}

func newCase(spec variant) Case {
	c := Case{Name: spec.id, Note: strings.TrimSpace(spec.note.text), spec: spec}
	for _, ch := range spec.changes {
		c.Changes = append(c.Changes, ch.pattern+" "+ch.text)
	}
	return c
}

// addAxes adds every combination of the values of the axes.
func (s *Sweep) addAxes(spec *sweepSpec, list *collector) {
	d := &decoder{list: list}
	if spec.axes == nil {
		return
	}
	names := map[string]bool{}
	at := make([]int, len(spec.axes)) // the place of the value on each axis
	for i := range spec.axes {
		s.Axes = append(s.Axes, spec.axes[i].axis())
	}
	for done := false; !done; {
		c := spec.combination(d, at)
		if names[c.id] {
			list.add(Diagnostic{
				Rule: "sweep-twice", Path: "sweep.axes", Pos: spec.at.keyPos(),
				Message: fmt.Sprintf("the case %s is there twice", quote(c.id)), Hint: "give each value of an axis once",
			})
			return
		}
		names[c.id] = true
		s.Cases = append(s.Cases, newCase(c))
		done = true
		for i := len(at) - 1; i >= 0 && done; i-- {
			if at[i]++; at[i] < len(spec.axes[i].values) {
				done = false
			} else {
				at[i] = 0
			}
		}
	}
}

func (a *axisSpec) axis() Axis {
	out := Axis{Name: a.id}
	for _, e := range a.change {
		out.Paths = append(out.Paths, e.key)
	}
	for i := range a.values {
		out.Values = append(out.Values, valueText(&a.values[i]))
	}
	return out
}

// combination is the case in which each axis has the value at its place.
func (s *sweepSpec) combination(d *decoder, at []int) variant {
	of := newLevel()
	var v variant
	var names []string
	for i := range s.axes {
		a := &s.axes[i]
		if at[i] >= len(a.values) {
			continue // the axis has mistakes, which are reported already
		}
		value := a.values[at[i]]
		if a.unchanged(&value) {
			names = append(names, a.id+"="+a.wordForBase())
			continue
		}
		names = append(names, a.id+"="+valueText(&value))
		d.way = []*entry{{key: "sweep"}, {key: "axes"}, {key: a.id}}
		for _, e := range a.change {
			e.value = value
			if c := d.newChange(&e, of); c != nil {
				v.changes = append(v.changes, c)
			}
		}
	}
	v.id = strings.Join(names, ",")
	return v
}

// unchanged tells whether a value of an axis leaves the scenario as it is.
func (a *axisSpec) unchanged(value *node) bool {
	return value.kind == scalarKind && strings.TrimSpace(value.text) == literalMark
}

// wordForBase stands in names for the value that changes nothing. It is none of
// the other values of the axis.
func (a *axisSpec) wordForBase() string {
	word := "base"
	for slices.ContainsFunc(a.values, func(v node) bool { return valueText(&v) == word }) {
		word += "-case"
	}
	return word
}

// Case resolves one case of the sweep: the scenario with the changes of the
// case laid over everything else.
func (l *Loaded) Case(c Case) *Loaded {
	return l.again(func(r *reader, tree *node) {
		of := newLevel()
		fresh := c.spec
		fresh.changes = make([]*change, len(c.spec.changes))
		for i, ch := range c.spec.changes {
			again := *ch
			again.level, again.matched = of, nil
			fresh.changes[i] = &again
		}
		r.lay(tree, &fresh)
	})
}

// With is the scenario with assignments (see Edit.Set) laid over everything
// else, as if the command line had ended with them. No file is read again. The
// last of its Changes are those of the assignments, where they have no mistakes.
func (l *Loaded) With(assignments ...string) *Loaded {
	if l.tree == nil {
		return l
	}
	return l.again(func(r *reader, tree *node) {
		line, of := r.commandLine(setName, assignments), newLevel()
		for i := range assignments {
			if c := r.assignment(line, i+1, of); c != nil {
				r.apply(tree, []*change{c})
			}
		}
	})
}

// again resolves the scenario once more after lay has changed its tree, which
// is shared with this one: lay copies what it changes.
func (l *Loaded) again(lay func(r *reader, tree *node)) *Loaded {
	list := &collector{sources: slices.Clone(l.sources)}
	r := &reader{list: list, edit: newEditor(list), changes: slices.Clone(l.applied), tables: l.decoder.tables.with(list)}
	tree := *l.tree
	lay(r, &tree)
	out := &Loaded{tree: &tree, applied: r.changes, Files: l.Files}
	out.finish(r.tables)
	return out
}
