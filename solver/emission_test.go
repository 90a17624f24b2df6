package solver

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func emits(substance string, factor float64) []model.Emit {
	return []model.Emit{{Substance: substance, Factor: number(factor)}}
}

func init() {
	decorations = append(decorations, decoration{name: "emissions", apply: addEmissions, money: moneyOfEmissions, limits: limitsOfEmissions})
	goldens["emission"] = func() *model.Scenario {
		s := base(3)
		s.Sites = []model.Site{{ID: "plant"}}
		s.Markets = []model.Market{{ID: "shops"}}
		s.Families[0].Dispose = model.Dispose{Allowed: true, Emits: emits("co2e", 0.5)}
		s.Materials = []model.Item{item("steel", "kg")}
		s.Resources = []model.Resource{{ID: "power", Unit: "kWh", Site: "plant", Emits: emits("co2e", 0.4)}}
		p := &s.Processes[0]
		p.Site, p.Consumes = "plant", []model.Part{{ID: "steel", Quantity: number(2)}}
		p.Uses = []model.Part{{ID: "power", Quantity: number(5)}}
		p.Emits = []model.Emit{{Substance: "co2e", Factor: list(3, 2, 1)}, {Substance: "nox", Factor: number(0.1)}}
		s.Suppliers = []model.Supplier{{ID: "mill", Sells: []model.Offer{{ID: "steel", Item: "steel", To: "plant", Price: number(3), Emits: emits("co2e", 1.9)}}}}
		s.Lanes = []model.Lane{{
			ID: "road", From: "plant", To: "shops", Emits: emits("co2e", 8),
			Carries: []model.Cargo{{Item: "tools", Load: number(0.25), Emits: emits("nox", 0.2)}},
		}}
		s.Inventory = []model.Stock{{ID: "tools", Item: "tools", Site: "plant", HoldingCost: number(1), Emits: emits("co2e", 0.05)}}
		s.Demand[0].Market = "shops"
		s.Emissions = []model.Emission{
			{
				ID: "co2e", Unit: "kg",
				Price: model.EmissionPrice{Value: number(0.08), Free: list(0, 0, 900), Over: model.OverQuarter, Sell: number(0.06)},
				Caps: []model.EmissionCap{
					{ID: "bought", Scopes: []string{"3"}, Max: priced(limits(600, nan, 500), 2)},
					{ID: "plant", Over: model.OverHorizon, Sites: []string{"plant"}, Items: []string{"tools"}, Scopes: []string{"1", "2"}, Max: limits(1200)},
				},
			},
			{ID: "nox", Unit: "kg", Price: model.EmissionPrice{Value: list(1, 2, 3)}},
		}
		return s
	}
}

// cleanOrDirty is a choice between buying a tool for 10, which emits 3, and for
// 14, which emits 1.
func cleanOrDirty(e model.Emission, asked ...float64) *model.Scenario {
	s := base(len(asked))
	s.Processes = nil
	s.Suppliers = []model.Supplier{
		{ID: "clean", Sells: []model.Offer{{ID: "tools", Item: "tools", Price: number(14), Emits: emits("co2e", 1)}}},
		{ID: "dirty", Sells: []model.Offer{{ID: "tools", Item: "tools", Price: number(10), Emits: emits("co2e", 3)}}},
	}
	s.Demand[0].Quantity = limits(asked...)
	e.ID, e.Unit = "co2e", "kg"
	s.Emissions = []model.Emission{e}
	return s
}

func capped(over string, most model.Limit) model.Emission {
	return model.Emission{Caps: []model.EmissionCap{{ID: "all", Over: over, Max: most}}}
}

func taxed(price, free, sell float64, over string) model.Emission {
	p := model.EmissionPrice{Value: number(price), Over: over}
	if free > 0 {
		p.Free = number(free)
	}
	if sell > 0 {
		p.Sell = number(sell)
	}
	return model.Emission{Price: p}
}

