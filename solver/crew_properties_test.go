package solver

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/model"
)

func init() {
	decorations = append(decorations, decoration{name: "crews", apply: addCrews, money: moneyOfCrews, limits: limitsOfCrews})
}

// addCrews gives the crew some of all that crews can do, and helpers beside it.
func addCrews(t *rapid.T, s *model.Scenario) {
	flip := func(name string) bool { return rapid.Bool().Draw(t, name) }
	number := func(name string, most int) model.Series {
		return model.Constant(float64(rapid.IntRange(0, most).Draw(t, name)))
	}
	share := func(name string) model.Series {
		return model.Constant(float64(rapid.IntRange(0, 4).Draw(t, name)) / 8)
	}
	quota := func(name string) (q model.Quota) {
		switch rapid.IntRange(0, 3).Draw(t, name) {
		case 0:
			q.Max = model.Limit{Value: number("most "+name, 4)}
		case 1:
			q.Max = model.Limit{Value: number("most "+name, 4), Penalty: model.Constant(90)}
		case 2:
			q = model.Quota{Share: model.Limit{Value: share("share of " + name)}, Of: "helpers"}
		}
		return q
	}
	crew := &s.Workforce[0]
	helpers := model.Workforce{
		ID: "helpers", Unit: "h", Headcount: model.Headcount{Opening: float64(rapid.IntRange(0, 5).Draw(t, "helpers"))},
		Regular: limits(150), Wage: model.Constant(300),
	}
	crew.Hire.Quota, crew.Layoff.Quota = quota("hiring"), quota("layoffs")
	if flip("attrition") {
		crew.Attrition = model.Attrition{Rate: share("rate")}
	}
	if flip("first year") {
		crew.Attrition.FirstYear = share("first year")
	}
	if flip("training of recruits") {
		crew.Hire.Course = model.Course{
			Lead:   model.Lag{Periods: rapid.IntRange(0, 2).Draw(t, "lead"), Days: rapid.IntRange(0, 1).Draw(t, "weeks") * 7},
			Losses: share("losses"), Trainers: []model.Part{{ID: "crew", Quantity: number("trainers", 60)}},
		}
		if crew.Hire.Course.Lead != (model.Lag{}) {
			crew.Hire.Course.Wage = number("wage of recruits", 400)
		}
	}
	if flip("helpers are trained") {
		helpers.Training = []model.Transfer{{
			ID: "course", To: "crew", Cost: number("course", 200), Quota: quota("trained"),
			Course: model.Course{Lead: model.Lag{Periods: rapid.IntRange(0, 1).Draw(t, "course lead")}, Losses: share("failing")},
		}}
	}
	if flip("downgrading") {
		crew.Downgrade = []model.Transfer{{ID: "helpers", To: "helpers", Course: model.Course{Losses: share("leaving")}}}
	}
	if flip("helpers help") {
		helpers.Serves = []model.Skill{{To: "crew", Efficiency: model.Constant(0.5), Cost: number("help", 3), Max: model.Limit{Value: number("most help", 400)}}}
	}
	if flip("the crew helps") {
		crew.Serves = []model.Skill{{To: "helpers", Efficiency: model.Constant(0.8)}}
		helpers.Attrition.Rate = share("helpers leave")
	}
	if flip("temps") {
		crew.Temps = []model.Temp{{
			ID: "agency", Cost: number("temps", 900), Signing: number("signing", 90), Hours: limits(120),
			Contract: rapid.IntRange(1, 3).Draw(t, "contract"), Quota: quota("temps at work"),
		}}
	}
	if flip("short time") {
		crew.ShortTime = model.ShortTime{Allowed: true, Gives: share("gives"), Cost: number("short time", 90), Wage: number("short wage", 640), Quota: quota("on short time")}
	}
	if flip("idle heads") {
		crew.Idle = model.Idle{Allowed: true, Cost: number("idle", 200), Quota: quota("idle")}
	}
	if flip("no layoffs") {
		crew.Policy.NoLayoff = model.Promise{On: true, Penalty: number("breaking it", 900)}
	}
	if flip("stable") {
		crew.Policy.Stable = model.Promise{On: true, Penalty: number("changing", 900)}
	}
	s.Workforce = append(s.Workforce, helpers)
	if flip("a limit over crews") {
		s.CrewLimits = []model.CrewLimit{{
			ID: "together", Of: rapid.SampledFrom(model.CrewQuantities()).Draw(t, "what"), Max: model.Limit{Value: number("most together", 9)},
			Over: rapid.SampledFrom([]model.Span{model.EachPeriod, model.WholeHorizon}).Draw(t, "span"),
		}}
	}
}

