package solver

import (
	"context"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func init() {
	goldens["event"] = func() *model.Scenario {
		s := base(3)
		s.Objective = model.MaximiseProfit
		s.Demand = []model.Demand{
			{ID: "shops", Item: "tools", Price: number(40), Max: limits(80, 90, 100)},
			{
				ID: "tools", Item: "tools", Price: number(30), Quantity: limits(100, 120, 140),
				Backlog: model.Backlog{Allowed: true, Cost: number(2), MaxAge: limits(1)}, Service: model.Service{Fill: limits(0.5), Over: model.OverPeriod},
			},
		}
		s.Promotions = []model.Promotion{
			{
				ID: "sale", Demand: []string{"tools"}, In: []string{"2026-01", "2026-02"}, Min: priced(limits(1), 9), Max: limits(2),
				Lift: number(0.1), Units: list(5, 6, 7), Forward: []float64{0.6, 0.5}, Price: number(28), Cost: number(50),
				Takes: []model.Part{{ID: "shops", Quantity: number(0.4)}},
			},
			{ID: "week", Demand: []string{"shops"}, Runs: []string{"2026-03"}, Lift: number(0.2), Price: number(36), Cost: number(20)},
		}
		return s
	}
}

// seasonal is a plant of 100 h a month with rent, and demand that may be promoted.
func seasonal(p ...model.Promotion) *model.Scenario {
	s := withLine(model.Resource{Capacity: limits(100), Rent: model.Rental{Allowed: true, Cost: number(15)}}, 80, 90, 100, 60)
	s.Objective = model.MaximiseProfit
	s.Demand[0].Price = number(40)
	s.Promotions = p
	return s
}

func TestPromotionsCanBeReckonedByHand(t *testing.T) {
	sale := model.Promotion{ID: "sale", Demand: []string{"tools"}, Lift: number(0.5), Price: number(36), Cost: number(100)}
	with := func(change func(*model.Promotion)) model.Promotion {
		p := sale
		change(&p)
		return p
	}
	lossy := func(p model.Promotion) *model.Scenario {
		s := seasonal(p)
		s.Resources[0].Rent = model.Rental{}
		s.Demand[0].Lost = model.Lost{Allowed: true}
		return s
	}
	// One tool takes an hour, costs 10 and sells for 40: 330 tools earn 9,900.
	const plain = 9900
	cases := map[string]struct {
		scenario *model.Scenario
		value    float64
		runs     []float64
	}{
		// April sells 30 more at 26 and 60 at 4 less: 780 - 240 - 100. January would rent 20 h.
		"the month with room is the best": {seasonal(sale), plain + 440, []float64{0, 0, 0, 1}},
		// January: 40 x 26 - 80 x 4 - 100 - 20 x 15.
		"a given month is kept": {seasonal(with(func(p *model.Promotion) { p.Runs = []string{"2026-01"} })), plain + 320, []float64{1, 0, 0, 0}},
		// And February: 45 x 26 - 90 x 4 - 100 - 35 x 15.
		"two of four": {seasonal(with(func(p *model.Promotion) { p.Max = limits(2) })), plain + 440 + 320, []float64{1, 0, 0, 1}},
		"it runs where it must, even at a loss": {
			seasonal(with(func(p *model.Promotion) { p.Min, p.Cost = limits(1), number(1000) })), plain - 460, []float64{0, 0, 0, 1},
		},
		"it does not run where it does not pay": {seasonal(with(func(p *model.Promotion) { p.Cost = number(600) })), plain, []float64{0, 0, 0, 0}},
		// January takes 18 of February and 10 of March: 68 more in January, 48 h beyond 100 at 15, 28 fewer
		// later. 148 have the low price: 40 x 30 - 148 x 4 - 100 - 48 x 15.
		"what is bought ahead is missing later": {
			seasonal(with(func(p *model.Promotion) { p.Runs, p.Forward = []string{"2026-01"}, []float64{0.2, 0.1} })), plain + 1200 - 592 - 100 - 720, []float64{1, 0, 0, 0},
		},
		// 20 of the 40 more of January are lost for want of hours: 20 x 30 - 100 x 4 - 100.
		"units that are lost are not sold at the low price": {lossy(with(func(p *model.Promotion) { p.Runs = []string{"2026-01"} })), plain + 600 - 400 - 100, []float64{1, 0, 0, 0}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r := solve(t, c.scenario)
			if r.Plan == nil || !near(r.Value, c.value) {
				t.Fatalf("%s with profit %v, by hand %v", r.Status, r.Value, c.value)
			}
			for at, want := range c.runs {
				if got := r.Plan.Events.At(0, at); math.Abs(got-want) > 1e-6 {
					t.Errorf("in period %d it runs %v times, expected %v", at, got, want)
				}
			}
			if found := audit.Check(c.scenario, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money}); !found.Passed() {
				t.Error(found.Differences)
			}
		})
	}
}

