package bench_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/bench"
	"github.com/steelyard-sop/steelyard/model"
)

func TestWhatIsWrittenReadsBackAsTheSameScenario(t *testing.T) {
	for name, size := range small {
		t.Run(name, func(t *testing.T) { roundTrip(t, bench.Generate(size, 3)) })
	}
}

// roundTrip compares texts, which show what differs, and then hashes, which
// see everything.
func roundTrip(t *testing.T, s *model.Scenario) {
	t.Helper()
	text := yamlOf(t, s)
	back := read(t, []byte(text))
	if diff := cmp.Diff(text, yamlOf(t, back)); diff != "" {
		t.Errorf("written, read and written again:\n%s", diff)
	}
	if want, got := hashOf(t, s), hashOf(t, back); want != got {
		t.Errorf("expected the hash %s, got %s", want, got)
	}
}

func hashOf(t *testing.T, s *model.Scenario) string {
	t.Helper()
	hash, err := s.Hash()
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

func TestAFileThatCannotBeWrittenIsAnError(t *testing.T) {
	full := errors.New("no space left")
	if err := bench.WriteYAML(failing{full}, bench.Generate(bench.Size{}, 1)); !errors.Is(err, full) {
		t.Errorf("expected %v, got %v", full, err)
	}
	var out bytes.Buffer
	if err := bench.WriteYAML(&out, bench.Generate(bench.Size{}, 1)); err != nil || out.Len() == 0 {
		t.Errorf("expected a text, got %d bytes and %v", out.Len(), err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
