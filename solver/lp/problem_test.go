package lp

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var months = []string{"2026-01", "2026-02", "2026-03"}

// smallPlan has one of everything that the text and the matrices must cope with.
func smallPlan() *Problem {
	p := &Problem{Name: "small plan", Offset: 12.5}
	made := p.AddCols("made", "tools", months, 3)
	heads := p.AddCols("heads", "crew", nil, 1)
	total := p.AddCols("total", "", nil, 1)
	unused := p.AddCols("unused", "", months[:2], 2)
	capacity := p.AddRows("capacity", "line1", months, 3)
	empty := p.AddRows("empty", "", nil, 1)
	sum := p.AddRows("sum", "", nil, 1)
	for t := range 3 {
		p.Cost[made+t] = 2.5
		p.Add(capacity+t, made+t, 4)
		p.Add(capacity+t, heads, -160)
		p.RowUpper[capacity+t] = 0
		p.Add(sum, made+t, 1)
	}
	p.Cost[heads] = -1e6
	p.ColUpper[heads] = 20
	p.SetKind(heads, 1, Integer)
	p.ColLower[total] = math.Inf(-1)
	p.Add(sum, total, -1)
	p.RowLower[sum], p.RowUpper[sum] = -5, 5
	p.RowLower[empty] = -1
	p.ColLower[unused], p.ColUpper[unused] = 3, 3
	p.ColLower[unused+1], p.ColUpper[unused+1] = 2, 8
	p.SetKind(unused+1, 1, SemiInteger)
	return p
}

