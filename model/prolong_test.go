package model

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAProlongedScenarioRepeatsItsLastYear(t *testing.T) {
	s := plant(t)
	s.Inventory[0].Receipts = PerPeriod([]float64{7, 8, 9})
	longer, err := s.Prolong(2)
	if err != nil {
		t.Fatal(err)
	}
	if got := longer.Calendar.Len(); got != 9 {
		t.Fatalf("expected 9 periods, got %d", got)
	}
	if diff := cmp.Diff([]float64{100, 120, 90, 100, 120, 90, 100, 120, 90}, longer.Demand[0].Quantity.Value.Values()); diff != "" {
		t.Error(diff)
	}
	if longer.Inventory[0].Receipts.Has(3) {
		t.Error("what was ordered before the first period comes again")
	}
	if diff := cmp.Diff([]float64{100, 120, 90}, s.Demand[0].Quantity.Value.Values()); diff != "" {
		t.Error("the scenario itself has changed", diff)
	}
	for _, m := range Validate(longer) {
		t.Errorf("unexpected mistake: %+v", m)
	}
	if _, err := s.Prolong(MaxPeriods); err == nil {
		t.Error("expected a horizon that is too long to be refused")
	}
}
