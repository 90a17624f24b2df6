package audit_test

import (
	"math"
	"testing"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// goalOf is a goal about a line, with a value.
func goalOf(line string, want model.GoalSense, value float64) model.Goal {
	return model.Goal{ID: "own", Of: model.Figure{Line: line}, Want: want, Target: model.Fixed(value), Rank: 1}
}

func TestGoalsAndBudgetsAreRecomputedFromThePlanAlone(t *testing.T) {
	_, _, claim := workshop()
	profit, cost := claim.Money.Profit(), claim.Money.Cost()
	said := func(path string, period int, value, held float64) func(*model.Scenario, *audit.Claim) {
		return func(_ *model.Scenario, c *audit.Claim) {
			c.Goals = []audit.GoalClaim{{Path: path, Period: period, Value: value, Held: held}}
		}
	}
	goal := func(g model.Goal) func(*model.Scenario, *audit.Claim) {
		return func(s *model.Scenario, _ *audit.Claim) { s.Goals = []model.Goal{g} }
	}
	hard := func(g model.Goal) model.Goal {
		g.Rank, g.Hard = 0, true
		return g
	}
	budget := func(value model.Series) func(*model.Scenario, *audit.Claim) {
		return func(s *model.Scenario, _ *audit.Claim) {
			g := hard(goalOf("revenue", model.AtLeast, 0))
			g.Target.Value = value
			s.Budget = []model.Goal{g}
		}
	}
	march := claim.Money.Amounts.At(int(model.Revenue), 2)
	nan := math.NaN()
	for name, c := range map[string]struct {
		change []func(*model.Scenario, *audit.Claim)
		check  string // that differs; empty: none
	}{
		"a hard goal that is reached":       {[]func(*model.Scenario, *audit.Claim){goal(hard(goalOf("profit", model.AtLeast, profit)))}, ""},
		"a hard goal that is missed by one": {[]func(*model.Scenario, *audit.Claim){goal(hard(goalOf("profit", model.AtLeast, profit+1)))}, "goal"},
		"a hard goal from above":            {[]func(*model.Scenario, *audit.Claim){goal(hard(goalOf("cost", model.AtMost, cost-1)))}, "goal"},
		"the claimed value":                 {[]func(*model.Scenario, *audit.Claim){goal(goalOf("cost", model.AtMost, 1)), said("goals.own", 2, cost, nan)}, ""},
		"a value that is claimed wrongly":   {[]func(*model.Scenario, *audit.Claim){goal(goalOf("cost", model.AtMost, 1)), said("goals.own", 2, cost-1, nan)}, "goal"},
		"a rank that is held":               {[]func(*model.Scenario, *audit.Claim){goal(goalOf("cost", model.AtMost, 1)), said("goals.own", 2, cost, cost)}, ""},
		"a rank that is not held":           {[]func(*model.Scenario, *audit.Claim){goal(goalOf("cost", model.AtMost, 1)), said("goals.own", 2, cost, cost-1)}, "goal"},
		"a hard budget of one month":        {[]func(*model.Scenario, *audit.Claim){budget(model.PerPeriod([]float64{nan, nan, march}))}, ""},
		"a hard budget that is missed":      {[]func(*model.Scenario, *audit.Claim){budget(model.PerPeriod([]float64{nan, nan, march + 1}))}, "budget"},
		"goals that together lack too much": {[]func(*model.Scenario, *audit.Claim){goal(goalOf("cost", model.AtMost, cost/2)), func(_ *model.Scenario, c *audit.Claim) {
			c.Ranks = []audit.RankClaim{{Number: 1, Held: 99, Least: nan}}
		}}, "rank"},
		"goals that together lack what is held": {[]func(*model.Scenario, *audit.Claim){goal(goalOf("cost", model.AtMost, cost/2)), func(_ *model.Scenario, c *audit.Claim) {
			c.Ranks = []audit.RankClaim{{Number: 1, Held: 100, Least: 100}}
		}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s, p, claim := workshop()
			for _, change := range c.change {
				change(s, claim)
			}
			found := audit.Check(s, p, claim)
			switch {
			case c.check == "" && !found.Passed():
				t.Errorf("expected no difference, got %+v", found.Differences)
			case c.check != "" && (len(found.Differences) != 1 || found.Differences[0].Check != c.check):
				t.Errorf("expected one difference of %s, got %+v", c.check, found.Differences)
			}
		})
	}
}

// TestGoalsAndBudgetsAreRecomputedFromThePlanAlone breaks these.
func init() {
	for _, check := range []string{"goal", "budget", "rank"} {
		featureFindings = append(featureFindings, placed{Check: check})
	}
}
