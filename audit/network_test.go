package audit_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// Rows of the plan of the network.
const (
	spotSteel, termSteel                        = 0, 1          // offers
	railTools, truckSteel, truckTools, vanTools = 0, 1, 2, 3    // cargos
	millSteel, millTools, storeTools            = 0, 1, 2       // stock
	city, abroad, kiosk, repair                 = 0, 1, 2, 3    // demand
	rail, truck, van                            = 0, 1, 2       // lanes
	drivers, fitters                            = 0, 1          // workforce
	networkProfit, networkPenalties             = 745, 18       // computed by hand
	networkRevenue, networkCost                 = 5760.0, 5015. // computed by hand
)

// network makes tools out of steel in a mill and sells them from a store, over
// months of 31, 28, 31 and 30 days, for profit. Its plan is no optimum; it was
// made by hand so that things arrive in their own period, in a later one, two
// at once, and never, and one priced limit is broken:
//
//	runs     1 period              80 100 60 40  make    0  80 100 60
//	term     30 days               50  60 140 25 bring  50   0 200  0
//	rail     1 period and 29 days  10  40  30 20 brings  0   0  50 30
//	van      20 days               in the same period always
//
// The city is a market that the van leads to; abroad is one that no lane leads
// to, so the store serves it. Nothing leads to the kiosk. Steel is kept in the
// mill and not in the store.
func network() (*model.Scenario, *model.Plan, *audit.Claim) {
	s := &model.Scenario{
		Name: "network", Currency: "EUR", Objective: model.MaximiseProfit, Calendar: calendar(4),
		Families:  []model.Item{{ID: "tools", Unit: "each", Price: model.Constant(20)}},
		Materials: []model.Item{{ID: "steel", Unit: "kg"}},
		Resources: []model.Resource{{ID: "dock", Unit: "h", Capacity: model.Fixed(8)}},
		Workforce: []model.Workforce{
			{ID: "drivers", Unit: "h", Headcount: model.Headcount{Opening: 1}, Regular: model.Fixed(10), Wage: model.Constant(50)},
			{ID: "fitters", Unit: "h", Headcount: model.Headcount{Opening: 2}, Regular: model.Fixed(40), Wage: model.Constant(100)},
		},
		Processes: []model.Process{{
			ID: "assemble", Site: "mill", Lead: model.Lag{Periods: 1}, Cost: model.Constant(3),
			Makes: []model.Part{part("tools", 1)}, Consumes: []model.Part{part("steel", 2)}, Uses: []model.Part{part("fitters", 0.5)},
		}},
		Suppliers: []model.Supplier{{ID: "mine", Sells: []model.Offer{
			{ID: "spot", Item: "steel", To: "mill", Price: model.Constant(5)},
			{ID: "term", Item: "steel", To: "mill", Price: model.Constant(3), Lead: model.Lag{Days: 30}, Capacity: model.Fixed(140)},
		}}},
		Lanes: networkLanes(),
		Inventory: []model.Stock{
			{ID: "mill-steel", Item: "steel", Site: "mill", Opening: 200, HoldingCost: model.Constant(0.1)},
			{ID: "mill-tools", Item: "tools", Site: "mill", Opening: 20},
			{
				ID: "store-tools", Item: "tools", Site: "store", Opening: 100, Receipts: over(0, 20, 0, none),
				Min: model.Fixed(5), Closing: model.Closing{Min: model.Fixed(90)}, HoldingCost: model.Constant(1),
			},
		},
		Demand: []model.Demand{
			{
				ID: "city", Item: "tools", Site: "store", Market: "city", Quantity: limit(40, 50, 50, 60),
				Lost: model.Lost{Allowed: true, Cost: model.Constant(2)},
			},
			{ID: "export", Item: "tools", Site: "store", Market: "abroad", Price: model.Constant(25), Max: model.Fixed(40)},
			{
				ID: "kiosk", Item: "tools", Site: "kiosk", Quantity: model.Fixed(5),
				Lost: model.Lost{Allowed: true, Cost: model.Constant(1)},
			},
			{ID: "repair", Item: "steel", Site: "store", Price: model.Constant(6), Max: model.Fixed(40)},
		},
	}
	p := model.NewPlan(s)
	fillNetwork(p)
	return s, p, networkClaim()
}

