package report

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/steelyard-sop/steelyard/audit"
)

// A saved plan comes from outside: whatever it holds, it is read, audited and
// shown, or refused with a reason.
func FuzzReadJSON(f *testing.F) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add(encoded(f, NewDocument(workshopInput())))
	s := workshop()
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := ReadJSON(bytes.NewReader(text))
		var format *FormatError
		if err != nil {
			if !errors.As(err, &format) {
				t.Fatalf("expected a *FormatError, got %v", err)
			}
			return
		}
		if err := Text(io.Discard, d, TextOptions{}); err != nil {
			t.Fatal(err)
		}
		claim, err := d.Claim(s)
		if err != nil {
			return
		}
		plan, err := d.Plan.Plan(s)
		if err != nil {
			return
		}
		if err := AuditText(io.Discard, d, audit.Check(s, plan, claim)); err != nil {
			t.Fatal(err)
		}
	})
}
