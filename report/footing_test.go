package report

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/model"
)

func TestApportionGivesLeftOverCoinsToTheLargestRemainders(t *testing.T) {
	tests := map[string]struct {
		total  int64
		wanted []float64
		want   []int64
	}{
		"thirds of a coin":                         {1, []float64{1. / 3, 1. / 3, 1. / 3}, []int64{1, 0, 0}},
		"the largest remainder first":              {7, []float64{1.2, 2.7, 2.6}, []int64{1, 3, 3}},
		"costs below nothing":                      {-3, []float64{-1.5, -1.4}, []int64{-2, -1}},
		"nothing stays nothing":                    {2, []float64{0, 1.6, 0}, []int64{0, 2, 0}},
		"a whole number but for noise stays whole": {3, []float64{0.9999999999, 2.0000000001}, []int64{1, 2}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, apportion(test.total, test.wanted, test.wanted)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAFootingAddsUpInEveryDirectionAndStaysNearTheExactAmounts(t *testing.T) {
	const coins = 2.5 // a cell is off by its own rounding, and by what earlier ones owe
	rapid.Check(t, func(t *rapid.T) {
		periods, accounts := rapid.IntRange(1, 30).Draw(t, "periods"), model.Accounts()
		money := model.NewStatement(periods)
		for _, a := range accounts {
			if rapid.Bool().Draw(t, "used") {
				for p := range periods {
					if rapid.IntRange(0, 3).Draw(t, "idle") > 0 {
						money.Add(a, p, rapid.Float64Range(-1e6, 1e6).Draw(t, "amount"))
					}
				}
			}
		}
		f := newFooting("EUR", money)
		grid := steps{2}
		var cost int64
		for i, a := range accounts {
			var sum int64
			for p, v := range f.accounts[i] {
				sum += v
				exact := money.Amounts.At(i, p)
				if exact == 0 && v != 0 {
					t.Fatalf("%s in %d is nothing, but shown as %d", a.ID(), p, v)
				}
				if math.Abs(float64(v)-100*exact) > coins {
					t.Fatalf("%s in %d is %g, but shown as %d", a.ID(), p, exact, v)
				}
			}
			if math.Abs(float64(sum)-100*money.Total(a)) > 1.01 {
				t.Fatalf("%s is %g, but shown as %d", a.ID(), money.Total(a), sum)
			}
			if a != model.Revenue {
				cost += sum
			}
		}
		if want := grid.amount(money.Cost()); f.amount(cost) != want {
			t.Fatalf("cost is %v, but the lines add up to %v", want, f.amount(cost))
		}
	})
}

func TestPartsOfALineAddUpToItInEveryPeriod(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		periods, n := rapid.IntRange(1, 20).Draw(t, "periods"), rapid.IntRange(1, 6).Draw(t, "parts")
		parts, sums := make([][]float64, n), make([]float64, periods)
		for i := range parts {
			parts[i] = make([]float64, periods)
			for p := range parts[i] {
				parts[i][p] = rapid.Float64Range(0, 1e5).Draw(t, "amount")
				sums[p] += parts[i][p]
			}
		}
		f := footing{decimals: 2, perUnit: 100}
		line := f.row(sums)
		split := f.split(line, parts)
		for p := range periods {
			var sum int64
			for i := range split {
				sum += split[i][p]
			}
			if sum != line[p] {
				t.Fatalf("the parts of period %d add up to %d, not %d", p, sum, line[p])
			}
		}
		for i := range split {
			var exact float64
			var shown int64
			for p := range periods {
				exact += 100 * parts[i][p]
				shown += split[i][p]
			}
			if math.Abs(exact-float64(shown)) > float64(n) {
				t.Fatalf("part %d is %g, but shown as %d over the horizon", i, exact, shown)
			}
		}
	})
}
