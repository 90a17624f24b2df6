package analysis

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

func allOf[T any](things []T) []int {
	list := make([]int, len(things))
	for i := range list {
		list[i] = i
	}
	return list
}

// TestAStressHasAPlanUpToItsEndAndNoneBeyond plans scenarios on both sides of
// the end, which is found without planning any.
func TestAStressHasAPlanUpToItsEndAndNoneBeyond(t *testing.T) {
	ctx := context.Background()
	for _, name := range []string{"beverage", "garden_tools", "published/red_tomato_integer"} {
		s := scenario(t, name)
		st := study(t, s)
		last := s.Calendar.Len() - 1
		for what, x := range map[string]Stress{
			"all demand":          {Demands: allOf(s.Demand), Until: last},
			"one demand":          {Demands: []int{0}, Until: last},
			"demand in two":       {Demands: allOf(s.Demand), From: 2, Until: 3},
			"all capacity":        {Resources: allOf(s.Resources), Until: last},
			"all crews":           {Crews: allOf(s.Workforce), Until: last},
			"all supply":          {Suppliers: allOf(s.Suppliers), Until: last},
			"demand and capacity": {Demands: allOf(s.Demand), Resources: allOf(s.Resources), From: 1, Until: last},
		} {
			if x.Empty() {
				continue
			}
			t.Run(fmt.Sprintf("%s of %s", what, name), func(t *testing.T) {
				b, err := st.Breakpoint(ctx, &x, solver.Options{})
				if err != nil {
					t.Fatal(err)
				}
				checkEdge(t, s, &x, b.Plan.Share)
				if b.Goals.Share > b.Plan.Share*(1+1e-4) {
					t.Errorf("goals are met up to %v, but there are plans only up to %v", b.Goals.Share, b.Plan.Share)
				}
				if isInside(&x, b.Plan.Share) && b.Plan.Share > 0 && len(b.Plan.InWay) == 0 && !st.Formulation.Problem.IsInteger() {
					t.Error("nothing stands in the way of more")
				}
			})
		}
	}
}

// isInside tells whether there is a stress beyond a share.
func isInside(x *Stress, share float64) bool {
	return !math.IsInf(share, 1) && (x.Rises() || share < 0.99)
}

func checkEdge(t *testing.T, s *model.Scenario, x *Stress, share float64) {
	t.Helper()
	planned := func(share float64) solver.Status {
		f, err := solver.Formulate(x.At(s, share))
		if err != nil {
			t.Fatal(err)
		}
		status, _, err := f.Probe(context.Background(), engine, solver.Options{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return status
	}
	if below := min(share, 10) * (1 - 1e-6); planned(below) != solver.Optimal {
		t.Errorf("the end is at %v, and there is no plan at %v", share, below)
	}
	if !isInside(x, share) {
		return
	}
	if beyond := max(share*1.01, 1e-3); planned(beyond) != solver.Infeasible {
		t.Errorf("the end is at %v, and there is a plan at %v", share, beyond)
	}
}

func TestEndsThatCanBeWorkedOutByHand(t *testing.T) {
	ctx := context.Background()
	// Two lines make 200 pieces, and 160 are asked for, of which some may be lost.
	s := twoLines()
	s.Demand[0].Max, s.Demand[0].Quantity = model.Limit{}, model.Fixed(160)
	s.Demand[0].Lost = model.Lost{Allowed: true, Cost: model.Constant(1), Max: model.Fixed(20)}
	st := study(t, s)
	b, err := st.Breakpoint(ctx, &Stress{Demands: []int{0}}, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	// 220 of 160 can be asked for with 20 lost, 200 of 160 with none.
	if !near(b.Plan.Share, 0.375) || !near(b.Goals.Share, 0.25) {
		t.Errorf("demand can rise by %v and %v with goals, expected 0.375 and 0.25", b.Plan.Share, b.Goals.Share)
	}
	if b, err = st.Breakpoint(ctx, &Stress{Resources: []int{0}}, solver.Options{}); err != nil {
		t.Fatal(err)
	}
	// Line 1 must make 40 of its 100 pieces, and 60 where none is lost.
	if !near(b.Plan.Share, 0.6) || !near(b.Goals.Share, 0.4) {
		t.Errorf("line 1 can lose %v and %v with goals, expected 0.6 and 0.4", b.Plan.Share, b.Goals.Share)
	}
	if len(b.Goals.InWay) == 0 || b.Goals.InWay[0].Group != model.GroupCapacity || len(b.Goals.InWay) > mostHindrances {
		t.Errorf("in the way: %+v, expected capacity", b.Goals.InWay)
	}
	s.Demand[0].Quantity = model.Fixed(210)
	if b, err = study(t, s).Breakpoint(ctx, &Stress{Demands: []int{0}}, solver.Options{}); err != nil {
		t.Fatal(err)
	}
	if !b.Goals.Unmet || !near(b.Plan.Share, 220.0/210-1) {
		t.Errorf("edges %+v, expected goals that are not met as it is", b)
	}
}

func TestTryingFindsTheSameEndAsOneSolve(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 7))
	for _, name := range []string{"beverage", "garden_tools", "published/prod"} {
		s := scenario(t, name)
		st := study(t, s)
		last := s.Calendar.Len() - 1
		for range 4 {
			x := Stress{From: random.IntN(last + 1), Until: last}
			for i := range s.Demand {
				if random.IntN(2) == 0 {
					x.Demands = append(x.Demands, i)
				}
			}
			for i := range s.Resources {
				if random.IntN(2) == 0 {
					x.Resources = append(x.Resources, i)
				}
			}
			b, err := st.Breakpoint(context.Background(), &x, solver.Options{})
			if err != nil {
				t.Fatal(err)
			}
			tried, err := st.bisect(context.Background(), &x, false, solver.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if b.Plan.Share < mostStress && math.Abs(tried.Share-b.Plan.Share) > 1e-4*max(0.01, b.Plan.Share) {
				t.Errorf("%s, %+v: one solve says %v, trying %v", name, x, b.Plan.Share, tried.Share)
			}
		}
	}
}
