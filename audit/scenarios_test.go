package audit_test

import (
	"math"
	"testing"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// none marks a period in which a series gives no value.
var none = math.NaN()

func calendar(periods int) model.Calendar {
	c, err := model.NewCalendar(model.Month, "2026-01", periods)
	if err != nil {
		panic(err) // the arguments are constants of the tests
	}
	return c
}

func over(values ...float64) model.Series { return model.PerPeriod(values) }

func limit(values ...float64) model.Limit { return model.Limit{Value: model.PerPeriod(values)} }

func priced(penalty model.Series, values ...float64) model.Limit {
	return model.Limit{Value: model.PerPeriod(values), Penalty: penalty}
}

func part(id string, quantity float64) model.Part {
	return model.Part{ID: id, Quantity: model.Constant(quantity)}
}

func fill(g model.Grid, row int, values ...float64) {
	copy(g.Row(row), values)
}

// redTomato is the base plan of Red Tomato Tools (Chopra & Meindl, Supply
// Chain Management, ch. 8) with its published linear optimum, which costs
// 422,275.
func redTomato() (*model.Scenario, *model.Plan) {
	s := &model.Scenario{
		Name: "Red Tomato Tools", Currency: "USD", Objective: model.MinimiseCost, Calendar: calendar(6),
		Families: []model.Item{{ID: "tools", Unit: "each", Price: model.Constant(40)}},
		Workforce: []model.Workforce{{
			ID: "crew", Unit: "h", Headcount: model.Headcount{Opening: 80},
			Regular:  model.Fixed(160),
			Overtime: model.Overtime{Allowed: true, Max: model.Fixed(10), Cost: model.Constant(6)},
			Wage:     model.Constant(640),
			Hire:     model.Move{Allowed: true, Cost: model.Constant(300)},
			Layoff:   model.Move{Allowed: true, Cost: model.Constant(500)},
		}},
		Processes: []model.Process{{
			ID: "assemble", Makes: []model.Part{part("tools", 1)}, Uses: []model.Part{part("crew", 4)}, Cost: model.Constant(10),
		}},
		Suppliers: []model.Supplier{{
			ID: "subcontractor", Sells: []model.Offer{{ID: "tools", Item: "tools", Price: model.Constant(30)}},
		}},
		Inventory: []model.Stock{{
			ID: "tools", Item: "tools", Opening: 1000, HoldingCost: model.Constant(2), Closing: model.Closing{Min: model.Fixed(500)},
		}},
		Demand: []model.Demand{{
			ID: "tools", Item: "tools", Quantity: limit(1600, 3000, 3200, 3800, 2200, 2200),
			Backlog: model.Backlog{Allowed: true, Cost: model.Constant(5), Closing: model.Fixed(0)},
		}},
	}
	const heads, made = 775.0 / 12, 31000.0 / 12 // 64.583 workers make 2583.33 a month
	p := model.NewPlan(s)
	fill(p.Heads, 0, heads, heads, heads, heads, heads, heads)
	fill(p.LaidOff, 0, 80-heads)
	fill(p.Runs, 0, made, made, made, made, made, made)
	fill(p.Served, 0, 1600, 3000, 3200, 3800-800.0/3, 2200+800.0/3, 2200)
	fill(p.Backlog, 0, 0, 0, 0, 800.0/3, 0, 0)
	fill(p.Stock, 0, 5950.0/3, 4700.0/3, 950, 0, 350.0/3, 500)
	return s, p
}

// Rows of the plan of the workshop.
const (
	chairs, wood                       = 0, 1       // stock
	evening, weekend, crewOvertime     = 0, 1, 2    // overtime bands
	export, office, shop               = 0, 1, 2    // demand
	chair, desk                        = 0, 1       // processes
	crew, temps                        = 0, 1       // workforce
	atelierChairs, forestWood          = 0, 1       // offers
	press, saw                         = 0, 1       // resources
	workshopProfit, workshopPenalties  = 16854, 865 // computed by hand
	workshopRevenue, workshopTotalCost = 56150, 39296
)

// workshop makes chairs and desks out of wood over three months, for profit.
// Its plan is no optimum; it was made by hand so that every kind of decision
// and every account is used, and three priced limits are broken.
func workshop() (*model.Scenario, *model.Plan, *audit.Claim) {
	s := &model.Scenario{
		Name: "workshop", Currency: "EUR", Objective: model.MaximiseProfit, Calendar: calendar(3),
		Families: []model.Item{
			{ID: "chairs", Unit: "each", Price: model.Constant(100)},
			{ID: "desks", Unit: "each", Price: model.Constant(250)},
		},
		Materials: []model.Item{{ID: "wood", Unit: "m"}},
		Resources: workshopResources(),
		Workforce: workshopCrews(),
		Processes: []model.Process{
			{
				ID: "chair", Makes: []model.Part{part("chairs", 1)}, Consumes: []model.Part{part("wood", 2)},
				Uses: []model.Part{part("crew", 3), part("saw", 1)}, Cost: model.Constant(3),
				Output: model.Bounds{Min: model.Fixed(50), Max: model.Fixed(150)},
			},
			{
				ID: "desk", Makes: []model.Part{part("desks", 1)}, Consumes: []model.Part{part("wood", 5)},
				Uses: []model.Part{part("crew", 10), part("press", 1), part("saw", 2), part("temps", 1)},
				Cost: model.Constant(10),
			},
		},
		Suppliers: []model.Supplier{
			{ID: "atelier", Sells: []model.Offer{{ID: "chairs", Item: "chairs", Price: model.Constant(70)}}},
			{ID: "forest", Sells: []model.Offer{{ID: "wood", Item: "wood", Price: model.Constant(4), Capacity: model.Fixed(400)}}},
		},
		Inventory: []model.Stock{
			{
				ID: "chairs", Item: "chairs", Opening: 20, HoldingCost: model.Constant(2), Min: model.Fixed(5),
				Closing: model.Closing{Min: model.Fixed(10), Max: model.Fixed(50)},
			},
			{
				ID: "wood", Item: "wood", Opening: 100, HoldingCost: model.Constant(1),
				Max: priced(over(3, none, 3), 200, 115, 115), Closing: model.Closing{Exact: model.Fixed(120)},
			},
		},
		Demand: workshopDemand(),
	}
	p := model.NewPlan(s)
	fillWorkshop(p)
	return s, p, workshopClaim()
}

func workshopResources() []model.Resource {
	return []model.Resource{
		{ID: "press", Unit: "strokes", Capacity: priced(model.Constant(50), 25, 25, 25)},
		{
			ID: "saw", Unit: "h", Count: model.Constant(3), Hours: model.Fixed(80),
			Down: over(0, 1, 0), Downtime: over(0, 10, 0), // 240, 150, 240 h
			Overtime: model.Overtime{Allowed: true, Bands: []model.Band{
				{ID: "evening", Max: model.Fixed(10), Cost: model.Constant(5)},
				{ID: "weekend", Max: model.Fixed(8)},
			}},
		},
	}
}

func workshopCrews() []model.Workforce {
	return []model.Workforce{
		{
			ID: "crew", Unit: "h", Integer: true, Regular: model.Fixed(120), Wage: model.Constant(1500),
			Headcount: model.Headcount{Opening: 5, Min: model.Fixed(2), Max: model.Fixed(8)},
			Overtime:  model.Overtime{Allowed: true, Max: model.Fixed(10), Cost: model.Constant(30)},
			Hire:      model.Move{Allowed: true, Cost: model.Constant(400)},
			Layoff:    model.Move{Allowed: true, Cost: model.Constant(600)},
		},
		{
			ID: "temps", Unit: "h", Regular: model.Fixed(40), Wage: model.Constant(500),
			Headcount: model.Headcount{Opening: 1},
		},
	}
}

func workshopDemand() []model.Demand {
	return []model.Demand{
		{ID: "export", Item: "chairs", Price: model.Constant(90), Min: model.Fixed(5), Max: model.Fixed(20)},
		{ID: "office", Item: "desks", Quantity: priced(model.Constant(200), 20, 30, 25)},
		{
			ID: "shop", Item: "chairs", Quantity: limit(100, 150, 120),
			Backlog: model.Backlog{Allowed: true, Cost: model.Constant(8), Max: model.Fixed(30), Closing: model.Fixed(0)},
			Lost:    model.Lost{Allowed: true, Cost: model.Constant(40), Max: model.Fixed(10)},
		},
	}
}

func fillWorkshop(p *model.Plan) {
	fill(p.Runs, chair, 90, 110, 120)
	fill(p.Runs, desk, 20, 26, 25)
	fill(p.Bought, atelierChairs, 0, 45, 20)
	fill(p.Bought, forestWood, 300, 340, 375)
	fill(p.Stock, chairs, 10, 9, 19)
	fill(p.Stock, wood, 120, 110, 120)
	fill(p.Served, export, 5, 10, 5)
	fill(p.Served, office, 20, 26, 25)
	fill(p.Served, shop, 95, 146, 125)
	fill(p.Backlog, shop, 5, 5, 0)
	fill(p.Lost, shop, 0, 4, 0)
	fill(p.Heads, crew, 6, 6, 5)
	fill(p.Hired, crew, 1, 0, 0)
	fill(p.LaidOff, crew, 0, 0, 1)
	fill(p.Heads, temps, 1, 1, 1)
	fill(p.Overtime, evening, 0, 10, 0)
	fill(p.Overtime, weekend, 0, 2, 0)
	fill(p.Overtime, crewOvertime, 0, 0, 10)
}

// workshopClaim is the plan's money and penalties, computed by hand.
func workshopClaim() *audit.Claim {
	money := model.NewStatement(3)
	book := func(account model.Account, amounts ...float64) { fill(money.Amounts, int(account), amounts...) }
	book(model.Revenue, 14950, 22000, 19200)
	book(model.Making, 470, 590, 610)
	book(model.Purchases, 1200, 4510, 2900)
	book(model.Wages, 9500, 9500, 8000)
	book(model.OvertimePay, 0, 50, 300)
	book(model.Hiring, 400, 0, 0)
	book(model.Layoffs, 0, 0, 600)
	book(model.Holding, 140, 128, 158)
	book(model.BacklogCost, 40, 40, 0)
	book(model.LostSales, 0, 160, 0)
	return &audit.Claim{
		Objective: workshopProfit - workshopPenalties,
		Money:     money,
		Penalties: []model.Violation{
			{Limit: "demand[office,2026-02]", Path: "demand.office.quantity", Period: 1, Amount: 4, Unit: "each", Rate: 200},
			{Limit: "capacity[press,2026-02]", Path: "resources.press.capacity", Period: 1, Amount: 1, Unit: "strokes", Rate: 50},
			{Limit: "max_stock[wood,2026-03]", Path: "inventory.wood.max", Period: 2, Amount: 5, Unit: "m", Rate: 3},
		},
	}
}

// mustPass fails the test with every difference of the report.
func mustPass(t *testing.T, r *audit.Report) {
	t.Helper()
	for _, d := range r.Differences {
		t.Errorf("%s %s [%d]: %s", d.Check, d.Path, d.Period, d.What)
	}
	if !r.Passed() {
		t.Fatalf("the audit did not pass: %d tests, %d differences omitted", r.Checks, r.Omitted)
	}
}
