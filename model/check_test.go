package model

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// foresight is one change to the plant with what the check says of it.
type foresight struct {
	name, rule, path string
	says             string // part of the message
	change           func(s *Scenario)
}

// featureForesights are those of features with a test file of their own, which
// registers them.
var featureForesights []foresight

func foresights() []foresight { return append(plantForesights(), featureForesights...) }

func plantForesights() []foresight {
	return []foresight{
		{
			"a demand that nobody can serve", "unreachable", "demand.trikes", "trikes is asked for, but is neither made nor bought nor in stock",
			func(s *Scenario) { s.Processes = s.Processes[:1] },
		},
		{
			"a material that nobody sells", "unreachable", "demand.trikes", "trikes needs steel, and steel is neither made nor bought nor in stock",
			func(s *Scenario) { s.Suppliers = nil },
		},
		{
			"two steps down the bill", "unreachable", "demand.trikes", "trikes needs frames, weld needs steel, and steel is neither",
			func(s *Scenario) {
				s.Suppliers = nil
				s.Materials = []Item{{ID: "frames", Unit: "each"}, {ID: "steel", Unit: "t"}}
				s.Processes[1].Consumes[0].ID = "frames"
				s.Processes = append(s.Processes, Process{ID: "weld", Makes: []Part{{"frames", Constant(1)}}, Consumes: []Part{{"steel", Constant(1)}}})
			},
		},
		{
			"a process without its input", "never-runs", "processes.bikes.consumes.steel", "steel is neither bought nor made nor in stock",
			func(s *Scenario) { s.Suppliers = nil },
		},
		{
			"a process that is switched off", "never-runs", "processes.bikes.output.max", "its output is at most 0 in every period",
			func(s *Scenario) { s.Processes[0].Output.Max = Fixed(0) },
		},
		{
			"a machine that is never there", "never-runs", "processes.bikes.uses.weld", "weld gives nothing in any period",
			func(s *Scenario) { s.Resources[1].Down = Constant(4) },
		},
		{
			"a supplier that offers nothing", "never-runs", "processes.bikes.consumes.steel", "there can be no steel in any period",
			func(s *Scenario) { s.Suppliers[0].Sells[0].Capacity = Fixed(0) },
		},
		{
			"capacity in one month and input in another", "never-runs", "processes.bikes", "in every period one of the limits",
			func(s *Scenario) {
				s.Suppliers[0].Sells[0].Capacity = perPeriod(0, 0, 9)
				s.Processes[0].Output.Max = perPeriod(5, 5, 0)
			},
		},
		{
			"two items made of one another", "needs-itself", "families.bikes", "bikes is made of trikes, trikes is made of bikes",
			func(s *Scenario) {
				s.Processes[0].Consumes = []Part{{"trikes", Constant(1)}}
				s.Processes[1].Consumes = []Part{{"bikes", Constant(1)}}
				s.Inventory = nil
			},
		},
		{
			"a material that nobody needs", "unused", "materials.tar", "tar is never sold or consumed",
			func(s *Scenario) { s.Materials = append(s.Materials, Item{ID: "tar"}) },
		},
		{
			"a site without anything", "unused", "sites.plant", "nothing is at plant",
			func(s *Scenario) { s.Sites = []Site{{ID: "plant"}} },
		},
		{
			"a market that nobody asks from", "unused", "markets.moon", "no demand is for moon, for a market within it or for one around it",
			func(s *Scenario) {
				s.Markets = append([]Market{{ID: "moon"}}, tree(Constant(1))...)
				s.Demand[0].Market = "north"
			},
		},
		{
			"a resource that nobody needs", "unused", "resources.paint", "paint is never used",
			func(s *Scenario) { s.Processes[1].Uses = nil },
		},
		{
			"a class of nothing", "unused", "classes.gold", "gold is never the class of a demand",
			func(s *Scenario) { s.Classes = []Class{{ID: "gold"}} },
		},
		{
			"sales that cannot be the same", "same-out-of-reach", "demand.trikes.same", "in 2026-02 at least 5 must be served and in 2026-01 at most 3 can be",
			func(s *Scenario) {
				s.Demand[1].Same, s.Demand[1].Min, s.Demand[1].Max = Fixed(0), perPeriod(1, 5, 1), perPeriod(3, 9, 9)
			},
		},
		{
			"more heads than may be hired", "heads-out-of-reach", "workforce.crew.headcount.min", "at least 12 heads and at most 10",
			func(s *Scenario) { s.Workforce[0].Headcount.Min = Fixed(12) },
		},
		{
			"fewer heads than may be laid off", "heads-out-of-reach", "workforce.crew.headcount.max", "at least 10 heads and at most 8",
			func(s *Scenario) { s.Workforce[0].Headcount.Max = Fixed(8) },
		},
		{
			"least outputs beyond a machine", "output-above-capacity", "resources.weld.hours", "in 2026-02 it gives at most 480 h, the least outputs of its processes take 500 h: 20 h short",
			func(s *Scenario) { s.Processes[0].Output.Min = perPeriod(0, 500, 0) },
		},
		{
			"too little time for one item", "short-of-supply", "demand.bikes", "by 2026-03 at most 290 bikes can be there, 325 are asked or to be kept: 35 short, from 2026-02 on",
			func(s *Scenario) { s.Processes[0].Output.Max = Fixed(90); s.Demand[0].Backlog = Backlog{} },
		},
		{
			"a backlog that must be gone at the end", "short-of-supply", "demand.bikes", "by 2026-03 at most 290 bikes can be there, 325 are asked or to be kept: 35 short",
			func(s *Scenario) { s.Processes[0].Output.Max = Fixed(90) },
		},
		{
			"least sales beyond what can be made", "short-of-supply", "demand.trikes", "by 2026-01 at most 5 trikes can be there, 7 are asked: 2 short",
			func(s *Scenario) { s.Processes[1].Output.Max = Fixed(5); s.Demand[1].Min = perPeriod(7, 1, 1) },
		},
		{
			"stock that has no room to wait in", "short-of-supply", "demand.bikes", "by 2026-03 at most 340 bikes can be there, 415 are asked or to be kept: 75 short",
			func(s *Scenario) {
				s.Processes[0].Output.Max, s.Inventory[0].Max = Fixed(110), Fixed(30)
				s.Demand[0].Quantity, s.Demand[0].Backlog = perPeriod(100, 100, 200), Backlog{}
			},
		},
		{
			"sales that are lost whatever happens", "certain-loss", "demand.bikes", "325 are asked or to be kept: 35 will not be served",
			func(s *Scenario) {
				s.Processes[0].Output.Max = Fixed(90)
				s.Demand[0].Backlog, s.Demand[0].Lost = Backlog{}, Lost{Allowed: true}
			},
		},
		{
			"sales that are late for ever", "certain-loss", "demand.bikes", "35 will be lost or still owed at the end",
			func(s *Scenario) { s.Processes[0].Output.Max = Fixed(90); s.Demand[0].Backlog = Backlog{Allowed: true} },
		},
		{
			"two items on one machine", "short-of-capacity", "resources.paint.capacity", "by 2026-03 at most 840 h of paint can be of use, what is asked takes at least 900 h: 60 h short, from 2026-01 on",
			func(s *Scenario) { shareTheOven(s); s.Demand[0].Backlog = Backlog{} },
		},
		{
			"two items on one machine, one of which may be late", "certain-loss", "resources.paint.capacity", "worth of demand will be lost or still owed at the end",
			func(s *Scenario) { shareTheOven(s); s.Demand[0].Backlog.Closing = Limit{} },
		},
		{
			"two items of one material", "short-of-capacity", "materials.steel", "by 2026-03 at most 6 t of steel can be of use, what is asked takes at least 6.6 t: 0.6 t short",
			func(s *Scenario) {
				s.Suppliers[0].Sells[0].Capacity = Fixed(2)
				s.Inventory = nil
				s.Demand[0].Backlog = Backlog{}
				s.Demand[0].Quantity, s.Demand[1].Min, s.Demand[1].Max = Fixed(80), Fixed(20), Limit{}
			},
		},
		{
			"a lead time that lets nothing arrive in time", "short-of-supply", "demand.bikes", "by 2026-01 at most 20 bikes can be there, 110 are asked or to be kept: 90 short",
			func(s *Scenario) {
				s.Processes[0].Lead, s.Processes[0].Output.Max = Lag{Periods: 1}, Fixed(130)
				s.Demand[0].Backlog = Backlog{}
			},
		},
		{
			"a supplier too far away", "never-runs", "processes.bikes.consumes.steel", "there can be no steel in any period",
			func(s *Scenario) { s.Suppliers[0].Sells[0].Lead = Lag{Days: 100} },
		},
		{
			"stock in two places that is not enough", "short-of-supply", "demand.bikes", "by 2026-01 at most 60 bikes can be there, 110 are asked or to be kept: 50 short",
			func(s *Scenario) {
				s.Processes = s.Processes[1:]
				s.Sites = []Site{{ID: "north"}, {ID: "south"}}
				s.Inventory[0].Site = "north"
				s.Inventory = append(s.Inventory, Stock{ID: "more", Item: "bikes", Site: "south", Opening: 40})
				s.Processes[0].Site, s.Suppliers[0].Sells[0].To = "south", "south"
				s.Demand[0].Site, s.Demand[1].Site = "south", "south"
				s.Demand[0].Quantity, s.Demand[0].Backlog = perPeriod(100, 0, 0), Backlog{}
				s.Inventory[0].Closing = Closing{}
			},
		},
		{
			"a stock counted in another unit than the demand", "wide-range", "inventory.bikes.opening",
			"quantities and limits should lie less than eight orders of magnitude apart: 0.000001 here, 300 at resources.paint.capacity",
			func(s *Scenario) { s.Inventory[0].Opening = 1e-6 },
		},
		{
			"a band of overtime that costs about nothing", "wide-range", "workforce.crew.overtime.bands.late.cost", "prices and costs",
			func(s *Scenario) {
				s.Workforce[0].Overtime = Overtime{Allowed: true, Bands: []Band{{ID: "late", Cost: Constant(1e-6)}}}
			},
		},
		{
			"a number in the wrong unit", "wide-range", "processes.bikes.consumes.steel", "0.02 here, 3000000 at processes.bikes.uses.crew",
			func(s *Scenario) { s.Processes[0].Uses[0].Quantity = Constant(3e6); s.Demand[0].Lost.Allowed = true },
		},
	}
}

