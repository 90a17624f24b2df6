package solver

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func init() {
	goldens["orders"] = ordersGolden
	goldens["service"] = serviceGolden
	decorations = append(decorations, decoration{name: "orders", apply: randomOrders, money: moneyOfOrders})
}

// ordersGolden has backlog of limited age, and sales that are the same.
func ordersGolden() *model.Scenario {
	s := base(4)
	s.Families[0].Price = number(40)
	s.Demand = []model.Demand{
		{ID: "club", Item: "tools", Max: limits(30, 20, 30, 30), Same: model.Limit{Value: number(0), Owner: "plant", Penalty: number(2)}},
		{
			ID: "shop", Item: "tools", Quantity: limits(100, 20, 30, 40),
			Backlog: model.Backlog{Allowed: true, Opening: 10, Cost: number(1), MaxAge: limits(2)},
		},
	}
	s.Demand[1].Backlog.MaxAge.Owner = "sales"
	return s
}

// serviceGolden has a floor of every kind: hard and by period, which needs no
// decisions of its own; priced over any two periods, which does; of a class
// together, and of each demand of a class.
func serviceGolden() *model.Scenario {
	s := base(3)
	s.Resources = []model.Resource{{ID: "line", Unit: "h", Capacity: limits(150, 190, 300)}}
	s.Processes[0].Uses = one("line")
	late := model.Backlog{Allowed: true, Opening: 5, Cost: number(1), Max: limits(60)}
	floor := func(share float64, over string) model.Service {
		return model.Service{Fill: model.Fixed(share), Over: over}
	}
	s.Classes = []model.Class{
		{ID: "gold", Service: floor(0.9, model.OverHorizon)},
		{ID: "web", Service: model.Service{Fill: model.Fixed(0.5), Over: model.OverPeriod, Each: true}},
	}
	s.Demand = []model.Demand{
		{ID: "club", Item: "tools", Class: "gold", Quantity: limits(40), Lost: model.Lost{Allowed: true, Cost: number(30)}},
		{ID: "fans", Item: "tools", Class: "gold", Quantity: limits(20), Backlog: late, Service: floor(0.25, model.OverPeriod)},
		{ID: "shop", Item: "tools", Quantity: limits(100), Backlog: late, Service: model.Service{Fill: priced(limits(0.6), 4), Over: "2 periods"}},
		{ID: "web", Item: "tools", Class: "web", Max: limits(30, 0, 30), Price: number(1)},
	}
	return s
}

// audited solves a scenario, and asks that the audit finds nothing.
func audited(t *testing.T, s *model.Scenario) *Result {
	t.Helper()
	r := solve(t, s)
	if r.Status != Optimal {
		t.Fatalf("status %s: %+v", r.Status, r.Conflict)
	}
	found := audit.Check(s, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties})
	for _, d := range found.Differences {
		t.Errorf("audit: %s: %s", d.Check, d.What)
	}
	return r
}

func TestBacklogIsServedBeforeItIsTooOld(t *testing.T) {
	// Nothing can be made before the fourth month, when all is made that is still asked.
	scenario := func(age model.Limit) *model.Scenario {
		s := base(4)
		s.Resources = []model.Resource{{ID: "line", Unit: "h", Capacity: limits(0, 0, 0, 1000)}}
		s.Processes[0].Uses = one("line")
		d := &s.Demand[0]
		d.Quantity = limits(10, 20, 30, 40)
		d.Backlog = model.Backlog{Allowed: true, Opening: 5, Cost: number(1), MaxAge: age, Closing: limits(0)}
		d.Lost = model.Lost{Allowed: true, Cost: number(100)}
		return s
	}
	for _, c := range []struct {
		name string
		age  model.Limit
		lost float64
		cost float64
	}{
		// Owed at the end of the months: 15, 35, 65, then everything is made for 10 each.
		{"without a limit all waits for the fourth month", model.Limit{}, 0, 15 + 35 + 65 + 1050},
		// The five from before must be served by the third month (three late).
		{"at most three months late loses what was owed before", limits(3), 5, 500 + 10 + 30 + 60 + 1000},
		{"at most one month late loses all but the last two months' orders", limits(1), 35, 3500 + 30 + 700},
		{"never late loses all of three months", limits(0), 65, 6500 + 400},
		// Owed and too old: January nothing (5 are one late), February 5, March 5+10; for 2 each and month.
		{"a priced age is broken where that costs less", priced(limits(2), 2), 0, 15 + 35 + 65 + 1050 + 2*(5+15)},
		{"the age may change over time: none in the third month", limits(3, 3, 0, 3), 65, 6500 + 400},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := audited(t, scenario(c.age))
			if lost := r.Plan.Lost.Sum(0); !near(lost, c.lost) || !near(r.Value, c.cost) {
				t.Errorf("lost %v at a cost of %v, expected %v and %v", lost, r.Value, c.lost, c.cost)
			}
		})
	}
}

