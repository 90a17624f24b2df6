package report

import (
	"math"
	"sort"

	"github.com/steelyard-sop/steelyard/model"
)

// What counts as noise of the arithmetic, and how much of a number is kept.
const (
	noiseFloor        = 1e-9 // smaller numbers are 0
	significantDigits = 12   // of every number that is not money
	priceDigits       = 10   // of prices, which come out of longer sums
	kpiDigits         = 9    // of KPIs, which are sums of sums
	finestMoney       = 1e-6 // smallest step of money
	moneyDigits       = 13   // of the largest amount in a statement
	bindingTolerance  = 1e-6 // relative to the limit: less room is no room
)

// clean returns x without noise: 0 for what is as good as 0 (never -0), and
// otherwise x rounded to the given number of significant digits.
func clean(x float64, digits int) float64 {
	if math.Abs(x) < noiseFloor {
		return 0
	}
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return x
	}
	exponent := digits - 1 - int(math.Floor(math.Log10(math.Abs(x))))
	return roundAt(x, exponent)
}

// roundAt rounds x to the given number of decimals, which may be negative.
// Dividing by a power of ten, rather than multiplying by a fraction, gives the
// float64 nearest to the decimal number.
func roundAt(x float64, decimals int) float64 {
	switch {
	case decimals > 300:
		return x
	case decimals >= 0:
		p := math.Pow10(decimals)
		return math.Round(x*p) / p
	}
	p := math.Pow10(-decimals)
	return math.Round(x/p) * p
}

func quantity(x float64) float64 { return clean(x, significantDigits) }

// known returns a clean copy of x, or nil where x is no finite number.
func known(x float64, digits int) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	x = clean(x, digits)
	return &x
}

// cleanTables cleans every number of the tables in place.
func cleanTables(t *model.Tables) {
	each := func(numbers ...*float64) {
		for _, x := range numbers {
			if x != nil {
				*x = quantity(*x)
			}
		}
	}
	for i := range t.Production {
		each(&t.Production[i].Runs, &t.Production[i].Quantity)
	}
	for i := range t.Blends {
		each(&t.Blends[i].Quantity, &t.Blends[i].Share)
	}
	for i := range t.Orders {
		each(&t.Orders[i].Quantity)
	}
	for i := range t.Disposals {
		each(&t.Disposals[i].Quantity)
	}
	for i := range t.Purchases {
		each(&t.Purchases[i].Quantity)
	}
	for i := range t.Shipments {
		each(&t.Shipments[i].Quantity)
	}
	for i := range t.Inventory {
		r := &t.Inventory[i]
		each(&r.Opening, &r.Made, &r.Bought, &r.Arrived, &r.Consumed, &r.Sold, &r.Shipped, &r.Disposed, &r.Closing)
	}
	for i := range t.Demand {
		r := &t.Demand[i]
		each(r.Asked, &r.Served, &r.Lost, &r.Backlog, r.Wanted, r.OnTime)
	}
	for i := range t.Workforce {
		r := &t.Workforce[i]
		each(&r.Heads, &r.Hired, &r.LaidOff, &r.Regular, &r.Overtime, &r.Used)
	}
	for i := range t.Transfers {
		each(&t.Transfers[i].Heads)
	}
	for i := range t.Temps {
		each(&t.Temps[i].Signed, &t.Temps[i].Heads)
	}
	for i := range t.Help {
		each(&t.Help[i].Hours)
	}
	for i := range t.CrewStates {
		r := &t.CrewStates[i]
		each(&r.Left, &r.Trainees, &r.ShortTime, &r.Idle)
	}
	for i := range t.Resources {
		each(&t.Resources[i].Load, t.Resources[i].Regular, &t.Resources[i].Overtime, &t.Resources[i].Rented, &t.Resources[i].Maintained)
	}
	for i := range t.Overtime {
		each(&t.Overtime[i].Worked, &t.Overtime[i].Shift)
	}
	for i := range t.Launches {
		each(&t.Launches[i].Success, &t.Launches[i].Expected)
	}
	for i := range t.PhaseOuts {
		r := &t.PhaseOuts[i]
		each(&r.Ordered, &r.Made, &r.Out, &r.WrittenOff, &r.Closing)
	}
	for i := range t.Switches {
		r := &t.Switches[i]
		each(&r.On, &r.Starts, &r.Stops, &r.Carried)
	}
	for i := range t.Storage {
		each(&t.Storage[i].Used, t.Storage[i].Capacity, &t.Storage[i].Rented)
	}
}

// steps is the grid that the money of one document lies on: amounts are whole
// multiples of 10^-decimals, so that they add up without error.
type steps struct{ decimals int }

// moneySteps returns the grid for amounts up to the largest of the given ones.
func moneySteps(amounts ...float64) steps {
	var largest float64
	for _, a := range amounts {
		largest = max(largest, math.Abs(a))
	}
	finest := -int(math.Round(math.Log10(finestMoney)))
	if largest < 1 {
		return steps{finest}
	}
	return steps{min(finest, moneyDigits-1-int(math.Floor(math.Log10(largest))))}
}

// amount rounds x to the grid.
func (s steps) amount(x float64) float64 {
	if v := roundAt(x, s.decimals); v != 0 {
		return v
	}
	return 0
}

// spread rounds parts to the grid such that they add up to total exactly.
// total must be on the grid. The steps that rounding down leaves over go to
// the parts with the largest remainders, the first of equals first.
func (s steps) spread(parts []float64, total float64) []float64 {
	perUnit := math.Pow10(s.decimals)
	floors := make([]float64, len(parts))
	remainders := make([]float64, len(parts))
	order := make([]int, len(parts))
	left := math.Round(total * perUnit)
	for i, x := range parts {
		scaled := x * perUnit
		if near := math.Round(scaled); math.Abs(scaled-near) < 1e-6 {
			scaled = near // a whole number but for noise must not be rounded down
		}
		floors[i] = math.Floor(scaled)
		remainders[i] = scaled - floors[i]
		order[i] = i
		left -= floors[i]
	}
	sort.SliceStable(order, func(a, b int) bool { return remainders[order[a]] > remainders[order[b]] })
	for k := 0; k < len(order) && left >= 1; k++ {
		floors[order[k]]++
		left--
	}
	for k := len(order) - 1; k >= 0 && left <= -1; k-- {
		floors[order[k]]--
		left++
	}
	out := make([]float64, len(parts))
	for i, f := range floors {
		out[i] = s.amount(f / perUnit)
	}
	return out
}
