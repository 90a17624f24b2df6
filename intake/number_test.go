package intake

import (
	"math"
	"testing"
)

// roundOff is the relative error of a few operations on float64.
const roundOff = 1e-14

func near(a, b float64) bool { return math.Abs(a-b) <= roundOff*math.Max(math.Abs(a), math.Abs(b)) }

func TestNumbersAreReadAsWritten(t *testing.T) {
	for text, want := range map[string]quantity{
		"12": {12, ""}, "-3.5": {-3.5, ""}, "+4": {4, ""}, ".5": {0.5, ""}, "5.": {5, ""}, "0": {0, ""}, "0.25": {0.25, ""},
		"1_000": {1000, ""}, "1_000_000.5": {1000000.5, ""}, "1e3": {1000, ""}, "1E-3": {0.001, ""}, "2.5e+2": {250, ""},
		"90 min": {90, "min"}, "90min": {90, "min"}, "5each": {5, "each"}, "5 each": {5, "each"}, "2.5 t": {2.5, "t"},
		"4 %": {4, "%"}, "4%": {4, "%"}, "12 k": {12000, ""}, "12k": {12000, ""}, "1.2 M": {1.2e6, ""}, "1.2 M USD": {1.2e6, "USD"},
		"3 kg": {3, "kg"}, "3 m": {3, "m"}, "640 USD/head": {640, "USD/head"}, " 7 ": {7, ""}, "0 b2": {0, "b2"}, "12 €": {12, "€"},
	} {
		t.Run(text, func(t *testing.T) {
			got, fault := parseQuantity(text)
			if fault != nil {
				t.Fatal(fault.message)
			}
			if got.unit != want.unit || !near(got.value, want.value) {
				t.Errorf("expected %v, got %v", want, got)
			}
		})
	}
}

func TestZeroHasNoSign(t *testing.T) {
	for _, text := range []string{"-0", "-0.0", "-0e3", "-0 k"} {
		got, fault := parseQuantity(text)
		if fault != nil {
			t.Fatal(fault.message)
		}
		if math.Signbit(got.value) {
			t.Errorf("expected 0 for %q, got -0", text)
		}
	}
}

func TestWhatOnlyLooksLikeANumberIsRefused(t *testing.T) {
	for _, text := range []string{
		"", "-", "+", "_", ".", "e5", "kg", "012", "-007", "00", "0_1", "0x1F", "0b101", "0o17", "1,5", "1,000.0", "1.000,5",
		"1:30", "12:30:00", ".inf", "-.inf", "inf", "+Infinity", ".nan", "NaN", "1e999", "1__0", "1_", "_1", "1_.5", "1._5",
		"1.2.3", "--5", "1-2", "2026-01-01", "1/2", "5 kg each", "yes", "true", "~", "5 k M t",
	} {
		t.Run(text, func(t *testing.T) {
			if got, fault := parseQuantity(text); fault == nil {
				t.Errorf("expected a refusal, got %v", got)
			}
		})
	}
}

func TestUnitsConvertWithinTheirDimension(t *testing.T) {
	for _, c := range []struct {
		v        float64
		from, to string
		want     float64
	}{
		{90, "min", "h", 1.5},
		{1.5, "h", "min", 90},
		{1, "h", "s", 3600},
		{2500, "kg", "t", 2.5},
		{1, "lb", "kg", 0.45359237},
		{16, "oz", "lb", 1},
		{33, "cl", "l", 0.33},
		{2, "hl", "l", 200},
		{1, "m3", "hl", 10},
		{1, "m³", "L", 1000},
		{3, "ft", "yd", 1},
		{1, "mi", "km", 1.609344},
		{1, "ha", "m2", 10000},
		{1, "kWh", "MJ", 3.6},
		{2, "dozen", "each", 24},
		{2, "weeks", "days", 14},
		{5, "pallets", "pallet", 5},
		{5, "case", "cases", 5},
		{5, "kcase", "kcase", 5},
	} {
		t.Run(c.from+" to "+c.to, func(t *testing.T) {
			got, ok := convert(c.v, c.from, c.to)
			if !ok || !near(got, c.want) {
				t.Errorf("expected %v, got %v (converted: %v)", c.want, got, ok)
			}
		})
	}
}

func TestUnitsOfTwoDimensionsDoNotConvert(t *testing.T) {
	for _, c := range [][2]string{
		{"kg", "l"}, {"h", "days"}, {"each", "kg"}, {"pallet", "case"}, {"pallet", "each"}, {"m", "m2"}, {"kWh", "kg"}, {"ton", "t"}, {"", "kg"},
	} {
		t.Run(c[0]+" to "+c[1], func(t *testing.T) {
			if got, ok := convert(1, c[0], c[1]); ok {
				t.Errorf("expected a refusal, got %v", got)
			}
		})
	}
}
