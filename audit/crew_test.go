package audit_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// Crews of crewShop.
const fitterCrew, masterCrew = 0, 1

// crewShop has two crews that do everything that crews can, and a plan reckoned
// by hand. 100 tools a month take 4 h of fitters and 1 h of masters each.
//
//	            Jan           Feb                        Mar
//	before      10            8                          7
//	leave       1             0.8                        0.62 of the 6.2 others
//	recruits    2 in training 1 joins, 0.2 of it leaves  0.16 leaves
//	laid off    -             1                          -
//	to masters  1             -                          -
//	heads       8             7                          6.22
//	temps       2             2                          1
//	hours       800 + 180     700 + 180 - 60 + 5         622 + 90
//	used        400 + 50      400                        400
//	idle heads  5.3           4.25                       3.12
func crewShop() (*model.Scenario, *model.Plan, *audit.Claim) {
	one := model.Constant(1)
	s := &model.Scenario{
		Name: "crews", Objective: model.MinimiseCost, Calendar: calendar(3),
		Families: []model.Item{{ID: "tools", Unit: "each"}},
		Workforce: []model.Workforce{{
			ID: "fitters", Unit: "h", Headcount: model.Headcount{Opening: 10}, Regular: model.Fixed(100), Wage: model.Constant(3),
			Attrition: model.Attrition{Rate: model.Constant(0.1), FirstYear: model.Constant(0.2)},
			Hire: model.Move{
				Allowed: true, Cost: model.Constant(50), Quota: model.Quota{Max: model.Fixed(2), Share: model.Fixed(0.4), Of: "masters"},
				Course: model.Course{
					Lead: model.Lag{Periods: 1}, Wage: model.Constant(1000), Losses: model.Constant(0.5),
					Trainers: []model.Part{{ID: "masters", Quantity: model.Constant(20)}},
				},
			},
			Layoff: model.Move{Allowed: true, Cost: model.Constant(7), Quota: model.Quota{Max: model.Fixed(1)}},
			Training: []model.Transfer{{
				ID: "course", To: "masters", Cost: model.Constant(400), Quota: model.Quota{Max: model.Fixed(1), Share: model.Fixed(0.2), Of: "masters"},
			}},
			Serves: []model.Skill{{To: "masters", Efficiency: model.Constant(0.8), Cost: model.Constant(2), Max: model.Fixed(50)}},
			Temps: []model.Temp{{
				ID: "agency", Cost: model.Constant(10), Signing: model.Constant(3), Contract: 2, Hours: model.Fixed(90), Quota: model.Quota{Max: model.Fixed(2)},
			}},
			ShortTime: model.ShortTime{Allowed: true, Cost: model.Constant(30), Wage: model.Constant(2), Gives: model.Constant(0.4), Quota: model.Quota{Max: model.Fixed(1)}},
			Idle:      model.Idle{Allowed: true, Cost: model.Constant(5), Quota: model.Quota{Max: model.Fixed(6)}},
		}, {
			ID: "masters", Unit: "h", Headcount: model.Headcount{Opening: 4}, Regular: model.Fixed(90), Wage: model.Constant(4),
			Serves: []model.Skill{{To: "fitters", Efficiency: model.Constant(0.5)}},
			Policy: model.Policy{Stable: model.Promise{On: true}},
		}},
		CrewLimits: []model.CrewLimit{
			{ID: "hiring", Of: model.CrewHired, Over: model.WholeHorizon, Max: model.Fixed(2)},
			{ID: "together", Of: model.CrewHeads, Over: model.EachPeriod, Min: model.Fixed(11), Max: model.Fixed(13)},
		},
		Processes: []model.Process{{
			ID: "assemble", Makes: []model.Part{{ID: "tools", Quantity: one}},
			Uses: []model.Part{{ID: "fitters", Quantity: model.Constant(4)}, {ID: "masters", Quantity: one}},
		}},
		Demand: []model.Demand{{ID: "tools", Item: "tools", Quantity: model.Fixed(100)}},
	}
	p := model.NewPlan(s)
	fill(p.Runs, 0, 100, 100, 100)
	fill(p.Served, 0, 100, 100, 100)
	fill(p.Heads, fitterCrew, 8, 7, 6.22)
	fill(p.Heads, masterCrew, 5, 5, 5)
	fill(p.Hired, fitterCrew, 2, 0, 0)
	fill(p.LaidOff, fitterCrew, 0, 1, 0)
	fill(p.Moved, 0, 1, 0, 0)
	fill(p.Signed, 0, 2, 0, 1)
	fill(p.Lent, 0, 50, 0, 0) // fitters to masters
	fill(p.Lent, 1, 0, 10, 0) // masters to fitters
	fill(p.ShortTime, 0, 0, 1, 0)
	fill(p.Idle, 0, 5.3, 4.25, 3.12)
	claim := &audit.Claim{Money: model.NewStatement(3)}
	book := func(account model.Account, values ...float64) { copy(claim.Money.Amounts.Row(int(account)), values) }
	book(model.Training, 400)
	book(model.Hiring, 2*50+2*3, 0, 3)
	book(model.Layoffs, 0, 7)
	book(model.Wages,
		3*8+4*5+2*1000+2*10+5*5.3+50*2,
		3*7+4*5+2*10+30-1+5*4.25,
		3*6.22+4*5+10+5*3.12)
	claim.Objective = claim.Money.Cost()
	return s, p, claim
}

