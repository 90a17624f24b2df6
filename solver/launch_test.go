package solver

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func init() {
	goldens["launch"] = func() *model.Scenario {
		s := shopOf(3)
		s.Options = []model.Option{{ID: "booth", Open: model.OptionMove{Allowed: true, Cost: number(70)}, Allows: []string{"suppliers.asia"}}}
		s.Demand = append(s.Demand, model.Demand{ID: "wraps", Item: "kits", Price: number(60), Quantity: limits(5)})
		s.Launches = []model.Launch{
			{
				ID: "kits", From: "2026-02", Volume: []model.Part{{ID: "kits", Quantity: list(100, 100, 200)}}, Ramp: []float64{0.5, 1},
				Probability: number(0.8), Takes: []model.Part{{ID: "tools", Quantity: number(0.25)}}, Cost: list(500, 500, 400),
				Gates: []model.LaunchGate{{ID: "booth", Option: "booth"}},
			},
			{ID: "wraps", Start: "2026-01", Volume: []model.Part{{ID: "wraps", Quantity: number(10)}}, Gates: []model.LaunchGate{{ID: "design", Planned: "2026-01"}}, Cost: number(30)},
		}
		return s
	}
}

// shopOf buys tools at 10 and sells 100 of them a month at 40, and may sell kits
// at 50 that it buys at 20.
func shopOf(months int) *model.Scenario {
	return &model.Scenario{
		Name: "shop", Objective: model.MaximiseProfit, Calendar: calendar(months),
		Families: []model.Item{item("kits", "each"), item("tools", "each")},
		Suppliers: []model.Supplier{{ID: "asia", Sells: []model.Offer{
			{ID: "kits", Item: "kits", Price: number(20)}, {ID: "tools", Item: "tools", Price: number(10)},
		}}},
		Demand: []model.Demand{
			{ID: "kits", Item: "kits", Price: number(50), Quantity: limits(0)},
			{ID: "tools", Item: "tools", Price: number(40), Quantity: limits(100)},
		},
	}
}

// kitsLaunch brings 100 kits a month to market.
func kitsLaunch(change ...func(*model.Launch)) model.Launch {
	l := model.Launch{
		ID: "kits", Volume: []model.Part{{ID: "kits", Quantity: number(100)}}, Ramp: []float64{0.5, 1}, Probability: number(0.8),
		Takes: []model.Part{{ID: "tools", Quantity: number(0.25)}}, Cost: list(5000, 500, 400, 300),
	}
	for _, c := range change {
		c(&l)
	}
	return l
}

func launching(months int, l ...model.Launch) *model.Scenario {
	s := shopOf(months)
	s.Launches = l
	return s
}

