package intake

import (
	"bytes"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// libraryFiles are all scenarios of the project that have no mistakes.
func libraryFiles(t testing.TB) []string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"../testdata/good/*.yaml", "../scenarios/*.yaml", "../scenarios/*/*.yaml"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 20 {
		t.Fatalf("found %d scenarios only", len(files))
	}
	return files
}

func shown(t rapid.TB, l *Loaded) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := l.WriteYAML(&out, l.Resolved()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func hashOfLoaded(t rapid.TB, l *Loaded) string {
	t.Helper()
	if l.Diagnostics.HasErrors() {
		t.Fatal(printed(l.Diagnostics))
	}
	hash, err := l.Scenario.Hash()
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

// checkRoundTrip asks that what is shown reads back as the same scenario, and
// is shown the same way again but for the comments.
func checkRoundTrip(t rapid.TB, l *Loaded) {
	t.Helper()
	text := shown(t, l)
	again := LoadBytes("shown.yaml", text)
	if again.Diagnostics.HasErrors() {
		t.Fatalf("what is shown has mistakes:\n%s\n%s", printed(again.Diagnostics), text)
	}
	if hashOfLoaded(t, again) != hashOfLoaded(t, l) {
		t.Fatalf("what is shown is another scenario:\n%s", text)
	}
	if one, two := withoutComments(text), withoutComments(shown(t, again)); one != two {
		t.Errorf("it is shown in two ways:\n%s\nand\n%s", one, two)
	}
}

func withoutComments(text []byte) string {
	var b strings.Builder
	for line := range strings.SplitSeq(string(text), "\n") {
		line, _, _ = strings.Cut(line, "# ")
		if line = strings.TrimRight(line, " "); line != "" {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

func TestWhatIsShownIsTheSameScenario(t *testing.T) {
	for _, file := range libraryFiles(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			l, err := LoadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			checkRoundTrip(t, l)
			for line := range strings.SplitSeq(string(shown(t, l)), "\n") {
				if width(line) > showWidth && !strings.Contains(line, "# ") {
					t.Errorf("a line of %d columns: %s", width(line), line)
				}
			}
		})
	}
}

// someChange draws a change of one of the values of a scenario.
func someChange(t *rapid.T, leaves []Value) string {
	v := rapid.SampledFrom(leaves).Draw(t, "value")
	values := []string{"*1.1", "+3", "-5 %", "7", "remove", "*0"}
	if len(v.Numbers) == 0 {
		values = []string{"remove", "=word"}
	}
	return v.Path + "=" + rapid.SampledFrom(values).Draw(t, "change")
}

func TestWhatIsShownAfterChangesIsTheSameScenario(t *testing.T) {
	type scenario struct {
		file   string
		leaves []Value
	}
	var library []scenario
	for _, file := range libraryFiles(t) {
		plain, err := LoadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s := scenario{file: file}
		root := plain.Resolved()
		root.Leaves(func(v *Value) { s.leaves = append(s.leaves, *v) })
		library = append(library, s)
	}
	sensible := 0
	rapid.Check(t, func(t *rapid.T) {
		s := library[rapid.IntRange(0, len(library)-1).Draw(t, "scenario")]
		var edits []Edit
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			edits = append(edits, Edit{Set: someChange(t, s.leaves)})
		}
		l, err := Open(s.file, Options{Edits: edits})
		if err != nil {
			t.Fatal(err)
		}
		if l.Diagnostics.HasErrors() {
			return // the changes do not make sense together
		}
		sensible++
		text := shown(t, l)
		again := LoadBytes("shown.yaml", text)
		if again.Diagnostics.HasErrors() {
			t.Fatalf("%s with %v: what is shown has mistakes:\n%s\n%s", s.file, edits, printed(again.Diagnostics), text)
		}
		if hashOfLoaded(t, again) != hashOfLoaded(t, l) {
			t.Fatalf("%s with %v: what is shown is another scenario:\n%s", s.file, edits, text)
		}
	})
	if sensible < 10 {
		t.Errorf("only %d changes made sense", sensible)
	}
}

func TestTheHistoryOfAValue(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"base.yaml": baseTools,
		"plan.yaml": "extends: base.yaml\nchange:\n  demand.*.quantity: '*2'\n  families.parts.price: 6\n  families.tools.price: +1\n" +
			"variants:\n  x: {change: {demand.tools.quantity.2026-02..2026-03: +5, families.parts.price: '*3', families.tools.price.2026-01: '*2'}}\n",
	})
	l := openIn(t, dir, "plan.yaml#x")
	sound(t, l)
	for path, want := range map[string][]string{
		"demand.tools.quantity":         {"base.yaml:16:21 {2026-01: 3200, 2026-02..2026-03: 100}", "plan.yaml:3:22 *2 by demand.*.quantity", "plan.yaml:7:56 +5 by demand.tools.quantity.2026-02..2026-03 in 2026-02..2026-03"},
		"demand.tools.quantity.2026-01": {"base.yaml:16:31 3200", "plan.yaml:3:22 *2 by demand.*.quantity"},
		"demand.tools.quantity.value.2026-03": {
			"base.yaml:16:55 100", "plan.yaml:3:22 *2 by demand.*.quantity", "plan.yaml:7:56 +5 by demand.tools.quantity.2026-02..2026-03 in 2026-02..2026-03",
		},
		"families.parts.price":         {"base.yaml:6:27 [7, 8, 9]", "plan.yaml:4:25 6 by families.parts.price", "plan.yaml:7:82 *3 by families.parts.price"},
		"families.tools.price.2026-02": {"base.yaml:5:30 40", "plan.yaml:5:25 +1 by families.tools.price"},
		"scenario":                     {"base.yaml:1:11 Tools"},
	} {
		v, period, ok := l.At(path)
		if !ok {
			t.Errorf("%s is not there", path)
			continue
		}
		var got []string
		for _, o := range l.Origins(v, period) {
			line := o.Pos.String() + " " + o.Text
			if o.Pattern != "" {
				line += " by " + o.Pattern
			}
			if o.Periods != "" {
				line += " in " + o.Periods
			}
			got = append(got, line)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
	for _, path := range []string{"demand.toolz", "demand.tools.quantity.2027-01", "demand.tools.quantity.2026-01.x", "inventory.tools.opening.2026-01"} {
		if _, _, ok := l.At(path); ok {
			t.Errorf("%s is there", path)
		}
	}
	if pos, _ := l.Position("demand.tools.quantity.2026-01"); pos.String() != "plan.yaml:3:22" {
		t.Errorf("a mistake in 2026-01 would be shown at %s", pos)
	}
	if pos, _ := l.Position("demand.tools.quantity.2026-02"); pos.String() != "plan.yaml:7:56" {
		t.Errorf("a mistake in 2026-02 would be shown at %s", pos)
	}
}

func TestTextsReadBackAsTheyAre(t *testing.T) {
	for _, text := range []string{
		"plain", "null", "~", "true", "2026", "1e3", "a: b", "a #b", "- x", "-5", "*x", "&x", "'x'", `"x"`, "a, b", "[x]", "{x}", "x:", "#x", "! x", "% x", "@x", "`x`", "|", ">", "? x",
		"two\nlines", "two\n\nlines", "  led", "über 中文", "\u200b", "a\\b", strings.Repeat("word ", 60) + "end", strings.Repeat("double  space ", 20) + "end", strings.Repeat("x", 200),
	} {
		l := LoadBytes("plan.yaml", []byte("scenario: x\ncalendar: {start: 2026-01, periods: 1}\nnote: "+strconv.Quote(text)+"\nfamilies: {a: {}}\nsuppliers: {s: {sells: {a: 1}}}\ndemand: {a: {quantity: 1}}\n"))
		if l.Diagnostics.HasErrors() {
			t.Errorf("%q: %s", text, printed(l.Diagnostics))
			continue
		}
		checkRoundTrip(t, l)
	}
}
