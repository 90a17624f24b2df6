package audit_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// finding is where a difference was found.
type finding struct {
	Check, Path string
	Period      int
}

func findings(r *audit.Report) []finding {
	found := []finding{}
	for _, d := range r.Differences {
		found = append(found, finding{d.Check, d.Path, d.Period})
	}
	return found
}

// mutation makes one thing wrong in the workshop, and says all that the audit
// must find. Physical mutations are audited without a claim.
type mutation struct {
	name   string
	change func(s *model.Scenario, p *model.Plan, c *audit.Claim)
	want   []finding
}

func physicalMutations() []mutation {
	type (
		S = *model.Scenario
		P = *model.Plan
		C = *audit.Claim
	)
	return []mutation{
		{
			"stock appears from nowhere and vanishes in the next period",
			func(_ S, p P, _ C) { p.Stock.Add(chairs, 1, 1) },
			[]finding{{"balance", "families.chairs", 1}, {"balance", "families.chairs", 2}},
		},
		{
			"the opening stock is less than the plan starts from",
			func(s S, _ P, _ C) { s.Inventory[wood].Opening = 99 },
			[]finding{{"balance", "materials.wood", 0}},
		},
		{
			"a run consumes more than the plan takes",
			func(s S, _ P, _ C) { s.Processes[desk].Consumes[0].Quantity = over(5, 6, 5) },
			[]finding{{"balance", "materials.wood", 1}},
		},
		{
			"an item that is not kept is left over",
			func(_ S, p P, _ C) { p.Served.Add(office, 1, -1) },
			[]finding{{"balance", "families.desks", 1}},
		},
		{
			"more is asked than the plan answers",
			func(s S, _ P, _ C) { s.Demand[shop].Quantity = limit(100, 151, 120) },
			[]finding{{"demand", "demand.shop.quantity", 1}},
		},
		{
			"what was owed before the first period is forgotten",
			func(s S, _ P, _ C) { s.Demand[shop].Backlog.Opening = 3 },
			[]finding{{"demand", "demand.shop.quantity", 0}},
		},
		{
			"more is given than asked of a priced demand",
			func(s S, _ P, _ C) { s.Demand[office].Quantity.Value = over(19, 30, 25) },
			[]finding{{"demand", "demand.office.quantity", 0}},
		},
		{
			"a period in which nothing is asked is served",
			func(s S, _ P, _ C) { s.Demand[office].Quantity.Value = over(20, 30, none) },
			[]finding{{"demand", "demand.office.quantity", 2}},
		},
		{
			"a priced demand is hard in the period without a penalty",
			func(s S, _ P, _ C) { s.Demand[office].Quantity.Penalty = over(200, none, 200) },
			[]finding{{"demand", "demand.office.quantity", 1}},
		},
		{
			"less is sold than the minimum",
			func(s S, _ P, _ C) { s.Demand[export].Min = limit(6, 6, none) },
			[]finding{{"min_sales", "demand.export.min", 0}},
		},
		{
			"more is sold than the market takes",
			func(s S, _ P, _ C) { s.Demand[export].Max = model.Fixed(9) },
			[]finding{{"max_sales", "demand.export.max", 1}},
		},
		{
			"more is owed than the maximum",
			func(s S, _ P, _ C) { s.Demand[shop].Backlog.Max = limit(30, 4, 30) },
			[]finding{{"max_backlog", "demand.shop.backlog.max", 1}},
		},
		{
			"backlog where none is allowed",
			func(s S, _ P, _ C) { s.Demand[shop].Backlog.Allowed = false },
			[]finding{{"max_backlog", "demand.shop.backlog", 0}, {"max_backlog", "demand.shop.backlog", 1}},
		},
		{
			"backlog of a demand between bounds",
			func(s S, p P, _ C) {
				s.Demand[export].Backlog.Allowed = true
				p.Backlog.Set(export, 1, 2)
			},
			[]finding{{"max_backlog", "demand.export.backlog", 1}},
		},
		{
			"more stays owed at the end than the limit",
			func(_ S, p P, _ C) {
				p.Served.Add(shop, 2, -1)
				p.Backlog.Add(shop, 2, 1)
				p.Stock.Add(chairs, 2, 1)
			},
			[]finding{{"closing_backlog", "demand.shop.backlog.closing", 2}},
		},
		{
			"more is lost than the maximum",
			func(s S, _ P, _ C) { s.Demand[shop].Lost.Max = model.Fixed(3) },
			[]finding{{"max_lost", "demand.shop.lost.max", 1}},
		},
		{
			"lost sales where none are allowed",
			func(s S, _ P, _ C) { s.Demand[shop].Lost.Allowed = false },
			[]finding{{"max_lost", "demand.shop.lost", 1}},
		},
		{
			"the load is more than a stated capacity",
			func(s S, _ P, _ C) { s.Resources[press].Capacity = limit(25, 26, 24) },
			[]finding{{"capacity", "resources.press.capacity", 2}},
		},
		{
			"the load is more than machines that run give",
			func(s S, _ P, _ C) { s.Resources[saw].Down = over(2, 1, 0) },
			[]finding{{"capacity", "resources.saw.hours", 0}},
		},
		{
			"the load is more than downtime leaves",
			func(s S, _ P, _ C) { s.Resources[saw].Downtime = over(0, 10.5, 0) },
			[]finding{{"capacity", "resources.saw.hours", 1}},
		},
		{
			"the load is more than downtime leaves of a stated capacity",
			func(s S, _ P, _ C) {
				s.Resources[press].Capacity = model.Fixed(26)
				s.Resources[press].Downtime = over(6, 0.5, 1)
			},
			[]finding{{"capacity", "resources.press.capacity", 1}},
		},
		{
			"overtime that the load needs is not worked",
			func(_ S, p P, _ C) { p.Overtime.Set(weekend, 1, 1) },
			[]finding{{"capacity", "resources.saw.hours", 1}},
		},
		{
			"a band of a resource is worked beyond its maximum",
			func(_ S, p P, _ C) { p.Overtime.Set(evening, 1, 12) },
			[]finding{{"overtime", "resources.saw.overtime.bands.evening.max", 1}},
		},
		{
			"a workforce works beyond its maximum a head",
			func(_ S, p P, _ C) { p.Overtime.Set(crewOvertime, 2, 51) },
			[]finding{{"overtime", "workforce.crew.overtime.max", 2}},
		},
		{
			"heads do not follow from the period before",
			func(s S, _ P, _ C) { s.Workforce[crew].Headcount.Opening = 4 },
			[]finding{{"heads", "workforce.crew.headcount", 0}},
		},
		{
			"heads are hired where that is not allowed",
			func(s S, _ P, _ C) { s.Workforce[crew].Hire.Allowed = false },
			[]finding{{"heads", "workforce.crew.hire", 0}},
		},
		{
			"heads are laid off where that is not allowed",
			func(s S, _ P, _ C) { s.Workforce[crew].Layoff.Allowed = false },
			[]finding{{"heads", "workforce.crew.layoff", 2}},
		},
		{
			"heads that must be whole are hired in halves",
			func(_ S, p P, _ C) {
				p.Hired.Add(crew, 1, 0.5)
				p.LaidOff.Add(crew, 1, 0.5)
			},
			[]finding{{"heads", "workforce.crew.integer", 1}, {"heads", "workforce.crew.integer", 1}},
		},
		{
			"hours used are more than heads give",
			func(s S, _ P, _ C) { s.Workforce[crew].Regular = limit(120, 98, 120) },
			[]finding{{"hours", "workforce.crew.regular", 1}},
		},
		{
			"heads give no hours in a period without regular ones",
			func(s S, _ P, _ C) { s.Workforce[crew].Regular = limit(120, none, 120) },
			[]finding{{"hours", "workforce.crew.regular", 1}},
		},
		{
			"fewer heads than the minimum",
			func(s S, _ P, _ C) { s.Workforce[crew].Headcount.Min = limit(2, 2, 6) },
			[]finding{{"min_heads", "workforce.crew.headcount.min", 2}},
		},
		{
			"more heads than the maximum",
			func(s S, _ P, _ C) { s.Workforce[crew].Headcount.Max = limit(5, 8, 8) },
			[]finding{{"max_heads", "workforce.crew.headcount.max", 0}},
		},
		{
			"more is bought than is offered",
			func(s S, _ P, _ C) { s.Suppliers[1].Sells[0].Capacity = model.Fixed(374) },
			[]finding{{"supply", "suppliers.forest.sells.wood.capacity", 2}},
		},
		{
			"stock below the minimum",
			func(s S, _ P, _ C) { s.Inventory[chairs].Min = limit(none, 9.5, 5) },
			[]finding{{"min_stock", "inventory.chairs.min", 1}},
		},
		{
			"stock above the maximum in the period without a penalty",
			func(s S, _ P, _ C) { s.Inventory[wood].Max.Value = over(200, 109, 115) },
			[]finding{{"max_stock", "inventory.wood.max", 1}},
		},
		{
			"less is left at the end than must be",
			func(s S, _ P, _ C) { s.Inventory[chairs].Closing.Min = model.Fixed(20) },
			[]finding{{"closing_stock", "inventory.chairs.closing.min", 2}},
		},
		{
			"more is left at the end than may be",
			func(s S, _ P, _ C) { s.Inventory[chairs].Closing.Max = model.Fixed(18) },
			[]finding{{"closing_stock", "inventory.chairs.closing.max", 2}},
		},
		{
			"not exactly that is left at the end which must be",
			func(s S, _ P, _ C) { s.Inventory[wood].Closing.Exact = model.Fixed(121) },
			[]finding{{"closing_stock", "inventory.wood.closing.exact", 2}},
		},
		{
			"fewer runs than the minimum",
			func(s S, _ P, _ C) { s.Processes[chair].Output.Min = limit(91, 50, 50) },
			[]finding{{"min_output", "processes.chair.output.min", 0}},
		},
		{
			"more runs than the maximum",
			func(s S, _ P, _ C) { s.Processes[chair].Output.Max = limit(150, 109, 150) },
			[]finding{{"max_output", "processes.chair.output.max", 1}},
		},
		{
			"quantities that are negative cancel out",
			func(_ S, p P, _ C) {
				p.Hired.Set(crew, 1, -1)
				p.LaidOff.Set(crew, 1, -1)
			},
			[]finding{{audit.CheckSign, "workforce.crew", 1}, {audit.CheckSign, "workforce.crew", 1}},
		},
	}
}

