package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestADiagnosticIsPrintedWithExcerptCaretHintAndRelatedPlaces(t *testing.T) {
	d := Diagnostic{
		Rule: "series-length", Path: "families.bikes.demand", Message: "expected 12 values, got 11", Hint: "add one",
		Pos: Pos{File: "plan.yaml", Line: 14, Column: 9}, Source: "  bikes: [1, 2]", Related: []Related{{"first defined", Pos{File: "base.yaml", Line: 3, Column: 1}}},
	}
	want := `plan.yaml:14:9: families.bikes.demand: expected 12 values, got 11 [series-length]
    bikes: [1, 2]
          ^
  hint: add one
  first defined at base.yaml:3:1
`
	if diff := cmp.Diff(want, d.String()); diff != "" {
		t.Errorf("print differs (-want +got):\n%s", diff)
	}
}

func TestTheCaretStandsBelowItsCharacter(t *testing.T) {
	long := strings.Repeat("x", 200)
	for name, c := range map[string]struct {
		line   string
		column int
		want   string // of the caret's line, after the two blanks in front
	}{
		"in plain text":                     {"abc", 2, " ^"},
		"at the start":                      {"abc", 1, "^"},
		"behind the end":                    {"abc", 4, "   ^"},
		"far behind the end":                {"abc", 40, "   ^"},
		"after tabs":                        {"\t\tabc", 4, "\t\t ^"},
		"after accents that are one letter": {"éà: x", 5, "    ^"},
		"after accents of their own":        {"e\u0301: x", 5, "   ^"},
		"after wide letters":                {"自転車: x", 6, "        ^"},
		"after a pictograph":                {"🚲: x", 4, "    ^"},
		"after wide punctuation":            {"！: x", 4, "    ^"},
		"in a long line":                    {long, 101, strings.Repeat(" ", 63) + "^"},
	} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			excerpt(&b, c.line, c.column)
			lines := strings.Split(b.String(), "\n")
			if got := strings.TrimPrefix(lines[1], "  "); got != c.want {
				t.Errorf("expected %q, got %q below %q", c.want, got, lines[0])
			}
		})
	}
}

func TestAnExcerptHoldsNothingThatMovesTheCursor(t *testing.T) {
	var b strings.Builder
	excerpt(&b, "a\x1b[31m\u202ered\u0085", 3)
	if got := b.String(); strings.ContainsAny(got, "\x1b\u202e\u0085") {
		t.Errorf("expected no control characters, got %q", got)
	}
}

func TestOnlyTheFirstDiagnosticsArePrinted(t *testing.T) {
	ds := make(Diagnostics, 7)
	for i := range ds {
		ds[i] = Diagnostic{Rule: "r", Message: "m", Pos: Pos{File: "f", Line: i + 1, Column: 1}}
	}
	var b strings.Builder
	if err := ds.Print(&b, 5); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(b.String(), "[r]"); got != 5 || !strings.HasSuffix(b.String(), "... and 2 more\n") {
		t.Errorf("expected five and the number of the others, got\n%s", b.String())
	}
}

func TestWarningsAreMarkedAndDoNotStopThePlanning(t *testing.T) {
	ds := Diagnostics{{Severity: Warning, Rule: "unused", Path: "materials.ink", Message: "m", Pos: Pos{File: "f", Line: 1, Column: 1}}}
	if ds.HasErrors() {
		t.Error("expected no errors among warnings")
	}
	if got := ds[0].String(); !strings.HasPrefix(got, "f:1:1: warning: materials.ink: m [unused]") {
		t.Errorf("expected the word warning, got %q", got)
	}
}
