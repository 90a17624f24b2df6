package analysis

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"sync/atomic"

	"github.com/steelyard-sop/steelyard/model"
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
// them, at most so many (0: all), and tells how many it left out.
func (st *Study) Leeway(ctx context.Context, within float64, items int) (list []Leeway, left int, err error) {
	if !st.Answers() {
		return nil, 0, errNoAnswers
	}
	sums, left := st.foremost(st.sums(), items)
	list, err = st.leeway(ctx, within, sums)
	return list, left, err
}

// foremost keeps the sums of the items that the best plan puts the most money
// through, at most so many (0: all), and tells how many items it leaves out.
func (st *Study) foremost(sums []sum, most int) (kept []sum, left int) {
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
	if most <= 0 || len(items) <= most {
		return sums, 0
	}
	slices.SortStableFunc(items, func(a, b string) int { return cmp.Compare(money[b], money[a]) })
	out := items[most:]
	return slices.DeleteFunc(sums, func(s sum) bool { return slices.Contains(out, s.item) }), len(out)
}

// leeway is that of sums.
func (st *Study) leeway(ctx context.Context, within float64, sums []sum) ([]Leeway, error) {
	list := make([]Leeway, len(sums))
	for k := range sums {
		s := &sums[k]
		list[k] = Leeway{Item: s.item, Period: s.period, Kind: s.kind, Plan: s.value(st.best.ColValue)}
	}
	p, basis := st.nearlyBest(within)
	p.ByColumn()
	ends := st.simpleEnds(sums)
	// A plan found on the way often does nothing of some other sum: then its
	// least needs no search. So all the mosts come first.
	least := make([]atomic.Bool, len(sums))
	reached := func(values []float64) {
		for k := range sums {
			if ends[k].least >= sums[k].value(values)-sameMove {
				least[k].Store(true)
			}
		}
	}
	reached(st.best.ColValue)
	err := st.each(ctx, len(sums), func(st *Study, k int) (err error) {
		if list[k].Most = ends[k].most; list[k].Plan >= ends[k].most-sameMove {
			return nil
		}
		list[k].Most, err = st.outermost(ctx, p, basis, &sums[k], lp.Maximise, reached)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = st.each(ctx, len(sums), func(st *Study, k int) (err error) {
		if list[k].Least = ends[k].least; least[k].Load() {
			return nil
		}
		list[k].Least, err = st.outermost(ctx, p, basis, &sums[k], lp.Minimise, func([]float64) {})
		return err
	})
	return list, err
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

// Shock is how much worse things can get before there is no plan.
type Shock struct {
	Share  float64 // of the limits that change: 0.12 is 12 % more or less; infinite, or 1 for less, where there is always a plan
	Limits []int   // rows of the limits that then stand in the way, the most important first
}

// Breaking finds the largest rise of demand (direction +1), or fall of a
// group's limits (-1), in one share for all, for which there is still a plan.
// It is nil where there are no such limits but some of 0, of which no share is
// anything.
func (st *Study) Breaking(ctx context.Context, group model.Group, direction float64) (*Shock, error) {
	if !st.Answers() {
		return nil, errNoAnswers
	}
	p := st.linear.Clone()
	onlyFeasible(p, nil)
	p.Sense = lp.Maximise
	share := p.AddCols("share", string(group), nil, 1)
	p.Cost[share] = 1
	if direction < 0 {
		p.ColUpper[share] = 1 // there is nothing less than nothing
	}
	any := false
	for row := range st.Result.Limits {
		l := &st.Result.Limits[row]
		if side := st.side(row); l.Group == group && side != 0 {
			p.Add(row, share, -direction*side)
			any = true
		}
	}
	if !any {
		return nil, nil
	}
	var sol *lp.Solution
	err := st.kept(ctx, func(st *Study) (err error) {
		sol, err = st.engine.Solve(ctx, p, lp.Options{Basis: st.withColumn(lp.AtLower)})
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case sol.Stop == lp.Unbounded || sol.Stop == lp.InfeasibleOrUnbounded:
		return &Shock{Share: math.Inf(1)}, nil
	case sol.Primal != lp.Feasible || sol.RowDual == nil:
		return nil, fmt.Errorf("find the breaking point of %s: %s", group, sol.Stop.Sentence())
	}
	return &Shock{Share: sol.Objective, Limits: st.standing(sol, group)}, nil
}

// standing ranks the limits that hold a shock back, by price times limit.
func (st *Study) standing(sol *lp.Solution, group model.Group) []int {
	const most = 3
	var rows []int
	weight := func(row int) float64 {
		return math.Abs(sol.RowDual[row]) * max(1, math.Abs(st.side(row)))
	}
	for row := range st.Result.Limits {
		l := &st.Result.Limits[row]
		if l.Group == group || l.Group.Info().Identity || math.Abs(sol.RowDual[row]) <= 1e-12 {
			continue
		}
		at := len(rows)
		for at > 0 && weight(rows[at-1]) < weight(row) {
			at--
		}
		rows = append(rows[:at], append([]int{row}, rows[at:]...)...)
		rows = rows[:min(most, len(rows))]
	}
	return rows
}
