package solver

import (
	"context"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/model"
)

func init() {
	goldens["priority"] = priorityGolden
	goldens["shortage"] = shortageGolden
	decorations = append(decorations, decoration{name: "shortage", apply: randomShortage, money: moneyOfShortages})
}

// priorityGolden has demands of three ranks for one item: two classes and none.
func priorityGolden() *model.Scenario {
	s := shared(limits(150))
	s.Classes = []model.Class{
		{ID: "gold", Priority: model.Fixed(1)},
		{ID: "silver", Priority: model.Limit{Value: number(2), Owner: "sales", Penalty: number(70)}},
	}
	s.Demand[0].Class, s.Demand[1].Class = "gold", "silver"
	s.Demand = append(s.Demand, model.Demand{ID: "spot", Item: "tools", Price: number(90), Min: limits(5), Max: limits(40)})
	return s
}

// shortageGolden has a rule of each other kind for the same three demands, one
// of them over two periods.
func shortageGolden() *model.Scenario {
	s := shared(limits(100, 80, 150))
	s.Calendar = calendar(3)
	s.Demand = append(s.Demand, model.Demand{ID: "spot", Item: "tools", Price: number(1), Max: limits(40, 0, 40)})
	all := []string{"club", "shop", "spot"}
	s.Shortage = []model.Rationing{
		{ID: "alike", Rule: model.EqualFill, Demands: []string{"club", "shop"}, Over: "2 periods", Terms: model.Limit{Value: number(0), Penalty: number(3)}},
		{ID: "quota", Rule: model.Proportional, Demands: []string{"club", "spot"}, Weights: []model.Part{{ID: "club", Quantity: number(3)}, {ID: "spot", Quantity: number(1)}}, Over: model.OverPeriod},
		{ID: "worst", Rule: model.MaxMin, Demands: all, Over: model.OverPeriod},
	}
	return s
}

// shared is a line that makes tools for a club and a shop, which ask for 100
// and 60. Losing costs less at the club.
func shared(capacity model.Limit) *model.Scenario {
	s := base(1)
	s.Resources = []model.Resource{{ID: "line", Unit: "h", Capacity: capacity}}
	s.Processes[0].Uses = one("line")
	s.Demand = []model.Demand{
		{ID: "club", Item: "tools", Quantity: limits(100), Lost: model.Lost{Allowed: true, Cost: number(20)}},
		{ID: "shop", Item: "tools", Quantity: limits(60), Lost: model.Lost{Allowed: true, Cost: number(50)}},
	}
	return s
}

func lostOf(r *Result, d int) float64 { return r.Plan.Lost.Sum(d) }

func TestALaterClassGetsNothingBeforeItsTurn(t *testing.T) {
	ranked := func(capacity float64, change func(*model.Scenario)) *model.Scenario {
		s := shared(limits(capacity))
		s.Classes = []model.Class{{ID: "gold", Priority: model.Fixed(1)}, {ID: "silver", Priority: model.Fixed(2)}}
		s.Demand[0].Class, s.Demand[1].Class = "gold", "silver"
		if change != nil {
			change(s)
		}
		return s
	}
	for _, c := range []struct {
		name       string
		scenario   *model.Scenario
		club, shop float64 // lost
	}{
		{"without classes the dear one is served first", shared(limits(120)), 40, 0},
		{"gold is served first though silver costs more to lose", ranked(120, nil), 0, 40},
		{"where gold is short, silver gets nothing", ranked(80, nil), 20, 60},
		{"what may not be lost is served all the same", ranked(80, func(s *model.Scenario) { s.Demand[1].Lost.Max = limits(50) }), 30, 50},
		{"without a priority is last", ranked(120, func(s *model.Scenario) { s.Classes = s.Classes[:1]; s.Demand[1].Class = "" }), 0, 40},
		{"equal ranks are left to money", ranked(120, func(s *model.Scenario) { s.Classes[1].Priority = model.Fixed(1) }), 40, 0},
		// A unit of the shop before its turn costs 40 and earns 50 less 20.
		{"a dear price is kept", ranked(80, func(s *model.Scenario) { s.Classes[0].Priority.Penalty = number(40) }), 20, 60},
		{"a low price is paid", ranked(80, func(s *model.Scenario) { s.Classes[0].Priority.Penalty = number(25) }), 80, 0},
		{
			// Serving gold costs 30 a tool in overtime, more than losing it: it is short, and so is silver,
			// for which nobody would work overtime anyway.
			"nobody is served at any cost", ranked(0, func(s *model.Scenario) {
				s.Resources[0].Overtime = model.Overtime{Allowed: true, Cost: number(30)}
				s.Demand[1].Lost.Cost = number(15)
			}), 100, 60,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := audited(t, c.scenario)
			if club, shop := lostOf(r, 0), lostOf(r, 1); !near(club, c.club) || !near(shop, c.shop) {
				t.Errorf("lost %v and %v, expected %v and %v", club, shop, c.club, c.shop)
			}
		})
	}
}