func TestAPlanOfCrewsThatIsReckonedByHandPasses(t *testing.T) {
	s, p, claim := crewShop()
	for _, m := range model.Validate(s) {
		t.Errorf("%s: %s", m.Path, m.Message)
	}
	mustPass(t, audit.Check(s, p, claim))
}

// crewMutations make one thing wrong in the plan of crews.
func crewMutations() []networkMutation {
	type (
		S = *model.Scenario
		P = *model.Plan
	)
	at := func(group, key, path string, period int) []placed { return []placed{{group, key, path, period}} }
	return []networkMutation{
		{
			"fewer leave than the rate says", func(s S, _ P) { s.Workforce[fitterCrew].Attrition.Rate = over(0.1, 0.1, 0.11) },
			at("heads", "fitters", "workforce.fitters.headcount", 2),
		},
		{
			"recruits leave like all others", func(s S, _ P) { s.Workforce[fitterCrew].Attrition.FirstYear = over(0.2, 0.2, 0.1) },
			at("heads", "fitters", "workforce.fitters.headcount", 2),
		},
		{
			"recruits are there before they are trained", func(s S, _ P) { s.Workforce[fitterCrew].Hire.Course.Lead = model.Lag{Periods: 2} },
			together(
				at("heads", "fitters", "workforce.fitters.headcount", 1), at("heads", "fitters", "workforce.fitters.headcount", 2),
			),
		},
		{
			"losses of training are forgotten", func(s S, _ P) { s.Workforce[fitterCrew].Hire.Course.Losses = model.Constant(0.6) },
			together(
				at("heads", "fitters", "workforce.fitters.headcount", 1), at("heads", "fitters", "workforce.fitters.headcount", 2),
			),
		},
		{
			"heads are retrained that do not leave their crew", func(_ S, p P) { p.Moved.Set(0, 1, 0.5) },
			together(
				at("heads", "fitters", "workforce.fitters.headcount", 1), at("heads", "masters", "workforce.masters.headcount", 1),
			),
		},
		{
			"more are hired than may be", func(s S, _ P) { s.Workforce[fitterCrew].Hire.Quota.Max = limit(1.5, 2, 2) },
			at("max_hired", "fitters", "workforce.fitters.hire.max", 0),
		},
		{
			"more are hired than a share of the masters", func(s S, _ P) { s.Workforce[fitterCrew].Hire.Quota.Share = limit(0.3, 1, 1) },
			at("head_share", "fitters,hire", "workforce.fitters.hire.max_share", 0),
		},
		{
			"more are trained than a share of the masters", func(s S, _ P) { s.Workforce[fitterCrew].Training[0].Quota.Share = limit(0.1, 1, 1) },
			at("head_share", "fitters,training,course", "workforce.fitters.training.course.max_share", 0),
		},
		{
			"more are laid off than may be", func(s S, _ P) { s.Workforce[fitterCrew].Layoff.Quota.Max = limit(1, 0.5, 1) },
			at("max_laid_off", "fitters", "workforce.fitters.layoff.max", 1),
		},
		{
			"somebody is laid off against a promise", func(s S, _ P) { s.Workforce[fitterCrew].Policy.NoLayoff.On = true },
			at("no_layoff", "fitters", "workforce.fitters.policy.no_layoff", 1),
		},
		{
			"a stable crew changes in a period that is not named",
			func(s S, _ P) { s.Workforce[masterCrew].Policy.Stable.Changes = []string{"2026-02"} },
			at("stable", "masters", "workforce.masters.policy.stable", 0),
		},
		{
			"more are trained than may be", func(s S, _ P) { s.Workforce[fitterCrew].Training[0].Quota.Max = limit(0.5, 1, 1) },
			at("max_retrained", "fitters,course", "workforce.fitters.training.course.max", 0),
		},
		{
			"more temps are at work than may be", func(s S, _ P) { s.Workforce[fitterCrew].Temps[0].Quota.Max = limit(2, 1, 2) },
			at("max_temps", "fitters,agency", "workforce.fitters.temps.agency.max", 1),
		},
		{
			"temps are gone before their contract ends",
			func(s S, _ P) {
				s.Workforce[fitterCrew].Temps[0].Contract, s.Workforce[fitterCrew].Regular = 1, limit(100, 59, 100)
			},
			at("hours", "fitters", "workforce.fitters.regular", 1),
		},
		{
			"more are on short time than may be", func(s S, _ P) { s.Workforce[fitterCrew].ShortTime.Quota.Max = limit(1, 0, 1) },
			at("max_short_time", "fitters", "workforce.fitters.short_time.max", 1),
		},
		{
			"more are on short time than there are",
			func(s S, p P) {
				s.Workforce[fitterCrew].ShortTime.Quota.Max, s.Workforce[fitterCrew].ShortTime.Gives = model.Limit{}, over(0.4, 0.4, 1)
				p.ShortTime.Set(0, 2, 7)
			},
			at("short_time", "fitters", "workforce.fitters.short_time", 2),
		},
		{
			"more are idle than may be", func(s S, _ P) { s.Workforce[fitterCrew].Idle.Quota.Max = limit(5, 6, 6) },
			at("max_idle", "fitters", "workforce.fitters.idle.max", 0),
		},
		{
			"idle heads are concealed", func(_ S, p P) { p.Idle.Set(0, 2, 3) },
			at("idle", "fitters", "workforce.fitters.idle", 2),
		},
		{
			"more help is given than may be", func(s S, _ P) { s.Workforce[fitterCrew].Serves[0].Max = limit(49, 50, 50) },
			at("max_lent", "fitters,masters", "workforce.fitters.serves.masters.max", 0),
		},
		{
			"help is passed on",
			func(_ S, p P) {
				p.Lent.Set(0, 2, 0)
				p.Lent.Set(1, 2, 460) // masters have 450 h of their own
				p.Idle.Set(0, 2, 3.12+2.3)
			},
			together(
				at("hours", "masters", "workforce.masters.regular", 2), at("own_hours", "masters", "workforce.masters.serves", 2),
			),
		},
		{
			"trainers have no time for trainees", func(s S, _ P) { s.Workforce[fitterCrew].Hire.Course.Trainers[0].Quantity = model.Constant(200) },
			at("hours", "masters", "workforce.masters.regular", 0),
		},
		{
			"together there are too few", func(s S, _ P) { s.CrewLimits[1].Min = limit(11, 11, 11.5) },
			at("min_crews", "together", "crew_limits.together.min", 2),
		},
		{
			"together there are too many", func(s S, _ P) { s.CrewLimits[1].Max = limit(12, 13, 13) },
			at("max_crews", "together", "crew_limits.together.max", 0),
		},
		{
			"too many are hired over the horizon", func(s S, _ P) { s.CrewLimits[0].Max = model.Fixed(1) },
			at("total_crews", "hiring,max", "crew_limits.hiring.max", 2),
		},
		{
			"recruits are laid off",
			func(_ S, p P) {
				p.LaidOff.Set(fitterCrew, 1, 7.5)
				p.Heads.Set(fitterCrew, 1, 0.5)
				p.Heads.Set(fitterCrew, 2, 0.37) // 0.64 recruits and 0.9 of the -0.3 others
				p.Idle.Set(0, 1, 0)
				p.Idle.Set(0, 2, 0)
			},
			together(
				at("hours", "fitters", "workforce.fitters.regular", 1), at("hours", "fitters", "workforce.fitters.regular", 2),
				at("max_laid_off", "fitters", "workforce.fitters.layoff.max", 1),
				at("min_crews", "together", "crew_limits.together.min", 1), at("min_crews", "together", "crew_limits.together.min", 2),
				at("recruits", "fitters", "workforce.fitters.attrition.first_year", 1),
				at("short_time", "fitters", "workforce.fitters.short_time", 1),
			),
		},
		{
			"half a head is retrained where heads are whole",
			func(s S, p P) {
				s.Workforce[masterCrew].Integer = true
				s.Workforce[masterCrew].Downgrade = []model.Transfer{{ID: "fitters", To: "fitters", Course: model.Course{Losses: model.Constant(1)}}}
				old := p.Moved.Row(0)
				p.Moved = model.NewGrid(2, 3)
				copy(p.Moved.Row(0), old)
				p.Moved.Set(1, 0, 0.5)
				p.Moved.Set(0, 0, 1)
				s.Workforce[masterCrew].Headcount.Opening = 4.5
			},
			at("heads", "masters", "workforce.masters.integer", 0),
		},
	}
}

