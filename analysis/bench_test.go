package analysis

import (
	"context"
	"testing"
	"time"

	"github.com/steelyard-sop/steelyard/solver"
)

// BenchmarkQuestions asks everything about the drinks filler, and reports how
// many cold solves that takes as long as.
func BenchmarkQuestions(b *testing.B) {
	s := scenario(b, "beverage")
	ctx := context.Background()
	cold := func() time.Duration {
		begin := time.Now()
		if _, err := solver.Plan(ctx, engine, s, solver.Options{}); err != nil {
			b.Fatal(err)
		}
		return time.Since(begin)
	}
	cold()
	least := min(cold(), cold(), cold())
	st := study(b, s)
	b.ResetTimer()
	for b.Loop() {
		rows := st.Ranked(st.Binding())
		if _, err := st.Prices(ctx, rows[:min(25, len(rows))]); err != nil {
			b.Fatal(err)
		}
		if _, err := st.Bill(ctx, st.Groups(nil)); err != nil {
			b.Fatal(err)
		}
		if _, _, err := st.Leeway(ctx, 0.01, 0); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/least.Seconds(), "cold-solves")
}