func TestPrioritiesOfThreeRanksGoDownTheRow(t *testing.T) {
	for _, c := range []struct {
		capacity         float64
		club, shop, spot float64 // served
	}{
		{200, 100, 60, 40},
		{170, 100, 60, 10},
		{150, 100, 45, 5}, // the spot market is promised 5; more of it costs 70 of penalty
		{90, 85, 0, 5},
	} {
		s := priorityGolden()
		s.Objective = model.MaximiseProfit
		s.Resources[0].Capacity = limits(c.capacity)
		r := audited(t, s)
		for d, want := range []float64{c.club, c.shop, c.spot} {
			if got := r.Plan.Served.Sum(d); !near(got, want) {
				t.Errorf("of %v, %s gets %v, expected %v", c.capacity, s.Demand[d].ID, got, want)
			}
		}
		if want := []string{"classes.gold.priority", "classes.silver.priority"}; !slices.Equal(r.Integer, want) {
			t.Errorf("integer because of %q, expected %q", r.Integer, want)
		}
	}
}

func TestPrioritiesHoldForOneItemInOnePlaceUnlessARuleSaysMore(t *testing.T) {
	scenario := func() *model.Scenario {
		s := shared(limits(100))
		s.Families = []model.Item{item("lamps", "each"), item("tools", "each")}
		s.Processes = append(s.Processes, model.Process{ID: "lamps", Makes: one("lamps"), Uses: one("line"), Cost: number(10)})
		slices.SortFunc(s.Processes, func(a, b model.Process) int { return -1 })
		s.Demand[1].Item = "lamps"
		s.Classes = []model.Class{{ID: "gold", Priority: model.Fixed(1)}}
		s.Demand[0].Class = "gold"
		return s
	}
	if r := audited(t, scenario()); !near(lostOf(r, 1), 0) {
		t.Errorf("of another item, %v are lost, expected 0", lostOf(r, 1))
	}
	s := scenario()
	s.Shortage = []model.Rationing{{ID: "line", Rule: model.ByPriority, Demands: []string{"club", "shop"}, Over: model.OverHorizon}}
	if r := audited(t, s); !near(lostOf(r, 0), 0) || !near(lostOf(r, 1), 60) {
		t.Errorf("lost %v and %v, expected 0 and 60", lostOf(r, 0), lostOf(r, 1))
	}
}

func TestWhatIsOwedComesBeforeWhatIsLater(t *testing.T) {
	// 100 can be made in each month. Gold asks for 130 in January: 30 are owed, and silver gets nothing but in February,
	// when gold has caught up: 100 - 30 - 40 = 30 of 60.
	s := base(2)
	s.Resources = []model.Resource{{ID: "line", Unit: "h", Capacity: limits(100)}}
	s.Processes[0].Uses = one("line")
	s.Classes = []model.Class{{ID: "gold", Priority: model.Fixed(1)}, {ID: "silver", Priority: model.Fixed(2)}}
	s.Demand = []model.Demand{
		{ID: "club", Item: "tools", Class: "gold", Quantity: limits(130, 40), Backlog: model.Backlog{Allowed: true, Closing: limits(0)}},
		{ID: "shop", Item: "tools", Class: "silver", Quantity: limits(20, 60), Lost: model.Lost{Allowed: true, Cost: number(90)}},
	}
	r := audited(t, s)
	if got := r.Plan.Served.Row(1); !near(got[0], 0) || !near(got[1], 30) {
		t.Errorf("silver gets %v, expected 0 and 30", got)
	}
}

