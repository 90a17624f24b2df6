package scenarios_test

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// files lists the library, in the order of the paths.
func files(t *testing.T) []string {
	t.Helper()
	var paths []string
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".yaml") {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	const published = 16
	if len(paths) < published+1 {
		t.Fatalf("found %d scenarios only: %v", len(paths), paths)
	}
	return paths
}

// isPublished tells whether the answer of a file is printed somewhere.
func isPublished(path string) bool { return strings.HasPrefix(filepath.ToSlash(path), "published/") }

// forEach runs a test for every scenario of the library.
func forEach(t *testing.T, test func(t *testing.T, path string, s *model.Scenario)) {
	for _, path := range files(t) {
		t.Run(path, func(t *testing.T) { test(t, path, load(t, path)) })
	}
}

// load reads a scenario, which must be free of mistakes and of warnings.
func load(t *testing.T, path string) *model.Scenario {
	t.Helper()
	loaded, err := intake.LoadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range loaded.Diagnostics {
		t.Errorf("%s: %s [%s]", d.Path, d.Message, d.Rule)
	}
	if t.Failed() {
		t.FailNow()
	}
	return loaded.Scenario
}

// newEngine starts an engine that ends with the test.
func newEngine(t *testing.T) *highs.Engine {
	t.Helper()
	engine, err := highs.New(1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(engine.Close)
	return engine
}

// plan solves a scenario, which must have a best plan.
func plan(t *testing.T, engine solver.Engine, s *model.Scenario) *solver.Result {
	t.Helper()
	r, err := solver.Plan(t.Context(), engine, s, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Status != solver.Optimal {
		t.Fatalf("status %s: %s; conflict %+v", r.Status, r.Stop, r.Conflict)
	}
	return r
}

// formulate builds the problem of a scenario.
func formulate(t *testing.T, s *model.Scenario) *lp.Problem {
	t.Helper()
	f, err := solver.Formulate(s)
	if err != nil {
		t.Fatal(err)
	}
	return f.Problem
}

// solve solves a problem, which must have a best solution.
func solve(t *testing.T, engine solver.Engine, p *lp.Problem, o lp.Options) *lp.Solution {
	t.Helper()
	sol, err := engine.Solve(t.Context(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	if sol.Stop != lp.Optimal || sol.Primal != lp.Feasible {
		t.Fatalf("stopped: %s; primal %s", sol.Stop.Sentence(), sol.Primal)
	}
	return sol
}

// audited checks a plan against its scenario and its own claims.
func audited(t *testing.T, s *model.Scenario, r *solver.Result) {
	t.Helper()
	found := audit.Check(s, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties})
	if found.Passed() {
		return
	}
	t.Errorf("the audit of %d checks failed", found.Checks)
	for _, d := range found.Differences {
		t.Errorf("%s %s period %d: %s: expected %v, got %v", d.Check, d.Key, d.Period, d.What, d.Expected, d.Actual)
	}
}
