package solver

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func init() {
	goldens["crew"] = crewGolden
	goldens["crew_hours"] = crewHoursGolden
	goldens["crew_recruits"] = recruitsGolden
}

// crewGolden has every limit on heads that come and go.
func crewGolden() *model.Scenario {
	s := base(3)
	s.Workforce = []model.Workforce{{
		ID: "fitters", Unit: "h", Integer: true, Headcount: model.Headcount{Opening: 10}, Regular: limits(100), Wage: number(3000),
		Attrition: model.Attrition{Rate: list(0.1, 0.2, 0.2)},
		Hire: model.Move{
			Allowed: true, Cost: number(50), Quota: model.Quota{Max: limits(nan, 4, 4), Share: limits(0.5), Of: "masters"},
			Course: model.Course{
				Lead: model.Lag{Periods: 1}, Wage: number(1000), Losses: number(0.25),
				Trainers: []model.Part{{ID: "masters", Quantity: number(20)}, {ID: "school", Quantity: number(8)}},
			},
		},
		Layoff: model.Move{Allowed: true, Quota: model.Quota{Max: priced(limits(2), 70)}},
		Training: []model.Transfer{{
			ID: "course", To: "masters", Cost: number(400), Quota: model.Quota{Max: limits(3), Share: limits(0.25), Of: "masters"},
			Course: model.Course{Lead: model.Lag{Periods: 2}, Wage: number(2500), Losses: number(0.1), Trainers: []model.Part{{ID: "school", Quantity: number(16)}}},
		}},
		Policy: model.Policy{NoLayoff: model.Promise{On: true, Owner: "works council", Penalty: number(900)}},
	}, {
		ID: "masters", Unit: "h", Headcount: model.Headcount{Opening: 4}, Regular: limits(90),
		Downgrade: []model.Transfer{{ID: "fitters", To: "fitters", Course: model.Course{Losses: number(0.5)}}},
		Policy:    model.Policy{Stable: model.Promise{On: true, Changes: []string{"2026-02"}}},
	}}
	s.Resources = []model.Resource{{ID: "school", Unit: "h", Capacity: limits(60)}}
	s.Processes[0].Uses = []model.Part{{ID: "fitters", Quantity: number(4)}, {ID: "masters", Quantity: number(1)}}
	s.CrewLimits = []model.CrewLimit{
		{ID: "all", Of: model.CrewHeads, Over: model.EachPeriod, Min: limits(9), Max: limits(nan, 16, 17)},
		{ID: "freeze", Of: model.CrewHired, Over: model.WholeHorizon, Crews: []string{"fitters"}, Max: limits(6)},
		{ID: "school", Of: model.CrewRetrained, Over: model.WholeHorizon, Min: limits(1), Max: limits(9)},
	}
	return s
}

// crewHoursGolden has everything that changes the hours that heads give.
func crewHoursGolden() *model.Scenario {
	s := base(2)
	s.Workforce = []model.Workforce{{
		ID: "fitters", Unit: "h", Integer: true, Headcount: model.Headcount{Opening: 3}, Regular: limits(100, 80), Wage: number(3000),
		Overtime: model.Overtime{Allowed: true, Max: limits(10), Cost: number(45)},
		Serves:   []model.Skill{{To: "helpers", Efficiency: number(0.8), Cost: number(2), Max: limits(60)}},
		Temps: []model.Temp{
			{ID: "agency", Cost: number(4000), Signing: number(100), Contract: 2, Hours: limits(90), Quota: model.Quota{Max: limits(5)}},
			{ID: "retired", Cost: number(2000), Contract: 1, Quota: model.Quota{Share: limits(0.5)}},
		},
		ShortTime: model.ShortTime{Allowed: true, Cost: number(300), Wage: number(2000), Gives: number(0.4), Quota: model.Quota{Max: limits(2)}},
		Idle:      model.Idle{Allowed: true, Cost: number(150), Quota: model.Quota{Max: limits(1), Share: priced(limits(0.2), 9)}},
	}, {
		ID: "helpers", Unit: "h", Headcount: model.Headcount{Opening: 2}, Regular: limits(100), Wage: number(2000),
		Serves:    []model.Skill{{To: "fitters", Efficiency: number(0.5)}},
		ShortTime: model.ShortTime{Allowed: true},
	}}
	s.Processes[0].Uses = []model.Part{{ID: "fitters", Quantity: number(4)}, {ID: "helpers", Quantity: number(1)}}
	s.CrewLimits = []model.CrewLimit{
		{ID: "idle", Of: model.CrewIdle, Over: model.EachPeriod, Max: limits(1)},
		{ID: "kurz", Of: model.CrewShortTime, Over: model.EachPeriod, Max: limits(2)},
		{ID: "temps", Of: model.CrewTemps, Over: model.EachPeriod, Crews: []string{"fitters"}, Max: limits(6)},
	}
	return s
}

