package analysis

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Alternative is a plan that is nearly best and differs much from the best one,
// and from the alternatives before it.
type Alternative struct {
	Result      *solver.Result
	Worse       float64      // money by which it is worse than the best plan
	Distance    float64      // to the nearest of the best plan and the alternatives before, in periods' worth of families
	Differences []Difference // from the best plan, the largest first
}

// Difference is one decision about a family that two plans take differently.
type Difference struct {
	Item   string
	Period int
	Kind   Activity
	Best   float64 // in the best plan
	Here   float64
}

// Alternatives finds plans that cost, or earn, at most a share worse than the
// best, and differ from it and from each other as much as can be found: what they
// make, buy and serve of families, each counted in what the best plan does of
// the family in a period. Whole numbers stay as they are.
//
// Such plans show what the optimizer cannot know (Brill, The use of optimization
// models in public-sector planning, Management Science 25, 1979). To be as far
// away as possible is no linear problem. It is climbed: the distance is at least
// what it is with the signs of the differences fixed, which is linear; the best
// plan for them has new signs, and is farther away, until nothing changes. That
// begins with what no plan so far does, as Brill's method does, and with plans
// that are early, late, and bought rather than made. Of all plans as far away
// the best one is taken. The farthest of all may be missed.
func (st *Study) Alternatives(ctx context.Context, n int, within float64, o solver.Options) ([]Alternative, error) {
	if !st.Answers() {
		return nil, errNoAnswers
	}
	c := st.climber(within)
	var list []Alternative
	for range n {
		starts := c.starts()
		ends := make([]climbed, len(starts))
		err := st.each(ctx, len(starts), func(st *Study, k int) (err error) {
			ends[k], err = c.climb(ctx, st.engine, starts[k])
			return err
		})
		if err != nil {
			return nil, err
		}
		best := 0
		for k := range ends {
			if ends[k].distance > ends[best].distance*(1+1e-6) {
				best = k
			}
		}
		if ends[best].distance < leastDistance {
			return list, nil
		}
		columns, err := c.polish(ctx, st.engine, &ends[best])
		if err != nil {
			return nil, err
		}
		list = append(list, c.alternative(columns, o))
	}
	return list, nil
}

// Nearer plans than leastDistance, in periods' worth, are the same plan.
const leastDistance = 1e-4

// climber looks for plans far from points.
type climber struct {
	st     *Study
	nearly *lp.Problem
	basis  *lp.Basis
	sums   []sum
	scale  []float64   // of each sum: what the best plan does of the family in a period
	points [][]float64 // values of the sums in the plans to be far from, the best plan first
}

func (st *Study) climber(within float64) *climber {
	c := &climber{st: st}
	c.nearly, c.basis = st.nearlyBest(within)
	c.nearly.ByColumn()
	s := st.Formulation.Scenario
	total, all := map[string]float64{}, 0.0
	isFamily := map[string]bool{}
	for i := range s.Families {
		isFamily[s.Families[i].ID] = true
	}
	for _, one := range st.sums() {
		if isFamily[one.item] {
			c.sums = append(c.sums, one)
			total[one.item] += one.value(st.best.ColValue)
			all += one.value(st.best.ColValue)
		}
	}
	periods := float64(s.Calendar.Len())
	for _, one := range c.sums {
		size := total[one.item]
		if size <= 1e-6*all {
			size = all / float64(len(s.Families)) // the best plan leaves the family alone
		}
		c.scale = append(c.scale, max(size, 1e-9)/periods)
	}
	c.points = [][]float64{c.values(st.best.ColValue)}
	return c
}

func (c *climber) values(columns []float64) []float64 {
	v := make([]float64, len(c.sums))
	for k := range c.sums {
		v[k] = c.sums[k].value(columns)
	}
	return v
}

// starts are directions to climb in, a sign for each sum.
func (c *climber) starts() [][]float64 {
	half := c.st.Formulation.Scenario.Calendar.Len() / 2
	rules := []func(k int, s *sum) bool{
		func(k int, _ *sum) bool { // what no plan so far does
			return !slices.ContainsFunc(c.points, func(p []float64) bool { return p[k] > 1e-6*c.scale[k] })
		},
		func(_ int, s *sum) bool { return s.period < half },
		func(_ int, s *sum) bool { return s.period >= half },
		func(_ int, s *sum) bool { return s.kind == Buying },
	}
	list := make([][]float64, len(rules))
	for r, rule := range rules {
		for k := range c.sums {
			sign := -1.0
			if rule(k, &c.sums[k]) {
				sign = 1
			}
			list[r] = append(list[r], sign)
		}
	}
	return list
}

