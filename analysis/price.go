package analysis

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/solver"
)

// Price is what one limit in one period is worth on either side, as measured.
type Price struct {
	Row   int
	Limit *solver.LimitState
	More  Side // with a greater limit
	Less  Side // with a smaller one
}

// Side is the straight piece of the value curve on one side of a limit.
type Side struct {
	NoPlan bool    // with any more or less of the limit there is no plan; the rest means nothing then
	Price  float64 // change of the objective for one more unit of the limit, in money per unit
	Room   float64 // by how much the limit may move while the price holds, 0 or more; infinite where it holds for ever
	Change float64 // of the objective over the room; infinite where the room is and the price is not 0
	Next   *Side   // the piece after it; nil where it has no end, or where nobody asked: see Follow
}

// Degenerate tells whether one unit more and one unit less are worth different
// money.
func (p *Price) Degenerate() bool {
	return p.More.NoPlan || p.Less.NoPlan || !alike(p.More.Price, p.Less.Price)
}

// AtStake is the money that the limit is about, by which limits are ranked: the
// most that moving it to an end of its range changes, for better or worse, or
// where that has no end, price times limit.
func (p *Price) AtStake() float64 {
	var most float64
	for _, side := range []Side{p.More, p.Less} {
		if side.NoPlan {
			continue
		}
		change := math.Abs(side.Change)
		if math.IsInf(change, 0) {
			change = math.Abs(side.Price) * max(1, math.Abs(p.Limit.Limit))
		}
		most = max(most, change)
	}
	return most
}

// Binding lists the rows of the limits that bind and have a price, in the order
// of the formulation. Laws of bookkeeping are no limits that can be moved, and
// limits on ratios (shares, quality) move with the plan: they are left out.
func (st *Study) Binding() []int {
	var rows []int
	for i := range st.Result.Limits {
		l := &st.Result.Limits[i]
		if !l.Group.Info().Identity && l.Price != 0 && !math.IsNaN(l.Price) && l.Weight == 1 {
			rows = append(rows, i)
		}
	}
	return rows
}

// Ranked sorts rows by price times limit, the most money first.
func (st *Study) Ranked(rows []int) []int {
	stake := func(row int) float64 {
		l := &st.Result.Limits[row]
		return math.Abs(l.Price) * max(1, math.Abs(l.Limit))
	}
	ranked := slices.Clone(rows)
	slices.SortStableFunc(ranked, func(a, b int) int { return cmp.Compare(stake(b), stake(a)) })
	return ranked
}

// Prices measures the limits in the given rows, in their order.
func (st *Study) Prices(ctx context.Context, rows []int) ([]Price, error) {
	prices := make([]Price, len(rows))
	err := st.each(ctx, len(rows), func(st *Study, k int) (err error) {
		prices[k], err = st.price(ctx, rows[k])
		return err
	})
	return prices, err
}

func (st *Study) price(ctx context.Context, row int) (p Price, err error) {
	p = Price{Row: row, Limit: &st.Result.Limits[row]}
	if p.More, err = st.piece(ctx, lever{row}, +1); err != nil {
		return p, err
	}
	p.Less, err = st.piece(ctx, lever{row}, -1)
	return p, err
}

// piece finds the straight piece of the curve that begins at the limit: from a
// place where the curve is no longer straight, it comes back along the lines
// that touch the curve until two of them meet on it.
func (st *Study) piece(ctx context.Context, rows lever, direction float64) (Side, error) {
	here := st.here(rows)
	good, far, err := st.probe(ctx, rows, direction)
	switch {
	case err != nil:
		return Side{}, err
	case far == nil && good == here:
		return Side{NoPlan: true}, nil
	case far == nil && good.plan:
		return side(here, good), nil
	case far == nil:
		return endless(here, good), nil
	}
	corner, err := st.corner(ctx, rows, here, good, *far)
	return side(here, corner), err
}

// probe goes out from the limit. The curve is straight from there to good; far
// is a place to which it is not. Without far, good is the last place that has a
// plan, or has no plan of its own to tell that the piece has no end.
func (st *Study) probe(ctx context.Context, rows lever, direction float64) (good point, far *point, err error) {
	here := st.here(rows)
	good = here
	by, known := st.suggestion(rows, direction)
	for first := true; ; first = false {
		if math.Abs(by) > farAway*st.size(rows) {
			good.plan = false
			return good, nil, nil
		}
		p, err := st.try(ctx, rows, by)
		if err != nil {
			return good, nil, err
		}
		if !p.plan {
			return st.edge(ctx, rows, direction, good)
		}
		if !st.onLine(here, p) {
			return good, &p, nil
		}
		good = p
		if first && known {
			by *= 1 + justBeyond
		} else {
			by *= 4
		}
	}
}

