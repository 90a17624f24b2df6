package model

import (
	"fmt"
	"math"
	"testing"
)

// plant is a scenario without mistakes that has one of everything.
func plant(t *testing.T) *Scenario {
	t.Helper()
	calendar, err := NewCalendar(Month, "2026-01", 3)
	if err != nil {
		t.Fatal(err)
	}
	part := func(id string, q float64) []Part { return []Part{{ID: id, Quantity: Constant(q)}} }
	return &Scenario{
		Name: "bikes", Objective: MaximiseProfit, Calendar: calendar,
		Families:  []Item{{ID: "bikes", Unit: "each", Price: Constant(900)}, {ID: "trikes", Unit: "each", Price: Constant(700)}},
		Materials: []Item{{ID: "steel", Unit: "t"}},
		Resources: []Resource{
			{ID: "paint", Unit: "h", Capacity: Fixed(300), Downtime: Constant(20)},
			{ID: "weld", Unit: "h", Count: Constant(4), Hours: Fixed(160), Down: PerPeriod([]float64{0, 1, math.NaN()})},
		},
		Workforce: []Workforce{{ID: "crew", Unit: "h", Integer: true, Headcount: Headcount{Opening: 10}, Regular: Fixed(160)}},
		Processes: []Process{
			{ID: "bikes", Makes: part("bikes", 1), Consumes: part("steel", 0.02), Uses: []Part{{"crew", Constant(3)}, {"weld", Constant(1)}}},
			{ID: "trikes", Makes: part("trikes", 1), Consumes: part("steel", 0.03), Uses: part("paint", 1)},
		},
		Suppliers: []Supplier{{ID: "mill", Sells: []Offer{{ID: "steel", Item: "steel", Price: Constant(900)}}}},
		Inventory: []Stock{{ID: "bikes", Item: "bikes", Opening: 20, Min: Fixed(10), Max: Fixed(100), Closing: Closing{Min: Fixed(15)}}},
		Demand: []Demand{
			{ID: "bikes", Item: "bikes", Quantity: Limit{Value: PerPeriod([]float64{100, 120, 90})}, Backlog: Backlog{Allowed: true, Closing: Fixed(0)}},
			{ID: "trikes", Item: "trikes", Min: Fixed(1), Max: Limit{Value: PerPeriod([]float64{9, math.NaN(), 9})}},
		},
		Expect: Expect{Objective: Expectation{Set: true, Value: 12, Tolerance: 1e-6}},
	}
}

func TestAScenarioWithoutMistakesHasNone(t *testing.T) {
	for _, m := range Validate(plant(t)) {
		t.Errorf("unexpected mistake: %+v", m)
	}
}

// breaks is one change to the plant with the mistake that it makes.
type breaks struct {
	rule, path string
	change     func(s *Scenario)
}

// tree is a world with one market in it.
func tree(share Series) []Market {
	return []Market{{ID: "north", Within: "world", Share: share}, {ID: "world"}}
}

func perPeriod(values ...float64) Limit { return Limit{Value: PerPeriod(values)} }

// road is a lane from north to south.
func road(item string) Lane {
	return Lane{ID: "road", From: "north", To: "south", Carries: []Cargo{{Item: item}}}
}

// featureBreakages are those of features with a test file of their own, which
// registers them.
var featureBreakages []breaks

func breakages() []breaks { return append(plantBreakages(), featureBreakages...) }

