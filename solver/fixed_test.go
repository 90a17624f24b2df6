package solver

import (
	"testing"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// locked are tools of which some months are decided already.
func locked() *model.Scenario {
	s := base(3)
	s.Inventory = []model.Stock{{ID: "tools", Item: "tools", Opening: 20, HoldingCost: number(1)}}
	s.Suppliers = []model.Supplier{{ID: "acme", Sells: []model.Offer{{ID: "tools", Item: "tools", Price: number(30)}}}}
	s.Locks = []model.Lock{
		{Quantity: "bought", Key: "acme,tools", Path: "frozen", Limit: limits(15, nan, nan)},
		{Quantity: "runs", Key: "assemble", Path: "locks", Limit: priced(limits(nan, 150, nan), 4)},
	}
	return s
}

func init() { goldens["fixed"] = locked }

func TestWhatIsFixedIsDone(t *testing.T) {
	s := locked()
	s.Locks[1].Limit.Penalty = model.Series{}
	r := solve(t, s)
	// 20 in stock and 15 bought leave 65 to make in January; 150 in February leave 50 for March.
	if want := 15*30 + 10*(65+150+50) + 50.0; r.Status != Optimal || !near(r.Value, want) {
		t.Fatalf("status %s, objective %v, expected %v", r.Status, r.Value, want)
	}
	if found := audit.Check(s, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money}); !found.Passed() {
		t.Errorf("audit: %+v", found.Differences)
	}
	for _, l := range r.Limits {
		if l.ID == "fixed[bought,acme,tools,2026-01]" && (!near(l.Used, 15) || !near(l.Price, 20) || l.Path != "frozen") {
			t.Errorf("what is bought in January is %+v, expected 15 that cost 20 more than making", l)
		}
	}
	r.Plan.Runs.Set(0, 1, 149)
	if found := audit.Check(s, r.Plan, nil); found.Passed() {
		t.Error("the audit passes a plan that does not do what is locked")
	}
}

func TestAFrozenPlanIsKeptAndTheRestIsPlannedAnew(t *testing.T) {
	s := locked()
	s.Locks = nil
	first := solve(t, s)
	tables := first.Plan.Tables(s)
	s.Demand[0].Quantity = limits(100, 130, 90)
	locks, gone, err := s.Freeze(&tables, 2, "frozen")
	if err != nil || len(gone) > 0 {
		t.Fatal(gone, err)
	}
	s.AddLocks(locks)
	if _, _, err := s.Freeze(&tables, 2, "frozen"); err != nil {
		t.Fatal(err)
	}
	// 80 and 100 stay; in February 30 more are asked than can be had, so the frozen plan cannot hold.
	if r := solve(t, s); r.Status != Infeasible {
		t.Fatalf("status %s", r.Status)
	}
	s.Demand[0].Lost = model.Lost{Allowed: true, Cost: number(60)}
	r := solve(t, s)
	if want := 10*(80+100+90) + 30*60.0; !near(r.Value, want) {
		t.Errorf("objective %v, expected %v", r.Value, want)
	}
	tables.Production[0].Period = "2025-12"
	tables.Production = tables.Production[:1]
	tables.Purchases, tables.Workforce = nil, nil
	if _, _, err := s.Freeze(&tables, 2, "frozen"); err == nil {
		t.Error("expected a mistake: the plan has none of the periods")
	}
}

func TestAPlanIsAStartThatChangesNoResult(t *testing.T) {
	s := goldens["workforce"]()
	first := solve(t, s)
	f, err := Formulate(s)
	if err != nil {
		t.Fatal(err)
	}
	x := f.startFrom(first.Plan)
	for j := range f.slacks {
		if !near(x[j], first.Solution.ColValue[j]) {
			t.Errorf("%s starts at %v, expected %v", f.Problem.Cols.Name(j), x[j], first.Solution.ColValue[j])
		}
	}
	again, err := f.Solve(t.Context(), engine, Options{Start: first.Plan})
	if err != nil || !near(again.Value, first.Value) {
		t.Errorf("objective %v from a start, and %v without: %v", again.Value, first.Value, err)
	}
}

func TestHealthNamesTheExtremesAndTheirPaths(t *testing.T) {
	s := base(2)
	s.Resources = []model.Resource{{ID: "line", Unit: "h", Capacity: limits(4e7)}}
	s.Processes[0].Uses = []model.Part{{ID: "line", Quantity: number(1e-7)}}
	h, err := HealthOf(s)
	if err != nil {
		t.Fatal(err)
	}
	want := Extreme{1e-7, "capacity[line,2026-01]", "runs[assemble,2026-01]", "resources.line.capacity"}
	if h.Matrix.Least != want || !near(h.Matrix.Ratio(), 1e7) || h.Sound() {
		t.Errorf("matrix %+v, expected the least to be %+v", h.Matrix, want)
	}
	if h.Sides.Most.Value != 4e7 || h.Sides.Most.Path != "resources.line.capacity" || h.Sides.Least.Path != "demand.tools.quantity" {
		t.Errorf("right-hand sides %+v", h.Sides)
	}
	if h.Objective.Most.Column != "runs[assemble,2026-01]" || h.BigM != nil {
		t.Errorf("objective %+v, big M %+v", h.Objective, h.BigM)
	}
	s = goldens["switch"]()
	if h, err = HealthOf(s); err != nil || h.BigM == nil || h.BigM.Path != "processes.assemble.lots" {
		t.Errorf("big M %+v, %v", h.BigM, err)
	}
}
