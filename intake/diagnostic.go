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
}

// full tells whether further mistakes are only counted, so that there is no
// need to look for suggestions.
func (c *collector) full() bool { return len(c.list) >= maxCollected }

func (c *collector) add(d Diagnostic) {
	if c.full() {
		if c.over++; c.over == 1 || d.Severity < c.worst {
			c.worst = d.Severity
		}
		return
	}
	c.list = append(c.list, d)
}

// size counts the mistakes so far.
func (c *collector) size() int { return len(c.list) + c.over }

// miss counts a mistake without looking for its place where no more are kept.
func (c *collector) miss() bool {
	if c.full() {
		c.over++
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