// shareTheOven has bikes painted as well as trikes, more than the hours allow.
func shareTheOven(s *Scenario) {
	s.Processes[0].Uses = []Part{{"paint", Constant(2)}}
	s.Resources, s.Workforce, s.Inventory = s.Resources[:1], nil, nil
	s.Demand[0].Quantity, s.Demand[1].Min, s.Demand[1].Max = Fixed(100), Fixed(100), Limit{}
}

func TestEveryRuleOfTheCheckIsBroken(t *testing.T) {
	broken := map[string]bool{}
	for _, f := range slices.Concat(foresights(), storesForesights()) {
		broken[f.rule] = true
		t.Run(f.name, func(t *testing.T) {
			s := plant(t)
			f.change(s)
			for _, m := range Validate(s) {
				if !m.Warning {
					t.Fatalf("the scenario is invalid: %+v", m)
				}
			}
			found := Check(s)
			for _, m := range found {
				if m.Rule == f.rule && m.Path == f.path && strings.Contains(m.Message, f.says) {
					return
				}
			}
			t.Errorf("expected %s at %s to say %q, got %+v", f.rule, f.path, f.says, found)
		})
	}
	for _, rule := range CheckRules() {
		if !broken[rule.ID] {
			t.Errorf("rule %s is not tested", rule.ID)
		}
	}
}

