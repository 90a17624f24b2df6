package steelyard_test

import (
	"context"
	"testing"

	"github.com/steelyard-sop/steelyard"
	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// versions of Red Tomato: as it is, one that cannot be planned, one without a plan, and one with more demand.
func redTomatoes(t *testing.T) (base, broken, hopeless, more *model.Scenario) {
	t.Helper()
	read := func(changes ...string) *model.Scenario {
		s, err := steelyard.Read("scenarios/published/red_tomato.yaml", changes...)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	broken = read()
	broken.Calendar.Periods = nil
	return read(), broken, read("workforce.crew.regular=0 h", "workforce.crew.overtime=remove", "suppliers=remove"), read("demand.tools.quantity=*1.10")
}

func TestOneBadScenarioDoesNotStopTheOthers(t *testing.T) {
	engine, err := steelyard.New(2)
	if err != nil {
		t.Skip(err)
	}
	defer engine.Close()
	ctx := context.Background()
	base, broken, hopeless, more := redTomatoes(t)

	t.Run("in a comparison", func(t *testing.T) {
		document, err := engine.Compare(ctx, steelyard.Version{Name: "base", Scenario: base}, []steelyard.Version{
			{Name: "broken", Scenario: broken}, {Name: "hopeless", Scenario: hopeless}, {Name: "more", Scenario: more},
		}, 1e-6, solver.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for k, want := range []string{"optimal", "invalid", "infeasible", "optimal"} {
			if got := document.Versions[k].Status; got != want {
				t.Errorf("version %s is %s, want %s", document.Versions[k].Name, got, want)
			}
		}
	})
	t.Run("in a sweep", func(t *testing.T) {
		cases, err := engine.Sweep(ctx, base, []*model.Scenario{broken, hopeless, more}, analysis.SweepOptions{Workers: 2})
		if err != nil {
			t.Fatal(err)
		}
		if cases[0].Err == nil {
			t.Error("a case that is not valid has no error")
		}
		if cases[1].Err != nil || cases[1].Result.Status != solver.Infeasible || len(cases[1].InWay) == 0 {
			t.Errorf("a case without a plan: %+v", cases[1])
		}
		if cases[2].Err != nil || cases[2].Result.Status != solver.Optimal || !cases[2].Audit.Passed() {
			t.Errorf("a case with a plan: %+v", cases[2])
		}
	})
}
