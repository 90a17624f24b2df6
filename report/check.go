package report

import (
	"io"

	"github.com/steelyard-sop/steelyard/regress"
)

// CheckDocument is what became of every scenario that was checked.
type CheckDocument struct {
	FormatVersion int         `json:"format_version"` // version of this format
	Engine        EngineInfo  `json:"engine"`         // what solved the scenarios
	Baseline      string      `json:"baseline"`       // file that they were compared with; empty where there was none
	Counts        CheckCounts `json:"counts"`
	Scenarios     []CheckLine `json:"scenarios"` // in the order in which they were named, those of a folder by path
}

// CheckCounts is how many scenarios there were, and what became of them.
type CheckCounts struct {
	Scenarios int `json:"scenarios"` // all
	Passed    int `json:"passed"`
	Failed    int `json:"failed"`
	Invalid   int `json:"invalid"`
	Stopped   int `json:"stopped"`
	Broken    int `json:"broken"`
	Checks    int `json:"checks"` // things that were compared
}

// CheckLine is one scenario and what became of it.
type CheckLine struct {
	Scenario  string         `json:"scenario"`  // file, with #VARIANT
	Title     string         `json:"title"`     // what the scenario calls itself
	Hash      string         `json:"hash"`      // empty where it is not valid
	Outcome   string         `json:"outcome"`   // passed, failed, invalid, stopped (no plan in time) or broken (the program failed)
	Status    string         `json:"status"`    // of the solve; empty where it is not valid
	Objective *float64       `json:"objective"` // null without a plan
	Currency  string         `json:"currency"`
	Reason    string         `json:"reason"` // why it is invalid or broken
	New       bool           `json:"new"`    // the baseline has nothing of it
	Checks    []CheckVerdict `json:"checks"`
	LeftOut   []CheckLeftOut `json:"left_out"` // relations that do not apply
}

// CheckVerdict is one thing that must hold.
type CheckVerdict struct {
	What       string   `json:"what"`
	Passed     bool     `json:"passed"`
	Sense      string   `json:"sense"`      // how the number compares with what is expected: =, <= or >=; empty for words
	Expected   *float64 `json:"expected"`   // null for words
	Actual     *float64 `json:"actual"`     // null for words
	Difference *float64 `json:"difference"` // of the two numbers
	Allowed    float64  `json:"allowed"`    // how far off the number may be
	Unit       string   `json:"unit"`
	Wanted     string   `json:"wanted"` // words
	Found      string   `json:"found"`  // words
	Hint       string   `json:"hint"`
	Source     string   `json:"source"` // of the expected number
	Path       string   `json:"path"`   // address of the expectation; empty where it is none of the scenario
	File       string   `json:"file"`   // where it is written
	Line       int      `json:"line"`
	Column     int      `json:"column"`
}

// CheckLeftOut is a relation that was not looked at.
type CheckLeftOut struct {
	Relation string `json:"relation"`
	Why      string `json:"why"`
}

// The outcomes of a scenario.
const (
	CheckPassed  = "passed"
	CheckFailed  = "failed"
	CheckInvalid = invalid
	CheckStopped = "stopped"
	CheckBroken  = "broken"
)

// Place is where something is written in a file.
type Place struct {
	File         string
	Line, Column int
}

// NewCheckVerdict lays out a verdict. Place is that of the expectation.
func NewCheckVerdict(v *regress.Verdict, at Place) CheckVerdict {
	c := CheckVerdict{
		What: v.What, Passed: v.Passed, Sense: v.Sense, Unit: v.Unit, Wanted: v.Wanted, Found: v.Found, Hint: v.Hint,
		Source: v.Source, Path: v.Path, File: at.File, Line: at.Line, Column: at.Column, Allowed: clean(v.Allowed, sweepDigits),
	}
	if v.Expected != nil && v.Actual != nil {
		c.Expected, c.Actual = known(*v.Expected, sweepDigits), known(*v.Actual, sweepDigits)
		c.Difference = known(*v.Actual-*v.Expected, sweepDigits)
	}
	return c
}

// NewCheckDocument lays out what became of scenarios.
func NewCheckDocument(engine EngineInfo, baseline string, lines []CheckLine) *CheckDocument {
	d := &CheckDocument{FormatVersion: FormatVersion, Engine: engine, Baseline: baseline, Scenarios: append([]CheckLine{}, lines...)}
	d.Counts.Scenarios = len(lines)
	for k := range d.Scenarios {
		l := &d.Scenarios[k]
		l.Checks, l.LeftOut = append([]CheckVerdict{}, l.Checks...), append([]CheckLeftOut{}, l.LeftOut...)
		d.Counts.Checks += len(l.Checks)
		switch l.Outcome {
		case CheckPassed:
			d.Counts.Passed++
		case CheckFailed:
			d.Counts.Failed++
		case CheckInvalid:
			d.Counts.Invalid++
		case CheckStopped:
			d.Counts.Stopped++
		default:
			d.Counts.Broken++
		}
	}
	return d
}

// Failed are the checks of a scenario that failed.
func (l *CheckLine) Failed() []*CheckVerdict {
	var list []*CheckVerdict
	for k := range l.Checks {
		if !l.Checks[k].Passed {
			list = append(list, &l.Checks[k])
		}
	}
	return list
}

// WriteJSON writes the document as indented JSON.
func (d *CheckDocument) WriteJSON(w io.Writer) error { return writeJSON(w, d) }
