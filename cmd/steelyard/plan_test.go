package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/solver"
)

const stools = `scenario: Stools
calendar: {start: 2026-01, periods: 2, bucket: month}
families: {stools: {unit: each}}
processes: {make: {makes: stools, cost: 7}}
inventory: {stools: {opening: 5, holding_cost: 1}}
demand: {stools: {quantity: [10, 20]}}
`

func TestAPlanThatFailsItsAuditIsNotShown(t *testing.T) {
	for _, test := range []struct {
		name   string
		spoil  func(*solver.Result)
		places []string // what the user must be told
	}{
		{"a decision is wrong", func(r *solver.Result) { r.Plan.Runs.Add(0, 1, 3) }, []string{"balance", "stools", "2026-02"}},
		{"an amount is wrong", func(r *solver.Result) { r.Money.Amounts.Add(1, 0, 1) }, []string{"money.making", "2026-01"}},
		{"the objective is wrong", func(r *solver.Result) { r.Value += 1 }, []string{"objective"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, diagnostics := intake.Load("stools.yaml", []byte(stools))
			if diagnostics.HasErrors() {
				t.Fatal(diagnostics)
			}
			var stdout, stderr bytes.Buffer
			g := &globals{stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" }}
			result, err := g.findPlan(t.Context(), s, &planOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if err := g.show(&intake.Loaded{Scenario: s}, answer{result: result}, &planOptions{}); err != nil {
				t.Fatalf("the plan is refused before it is spoiled: %v\n%s", err, &stderr)
			}
			stdout.Reset()

			test.spoil(result)
			err = g.show(&intake.Loaded{Scenario: s}, answer{result: result}, &planOptions{})
			var f *failure
			if !errors.As(err, &f) || f.code != exitInternal {
				t.Errorf("show = %v, want a failure with exit code %d", err, exitInternal)
			}
			if stdout.Len() > 0 {
				t.Errorf("the plan is shown:\n%s", &stdout)
			}
			for _, want := range append(test.places, "is not shown") {
				if !strings.Contains(stderr.String(), want) {
					t.Errorf("stderr does not say %q:\n%s", want, &stderr)
				}
			}
		})
	}
}