func TestLaunchesCanBeReckonedByHand(t *testing.T) {
	start := func(label string) func(*model.Launch) { return func(l *model.Launch) { l.Start = label } }
	gate := func(planned string) func(*model.Launch) {
		return func(l *model.Launch) { l.Gates = []model.LaunchGate{{ID: "tooling", Planned: planned}} }
	}
	booth := func(s *model.Scenario, o model.OptionMove) *model.Scenario {
		s.Launches[0].Gates = []model.LaunchGate{{ID: "booth", Option: "booth"}}
		o.Allowed, o.Cost = true, number(700)
		s.Options = []model.Option{{ID: "booth", Open: o, Allows: []string{"suppliers.asia.sells.kits"}}}
		s.Suppliers[0].Sells[0].Capacity = limits(500)
		return s
	}
	dear := func(l *model.Launch) { l.Cost = number(10000) }
	optional := func(l *model.Launch) { l.Optional = true }
	// 100 tools earn 3,000 a month. A kit earns 30 and takes a quarter of a tool, which earns 30: 22.50.
	// Eighty are expected of a hundred, and half of them in the first month.
	const plain = 12000
	cases := map[string]struct {
		scenario *model.Scenario
		value    float64
		launched []float64
	}{
		"a launch in a given month": {launching(4, kitsLaunch(start("2026-03"))), plain + 120*22.5 - 400, []float64{0, 0, 1, 0}},
		// January would sell 280 for 5,000, February 200 for 500, March 120 for 400.
		"the best month": {launching(4, kitsLaunch()), plain + 200*22.5 - 500, []float64{0, 1, 0, 0}},
		"the best month of a window": {
			launching(4, kitsLaunch(func(l *model.Launch) { l.From, l.Until = "2026-03", "2026-04" })), plain + 120*22.5 - 400, []float64{0, 0, 1, 0},
		},
		"a launch that must be, even at a loss":              {launching(4, kitsLaunch(dear)), plain + 280*22.5 - 10000, []float64{1, 0, 0, 0}},
		"an optional launch that does not pay":               {launching(4, kitsLaunch(dear, optional)), plain, []float64{0, 0, 0, 0}},
		"a late gate moves a given launch":                   {launching(4, kitsLaunch(start("2026-02"), gate("2026-03"))), plain + 40*22.5 - 300, []float64{0, 0, 0, 1}},
		"a gate in time moves nothing":                       {launching(4, kitsLaunch(start("2026-03"), gate("2026-02-28"))), plain + 120*22.5 - 400, []float64{0, 0, 1, 0}},
		"a day inside a month lets the next one begin":       {launching(4, kitsLaunch(gate("2026-02-02"))), plain + 120*22.5 - 400, []float64{0, 0, 1, 0}},
		"a gate after the horizon leaves nothing":            {launching(4, kitsLaunch(start("2026-02"), gate("2027-02-01"))), plain, []float64{0, 0, 0, 0}},
		"a launch waits for an option":                       {booth(launching(4, kitsLaunch()), model.OptionMove{From: "2026-03"}), plain + 120*22.5 - 400 - 700, []float64{0, 0, 1, 0}},
		"a given launch has its option opened in time":       {booth(launching(4, kitsLaunch(start("2026-04"))), model.OptionMove{Lead: model.Lag{Periods: 1}}), plain + 40*22.5 - 300 - 700, []float64{0, 0, 0, 1}},
		"the curve of a like item is scaled by its last":     {launching(4, kitsLaunch(start("2026-03"), func(l *model.Launch) { l.Ramp, l.History = nil, []float64{15, 30} })), plain + 120*22.5 - 400, []float64{0, 0, 1, 0}},
		"mature at once without a curve":                     {launching(4, kitsLaunch(start("2026-03"), func(l *model.Launch) { l.Ramp = nil })), plain + 160*22.5 - 400, []float64{0, 0, 1, 0}},
		"what cannot be a success has its cost all the same": {launching(4, kitsLaunch(start("2026-03"), func(l *model.Launch) { l.Probability = number(0) })), plain - 400, []float64{0, 0, 1, 0}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if list := model.Validate(c.scenario); len(list) > 0 && !list[0].Warning {
				t.Fatal(list)
			}
			r := solve(t, c.scenario)
			if r.Plan == nil || !near(r.Value, c.value) {
				t.Fatalf("%s with profit %v, by hand %v", r.Status, r.Value, c.value)
			}
			for at, want := range c.launched {
				if got := r.Plan.Events.At(0, at); math.Abs(got-want) > 1e-6 {
					t.Errorf("in period %d it is launched %v times, expected %v", at, got, want)
				}
			}
			if found := audit.Check(c.scenario, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money}); !found.Passed() {
				t.Error(found.Differences)
			}
		})
	}
}

func TestALaunchLikeADemandFollowsWhatThatAsks(t *testing.T) {
	s := launching(4, kitsLaunch(func(l *model.Launch) { l.Start, l.Ramp, l.Like = "2026-02", nil, "trikes" }))
	s.Demand = append(s.Demand, model.Demand{ID: "trikes", Item: "tools", Max: limits(0, 5, 15, 20)})
	s.Demand[2].Price = number(40)
	r := solve(t, s)
	for at, want := range []float64{0, 20, 60, 80} {
		if got := r.Plan.Served.At(0, at); !near(got, want) {
			t.Errorf("in period %d %v are served, expected %v", at, got, want)
		}
	}
}

func TestAPromotionAndALaunchOfOneIDAreTwoThings(t *testing.T) {
	s := launching(4, kitsLaunch(func(l *model.Launch) { l.Start = "2026-02" }))
	s.Promotions = []model.Promotion{{ID: "kits", Demand: []string{"tools"}, Runs: []string{"2026-04"}, Lift: number(0.1)}}
	r := solve(t, s)
	if want := 12000 + 200*22.5 - 500 + 300; !near(r.Value, want) {
		t.Fatalf("%s with profit %v, by hand %v", r.Status, r.Value, want)
	}
	if back, err := new(model.Tables).Plan(s); err != nil || back.Events.Rows() != 2 {
		t.Errorf("expected two events, got %v, %v", back.Events.Rows(), err)
	}
	tables := r.Plan.Tables(s)
	back, err := tables.Plan(s)
	if err != nil || back.Events.At(0, 3) != 1 || back.Events.At(1, 1) != 1 {
		t.Errorf("expected the promotion in April and the launch in February, got %v, %v", back, err)
	}
}

func TestAGivenLaunchNeedsNoWholeNumbers(t *testing.T) {
	if r := solve(t, launching(4, kitsLaunch(func(l *model.Launch) { l.Start = "2026-02" }))); r.Prices != LinearPrices {
		t.Errorf("prices are %v, expected those of a linear plan", r.Prices)
	}
}

