package audit_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func TestEveryMutationOfTheNetworkClaimIsFound(t *testing.T) {
	objective := finding{audit.CheckObjective, "objective", -1}
	moving := finding{"money.moving", "money.moving", 1}
	tests := []struct {
		name   string
		change func(c *audit.Claim)
		want   []finding
	}{
		{
			"a shipment is paid for when it arrives",
			func(c *audit.Claim) { fill(c.Money.Amounts, int(model.Moving), 65, 165, 350, 485) },
			[]finding{{"money.moving", "money.moving", 0}, moving, {"money.moving", "money.moving", 3}},
		},
		{
			"an item on a lane is carried for nothing",
			func(c *audit.Claim) {
				c.Money.Add(model.Moving, 1, -45)
				c.Objective += 45
			},
			[]finding{moving, objective},
		},
		{
			"an order is paid for when it arrives",
			func(c *audit.Claim) { fill(c.Money.Amounts, int(model.Purchases), 150, 700, 600, 250) },
			[]finding{
				{"money.purchases", "money.purchases", 1},
				{"money.purchases", "money.purchases", 2},
				{"money.purchases", "money.purchases", 3},
			},
		},
		{
			"a process is paid for when it is done",
			func(c *audit.Claim) { fill(c.Money.Amounts, int(model.Making), 0, 240, 300, 300) },
			[]finding{
				{"money.making", "money.making", 0},
				{"money.making", "money.making", 1},
				{"money.making", "money.making", 2},
				{"money.making", "money.making", 3},
			},
		},
		{
			"a lane that carries too much is concealed",
			func(c *audit.Claim) {
				c.Penalties = nil
				c.Objective = networkProfit
			},
			[]finding{{audit.CheckPenalties, "lanes.rail.capacity", 1}, objective},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, p, claim := network()
			test.change(claim)
			if diff := cmp.Diff(test.want, findings(audit.Check(s, p, claim))); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPricedLimitsOfTheNetworkBecomeViolations(t *testing.T) {
	cheap := model.Constant(7)
	tests := []struct {
		name   string
		change func(s *model.Scenario)
		want   model.Violation
	}{
		{
			"a lane", func(s *model.Scenario) { s.Lanes[truck].Capacity = priced(cheap, 60) },
			model.Violation{Limit: "lane[truck,2026-04]", Path: "lanes.truck.capacity", Period: 3, Amount: 1.5, Unit: "loads", Rate: 7},
		},
		{
			"least shipment", func(s *model.Scenario) { s.Lanes[rail].Carries[0].Min = priced(cheap, none, 10, 33, none) },
			model.Violation{Limit: "min_shipment[rail,tools,2026-03]", Path: "lanes.rail.carries.tools.min", Period: 2, Amount: 3, Unit: "each", Rate: 7},
		},
		{
			"most shipment", func(s *model.Scenario) { s.Lanes[truck].Carries[0].Max = priced(cheap, 9, 9, none, none) },
			model.Violation{Limit: "max_shipment[truck,steel,2026-01]", Path: "lanes.truck.carries.steel.max", Period: 0, Amount: 1, Unit: "kg", Rate: 7},
		},
		{
			"a resource that loads use", func(s *model.Scenario) { s.Resources[0].Capacity = priced(cheap, 6) },
			model.Violation{Limit: "capacity[dock,2026-04]", Path: "resources.dock.capacity", Period: 3, Amount: 0.15, Unit: "h", Rate: 7},
		},
		{
			"hours that loads use", func(s *model.Scenario) { s.Workforce[drivers].Regular = priced(cheap, 5.5) },
			model.Violation{Limit: "hours[drivers,2026-04]", Path: "workforce.drivers.regular", Period: 3, Amount: 0.5, Unit: "h", Rate: 7},
		},
		{
			"an offer", func(s *model.Scenario) { s.Suppliers[0].Sells[spotSteel].Capacity = priced(cheap, 130) },
			model.Violation{Limit: "supply[mine,spot,2026-02]", Path: "suppliers.mine.sells.spot.capacity", Period: 1, Amount: 10, Unit: "kg", Rate: 7},
		},
		{
			"stock in one of two places", func(s *model.Scenario) { s.Inventory[storeTools].Min = priced(cheap, 58, 5, 5, 5) },
			model.Violation{Limit: "min_stock[store-tools,2026-01]", Path: "inventory.store-tools.min", Period: 0, Amount: 3, Unit: "each", Rate: 7},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, p, claim := network()
			test.change(s)
			claim.Objective -= test.want.Penalty()
			claim.Penalties = append(claim.Penalties, test.want)
			r := audit.Check(s, p, claim)
			mustPass(t, r)
			var got []model.Violation
			for _, v := range r.Penalties {
				if v.Rate == test.want.Rate {
					got = append(got, v)
				}
			}
			if diff := cmp.Diff([]model.Violation{test.want}, got, approximately); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
		})
	}
}
