package intake

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// manyDemands is a scenario of n families with one demand each, over 24 periods.
func manyDemands(n int) string {
	var b strings.Builder
	b.WriteString("scenario: many\ncalendar: {start: 2026-01, periods: 24}\nfamilies:\n")
	for i := range n {
		fmt.Fprintf(&b, "  f%05d: {}\n", i)
	}
	b.WriteString("suppliers:\n  s:\n    sells:\n")
	for i := range n {
		fmt.Fprintf(&b, "      f%05d: 3\n", i)
	}
	b.WriteString("demand:\n")
	for i := range n {
		fmt.Fprintf(&b, "  f%05d: {quantity: [%s9]}\n", i, strings.Repeat("1, ", 23))
	}
	return b.String()
}

func BenchmarkOverlay(b *testing.B) {
	const n = 20_000
	src := []byte(manyDemands(n))
	var single strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&single, "  demand.f%05d.quantity: +1\n", i*10)
	}
	for _, c := range []struct{ name, change string }{
		{"none", ""},
		{"wildcard", "change: {demand.*.quantity: '*1.1'}\n"},
		{"single", "change:\n" + single.String()},
	} {
		text := append(src[:len(src):len(src)], c.change...)
		b.Run(fmt.Sprintf("demands=%d/change=%s", n, c.name), func(b *testing.B) {
			for b.Loop() {
				if l := LoadBytes("plan.yaml", text); l.Diagnostics.HasErrors() {
					b.Fatal(printed(l.Diagnostics))
				}
			}
		})
	}
	l := LoadBytes("plan.yaml", src)
	b.Run(fmt.Sprintf("demands=%d/show", n), func(b *testing.B) {
		for b.Loop() {
			shown(b, l)
		}
	})
	other := LoadBytes("plan.yaml", append(src[:len(src):len(src)], "change: {demand.*.quantity: '*1.1'}\n"...))
	b.Run(fmt.Sprintf("demands=%d/diff", n), func(b *testing.B) {
		for b.Loop() {
			if found := Diff(l, other); len(found) != n {
				b.Fatalf("%d differences", len(found))
			}
		}
	})
}

func TestChangesAreBoundedInTime(t *testing.T) {
	const things, most = 3000, 20 * time.Second
	var b strings.Builder
	b.WriteString(manyDemands(things) + "change:\n")
	for i := range 60_000 {
		fmt.Fprintf(&b, "  demand.*%d*.backlog.max: 1\n", 100_000+i)
	}
	started := time.Now()
	l := LoadBytes("plan.yaml", []byte(b.String()))
	if took := time.Since(started); took > most {
		t.Errorf("reading took %v, want less than %v", took, most)
	}
	found := false
	for _, d := range l.Diagnostics {
		found = found || d.Rule == "too-many-changes"
	}
	if !found && len(l.Diagnostics) < maxCollected {
		t.Errorf("got\n%s", printed(l.Diagnostics))
	}
}
