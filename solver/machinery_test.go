package solver

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func init() {
	goldens["machinery"] = func() *model.Scenario {
		s := base(4)
		s.Resources = []model.Resource{
			{
				ID: "oven", Unit: "h", Capacity: limits(100),
				MinLoad:     limits(20, nan, 20, 20),
				Utilisation: model.Utilisation{Min: limits(0.3), Target: priced(limits(0.8), 5)},
				Change: model.Change{
					Opening: number(50), Up: model.Ramp{Cost: number(2), Max: limits(40)}, Down: model.Ramp{Max: priced(limits(30), 9)},
				},
				Rent:        model.Rental{Allowed: true, Max: limits(25, nan, 25, 25), Cost: number(7)},
				Maintenance: model.Maintenance{Count: limits(1), From: "2026-02"},
			},
			{
				ID: "press", Unit: "h", Count: number(3), Hours: limits(60), Downtime: list(6, 0, 0, 0),
				Maintenance: model.Maintenance{Count: limits(2), Each: 2, AtOnce: limits(1)},
				Overtime:    model.Overtime{Allowed: true, Max: limits(40), Cost: number(3), Fixed: list(90, 90, 95, 95)},
			},
		}
		s.Processes[0].Uses = []model.Part{{ID: "oven", Quantity: number(0.5)}, {ID: "press", Quantity: list(1, 1, 0.9, 0.9)}}
		s.Processes[0].Output.Change = model.Change{Up: model.Ramp{Cost: number(0.5)}, Down: model.Ramp{Max: limits(60)}}
		return s
	}
	decorations = append(decorations, machineryDecorations()...)
}

// withLine is a plan for tools that take one hour of a line each.
func withLine(line model.Resource, asked ...float64) *model.Scenario {
	s := base(len(asked))
	line.ID, line.Unit = "line", "h"
	s.Resources = []model.Resource{line}
	s.Processes[0].Uses = []model.Part{{ID: "line", Quantity: number(1)}}
	s.Demand[0].Quantity = limits(asked...)
	return s
}

// kept lets tools be kept at that cost.
func kept(s *model.Scenario, cost float64) *model.Scenario {
	s.Inventory = []model.Stock{{ID: "tools", Item: "tools", HoldingCost: number(cost)}}
	return s
}

