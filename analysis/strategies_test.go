package analysis

import (
	"context"
	"math"
	"testing"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// strategyTolerance is what published costs are met to, relatively.
const strategyTolerance = 1e-6

func compared(t *testing.T, s *model.Scenario, change float64) *StrategyComparison {
	t.Helper()
	c, err := CompareStrategies(context.Background(), engine, s, change, solver.Options{RelGap: 1e-9})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestStrategiesCostWhatIsPublished(t *testing.T) {
	for _, test := range []struct {
		scenario           string
		free, level, chase float64
		change             float64 // of the chase plan
	}{
		{"published/red_tomato", 422275, 424475, 472650, 27.5},
		{"published/red_tomato_integer", 422660, math.NaN(), math.NaN(), math.NaN()},
		{"published/good_and_rich", 832000, 870000, 835000, 70},
	} {
		t.Run(test.scenario, func(t *testing.T) {
			c := compared(t, scenario(t, test.scenario), math.NaN())
			for k, want := range []float64{test.free, test.level, test.chase} {
				if got := c.Plans[k].Result.Value; !math.IsNaN(want) && math.Abs(got-want) > strategyTolerance*want {
					t.Errorf("%s costs %.9g, expected %.9g", c.Plans[k].Name, got, want)
				}
			}
			if got := c.Plans[1].Change; got > 1e-6 {
				t.Errorf("the level plan changes by %g", got)
			}
			if got := c.Plans[2].Change; math.Abs(got-test.change) > 1e-6 {
				t.Errorf("the chase plan changes by up to %g, expected %g", got, test.change)
			}
			if hybrid := c.Plans[3]; hybrid.Change > c.Limit+1e-6 || hybrid.Result.Value < c.Plans[0].Result.Value-1e-6 {
				t.Errorf("the hybrid plan changes by %g of %g and costs %g", hybrid.Change, c.Limit, hybrid.Result.Value)
			}
		})
	}
}

func TestTheWayFromLevelToChaseIsConvexAndEndsWithThem(t *testing.T) {
	for _, name := range []string{"published/red_tomato", "published/good_and_rich", "published/red_tomato_fluctuation"} {
		t.Run(name, func(t *testing.T) {
			c := compared(t, scenario(t, name), math.NaN())
			n := len(c.Way)
			if n < 2 {
				t.Fatalf("expected a way, got %v", c.Way)
			}
			for end, want := range map[WayPoint]float64{c.Way[0]: c.Plans[1].Result.Value, c.Way[n-1]: c.Plans[2].Result.Value} {
				if math.Abs(end.Value-want) > strategyTolerance*want {
					t.Errorf("the way costs %.9g at %g, but the plan there %.9g", end.Value, end.Share, want)
				}
			}
			before := math.Inf(-1)
			for k := 1; k < n; k++ {
				a, b := c.Way[k-1], c.Way[k]
				slope := (b.Value - a.Value) / (b.Share - a.Share)
				if b.Share <= a.Share || slope < before-strategyTolerance*math.Abs(before) {
					t.Errorf("the way turns down at %g", a.Share)
				}
				before = slope
			}
			if got := c.Way[n-1].Change; math.Abs(got-c.Plans[2].Change) > 1e-9 {
				t.Errorf("the way ends with a change of %g, the chase plan has %g", got, c.Plans[2].Change)
			}
		})
	}
}

func TestTheWayIsThatOfPlansInBetween(t *testing.T) {
	c := compared(t, scenario(t, "published/good_and_rich"), math.NaN())
	// By hand: stock of the level plan is 20, 70, 50 and 0 thousand lb. On a share
	// x of the way stock is at most (1-x) of it and heads change by at most 70 x.
	for _, p := range c.Way {
		s := scenario(t, "published/good_and_rich")
		stock := make([]float64, 4)
		for k, v := range []float64{20000, 70000, 50000, 0} {
			stock[k] = (1 - p.Share) * v
		}
		s.Inventory[0].Max = model.Limit{Value: model.PerPeriod(stock)}
		s.Strategies = []model.Strategy{{ID: "near", Plan: model.Hybrid, Change: model.Constant(70 * p.Share)}}
		r, err := solver.Plan(context.Background(), engine, s, solver.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(r.Value-p.Value) > strategyTolerance*p.Value {
			t.Errorf("on a share %g of the way the plan costs %.9g, the way says %.9g", p.Share, r.Value, p.Value)
		}
	}
}

func TestAStrategyThatTheScenarioDescribesHolds(t *testing.T) {
	s := scenario(t, "published/red_tomato")
	s.Strategies = []model.Strategy{{ID: "flat", Plan: model.Level, Overtime: model.Forbidden, Outsourcing: model.Forbidden}}
	c := compared(t, s, 5)
	if got := c.Plans[1].Result.Value; math.Abs(got-427175) > strategyTolerance*got {
		t.Errorf("level costs %.9g without overtime and outsourcing, expected 427,175", got)
	}
	if c.Limit != 5 || c.Plans[3].Change > 5+1e-6 {
		t.Errorf("the hybrid plan may change by %g and does by %g, expected 5", c.Limit, c.Plans[3].Change)
	}
}

func TestThereIsNoWayWhereThereIsNoChasePlan(t *testing.T) {
	s := scenario(t, "published/red_tomato")
	s.Workforce[0].Headcount.Max = model.Fixed(80)
	c := compared(t, s, math.NaN())
	if status := c.Plans[2].Result.Status; status != solver.Infeasible || c.Way != nil || len(c.Plans) != 3 {
		t.Errorf("chase is %s, %d plans, way %v", status, len(c.Plans), c.Way)
	}
}
