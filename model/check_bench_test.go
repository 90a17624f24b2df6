package model

import (
	"fmt"
	"testing"
)

// wide is a scenario of one site that sells every family to every market.
func wide(b *testing.B, families, markets, periods int) *Scenario {
	b.Helper()
	calendar, err := NewCalendar(Month, "2026-01", periods)
	if err != nil {
		b.Fatal(err)
	}
	s := &Scenario{Name: "wide", Objective: MinimiseCost, Calendar: calendar}
	for f := range families {
		id, line := fmt.Sprintf("family%04d", f), fmt.Sprintf("line%04d", f/20)
		s.Families = append(s.Families, Item{ID: id, Unit: "each"})
		if f%20 == 0 {
			s.Resources = append(s.Resources, Resource{ID: line, Unit: "h", Capacity: Fixed(1e6)})
		}
		s.Processes = append(s.Processes, Process{ID: id, Makes: []Part{{id, Constant(1)}}, Uses: []Part{{line, Constant(0.1)}}})
		s.Inventory = append(s.Inventory, Stock{Item: id, Opening: 10, Max: Fixed(5000)})
		for m := range markets {
			quantity := make([]float64, periods)
			for t := range quantity {
				quantity[t] = float64(10 + (f+m+t)%7)
			}
			s.Demand = append(s.Demand, Demand{
				ID: fmt.Sprintf("%s-%03d", id, m), Item: id, Quantity: Limit{Value: PerPeriod(quantity)},
				Backlog: Backlog{Allowed: true, Cost: Constant(1), Closing: Fixed(0)},
			})
		}
	}
	return s
}

func BenchmarkCheck(b *testing.B) {
	for _, size := range [][3]int{{50, 40, 24}, {500, 40, 24}} {
		s := wide(b, size[0], size[1], size[2])
		b.Run(fmt.Sprintf("families=%d/markets=%d/periods=%d", size[0], size[1], size[2]), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if found := Check(s); len(found) > 0 {
					b.Fatalf("unexpected: %+v", found[0])
				}
			}
		})
	}
}
