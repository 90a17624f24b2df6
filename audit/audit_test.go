package audit_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// nearMoney is how exactly recomputed money must meet money computed by hand.
const nearMoney = 1e-6

var approximately = cmpopts.EquateApprox(0, nearMoney)

func TestRedTomatoCostsWhatWasPublished(t *testing.T) {
	s, p := redTomato()
	r := audit.Check(s, p, nil)
	mustPass(t, r)
	if !cmp.Equal(r.Objective, 422275.0, approximately) {
		t.Errorf("objective is %v, published is 422275", r.Objective)
	}
	want := map[model.Account]float64{
		model.Revenue: 640000, model.Making: 155000, model.Wages: 248000, model.Layoffs: 185.0 / 12 * 500,
		model.Holding: 2 * (5950 + 4700 + 2850 + 350 + 1500) / 3.0, model.BacklogCost: 4000.0 / 3,
	}
	for _, account := range model.Accounts() {
		if got := r.Money.Total(account); !cmp.Equal(got, want[account], approximately) {
			t.Errorf("%s is %v, want %v", account.ID(), got, want[account])
		}
	}
}

func TestRedTomatoIsRefusedWithWholeWorkers(t *testing.T) {
	s, p := redTomato()
	s.Workforce[0].Integer = true
	want := []finding{{"heads", "workforce.crew.integer", 0}, {"heads", "workforce.crew.integer", 0}}
	for period := 1; period < 6; period++ {
		want = append(want, finding{"heads", "workforce.crew.integer", period})
	}
	if diff := cmp.Diff(want, findings(audit.Check(s, p, nil))); diff != "" {
		t.Errorf("heads and layoffs of the linear plan are no whole numbers (-want +got):\n%s", diff)
	}
}

func TestWorkshopIsWhatItClaims(t *testing.T) {
	s, p, claim := workshop()
	r := audit.Check(s, p, claim)
	mustPass(t, r)
	if diff := cmp.Diff(claim.Penalties, r.Penalties, approximately); diff != "" {
		t.Errorf("penalties (-claimed +recomputed):\n%s", diff)
	}
	for _, account := range model.Accounts() {
		row := int(account)
		if diff := cmp.Diff(claim.Money.Amounts.Row(row), r.Money.Amounts.Row(row), approximately); diff != "" {
			t.Errorf("%s (-by hand +recomputed):\n%s", account.ID(), diff)
		}
	}
	got := []float64{r.Money.Revenue(), r.Money.Cost(), r.Money.Profit(), r.Objective}
	want := []float64{workshopRevenue, workshopTotalCost, workshopProfit, workshopProfit - workshopPenalties}
	if diff := cmp.Diff(want, got, approximately); diff != "" {
		t.Errorf("revenue, cost, profit, objective (-by hand +recomputed):\n%s", diff)
	}
}

func TestPenaltiesAddToCost(t *testing.T) {
	s, p, _ := workshop()
	s.Objective = model.MinimiseCost
	want := float64(workshopTotalCost + workshopPenalties)
	if r := audit.Check(s, p, nil); !cmp.Equal(r.Objective, want, approximately) {
		t.Errorf("objective is %v, want cost + penalties = %v", r.Objective, want)
	}
}

func TestSentencesSayWhatIsAndWhatShouldBe(t *testing.T) {
	tests := map[string]struct {
		change func(*model.Scenario, *model.Plan, *audit.Claim)
		want   string
	}{
		"stock that does not add up": {
			func(_ *model.Scenario, p *model.Plan, _ *audit.Claim) { p.Stock.Set(chairs, 2, 20) },
			"stock of chairs at the end of 2026-03 is 20 each, but opening + made + bought + arrived - consumed - sold - shipped gives 19",
		},
		"an item that is not kept": {
			func(_ *model.Scenario, p *model.Plan, _ *audit.Claim) { p.Served.Set(office, 0, 19) },
			"desks is not kept, but made + bought + arrived - consumed - sold - shipped in 2026-01 gives 1 each",
		},
		"a limit": {
			func(s *model.Scenario, _ *model.Plan, _ *audit.Claim) { s.Inventory[chairs].Min = limit(5, 12, 5) },
			"stock of chairs at the end of 2026-02 is 9 each, but the minimum is 12 each",
		},
		"a limit of the closing": {
			func(s *model.Scenario, _ *model.Plan, _ *audit.Claim) {
				s.Inventory[chairs].Closing.Min = model.Fixed(25)
			},
			"stock of chairs at the end of 2026-03 is 19 each, but the least that must be left is 25 each",
		},
		"a band of overtime": {
			func(s *model.Scenario, _ *model.Plan, _ *audit.Claim) {
				s.Resources[saw].Overtime.Bands[0].Max = model.Fixed(9)
			},
			"overtime of saw evening in 2026-02 is 10 h, but the maximum is 9 h",
		},
		"a demand": {
			func(s *model.Scenario, _ *model.Plan, _ *audit.Claim) { s.Demand[shop].Quantity = limit(101, 150, 120) },
			"demand shop asks for 101 each in 2026-01, but served + lost + owed at the end - owed before gives 100",
		},
		"a line of money": {
			func(_ *model.Scenario, _ *model.Plan, c *audit.Claim) { c.Money.Add(model.Holding, 1, 2) },
			"holding stock in 2026-02 is claimed as 130 EUR, but the plan gives 128",
		},
		"a violation": {
			func(_ *model.Scenario, _ *model.Plan, c *audit.Claim) { c.Penalties[2].Amount = 6 },
			"max_stock[wood,2026-03] is claimed to be broken by 6 m, but the plan breaks it by 5",
		},
		"a negative quantity": {
			func(_ *model.Scenario, p *model.Plan, _ *audit.Claim) {
				p.Hired.Set(crew, 1, -2)
				p.LaidOff.Set(crew, 1, -2)
			},
			`"hired" of crew in 2026-02 is -2 heads, but cannot be negative`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s, p, claim := workshop()
			test.change(s, p, claim)
			r := audit.Check(s, p, claim)
			if len(r.Differences) == 0 || r.Differences[0].What != test.want {
				t.Errorf("want first %q, got %+v", test.want, r.Differences)
			}
		})
	}
}

