package analysis

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Breakdown takes the price of one unit apart along a path of decisions that
// gives it. In the best plan every decision in use costs what it is worth, so
// what the decisions of the path cost, and the rent of the limits that they
// use, add up to the price (Chvatal, Linear Programming, chapter 5).
type Breakdown struct {
	Price float64 // measured: what one more unit costs, by planning again
	Steps []Leg   // the path, from the unit asked for back to where it comes from
	Lines []Line  // they add up to Price
}

// Leg is one decision on the path.
type Leg struct {
	Column   int
	Quantity float64 // for one unit; negative: so much is given up
	Depth    int     // steps from the unit asked for: 1, 2, ...
}

// Line is one part of a price.
type Line struct {
	Column   int           // decision that is paid for; -1: the rent of a limit
	Row      int           // limit, or row of bookkeeping whose worth is not taken apart; -1: money of a decision
	Account  model.Account // of the decision, unless Penalty
	Penalty  bool          // it is the price of a broken limit, and no real money
	Quantity float64       // of the decision, or that is used of the limit, for one unit
	Rate     float64       // money per unit of that
	Money    float64       // Quantity x Rate: positive where it costs
}

// Sum adds up the lines.
func (b *Breakdown) Sum() float64 {
	var sum float64
	for i := range b.Lines {
		sum += b.Lines[i].Money
	}
	return sum
}

// Rents lists the rows of the limits that a path pays rent for, the most money
// first.
func (e *Explainer) Rents(b *Breakdown) []int {
	var lines []Line
	for _, l := range b.Lines {
		if l.Row >= 0 && !e.balanced[l.Row] {
			lines = append(lines, l)
		}
	}
	slices.SortStableFunc(lines, func(a, b Line) int { return cmp.Compare(math.Abs(b.Money), math.Abs(a.Money)) })
	rows := make([]int, len(lines))
	for i := range lines {
		rows[i] = lines[i].Row
	}
	return rows
}

const (
	leastUse   = 1e-7 // a decision of less is not in use
	leastShare = 1e-9 // of the largest part of a path: less is rounding
	givingUp   = 1000 // how much rather a path does more of something than less of something else
)

// path finds how a change of rows is met, while nothing is left over in any of
// the rows that it goes through: the fewest units of decisions in use that do it. More of what is in use comes first, and less of
// it only where that is not enough. It is empty where nothing in use can.
func (e *Explainer) path(ctx context.Context, s *state, through []bool, needs map[int]float64) (map[int]float64, error) {
	for _, giveUp := range []bool{false, true} {
		z, err := e.pathOf(ctx, s, through, needs, giveUp)
		if err != nil || len(z) > 0 {
			return z, err
		}
	}
	return nil, nil
}

func (e *Explainer) pathOf(ctx context.Context, s *state, through []bool, needs map[int]float64, giveUp bool) (map[int]float64, error) {
	p := &lp.Problem{Name: "path"}
	rowOf := make([]int, len(through))
	for row, goesOn := range through {
		rowOf[row] = -1
		if goesOn {
			rowOf[row] = p.AddRows("row", "", nil, 1)
			p.RowLower[rowOf[row]], p.RowUpper[rowOf[row]] = needs[row], needs[row]
		}
	}
	var columns []int
	var signs []float64
	add := func(column int, sign, weight float64) {
		at := p.AddCols("part", "", nil, 1)
		p.Cost[at] = weight
		rows, values := s.matrix.Line(column)
		for k, row := range rows {
			if int(row) < len(rowOf) && rowOf[row] >= 0 {
				p.Add(rowOf[row], at, sign*values[k])
			}
		}
		columns, signs = append(columns, column), append(signs, sign)
	}
	for j := range len(e.decisions) {
		used := s.x[j] > leastUse || e.st.best.ColValue[j] > leastUse
		if !used || s.p.ColLower[j] == s.p.ColUpper[j] || !s.settled(j) {
			continue
		}
		add(j, 1, 1)
		if giveUp {
			add(j, -1, givingUp)
		}
	}
	sol, err := e.st.engine.Solve(ctx, p, lp.Options{})
	if err != nil {
		return nil, fmt.Errorf("find a path: %w", err)
	}
	if sol.Primal != lp.Feasible {
		return nil, nil
	}
	z := make(map[int]float64)
	for k, v := range sol.ColValue {
		if math.Abs(v) > leastShare {
			z[columns[k]] += signs[k] * v
		}
	}
	return z, nil
}

