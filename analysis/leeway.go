package analysis

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"sync/atomic"
	"time"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Leeway is what the plans that are nearly best have in common: the least and
// the most of a decision over all plans whose objective is within a share of
// the best.
type Leeway struct {
	Item   string // id of a family or material
	Period int
	Kind   Activity
	Plan   float64 // in the best plan
	Least  float64
	Most   float64 // infinite where nothing holds it back
}

// Activity is what is done with an item.
type Activity string

// The activities.
const (
	Making  Activity = "made"
	Buying  Activity = "bought"
	Serving Activity = "served"
)

// Verdict says what the nearly best plans have in common about a decision.
type Verdict string

// The verdicts.
const (
	Must  Verdict = "must"  // all of them do it
	May   Verdict = "may"   // some do
	Never Verdict = "never" // none does
)

// Verdict tells which it is; what is smaller than a millionth of the largest
// quantity in the plan is nothing.
func (l *Leeway) Verdict(largest float64) Verdict {
	nothing := 1e-6 * max(1, largest)
	switch {
	case l.Most <= nothing:
		return Never
	case l.Least > nothing:
		return Must
	}
	return May
}

// sum is a weighted sum of columns.
type sum struct {
	item    string
	period  int
	kind    Activity
	columns []int
	weights []float64
}

// value is the sum in a plan.
func (s *sum) value(columns []float64) float64 {
	v := 0.0
	for i, column := range s.columns {
		v += s.weights[i] * columns[column]
	}
	return v
}

// Leeway finds how far every quantity that is made, bought or served may differ
// in plans that cost, or earn, at most a share worse than the best one. Whole
// numbers stay as they are. It asks about the items with the most money in
// them, at most so many (0: all), and those that come last are left out when the
// time limit comes first (0: none). It tells how many it left out.
func (st *Study) Leeway(ctx context.Context, within float64, items int, limit time.Duration) (list []Leeway, left int, err error) {
	if !st.Answers() {
		return nil, 0, errNoAnswers
	}
	sums, left := st.foremost(st.sums(), items)
	q := st.askLeeway(within, sums)
	if limit > 0 {
		q.until = time.Now().Add(limit)
	}
	for _, block := range st.blocks(sums) {
		if err = q.answer(ctx, st, block); err != nil {
			return nil, 0, err
		}
	}
	list, unasked := q.answered()
	return list, left + unasked, nil
}

// foremost keeps the sums of the items that the best plan puts the most money
// through, at most so many (0: all), and tells how many items it leaves out.
func (st *Study) foremost(sums []sum, most int) (kept []sum, left int) {
	items := st.byMoney(sums)
	if most <= 0 || len(items) <= most {
		return sums, 0
	}
	out := items[most:]
	return slices.DeleteFunc(sums, func(s sum) bool { return slices.Contains(out, s.item) }), len(out)
}

// byMoney lists the items of sums, the one that the best plan puts the most
// money through first.
func (st *Study) byMoney(sums []sum) []string {
	var items []string
	money := map[string]float64{}
	for i := range sums {
		s := &sums[i]
		if _, known := money[s.item]; !known {
			items = append(items, s.item)
		}
		for _, column := range s.columns {
			money[s.item] += math.Abs(st.best.ColValue[column]) * st.throughput(column)
		}
	}
	slices.SortStableFunc(items, func(a, b string) int { return cmp.Compare(money[b], money[a]) })
	return items
}

// block is how many sums are asked about side by side, or a few more.
const block = 200

// blocks divides sums, by their numbers, in the order of the money in their
// items. An item is in one block.
func (st *Study) blocks(sums []sum) [][]int {
	byItem := map[string][]int{}
	for k := range sums {
		byItem[sums[k].item] = append(byItem[sums[k].item], k)
	}
	var blocks [][]int
	var next []int
	for _, item := range st.byMoney(sums) {
		if next = append(next, byItem[item]...); len(next) >= block {
			blocks, next = append(blocks, next), nil
		}
	}
	if len(next) > 0 {
		blocks = append(blocks, next)
	}
	return blocks
}

// askedLeeway is the leeway of sums, as far as it is known.
type askedLeeway struct {
	sums  []sum
	list  []Leeway
	ends  []span
	p     *lp.Problem // whose plans are the nearly best ones
	basis *lp.Basis   // of the best plan in it
	until time.Time   // zero: as long as it takes

	// A plan found on the way often does nothing of some other sum: then its
	// least needs no search. So all the mosts of a block come first.
	least      []atomic.Bool
	most, done []bool
}

// askLeeway begins with what the best plan tells.
func (st *Study) askLeeway(within float64, sums []sum) *askedLeeway {
	n := len(sums)
	q := &askedLeeway{
		sums: sums, list: make([]Leeway, n), ends: st.simpleEnds(sums),
		least: make([]atomic.Bool, n), most: make([]bool, n), done: make([]bool, n),
	}
	for k := range sums {
		s := &sums[k]
		q.list[k] = Leeway{Item: s.item, Period: s.period, Kind: s.kind, Plan: s.value(st.best.ColValue)}
	}
	q.p, q.basis = st.nearlyBest(within)
	q.p.ByColumn()
	q.reached(st.best.ColValue)
	return q
}

// reached hears of a nearly best plan.
func (q *askedLeeway) reached(values []float64) {
	for k := range q.sums {
		if q.ends[k].least >= q.sums[k].value(values)-sameMove {
			q.least[k].Store(true)
		}
	}
}

