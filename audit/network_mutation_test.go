package audit_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// placed is where a difference was found, with the place in the key.
type placed struct {
	Check, Key, Path string
	Period           int
}

// unbalanced are differences in the balance of an item in a place.
func unbalanced(key, path string, periods ...int) []placed {
	var all []placed
	for _, t := range periods {
		all = append(all, placed{"balance", key, path, t})
	}
	return all
}

func toolsIn(site string, periods ...int) []placed {
	return unbalanced("tools,"+site, "families.tools", periods...)
}

func steelIn(site string, periods ...int) []placed {
	return unbalanced("steel,"+site, "materials.steel", periods...)
}

func together(sets ...[]placed) []placed {
	var all []placed
	for _, set := range sets {
		all = append(all, set...)
	}
	return all
}

// networkMutation makes one thing wrong in the network, and says all that the
// audit must find without a claim.
type networkMutation struct {
	name   string
	change func(s *model.Scenario, p *model.Plan)
	want   []placed
}

func leadTimeMutations() []networkMutation {
	type (
		S = *model.Scenario
		P = *model.Plan
	)
	return []networkMutation{
		{
			"what is made is there at once",
			func(s S, _ P) { s.Processes[0].Lead = model.Lag{} },
			toolsIn("mill", 0, 1, 2, 3),
		},
		{
			"what is made takes a period more",
			func(s S, _ P) { s.Processes[0].Lead.Periods = 2 },
			toolsIn("mill", 1, 2, 3),
		},
		{
			"what is made takes days and no period",
			func(s S, _ P) { s.Processes[0].Lead = model.Lag{Days: 29} }, // 30 Jan, 2 Mar, 30 Mar, 30 Apr
			toolsIn("mill", 0, 1, 2, 3),
		},
		{
			"runs that are done after the horizon consume when they start",
			func(s S, _ P) { s.Processes[0].Consumes[0].Quantity = over(2, 2, 2, 3) },
			steelIn("mill", 3),
		},
		{
			"runs that are done after the horizon use hours when they start",
			func(s S, _ P) { s.Processes[0].Uses[0].Quantity = over(0.5, 0.5, 0.5, 2) },
			[]placed{{"hours", "fitters", "workforce.fitters.regular", 3}},
		},
		{
			"runs make what they made when they started",
			func(s S, _ P) { s.Processes[0].Makes[0].Quantity = over(1, 2, 1, 1) },
			toolsIn("mill", 2),
		},
		{
			"an order takes a day more",
			func(s S, _ P) { s.Suppliers[0].Sells[termSteel].Lead.Days = 31 }, // 1 Feb, 4 Mar, 1 Apr
			steelIn("mill", 0, 1, 2, 3),
		},
		{
			"an order is there at once",
			func(s S, _ P) { s.Suppliers[0].Sells[termSteel].Lead = model.Lag{} },
			steelIn("mill", 1, 2, 3),
		},
		{
			"an order that comes after the horizon is there",
			func(s S, _ P) { s.Suppliers[0].Sells[termSteel].Lead.Days = 29 }, // Feb to Mar still, 30 Apr
			steelIn("mill", 3),
		},
		{
			"a lane forgets the days",
			func(s S, _ P) { s.Lanes[rail].Lead.Days = 0 },
			toolsIn("store", 1, 2),
		},
		{
			"a lane forgets the periods",
			func(s S, _ P) { s.Lanes[rail].Lead.Periods = 0 }, // 30 Jan, 2 Mar, 30 Mar, 30 Apr
			toolsIn("store", 0, 2, 3),
		},
		{
			"a lane takes longer than the horizon",
			func(s S, _ P) { s.Lanes[rail].Lead.Periods = math.MaxInt },
			toolsIn("store", 2, 3),
		},
		{
			"a lane takes more days than there are",
			func(s S, _ P) { s.Lanes[rail].Lead.Days = math.MaxInt },
			toolsIn("store", 2, 3),
		},
		{
			"an order from before the horizon comes a period later",
			func(s S, _ P) { s.Inventory[storeTools].Receipts = over(0, 0, 20, 0) },
			toolsIn("store", 1, 2),
		},
	}
}

func placeMutations() []networkMutation {
	type (
		S = *model.Scenario
		P = *model.Plan
	)
	return []networkMutation{
		{
			"more is sent off than leaves and arrives",
			func(_ S, p P) { p.Shipped.Add(truckTools, 1, 1) },
			together(toolsIn("mill", 1), toolsIn("store", 1)),
		},
		{
			"what arrives after the horizon has left all the same",
			func(_ S, p P) { p.Shipped.Add(railTools, 3, 1) },
			toolsIn("mill", 3),
		},
		{
			"an item that is kept in another place is left over",
			func(_ S, p P) { p.Served.Add(repair, 2, -1) },
			steelIn("store", 2),
		},
		{
			"a place to which nothing leads is served",
			func(_ S, p P) {
				p.Served.Set(kiosk, 1, 1)
				p.Lost.Set(kiosk, 1, 4)
			},
			toolsIn("kiosk", 1),
		},
		{
			"a market gets less than is sent there",
			func(_ S, p P) {
				p.Served.Set(city, 2, 49)
				p.Lost.Set(city, 2, 1)
			},
			toolsIn("city", 2),
		},
		{
			"a lane leads elsewhere, so that the site serves the market",
			func(s S, _ P) { s.Lanes[van].To = "town" },
			together(toolsIn("store", 0, 1, 2, 3), toolsIn("town", 0, 1, 2, 3)),
		},
		{
			"a lane comes from elsewhere",
			func(s S, _ P) { s.Lanes[van].From = "mill" },
			together(toolsIn("mill", 0, 1, 2, 3), toolsIn("store", 0, 1, 2, 3)),
		},
		{
			"an offer is delivered elsewhere",
			func(s S, _ P) { s.Suppliers[0].Sells[spotSteel].To = "store" },
			together(steelIn("mill", 1, 3), steelIn("store", 1, 3)),
		},
		{
			"a process runs elsewhere",
			func(s S, _ P) { s.Processes[0].Site = "store" },
			together(steelIn("mill", 0, 1, 2, 3), steelIn("store", 0, 1, 2, 3), toolsIn("mill", 1, 2, 3), toolsIn("store", 1, 2, 3)),
		},
		{
			"stock is in another place",
			func(s S, _ P) { s.Inventory[millSteel].Site = "store" },
			together(steelIn("mill", 0, 1, 2, 3), steelIn("store", 0, 1, 2, 3)),
		},
	}
}

