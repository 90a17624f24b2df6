package solver

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
	"pgregory.net/rapid"
)

func names(conflict []LimitState) []string {
	var ids []string
	for _, l := range conflict {
		ids = append(ids, l.ID)
	}
	return ids
}

func TestConflictNamesTheLimitsThatCannotAllHold(t *testing.T) {
	cases := map[string]struct {
		scenario func() *model.Scenario
		want     []string
	}{
		"demand against capacity in the month that is too full": {
			scenario: func() *model.Scenario {
				s := base(3)
				s.Demand[0].Quantity = limits(100, 120, 90)
				s.Resources = []model.Resource{{ID: "line", Unit: "h", Capacity: limits(110)}}
				s.Processes[0].Uses = one("line")
				return s
			},
			want: []string{"demand[tools,2026-02]", "capacity[line,2026-02]"},
		},
		"cumulative demand against all capacity before it": {
			scenario: func() *model.Scenario {
				s := base(3)
				s.Demand[0].Quantity = limits(0, 0, 350)
				s.Resources = []model.Resource{{ID: "line", Unit: "h", Capacity: limits(110)}}
				s.Processes[0].Uses = one("line")
				s.Inventory = []model.Stock{{ID: "tools", Item: "tools"}}
				return s
			},
			want: []string{
				"demand[tools,2026-03]", "capacity[line,2026-01]", "capacity[line,2026-02]", "capacity[line,2026-03]",
			},
		},
		"stock that cannot leave": {
			scenario: goldens["inventory"],
			// rakes and spades have nothing to close with, but tools come first in no order: the smallest
			// set is one of three, and the proof leans on one of them.
			want: nil,
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := c.scenario()
			r := solve(t, s)
			if r.Status != Infeasible || r.Plan != nil {
				t.Fatalf("status %s", r.Status)
			}
			if c.want != nil {
				if diff := cmp.Diff(c.want, names(r.Conflict)); diff != "" {
					t.Errorf("conflict (-want +got):\n%s", diff)
				}
			}
			checkIrreducible(t, s, r.Conflict)
		})
	}
}

// checkIrreducible solves with the identities and the members alone, which
// must be infeasible, and without each member, which must be feasible.
func checkIrreducible(t interface {
	Errorf(string, ...any)
	Fatal(...any)
}, s *model.Scenario, conflict []LimitState,
) {
	if len(conflict) == 0 {
		t.Errorf("no conflict was found")
		return
	}
	f, err := Formulate(s)
	if err != nil {
		t.Fatal(err)
	}
	feasible := func(without int) bool {
		members := map[string]bool{}
		for k, l := range conflict {
			members[l.ID] = k != without
		}
		p := f.Loosened()
		for k, block := range p.Rows.Blocks() {
			for row := block.First; row < block.First+block.Len; row++ {
				if !f.limits[k].group.Info().Identity && !members[p.Rows.Name(row)] {
					p.RowLower[row], p.RowUpper[row] = -lp.Inf(), lp.Inf()
				}
			}
		}
		for j := range p.Cost {
			p.Cost[j] = 0
		}
		sol, err := engine.Solve(context.Background(), p, lp.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return sol.Primal == lp.Feasible
	}
	if feasible(none) {
		t.Errorf("the limits %q can all hold", names(conflict))
	}
	for k := range conflict {
		if !feasible(k) {
			t.Errorf("without %s the limits %q still conflict", conflict[k].ID, names(conflict))
		}
	}
}

func TestConflictsOfRandomScenariosAreIrreducible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomScenario(t)
		r, err := Plan(context.Background(), engine, s, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r.Status == Infeasible {
			checkIrreducible(t, s, r.Conflict)
		}
	})
}

// randomPlant draws a small plant with what a plant has without features of
// their own, feasible or not.
func randomPlant(t *rapid.T) *model.Scenario {
	periods := rapid.IntRange(1, 4).Draw(t, "periods")
	s := base(periods)
	amount := func(name string, most int) float64 { return float64(rapid.IntRange(0, most).Draw(t, name)) }
	over := func(name string, most int) model.Series {
		v := make([]float64, periods)
		for i := range v {
			v[i] = amount(name, most)
		}
		return model.PerPeriod(v)
	}
	maybe := func(name string, l model.Limit) model.Limit {
		switch rapid.IntRange(0, 2).Draw(t, name+" kind") {
		case 0:
			return model.Limit{}
		case 1:
			return priced(l, 50)
		}
		return l
	}
	if rapid.Bool().Draw(t, "profit") {
		s.Objective = model.MaximiseProfit
	}
	s.Families[0].Price = over("price", 90)
	s.Families = append(s.Families, item("wagons", "each"))
	s.Materials = []model.Item{item("steel", "kg")}
	s.Processes[0].Consumes = []model.Part{{ID: "steel", Quantity: number(2)}}
	s.Processes[0].Uses = []model.Part{{ID: "crew", Quantity: number(4)}, {ID: "line", Quantity: number(1)}}
	s.Processes[0].Output.Max = maybe("output", model.Limit{Value: over("output", 300)})
	s.Suppliers = []model.Supplier{{ID: "mill", Sells: []model.Offer{
		{ID: "steel", Item: "steel", Price: over("steel", 9), Capacity: maybe("mill", model.Limit{Value: over("mill", 700)})},
		{ID: "wagons", Item: "wagons", Price: number(7), Capacity: model.Limit{Value: over("wagons", 60)}},
	}}}
	s.Resources = []model.Resource{{
		ID: "line", Unit: "h", Capacity: maybe("line", model.Limit{Value: over("line", 200)}),
		Overtime: model.Overtime{Allowed: rapid.Bool().Draw(t, "overtime"), Max: model.Limit{Value: over("over", 40)}, Cost: number(12)},
	}}
	s.Workforce = []model.Workforce{{
		ID: "crew", Unit: "h", Integer: rapid.Bool().Draw(t, "integer"), Headcount: model.Headcount{Opening: amount("heads", 8)},
		Regular: limits(160), Wage: number(640), Hire: model.Move{Allowed: rapid.Bool().Draw(t, "hire"), Cost: number(300)},
		Layoff: model.Move{Allowed: rapid.Bool().Draw(t, "layoff"), Cost: number(500)},
	}}
	s.Inventory = []model.Stock{
		{ID: "steel", Item: "steel", Opening: amount("opening steel", 200), HoldingCost: number(0.1)},
		{
			ID: "tools", Item: "tools", Opening: amount("opening", 150), HoldingCost: over("holding", 5),
			Max:     maybe("max stock", model.Limit{Value: over("max", 200)}),
			Closing: model.Closing{Min: maybe("closing", limits(amount("closing", 100)))},
		},
	}
	s.Demand[0].Quantity = model.Limit{Value: over("demand", 250)}
	s.Demand[0].Backlog = model.Backlog{
		Allowed: rapid.Bool().Draw(t, "backlog"), Cost: number(5),
		Max: maybe("max backlog", model.Limit{Value: over("max backlog", 80)}), Closing: limits(0),
	}
	s.Demand[0].Lost = model.Lost{Allowed: rapid.Bool().Draw(t, "lost"), Cost: number(60), Max: maybe("max lost", model.Limit{Value: over("max lost", 90)})}
	s.Demand = append(s.Demand, model.Demand{
		ID: "wagons", Item: "wagons", Price: number(11),
		Min: maybe("min sales", model.Limit{Value: over("min sales", 30)}), Max: model.Limit{Value: over("max sales", 70)},
	})
	return s
}
