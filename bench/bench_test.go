package bench_test

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/bench"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
)

// sizes in rows. At the largest, Load, Formulate and Report together have to
// take less time than Solve.
var sizes = []int{2000, 20000}

// seed of all benchmarks.
const seed = 1

// forSizes runs a benchmark for every size under a name that tells it.
func forSizes(b *testing.B, run func(b *testing.B, s *model.Scenario)) {
	for _, rows := range sizes {
		b.Run(fmt.Sprintf("rows=%d", rows), func(b *testing.B) {
			b.ReportAllocs()
			run(b, bench.Generate(bench.Rows(rows), seed))
		})
	}
}

// BenchmarkLoad reads and validates a file.
func BenchmarkLoad(b *testing.B) {
	forSizes(b, func(b *testing.B, s *model.Scenario) {
		src := []byte(yamlOf(b, s))
		b.SetBytes(int64(len(src)))
		for b.Loop() {
			if _, diagnostics := intake.Load("scenario.yaml", src); len(diagnostics) > 0 {
				b.Fatal(diagnostics[0].Message)
			}
		}
	})
}

// BenchmarkFormulate builds the problem.
func BenchmarkFormulate(b *testing.B) {
	forSizes(b, func(b *testing.B, s *model.Scenario) {
		for b.Loop() {
			if _, err := solver.Formulate(s); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkSolve finds the best plan of a problem that is built, and reads the
// plan, its money and its prices back.
func BenchmarkSolve(b *testing.B) {
	engine := newEngine(b)
	forSizes(b, func(b *testing.B, s *model.Scenario) {
		f, err := solver.Formulate(s)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			r, err := f.Solve(b.Context(), engine, solver.Options{})
			if err != nil || r.Status != solver.Optimal {
				b.Fatalf("status %v, error %v", r, err)
			}
		}
		b.ReportMetric(float64(f.Problem.NumRows()), "rows")
		b.ReportMetric(float64(f.Problem.NumEntries()), "entries")
	})
}

// BenchmarkAudit recomputes a plan.
func BenchmarkAudit(b *testing.B) {
	engine := newEngine(b)
	forSizes(b, func(b *testing.B, s *model.Scenario) {
		r := plan(b, engine, s)
		for b.Loop() {
			if !check(s, r).Passed() {
				b.Fatal("the audit failed")
			}
		}
	})
}

// BenchmarkReport gathers everything known of a plan and writes it twice: as
// JSON and for a terminal.
func BenchmarkReport(b *testing.B) {
	engine := newEngine(b)
	forSizes(b, func(b *testing.B, s *model.Scenario) {
		r := plan(b, engine, s)
		found := check(s, r)
		var written bytes.Buffer
		for b.Loop() {
			written.Reset()
			hash, err := s.Hash()
			if err != nil {
				b.Fatal(err)
			}
			document := report.NewDocument(report.Input{Scenario: s, Hash: hash, Result: r, Audit: found})
			if err := document.WriteJSON(&written); err != nil {
				b.Fatal(err)
			}
			if err := report.Text(io.Discard, document, report.TextOptions{}); err != nil {
				b.Fatal(err)
			}
		}
		b.SetBytes(int64(written.Len()))
	})
}

func check(s *model.Scenario, r *solver.Result) *audit.Report {
	return audit.Check(s, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties})
}