func TestAShortageIsShared(t *testing.T) {
	rule := func(r model.Rationing) *model.Scenario {
		s := shared(limits(80))
		r.ID, r.Demands = "tools", []string{"club", "shop"}
		s.Shortage = []model.Rationing{r}
		return s
	}
	weights := func(club, shop float64) []model.Part {
		return []model.Part{{ID: "club", Quantity: number(club)}, {ID: "shop", Quantity: number(shop)}}
	}
	for _, c := range []struct {
		name       string
		rule       model.Rationing
		club, shop float64 // served of 100 and 60
		penalty    float64
	}{
		{"equal fill gives both half", model.Rationing{Rule: model.EqualFill}, 50, 30, 0},
		// The mean of the shares is 1 - (club/100 + shop/60)/2. A unit moved to the shop earns 30, and moves
		// both by 4/3 beside the mean: the shop by (1/60 + 1/100)/2 x 60 = 0.8, the club by 4/3.
		{"equal fill at a dear price holds", model.Rationing{Rule: model.EqualFill, Terms: model.Limit{Value: number(0), Penalty: number(15)}}, 50, 30, 0},
		{"equal fill at a low price is broken", model.Rationing{Rule: model.EqualFill, Terms: model.Limit{Value: number(0), Penalty: number(3)}}, 20, 60, 3 * (40 + 24)},
		{"proportional to what is asked is the same here", model.Rationing{Rule: model.Proportional}, 50, 30, 0},
		{"proportional by weights", model.Rationing{Rule: model.Proportional, Weights: weights(3, 1)}, 60, 20, 0},
		{"proportional gives nobody more than asked", model.Rationing{Rule: model.Proportional, Weights: weights(1, 9)}, 20, 60, 0},
		{"max-min raises the least fill", model.Rationing{Rule: model.MaxMin}, 50, 30, 50 * 2 * 1.6 * 60},
		{"max-min at a low price leaves it to money", model.Rationing{Rule: model.MaxMin, Terms: model.Limit{Value: number(0), Penalty: number(1)}}, 20, 60, 80},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := audited(t, rule(c.rule))
			club, shop := r.Plan.Served.Sum(0), r.Plan.Served.Sum(1)
			if !near(club, c.club) || !near(shop, c.shop) {
				t.Errorf("served %v and %v, expected %v and %v", club, shop, c.club, c.shop)
			}
			var penalty float64
			for _, v := range r.Penalties {
				penalty += v.Penalty()
			}
			if !near(penalty, c.penalty) {
				t.Errorf("penalties %v, expected %v", penalty, c.penalty)
			}
			if want := 10*80 + 20*lostOf(r, 0) + 50*lostOf(r, 1); !near(r.Money.Cost(), want) {
				t.Errorf("real money %v, expected %v: penalties are none of it", r.Money.Cost(), want)
			}
		})
	}
}

