package highs

import (
	"math"
	"math/rand/v2"
	"strconv"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// product is max 3x + 5y + 2 with x <= 4, 2y <= 12, 3x + 2y <= 18: 38 at (2, 6).
func product() *lp.Problem {
	p := &lp.Problem{Name: "product", Sense: lp.Maximise, Offset: 2}
	x := p.AddCols("make", "", []string{"x", "y"}, 2)
	r := p.AddRows("hours", "line-1", []string{"2026-01", "2026-02", "2026-03"}, 3)
	p.Cost[x], p.Cost[x+1] = 3, 5
	p.Add(r, x, 1)
	p.Add(r+1, x+1, 2)
	p.Add(r+2, x, 3)
	p.Add(r+2, x+1, 2)
	copy(p.RowUpper, []float64{4, 12, 18})
	return p
}

// production is a random plan of items on lines over periods with stock and lost sales; with setups it
// has a binary per item, line and period.
func production(items, lines, periods int, setups bool) *lp.Problem {
	b := &planBuilder{p: &lp.Problem{Name: "production"}, rng: rand.New(rand.NewPCG(1, 2)), periods: periods, setups: setups}
	for l := range lines {
		first := b.p.AddRows("capacity", strconv.Itoa(l), nil, periods)
		for t := range periods {
			b.p.RowUpper[first+t] = float64(items) * (14 + 7*b.rng.Float64()) / float64(lines)
		}
		b.capacity = append(b.capacity, first)
	}
	for i := range items {
		b.item(strconv.Itoa(i))
	}
	return b.p
}

type planBuilder struct {
	p        *lp.Problem
	rng      *rand.Rand
	periods  int
	setups   bool
	capacity []int // first row of each line
}

func (b *planBuilder) item(name string) {
	p := b.p
	stock := p.AddCols("stock", name, nil, b.periods)
	lost := p.AddCols("lost", name, nil, b.periods)
	balance := p.AddRows("balance", name, nil, b.periods)
	for t := range b.periods {
		p.Cost[stock+t], p.Cost[lost+t] = 0.1+0.2*b.rng.Float64(), 30
		p.Add(balance+t, stock+t, -1)
		p.Add(balance+t, lost+t, 1)
		if t > 0 {
			p.Add(balance+t, stock+t-1, 1)
		}
		demand := 5 + 10*b.rng.Float64()
		p.RowLower[balance+t], p.RowUpper[balance+t] = demand, demand
	}
	for l, capacity := range b.capacity {
		if b.rng.IntN(3) > 0 || l == 0 {
			b.make(name+","+strconv.Itoa(l), balance, capacity)
		}
	}
}

func (b *planBuilder) make(key string, balance, capacity int) {
	p := b.p
	made := p.AddCols("made", key, nil, b.periods)
	rate := 1 + b.rng.Float64()
	for t := range b.periods {
		p.Cost[made+t] = 1 + b.rng.Float64()
		p.Add(balance+t, made+t, 1)
		p.Add(capacity+t, made+t, rate)
	}
	if !b.setups {
		return
	}
	setup := p.AddCols("setup", key, nil, b.periods)
	link := p.AddRows("link", key, nil, b.periods)
	p.SetKind(setup, b.periods, lp.Integer)
	for t := range b.periods {
		p.ColUpper[setup+t], p.Cost[setup+t] = 1, 20
		p.Add(link+t, made+t, 1)
		p.Add(link+t, setup+t, -60)
		p.RowUpper[link+t] = 0
	}
}

// overcommitted is a production plan that must meet all demand with too little capacity.
func overcommitted(items, lines, periods int) *lp.Problem {
	p := production(items, lines, periods, false)
	for _, b := range p.Cols.Blocks() {
		if b.Name == "lost" {
			for k := range b.Len {
				p.ColUpper[b.First+k] = 0
			}
		}
	}
	for i := range p.RowUpper {
		if math.IsInf(p.RowLower[i], -1) {
			p.RowUpper[i] *= 0.5
		}
	}
	return p
}
