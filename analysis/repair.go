package analysis

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Repair is how little the limits of a scenario without a plan must move for
// there to be one. Each limit counts in shares of its own size, so that hours
// and pieces can be added up: 3 % of a capacity is as much as 3 % of a demand.
//
// Limits give way by rank (solver.LimitState.Rank): as little as can be of those
// that are locked, frozen or given, then of those with priority 1, then 2, and so on,
// and of those without a priority last. No rank is weighed against another.
type Repair struct {
	Only  string        // the group that alone may move; empty: any
	Owner string        // whose limits alone may move; empty: anybody's
	Other bool          // no limit moves that the smallest repair moves
	Size  float64       // sum of the shares of all moves
	Moves []solver.Move // in the order of the rows

	shares []float64 // the sum by rank, the dearest first
}

// Repairs finds the smallest repair by any limits, the smallest by each group and
// by each owner of the conflict alone, and the smallest without any of the limits
// that the first one moves, where there are such. All but the first are sorted,
// the smallest first. There are none where no limit that can move is at fault.
func Repairs(ctx context.Context, engine solver.Engine, f *solver.Formulation, conflict []solver.LimitState) ([]Repair, error) {
	m := newMender(engine, f)
	best, err := m.repair(ctx, func(*solver.LimitState) bool { return true })
	if err != nil || best == nil {
		return nil, err
	}
	list := []Repair{*best}
	add := func(r *Repair, err error) error {
		if err == nil && r != nil && !slices.ContainsFunc(list, func(known Repair) bool { return sameMoves(known.Moves, r.Moves) }) {
			list = append(list, *r)
		}
		return err
	}
	groups, owners := concerned(conflict)
	for _, group := range groups {
		if err := add(m.alone(ctx, Repair{Only: string(group)}, func(l *solver.LimitState) bool { return l.Group == group })); err != nil {
			return nil, err
		}
	}
	for _, owner := range owners {
		if err := add(m.alone(ctx, Repair{Owner: owner}, func(l *solver.LimitState) bool { return l.Owner == owner })); err != nil {
			return nil, err
		}
	}
	if err := add(m.other(ctx, best)); err != nil {
		return nil, err
	}
	slices.SortStableFunc(list[1:], byShares)
	return list, nil
}

// concerned are the groups and the owners of a conflict, in its order.
func concerned(conflict []solver.LimitState) (groups []model.Group, owners []string) {
	for i := range conflict {
		if l := &conflict[i]; !slices.Contains(groups, l.Group) {
			groups = append(groups, l.Group)
		}
		if owner := conflict[i].Owner; owner != "" && !slices.Contains(owners, owner) {
			owners = append(owners, owner)
		}
	}
	return groups, owners
}

// byShares compares two repairs rank by rank, the dearest first.
func byShares(a, b Repair) int {
	return slices.CompareFunc(a.shares, b.shares, func(x, y float64) int {
		if math.Abs(x-y) <= sameMove*max(1, x, y) {
			return 0
		}
		return cmp.Compare(x, y)
	})
}

func sameMoves(a, b []solver.Move) bool {
	return slices.EqualFunc(a, b, func(x, y solver.Move) bool {
		return x.Row == y.Row && math.Abs(x.Amount-y.Amount) <= sameMove*max(1, math.Abs(x.Amount))
	})
}

const (
	sameMove  = 1e-6
	leastMove = 1e-7 // of the size of a limit: less is the engine's tolerance
)

// mender finds repairs of one problem.
type mender struct {
	engine solver.Engine
	f      *solver.Formulation
	limits []solver.LimitState
	sizes  []float64
	levels []int // that there are, the dearest first
}

func newMender(engine solver.Engine, f *solver.Formulation) *mender {
	m := &mender{engine: engine, f: f, limits: f.Limits()}
	m.sizes = sizesOf(f.Problem, m.limits)
	for i := range m.limits {
		if l := &m.limits[i]; movable(l) {
			m.levels = append(m.levels, level(l))
		}
	}
	slices.Sort(m.levels)
	m.levels = slices.Compact(m.levels)
	return m
}

// movable tells whether a limit can give way: a law of bookkeeping cannot, and a
// priced one does so by itself.
func movable(l *solver.LimitState) bool { return !l.Group.Info().Identity && !l.Priced }

// level is when a limit gives way: the lower, the later.
func level(l *solver.LimitState) int {
	switch {
	case l.Rank > 0:
		return l.Rank
	case l.Group == model.GroupFixed:
		return 0
	}
	return math.MaxInt
}

// alone is the smallest repair by some limits only.
func (m *mender) alone(ctx context.Context, as Repair, may func(*solver.LimitState) bool) (*Repair, error) {
	r, err := m.repair(ctx, may)
	if r != nil {
		r.Only, r.Owner = as.Only, as.Owner
	}
	return r, err
}

// other is the smallest repair that does without the limits that another one
// moves, in any period; or, where there is none, without them in the same period.
func (m *mender) other(ctx context.Context, than *Repair) (*Repair, error) {
	things, rows := map[[2]string]bool{}, map[string]bool{}
	for _, move := range than.Moves {
		l := &m.limits[move.Row]
		things[[2]string{string(l.Group), l.Key}], rows[l.ID] = true, true
	}
	r, err := m.repair(ctx, func(l *solver.LimitState) bool { return !things[[2]string{string(l.Group), l.Key}] })
	if r == nil && err == nil {
		r, err = m.repair(ctx, func(l *solver.LimitState) bool { return !rows[l.ID] })
	}
	if r != nil {
		r.Other = true
	}
	return r, err
}

// stretch is a column by which a limit moves in a direction.
type stretch struct {
	column, row int
	direction   float64
	level       int
}