// justBeyond is how far past the end of the engine's range, as a share of it,
// the price is looked at to see that it has changed.
const justBeyond = 0.01

// edge is where a probe ends that left the range with plans.
func (st *Study) edge(ctx context.Context, rows lever, direction float64, good point) (point, *point, error) {
	here := st.here(rows)
	end, err := st.reach(ctx, rows, direction)
	if err != nil {
		return good, nil, err
	}
	if math.Abs(end) <= 1e-7*st.size(rows) {
		return here, nil, nil
	}
	p, err := st.inside(ctx, rows, end)
	if err != nil || p == here {
		return good, nil, err
	}
	if st.onLine(here, p) || good != here && st.near(along(here, good, p.by), p.value) {
		return p, nil, nil
	}
	return good, &p, nil
}

// farAway is how many times its size a limit moves before its price is taken
// to hold for ever.
const farAway = 1e6

// suggestion is where to look first: the end of the engine's range, where it is
// known.
func (st *Study) suggestion(rows lever, direction float64) (by float64, known bool) {
	size := st.size(rows)
	if r := st.best.Ranging; r != nil && len(rows) == 1 {
		row := rows[0]
		here, end := st.side(row), r.RowUpper[row]
		if direction < 0 {
			end = r.RowLower[row]
		}
		if room := direction * (end - here); room > 1e-6*size && !math.IsInf(room, 0) {
			return direction * room, true
		}
	}
	return direction * size / 8, false
}

// side is the right-hand side of a row.
func (st *Study) side(row int) float64 {
	if st.Result.Limits[row].Sense == "<=" {
		return st.linear.RowUpper[row]
	}
	return st.linear.RowLower[row]
}

// onLine tells whether the curve is straight from a to b: the line that
// touches it at b goes through a.
func (st *Study) onLine(a, b point) bool { return st.near(b.value+b.slope*(a.by-b.by), a.value) }

// along is the value at a place on the line from a through b.
func along(a, b point, at float64) float64 {
	return a.value + (b.value-a.value)/(b.by-a.by)*(at-a.by)
}

// corner finds the end of the piece that begins at here. The curve is straight
// as far as good, and not as far as far.
func (st *Study) corner(ctx context.Context, rows lever, here, good, far point) (point, error) {
	for range mostSteps {
		base := good
		if good != here { // else any slope between those of both sides will do
			base.slope = (good.value - here.value) / (good.by - here.by)
		}
		at, meet := st.between(base, far)
		if !meet {
			if st.near(base.value+base.slope*(far.by-base.by), far.value) {
				return far, nil
			}
			return good, nil
		}
		if math.Abs(at-good.by) <= sameMove*math.Abs(good.by) {
			return good, nil
		}
		q, err := st.try(ctx, rows, at)
		if err != nil {
			return point{}, err
		}
		switch {
		case !q.plan:
			return good, nil
		case st.onLine(here, q) || good != here && st.near(along(here, good, at), q.value):
			if good = q; st.near(far.value+far.slope*(at-far.by), q.value) {
				return q, nil
			}
		default:
			far = q
		}
	}
	return good, nil
}

// between is where the lines at two points meet, in either order of the points.
func (st *Study) between(a, b point) (float64, bool) {
	if a.by > b.by {
		a, b = b, a
	}
	return st.meeting(a, b)
}

// side is the piece of the curve from here to its end.
func side(here, end point) Side {
	if end.by == here.by {
		return Side{Price: here.slope}
	}
	change := end.value - here.value
	return Side{Price: change / (end.by - here.by), Room: math.Abs(end.by - here.by), Change: change}
}

// endless is a piece without end that goes through p.
func endless(here, p point) Side {
	s := side(here, p)
	s.Room, s.Change = math.Inf(1), 0
	switch {
	case math.Abs(s.Price) <= sameSlope:
		s.Price = 0
	default:
		s.Change = math.Copysign(math.Inf(1), s.Price*(p.by-here.by))
	}
	return s
}
