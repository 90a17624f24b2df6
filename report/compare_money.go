package report

import "math"

// WaterfallStep is one step from the real money of the base to that of another
// version, in coins: the steps between the first and the last add up to the
// difference of the two exactly.
type WaterfallStep struct {
	ID     string  `json:"id"`     // base, id of an account, or version
	Title  string  `json:"title"`  // name for people
	Amount float64 `json:"amount"` // of base and version what they come to; of an account what it changes that by
	Before float64 `json:"before"` // level before the step; 0 for base and version
	After  float64 `json:"after"`  // level after it
}

// The ends of a waterfall.
const (
	stepBase    = "base"
	stepVersion = "version"
)

// total is the real money of a plan that a waterfall leads through.
func (m *Money) goal(goal string) float64 {
	if goal == Cost {
		return m.Cost
	}
	return m.Profit
}

// newWaterfall goes through the accounts in the order of a statement. Accounts
// that change by less than a coin, and are not needed to make the sum exact, are
// left out.
func newWaterfall(goal, currency string, from, to *Document) []WaterfallStep {
	grid := steps{coin(currency)}
	perUnit := math.Pow10(grid.decimals)
	coins := func(amount float64) int64 { return int64(math.Round(amount * perUnit)) }
	var changes []float64
	var lines []*MoneyLine
	for k := range from.Money.Lines {
		line := &from.Money.Lines[k]
		sign := 1.0
		switch {
		case goal == Cost && line.Kind == Income:
			continue
		case goal != Cost && line.Kind == Cost:
			sign = -1
		}
		lines = append(lines, line)
		changes = append(changes, sign*(to.Money.Lines[k].Total-line.Total)*perUnit)
	}
	first, last := coins(from.Money.goal(goal)), coins(to.Money.goal(goal))
	amount := func(n int64) float64 { return grid.amount(float64(n) / perUnit) }
	level := first
	list := []WaterfallStep{{stepBase, goal + " of the base", amount(first), 0, amount(first)}}
	for k, n := range exactly(last-first, changes) {
		if n != 0 {
			list = append(list, WaterfallStep{lines[k].Account, lines[k].Title, amount(n), amount(level), amount(level + n)})
			level += n
		}
	}
	return append(list, WaterfallStep{stepVersion, goal, amount(last), 0, amount(last)})
}

// exactly rounds changes such that they add up to total. Where all of them are
// noise, the largest takes what rounding of both ends makes of them.
func exactly(total int64, changes []float64) []int64 {
	coins, largest := apportion(total, changes, changes), 0
	for k, n := range coins {
		total -= n
		if math.Abs(changes[k]) > math.Abs(changes[largest]) {
			largest = k
		}
	}
	coins[largest] += total
	return coins
}
