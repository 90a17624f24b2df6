package bench_test

import (
	"bytes"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/bench"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
)

// small sizes, from the least to one of every kind several times.
var small = map[string]bench.Size{
	"the least":            {},
	"one of each":          {Families: 1, Materials: 1, Resources: 1, Suppliers: 1, Periods: 1},
	"more things than use": {Families: 2, Materials: 9, Resources: 9, Suppliers: 9, Periods: 3},
	"a quarter":            {Families: 8, Materials: 5, Resources: 5, Suppliers: 3, Periods: 13},
	"a year":               {Families: 6, Materials: 4, Resources: 2, Suppliers: 2, Periods: 52},
	"far too tight":        {Families: 6, Materials: 4, Resources: 3, Suppliers: 2, Periods: 26, Tightness: 2},
	"hardly used":          {Families: 6, Materials: 4, Resources: 3, Suppliers: 2, Periods: 26, Tightness: 0.3},
}

func TestGeneratedScenariosAreValidFeasibleAndAudited(t *testing.T) {
	engine := newEngine(t)
	for name, size := range small {
		for seed := range uint64(3) {
			t.Run(fmt.Sprintf("%s, seed %d", name, seed), func(t *testing.T) {
				s := bench.Generate(size, seed)
				if mistakes := model.Validate(s); len(mistakes) > 0 {
					t.Fatalf("the scenario has mistakes: %v", mistakes)
				}
				r := plan(t, engine, s)
				found := audit.Check(s, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties})
				if !found.Passed() {
					t.Errorf("the audit found %+v", found.Differences)
				}
			})
		}
	}
}

func TestTightnessMakesLimitsBind(t *testing.T) {
	engine := newEngine(t)
	overtime := func(tightness float64) float64 {
		s := bench.Generate(bench.Size{Families: 10, Materials: 5, Resources: 3, Suppliers: 2, Periods: 52, Tightness: tightness}, 1)
		return plan(t, engine, s).Money.Total(model.OvertimePay)
	}
	loose, normal, tight := overtime(0.4), overtime(0.9), overtime(1.2)
	if !(loose < normal && normal < tight) {
		t.Errorf("expected more overtime in tighter scenarios, got %g, %g and %g EUR", loose, normal, tight)
	}
}

func TestTheSameArgumentsGiveTheSameScenario(t *testing.T) {
	size := small["a quarter"]
	first := yamlOf(t, bench.Generate(size, 7))
	if diff := cmp.Diff(first, yamlOf(t, bench.Generate(size, 7))); diff != "" {
		t.Errorf("two scenarios of one seed differ:\n%s", diff)
	}
	if first == yamlOf(t, bench.Generate(size, 8)) {
		t.Error("another seed gives the same scenario")
	}
}

func TestRowsGivesAboutSoManyRows(t *testing.T) {
	for _, want := range []int{5000, 20000, 100000} {
		f, err := solver.Formulate(bench.Generate(bench.Rows(want), 1))
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Problem.NumRows(); math.Abs(float64(got-want)) > 0.1*float64(want) {
			t.Errorf("expected about %d rows, got %d", want, got)
		}
	}
}

func newEngine(t testing.TB) *highs.Engine {
	t.Helper()
	engine, err := highs.New(1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(engine.Close)
	return engine
}

// plan solves a scenario, which must have a best plan.
func plan(t testing.TB, engine solver.Engine, s *model.Scenario) *solver.Result {
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

func yamlOf(t testing.TB, s *model.Scenario) string {
	t.Helper()
	var out bytes.Buffer
	if err := bench.WriteYAML(&out, s); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// read is the scenario of a text, which must be free of mistakes.
func read(t testing.TB, src []byte) *model.Scenario {
	t.Helper()
	s, diagnostics := intake.Load("scenario.yaml", src)
	for _, d := range diagnostics {
		if d.Severity != intake.Error {
			continue // that a plan must lose sales is no mistake of the file
		}
		t.Fatalf("line %d: %s: %s [%s]", d.Pos.Line, d.Path, d.Message, d.Rule)
	}
	return s
}