func TestEveryLimitIsCounted(t *testing.T) {
	s, p := redTomato()
	before := audit.Check(s, p, nil).Checks
	s.Inventory[0].Max = model.Fixed(5000)
	s.Inventory[0].Closing.Max = model.Fixed(5000)
	if got, want := audit.Check(s, p, nil).Checks-before, 6+1; got != want {
		t.Errorf("a maximum in six periods and one for the closing are %d more tests, want %d", got, want)
	}
}

func TestWorstResidualNamesTheNearestToFailing(t *testing.T) {
	s, p, claim := workshop()
	if r := audit.Check(s, p, claim); r.WorstResidual.Relative > 1e-15 {
		t.Errorf("the plan is exact, but the worst residual is %+v", r.WorstResidual)
	}
	// The error is felt twice: 10 + 110 + 45 - 156 = 9, with terms of 330, and
	// in the next period 9 + 120 + 20 - 130 = 19, with terms of 298.
	p.Stock.Add(chairs, 1, 0.5*audit.Tolerance*(1+298))
	r := audit.Check(s, p, nil)
	mustPass(t, r)
	want := audit.Residual{Relative: 0.5 * audit.Tolerance, Check: "balance", Key: "chairs", Period: 2}
	if diff := cmp.Diff(want, r.WorstResidual, cmpopts.EquateApprox(1e-6, 0)); diff != "" {
		t.Errorf("worst residual (-want +got):\n%s", diff)
	}
}

func TestDifferencesAreBoundedAndOrdered(t *testing.T) {
	s, _ := redTomato()
	s.Calendar = calendar(120)
	s.Demand[0].Quantity = model.Fixed(100)
	s.Inventory[0].Min = model.Fixed(1)
	r := audit.Check(s, model.NewPlan(s), nil)
	// Nothing is served in 120 periods and nothing is kept; besides, the
	// opening stock vanishes, as do the heads, and nothing is left at the end.
	if got, want := len(r.Differences)+r.Omitted, 120+120+3; got != want {
		t.Errorf("%d differences in all, want %d", got, want)
	}
	if got, want := r.Omitted, 2*(120-audit.MaxPerCheck); got != want {
		t.Errorf("%d differences omitted, want %d", got, want)
	}
	var checks []string
	last := -1
	for _, d := range r.Differences {
		if len(checks) == 0 || checks[len(checks)-1] != d.Check {
			checks, last = append(checks, d.Check), -1
		}
		if d.Period <= last {
			t.Errorf("period %d of %s comes after period %d", d.Period, d.Check, last)
		}
		last = d.Period
	}
	if diff := cmp.Diff("balance demand heads min_stock closing_stock", strings.Join(checks, " ")); diff != "" {
		t.Errorf("checks follow the formulation (-want +got):\n%s", diff)
	}
}

func TestSmallDifferencesFromTheClaimAreForgiven(t *testing.T) {
	t.Run("a violation within the tolerance of its limit", func(t *testing.T) {
		s, p, claim := workshop()
		s.Demand[office].Quantity.Penalty = model.Constant(1e6) // one millionth of a unit is worth 1
		claim.Penalties[0].Rate = 1e6
		claim.Penalties[0].Amount += 1e-5
		claim.Objective = workshopProfit - 65 - claim.Penalties[0].Amount*1e6
		mustPass(t, audit.Check(s, p, claim))
	})
	t.Run("a claimed trifle on a limit that holds", func(t *testing.T) {
		s, p, claim := workshop()
		claim.Penalties = append(claim.Penalties, model.Violation{
			Limit: "capacity[press,2026-03]", Period: 2, Amount: 1e-6, Rate: 50,
		})
		claim.Objective -= 50e-6
		mustPass(t, audit.Check(s, p, claim))
	})
	t.Run("but not an objective that leaves the violation out", func(t *testing.T) {
		s, p, claim := workshop()
		claim.Objective += 800
		want := []finding{{audit.CheckObjective, "objective", -1}}
		if diff := cmp.Diff(want, findings(audit.Check(s, p, claim))); diff != "" {
			t.Errorf("findings (-want +got):\n%s", diff)
		}
	})
}

func TestWholeNumbersOfLargeCrewsMustBeWhole(t *testing.T) {
	s, p, _ := workshop()
	s.Workforce[temps].Integer = true
	s.Workforce[temps].Headcount.Opening = 1e6 + 0.5
	fill(p.Heads, temps, 1e6+0.5, 1e6+0.5, 1e6+0.5)
	if r := audit.Check(s, p, nil); len(r.Differences) != 3 {
		t.Errorf("half a head in a million goes unseen: %+v", r.Differences)
	}
}

func TestReportOfNothingHasNotPassed(t *testing.T) {
	if new(audit.Report).Passed() {
		t.Error("a report without tests must not pass")
	}
	if math.IsNaN(audit.Check(nil, nil, nil).Objective) {
		t.Error("the objective of nothing is a number")
	}
}
