package regress

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/steelyard-sop/steelyard/model"
)

// Baseline is what was found the last time, kept as a file that people read and
// review: JSON, sorted.
type Baseline struct {
	FormatVersion int              `json:"format_version"` // version of this format
	Allow         []string         `json:"allow"`          // how far figures may move; see Allowance
	Scenarios     map[string]Entry `json:"scenarios"`      // by file, from the folder of the baseline on, with #VARIANT
}

// Entry is what was found of one scenario.
type Entry struct {
	Status    string             `json:"status"`
	Objective *float64           `json:"objective"` // null without a plan
	Figures   map[string]float64 `json:"figures"`   // key figures, by id
}

// baselineFormat is the version of the file.
const baselineFormat = 1

// NewBaseline is a baseline without scenarios.
func NewBaseline() *Baseline {
	return &Baseline{FormatVersion: baselineFormat, Allow: []string{}, Scenarios: map[string]Entry{}}
}

// ReadBaseline reads the text of a baseline.
func ReadBaseline(text []byte) (*Baseline, error) {
	b := NewBaseline()
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(b); err != nil {
		return nil, fmt.Errorf("expected a baseline as check --update writes it: %w", err)
	}
	if b.FormatVersion != baselineFormat {
		return nil, fmt.Errorf("expected a baseline of format %d, got %d", baselineFormat, b.FormatVersion)
	}
	if _, err := b.allowances(nil); err != nil {
		return nil, err
	}
	return b, nil
}

// Text is the baseline as a file.
func (b *Baseline) Text() ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(b) // which sorts the keys of maps
	return out.Bytes(), err
}

// NewEntry keeps what is known of a scenario.
func NewEntry(f *Facts) Entry {
	figures := f.Figures
	if figures == nil {
		figures = map[string]float64{}
	}
	e := Entry{Status: f.Status, Figures: figures}
	if f.Objective != nil {
		rounded := short(*f.Objective)
		e.Objective = &rounded
	}
	return e
}

// digits are kept of an objective: more than two solves of one problem differ by.
const digits = 9

// short rounds a number to as many digits as are kept.
func short(x float64) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', digits, 64), 64)
	if err != nil {
		return x
	}
	return y
}

// figure is a number of the entry; objective is one of them.
func (e *Entry) figure(id string) (float64, bool) {
	if id == objectiveFigure {
		if e.Objective == nil {
			return 0, false
		}
		return *e.Objective, true
	}
	x, ok := e.Figures[id]
	return x, ok
}

// figures lists the ids of all numbers: the objective first.
func (e *Entry) figures() []string {
	var ids []string
	if e.Objective != nil {
		ids = append(ids, objectiveFigure)
	}
	return append(ids, slices.Sorted(maps.Keys(e.Figures))...)
}

// objectiveFigure is the name of the objective among figures.
const objectiveFigure = "objective"

// allowances are those of the file and some more; the objective must be what it
// was where none is about it.
func (b *Baseline) allowances(more []Allowance) ([]Allowance, error) {
	var list []Allowance
	for _, text := range b.Allow {
		a, err := ParseAllowance(text)
		if err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	list = append(list, more...)
	if !slices.ContainsFunc(list, func(a Allowance) bool { return a.covers(objectiveFigure) }) {
		list = append(list, Allowance{Figure: objectiveFigure, Sense: "=", Amount: 100 * model.DefaultTolerance, Percent: true})
	}
	return list, nil
}

// Judge compares facts with what the baseline has of the scenario of that name.
// It is false where the baseline has nothing of it.
func (b *Baseline) Judge(name string, f *Facts, more []Allowance) ([]Verdict, bool) {
	before, known := b.Scenarios[name]
	if !known {
		return nil, false
	}
	now := NewEntry(f)
	list := []Verdict{{What: "status of the baseline", Wanted: before.Status, Found: now.Status, Passed: before.Status == now.Status}}
	if before.Status != now.Status {
		return list, true
	}
	allowances, _ := b.allowances(more) // which were read before
	for _, a := range allowances {
		matched := false
		for _, id := range before.figures() {
			if a.covers(id) {
				matched = true
				list = append(list, a.judge(id, &before, &now, f.Currency))
			}
		}
		if !matched && before.Objective != nil && !isPattern(a.Figure) {
			list = append(list, Verdict{What: a.Figure, Wanted: "a figure of the baseline", Found: "none of that name"})
		}
	}
	return list, true
}

func isPattern(figure string) bool { return bytes.ContainsAny([]byte(figure), "*?") }

// noise is how far two numbers of nine digits may differ and be the same.
const noise = 1e-8

// judge compares one figure with what it was.
func (a *Allowance) judge(id string, before, now *Entry, currency string) Verdict {
	v := Verdict{What: id + " since the baseline"}
	was, _ := before.figure(id)
	is, ok := now.figure(id)
	if !ok {
		v.Wanted, v.Found = plain(was), "no such figure"
		return v
	}
	if id == objectiveFigure {
		v.Unit = currency
	}
	amount, same := a.amount(was), noise*max(1, math.Abs(was))
	if a.Sense == "=" {
		v.compare("=", was, is, max(amount, same))
		return v
	}
	v.compare(a.Sense, was+amount, is, same)
	return v
}

// plain writes a number as JSON has it.
func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// Move is one thing in which two baselines differ. Before or After is empty
// where it was or is not there.
type Move struct {
	Scenario      string
	Figure        string // empty: the whole scenario
	Before, After string
	By            float64 // in percent; NaN where it is no number, or was 0
}

// Moves lists what differs between two baselines, in the order of the file.
func Moves(before, after *Baseline) []Move {
	var list []Move
	names := slices.Sorted(maps.Keys(before.Scenarios))
	names = append(names, slices.Collect(maps.Keys(after.Scenarios))...)
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		was, had := before.Scenarios[name]
		is, has := after.Scenarios[name]
		switch {
		case !had:
			list = append(list, Move{Scenario: name, After: is.words(), By: math.NaN()})
		case !has:
			list = append(list, Move{Scenario: name, Before: was.words(), By: math.NaN()})
		default:
			list = append(list, entryMoves(name, &was, &is)...)
		}
	}
	return list
}

// words are a scenario in short.
func (e *Entry) words() string {
	if e.Objective == nil {
		return e.Status
	}
	return e.Status + ", " + plain(*e.Objective)
}

func entryMoves(name string, was, is *Entry) []Move {
	var list []Move
	if was.Status != is.Status {
		list = append(list, Move{name, "status", was.Status, is.Status, math.NaN()})
	}
	ids := append(was.figures(), is.figures()...)
	seen := map[string]bool{}
	for _, id := range ids {
		if seen[id] {
			continue
		}
		seen[id] = true
		m := Move{Scenario: name, Figure: id, By: math.NaN()}
		x, had := was.figure(id)
		y, has := is.figure(id)
		if had {
			m.Before = plain(x)
		}
		if has {
			m.After = plain(y)
		}
		if had && has && x != 0 {
			m.By = 100 * (y - x) / math.Abs(x)
		}
		if m.Before != m.After {
			list = append(list, m)
		}
	}
	return list
}
