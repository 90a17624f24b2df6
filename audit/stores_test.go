package audit_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// Rows of the plan of the larder.
const (
	cheese, milk = 0, 1
	larderCost   = 170.4 // computed by hand
)

// larder keeps milk and cheese in one room, over months of 31, 28 and 31 days.
// Its plan is no optimum; it was made by hand:
//
//	milk    opens with 40, chosen; 25 + 40 + 24 come, 30 + 28 + 31 go: 35, 47, 40
//	cheese  opens with 10, given;   5 + 10 +  0 come,  5 +  6 +  4 go: 10, 14, 10
//	space   milk 1, cheese 0.5: 40, 54, 45 of 50; 4 rented at 2 in the second month    8.00
//	value   milk at 2, cheese at 5: 120, 164, 130
//	cover   milk 31 days: 28 + 3/31 x 31 = 31, 31, 31; cheese one month: 6, 4 and again 5
//	holding milk 10 % of 2 on 37.5 + 41 + 43.5                                        24.40
//	        cheese 1 on 10 + 12 + 12                                                  34.00
//	left    cheese 10 at 3                                                           -30.00
//	bought  89 milk at 1, 15 cheese at 3                                             134.00
func larder() (*model.Scenario, *model.Plan, *audit.Claim) {
	average := model.HoldingRule{On: model.OnAverage}
	s := &model.Scenario{
		Name: "larder", Currency: "EUR", Objective: model.MinimiseCost, Calendar: calendar(3),
		Families: []model.Item{{ID: "cheese", Unit: "kg"}, {ID: "milk", Unit: "kg"}},
		Suppliers: []model.Supplier{{ID: "farm", Sells: []model.Offer{
			{ID: "cheese", Item: "cheese", Price: model.Constant(3)}, {ID: "milk", Item: "milk", Price: model.Constant(1)},
		}}},
		Inventory: []model.Stock{
			{
				ID: "cheese", Item: "cheese", Opening: 10, HoldingCost: model.Constant(1), Holding: average, Value: model.Constant(5),
				Cover: model.Cover{Periods: model.Constant(1), Beyond: model.BeyondCycle}, Closing: model.Closing{Worth: 3},
			},
			{
				ID: "milk", Item: "milk", Safety: limit(30, none, 30), Value: model.Constant(2),
				Holding: model.HoldingRule{On: model.OnAverage, Rate: model.Constant(0.1)},
				Cover:   model.Cover{Days: model.Constant(31), Of: []string{"milk"}},
				Closing: model.Closing{Cyclic: model.Cyclic{On: true}},
			},
		},
		Demand: []model.Demand{
			{ID: "cheese", Item: "cheese", Quantity: limit(5, 6, 4)}, {ID: "milk", Item: "milk", Quantity: limit(30, 28, 31)},
		},
		Storage: []model.Storage{{
			ID: "room", Unit: "l", Capacity: model.Fixed(50), Holds: []model.Part{part("cheese", 0.5), part("milk", 1)},
			Overflow: model.Overflow{Allowed: true, Max: model.Fixed(6), Cost: model.Constant(2)},
		}},
		StockLimits: []model.StockLimit{
			{ID: "cash", Of: model.StockValue, Min: model.Fixed(100), Max: model.Fixed(170)},
			{ID: "weight", Items: []string{"cheese", "milk"}, Max: model.Fixed(61)},
		},
	}
	p := model.NewPlan(s)
	fill(p.Bought, 0, 5, 10, 0)
	fill(p.Bought, 1, 25, 40, 24)
	fill(p.Stock, cheese, 10, 14, 10)
	fill(p.Stock, milk, 35, 47, 40)
	fill(p.Served, cheese, 5, 6, 4)
	fill(p.Served, milk, 30, 28, 31)
	fill(p.Overflow, 0, 0, 4, 0)
	p.Opening.Set(milk, 0, 40)
	c := &audit.Claim{Objective: larderCost, Money: model.NewStatement(3)}
	for t := range 3 {
		c.Money.Add(model.Purchases, t, []float64{40, 70, 24}[t])
		c.Money.Add(model.Rent, t, []float64{0, 8, 0}[t])
		c.Money.Add(model.ClosingValue, t, []float64{0, 0, -30}[t])
		c.Money.Add(model.Holding, t, []float64{7.5 + 10, 8.2 + 12, 8.7 + 12}[t])
	}
	return s, p, c
}

