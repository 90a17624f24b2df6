package analysis

import (
	"context"
	"encoding/json"
	"io/fs"
	"math"
	"math/big"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// published lists the scenarios of the published library.
func published(t *testing.T) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(filepath.Join("..", "scenarios", "published"), func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && filepath.Ext(path) == ".yaml" {
			found = append(found, path)
		}
		return err
	})
	if err != nil || len(found) < 25 {
		t.Fatalf("%d scenarios: %v", len(found), err)
	}
	return found
}

func certify(t *testing.T, s *model.Scenario) (*Study, *Certificate) {
	t.Helper()
	st, err := New(context.Background(), engine, s, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := st.Certify(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return st, c
}

// TestEveryPublishedPlanHasAnExactProof certifies the whole library, and spoils
// digits of each certificate.
func TestEveryPublishedPlanHasAnExactProof(t *testing.T) {
	for _, path := range published(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			loaded, err := intake.LoadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if loaded.Scenario == nil || loaded.Scenario.Expect.Status == "unbounded" {
				t.Skip("there is nothing to prove")
			}
			st, err := New(context.Background(), engine, loaded.Scenario, solver.Options{})
			if err != nil {
				t.Fatal(err)
			}
			c, err := st.Certify(context.Background())
			if err != nil && st.Result.Status == solver.Infeasible && hasPlanWithFractions(t, st) {
				t.Skip("only whole numbers stand in the way of a plan, of which multipliers prove nothing")
			}
			if err != nil {
				t.Fatal(err)
			}
			if want := gradeOf(t, st, c); c.Grade != want {
				t.Errorf("grade %q, expected %q", c.Grade, want)
			}
			const digits = 6
			spoil(t, st, c, digits)
		})
	}
}

func hasPlanWithFractions(t *testing.T, st *Study) bool {
	t.Helper()
	p := st.Formulation.Problem.Clone()
	p.ColKind = nil
	sol, err := engine.Solve(context.Background(), p, lp.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return sol.Primal == lp.Feasible
}

// gradeOf is the grade that a certificate should have, from what it says.
func gradeOf(t *testing.T, st *Study, c *Certificate) Grade {
	t.Helper()
	if st.Result.Status == solver.Infeasible {
		return ProvenImpossible
	}
	objective, bound := fraction(t, c.Objective), fraction(t, c.Bound)
	better := bound.Cmp(objective) // of a cost: the bound lies below
	if st.Result.Sense == model.MaximiseProfit {
		better = -better
	}
	switch {
	case better > 0:
		t.Errorf("the plan has the objective %s, beyond its bound %s", c.Objective, c.Bound)
	case better < 0 && st.Formulation.Problem.IsInteger():
		return ProvenWithin
	}
	return ProvenBest
}

func fraction(t *testing.T, text string) *big.Rat {
	t.Helper()
	x, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("expected a fraction, got %q", text)
	}
	return x
}

// spoil changes one digit of a certificate after another, at most so many spread
// over all of it, and tests that none proves anything. It returns how many.
func spoil(t *testing.T, st *Study, c *Certificate, most int) int {
	t.Helper()
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var places []int
	for i, b := range text {
		if b >= '0' && b <= '9' {
			places = append(places, i)
		}
	}
	changed := 0
	for k := 0; k < len(places); k += max(1, len(places)/most) {
		i := places[k]
		spoiled := slices.Clone(text)
		spoiled[i] = '0' + (text[i]-'0'+1)%10
		var other Certificate
		if json.Unmarshal(spoiled, &other) != nil {
			continue
		}
		changed++
		if other.Check(st.Formulation.Problem) == nil {
			t.Errorf("with another digit at %d the certificate still proves: ...%s...", i, spoiled[max(0, i-30):min(len(spoiled), i+10)])
		}
	}
	return changed
}

func TestACertificateWithOneDigitChangedProvesNothing(t *testing.T) {
	st, c := certify(t, scenario(t, "published/red_tomato"))
	if changed := spoil(t, st, c, math.MaxInt); changed < 100 {
		t.Errorf("%d digits were changed only", changed)
	}
}

// TestAProofThatThereIsNoPlanIsSpoiledByOneDigit does the same for multipliers.
func TestAProofThatThereIsNoPlanIsSpoiledByOneDigit(t *testing.T) {
	s := scenario(t, "published/red_tomato")
	s.Workforce[0].Overtime.Max = model.Fixed(0)
	s.Workforce[0].Hire.Allowed, s.Workforce[0].Layoff.Allowed = false, false
	s.Demand[0].Backlog = model.Backlog{}
	s.Suppliers = nil
	for i := range s.Demand {
		s.Demand[i].Quantity = model.Fixed(8000)
	}
	st, c := certify(t, s)
	if c.Grade != ProvenImpossible {
		t.Fatalf("grade %q", c.Grade)
	}
	if changed := spoil(t, st, c, math.MaxInt); changed < 50 {
		t.Errorf("%d digits were changed only", changed)
	}
}

func TestACertificateOfAnotherScenarioIsRefused(t *testing.T) {
	_, c := certify(t, scenario(t, "published/red_tomato"))
	other := study(t, scenario(t, "published/red_tomato_fluctuation"))
	if err := c.Check(other.Formulation.Problem); err == nil || !strings.Contains(err.Error(), "another problem") {
		t.Errorf("error %v", err)
	}
}