func init() {
	for _, m := range crewMutations() {
		featureFindings = append(featureFindings, m.want...)
	}
	// These counts are no part of a plan: the audit makes them itself.
	featureFindings = append(featureFindings, placed{Check: string(model.GroupTrainees)}, placed{Check: string(model.GroupTemps)})
}

func TestEveryMutationOfCrewsIsFound(t *testing.T) {
	for _, m := range crewMutations() {
		t.Run(m.name, func(t *testing.T) {
			s, p, _ := crewShop()
			m.change(s, p)
			var got []placed
			for _, d := range audit.Check(s, p, nil).Differences {
				got = append(got, placed{d.Check, d.Key, d.Path, d.Period})
			}
			if diff := cmp.Diff(m.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPricedLimitsOfCrewsBecomeViolations(t *testing.T) {
	cheap := model.Constant(7)
	tests := map[string]struct {
		change func(s *model.Scenario)
		want   model.Violation
	}{
		"a share of heads": {
			func(s *model.Scenario) { s.Workforce[fitterCrew].Hire.Quota.Share = priced(cheap, 0.3) },
			model.Violation{Limit: "head_share[fitters,hire,2026-01]", Path: "workforce.fitters.hire.max_share", Amount: 0.5, Unit: "heads", Rate: 7},
		},
		"a promise": {
			func(s *model.Scenario) {
				s.Workforce[masterCrew].Policy.Stable = model.Promise{On: true, Changes: []string{"2026-02"}, Penalty: cheap}
			},
			model.Violation{Limit: "stable[masters,2026-01]", Path: "workforce.masters.policy.stable", Amount: 1, Unit: "heads", Rate: 7},
		},
		"a limit over the horizon": {
			func(s *model.Scenario) { s.CrewLimits[0].Max = priced(cheap, 1.5) },
			model.Violation{Limit: "total_crews[hiring,max]", Path: "crew_limits.hiring.max", Period: 2, Amount: 0.5, Unit: "heads", Rate: 7},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s, p, claim := crewShop()
			test.change(s)
			claim.Penalties = []model.Violation{test.want}
			claim.Objective += test.want.Penalty()
			r := audit.Check(s, p, claim)
			mustPass(t, r)
			if diff := cmp.Diff(claim.Penalties, r.Penalties, approximately); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
		})
	}
}