// moneyOfCrews are the costs that addCrews adds, and penalties of what is no limit of limitsOfCrews.
func moneyOfCrews(s *model.Scenario) []*model.Series {
	var all []*model.Series
	for i := range s.Workforce {
		w := &s.Workforce[i]
		if w.ID != "crew" { // otherMoney knows the crew
			continue
		}
		all = append(all, &w.Hire.Course.Wage, &w.ShortTime.Cost, &w.ShortTime.Wage, &w.Idle.Cost,
			&w.Policy.NoLayoff.Penalty, &w.Policy.Stable.Penalty)
		for k := range w.Temps {
			all = append(all, &w.Temps[k].Cost, &w.Temps[k].Signing)
		}
	}
	for _, ref := range s.Transfers() {
		all = append(all, &ref.Cost, &ref.Course.Wage)
	}
	for _, ref := range s.Skills() {
		all = append(all, &ref.Cost)
	}
	return all
}

// limitsOfCrews are limits on heads and hours, but for shares.
func limitsOfCrews(s *model.Scenario) []*model.Limit {
	var all []*model.Limit
	for i := range s.Workforce {
		w := &s.Workforce[i]
		all = append(all, &w.Hire.Quota.Max, &w.Layoff.Quota.Max, &w.ShortTime.Quota.Max, &w.Idle.Quota.Max)
		for k := range w.Temps {
			all = append(all, &w.Temps[k].Quota.Max)
		}
	}
	for _, ref := range s.Transfers() {
		all = append(all, &ref.Quota.Max)
	}
	for _, ref := range s.Skills() {
		all = append(all, &ref.Max)
	}
	for i := range s.CrewLimits {
		all = append(all, &s.CrewLimits[i].Min, &s.CrewLimits[i].Max)
	}
	return all
}

// What the check before solving says of crews is true of every plan.
func TestWhatTheCheckSaysOfCrewsIsCertain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomPlant(t)
		addCrews(t, s)
		r := best(t, s)
		if !r.Status.HasPlan() {
			return
		}
		for _, m := range model.Check(s) {
			for _, rule := range impossible {
				if m.Rule == rule {
					t.Fatalf("there is a plan, but the check says: %+v", m)
				}
			}
		}
		checkLosses(t, s, r.Plan)
		checkIdle(t, s, r.Plan, model.Check(s))
	})
}

// stewardesses must fly so many hours a month. Recruits are ready after a
// month, in which they take 100 h of the others; then a tenth of all leaves.
func stewardesses(hours ...float64) *model.Scenario {
	s := crewed(len(hours), hours...)
	attrition := make([]float64, len(hours))
	for t := 1; t < len(hours); t++ {
		attrition[t] = 0.1
	}
	w := &s.Workforce[0]
	w.Integer, w.Headcount.Opening, w.Regular, w.Wage = true, 60, limits(150), number(800)
	w.Attrition.Rate = model.PerPeriod(attrition)
	w.Hire = model.Move{Allowed: true, Course: model.Course{
		Lead: model.Lag{Periods: 1}, Wage: number(400), Trainers: []model.Part{{ID: "crew", Quantity: number(100)}},
	}}
	return s
}

