package solver

import (
	"context"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/metamorph"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// decoration adds a random use of one feature to a small random plant, and
// says which of what it adds is money and which is a quantity. Every property
// of this package is then tested with the feature, too. The scenario that
// comes out must be valid; it need not be feasible.
type decoration struct {
	name  string
	apply func(t *rapid.T, s *model.Scenario)
	// money and limits list what apply adds; either may be nil. The limits are
	// those that grow with the company, not what one unit, head or run needs.
	money  func(s *model.Scenario) []*model.Series
	limits func(s *model.Scenario) []*model.Limit
	// unscaled says that a larger company is not the same problem: the feature
	// has quantities that are no limits, or fixed cost.
	unscaled bool
}

// decorations are registered by the tests of each feature, in an init function
// of their own file.
var decorations []decoration

// seldom is one in how many random plants has a feature.
const seldom = 4

// contradiction is the rule that random numbers may break: it makes conflicts.
const contradiction = "min-above-max"

// decorate adds features to the plant, and returns those that it added.
func decorate(t *rapid.T, s *model.Scenario) []decoration {
	var added []decoration
	for _, d := range decorations {
		if rapid.IntRange(0, seldom-1).Draw(t, d.name+"?") == 0 {
			d.apply(t, s)
			added = append(added, d)
		}
	}
	for _, m := range model.Validate(s) {
		if !m.Warning && m.Rule != contradiction {
			t.Fatalf("the random scenario is not valid: %+v", m)
		}
	}
	return added
}

// randomScenario draws a small plant, feasible or not, with some features.
func randomScenario(t *rapid.T) *model.Scenario {
	s := randomPlant(t)
	decorate(t, s)
	return s
}

func TestRandomPlansPassTheAudit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomScenario(t)
		r, err := Plan(context.Background(), engine, s, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !r.Status.HasPlan() {
			return
		}
		claim := &audit.Claim{Money: r.Money, Penalties: r.Penalties, Objective: r.Value}
		if found := audit.Check(s, r.Plan, claim); !found.Passed() {
			t.Fatalf("the plan does not pass the audit: %+v", found.Differences)
		}
	})
}

// TestPresolveChangesNoObjective tests the way that plans are found, which is
// with presolve, against the way without. Without it the engine (1.13.1) calls
// a worse plan proven best, or finds none, on about one integer problem in many
// thousands; that is no mistake of a plan, so only the other direction fails.
func TestPresolveChangesNoObjective(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, err := Formulate(randomScenario(t))
		if err != nil {
			t.Fatal(err)
		}
		outcome := func(off bool) *lp.Solution {
			o := (&Options{RelGap: exactGap}).engine()
			o.PresolveOff = off
			sol, err := engine.Solve(context.Background(), f.Problem, o)
			if err != nil {
				t.Fatal(err)
			}
			return sol
		}
		with, without := outcome(false), outcome(true)
		worse := with.Objective - without.Objective
		if f.Problem.Sense == lp.Maximise {
			worse = -worse
		}
		if !f.Problem.IsInteger() {
			worse = math.Abs(worse)
		}
		switch {
		case without.Primal != lp.Feasible && f.Problem.IsInteger():
		case (with.Primal == lp.Feasible) != (without.Primal == lp.Feasible):
			t.Fatalf("with presolve: %s; without: %s", with.Stop.Sentence(), without.Stop.Sentence())
		case with.Primal == lp.Feasible && with.Stop == lp.Optimal && without.Stop == lp.Optimal && worse > 0 && !same(with.Objective, without.Objective):
			t.Fatalf("objective %v with presolve and %v without", with.Objective, without.Objective)
		}
	})
}

// What follows compares a plant with another that is the same by arithmetic:
// a period cut in two, and a family that was two. Heads are left out, since a
// second half of a month is a second chance to hire.

func TestAPeriodInTwoHalvesIsTheSamePeriod(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := withoutHeads(randomPlant(t))
		at := rapid.IntRange(0, s.Calendar.Len()-1).Draw(t, "period in two")
		compare(t, best(t, s), best(t, changed(t)(metamorph.Split(s, at))))
	})
}

func TestAFamilyThatWasTwoIsTheSameFamily(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := withoutHeads(randomPlant(t))
		compare(t, best(t, s), best(t, changed(t)(metamorph.Twins(s, "tools"))))
	})
}

func compare(t *rapid.T, before, after *Result) {
	t.Helper()
	if before.Status != after.Status {
		t.Fatalf("%s before and %s after", before.Status, after.Status)
	}
	if before.Status.HasPlan() && !same(before.Value, after.Value) {
		t.Fatalf("objective %v before and %v after", before.Value, after.Value)
	}
}

func withoutHeads(s *model.Scenario) *model.Scenario {
	s.Workforce = nil
	s.Processes[0].Uses = []model.Part{{ID: "line", Quantity: number(1)}}
	return s
}

// changed is a scenario to which a change applies.
func changed(t *rapid.T) func(s *model.Scenario, against string) *model.Scenario {
	return func(s *model.Scenario, against string) *model.Scenario {
		if against != "" {
			t.Fatalf("the change is left out: %s", against)
		}
		return s
	}
}
