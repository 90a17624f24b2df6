package model

import (
	"math"
	"testing"
)

func init() { moreBreakages = append(moreBreakages, crewBreakages) }

// crewBreakages are changes to the crew of the plant.
func crewBreakages() []breaks {
	crew := func(s *Scenario) *Workforce { return &s.Workforce[0] }
	// fitters are a second crew, whose time is counted in minutes.
	fitters := func(s *Scenario) {
		s.Workforce = append(s.Workforce, Workforce{ID: "fitters", Unit: "min", Regular: Fixed(9600)})
	}
	return []breaks{
		{"share-of-heads", "workforce.crew.attrition.rate.2026-02", func(s *Scenario) {
			crew(s).Attrition.Rate = PerPeriod([]float64{0.1, 1.1, 0.1})
		}},
		{"share-of-heads", "workforce.crew.attrition.first_year", func(s *Scenario) { crew(s).Attrition.FirstYear = Constant(25) }},
		{"share-of-heads", "workforce.crew.short_time.gives", func(s *Scenario) { crew(s).ShortTime.Gives = Constant(50) }},
		{"share-of-heads", "workforce.crew.hire.losses", func(s *Scenario) { crew(s).Hire.Course.Losses = Constant(5) }},
		{"negative", "workforce.crew.hire.max", func(s *Scenario) { crew(s).Hire.Quota.Max = Fixed(-1) }},
		{"negative", "workforce.crew.layoff.max_share.penalty", func(s *Scenario) {
			crew(s).Layoff.Quota.Share = Limit{Value: Constant(0.1), Penalty: Constant(-1)}
		}},
		{"dangling-id", "workforce.crew.hire.of", func(s *Scenario) { crew(s).Hire.Quota = Quota{Share: Fixed(0.1), Of: "weld"} }},
		{"share-of-nothing", "workforce.crew.hire.of", func(s *Scenario) { crew(s).Hire.Quota.Of = "crew" }},
		{"wage-without-training", "workforce.crew.hire.wage", func(s *Scenario) { crew(s).Hire.Course.Wage = Constant(1000) }},
		{"bad-lead-time", "workforce.crew.hire.lead_time", func(s *Scenario) { crew(s).Hire.Course.Lead.Periods = -1 }},
		{"dangling-id", "workforce.crew.hire.trainers.masters", func(s *Scenario) {
			crew(s).Hire.Course.Trainers = []Part{{"masters", Constant(1)}}
		}},
		{"dangling-id", "workforce.crew.training.masters", func(s *Scenario) { crew(s).Training = []Transfer{{ID: "masters", To: "masters"}} }},
		{"dangling-id", "workforce.crew.training.course.to", func(s *Scenario) { crew(s).Training = []Transfer{{ID: "course", To: "masters"}} }},
		{"own-crew", "workforce.crew.downgrade.crew", func(s *Scenario) { crew(s).Downgrade = []Transfer{{ID: "crew", To: "crew"}} }},
		{"unsorted", "workforce.crew.training.a", func(s *Scenario) {
			fitters(s)
			crew(s).Training = []Transfer{{ID: "b", To: "fitters"}, {ID: "a", To: "fitters"}}
		}},
		{"duplicate-id", "workforce.crew.downgrade.fitters", func(s *Scenario) {
			fitters(s)
			crew(s).Training = []Transfer{{ID: "fitters", To: "fitters"}}
			crew(s).Downgrade = crew(s).Training
		}},
		{"own-crew", "workforce.crew.serves.crew", func(s *Scenario) { crew(s).Serves = []Skill{{To: "crew", Efficiency: Constant(1)}} }},
		{"crew-units", "workforce.crew.serves.fitters", func(s *Scenario) {
			fitters(s)
			crew(s).Serves = []Skill{{To: "fitters", Efficiency: Constant(1)}}
		}},
		{"no-efficiency", "workforce.crew.serves.fitters.efficiency", func(s *Scenario) {
			fitters(s)
			crew(s).Serves = []Skill{{To: "fitters", Efficiency: Constant(0)}}
		}},
		{"unsorted", "workforce.crew.serves.crew", func(s *Scenario) {
			fitters(s)
			crew(s).Serves = []Skill{{To: "fitters", Efficiency: Constant(1)}, {To: "crew", Efficiency: Constant(1)}}
		}},
		{"bad-contract", "workforce.crew.temps.agency.contract", func(s *Scenario) { crew(s).Temps = []Temp{{ID: "agency"}} }},
		{"hours-priced", "workforce.crew.temps.agency.hours", func(s *Scenario) {
			crew(s).Temps = []Temp{{ID: "agency", Contract: 1, Hours: Limit{Value: Constant(140), Penalty: Constant(1)}}}
		}},
		{"unsorted", "workforce.crew.temps.a", func(s *Scenario) { crew(s).Temps = []Temp{{ID: "b", Contract: 1}, {ID: "a", Contract: 1}} }},
		{"bad-date", "workforce.crew.policy.no_layoff.review", func(s *Scenario) { crew(s).Policy.NoLayoff = Promise{On: true, Review: "soon"} }},
		{"not-finite", "workforce.crew.policy.stable.penalty", func(s *Scenario) {
			crew(s).Policy.Stable = Promise{On: true, Penalty: Constant(math.Inf(1))}
		}},
		{"unknown-period", "workforce.crew.policy.stable.changes", func(s *Scenario) {
			crew(s).Policy.Stable = Promise{On: true, Changes: []string{"2027-01"}}
		}},
		{"limit-missing", "crew_limits.all", func(s *Scenario) { s.CrewLimits = []CrewLimit{{ID: "all", Of: CrewHeads, Over: EachPeriod}} }},
		{"unknown-word", "crew_limits.all.of", func(s *Scenario) {
			s.CrewLimits = []CrewLimit{{ID: "all", Of: "people", Over: EachPeriod, Max: Fixed(1)}}
		}},
		{"unknown-word", "crew_limits.all.over", func(s *Scenario) { s.CrewLimits = []CrewLimit{{ID: "all", Of: CrewHeads, Max: Fixed(1)}} }},
		{"dangling-id", "crew_limits.all.crews", func(s *Scenario) {
			s.CrewLimits = []CrewLimit{{ID: "all", Of: CrewHeads, Over: EachPeriod, Crews: []string{"masters"}, Max: Fixed(1)}}
		}},
		{"min-above-max", "crew_limits.all.min", func(s *Scenario) {
			s.CrewLimits = []CrewLimit{{ID: "all", Of: CrewHeads, Over: EachPeriod, Min: Fixed(2), Max: Fixed(1)}}
		}},
		{"closing-one-value", "crew_limits.all.max", func(s *Scenario) {
			s.CrewLimits = []CrewLimit{{ID: "all", Of: CrewHeads, Over: WholeHorizon, Max: perPeriod(1, 2, 3)}}
		}},
	}
}