func plantBreakages() []breaks {
	inf, nan := math.Inf(1), math.NaN()
	part := func(id string, q float64) []Part { return []Part{{ID: id, Quantity: Constant(q)}} }
	return []breaks{
		{"share-missing", "families.bikes.items.racer.share", func(s *Scenario) { s.Families[0].Items = []Member{{ID: "racer"}} }},
		{"share-sum", "families.bikes.items", func(s *Scenario) { s.Families[0].Items = []Member{{ID: "racer", Share: Constant(0.9)}} }},
		{"unsorted", "families.bikes.items.racer", func(s *Scenario) {
			s.Families[0].Items = []Member{{ID: "tourer", Share: Constant(0.5)}, {ID: "racer", Share: Constant(0.5)}}
		}},
		{"id-clash", "families.bikes.items.steel", func(s *Scenario) { s.Families[0].Items = []Member{{ID: "steel", Share: Constant(1)}} }},
		{"id-clash", "families.trikes.items.racer", func(s *Scenario) {
			s.Families[0].Items = []Member{{ID: "racer", Share: Constant(1)}}
			s.Families[1].Items = s.Families[0].Items
		}},
		{"id-clash", "demand.bikes", func(s *Scenario) {
			s.Markets, s.Demand[0].Market, s.Demand[1].ID = tree(Constant(1)), "world", "bikes-north"
		}},
		{"dangling-id", "demand.bikes.item", func(s *Scenario) { s.Demand[0].Product = "racer" }},
		{"dangling-id", "demand.bikes.market", func(s *Scenario) { s.Demand[0].Market = "moon" }},
		{"dangling-id", "markets.north.within", func(s *Scenario) { s.Markets = []Market{{ID: "north", Within: "world"}} }},
		{"dangling-id", "resources.paint.site", func(s *Scenario) { s.Resources[0].Site = "moon" }},
		{"dangling-id", "workforce.crew.site", func(s *Scenario) { s.Workforce[0].Site = "moon" }},
		{"market-cycle", "markets.north.within", func(s *Scenario) {
			s.Markets = []Market{{ID: "north", Within: "world"}, {ID: "world", Within: "north"}}
		}},
		{"share-form", "markets.world.share", func(s *Scenario) { s.Markets = []Market{{ID: "world", Share: Constant(1)}} }},
		{"share-sum", "markets.world", func(s *Scenario) { s.Markets = tree(PerPeriod([]float64{1, 1, 0.5})) }},
		{"share-missing", "demand.bikes.market", func(s *Scenario) { s.Markets, s.Demand[0].Market = tree(Series{}), "world" }},
		{"split-too-large", "demand.bikes", func(s *Scenario) {
			s.Markets, s.Demand[0].Market = []Market{{ID: "world"}}, "world"
			for i := range maxParts + 1 {
				s.Markets = append(s.Markets, Market{ID: fmt.Sprintf("z%06d", i), Within: "world", Share: Constant(1)})
			}
		}},
		{"whole-units", "demand.bikes.quantity.2026-02", func(s *Scenario) { s.Demand[0].Whole, s.Demand[0].Quantity = true, perPeriod(1, 2.5, 3) }},
		{"missing-key", "scenario", func(s *Scenario) { s.Name = " " }},
		{"missing-key", "workforce.crew", func(s *Scenario) { s.Workforce[0].Regular = Limit{} }},
		{"missing-key", "inventory.bikes.max", func(s *Scenario) { s.Inventory[0].Max = Limit{Owner: "store"} }},
		{"unknown-word", "objective", func(s *Scenario) { s.Objective = "have fun" }},
		{"unknown-word", "expect.status", func(s *Scenario) { s.Expect.Status = "great" }},
		{"bad-periods", "calendar", func(s *Scenario) { s.Calendar.Periods = nil }},
		{"calendar-gap", "calendar", func(s *Scenario) { s.Calendar.Periods[1].Start = s.Calendar.Periods[1].Start.AddDate(0, 0, 1) }},
		{"nothing-asked", "demand", func(s *Scenario) { s.Demand = nil }},
		{"duplicate-id", "families.bikes", func(s *Scenario) { s.Families[1].ID = "bikes" }},
		{"unsorted", "families.boats", func(s *Scenario) { s.Families[0].ID, s.Families[1].ID = "canoes", "boats" }},
		{"unsorted", "processes.bikes.uses.crew", func(s *Scenario) { u := s.Processes[0].Uses; u[0], u[1] = u[1], u[0] }},
		{"id-clash", "materials.bikes", func(s *Scenario) { s.Materials[0].ID = "bikes" }},
		{"id-clash", "workforce.weld", func(s *Scenario) { s.Workforce[0].ID = "weld" }},
		{"dangling-id", "demand.bikes.item", func(s *Scenario) { s.Demand[0].Item = "bike" }},
		{"dangling-id", "inventory.bikes.item", func(s *Scenario) { s.Inventory[0].Item = "tar" }},
		{"dangling-id", "inventory.tar", func(s *Scenario) { s.Inventory[0].ID, s.Inventory[0].Item = "tar", "tar" }},
		{"dangling-id", "suppliers.mill.sells.steel.item", func(s *Scenario) { s.Suppliers[0].Sells[0].Item = "tar" }},
		{"dangling-id", "lanes.road.carries.tar", func(s *Scenario) { s.Lanes = []Lane{road("tar")} }},
		{"dangling-id", "lanes.road.from", func(s *Scenario) { s.Lanes = []Lane{road("bikes")} }},
		{"dangling-id", "processes.bikes.site", func(s *Scenario) { s.Processes[0].Site = "north" }},
		{"lane-ends", "lanes.road.to", func(s *Scenario) { s.Lanes = []Lane{road("bikes")}; s.Lanes[0].To = "north" }},
		{"carries-nothing", "lanes.road.carries", func(s *Scenario) { s.Lanes = []Lane{road("bikes")}; s.Lanes[0].Carries = nil }},
		{"site-missing", "processes.bikes", func(s *Scenario) { s.Lanes = []Lane{road("bikes")} }},
		{"bad-lead-time", "processes.bikes.lead_time", func(s *Scenario) { s.Processes[0].Lead.Days = -1 }},
		{"duplicate-stock", "inventory.extra", func(s *Scenario) { s.Inventory = append(s.Inventory, Stock{ID: "extra", Item: "bikes"}) }},
		{"negative", "inventory.bikes.receipts", func(s *Scenario) { s.Inventory[0].Receipts = Constant(-1) }},
		{"min-above-max", "lanes.road.carries.bikes.min", func(s *Scenario) {
			s.Lanes = []Lane{road("bikes")}
			s.Lanes[0].Carries[0].Min, s.Lanes[0].Carries[0].Max = Fixed(9), Fixed(8)
		}},
		{"dangling-id", "processes.bikes.makes.tar", func(s *Scenario) { s.Processes[0].Makes[0].ID = "tar" }},
		{"dangling-id", "processes.bikes.consumes.tar", func(s *Scenario) { s.Processes[0].Consumes[0].ID = "tar" }},
		{"dangling-id", "processes.trikes.uses.steel", func(s *Scenario) { s.Processes[1].Uses[0].ID = "steel" }},
		{"series-length", "families.bikes.price", func(s *Scenario) { s.Families[0].Price = PerPeriod([]float64{1, 2}) }},
		{"negative", "suppliers.mill.sells.steel.price", func(s *Scenario) { s.Suppliers[0].Sells[0].Price = Constant(-1) }},
		{"negative", "demand.bikes.quantity.2026-02", func(s *Scenario) { s.Demand[0].Quantity = perPeriod(1, -2, 3) }},
		{"negative", "demand.bikes.quantity.penalty", func(s *Scenario) { s.Demand[0].Quantity.Penalty = Constant(-1) }},
		{"negative", "workforce.crew.headcount.opening", func(s *Scenario) { s.Workforce[0].Headcount.Opening = -1 }},
		{"not-finite", "resources.paint.capacity", func(s *Scenario) { s.Resources[0].Capacity = Fixed(inf) }},
		{"not-finite", "inventory.bikes.opening", func(s *Scenario) { s.Inventory[0].Opening = nan }},
		{"number-too-large", "resources.paint.capacity", func(s *Scenario) { s.Resources[0].Capacity = Fixed(1e16) }},
		{"number-too-large", "expect.objective.value", func(s *Scenario) { s.Expect.Objective.Value = -1e16 }},
		{"value-missing", "demand.bikes.quantity.2026-03", func(s *Scenario) { s.Demand[0].Quantity = perPeriod(1, 2, nan) }},
		{"value-missing", "processes.bikes.makes.bikes", func(s *Scenario) { s.Processes[0].Makes[0].Quantity = Series{} }},
		{"bad-date", "inventory.bikes.max.review", func(s *Scenario) { s.Inventory[0].Max.Review = "soon" }},
		{"min-above-max", "inventory.bikes.min.2026-02", func(s *Scenario) { s.Inventory[0].Min = perPeriod(1, 101, 1) }},
		{"min-above-max", "inventory.bikes.closing.min", func(s *Scenario) { s.Inventory[0].Closing.Min = Fixed(101) }},
		{"min-above-max", "inventory.bikes.closing", func(s *Scenario) { s.Inventory[0].Closing = Closing{Max: Fixed(9)} }},
		{"min-above-max", "inventory.bikes.closing.exact", func(s *Scenario) { s.Inventory[0].Closing = Closing{Exact: Fixed(101)} }},
		{"min-above-max", "demand.trikes.min", func(s *Scenario) { s.Demand[1].Min = Fixed(10) }},
		{"min-above-max", "workforce.crew.headcount.min", func(s *Scenario) {
			s.Workforce[0].Headcount.Min, s.Workforce[0].Headcount.Max = Fixed(9), Fixed(8)
		}},
		{"min-above-max", "processes.bikes.output.min", func(s *Scenario) { s.Processes[0].Output = Bounds{Min: Fixed(9), Max: Fixed(8)} }},
		{"closing-one-value", "inventory.bikes.closing.min", func(s *Scenario) { s.Inventory[0].Closing.Min = perPeriod(10, 11, 12) }},
		{"closing-one-value", "demand.bikes.backlog.closing", func(s *Scenario) { s.Demand[0].Backlog.Closing = perPeriod(0, 1, 0) }},
		{"closing-form", "inventory.bikes.closing", func(s *Scenario) { s.Inventory[0].Closing.Exact = Fixed(16) }},
		{"opening-above-max", "inventory.bikes.opening", func(s *Scenario) { s.Inventory[0].Opening = 200 }},
		{"capacity-or-hours", "resources.paint.hours", func(s *Scenario) { s.Resources[0].Hours = Fixed(9) }},
		{"capacity-missing", "resources.weld.count", func(s *Scenario) { s.Resources[1].Hours = Limit{} }},
		{"down-above-count", "resources.weld.down.2026-02", func(s *Scenario) { s.Resources[1].Down = PerPeriod([]float64{4, 5, 0}) }},
		{"down-above-count", "resources.weld.down", func(s *Scenario) { s.Resources[1].Count, s.Resources[1].Down = Series{}, Constant(2) }},
		{"downtime-above-capacity", "resources.paint.downtime", func(s *Scenario) { s.Resources[0].Downtime = Constant(301) }},
		{"downtime-above-capacity", "resources.weld.downtime.2026-02", func(s *Scenario) { s.Resources[1].Downtime = PerPeriod([]float64{640, 640, 0}) }},
		{"overtime-form", "workforce.crew.overtime", func(s *Scenario) {
			s.Workforce[0].Overtime = Overtime{Allowed: true, Cost: Constant(3), Bands: []Band{{ID: "late"}}}
		}},
		{"whole-heads", "workforce.crew.headcount.opening", func(s *Scenario) { s.Workforce[0].Headcount.Opening = 9.5 }},
		{"makes-nothing", "processes.bikes.makes", func(s *Scenario) { s.Processes[0].Makes = nil }},
		{"makes-nothing", "processes.bikes.makes.bikes", func(s *Scenario) { s.Processes[0].Makes[0].Quantity = Constant(0) }},
		{"makes-what-it-consumes", "processes.bikes.consumes.bikes", func(s *Scenario) { s.Processes[0].Consumes[0].ID = "bikes" }},
		{"sells-nothing", "suppliers.mill.sells", func(s *Scenario) { s.Suppliers[0].Sells = nil }},
		{"demand-form", "demand.bikes", func(s *Scenario) { s.Demand[0].Max = Fixed(300) }},
		{"demand-form", "demand.trikes", func(s *Scenario) { s.Demand[1].Min, s.Demand[1].Max = Limit{}, Limit{} }},
		{"backlog-needs-quantity", "demand.trikes.backlog", func(s *Scenario) { s.Demand[1].Backlog.Allowed = true }},
		{"lost-needs-quantity", "demand.trikes.lost", func(s *Scenario) { s.Demand[1].Lost.Allowed = true }},
		{"bad-age", "demand.bikes.backlog.max_age", func(s *Scenario) { s.Demand[0].Backlog.MaxAge = Fixed(1.5) }},
		{"bad-age", "classes.gold.backlog.max_age", func(s *Scenario) { s.Classes = []Class{{ID: "gold", Backlog: ClassBacklog{MaxAge: Fixed(0.5)}}} }},
		{"bad-fill", "demand.bikes.service.fill.2026-02", func(s *Scenario) { s.Demand[0].Service.Fill = perPeriod(1, 95, 1) }},
		{"bad-window", "demand.bikes.service.over", func(s *Scenario) { s.Demand[0].Service = Service{Fill: Fixed(1), Over: "0 periods"} }},
		{"fill-needs-quantity", "demand.trikes.service.fill", func(s *Scenario) { s.Demand[1].Service.Fill = Fixed(0.9) }},
		{"fill-units", "classes.gold.service.fill", func(s *Scenario) {
			s.Families[1].Unit, s.Demand[1].Max = "t", Fixed(9)
			s.Demand[0].Class, s.Demand[1].Class = "gold", "gold"
			s.Classes = []Class{{ID: "gold", Service: Service{Fill: Fixed(0.9)}}}
		}},
		{"bad-priority", "classes.gold.priority", func(s *Scenario) { s.Classes = []Class{{ID: "gold", Priority: Fixed(0)}} }},
		{"bad-priority", "demand.bikes.quantity.priority", func(s *Scenario) { s.Demand[0].Quantity.Priority = -1 }},
		{"bad-priority", "classes.gold.priority", func(s *Scenario) { s.Classes = []Class{{ID: "gold", Priority: perPeriod(1, 2, 1)}} }},
		{"shortage-members", "shortage.all", func(s *Scenario) { s.Shortage = []Rationing{{ID: "all", Rule: MaxMin, Demands: []string{"bikes"}}} }},
		{"shortage-members", "shortage.all", func(s *Scenario) { s.Shortage = []Rationing{{ID: "all", Rule: MaxMin}} }},
		{"shortage-hard", "shortage.all.penalty", func(s *Scenario) {
			s.Shortage = []Rationing{{ID: "all", Rule: Proportional, Items: []string{"bikes", "trikes"}, Terms: Limit{Value: Constant(0), Penalty: Constant(1)}}}
		}},
		{"shortage-weights", "shortage.all.weights", func(s *Scenario) { s.Shortage = both(EqualFill, "bikes", 1) }},
		{"shortage-weights", "shortage.all.weights.bikes", func(s *Scenario) { s.Shortage = both(Proportional, "bikes", 0) }},
		{"shortage-weights", "shortage.all.weights.boats", func(s *Scenario) { s.Shortage = both(Proportional, "boats", 1) }},
		{"shortage-needs-quantity", "shortage.all", func(s *Scenario) { s.Shortage = both(ByPriority, "", 0) }},
		{"shortage-needs-quantity", "demand.trikes", func(s *Scenario) {
			s.Classes = []Class{{ID: "gold", Priority: Fixed(1)}}
			s.Demand[0].Class, s.Demand[1].Item = "gold", "bikes"
		}},
		{"unknown-word", "shortage.all.rule", func(s *Scenario) { s.Shortage = both("turns", "", 0) }},
		{"bad-window", "shortage.all.over", func(s *Scenario) {
			s.Shortage = both(MaxMin, "", 0)
			s.Shortage[0].Over = "week"
		}},
		{"dangling-id", "shortage.all.demands", func(s *Scenario) { s.Shortage = []Rationing{{ID: "all", Rule: MaxMin, Demands: []string{"boats"}}} }},
		{"dangling-id", "demand.bikes.class", func(s *Scenario) { s.Demand[0].Class = "gold" }},
		{"missing-key", "demand.bikes.service", func(s *Scenario) { s.Demand[0].Service.Over = OverPeriod }},
		{"price-missing", "demand.bikes", func(s *Scenario) { s.Families[0].Price = Series{} }},
		{"no-bound", "processes.trikes.lots.max", func(s *Scenario) {
			s.Resources[0].Capacity.Penalty, s.Processes[1].Lots.Set = Constant(5), true
		}},
		{"carry-over-form", "processes.trikes.lots.carry_over", func(s *Scenario) {
			s.Processes[1].Lots = Switch{Set: true, CarryOver: true, MinOn: Fixed(2)}
		}},
		{"carry-over-resource", "processes.bikes.lots.carry_over", func(s *Scenario) {
			s.Processes[0].Uses = []Part{{"paint", Constant(3)}, {"weld", Constant(1)}}
			s.Processes[0].Lots = Switch{Set: true, CarryOver: true}
		}},
		{"count-form", "processes.trikes.lots.count", func(s *Scenario) {
			s.Processes[1].Lots = Switch{Set: true, Count: perPeriod(1, nan, 3), Max: Fixed(3)}
		}},
		{"count-form", "processes.trikes.lots.max", func(s *Scenario) { s.Processes[1].Lots = Switch{Set: true, Count: Fixed(2)} }},
		{"dangling-id", "suppliers.mill.sells.steel.order.uses.hands", func(s *Scenario) {
			s.Suppliers[0].Sells[0].Order = Switch{Set: true, Uses: part("hands", 1)}
		}},
		{"dangling-id", "logic.one.of", func(s *Scenario) {
			s.Logic = []Logic{{ID: "one", AtMost: Constant(1), Of: []string{"processes.boats"}}}
		}},
		{"logic-form", "logic.one", func(s *Scenario) { s.Logic = []Logic{{ID: "one"}} }},
		{"logic-form", "logic.one", func(s *Scenario) { s.Logic = []Logic{{ID: "one", If: []string{"processes.bikes"}}} }},
		{"logic-out-of-reach", "logic.one.exactly", func(s *Scenario) {
			s.Logic = []Logic{{ID: "one", Exactly: Constant(3), Of: []string{"processes.*"}}}
		}},
		{"multiple-form", "processes.trikes.lots.multiple", func(s *Scenario) { s.Processes[1].Lots = Switch{Set: true, Multiple: Fixed(0)} }},
		{"multiple-form", "processes.trikes.lots.multiple.penalty", func(s *Scenario) {
			s.Processes[1].Lots = Switch{Set: true, Multiple: Limit{Value: Constant(5), Penalty: Constant(5)}}
		}},
		{"opening-on", "processes.trikes.lots.opening", func(s *Scenario) { s.Processes[1].Lots = Switch{Set: true, Opening: 2} }},
		{"opening-on", "processes.trikes.lots.opening", func(s *Scenario) {
			s.Processes[0].Uses = part("paint", 1)
			for i := range s.Processes {
				s.Processes[i].Lots = Switch{Set: true, CarryOver: true, Opening: 1}
			}
		}},
		{"stay-form", "processes.trikes.lots.min_off", func(s *Scenario) { s.Processes[1].Lots = Switch{Set: true, MinOff: Fixed(0)} }},
		{"stay-form", "processes.trikes.lots.min_on", func(s *Scenario) { s.Processes[1].Lots = Switch{Set: true, MinOn: perPeriod(1, 2, 3)} }},
		{"whole-on", "processes.trikes.lots.min_on", func(s *Scenario) { s.Processes[1].Lots = Switch{Set: true, MinOn: Fixed(1.5)} }},
		{"whole-on", "logic.one.at_most", func(s *Scenario) {
			s.Logic = []Logic{{ID: "one", AtMost: Constant(1.5), Of: []string{"processes.*"}}}
		}},
		{"expect-form", "expect.objective", func(s *Scenario) { s.Expect.Status = "infeasible" }},
		{"expect-form", "expect.figures.cost", expected(Expectation{})},
		{"expect-form", "expect.figures.cost", expected(Expectation{Set: true, AtLeast: Constant(1)})},
		{"min-above-max", "expect.figures.cost.at_least", expected(Expectation{AtLeast: Constant(2), AtMost: Constant(1)})},
		{"bad-tolerance", "expect.figures.cost.within", expected(Expectation{Set: true, Within: nan})},
		{"unknown-word", "expect.figures.cots.of", func(s *Scenario) {
			s.Expect.Figures = []ExpectedFigure{{ID: "cots", Of: Figure{Line: "cots"}, Is: Expectation{Set: true}}}
		}},
		{"missing-key", "expect.prices.line", func(s *Scenario) {
			s.Expect.Prices = []ExpectedPrice{{ID: "line", Is: Expectation{Set: true}}}
		}},
		{"unknown-word", "expect.findings.lot.rule", func(s *Scenario) { s.Expect.Findings = []ExpectedFinding{{ID: "lot", Rule: "lot"}} }},
		{"bad-tolerance", "expect.objective.tolerance", func(s *Scenario) { s.Expect.Objective.Tolerance = nan }},
	}
}