func TestNamesAreBuiltFromBlocks(t *testing.T) {
	p := smallPlan()
	p.AddCols("lane", "north,south", nil, 2)
	want := []string{
		"made[tools,2026-01]", "made[tools,2026-02]", "made[tools,2026-03]", "heads[crew]", "total",
		"unused[2026-01]", "unused[2026-02]", "lane[north,south,1]", "lane[north,south,2]",
	}
	var got []string
	for j := range p.NumCols() {
		got = append(got, p.Cols.Name(j))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

func TestFindGivesBlockAndOffset(t *testing.T) {
	p := smallPlan()
	for _, c := range []struct{ member, block, offset int }{
		{0, 0, 0}, {2, 0, 2}, {3, 1, 0}, {4, 2, 0}, {6, 3, 1}, {-1, -1, -1}, {7, -1, -1},
	} {
		block, offset := p.Cols.Find(c.member)
		if block != c.block || offset != c.offset {
			t.Errorf("Find(%d) = %d, %d, want %d, %d", c.member, block, offset, c.block, c.offset)
		}
	}
	if got := p.Cols.Name(99); got != "?" {
		t.Errorf("the name of no member is %q", got)
	}
}

func TestBlocksWithoutMembersLeaveNoTrace(t *testing.T) {
	var p Problem
	p.AddCols("a", "", nil, 0)
	p.AddCols("b", "", nil, 1)
	p.AddCols("c", "", nil, 0)
	if got := len(p.Cols.Blocks()); got != 1 || p.Cols.Name(0) != "b" || p.NumCols() != 1 {
		t.Errorf("%d blocks, first name %q, %d columns", got, p.Cols.Name(0), p.NumCols())
	}
}

func TestNamesDoNotAllocate(t *testing.T) {
	p := smallPlan()
	buf := make([]byte, 0, 100)
	allocs := testing.AllocsPerRun(100, func() {
		for j := range p.NumCols() {
			buf = p.Cols.AppendName(buf[:0], j)
		}
	})
	if allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

func TestAddWithRoomDoesNotAllocate(t *testing.T) {
	p := smallPlan()
	p.Grow(0, 0, 2000)
	allocs := testing.AllocsPerRun(100, func() {
		for range 10 {
			p.Add(0, 0, 1)
		}
	})
	if allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

func TestCloneIsIndependent(t *testing.T) {
	p := smallPlan()
	before := text(t, p)
	q := p.Clone()
	if got := text(t, q); got != before {
		t.Fatalf("the clone differs:\n%s", cmp.Diff(before, got))
	}
	q.Cost[0], q.RowUpper[0], q.ColUpper[3], q.ColKind[3] = 99, 99, 99, Continuous
	q.Add(3, 0, 7)
	q.AddRows("more", "", nil, 1)
	if got := text(t, p); got != before {
		t.Errorf("changing the clone changed the original:\n%s", cmp.Diff(before, got))
	}
	other := p.Clone()
	other.Add(3, 1, 8)
	if got := text(t, q); !strings.Contains(got, "empty: 7 made[tools,2026-01] >= -1") {
		t.Errorf("a second clone wrote into the first:\n%s", got)
	}
}

func TestKindsStayNilWhileAllIsContinuous(t *testing.T) {
	var p Problem
	p.AddCols("x", "", nil, 2)
	p.SetKind(0, 2, Continuous)
	if p.ColKind != nil || p.IsInteger() {
		t.Errorf("kinds %v", p.ColKind)
	}
	p.SetKind(1, 1, SemiContinuous)
	p.AddCols("y", "", nil, 1)
	if diff := cmp.Diff([]Kind{Continuous, SemiContinuous, Continuous}, p.ColKind); diff != "" || !p.IsInteger() {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
}

func TestCheck(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	cases := []struct {
		name  string
		spoil func(*Problem)
		want  string
	}{
		{"a crossed row", func(p *Problem) { p.RowLower[1] = 7 }, "row capacity[line1,2026-02]: lower bound 7 is above upper bound 0"},
		{"a crossed column", func(p *Problem) { p.ColLower[3] = 21 }, "column heads[crew]: lower bound 21 is above upper bound 20"},
		{"a bound that is not a number", func(p *Problem) { p.ColUpper[0] = nan }, "column made[tools,2026-01]: bounds 0 to NaN are not numbers"},
		{"a lower bound of plus infinity", func(p *Problem) { p.RowLower[3] = inf }, "row empty: bounds +Inf to +Inf leave no finite value"},
		{"a cost that is not a number", func(p *Problem) { p.Cost[4] = nan }, "column total: cost NaN"},
		{"an infinite cost", func(p *Problem) { p.Cost[4] = inf }, "column total: cost +Inf"},
		{"an infinite offset", func(p *Problem) { p.Offset = -inf }, "the offset of the objective is -Inf"},
		{"an infinite coefficient", func(p *Problem) { p.Add(3, 4, inf) }, "row empty, column total: coefficient +Inf"},
		{"a coefficient that is not a number", func(p *Problem) { p.Add(3, 4, nan) }, "row empty, column total: coefficient NaN"},
		{"an entry outside", func(p *Problem) { p.Add(5, 0, 3) }, "1 entries outside of the matrix, the first with value 3 at row 5 of 5 and column 0 of 7"},
		{"a negative index", func(p *Problem) { p.Add(0, -1, 3) }, "column -1 of 7"},
		{"costs without columns", func(p *Problem) { p.Cost = append(p.Cost, 1) }, "7 column lower bounds instead of 8"},
		{"kinds of the wrong length", func(p *Problem) { p.ColKind = p.ColKind[:2] }, "2 column kinds instead of 7"},
		{"an unknown kind", func(p *Problem) { p.ColKind[0] = 9 }, "column made[tools,2026-01]: unknown kind 9"},
		{"an unknown sense", func(p *Problem) { p.Sense = 3 }, "sense 3"},
		{"a semi-continuous column without end", func(p *Problem) { p.SetKind(0, 1, SemiContinuous) }, "column made[tools,2026-01]: a semi-continuous column needs"},
		{"labels of the wrong length", func(p *Problem) { p.AddRows("r", "k", months, 2) }, "rows r[k]: 3 labels for 2 members"},
	}
	if err := smallPlan().Check(); err != nil {
		t.Fatalf("the problem before it is spoilt: %v", err)
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := smallPlan()
			c.spoil(p)
			err := p.Check()
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
		})
	}
}

func TestCheckReportsAtMostTenFindings(t *testing.T) {
	p := &Problem{}
	p.AddCols("x", "", nil, 25)
	for j := range p.Cost {
		p.Cost[j] = math.NaN()
	}
	err := p.Check()
	if err == nil || strings.Count(err.Error(), "cost NaN") != 10 || !strings.Contains(err.Error(), "and 15 more") {
		t.Errorf("got %v", err)
	}
}

func text(t *testing.T, p *Problem) string {
	t.Helper()
	var b strings.Builder
	if err := WriteLP(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
