package model

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestTheCanonicalFormIsTheJSONOfTheScenario(t *testing.T) {
	calendar, err := NewCalendar(Month, "2026-01", 3)
	if err != nil {
		t.Fatal(err)
	}
	odd := []float64{0, math.Copysign(0, -1), math.NaN(), 1, -1, 0.1, 999999, 1e6, -1e6, 1234567, 1e21, 1e-7, 2.5, math.MaxFloat64, 1 << 53}
	text := rapid.StringMatching(`[a-z"\\<>&\x{7f}\x{2028}äü\n]*`)
	rapid.Check(t, func(t *rapid.T) {
		series := func(label string) Series {
			return PerPeriod(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(odd), rapid.Float64()), 0, 3).Draw(t, label))
		}
		s := &Scenario{
			Name: text.Draw(t, "name"), Note: text.Draw(t, "note"), Objective: MinimiseCost, Calendar: calendar,
			Families: []Item{{ID: "tools", Unit: "each", Price: series("price")}, {ID: text.Draw(t, "id")}},
			Workforce: []Workforce{{
				ID: "crew", Integer: true, Headcount: Headcount{Opening: 80, Max: Limit{Value: series("max"), Owner: text.Draw(t, "owner")}},
				Overtime: Overtime{Allowed: true, Bands: []Band{{ID: "one", Cost: series("cost")}}},
			}},
			Processes: []Process{{ID: "make", Makes: []Part{{ID: "tools", Quantity: series("makes")}}}},
			Demand:    make([]Demand, rapid.SampledFrom([]int{0, 1, share, share + 1, 2*share + 7}).Draw(t, "demands")),
			Expect:    Expect{Objective: Expectation{Set: true, Value: rapid.Float64().Draw(t, "value") + 0, Tolerance: 1e-6}},
		}
		quantity := series("quantity")
		for i := range s.Demand {
			s.Demand[i] = Demand{ID: strconv.Itoa(i), Quantity: Limit{Value: quantity}}
		}
		var want, got bytes.Buffer
		if err := json.NewEncoder(&want).Encode(s); err != nil {
			t.Fatal(err)
		}
		if err := s.writeCanonical(&got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.String(), got.String()); diff != "" {
			t.Errorf("the canonical form differs from the JSON:\n%s", diff)
		}
	})
}
