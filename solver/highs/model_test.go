package highs

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// approx compares what HiGHS computes.
var approx = cmpopts.EquateApprox(1e-7, 1e-7)

func objective(t *testing.T, m *Model) float64 {
	t.Helper()
	if err := m.Run(); err != nil {
		t.Fatal(err)
	}
	sol, err := m.Solution(false)
	if err != nil || sol.Stop != lp.Optimal {
		t.Fatalf("%+v, %v", sol, err)
	}
	return sol.Objective
}

func TestModelChangesAreSolvedFromTheLastBasis(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		name   string
		change func(*Model) error
		want   float64
	}{
		{"nothing", func(*Model) error { return nil }, 38},
		{"costs of a range", func(m *Model) error { return m.ChangeCosts(0, []float64{6, 5}) }, 44},
		{"costs of no columns", func(m *Model) error { return m.ChangeCosts(0, nil) }, 38},
		{"costs of a set", func(m *Model) error { return m.ChangeCostsAt([]int32{1}, []float64{10}) }, 68},
		{"costs of a set out of order", func(m *Model) error { return m.ChangeCostsAt([]int32{1, 0}, []float64{5, 6}) }, 44},
		{"bounds of a range of columns", func(m *Model) error { return m.ChangeColBounds(1, []float64{0}, []float64{3}) }, 29},
		{"bounds of no columns", func(m *Model) error { return m.ChangeColBounds(0, nil, nil) }, 38},
		{"bounds of a set of columns", func(m *Model) error { return m.ChangeColBoundsAt([]int32{0}, []float64{3}, []float64{inf}) }, 33.5},
		{"bounds of a range of rows", func(m *Model) error { return m.ChangeRowBounds(1, []float64{-inf, -inf}, []float64{14, 20}) }, 43},
		{"bounds of no rows", func(m *Model) error { return m.ChangeRowBounds(2, nil, nil) }, 38},
		{"bounds of a set of rows", func(m *Model) error {
			return m.ChangeRowBoundsAt([]int32{2, 0}, []float64{-inf, -inf}, []float64{20, 4})
		}, 40},
	} {
		t.Run(c.name, func(t *testing.T) {
			do(t, func(m *Model) error {
				if err := m.Pass(product()); err != nil {
					return err
				}
				if got := objective(t, m); !cmp.Equal(got, 38.0, approx) {
					t.Fatalf("before the change: %v", got)
				}
				if err := c.change(m); err != nil {
					return err
				}
				if got := objective(t, m); !cmp.Equal(got, c.want, approx) {
					t.Errorf("got %v, want %v", got, c.want)
				}
				return nil
			})
		})
	}
}

func TestModelRefusesSlicesThatDoNotFit(t *testing.T) {
	do(t, func(m *Model) error {
		if err := m.Pass(product()); err != nil {
			return err
		}
		two, three := make([]float64, 2), make([]float64, 3)
		_, relaxErr := m.FeasibilityRelaxation(Penalties{}, three, nil, nil)
		for k, err := range []error{
			m.ChangeCostsAt([]int32{0}, two),
			m.ChangeColBounds(0, two, three),
			m.ChangeColBoundsAt([]int32{0, 1}, two, three),
			m.ChangeRowBounds(0, two, three),
			m.ChangeRowBoundsAt([]int32{0, 1, 2}, three, two),
			relaxErr,
			m.ChangeCosts(1, two),
			m.ChangeRowBounds(2, two, two),
			m.ChangeCostsAt([]int32{5}, []float64{1}),
		} {
			if err == nil {
				t.Errorf("call %d was accepted", k)
			}
		}
		return nil
	})
}

func TestBasisCarriesOverToAnotherModel(t *testing.T) {
	p := production(20, 3, 12, false)
	var basis *lp.Basis
	do(t, func(m *Model) error {
		if err := m.Pass(p); err != nil {
			return err
		}
		if b, err := m.Basis(); b != nil || err != nil {
			t.Errorf("a basis before the first run: %v, %v", b, err)
		}
		objective(t, m)
		var err error
		basis, err = m.Basis()
		return err
	})
	do(t, func(m *Model) error {
		if err := errors.Join(m.Pass(p), m.SetBasis(basis), m.Run()); err != nil {
			return err
		}
		warm, err := m.Solution(false)
		if err != nil {
			return err
		}
		if err := errors.Join(m.Clear(), m.Run()); err != nil {
			return err
		}
		cold, err := m.Solution(false)
		if warm.Iterations != 0 || cold.Iterations == 0 {
			t.Errorf("%d iterations warm, %d after everything was forgotten", warm.Iterations, cold.Iterations)
		}
		return err
	})
}

