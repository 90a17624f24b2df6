package scenarios_test

import (
	"math"
	"testing"

	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// publishedTolerance is what a published optimum must be met to, relatively.
const publishedTolerance = 1e-6

func TestEveryScenarioHasItsExpectedResultAndPassesTheAudit(t *testing.T) {
	forEach(t, func(t *testing.T, sub *subject) {
		s, r := sub.scenario, sub.plan(t)
		audited(t, s, r)
		judged(t, s, r)
		if !near(r.Value, s.ObjectiveOf(r.Money), 1e-9) && len(r.Penalties) == 0 {
			t.Errorf("objective %.9g, but real money %.9g and no penalties", r.Value, s.ObjectiveOf(r.Money))
		}
	})
}

func TestScenariosWithoutAPlanSayWhichLimitsConflict(t *testing.T) {
	forAll(t, func(t *testing.T, sub *subject) {
		if sub.feasible() {
			return
		}
		r, err := sub.result()
		if err != nil {
			t.Fatal(err)
		}
		if r.Status != solver.Infeasible || len(r.Conflict) == 0 {
			t.Errorf("status %s with %d limits in conflict, expected infeasible with some", r.Status, len(r.Conflict))
		}
	})
}

func TestEveryPublishedScenarioNamesItsSourceAndItsResult(t *testing.T) {
	forAll(t, func(t *testing.T, sub *subject) {
		e, published := sub.scenario.Expect.Objective, isPublished(sub.path)
		switch {
		case sub.scenario.Source == "":
			t.Error("there is no source:")
		case !sub.feasible():
		case !e.Set:
			t.Error("there is no expect: objective:")
		case published && e.Source == "":
			t.Error("the expected objective has no source:")
		case published && (e.Tolerance <= 0 || e.Tolerance > publishedTolerance):
			t.Errorf("expected a tolerance of at most %g, got %g", publishedTolerance, e.Tolerance)
		}
	})
}

// integerGap is the relative gap to which integer problems are solved here.
const integerGap = 1e-9

// TestPresolveDoesNotChangeTheObjective also covers the scenarios without a
// plan: presolve must not find one, nor hide one.
func TestPresolveDoesNotChangeTheObjective(t *testing.T) {
	forAll(t, func(t *testing.T, sub *subject) {
		with := attempt(t, sub.problem, lp.Options{RelGap: integerGap})
		without := attempt(t, sub.problem, lp.Options{RelGap: integerGap, PresolveOff: true})
		if with.Primal != without.Primal {
			t.Fatalf("with presolve: %s; without: %s", with.Stop.Sentence(), without.Stop.Sentence())
		}
		if sub.feasible() && !near(with.Objective, without.Objective, 1e-8) {
			t.Errorf("objective %.10g with presolve and %.10g without", with.Objective, without.Objective)
		}
	})
}

func TestWholeHeadsAreWholeAndNeverBeatFractions(t *testing.T) {
	integer := 0
	forEach(t, func(t *testing.T, sub *subject) {
		s, p := sub.scenario, sub.problem
		if !p.IsInteger() {
			return
		}
		integer++
		r := sub.plan(t)
		for i := range s.Workforce {
			if !s.WholeHeads(i) {
				continue // a share of them leaves
			}
			for k, heads := range r.Plan.Heads.Row(i) {
				if math.Abs(heads-math.Round(heads)) > 1e-9 {
					t.Errorf("%s has %v heads in period %d", s.Workforce[i].ID, heads, k)
				}
			}
		}
		fractions, whole := relaxed(t, sub).Objective, r.Value
		slack := solver.DefaultGap * math.Abs(fractions)
		if p.Sense == lp.Minimise && whole < fractions-slack || p.Sense == lp.Maximise && whole > fractions+slack {
			t.Errorf("objective %v with whole numbers, which is better than %v with fractions", whole, fractions)
		}
	})
	const published = 3
	if integer < published {
		t.Errorf("%d scenarios with whole numbers, expected %d", integer, published)
	}
}

// near tells whether two numbers are the same within a relative tolerance.
func near(a, b, tolerance float64) bool {
	return math.Abs(a-b) <= tolerance*max(1, math.Abs(a), math.Abs(b))
}
