package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// A footing is the money of a plan in whole coins. The totals over the horizon
// are rounded as in the result of plan; each is divided among the periods by
// largest remainder, and what rounding took from a period or gave to it is made
// good by the next line. So every line, every period and every part is within
// about a coin of the exact amount, what is exactly nothing stays nothing, and
// all sums are exact.
type footing struct {
	decimals int
	perUnit  float64
	accounts [][]int64   // coins by account and period
	exact    [][]float64 // the same before rounding
}

func newFooting(currency string, money model.Statement) *footing {
	f := &footing{decimals: coin(currency)}
	f.perUnit = math.Pow10(f.decimals)
	accounts := model.Accounts()
	f.exact = make([][]float64, len(accounts))
	var costs []float64
	for i, a := range accounts {
		f.exact[i] = money.Amounts.Row(int(a))
		if a != model.Revenue {
			costs = append(costs, money.Total(a))
		}
	}
	grid := steps{f.decimals}
	totals := []int64{f.coins(money.Revenue())}
	for _, total := range grid.spread(costs, grid.amount(money.Cost())) {
		totals = append(totals, f.coins(total))
	}
	f.accounts = f.divide(totals, f.exact)
	return f
}

// coins rounds an amount.
func (f *footing) coins(amount float64) int64 { return int64(math.Round(amount * f.perUnit)) }

// levels rounds amounts at the end of each period, and the changes between them.
func (f *footing) levels(opening float64, closing []float64) (levels, changes []int64) {
	levels, changes = make([]int64, len(closing)), make([]int64, len(closing))
	before := f.coins(opening)
	for t, v := range closing {
		levels[t] = f.coins(v)
		changes[t] = levels[t] - before
		before = levels[t]
	}
	return levels, changes
}

// amount is the money of so many coins.
func (f *footing) amount(coins int64) float64 {
	return steps{f.decimals}.amount(float64(coins) / f.perUnit)
}

// row rounds one row such that it adds up to its rounded total.
func (f *footing) row(amounts []float64) []int64 { return f.table([][]float64{amounts})[0] }

// table rounds rows that belong together, each such that it adds up to its
// share of the rounded total of them all.
func (f *footing) table(rows [][]float64) [][]int64 {
	sums, total := make([]float64, len(rows)), 0.0
	for i, row := range rows {
		for _, v := range row {
			sums[i] += v * f.perUnit
		}
		total += sums[i]
	}
	return f.divide(apportion(int64(math.Round(total)), sums, sums), rows)
}

// divide divides the total of each row among its periods.
func (f *footing) divide(totals []int64, rows [][]float64) [][]int64 {
	out := make([][]int64, len(rows))
	var owed []float64
	for i, row := range rows {
		if owed == nil {
			owed = make([]float64, len(row))
		}
		out[i] = f.next(totals[i], row, owed)
	}
	return out
}

// split divides the coins of each period among parts, which add up to them but for rounding.
func (f *footing) split(coins []int64, parts [][]float64) [][]int64 {
	out := make([][]int64, len(parts))
	for i := range out {
		out[i] = make([]int64, len(coins))
	}
	owed, column := make([]float64, len(parts)), make([]float64, len(parts))
	for t, total := range coins {
		for i := range parts {
			column[i] = parts[i][t]
		}
		for i, v := range f.next(total, column, owed) {
			out[i][t] = v
		}
	}
	return out
}

// next divides a total, and enters into owed what each place is still to get.
func (f *footing) next(total int64, amounts, owed []float64) []int64 {
	exact, wanted := make([]float64, len(amounts)), make([]float64, len(amounts))
	for k, v := range amounts {
		exact[k] = v * f.perUnit
		wanted[k] = exact[k] + owed[k]
	}
	coins := apportion(total, wanted, exact)
	for k, v := range coins {
		owed[k] = wanted[k] - float64(v)
	}
	return coins
}

// apportion rounds wanted such that it adds up to total: down first, then up
// where the remainders are largest, the first of equals first. What is exactly
// nothing, but for noise, gets nothing.
func apportion(total int64, wanted, exact []float64) []int64 {
	const noise = 1e-6
	coins := make([]int64, len(wanted))
	remainders := make([]float64, len(wanted))
	var order []int
	for k, v := range wanted {
		if math.Abs(exact[k]) <= noise {
			continue
		}
		if near := math.Round(v); math.Abs(v-near) <= noise {
			v = near // a whole number but for noise must not be rounded down
		}
		coins[k] = int64(math.Floor(v))
		remainders[k] = v - math.Floor(v)
		total -= coins[k]
		order = append(order, k)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(remainders[b], remainders[a]) })
	for k := 0; total > 0 && len(order) > 0; k = (k + 1) % len(order) {
		coins[order[k]]++
		total--
	}
	for k := len(order) - 1; total < 0 && len(order) > 0; k = (k + len(order) - 1) % len(order) {
		coins[order[k]]--
		total++
	}
	return coins
}

// idle tells whether a row has no money in it.
func idle(row []int64) bool {
	return !slices.ContainsFunc(row, func(v int64) bool { return v != 0 })
}

func addCoins(to, row []int64, times int64) {
	for t, v := range row {
		to[t] += times * v
	}
}
