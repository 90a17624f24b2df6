package highs

import (
	"context"
	"testing"

	"github.com/steelyard-sop/steelyard/solver/solvertest"
)

// newEngine is an engine that is closed, and shown to have left nothing in memory, when the test ends.
func newEngine(t testing.TB, workers int) *Engine {
	t.Helper()
	e, err := New(workers)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		e.Close()
		if n := live.Load(); n != 0 {
			t.Errorf("%d Highs objects are still in memory", n)
		}
	})
	return e
}

func TestConformance(t *testing.T) {
	solvertest.Run(t, newEngine(t, 2))
}

func do(t *testing.T, f func(m *Model) error) {
	t.Helper()
	if err := newEngine(t, 1).Do(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}
