package analysis

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// crowded draws a plant that is mostly asked for more than it can make. Some of
// its limits have owners, priorities, or a class of demand with a priority.
func crowded(random *rand.Rand) *model.Scenario {
	periods := 1 + random.IntN(4)
	calendar, err := model.NewCalendar(model.Month, "2026-01", periods)
	if err != nil {
		panic(err)
	}
	over := func(least, most int) model.Limit {
		v := make([]float64, periods)
		for i := range v {
			v[i] = float64(least + random.IntN(most-least+1))
		}
		l := model.Limit{Value: model.PerPeriod(v)}
		if random.IntN(3) == 0 {
			l.Owner = []string{"plant", "sales"}[random.IntN(2)]
		}
		if random.IntN(3) == 0 {
			l.Priority = 1 + random.IntN(2)
		}
		return l
	}
	part := func(id string, q float64) []model.Part { return []model.Part{{ID: id, Quantity: model.Constant(q)}} }
	s := &model.Scenario{
		Name: "crowded", Objective: model.MinimiseCost, Calendar: calendar,
		Families:  []model.Item{{ID: "tools", Unit: "each"}, {ID: "wagons", Unit: "each"}},
		Materials: []model.Item{{ID: "steel", Unit: "kg"}},
		Resources: []model.Resource{{ID: "line", Unit: "h", Capacity: over(10, 100)}},
		Processes: []model.Process{
			{ID: "tools", Makes: part("tools", 1), Consumes: part("steel", 2), Uses: part("line", 1), Cost: model.Constant(4)},
			{ID: "wagons", Makes: part("wagons", 1), Consumes: part("steel", 9), Uses: part("line", 2), Cost: model.Constant(9)},
		},
		Suppliers: []model.Supplier{{ID: "mill", Sells: []model.Offer{{ID: "steel", Item: "steel", Price: model.Constant(3), Capacity: over(50, 400)}}}},
		Inventory: []model.Stock{
			{ID: "steel", Item: "steel", Opening: 20},
			{ID: "tools", Item: "tools", Opening: 10, Max: over(0, 50), HoldingCost: model.Constant(1)},
		},
		Demand: []model.Demand{
			{ID: "tools", Item: "tools", Quantity: over(0, 150)},
			{ID: "wagons", Item: "wagons", Quantity: over(0, 40)},
		},
	}
	if random.IntN(3) == 0 {
		s.Classes = []model.Class{{ID: "gold", Priority: model.Fixed(float64(1 + random.IntN(3)))}}
		s.Demand[random.IntN(2)].Class = "gold"
	}
	return s
}