// moreBreakages are those of features with a file of their own.
var moreBreakages []func() []breaks

func allBreakages() []breaks {
	all := breakages()
	for _, more := range moreBreakages {
		all = append(all, more()...)
	}
	return all
}

// both is a rule that bikes and trikes share a shortage by, with one weight if there is a name for it.
func both(rule RationingRule, weighted string, weight float64) []Rationing {
	r := Rationing{ID: "all", Rule: rule, Demands: []string{"bikes", "trikes"}}
	if weighted != "" {
		r.Weights = []Part{{weighted, Constant(weight)}}
	}
	return []Rationing{r}
}

func TestEveryRuleOfValidationIsBroken(t *testing.T) {
	broken := map[string]bool{}
	for _, b := range allBreakages() {
		broken[b.rule] = true
		t.Run(b.rule+" at "+b.path, func(t *testing.T) {
			s := plant(t)
			b.change(s)
			found := Validate(s)
			for _, m := range found {
				if m.Rule == b.rule && m.Path == b.path {
					return
				}
			}
			t.Errorf("expected the mistake, got %+v", found)
		})
	}
	for _, rule := range ValidationRules() {
		if !broken[rule.ID] {
			t.Errorf("rule %s is not tested", rule.ID)
		}
	}
}

func TestEveryMistakeNamesADocumentedRule(t *testing.T) {
	documented := map[string]bool{}
	for _, rule := range ValidationRules() {
		documented[rule.ID] = true
	}
	for _, b := range allBreakages() {
		s := plant(t)
		b.change(s)
		for _, m := range Validate(s) {
			if !documented[m.Rule] {
				t.Errorf("rule %s is not documented", m.Rule)
			}
		}
	}
}

func TestAPricedLimitMayContradictAnother(t *testing.T) {
	s := plant(t)
	s.Inventory[0].Min = Limit{Value: Constant(500), Penalty: Constant(3)}
	if found := Validate(s); len(found) > 0 {
		t.Errorf("expected no mistakes, got %+v", found)
	}
}

func TestNearestSuggestsWhatWasProbablyMeant(t *testing.T) {
	words := []string{"quantity", "price", "backlog", "max", "min"}
	for given, want := range map[string]string{
		"quantty": "quantity", "prise": "price", "pirce": "price", "backlogs": "backlog", "mx": "max", "quality": "quantity",
		"Price": "price", "zzz": "", "": "", "q": "", "discount": "", "üprice": "price",
	} {
		t.Run(fmt.Sprintf("%q", given), func(t *testing.T) {
			if got := Nearest(given, words); got != want {
				t.Errorf("expected %q, got %q", want, got)
			}
		})
	}
}

// expected has a scenario expect something of its cost.
func expected(is Expectation) func(*Scenario) {
	return func(s *Scenario) {
		s.Expect.Figures = []ExpectedFigure{{ID: "cost", Of: Figure{Line: "cost"}, Is: is}}
	}
}
