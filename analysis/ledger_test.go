package analysis

import (
	"context"
	"math"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// ledgerTolerance is how exactly shares add up, as a share of the objective.
const ledgerTolerance = 1e-7

// TestALedgerAddsUpToTheDifference changes a scenario at random, in blocks of one
// change each, and has every combination planned.
func TestALedgerAddsUpToTheDifference(t *testing.T) {
	file := filepath.Join("..", "scenarios", "published", "red_tomato.yaml")
	loaded, err := intake.LoadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	st := study(t, loaded.Scenario)
	paths := []string{"demand.tools.quantity", "families.tools.price", "workforce.crew.wage", "workforce.crew.headcount.opening", "inventory.tools.opening"}
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(1, 3).Draw(r, "blocks")
		changed := rapid.Permutation(paths).Draw(r, "paths")[:n]
		var changes []string
		for _, path := range changed {
			changes = append(changes, path+rapid.SampledFrom([]string{"=*0.9", "=*1.05", "=*1.2", "=*3"}).Draw(r, "change"))
		}
		at := func(set uint64) *model.Scenario {
			var taken []string
			for i := range changes {
				if set&(1<<i) != 0 {
					taken = append(taken, changes[i])
				}
			}
			with := loaded.With(taken...)
			if with.Diagnostics.HasErrors() {
				return nil
			}
			return with.Scenario
		}
		l, err := st.Ledger(context.Background(), n, at, solver.Options{})
		if err != nil {
			r.Fatal(err)
		}
		if l.Shares == nil {
			if len(l.NoPlan) == 0 {
				r.Error("every combination has a plan, and nothing is divided")
			}
			return
		}
		want, err := solver.Plan(context.Background(), engine, at(1<<n-1), solver.Options{})
		if err != nil {
			r.Fatal(err)
		}
		sum := l.From
		for _, share := range l.Shares {
			sum += share
		}
		if size := math.Abs(want.Value); math.Abs(sum-want.Value) > ledgerTolerance*size || math.Abs(l.To-want.Value) > ledgerTolerance*size {
			r.Errorf("%v: from %v by %v to %v, and planned by itself to %v", changes, l.From, l.Shares, l.To, want.Value)
		}
	})
}

// TestALedgerOfTwoCauses is a line of 10 h a month that makes tools for 10, and
// buys what it cannot make for 15. Demand of 10 becomes 12, and making costs 11:
// more demand alone costs 30, dearer making alone 10, and both together 40.
// Capacity of 12 h saves 10 where there is more demand and nothing otherwise.
func TestALedgerOfTwoCauses(t *testing.T) {
	text := `
scenario: Tools
currency: EUR
calendar: {start: 2026-01, periods: 1, bucket: month}
families: {tools: {}}
resources: {line: {capacity: 10 h}}
processes: {tools: {makes: tools, uses: {line: 1 h}, cost: 10}}
suppliers: {shop: {sells: {tools: {price: 15}}}}
demand: {tools: {quantity: 10}}
`
	loaded := intake.LoadBytes("tools.yaml", []byte(text))
	if loaded.Diagnostics.HasErrors() {
		t.Fatal(loaded.Diagnostics)
	}
	st := study(t, loaded.Scenario)
	for _, test := range []struct {
		name    string
		changes []string
		want    []float64
	}{
		{"which have nothing to do with one another", []string{"demand.tools.quantity=12", "processes.tools.cost=11"}, []float64{30, 10}},
		{"of which one changes nothing without the other", []string{"demand.tools.quantity=12", "resources.line.capacity=12 h"}, []float64{25, -5}},
		{"of which one changes nothing", []string{"demand.tools.quantity=12", "families.tools.price=20"}, []float64{30, 0}},
		{"of which one has no plan by itself", []string{"demand.tools.quantity=12", "suppliers=remove", "resources.line.capacity=12 h"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			n := len(test.changes)
			l, err := st.Ledger(context.Background(), n, func(set uint64) *model.Scenario {
				var taken []string
				for i := range n {
					if set&(1<<i) != 0 {
						taken = append(taken, test.changes[i])
					}
				}
				if with := loaded.With(taken...); !with.Diagnostics.HasErrors() {
					return with.Scenario
				}
				return nil
			}, solver.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if test.want == nil {
				// demand and no supplier have no plan without the capacity: of 6 orders 4 are left
				if len(l.NoPlan) != 1 || l.NoPlan[0] != 3 {
					t.Errorf("no plan for %v, expected for 3 alone", l.NoPlan)
				}
				return
			}
			for i, want := range test.want {
				if math.Abs(l.Shares[i]-want) > 1e-6 {
					t.Errorf("%s: %v, expected %v", test.changes[i], l.Shares[i], want)
				}
			}
		})
	}
}
