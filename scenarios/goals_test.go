package scenarios_test

import (
	"context"
	"math"
	"path/filepath"
	"testing"

	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
)

// planned solves a scenario of the library with goals.
func planned(t *testing.T, e *highs.Engine, name string, goals ...model.Goal) *solver.Result {
	t.Helper()
	loaded, err := intake.LoadFile(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	s := loaded.Scenario
	s.Goals = goals
	if mistakes := model.Validate(s); len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	r, err := solver.Plan(context.Background(), e, s, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func goalOn(id, line string, want model.GoalSense, value float64) model.Goal {
	g := model.Goal{ID: id, Of: model.Figure{Line: line}, Want: want}
	if want.HasTarget() {
		g.Target.Value = model.Constant(value)
	}
	return g
}

var goalScenarios = []string{"beverage.yaml"}

func TestAGoalRelaxedByItsGapIsReachedAndByOnePercentLessIsNot(t *testing.T) {
	e, err := highs.New(1)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	for _, name := range goalScenarios {
		t.Run(name, func(t *testing.T) {
			best := planned(t, e, name).Money.Profit()
			hard := goalOn("profit", model.LineProfit, model.AtLeast, best+0.1*math.Abs(best))
			hard.Hard = true
			r := planned(t, e, name, hard)
			if r.Status != solver.Infeasible || len(r.Goals) != 1 || len(r.Goals[0].HeldBack) == 0 {
				t.Fatalf("status %s, goals %+v; expected one that is impossible, and what holds it back", r.Status, r.Goals)
			}
			gap := r.Goals[0].Gap
			for share, status := range map[float64]solver.Status{1.000001: solver.Optimal, 0.99: solver.Infeasible} {
				relaxed := hard
				relaxed.Target.Value = model.Constant(hard.Target.Value.At(0) - share*gap)
				if got := planned(t, e, name, relaxed).Status; got != status {
					t.Errorf("relaxed by %v of its gap the goal is %s, expected %s", share, got, status)
				}
			}
		})
	}
}

func TestALaterRankTakesNoMoreThanTheTolerance(t *testing.T) {
	e, err := highs.New(1)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	for _, name := range goalScenarios {
		t.Run(name, func(t *testing.T) {
			alone := goalOn("first", model.LineProfit, model.Most, 0)
			alone.Rank = 1
			best := planned(t, e, name, alone).Goals[0].Value
			for _, tolerance := range []float64{0, 0.01} {
				first, second := alone, goalOn("second", model.LineHeadChanges, model.Least, 0)
				first.Share, second.Rank = tolerance, 2
				r := planned(t, e, name, first, second)
				if r.Status != solver.Optimal {
					t.Fatal(r.Status)
				}
				got := r.Goals[0].Value - r.Goals[0].Penalties
				if floor := best - tolerance*math.Abs(best); got < floor-1e-6*math.Abs(best) {
					t.Errorf("with a tolerance of %v the first goal comes to %v, below %v", tolerance, got, floor)
				}
			}
		})
	}
}
