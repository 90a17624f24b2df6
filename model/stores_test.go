package model

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func storesBreakages() []breaks {
	stock := func(change func(k *Stock)) func(s *Scenario) { return func(s *Scenario) { change(&s.Inventory[0]) } }
	hall := func(change func(at *Storage)) func(s *Scenario) {
		return func(s *Scenario) {
			s.Storage = []Storage{{ID: "hall", Unit: "m3", Capacity: Fixed(50)}}
			change(&s.Storage[0])
		}
	}
	cash := func(change func(l *StockLimit)) func(s *Scenario) {
		return func(s *Scenario) {
			s.StockLimits = []StockLimit{{ID: "cash", Max: Fixed(50)}}
			change(&s.StockLimits[0])
		}
	}
	return []breaks{
		{"min-above-max", "inventory.bikes.safety", stock(func(k *Stock) { k.Safety = Fixed(101) })},
		{"negative", "inventory.bikes.value", stock(func(k *Stock) { k.Value = Constant(-1) })},
		{"negative", "inventory.bikes.holding.rate", stock(func(k *Stock) { k.Value, k.Holding.Rate = Constant(1), Constant(-1) })},
		{"stock-value", "inventory.bikes.holding.rate", stock(func(k *Stock) { k.Holding.Rate = Constant(0.1) })},
		{"unknown-word", "inventory.bikes.holding.on", stock(func(k *Stock) { k.Holding.On = "opening" })},
		{"missing-key", "inventory.bikes.cover", stock(func(k *Stock) { k.Cover.Rule.Owner = "me" })},
		{"cover-form", "inventory.bikes.cover", stock(func(k *Stock) { k.Cover.Periods, k.Cover.Days = Constant(1), Constant(30) })},
		{"cover-form", "inventory.bikes.cover.days.2026-02", stock(func(k *Stock) { k.Cover.Days = PerPeriod([]float64{1, 1e6, 1}) })},
		{"series-length", "inventory.bikes.cover.days", stock(func(k *Stock) { k.Cover.Days = PerPeriod([]float64{1, 1}) })},
		{"unknown-word", "inventory.bikes.cover.beyond", stock(func(k *Stock) { k.Cover = Cover{Periods: Constant(1), Beyond: "end"} })},
		{"negative", "inventory.bikes.cover.penalty", stock(func(k *Stock) { k.Cover = Cover{Periods: Constant(1), Rule: Limit{Penalty: Constant(-1)}} })},
		{"bad-date", "inventory.bikes.cover.review", stock(func(k *Stock) { k.Cover = Cover{Periods: Constant(1), Rule: Limit{Review: "soon"}} })},
		{"dangling-id", "inventory.bikes.cover.of", stock(func(k *Stock) { k.Cover = Cover{Periods: Constant(1), Of: []string{"bike"}} })},
		{"cover-demand", "inventory.bikes.cover.of", stock(func(k *Stock) { k.Cover = Cover{Periods: Constant(1), Of: []string{"trikes"}} })},
		{"cover-demand", "inventory.bikes.cover", func(s *Scenario) { s.Inventory[0].Cover.Periods, s.Demand = Constant(1), s.Demand[1:] }},
		{"cyclic-form", "inventory.bikes.closing.cyclic", stock(func(k *Stock) { k.Closing.Cyclic.On = true })},
		{"cyclic-form", "inventory.bikes.closing.cyclic", stock(func(k *Stock) { k.Opening, k.Closing = 0, Closing{Exact: Fixed(9), Cyclic: Cyclic{On: true}} })},
		{"cyclic-form", "inventory.bikes.closing.cyclic", stock(func(k *Stock) { k.Opening, k.Closing = 0, Closing{Worth: 9, Cyclic: Cyclic{On: true}} })},
		{"negative", "inventory.bikes.closing.cyclic.penalty", stock(func(k *Stock) { k.Opening, k.Closing.Cyclic = 0, Cyclic{true, Limit{Penalty: Constant(-1)}} })},
		{"not-finite", "inventory.bikes.closing.worth", stock(func(k *Stock) { k.Closing.Worth = math.Inf(1) })},
		{"shelf-life", "inventory.bikes.shelf_life", stock(func(k *Stock) {
			k.Opening, k.Closing, k.ShelfLife.Life = 0, Closing{Cyclic: Cyclic{On: true}}, Lag{Periods: 1}
		})},
		{"shelf-life", "inventory.bikes.shelf_life.life", stock(func(k *Stock) { k.ShelfLife.Life = Lag{Periods: 1, Days: 3} })},
		{"shelf-life", "inventory.bikes.shelf_life.expires", stock(func(k *Stock) {
			k.ShelfLife = ShelfLife{Life: Lag{Periods: 3}, Expires: PerPeriod([]float64{15, 6, 0})}
		})},
		{"shelf-life", "inventory.bikes.shelf_life.expires.2026-02", stock(func(k *Stock) {
			k.ShelfLife = ShelfLife{Life: Lag{Periods: 1}, Expires: PerPeriod([]float64{5, 6, 0})}
		})},
		{"missing-key", "inventory.bikes.shelf_life", stock(func(k *Stock) { k.ShelfLife.Rule.Owner = "me" })},
		{"bad-lead-time", "inventory.bikes.shelf_life", stock(func(k *Stock) { k.ShelfLife.Life.Days = -1 })},
		{"counts-no-stock", "storage.hall", hall(func(at *Storage) { at.Holds = []Part{{"trikes", Constant(1)}} })},
		{"dangling-id", "storage.hall.holds.tar", hall(func(at *Storage) { at.Holds = []Part{{"tar", Constant(1)}} })},
		{"dangling-id", "storage.hall.site", hall(func(at *Storage) { at.Site = "moon" })},
		{"site-missing", "storage.hall", func(s *Scenario) {
			s.Storage, s.Lanes = []Storage{{ID: "hall", Unit: "m3"}}, []Lane{road("bikes")}
		}},
		{"negative", "storage.hall.capacity", hall(func(at *Storage) { at.Capacity = Fixed(-1) })},
		{"negative", "storage.hall.overflow.max", hall(func(at *Storage) { at.Overflow.Max = Fixed(-1) })},
		{"negative", "storage.hall.overflow.cost", hall(func(at *Storage) { at.Overflow.Cost = Constant(-1) })},
		{"missing-key", "stock_limits.cash", cash(func(l *StockLimit) { l.Max = Limit{} })},
		{"unknown-word", "stock_limits.cash.of", cash(func(l *StockLimit) { l.Of = "money" })},
		{"min-above-max", "stock_limits.cash.min", cash(func(l *StockLimit) { l.Min = Fixed(60) })},
		{"stock-value", "stock_limits.cash", cash(func(l *StockLimit) { l.Of = StockValue })},
		{"dangling-id", "stock_limits.cash.items", cash(func(l *StockLimit) { l.Items = []string{"tar"} })},
		{"dangling-id", "stock_limits.cash.sites", cash(func(l *StockLimit) { l.Sites = []string{"moon"} })},
		{"dangling-id", "stock_limits.cash.regions", cash(func(l *StockLimit) { l.Regions = []string{"north"} })},
		{"counts-no-stock", "stock_limits.cash", cash(func(l *StockLimit) { l.Items = []string{"trikes"} })},
		{"stock-units", "stock_limits.cash", func(s *Scenario) {
			s.Inventory = append(s.Inventory, Stock{ID: "steel", Item: "steel"})
			s.StockLimits = []StockLimit{{ID: "cash", Max: Fixed(50)}}
		}},
	}
}