func TestTheLarderIsSound(t *testing.T) {
	s, p, claim := larder()
	if mistakes := model.Validate(s); len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	mustPass(t, audit.Check(s, p, claim))
}

func larderMutations() []mutation {
	type (
		S = *model.Scenario
		P = *model.Plan
		C = *audit.Claim
	)
	return []mutation{
		{"less than the safety stock", func(s S, _ P, _ C) { s.Inventory[milk].Safety = limit(36, none, 30) }, []finding{{"safety_stock", "inventory.milk.safety", 0}}},
		{"less than the days to cover", func(s S, _ P, _ C) { s.Inventory[milk].Cover.Days = over(36, 31, 31) }, []finding{{"cover", "inventory.milk.cover.days", 0}}},
		{"less than the periods to cover", func(s S, _ P, _ C) { s.Inventory[cheese].Cover.Periods = over(1, 3.1, 2) }, []finding{{"cover", "inventory.cheese.cover.periods", 1}, {"cover", "inventory.cheese.cover.periods", 2}}},
		{"the last period goes on", func(s S, _ P, _ C) {
			s.Inventory[cheese].Cover = model.Cover{Periods: over(none, none, 2.6)}
		}, []finding{{"cover", "inventory.cheese.cover.periods", 2}}},
		{"a cycle that does not close", func(_ S, p P, _ C) { p.Opening.Set(milk, 0, 41); p.Served.Add(milk, 0, 1) }, []finding{{"demand", "demand.milk.quantity", 0}, {"cyclic_stock", "inventory.milk.closing.cyclic", 2}}},
		{"a chosen opening stock where it is given", func(_ S, p P, _ C) { p.Opening.Set(cheese, 0, 10) }, []finding{{"opening_stock", "inventory.cheese.opening", 0}}},
		{"a cycle where the opening stock is given", func(s S, _ P, _ C) { s.Inventory[cheese].Closing.Cyclic.On = true }, []finding{{"balance", "families.cheese", 0}, {"cyclic_stock", "inventory.cheese.closing.cyclic", 2}}},
		{"more than the room holds", func(s S, _ P, _ C) { s.Storage[0].Capacity = limit(39, 50, 50) }, []finding{{"storage", "storage.room.capacity", 0}}},
		{"less space per unit", func(s S, _ P, _ C) { s.Storage[0].Holds[0].Quantity = over(0.5, 0.6, 0.5) }, []finding{{"storage", "storage.room.capacity", 1}}},
		{"a room for everything", func(s S, _ P, _ C) { s.Storage[0].Holds = nil }, []finding{{"storage", "storage.room.capacity", 1}}},
		{"more rented than can be", func(s S, _ P, _ C) { s.Storage[0].Overflow.Max = limit(6, 3, 6) }, []finding{{"overflow", "storage.room.overflow.max", 1}}},
		{"rented where nothing is to let", func(s S, _ P, _ C) { s.Storage[0].Overflow.Allowed = false }, []finding{{"overflow", "storage.room.overflow.max", 1}}},
		{"negative space", func(_ S, p P, _ C) { p.Overflow.Set(0, 0, -1) }, []finding{{"sign", "storage.room", 0}}},
		{"too much money in stock", func(s S, _ P, _ C) { s.StockLimits[0].Max = limit(170, 163, 170) }, []finding{{"stock_limit", "stock_limits.cash.max", 1}}},
		{"too little money in stock", func(s S, _ P, _ C) { s.StockLimits[0].Min = limit(121, none, none) }, []finding{{"stock_limit", "stock_limits.cash.min", 0}}},
		{"too heavy", func(s S, _ P, _ C) { s.StockLimits[1].Max = model.Fixed(60) }, []finding{{"stock_limit", "stock_limits.weight.max", 1}}},
	}
}

