package lp

import (
	"math"
	"strings"
	"testing"
)

func TestEveryStopReasonHasANameAndASentence(t *testing.T) {
	seen := map[string]bool{}
	for s := NotSolved; s <= Other; s++ {
		if s.String() == "" || seen[s.String()] {
			t.Errorf("reason %d: name %q is empty or taken", s, s)
		}
		seen[s.String()] = true
		if got := s.Sentence(); !strings.HasSuffix(got, ".") || strings.ToUpper(got[:1]) != got[:1] {
			t.Errorf("reason %v: %q is not a sentence", s, got)
		}
	}
	if got := StopReason(200).String(); got != Other.String() {
		t.Errorf("an unknown reason is called %q", got)
	}
}

func TestFarkasGap(t *testing.T) {
	// x + y <= 3 and x + y >= 5: subtracting one row from the other proves 0 >= 2.
	p := &Problem{}
	x := p.AddCols("x", "", nil, 2)
	low := p.AddRows("low", "", nil, 1)
	high := p.AddRows("high", "", nil, 1)
	for _, row := range []int{low, high} {
		p.Add(row, x, 1)
		p.Add(row, x+1, 1)
	}
	p.RowUpper[low], p.RowLower[high] = 3, 5
	cases := []struct {
		name string
		ray  []float64
		want float64
	}{
		{"the difference of the rows proves it", []float64{-1, 1}, 2},
		{"a multiple proves it by as much more", []float64{-10, 10}, 20},
		{"one row alone proves nothing", []float64{0, 1}, math.Inf(-1)},
		{"a side without bound proves nothing", []float64{1, -1}, math.Inf(-1)},
		{"no multipliers prove nothing", []float64{0, 0}, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := FarkasGap(p, c.ray, 1e-9)
			if err != nil || got != c.want {
				t.Errorf("got %v, %v, want %v", got, err, c.want)
			}
		})
	}
	if _, err := FarkasGap(p, []float64{1}, 0); err == nil {
		t.Error("a ray of the wrong length is accepted")
	}
	t.Run("column bounds can carry the contradiction", func(t *testing.T) {
		p.ColUpper[x], p.ColUpper[x+1] = 2, 2
		if got, err := FarkasGap(p, []float64{0, 1}, 1e-9); err != nil || got != 1 {
			t.Errorf("got %v, %v, want 1", got, err)
		}
	})
	t.Run("a semi-continuous column may also be zero", func(t *testing.T) {
		q := &Problem{}
		q.AddCols("s", "", nil, 1)
		q.AddRows("r", "", nil, 1)
		q.ColLower[0], q.ColUpper[0] = 5, 9
		q.Add(0, 0, 1)
		q.RowUpper[0] = 3
		if got, _ := FarkasGap(q, []float64{-1}, 1e-9); got != 2 {
			t.Errorf("continuous: got %v, want 2", got)
		}
		q.SetKind(0, 1, SemiContinuous)
		if got, _ := FarkasGap(q, []float64{-1}, 1e-9); got != -3 {
			t.Errorf("semi-continuous: got %v, want -3", got)
		}
	})
}
