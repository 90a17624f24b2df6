package analysis

import (
	"context"
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// game is the gain of lifting any set of parts.
type game struct {
	st     *Study
	parts  []Part
	solved []coalition
	solves int
}

// coalition is what became of lifting a set of parts.
type coalition struct {
	set     uint64
	value   float64 // the best objective
	broken  uint64  // parts whose limits the best plan does not keep
	breaks  []int   // how many of each part
	binding uint64  // parts in force whose limits hold the objective back
	basis   *lp.Basis
}

// holds tells whether the best plan of a coalition is the best one of another
// set: it keeps all limits that are in force there, and those that prove it
// best are in force.
func (c *coalition) holds(set uint64) bool { return c.broken&^set == 0 && c.binding&set == 0 }

// newGame knows nothing but the plan that keeps all limits.
func newGame(st *Study, parts []Part) *game {
	g := &game{st: st, parts: parts}
	g.solved = []coalition{g.coalition(0, st.best)}
	return g
}

// coalition reads a solution.
func (g *game) coalition(set uint64, sol *lp.Solution) coalition {
	c := coalition{set: set, value: sol.Objective, basis: sol.Basis, breaks: make([]int, len(g.parts))}
	p := g.st.linear
	for i := range g.parts {
		bit := uint64(1) << i
		for _, row := range g.parts[i].Rows {
			v := sol.RowValue[row]
			if v < p.RowLower[row]-kept*max(1, math.Abs(v)) || v > p.RowUpper[row]+kept*max(1, math.Abs(v)) {
				c.broken |= bit
				c.breaks[i]++
			}
			if set&bit == 0 && math.Abs(sol.RowDual[row]) > kept {
				c.binding |= bit
			}
		}
	}
	return c
}

// kept is the tolerance to which a limit is kept, and has no price.
const kept = 1e-9

// known is the coalition whose best plan is that of a set; nil where none is known.
func (g *game) known(set uint64) *coalition {
	for k := range g.solved {
		if c := &g.solved[k]; c.holds(set) {
			return c
		}
	}
	return nil
}

// lift is the best objective with a set of parts lifted.
func (g *game) lift(ctx context.Context, st *Study, set uint64) (float64, error) {
	if c := g.known(set); c != nil {
		return c.value, nil
	}
	c, err := g.solve(ctx, st, set)
	if err != nil {
		return 0, err
	}
	g.solves++
	g.solved = append(g.solved, c)
	return c.value, nil
}

// solve starts from the nearest coalition; a large problem from nothing, where none has prices that are right.
func (g *game) solve(ctx context.Context, st *Study, set uint64) (coalition, error) {
	from := g.nearest(set)
	p := st.linear.Clone()
	for i := range g.parts {
		if set&(1<<i) == 0 {
			continue
		}
		for _, row := range g.parts[i].Rows {
			p.RowLower[row], p.RowUpper[row] = math.Inf(-1), math.Inf(1)
		}
	}
	options := lp.Options{Basis: from.basis}
	if from.binding&set != 0 && p.NumRows() > lp.AutoSimplexRows {
		options.Basis = nil
	}
	sol, err := st.engine.Solve(ctx, p, options)
	switch {
	case err != nil:
		return coalition{}, err
	case sol.Stop == lp.Unbounded || sol.Stop == lp.InfeasibleOrUnbounded:
		return coalition{}, errUnlimited
	case sol.Stop != lp.Optimal || sol.RowDual == nil:
		return coalition{}, fmt.Errorf("lift limits: %s", sol.Stop.Sentence())
	}
	return g.coalition(set, sol), nil
}

// nearest is the coalition to begin from when a set is asked about: of those whose prices are right for it, since all
// limits that have one are in force, the one whose plan has the fewest limits to mend. The dual simplex method
// goes on from there. It is that of no part where there is none.
func (g *game) nearest(set uint64) *coalition {
	from, fewest := &g.solved[0], math.MaxInt
	for k := range g.solved {
		c := &g.solved[k]
		if c.binding&set != 0 {
			continue
		}
		breaks := 0
		for i, n := range c.breaks {
			if set&(1<<i) == 0 {
				breaks += n
			}
		}
		if breaks < fewest {
			from, fewest = c, breaks
		}
	}
	return from
}