// recruitsGolden has quarters, of which four are the first year of recruits.
func recruitsGolden() *model.Scenario {
	s := base(6)
	s.Calendar, _ = model.NewCalendar(model.Quarter, "2026-Q1", 6)
	s.Workforce = []model.Workforce{{
		ID: "crew", Unit: "h", Headcount: model.Headcount{Opening: 100}, Regular: limits(500),
		Attrition: model.Attrition{Rate: number(0.02), FirstYear: number(0.1)},
		Hire:      model.Move{Allowed: true, Cost: number(1)}, Layoff: model.Move{Allowed: true, Cost: number(1)},
	}}
	s.Processes[0].Uses = []model.Part{{ID: "crew", Quantity: number(500)}}
	return s
}

// crewed is one crew that makes tools, an hour each, with nothing else around.
func crewed(periods int, asked ...float64) *model.Scenario {
	s := base(periods)
	s.Processes[0].Cost = model.Series{}
	s.Processes[0].Uses = []model.Part{{ID: "crew", Quantity: number(1)}}
	s.Demand[0].Quantity = limits(asked...)
	s.Workforce = []model.Workforce{{ID: "crew", Unit: "h", Headcount: model.Headcount{Opening: 10}, Regular: limits(1)}}
	return s
}

// with changes the first crew of a scenario.
func with(s *model.Scenario, change func(s *model.Scenario, w *model.Workforce)) *model.Scenario {
	change(s, &s.Workforce[0])
	return s
}

// helpers adds a second crew, of five heads who cost 3 each.
func helpers(s *model.Scenario) *model.Scenario {
	s.Workforce = append(s.Workforce, model.Workforce{ID: "helpers", Unit: "h", Headcount: model.Headcount{Opening: 5}, Regular: limits(1), Wage: number(3)})
	return s
}

