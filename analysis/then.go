package analysis

import (
	"context"
	"math"
)

// Then is what comes after the room of a price, further on the same side: the
// price of the next piece of the value curve, or no plan.
func (st *Study) Then(ctx context.Context, row int, s Side, direction float64) (next Side, err error) {
	if s.NoPlan || math.IsInf(s.Room, 0) {
		return Side{NoPlan: s.NoPlan, Price: s.Price}, nil
	}
	rows := lever{row}
	end := point{by: direction * s.Room, value: st.best.Objective + s.Change, slope: s.Price, plan: true}
	size := st.size(rows)
	step := size / 8
	far, err := st.try(ctx, rows, end.by+direction*step)
	for ; err == nil && !far.plan; far, err = st.try(ctx, rows, end.by+direction*step) {
		if step /= 16; step < 1e-6*size {
			return Side{NoPlan: true}, nil
		}
	}
	for range mostSteps {
		if err != nil {
			return Side{}, err
		}
		if st.onLine(end, far) || math.Abs(far.slope-end.slope) <= sameSlope {
			break
		}
		// The line that touches the curve at far meets that of the price
		// before it on the next piece, or nearer to it.
		at := far.by + (end.value+end.slope*(far.by-end.by)-far.value)/(far.slope-end.slope)
		if ahead := direction * (at - end.by); ahead <= 1e-9*size || ahead >= direction*(far.by-end.by)*(1-1e-9) {
			break
		}
		far, err = st.try(ctx, rows, at)
	}
	return Side{Price: far.slope, Room: math.Abs(far.by - end.by), Change: far.value - end.value}, nil
}

// Follow fills in what comes after each side of the prices.
func (st *Study) Follow(ctx context.Context, prices []Price) error {
	return st.each(ctx, len(prices), func(st *Study, k int) error {
		p := &prices[k]
		for _, side := range []struct {
			of        *Side
			direction float64
		}{{&p.More, +1}, {&p.Less, -1}} {
			if side.of.NoPlan || math.IsInf(side.of.Room, 0) {
				continue
			}
			next, err := st.Then(ctx, p.Row, *side.of, side.direction)
			if err != nil {
				return err
			}
			side.of.Next = &next
		}
		return nil
	})
}

// Tight lists the rows of limits that bind at no price, in the order of the
// formulation. Where the plan is degenerate one more or one less of them may be
// worth money all the same.
func (st *Study) Tight() []int {
	var rows []int
	for i := range st.Result.Limits {
		l := &st.Result.Limits[i]
		if l.Price == 0 && l.Weight == 1 && !l.Group.Info().Identity && l.Binding(nothing) {
			rows = append(rows, i)
		}
	}
	return rows
}

// Idle tells whether neither one more nor one less of a limit changes anything,
// as far as there is a plan.
func (p *Price) Idle() bool {
	return (p.More.NoPlan || math.Abs(p.More.Price) <= sameSlope) && (p.Less.NoPlan || math.Abs(p.Less.Price) <= sameSlope)
}
