package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Entry is one value of a scenario as a workbook lists it: a number, a value
// over time or a text.
type Entry struct {
	Value         // its path is one that a change may name: main keys are left out at its end only
	From   string // where the value comes from: plan.yaml:14:9, and the last change if it is an operation
	Locked string // why a workbook cannot change it; empty: it can
}

// Entries lists the values of a scenario, in the order of the language.
func (l *Loaded) Entries() []Entry {
	var list []Entry
	root := l.Resolved()
	l.entries(&root, "", "", &list)
	return list
}

// entries adds the values below v. Path is the address of v without main keys
// at its end, full the one with all of them.
func (l *Loaded) entries(v *Value, path, full string, to *[]Entry) {
	if v.IsLeaf() {
		e := Entry{Value: *v, From: l.from(v), Locked: l.locked(v)}
		e.Path = path
		if v.Kind == NumberValue && len(v.Numbers) > 1 {
			e.Kind, e.Text, e.Numbers = WrittenValue, v.yaml(), nil
		}
		*to = append(*to, e)
	}
	for i := range v.Of {
		child := &v.Of[i]
		whole := join(full, child.Key)
		if child.Key == v.main && v.main != "" {
			l.entries(child, path, whole, to)
		} else {
			l.entries(child, whole, whole, to)
		}
	}
}

// from says where a value comes from, by the last step of its history.
func (l *Loaded) from(v *Value) string {
	origins := l.Origins(*v, -1)
	if len(origins) == 0 {
		return "by default"
	}
	last := origins[len(origins)-1]
	switch {
	case last.Operation:
		return last.Pos.String() + " " + strings.TrimSpace(last.Periods+" "+last.Text)
	case last.Periods != "":
		return last.Pos.String() + " " + last.Periods
	}
	return last.Pos.String()
}

// locked says why a value cannot be changed in a workbook.
func (l *Loaded) locked(v *Value) string {
	section, _, _ := strings.Cut(v.Path, ".")
	switch {
	case v.Kind == WrittenValue, v.Kind == NumberValue && len(v.Numbers) > 1, section == "locks", strings.Contains(v.Key, "."):
		return "it has a form of its own"
	case section == "calendar":
		return "the columns are its periods"
	case section == "expect":
		return "it is what a check compares with"
	case l.asWritten(v.Path) != v.Path:
		return "it is a part of " + l.asWritten(v.Path)
	case v.Kind == TextValue && !faithful(v.Text):
		return "a cell cannot show it as it is"
	}
	return ""
}

// faithful tells whether a cell shows a text as it is, so that it is the same
// when it is read back.
func faithful(text string) bool {
	if len(text) >= maxCell || !utf8.ValidString(text) || text != strings.TrimSpace(text) {
		return false
	}
	return !strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) })
}
