package analysis

import (
	"context"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/model"
)

// measured are the prices of every limit of a study that has one.
func measured(t testing.TB, st *Study) []Price {
	t.Helper()
	prices, err := st.Prices(context.Background(), st.Binding())
	if err != nil {
		t.Fatal(err)
	}
	return prices
}

func TestPricesAndRangesAreThoseOfTheBooks(t *testing.T) {
	type piece struct{ price, from, to float64 }
	cases := map[string]struct {
		file string
		want map[string]piece
	}{
		"Taha, section 3.6: TOYCO": {"published/toyco", map[string]piece{
			"capacity[operation1,2026-01-05]": {1, 230, 440},
			"capacity[operation2,2026-01-05]": {2, 440, 860},
		}},
		"Winston, section 6.5: Dakota": {"published/dakota", map[string]piece{
			"capacity[finishing,2026-W02]": {10, 16, 24},
			"capacity[carpentry,2026-W02]": {10, 20. / 3, 10},
		}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			prices := measured(t, study(t, scenario(t, c.file)))
			if len(prices) != len(c.want) {
				t.Errorf("%d limits have a price, expected %d", len(prices), len(c.want))
			}
			for _, p := range prices {
				want := c.want[p.Limit.ID]
				from, to := p.Limit.Limit-p.Less.Room, p.Limit.Limit+p.More.Room
				if p.Degenerate() || !near(p.More.Price, want.price) || !near(from, want.from) || !near(to, want.to) {
					t.Errorf("%s: price %v from %v to %v, expected %v", p.Limit.ID, p.More.Price, from, to, want)
				}
			}
		})
	}
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-6*max(1, math.Abs(a), math.Abs(b)) }

func TestAMachineThatIsDownHasAPriceOnlyUpwards(t *testing.T) {
	for _, p := range measured(t, study(t, scenario(t, "published/factory_planning_1"))) {
		if p.Limit.ID != "capacity[planer,2026-06]" {
			continue
		}
		if !p.Less.NoPlan || !near(p.More.Price, 800) || !p.Degenerate() {
			t.Errorf("more %+v, less %+v; expected 800 for more and no plan for less", p.More, p.Less)
		}
		return
	}
	t.Error("the planer in June has no price")
}

// linearLibrary are scenarios of which every price is measured again.
var linearLibrary = []string{
	"published/red_tomato", "published/red_tomato_fluctuation", "published/factory_planning_1", "published/sailco",
	"published/steel_t", "published/network/steel_p", "published/good_and_rich", "garden_tools", "beverage",
}

// TestEveryPriceHoldsToItsEndAndNoFurther solves again halfway to the end of
// every piece, where the objective must be on its line, and beyond it, where
// it must not.
func TestEveryPriceHoldsToItsEndAndNoFurther(t *testing.T) {
	for _, name := range linearLibrary {
		t.Run(name, func(t *testing.T) {
			st := study(t, scenario(t, name))
			rows := st.Ranked(st.Binding())
			prices, err := st.Prices(context.Background(), rows[:min(25, len(rows))])
			if err != nil {
				t.Fatal(err)
			}
			for i := range prices {
				checkSide(t, st, &prices[i], prices[i].More, +1)
				checkSide(t, st, &prices[i], prices[i].Less, -1)
			}
		})
	}
}

func checkSide(t *testing.T, st *Study, p *Price, s Side, direction float64) {
	t.Helper()
	here := st.here(lever{p.Row})
	line := func(by float64) (onLine, plan bool) {
		q, err := st.try(context.Background(), lever{p.Row}, direction*by)
		if err != nil {
			t.Fatal(err)
		}
		want := here.value + s.Price*direction*by
		return math.Abs(q.value-want) <= 1e-7*max(1, math.Abs(want)), q.plan
	}
	size := st.size(lever{p.Row})
	if s.NoPlan {
		if _, plan := line(1e-4 * size); plan {
			t.Errorf("%s: there is a plan for a little in direction %g, though none was found", p.Limit.ID, direction)
		}
		return
	}
	inside := s.Room / 2
	if math.IsInf(inside, 0) {
		inside = size
	}
	if on, plan := line(inside); !on || !plan {
		t.Errorf("%s: the price %v does not hold for %v in direction %g", p.Limit.ID, s.Price, inside, direction)
	}
	if math.IsInf(s.Room, 0) {
		return
	}
	beyond := s.Room + 0.05*max(size, s.Room)
	if on, plan := line(beyond); on && plan {
		t.Errorf("%s: the price %v should end %v from the limit in direction %g, but holds for %v", p.Limit.ID, s.Price, s.Room, direction, beyond)
	}
}

