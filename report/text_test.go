package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"charm.land/lipgloss/v2"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func textOf(t testing.TB, d *Document, o TextOptions) string {
	t.Helper()
	var b bytes.Buffer
	if err := Text(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// checkLines tests what holds for every text: no line is too wide or ends in
// blanks, and nothing in it controls the terminal.
func checkLines(t *testing.T, text string, width int) {
	t.Helper()
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if w := lipgloss.Width(line); w > width {
			t.Errorf("%d columns wide: %s", w, line)
		}
		if strings.TrimRight(line, " ") != line {
			t.Errorf("blanks at the end: %q", line)
		}
		if i := strings.IndexFunc(line, func(r rune) bool {
			return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
		}); i >= 0 {
			t.Errorf("control character in %q", line)
		}
	}
}

func TestText(t *testing.T) {
	names, documents := stored(t)
	for _, name := range names {
		for _, width := range []int{80, 120} {
			t.Run(fmt.Sprintf("%s at %d columns", name, width), func(t *testing.T) {
				text := textOf(t, documents[name], TextOptions{Width: width})
				checkLines(t, text, width)
				golden(t, fmt.Sprintf("testdata/%s.%d.txt", name, width), []byte(text))
			})
		}
	}
	t.Run("the usual width is 80", func(t *testing.T) {
		d := documents["months12"]
		if textOf(t, d, TextOptions{}) != textOf(t, d, TextOptions{Width: 80}) {
			t.Error("another one")
		}
	})
	t.Run("colour changes nothing but colour", func(t *testing.T) {
		for _, name := range names {
			plain, colour := textOf(t, documents[name], TextOptions{}), textOf(t, documents[name], TextOptions{Color: true})
			if strings.Contains(plain, "\x1b") || !strings.Contains(colour, "\x1b") {
				t.Errorf("%s: escape codes without colour, or none with it", name)
			}
			if got := withoutColour(colour); got != plain {
				t.Errorf("%s: another text in colour:\n%s", name, got)
			}
		}
	})
	t.Run("no width breaks the lines", func(t *testing.T) {
		for _, name := range names {
			for width := 40; width < 200; width += 7 {
				checkLines(t, textOf(t, documents[name], TextOptions{Width: width}), width)
			}
		}
	})
	t.Run("everything is shown where everything is asked for", func(t *testing.T) {
		text := textOf(t, documents["families"], TextOptions{All: true})
		for i := range 14 {
			if !strings.Contains(text, fmt.Sprintf("colour%02d (kl)", i)) {
				t.Errorf("family %d is missing", i)
			}
		}
		if strings.Contains(text, "not shown") {
			t.Error("something is left out")
		}
	})
}

// withoutColour takes the colour sequences out of a text, and the blanks that
// stood before them at the ends of lines.
func withoutColour(text string) string {
	var b strings.Builder
	for text != "" {
		before, after, found := strings.Cut(text, "\x1b[")
		b.WriteString(before)
		if !found {
			break
		}
		_, text, _ = strings.Cut(after, "m")
	}
	lines := strings.Split(b.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// hostile are names that try to break out of a table or a terminal.
var hostile = []string{
	"\x1b[2J\x1b[31mcleared", "line\nbreak\tand\rmore", strings.Repeat("long ", 2000), "\u202eturned\u2066", "表計算の名前がとても長い品目",
	"👩\u200d🔧👩\u200d🔧👩\u200d🔧👩\u200d🔧👩\u200d🔧👩\u200d🔧👩\u200d🔧", "e\u0301\u0301\u0301combining", "broken \xff\xfe", "</svg><script>", "=1+1", "", "%s%d%n",
}

func TestHostileNames(t *testing.T) {
	_, documents := stored(t)
	for _, name := range []string{"months6", "penalties", "infeasible", "unbounded"} {
		for i := range hostile {
			d := documents[name]
			bad := func(k int) string { return hostile[(i+k)%len(hostile)] }
			d.Scenario.Name, d.Scenario.Currency = bad(0), bad(1)
			for k := range d.Scenario.Things {
				d.Scenario.Things[k].Name, d.Scenario.Things[k].Unit = bad(k), bad(k+1)
			}
			for k := range d.Limits {
				d.Limits[k].Key, d.Limits[k].Unit, d.Limits[k].PriceUnit = d.Limits[k].Key+bad(k), bad(k), bad(k+2)
			}
			for k := range d.Conflict {
				d.Conflict[k].Owner, d.Conflict[k].Reason, d.Conflict[k].Path = bad(k), bad(k+1), bad(k+2)
			}
			for k := range d.Findings {
				d.Findings[k].Text = bad(k)
			}
			for k := range d.Unlimited {
				d.Unlimited[k] = bad(k)
			}
			for _, width := range []int{80, 40} {
				checkLines(t, textOf(t, d, TextOptions{Width: width}), width)
			}
		}
	}
}

// A saved document may have been edited: whatever its parts say of each other,
// it is shown without a panic.
func TestTextOfInconsistentDocuments(t *testing.T) {
	for name, change := range map[string]func(*Document){
		"no periods":            func(d *Document) { d.Scenario.Periods = nil },
		"another bucket":        func(d *Document) { d.Scenario.Bucket = "fortnight" },
		"labels of no calendar": func(d *Document) { d.Scenario.Periods = []string{"", "x"} },
		"no things":             func(d *Document) { d.Scenario.Things = nil },
		"no money":              func(d *Document) { d.Money, d.Penalties = nil, nil },
		"an unknown status":     func(d *Document) { d.Status = "splendid" },
		"no plan at all":        func(d *Document) { d.Plan = nil },
		"an empty plan":         func(d *Document) { d.Plan = &model.Tables{} },
		"absurd numbers": func(d *Document) {
			for i := range d.Plan.Production {
				d.Plan.Production[i].Quantity = 1e300
				d.Plan.Inventory[i].Closing = -1e17
			}
			d.Money.Cost = 1e300
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, documents := stored(t)
			d := documents["penalties"]
			change(d)
			if text := textOf(t, d, TextOptions{}); text == "" {
				t.Error("nothing is shown")
			}
		})
	}
}

func TestAuditText(t *testing.T) {
	var b bytes.Buffer
	in := workshopInput()
	d := NewDocument(in)
	if err := AuditText(&b, d, nil); err != nil {
		t.Fatal(err)
	}
	checkLines(t, b.String(), 80)
	golden(t, "testdata/audit_failed.txt", b.Bytes())
	t.Run("another audit takes the place of the document's own", func(t *testing.T) {
		b.Reset()
		if err := AuditText(&b, d, &audit.Report{Checks: 3}); err != nil {
			t.Fatal(err)
		}
		if want := "workshop\naudit: 3 checks passed\n"; b.String() != want {
			t.Errorf("got %s", b.String())
		}
	})
	t.Run("a document without an audit says so", func(t *testing.T) {
		b.Reset()
		d.Audit = nil
		if err := AuditText(&b, d, nil); err != nil {
			t.Fatal(err)
		}
		if want := "workshop\naudit: none was made\n"; b.String() != want {
			t.Errorf("got %s", b.String())
		}
	})
}
