package analysis

import (
	"context"
	"math"
	"path/filepath"
	"testing"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// versionTolerance is how exactly a plan from the basis of the base must agree
// with one from nothing, as a share of the objective.
const versionTolerance = 1e-7

// TestEveryVersionIsWhatItIsByItself plans versions from the basis of the base
// and from nothing: the same objectives, and plans that pass their audit.
func TestEveryVersionIsWhatItIsByItself(t *testing.T) {
	ctx := context.Background()
	for name, changes := range map[string][]string{
		"beverage":                     {"demand.*.quantity=*1", "demand.*.quantity=*1.03", "families.*.price=*1.2", "calendar.periods=6", "suppliers.agro.sells.syrup.capacity=*0.5", "demand.*.quantity=*100"},
		"published/red_tomato":         {"demand.tools.quantity=*0.9", "inventory.tools.opening=0", "demand.tools.backlog=remove"},
		"published/red_tomato_integer": {"demand.tools.quantity=*0.9", "calendar.periods=3"},
		"published/sailco":             {"demand.*.quantity=*1.1"},
	} {
		t.Run(name, func(t *testing.T) {
			loaded, err := intake.LoadFile(filepath.Join("..", "scenarios", filepath.FromSlash(name)+".yaml"))
			if err != nil {
				t.Fatal(err)
			}
			var scenarios []*model.Scenario
			for _, change := range changes {
				if with := loaded.With(change); !with.Diagnostics.HasErrors() {
					scenarios = append(scenarios, with.Scenario)
				}
			}
			if len(scenarios) == 0 {
				t.Fatal("no change makes a valid scenario")
			}
			results, err := study(t, loaded.Scenario).Versions(ctx, scenarios, solver.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for k, r := range results {
				want, err := solver.Plan(ctx, engine, scenarios[k], solver.Options{})
				if err != nil {
					t.Fatal(err)
				}
				if r.Status != want.Status {
					t.Errorf("version %d is %s, by itself %s", k, r.Status, want.Status)
				}
				if !r.Status.HasPlan() {
					continue
				}
				tolerance := versionTolerance
				if len(want.Integer) > 0 {
					tolerance = 2 * solver.DefaultGap
				}
				if math.Abs(r.Value-want.Value) > tolerance*max(1, math.Abs(want.Value)) {
					t.Errorf("version %d comes to %v, by itself to %v", k, r.Value, want.Value)
				}
				claim := &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties}
				if a := audit.Check(scenarios[k], r.Plan, claim); !a.Passed() {
					t.Errorf("the plan of version %d does not pass its audit: %v", k, a.Differences[0])
				}
			}
		})
	}
}

func TestVersionsOfABaseWithoutAPlanArePlanned(t *testing.T) {
	loaded, err := intake.LoadFile(filepath.Join("..", "scenarios", "published", "red_tomato.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	impossible := loaded.With("workforce.crew.headcount.max=1", "demand.tools.backlog=remove", "suppliers=remove")
	if impossible.Diagnostics.HasErrors() {
		t.Fatal(impossible.Diagnostics)
	}
	st, err := New(context.Background(), engine, impossible.Scenario, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	results, err := st.Versions(context.Background(), []*model.Scenario{impossible.Scenario, loaded.Scenario}, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if st.Result.Status != solver.Infeasible || results[0].Status != solver.Infeasible || results[1].Status != solver.Optimal {
		t.Errorf("base %s, itself again %s, the other %s", st.Result.Status, results[0].Status, results[1].Status)
	}
}