func TestEmissionsCanBeReckonedByHand(t *testing.T) {
	cases := map[string]struct {
		scenario *model.Scenario
		value    float64 // cost with penalties
		emitted  float64
	}{
		// Half of the tools are clean: 50 + 3 x 50 = 200.
		"a cap is kept at the least cost": {cleanOrDirty(capped("", limits(200)), 100), 50*14 + 50*10, 200},
		"a cap for the horizon is kept where it is cheapest, here anywhere": {
			cleanOrDirty(capped(model.OverHorizon, limits(400)), 100, 60), 1600 + 4*40, 400,
		},
		// 300 and 180 without it: 60 fewer in the second month alone.
		"a cap for every month does not add them up": {cleanOrDirty(capped("", limits(300, 120)), 100, 60), 1600 + 4*30, 420},
		"a cap for a quarter ends with it":           {cleanOrDirty(capped(model.OverQuarter, limits(1e6, 1e6, 240, 100)), 40, 30, 30, 40), 1400 + 4*30 + 4*10, 340},
		"a priced cap is broken where that is worth it": {
			cleanOrDirty(capped("", priced(limits(200), 1)), 100), 1000 + 100, 300,
		},
		// Less costs 2 a kg.
		"a price below what less costs is paid":    {cleanOrDirty(taxed(1, 0, 0, ""), 100), 1000 + 300, 300},
		"a price above what less costs is avoided": {cleanOrDirty(taxed(3, 0, 0, ""), 100), 1400 + 300, 100},
		"what is free is not paid":                 {cleanOrDirty(taxed(1, 150, 0, ""), 100), 1000 + 150, 300},
		"nobody does without what is free":         {cleanOrDirty(taxed(3, 150, 0, ""), 100), 1000 + 4*75, 150},
		"but for what it is sold for":              {cleanOrDirty(taxed(3, 150, 2.5, ""), 100), 1400 - 50*2.5, 100},
		"not for less than doing without costs":    {cleanOrDirty(taxed(3, 150, 1, ""), 100), 1000 + 4*75, 150},
		// 480 less 400 at 1.
		"what is free in a year is free in any month of it": {cleanOrDirty(taxed(1, 400, 0, model.OverYear), 100, 60), 1600 + 80, 480},
		// 300 less 240 at 1, and nothing for 180.
		"what is free in a month is not in another": {cleanOrDirty(taxed(1, 240, 0, model.OverMonth), 100, 60), 1600 + 60, 480},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r := solve(t, c.scenario)
			if r.Plan == nil || !near(r.Value, c.value) {
				t.Fatalf("%s with cost %v, by hand %v", r.Status, r.Value, c.value)
			}
			if got := emittedIn(c.scenario, r.Plan)["co2e"]; !near(got, c.emitted) {
				t.Errorf("%v are emitted, by hand %v", got, c.emitted)
			}
			if found := audit.Check(c.scenario, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties}); !found.Passed() {
				t.Error(found.Differences)
			}
		})
	}
}

// emittedIn adds up the table of emissions.
func emittedIn(s *model.Scenario, p *model.Plan) map[string]float64 {
	sums := map[string]float64{}
	for _, row := range p.Tables(s).Emissions {
		sums[row.Substance] += row.Quantity
	}
	return sums
}

func TestEveryActivityEmits(t *testing.T) {
	s := goldens["emission"]()
	s.Inventory[0].Min, s.Emissions[0].Caps = limits(20, 0, 0), nil
	r := solve(t, s)
	// 120 runs, then 80 and 100: what is kept in January is made there.
	want := map[string]float64{
		"making": 120*3 + 80*2 + 100*1, "resources": 300 * 5 * 0.4, "purchases": 600 * 1.9, "moving": 300 * 0.25 * 8, "holding": 20 * 0.05,
	}
	got := map[string]float64{}
	for _, row := range r.Plan.Tables(s).Emissions {
		if row.Substance == "co2e" {
			got[row.Cause] += row.Quantity
		}
	}
	for cause, sum := range want {
		if !near(got[cause], sum) {
			t.Errorf("%s emits %v, by hand %v", cause, got[cause], sum)
		}
	}
	if nox := emittedIn(s, r.Plan)["nox"]; !near(nox, 300*0.1+300*0.2) {
		t.Errorf("%v of the other substance are emitted, by hand 90", nox)
	}
}

func TestTheShadowPriceOfACapIsWhatDoingWithoutCosts(t *testing.T) {
	r := solve(t, cleanOrDirty(capped("", limits(200)), 100))
	at := slices.IndexFunc(r.Limits, func(l LimitState) bool { return l.Group == model.GroupEmissions })
	if at < 0 || !near(r.Limits[at].Price, -2) || r.Limits[at].Unit != "kg" {
		t.Fatalf("limits are %+v, expected a cap at -2 per kg", r.Limits)
	}
}

// addEmissions gives what is made, bought, kept and used factors, and a cap, a
// price or both.
func addEmissions(t *rapid.T, s *model.Scenario) {
	amount := func(name string, most int) float64 { return float64(rapid.IntRange(0, most).Draw(t, name)) }
	e := model.Emission{ID: "co2e", Unit: "kg"}
	s.Processes[0].Emits = emits(e.ID, amount("emitted by making", 4)/2)
	s.Resources[0].Emits = emits(e.ID, amount("emitted by the line", 4)/4)
	for i := range s.Suppliers[0].Sells {
		s.Suppliers[0].Sells[i].Emits = emits(e.ID, amount("emitted by buying", 8)/2)
	}
	s.Inventory[0].Emits = emits(e.ID, amount("emitted by keeping", 2)/8)
	spans := model.EmissionSpans()
	if rapid.Bool().Draw(t, "emitting costs") {
		e.Price = model.EmissionPrice{Value: number(1 + amount("price of emissions", 4)), Over: rapid.SampledFrom(spans).Draw(t, "price over")}
	}
	if rapid.Bool().Draw(t, "emissions are capped") {
		most := limits(amount("cap", 1500))
		if rapid.Bool().Draw(t, "the cap is priced") {
			most = priced(most, 3)
		}
		e.Caps = []model.EmissionCap{{ID: "all", Over: rapid.SampledFrom(spans).Draw(t, "cap over"), Max: most}}
	}
	s.Emissions = []model.Emission{e}
}

