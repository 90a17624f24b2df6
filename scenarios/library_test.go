package scenarios_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/regress"
	"github.com/steelyard-sop/steelyard/report"
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

// subject is one scenario of the library. What is computed of it is computed
// once and shared by all tests, which must not change it.
type subject struct {
	path     string
	scenario *model.Scenario
	problem  *lp.Problem

	result  func() (*solver.Result, error)
	relaxed func() (*lp.Solution, error) // with fractions where whole numbers are asked for
}

var (
	library = map[string]*subject{}
	engine  *highs.Engine // shared by all tests
)

func TestMain(m *testing.M) {
	var err error
	if engine, err = highs.New(2); err != nil {
		panic(err)
	}
	code := m.Run()
	engine.Close()
	os.Exit(code)
}

// of returns the subject at path.
func of(t *testing.T, path string) *subject {
	t.Helper()
	if known := library[path]; known != nil {
		return known
	}
	sub := &subject{path: path, scenario: load(t, path)}
	sub.problem = formulate(t, sub.scenario)
	sub.result = sync.OnceValues(func() (*solver.Result, error) {
		return solver.Plan(context.Background(), engine, sub.scenario, solver.Options{})
	})
	sub.relaxed = sync.OnceValues(func() (*lp.Solution, error) {
		return engine.Solve(context.Background(), sub.problem, lp.Options{Relax: true})
	})
	library[path] = sub
	return sub
}

// feasible tells whether the scenario is meant to have a plan.
func (sub *subject) feasible() bool { return sub.scenario.Expect.Status != "infeasible" }

// large tells whether tests that solve it many times take samples only.
func (sub *subject) large() bool {
	const rows = 2000
	return sub.problem.NumRows() > rows
}

// plan is the best plan, which there must be.
func (sub *subject) plan(t *testing.T) *solver.Result {
	t.Helper()
	r, err := sub.result()
	if err != nil {
		t.Fatal(err)
	}
	if r.Status != solver.Optimal {
		t.Fatalf("status %s: %s; conflict %+v", r.Status, r.Stop, r.Conflict)
	}
	return r
}

// forAll runs a test for every scenario of the library.
func forAll(t *testing.T, test func(t *testing.T, sub *subject)) {
	for _, path := range files(t) {
		t.Run(path, func(t *testing.T) { test(t, of(t, path)) })
	}
}

// forEach runs a test for every scenario of the library that has a plan.
func forEach(t *testing.T, test func(t *testing.T, sub *subject)) {
	forAll(t, func(t *testing.T, sub *subject) {
		if sub.feasible() {
			test(t, sub)
		}
	})
}

// load reads a scenario, which must be free of mistakes and of warnings. Notes
// say what the scenario allows.
func load(t *testing.T, path string) *model.Scenario {
	t.Helper()
	loaded, err := intake.LoadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range loaded.Diagnostics {
		if d.Severity == intake.Note {
			continue // what any plan will show: some scenarios are about a shortage
		}
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

// formulate builds the problem of a scenario.
func formulate(t *testing.T, s *model.Scenario) *lp.Problem {
	t.Helper()
	f, err := solver.Formulate(s)
	if err != nil {
		t.Fatal(err)
	}
	return f.Problem
}

// attempt solves a problem, whatever comes out.
func attempt(t *testing.T, p *lp.Problem, o lp.Options) *lp.Solution {
	t.Helper()
	sol, err := engine.Solve(t.Context(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	return sol
}

// solve solves a problem, which must have a best solution.
func solve(t *testing.T, p *lp.Problem, o lp.Options) *lp.Solution {
	t.Helper()
	sol := attempt(t, p, o)
	if sol.Stop != lp.Optimal || sol.Primal != lp.Feasible {
		t.Fatalf("stopped: %s; primal %s", sol.Stop.Sentence(), sol.Primal)
	}
	return sol
}

// judged compares a plan with what the scenario expects, as steelyard check does.
func judged(t *testing.T, s *model.Scenario, r *solver.Result) {
	t.Helper()
	verdicts := regress.Judge(&s.Expect, report.NewFacts(report.Input{Scenario: s, Result: r}, nil), nil)
	for i := range verdicts {
		if v := report.NewCheckVerdict(&verdicts[i], report.Place{}); !v.Passed {
			t.Error(v.Sentence())
		}
	}
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