// repair solves the elastic problem in which the limits that may are broken,
// at 1 for each time their own size: level by level, each with what was found for
// the dearer ones kept. It is nil where that is not enough.
func (m *mender) repair(ctx context.Context, may func(*solver.LimitState) bool) (*Repair, error) {
	p := m.f.Loosened()
	p.Sense, p.Offset = lp.Minimise, 0
	stretches := m.stretch(p, may)
	r := &Repair{shares: make([]float64, len(m.levels))}
	var sol *lp.Solution
	for k, level := range m.levels {
		var own []stretch
		for _, s := range stretches {
			if s.level == level {
				own = append(own, s)
			}
		}
		if len(own) == 0 && (sol != nil || k < len(m.levels)-1) {
			continue // nothing to choose
		}
		next, err := m.least(ctx, p, own)
		if next == nil && err == nil && sol != nil { // there was a plan before
			m.loosen(p)
			next, err = m.least(ctx, p, own)
		}
		if next == nil || err != nil {
			return nil, err
		}
		sol = next
		r.shares[k] = sol.Objective
		r.Size += sol.Objective
		m.keep(p, own, sol.Objective)
	}
	if sol == nil {
		return nil, nil
	}
	for _, s := range stretches {
		if amount := sol.ColValue[s.column]; amount > leastMove*m.sizes[s.row] {
			r.Moves = append(r.Moves, solver.Move{Row: s.row, Amount: s.direction * amount})
		}
	}
	return r, m.settle(ctx, r)
}

// settle makes the moves a little larger where the engine found them to be
// enough only within its tolerance.
func (m *mender) settle(ctx context.Context, r *Repair) error {
	for more := 1e-7; more < 1e-4; more *= 10 {
		p := m.f.Moved(r.Moves)
		for j := range p.Cost {
			p.Cost[j] = 0
		}
		sol, err := m.engine.Solve(ctx, p, lp.Options{})
		if err != nil {
			return fmt.Errorf("test a repair: %w", err)
		}
		if sol.Primal == lp.Feasible {
			return nil
		}
		for i := range r.Moves {
			move := &r.Moves[i]
			if l := &m.limits[move.Row]; l.Limit+move.Amount != 0 { // there is nothing less than nothing
				move.Amount += math.Copysign(more*m.sizes[move.Row], move.Amount)
			}
		}
	}
	return nil
}

// stretch adds the columns by which limits move.
func (m *mender) stretch(p *lp.Problem, may func(*solver.LimitState) bool) []stretch {
	var list []stretch
	for row := range m.limits {
		l := &m.limits[row]
		if !movable(l) || !may(l) {
			continue
		}
		for _, direction := range []float64{+1, -1} { // a limit that moves up, and one that moves down
			if direction > 0 && l.Sense == ">=" || direction < 0 && l.Sense == "<=" {
				continue
			}
			column := p.AddCols("move", l.ID, nil, 1)
			p.Add(row, column, -direction)
			list = append(list, stretch{column, row, direction, level(l)})
		}
	}
	return list
}

// least makes the sum of the shares of some moves as small as can be; nil where
// there is no plan.
func (m *mender) least(ctx context.Context, p *lp.Problem, moves []stretch) (*lp.Solution, error) {
	for j := range p.Cost {
		p.Cost[j] = 0
	}
	for _, s := range moves {
		p.Cost[s.column] = 1 / m.sizes[s.row]
	}
	sol, err := m.engine.Solve(ctx, p, lp.Options{})
	switch {
	case err != nil:
		return nil, fmt.Errorf("find a repair: %w", err)
	case sol.Stop == lp.Infeasible:
		return nil, nil
	case sol.Stop != lp.Optimal:
		return nil, fmt.Errorf("find a repair: %s", sol.Stop.Sentence())
	}
	return sol, nil
}

// keep holds the sum of the shares of some moves where it is.
func (m *mender) keep(p *lp.Problem, moves []stretch, sum float64) {
	if len(moves) == 0 {
		return
	}
	if sum <= leastMove {
		for _, s := range moves {
			p.ColUpper[s.column] = 0
		}
		return
	}
	row := p.AddRows("kept", strconv.Itoa(p.NumRows()), nil, 1)
	p.RowUpper[row] = sum // without any room, of which use would be made
	for _, s := range moves {
		p.Add(row, s.column, 1/m.sizes[s.row])
	}
}

// loosen gives what is kept the room of the engine's tolerance.
func (m *mender) loosen(p *lp.Problem) {
	for row := len(m.limits); row < p.NumRows(); row++ {
		p.RowUpper[row] += leastMove * max(1, p.RowUpper[row])
	}
}

// sizesOf are the sizes of limits: what they say, or where that is 0 the most
// that any limit of the same thing says, or the largest number in the row.
func sizesOf(p *lp.Problem, limits []solver.LimitState) []float64 {
	type thing struct {
		group model.Group
		key   string
	}
	most := map[thing]float64{}
	for i := range limits {
		at := thing{limits[i].Group, limits[i].Key}
		most[at] = max(most[at], math.Abs(limits[i].Limit))
	}
	sizes := make([]float64, len(limits))
	for i := range limits {
		sizes[i] = most[thing{limits[i].Group, limits[i].Key}]
		if own := math.Abs(limits[i].Limit); own > 0 {
			sizes[i] = own
		}
		if sizes[i] == 0 {
			_, values := p.ByRow().Line(i)
			for _, v := range values {
				sizes[i] = max(sizes[i], math.Abs(v))
			}
		}
		if sizes[i] == 0 {
			sizes[i] = 1
		}
	}
	return sizes
}
