package intake

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// withUnits reads an opening stock of an item with units of its own.
func withUnits(t testing.TB, unit, units, opening string) float64 {
	t.Helper()
	s, ds := Load("plan.yaml", fmt.Appendf(nil, `scenario: units
calendar: {start: 2026-01, periods: 2}
families: {tools: {unit: %s, units: {%s}}}
inventory: {tools: {opening: %s}}
demand: {tools: {quantity: 0}}
`, unit, units, opening))
	if ds.HasErrors() {
		t.Fatal(printed(ds))
	}
	return s.Inventory[0].Opening
}

func TestNumbersAreReadInAnyUnitOfTheItem(t *testing.T) {
	const units = "case: 12 each, pallet: 40 case, each: 0.4 kg"
	for _, c := range []struct {
		unit, units, opening string
		want                 float64
	}{
		{"each", units, "2 pallets", 960},
		{"each", units, "1 t", 2500},
		{"each", units, "2 kg", 5},
		{"each", units, "3 dozen", 36},
		{"kg", units, "1 pallet", 192},
		{"pallet", units, "120 cases", 3},
		{"case", "case: 12 each, dozen: 12 each", "2 dozen", 2},
		{"case", "case: 12 each, pair: 0.8 kg, dozen: 4.8 kg", "9.6 kg", 2},
		{"t", "l: 0.92 kg", "1000 l", 0.92},
		{"box", "crate: 4", "2 crates", 8},
	} {
		t.Run(c.opening+" of "+c.unit, func(t *testing.T) {
			if got := withUnits(t, c.unit, c.units, c.opening); got != c.want {
				t.Errorf("read as %v, expected %v", got, c.want)
			}
		})
	}
}

func TestAChainOfUnitsLeadsBackToTheSameNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := func(name string) float64 { return rapid.Float64Range(1e-3, 1e3).Draw(t, name) }
		n := parseTree("units", fmt.Appendf(nil, "case: %v each\npallet: %v case\neach: %v kg\ntruck: %v pallet\n",
			size("case"), size("pallet"), size("each"), size("truck")), &collector{})
		own, _, faults := readOwnUnits(n, "each")
		if len(faults) > 0 {
			t.Fatalf("%+v", faults)
		}
		words := []string{"each", "case", "pallet", "truck", "g", "t", "dozen"}
		from, to := rapid.SampledFrom(words).Draw(t, "from"), rapid.SampledFrom(words).Draw(t, "to")
		v := size("value")
		there, ok := own.convert(v, from, to)
		back, okBack := own.convert(there, to, from)
		const rounding = 1e-12
		if !ok || !okBack || math.Abs(back-v) > rounding*v {
			t.Fatalf("%v %s are %v %s, which are %v %s", v, from, there, to, back, from)
		}
	})
}

// withRate reads the quantities of a demand in a calendar.
func withRate(t *testing.T, calendar, quantity string) []float64 {
	t.Helper()
	s, ds := Load("plan.yaml", fmt.Appendf(nil, `scenario: rates
calendar: %s
families: {tools: {}}
suppliers: {mill: {sells: {tools: 3}}}
demand: {tools: {quantity: %s}}
`, calendar, quantity))
	if ds.HasErrors() {
		t.Fatal(printed(ds))
	}
	return s.Demand[0].Quantity.Value.Values()
}

func TestRatesBecomeAmountsOfEveryPeriod(t *testing.T) {
	const months = "{start: 2026-01, periods: 2, working: {holidays: 2026-01-01}}"
	for _, c := range []struct {
		calendar, quantity string
		want               []float64
	}{
		{months, "10/day", []float64{210, 200}},
		{months, "10 each/d", []float64{210, 200}},
		{months, "7/week", []float64{31, 28}},
		{months, "7/month", []float64{7}},
		{months, "[10/day, 5]", []float64{210, 5}},
		{months, "{2026-01: 5, default: 10/day}", []float64{5, 200}},
		{months, "{2026-01..2026-02: 1.2 k/month}", []float64{1200, 1200}},
		{"{start: 2026-Q1, periods: 2, bucket: quarter}", "10/month", []float64{30}},
		{"{start: 2026-02, periods: 1}", "365/year", []float64{28}},
		{"{start: 2026, periods: 2, bucket: year}", "10/quarter", []float64{40}},
		{"{start: 2026-02-02, horizon: [2 weeks, 1 month]}", "28/month", []float64{7, 7, 13}},
	} {
		t.Run(c.quantity, func(t *testing.T) {
			got := withRate(t, c.calendar, c.quantity)
			for i := range got {
				const rounding = 1e-12
				if want := c.want[min(i, len(c.want)-1)]; math.Abs(got[i]-want) > rounding*want {
					t.Errorf("period %d: %v, expected %v", i, got[i], want)
				}
			}
		})
	}
}
