package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity says whether a diagnostic stops the planning.
type Severity uint8

// The severities.
const (
	Error Severity = iota
	Warning
	Note // of what the scenario allows
)

func (s Severity) String() string {
	return [...]string{"error", "warning", "note"}[s]
}

// Related is a second place that a diagnostic speaks of.
type Related struct {
	Note string // first defined
	Pos  Pos
}

// Diagnostic is one mistake, or one thing to look at, in a file.
type Diagnostic struct {
	Severity Severity
	Rule     string // id of the rule; Rules describes each
	Path     string // address of the value; empty for a mistake of syntax
	Message  string // one line: what was expected and what was found
	Hint     string // what to do, where that is known
	Pos      Pos
	Related  []Related
	Source   string // the line at Pos, for the excerpt
}

// Diagnostics are the mistakes of a file, in the order of the file.
type Diagnostics []Diagnostic

// HasErrors tells whether any of them stops the planning.
func (ds Diagnostics) HasErrors() bool {
	return slices.ContainsFunc(ds, func(d Diagnostic) bool { return d.Severity == Error })
}

// Split parts the notes from what should be looked at before planning.
func (ds Diagnostics) Split() (mistakes, notes Diagnostics) {
	for i := range ds {
		if ds[i].Severity == Note {
			notes = append(notes, ds[i])
		} else {
			mistakes = append(mistakes, ds[i])
		}
	}
	return mistakes, notes
}

// maxCollected bounds the mistakes that are kept of one file.
const maxCollected = 1000

// collector gathers diagnostics while a file is read.
type collector struct {
	list    []Diagnostic
	sources []*source // the files that were read
	over    int       // mistakes beyond maxCollected
	worst   Severity  // of those beyond
	mild    int       // in list: those that are no errors
}

// full tells whether further errors are only counted, so that there is no need
// to look for suggestions.
func (c *collector) full() bool { return !c.keeps(Error) }

// keeps tells whether one more diagnostic would be kept. An error takes the
// place of what stops nobody.
func (c *collector) keeps(s Severity) bool {
	return len(c.list) < maxCollected || s == Error && c.mild > 0
}

func (c *collector) add(d Diagnostic) {
	if !c.keeps(d.Severity) {
		c.left(d.Severity)
		return
	}
	if len(c.list) == maxCollected {
		last := len(c.list) - 1
		for c.list[last].Severity == Error {
			last--
		}
		c.left(c.list[last].Severity)
		c.mild--
		c.list = slices.Delete(c.list, last, last+1)
	}
	if d.Severity != Error {
		c.mild++
	}
	c.list = append(c.list, d)
}

// left counts a diagnostic that is not kept.
func (c *collector) left(s Severity) {
	if c.over++; c.over == 1 || s < c.worst {
		c.worst = s
	}
}

// size counts the mistakes so far.
func (c *collector) size() int { return len(c.list) + c.over }

// miss counts a mistake without looking for its place where no more are kept.
func (c *collector) miss() bool {
	if c.full() {
		c.left(Error)
		return true
	}
	return false
}

// finish sorts the diagnostics, removes duplicates and adds the source lines.
func (c *collector) finish() Diagnostics {
	list := Diagnostics(c.list)
	slices.SortStableFunc(list, func(a, b Diagnostic) int {
		switch {
		case a.Pos.before(b.Pos):
			return -1
		case b.Pos.before(a.Pos):
			return 1
		case a.Severity != b.Severity:
			return int(a.Severity) - int(b.Severity)
		}
		return cmp.Or(strings.Compare(a.Rule, b.Rule), strings.Compare(a.Message, b.Message))
	})
	list = slices.CompactFunc(list, func(a, b Diagnostic) bool {
		return a.Pos == b.Pos && a.Rule == b.Rule && a.Message == b.Message
	})
	if c.over > 0 {
		last := list[len(list)-1]
		list = append(list, Diagnostic{
			Severity: c.worst, Rule: "too-many", Pos: last.Pos, Message: fmt.Sprintf("there are %d more mistakes", c.over),
			Hint: "correct the ones above first",
		})
	}
	for i := range list {
		list[i].Source = c.line(list[i].Pos)
	}
	return list
}

// line returns the text of the line at pos.
func (c *collector) line(pos Pos) string {
	for _, s := range c.sources {
		if s.name == pos.File {
			return s.line(pos.Line)
		}
	}
	return ""
}