func TestTheCheckOnlyNamesDocumentedRules(t *testing.T) {
	documented := map[string]bool{}
	for _, rule := range CheckRules() {
		documented[rule.ID] = true
	}
	for _, f := range foresights() {
		s := plant(t)
		f.change(s)
		for _, m := range Check(s) {
			if !documented[m.Rule] {
				t.Errorf("rule %s is not documented", m.Rule)
			}
		}
	}
}

func TestTheCheckIsSilentWhere(t *testing.T) {
	for name, change := range map[string]func(s *Scenario){
		"nothing is wrong": func(*Scenario) {},
		"a limit that is short has a price": func(s *Scenario) {
			s.Processes[0].Output.Max = Limit{Value: Constant(9), Penalty: Constant(5)}
		},
		"stock is built up ahead of a peak": func(s *Scenario) {
			s.Processes[0].Output.Max = Fixed(120)
			s.Demand[0].Quantity, s.Demand[0].Backlog = perPeriod(60, 60, 240), Backlog{}
			s.Inventory[0].Max = Limit{}
		},
		"a demand is late and caught up with": func(s *Scenario) {
			s.Processes[0].Output.Max = Fixed(120)
			s.Demand[0].Quantity = perPeriod(240, 60, 20)
		},
		"the crew may grow": func(s *Scenario) {
			s.Workforce[0].Headcount.Opening, s.Workforce[0].Hire.Allowed = 0, true
		},
		"what is on its way makes up for what is missing": func(s *Scenario) {
			s.Processes[0].Output.Max = Fixed(90)
			s.Inventory[0].Receipts = perPeriod(0, 40, 0).Value
		},
		"an input arrives when its supplier offers no more": func(s *Scenario) {
			s.Suppliers[0].Sells[0].Capacity, s.Suppliers[0].Sells[0].Lead = perPeriod(9, 0, 0), Lag{Periods: 1}
			s.Processes[0].Output.Max = perPeriod(0, 500, 0)
			s.Demand[0].Quantity = perPeriod(0, 0, 50)
			s.Demand[1].Min = Limit{}
			s.Inventory[0].Opening = 30
		},
		"another supplier sells the item": func(s *Scenario) {
			s.Processes[0].Output.Max = Fixed(1)
			s.Suppliers[0].Sells = []Offer{{Item: "bikes"}, s.Suppliers[0].Sells[0]}
		},
		"a market takes more than can be made": func(s *Scenario) {
			s.Processes[1].Output.Max = Fixed(5)
			s.Demand[1].Max = Fixed(1000)
		},
		"an input is needed in some periods only": func(s *Scenario) {
			s.Suppliers = nil
			s.Processes[0].Consumes[0].Quantity = PerPeriod([]float64{0, 0.02, 0})
			s.Processes[1].Consumes[0].Quantity = PerPeriod([]float64{0, 0, 0})
			s.Demand[0].Quantity = perPeriod(100, 0, 90)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := plant(t)
			change(s)
			if found := Check(s); len(found) > 0 {
				t.Errorf("expected silence, got %+v", found)
			}
		})
	}
}

