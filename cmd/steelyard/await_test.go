package main

import (
	"bytes"
	"context"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

func TestAnEngineThatDoesNotListenIsLeftBehind(t *testing.T) {
	for _, test := range []struct {
		name     string
		progress *lp.Progress
		want     bool // the plan is waited for
	}{
		{"where it has said nothing yet", nil, false},
		{"where it has no plan yet", &lp.Progress{Primal: math.Inf(1), Bound: 10}, false},
		{"but not where it has a plan to hand over", &lp.Progress{Primal: 12, Bound: 10}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			var stderr bytes.Buffer
			g := &globals{stderr: &stderr}
			watch := startProgress(&stderr)
			defer watch.stop()
			ctx, interrupt := context.WithCancel(t.Context())
			end := make(chan struct{})
			defer close(end)

			result, err := g.await(ctx, watch, func() (*solver.Result, error) {
				if test.progress != nil {
					watch.update(*test.progress)
				}
				interrupt()
				if test.want {
					time.Sleep(handover + 200*time.Millisecond)
				} else {
					<-end // it never ends by itself
				}
				return &solver.Result{Status: solver.Feasible}, nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if got := result != nil; got != test.want {
				t.Errorf("a result came back: %t, want %t", got, test.want)
			}
			if got := strings.Contains(stderr.String(), "waiting for the best plan so far"); got != test.want {
				t.Errorf("stderr speaks of waiting: %t, want %t", got, test.want)
			}
		})
	}
}