func networkLanes() []model.Lane {
	return []model.Lane{
		{
			ID: "rail", From: "mill", To: "store", Lead: model.Lag{Periods: 1, Days: 29},
			Capacity: priced(model.Constant(9), 18, 18, 18, 18),
			Carries: []model.Cargo{{
				Item: "tools", Cost: over(1, 2, 3, 4), Load: model.Constant(0.5), Min: limit(none, 10, none, none),
			}},
		},
		{
			ID: "truck", From: "mill", To: "store", Capacity: model.Fixed(62),
			Carries: []model.Cargo{
				{Item: "steel", Cost: model.Constant(0.5), Load: model.Constant(0.05)},
				{Item: "tools", Cost: model.Constant(4), Max: model.Fixed(90)},
			},
			Uses: []model.Part{part("dock", 0.1), part("fitters", 0.2)},
		},
		{
			ID: "van", From: "store", To: "city", Lead: model.Lag{Days: 20},
			Carries: []model.Cargo{{Item: "tools", Cost: model.Constant(1), Load: model.Constant(0.5)}},
			Uses:    []model.Part{part("drivers", 0.2)},
		},
	}
}

func fillNetwork(p *model.Plan) {
	fill(p.Runs, 0, 80, 100, 60, 40)
	fill(p.Bought, spotSteel, 0, 140, 0, 50)
	fill(p.Bought, termSteel, 50, 60, 140, 25)
	fill(p.Shipped, railTools, 10, 40, 30, 20)
	fill(p.Shipped, truckSteel, 10, 0, 20, 30)
	fill(p.Shipped, truckTools, 5, 30, 50, 60)
	fill(p.Shipped, vanTools, 40, 45, 50, 60)
	fill(p.Stock, millSteel, 80, 20, 80, 20)
	fill(p.Stock, millTools, 5, 15, 35, 15)
	fill(p.Stock, storeTools, 55, 60, 80, 90)
	fill(p.Served, city, 40, 45, 50, 60)
	fill(p.Lost, city, 0, 5, 0, 0)
	fill(p.Served, abroad, 10, 0, 30, 20)
	fill(p.Lost, kiosk, 5, 5, 5, 5)
	fill(p.Served, repair, 10, 0, 20, 30)
	fill(p.Heads, drivers, 1, 1, 1, 1)
	fill(p.Heads, fitters, 2, 2, 2, 2)
}

// networkClaim is the plan's money and penalties, computed by hand.
func networkClaim() *audit.Claim {
	money := model.NewStatement(4)
	book := func(account model.Account, amounts ...float64) { fill(money.Amounts, int(account), amounts...) }
	book(model.Revenue, 1110, 900, 1870, 1880)
	book(model.Making, 240, 300, 180, 120)
	book(model.Purchases, 150, 880, 420, 325) // with what arrives after the horizon
	book(model.Moving, 75, 245, 350, 395)
	book(model.Wages, 250, 250, 250, 250)
	book(model.Holding, 63, 62, 88, 92)
	book(model.LostSales, 5, 15, 5, 5)
	return &audit.Claim{
		Objective: networkProfit - networkPenalties, Money: money,
		Penalties: []model.Violation{
			{Limit: "lane[rail,2026-02]", Path: "lanes.rail.capacity", Period: 1, Amount: 2, Unit: "loads", Rate: 9},
		},
	}
}

func TestNetworkIsWhatItClaims(t *testing.T) {
	s, p, claim := network()
	r := audit.Check(s, p, claim)
	mustPass(t, r)
	if diff := cmp.Diff(claim.Penalties, r.Penalties, approximately); diff != "" {
		t.Errorf("penalties (-claimed +recomputed):\n%s", diff)
	}
	for _, account := range model.Accounts() {
		row := int(account)
		if diff := cmp.Diff(claim.Money.Amounts.Row(row), r.Money.Amounts.Row(row), approximately); diff != "" {
			t.Errorf("%s (-by hand +recomputed):\n%s", account.ID(), diff)
		}
	}
	got := []float64{r.Money.Revenue(), r.Money.Cost(), r.Money.Profit(), r.Objective}
	want := []float64{networkRevenue, networkCost, networkProfit, networkProfit - networkPenalties}
	if diff := cmp.Diff(want, got, approximately); diff != "" {
		t.Errorf("revenue, cost, profit, objective (-by hand +recomputed):\n%s", diff)
	}
}