func TestIISIsIrreducible(t *testing.T) {
	p := overcommitted(6, 2, 10)
	var iis *IIS
	do(t, func(m *Model) error {
		if !m.h.hasIIS() {
			t.Skip("the linked HiGHS cannot do this")
		}
		if err := errors.Join(m.Pass(p), m.Run()); err != nil {
			return err
		}
		var err error
		iis, err = m.IIS()
		return err
	})
	if len(iis.Rows) == 0 {
		t.Fatal("no conflict was found")
	}
	e := newEngine(t, 1)
	stop := func(without int) lp.StopReason {
		sol, err := e.Solve(context.Background(), onlyMembers(p, iis, without), lp.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return sol.Stop
	}
	if got := stop(-1); got != lp.Infeasible {
		t.Errorf("its members alone are %v", got)
	}
	for k := range len(iis.Rows) + len(iis.Cols) {
		if got := stop(k); got != lp.Optimal {
			t.Errorf("without member %d of %d rows and %d columns it is %v", k, len(iis.Rows), len(iis.Cols), got)
		}
	}
}

// onlyMembers keeps the sides in the conflict and opens all others, and those of one member.
func onlyMembers(p *lp.Problem, iis *IIS, without int) *lp.Problem {
	inf := math.Inf(1)
	q := p.Clone()
	clear(q.Cost)
	for i := range q.RowLower {
		q.RowLower[i], q.RowUpper[i] = -inf, inf
	}
	for j := range q.ColLower {
		q.ColLower[j], q.ColUpper[j] = -inf, inf
	}
	keep := func(m IISMember, lower, upper, fromLower, fromUpper []float64) {
		if m.Side == SideLower || m.Side == SideBoth {
			lower[m.Index] = fromLower[m.Index]
		}
		if m.Side == SideUpper || m.Side == SideBoth {
			upper[m.Index] = fromUpper[m.Index]
		}
	}
	for k, m := range iis.Rows {
		if k != without {
			keep(m, q.RowLower, q.RowUpper, p.RowLower, p.RowUpper)
		}
	}
	for k, m := range iis.Cols {
		if len(iis.Rows)+k != without {
			keep(m, q.ColLower, q.ColUpper, p.ColLower, p.ColUpper)
		}
	}
	return q
}

func TestFeasibilityRelaxationFindsTheCheapestRepair(t *testing.T) {
	// x <= 3 and x >= 5: two units are missing, and the second row is cheaper to break.
	p := &lp.Problem{}
	x := p.AddCols("x", "", nil, 1)
	r := p.AddRows("r", "", nil, 2)
	p.Add(r, x, 1)
	p.Add(r+1, x, 1)
	p.RowUpper[r], p.RowLower[r+1] = 3, 5
	do(t, func(m *Model) error {
		if err := m.Pass(p); err != nil {
			return err
		}
		r, err := m.FeasibilityRelaxation(Penalties{-1, -1, 1}, nil, nil, []float64{10, 2})
		if err != nil {
			return err
		}
		want := &Relaxation{Penalty: 4, ColValue: []float64{3}, RowValue: []float64{3, 3}}
		if diff := cmp.Diff(want, r, approx); diff != "" {
			t.Errorf("relaxation (-want +got):\n%s", diff)
		}
		return nil
	})
}

func TestProgressAndTimeLimitOfAModel(t *testing.T) {
	reports := 0
	do(t, func(m *Model) error {
		err := errors.Join(m.Pass(production(100, 6, 30, false)), m.SetString("presolve", "off"), m.SetString("solver", "simplex"),
			m.OnProgress(func(p lp.Progress) {
				reports++
				if p.Iterations < 0 || p.Seconds < 0 || !math.IsNaN(p.Primal) {
					t.Errorf("report %+v", p)
				}
			}, time.Millisecond),
			m.SetTimeLimit(30*time.Millisecond), m.Run())
		if stop, raw := m.Status(); stop != lp.TimeLimit {
			t.Errorf("%v (%s)", stop, raw)
		}
		return errors.Join(err, m.SetTimeLimit(0), m.Run())
	})
	if reports == 0 {
		t.Error("no reports")
	}
}

func TestErrorTextWithoutOption(t *testing.T) {
	err := &Error{Op: "solve", CFunc: "Highs_run", Status: -1}
	if got := err.Error(); got != "highs: solve: Highs_run returned -1" || strings.Contains(got, "()") {
		t.Errorf("got %q", got)
	}
}
