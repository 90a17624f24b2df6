package analysis

import (
	"math"
	"math/bits"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// shareTolerance is how exactly shares must agree, as a share of the largest value.
const shareTolerance = 1e-9

// byOrders averages over every order one by one.
func byOrders(n int, value func(uint64) float64) []float64 {
	sums, count := make([]float64, n), 0
	var from func(set uint64, order []int)
	from = func(set uint64, order []int) {
		if math.IsNaN(value(set)) {
			return
		}
		if len(order) == n {
			count++
			at := uint64(0)
			for _, i := range order {
				sums[i] += value(at|1<<i) - value(at)
				at |= 1 << i
			}
			return
		}
		for i := range n {
			if set&(1<<i) == 0 {
				from(set|1<<i, append(append([]int{}, order...), i))
			}
		}
	}
	from(0, nil)
	if count == 0 {
		return nil
	}
	for i := range sums {
		sums[i] /= float64(count)
	}
	return sums
}

func TestADivisionIsTheMeanOfAllOrders(t *testing.T) {
	nan := math.NaN()
	for _, test := range []struct {
		name   string
		values []float64 // of no part, 1, 2, 1 and 2, 3, ...
		want   []float64
	}{
		{"one part", []float64{10, 25}, []float64{15}},
		{"each by itself", []float64{0, 5, 7, 12}, []float64{5, 7}},
		{"only together, in equal parts", []float64{0, 0, 0, 10}, []float64{5, 5}},
		{"nothing to a part that changes nothing", []float64{0, 0, 7, 7}, []float64{0, 7}},
		{"only the order that has a plan throughout", []float64{0, nan, 4, 10}, []float64{6, 4}},
		{"no order is left", []float64{0, nan, nan, 10}, nil},
		{"the end has no plan", []float64{0, 1, 2, nan}, nil},
		{"the beginning has no plan", []float64{nan, 1, 2, 3}, nil},
		{"no parts", []float64{3}, []float64{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			n := bits.Len(uint(len(test.values))) - 1
			got := divided(n, func(set uint64) float64 { return test.values[set] })
			if diff := cmp.Diff(test.want, got, cmpopts.EquateApprox(0, shareTolerance)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestADivisionKeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(2, 6).Draw(r, "parts")
		values := make([]float64, 1<<n)
		for set := range values {
			values[set] = rapid.Float64Range(-1000, 1000).Draw(r, "value")
			if set > 0 && set < len(values)-1 && rapid.IntRange(0, 9).Draw(r, "lacks") == 0 {
				values[set] = math.NaN()
			}
		}
		dummy, twins := rapid.Bool().Draw(r, "dummy"), rapid.Bool().Draw(r, "twins")
		value := func(set uint64) float64 {
			if dummy { // the last part changes nothing
				set &^= 1 << (n - 1)
			}
			if twins && set&3 == 2 { // the first two do the same
				set ^= 3
			}
			return values[set]
		}
		got := divided(n, value)
		if diff := cmp.Diff(byOrders(n, value), got, cmpopts.EquateApprox(0, 1000*shareTolerance)); diff != "" {
			r.Fatalf("not the mean of all orders (-want +got):\n%s", diff)
		}
		if got == nil {
			return
		}
		sum := 0.0
		for _, share := range got {
			sum += share
		}
		if want := value(1<<n-1) - value(0); math.Abs(sum-want) > 1000*shareTolerance {
			r.Errorf("shares add up to %v, expected %v", sum, want)
		}
		if dummy && math.Abs(got[n-1]) > 1000*shareTolerance {
			r.Errorf("a part that changes nothing gets %v", got[n-1])
		}
		if twins && !(dummy && n == 2) && math.Abs(got[0]-got[1]) > 1000*shareTolerance {
			r.Errorf("parts that do the same get %v and %v", got[0], got[1])
		}
	})
}
