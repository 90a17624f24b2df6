package solver

import (
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

// Ties: among equally good plans the first of these decides in which they differ.
// With worth[j] what a unit of decision j is worth (see worths), n the number of
// periods and given[j] the decision in the plan to stay near to,
//
//	near     sum_j,t worth[j] | x[j,t] - given[j,t] |    where there is a plan to stay near to: see near.go
//	service  sum_d,t worth[d] (backlog[d,t] + lost[d,t])
//	stock    sum_k,t worth[k] stock[k,t]
//	late     sum_j,t worth[j] (n - t) / n x[j,t]         runs, orders, shipments
//	changes  sum_j,t x[j,t]                              hires, layoffs, starts, stops, openings, closings
//	steady   sum_p,t worth[p] | runs[p,t] - runs[p,t-1] |
//	structure  sum_j,t weight[j,t] x[j,t]
//
// are made as small as can be, one after the other. The weights of the last are
// from 1 to 2, and come from the structure of the problem alone: see colour.go.

// tie is one of them.
type tie struct {
	weights []float64 // of every column; nil: none
	apart   []apart
}

// apart is a distance that is to be small: weight |x[column] - x[from] - constant|.
type apart struct {
	column, from int // from may be none
	constant     float64
	weight       float64
}

// leastWorth is the least that one unit may be worth, as a share of the most.
const leastWorth = 1e-4

// tieBreaks lists the ties in their order, but for the last.
func (f *Formulation) tieBreaks(near *Near) []tie {
	w := f.worths()
	var ties []tie
	if near != nil {
		ties = append(ties, f.tieNear(near.Decisions, w))
	}
	n, c := f.Scenario.Calendar.Len(), &f.columns
	always := func(int) float64 { return 1 }
	early := func(t int) float64 { return float64(n-t) / float64(n) }
	service, stock, late, changes := f.newTie(), f.newTie(), f.newTie(), f.newTie()
	service.add(n, c.backlog, w.demand, always)
	service.add(n, c.lost, w.demand, always)
	stock.add(n, c.stock, w.stock, always)
	late.add(n, c.runs, w.process, early)
	late.add(n, c.bought, w.offer, early)
	late.add(n, c.shipped, w.cargo, early)
	for _, columns := range [][]int{
		c.hired, c.laidOff, c.starts, c.stops, c.opened, c.closed, c.crew.moved, c.crew.signed,
	} {
		changes.add(n, columns, nil, always)
	}
	steady := tie{}
	for p, first := range c.runs {
		for t := 1; t < n && first != none; t++ {
			steady.apart = append(steady.apart, apart{first + t, first + t - 1, 0, w.process[p]})
		}
	}
	return append(ties, service, stock, late, changes, steady)
}

func (f *Formulation) newTie() tie { return tie{weights: make([]float64, f.Problem.NumCols())} }

// add puts decisions into a tie; without worths each unit counts 1.
func (to *tie) add(periods int, columns []int, worths []float64, factor func(t int) float64) {
	for k, first := range columns {
		for t := 0; t < periods && first != none; t++ {
			to.weights[first+t] = factor(t)
			if worths != nil {
				to.weights[first+t] *= worths[k]
			}
		}
	}
}

// tieNear is the distance to given decisions.
func (f *Formulation) tieNear(given []model.Lock, w *worths) tie {
	var to tie
	measures, n := f.Scenario.Measures(), f.Scenario.Calendar.Len()
	for i := range given {
		lock := &given[i]
		cell, ok := measures.LockCell(lock.Quantity, lock.Key)
		if !ok || f.firsts(cell.Grid)[cell.Row] == none {
			continue
		}
		one := 1.0
		if worth := w.of(cell.Grid); worth != nil {
			one = worth[cell.Row]
		}
		for t := range n {
			if v := lock.Limit.Value.At(t); !notGiven(v) {
				to.apart = append(to.apart, apart{f.firsts(cell.Grid)[cell.Row] + t, none, v, one})
			}
		}
	}
	return to
}

// worths is what one unit is worth, as a share of the most that one of anything
// is: of an item its standard cost, or its price where it has none; of a run what
// it makes. Where nothing tells, it is that of the most.
type worths struct {
	process, input, offer, cargo, stock, demand []float64
}

// of is what one unit of each row of a table is worth; nil: 1.
func (w *worths) of(id model.GridID) []float64 {
	switch id {
	case model.GridRuns:
		return w.process
	case model.GridBlended:
		return w.input
	case model.GridBought:
		return w.offer
	case model.GridShipped:
		return w.cargo
	}
	return nil
}

func (f *Formulation) worths() *worths {
	s, index := f.Scenario, f.columns.itemOf
	item := f.worthOfItems()
	w := &worths{}
	for i := range s.Processes {
		made := 0.0
		for _, part := range s.Processes[i].Makes {
			made += part.Quantity.Or(0, 0) * item[index[part.ID]]
		}
		w.process = append(w.process, made)
	}
	scale(w.process)
	for _, ref := range s.BlendInputs() {
		w.input = append(w.input, item[index[ref.Input.Item]])
	}
	for _, ref := range s.Offers() {
		w.offer = append(w.offer, item[index[ref.Offer.Item]])
	}
	for _, ref := range s.Cargos() {
		w.cargo = append(w.cargo, item[index[ref.Cargo.Item]])
	}
	for k := range s.Inventory {
		w.stock = append(w.stock, item[index[s.Inventory[k].Item]])
	}
	for k := range s.Demand {
		w.demand = append(w.demand, item[index[s.Demand[k].Item]])
	}
	return w
}

func (f *Formulation) worthOfItems() []float64 {
	s := f.Scenario
	items, costs, n := s.Items(), s.StandardCosts(), s.Calendar.Len()
	worth := make([]float64, len(items))
	for i := range items {
		for t := range n {
			worth[i] += costs.At(i, t)
		}
		for t := 0; t < n && worth[i] == 0; t++ {
			worth[i] = items[i].Price.Or(t, 0) * float64(n)
		}
	}
	scale(worth)
	return worth
}

// scale makes the largest 1, and what is nothing, or next to it, not too small.
func scale(worth []float64) {
	most := 0.0
	for _, v := range worth {
		most = max(most, v)
	}
	for i, v := range worth {
		switch {
		case !(v > 0) || math.IsInf(most, 1):
			worth[i] = 1
		default:
			worth[i] = max(leastWorth, v/most)
		}
	}
}
