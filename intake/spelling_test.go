package intake

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// spelled is a scenario with a gap for the quantity of the demand and one for
// the capacity of a supplier.
const spelled = `scenario: spellings
currency: USD
calendar: {start: 2026-01, periods: 3}
families: {ice: {unit: t}}
suppliers: {farm: {sells: {ice: {price: 30, capacity: %s}}}}
demand: {ice: {quantity: %s, backlog: %s}}
`

func hashOf(t *testing.T, capacity, quantity, backlog string) string {
	t.Helper()
	s, ds := Load("plan.yaml", fmt.Appendf(nil, spelled, capacity, quantity, backlog))
	if ds.HasErrors() {
		t.Fatal(printed(ds))
	}
	hash, err := s.Hash()
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

func TestTheSpellingOfAValueDoesNotChangeTheScenario(t *testing.T) {
	want := hashOf(t, "1000", "[1000, 2000, 2000]", "{cost: 5}")
	for _, c := range [][3]string{
		{"1e3", "[1e3, 2_000, 2 k]", "5"},
		{"1 k", "[1000 t, 2000000 kg, 2 k t]", "{cost: 5 USD}"},
		{"{value: 1000}", "{value: [1000, 2000, 2000]}", "{cost: 5 USD/t}"},
		{"[1000, 1000, 1000]", "{2026-01: 1000, 2026-02..2026-03: 2000}", "{cost: 0.005 USD/kg}"},
		{"{default: 1000}", "{default: 2000, 2026-01: 1000}", "{cost: [5, 5, 5]}"},
		{"{2026-01..2026-03: 1000}", "{default: 2000, 2026-01: 1000.0}", "{default: 5}"},
		{`"1000"`, "{value: {2026-01 .. 2026-01: 1000, default: 2 k}}", "5.0"},
	} {
		t.Run(strings.Join(c[:], " "), func(t *testing.T) {
			if got := hashOf(t, c[0], c[1], c[2]); got != want {
				t.Error("expected the same hash")
			}
		})
	}
}

func TestEveryValueChangesTheScenario(t *testing.T) {
	base := hashOf(t, "1000", "[1000, 2000, 2000]", "{cost: 5}")
	for _, c := range [][3]string{
		{"1001", "[1000, 2000, 2000]", "{cost: 5}"},
		{"{value: 1000, owner: buyer}", "[1000, 2000, 2000]", "{cost: 5}"},
		{"{value: 1000, penalty: 0.1}", "[1000, 2000, 2000]", "{cost: 5}"},
		{"[1000, ~, 1000]", "[1000, 2000, 2000]", "{cost: 5}"},
		{"1000", "[1000, 2000, 2000.1]", "{cost: 5}"},
		{"1000", "[1000, 2000, 2000]", "{}"},
		{"1000", "[1000, 2000, 2000]", "{cost: 5, max: 9}"},
		{"1000", "[1000, 2000, 2000]", "{cost: 5, closing: 0}"},
	} {
		t.Run(strings.Join(c[:], " "), func(t *testing.T) {
			if got := hashOf(t, c[0], c[1], c[2]); got == base {
				t.Error("expected another hash")
			}
		})
	}
}

func TestTheOrderOfAFileDoesNotMatter(t *testing.T) {
	a := `scenario: order
calendar: {start: 2026-01, periods: 1}
families: {b: {unit: t, price: 3}, a: {}}
suppliers: {y: {sells: {b: 2, a: 1}}, x: {sells: {a: 3}}}
demand: {b: {quantity: 3 kg}, a: {quantity: 4}}
`
	b := `demand: {a: {quantity: 4}, b: {quantity: 3 kg}}
suppliers: {x: {sells: {a: 3}}, y: {sells: {a: 1, b: 2}}}
families: {a: {}, b: {price: 3, unit: t}}
calendar: {periods: 1, start: 2026-01}
scenario: order
`
	var hashes []string
	for _, text := range []string{a, b} {
		s, ds := Load("plan.yaml", []byte(text))
		if len(ds) > 0 {
			t.Fatal(printed(ds))
		}
		hash, err := s.Hash()
		if err != nil {
			t.Fatal(err)
		}
		hashes = append(hashes, hash)
	}
	if hashes[0] != hashes[1] {
		t.Error("expected the same hash of two orders")
	}
}

func TestAFileOfTooManyValuesIsRefused(t *testing.T) {
	for name, src := range map[string][]byte{
		"too many values":  bytes.Repeat([]byte("1,"), maxValues),
		"too many lists":   bytes.Repeat([]byte("- - - - - - - -\n"), maxValues/8),
		"too many bytes":   make([]byte, maxFileSize+1),
		"too many periods": manySeries("families", "{price: {default: 4, 2026-01: 3}}"),
		"too many rates":   manySeries("resources", "{capacity: 3 h/month}"),
	} {
		t.Run(name, func(t *testing.T) {
			if _, ds := Load("plan.yaml", src); len(ds) != 1 || ds[0].Rule != "file-too-large" {
				t.Errorf("expected a refusal, got\n%s", printed(ds))
			}
		})
	}
}

// manySeries is a scenario of more values over time than may be written out.
func manySeries(section, thing string) []byte {
	const periods = 2000
	var b strings.Builder
	fmt.Fprintf(&b, "scenario: many\ncalendar: {start: 2026-01, periods: %d}\n%s:\n", periods, section)
	for i := range maxWritten/periods + 2 {
		fmt.Fprintf(&b, "  f%d: %s\n", i, thing)
	}
	return []byte(b.String())
}

func TestWarningsWithoutEndAreStillWarnings(t *testing.T) {
	var b strings.Builder
	b.WriteString("scenario: many\ncalendar: {start: 2026-01, periods: 1}\nfamilies:\n")
	for i := range maxCollected + 10 {
		fmt.Fprintf(&b, "  f%d: {}\n", i)
	}
	_, ds := Load("plan.yaml", []byte(b.String()))
	if last := ds[len(ds)-1]; last.Rule != "too-many" || ds.HasErrors() {
		t.Errorf("expected warnings only, and a count of those that are left out, got %v at the end", last)
	}
}

func TestErrorsAreKeptAndPrintedBeforeAnyNumberOfWarnings(t *testing.T) {
	c := &collector{}
	add := func(severity Severity, line int) {
		c.add(Diagnostic{Severity: severity, Rule: "rule", Message: "message", Pos: Pos{File: "plan.yaml", Line: line, Column: 1}})
	}
	for line := range maxCollected + 5 {
		add(Warning, line+1)
	}
	if c.full() || c.keeps(Warning) {
		t.Error("expected room for errors and none for warnings")
	}
	const late = 3
	for line := range late {
		add(Error, 5000+line)
	}
	ds := c.finish()
	errors := 0
	for _, d := range ds {
		if d.Severity == Error {
			errors++
		}
	}
	if last := ds[len(ds)-1]; errors != late || last.Rule != "too-many" || last.Message != fmt.Sprintf("there are %d more mistakes", 5+late) {
		t.Errorf("%d errors, and at the end: %s", errors, last.Message)
	}
	var b strings.Builder
	if err := ds.Print(&b, 10); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); strings.Count(got, ": warning: ") != 10-late || strings.Count(got, "plan.yaml:500") != late || !strings.Contains(got, fmt.Sprintf("... and %d more", len(ds)-10)) {
		t.Errorf("the errors are not among what is printed:\n%s", got)
	}
}

func TestErrorsBeyondTheBoundAreOnlyCounted(t *testing.T) {
	c := &collector{}
	for line := range maxCollected + 1 {
		c.add(Diagnostic{Rule: "rule", Message: "message", Pos: Pos{File: "plan.yaml", Line: line + 1, Column: 1}})
	}
	c.miss()
	if ds := c.finish(); !c.full() || len(ds) != maxCollected+1 || ds[maxCollected].Message != "there are 2 more mistakes" || ds[maxCollected].Severity != Error {
		t.Errorf("%d diagnostics, at the end: %v", len(ds), ds[len(ds)-1])
	}
}
