package intake

import (
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
		s, ds := Load("plan.yaml", src)
		checkAnswer(t, src, ds)
		if s == nil && !ds.HasErrors() {
			t.Error("no scenario and no error")
		}
		if s != nil && !ds.HasErrors() {
			if _, err := s.Hash(); err != nil {
				t.Errorf("an accepted scenario has no hash: %v", err)
			}
		}
	})
}
