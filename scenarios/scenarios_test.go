package scenarios_test

import (
	"math"
	"testing"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// publishedTolerance is what a published optimum must be met to, relatively.
const publishedTolerance = 1e-6

func TestEveryScenarioHasItsExpectedResultAndPassesTheAudit(t *testing.T) {
	engine := newEngine(t)
	forEach(t, func(t *testing.T, _ string, s *model.Scenario) {
		r := plan(t, engine, s)
		audited(t, s, r)
		if e := s.Expect.Objective; e.Set && !near(r.Value, e.Value, e.Tolerance) {
			t.Errorf("objective %.9g, expected %.9g within %g", r.Value, e.Value, e.Tolerance)
		}
		if !near(r.Value, r.Money.Objective(s.Objective), 1e-9) && len(r.Penalties) == 0 {
			t.Errorf("objective %.9g, but real money %.9g and no penalties", r.Value, r.Money.Objective(s.Objective))
		}
	})
}

func TestEveryPublishedScenarioNamesItsSourceAndItsResult(t *testing.T) {
	forEach(t, func(t *testing.T, path string, s *model.Scenario) {
		e := s.Expect.Objective
		switch {
		case !e.Set:
			t.Error("there is no expect: objective:")
		case s.Source == "":
			t.Error("there is no source:")
		case isPublished(path) && e.Source == "":
			t.Error("the expected objective has no source:")
		case isPublished(path) && (e.Tolerance <= 0 || e.Tolerance > publishedTolerance):
			t.Errorf("expected a tolerance of at most %g, got %g", publishedTolerance, e.Tolerance)
		}
	})
}

// integerGap is the relative gap to which integer problems are solved here.
const integerGap = 1e-9

func TestPresolveDoesNotChangeTheObjective(t *testing.T) {
	engine := newEngine(t)
	forEach(t, func(t *testing.T, _ string, s *model.Scenario) {
		p := formulate(t, s)
		with := solve(t, engine, p, lp.Options{RelGap: integerGap})
		without := solve(t, engine, p, lp.Options{RelGap: integerGap, PresolveOff: true})
		if !near(with.Objective, without.Objective, 1e-8) {
			t.Errorf("objective %.10g with presolve and %.10g without", with.Objective, without.Objective)
		}
	})
}

func TestWholeHeadsAreWholeAndNeverBeatFractions(t *testing.T) {
	engine := newEngine(t)
	integer := 0
	forEach(t, func(t *testing.T, _ string, s *model.Scenario) {
		p := formulate(t, s)
		if !p.IsInteger() {
			return
		}
		integer++
		r := plan(t, engine, s)
		for i := range s.Workforce {
			for k, heads := range r.Plan.Heads.Row(i) {
				if s.Workforce[i].Integer && math.Abs(heads-math.Round(heads)) > 1e-9 {
					t.Errorf("%s has %v heads in period %d", s.Workforce[i].ID, heads, k)
				}
			}
		}
		fractions, whole := solve(t, engine, p, lp.Options{Relax: true}).Objective, r.Value
		if p.Sense == lp.Minimise && whole < fractions || p.Sense == lp.Maximise && whole > fractions {
			t.Errorf("objective %v with whole heads, which is better than %v with fractions", whole, fractions)
		}
	})
	const published = 3
	if integer < published {
		t.Errorf("%d scenarios with whole heads, expected %d", integer, published)
	}
}

// near tells whether two numbers are the same within a relative tolerance.
func near(a, b, tolerance float64) bool {
	return math.Abs(a-b) <= tolerance*max(1, math.Abs(a), math.Abs(b))
}
