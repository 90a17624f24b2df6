package scenarios_test

import (
	"fmt"
	"math"
	"path/filepath"
	"testing"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// studied is a scenario of the library with its best plan.
func studied(t *testing.T, sub *subject) *analysis.Study {
	t.Helper()
	st, err := analysis.New(t.Context(), engine, sub.scenario, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !st.Answers() {
		t.Fatalf("no best plan: %s", st.Result.Stop)
	}
	return st
}

// TestEveryMeasuredPriceIsTheChangeOfANewPlan moves limits of every linear plan
// that bind, some of them where there are many, to both sides: halfway to the end of the room of its price and
// to the end itself the objective changes by the price, and beyond it by the
// next one.
func TestEveryMeasuredPriceIsTheChangeOfANewPlan(t *testing.T) {
	sides := 0
	forEach(t, func(t *testing.T, sub *subject) {
		if sub.problem.IsInteger() || sub.large() {
			return
		}
		st := studied(t, sub)
		rows := append(st.Ranked(st.Binding()), st.Tight()...)
		if stride := len(rows) / samples; stride > 1 {
			for k := range samples {
				rows[k] = rows[k*stride]
			}
			rows = rows[:samples]
		}
		prices, err := st.Prices(t.Context(), rows)
		if err == nil {
			err = st.Follow(t.Context(), prices)
		}
		if err != nil {
			t.Fatal(err)
		}
		best := solve(t, sub.problem, lp.Options{})
		for i := range prices {
			p := &prices[i]
			move := mover{t, sub.problem, best, p}
			move.check(p.More, +1)
			move.check(p.Less, -1)
			sides += 2
		}
	})
	if sides < 300 {
		t.Errorf("only %d sides were moved", sides)
	}
}

// mover moves one limit and plans anew.
type mover struct {
	t     *testing.T
	p     *lp.Problem
	best  *lp.Solution
	price *analysis.Price
}

// by is the change of the objective when the limit moves.
func (m mover) by(amount float64) float64 {
	return objective(m.t, m.p, m.best.Basis, m.price.Row, amount) - m.best.Objective
}

func (m mover) check(s analysis.Side, direction float64) {
	m.t.Helper()
	id, size := m.price.Limit.ID, max(1, math.Abs(m.price.Limit.Limit))
	if s.NoPlan {
		if change := m.by(direction * step * size); !math.IsInf(change, 0) {
			m.t.Errorf("%s: there is a plan %g further, though none was found", id, direction*step*size)
		}
		return
	}
	end := s.Room
	if math.IsInf(end, 0) {
		end = size
	}
	for _, at := range []float64{end / 2, end * (1 - 1e-9)} {
		m.same(fmtAt(id, direction*at), m.by(direction*at), s.Price*direction*at)
	}
	if math.IsInf(s.Room, 0) {
		return
	}
	if s.Next.NoPlan {
		if change := m.by(direction * (end + step*size)); !math.IsInf(change, 0) {
			m.t.Errorf("%s: there is a plan beyond %g, though none was found", id, direction*end)
		}
		return
	}
	little := min(step*size, s.Next.Room)
	if math.Abs(s.Next.Price-s.Price) <= 1e-7*max(1, math.Abs(s.Price)) {
		m.t.Errorf("%s: the price %v should end at %g, but goes on with %v", id, s.Price, direction*end, s.Next.Price)
	}
	m.same(fmtAt(id, direction*(end+little)), m.by(direction*(end+little)), s.Change+s.Next.Price*direction*little)
}

func (m mover) same(what string, got, want float64) {
	m.t.Helper()
	if tolerance := 1e-8 * max(1, math.Abs(want), math.Abs(m.best.Objective)); !(math.Abs(got-want) <= tolerance) {
		m.t.Errorf("%s: the objective changes by %v, expected %v", what, got, want)
	}
}

func fmtAt(id string, by float64) string { return fmt.Sprintf("%s moved by %g", id, by) }

// TestBothSidesAreThoseOfTheSource compares prices measured on either side with
// what the source says for one unit less and one unit more.
func TestBothSidesAreThoseOfTheSource(t *testing.T) {
	for file, prices := range map[string][]published{
		"red_tomato": redTomatoPrices(
			[]float64{21.25, 23.25, 25.25, 27.25, 22.25, 24.25},
			[]float64{-11.25, -13.25, -15.25, -17.25, -12.25, -14.25}, 26.25),
		"factory_planning_1": factoryPrices(),
		"food_manufacture_1": foodPrices(),
	} {
		t.Run(file, func(t *testing.T) {
			st := studied(t, of(t, filepath.Join("published", file+".yaml")))
			compared := 0
			for _, want := range prices {
				for row := range st.Result.Limits {
					l := &st.Result.Limits[row]
					if l.ID != want.limit || l.Group == model.GroupHeads {
						continue // an identity is no limit that moves
					}
					measured, err := st.Prices(t.Context(), []int{row})
					if err != nil {
						t.Fatal(err)
					}
					compared++
					want.checkSides(t, &measured[0])
				}
			}
			if compared < len(prices)-1 {
				t.Errorf("%d of %d limits were found", compared, len(prices))
			}
		})
	}
}

func (want published) checkSides(t *testing.T, p *analysis.Price) {
	t.Helper()
	factor := want.multiplier
	if factor == 0 {
		factor = 1
	}
	for _, side := range []struct {
		name string
		got  analysis.Side
		want float64
	}{{"less", p.Less, want.left}, {"more", p.More, want.right}} {
		switch {
		case math.IsNaN(side.want):
			if !side.got.NoPlan {
				t.Errorf("%s: one %s is worth %v, but there is no plan", want.limit, side.name, side.got.Price)
			}
		case side.got.NoPlan || math.Abs(side.got.Price*factor-side.want) > 1e-6:
			t.Errorf("%s: one %s is worth %+v, expected %v", want.limit, side.name, side.got, side.want)
		}
	}
}
