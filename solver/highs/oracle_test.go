package highs

import (
	"context"
	"errors"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/steelyard-sop/steelyard/solver/lp"
	"gonum.org/v1/gonum/mat"
	gonum "gonum.org/v1/gonum/optimize/convex/lp"
	"pgregory.net/rapid"
)

// TestAgreesWithAnotherSolver compares optima and statuses with gonum's simplex method on tiny problems of the form
// minimise c·x, A x <= b, x >= 0. Integers keep both solvers away from their tolerances.
func TestAgreesWithAnotherSolver(t *testing.T) {
	e := newEngine(t, 1)
	rapid.Check(t, func(r *rapid.T) {
		rows, cols := rapid.IntRange(1, 4).Draw(r, "rows"), rapid.IntRange(1, 4).Draw(r, "columns")
		number := rapid.IntRange(-5, 9)
		// Not zero: gonum calls a column without entries unbounded before it looks for any solution at all.
		coefficient := number.Filter(func(v int) bool { return v != 0 })
		p := &lp.Problem{Name: "tiny"}
		p.AddCols("x", "", nil, cols)
		p.AddRows("r", "", nil, rows)
		// gonum wants equations: one slack per row after the columns.
		a := mat.NewDense(rows, cols+rows, nil)
		c := make([]float64, cols+rows)
		for j := range cols {
			p.Cost[j] = float64(number.Draw(r, "cost"))
			c[j] = p.Cost[j]
		}
		for i := range rows {
			p.RowUpper[i] = float64(number.Draw(r, "limit"))
			a.Set(i, cols+i, 1)
			for j := range cols {
				v := float64(coefficient.Draw(r, "coefficient"))
				p.Add(i, j, v)
				a.Set(i, j, v)
			}
		}
		want, _, err := gonum.Simplex(c, a, p.RowUpper, 1e-10, nil)
		got, solveErr := e.Solve(context.Background(), p, lp.Options{})
		if solveErr != nil {
			r.Fatal(solveErr)
		}
		switch {
		case err == nil:
			if got.Stop != lp.Optimal || !cmp.Equal(got.Objective, want, approx) {
				r.Fatalf("%v %v, gonum says %v", got.Stop, got.Objective, want)
			}
		case errors.Is(err, gonum.ErrInfeasible):
			if got.Stop != lp.Infeasible {
				r.Fatalf("%v, gonum says infeasible", got.Stop)
			}
		case errors.Is(err, gonum.ErrUnbounded):
			if got.Stop != lp.Unbounded {
				r.Fatalf("%v, gonum says unbounded", got.Stop)
			}
		default:
			r.Skip(err) // gonum refuses some degenerate shapes, a singular matrix say
		}
	})
}

func BenchmarkSolveSmall(b *testing.B) {
	e := newEngine(b, 1)
	for _, items := range []int{2, 20, 80} {
		p := production(items, 3, 12, false)
		b.Run("rows="+strconv.Itoa(p.NumRows()), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.Solve(context.Background(), p, lp.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
