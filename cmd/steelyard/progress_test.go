package main

import (
	"math"
	"testing"
	"time"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

func TestProgressSaysOnlyWhatIsKnown(t *testing.T) {
	unknown := math.NaN()
	for _, test := range []struct {
		name   string
		latest *lp.Progress
		want   string
	}{
		{"nothing yet", nil, "solving, 3 s"},
		{"no number known", &lp.Progress{Primal: unknown, Bound: unknown, Gap: unknown}, "solving, 3 s"},
		{"a bound only", &lp.Progress{Primal: math.Inf(1), Bound: 420000.4, Gap: math.Inf(1)}, "solving, 3 s, bound 420000"},
		{"a plan and a bound", &lp.Progress{Primal: 422275, Bound: 420000, Gap: 0.0054}, "solving, 3 s, best 422275, bound 420000, gap 0.54 %"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := progressText(3900*time.Millisecond, test.latest); got != test.want {
				t.Errorf("progressText = %q, want %q", got, test.want)
			}
		})
	}
}
