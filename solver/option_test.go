package solver

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func init() {
	goldens["option"] = func() *model.Scenario {
		s := withLine(model.Resource{
			Count: number(2), Hours: limits(50), Utilisation: model.Utilisation{Min: limits(0.1), Target: priced(limits(0.8), 4)},
		}, 60, 80, 90)
		s.Options = []model.Option{
			{
				ID: "machine", Open: model.OptionMove{Allowed: true, Cost: number(200), Lead: model.Lag{Periods: 1}, From: "2026-02"},
				Running: list(5, 6, 7), Adds: []model.Part{{ID: "resources.line.count", Quantity: number(1)}},
			},
			{
				ID: "night", Opening: model.Open, Stays: model.Closed, Running: number(30),
				Open: model.OptionMove{Allowed: true}, Close: model.OptionMove{Allowed: true, Cost: number(40)},
				Allows: []string{"processes.assemble"},
			},
		}
		return s
	}
	decorations = append(decorations, decoration{
		name: "option",
		apply: func(t *rapid.T, s *model.Scenario) {
			if most := &s.Processes[0].Output.Max; !most.IsSet() || most.Priced() {
				*most = limits(250)
			}
			if line := &s.Resources[0]; !line.Capacity.IsSet() {
				line.Capacity = limits(150)
			}
			amount := func(name string, most int) model.Series {
				return number(float64(rapid.IntRange(0, most).Draw(t, name)))
			}
			s.Options = []model.Option{
				{
					ID: "shop", Opening: rapid.SampledFrom([]model.State{model.Open, model.Closed}).Draw(t, "shop is"),
					Open: model.OptionMove{Allowed: true, Cost: amount("opening shop", 400)}, Close: model.OptionMove{Allowed: true},
					Running: amount("running shop", 50), Allows: []string{"processes.assemble"},
					Stays: rapid.SampledFrom([]model.State{"", model.Closed}).Draw(t, "shop stays"),
				},
				{
					ID: "wing", Open: model.OptionMove{Allowed: true, Cost: amount("opening wing", 400), Lead: model.Lag{Periods: rapid.IntRange(0, 2).Draw(t, "lead")}},
					Adds: []model.Part{{ID: "processes.assemble.output.max", Quantity: amount("more runs", 90)}, {ID: "resources.line.capacity", Quantity: amount("more hours", 90)}},
				},
			}
		},
		money: func(s *model.Scenario) []*model.Series {
			var money []*model.Series
			for i := range s.Options {
				money = append(money, &s.Options[i].Open.Cost, &s.Options[i].Running)
			}
			return money
		},
		unscaled: true,
	})
}

func TestPlansWithOptionsCanBeReckonedByHand(t *testing.T) {
	line := func(options ...model.Option) *model.Scenario {
		s := kept(withLine(model.Resource{Capacity: limits(100), Rent: model.Rental{Allowed: true, Cost: number(5)}}, 100, 120, 150), 1)
		s.Options = options
		return s
	}
	wing := model.Option{ID: "wing", Adds: []model.Part{{ID: "resources.line.capacity", Quantity: number(60)}}}
	with := func(o model.Option, change func(*model.Option)) model.Option {
		change(&o)
		return o
	}
	// A second way to make tools, at 4 in place of 10, where it is allowed.
	second := func(asked []float64, options ...model.Option) *model.Scenario {
		s := base(len(asked))
		s.Demand[0].Quantity = limits(asked...)
		s.Processes = append(s.Processes, model.Process{ID: "mould", Makes: one("tools"), Cost: number(4)})
		s.Options = options
		return s
	}
	mould := model.Option{ID: "mould", Allows: []string{"processes.mould"}}
	cases := map[string]struct {
		scenario   *model.Scenario
		value      float64
		investment float64
		open       []float64 // of the first option
	}{
		// Without the wing 20 h and 50 h are hired, for 350. It costs 100 once and 30 a month.
		"an expansion is opened when renting costs more": {
			line(with(wing, func(o *model.Option) {
				o.Open, o.Running = model.OptionMove{Allowed: true, Cost: number(100)}, number(30)
			})), 3700 + 100 + 60, 160, []float64{0, 1, 1},
		},
		// It takes two months: 20 h of February are hired, in March it is there.
		"an expansion takes its time": {
			line(with(wing, func(o *model.Option) {
				o.Open = model.OptionMove{Allowed: true, Cost: number(100), Lead: model.Lag{Periods: 2}}
			})), 3700 + 100 + 100, 100, []float64{0, 0, 1},
		},
		// Decided in March at the earliest: only March's 50 h are spared, for 250.
		"an expansion has to wait for its window": {
			line(with(wing, func(o *model.Option) { o.Open = model.OptionMove{Allowed: true, Cost: number(100), From: "2026-03"} })),
			3700 + 100 + 100, 100,
			[]float64{0, 0, 1},
		},
		"an expansion that comes too late is not opened": {
			line(with(wing, func(o *model.Option) {
				o.Open = model.OptionMove{Allowed: true, From: "2026-03", Lead: model.Lag{Periods: 1}}
			})), 3700 + 350, 0, []float64{0, 0, 0},
		},
		// Running it costs 100 a month and saves 6 a tool: closed for the 10 tools of February, and opened again.
		"what is closed may be opened again": {
			second([]float64{50, 10, 50}, with(mould, func(o *model.Option) {
				o.Opening, o.Running = model.Open, number(100)
				o.Open, o.Close = model.OptionMove{Allowed: true, Cost: number(5)}, model.OptionMove{Allowed: true, Cost: number(15)}
			})), 50*4*2 + 10*10 + 200 + 20, 220, []float64{1, 0, 1},
		},
		// Closing for good would save 100 - 60 in February and lose 200 in March: it stays open.
		"what stays closed is not closed for a month": {
			second([]float64{50, 10, 50}, with(mould, func(o *model.Option) {
				o.Opening, o.Running, o.Stays = model.Open, number(100), model.Closed
				o.Open, o.Close = model.OptionMove{Allowed: true, Cost: number(5)}, model.OptionMove{Allowed: true, Cost: number(15)}
			})), 110*4 + 300, 300, []float64{1, 1, 1},
		},
		// Two options allow the same: the cheap one is enough.
		"one of two options is enough": {
			second([]float64{50, 50}, with(mould, func(o *model.Option) {
				o.ID, o.Open, o.Running = "dear", model.OptionMove{Allowed: true}, number(90)
			}), with(mould, func(o *model.Option) {
				o.ID, o.Open, o.Running = "fair", model.OptionMove{Allowed: true}, number(80)
			})), 400 + 160, 160, []float64{0, 0},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r := solve(t, c.scenario)
			if r.Status != Optimal || !near(r.Value, c.value) {
				t.Fatalf("status %s, objective %v, expected %v", r.Status, r.Value, c.value)
			}
			if got := r.Money.Total(model.Investment); !near(got, c.investment) {
				t.Errorf("investment is %v, expected %v", got, c.investment)
			}
			if diff := cmp.Diff(c.open, r.Plan.Open.Row(0)); diff != "" {
				t.Errorf("open (-want +got):\n%s", diff)
			}
			finding := audit.Check(c.scenario, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties})
			for _, d := range finding.Differences {
				t.Errorf("audit: %s", d.What)
			}
			tables := r.Plan.Tables(c.scenario)
			back, err := tables.Plan(c.scenario)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(rowsOf(r.Plan.Opened), rowsOf(back.Opened)); diff != "" {
				t.Errorf("opened, read back (-want +got):\n%s", diff)
			}
		})
	}
}

