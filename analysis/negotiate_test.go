package analysis

import (
	"context"
	"math"
	"testing"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

func negotiated(t *testing.T, s *model.Scenario, parties ...Party) *Negotiation {
	t.Helper()
	f, err := solver.Formulate(s)
	if err != nil {
		t.Fatal(err)
	}
	if len(parties) == 0 {
		parties = PartiesOf(f)
	}
	n, err := Negotiate(context.Background(), engine, f, parties, lp.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestSalesAndOperationsMeetHalfWayWhereAllIsLinear(t *testing.T) {
	// 10 are asked for in one month, each bought for 9 or lost for nothing: sales want all 10 (cost 90), operations
	// none. Half of the way of both is 5 bought.
	s := oneLine(t, 10)
	s.Resources[0].Capacity, s.Resources[0].Overtime = model.Fixed(0), model.Overtime{}
	s.Suppliers[0].Sells[0].Capacity = model.Limit{}
	s.Demand[0].Lost = model.Lost{Allowed: true}
	n := negotiated(t, s, Party{"sales", lineAxis(model.LineService)}, Party{"operations", lineAxis(model.LineCost)})
	for k, want := range [][2]float64{{100, 90}, {0, 0}} {
		if got := n.Alone[k].Figures; !near(got[0], want[0]) || !near(got[1], want[1]) {
			t.Errorf("%s alone: %v, expected %v", n.Parties[k].Name, got, want)
		}
	}
	if got := n.Middle.Figures; math.Abs(got[0]-50) > 1e-3 || math.Abs(got[1]-45) > 1e-3 {
		t.Errorf("between: %v, expected 50 %% for 45", got)
	}
}

// TestTheMiddleIsFairAndNobodyBeatsTheirOwnPlan holds for every scenario.
func TestTheMiddleIsFairAndNobodyBeatsTheirOwnPlan(t *testing.T) {
	for _, name := range []string{"beverage", "garden_tools", "published/red_tomato"} {
		t.Run(name, func(t *testing.T) {
			n := negotiated(t, scenario(t, name))
			least := math.Inf(1)
			for k, party := range n.Parties {
				sign := -1.0
				if party.Up {
					sign = 1
				}
				slack := 1e-6 * max(1, math.Abs(n.Best[k]))
				for _, offer := range append([]Offer{n.Middle}, n.Alone...) {
					if sign*offer.Figures[k] > sign*n.Best[k]+slack {
						t.Errorf("%s: %v is better than its own plan, %v", party.Name, offer.Figures[k], n.Best[k])
					}
				}
				if n.differs(k) && n.Rounds[k] == 0 {
					least = min(least, n.Share[k])
				}
			}
			for k, party := range n.Parties {
				if !n.differs(k) {
					continue
				}
				if n.Share[k] < least-1e-4 || n.Rounds[k] == 0 && n.Share[k] > least+1e-4 {
					t.Errorf("%s has share %v of round %d, the least served %v", party.Name, n.Share[k], n.Rounds[k], least)
				}
			}
		})
	}
}