func limitsOfEmissions(s *model.Scenario) []*model.Limit {
	var limits []*model.Limit
	for k := range s.Emissions {
		for i := range s.Emissions[k].Caps {
			limits = append(limits, &s.Emissions[k].Caps[i].Max)
		}
	}
	return limits
}

func moneyOfEmissions(s *model.Scenario) []*model.Series {
	var money []*model.Series
	for k := range s.Emissions {
		e := &s.Emissions[k]
		money = append(money, &e.Price.Value, &e.Price.Sell)
		for i := range e.Caps {
			money = append(money, &e.Caps[i].Max.Penalty)
		}
	}
	return money
}

// emitter is a random plant with factors, and nothing that limits or prices
// what is emitted.
func emitter(t *rapid.T) *model.Scenario {
	s := randomPlant(t)
	addEmissions(t, s)
	s.Emissions[0].Price, s.Emissions[0].Caps = model.EmissionPrice{}, nil
	return s
}

func TestATighterCapIsNeverCheaper(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := emitter(t)
		free := best(t, s)
		if !free.Status.HasPlan() {
			return
		}
		before, most := free, emittedIn(s, free.Plan)["co2e"]
		for range 3 {
			most *= float64(rapid.IntRange(5, 10).Draw(t, "tenths of the cap")) / 10
			s.Emissions[0].Caps = []model.EmissionCap{{ID: "all", Over: model.OverHorizon, Max: limits(most)}}
			after := best(t, s)
			if !after.Status.HasPlan() {
				return
			}
			if worse := after.Value - before.Value; worse < 0 != s.Objective.Maximises() && !same(after.Value, before.Value) {
				t.Fatalf("objective %v with a cap, and %v with a tighter one", before.Value, after.Value)
			}
			if got := emittedIn(s, after.Plan)["co2e"]; got > most+bestTolerance*max(1, most) {
				t.Fatalf("%v are emitted, more than the cap of %v", got, most)
			}
			before = after
		}
	})
}

// TestAPriceDoesWhatTheCapDoes: a tax as high as the shadow price of a cap makes
// the same plan best, and costs its emissions more.
func TestAPriceDoesWhatTheCapDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := withoutHeads(emitter(t))
		free := best(t, s)
		if !free.Status.HasPlan() {
			return
		}
		most := 0.8 * emittedIn(s, free.Plan)["co2e"]
		s.Emissions[0].Caps = []model.EmissionCap{{ID: "all", Over: model.OverHorizon, Max: limits(most)}}
		with := best(t, s)
		if !with.Status.HasPlan() || with.Prices != LinearPrices {
			return
		}
		price := 0.0
		for _, l := range with.Limits {
			if l.Group == model.GroupEmissions {
				price = math.Abs(l.Price)
			}
		}
		s.Emissions[0].Caps = nil
		s.Emissions[0].Price = model.EmissionPrice{Value: number(price), Over: model.OverHorizon}
		after, want := best(t, s), with.Value+price*most
		if s.Objective.Maximises() {
			want = with.Value - price*most
		}
		if !same(after.Value, want) {
			t.Fatalf("objective %v with the price %v, expected %v", after.Value, price, want)
		}
	})
}

// TestTheTableOfEmissionsFootsToTheAudit: what the table adds up to is what the
// audit, which goes its own way, would have paid at a price of 1.
func TestTheTableOfEmissionsFootsToTheAudit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := emitter(t)
		r := best(t, s)
		if !r.Status.HasPlan() {
			return
		}
		s.Emissions[0].Price = model.EmissionPrice{Value: number(1)}
		paid := audit.Check(s, r.Plan, nil).Money.Total(model.EmissionCost)
		if sum := emittedIn(s, r.Plan)["co2e"]; !same(sum, paid) {
			t.Fatalf("the table adds up to %v, the audit to %v", sum, paid)
		}
	})
}

func TestPlansWithFreeAllowancesPassTheAudit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := emitter(t)
		price := float64(rapid.IntRange(0, 5).Draw(t, "price"))
		p := &s.Emissions[0].Price
		p.Value, p.Over = number(price), rapid.SampledFrom(model.EmissionSpans()).Draw(t, "over")
		p.Free = number(float64(rapid.IntRange(0, 600).Draw(t, "free")))
		p.Sell = number(price * float64(rapid.IntRange(0, 4).Draw(t, "quarters of the price")) / 4)
		p.Scopes = rapid.SampledFrom([][]string{nil, {"1"}, {"2", "3"}}).Draw(t, "scopes")
		r := best(t, s)
		if !r.Status.HasPlan() {
			return
		}
		claim := &audit.Claim{Money: r.Money, Penalties: r.Penalties, Objective: r.Value}
		if found := audit.Check(s, r.Plan, claim); !found.Passed() {
			t.Fatalf("the plan does not pass the audit: %+v", found.Differences)
		}
	})
}