// TestDepotsAreOpenedAsTryingAllSetsSays compares plans of depots with the best
// of all sets of open depots, each with the cheapest depot for every customer.
func TestDepotsAreOpenedAsTryingAllSetsSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		depots, customers := rapid.IntRange(1, 4).Draw(t, "depots"), rapid.IntRange(1, 5).Draw(t, "customers")
		amount := func(name string, least, most int) float64 { return float64(rapid.IntRange(least, most).Draw(t, name)) }
		s := &model.Scenario{
			Name: "depots", Objective: model.MinimiseCost, Calendar: calendar(1), Families: []model.Item{item("tools", "each")},
		}
		fixed, cost, asked := make([]float64, depots), make([][]float64, depots), make([]float64, customers)
		for j := range customers {
			asked[j] = amount("asked", 1, 50)
			id := fmt.Sprintf("customer%d", j)
			s.Sites = append(s.Sites, model.Site{ID: id})
			s.Demand = append(s.Demand, model.Demand{ID: id, Item: "tools", Site: id, Quantity: limits(asked[j])})
		}
		for i := range depots {
			id := fmt.Sprintf("depot%d", i)
			fixed[i] = amount("fixed", 0, 400)
			s.Sites = append(s.Sites, model.Site{ID: id})
			s.Processes = append(s.Processes, model.Process{ID: id, Site: id, Makes: one("tools")})
			s.Options = append(s.Options, model.Option{
				ID: id, Open: model.OptionMove{Allowed: true, Cost: number(fixed[i])}, Allows: []string{"sites." + id},
			})
			cost[i] = make([]float64, customers)
			for j := range customers {
				cost[i][j] = amount("cost", 0, 20)
				s.Lanes = append(s.Lanes, model.Lane{
					ID: fmt.Sprintf("lane%d-%d", i, j), From: id, To: fmt.Sprintf("customer%d", j),
					Carries: []model.Cargo{{Item: "tools", Cost: number(cost[i][j])}},
				})
			}
		}
		if found := model.Validate(s); len(found) > 0 {
			t.Fatalf("not valid: %+v", found)
		}
		want := math.Inf(1)
		for set := 1; set < 1<<depots; set++ {
			total := 0.0
			for i := range depots {
				if set>>i&1 == 1 {
					total += fixed[i]
				}
			}
			for j := range customers {
				cheapest := math.Inf(1)
				for i := range depots {
					if set>>i&1 == 1 {
						cheapest = min(cheapest, cost[i][j])
					}
				}
				total += cheapest * asked[j]
			}
			want = min(want, total)
		}
		if r := best(t, s); r.Status != Optimal || !same(r.Value, want) {
			t.Fatalf("status %s, cost %v; the best of all sets costs %v", r.Status, r.Value, want)
		}
	})
}