func TestSentencesSayWhere(t *testing.T) {
	tests := map[string]struct {
		change func(*model.Scenario, *model.Plan)
		want   string
	}{
		"stock in a place": {
			func(_ *model.Scenario, p *model.Plan) { p.Stock.Set(storeTools, 3, 91) },
			"stock of tools in store at the end of 2026-04 is 91 each, but opening + made + bought + arrived - consumed - sold - shipped gives 90",
		},
		"an item that is not kept in a place": {
			func(_ *model.Scenario, p *model.Plan) { p.Served.Set(repair, 2, 19) },
			"steel in store is not kept, but made + bought + arrived - consumed - sold - shipped in 2026-03 gives 1 kg",
		},
		"loads of a lane": {
			func(s *model.Scenario, _ *model.Plan) { s.Lanes[truck].Capacity = model.Fixed(60) },
			"load of truck in 2026-04 is 61.5 loads, but the capacity is 60 loads",
		},
		"a shipment": {
			func(s *model.Scenario, _ *model.Plan) { s.Lanes[rail].Carries[0].Min = limit(none, 41, none, none) },
			"shipment of rail tools in 2026-02 is 40 each, but the minimum is 41 each",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s, p, _ := network()
			test.change(s, p)
			r := audit.Check(s, p, nil)
			if len(r.Differences) == 0 || r.Differences[0].What != test.want {
				t.Errorf("want first %q, got %+v", test.want, r.Differences)
			}
		})
	}
}

func TestANetworkThatCannotBeReadIsReported(t *testing.T) {
	tests := []struct {
		name   string
		change func(s *model.Scenario, p *model.Plan)
		want   []finding
	}{
		{
			"a lane that carries what does not exist",
			func(s *model.Scenario, p *model.Plan) {
				s.Lanes[rail].Carries[0].Item = "zinc"
				fill(p.Stock, millTools, 15, 65, 115, 115) // nothing leaves by rail
				fill(p.Stock, storeTools, 55, 60, 30, 10)
				s.Inventory[storeTools].Closing, s.Inventory[storeTools].Min = model.Closing{}, model.Limit{}
			},
			[]finding{{audit.CheckScenario, "lanes.rail.carries.zinc", -1}},
		},
		{
			"a lane that uses what does not exist",
			func(s *model.Scenario, _ *model.Plan) { s.Lanes[truck].Uses[0].ID = "harbour" },
			[]finding{{audit.CheckScenario, "lanes.truck.uses.harbour", -1}},
		},
		{
			"a shipment that is no number",
			func(_ *model.Scenario, p *model.Plan) { p.Shipped.Set(truckSteel, 2, none) },
			[]finding{{audit.CheckNumber, "lanes.truck.carries.steel", 2}},
		},
		{
			"shipments with a row missing",
			func(_ *model.Scenario, p *model.Plan) { p.Shipped = model.NewGrid(3, 4) },
			[]finding{{audit.CheckShape, "shipped", -1}},
		},
		{
			"shipments with a period too many",
			func(_ *model.Scenario, p *model.Plan) { p.Shipped = model.NewGrid(4, 5) },
			[]finding{{audit.CheckShape, "shipped", -1}},
		},
		{
			"lead times that end before they begin",
			func(s *model.Scenario, _ *model.Plan) {
				s.Lanes[truck].Lead.Days = -1
				s.Suppliers[0].Sells[spotSteel].Lead.Periods = -1
			},
			[]finding{
				{audit.CheckScenario, "suppliers.mine.sells.spot.lead_time", -1},
				{audit.CheckScenario, "lanes.truck.lead_time", -1},
			},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, p, _ := network()
			test.change(s, p)
			if diff := cmp.Diff(test.want, findings(audit.Check(s, p, nil))); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}
