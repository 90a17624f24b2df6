package analysis

import (
	"math"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// The way from level to chase. Both strategies hold at once, each the less the
// nearer the plan is to the other: on a share x of the way
//
//	change of what is kept                  <=  x (largest change in the chase plan)
//	what the level plan does without        <=  x (as much of it as the chase plan has)
//	stock, and what chase does without      <=  what chase allows + (1 - x) (what the level plan has beyond)
//
// So the way begins with the level and ends with the chase plan. Right-hand
// sides are linear in x: the best cost is a convex function of it, the best
// profit a concave one, in straight pieces.

// wayRow is a row whose limit moves along the way.
type wayRow struct {
	row      int
	from, to float64
}

// way is the way as problems.
type way struct {
	st   *Study
	rows []wayRow
}

// addWay finds the way, if there are plans at both ends.
func (c *comparison) addWay(out *StrategyComparison) error {
	level, chase := out.Plans[1], out.Plans[2]
	if level.Result.Status != solver.Optimal || chase.Result.Status != solver.Optimal {
		return nil
	}
	f, err := solver.Formulate(c.with(c.both()))
	if err != nil {
		return err
	}
	if f.Problem.IsInteger() && !c.o.Relax {
		out.Relaxed, c.o.Relax = true, true
		if level, err = c.plan(level.Name, c.level); err != nil {
			return err
		}
		if chase, err = c.plan(chase.Name, c.chase); err != nil {
			return err
		}
	}
	w := way{st: &Study{Formulation: f, engine: c.engine, linear: f.Problem.Clone()}}
	w.st.linear.ColKind = nil
	w.st.best = &lp.Solution{}
	w.rows = c.moving(f, level.Result.Plan, chase.Result.Plan)
	return w.st.kept(c.ctx, func(st *Study) error {
		w.st = st
		return w.walk(c, out, chase.Change)
	})
}

// both are the level strategies as limits on changes, and the chase strategies.
func (c *comparison) both() []model.Strategy {
	list := make([]model.Strategy, 0, len(c.level)+len(c.chase))
	for _, x := range c.level {
		given := []*model.Permission{&x.Overtime, &x.Outsourcing, &x.Backlog}
		forbids := make([]bool, len(given))
		for i, m := range x.Measures() {
			forbids[i] = x.Forbids(m)
		}
		for i, p := range given {
			*p = model.Allowed
			if forbids[i] {
				*p = model.Forbidden
			}
		}
		x.Keep, x.Plan, x.Change = x.Keeps(c.s), model.Hybrid, model.Constant(0)
		list = append(list, x)
	}
	return append(list, c.chase...)
}

// moving lists the rows of the strategies with their limits at both ends.
func (c *comparison) moving(f *solver.Formulation, level, chase *model.Plan) []wayRow {
	rows := map[string]int{}
	for row := range f.Problem.NumRows() {
		rows[f.Problem.Rows.Name(row)] = row
	}
	most, labels := c.changes(chase), c.s.Calendar.Labels()
	var list []wayRow
	for _, l := range f.Scenario.StrategyLimits() {
		for t, limit := range l.Values {
			row, ok := rows[string(l.Group)+"["+l.Key+","+labels[t]+"]"]
			if math.IsNaN(limit) || !ok {
				continue
			}
			r := wayRow{row: row, from: limit, to: limit}
			switch {
			case l.Group == model.GroupRateChange:
				key, _, _ := cutLast(l.Key)
				r.to = max(limit, most[key])
			case l.Strategy.Plan == model.Hybrid:
				r.to = max(limit, l.Value(chase, t))
			default:
				r.from = max(limit, l.Value(level, t))
			}
			list = append(list, r)
		}
	}
	return list
}

// cutLast cuts a key at its last comma.
func cutLast(key string) (before, after string, found bool) {
	if at := strings.LastIndexByte(key, ','); at >= 0 {
		return key[:at], key[at+1:], true
	}
	return key, "", false
}

// at finds the best plan on a share of the way.
func (w *way) at(c *comparison, share float64) (point, error) {
	p := w.st.linear.Clone()
	for _, r := range w.rows {
		limit := r.from + share*(r.to-r.from)
		p.RowUpper[r.row] = limit + room(limit)
	}
	o := lp.Options{Basis: w.st.best.Basis}
	sol, err := w.st.engine.Solve(c.ctx, p, o)
	if err != nil || sol.Stop != lp.Optimal || sol.RowDual == nil {
		return point{}, err
	}
	w.st.best = sol
	q := point{by: share, value: sol.Objective, plan: true}
	for _, r := range w.rows {
		q.slope += sol.RowDual[r.row] * (r.to - r.from)
	}
	return q, nil
}

// walk finds all corners of the way: two lines that touch it meet below it, and
// on it only at a corner (see Study.corners).
func (w *way) walk(c *comparison, out *StrategyComparison, most float64) error {
	first, err := w.at(c, 0)
	if err != nil || !first.plan {
		return err
	}
	last, err := w.at(c, 1)
	if err != nil || !last.plan {
		return err
	}
	points := []point{first}
	stack := [][2]point{{first, last}}
	for steps := 0; len(stack) > 0 && steps < mostSteps; steps++ {
		s := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		share, meet := w.st.meeting(s[0], s[1])
		if !meet {
			points = append(points, s[1])
			continue
		}
		p, err := w.at(c, share)
		if err != nil {
			return err
		}
		if !p.plan || w.st.near(p.value, s[0].value+s[0].slope*(share-s[0].by)) {
			if p.plan {
				points = append(points, p)
			}
			points = append(points, s[1])
			continue
		}
		stack = append(stack, [2]point{p, s[1]}, [2]point{s[0], p})
	}
	for _, p := range points {
		out.Way = append(out.Way, WayPoint{Share: p.by, Change: p.by * most, Value: p.value})
	}
	out.Way = straightened(out.Way)
	return nil
}

// straightened leaves out points on the line between their neighbours.
func straightened(points []WayPoint) []WayPoint {
	var kept []WayPoint
	for _, c := range points {
		for n := len(kept); n >= 2; n = len(kept) {
			a, b := kept[n-2], kept[n-1]
			on := a.Value + (c.Value-a.Value)/(c.Share-a.Share)*(b.Share-a.Share)
			if math.Abs(on-b.Value) > sameOnFront*max(1, math.Abs(b.Value)) {
				break
			}
			kept = kept[:n-1]
		}
		kept = append(kept, c)
	}
	return kept
}
