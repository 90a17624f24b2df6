package intake

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// seedWith adds the bad and good files of a kind to the corpus.
func seedWith(f *testing.F, extension string) {
	f.Helper()
	for _, dir := range []string{badDir, "../testdata/good"} {
		files, err := filepath.Glob(filepath.Join(dir, "*"+extension))
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			if len(src) < 5000 {
				f.Add(src)
			}
		}
	}
}

// checkAnswer asks of any input: places inside the file, one line a message,
// and a rule that is documented.
func checkAnswer(t *testing.T, src []byte, ds Diagnostics) {
	t.Helper()
	checkPositions(t, src, ds)
	for i := range ds {
		if strings.ContainsAny(ds[i].Message+ds[i].Hint, "\n\r") {
			t.Errorf("a message of several lines: %q", ds[i].Message)
		}
	}
	if err := ds.Print(io.Discard, PrintLimit); err != nil {
		t.Fatal(err)
	}
}

func FuzzLoad(f *testing.F) {
	seedWith(f, ".yaml")
	f.Fuzz(func(t *testing.T, src []byte) {
		l := LoadBytes("plan.yaml", src)
		s, ds := l.Scenario, l.Diagnostics
		checkAnswer(t, src, ds)
		if s == nil && !ds.HasErrors() {
			t.Error("no scenario and no error")
		}
		if s != nil && !ds.HasErrors() {
			if _, err := s.Hash(); err != nil {
				t.Errorf("an accepted scenario has no hash: %v", err)
			}
			checkRoundTrip(t, l)
		}
	})
}

// FuzzChanges lays one change over a scenario, from the command line and from
// a file, which must come to the same.
func FuzzChanges(f *testing.F) {
	for _, seed := range [][2]string{
		{"demand.tools.quantity", "*1.10"},
		{"demand.*.quantity.2026-02..2026-03", "-5 %"},
		{"workforce.crew.hire", "remove"},
		{"families.t*.price", "[1, ~, 3]"},
		{"inventory.tools.max.owner", "=*x"},
		{"suppliers.acme.sells.parts", "{price: 3, capacity: {2026-01: 4}}"},
		{"processes.assemble.makes.tools", "+1"},
		{"calendar.periods", "2"},
		{"*.*.*", "7"},
		{"a..b", "+"},
		{"demand.tools.backlog.max.2026-01", "+2 h/day"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, path, value string) {
		set, err := OpenText("plan.yaml", []byte(baseTools), "", Options{Edits: []Edit{{Set: path + "=" + value}}})
		if err != nil {
			t.Fatal(err)
		}
		if err := set.Diagnostics.Print(io.Discard, PrintLimit); err != nil {
			t.Fatal(err)
		}
		if set.Diagnostics.HasErrors() {
			return
		}
		checkRoundTrip(t, set)
		for _, c := range set.Changes {
			if len(c.Paths) == 0 {
				t.Errorf("a change of nothing is no mistake: %+v", c)
			}
		}
		file := LoadBytes("plan.yaml", fmt.Appendf(nil, "%schange:\n  %q: %q\n", baseTools, set.Changes[0].Pattern, strings.TrimSpace(value)))
		if !file.Diagnostics.HasErrors() && !strings.ContainsAny(value, "[{\"'\n\r") && hashOfLoaded(t, file) != hashOfLoaded(t, set) {
			t.Errorf("%s=%s means something else in a file", path, value)
		}
	})
}
