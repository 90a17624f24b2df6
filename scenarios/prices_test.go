package scenarios_test

import (
	"math"
	"path/filepath"
	"testing"

	"github.com/steelyard-sop/steelyard/solver"
)

// published is the price of one limit as its source has it: what one unit
// less and one unit more of the limit change the objective by. Where the plan
// is at a corner the two differ and any price between them is right.
type published struct {
	limit      string
	left       float64 // NaN: with one unit less there is no plan
	right      float64
	multiplier float64 // of the price, where the source counts in another unit; 0: 1
}

// exact is a price that is the same for one unit less and one unit more.
func exact(limit string, price float64) published {
	return published{limit: limit, left: price, right: price}
}

func TestPricesAreThoseOfTheSource(t *testing.T) {
	for _, test := range []struct {
		file   string
		source string
		prices []published
	}{
		{"red_tomato", "left and right derivatives by re-solving with one unit more and less", redTomatoPrices(
			[]float64{21.25, 23.25, 25.25, 27.25, 22.25, 24.25},
			[]float64{-11.25, -13.25, -15.25, -17.25, -12.25, -14.25}, 26.25)},
		{"red_tomato_fluctuation", "left and right derivatives by re-solving with one unit more and less", redTomatoPrices(
			[]float64{22 + 5./12, 24 + 5./12, 26 + 5./12, 28 + 5./12, 23 + 5./12, 18 + 5./12},
			[]float64{-12 - 5./12, -14 - 5./12, -16 - 5./12, -18 - 5./12, -13 - 5./12, -8 - 5./12}, 20+5./12)},
		{"farnsworth", "re-solving", []published{
			exact("demand[tires,2026-03]", 70), exact("demand[tires,2026-04]", 72),
		}},
		{"sailco", "re-solving", []published{
			exact("demand[sailboats,2026-Q1]", 430), exact("demand[sailboats,2026-Q2]", 450),
			exact("demand[sailboats,2026-Q3]", 450), exact("demand[sailboats,2026-Q4]", 400),
		}},
		{"steel_t", "AMPL book, duals of the weekly hours", []published{
			exact("capacity[mill,2026-W02]", 2660), exact("capacity[mill,2026-W03]", 3080),
			exact("capacity[mill,2026-W04]", 3400), exact("capacity[mill,2026-W05]", 3400),
		}},
		{"network/steel_p", "re-solving with a hundredth of an hour more and less", []published{
			{limit: "capacity[gary,2026-W02]", left: -3040, right: -2800},
			{limit: "capacity[clev,2026-W02]", left: -1522.857143, right: -1300},
			exact("capacity[pitt,2026-W02]", 0),
		}},
		{"factory_planning_1", "left and right derivatives by re-solving with one hour or piece more and less", factoryPrices()},
		{"food_manufacture_1", "left and right derivatives by re-solving with one tonne more and less", foodPrices()},
		{"toyco", "Taha, section 3.6, dual prices", []published{
			exact("capacity[operation1,2026-01-05]", 1), exact("capacity[operation2,2026-01-05]", 2),
			exact("capacity[operation3,2026-01-05]", 0),
		}},
		{"dakota", "Winston, section 6.5, LINDO output", []published{
			exact("supply[yard,lumber,2026-W02]", 0), exact("capacity[finishing,2026-W02]", 10),
			exact("capacity[carpentry,2026-W02]", 10), exact("max_sales[tables,2026-W02]", 0),
		}},
	} {
		t.Run(test.file, func(t *testing.T) {
			r := of(t, filepath.Join("published", test.file+".yaml")).plan(t)
			for _, want := range test.prices {
				want.check(t, r, test.source)
			}
		})
	}
}

// check looks up the limit and tests that its price lies between left and right.
func (want published) check(t *testing.T, r *solver.Result, source string) {
	t.Helper()
	const tolerance = 1e-6
	for i := range r.Limits {
		l := &r.Limits[i]
		if l.ID != want.limit {
			continue
		}
		price := l.Price
		if want.multiplier != 0 {
			price *= want.multiplier
		}
		low, high := want.left, want.right
		if math.IsNaN(low) { // one unit less is infinitely bad: for a profit, any higher price is right
			low, high = want.right, math.Inf(1)
		}
		if math.IsNaN(price) || price < min(low, high)-tolerance || price > max(low, high)+tolerance {
			t.Errorf("%s: price %v, expected %v to %v (%s)", l.ID, price, want.left, want.right, source)
		}
		return
	}
	t.Errorf("there is no limit %s", want.limit)
}

// redTomatoPrices are those of the six months: of one tool more asked, of
// capacity for one tool more (which is 4 h), of one tool more at the end, and
// of one worker more at the start.
func redTomatoPrices(demand, capacity []float64, closing float64) []published {
	months := []string{"2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"}
	prices := []published{
		exact("closing_stock[tools,min]", closing),
		exact("heads[crew,2026-01]", 500),
	}
	for t, month := range months {
		prices = append(prices, exact("demand[tools,"+month+"]", demand[t]), published{
			limit: "hours[crew," + month + "]", left: capacity[t], right: capacity[t], multiplier: 4,
		})
	}
	return prices
}

// factoryPrices are those of every machine hour and of the closing stock.
func factoryPrices() []published {
	scarce := map[string]published{
		"capacity[grinder,2026-01]":          {left: 8 + 4./7, right: 8 + 4./7},
		"capacity[horizontal_drill,2026-02]": {left: 0.625, right: 0.625},
		"capacity[borer,2026-03]":            {left: math.NaN(), right: 200},
		"capacity[planer,2026-06]":           {left: math.NaN(), right: 800},
	}
	var prices []published
	for _, machine := range []string{"grinder", "vertical_drill", "horizontal_drill", "borer", "planer"} {
		for _, month := range []string{"2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"} {
			p := scarce["capacity["+machine+","+month+"]"] // zeros where there are hours to spare
			p.limit = "capacity[" + machine + "," + month + "]"
			prices = append(prices, p)
		}
	}
	for product, price := range []float64{-0.5, -0.5, -8.5, -0.5, -11.5, -0.5, -3.5} {
		prices = append(prices, exact("closing_stock[p"+string(rune('1'+product))+"]", price))
	}
	return prices
}

// foodPrices are those of refining one tonne more in each month.
func foodPrices() []published {
	var prices []published
	for t, month := range []string{"2026-01", "2026-02", "2026-03", "2026-04", "2026-05"} {
		early := float64(5 * t) // a month less to hold the oil
		prices = append(prices,
			published{limit: "capacity[refine_veg," + month + "]", left: 75 - early, right: 70 - early},
			exact("capacity[refine_other,"+month+"]", 65-early))
	}
	return append(prices, exact("capacity[refine_veg,2026-06]", 49+17./27), exact("capacity[refine_other,2026-06]", 76+2./3))
}
