package analysis

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Repair is how little the limits of a scenario without a plan must move for
// there to be one. Each limit counts in shares of its own size, so that hours
// and pieces can be added up: 3 % of a capacity is as much as 3 % of a demand.
type Repair struct {
	Only  string        // the group that may move; empty: any
	Size  float64       // sum of the shares of all moves
	Moves []solver.Move // in the order of the rows
}

// Repairs finds the smallest repair by any limits, and the smallest by each
// group of the conflict alone, where it can do without the others, smallest
// first. There are none where no limit that can move is at fault.
func Repairs(ctx context.Context, engine solver.Engine, f *solver.Formulation, conflict []solver.LimitState) ([]Repair, error) {
	limits := f.Limits()
	best, err := repair(ctx, engine, f, limits, "")
	if err != nil || best == nil {
		return nil, err
	}
	list := []Repair{*best}
	var groups []model.Group
	for _, l := range conflict {
		if !slices.Contains(groups, l.Group) {
			groups = append(groups, l.Group)
		}
	}
	for _, group := range groups {
		alone, err := repair(ctx, engine, f, limits, group)
		if err != nil {
			return nil, err
		}
		if alone != nil && !slices.ContainsFunc(list, func(r Repair) bool { return sameMoves(r.Moves, alone.Moves) }) {
			list = append(list, *alone)
		}
	}
	slices.SortStableFunc(list[1:], func(a, b Repair) int { return cmp.Compare(a.Size, b.Size) })
	return list, nil
}

func sameMoves(a, b []solver.Move) bool {
	return slices.EqualFunc(a, b, func(x, y solver.Move) bool {
		return x.Row == y.Row && math.Abs(x.Amount-y.Amount) <= sameMove*max(1, math.Abs(x.Amount))
	})
}

const (
	sameMove  = 1e-6
	leastMove = 1e-7 // of the size of a limit: less is the engine's tolerance
)

// repair solves the elastic problem in which every limit of the group may be
// broken, at 1 for each time its own size. It is nil where that is not enough.
func repair(ctx context.Context, engine solver.Engine, f *solver.Formulation, limits []solver.LimitState, only model.Group) (*Repair, error) {
	p := f.Loosened()
	p.Sense, p.Offset = lp.Minimise, 0
	for j := range p.Cost {
		p.Cost[j] = 0
	}
	sizes := sizesOf(f.Problem, limits)
	type stretch struct {
		column, row int
		direction   float64
	}
	var stretches []stretch
	for row := range limits {
		l := &limits[row]
		if l.Group.Info().Identity || l.Priced || only != "" && l.Group != only {
			continue
		}
		for _, direction := range []float64{+1, -1} { // a limit that moves up, and one that moves down
			if direction > 0 && l.Sense == ">=" || direction < 0 && l.Sense == "<=" {
				continue
			}
			column := p.AddCols("move", l.ID, nil, 1)
			p.Cost[column] = reluctance(l.Group) / sizes[row]
			p.Add(row, column, -direction)
			stretches = append(stretches, stretch{column, row, direction})
		}
	}
	sol, err := engine.Solve(ctx, p, lp.Options{})
	switch {
	case err != nil:
		return nil, fmt.Errorf("find a repair: %w", err)
	case sol.Stop == lp.Infeasible:
		return nil, nil
	case sol.Stop != lp.Optimal:
		return nil, fmt.Errorf("find a repair: %s", sol.Stop.Sentence())
	}
	r := &Repair{Only: string(only), Size: sol.Objective}
	for _, s := range stretches {
		if amount := sol.ColValue[s.column]; amount > leastMove*sizes[s.row] {
			r.Moves = append(r.Moves, solver.Move{Row: s.row, Amount: s.direction * amount})
		}
	}
	return r, nil
}

// reluctance is how many times as hard it is to move a limit of a group: what is
// locked, frozen or given moves last.
func reluctance(group model.Group) float64 {
	if group == model.GroupFixed {
		return 1000
	}
	return 1
}

// sizesOf are the sizes of limits: what they say, or where that is 0 the most
// that any limit of the same thing says, or the largest number in the row.
func sizesOf(p *lp.Problem, limits []solver.LimitState) []float64 {
	type thing struct {
		group model.Group
		key   string
	}
	most := map[thing]float64{}
	for i := range limits {
		at := thing{limits[i].Group, limits[i].Key}
		most[at] = max(most[at], math.Abs(limits[i].Limit))
	}
	sizes := make([]float64, len(limits))
	for i := range limits {
		sizes[i] = most[thing{limits[i].Group, limits[i].Key}]
		if own := math.Abs(limits[i].Limit); own > 0 {
			sizes[i] = own
		}
		if sizes[i] == 0 {
			_, values := p.ByRow().Line(i)
			for _, v := range values {
				sizes[i] = max(sizes[i], math.Abs(v))
			}
		}
		if sizes[i] == 0 {
			sizes[i] = 1
		}
	}
	return sizes
}
