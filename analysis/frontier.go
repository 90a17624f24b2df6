package analysis

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Axis is one of the two figures that a front trades against one another.
type Axis struct {
	Figure model.Figure
	Up     bool // more of it is better
}

// Frontier is what one figure of a plan costs in terms of another: the plans of
// which neither figure can be better without the other becoming worse.
//
// Without whole numbers the front is made of straight pieces, and Points are all
// of its corners: between two of them that are known, the plan is best that
// weighs the figures as the line through both does; where it lies on the line
// there is nothing between them, and else it is a corner (Aneja and Nair,
// Management Science 25, 1979). With whole numbers Points are samples.
type Frontier struct {
	Units  [2]string
	Points []FrontPoint // from the best of y to the best of x
	Knee   int          // index of the point from which either direction costs most, or -1
	Exact  bool         // all corners are there
	Solves int
}

// FrontPoint is one plan of a front.
type FrontPoint struct {
	X, Y float64
	// Rate is the change of y for one more unit of x on the way to the next
	// point; NaN at the last.
	Rate float64
}

// Bounds on a front.
const (
	mostFrontSolves = 400
	sameOnFront     = 1e-7 // of the size of what is compared
)

// ErrFrontWithoutEnd says that a figure can be as good as one likes.
var ErrFrontWithoutEnd = errors.New("one of the figures can be as good as one likes: a limit is missing")

// ErrFlatFigure says that a figure is the same in every plan.
var ErrFlatFigure = errors.New("one of the figures is the same in every plan: nothing in the scenario counts for it")

// ErrNoFront says that there is no plan, and so no front.
var ErrNoFront = errors.New("no plan keeps all limits")

// front is a front in the making, in which more of x and less of y is better.
type front struct {
	engine solver.Engine
	p      *lp.Problem
	x, y   solver.LinearForm
	sx, sy float64 // +1 or -1: figure times sign is what is meant here
	o      lp.Options
	limitX int // row: x is at least a value
	limitY int // row: y is at most a value
	solves int
}

// corner is a point of the front, with signs.
type frontCorner struct{ x, y float64 }

// FrontOf finds the front of two figures of a formulation that is not solved yet.
// Samples is how many points are asked for where there are whole numbers.
func FrontOf(ctx context.Context, engine solver.Engine, f *solver.Formulation, x, y Axis, samples int, o lp.Options) (*Frontier, error) {
	fr := &front{engine: engine, p: f.Loosened(), x: f.FormOf(&x.Figure), y: f.FormOf(&y.Figure), sx: -1, sy: 1, o: o}
	if x.Up {
		fr.sx = 1
	}
	if y.Up {
		fr.sy = -1
	}
	for _, l := range []solver.LinearForm{fr.x, fr.y} {
		if len(l.Columns) == 0 {
			return nil, ErrFlatFigure
		}
	}
	fr.limitX = fr.limit("front_x", fr.x, fr.sx)
	fr.limitY = fr.limit("front_y", fr.y, fr.sy)
	first, last, err := fr.ends(ctx)
	if err != nil {
		return nil, err
	}
	out := &Frontier{Units: [2]string{fr.x.Unit, fr.y.Unit}, Exact: true}
	corners := []frontCorner{first}
	if !fr.same(first, last) {
		var between []frontCorner
		if f.Problem.IsInteger() && !o.Relax {
			out.Exact = false
			between, err = fr.sampled(ctx, first, last, samples)
		} else {
			between, out.Exact, err = fr.corners(ctx, first, last)
		}
		if err != nil {
			return nil, err
		}
		corners = append(append(corners, between...), last)
	}
	out.fill(fr, fr.tidy(corners))
	out.Solves = fr.solves
	return out, nil
}

// limit adds a row with a figure, which allows everything for now.
func (fr *front) limit(name string, l solver.LinearForm, sign float64) int {
	row := fr.p.AddRows(name, "", nil, 1)
	for i, column := range l.Columns {
		fr.p.Add(row, column, sign*l.Factors[i])
	}
	return row
}

// best finds the plan that is best by wy times y less wx times x. Small weights
// are made larger, so that they lie well above the engine's tolerance.
func (fr *front) best(ctx context.Context, wx, wy float64) (frontCorner, error) {
	p := fr.p
	p.Sense, p.Offset = lp.Minimise, 0
	clear(p.Cost)
	smallest := math.Inf(1)
	for _, part := range []struct {
		form   solver.LinearForm
		weight float64
	}{{fr.x, -wx * fr.sx}, {fr.y, wy * fr.sy}} {
		for i, column := range part.form.Columns {
			if c := part.weight * part.form.Factors[i]; c != 0 {
				p.Cost[column] += c
				smallest = min(smallest, math.Abs(c))
			}
		}
	}
	const large, most = 1e-2, 1e6
	if scale := min(max(1, large/smallest), most); scale > 1 && !math.IsInf(scale, 0) {
		for j := range p.Cost {
			p.Cost[j] *= scale
		}
	}
	sol, err := fr.engine.Solve(ctx, p, fr.o)
	fr.solves++
	switch {
	case err != nil:
		return frontCorner{}, err
	case sol.Stop == lp.Infeasible:
		return frontCorner{}, ErrNoFront
	case sol.Stop == lp.Unbounded || sol.Stop == lp.InfeasibleOrUnbounded:
		return frontCorner{}, ErrFrontWithoutEnd
	case sol.Primal != lp.Feasible:
		return frontCorner{}, fmt.Errorf("find the front: %s", sol.Stop.Sentence())
	}
	values := sol.ColValue
	if sol.Fixed != nil && sol.Fixed.Primal == lp.Feasible {
		values = sol.Fixed.ColValue
	}
	if sol.Basis != nil {
		fr.o.Basis = sol.Basis
	}
	return frontCorner{fr.sx * fr.x.Value(values), fr.sy * fr.y.Value(values)}, nil
}