func laneMutations() []networkMutation {
	type (
		S = *model.Scenario
		P = *model.Plan
	)
	return []networkMutation{
		{
			"a lane carries more loads of all items than its capacity",
			func(s S, _ P) { s.Lanes[truck].Capacity = model.Fixed(61) },
			[]placed{{"lane", "truck", "lanes.truck.capacity", 3}},
		},
		{
			"an item makes more loads",
			func(s S, _ P) { s.Lanes[truck].Carries[0].Load = over(0.05, 0.05, 1, 0.05) },
			[]placed{{"lane", "truck", "lanes.truck.capacity", 2}},
		},
		{
			"a priced lane is hard in the period without a penalty",
			func(s S, _ P) { s.Lanes[rail].Capacity.Penalty = over(9, none, 9, 9) },
			[]placed{{"lane", "rail", "lanes.rail.capacity", 1}},
		},
		{
			"less is shipped than the minimum",
			func(s S, _ P) { s.Lanes[rail].Carries[0].Min = limit(none, 41, 30, none) },
			[]placed{{"min_shipment", "rail,tools", "lanes.rail.carries.tools.min", 1}},
		},
		{
			"more is shipped than the maximum",
			func(s S, _ P) { s.Lanes[truck].Carries[1].Max = limit(5, 30, 49, none) },
			[]placed{{"max_shipment", "truck,tools", "lanes.truck.carries.tools.max", 2}},
		},
		{
			"loads use more of a resource than there is",
			func(s S, _ P) { s.Resources[0].Capacity = model.Fixed(6.1) },
			[]placed{{"capacity", "dock", "resources.dock.capacity", 3}},
		},
		{
			"each load uses more of a resource",
			func(s S, _ P) { s.Lanes[truck].Uses[0].Quantity = over(0.1, 0.3, 0.1, 0.1) },
			[]placed{{"capacity", "dock", "resources.dock.capacity", 1}},
		},
		{
			"runs and loads together use more hours than there are",
			func(s S, _ P) { s.Workforce[fitters].Regular = limit(40, 27.5, 40, 40) }, // 50 h and 6 h
			[]placed{{"hours", "fitters", "workforce.fitters.regular", 1}},
		},
		{
			"a unit is a load where nothing else is given",
			func(s S, _ P) { s.Lanes[van].Carries[0].Load = over(0.5, 0.5, 0.5, none) },
			[]placed{{"hours", "drivers", "workforce.drivers.regular", 3}},
		},
		{
			"more is ordered of one of two offers than is offered",
			func(s S, _ P) { s.Suppliers[0].Sells[termSteel].Capacity = model.Fixed(139) },
			[]placed{{"supply", "mine,term", "suppliers.mine.sells.term.capacity", 2}},
		},
		{
			"stock in one of two places is below the minimum",
			func(s S, _ P) { s.Inventory[storeTools].Min = limit(56, 5, 5, 5) },
			[]placed{{"min_stock", "store-tools", "inventory.store-tools.min", 0}},
		},
		{
			"stock in one of two places is above the maximum",
			func(s S, _ P) { s.Inventory[millTools].Max = model.Fixed(30) },
			[]placed{{"max_stock", "mill-tools", "inventory.mill-tools.max", 2}},
		},
		{
			"less is left in one of two places than must be",
			func(s S, _ P) { s.Inventory[storeTools].Closing.Min = model.Fixed(91) },
			[]placed{{"closing_stock", "store-tools,min", "inventory.store-tools.closing.min", 3}},
		},
		{
			"a shipment is negative",
			func(_ S, p P) {
				p.Shipped.Set(truckSteel, 1, -1)
				p.Stock.Add(millSteel, 1, 1)
				p.Bought.Add(spotSteel, 3, -1)
				p.Stock.Add(millSteel, 2, 1)
				p.Served.Set(repair, 1, -1)
			},
			[]placed{
				{audit.CheckSign, "repair", "demand.repair", 1},
				{audit.CheckSign, "truck,steel", "lanes.truck.carries.steel", 1},
			},
		},
	}
}

func networkMutations() []networkMutation {
	return append(append(leadTimeMutations(), placeMutations()...), laneMutations()...)
}

func TestEveryMutationOfTheNetworkIsFound(t *testing.T) {
	for _, m := range networkMutations() {
		t.Run(m.name, func(t *testing.T) {
			s, p, _ := network()
			m.change(s, p)
			r := audit.Check(s, p, nil)
			var got []placed
			for _, d := range r.Differences {
				got = append(got, placed{d.Check, d.Key, d.Path, d.Period})
			}
			if diff := cmp.Diff(m.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}
