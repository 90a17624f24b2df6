package intake

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// badDir holds inputs with one kind of mistake each, named after its rule
// ("rule.yaml" or "rule_case.yaml"), and what is printed about them.
const badDir = "../testdata/bad"

// printedAtMost keeps the expected output of files with very many mistakes short.
const printedAtMost = 5

// readBad reads a bad file, which may extend others in the same folder.
func readBad(t *testing.T, name string, src []byte) Diagnostics {
	t.Helper()
	files := folderOf(filepath.Join(badDir, name))
	files.dir = "."
	return (&opening{name: name, folder: files}).load(src).Diagnostics
}

func badFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(badDir, "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 55 {
		t.Fatalf("expected at least 55 bad files, found %d", len(files))
	}
	return files
}

func TestEveryBadFileIsAnsweredAsExpected(t *testing.T) {
	for _, file := range badFiles(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			ds := readBad(t, filepath.Base(file), src)
			rule, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), "_")
			checkNamed(t, rule, ds)
			checkPositions(t, src, ds)
			var b strings.Builder
			if err := ds.Print(&b, printedAtMost); err != nil {
				t.Fatal(err)
			}
			golden(t, strings.TrimSuffix(file, filepath.Ext(file))+".out", b.String())
		})
	}
}

// checkNamed asks that the rule that a file is named after is among its mistakes.
func checkNamed(t *testing.T, rule string, ds Diagnostics) {
	t.Helper()
	for i := range ds {
		if ds[i].Rule == rule {
			return
		}
	}
	t.Errorf("expected a mistake of rule %s, got\n%s", rule, printed(ds))
}

// golden compares text with a file, and rewrites the file where UPDATE is set.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (write it with UPDATE=1)", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("output differs (-want +got):\n%s", diff)
	}
}

// withoutFile are the rules that no small file can break; the tests that they
// are named with break them.
var withoutFile = map[string]string{
	"import-base":    "TestAWorkbookOfAnotherScenarioIsRefused",
	"import-format":  "TestWhatIsNoWorkbookOfInputsIsRefused",
	"import-locked":  "TestMistakesInAWorkbook",
	"import-unknown": "TestMistakesInAWorkbook",
	"import-value":   "TestMistakesInAWorkbook",

	"too-many-changes": "TestChangesAreBoundedInTime",
	"extends-depth":    "TestMistakesOfOverlays",
	"overlay-key":      "TestTwoOverlaysOfTheCommandLineMayNotTouchTheSameValue",
	"file-too-large":   "TestAFileOfTooManyValuesIsRefused",
	"calendar-gap":     "TestEveryRuleOfValidationIsBroken in model",
	"duplicate-id":     "TestEveryRuleOfValidationIsBroken in model",
	"not-finite":       "TestEveryRuleOfValidationIsBroken in model",
	"unsorted":         "TestEveryRuleOfValidationIsBroken in model",

	"fixed-of-heads":  "TestEveryRuleOfValidationIsBroken in model",
	"split-too-large": "TestEveryRuleOfValidationIsBroken in model",
}

func TestEveryRuleHasABadFile(t *testing.T) {
	have := map[string]bool{}
	for _, file := range badFiles(t) {
		rule, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), "_")
		have[rule] = true
	}
	for _, rule := range Rules() {
		if !have[rule.ID] && withoutFile[rule.ID] == "" {
			t.Errorf("rule %s has no file %s/%s.yaml", rule.ID, badDir, rule.ID)
		}
		if !strings.HasSuffix(rule.Sentence, ".") {
			t.Errorf("rule %s is not described by a sentence: %q", rule.ID, rule.Sentence)
		}
	}
}

func TestEveryDiagnosticNamesADocumentedRule(t *testing.T) {
	documented := map[string]bool{}
	for _, rule := range Rules() {
		documented[rule.ID] = true
	}
	for _, file := range badFiles(t) {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		ds := readBad(t, filepath.Base(file), src)
		for _, d := range ds {
			if !documented[d.Rule] {
				t.Errorf("%s: rule %s is not documented", file, d.Rule)
			}
		}
	}
}

// checkPositions asks that every place lies inside the file.
func checkPositions(t *testing.T, src []byte, ds Diagnostics) {
	t.Helper()
	s := newSource("", strings.ToValidUTF8(strings.TrimPrefix(string(src), "\ufeff"), "\ufffd"))
	for i := range ds {
		places := []Pos{ds[i].Pos}
		for _, r := range ds[i].Related {
			places = append(places, r.Pos)
		}
		for _, pos := range places {
			if strings.HasPrefix(pos.File, "base") || strings.HasPrefix(pos.File, "tables") {
				continue // of a file that this one draws on
			}
			if inside := s.pos(pos.Line, pos.Column); inside.Line != pos.Line || inside.Column != pos.Column {
				t.Errorf("%s: the place %d:%d lies outside the file", ds[i].Rule, pos.Line, pos.Column)
			}
		}
	}
}
