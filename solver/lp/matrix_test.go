package lp

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type entry struct {
	row, col int
	v        float64
}

func matrixProblem(rows, cols int, entries []entry) *Problem {
	p := &Problem{}
	p.AddRows("r", "", nil, rows)
	p.AddCols("c", "", nil, cols)
	for _, e := range entries {
		p.Add(e.row, e.col, e.v)
	}
	return p
}

func TestMatrices(t *testing.T) {
	cases := []struct {
		name       string
		rows, cols int
		entries    []entry
		byCol      Matrix
		byRow      Matrix
	}{
		{
			"entries in any order come out ascending", 2, 3,
			[]entry{{1, 2, 6}, {0, 0, 1}, {1, 0, 4}, {0, 2, 3}},
			Matrix{Start: []int32{0, 2, 2, 4}, Index: []int32{0, 1, 0, 1}, Value: []float64{1, 4, 3, 6}},
			Matrix{Start: []int32{0, 2, 4}, Index: []int32{0, 2, 0, 2}, Value: []float64{1, 3, 4, 6}},
		},
		{
			"duplicates are summed and sums of zero dropped", 2, 2,
			[]entry{{0, 0, 1}, {1, 1, 5}, {0, 0, 2}, {1, 1, -5}, {0, 1, 7}},
			Matrix{Start: []int32{0, 1, 2}, Index: []int32{0, 0}, Value: []float64{3, 7}},
			Matrix{Start: []int32{0, 2, 2}, Index: []int32{0, 1}, Value: []float64{3, 7}},
		},
		{
			"empty first and last rows and columns keep their place", 3, 3,
			[]entry{{1, 1, 2}, {1, 1, 0}},
			Matrix{Start: []int32{0, 0, 1, 1}, Index: []int32{1}, Value: []float64{2}},
			Matrix{Start: []int32{0, 0, 1, 1}, Index: []int32{1}, Value: []float64{2}},
		},
		{
			"no rows", 0, 2, nil,
			Matrix{Start: []int32{0, 0, 0}, Index: []int32{}, Value: []float64{}},
			Matrix{Start: []int32{0}, Index: []int32{}, Value: []float64{}},
		},
		{
			"nothing at all", 0, 0, nil,
			Matrix{Start: []int32{0}, Index: []int32{}, Value: []float64{}},
			Matrix{Start: []int32{0}, Index: []int32{}, Value: []float64{}},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := matrixProblem(c.rows, c.cols, c.entries)
			if diff := cmp.Diff(c.byCol, *p.ByColumn()); diff != "" {
				t.Errorf("by column (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.byRow, *p.ByRow()); diff != "" {
				t.Errorf("by row (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMatricesAgreeWithADenseOne(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		rows, cols := rng.IntN(7), rng.IntN(7)
		p := matrixProblem(rows, cols, nil)
		dense := make([]float64, rows*cols)
		for range rng.IntN(40) {
			if rows*cols == 0 {
				break
			}
			i, j, v := rng.IntN(rows), rng.IntN(cols), float64(rng.IntN(5)-2)
			p.Add(i, j, v)
			dense[i*cols+j] += v
		}
		got := make([]float64, rows*cols)
		for j := range cols {
			index, value := p.ByColumn().Line(j)
			for k, i := range index {
				got[int(i)*cols+j] = value[k]
			}
		}
		if diff := cmp.Diff(dense, got); diff != "" {
			t.Fatalf("by column (-want +got):\n%s", diff)
		}
		clear(got)
		for i := range rows {
			index, value := p.ByRow().Line(i)
			for k, j := range index {
				got[i*cols+int(j)] = value[k]
			}
		}
		if diff := cmp.Diff(dense, got); diff != "" {
			t.Fatalf("by row (-want +got):\n%s", diff)
		}
	}
}

func TestMatrixIsKeptUntilTheNextAdd(t *testing.T) {
	p := matrixProblem(2, 2, []entry{{0, 0, 1}})
	first := p.ByColumn()
	if p.ByColumn() != first {
		t.Error("built again without need")
	}
	p.Add(1, 1, 2)
	if got := p.ByColumn(); got == first || len(got.Value) != 2 {
		t.Errorf("not built again after an entry was added: %v", got)
	}
	p.AddCols("more", "", nil, 1)
	if got := p.ByColumn().Len(); got != 3 {
		t.Errorf("%d columns after one was added to two", got)
	}
}

// planSized is about as sparse as a plan: some eight entries per row.
func planSized(rows int) *Problem {
	rng := rand.New(rand.NewPCG(3, 4))
	p := &Problem{Name: "benchmark"}
	p.Grow(rows, rows*3/2, rows*8)
	labels := make([]string, 50)
	for t := range labels {
		labels[t] = "2026-" + string(rune('A'+t/26)) + string(rune('a'+t%26))
	}
	for range rows / 50 {
		p.AddRows("capacity", "line", labels, 50)
		p.AddCols("made", "item,line", labels, 50)
		p.AddCols("total", "", nil, 25)
	}
	for k := range p.NumRows() * 8 {
		p.Add(k/8, rng.IntN(p.NumCols()), rng.Float64())
	}
	return p
}

func BenchmarkByColumn(b *testing.B) {
	for _, rows := range []int{2000, 20000, 200000} {
		p := planSized(rows)
		b.Run("rows="+itoa(rows), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.byColumn = cachedMatrix{}
				p.ByColumn()
			}
		})
	}
}
