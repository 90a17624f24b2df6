package main

import (
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
)

const twoGoals = `
scenario: Goals
currency: EUR
calendar: {start: 2026-01, periods: 2}
families: {tools: {price: 40}}
resources: {line: {capacity: 60 h}}
processes: {assemble: {makes: tools, uses: {line: 1 h}, cost: 10}}
inventory: {tools: {holding_cost: 2, value: 20}}
demand: {tools: {quantity: [50, 100], lost: {cost: 30}}}
goals:
  service: {at_least: 98 %, rank: 1}
  stock: {of: stock_value, at_most: 100 EUR, rank: 2}
`

// Every command shows plans by auditedInput or audited, so one test speaks for them.
func TestWhatAResultSaysOfItsGoalsIsAudited(t *testing.T) {
	loaded, err := intake.OpenText(filepath.Base(t.Name()), []byte(twoGoals), "", intake.Options{})
	if err != nil || loaded.Diagnostics.HasErrors() {
		t.Fatal(err, loaded.Diagnostics)
	}
	engine, err := highs.New(1)
	if err != nil {
		t.Skip(err)
	}
	defer engine.Close()
	planned := func(t *testing.T) *solver.Result {
		r, err := solver.Plan(t.Context(), engine, loaded.Scenario, solver.Options{RelGap: solver.DefaultGap})
		if err != nil || len(r.Goals) != 2 || len(r.Ranks) != 2 {
			t.Fatalf("no plan with two goals: %v", err)
		}
		return r
	}
	for _, test := range []struct {
		name   string
		spoil  func(r *solver.Result)
		passes bool
	}{
		{"as it was found", func(*solver.Result) {}, true},
		{"another value of a goal", func(r *solver.Result) { r.Goals[0].Value += 5 }, false},
		{"a rank that is held closer", func(r *solver.Result) { r.Ranks[0].Held = 1e-9 }, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := planned(t)
			test.spoil(r)
			var told strings.Builder
			g := &globals{stdin: strings.NewReader(""), stdout: io.Discard, stderr: &told, getenv: func(string) string { return "" }}
			_, err := g.auditedInput(loaded, r)
			if passed := err == nil; passed != test.passes {
				t.Errorf("passed is %t, want %t: %s", passed, test.passes, told.String())
			}
		})
	}
}