// relieve goes on from limits with a rent that a decision in use makes room
// for: an hour of capacity that overtime gives is paid as overtime. Only
// decisions that touch nothing but limits do.
func (e *Explainer) relieve(s *state, through []bool, z map[int]float64) {
	byRow := s.p.ByRow()
	for _, row := range e.rented(s, through, z) {
		used := e.use(s, z)[row]
		columns, values := byRow.Line(row)
		for k, column := range columns {
			j := int(column)
			if values[k]*used >= 0 || j >= len(e.decisions) || s.x[j] <= leastUse || z[j] != 0 ||
				s.p.ColLower[j] == s.p.ColUpper[j] || !s.settled(j) || e.touchesBalance(s, j) {
				continue
			}
			z[j] = -used / values[k]
			break
		}
	}
}

func (e *Explainer) touchesBalance(s *state, column int) bool {
	rows, _ := s.matrix.Line(column)
	return slices.ContainsFunc(rows, func(row int32) bool { return int(row) < len(e.balanced) && e.balanced[row] })
}

// use is what a path uses of every row.
func (e *Explainer) use(s *state, z map[int]float64) map[int]float64 {
	use := make(map[int]float64)
	for _, column := range sortedKeys(z) {
		rows, values := s.matrix.Line(column)
		for k, row := range rows {
			use[int(row)] += values[k] * z[column]
		}
	}
	return use
}

// rented lists the rows that a path uses, does not go through, and that have a
// price, in order.
func (e *Explainer) rented(s *state, through []bool, z map[int]float64) []int {
	var rows []int
	use := e.use(s, z)
	for _, row := range sortedKeys(use) {
		if row < len(through) && !through[row] && s.duals[row] != 0 && math.Abs(use[row]*s.duals[row]) > 1e-10 {
			rows = append(rows, row)
		}
	}
	return rows
}

// lines are what the decisions of a path cost and the rents that it pays.
func (e *Explainer) lines(s *state, through []bool, z map[int]float64) []Line {
	var lines []Line
	for _, column := range sortedKeys(z) {
		lines = append(lines, e.money(column, z[column])...)
	}
	use := e.use(s, z)
	for _, row := range e.rented(s, through, z) {
		lines = append(lines, Line{Column: -1, Row: row, Quantity: use[row], Rate: -s.duals[row], Money: -s.duals[row] * use[row]})
	}
	return lines
}

// money is what so much of a decision costs in the objective.
func (e *Explainer) money(column int, quantity float64) []Line {
	var lines []Line
	rest := e.cost[column]
	add := func(l Line) {
		if l.Rate != 0 {
			l.Column, l.Row, l.Quantity, l.Money = column, -1, quantity, l.Rate*quantity
			lines = append(lines, l)
		}
	}
	for _, c := range e.charges[column] {
		rate := c.Rate
		if c.Account == model.Revenue {
			if rate = -c.Rate; e.sign > 0 {
				continue // least cost knows no revenue
			}
		}
		rest -= rate
		add(Line{Account: c.Account, Rate: rate})
	}
	if math.Abs(rest) > 1e-9*max(1, math.Abs(e.cost[column])) {
		add(Line{Penalty: true, Rate: rest})
	}
	return lines
}

// steps puts the decisions of a path into order: those that meet the need
// first, then those that give what these take, and so on.
func (e *Explainer) steps(s *state, z map[int]float64, needs map[int]float64) []Leg {
	depth := make(map[int]int)
	frontier := sortedKeys(needs)
	seen := make(map[int]bool)
	var steps []Leg
	for level := 1; len(frontier) > 0; level++ {
		var next []int
		for _, column := range sortedKeys(z) {
			rows, _ := s.matrix.Line(column)
			touches := func(row int32) bool { return slices.Contains(frontier, int(row)) }
			if depth[column] != 0 || !slices.ContainsFunc(rows, touches) {
				continue
			}
			depth[column] = level
			steps = append(steps, Leg{column, z[column], level})
			for _, row := range rows {
				if int(row) < len(e.balanced) && !seen[int(row)] {
					seen[int(row)] = true
					next = append(next, int(row))
				}
			}
		}
		frontier = next
	}
	return steps
}

// breakdown takes a price apart along the path that meets the needs. Without a
// path the whole price is the worth of the row asked for.
func (e *Explainer) breakdown(ctx context.Context, s *state, row int, price float64) (*Breakdown, error) {
	needs := map[int]float64{row: -1}
	z, err := e.path(ctx, s, e.balanced, needs)
	if err != nil {
		return nil, err
	}
	if len(z) == 0 {
		return &Breakdown{Price: price, Lines: []Line{{Column: -1, Row: row, Quantity: 1, Rate: price, Money: price}}}, nil
	}
	e.relieve(s, e.balanced, z)
	return &Breakdown{Price: price, Steps: e.steps(s, z, needs), Lines: e.lines(s, e.balanced, z)}, nil
}

func sortedKeys(m map[int]float64) []int {
	keys := make([]int, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