// cheapest tries every number of recruits in every month.
func cheapest(hours []float64, heads float64) float64 {
	if len(hours) == 0 {
		return 0
	}
	best := math.Inf(1)
	for recruits := 0.0; 150*heads >= hours[0]+100*recruits; recruits++ {
		best = min(best, 800*heads+400*recruits+cheapest(hours[1:], 0.9*heads+recruits))
	}
	return best
}

func TestRecruitsOfWholeCrewsAreAsManyAsTryingAllOfThemFinds(t *testing.T) {
	for name, hours := range map[string][]float64{
		"a year's start":  {8000, 9000, 7000, 10000, 9000},
		"a rising demand": {8500, 8000, 8200, 8600},
		"a late peak":     {6000, 6000, 6000, 10500},
	} {
		t.Run(name, func(t *testing.T) {
			r := solve(t, stewardesses(hours...))
			want := cheapest(hours, 60)
			if math.IsInf(want, 1) != (r.Status == Infeasible) || r.Status == Optimal && !near(r.Value, want) {
				t.Errorf("%s, cost %v; trying all finds %v", r.Status, r.Value, want)
			}
		})
	}
}

// roster is a crew of whole heads in one month: those there, those in training,
// and the months that the temps of the last contract still stay.
type roster struct{ heads, trained, temps int }

// A dynamic programme over whole heads, recruits and temps finds the same cost.
func TestWholeCrewsCostWhatADynamicProgrammeFinds(t *testing.T) {
	const most = 6
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(t, "periods")
		asked := make([]float64, n)
		for i := range asked {
			asked[i] = float64(rapid.IntRange(0, 12).Draw(t, "asked")) / 2
		}
		hire, layoff, wage, temp := cost(t, "hire"), cost(t, "layoff"), cost(t, "wage"), cost(t, "temp")
		s := crewed(n, asked...)
		w := &s.Workforce[0]
		w.Integer, w.Headcount.Opening, w.Wage = true, float64(rapid.IntRange(0, most).Draw(t, "opening")), number(wage)
		w.Hire = model.Move{Allowed: true, Cost: number(hire), Quota: model.Quota{Max: limits(2)}, Course: model.Course{
			Lead: model.Lag{Periods: 1}, Trainers: []model.Part{{ID: "crew", Quantity: number(0.5)}},
		}}
		w.Layoff = model.Move{Allowed: true, Cost: number(layoff), Quota: model.Quota{Max: limits(2)}}
		w.Temps = []model.Temp{{ID: "agency", Cost: number(temp), Contract: 2, Quota: model.Quota{Max: limits(2)}}}

		costs := map[roster]float64{{heads: int(w.Headcount.Opening)}: 0}
		for _, hours := range asked {
			next := map[roster]float64{}
			for before, spent := range costs {
				for hired := range 3 {
					for gone := range 3 {
						for signed := range 3 {
							heads, temps := before.heads+before.trained-gone, before.temps+signed
							if heads < 0 || temps > 2 || float64(heads+temps) < hours+0.5*float64(hired) {
								continue
							}
							after := roster{heads, hired, signed}
							sum := spent + hire*float64(hired) + layoff*float64(gone) + wage*float64(heads) + temp*float64(temps)
							if known, ok := next[after]; !ok || sum < known {
								next[after] = sum
							}
						}
					}
				}
			}
			costs = next
		}
		want := math.Inf(1)
		for _, sum := range costs {
			want = min(want, sum)
		}
		r := best(t, s)
		if math.IsInf(want, 1) != (r.Status == Infeasible) || r.Status == Optimal && !same(r.Value, want) {
			t.Fatalf("%s, cost %v; the dynamic programme finds %v", r.Status, r.Value, want)
		}
	})
}

func cost(t *rapid.T, name string) float64 { return float64(rapid.IntRange(0, 9).Draw(t, name)) }