func claimMutations() []mutation {
	type (
		S = *model.Scenario
		P = *model.Plan
		C = *audit.Claim
	)
	objective := finding{audit.CheckObjective, "objective", -1}
	mutations := []mutation{
		{
			"the objective is better than money and penalties",
			func(_ S, _ P, c C) { c.Objective++ },
			[]finding{objective},
		},
		{
			"a violation is claimed too small",
			func(_ S, _ P, c C) { c.Penalties[0].Amount = 3 },
			[]finding{{audit.CheckPenalties, "demand.office.quantity", 1}},
		},
		{
			"a violation is concealed",
			func(_ S, _ P, c C) {
				c.Penalties = c.Penalties[:2]
				c.Objective += 15
			},
			[]finding{{audit.CheckPenalties, "inventory.wood.max", 2}, objective},
		},
		{
			"a violation is claimed at another rate",
			func(_ S, _ P, c C) { c.Penalties[1].Rate = 49 },
			[]finding{{audit.CheckPenalties, "resources.press.capacity", 1}},
		},
		{
			"a violation is claimed of a limit that holds",
			func(_ S, _ P, c C) {
				c.Penalties = append(c.Penalties, model.Violation{Limit: "max_stock[wood,2026-01]", Path: "inventory.wood.max", Amount: 1, Rate: 3})
			},
			[]finding{{audit.CheckPenalties, "inventory.wood.max", 0}},
		},
		{
			"a violation is claimed of a limit that is hard",
			func(_ S, _ P, c C) {
				c.Penalties = append(c.Penalties, model.Violation{Limit: "max_stock[wood,2026-02]", Path: "inventory.wood.max", Period: 1})
			},
			[]finding{{audit.CheckPenalties, "inventory.wood.max", 1}},
		},
		{
			"a violation is claimed twice",
			func(_ S, _ P, c C) { c.Penalties = append(c.Penalties, c.Penalties[2]) },
			[]finding{{audit.CheckPenalties, "inventory.wood.max", 2}},
		},
		{
			"a violation is claimed in another period than its row",
			func(_ S, _ P, c C) {
				c.Penalties = append(c.Penalties, model.Violation{Limit: "capacity[press,2026-03]", Path: "resources.press.capacity"})
			},
			[]finding{{audit.CheckPenalties, "resources.press.capacity", 0}},
		},
		{
			"a violation is claimed of what is no row",
			func(_ S, _ P, c C) {
				c.Penalties = append(c.Penalties, model.Violation{Limit: "press", Path: "resources.press.capacity", Period: 1})
			},
			[]finding{{audit.CheckPenalties, "resources.press.capacity", 1}},
		},
		{
			"a violation is claimed with half a name",
			func(_ S, _ P, c C) { c.Penalties[1].Limit = "capacity[press,2026-02" },
			[]finding{
				{audit.CheckPenalties, "resources.press.capacity", 1},
				{audit.CheckPenalties, "resources.press.capacity", 1},
			},
		},
		{
			"a violation is claimed before the horizon",
			func(_ S, _ P, c C) {
				c.Penalties = append(c.Penalties, model.Violation{Limit: "closing_stock[wood]", Path: "inventory.wood.closing.exact", Period: -1})
			},
			[]finding{{audit.CheckPenalties, "inventory.wood.closing.exact", -1}},
		},
		{
			"a violation is claimed beyond the horizon",
			func(_ S, _ P, c C) {
				c.Penalties = append(c.Penalties,
					model.Violation{Limit: "closing_stock[wood]", Path: "inventory.wood.closing.exact", Period: 3},
					model.Violation{Limit: "max_stock[wood,2026-04]", Path: "inventory.wood.max", Period: 3})
			},
			[]finding{{audit.CheckPenalties, "inventory.wood.closing.exact", 3}, {audit.CheckPenalties, "inventory.wood.max", 3}},
		},
		{
			"overtime is worked that nothing needs and nobody booked",
			func(_ S, p P, _ C) { p.Overtime.Set(crewOvertime, 0, 1) },
			[]finding{{"money.overtime", "money.overtime", 0}, objective},
		},
		{
			"a priced limit is broken that nobody booked",
			func(s S, _ P, _ C) { s.Resources[press].Capacity.Value = over(25, 25, 24) },
			[]finding{{audit.CheckPenalties, "resources.press.capacity", 2}, objective},
		},
		{
			"the claimed money has too few periods",
			func(_ S, _ P, c C) { c.Money = model.NewStatement(2) },
			[]finding{{audit.CheckShape, "money", -1}},
		},
	}
	for _, account := range model.Accounts() {
		line := "money." + account.ID()
		mutations = append(mutations, mutation{
			account.Title() + " is claimed wrong in one period",
			func(_ S, _ P, c C) { c.Money.Add(account, 1, 1) },
			[]finding{{line, line, 1}},
		}, mutation{
			account.Title() + " is moved to another period",
			func(_ S, _ P, c C) {
				c.Money.Add(account, 0, 1)
				c.Money.Add(account, 2, -1)
			},
			[]finding{{line, line, 0}, {line, line, 2}},
		})
	}
	return mutations
}