// room is what a value is held with: a bit more than the engine's rounding.
func room(v float64) float64 { return 1e-9 * max(1, math.Abs(v)) }

// ends are the best plans by either figure; of several that with the best of the
// other.
func (fr *front) ends(ctx context.Context) (first, last frontCorner, err error) {
	if first, err = fr.best(ctx, 0, 1); err != nil {
		return first, last, err
	}
	fr.p.RowUpper[fr.limitY] = first.y + room(first.y) - fr.sy*fr.y.Constant
	other, err := fr.best(ctx, 1, 0)
	fr.p.RowUpper[fr.limitY] = math.Inf(1)
	if err != nil {
		return first, last, err
	}
	first.x = other.x
	if last, err = fr.best(ctx, 1, 0); err != nil {
		return first, last, err
	}
	other, err = fr.atLeast(ctx, last.x)
	last.y = other.y
	return first, last, err
}

// atLeast is the best plan by y with x at least a value.
func (fr *front) atLeast(ctx context.Context, x float64) (frontCorner, error) {
	fr.p.RowLower[fr.limitX] = x - room(x) - fr.sx*fr.x.Constant
	defer func() { fr.p.RowLower[fr.limitX] = math.Inf(-1) }()
	return fr.best(ctx, 0, 1)
}

func (fr *front) same(a, b frontCorner) bool {
	return math.Abs(a.x-b.x) <= sameOnFront*max(1, math.Abs(a.x), math.Abs(b.x)) ||
		math.Abs(a.y-b.y) <= sameOnFront*max(1, math.Abs(a.y), math.Abs(b.y))
}

// corners finds all corners between two points of the front. It is not exact
// where there are too many.
func (fr *front) corners(ctx context.Context, first, last frontCorner) (found []frontCorner, exact bool, err error) {
	type span struct{ a, b frontCorner }
	queue := []span{{first, last}}
	for len(queue) > 0 {
		if fr.solves >= mostFrontSolves {
			return found, false, nil
		}
		s := queue[0]
		queue = queue[1:]
		slope := (s.b.y - s.a.y) / (s.b.x - s.a.x)
		c, err := fr.best(ctx, slope, 1)
		if err != nil {
			return nil, false, err
		}
		below := s.a.y + slope*(c.x-s.a.x) - c.y
		if below <= sameOnFront*max(1, math.Abs(s.a.y), math.Abs(s.b.y)) || fr.same(c, s.a) || fr.same(c, s.b) || c.x <= s.a.x || c.x >= s.b.x {
			continue
		}
		found = append(found, c)
		queue = append(queue, span{s.a, c}, span{c, s.b})
	}
	return found, true, nil
}

// sampled finds the best of y for evenly spaced values of x.
func (fr *front) sampled(ctx context.Context, first, last frontCorner, samples int) ([]frontCorner, error) {
	var found []frontCorner
	fr.o.Basis = nil
	for k := 1; k < samples-1; k++ {
		c, err := fr.atLeast(ctx, first.x+(last.x-first.x)*float64(k)/float64(samples-1))
		if err != nil {
			return nil, err
		}
		fr.o.Basis = nil
		found = append(found, c)
	}
	return found, nil
}

// tidy sorts points by x, and leaves out those that are another again, or worse
// than one, or between two others on a line.
func (fr *front) tidy(points []frontCorner) []frontCorner {
	slices.SortFunc(points, func(a, b frontCorner) int {
		if a.x < b.x {
			return -1
		}
		return 1
	})
	var kept []frontCorner
	for _, c := range points {
		for len(kept) > 0 && (kept[len(kept)-1].y >= c.y || fr.same(kept[len(kept)-1], c)) {
			if fr.same(kept[len(kept)-1], c) && kept[len(kept)-1].y < c.y {
				break
			}
			kept = kept[:len(kept)-1]
		}
		if len(kept) > 0 && fr.same(kept[len(kept)-1], c) {
			continue
		}
		for n := len(kept); n >= 2; n = len(kept) {
			a, b := kept[n-2], kept[n-1]
			on := a.y + (c.y-a.y)/(c.x-a.x)*(b.x-a.x)
			if math.Abs(on-b.y) > sameOnFront*max(1, math.Abs(b.y)) {
				break
			}
			kept = kept[:n-1]
		}
		kept = append(kept, c)
	}
	return kept
}

// fill turns corners into points of the figures, and finds the knee.
func (out *Frontier) fill(fr *front, corners []frontCorner) {
	for i, c := range corners {
		p := FrontPoint{X: fr.sx * c.x, Y: fr.sy * c.y, Rate: math.NaN()}
		if i+1 < len(corners) {
			next := corners[i+1]
			p.Rate = fr.sx * fr.sy * (next.y - c.y) / (next.x - c.x)
		}
		out.Points = append(out.Points, p)
	}
	out.Knee = knee(corners)
}

// knee is the point that lies farthest from the line between the ends, where
// both figures are measured in shares of what lies between their ends; -1 where
// none lies off the line.
func knee(corners []frontCorner) int {
	at, most := -1, 1e-6
	if len(corners) < 3 {
		return at
	}
	first, last := corners[0], corners[len(corners)-1]
	for i, c := range corners {
		off := (c.x-first.x)/(last.x-first.x) - (c.y-first.y)/(last.y-first.y)
		if off > most {
			at, most = i, off
		}
	}
	return at
}