// answer finds both ends of a block of sums, or of as many as there is time for.
func (q *askedLeeway) answer(ctx context.Context, st *Study, block []int) error {
	over := func() bool { return !q.until.IsZero() && time.Now().After(q.until) }
	err := st.each(ctx, len(block), func(st *Study, i int) (err error) {
		k := block[i]
		switch l := &q.list[k]; {
		case l.Plan >= q.ends[k].most-sameMove:
			l.Most = q.ends[k].most
		case over():
			return nil
		default:
			l.Most, err = st.outermost(ctx, q.p, q.basis, &q.sums[k], lp.Maximise, q.reached)
		}
		q.most[k] = true
		return err
	})
	if err != nil {
		return err
	}
	return st.each(ctx, len(block), func(st *Study, i int) (err error) {
		k := block[i]
		switch l := &q.list[k]; {
		case q.least[k].Load():
			l.Least = q.ends[k].least
		case over():
			return nil
		default:
			l.Least, err = st.outermost(ctx, q.p, q.basis, &q.sums[k], lp.Minimise, func([]float64) {})
		}
		q.done[k] = q.most[k]
		return err
	})
}

// answered is the leeway of the items of which every end is known, and how many there are besides.
func (q *askedLeeway) answered() (list []Leeway, others int) {
	left := map[string]bool{}
	for k := range q.sums {
		if !q.done[k] {
			left[q.sums[k].item] = true
		}
	}
	return slices.DeleteFunc(q.list, func(l Leeway) bool { return left[l.Item] }), len(left)
}

// span is the least and the most that a sum could be.
type span struct{ least, most float64 }

// simpleEnds are the ends of sums as the bounds of their columns, and rows that
// hold one column alone, set them.
func (st *Study) simpleEnds(sums []sum) []span {
	p := st.linear
	lower, upper := slices.Clone(p.ColLower), slices.Clone(p.ColUpper)
	rows := p.ByRow()
	for i := range rows.Len() {
		columns, values := rows.Line(i)
		if len(columns) != 1 {
			continue
		}
		j, least, most := columns[0], p.RowLower[i]/values[0], p.RowUpper[i]/values[0]
		lower[j], upper[j] = max(lower[j], min(least, most)), min(upper[j], max(least, most))
	}
	ends := make([]span, len(sums))
	for k := range sums {
		for i, j := range sums[k].columns {
			w := sums[k].weights[i]
			if w == 0 {
				continue
			}
			ends[k].least += min(w*lower[j], w*upper[j])
			ends[k].most += max(w*lower[j], w*upper[j])
		}
	}
	return ends
}

// nearlyBest is the problem with a row that keeps the objective within a share
// of the best, and the basis of the best plan in it.
func (st *Study) nearlyBest(within float64) (*lp.Problem, *lp.Basis) {
	p := st.linear.Clone()
	row := p.AddRows("nearly_best", "", nil, 1)
	for j, cost := range p.Cost {
		if cost != 0 {
			p.Add(row, j, cost)
		}
	}
	slack := within * math.Abs(st.best.Objective)
	if p.Sense == lp.Maximise {
		p.RowLower[row] = st.best.Objective - p.Offset - slack
	} else {
		p.RowUpper[row] = st.best.Objective - p.Offset + slack
	}
	basis := st.best.Basis.Clone()
	basis.Rows = append(basis.Rows, lp.Basic)
	return p, basis
}

// outermost is the least or the most of a sum; found hears of a plan that has it.
func (st *Study) outermost(ctx context.Context, nearly *lp.Problem, basis *lp.Basis, s *sum, sense lp.Sense, found func([]float64)) (float64, error) {
	p := nearly.Clone()
	onlyFeasible(p, nil)
	p.Sense = sense
	for k, column := range s.columns {
		p.Cost[column] += s.weights[k]
	}
	sol, err := st.engine.Solve(ctx, p, lp.Options{Basis: basis})
	switch {
	case err != nil:
		return 0, err
	case sol.Stop == lp.Unbounded || sol.Stop == lp.InfeasibleOrUnbounded:
		return math.Inf(1), nil
	case sol.Primal != lp.Feasible:
		return 0, fmt.Errorf("find the leeway of %s: %s", s.item, sol.Stop.Sentence())
	}
	found(sol.ColValue)
	return sol.Objective, nil
}

// sums lists what is made, bought and served of every item in every period, in
// the order of the scenario.
func (st *Study) sums() []sum {
	s := st.Formulation.Scenario
	index := s.ItemIndex()
	periods := s.Calendar.Len()
	items := s.Items()
	kinds := []Activity{Making, Buying, Serving}
	grid := make([]sum, len(items)*len(kinds)*periods)
	at := func(item string, kind, t int) *sum { return &grid[(index[item]*len(kinds)+kind)*periods+t] }
	add := func(item string, kind, t, column int, weight float64) {
		to := at(item, kind, t)
		to.columns, to.weights = append(to.columns, column), append(to.weights, weight)
	}
	columns := st.Formulation.Columns()
	for i := range s.Processes {
		for _, part := range s.Processes[i].Makes {
			for t := range periods {
				add(part.ID, 0, t, columns.Runs[i]+t, part.Quantity.Or(t, 0))
			}
		}
	}
	for k, ref := range s.Offers() {
		for t := range periods {
			add(ref.Offer.Item, 1, t, columns.Bought[k]+t, 1)
		}
	}
	for d := range s.Demand {
		for t := range periods {
			add(s.Demand[d].Item, 2, t, columns.Served[d]+t, 1)
		}
	}
	var list []sum
	for i := range items {
		for kind := range kinds {
			for t := range periods {
				if one := *at(items[i].ID, kind, t); len(one.columns) > 0 {
					one.item, one.kind, one.period = items[i].ID, kinds[kind], t
					list = append(list, one)
				}
			}
		}
	}
	return list
}