func TestSalesAreTheSameInEveryPeriod(t *testing.T) {
	scenario := func(penalty model.Series) *model.Scenario {
		s := base(3)
		s.Objective = model.MaximiseProfit
		s.Demand[0] = model.Demand{
			ID: "tools", Item: "tools", Price: number(15), Max: limits(30, 20, 50),
			Same: model.Limit{Value: number(0), Penalty: penalty},
		}
		return s
	}
	t.Run("hard: the smallest market holds everywhere", func(t *testing.T) {
		r := audited(t, scenario(model.Series{}))
		if !near(r.Value, 3*20*5) {
			t.Errorf("profit %v, expected %v", r.Value, 300)
		}
	})
	// From 20 to 50 for 5 each less 3 a unit of change; in January one unit more than in February earns 5 less 3.
	t.Run("priced: sales change where that earns more", func(t *testing.T) {
		r := audited(t, scenario(number(3)))
		if want := 5*(30+20+50.) - 3*(10+30); !near(r.Value, want) {
			t.Errorf("profit %v, expected %v", r.Value, want)
		}
	})
}

func TestFloorsUnderTheFillRate(t *testing.T) {
	// 100 are asked in each of four months; the line makes 60 and in the last month 200, and more for 20 each. What is
	// late costs 1 a month, and nothing may stay owed: at least 20 must be made in overtime, best in January.
	scenario := func(change func(*model.Scenario)) *model.Scenario {
		s := base(4)
		s.Resources = []model.Resource{{ID: "line", Unit: "h", Capacity: limits(60, 60, 60, 200), Overtime: model.Overtime{Allowed: true, Cost: number(20)}}}
		s.Processes[0].Uses = one("line")
		d := &s.Demand[0]
		d.Backlog = model.Backlog{Allowed: true, Cost: number(1), Closing: limits(0)}
		change(s)
		return s
	}
	fill := func(share model.Limit, over string) func(*model.Scenario) {
		return func(s *model.Scenario) { s.Demand[0].Service = model.Service{Fill: share, Over: over} }
	}
	for _, c := range []struct {
		name   string
		change func(*model.Scenario)
		cost   float64
	}{
		{"without a floor what is late waits", func(*model.Scenario) {}, 10*400 + 20*20 + 20 + 60 + 100},
		// 50 on time in every month, that is at most 50 owed at its end: by March 250 of 300 must be served, 180 of
		// them in regular time. Overtime makes 40 in January and 30 in February; owed are 0, 10 and 50.
		{"half on time in every month", fill(limits(0.5), model.OverPeriod), 10*400 + 20*70 + 0 + 10 + 50},
		// At 5 a unit overtime for 20 is not worth it: with 20 in January, February serves 20 late and 40 on time,
		// March 60 late and none on time. A unit that is late for two months is missed once.
		{"a cheap price is paid", fill(priced(limits(0.5), 5), model.OverPeriod), 10*400 + 20*20 + 20 + 60 + 100 + 5*(10+50)},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := audited(t, scenario(c.change))
			if !near(r.Value, c.cost) {
				t.Errorf("cost %v, expected %v", r.Value, c.cost)
			}
		})
	}
}

// Whatever the floors, serving in the order of asking gives what is on time.
func TestOverTheHorizonOnTimeCountsOnlyWhereTheDemandHasCaughtUp(t *testing.T) {
	// January is lost to the line. 90 % of three months on time would be 270 of 300, but 100 are late; two thirds are 200.
	scenario := func(share float64) *model.Scenario {
		s := base(3)
		s.Resources = []model.Resource{{ID: "line", Unit: "h", Capacity: limits(0, 150, 150), Overtime: model.Overtime{Allowed: true, Cost: number(20)}}}
		s.Processes[0].Uses = one("line")
		s.Demand[0].Backlog = model.Backlog{Allowed: true, Cost: number(1), Closing: limits(0)}
		s.Demand[0].Service.Fill = model.Fixed(share)
		s.Resources[0].Overtime.Max = limits(0, 1000, 1000)
		return s
	}
	t.Run("a third needs nothing more than March", func(t *testing.T) {
		// February serves the 100 of January and 50 on time, owing 50; March then 150: 100 on time.
		r := audited(t, scenario(1./3))
		if !near(r.Value, 3000+100+50) {
			t.Errorf("cost %v, expected %v", r.Value, 3150)
		}
	})
	t.Run("two thirds need all of February in time", func(t *testing.T) {
		r := audited(t, scenario(2./3))
		if !near(r.Value, 3000+100+20*50) {
			t.Errorf("cost %v, expected %v", r.Value, 4100)
		}
		if len(r.Integer) != 1 || r.Integer[0] != "demand.tools.service.fill" {
			t.Errorf("integer because of %q", r.Integer)
		}
	})
	t.Run("more cannot be", func(t *testing.T) {
		r := solve(t, scenario(0.7))
		if r.Status != Infeasible || len(r.Conflict) == 0 {
			t.Fatalf("status %s, conflict %+v", r.Status, r.Conflict)
		}
	})
}

