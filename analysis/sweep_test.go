package analysis

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// sameObjective is how far the best objectives of two solves of one problem may
// lie apart, as a share.
const sameObjective = 1e-9

// around makes neighbours of a scenario of the library; the first is the scenario itself.
func around(t testing.TB, name string, changes ...string) []*model.Scenario {
	t.Helper()
	loaded, err := intake.Open(filepath.Join("..", "scenarios", name+".yaml"), intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	list := []*model.Scenario{loaded.Scenario}
	for _, change := range changes {
		with := loaded.With(change)
		if with.Diagnostics.HasErrors() {
			t.Fatalf("%s: %v", change, with.Diagnostics)
		}
		list = append(list, with.Scenario)
	}
	return list
}

// drinks are neighbours in every way: limits, costs, coefficients, more rows than the base, and two without a plan.
func drinks(t testing.TB) []*model.Scenario {
	return around(t, "beverage",
		"demand.*.quantity=*0.96", "demand.*.quantity=*1.04", "demand.tea.quantity=*1.2", "demand.*.quantity=*3",
		"resources.*.capacity=*0.93", "resources.*.capacity=*1.1", "workforce.crew.headcount.max=38", "resources.canning.capacity=*0.6",
		"families.*.price=*1.03", "suppliers.packco.sells.*.price=*1.25", "processes.*.cost=*0.5", "inventory.*.holding_cost=*2",
		"processes.can_cola.uses.canning=0.7 h", "demand.water.backlog={cost: 300, max: 20}", "demand.lemonade.lost=300")
}

// swept solves scenarios in the order given, and returns the outcomes in that of the scenarios.
func swept(t testing.TB, scenarios []*model.Scenario, order []int, o SweepOptions) []Outcome {
	t.Helper()
	w, err := NewSweep(engine, scenarios[0], o)
	if err != nil {
		t.Fatal(err)
	}
	list := make([]Outcome, len(scenarios))
	err = w.Each(context.Background(), len(order), func(k int, solve Solver) (err error) {
		list[order[k]], err = solve(scenarios[order[k]])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func inOrder(n int) []int {
	list := make([]int, n)
	for k := range list {
		list[k] = k
	}
	return list
}

// plans are what must be the same to the last digit.
func plans(list []Outcome) []string {
	var out []string
	for _, o := range list {
		text := fmt.Sprint(o.Result.Status, o.Result.Value, o.InWay)
		if o.Result.Status.HasPlan() {
			text += fmt.Sprintf(" %v %v", *o.Result.Plan, o.Result.Money)
		}
		out = append(out, text)
	}
	return out
}

func TestASweepDependsNeitherOnOrderNorOnWorkers(t *testing.T) {
	scenarios := drinks(t)
	want := plans(swept(t, scenarios, inOrder(len(scenarios)), SweepOptions{}))
	for workers := range 4 {
		order := rand.New(rand.NewPCG(uint64(workers), 1)).Perm(len(scenarios))
		got := plans(swept(t, scenarios, order, SweepOptions{Workers: workers}))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d workers, order %v (-in order +so):\n%s", workers, order, diff)
		}
	}
}

func TestASweepFindsWhatSolvingByItselfFinds(t *testing.T) {
	all := drinks(t)
	for name, scenarios := range map[string][]*model.Scenario{
		"limits, costs and coefficients": all,
		"whole lots":                     around(t, "bottling_lots", "demand.*.quantity=*0.9"),
		"a base without a plan":          {all[4], all[0], all[1]},
	} {
		t.Run(name, func(t *testing.T) {
			order := inOrder(len(scenarios))
			warm, cold := swept(t, scenarios, order, SweepOptions{Workers: 2}), swept(t, scenarios, order, SweepOptions{Cold: true})
			for k, s := range scenarios {
				alone, err := solver.Plan(context.Background(), engine, s, solver.Options{})
				if err != nil {
					t.Fatal(err)
				}
				for way, got := range map[string]Outcome{"warm": warm[k], "cold": cold[k]} {
					if got.Result.Status != alone.Status {
						t.Errorf("case %d %s: %s, by itself %s", k, way, got.Result.Status, alone.Status)
					}
					if alone.Status.HasPlan() && !(math.Abs(got.Result.Value-alone.Value) <= sameObjective*math.Abs(alone.Value)) {
						t.Errorf("case %d %s: %v, by itself %v", k, way, got.Result.Value, alone.Value)
					}
				}
				if diff := cmp.Diff(warm[k].InWay, cold[k].InWay); diff != "" {
					t.Errorf("case %d: what is in the way (-warm +cold):\n%s", k, diff)
				}
			}
		})
	}
}

func TestACaseWithoutAPlanSaysWhatIsInTheWay(t *testing.T) {
	list := swept(t, drinks(t), []int{4}, SweepOptions{})
	if list[4].Result.Status != solver.Infeasible || len(list[4].InWay) == 0 {
		t.Errorf("three times the demand: %s, in the way %v", list[4].Result.Status, list[4].InWay)
	}
}

func TestAnInterruptEndsASweepWithoutFalseOutcomes(t *testing.T) {
	scenarios := drinks(t)
	w, err := NewSweep(engine, scenarios[0], SweepOptions{Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	err = w.Each(ctx, len(scenarios), func(k int, solve Solver) error {
		if k == 5 {
			cancel()
		}
		out, err := solve(scenarios[k])
		if err == nil && out.Result.Status == solver.Stopped {
			t.Errorf("case %d: an interrupted solve is told as an outcome", k)
		}
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

func TestNoiseOnCostsIsToldFromPricesThatMove(t *testing.T) {
	large, small := scenario(t, "home_care"), scenario(t, "beverage")
	random := rand.New(rand.NewPCG(7, 8))
	for name, c := range map[string]struct {
		s    *model.Scenario
		cost func(j int, cost float64) float64
		want bool
	}{
		"every cost by itself":           {large, func(_ int, cost float64) float64 { return cost * (0.9 + 0.2*random.Float64()) }, true},
		"nothing":                        {large, func(_ int, cost float64) float64 { return cost }, false},
		"all costs together":             {large, func(_ int, cost float64) float64 { return 1.1 * cost }, false},
		"half of them up, half down":     {large, func(j int, cost float64) float64 { return cost * (0.9 + 0.2*float64(j%2)) }, false},
		"an amount on top of every cost": {large, func(_ int, cost float64) float64 { return cost + 0.37 }, false},
		"a few costs by themselves":      {large, func(j int, cost float64) float64 { return cost * (1 + float64(j%20/19)*(random.Float64()-0.5)) }, false},
		"every cost, of a small problem": {small, func(_ int, cost float64) float64 { return cost * (0.9 + 0.2*random.Float64()) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := solver.Formulate(c.s)
			if err != nil {
				t.Fatal(err)
			}
			p := f.Problem.Clone()
			for j := range p.Cost {
				p.Cost[j] = c.cost(j, p.Cost[j])
			}
			if got := isNoise(f.Problem, p); got != c.want {
				t.Errorf("noise: %t, want %t", got, c.want)
			}
		})
	}
}