func TestWhatHeadsThereCanBeCountsWhoLeavesAndWhoComes(t *testing.T) {
	calendar, err := NewCalendar(Month, "2026-01", 3)
	if err != nil {
		t.Fatal(err)
	}
	s := &Scenario{
		Name: "crews", Objective: MinimiseCost, Calendar: calendar,
		Workforce: []Workforce{
			{
				ID: "fitters", Headcount: Headcount{Opening: 10}, Regular: Fixed(100), Attrition: Attrition{Rate: Constant(0.1)},
				Hire:   Move{Allowed: true, Quota: Quota{Max: Fixed(2)}, Course: Course{Lead: Lag{Periods: 1}, Losses: Constant(0.5)}},
				Layoff: Move{Allowed: true, Quota: Quota{Max: Fixed(3)}},
				Temps:  []Temp{{ID: "agency", Contract: 2, Hours: Fixed(80), Quota: Quota{Max: Fixed(1)}}},
			},
			{
				ID: "helpers", Headcount: Headcount{Opening: 5}, Regular: Fixed(100),
				Serves:   []Skill{{To: "fitters", Efficiency: Constant(0.5), Max: Fixed(60)}},
				Training: []Transfer{{ID: "fitters", To: "fitters", Quota: Quota{Max: Fixed(1)}}},
			},
		},
	}
	for _, m := range Validate(s) {
		if !m.Warning {
			t.Fatalf("%+v", m)
		}
	}
	c := newChecker(s)
	near := func(got, want []float64) bool {
		for i := range want {
			if math.Abs(got[i]-want[i]) > 1e-9 {
				return false
			}
		}
		return len(got) == len(want)
	}
	most, fewest := c.headsRange(&s.Workforce[0])
	// A tenth leaves; a helper joins each month, and from February one of two recruits.
	if want := []float64{10, 11, 11.9}; !near(most, want) {
		t.Errorf("most heads %v, want %v", most, want)
	}
	if want := []float64{6, 2.4, 0}; !near(fewest, want) {
		t.Errorf("fewest heads %v, want %v", fewest, want)
	}
	// 100 h a head, 80 h of a temp, and 60 h of helpers at half their worth.
	if got, want := c.roomOf["fitters"].most, []float64{1110, 1210, 1300}; !near(got, want) {
		t.Errorf("most hours %v, want %v", got, want)
	}
}