// withLaunch adds a family to a random plant that is bought and may be launched;
// false where its demands can take no launch.
func withLaunch(t *rapid.T, s *model.Scenario) bool {
	amount := func(name string, least, most int, scale float64) float64 {
		return float64(rapid.IntRange(least, most).Draw(t, name)) / scale
	}
	s.Objective = model.MaximiseProfit
	s.Families = append([]model.Item{item("a_new_one", "each")}, s.Families...)
	s.Families[0].Price = number(amount("price of new", 0, 60, 1))
	s.Suppliers = append([]model.Supplier{{ID: "a_new_one", Sells: []model.Offer{{
		ID: "a_new_one", Item: "a_new_one", Price: number(amount("cost of new", 1, 40, 1)), Capacity: limits(amount("offered", 60, 200, 1)),
	}}}}, s.Suppliers...)
	s.Demand = append([]model.Demand{{ID: "a_new_one", Item: "a_new_one", Quantity: limits(0), Lost: model.Lost{Allowed: true}}}, s.Demand...)
	l := model.Launch{
		ID: "new", Volume: []model.Part{{ID: "a_new_one", Quantity: number(amount("volume", 0, 90, 1))}},
		Probability: number(amount("probability", 0, 8, 8)), Cost: number(amount("launch cost", 0, 300, 1)),
	}
	for range rapid.IntRange(0, 2).Draw(t, "ramp") {
		l.Ramp = append(l.Ramp, amount("share", 0, 8, 8))
	}
	for i := 1; i < len(s.Demand); i++ {
		if d := &s.Demand[i]; d.Exact() && rapid.Bool().Draw(t, "takes") {
			l.Takes = []model.Part{{ID: d.ID, Quantity: number(amount("taken", 0, 2, 8))}}
			break
		}
	}
	s.Launches = []model.Launch{l}
	return valid(s)
}

func valid(s *model.Scenario) bool {
	for _, m := range model.Validate(s) {
		if !m.Warning {
			return false
		}
	}
	return true
}

// outcomeOf is the profit of the best plan, minus infinity where there is none.
func outcomeOf(t *rapid.T, s *model.Scenario) float64 {
	r := solveRapid(t, s)
	if r.Plan == nil {
		return math.Inf(-1)
	}
	return r.Value
}

// alike compares two profits.
func alike(a, b float64) bool {
	return math.IsInf(a, -1) && math.IsInf(b, -1) || math.Abs(a-b) <= 1e-5*max(1, math.Abs(b))
}

func TestTheBestLaunchIsTheBestOfAllGivenOnes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomPlant(t)
		if !withLaunch(t, s) {
			return
		}
		free := outcomeOf(t, s)
		best := math.Inf(-1)
		for _, p := range s.Calendar.Periods {
			s.Launches[0].Start = p.Label
			best = max(best, outcomeOf(t, s))
		}
		if !alike(free, best) {
			t.Fatalf("profit %v, the best given month has %v", free, best)
		}
		s.Launches[0].Start, s.Launches[0].Optional = "", true
		optional := outcomeOf(t, s)
		s.Launches = nil
		if without := outcomeOf(t, s); !alike(optional, max(best, without)) {
			t.Fatalf("profit %v where it is optional, the best month has %v and no launch %v", optional, best, without)
		}
	})
}

func TestACertainLaunchWithoutCannibalisationIsPlainDemand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomPlant(t)
		if !withLaunch(t, s) {
			return
		}
		l := &s.Launches[0]
		at := rapid.IntRange(0, s.Calendar.Len()-1).Draw(t, "start")
		l.Start, l.Probability, l.Takes, l.Cost = s.Calendar.Periods[at].Label, model.Series{}, nil, model.Series{}
		launched := outcomeOf(t, s)
		asked := make([]float64, s.Calendar.Len())
		for k := at; k < len(asked); k++ {
			asked[k] = l.Volume[0].Quantity.At(0)
			if n := len(l.Ramp); n > 0 {
				asked[k] *= l.Ramp[min(k-at, n-1)]
			}
		}
		s.Launches, s.Demand[0].Quantity = nil, limits(asked...)
		if plain := outcomeOf(t, s); !alike(launched, plain) {
			t.Fatalf("profit %v with the launch, %v with the demand itself", launched, plain)
		}
	})
}

func TestMovingAGateNeverMakesADecidedLaunchBetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomPlant(t)
		if !withLaunch(t, s) {
			return
		}
		s.Launches[0].Optional = rapid.Bool().Draw(t, "optional")
		before := outcomeOf(t, s)
		for k, p := range s.Calendar.Periods {
			s.Launches[0].Gates = []model.LaunchGate{{ID: "gate", Planned: p.Label}}
			now := outcomeOf(t, s)
			if now > before+1e-5*max(1, math.Abs(before)) {
				t.Fatalf("profit rises from %v to %v when the gate moves to period %d", before, now, k)
			}
			before = now
		}
	})
}

func TestRandomPlansWithLaunchesPassTheAudit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomPlant(t)
		if !withLaunch(t, s) {
			return
		}
		addPhaseOut(t, s)
		if !valid(s) {
			return
		}
		r := solveRapid(t, s)
		if r.Plan == nil {
			return
		}
		if found := audit.Check(s, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties}); !found.Passed() {
			t.Fatal(fmt.Sprint(found.Differences))
		}
	})
}