// TestInfeasibleScenariosAreExplainedAndRepaired takes 200 scenarios that have
// no plan: the conflict is irreducible, every repair makes a plan and nothing
// less does, and no repair is cheaper than the first, as a problem shows that
// is written down from the scenario alone.
func TestInfeasibleScenariosAreExplainedAndRepaired(t *testing.T) {
	const scenarios = 200
	ctx := context.Background()
	random := rand.New(rand.NewPCG(5, 2026))
	others, owners, ranked := 0, 0, 0
	for found := 0; found < scenarios; {
		s := crowded(random)
		f, err := solver.Formulate(s)
		if err != nil {
			t.Fatal(err)
		}
		r, err := f.Solve(ctx, engine, solver.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r.Status != solver.Infeasible {
			continue
		}
		found++
		checkConflict(t, f, r.Conflict)
		repairs, err := Repairs(ctx, engine, f, r.Conflict)
		if err != nil {
			t.Fatal(err)
		}
		if len(repairs) == 0 || repairs[0].Only != "" || repairs[0].Owner != "" || repairs[0].Other {
			t.Fatalf("repairs %+v, expected one by any limit first", repairs)
		}
		least := leastShares(t, s)
		for i := range repairs {
			checkRepair(t, f, &repairs[i], &repairs[0], least)
			if repairs[i].Other {
				others++
			}
			if repairs[i].Owner != "" {
				owners++
			}
		}
		if shares := sharesOf(f, repairs[0].Moves); compareShares(shares, least) != 0 {
			t.Errorf("the cheapest repair comes to %v by rank, but %v is enough", shares, least)
		}
		if len(least) > 1 {
			ranked++
		}
	}
	if others < scenarios/4 || owners < scenarios/20 || ranked < scenarios/4 {
		t.Errorf("%d other repairs, %d by owners, %d with ranks: too few to tell anything", others, owners, ranked)
	}
}

// checkConflict tests that the members of a conflict cannot all hold, and that
// they can without any one of them.
func checkConflict(t *testing.T, f *solver.Formulation, conflict []solver.LimitState) {
	t.Helper()
	holds := func(without string) bool {
		p := f.Problem.Clone()
		for row, l := range f.Limits() {
			in := slices.ContainsFunc(conflict, func(c solver.LimitState) bool { return c.ID == l.ID && c.ID != without })
			if !in && !l.Group.Info().Identity {
				p.RowLower[row], p.RowUpper[row] = math.Inf(-1), math.Inf(1)
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
	if len(conflict) == 0 || holds("") {
		t.Fatalf("%d members of the conflict can all hold", len(conflict))
	}
	for _, l := range conflict {
		if !holds(l.ID) {
			t.Errorf("without %s the others still cannot hold", l.ID)
		}
	}
}

// checkRepair tests that a repair gives a plan that passes its audit, that a
// little less of it does not, and that it moves only what it says.
func checkRepair(t *testing.T, f *solver.Formulation, r, best *Repair, least map[int]float64) {
	t.Helper()
	ctx := context.Background()
	full, err := f.SolveMoved(ctx, engine, r.Moves, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !full.Status.HasPlan() || len(full.Relaxed) == 0 {
		t.Fatalf("the repair %+v gives no plan (%s), or breaks nothing", r, full.Stop)
	}
	claim := &audit.Claim{Objective: full.Value, Money: full.Money, Penalties: full.Penalties, Relaxed: full.Relaxed}
	if found := audit.Check(f.Scenario, full.Plan, claim); !found.Passed() {
		t.Fatalf("the repaired plan does not pass the audit: %+v", found.Differences)
	}
	less := slices.Clone(r.Moves)
	for i := range less {
		less[i].Amount *= 0.98
	}
	short, err := f.SolveMoved(ctx, engine, less, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if short.Status.HasPlan() {
		t.Errorf("98 %% of the repair %+v is enough", r)
	}
	if compareShares(sharesOf(f, r.Moves), least) < 0 {
		t.Errorf("the repair %+v is cheaper than the cheapest", r)
	}
	limits := f.Limits()
	for _, m := range r.Moves {
		l := &limits[m.Row]
		again := slices.ContainsFunc(best.Moves, func(b solver.Move) bool { return b.Row == m.Row })
		if r.Only != "" && string(l.Group) != r.Only || r.Owner != "" && l.Owner != r.Owner || r.Other && again {
			t.Errorf("%s of %s moves in the repair %+v", l.ID, l.Owner, r)
		}
	}
}

// sharesOf adds up the moves by rank, 0 for limits without one, each in shares
// of the limit: of what it says, or, where that is 0, of the most that it says in
// any period, or of 1.
func sharesOf(f *solver.Formulation, moves []solver.Move) map[int]float64 {
	shares := map[int]float64{}
	limits := f.Limits()
	for _, m := range moves {
		l := &limits[m.Row]
		size := math.Abs(l.Limit)
		for i := range limits {
			if size == 0 && limits[i].Group == l.Group && limits[i].Key == l.Key {
				size = sizeOf(f.Scenario, l)
			}
		}
		shares[l.Rank] += math.Abs(m.Amount) / size
	}
	return shares
}

// limitOf is the limit of the crowded plant that a row is of.
func limitOf(s *model.Scenario, l *solver.LimitState) *model.Limit {
	switch {
	case l.Group == model.GroupCapacity:
		return &s.Resources[0].Capacity
	case l.Group == model.GroupSupply:
		return &s.Suppliers[0].Sells[0].Capacity
	case l.Group == model.GroupMaxStock:
		return &s.Inventory[1].Max
	case l.Key == "tools":
		return &s.Demand[0].Quantity
	}
	return &s.Demand[1].Quantity
}

func sizeOf(s *model.Scenario, l *solver.LimitState) float64 { return mostOf(limitOf(s, l)) }

func mostOf(l *model.Limit) float64 {
	if most := slices.Max(l.Value.Values()); most > 0 {
		return most
	}
	return 1
}

// compareShares compares sums by rank: 1 first, then 2, ...; 0 last.
func compareShares(a, b map[int]float64) int {
	for _, rank := range []int{1, 2, 3, 0} {
		if x, y := a[rank], b[rank]; math.Abs(x-y) > 1e-5*max(1, x, y) {
			if x < y {
				return -1
			}
			return 1
		}
	}
	return 0
}

// leastShares is the cheapest repair of a crowded plant by rank, from a problem
// that is written down here from the scenario alone.
func leastShares(t *testing.T, s *model.Scenario) map[int]float64 {
	t.Helper()
	e := newElasticPlant(s)
	least := map[int]float64{}
	for _, rank := range []int{1, 2, 3, 0} {
		columns := e.moves[rank]
		if len(columns) == 0 {
			continue
		}
		for j := range e.p.Cost {
			e.p.Cost[j] = 0
		}
		row := e.p.AddRows("rank", "", nil, 1)
		for _, m := range columns {
			e.p.Cost[m.column] = 1 / m.size
			e.p.Add(row, m.column, 1/m.size)
		}
		sol, err := engine.Solve(context.Background(), e.p, lp.Options{})
		if err != nil || sol.Stop != lp.Optimal {
			t.Fatal(err, sol.Stop)
		}
		least[rank] = sol.Objective
		e.p.RowUpper[row] = max(0, sol.Objective)
	}
	return least
}

// elasticPlant is the crowded plant with every limit free to move.
type elasticPlant struct {
	p     *lp.Problem
	moves map[int][]elasticMove // by rank
}

type elasticMove struct {
	column int
	size   float64
}

func newElasticPlant(s *model.Scenario) *elasticPlant {
	e := &elasticPlant{&lp.Problem{Name: "plant", Sense: lp.Minimise}, map[int][]elasticMove{}}
	n := s.Calendar.Len()
	column := func(name string) int { return e.p.AddCols(name, "", nil, n) }
	tools, wagons, bought, steel, stock := column("tools"), column("wagons"), column("bought"), column("steel"), column("stock")
	for t := range n {
		// Tools in stock, made, less sold; the sold are what is asked.
		row := e.row(s, &s.Demand[0].Quantity, "tools", t, true)
		e.p.Add(row, tools+t, 1)
		e.p.Add(row, stock+t, -1)
		if t > 0 {
			e.p.Add(row, stock+t-1, 1)
		} else {
			e.p.RowLower[row] -= s.Inventory[1].Opening
			e.p.RowUpper[row] -= s.Inventory[1].Opening
		}
		row = e.row(s, &s.Demand[1].Quantity, "wagons", t, true)
		e.p.Add(row, wagons+t, 1)
		row = e.row(s, &s.Resources[0].Capacity, "", t, false)
		e.p.Add(row, tools+t, 1)
		e.p.Add(row, wagons+t, 2)
		e.p.Add(e.row(s, &s.Suppliers[0].Sells[0].Capacity, "", t, false), bought+t, 1)
		e.p.Add(e.row(s, &s.Inventory[1].Max, "", t, false), stock+t, 1)
		// Steel is used as it comes, or kept.
		row = e.p.AddRows("steel", "", nil, 1)
		for _, entry := range []struct {
			column int
			value  float64
		}{{bought + t, 1}, {tools + t, -2}, {wagons + t, -9}, {steel + t, -1}} {
			e.p.Add(row, entry.column, entry.value)
		}
		e.p.RowLower[row], e.p.RowUpper[row] = 0, 0
		if t > 0 {
			e.p.Add(row, steel+t-1, 1)
		} else {
			e.p.RowLower[row], e.p.RowUpper[row] = -s.Inventory[0].Opening, -s.Inventory[0].Opening
		}
	}
	return e
}

// row adds the row of a limit in a period, with the columns by which it moves.
func (e *elasticPlant) row(s *model.Scenario, l *model.Limit, demand string, t int, both bool) int {
	row := e.p.AddRows("limit", "", nil, 1)
	value := l.Value.At(t)
	e.p.RowUpper[row] = value
	rank, size := l.Priority, value
	if size == 0 {
		size = mostOf(l)
	}
	for i := range s.Demand {
		if d := &s.Demand[i]; d.ID == demand && d.Class != "" && rank == 0 {
			rank = int(s.Classes[0].Priority.Value.At(0))
		}
	}
	directions := []float64{-1}
	if both {
		e.p.RowLower[row] = value
		directions = []float64{-1, +1}
	}
	for _, direction := range directions {
		column := e.p.AddCols("move", "", nil, 1)
		e.p.Add(row, column, direction)
		if direction > 0 {
			e.p.ColUpper[column] = value // nothing less than nothing is sold
		}
		e.moves[rank] = append(e.moves[rank], elasticMove{column, size})
	}
	return row
}
