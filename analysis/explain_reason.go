package analysis

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Reason says why demand is short, and what would help.
type Reason struct {
	Shortage

	// Possible tells whether any plan serves one more unit. Net is what that
	// costs, less what the unit earns and saves; as measured.
	Possible bool
	Net      float64
	Supply   UnitCost // of delivering one more unit in the worst period, all else equal
	Least    float64  // the least shortage that any plan can have

	Chain  []Leg   // from the demand back to where one more unit would come from; empty where nothing like it is in use
	Blocks []Block // limits that a unit on the chain needs and that have no room; only where none can be served
	Causes []Cause // the limits that matter most, the one that helps most first
	Remedy *Remedy // the cheapest; nil where moving limits does not help
}

// Block is a limit without room that one more unit needs.
type Block struct {
	Row     int
	PerUnit float64 // units of the limit for one unit of the demand; negative: of room under a least
}

// Cause is one limit that moves alone, as measured.
type Cause struct {
	Row    int
	Moves  float64 // by how much it must move for all to be served; 0 where it is not enough alone
	Served bool    // so moved, the best plan serves all by itself; else it would rather use the room for something else
	Left   float64 // of the shortage, where the limit alone is not enough however far it moves
	Gain   float64 // money that the plan which serves all is better by, before what moving the limit costs
}

// Remedy is a change of limits that gets all served.
type Remedy struct {
	Moves  []solver.Move // of one limit, or of several where none does it alone
	Served bool          // the best plan then serves all by itself; else it must be told to
	Gain   float64       // money that the plan which serves all is better by, before what moving limits costs
}

// mostCauses is how many limits are told, and triedCauses how many are tried.
const (
	mostCauses  = 3
	triedCauses = 8
)

// Reason finds out why demand is short.
func (e *Explainer) Reason(ctx context.Context, s Shortage) (*Reason, error) {
	r := &Reason{Shortage: s}
	short, err := e.shortest(ctx, &s)
	if err != nil {
		return nil, err
	}
	r.Least = e.left(&s, short.x)
	if err := e.oneMore(ctx, r); err != nil {
		return nil, err
	}
	if err := e.chain(ctx, r, short); err != nil {
		return nil, err
	}
	rows, err := e.suspects(ctx, r, short)
	if err != nil {
		return nil, err
	}
	if err := e.causes(ctx, r, rows); err != nil {
		return nil, err
	}
	r.Remedy, err = e.remedy(ctx, r)
	return r, err
}

// oneMore measures what one more unit served costs, net and gross.
func (e *Explainer) oneMore(ctx context.Context, r *Reason) error {
	s := &r.Shortage
	least := slices.Min(s.amounts)
	slope := func(at *state) float64 {
		var net float64
		for k, column := range s.columns {
			if s.Kind == Late || s.From+k == s.Worst {
				net -= at.reduced(column)
			}
		}
		if s.Kind == Unsold {
			return -net
		}
		return net
	}
	at, net, err := e.nudge(ctx, min(smallUnit(s.Amount), least/2), func(p *lp.Problem, by float64) { e.alittle(s, by)(p) }, slope)
	if err != nil {
		return err
	}
	r.Possible, r.Net = at != nil, net
	r.Supply, err = e.unitCost(ctx, s.Demand, s.Worst)
	return err
}

// shortest finds the plan with the least shortage, whatever it costs.
func (e *Explainer) shortest(ctx context.Context, s *Shortage) (*state, error) {
	p := e.st.linear.Clone()
	e.leastShort(p, s)
	at, err := e.solve(ctx, p)
	if err == nil && at == nil {
		err = fmt.Errorf("the best plan is none when it is asked to be no worse")
	}
	return at, err
}

// leastShort makes a problem one about the least of a shortage, whatever that
// costs, with no other one worse.
func (e *Explainer) leastShort(p *lp.Problem, s *Shortage) {
	e.noWorse(p, s)
	onlyFeasible(p, nil)
	p.Sense = lp.Minimise
	for _, column := range s.columns {
		p.Cost[column] = 1
		if s.Kind == Unsold {
			p.Cost[column] = -1
		}
	}
}

// chain tells where one more unit would come from: along the path that it is
// paid for where it can be had, and else along the one that is blocked.
func (e *Explainer) chain(ctx context.Context, r *Reason, short *state) error {
	if b := r.Supply.Breakdown; b != nil {
		r.Chain = b.Steps
		return nil
	}
	row := e.balanceOf(&e.Scenario().Demand[r.Demand], r.Worst)
	needs := map[int]float64{row: -1}
	z, err := e.path(ctx, short, e.balanced, needs)
	if err != nil || len(z) == 0 {
		return err
	}
	r.Chain = e.steps(short, z, needs)
	use := e.use(short, z)
	for _, row := range e.rented(short, e.balanced, z) {
		if !asked(e.Limit(row).Group) {
			r.Blocks = append(r.Blocks, Block{row, use[row]})
		}
	}
	return nil
}

// suspects lists the limits that may be at fault: those on the chain first,
// then those with the highest price for what is short.
func (e *Explainer) suspects(ctx context.Context, r *Reason, short *state) ([]int, error) {
	var rows []int
	if b := r.Supply.Breakdown; b != nil {
		rows = e.Rents(b)
	}
	for _, b := range r.Blocks {
		rows = append(rows, b.Row)
	}
	states := []*state{short}
	if r.Least <= leastShort*max(1, r.Amount) {
		p := e.st.linear.Clone()
		e.inFull(&r.Shortage)(p)
		full, err := e.solve(ctx, p)
		if err != nil {
			return nil, err
		}
		states = []*state{full}
	}
	for _, at := range states {
		if at != nil {
			rows = append(rows, e.priced(at)...)
		}
	}
	var list []int
	for _, row := range rows {
		if e.movable(row) && !slices.Contains(list, row) {
			list = append(list, row)
		}
	}
	return list[:min(triedCauses, len(list))], nil
}

// priced lists the limits with a price in a state, the highest price times
// limit first.
func (e *Explainer) priced(s *state) []int {
	var rows []int
	stake := func(row int) float64 { return math.Abs(s.duals[row]) * max(1, math.Abs(e.Limit(row).Limit)) }
	for row := range e.balanced {
		if !e.balanced[row] && math.Abs(s.duals[row]) > 1e-9 {
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b int) int { return cmp.Compare(stake(b), stake(a)) })
	return rows
}

// causes measures what each of the limits does alone, and keeps those that
// matter most.
func (e *Explainer) causes(ctx context.Context, r *Reason, rows []int) error {
	causes := make([]Cause, len(rows))
	err := e.each(ctx, len(rows), func(e *Explainer, k int) (err error) {
		causes[k], err = e.cause(ctx, &r.Shortage, rows[k])
		return err
	})
	if err != nil {
		return err
	}
	helpless := func(c Cause) bool { return c.Moves == 0 && c.Left >= r.Amount*(1-leastShort) }
	causes = slices.DeleteFunc(causes, helpless)
	slices.SortStableFunc(causes, func(a, b Cause) int {
		return cmp.Or(first(a.Moves != 0, b.Moves != 0), first(a.Served, b.Served), cmp.Compare(b.Gain, a.Gain), cmp.Compare(a.Left, b.Left))
	})
	r.Causes = causes[:min(mostCauses, len(causes))]
	return nil
}

// first sorts what is true before what is not.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}
