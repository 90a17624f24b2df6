package intake

import (
	"bytes"
	"fmt"
	"testing"
)

// generated writes a scenario of many families, each sold in many markets.
func generated(families, markets, periods int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "scenario: generated\ncalendar: {start: 2026-01, periods: %d}\nfamilies:\n", periods)
	for f := range families {
		fmt.Fprintf(&b, "  f%d: {unit: each, price: %d}\n", f, 10+f)
	}
	b.WriteString("resources:\n  line: {capacity: 9 M}\nprocesses:\n")
	for f := range families {
		fmt.Fprintf(&b, "  p%d: {makes: f%d, uses: {line: 3 min}, cost: 2}\n", f, f)
	}
	b.WriteString("demand:\n")
	for f := range families {
		for m := range markets {
			fmt.Fprintf(&b, "  f%d_m%d:\n    item: f%d\n    lost: 30\n    quantity: [", f, m, f)
			for t := range periods {
				fmt.Fprintf(&b, "%d, ", 100+(7*f+11*m+13*t)%97)
			}
			b.WriteString("]\n")
		}
	}
	return b.Bytes()
}

func BenchmarkLoad(b *testing.B) {
	for _, size := range [][3]int{{50, 4, 24}, {500, 40, 24}} {
		src := generated(size[0], size[1], size[2])
		b.Run(fmt.Sprintf("families=%d/markets=%d/periods=%d", size[0], size[1], size[2]), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				if _, ds := Load("plan.yaml", src); len(ds) > 0 {
					b.Fatal(printed(ds))
				}
			}
		})
		b.Run(fmt.Sprintf("step=syntax/families=%d/markets=%d/periods=%d", size[0], size[1], size[2]), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				if parseTree("plan.yaml", src, &collector{}) == nil {
					b.Fatal("no tree")
				}
			}
		})
	}
}
