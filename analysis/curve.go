package analysis

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// Curve is the best objective as a function of one limit, in straight pieces
// that join, over the range in which there is a plan and the limit matters.
type Curve struct {
	Row    int
	Limit  float64 // the limit as it is, with what the plan adds to it
	Pieces []Piece // from the least value of the limit to the greatest
	// NoPlanBelow and NoPlanAbove tell that the curve ends because no plan
	// keeps a limit beyond; else it ends where it goes on straight.
	NoPlanBelow, NoPlanAbove bool
}

// Piece is one straight piece of a Curve.
type Piece struct {
	From, To float64 // values of the limit; infinite at a piece without end
	AtFrom   float64 // best objective at From; at To where From is infinite
	AtTo     float64 // best objective at To; at From where To is infinite
	Slope    float64 // money per unit of the limit
}

// Objectives agree within sameValue of their size, and slopes within
// sameSlope: the engine keeps rows and reduced costs to 1e-7.
const (
	sameValue = 1e-9
	sameSlope = 1e-7
	mostSteps = 400 // pieces are finite in number, but there may be very many
)

func (st *Study) near(a, b float64) bool {
	return math.Abs(a-b) <= sameValue*max(1, math.Abs(a), math.Abs(b), math.Abs(st.best.Objective))
}

func alike(a, b float64) bool { return math.Abs(a-b) <= sameSlope*max(1, math.Abs(a), math.Abs(b)) }

// Curve finds the whole value curve of the limit in a row. On the side where
// the limit is relaxed it goes to where more is worth nothing, and one piece on.
func (st *Study) Curve(ctx context.Context, row int) (*Curve, error) {
	if !st.Answers() {
		return nil, fmt.Errorf("the plan is not proven best")
	}
	c := &Curve{Row: row, Limit: st.Result.Limits[row].Limit}
	left, openLeft, err := st.end(ctx, row, -1)
	if err != nil {
		return nil, err
	}
	right, openRight, err := st.end(ctx, row, +1)
	if err != nil {
		return nil, err
	}
	c.NoPlanBelow, c.NoPlanAbove = !openLeft, !openRight
	here := st.here(row)
	var corners []point
	for _, ends := range [][2]point{{left, here}, {here, right}} {
		inside, err := st.corners(ctx, row, ends[0], ends[1])
		if err != nil {
			return nil, err
		}
		corners = append(append(corners, ends[0]), inside...)
	}
	c.Pieces = st.pieces(append(corners, right), openLeft, openRight)
	for i := range c.Pieces { // the plan may add to a limit: overtime, heads
		c.Pieces[i].From += c.Limit - here.at
		c.Pieces[i].To += c.Limit - here.at
	}
	return c, nil
}

// end finds the outermost point of the curve in a direction: where plans end
// (open is false), or where more or less of the limit is worth nothing, or far
// away.
func (st *Study) end(ctx context.Context, row int, direction float64) (point, bool, error) {
	here := st.here(row)
	outer, err := st.reach(ctx, row, direction)
	if err != nil {
		return point{}, false, err
	}
	if !math.IsInf(outer, 0) {
		last, err := st.inside(ctx, row, here.at, outer)
		return last, false, err
	}
	last, step := here, max(1, math.Abs(here.at))/8
	for step <= farAway*max(1, math.Abs(here.at)) {
		next, err := st.try(ctx, row, here.at+direction*step)
		if err != nil {
			return point{}, false, err
		}
		if !next.plan {
			return last, true, nil // beyond the engine's tolerance
		}
		last, step = next, 4*step
		if math.Abs(next.slope) <= sameSlope {
			break
		}
	}
	return last, true, nil
}

// inside solves at the end of the range that has plans, or as near to it as
// the engine's tolerance lets it.
func (st *Study) inside(ctx context.Context, row int, from, end float64) (point, error) {
	for _, back := range []float64{0, 1e-9, 1e-7} {
		at := end - back*(end-from)
		p, err := st.try(ctx, row, at)
		if err != nil {
			return point{}, err
		}
		if p.plan {
			return p, nil
		}
	}
	return st.here(row), nil
}

// corners finds every corner of the curve strictly between two points: two
// lines that touch the curve meet below it, and on it only at a corner
// (Eisner and Severance, Journal of the ACM 23, 1976).
func (st *Study) corners(ctx context.Context, row int, a, b point) ([]point, error) {
	var found []point
	type span struct{ a, b point }
	stack := []span{{a, b}}
	for steps := 0; len(stack) > 0; steps++ {
		if steps > mostSteps {
			return nil, fmt.Errorf("the curve of %s has more than %d pieces", st.Result.Limits[row].ID, mostSteps)
		}
		s := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		at, meet := st.meeting(s.a, s.b)
		if !meet {
			continue
		}
		p, err := st.try(ctx, row, at)
		if err != nil {
			return nil, err
		}
		if !p.plan {
			return nil, fmt.Errorf("there is no plan for %s at %g, between two values that have one", st.Result.Limits[row].ID, at)
		}
		found = append(found, p)
		if !st.near(p.value, s.a.value+s.a.slope*(at-s.a.at)) {
			stack = append(stack, span{s.a, p}, span{p, s.b})
		}
	}
	slices.SortFunc(found, func(x, y point) int {
		if x.at < y.at {
			return -1
		}
		return 1
	})
	return found, nil
}

// meeting is where the lines at two points meet between them; false where the
// curve is straight from one to the other.
func (st *Study) meeting(a, b point) (float64, bool) {
	width := b.at - a.at
	if width <= 0 || st.near(a.value+a.slope*width, b.value) || st.near(b.value-b.slope*width, a.value) {
		return 0, false
	}
	if alike(a.slope, b.slope) {
		return 0, false
	}
	at := a.at + (b.value-b.slope*width-a.value)/(a.slope-b.slope)
	if margin := 1e-9 * max(1, math.Abs(a.at), math.Abs(b.at)); at <= a.at+margin || at >= b.at-margin {
		return 0, false
	}
	return at, true
}

// pieces joins points of the curve, sorted and with all corners among them,
// into pieces, of which neighbours have different slopes.
func (st *Study) pieces(points []point, openLeft, openRight bool) []Piece {
	var out []Piece
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		if b.at-a.at <= 1e-12*max(1, math.Abs(a.at)) {
			continue
		}
		slope := (b.value - a.value) / (b.at - a.at)
		if k := len(out) - 1; k >= 0 && st.near(out[k].AtFrom+(b.at-out[k].From)*out[k].Slope, b.value) {
			out[k].To, out[k].AtTo = b.at, b.value
			out[k].Slope = (b.value - out[k].AtFrom) / (b.at - out[k].From)
			continue
		}
		out = append(out, Piece{From: a.at, To: b.at, AtFrom: a.value, AtTo: b.value, Slope: slope})
	}
	if n := len(out); n > 0 && openLeft {
		out[0].From, out[0].AtFrom = math.Inf(-1), out[0].AtTo
	}
	if n := len(out); n > 0 && openRight {
		out[n-1].To, out[n-1].AtTo = math.Inf(1), out[n-1].AtFrom
	}
	return out
}
