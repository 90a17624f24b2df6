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

func TestProgressCountsQuestions(t *testing.T) {
	began := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name string
		s    share
		took time.Duration
		want string
	}{
		{"the first", share{1, 40, began}, time.Minute, "solving, 61 s, question 1 of 40"},
		{"a quarter", share{11, 41, began}, 20 * time.Second, "solving, 21 s, question 11 of 41, about 60 s left"},
		{"the last", share{40, 40, began}, time.Minute, "solving, 61 s, question 40 of 40"},
		{"too early to say", share{30, 40, began}, time.Second / 2, "solving, 1 s, question 30 of 40"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.s.text(test.took+time.Second, began.Add(test.took)); got != test.want {
				t.Errorf("text = %q, want %q", got, test.want)
			}
		})
	}
	t.Run("a new round counts its own time", func(t *testing.T) {
		var p progress
		p.count(1, 5)
		first := p.asked.Load().since
		p.count(2, 5)
		if p.asked.Load().since != first {
			t.Error("the second question of a round has a start of its own")
		}
		time.Sleep(time.Millisecond)
		p.count(1, 3)
		if got := p.asked.Load(); got.since == first || got.done != 1 || got.of != 3 {
			t.Errorf("the second round: %+v", got)
		}
	})
}
