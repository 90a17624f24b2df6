package model

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOrdersArePlacedInTimeToArrive(t *testing.T) {
	s := plant(t)
	sells := &s.Suppliers[0].Sells
	*sells = append(*sells, Offer{ID: "tin", Item: "steel", Lead: Lag{Periods: 1}})
	(*sells)[0].Lead = Lag{Days: 40}
	s.Inventory = []Stock{{ID: "bikes", Item: "bikes", Receipts: PerPeriod([]float64{0, 4, 0})}}
	p := NewPlan(s)
	copy(p.Bought.Row(0), []float64{5, 6, 7})
	copy(p.Bought.Row(1), []float64{0, 8, 9})
	want := []OrderRow{
		{"2026-01-01", "mill", "steel", "steel", "", 5, "2026-02-10", "2026-02", false},
		{"2026-02-01", "", "", "bikes", "", 4, "2026-02-01", "2026-02", true},
		{"2026-02-01", "mill", "steel", "steel", "", 6, "2026-03-13", "2026-03", false},
		{"2026-02-01", "mill", "tin", "steel", "", 8, "2026-03-01", "2026-03", false},
		{"2026-03-01", "mill", "steel", "steel", "", 7, "2026-04-10", "later", false},
		{"2026-03-01", "mill", "tin", "steel", "", 9, "2026-04-01", "later", false},
	}
	if diff := cmp.Diff(want, p.Orders(s)); diff != "" {
		t.Errorf("orders (-want +got):\n%s", diff)
	}
	*sells, s.Inventory[0].Item = (*sells)[:1], "steel"
	p = NewPlan(s)
	if got := p.Orders(s); len(got) != 1 || got[0].Place != "2025-12-23" || got[0].Supplier != "mill" {
		t.Errorf("what comes on 1 February and takes 40 days is ordered on 23 December, got %+v", got)
	}
	(*sells)[0].Lead = Lag{}
	if got := p.Orders(s); got != nil {
		t.Errorf("nothing has a lead time, got %+v", got)
	}
}