func TestAPromotionTakesFromAnotherDemandAShareOfItsLift(t *testing.T) {
	s := seasonal(model.Promotion{
		ID: "sale", Demand: []string{"tools"}, Runs: []string{"2026-04"}, Lift: number(0.5), Forward: []float64{1},
		Takes: []model.Part{{ID: "kits", Quantity: number(0.4)}},
	})
	s.Demand = append([]model.Demand{{ID: "kits", Item: "tools", Price: number(40), Max: limits(0, 0, 0, 30)}}, s.Demand...)
	r := solve(t, s)
	if got := r.Plan.Served.At(0, 3); !near(got, 30-0.4*30) {
		t.Errorf("%v of the other demand are served, expected 18", got)
	}
	if got := r.Plan.Served.At(1, 3); !near(got, 90) {
		t.Errorf("%v are served in the month of the promotion, expected 90", got)
	}
}

func TestGivenPromotionsNeedNoWholeNumbers(t *testing.T) {
	s := seasonal(model.Promotion{ID: "sale", Demand: []string{"tools"}, Runs: []string{"2026-02"}, Lift: number(0.1), Price: number(39)})
	if r := solve(t, s); r.Prices != LinearPrices {
		t.Errorf("prices are %v, expected those of a linear plan", r.Prices)
	}
}

// randomPromotion is one for a demand of the plant that can be promoted, if any.
func randomPromotion(t *rapid.T, s *model.Scenario) *model.Promotion {
	for i := range s.Classes {
		if s.Classes[i].Priority.IsSet() {
			return nil
		}
	}
	var ids []string
	for i := range s.Demand {
		if d := &s.Demand[i]; (d.Exact() || d.Max.IsSet()) && len(s.Shortage) == 0 {
			ids = append(ids, d.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	amount := func(name string, most int, scale float64) model.Series {
		return number(float64(rapid.IntRange(0, most).Draw(t, name)) / scale)
	}
	p := &model.Promotion{
		ID: "sale", Demand: []string{rapid.SampledFrom(ids).Draw(t, "promoted")}, Max: limits(float64(rapid.IntRange(1, 2).Draw(t, "times"))),
		Lift: amount("lift", 4, 8), Units: amount("units", 9, 1), Cost: amount("cost", 90, 1),
	}
	if rapid.Bool().Draw(t, "another price") {
		p.Price = amount("promoted price", 50, 1)
	}
	for range rapid.IntRange(0, 2).Draw(t, "forward") {
		p.Forward = append(p.Forward, float64(rapid.IntRange(0, 6).Draw(t, "ahead"))/8)
	}
	for _, id := range ids {
		if id != p.Demand[0] {
			p.Takes = []model.Part{{ID: id, Quantity: amount("takes", 8, 8)}}
			break
		}
	}
	return p
}

func solveRapid(t *rapid.T, s *model.Scenario) *Result {
	r, err := Plan(context.Background(), engine, s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRandomPlansWithPromotionsPassTheAudit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomPlant(t)
		s.Objective = rapid.SampledFrom(model.Objectives()).Draw(t, "objective")
		if p := randomPromotion(t, s); p != nil {
			s.Promotions = []model.Promotion{*p}
		}
		r := solveRapid(t, s)
		if r.Plan == nil {
			return
		}
		if found := audit.Check(s, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties}); !found.Passed() {
			t.Fatal(found.Differences)
		}
	})
}

func TestTheBestMonthIsTheBestOfAllGivenMonths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomPlant(t)
		s.Objective = model.MaximiseProfit
		p := randomPromotion(t, s)
		if p == nil {
			return
		}
		best := math.Inf(-1)
		for at := -1; at < s.Calendar.Len(); at++ {
			given := *p
			s.Promotions = nil
			if at >= 0 {
				given.Runs, given.Max = []string{s.Calendar.Periods[at].Label}, model.Limit{}
				s.Promotions = []model.Promotion{given}
			}
			if r := solveRapid(t, s); r.Plan != nil {
				best = max(best, r.Value)
			}
		}
		p.Max = limits(1)
		s.Promotions = []model.Promotion{*p}
		r := solveRapid(t, s)
		switch {
		case math.IsInf(best, -1) && r.Plan == nil:
		case r.Plan == nil || math.Abs(r.Value-best) > 1e-5*max(1, math.Abs(best)):
			t.Fatalf("%s with profit %v, the best given month has %v", r.Status, r.Value, best)
		}
	})
}
