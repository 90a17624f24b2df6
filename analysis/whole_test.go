package analysis

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// rowOf finds a limit by the name of its row.
func rowOf(t *testing.T, st *Study, id string) int {
	t.Helper()
	row := slices.IndexFunc(st.Result.Limits, func(l solver.LimitState) bool { return l.ID == id })
	if row < 0 {
		t.Fatalf("there is no limit %s", id)
	}
	return row
}

func TestStepsAreOfBusinessSize(t *testing.T) {
	studies := map[string]*Study{}
	for name, c := range map[string]struct {
		file, limit string
		want        Step
	}{
		"the hours of one head":                    {"published/red_tomato_integer", "hours[crew,2026-04]", Step{160, stepHead}},
		"one head":                                 {"published/red_tomato_integer", "heads[crew,2026-01]", Step{1, stepHead}},
		"a shift where there is one machine":       {"brick_works", "capacity[presses,2028-Q1]", Step{8, stepShift}},
		"a machine where there are several":        {"published/factory_planning_2", "capacity[grinder,2026-01]", Step{384, stepMachine}},
		"an option":                                {"brick_works", "opening[third_kiln,2028-Q1]", Step{1, stepOption}},
		"a lot of what is asked, more of it":       {"bottling_lots", "demand[cola,2026-01]", Step{200, stepLot}},
		"a lot of what is asked, less of it":       {"resin_campaigns", "demand[latex,2027-W04]", Step{-25, stepLot}},
		"less of what must be left":                {"resin_campaigns", "closing_stock[monomer,min]", Step{-24, stepLot}},
		"a piece of what is made in any quantity":  {"published/red_tomato_integer", "demand[tools,2026-03]", Step{-1, stepUnit}},
		"a unit more of a market without any lots": {"published/factory_planning_2", "max_sales[p1,2026-01]", Step{1, stepUnit}},
	} {
		t.Run(name, func(t *testing.T) {
			if studies[c.file] == nil {
				studies[c.file] = study(t, scenario(t, c.file))
			}
			st := studies[c.file]
			if got := st.Step(rowOf(t, st, c.limit)); got != c.want {
				t.Errorf("%s moves by %+v, expected %+v", c.limit, got, c.want)
			}
		})
	}
}

// TestAStepIsWhatTheScenarioWithTheStepCosts changes the scenario by the step
// and plans it from nothing.
func TestAStepIsWhatTheScenarioWithTheStepCosts(t *testing.T) {
	for name, c := range map[string]struct {
		file, limit string
		change      func(s *model.Scenario, by float64)
	}{
		"one pair of shoes less in February": {"published/surestep", "demand[shoes,2026-02]", func(s *model.Scenario, by float64) {
			s.Demand[0].Quantity.Value = moved(s, s.Demand[0].Quantity.Value, 1, by)
		}},
		"a lot of cola more in the second period": {"bottling_lots", "demand[cola,2026-02]", func(s *model.Scenario, by float64) {
			k := slices.IndexFunc(s.Demand, func(d model.Demand) bool { return d.ID == "cola" })
			s.Demand[k].Quantity.Value = moved(s, s.Demand[k].Quantity.Value, 1, by)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := scenario(t, c.file)
			st := study(t, s)
			w := wholeOf(t, st, []int{rowOf(t, st, c.limit)}, solver.Options{})[0]
			c.change(s, w.Step.Amount)
			again, err := solver.Plan(context.Background(), engine, s, solver.Options{})
			if err != nil || again.Status != solver.Optimal {
				t.Fatalf("%v, error %v", again.Status, err)
			}
			if want := again.Value - st.Result.Value; w.Outcome != StepSolved || !near(w.Change, want) || !near(w.True, want/w.Step.Amount) {
				t.Errorf("%+v, but the scenario changes by %v", w, want)
			}
		})
	}
}

// moved is a series with the value of one period changed.
func moved(s *model.Scenario, values model.Series, period int, by float64) model.Series {
	list := make([]float64, s.Calendar.Len())
	for t := range list {
		list[t] = values.Or(t, 0)
	}
	list[period] += by
	return model.PerPeriod(list)
}

