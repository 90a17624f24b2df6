package lp

import (
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func itoa(n int) string { return strconv.Itoa(n) }

func TestWriteLP(t *testing.T) {
	want := `\ small plan
Minimise
 objective: 2.5 made[tools,2026-01] + 2.5 made[tools,2026-02] + 2.5 made[tools,2026-03]
   - 1000000 heads[crew] + 0 unused[2026-01] + 0 unused[2026-02] + 12.5
Subject To
 capacity[line1,2026-01]: 4 made[tools,2026-01] - 160 heads[crew] <= 0
 capacity[line1,2026-02]: 4 made[tools,2026-02] - 160 heads[crew] <= 0
 capacity[line1,2026-03]: 4 made[tools,2026-03] - 160 heads[crew] <= 0
 empty: 0 >= -1
 sum: -5 <= made[tools,2026-01] + made[tools,2026-02] + made[tools,2026-03] - total <= 5
Bounds
 0 <= heads[crew] <= 20
 total free
 unused[2026-01] = 3
 2 <= unused[2026-02] <= 8
Generals
 heads[crew] unused[2026-02]
Semi-continuous
 unused[2026-02]
End
`
	if diff := cmp.Diff(want, text(t, smallPlan())); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
}

func TestWriteLPShapes(t *testing.T) {
	inf := math.Inf(1)
	cases := []struct {
		name   string
		change func(*Problem)
		want   string
	}{
		{"nothing in the objective", func(*Problem) {}, "\n objective: 0\n"},
		{"only an offset", func(p *Problem) { p.Offset = -3 }, "\n objective: - 3\n"},
		{"a maximisation", func(p *Problem) { p.Sense = Maximise }, "Maximise\n"},
		{"a first term below zero", func(p *Problem) { p.Cost[0] = -1 }, " objective: - x\n"},
		{"a row without bounds", func(*Problem) {}, " r: 2 x >= -inf\n"},
		{"an equation", func(p *Problem) { p.RowLower[0], p.RowUpper[0] = 7, 7 }, " r: 2 x = 7\n"},
		{"a lower bound only", func(p *Problem) { p.RowLower[0] = 7 }, " r: 2 x >= 7\n"},
		{"an upper bound without a lower", func(p *Problem) { p.ColLower[0], p.ColUpper[0] = -inf, 4 }, "\n -inf <= x <= 4\n"},
		{"a lower bound without an upper", func(p *Problem) { p.ColLower[0] = -4 }, "\n x >= -4\n"},
		{"a negative zero", func(p *Problem) { p.RowUpper[0] = math.Copysign(0, -1) }, " r: 2 x <= 0\n"},
		{"a tiny number", func(p *Problem) { p.RowUpper[0] = 1.5e-9 }, " r: 2 x <= 1.5e-09\n"},
		{"a huge number", func(p *Problem) { p.RowUpper[0] = 1e20 }, " r: 2 x <= 1e+20\n"},
		{"a long fraction", func(p *Problem) { p.RowUpper[0] = 0.30000000000000004 }, " r: 2 x <= 0.30000000000000004\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := &Problem{}
			p.AddCols("x", "", nil, 1)
			p.AddRows("r", "", nil, 1)
			p.Add(0, 0, 2)
			c.change(p)
			if got := text(t, p); !strings.Contains(got, c.want) {
				t.Errorf("%q is not in\n%s", c.want, got)
			}
		})
	}
}

func TestWriteLPLinesStayUnderTheLimit(t *testing.T) {
	p := &Problem{}
	p.AddCols("größe", "süd", nil, 60)
	p.AddRows("summe", "", nil, 1)
	for j := range 60 {
		p.Cost[j] = float64(j) / 3
		p.Add(0, j, -1)
	}
	p.SetKind(0, 60, Integer)
	for _, line := range strings.Split(text(t, p), "\n") {
		if n := utf8.RuneCountInString(line); n >= maxLine {
			t.Errorf("a line of %d characters: %s", n, line)
		}
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestWriteLPReportsTheErrorOfItsWriter(t *testing.T) {
	if err := WriteLP(brokenWriter{}, smallPlan()); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
}

func TestWriteLPAllocatesNothingPerName(t *testing.T) {
	small, large := planSized(500), planSized(5000)
	count := func(p *Problem) float64 {
		return testing.AllocsPerRun(5, func() { _ = WriteLP(io.Discard, p) })
	}
	if a, b := count(small), count(large); b > a+5 {
		t.Errorf("%v allocations for 500 rows, %v for 5000", a, b)
	}
}

func BenchmarkWriteLP(b *testing.B) {
	for _, rows := range []int{2000, 20000} {
		p := planSized(rows)
		b.Run("rows="+itoa(rows), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := WriteLP(io.Discard, p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
