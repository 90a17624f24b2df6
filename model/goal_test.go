package model

import "testing"

// goalWith is a scenario with a goal that is sound but for a change.
func goalWith(change func(*Goal)) func(*Scenario) {
	return func(s *Scenario) {
		g := Goal{ID: "own", Of: Figure{Line: LineCost}, Want: AtMost, Target: Fixed(100), Rank: 1}
		change(&g)
		s.Goals = []Goal{g}
	}
}

func init() {
	featureBreakages = append(featureBreakages, []breaks{
		{"goal-form", "goals.own", goalWith(func(g *Goal) { g.Rank = 0 })},
		{"goal-form", "goals.own", goalWith(func(g *Goal) { g.Hard = true })},
		{"goal-form", "goals.own", goalWith(func(g *Goal) { g.Want = "" })},
		{"goal-form", "goals.own", goalWith(func(g *Goal) { g.Want = Most })},
		{"goal-form", "goals.own", goalWith(func(g *Goal) { g.Want, g.Target, g.Rank, g.Hard = Least, Limit{}, 0, true })},
		{"goal-form", "goals.own.periods", goalWith(func(g *Goal) { g.Periods = []int{2, 1} })},
		{"unknown-word", "goals.own.of", goalWith(func(g *Goal) { g.Of.Line = "costs" })},
		{"rule-form", "goals.own.of", goalWith(func(g *Goal) { g.Of = Figure{} })},
		{"unknown-word", "goals.own.method", goalWith(func(g *Goal) { g.Method = "both" })},
		{"negative", "goals.own.tolerance", goalWith(func(g *Goal) { g.Tolerance = -1 })},
		{"goal-form", "goals.own.rank", goalWith(func(g *Goal) { g.Rank = -1 })},
		{"bad-date", "goals.own.review", goalWith(func(g *Goal) { g.Target.Review = "soon" })},
		{"series-length", "goals.own.at_most", goalWith(func(g *Goal) { g.Target.Value = PerPeriod([]float64{1, 2}) })},
		{"number-too-large", "goals.own.at_most", goalWith(func(g *Goal) { g.Target.Value = Constant(1e16) })},
		{"id-clash", "goals.objective", goalWith(func(g *Goal) { g.ID = AimSection })},
		{"bad-window", "budget.own.over", func(s *Scenario) {
			s.Budget = []Goal{{ID: "own", Of: Figure{Line: LineCost}, Want: AtMost, Target: Fixed(100), Over: "fortnight"}}
		}},
		{"goal-form", "goals.two.method", func(s *Scenario) {
			goalWith(func(*Goal) {})(s)
			second := s.Goals[0]
			second.ID, second.Method = "two", LeastMet
			s.Goals = append(s.Goals, second)
		}},
		{"goal-scale", "goals.two", func(s *Scenario) {
			goalWith(func(*Goal) {})(s)
			second := s.Goals[0]
			second.ID, second.Target = "two", Fixed(0)
			s.Goals = append(s.Goals, second)
		}},
		{"missing-key", "objective", func(s *Scenario) { s.Objective = MaximiseDiscountedProfit }},
		{"share-above-one", "discount_rate", func(s *Scenario) { s.Interest = 8 }},
	}...)
}

func TestServiceWeighsDemandsAlikeWhereUnitsDiffer(t *testing.T) {
	s := &Scenario{
		Calendar: mustCalendar(2),
		Families: []Item{{ID: "ice", Unit: "t"}, {ID: "tools", Unit: "each"}},
		Demand: []Demand{
			{ID: "ice", Item: "ice", Quantity: Fixed(5), Lost: Lost{Allowed: true}},
			{ID: "tools", Item: "tools", Quantity: Fixed(500), Lost: Lost{Allowed: true}},
		},
	}
	p := NewPlan(s)
	p.Lost.Set(0, 0, 5) // half of the ice, which is a quarter of all
	got := s.Measures().FigureValue(&Figure{Line: LineService}, []int{0, 1}, p, NewStatement(2))
	if got != 75 {
		t.Errorf("service %v, expected 75", got)
	}
	s.Families[0].Unit = "each" // 5 of 1010
	if got, want := s.Measures().FigureValue(&Figure{Line: LineService}, []int{0, 1}, p, NewStatement(2)), 100-100*5.0/1010; got != want {
		t.Errorf("service %v, expected %v", got, want)
	}
}