func storesForesights() []foresight {
	return []foresight{
		{
			"a storage too small for the least stocks", "stock-above-room", "storage.hall.capacity", "at the end of 2026-01 there is room for 15 m3, the least stocks take 30 m3: 15 m3 short",
			func(s *Scenario) {
				s.Storage = []Storage{{ID: "hall", Unit: "m3", Capacity: Fixed(10), Holds: []Part{{"bikes", Constant(3)}}, Overflow: Overflow{Allowed: true, Max: Fixed(5)}}}
			},
		},
		{
			"a limit on stocks below the cover", "stock-above-room", "stock_limits.few.max", "at the end of 2026-01 there is room for 50 each, the least stocks take 60 each",
			func(s *Scenario) {
				s.Inventory[0].Cover.Periods = Constant(0.5)
				s.StockLimits = []StockLimit{{ID: "few", Max: Fixed(50)}}
			},
		},
		{
			"a safety stock that cannot be made", "short-of-supply", "demand.bikes", "are asked or to be kept",
			func(s *Scenario) {
				s.Processes[0].Output.Max, s.Inventory[0].Safety = Fixed(100), Fixed(90)
			},
		},
		{
			"a cycle that begins with no more than it may end with", "short-of-supply", "demand.bikes", "by 2026-03 at most 220 bikes can be there",
			func(s *Scenario) {
				s.Processes[0].Output.Max, s.Inventory[0].Opening, s.Inventory[0].Closing.Cyclic.On = Fixed(40), 0, true
			},
		},
	}
}

