package analysis

import (
	"context"
	"math"
	"testing"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// oneLine makes 10 a month; overtime makes up to 3 more for 5 each, a shop sells
// up to 2 for 9 each, and a piece kept costs 1 a month.
func oneLine(t *testing.T, asked ...float64) *model.Scenario {
	t.Helper()
	calendar, err := model.NewCalendar(model.Month, "2026-01", len(asked))
	if err != nil {
		t.Fatal(err)
	}
	one := func(id string) []model.Part { return []model.Part{{ID: id, Quantity: model.Constant(1)}} }
	return &model.Scenario{
		Name: "one line", Objective: model.MinimiseCost, Calendar: calendar,
		Families:  []model.Item{{ID: "tools", Unit: "each"}},
		Resources: []model.Resource{{ID: "line", Unit: "h", Capacity: model.Fixed(10), Overtime: model.Overtime{Allowed: true, Max: model.Fixed(3), Cost: model.Constant(5)}}},
		Processes: []model.Process{{ID: "make", Makes: one("tools"), Uses: one("line")}},
		Suppliers: []model.Supplier{{ID: "shop", Sells: []model.Offer{{ID: "tools", Item: "tools", Price: model.Constant(9), Capacity: model.Fixed(2)}}}},
		Inventory: []model.Stock{{ID: "tools", Item: "tools", HoldingCost: model.Constant(1)}},
		Demand:    []model.Demand{{ID: "tools", Item: "tools", Quantity: model.Limit{Value: model.PerPeriod(asked)}}},
	}
}

func leversOf(t *testing.T, s *model.Scenario, o LeverOptions) *Levers {
	t.Helper()
	st, err := New(context.Background(), engine, s, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	l, err := st.Levers(context.Background(), o)
	if err != nil || l == nil {
		t.Fatalf("no levers: %v", err)
	}
	return l
}

// wantLever is what one lever is worth, as worked out by hand.
type wantLever struct {
	away, more, most          float64 // Net
	awayOpens, closes, atMost float64 // of the gap
	steps                     float64
}

func checkLevers(t *testing.T, l *Levers, want map[solver.LeverKind]wantLever) {
	t.Helper()
	for i := range l.List {
		v := &l.List[i]
		w, known := want[v.Kind]
		if !known {
			t.Errorf("%s %s is not expected: %+v", v.Kind, v.Key, v)
			continue
		}
		delete(want, v.Kind)
		got := wantLever{v.Away.Net, v.More.Net, v.Most.Net, -v.Away.Closes, v.More.Closes, v.Most.Closes, v.Steps}
		for _, pair := range [][2]float64{
			{got.away, w.away},
			{got.more, w.more},
			{got.most, w.most},
			{got.awayOpens, w.awayOpens},
			{got.closes, w.closes},
			{got.atMost, w.atMost},
			{got.steps / 100, w.steps / 100},
		} {
			if math.Abs(pair[0]-pair[1]) > 1e-5 {
				t.Errorf("%s: %+v, expected %+v", v.Kind, got, w)
				break
			}
		}
	}
	for kind := range want {
		t.Errorf("%s is missing", kind)
	}
}

func TestLeversOfAPlanCanBeWorkedOutByHand(t *testing.T) {
	// Best: 3 by overtime in March (15) and 1 by overtime in February, kept (6).
	l := leversOf(t, oneLine(t, 10, 10, 14), LeverOptions{Pairs: 4})
	if l.Planned == nil || !near(l.Planned.Value, 21) || !near(l.Base.Value, 21) || l.Gap.Unit != "each" {
		t.Fatalf("planned %+v, base %+v, gap in %s", l.Planned, l.Base, l.Gap.Unit)
	}
	checkLevers(t, l, map[solver.LeverKind]wantLever{
		// 8 h more each month: 4 of them in March are all that helps.
		ShiftLever: {more: 21, most: 21, steps: 0.5},
		// Without: 2 bought in March (18), 2 in February and kept (20). With 1 h more in March it costs 20.
		solver.OvertimeLever: {away: -17, more: 1, most: 1, steps: 1. / 8},
		// Without: 3 by overtime and 1 bought.
		solver.PreBuildLever: {away: -3},
	})
	if len(l.Pairs) != 1 || !near(l.Pairs[0].Both.Net, 21) || !near(l.Pairs[0].Extra.Net, -1) {
		t.Errorf("pairs %+v, expected that a shift and overtime do the same work", l.Pairs)
	}
}

func TestLeversCloseAGapThatLeavesNoPlan(t *testing.T) {
	// 50 are asked for, 45 can be had: 9 by overtime (45), 6 bought (54), 5 kept two months, 5 kept one.
	l := leversOf(t, oneLine(t, 10, 10, 30), LeverOptions{Pairs: 4})
	if l.Planned != nil || !l.Closing || !near(l.Base.Gap, 5) || !near(l.Base.Value, 114) {
		t.Fatalf("planned %+v, base %+v, expected no plan, a gap of 5 and cost of 114", l.Planned, l.Base)
	}
	checkLevers(t, l, map[solver.LeverKind]wantLever{
		// 8 h more each month: 8 of February, kept, and 4 of January. 20 h more in March: nothing is kept.
		ShiftLever: {more: 114 - 16, closes: 5, most: 114, atMost: 5, steps: 2.5},
		// Without: 11 missing; 6 are bought, for 60. With 8 h more: 11 in March (55) and 9 the month before (54).
		solver.OvertimeLever: {away: 114 - (54 + 2*2 + 2*1), awayOpens: 9, more: 5, closes: 5, most: 14, atMost: 5, steps: 17. / 8},
		// A tenth more, 0.2, in each month, kept: 9 + 10 + 11 each. At most 9 more in March.
		OutsourceLever: {away: 114 - (45 + 3*2 + 3*1), awayOpens: 6, more: -6, closes: 0.6, most: -39, atMost: 5, steps: 45},
		// Without: 3 by overtime and 2 bought in March: 15 missing.
		solver.PreBuildLever: {away: 114 - (15 + 18), awayOpens: 10},
	})
	for i, kind := range []solver.LeverKind{ShiftLever, solver.OvertimeLever, OutsourceLever} {
		if l.List[i].Kind != kind {
			t.Errorf("lever %d is %s, expected %s", i, l.List[i].Kind, kind)
		}
	}
}

func TestAClosedGapCostsWhatLostSalesSave(t *testing.T) {
	// Losing a piece costs 4, less than overtime or the shop: 4 of 34 are lost. Closing it costs 21 instead of 16.
	s := oneLine(t, 10, 10, 14)
	s.Demand[0].Lost = model.Lost{Allowed: true, Cost: model.Constant(4)}
	free := leversOf(t, s, LeverOptions{})
	if !near(free.Base.Gap, 4) || !near(free.Base.Value, 16) || free.Closing {
		t.Errorf("best plan %+v, expected a gap of 4 for 16", free.Base)
	}
	closed := leversOf(t, s, LeverOptions{Close: true})
	if closed.Base.Gap != 0 || !near(closed.Base.Value, 21) || !near(closed.Planned.Gap, 4) {
		t.Errorf("closed plan %+v, planned %+v, expected no gap for 21", closed.Base, closed.Planned)
	}
}

func TestTwoLimitsInARowCloseAGapOnlyTogether(t *testing.T) {
	s := oneLine(t, 10, 10, 10)
	s.Suppliers, s.Inventory, s.Resources[0].Overtime = nil, nil, model.Overtime{}
	s.Resources[0].Capacity = model.Fixed(8)
	s.Resources = append(s.Resources, s.Resources[0])
	s.Resources[1].ID = "paint"
	s.Processes[0].Uses = append(s.Processes[0].Uses, model.Part{ID: "paint", Quantity: model.Constant(1)})
	l := leversOf(t, s, LeverOptions{Pairs: 4})
	if !near(l.Base.Gap, 6) || len(l.Pairs) != 1 {
		t.Fatalf("gap %v and pairs %+v, expected 6 missing and one pair", l.Base.Gap, l.Pairs)
	}
	if p := l.Pairs[0]; !p.Closed || !near(p.Both.Closes, 6) || !near(p.Extra.Closes, 6) {
		t.Errorf("pair %+v, expected that both close what neither does alone", p)
	}
	for i := range l.List {
		if v := &l.List[i]; v.More.Closes != 0 {
			t.Errorf("%s %s closes %v by itself", v.Kind, v.Key, v.More.Closes)
		}
	}
}

func TestLateServiceIsALeverWhereItIsNotAllowed(t *testing.T) {
	// January asks for 14, 4 more than the line makes: 3 by overtime and 1 bought, or all of it a month later.
	l := leversOf(t, oneLine(t, 14, 6, 10), LeverOptions{})
	for i := range l.List {
		if v := &l.List[i]; v.Kind == LateLever {
			if !near(v.More.Net, 24) {
				t.Errorf("one month late earns %v, expected 24", v.More.Net)
			}
			return
		}
	}
	t.Error("there is no lever of late service")
}

func TestAcceptedLatenessClosesAGap(t *testing.T) {
	// January asks for 16, of which 15 can be had; February has room for the rest.
	l := leversOf(t, oneLine(t, 16, 6, 10), LeverOptions{})
	for i := range l.List {
		if v := &l.List[i]; v.Kind == LateLever && !near(v.More.Closes, 1) {
			t.Errorf("one month late closes %v of %v, expected 1", v.More.Closes, l.Base.Gap)
		}
	}
	if !near(l.Base.Gap, 1) || len(l.List) == 0 || l.List[0].Kind != LateLever && l.List[0].Kind != ShiftLever {
		t.Errorf("gap %v and levers %+v", l.Base.Gap, l.List)
	}
}

// TestLeversEarnWhatAnotherScenarioDoes compares every step with a solve of a
// problem in which the limits are other ones, and every lever that is done
// without with one in which its decisions have an upper bound.
func TestLeversEarnWhatAnotherScenarioDoes(t *testing.T) {
	for _, name := range []string{"beverage", "garden_tools", "published/red_tomato", "published/sailco"} {
		t.Run(name, func(t *testing.T) {
			s := scenario(t, name)
			st := study(t, s)
			l, err := st.Levers(context.Background(), LeverOptions{Pairs: 3})
			if err != nil {
				t.Fatal(err)
			}
			sign := 1.0
			if st.Formulation.Problem.Sense == lp.Maximise {
				sign = -1
			}
			for i := range l.List {
				v := &l.List[i]
				if v.change != nil {
					continue
				}
				if !v.open && v.Bounds && !v.More.NoPlan {
					p := st.Formulation.Problem.Clone()
					for _, m := range v.Step {
						p.RowLower[m.Row] += m.Amount
						p.RowUpper[m.Row] += m.Amount
					}
					same(t, v.Kind, v.Key, sign*(st.Result.Value-solved(t, p)), v.More.Net, st.Result.Value)
					if !st.Formulation.Problem.IsInteger() && !v.Most.NoEnd && v.Most.Net < v.More.Net-1e-6*math.Abs(st.Result.Value) {
						t.Errorf("%s %s: the most earns %v, one step %v", v.Kind, v.Key, v.Most.Net, v.More.Net)
					}
				}
				if v.Used && !v.Away.NoPlan {
					p := st.Formulation.Problem.Clone()
					for _, part := range v.parts {
						for k, level := range part.Level {
							p.ColUpper[part.First+k] = min(p.ColUpper[part.First+k], max(level, p.ColLower[part.First+k]))
						}
					}
					same(t, v.Kind, v.Key, sign*(st.Result.Value-solved(t, p)), v.Away.Net, st.Result.Value)
					if v.Away.Net > 0 {
						t.Errorf("%s %s: doing without earns %v", v.Kind, v.Key, v.Away.Net)
					}
				}
			}
		})
	}
}

func solved(t *testing.T, p *lp.Problem) float64 {
	t.Helper()
	sol, err := engine.Solve(context.Background(), p, lp.Options{RelGap: solver.DefaultGap})
	if err != nil || sol.Stop != lp.Optimal {
		t.Fatalf("no answer: %v", err)
	}
	return sol.Objective
}

func same(t *testing.T, kind solver.LeverKind, key string, want, got, size float64) {
	t.Helper()
	if math.Abs(want-got) > 4*solver.DefaultGap*max(1, math.Abs(size)) {
		t.Errorf("%s %s: earns %v, another solve says %v", kind, key, got, want)
	}
}