func TestCurvesBendOneWayAndGoThroughEveryOptimum(t *testing.T) {
	for _, name := range []string{"published/red_tomato", "published/factory_planning_1", "garden_tools", "published/dakota"} {
		st := study(t, scenario(t, name))
		rows := st.Ranked(st.Binding())
		for _, row := range rows[:min(6, len(rows))] {
			t.Run(name+" "+st.Result.Limits[row].ID, func(t *testing.T) {
				c, err := st.Curve(context.Background(), []int{row})
				if err != nil {
					t.Fatal(err)
				}
				checkCurve(t, st, c)
			})
		}
	}
}

// checkIntegral tests that prices add up along the curve to the difference of
// the best objectives at its ends, each solved by itself.
func checkIntegral(t *testing.T, st *Study, c *Curve) {
	t.Helper()
	from, to, sum := math.Inf(1), math.Inf(-1), 0.0
	for _, p := range c.Pieces {
		if !math.IsInf(p.From, 0) && !math.IsInf(p.To, 0) {
			from, to, sum = min(from, p.From), max(to, p.To), sum+p.Slope*(p.To-p.From)
		}
	}
	if from >= to {
		return
	}
	inside := 1e-9 * (to - from) // plans may end at the ends
	a, err := st.try(context.Background(), c.Rows, from+inside)
	if err != nil {
		t.Fatal(err)
	}
	b, err := st.try(context.Background(), c.Rows, to-inside)
	if err != nil {
		t.Fatal(err)
	}
	if !a.plan || !b.plan || math.Abs(b.value-a.value-sum) > 1e-6*max(1, math.Abs(a.value), math.Abs(b.value)) {
		t.Errorf("prices add up to %v from %v to %v, the objective goes from %v to %v", sum, from, to, a.value, b.value)
	}
}

func checkCurve(t *testing.T, st *Study, c *Curve) {
	t.Helper()
	checkIntegral(t, st, c)
	bend := 1.0 // of a cost: slopes rise
	if st.Result.Sense == model.MaximiseProfit {
		bend = -1
	}
	for i, p := range c.Pieces {
		if i > 0 {
			before := c.Pieces[i-1]
			if before.To != p.From || !near(before.AtTo, p.AtFrom) {
				t.Errorf("piece %d begins at %v (%v), the one before ends at %v (%v)", i, p.From, p.AtFrom, before.To, before.AtTo)
			}
			if bend*(p.Slope-before.Slope) <= 0 {
				t.Errorf("the slope goes from %v to %v at %v", before.Slope, p.Slope, p.From)
			}
		}
		if math.IsInf(p.From, 0) || math.IsInf(p.To, 0) {
			continue
		}
		for _, share := range []float64{0.25, 0.7} {
			at := p.From + share*(p.To-p.From)
			q, err := st.try(context.Background(), c.Rows, at)
			if err != nil {
				t.Fatal(err)
			}
			if want := p.AtFrom + share*(p.AtTo-p.AtFrom); !q.plan || math.Abs(q.value-want) > 1e-7*max(1, math.Abs(want)) {
				t.Errorf("at %v the best objective is %v (plan: %v), the curve says %v", at, q.value, q.plan, want)
			}
		}
	}
}

// TestWorkIsSharedOutAndTheFirstErrorWins tests the pool.
func TestWorkIsSharedOutAndTheFirstErrorWins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 40).Draw(t, "n")
		done := make([]int, n)
		if err := (&Study{engine: engine}).each(context.Background(), n, func(_ *Study, k int) error { done[k]++; return nil }); err != nil {
			t.Fatal(err)
		}
		for k, times := range done {
			if times != 1 {
				t.Fatalf("%d was done %d times", k, times)
			}
		}
	})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := (&Study{engine: engine}).each(ctx, 3, func(*Study, int) error { return nil }); err != context.Canceled {
		t.Errorf("error %v after a cancelled context", err)
	}
}
