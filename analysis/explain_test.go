package analysis

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// written reads a scenario that a test has written out.
func written(t testing.TB, text string) *model.Scenario {
	t.Helper()
	loaded, err := intake.OpenText("test", []byte(text), "", intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if loaded.Diagnostics.HasErrors() {
		t.Fatalf("the scenario of the test has mistakes: %+v", loaded.Diagnostics)
	}
	return loaded.Scenario
}

func explainer(t testing.TB, s *model.Scenario) *Explainer {
	t.Helper()
	e, err := study(t, s).Explain()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

const toolShop = `
scenario: Tool shop
calendar: {start: 2026-01, periods: 3, bucket: month}
families: {tools: {}}
resources: {line: {capacity: 10 h}}
processes: {tools: {makes: tools, uses: {line: 1 h}, cost: 4}}
`

func TestReasonsCanBeReckonedByHand(t *testing.T) {
	type want struct {
		kind             ShortKind
		from, to         int
		amount, net      float64
		possible, served bool
		gain             float64
		moves            map[string]float64 // by limit; empty: no remedy
	}
	cases := map[string]struct {
		text string
		want want
	}{
		"late because of capacity: 4 wait a month, at 5 each": {
			toolShop + `
demand: {tools: {quantity: [8, 14, 6], backlog: {cost: 5}}}
`,
			want{Late, 1, 1, 4, 0, false, true, 20, map[string]float64{"capacity[line,2026-02]": 4}},
		},
		"late because nobody works overtime for it: 1 hour costs 7, waiting 5": {
			toolShop[:len(toolShop)-1] + `
demand: {tools: {quantity: [8, 14, 6], backlog: {cost: 5}}}
suppliers: {shop: {sells: {tools: {price: 11}}}}
`,
			want{Late, 1, 1, 4, 2, true, true, 20, map[string]float64{"capacity[line,2026-02]": 4}},
		},
		"lost because the supplier has no more: each is worth 50 less 3 for steel and 4 for making": {
			toolShop + `
materials: {steel: {unit: kg}}
change: {processes.tools.consumes: {steel: 1 kg}}
suppliers: {mill: {sells: {steel: {price: 3, capacity: 6}}}}
demand: {tools: {quantity: [5, 10, 6], lost: 50}}
`,
			want{Lost, 1, 1, 4, 0, false, true, 4 * 43, map[string]float64{"supply[mill,steel,2026-02]": 4}},
		},
		"lost because of two limits, of which neither is enough alone": {
			toolShop + `
materials: {steel: {unit: kg}}
change: {processes.tools.consumes: {steel: 1 kg}}
suppliers: {mill: {sells: {steel: {price: 3, capacity: 10}}}}
demand: {tools: {quantity: [5, 15, 6], lost: 50}}
`,
			want{Lost, 1, 1, 5, 0, false, true, 5 * 43, map[string]float64{"capacity[line,2026-02]": 5, "supply[mill,steel,2026-02]": 5}},
		},
		"lost because losing costs 3 and making 4": {
			toolShop + `
demand: {tools: {quantity: [0, 5, 0], lost: 3}}
`,
			want{Lost, 1, 1, 5, 1, true, false, 0, nil},
		},
		"unsold because what is bought for 12 is sold for 10": {
			`
scenario: Trader
objective: maximise profit
calendar: {start: 2026-01, periods: 1, bucket: month}
families: {tools: {price: 10}}
suppliers: {shop: {sells: {tools: {price: 12}}}}
demand: {tools: {max: 5}}
`,
			want{Unsold, 0, 0, 5, 2, true, false, 0, nil},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			e := explainer(t, written(t, c.text))
			list := e.Shortages()
			if len(list) != 1 {
				t.Fatalf("%d shortages, expected one: %+v", len(list), list)
			}
			r, err := e.Reason(context.Background(), list[0])
			if err != nil {
				t.Fatal(err)
			}
			w := c.want
			if r.Kind != w.kind || r.From != w.from || r.To != w.to || !near(r.Amount, w.amount) {
				t.Errorf("%s %d to %d: %v, expected %+v", r.Kind, r.From, r.To, r.Amount, w)
			}
			if r.Possible != w.possible || r.Possible && !near(r.Net, w.net) {
				t.Errorf("one more possible: %v, net %v, expected %v, %v", r.Possible, r.Net, w.possible, w.net)
			}
			checkMoves(t, e, r.Remedy, w.moves)
			if m := r.Remedy; m != nil && (m.Served != w.served || !near(m.Gain, w.gain)) {
				t.Errorf("remedy %+v, expected gain %v, served %v", m, w.gain, w.served)
			}
		})
	}
}

func checkMoves(t *testing.T, e *Explainer, m *Remedy, want map[string]float64) {
	t.Helper()
	if m == nil {
		if len(want) > 0 {
			t.Errorf("no remedy, expected %v", want)
		}
		return
	}
	if len(m.Moves) != len(want) {
		t.Errorf("%d moves, expected %v", len(m.Moves), want)
	}
	for _, move := range m.Moves {
		if id := e.Limit(move.Row).ID; !near(move.Amount, want[id]) {
			t.Errorf("%s moves by %v, expected %v", id, move.Amount, want[id])
		}
	}
}

func TestAnUnusedOptionEntersAtWhatTheOtherCosts(t *testing.T) {
	e := explainer(t, written(t, toolShop+`
suppliers: {shop: {sells: {tools: {price: 9}}}}
demand: {tools: {quantity: [8, 14, 6]}}
`))
	at := slices.IndexFunc(e.Options(), func(o Choice) bool { return o.Path == "suppliers.shop.sells.tools" })
	entries, err := e.Entries(context.Background(), e.Options()[at], []int{0, 1})
	if err != nil {
		t.Fatal(err)
	}
	if n := &entries[0]; n.Stuck || n.Used != 0 || !near(n.Gap, 5) || !near(n.Enters(), 4) {
		t.Errorf("in January %+v, expected a gap of 5", n)
	}
	if n := &entries[1]; !near(n.Used, 4) || !near(n.Gap, 5) {
		t.Errorf("in February %+v, expected 4 used, and one more 5 dearer than an idle hour", n)
	}
}

func TestOnlyWholeNumbersDecideOnASetUp(t *testing.T) {
	e := explainer(t, written(t, `
scenario: Set-up
calendar: {start: 2026-01, periods: 1, bucket: month}
families: {tools: {}}
resources: {line: {capacity: 50 h}}
processes: {tools: {makes: tools, uses: {line: 1 h}, cost: 4, lots: 100}}
suppliers: {shop: {sells: {tools: {price: 9}}}}
demand: {tools: {quantity: 10}}
`))
	o := Choice{"processes.tools", "runs", "tools"}
	entries, err := e.Entries(context.Background(), o, []int{0})
	if err != nil {
		t.Fatal(err)
	}
	if !e.OnlyWhole(entries) {
		t.Fatalf("entries %+v, expected that only whole numbers decide", entries)
	}
	f, err := e.Force(context.Background(), o, 1)
	if err != nil {
		t.Fatal(err)
	}
	if !near(f.Cost, 100+10*4-10*9) {
		t.Errorf("taking it costs %v, expected 50: set up once, all is made", f.Cost)
	}
}

func TestWhatGivesWayWhenCapacityGrows(t *testing.T) {
	text := toolShop + `
demand: {tools: {quantity: [8, 14, 5], backlog: {cost: 5}}}
`
	c, err := Compare(study(t, written(t, text)), study(t, written(t, text+"change: {resources.line.capacity: 15 h}\n")))
	if err != nil {
		t.Fatal(err)
	}
	if accounts := c.Accounts(); len(accounts) != 1 || accounts[0] != (AccountChange{model.BacklogCost, 20, 0}) {
		t.Errorf("accounts %+v, expected the backlog to go from 20 to 0", accounts)
	}
	if len(c.Begin) != 0 || len(c.Cease) != 1 || c.Cease[0].ID != "capacity[line,2026-02]" {
		t.Errorf("limits that begin to bind: %+v, that cease: %+v", c.Begin, c.Cease)
	}
	moved := slices.IndexFunc(c.Moved, func(m Moved) bool { return m.What == "backlog" })
	if moved < 0 || !near(c.Moved[moved].Before[1], 4) || !near(c.Moved[moved].After[1], 0) {
		t.Errorf("moved %+v, expected the backlog of February to be among them", c.Moved)
	}
}

// withdrawn solves, in its own way, for the cost of one unit more that leaves
// the balance of a demand, while the demand gets what it gets.
func withdrawn(t *testing.T, e *Explainer, demand, period int) (perUnit float64, plan bool) {
	t.Helper()
	const little = 1e-3
	p := e.st.linear.Clone()
	d := &e.Scenario().Demand[demand]
	for j, decision := range e.decisions {
		if decision.What == "served" && decision.Key == d.ID {
			v := max(0, e.st.best.ColValue[j])
			p.ColLower[j], p.ColUpper[j] = v, v
		}
	}
	row := e.balanceOf(d, period)
	p.RowLower[row] -= little
	p.RowUpper[row] -= little
	sol, err := engine.Solve(context.Background(), p, lp.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e.sign * (sol.Objective - e.st.best.Objective) / little, sol.Primal == lp.Feasible
}

func checkUnitCosts(t *testing.T, e *Explainer) {
	t.Helper()
	all := make([]int, e.Scenario().Calendar.Len())
	for i := range all {
		all[i] = i
	}
	for d := range e.Scenario().Demand {
		costs, err := e.UnitCosts(context.Background(), d, all)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range costs {
			want, plan := withdrawn(t, e, d, c.Period)
			b := c.Breakdown
			switch id := e.Scenario().Demand[d].ID; {
			case b == nil && plan:
				t.Errorf("%s in %d: no cost, though one more costs %v", id, c.Period, want)
			case b == nil:
			case !b.Foots():
				t.Errorf("%s in %d: the parts add up to %v, not to %v", id, c.Period, b.Sum(), b.Price)
			case plan && math.Abs(want-b.Price) > 1e-5*max(1, math.Abs(want))+1e-8*math.Abs(e.st.best.Objective):
				t.Errorf("%s in %d: one more costs %v, measured %v", id, c.Period, b.Price, want)
			}
		}
	}
}

func TestEveryCostOnTheLibraryFootsToWhatIsMeasured(t *testing.T) {
	for _, name := range linearLibrary {
		t.Run(name, func(t *testing.T) { checkUnitCosts(t, explainer(t, scenario(t, name))) })
	}
}

func TestEveryOptionOnTheLibraryCostsWhatItsPartsSay(t *testing.T) {
	for _, name := range linearLibrary {
		t.Run(name, func(t *testing.T) {
			e := explainer(t, scenario(t, name))
			all := make([]int, e.Scenario().Calendar.Len())
			for i := range all {
				all[i] = i
			}
			for _, o := range e.Options() {
				entries, err := e.Entries(context.Background(), o, all)
				if err != nil {
					t.Fatal(err)
				}
				for i := range entries {
					checkEntry(t, e, o, &entries[i])
				}
			}
		})
	}
}

// checkEntry forces a little more of an option into the plan, which must cost
// what its parts add up to; where it is stuck there must be no plan.
func checkEntry(t *testing.T, e *Explainer, o Choice, n *Entry) {
	t.Helper()
	const little = 1e-3
	first, _ := e.column(o.What, o.Key)
	p := e.st.linear.Clone()
	p.ColLower[first+n.Period] = n.Used + little
	if n.Integers {
		return
	}
	sol, err := engine.Solve(context.Background(), p, lp.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if plan := sol.Primal == lp.Feasible; n.Stuck || !plan {
		if n.Stuck == plan {
			t.Errorf("%s in %d: stuck is %v, but there is a plan with more: %v", o.Path, n.Period, n.Stuck, plan)
		}
		return
	}
	want := e.sign * (sol.Objective - e.st.best.Objective) / little
	parts := Breakdown{Price: n.Gap, Lines: n.Lines}
	if !parts.Foots() {
		t.Errorf("%s in %d: the parts add up to %v, not to %v", o.Path, n.Period, parts.Sum(), n.Gap)
	}
	if math.Abs(want-n.Gap) > 1e-5*max(1, math.Abs(want))+1e-8*math.Abs(e.st.best.Objective) {
		t.Errorf("%s in %d: one more costs %v, measured %v", o.Path, n.Period, n.Gap, want)
	}
}