// climbed is where a climb ended.
type climbed struct {
	distance float64
	signs    [][]float64 // of the differences from each point
}

// climb goes from signs to better ones until the distance grows no more.
func (c *climber) climb(ctx context.Context, engine solver.Engine, start []float64) (climbed, error) {
	const most, grows = 20, 1e-6
	at := climbed{}
	for range c.points {
		at.signs = append(at.signs, slices.Clone(start))
	}
	for range most {
		p, far := c.problem(at.signs)
		p.Sense, p.Cost[far] = lp.Maximise, 1
		sol, err := c.solve(ctx, engine, p)
		if err != nil {
			return at, err
		}
		values := c.values(sol.ColValue)
		next := climbed{distance: math.Inf(1)}
		for i, point := range c.points {
			signs, distance := slices.Clone(at.signs[i]), 0.0
			for k, v := range values {
				difference := (v - point[k]) / c.scale[k]
				distance += math.Abs(difference)
				if difference != 0 {
					signs[k] = math.Copysign(1, difference)
				}
			}
			next.signs, next.distance = append(next.signs, signs), min(next.distance, distance)
		}
		if next.distance <= at.distance*(1+grows) {
			break
		}
		at = next
	}
	return at, nil
}

// problem is that of the nearly best plans without an objective, with a column
// that is at most the distance from each point as the signs have it.
func (c *climber) problem(signs [][]float64) (p *lp.Problem, far int) {
	p = c.nearly.Clone()
	p.Offset = 0
	for j := range p.Cost {
		p.Cost[j] = 0
	}
	far = p.AddCols("far", "", nil, 1)
	p.ColLower[far] = math.Inf(-1)
	first := p.AddRows("far_from", "", nil, len(signs))
	for i := range signs {
		row := first + i
		p.Add(row, far, -1)
		p.RowLower[row] = 0
		for k := range c.sums {
			weight := signs[i][k] / c.scale[k]
			p.RowLower[row] += weight * c.points[i][k]
			for m, column := range c.sums[k].columns {
				p.Add(row, column, weight*c.sums[k].weights[m])
			}
		}
	}
	return p, far
}

func (c *climber) solve(ctx context.Context, engine solver.Engine, p *lp.Problem) (*lp.Solution, error) {
	basis := c.basis.Clone()
	basis.Cols = append(basis.Cols, lp.AtZero)
	for range c.points {
		basis.Rows = append(basis.Rows, lp.Basic)
	}
	sol, err := engine.Solve(ctx, p, lp.Options{Basis: basis})
	if err != nil {
		return nil, err
	}
	if sol.Stop != lp.Optimal || sol.Primal != lp.Feasible {
		return nil, fmt.Errorf("find a plan that differs: %s", sol.Stop.Sentence())
	}
	return sol, nil
}

// polish finds the best plan that is as far away.
func (c *climber) polish(ctx context.Context, engine solver.Engine, end *climbed) ([]float64, error) {
	p, far := c.problem(end.signs)
	copy(p.Cost, c.nearly.Cost)
	p.ColLower[far] = end.distance * (1 - 1e-6)
	sol, err := c.solve(ctx, engine, p)
	if err != nil {
		return nil, err
	}
	return sol.ColValue, nil
}

// alternative tells what a plan is, and makes it one to be far from.
func (c *climber) alternative(columns []float64, o solver.Options) Alternative {
	a := Alternative{Result: c.st.Formulation.Recount(columns, o), Distance: math.Inf(1)}
	if a.Worse = a.Result.Value - c.st.Result.Value; c.nearly.Sense == lp.Maximise {
		a.Worse = -a.Worse
	}
	values := c.values(columns)
	for _, point := range c.points {
		distance := 0.0
		for k := range values {
			distance += math.Abs(values[k]-point[k]) / c.scale[k]
		}
		a.Distance = min(a.Distance, distance)
	}
	order := make([]int, 0, len(values))
	apart := func(k int) float64 { return math.Abs(values[k]-c.points[0][k]) / c.scale[k] }
	for k := range values {
		if apart(k) > leastDistance {
			order = append(order, k)
		}
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(apart(y), apart(x)) })
	for _, k := range order {
		s := &c.sums[k]
		a.Differences = append(a.Differences, Difference{s.item, s.period, s.kind, c.points[0][k], values[k]})
	}
	c.points = append(c.points, values)
	return a
}