func TestCrewsThatCanBeReckonedByHand(t *testing.T) {
	type (
		S = *model.Scenario
		W = *model.Workforce
	)
	hire := func(cost float64) model.Move { return model.Move{Allowed: true, Cost: number(cost)} }
	cases := map[string]struct {
		scenario *model.Scenario
		value    float64
		heads    []float64 // of the first crew
	}{
		// A tenth leaves before the first month and a fifth before the third: 1 and 2 are hired.
		"those who leave are replaced": {
			with(crewed(3, 10, 10, 10), func(_ S, w W) {
				w.Attrition.Rate = list(0.1, 0, 0.2)
				w.Hire = hire(7)
			}), 7 * (1 + 2), []float64{10, 10, 10},
		},
		// Years: of 10 hired a quarter leaves at once, then a tenth of all 17.5 a year.
		"recruits of a year's period leave at their own rate when they join": {
			func() S {
				s := crewed(2, 17.5, 15.75)
				s.Calendar, _ = model.NewCalendar(model.Year, "2026", 2)
				s.Workforce[0].Attrition = model.Attrition{Rate: list(0, 0.1), FirstYear: number(0.25)}
				s.Workforce[0].Hire = hire(2)
				return s
			}(), 20, []float64{17.5, 15.75},
		},
		// Half-years: of 20 hired 10 and then 5 are left; of the 10 others 9, and 8.1. In the
		// third half-year a tenth of all 14 leaves.
		"recruits leave at their own rate for a year": {
			func() S {
				s := crewed(3, 20, 0, 0)
				s.Calendar, _ = model.NewCalendar(model.Month, "2026-01", 18)
				s.Calendar.Periods = halves(s.Calendar.Periods)
				s.Workforce[0].Attrition = model.Attrition{Rate: list(0, 0.1, 0.1), FirstYear: number(0.5)}
				s.Workforce[0].Hire = hire(2)
				return s
			}(), 40, []float64{20, 14, 12.6},
		},
		// 12 are needed in the third month: 4 hired in the first, of whom half finish, paid 5 for two months.
		"recruits are trained before they are heads": {
			with(crewed(3, 10, 10, 12), func(_ S, w W) {
				w.Hire = hire(1)
				w.Hire.Course = model.Course{Lead: model.Lag{Periods: 2}, Wage: number(5), Losses: number(0.5)}
			}), 4*1 + 4*5*2, []float64{10, 10, 12},
		},
		// Training takes a tenth of an hour a recruit: 10 + x heads give 12 + x/10.
		"trainers are tied up when training takes no time of its own": {
			with(crewed(1, 12), func(_ S, w W) {
				w.Hire = hire(9)
				w.Hire.Course.Trainers = []model.Part{{ID: "crew", Quantity: number(0.1)}}
			}), 9 * 2 / 0.9, []float64{10 + 2/0.9},
		},
		"no more are hired in a period than may be": {
			with(crewed(3, 0, 0, 15), func(_ S, w W) {
				w.Wage = number(10)
				w.Hire = hire(0)
				w.Hire.Quota.Max = limits(3)
			}), 10 * (10 + 12 + 15), []float64{10, 12, 15},
		},
		// x hired of 10 + x heads, at most a fifth of them: 2.5 in the first month.
		"no more are hired than a share of the heads": {
			with(crewed(2, 0, 15), func(_ S, w W) {
				w.Wage = number(10)
				w.Hire = hire(0)
				w.Hire.Quota.Share = limits(0.2)
			}), 10 * (12 + 15), []float64{12, 15},
		},
		// Layoffs save 10 a head: 10, then 4 more a month down to 2.
		"no more are laid off in a period than may be": {
			with(crewed(3, 0, 0, 2), func(_ S, w W) {
				w.Wage = number(10)
				w.Layoff = model.Move{Allowed: true, Quota: model.Quota{Max: limits(4)}}
			}), 10 * (6 + 2 + 2), []float64{6, 2, 2},
		},
		"a promise is dearer to break than to keep": {
			with(crewed(1, 0), func(_ S, w W) {
				w.Wage = number(10)
				w.Layoff.Allowed = true
				w.Policy.NoLayoff = model.Promise{On: true, Penalty: number(11)}
			}), 100, []float64{10},
		},
		"a promise is cheaper to break than to keep": {
			with(crewed(1, 0), func(_ S, w W) {
				w.Wage = number(10)
				w.Layoff.Allowed = true
				w.Policy.NoLayoff = model.Promise{On: true, Penalty: number(9)}
			}), 90, []float64{0},
		},
		"a stable crew changes once, to what the peak needs": {
			with(crewed(3, 2, 8, 5), func(_ S, w W) {
				w.Wage = number(10)
				w.Hire, w.Layoff = hire(0), model.Move{Allowed: true}
				w.Policy.Stable.On = true
			}), 240, []float64{8, 8, 8},
		},
		"a stable crew changes in the periods that are named": {
			with(crewed(3, 2, 8, 5), func(_ S, w W) {
				w.Wage = number(10)
				w.Hire, w.Layoff = hire(0), model.Move{Allowed: true}
				w.Policy.Stable = model.Promise{On: true, Changes: []string{"2026-03"}}
			}), 10 * (10 + 10 + 5), []float64{10, 10, 5},
		},
		// Of two helpers 1.8 become heads of the crew, which are paid 4 in place of 3.
		"heads are trained for another crew": {
			func() S {
				s := helpers(crewed(1, 11.8))
				s.Workforce[1].Training = []model.Transfer{{ID: "crew", To: "crew", Cost: number(1), Course: model.Course{Losses: number(0.1)}}}
				s.Workforce[0].Wage = number(4)
				return s
			}(), 2*1 + 11.8*4 + 3*3, []float64{11.8},
		},
		// x are at most a fifth of the 10 + x heads that there are then: 2.5, and the rest a month later.
		"only a share of the other crew is trained at a time": {
			func() S {
				s := helpers(crewed(2, 0, 15))
				s.Workforce[1].Training = []model.Transfer{{ID: "crew", To: "crew", Cost: number(1), Quota: model.Quota{Share: limits(0.2), Of: "crew"}}}
				return s
			}(), 5*1 + 2.5*3, []float64{12.5, 15},
		},
		// 12 hours of crew are asked, 10 are there: 4 of helpers are worth 2.
		"another crew helps out at half the speed": {
			func() S {
				s := helpers(crewed(1, 12))
				s.Workforce[1].Serves = []model.Skill{{To: "crew", Efficiency: number(0.5), Cost: number(0.25)}}
				return s
			}(), 5*3 + 4*0.25, []float64{10},
		},
		// Temps of a contract of 2 months: 3 signed in February are there in March, and cost nothing in the month after.
		"temps stay for their contract": {
			with(crewed(4, 10, 13, 12, 10), func(_ S, w W) {
				w.Temps = []model.Temp{{ID: "agency", Cost: number(5), Signing: number(1), Contract: 2}}
			}), 3*1 + 3*5*2, []float64{10, 10, 10, 10},
		},
		// 20 % of each head on short time is left out: 10 - 0.2 x = 9.4.
		"short time saves wages": {
			with(crewed(1, 9.4), func(_ S, w W) {
				w.Wage = number(10)
				w.ShortTime = model.ShortTime{Allowed: true, Gives: number(0.8), Wage: number(7), Cost: number(1)}
			}), 70 + 3*(7+1), []float64{10},
		},
		// 10 heads have work for 6: short time of 2 takes 1 off at 1, the other 3 are idle at 4.
		"short time costs less than idle heads": {
			with(crewed(1, 6), func(_ S, w W) {
				w.ShortTime = model.ShortTime{Allowed: true, Cost: number(1), Quota: model.Quota{Max: limits(2)}}
				w.Idle = model.Idle{Allowed: true, Cost: number(4)}
			}), 2*1 + 3*4, []float64{10},
		},
		"idle heads beyond the most are laid off": {
			with(crewed(1, 6), func(_ S, w W) {
				w.Layoff = model.Move{Allowed: true, Cost: number(9)}
				w.Idle = model.Idle{Allowed: true, Cost: number(4), Quota: model.Quota{Max: limits(1)}}
			}), 3*9 + 1*4, []float64{7},
		},
		"several crews share a limit over the horizon": {
			func() S {
				s := helpers(crewed(2, 12, 12))
				s.Workforce[1].Hire, s.Workforce[0].Hire = hire(1), hire(1)
				s.Workforce[0].Temps = []model.Temp{{ID: "agency", Cost: number(6), Contract: 1}}
				s.CrewLimits = []model.CrewLimit{{ID: "freeze", Of: model.CrewHired, Over: model.WholeHorizon, Max: limits(1.5)}}
				return s
			}(), 30 + 1.5 + 2*0.5*6, []float64{11.5, 11.5},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			for _, m := range model.Validate(c.scenario) {
				t.Errorf("%s: %s", m.Path, m.Message)
			}
			r := solve(t, c.scenario)
			if r.Status != Optimal || !near(r.Value, c.value) {
				t.Fatalf("%s, objective %v, want %v", r.Status, r.Value, c.value)
			}
			for k, want := range c.heads {
				if !near(r.Plan.Heads.At(0, k), want) {
					t.Errorf("heads %v, want %v", r.Plan.Heads.Row(0), c.heads)
					break
				}
			}
			found := audit.Check(c.scenario, r.Plan, &audit.Claim{Money: r.Money, Penalties: r.Penalties, Objective: r.Value})
			if !found.Passed() {
				t.Errorf("audit: %+v", found.Differences)
			}
			tables := r.Plan.Tables(c.scenario)
			again, err := tables.Plan(c.scenario)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(r.Plan, again, cmp.AllowUnexported(model.Grid{})); diff != "" {
				t.Errorf("the plan read from its tables differs (-want +got):\n%s", diff)
			}
		})
	}
}

// halves joins every six months into one period.
func halves(months []model.Period) []model.Period {
	var out []model.Period
	for at := 0; at+5 < len(months); at += 6 {
		half := months[at]
		half.End = months[at+5].End
		out = append(out, half)
	}
	return out
}