func TestEveryMutationIsFound(t *testing.T) {
	run := func(m mutation, withClaim bool) {
		t.Run(m.name, func(t *testing.T) {
			s, p, claim := workshop()
			m.change(s, p, claim)
			if !withClaim {
				claim = nil
			}
			r := audit.Check(s, p, claim)
			if diff := cmp.Diff(m.want, findings(r)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if r.Passed() {
				t.Error("the audit passed")
			}
		})
	}
	for _, m := range physicalMutations() {
		run(m, false)
	}
	for _, m := range slices.Concat(orderMutations(), shortageMutations()) {
		run(m, false)
	}
	for _, m := range claimMutations() {
		run(m, true)
	}
}

// featureFindings are what the mutations of features find that have a test
// file of their own, which registers them.
var featureFindings []placed

// auditedAsMoney are groups whose rows only work out what is paid, which the
// audit does in its own way; their features test that other prices are found.
var auditedAsMoney []model.Group

// helping are groups of the formulation that define a quantity which the audit
// counts in its own way.
var helping = map[model.Group]string{
	model.GroupOnTime:    "orders are followed in the order of asking",
	model.GroupCaughtUp:  "orders are followed in the order of asking",
	model.GroupMet:       "what is missing is counted",
	model.GroupLeastMet:  "what goals lack is counted",
	model.GroupMeanShort: "what is missing is counted",
	model.GroupWorst:     "what is missing is counted",
}

func TestEveryCheckHasAMutation(t *testing.T) {
	tested := map[string]bool{}
	for _, m := range slices.Concat(physicalMutations(), orderMutations(), shortageMutations(), claimMutations()) {
		for _, f := range m.want {
			tested[f.Check] = true
		}
	}
	for _, m := range switchMutations() {
		for _, f := range m.want {
			tested[f.Check] = true
		}
	}
	for _, m := range networkMutations() {
		for _, f := range m.want {
			tested[f.Check] = true
		}
	}
	for _, f := range featureFindings {
		tested[f.Check] = true
	}
	// Rows that only define a quantity, which the plan does not hold.
	tested[string(model.GroupLoad)], tested[string(model.GroupChange)] = true, true
	for _, g := range auditedAsMoney {
		tested[string(g)] = true
	}
	for _, info := range model.Groups() {
		if !tested[string(info.Group)] && helping[info.Group] == "" {
			t.Errorf("no mutation breaks group %s", info.Group)
		}
	}
	for _, account := range model.Accounts() {
		if !tested["money."+account.ID()] {
			t.Errorf("no mutation breaks account %s", account.ID())
		}
	}
}

func TestPricedLimitsBecomeViolations(t *testing.T) {
	cheap := model.Constant(7)
	type expected struct {
		limit, path string
		period      int
		amount      float64
	}
	tests := []struct {
		name   string
		change func(s *model.Scenario)
		want   expected
	}{
		{"least sales", func(s *model.Scenario) { s.Demand[export].Min = priced(cheap, 5, 12, 5) }, expected{"min_sales[export,2026-02]", "demand.export.min", 1, 2}},
		{"market", func(s *model.Scenario) { s.Demand[export].Max = priced(cheap, 20, 9, 20) }, expected{"max_sales[export,2026-02]", "demand.export.max", 1, 1}},
		{"backlog", func(s *model.Scenario) { s.Demand[shop].Backlog.Max = priced(cheap, 2, 9, 9) }, expected{"max_backlog[shop,2026-01]", "demand.shop.backlog.max", 0, 3}},
		{"closing backlog", func(s *model.Scenario) { s.Demand[shop].Backlog.Closing = priced(cheap, -1) }, expected{"closing_backlog[shop]", "demand.shop.backlog.closing", 2, 1}},
		{"lost sales", func(s *model.Scenario) { s.Demand[shop].Lost.Max = priced(cheap, 2) }, expected{"max_lost[shop,2026-02]", "demand.shop.lost.max", 1, 2}},
		{"capacity by hours", func(s *model.Scenario) { s.Resources[saw].Hours = priced(cheap, 80, 78, 80) }, expected{"capacity[saw,2026-02]", "resources.saw.hours", 1, 4}},
		{"a band of overtime", func(s *model.Scenario) { s.Resources[saw].Overtime.Bands[0].Max = priced(cheap, 7) }, expected{"overtime[saw,evening,2026-02]", "resources.saw.overtime.bands.evening.max", 1, 3}},
		{"overtime of a workforce", func(s *model.Scenario) { s.Workforce[crew].Overtime.Max = priced(cheap, 1) }, expected{"overtime[crew,2026-03]", "workforce.crew.overtime.max", 2, 5}},
		{"hours", func(s *model.Scenario) { s.Workforce[crew].Regular = priced(cheap, 120, 98, 120) }, expected{"hours[crew,2026-02]", "workforce.crew.regular", 1, 2}},
		{"least heads", func(s *model.Scenario) { s.Workforce[crew].Headcount.Min = priced(cheap, 7, 6, 5) }, expected{"min_heads[crew,2026-01]", "workforce.crew.headcount.min", 0, 1}},
		{"most heads", func(s *model.Scenario) { s.Workforce[crew].Headcount.Max = priced(cheap, 6, 4, 6) }, expected{"max_heads[crew,2026-02]", "workforce.crew.headcount.max", 1, 2}},
		{"supply", func(s *model.Scenario) { s.Suppliers[1].Sells[0].Capacity = priced(cheap, 370) }, expected{"supply[forest,wood,2026-03]", "suppliers.forest.sells.wood.capacity", 2, 5}},
		{"least stock", func(s *model.Scenario) { s.Inventory[chairs].Min = priced(cheap, 5, 12, 5) }, expected{"min_stock[chairs,2026-02]", "inventory.chairs.min", 1, 3}},
		{"least closing stock", func(s *model.Scenario) { s.Inventory[chairs].Closing.Min = priced(cheap, 21) }, expected{"closing_stock[chairs,min]", "inventory.chairs.closing.min", 2, 2}},
		{"most closing stock", func(s *model.Scenario) { s.Inventory[chairs].Closing.Max = priced(cheap, 15) }, expected{"closing_stock[chairs,max]", "inventory.chairs.closing.max", 2, 4}},
		{"too little exact closing stock", func(s *model.Scenario) { s.Inventory[wood].Closing.Exact = priced(cheap, 123) }, expected{"closing_stock[wood]", "inventory.wood.closing.exact", 2, 3}},
		{"too much exact closing stock", func(s *model.Scenario) { s.Inventory[wood].Closing.Exact = priced(cheap, 114) }, expected{"closing_stock[wood]", "inventory.wood.closing.exact", 2, 6}},
		{"least output", func(s *model.Scenario) { s.Processes[chair].Output.Min = priced(cheap, 100, 50, 50) }, expected{"min_output[chair,2026-01]", "processes.chair.output.min", 0, 10}},
		{"most output", func(s *model.Scenario) { s.Processes[chair].Output.Max = priced(cheap, 150, 150, 118) }, expected{"max_output[chair,2026-03]", "processes.chair.output.max", 2, 2}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, p, claim := workshop()
			test.change(s)
			r := audit.Check(s, p, nil)
			mustPass(t, r)
			var got []expected
			for _, v := range r.Penalties {
				if v.Rate == 7 {
					got = append(got, expected{v.Limit, v.Path, v.Period, v.Amount})
				}
			}
			if diff := cmp.Diff([]expected{test.want}, got, cmp.AllowUnexported(expected{}), approximately); diff != "" {
				t.Fatalf("violations (-want +got):\n%s", diff)
			}
			claim.Penalties = r.Penalties
			claim.Objective -= 7 * test.want.amount
			mustPass(t, audit.Check(s, p, claim))
		})
	}
}
