package solver

import (
	"context"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/model"
)

// The optima of small lot-sizing problems are found here in another way: by a
// dynamic programme over the periods in which something is set up, and by trying
// every pattern of units that are on.

// cheapestLots is the recursion of Wagner and Whitin: each lot serves a run of periods.
func cheapestLots(asked, setup []float64, holding float64) float64 {
	n := len(asked)
	best := make([]float64, n+1)
	for last := 1; last <= n; last++ {
		best[last] = math.Inf(1)
		if asked[last-1] == 0 {
			best[last] = best[last-1]
		}
		for first := 1; first <= last; first++ {
			cost := setup[first-1]
			for t := first; t <= last; t++ {
				cost += holding * float64(t-first) * asked[t-1]
			}
			best[last] = min(best[last], best[first-1]+cost)
		}
	}
	return best[n]
}

func TestLotsAreThoseOfTheDynamicProgramme(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 7).Draw(t, "periods")
		amounts := func(what string, most int) []float64 {
			values := make([]float64, n)
			for k := range values {
				values[k] = float64(rapid.IntRange(0, most).Draw(t, what))
			}
			return values
		}
		asked, setup := amounts("asked", 60), amounts("set-up", 200)
		s := stocked(n, 1, asked...)
		s.Processes[0].Lots.Cost = model.PerPeriod(setup)
		if got, want := best(t, s).Value, cheapestLots(asked, setup, 1); !same(got, want) {
			t.Fatalf("expected %v, got %v", want, got)
		}
	})
}

// cheapestUnits tries every number of units on in every period. Each gives at
// least 10 and at most 30 while it is on; what is given is used at once.
func cheapestUnits(asked []float64, units int, running, starting float64, minOn int) float64 {
	lowest := math.Inf(1)
	on := make([]int, len(asked))
	var try func(t int, cost float64)
	try = func(t int, cost float64) {
		if t == len(asked) {
			lowest = min(lowest, cost)
			return
		}
		before := 0
		if t > 0 {
			before = on[t-1]
		}
		for on[t] = 0; on[t] <= units; on[t]++ {
			if k := float64(on[t]); asked[t] < 10*k || asked[t] > 30*k || on[t] < startedOfLate(on[:t+1], minOn) {
				continue
			}
			now := on[t]
			try(t+1, cost+running*float64(now)+starting*float64(max(0, now-before)))
			on[t] = now
		}
	}
	try(0, 0)
	return lowest
}

// startedOfLate is how many units have started so lately that they must be on.
func startedOfLate(on []int, minOn int) int {
	sum := 0
	for t := max(0, len(on)-minOn); t < len(on); t++ {
		before := 0
		if t > 0 {
			before = on[t-1]
		}
		sum += max(0, on[t]-before)
	}
	return sum
}

func TestUnitsAreThoseOfAllPatternsTried(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, units := rapid.IntRange(1, 5).Draw(t, "periods"), rapid.IntRange(1, 3).Draw(t, "units")
		minOn := rapid.IntRange(1, 3).Draw(t, "least time on")
		asked := make([]float64, n)
		for k := range asked {
			asked[k] = float64(rapid.IntRange(0, 80).Draw(t, "asked"))
		}
		running, starting := float64(rapid.IntRange(0, 9).Draw(t, "running")), float64(rapid.IntRange(0, 30).Draw(t, "starting"))
		s := stocked(n, 0, asked...)
		s.Inventory = nil
		s.Processes[0].Lots = model.Switch{
			Set: true, Cost: number(running), Start: moves(starting), MinOn: model.Fixed(float64(minOn)),
			Count: model.Fixed(float64(units)), Min: model.Fixed(10), Max: model.Fixed(30),
		}
		r, err := Plan(context.Background(), engine, s, Options{RelGap: exactGap})
		if err != nil {
			t.Fatal(err)
		}
		want := cheapestUnits(asked, units, running, starting, minOn)
		switch {
		case math.IsInf(want, 1) != !r.Status.HasPlan():
			t.Fatalf("expected %v, got a plan that is %s", want, r.Status)
		case r.Status.HasPlan() && !same(r.Value, want):
			t.Fatalf("expected %v, got %v with %v on", want, r.Value, r.Plan.On.Row(0))
		}
	})
}