func TestWhatHasNotCaughtUpDoesNotLowerWhatIsOnTimeElsewhere(t *testing.T) {
	// Nothing is made until March: two months late costs no more of the fill than the two months themselves.
	s := base(4)
	s.Resources = []model.Resource{{ID: "line", Unit: "h", Capacity: limits(0, 0, 300, 100)}}
	s.Processes[0].Uses = one("line")
	s.Demand[0].Backlog = model.Backlog{Allowed: true, Cost: number(1)}
	s.Demand[0].Service.Fill = model.Fixed(0.5)
	if r := audited(t, s); !near(r.Value, 4000+100+200) {
		t.Errorf("cost %v, expected %v", r.Value, 4300)
	}
}

func TestAClassIsServedTogetherOrEachForItself(t *testing.T) {
	// 80 of 200 asked can be made; chairs of the club cost more to lose.
	scenario := func(service model.Service) *model.Scenario {
		s := base(1)
		s.Resources = []model.Resource{{ID: "line", Unit: "h", Capacity: limits(80), Overtime: model.Overtime{Allowed: true, Cost: number(50)}}}
		s.Processes[0].Uses = one("line")
		s.Classes = []model.Class{{ID: "gold", Service: service}}
		s.Demand = []model.Demand{
			{ID: "club", Item: "tools", Class: "gold", Quantity: limits(100), Lost: model.Lost{Allowed: true, Cost: number(40)}},
			{ID: "shop", Item: "tools", Class: "gold", Quantity: limits(100), Lost: model.Lost{Allowed: true, Cost: number(20)}},
		}
		return s
	}
	t.Run("together the dear one gets it", func(t *testing.T) {
		r := audited(t, scenario(model.Service{Fill: model.Fixed(0.5)}))
		if want := 10*100 + 50*20 + 20*100.; !near(r.Value, want) {
			t.Errorf("cost %v, expected %v", r.Value, want)
		}
	})
	t.Run("each for itself both get half", func(t *testing.T) {
		r := audited(t, scenario(model.Service{Fill: model.Fixed(0.5), Each: true}))
		if want := 10*100 + 50*20 + 40*50 + 20*50.; !near(r.Value, want) {
			t.Errorf("cost %v, expected %v", r.Value, want)
		}
	})
}

// randomOrders gives the demand for tools an age, a floor or a class, and that
// for wagons the same sales.
func randomOrders(t *rapid.T, s *model.Scenario) {
	share := func() model.Limit {
		l := model.Fixed(float64(rapid.IntRange(0, 10).Draw(t, "fill")) / 10)
		if rapid.Bool().Draw(t, "priced fill") {
			l.Penalty = number(9)
		}
		return l
	}
	over := func() string {
		return rapid.SampledFrom([]string{"", model.OverPeriod, model.OverQuarter, "2 periods"}).Draw(t, "over")
	}
	for i := range s.Demand {
		d := &s.Demand[i]
		if d.Backlog.Allowed && rapid.Bool().Draw(t, "age") {
			d.Backlog.MaxAge = model.Fixed(float64(rapid.IntRange(0, 3).Draw(t, "age")))
			if rapid.Bool().Draw(t, "priced age") {
				d.Backlog.MaxAge.Penalty = number(4)
			}
		}
		if rapid.Bool().Draw(t, "floor") {
			d.Service = model.Service{Fill: share(), Over: over()}
		}
		if !d.Exact() && rapid.Bool().Draw(t, "same") {
			d.Same = model.Fixed(0)
			if rapid.Bool().Draw(t, "priced same") {
				d.Same.Penalty = number(2)
			}
		}
		d.Class = rapid.SampledFrom([]string{"", "gold"}).Draw(t, "class")
	}
	s.Classes = []model.Class{{ID: "gold", Service: model.Service{Fill: share(), Over: over(), Each: rapid.Bool().Draw(t, "each")}}}
}

func moneyOfOrders(s *model.Scenario) []*model.Series {
	var all []*model.Series
	for i := range s.Demand {
		d := &s.Demand[i]
		all = append(all, &d.Backlog.MaxAge.Penalty, &d.Same.Penalty, &d.Service.Fill.Penalty)
	}
	for i := range s.Classes {
		all = append(all, &s.Classes[i].Service.Fill.Penalty)
	}
	return all
}

// What is on time is what serving in the order of asking gives, however the
// demand is served: the decision of the engine cannot claim more.
func TestOnTimeIsNeverClaimedInExcess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomPlant(t)
		d := &s.Demand[0]
		d.Backlog.Allowed = true
		share := float64(rapid.IntRange(1, 9).Draw(t, "fill")) / 10
		d.Service.Fill = model.Fixed(share)
		r := best(t, s)
		if !r.Status.HasPlan() {
			return
		}
		var asked, prompt, owed float64
		for period := range s.Calendar.Len() {
			asked += d.Quantity.Value.At(period)
			prompt += math.Max(0, r.Plan.Served.At(0, period)-owed)
			owed = r.Plan.Backlog.At(0, period)
		}
		if prompt < share*asked-1e-5*max(1, asked) {
			t.Fatalf("%v of %v are on time, expected %v", prompt, asked, share*asked)
		}
	})
}
