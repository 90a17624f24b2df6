package solvertest

import (
	"math"
	"math/rand/v2"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// one builds a problem of one column and one row: cost·x, lower <= x <= upper, rowLower <= x <= rowUpper.
func one(name string, sense lp.Sense, cost, lower, upper, rowLower, rowUpper float64) *lp.Problem {
	p := &lp.Problem{Name: name, Sense: sense}
	x := p.AddCols("x", "", nil, 1)
	r := p.AddRows("r", "", nil, 1)
	p.Cost[x], p.ColLower[x], p.ColUpper[x] = cost, lower, upper
	p.Add(r, x, 1)
	p.RowLower[r], p.RowUpper[r] = rowLower, rowUpper
	return p
}

// twoProducts is the textbook product mix with three plants (Hillier and Lieberman, Introduction to
// Operations Research, the Wyndor Glass example): the optimum is 36 at (2, 6).
func twoProducts() *lp.Problem {
	p := &lp.Problem{Name: "two products", Sense: lp.Maximise}
	x := p.AddCols("make", "", []string{"doors", "windows"}, 2)
	r := p.AddRows("hours", "", []string{"1", "2", "3"}, 3)
	p.Cost[x], p.Cost[x+1] = 3, 5
	p.Add(r, x, 1)
	p.Add(r+1, x+1, 2)
	p.Add(r+2, x, 3)
	p.Add(r+2, x+1, 2)
	copy(p.RowUpper, []float64{4, 12, 18})
	return p
}

// shipping is a random transport problem: supply is enough, demand must be met, lost sales are dear.
func shipping(seed uint64, from, to int) *lp.Problem {
	rng := rand.New(rand.NewPCG(seed, 1))
	p := &lp.Problem{Name: "shipping", Offset: 100}
	supply := p.AddRows("supply", "", nil, from)
	demand := p.AddRows("demand", "", nil, to)
	lost := p.AddCols("lost", "", nil, to)
	ship := p.AddCols("ship", "", nil, from*to)
	total := 0.0
	for d := range to {
		want := 5 + 20*rng.Float64()
		total += want
		p.RowLower[demand+d], p.RowUpper[demand+d] = want, want
		p.Cost[lost+d] = 50
		p.Add(demand+d, lost+d, 1)
	}
	for f := range from {
		p.RowUpper[supply+f] = total / float64(from) * (0.7 + 0.5*rng.Float64())
		for d := range to {
			col := ship + f*to + d
			p.Cost[col] = 1 + 10*rng.Float64()
			p.ColUpper[col] = 12
			p.Add(supply+f, col, 1)
			p.Add(demand+d, col, 1)
		}
	}
	return p
}

// negated is the same problem in the other sense: its objective and all its prices change sign.
func negated(p *lp.Problem) *lp.Problem {
	q := p.Clone()
	q.Sense = lp.Maximise - p.Sense
	q.Offset = -q.Offset
	for j := range q.Cost {
		q.Cost[j] = -q.Cost[j]
	}
	return q
}

// marketSplit is a small problem that branch and bound takes ages to finish (Cornuejols and Dawande, 1998):
// each row asks for exactly half of the sum of 40 random numbers. With slack, any choice is a
// solution and its error is minimised; without, a solution hardly ever exists.
func marketSplit(seed uint64, slack bool) *lp.Problem {
	const rows, cols = 5, 40
	rng := rand.New(rand.NewPCG(seed, 2))
	p := &lp.Problem{Name: "market split"}
	x := p.AddCols("choose", "", nil, cols)
	p.SetKind(x, cols, lp.Integer)
	r := p.AddRows("split", "", nil, rows)
	for j := range cols {
		p.ColUpper[x+j] = 1
	}
	for i := range rows {
		sum := 0
		for j := range cols {
			v := rng.IntN(100)
			sum += v
			p.Add(r+i, x+j, float64(v))
		}
		p.RowLower[r+i], p.RowUpper[r+i] = float64(sum/2), float64(sum/2)
	}
	if slack {
		over := p.AddCols("over", "", nil, 2*rows)
		for i := range rows {
			p.Add(r+i, over+2*i, 1)
			p.Add(r+i, over+2*i+1, -1)
			p.Cost[over+2*i], p.Cost[over+2*i+1] = 1, 1
		}
	}
	return p
}

// knapsack fills 10 units of space with pieces of 3 (worth 5, at most three) and 2.5 (worth 4): the best is
// four of the second, 16; where parts of pieces are allowed, three of the first and 0.4 of the second, 16.6.
func knapsack() *lp.Problem {
	p := &lp.Problem{Name: "knapsack", Sense: lp.Maximise}
	x := p.AddCols("take", "", []string{"a", "b"}, 2)
	r := p.AddRows("space", "", nil, 1)
	p.Cost[x], p.Cost[x+1] = 5, 4
	p.ColUpper[x], p.ColUpper[x+1] = 3, math.Inf(1)
	p.SetKind(x, 2, lp.Integer)
	p.Add(r, x, 3)
	p.Add(r, x+1, 2.5)
	p.RowUpper[r] = 10
	return p
}