func TestEveryMutationOfTheLarderIsFound(t *testing.T) {
	for _, m := range larderMutations() {
		t.Run(m.name, func(t *testing.T) {
			s, p, claim := larder()
			m.change(s, p, claim)
			if diff := cmp.Diff(m.want, findings(audit.Check(s, p, nil))); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWrongMoneyOfTheLarderIsFound(t *testing.T) {
	for _, account := range []model.Account{model.Holding, model.Rent, model.ClosingValue} {
		s, p, claim := larder()
		claim.Money.Add(account, 2, 1)
		found := findings(audit.Check(s, p, claim))
		if want := []finding{{"money." + account.ID(), "money." + account.ID(), 2}}; !cmp.Equal(want, found) {
			t.Errorf("%s: %v", account.ID(), found)
		}
	}
}

func TestPricedLimitsOfTheLarderBecomeViolations(t *testing.T) {
	seven := model.Constant(7)
	for name, test := range map[string]struct {
		change func(s *model.Scenario)
		limit  string
		amount float64
	}{
		"safety stock": {func(s *model.Scenario) { s.Inventory[milk].Safety = priced(seven, 36, none, 30) }, "safety_stock[milk,2026-01]", 1},
		"cover": {func(s *model.Scenario) {
			s.Inventory[cheese].Cover.Periods, s.Inventory[cheese].Cover.Rule.Penalty = over(1, 3.1, 1), seven
		}, "cover[cheese,2026-02]", 4 + 5 + 6 + 0.1*4 - 14 - 0},
		"cyclic stock": {func(s *model.Scenario) {
			s.Inventory[cheese].Closing = model.Closing{Cyclic: model.Cyclic{On: true, Rule: model.Limit{Penalty: seven}}}
		}, "cyclic_stock[cheese,2026-03]", 2},
		"storage":         {func(s *model.Scenario) { s.Storage[0].Capacity = priced(seven, 39, 50, 50) }, "storage[room,2026-01]", 1},
		"rented space":    {func(s *model.Scenario) { s.Storage[0].Overflow.Max = priced(seven, 0, 1, 0) }, "overflow[room,2026-02]", 3},
		"value of stock":  {func(s *model.Scenario) { s.StockLimits[0].Max = priced(seven, 170, 160, 170) }, "stock_limit[cash,2026-02]", 4},
		"least of stocks": {func(s *model.Scenario) { s.StockLimits[0].Min = priced(seven, 125, 100, 100) }, "stock_limit[cash,min,2026-01]", 5},
	} {
		t.Run(name, func(t *testing.T) {
			s, p, _ := larder()
			test.change(s)
			if name == "cyclic stock" {
				s.Inventory[cheese].Opening = 0
				p.Opening.Set(cheese, 0, 10)
				p.Bought.Add(0, 2, 2)
				p.Stock.Add(cheese, 2, 2)
			}
			r := audit.Check(s, p, nil)
			mustPass(t, r)
			if len(r.Penalties) != 1 || r.Penalties[0].Limit != test.limit {
				t.Fatalf("violations %+v", r.Penalties)
			}
			if diff := cmp.Diff(test.amount, r.Penalties[0].Amount, approximately); diff != "" {
				t.Errorf("amount (-want +got):\n%s", diff)
			}
			again := audit.Check(s, p, &audit.Claim{Objective: r.Objective, Money: r.Money, Penalties: r.Penalties})
			mustPass(t, again)
		})
	}
}

func init() {
	for _, m := range larderMutations() {
		for _, f := range m.want {
			featureFindings = append(featureFindings, placed{Check: f.Check, Path: f.Path, Period: f.Period})
		}
	}
}

// fridge is the larder with cream that keeps for two periods. It opens with 12,
// of which 5 must be gone after the first period; 4 more are on their way. Of 10
// that are bought in each period 6, 11 and 12 are sold and 1 is thrown away in
// the second: at the end there are 16, 18 and 16. Oldest first, all that is
// left came in the last two periods.
func fridge() (*model.Scenario, *model.Plan) {
	s := &model.Scenario{
		Name: "fridge", Objective: model.MinimiseCost, Calendar: calendar(3),
		Families:  []model.Item{{ID: "cream", Unit: "l", Dispose: model.Dispose{Allowed: true, Cost: model.Constant(2)}}},
		Suppliers: []model.Supplier{{ID: "farm", Sells: []model.Offer{{ID: "cream", Item: "cream", Price: model.Constant(1)}}}},
		Inventory: []model.Stock{{
			ID: "cream", Item: "cream", Opening: 12, Receipts: over(0, 4, 0),
			ShelfLife: model.ShelfLife{Life: model.Lag{Periods: 2}, Expires: over(5, none, none)},
		}},
		Demand: []model.Demand{{ID: "cream", Item: "cream", Quantity: limit(6, 11, 12)}},
	}
	p := model.NewPlan(s)
	fill(p.Bought, 0, 10, 10, 10)
	fill(p.Served, 0, 6, 11, 12)
	fill(p.Disposed, 0, 0, 1, 0)
	fill(p.Stock, 0, 16, 18, 16)
	return s, p
}

func TestTheFridgeIsSound(t *testing.T) {
	s, p := fridge()
	r := audit.Check(s, p, nil)
	mustPass(t, r)
	if r.Money.Total(model.Disposal) != 2 {
		t.Errorf("disposal costs %v", r.Money.Total(model.Disposal))
	}
}

func fridgeMutations() []mutation {
	type (
		S = *model.Scenario
		P = *model.Plan
		C = *audit.Claim
	)
	old := func(periods ...int) []finding {
		var all []finding
		for _, t := range periods {
			all = append(all, finding{"shelf_life", "inventory.cream.shelf_life", t})
		}
		return all
	}
	return []mutation{
		{"it keeps for one period alone", func(s S, _ P, _ C) {
			s.Inventory[0].ShelfLife.Life.Periods = 1
			s.Inventory[0].ShelfLife.Expires = over(6, 0, 0)
		}, old(0, 1, 2)},
		{"more of the opening stock expires than is sold", func(s S, _ P, _ C) { s.Inventory[0].ShelfLife.Expires = over(7, none, none) }, old(0)},
		{"opening stock is kept too long", func(_ S, p P, _ C) {
			p.Served.Set(0, 1, 4) // 2 of the opening stock are left
			fill(p.Disposed, 0, 0, 0, 0)
			fill(p.Stock, 0, 16, 26, 24)
		}, append([]finding{{"demand", "demand.cream.quantity", 1}}, old(1)...)},
		{"27 days keep nothing over the end of a month", func(s S, _ P, _ C) {
			s.Inventory[0].ShelfLife = model.ShelfLife{Life: model.Lag{Days: 27}}
		}, old(0, 1, 2)},
	}
}

func TestEveryMutationOfTheFridgeIsFound(t *testing.T) {
	for _, m := range fridgeMutations() {
		t.Run(m.name, func(t *testing.T) {
			s, p := fridge()
			m.change(s, p, nil)
			if diff := cmp.Diff(m.want, findings(audit.Check(s, p, nil))); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPricedShelfLifeIsPaidForWhatIsTooOld(t *testing.T) {
	s, p := fridge()
	s.Inventory[0].ShelfLife.Expires = over(7, none, none)
	s.Inventory[0].ShelfLife.Rule.Penalty = model.Constant(9)
	r := audit.Check(s, p, nil)
	mustPass(t, r)
	if len(r.Penalties) != 1 || r.Penalties[0].Limit != "shelf_life[cream,2026-01]" || r.Penalties[0].Penalty() != 9 {
		t.Errorf("violations %+v", r.Penalties)
	}
}

func init() {
	for _, m := range fridgeMutations() {
		for _, f := range m.want {
			featureFindings = append(featureFindings, placed{Check: f.Check, Path: f.Path, Period: f.Period})
		}
	}
}