func TestUnreachableDemandStopsThePlanOnlyWhereItMustBeServed(t *testing.T) {
	for name, c := range map[string]struct {
		change  func(d *Demand)
		warning bool
	}{
		"exact":                             {func(*Demand) {}, false},
		"exact, with all backlog paid back": {func(d *Demand) { d.Backlog = Backlog{Allowed: true, Closing: Fixed(0)} }, false},
		"exact, owed for ever":              {func(d *Demand) { d.Backlog.Allowed = true }, true},
		"exact, owed as far as allowed":     {func(d *Demand) { d.Backlog = Backlog{Allowed: true, Max: Fixed(310)} }, true},
		"exact, lost":                       {func(d *Demand) { d.Lost.Allowed = true }, true},
		"exact, priced":                     {func(d *Demand) { d.Quantity.Penalty = Constant(9) }, true},
		"up to a market":                    {func(d *Demand) { d.Quantity, d.Max = Limit{}, Fixed(3) }, true},
		"at least some":                     {func(d *Demand) { d.Quantity, d.Min = Limit{}, Fixed(3) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := plant(t)
			s.Processes, s.Inventory = s.Processes[1:], nil
			s.Demand[0].Backlog = Backlog{}
			c.change(&s.Demand[0])
			for _, m := range Check(s) {
				if m.Rule == "unreachable" {
					if m.Warning != c.warning {
						t.Errorf("expected warning %v, got %+v", c.warning, m)
					}
					return
				}
			}
			t.Error("expected the demand to be unreachable")
		})
	}
}

func TestAmountsAreWrittenForReaders(t *testing.T) {
	for want, x := range map[string]float64{
		"0": 0, "7": 7, "1,150": 1150, "12,345.7": 12345.678, "0.1": 0.1 + 1e-12, "1,234,570": 1234567, "12,345,678,901": 12345678901,
		"0.000123457": 0.000123456789, "-1,500": -1500,
	} {
		if got := amount(x); got != want {
			t.Errorf("amount(%v) = %q, want %q", x, got, want)
		}
	}
	if got := amount(math.Pi); got != "3.14159" {
		t.Errorf("amount(pi) = %q", got)
	}
}