func TestMaxMinLetsThoseGrowWhoDoNotHoldTheOthersBack(t *testing.T) {
	// The lane to the club carries 30 of 100. Equal fill holds the shop at 30 % as well; max-min does not.
	scenario := func(rule model.RationingRule) *model.Scenario {
		s := shared(limits(80))
		s.Sites = []model.Site{{ID: "club"}, {ID: "plant"}, {ID: "shop"}}
		s.Processes[0].Site, s.Demand[0].Site, s.Demand[1].Site = "plant", "club", "shop"
		s.Lanes = []model.Lane{
			{ID: "club", From: "plant", To: "club", Carries: []model.Cargo{{Item: "tools", Max: limits(30)}}},
			{ID: "shop", From: "plant", To: "shop", Carries: []model.Cargo{{Item: "tools"}}},
		}
		s.Shortage = []model.Rationing{{ID: "tools", Rule: rule, Items: []string{"tools"}}}
		return s
	}
	for rule, shop := range map[model.RationingRule]float64{model.EqualFill: 18, model.MaxMin: 50} {
		if r := audited(t, scenario(rule)); !near(r.Plan.Served.Sum(0), 30) || !near(r.Plan.Served.Sum(1), shop) {
			t.Errorf("%s: served %v and %v, expected 30 and %v", rule, r.Plan.Served.Sum(0), r.Plan.Served.Sum(1), shop)
		}
	}
}

// randomShortage gives the demands of the plant ranks and a rule.
func randomShortage(t *rapid.T, s *model.Scenario) {
	terms := model.Limit{Value: number(0)}
	if rapid.Bool().Draw(t, "priced rule") {
		terms.Penalty = number(6)
	}
	d := &s.Demand[0]
	other := *d
	other.ID, other.Quantity.Value = "tools2", model.Constant(float64(rapid.IntRange(0, 120).Draw(t, "second demand")))
	other.Lost = model.Lost{Allowed: true, Cost: number(float64(rapid.IntRange(0, 90).Draw(t, "second lost")))}
	s.Demand = []model.Demand{s.Demand[0], other, s.Demand[1]}
	if rapid.Bool().Draw(t, "ranks") {
		rank := terms
		rank.Value = number(1)
		s.Classes = append(s.Classes, model.Class{ID: "vip", Priority: rank})
		s.Demand[rapid.IntRange(0, 1).Draw(t, "vip")].Class = "vip"
	}
	rule := rapid.SampledFrom(append([]model.RationingRule{""}, model.RationingRules()...)).Draw(t, "rule")
	if rule == "" {
		return
	}
	if rule == model.Proportional {
		terms.Penalty = model.Series{}
	}
	if rule == model.MaxMin {
		terms = model.Limit{}
	}
	s.Shortage = []model.Rationing{{
		ID: "all", Rule: rule, Demands: []string{"tools", "tools2", "wagons"}, Terms: terms,
		Over: rapid.SampledFrom([]string{"", model.OverPeriod, "2 periods"}).Draw(t, "rule over"),
	}}
	if s.Demand[2].Max.Priced() {
		s.Demand[2].Max.Penalty = model.Series{}
	}
}

func moneyOfShortages(s *model.Scenario) []*model.Series {
	var all []*model.Series
	for i := range s.Shortage {
		all = append(all, &s.Shortage[i].Terms.Penalty)
	}
	for i := range s.Classes {
		all = append(all, &s.Classes[i].Priority.Penalty)
	}
	return all
}

// Serving one unit more of a first class can never be had by serving one less
// of a later one, for the same item in the same place.
func TestAFirstClassIsNeverShortForALaterOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomPlant(t)
		randomShortage(t, s)
		s.Shortage = nil
		for i := range s.Classes {
			s.Classes[i].Priority.Penalty = model.Series{}
		}
		r, err := Plan(context.Background(), engine, s, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !r.Status.HasPlan() || len(s.Classes) == 0 {
			return
		}
		first, later := 0, 1
		if s.Demand[1].Class == "vip" {
			first, later = 1, 0
		}
		if !s.Demand[first].MayGoShort() || !s.Demand[later].MayGoShort() {
			return
		}
		for period := range s.Calendar.Len() {
			asked := s.Demand[first].Quantity.Value.At(period)
			if period > 0 {
				asked += r.Plan.Backlog.At(first, period-1)
			}
			short := asked - r.Plan.Served.At(first, period)
			must := s.Demand[later].Must(model.Window{From: period, To: period})
			if extra := r.Plan.Served.At(later, period) - must; math.Min(short, extra) > 1e-4 {
				t.Fatalf("in period %d the first class is short of %v and the later one gets %v", period, short, extra)
			}
		}
	})
}
