package analysis

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// TestEveryNearlyBestPlanLiesWithinTheLeeway samples nearly best plans: the
// best one for a random objective, of all decisions or, in either direction, of
// what is made, bought and served.
func TestEveryNearlyBestPlanLiesWithinTheLeeway(t *testing.T) {
	const within = 0.01
	for _, name := range []string{"published/red_tomato", "garden_tools", "published/factory_planning_1"} {
		t.Run(name, func(t *testing.T) {
			st := study(t, scenario(t, name))
			list, _, err := st.Leeway(context.Background(), within, 0, 0)
			if err != nil {
				t.Fatal(err)
			}
			sums := st.sums()
			nearly, basis := st.nearlyBest(within)
			random := rand.New(rand.NewPCG(1, 2))
			for round := range 24 {
				p := nearly.Clone()
				for j := range p.Cost {
					p.Cost[j] = random.Float64()
				}
				if round%2 == 1 {
					clear(p.Cost)
					for k := range sums {
						direction := random.NormFloat64()
						if math.IsInf(list[k].Most, 1) {
							direction = math.Abs(direction)
						}
						for i, column := range sums[k].columns {
							p.Cost[column] += direction * sums[k].weights[i]
						}
					}
				}
				p.Sense = lp.Minimise
				sol, err := engine.Solve(context.Background(), p, lp.Options{Basis: basis})
				if err != nil || sol.Primal != lp.Feasible {
					t.Fatal(err, sol.Stop)
				}
				for k, l := range list {
					var x float64
					for i, column := range sums[k].columns {
						x += sums[k].weights[i] * sol.ColValue[column]
					}
					slack := 1e-5 * max(1, math.Abs(x))
					if x < l.Least-slack || x > l.Most+slack || l.Plan < l.Least-slack || l.Plan > l.Most+slack {
						t.Errorf("%s %s in period %d: %v in a nearly best plan and %v in the best, from %v to %v", l.Item, l.Kind, l.Period, x, l.Plan, l.Least, l.Most)
					}
				}
			}
		})
	}
}

func TestWhatNoPlanWithinTheShareCanDoWithoutIsAMust(t *testing.T) {
	st := study(t, twoLines())
	list, _, err := st.Leeway(context.Background(), 0, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	// 200 pieces are made and sold in every best plan, none is bought.
	if len(list) != 2 || !near(list[0].Least, 200) || !near(list[0].Most, 200) || list[0].Verdict(200) != Must {
		t.Errorf("leeway %+v, expected 200 made and served in every plan", list)
	}
}

func TestTheBreakingPointIsWherePlansEnd(t *testing.T) {
	st := study(t, scenario(t, "published/sailco"))
	rise, err := st.Breaking(context.Background(), model.GroupDemand, +1)
	if err != nil {
		t.Fatal(err)
	}
	if !math.IsInf(rise.Share, 1) {
		t.Errorf("boats can be built in overtime without end, but demand can only rise by %v", rise.Share)
	}
	s := twoLines()
	s.Demand[0].Max, s.Demand[0].Quantity = model.Limit{}, model.Fixed(160)
	st = study(t, s)
	rise, err = st.Breaking(context.Background(), model.GroupDemand, +1)
	if err != nil {
		t.Fatal(err)
	}
	if !near(rise.Share, 0.25) || len(rise.Limits) != 2 {
		t.Errorf("shock %+v, expected 25 %% more for 200 pieces, held back by two lines", rise)
	}
	loss, err := st.Breaking(context.Background(), model.GroupCapacity, -1)
	if err != nil {
		t.Fatal(err)
	}
	if !near(loss.Share, 0.2) {
		t.Errorf("capacity can fall by %v, expected 20 %%", loss.Share)
	}
}

func TestLeewayWithoutTimeLeavesItemsOut(t *testing.T) {
	st := study(t, scenario(t, "beverage"))
	ctx := context.Background()
	all, none, err := st.Leeway(ctx, 0.01, 0, 0)
	if err != nil || none != 0 {
		t.Fatalf("%d items are left out without a limit: %v", none, err)
	}
	some, left, err := st.Leeway(ctx, 0.01, 0, time.Nanosecond)
	if err != nil {
		t.Fatal(err)
	}
	items := map[string]bool{}
	for _, l := range all {
		items[l.Item] = true
	}
	known := map[string]bool{}
	for _, l := range some {
		known[l.Item] = true
		if !slices.Contains(all, l) {
			t.Errorf("%+v is not what it is when there is time", l)
		}
	}
	if left == 0 || left+len(known) != len(items) {
		t.Errorf("%d items are told of and %d left out, of %d", len(known), left, len(items))
	}
}
