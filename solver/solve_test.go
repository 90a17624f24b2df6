package solver

import (
	"context"
	"flag"
	"math"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/highs"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// engine is shared by all tests of the package; it is safe for use by several at once.
var engine *highs.Engine

func TestMain(m *testing.M) {
	// The same random scenarios in every run, so that a run is a function of the
	// code; -rapid.seed=N, or RANDOM=1, draws others.
	if os.Getenv("RANDOM") == "" {
		if err := flag.Set("rapid.seed", "20261122"); err != nil {
			panic(err)
		}
	}
	var err error
	if engine, err = highs.New(2); err != nil {
		panic(err)
	}
	code := m.Run()
	engine.Close()
	os.Exit(code)
}

func solve(t testing.TB, s *model.Scenario) *Result {
	t.Helper()
	r, err := Plan(context.Background(), engine, s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// near compares money and quantities of the size of these tests.
func near(a, b float64) bool { return math.Abs(a-b) <= 1e-6*max(1, math.Abs(a), math.Abs(b)) }

func TestPlansThatCanBeReckonedByHand(t *testing.T) {
	with := func(name string, change func(*model.Scenario)) *model.Scenario {
		s := goldens[name]()
		if change != nil {
			change(s)
		}
		return s
	}
	cases := map[string]struct {
		scenario *model.Scenario
		value    float64 // objective with penalties
		money    map[model.Account]float64
		penalty  float64
	}{
		// 200 kg less 40 on hand at 3; 250 kg bought early at 3 and held for 0.1.
		"material is bought a month early when holding costs less than the rise": {
			scenario: with("balance", nil), value: 2000 + 160*3 + 250*3 + 250*0.1,
			money: map[model.Account]float64{model.Making: 2000, model.Purchases: 1230, model.Holding: 25},
		},
		"the dear supplier sells what the cheap one cannot": {
			scenario: with("supply", nil), value: 60*20 + 40*30 + 70*20 + 30*30,
			money: map[model.Account]float64{model.Purchases: 4700},
		},
		// 900 tools take 225 h in January: 200 regular, 20 in the evening, 5 on Sunday; no limit in February.
		"overtime is worked in the cheap band first": {
			scenario: with("capacity", func(s *model.Scenario) { s.Demand[0].Quantity = limits(900) }),
			value:    18000 + 20*12 + 5*25,
			money:    map[model.Account]float64{model.OvertimePay: 365},
		},
		"a priced capacity is broken and its penalty is no real money": {
			scenario: with("capacity", func(s *model.Scenario) { s.Resources[2].Capacity.Value = number(0.4) }),
			value:    2000 + 2*0.6*500, money: map[model.Account]float64{model.Making: 2000}, penalty: 600,
		},
		// 100 tools need 400 h: 3 of 80 heads would do, but 60 must stay. Nobody is needed in February
		// either, and each month costs 640 a head.
		"heads are laid off at once when wages cost more": {
			scenario: with("workforce", nil), value: 2000 + 20*500 + 2*60*640,
			money: map[model.Account]float64{model.Layoffs: 10000, model.Wages: 76800},
		},
		// Of 300 asked, 250 are in the store and 20 arrive: 30 must come. 15 are made in January from the 30 kg
		// on hand and go by rail in February, for 2 each. For the other 15 steel ordered in January at 3 is there
		// in February; they go by truck in March, for 4 each. Dear steel and rail would cost 2 more a tool.
		"goods are started early enough to arrive in time": {
			scenario: with("lane", nil), value: 30*10 + 15*2*3 + 15*2 + 15*4 + 150 + 70,
			money: map[model.Account]float64{
				model.Making: 300, model.Purchases: 90, model.Moving: 90, model.Holding: 220,
			},
		},
		"a process makes its least output for stock nobody asked for": {
			scenario: with("process", func(s *model.Scenario) {
				s.Processes[0].Output.Min = limits(130)
				s.Inventory = []model.Stock{{ID: "tools", Item: "tools", HoldingCost: number(1)}}
			}),
			value: 2600 + 30 + 60, money: map[model.Account]float64{model.Holding: 90},
		},
		// Opening 1000, demand 100 a month, at most 500 left in February; each unit scrapped nowhere, so
		// infeasible unless the maximum is priced; here it is priced at 7.
		"a priced maximum of stock is broken when stock cannot leave": {
			scenario: with("inventory", func(s *model.Scenario) {
				s.Inventory[1].Closing = model.Closing{}
				s.Inventory[2].Max = priced(limits(500), 7)
			}),
			value: 2*900 + 3*800 + 4*30 + 7*(400+300), penalty: 4*30 + 7*700,
			money: map[model.Account]float64{model.Holding: 1800 + 2400},
		},
		// All sales earn: export 20, any number (capacity is free), 25. Demand at home is met with the
		// backlog of 7; nothing is lost. February's export has no limit: see the unbounded test.
		"profit sells to the limit of the market": {
			scenario: with("demand", func(s *model.Scenario) { s.Demand[0].Max = limits(20, 22, 25) }),
			value:    20*20 + 22*21 + 25*22 + 367*30 + 27*30,
			money: map[model.Account]float64{
				model.Revenue: 20*30 + 22*31 + 25*32 + (367+27)*40,
				model.Making:  10 * (67 + 367 + 27),
			},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r := solve(t, c.scenario)
			if r.Status != Optimal || !near(r.Value, c.value) {
				t.Fatalf("status %s, objective %v, expected %v", r.Status, r.Value, c.value)
			}
			for account, want := range c.money {
				if got := r.Money.Total(account); !near(got, want) {
					t.Errorf("%s is %v, expected %v", account.Title(), got, want)
				}
			}
			var penalty float64
			for _, v := range r.Penalties {
				penalty += v.Penalty()
			}
			if !near(penalty, c.penalty) {
				t.Errorf("penalties are %v, expected %v", penalty, c.penalty)
			}
			finding := audit.Check(c.scenario, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties})
			for _, d := range finding.Differences {
				t.Errorf("audit: %s", d.What)
			}
			real := r.Money.Objective(c.scenario.Objective)
			if c.scenario.Objective == model.MaximiseProfit {
				penalty = -penalty
			}
			if !near(real+penalty, r.Value) {
				t.Errorf("money %v and penalties %v do not add up to the objective %v", real, penalty, r.Value)
			}
		})
	}
}

func TestUnboundedProfitNamesWhatIsUnlimited(t *testing.T) {
	r := solve(t, goldens["demand"]())
	if r.Status != Unbounded || r.Plan != nil {
		t.Fatalf("status %s, plan %v; expected unbounded without a plan", r.Status, r.Plan)
	}
	found := false
	for _, name := range r.Unlimited {
		found = found || name == "served[export,2026-02]"
	}
	if !found {
		t.Errorf("unlimited are %q, expected served[export,2026-02] among them", r.Unlimited)
	}
}

func TestUnlimitedIsWhatGrowsAndNotWhatIsLarge(t *testing.T) {
	s := base(1)
	s.Objective = model.MaximiseProfit
	s.Families = []model.Item{item("screws", "each"), item("tools", "each")}
	s.Families[1].Price = number(12)
	s.Processes = []model.Process{{ID: "screws", Makes: one("screws")}, {ID: "tools", Makes: one("tools"), Cost: number(10)}}
	s.Demand = []model.Demand{
		{ID: "screws", Item: "screws", Quantity: limits(3e8)},
		{ID: "tools", Item: "tools", Min: limits(10)},
	}
	want := []string{"runs[tools,2026-01]", "served[tools,2026-01]"}
	if diff := cmp.Diff(want, solve(t, s).Unlimited); diff != "" {
		t.Errorf("unlimited (-want +got):\n%s", diff)
	}
}

func TestIntegerPlansAreWholeAndPricedWithIntegersFixed(t *testing.T) {
	s := goldens["workforce"]()
	s.Demand[0].Quantity = limits(2501, 2601)
	r := solve(t, s)
	if r.Status != Optimal || r.Prices != IntegersFixed {
		t.Fatalf("status %s, prices %q", r.Status, r.Prices)
	}
	for period := range 2 {
		if heads := r.Plan.Heads.At(0, period); heads != math.Round(heads) {
			t.Errorf("heads in period %d are %v", period, heads)
		}
	}
	if len(r.Integer) != 1 || r.Integer[0] != "workforce.crew.integer" {
		t.Errorf("integer because of %q", r.Integer)
	}
	relaxed, err := Plan(context.Background(), engine, s, Options{Relax: true})
	if err != nil {
		t.Fatal(err)
	}
	if relaxed.Value > r.Value+1e-6 || relaxed.Prices != LinearPrices || len(relaxed.Integer) != 0 {
		t.Errorf("relaxed: %v of %v, prices %q, integer %q", relaxed.Value, r.Value, relaxed.Prices, relaxed.Integer)
	}
}

// Each limit of each golden scenario is moved by a little to both sides: the
// price must lie between the changes of the objective.
func TestPricesLieBetweenTheOneSidedChangesOfTheObjective(t *testing.T) {
	const step = 1e-3
	for name, scenario := range goldens {
		t.Run(name, func(t *testing.T) {
			s := scenario()
			if name == "demand" {
				s.Demand[0].Max = limits(20, 22, 25)
			}
			f, err := Formulate(s)
			if err != nil {
				t.Fatal(err)
			}
			value := func(row int, by float64) float64 {
				p := f.Problem.Clone()
				p.RowLower[row] += by
				p.RowUpper[row] += by
				sol, err := engine.Solve(context.Background(), p, lp.Options{Relax: true})
				if err != nil {
					t.Fatal(err)
				}
				if sol.Primal != lp.Feasible {
					return math.NaN()
				}
				return sol.Objective
			}
			r, err := f.Solve(context.Background(), engine, Options{Relax: true})
			if err != nil {
				t.Fatal(err)
			}
			if r.Status == Infeasible && name == "inventory" {
				return // its maximum cannot be kept; see the conflict test
			}
			for row, l := range r.Limits {
				down, up := (r.Value-value(row, -step))/step, (value(row, step)-r.Value)/step
				least, most := min(down, up), max(down, up)
				if math.IsNaN(down) || math.IsNaN(up) {
					continue // one side is infeasible: the price has no end there
				}
				if price := l.Price / l.Weight; price < least-1e-5 || price > most+1e-5 {
					t.Errorf("%s: price %v is not between %v and %v", l.ID, price, least, most)
				}
			}
		})
	}
}