func TestCoverIsWhatIsAskedInTheTimeToCome(t *testing.T) {
	nan := math.NaN()
	for _, test := range []struct {
		name  string
		cover Cover
		want  []float64 // of 100, 120 and 90 in months of 31, 28 and 31 days
	}{
		{"one period", Cover{Periods: Constant(1)}, []float64{120, 90, 90}},
		{"a period and a half", Cover{Periods: Constant(1.5)}, []float64{165, 135, 135}},
		{"nothing in some periods", Cover{Periods: PerPeriod([]float64{nan, 1, 0})}, []float64{nan, 90, 0}},
		{"all again from the first", Cover{Periods: Constant(4), Beyond: BeyondCycle}, []float64{120 + 90 + 100 + 120, 90 + 100 + 120 + 90, 310 + 100}},
		{"nothing after the last", Cover{Periods: Constant(2), Beyond: BeyondNothing}, []float64{210, 90, 0}},
		{"days", Cover{Days: Constant(14)}, []float64{60, 90. * 14 / 31, 90. * 14 / 31}},
		{"days over several months", Cover{Days: Constant(90)}, []float64{120 + 90 + 90, 90. * 90 / 31, 90. * 90 / 31}},
		{"demand between bounds counts with its least", Cover{Periods: Constant(2), Of: []string{"trikes"}}, []float64{2, 2, 2}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := plant(t)
			s.Inventory[0].Cover = test.cover
			near := cmp.Comparer(func(a, b float64) bool { return math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) < 1e-9 })
			if diff := cmp.Diff(test.want, s.CoverNeeds(&s.Inventory[0]), near); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestStocksAreCountedByItemSiteAndRegion(t *testing.T) {
	s := &Scenario{
		Sites: []Site{{ID: "east", Region: "near"}, {ID: "north", Region: "far"}, {ID: "west", Region: "near"}},
		Inventory: []Stock{
			{ID: "a", Item: "tea", Site: "east"}, {ID: "b", Item: "tea", Site: "north"}, {ID: "c", Item: "milk", Site: "west"}, {ID: "d", Item: "milk", Site: "north"},
		},
	}
	for _, test := range []struct {
		limit StockLimit
		want  []int
	}{
		{StockLimit{}, []int{0, 1, 2, 3}},
		{StockLimit{Items: []string{"tea"}}, []int{0, 1}},
		{StockLimit{Sites: []string{"north"}}, []int{1, 3}},
		{StockLimit{Regions: []string{"near"}}, []int{0, 2}},
		{StockLimit{Regions: []string{"near"}, Sites: []string{"north"}, Items: []string{"milk"}}, []int{2, 3}},
	} {
		var got []int
		for _, c := range s.CountedIn(&test.limit) {
			got = append(got, c.Stock)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%+v counts %v, expected %v", test.limit, got, test.want)
		}
	}
}

func TestAPlanOfStoresIsReadBackAsWritten(t *testing.T) {
	s := plant(t)
	s.Inventory[0].Opening, s.Inventory[0].Closing = 0, Closing{Cyclic: Cyclic{On: true}}
	s.Storage = []Storage{{ID: "hall", Unit: "m3", Capacity: perPeriod(1, math.NaN(), 3), Overflow: Overflow{Allowed: true}}}
	p := NewPlan(s)
	p.Opening.Set(0, 0, 7)
	p.Stock.Set(0, 2, 7)
	p.Overflow.Set(0, 1, 5)
	tables := p.Tables(s)
	if got := tables.Inventory[0].Opening; got != 7 {
		t.Errorf("the table opens with %v", got)
	}
	if row := tables.Storage[1]; row.Capacity != nil || row.Rented != 5 {
		t.Errorf("the storage has %+v", row)
	}
	again, err := tables.Plan(s)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p, again, cmp.AllowUnexported(Grid{})); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
}

func TestCoverFollowsADemandThatIsDivided(t *testing.T) {
	s := plant(t)
	s.Markets = []Market{{ID: "east", Within: "world", Share: Constant(0.25)}, {ID: "west", Within: "world", Share: Constant(0.75)}, {ID: "world"}}
	s.Demand[0].Market = "world"
	s.Inventory[0].Cover = Cover{Periods: Constant(1), Of: []string{"bikes"}}
	s.SplitDemand()
	if got := s.Inventory[0].Cover.Of; !slices.Equal(got, []string{"bikes-east", "bikes-west"}) {
		t.Errorf("cover is of %v", got)
	}
	if needs := s.CoverNeeds(&s.Inventory[0]); math.Abs(needs[0]-120) > 1e-9 {
		t.Errorf("cover asks for %v", needs)
	}
}

func init() { moreBreakages = append(moreBreakages, storesBreakages) }
