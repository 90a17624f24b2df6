package analysis

import (
	"context"
	"math"

	"github.com/steelyard-sop/steelyard/solver"
)

// trial is what limits moved do for a shortage.
type trial struct {
	value  float64 // cost of the best plan
	slope  float64 // of excess, for one more of the move
	left   float64 // of the shortage in the best plan
	excess float64 // by how much a plan that serves all costs more: 0 where the best plan serves all, infinite where none can
}

func (t *trial) served() bool { return t.excess <= 1e-9*max(1, math.Abs(t.value))+1e-7 }

// try plans with limits moved, once as is best and once with all served.
func (e *Explainer) try(ctx context.Context, s *Shortage, moves []solver.Move) (trial, error) {
	p := e.moved(moves)
	free, err := e.solve(ctx, p)
	if err != nil || free == nil {
		return trial{excess: math.Inf(1)}, err
	}
	e.inFull(s)(p)
	full, err := e.solve(ctx, p)
	if err != nil || full == nil {
		return trial{value: free.value, left: e.left(s, free.x), excess: math.Inf(1)}, err
	}
	t := trial{value: free.value, left: e.left(s, free.x), excess: max(0, full.value-free.value)}
	for _, m := range moves {
		t.slope += math.Copysign(1, m.Amount) * (full.duals[m.Row] - free.duals[m.Row])
	}
	return t, nil
}

// cause measures what one limit does alone.
func (e *Explainer) cause(ctx context.Context, s *Shortage, row int) (Cause, error) {
	c := Cause{Row: row}
	moves, err := e.leastMoves(ctx, e.inFull(s), func(r int) bool { return r == row })
	if err != nil {
		return c, err
	}
	if moves == nil {
		c.Left, err = e.leftWithout(ctx, s, row)
		return c, err
	}
	least, direction := 0.0, e.relaxing(row)
	if len(moves) > 0 {
		least, direction = math.Abs(moves[0].Amount), math.Copysign(1, moves[0].Amount)
	}
	amount, at, err := e.leastServed(ctx, s, row, direction, least)
	if err != nil {
		return c, err
	}
	switch {
	case at.served():
		c.Served = true
	case least == 0:
		c.Left = at.left // it may move as it likes: the best plan serves no more than that
		return c, nil
	default:
		amount = least
		if at, err = e.try(ctx, s, []solver.Move{{Row: row, Amount: direction * least}}); err != nil {
			return c, err
		}
	}
	c.Moves, c.Gain = direction*amount, e.gain(at)
	return c, nil
}

// relaxing is the direction in which a limit gives room.
func (e *Explainer) relaxing(row int) float64 {
	switch l := e.Limit(row); {
	case l.Sense == ">=":
		return -1
	case l.Sense == "=" && e.sign*l.Price > 0:
		return -1
	}
	return 1
}

// leftWithout is the least shortage when one limit is lifted.
func (e *Explainer) leftWithout(ctx context.Context, s *Shortage, row int) (float64, error) {
	p := e.lifted(row)
	e.leastShort(p, s)
	at, err := e.solve(ctx, p)
	if err != nil || at == nil {
		return s.Amount, err
	}
	return e.left(s, at.x), nil
}

// leastServed finds by how much a limit must move for the best plan to serve
// all by itself, from the least with which it can be. The excess of a plan that
// serves all is made of straight pieces, so that going along the line of one to
// 0 mostly finds the place in a few steps; halves do where it does not.
func (e *Explainer) leastServed(ctx context.Context, s *Shortage, row int, direction, least float64) (float64, trial, error) {
	at := func(amount float64) (trial, error) {
		return e.try(ctx, s, []solver.Move{{Row: row, Amount: direction * amount}})
	}
	low := least
	below, err := at(low)
	if err == nil && math.IsInf(below.excess, 1) && least > 0 { // the least is short by the engine's tolerance
		low = least * (1 + 1e-9)
		below, err = at(low)
	}
	if err != nil || below.served() {
		return low, below, err
	}
	most := math.Inf(1)
	if side := e.st.side(row); direction < 0 && side > 0 {
		most = side
	}
	high, above := max(least, e.st.size(lever{row})/64), below
	for doubling := 0; ; doubling++ {
		high = min(2*high, most)
		if above, err = at(high); err != nil {
			return high, above, err
		}
		if above.served() {
			break
		}
		if doubling == 10 || high == most {
			return high, above, nil
		}
		low, below = high, above
	}
	for range 50 {
		if high-low <= 1e-7*high {
			break
		}
		middle, along := (low+high)/2, false
		if root := low - below.excess/below.slope; below.slope < 0 && root > low && root < high {
			middle, along = root, true
		}
		t, err := at(middle)
		switch {
		case err != nil:
			return high, above, err
		case t.served():
			high, above = middle, t
			if along {
				return high, above, nil
			}
		default:
			low, below = middle, t
		}
	}
	return high, above, nil
}

// remedy is the limit that gets all served at the best money, or where none
// does it alone the least change of several.
func (e *Explainer) remedy(ctx context.Context, r *Reason) (*Remedy, error) {
	if len(r.Causes) > 0 && r.Causes[0].Moves != 0 && (r.Causes[0].Served || r.Least > leastShort*max(1, r.Amount)) {
		c := &r.Causes[0]
		return &Remedy{Moves: []solver.Move{{Row: c.Row, Amount: c.Moves}}, Served: c.Served, Gain: c.Gain}, nil
	}
	moves, err := e.leastMoves(ctx, e.inFull(&r.Shortage), e.movable)
	if err != nil || len(moves) == 0 {
		return nil, err // no change does it, or none is needed: it is a matter of money
	}
	t, err := e.try(ctx, &r.Shortage, moves)
	if err != nil || math.IsInf(t.excess, 1) {
		return nil, err
	}
	return &Remedy{Moves: moves, Served: t.served(), Gain: e.gain(t)}, nil
}

// gain is by how much money the plan that serves all is better than the best
// one as limits are.
func (e *Explainer) gain(t trial) float64 {
	if t.served() {
		return e.sign*e.st.best.Objective - t.value
	}
	return e.sign*e.st.best.Objective - t.value - t.excess
}
