package analysis

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

func lineAxis(name string) Axis {
	line, _ := model.FindLine(name)
	return Axis{Figure: model.Figure{Line: name, Expr: name}, Up: line.More}
}

func frontOf(t *testing.T, s *model.Scenario, x, y Axis, samples int) *Frontier {
	t.Helper()
	f, err := solver.Formulate(s)
	if err != nil {
		t.Fatal(err)
	}
	front, err := FrontOf(context.Background(), engine, f, x, y, samples, lp.Options{FixedPrices: f.Problem.IsInteger()})
	if err != nil {
		t.Fatal(err)
	}
	return front
}

// lossy is a line that makes 100 a month at 10 or, in overtime, 50 at 25; a lost
// sale costs 5.
func lossy() *model.Scenario {
	s := twoLines()
	s.Objective = model.MinimiseCost
	s.Resources = []model.Resource{{
		ID: "line", Unit: "h", Capacity: model.Fixed(100), Overtime: model.Overtime{Allowed: true, Max: model.Fixed(50), Cost: model.Constant(15)},
	}}
	s.Processes = []model.Process{{
		ID: "tools", Makes: []model.Part{{ID: "tools", Quantity: model.Constant(1)}}, Cost: model.Constant(10),
		Uses: []model.Part{{ID: "line", Quantity: model.Constant(1)}},
	}}
	s.Demand = []model.Demand{{ID: "tools", Item: "tools", Quantity: model.Fixed(200), Lost: model.Lost{Allowed: true, Cost: model.Constant(5)}}}
	return s
}

func TestAFrontThatCanBeReckonedByHand(t *testing.T) {
	// Nothing made: 200 lost at 5. Each of 100 made costs 10 - 5 more, each of 50 in overtime 25 - 5; one of
	// them is half a percent of 200.
	front := frontOf(t, lossy(), lineAxis(model.LineService), lineAxis(model.LineCost), 0)
	want := []FrontPoint{{0, 1000, 10}, {50, 1500, 40}, {75, 2500, math.NaN()}}
	if len(front.Points) != len(want) || !front.Exact || front.Knee != 1 {
		t.Fatalf("front %+v, expected %+v with the knee in the middle", front, want)
	}
	for i, p := range front.Points {
		if !near(p.X, want[i].X) || !near(p.Y, want[i].Y) || !math.IsNaN(want[i].Rate) && !near(p.Rate, want[i].Rate) {
			t.Errorf("point %d is %+v, expected %+v", i, p, want[i])
		}
	}
}

func TestAFrontWithWholeNumbersIsSampled(t *testing.T) {
	s := lossy()
	s.Processes[0].Lots = model.Switch{Set: true, Cost: model.Constant(300), Min: model.Fixed(60)}
	if mistakes := model.Validate(s); len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	front := frontOf(t, s, lineAxis(model.LineService), lineAxis(model.LineCost), 6)
	if front.Exact || len(front.Points) < 3 {
		t.Errorf("front %+v, expected samples", front)
	}
	for i := 1; i < len(front.Points); i++ {
		if front.Points[i].X <= front.Points[i-1].X || front.Points[i].Y <= front.Points[i-1].Y {
			t.Errorf("point %+v is no worse by one and better by the other than %+v", front.Points[i], front.Points[i-1])
		}
	}
}

// TestNoPlanLiesBeyondAFront weighs both figures at random: the best plan is as
// good as the best corner.
func TestNoPlanLiesBeyondAFront(t *testing.T) {
	for _, c := range []struct{ file, x, y string }{
		{"published/red_tomato", model.LineHeadChanges, model.LineCost},
		{"garden_tools", "holding", model.LineCost},
		{"beverage", model.LineHeadChanges, model.LineProfit},
		{"beverage", model.LineService, model.LineMargin},
	} {
		t.Run(c.file+", "+c.x+" and "+c.y, func(t *testing.T) {
			s, x, y := scenario(t, c.file), lineAxis(c.x), lineAxis(c.y)
			front := frontOf(t, s, x, y, 11)
			sign := func(a Axis) float64 {
				if a.Up {
					return -1
				}
				return 1
			}
			f, err := solver.Formulate(s)
			if err != nil {
				t.Fatal(err)
			}
			if !front.Exact {
				t.Skip("whole numbers")
			}
			random := rand.New(rand.NewPCG(1, 2))
			first, last := front.Points[0], front.Points[len(front.Points)-1]
			scale := math.Abs(last.Y-first.Y) / max(1e-9, math.Abs(last.X-first.X))
			for range 8 {
				w := scale * math.Exp(4*random.Float64()-2)
				p := f.Problem.Clone()
				p.Sense, p.Offset = lp.Minimise, 0
				clear(p.Cost)
				fx, fy := f.FormOf(&x.Figure), f.FormOf(&y.Figure)
				for i, column := range fx.Columns {
					p.Cost[column] += w * sign(x) * fx.Factors[i]
				}
				for i, column := range fy.Columns {
					p.Cost[column] += sign(y) * fy.Factors[i]
				}
				sol, err := engine.Solve(context.Background(), p, lp.Options{})
				if err != nil || sol.Primal != lp.Feasible {
					t.Fatal(err, sol.Stop)
				}
				found := sol.Objective + w*sign(x)*fx.Constant + sign(y)*fy.Constant
				best := math.Inf(1)
				for _, point := range front.Points {
					best = min(best, w*sign(x)*point.X+sign(y)*point.Y)
				}
				if math.Abs(best-found) > 1e-6*max(1, math.Abs(found)) {
					t.Errorf("with weight %v the best plan comes to %v, the best corner to %v", w, found, best)
				}
			}
		})
	}
}
