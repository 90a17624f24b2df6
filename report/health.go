package report

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/steelyard-sop/steelyard/solver"
)

// HealthDocument says how well the numbers of a scenario's problem go together.
type HealthDocument struct {
	FormatVersion int          `json:"format_version"` // version of this format
	Scenario      string       `json:"scenario"`       // its name
	Rows          int          `json:"rows"`
	Columns       int          `json:"columns"`
	Entries       int          `json:"entries"`
	Ranges        []HealthLine `json:"ranges"` // matrix, objective and right-hand sides
	BigM          *HealthBigM  `json:"big_m"`  // the widest; null where there is none
	WidestSound   float64      `json:"limit"`  // how far apart numbers should lie at most
	Sound         bool         `json:"sound"`  // nothing is further apart than that
	Advice        []string     `json:"advice"` // what to do, in sentences
	name          string       // for the heading
}

// HealthLine is the range of one kind of number.
type HealthLine struct {
	Kind  string        `json:"kind"` // matrix, objective or right-hand sides
	Ratio float64       `json:"ratio"`
	Least HealthExtreme `json:"least"`
	Most  HealthExtreme `json:"most"`
}

// HealthExtreme is one number, by size, and where it stands.
type HealthExtreme struct {
	Value  float64 `json:"value"`
	Row    string  `json:"row"`    // empty in the objective
	Column string  `json:"column"` // empty for a right-hand side
	Path   string  `json:"path"`   // of the limit in the scenario
}

// HealthBigM is the coefficient of a decision that lets something happen.
type HealthBigM struct {
	Value float64 `json:"value"`
	Row   string  `json:"row"`
	Path  string  `json:"path"`
}

// NewHealthDocument puts the findings into words.
func NewHealthDocument(name string, h *solver.Health) *HealthDocument {
	d := &HealthDocument{
		FormatVersion: FormatVersion, Scenario: name, Rows: h.Rows, Columns: h.Cols, Entries: h.Entries,
		WidestSound: solver.Widest, Sound: h.Sound(), Advice: []string{}, name: name,
	}
	for _, kind := range []struct {
		name, unit string
		of         *solver.Range
	}{
		{"matrix", "what one unit needs, makes or takes", &h.Matrix},
		{"objective", "costs, prices and penalties", &h.Objective},
		{"right-hand sides", "what limits allow and ask for", &h.Sides},
	} {
		line := HealthLine{Kind: kind.name, Ratio: clean(kind.of.Ratio(), priceDigits), Least: extreme(kind.of.Least), Most: extreme(kind.of.Most)}
		d.Ranges = append(d.Ranges, line)
		if line.Ratio > solver.Widest {
			d.Advice = append(d.Advice, fmt.Sprintf("In the %s (%s) the largest number is %s times the smallest. Count what %s is about in a larger unit, or what %s is about in a smaller one.",
				kind.name, kind.unit, power(line.Ratio), line.Most.where(), line.Least.where()))
		}
	}
	if m := h.BigM; m != nil {
		d.BigM = &HealthBigM{clean(m.Value, priceDigits), m.Row, m.Path}
		if m.Value > solver.Widest {
			d.Advice = append(d.Advice, fmt.Sprintf("What %s lets happen is bounded by no less than %s: give it a max.", m.Path, power(m.Value)))
		}
	}
	return d
}

func extreme(e solver.Extreme) HealthExtreme {
	return HealthExtreme{clean(e.Value, priceDigits), e.Row, e.Column, e.Path}
}

// where names a number by the address of its limit, or by its decision.
func (e *HealthExtreme) where() string {
	if e.Path != "" {
		return e.Path
	}
	return e.Column
}

// power writes a large number by its size alone.
func power(v float64) string { return fmt.Sprintf("10^%.0f", math.Floor(math.Log10(v))) }

// WriteJSON writes the document as JSON.
func (d *HealthDocument) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(d)
}

// Text writes the document for people.
func (d *HealthDocument) Text(w io.Writer, o TextOptions) error {
	s := newScreen(o)
	plain := lipgloss.NewStyle()
	s.line(s.theme.title, fit(printable(d.name), s.width))
	s.line(plain, fmt.Sprintf("%d rows, %d columns, %d entries", d.Rows, d.Columns, d.Entries))
	for i := range d.Ranges {
		line := &d.Ranges[i]
		s.section(fmt.Sprintf("%s: %s to %s, ratio %s", strings.ToUpper(line.Kind), short(line.Least.Value), short(line.Most.Value), short(line.Ratio)))
		for _, e := range []struct {
			word string
			of   *HealthExtreme
		}{{"least", &line.Least}, {"most", &line.Most}} {
			if e.of.Value != 0 {
				s.paragraph(plain, "", fmt.Sprintf("%s %s: %s", e.word, short(e.of.Value), printable(e.of.place())))
			}
		}
	}
	if d.BigM != nil {
		s.section("WIDEST BIG M: " + short(d.BigM.Value))
		s.paragraph(plain, "", printable(d.BigM.Row+" ("+d.BigM.Path+")"))
	}
	s.section("ADVICE")
	for _, advice := range d.Advice {
		s.paragraph(plain, "* ", printable(advice))
	}
	if len(d.Advice) == 0 {
		s.paragraph(plain, "", "No numbers of one kind lie more than a million times apart: nothing is to be done.")
	}
	return s.flush(w)
}

// place names the row and column of a number.
func (e *HealthExtreme) place() string {
	text := e.Row
	if e.Column != "" {
		if text != "" {
			text += ", "
		}
		text += e.Column
	}
	if e.Path != "" {
		text += " (" + e.Path + ")"
	}
	return text
}

func short(v float64) string { return fmt.Sprintf("%.4g", v) }
