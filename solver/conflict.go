package solver

import (
	"context"
	"math"
	"time"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Conflict: a smallest set of limits that cannot all hold. It starts from the
// limits that the engine's proof of infeasibility leans on, and then drops one
// after another: what is still infeasible without a limit did not need it.
// What remains is irreducible: without any one of its members, and with no
// limit outside of it, a plan exists. Identities (balance, heads) always hold
// and are never members.

// conflictTime bounds the search; what is known by then is returned, which may
// not be the smallest set.
const conflictTime = 30 * time.Second

func (f *Formulation) conflict(ctx context.Context, engine Engine, o Options) ([]LimitState, error) {
	limit := conflictTime
	if o.TimeLimit > 0 {
		limit = min(limit, o.TimeLimit)
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	search := conflictSearch{f: f, engine: engine, options: o.engine(), problem: f.Loosened()}
	search.options.FixedPrices = false
	for j := range search.problem.Cost {
		search.problem.Cost[j] = 0
	}
	members, err := search.run(ctx)
	if err != nil {
		return nil, err
	}
	var states []LimitState
	for k, block := range f.Problem.Rows.Blocks() {
		for offset := range block.Len {
			if row := block.First + offset; members[row] {
				states = append(states, f.stated(k, offset, row))
			}
		}
	}
	return states, nil
}

type conflictSearch struct {
	f       *Formulation
	engine  Engine
	options lp.Options
	problem *lp.Problem
}

// run returns, for every row, whether it is a member of the conflict.
func (c *conflictSearch) run(ctx context.Context) ([]bool, error) {
	members := c.candidates()
	infeasible, err := c.shrink(ctx, members)
	if err != nil || !infeasible {
		return make([]bool, len(members)), err
	}
	// Halves first, then quarters, down to single limits: a conflict is small,
	// so that most limits leave in large pieces.
	rows := chosen(members)
	for size := (len(rows) + 1) / 2; size >= 1; size = (size + 1) / 2 {
		for from := 0; from < len(rows); from += size {
			if ctx.Err() != nil {
				return members, nil
			}
			without := drop(members, rows[from:min(from+size, len(rows))])
			if without == nil {
				continue
			}
			infeasible, err := c.shrink(ctx, without)
			if err != nil {
				return nil, err
			}
			if infeasible {
				members = without
			}
		}
		rows = chosen(members)
		if size == 1 {
			break
		}
	}
	return members, nil
}

// candidates are the rows that are somebody's decision and hard.
func (c *conflictSearch) candidates() []bool {
	members := make([]bool, c.problem.NumRows())
	for k, block := range c.problem.Rows.Blocks() {
		for offset := range block.Len {
			members[block.First+offset] = !c.f.limits[k].group.Info().Identity
		}
	}
	return members
}

// shrink tells whether the identities and the members together are
// infeasible. If so it takes from members all that the proof does not need.
func (c *conflictSearch) shrink(ctx context.Context, members []bool) (bool, error) {
	for k, block := range c.problem.Rows.Blocks() {
		if c.f.limits[k].group.Info().Identity {
			continue
		}
		for row := block.First; row < block.First+block.Len; row++ {
			c.problem.RowLower[row], c.problem.RowUpper[row] = math.Inf(-1), math.Inf(1)
			if members[row] {
				c.problem.RowLower[row], c.problem.RowUpper[row] = c.f.Problem.RowLower[row], c.f.Problem.RowUpper[row]
			}
		}
	}
	options := c.options
	options.Proof = true
	sol, err := c.engine.Solve(ctx, c.problem, options)
	if err != nil || sol.Stop != lp.Infeasible {
		return false, err
	}
	if sol.Ray == nil {
		return true, nil
	}
	support := make([]bool, len(members))
	for row, y := range sol.Ray {
		support[row] = y != 0
	}
	if gap, err := lp.FarkasGap(c.problem, sol.Ray, noise); err != nil || gap <= 0 {
		return true, err // not a proof by itself: keep all
	}
	for row := range members {
		members[row] = members[row] && support[row]
	}
	return true, nil
}

// drop returns members without rows, or nil if none of them was a member.
func drop(members []bool, rows []int) []bool {
	without := append([]bool(nil), members...)
	changed := false
	for _, row := range rows {
		changed = changed || without[row]
		without[row] = false
	}
	if !changed {
		return nil
	}
	return without
}

func chosen(members []bool) []int {
	var rows []int
	for row, in := range members {
		if in {
			rows = append(rows, row)
		}
	}
	return rows
}
