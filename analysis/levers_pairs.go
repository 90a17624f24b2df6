package analysis

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// pairs takes the best levers by twos, one step of each, and keeps those that
// are worth more or less together than alone, and those that close a gap that
// neither closes by itself.
func (d *desk) pairs(ctx context.Context, l *Levers, most int) error {
	var from []int
	for k := range l.List {
		v := &l.List[k]
		canStep := v.Bounds && v.change == nil && !v.More.NoPlan && !v.More.NoEnd
		if canStep && (v.open || v.More.Net >= 0 || v.More.Closes > 0) && len(from) < most {
			from = append(from, k)
		}
	}
	l.PairsFrom = len(from)
	var list []LeverPair
	for i, first := range from {
		for _, second := range from[i+1:] {
			list = append(list, LeverPair{First: first, Second: second})
		}
	}
	err := d.st.each(ctx, len(list), func(st *Study, k int) error {
		p := &list[k]
		return d.at(st).pair(ctx, p, &l.List[p.First], &l.List[p.Second])
	})
	if err != nil {
		return err
	}
	for _, p := range list {
		if p.Closed || p.Extra != (LeverEffect{}) {
			l.Pairs = append(l.Pairs, p)
		}
	}
	slices.SortStableFunc(l.Pairs, func(a, b LeverPair) int {
		if a.Closed != b.Closed {
			return map[bool]int{true: -1, false: 1}[a.Closed]
		}
		return cmp.Or(cmp.Compare(b.Extra.Closes, a.Extra.Closes), cmp.Compare(b.Extra.Net, a.Extra.Net))
	})
	return nil
}

// pair measures two levers together.
func (d *desk) pair(ctx context.Context, pair *LeverPair, a, b *LeverValue) error {
	at, is, err := d.best(ctx, func(p *lp.Problem) {
		for _, v := range []*LeverValue{a, b} {
			if move(p, v.Step, 1); v.open && !v.Used {
				opened(p, v)
			}
		}
	})
	if err != nil {
		return fmt.Errorf("%s %s with %s %s: %w", a.Kind, a.Key, b.Kind, b.Key, err)
	}
	if pair.Both = d.effect(at, is); is == hasPlan {
		pair.Extra = d.beyond(pair.Both, a.More, b.More)
	}
	if !d.closing || d.base.Gap == 0 || d.closes(a.Most) || d.closes(b.Most) {
		return nil
	}
	at, is, err = d.best(ctx, func(p *lp.Problem) {
		lifted(p, a)
		lifted(p, b)
	})
	pair.Closed = err == nil && is == hasPlan && at.Gap == 0
	return err
}

// closes tells whether an effect closes the gap.
func (d *desk) closes(e LeverEffect) bool {
	return e.Closes >= d.base.Gap-1e-6*max(1, d.gap.Asked)
}

// beyond is what two levers do together beyond what they do alone.
func (d *desk) beyond(both, a, b LeverEffect) LeverEffect {
	tidy := func(x, size float64) float64 {
		if math.Abs(x) <= size {
			return 0
		}
		return x
	}
	money := 4 * d.noise * max(1, math.Abs(d.base.Value))
	return LeverEffect{
		Net:       tidy(both.Net-a.Net-b.Net, max(money, 1e-6*math.Abs(both.Net))),
		Penalties: tidy(both.Penalties-a.Penalties-b.Penalties, max(money, 1e-6*math.Abs(both.Penalties))),
		Closes:    tidy(both.Closes-a.Closes-b.Closes, 4e-6*max(1, d.gap.Asked)),
	}
}
