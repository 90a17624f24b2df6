package report

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	for _, c := range []struct {
		name    string
		x, want float64
	}{
		{"noise above a whole number is dropped", 422275.0000000001, 422275},
		{"noise below a whole number is dropped", 499.9999999999998, 500},
		{"what is as good as zero is zero", -9e-10, 0},
		{"a small number stays", 2.5e-9, 2.5e-9},
		{"a third keeps twelve digits", 1.0 / 3, 0.333333333333},
		{"a large number keeps twelve digits", 123456789012345, 123456789012000},
		{"the largest numbers do not overflow", 1.7e308, 1.7e308},
		{"negative numbers are rounded the same way", -2583.3333333333335, -2583.33333333},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := quantity(c.x); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	t.Run("zero has no sign", func(t *testing.T) {
		if math.Signbit(quantity(math.Copysign(0, -1))) || math.Signbit(quantity(-1e-12)) {
			t.Error("got -0")
		}
	})
	t.Run("what is no number is not known", func(t *testing.T) {
		if known(math.NaN(), 12) != nil || known(math.Inf(-1), 12) != nil {
			t.Error("got a number")
		}
	})
}

func TestSpreadKeepsTheTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.Float64Range(0, 1e8), 1, 40).Draw(t, "parts")
		grid := steps{rapid.IntRange(0, 6).Draw(t, "decimals")}
		total := grid.amount(sum(parts))
		spread := grid.spread(parts, total)
		perUnit := math.Pow10(grid.decimals)
		var steps int64
		for i, x := range spread {
			steps += int64(math.Round(x * perUnit))
			if math.Abs(x-parts[i]) > 1.001/perUnit {
				t.Fatalf("part %v became %v", parts[i], x)
			}
			if parts[i] == 0 && x != 0 {
				t.Fatalf("nothing became %v", x)
			}
		}
		if want := int64(math.Round(total * perUnit)); steps != want {
			t.Fatalf("parts add up to %d steps, want %d", steps, want)
		}
	})
}

func TestMoneySteps(t *testing.T) {
	for _, c := range []struct {
		name    string
		largest float64
		want    int
	}{
		{"small amounts lie on millionths", 0.02, 6},
		{"amounts of a company lie on millionths", 9e6, 6},
		{"amounts of a large company lie on finer steps than a coin", 5e9, 3},
		{"amounts beyond all coins lie on whole units", 3e12, 0},
		{"absurd amounts lie on large steps", 3e20, -8},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := moneySteps(c.largest, 1); got.decimals != c.want {
				t.Errorf("got %d decimals, want %d", got.decimals, c.want)
			}
		})
	}
}