func wholeOf(t *testing.T, st *Study, rows []int, o solver.Options) []Whole {
	t.Helper()
	prices, err := st.Prices(context.Background(), rows)
	if err != nil {
		t.Fatal(err)
	}
	list, err := st.Whole(context.Background(), prices, len(prices), o)
	if err != nil || len(list) != len(prices) {
		t.Fatalf("%d answers for %d limits, error %v", len(list), len(prices), err)
	}
	return list
}

// TestDecidingAnewIsNeverWorse: whoever may decide everything anew gains at
// least what the same whole numbers gain from a step.
func TestDecidingAnewIsNeverWorse(t *testing.T) {
	for _, name := range []string{"published/red_tomato_integer", "published/surestep", "published/lots/wagner_whitin", "published/lots/mrp", "bottling_lots", "published/mining"} {
		t.Run(name, func(t *testing.T) {
			st := study(t, scenario(t, name))
			rows := st.Ranked(st.Binding())
			differ := 0
			for _, w := range wholeOf(t, st, rows[:min(6, len(rows))], solver.Options{}) {
				same, err := st.try(context.Background(), lever{w.Row}, w.Step.Amount)
				if err != nil {
					t.Fatal(err)
				}
				if w.Differ {
					differ++
				}
				worse := st.worse() * (w.Change - (same.value - st.best.Objective))
				if same.plan && (w.Outcome != StepSolved || worse > 1e-6*math.Abs(st.Result.Value)) {
					t.Errorf("%s: planned anew %+v, with the same whole numbers %v", st.Result.Limits[w.Row].ID, w, same.value-st.best.Objective)
				}
			}
			if name == "bottling_lots" && differ == 0 {
				t.Error("lots of 200 bottles are worth the same as their bottles")
			}
		})
	}
}

func TestAStepThatTheTimeDoesNotAllowIsSaidSo(t *testing.T) {
	st := study(t, scenario(t, "published/red_tomato_integer"))
	rows := st.Ranked(st.Binding())[:2]
	prices, err := st.Prices(context.Background(), rows)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		most int
		o    solver.Options
		want StepOutcome
	}{
		"no time":          {2, solver.Options{TimeLimit: 1}, StepUnfinished},
		"nobody asked":     {0, solver.Options{}, StepNotTried},
		"as long as it is": {2, solver.Options{}, StepSolved},
	} {
		t.Run(name, func(t *testing.T) {
			list, err := st.Whole(context.Background(), prices, c.most, c.o)
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range list {
				if w.Outcome != c.want {
					t.Errorf("outcome %q, expected %q", w.Outcome, c.want)
				}
			}
		})
	}
}

func TestPricesDifferWhenTheyAreAFifthApart(t *testing.T) {
	for name, c := range map[string]struct {
		w    Whole
		want bool
	}{
		"the same":                          {Whole{Fixed: -5, Relaxed: -5, True: -5, Outcome: StepSolved}, false},
		"a fifth":                           {Whole{Fixed: -5, Relaxed: -4, True: -5, Outcome: StepSolved}, false},
		"more than a fifth":                 {Whole{Fixed: -5, Relaxed: -3.9, True: -5, Outcome: StepSolved}, true},
		"of other signs":                    {Whole{Fixed: -5, Relaxed: 5, Outcome: StepNotTried}, true},
		"not more than what is known of it": {Whole{Fixed: 5, Relaxed: 5, True: 2, Within: 3, Outcome: StepSolved}, false},
		"the step has no plan":              {Whole{Fixed: 5, Relaxed: 5, True: 0, Outcome: StepNoPlan}, false},
		"no plan with the same numbers":     {Whole{Fixed: math.NaN(), Relaxed: 5, True: 5, Outcome: StepSolved}, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.w.disagrees(); got != c.want {
				t.Errorf("%+v differ: %v", c.w, got)
			}
		})
	}
}