func TestPlansOfMachineryCanBeReckonedByHand(t *testing.T) {
	smooth := func(holding float64) *model.Scenario {
		s := kept(withLine(model.Resource{}, 100, 200), holding)
		s.Processes[0].Output.Change = model.Change{Opening: number(100), Up: model.Ramp{Cost: number(2)}}
		return s
	}
	cases := map[string]struct {
		scenario *model.Scenario
		value    float64
		account  model.Account
		money    float64
	}{
		"what lies beyond the target of utilisation is a penalty": {
			withLine(model.Resource{Capacity: limits(100), Utilisation: model.Utilisation{Target: priced(limits(0.8), 5)}}, 90, 70),
			1600 + 10*5, model.Making, 1600,
		},
		// 30 % of 100 h: 20 tools more than are asked, kept for a month.
		"a line is kept busy for stock": {
			kept(withLine(model.Resource{Capacity: limits(100), Utilisation: model.Utilisation{Min: limits(0.3, nan)}}, 10, 50), 1),
			600 + 20, model.Holding, 20,
		},
		"a least load is made for stock": {
			kept(withLine(model.Resource{MinLoad: limits(40, nan)}, 10, 50), 1), 600 + 30, model.Holding, 30,
		},
		// A unit made a month early costs 3 to keep and saves 2 of rise.
		"output rises when keeping is dear": {smooth(3), 3000 + 200, model.Setups, 200},
		// At 1 it pays to make 150 in both months.
		"output is level when keeping is cheap": {smooth(1), 3000 + 50*2 + 50*1, model.Setups, 100},
		// Falling from 200 to 100 is free, rising to 100 before that is not counted: there is no opening.
		"the first period is free without an opening": {
			withLine(model.Resource{Change: model.Change{Up: model.Ramp{Cost: number(2)}, Down: model.Ramp{Cost: number(1)}}}, 200, 100, 130),
			4300 + 100*1 + 30*2, model.Setups, 160,
		},
		// At most 30 h up a month: 20 tools are made in January for February.
		"a rise has an end": {
			kept(withLine(model.Resource{Change: model.Change{Up: model.Ramp{Max: limits(30)}}}, 50, 120), 1),
			1700 + 20, model.Holding, 20,
		},
		"what the line lacks is hired": {
			withLine(model.Resource{Capacity: limits(80), Rent: model.Rental{Allowed: true, Max: limits(30), Cost: number(7)}}, 100, 60),
			1600 + 140, model.Rent, 140,
		},
		// One evening shift in January, for 20 h of January and 10 of February, costs 50 + 30 + 5; two would cost 100 + 30.
		"a shift is opened once for two periods": {
			kept(withLine(model.Resource{
				Capacity: limits(80), Overtime: model.Overtime{Allowed: true, Max: limits(40), Cost: number(1), Fixed: number(50)},
			}, 100, 90), 0.5),
			1900 + 50 + 30 + 5, model.OvertimePay, 80,
		},
		// Each of two machines of 50 h is down once. One at a time in the quiet months leaves 50 h in each.
		"machines go down when they are not needed": {
			withLine(model.Resource{
				Count: number(2), Hours: limits(50), Maintenance: model.Maintenance{Count: limits(2), AtOnce: limits(1)},
				Rent: model.Rental{Allowed: true, Cost: number(4)},
			}, 100, 50, 100, 45),
			2950, model.Rent, 0,
		},
		// Two months in a row within February to April: one of February and March has to be hired for, or
		// March and April. In April 60 are asked, in February 90.
		"maintenance of two periods takes the cheaper two": {
			withLine(model.Resource{
				Capacity: limits(100), Maintenance: model.Maintenance{Count: limits(1), From: "2026-02", Each: 2},
				Rent: model.Rental{Allowed: true, Cost: number(4)},
			}, 10, 90, 20, 60),
			1800 + 80*4, model.Rent, 320,
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r := solve(t, c.scenario)
			if r.Status != Optimal || !near(r.Value, c.value) {
				t.Fatalf("status %s, objective %v, expected %v", r.Status, r.Value, c.value)
			}
			if got := r.Money.Total(c.account); !near(got, c.money) {
				t.Errorf("%s is %v, expected %v", c.account.Title(), got, c.money)
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
			for _, grids := range [][2]model.Grid{
				{r.Plan.Shifts, back.Shifts}, {r.Plan.Rented, back.Rented}, {r.Plan.Maintained, back.Maintained},
			} {
				if diff := cmp.Diff(rowsOf(grids[0]), rowsOf(grids[1])); diff != "" {
					t.Errorf("the plan read back (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func rowsOf(g model.Grid) [][]float64 {
	rows := make([][]float64, g.Rows())
	for i := range rows {
		rows[i] = g.Row(i)
	}
	return rows
}

func TestWhatMaintenanceTakesIsNoUseOfCapacity(t *testing.T) {
	s := withLine(model.Resource{
		Count: number(2), Hours: limits(50), Maintenance: model.Maintenance{Count: limits(1), From: "2026-02"},
		Utilisation: model.Utilisation{Target: limits(0.9)},
	}, 60, 40)
	got := map[string][2]float64{}
	for _, state := range solve(t, s).Limits {
		got[state.ID] = [2]float64{state.Used, state.Limit}
	}
	for id, want := range map[string][2]float64{
		"capacity[line,2026-01]":    {60, 100},
		"capacity[line,2026-02]":    {40, 50},
		"utilisation[line,2026-01]": {60, 90},
		"utilisation[line,2026-02]": {40, 45},
		"maintenance[line]":         {1, 1},
	} {
		if !near(got[id][0], want[0]) || !near(got[id][1], want[1]) {
			t.Errorf("%s: used and limit are %v, expected %v", id, got[id], want)
		}
	}
}

// machineryDecorations give the line of the random plant what a resource can
// have besides capacity.
func machineryDecorations() []decoration {
	amount := func(t *rapid.T, name string, most int) model.Series {
		return number(float64(rapid.IntRange(0, most).Draw(t, name)))
	}
	limited := func(s *model.Scenario) *model.Resource {
		line := &s.Resources[0]
		if !line.Capacity.IsSet() {
			line.Capacity = limits(150)
		}
		return line
	}
	bounded := func(s *model.Scenario) { // more may be made than is of use, so that only a limit ends it
		if most := &s.Processes[0].Output.Max; !most.IsSet() || most.Priced() {
			*most = limits(250)
		}
	}
	return []decoration{
		{
			name: "smoothing",
			apply: func(t *rapid.T, s *model.Scenario) {
				bounded(s)
				s.Resources[0].Change = model.Change{
					Up:   model.Ramp{Cost: amount(t, "rise", 9), Max: model.Limit{Value: amount(t, "most rise", 200)}},
					Down: model.Ramp{Cost: amount(t, "fall", 9)},
				}
				s.Processes[0].Output.Change.Down = model.Ramp{Max: priced(model.Limit{Value: amount(t, "most fall", 200)}, 3)}
			},
			money: func(s *model.Scenario) []*model.Series {
				c := &s.Resources[0].Change
				return []*model.Series{&c.Up.Cost, &c.Down.Cost}
			},
			limits: func(s *model.Scenario) []*model.Limit {
				return []*model.Limit{&s.Resources[0].Change.Up.Max, &s.Processes[0].Output.Change.Down.Max}
			},
		},
		{
			name: "utilisation and rent",
			apply: func(t *rapid.T, s *model.Scenario) {
				bounded(s)
				line := limited(s)
				line.Utilisation = model.Utilisation{Min: limits(0.1), Target: priced(limits(0.7), 6)}
				line.MinLoad = priced(model.Limit{Value: amount(t, "least load", 60)}, 4)
				line.Rent = model.Rental{Allowed: true, Max: model.Limit{Value: amount(t, "rent", 50)}, Cost: amount(t, "rate", 20)}
			},
			money: func(s *model.Scenario) []*model.Series {
				line := &s.Resources[0]
				return []*model.Series{&line.Rent.Cost, &line.Utilisation.Target.Penalty}
			},
			limits: func(s *model.Scenario) []*model.Limit {
				return []*model.Limit{&s.Resources[0].Rent.Max, &s.Resources[0].MinLoad}
			},
		},
		{
			name: "shift",
			apply: func(t *rapid.T, s *model.Scenario) {
				o := &s.Resources[0].Overtime
				o.Allowed, o.Fixed = true, amount(t, "shift", 300)
			},
			money:    func(s *model.Scenario) []*model.Series { return []*model.Series{&s.Resources[0].Overtime.Fixed} },
			unscaled: true,
		},
		{
			name: "maintenance",
			apply: func(t *rapid.T, s *model.Scenario) {
				limited(s).Maintenance = model.Maintenance{Count: limits(1), Each: rapid.IntRange(1, s.Calendar.Len()).Draw(t, "months down")}
			},
		},
	}
}
