package analysis

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// Curve is the best objective as a function of how far limits move, in straight
// pieces that join, over the range in which there is a plan and the move
// matters.
type Curve struct {
	Rows   []int
	Pieces []Piece // from the least move to the greatest
	// NoPlanBelow and NoPlanAbove tell that the curve ends because no plan
	// keeps limits that move further; else it ends where it goes on straight.
	NoPlanBelow, NoPlanAbove bool
}

// Piece is one straight piece of a Curve.
type Piece struct {
	From, To float64 // moves of the limits from where they are; infinite at a piece without end
	AtFrom   float64 // best objective at From; at To where From is infinite
	AtTo     float64 // best objective at To; at From where To is infinite
	Slope    float64 // money per unit of the move
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

// Curve finds the whole value curve of the limits in the given rows, which move
// together and are of one sense. On the side where they are relaxed it goes to
// where more is worth nothing, and one piece on.
func (st *Study) Curve(ctx context.Context, rows []int) (c *Curve, err error) {
	if !st.Answers() {
		return nil, errNoAnswers
	}
	err = st.kept(ctx, func(st *Study) error {
		c, err = st.curve(ctx, rows)
		return err
	})
	return c, err
}

func (st *Study) curve(ctx context.Context, rows lever) (*Curve, error) {
	left, openLeft, err := st.end(ctx, rows, -1)
	if err != nil {
		return nil, err
	}
	right, openRight, err := st.end(ctx, rows, +1)
	if err != nil {
		return nil, err
	}
	here := st.here(rows)
	var points []point
	for _, ends := range [][2]point{{left, here}, {here, right}} {
		inside, err := st.corners(ctx, rows, ends[0], ends[1])
		if err != nil {
			return nil, err
		}
		points = append(append(points, ends[0]), inside...)
	}
	return &Curve{
		Rows: rows, Pieces: st.pieces(append(points, right), openLeft, openRight),
		NoPlanBelow: !openLeft, NoPlanAbove: !openRight,
	}, nil
}

// end finds the outermost point of the curve in a direction: where plans end
// (open is false), or where more or less of the limit is worth nothing, or far
// away.
func (st *Study) end(ctx context.Context, rows lever, direction float64) (point, bool, error) {
	here := st.here(rows)
	outer, err := st.reach(ctx, rows, direction)
	if err != nil {
		return point{}, false, err
	}
	if !math.IsInf(outer, 0) {
		last, err := st.inside(ctx, rows, outer)
		return last, false, err
	}
	last, size := here, st.size(rows)
	for step := size / 8; step <= farAway*size; step *= 4 {
		next, err := st.try(ctx, rows, direction*step)
		if err != nil {
			return point{}, false, err
		}
		if !next.plan {
			return last, true, nil // beyond the engine's tolerance
		}
		last = next
		if math.Abs(next.slope) <= sameSlope {
			break
		}
	}
	return last, true, nil
}

// inside solves at the end of the range that has plans, or as near to it as
// the engine's tolerance lets it.
func (st *Study) inside(ctx context.Context, rows lever, end float64) (point, error) {
	for _, back := range []float64{0, 1e-9, 1e-7} {
		p, err := st.try(ctx, rows, end*(1-back))
		if err != nil || p.plan {
			return p, err
		}
	}
	return st.here(rows), nil
}

// corners finds every corner of the curve strictly between two points: two
// lines that touch the curve meet below it, and on it only at a corner
// (Eisner and Severance, Journal of the ACM 23, 1976).
func (st *Study) corners(ctx context.Context, rows lever, a, b point) ([]point, error) {
	var found []point
	type span struct{ a, b point }
	stack := []span{{a, b}}
	for steps := 0; len(stack) > 0; steps++ {
		if steps > mostSteps {
			return nil, fmt.Errorf("the curve of %s has more than %d pieces", st.name(rows), mostSteps)
		}
		s := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		at, meet := st.meeting(s.a, s.b)
		if !meet {
			continue
		}
		p, err := st.try(ctx, rows, at)
		if err != nil {
			return nil, err
		}
		if !p.plan {
			return nil, fmt.Errorf("there is no plan with %s moved by %g, between two that have one", st.name(rows), at)
		}
		found = append(found, p)
		if !st.near(p.value, s.a.value+s.a.slope*(at-s.a.by)) {
			stack = append(stack, span{s.a, p}, span{p, s.b})
		}
	}
	slices.SortFunc(found, func(x, y point) int {
		if x.by < y.by {
			return -1
		}
		return 1
	})
	return found, nil
}

// meeting is where the lines at two points meet between them; false where the
// curve is straight from one to the other.
func (st *Study) meeting(a, b point) (float64, bool) {
	width := b.by - a.by
	if width <= 0 || st.near(a.value+a.slope*width, b.value) || st.near(b.value-b.slope*width, a.value) {
		return 0, false
	}
	if alike(a.slope, b.slope) {
		return 0, false
	}
	at := a.by + (b.value-b.slope*width-a.value)/(a.slope-b.slope)
	if margin := 1e-9 * max(1, math.Abs(a.by), math.Abs(b.by)); at <= a.by+margin || at >= b.by-margin {
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
		if b.by-a.by <= 1e-12*max(1, math.Abs(a.by)) {
			continue
		}
		slope := (b.value - a.value) / (b.by - a.by)
		if k := len(out) - 1; k >= 0 && st.near(out[k].AtFrom+(b.by-out[k].From)*out[k].Slope, b.value) {
			out[k].To, out[k].AtTo = b.by, b.value
			out[k].Slope = (b.value - out[k].AtFrom) / (b.by - out[k].From)
			continue
		}
		out = append(out, Piece{From: a.by, To: b.by, AtFrom: a.value, AtTo: b.value, Slope: slope})
	}
	if n := len(out); n > 0 && openLeft {
		out[0].From, out[0].AtFrom = math.Inf(-1), out[0].AtTo
	}
	if n := len(out); n > 0 && openRight {
		out[n-1].To, out[n-1].AtTo = math.Inf(1), out[n-1].AtFrom
	}
	return out
}
