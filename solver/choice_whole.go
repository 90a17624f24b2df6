package solver

import (
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Whole numbers are chosen before the rest, by a search of its own among the plans
// that are as good as the one that was found. With near[j] the decision in the plan
// to stay near to, n the number of periods, and weight[j,t] from colour.go,
//
//	sum_j,t | x[j,t] - near[j,t] |                                  where there is such a plan, and 1/100 of
//	sum_j,t (1 + 1/10 (n - t) / n + 1/100 (weight[j,t] - 1)) x[j,t]
//
// over the columns of whole numbers is made as small as can be: as few as possible,
// as late as possible, and then by structure. Where nothing tells two decisions apart
// the first by id is preferred.

const (
	wholeNodes = 1000 // of the search; it is over by then, or the first plan stays

	wholeEarly, wholeStructure = 1e-1, 1e-2
	wholeTwin                  = 1e-4 // and this divided by how many there are
	wholeOther                 = 1e-2 // than being near

	wholeGap = 1e-7 // to which the search is proven, of a sum of whole numbers
)

// whole finds the best plan with the preferred whole numbers, given any best plan,
// which it returns where why tells that there is none that can be relied on.
func (c *chooser) whole(sol *lp.Solution) (chosen *lp.Solution, why string, err error) {
	if sol, err = c.prove(sol); err != nil {
		return nil, "", err
	}
	if !isProven(sol) {
		return sol, "the plan is proven best only to within the gap", nil
	}
	first := sol.Fixed
	size := max(1, math.Abs(first.Objective))
	p := c.f.Problem.Clone()
	c.f.keepWithin(p, first.Objective, sameObjective)
	start := c.aimWhole(p, first.ColValue)
	found, err := c.engine.Solve(c.ctx, p, lp.Options{
		RelGap: wholeGap / float64(max(1, p.NumCols())), AbsGap: wholeGap, NodeLimit: wholeNodes, Threads: c.o.Threads, TimeLimit: c.o.TimeLimit,
		Start: start,
	})
	switch {
	case err != nil:
		return nil, "", err
	case found.Stop != lp.Optimal || found.Primal != lp.Feasible:
		return sol, "which whole numbers are preferred was not found in the steps allowed", nil
	}
	if c.f.sameWhole(found.ColValue, first.ColValue) {
		return sol, "", nil
	}
	fixed, err := c.engine.Solve(c.ctx, fixedAt(c.f.Problem, found.ColValue[:c.f.Problem.NumCols()]), lp.Options{Ranging: sol.Fixed.Ranging != nil})
	switch {
	case err != nil:
		return nil, "", err
	case fixed.Stop != lp.Optimal || fixed.Basis == nil || math.Abs(fixed.Objective-first.Objective) > 2*sameObjective*size:
		return sol, "the preferred whole numbers are not as good as the first", nil
	}
	out := *sol
	out.ColValue, out.RowValue, out.Objective, out.Fixed = fixed.ColValue, fixed.RowValue, fixed.Objective, fixed
	return &out, "", nil
}

// wholeProof is how well a plan must be proven best, as a share of its objective,
// for there to be an answer to what is as good.
const wholeProof = 1e-8

// isProven tells whether a plan is proven that well.
func isProven(sol *lp.Solution) bool {
	value := sol.Fixed.Objective
	return math.Abs(value-sol.Bound) <= wholeProof*max(1, math.Abs(value)) // false where there is no bound
}

// prove goes on where a plan was good enough for the gap that everybody gets who
// asks for none. Whoever asks for a gap of his own has it.
func (c *chooser) prove(sol *lp.Solution) (*lp.Solution, error) {
	if isProven(sol) || c.o.RelGap > DefaultGap {
		return sol, nil
	}
	o := c.o.engine()
	o.RelGap, o.AbsGap, o.NodeLimit, o.Progress = wholeProof/10, wholeProof/10, wholeNodes, nil
	o.Ranging = sol.Fixed.Ranging != nil
	o.Start = sol.Fixed.ColValue
	better, err := c.engine.Solve(c.ctx, c.f.Problem, o)
	if err != nil || better.Stop != lp.Optimal || better.Fixed == nil || better.Fixed.Stop != lp.Optimal {
		return sol, err
	}
	return better, nil
}

// keepWithin adds a row that keeps the objective within a share of the best. Its
// size is such that what the engine tolerates in a row is a thousandth of a
// millionth of the objective.
func (f *Formulation) keepWithin(p *lp.Problem, best, share float64) {
	const most = 1e3
	size := max(1, math.Abs(best))
	row := p.AddRows("best", "", nil, 1)
	for j, cost := range f.Problem.Cost {
		p.Add(row, j, cost*most/size)
	}
	side := (best - p.Offset) * most / size
	if p.Sense == lp.Maximise {
		p.RowLower[row] = side - share*most
	} else {
		p.RowUpper[row] = side + share*most
	}
}

// aimWhole makes what is preferred of whole numbers the objective. It returns the
// first plan as a start for the search.
func (c *chooser) aimWhole(p *lp.Problem, first []float64) (start []float64) {
	f, n := c.f, float64(c.f.Scenario.Calendar.Len())
	colours, before := coloursOf(f.Problem, f.told(c.preferred(), f.Problem.NumCols())), map[uint64]int{}
	for _, colour := range colours.of {
		before[colour]++
	}
	seen := map[uint64]int{}
	clear(p.Cost)
	p.Sense, p.Offset = lp.Minimise, 0
	for _, block := range f.Problem.Cols.Blocks() {
		for k := range block.Len {
			j := block.First + k
			if f.Problem.ColKind[j] == lp.Continuous {
				continue
			}
			colour := colours.of[j]
			twin := float64(seen[colour]) / float64(before[colour])
			seen[colour]++
			p.Cost[j] = 1 + wholeEarly*(n-float64(k))/n + wholeStructure*(weight(colour)-1) + wholeTwin*twin
		}
	}
	if c.o.Near == nil {
		return first
	}
	return c.aimNear(p, first)
}

// aimNear puts the distance to the given plan before the rest.
func (c *chooser) aimNear(p *lp.Problem, first []float64) (start []float64) {
	at := wholeFace(p)
	for j := range at.place {
		p.Cost[j] *= wholeOther
	}
	start = slices.Clone(first)
	for _, a := range c.distance() {
		if c.f.Problem.ColKind[a.column] != lp.Continuous {
			a.weight = 1
			at.addApart(a)
			start = append(start, math.Abs(first[a.column]-a.constant))
		}
	}
	return start
}

// sameWhole tells whether two solutions have the same whole numbers.
func (f *Formulation) sameWhole(a, b []float64) bool {
	for j, kind := range f.Problem.ColKind {
		if kind != lp.Continuous && math.Round(a[j]) != math.Round(b[j]) {
			return false
		}
	}
	return true
}
