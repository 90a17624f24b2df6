package analysis

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Option is something that a plan can do and leaves alone in some period, with
// what it would have to cost for a best plan to do it.
type Option struct {
	Candidate
	Used   int     // in how many periods the plan does it
	Period int     // of those in which it does not, the one in which it is nearest to entering
	Own    float64 // what it costs in that period, in money per Unit; of a sale, what it brings
	Enters float64 // what it would have to cost, or to bring, in that period alone; meaningless where Never
	First  float64 // how many units enter as soon as it costs less, or brings more; meaningless where Never
	Never  bool    // nothing of it can be done in any period that leaves it alone, whatever it costs
}

// Gap is by how much the option is too dear, or brings too little: 0 or more.
func (o *Option) Gap() float64 { return math.Abs(o.Own - o.Enters) }

// Candidate is a decision that costs or earns money, with one column a period.
type Candidate struct {
	Kind  OptionKind
	Key   string // as in the names of rows: "line1", "sweetco,sugar"
	Item  string // id of what is bought, carried or sold; empty otherwise
	Path  string // address of its cost or price
	Unit  string
	first int // column
}

// OptionKind says what an option does.
type OptionKind string

// The kinds of option.
const (
	OptionProcess  OptionKind = "process"
	OptionOffer    OptionKind = "offer"
	OptionOutside  OptionKind = "outsourcing" // an offer of a family
	OptionLane     OptionKind = "lane"
	OptionOvertime OptionKind = "overtime"
	OptionSale     OptionKind = "sale" // only where profit is maximised
)

// Candidates lists the decisions that may enter at a price, in the order of the
// scenario. An offer in tiers has more than one price and is left out.
func (st *Study) Candidates() []Candidate {
	s, columns := st.Formulation.Scenario, st.Formulation.Columns()
	var list []Candidate
	units, families := map[string]string{}, map[string]bool{}
	for _, item := range s.Items() {
		units[item.ID] = item.Unit
	}
	for i := range s.Families {
		families[s.Families[i].ID] = true
	}
	for i := range s.Processes {
		id := s.Processes[i].ID
		list = append(list, Candidate{Kind: OptionProcess, Key: id, Path: "processes." + id + ".cost", Unit: "runs", first: columns.Runs[i]})
	}
	for k, ref := range s.Offers() {
		kind := OptionOffer
		if families[ref.Offer.Item] {
			kind = OptionOutside
		}
		if len(ref.Offer.Tiers) == 0 {
			list = append(list, Candidate{
				Kind: kind, Key: ref.Supplier.ID + "," + ref.Offer.ID, Item: ref.Offer.Item, Unit: units[ref.Offer.Item],
				Path: "suppliers." + ref.Supplier.ID + ".sells." + ref.Offer.ID + ".price", first: columns.Bought[k],
			})
		}
	}
	for k, ref := range s.Cargos() {
		list = append(list, Candidate{
			Kind: OptionLane, Key: ref.Lane.ID + "," + ref.Cargo.Item, Item: ref.Cargo.Item, Unit: units[ref.Cargo.Item],
			Path: "lanes." + ref.Lane.ID + ".carries." + ref.Cargo.Item + ".cost", first: columns.Shipped[k],
		})
	}
	list = append(list, st.overtimeCandidates(columns.Worked)...)
	for i := range s.Demand {
		if d := &s.Demand[i]; s.Objective.Maximises() && !d.Exact() {
			list = append(list, Candidate{
				Kind: OptionSale, Key: d.ID, Item: d.Item, Path: "demand." + d.ID + ".price", Unit: units[d.Item], first: columns.Served[i],
			})
		}
	}
	return slices.DeleteFunc(list, func(c Candidate) bool { return c.first < 0 })
}

func (st *Study) overtimeCandidates(worked []int) []Candidate {
	s := st.Formulation.Scenario
	var list []Candidate
	for k, ref := range s.OvertimeBands() {
		var key, unit string
		if ref.Workforce >= 0 {
			key, unit = s.Workforce[ref.Workforce].ID, s.Workforce[ref.Workforce].Unit
		} else {
			key, unit = s.Resources[ref.Resource].ID, s.Resources[ref.Resource].Unit
		}
		if ref.Band.ID != "" {
			key += "," + ref.Band.ID
		}
		list = append(list, Candidate{Kind: OptionOvertime, Key: key, Path: ref.Path(s) + ".cost", Unit: unit, first: worked[k]})
	}
	return list
}

// Entering measures the options that are nearest to entering, at most so many
// of them, the nearest first. What the plan does in every period is no option.
// Each price was confirmed by planning with the option a little better, where it
// enters, and a little worse, where it does not. Beyond them it counts those
// that were not measured, or not confirmed.
//
// The objective as a function of how much of an option is forced into the plan
// is convex for a cost; the option enters at its own cost less the slope of
// that function at 0. A reduced cost is a bound of that slope, and only equal
// to it where the plan is not degenerate.
func (st *Study) Entering(ctx context.Context, most int) (options []Option, left int, err error) {
	if !st.Answers() {
		return nil, 0, errNoAnswers
	}
	candidates := st.Candidates()
	candidates = slices.DeleteFunc(candidates, func(c Candidate) bool { return len(st.idle(&c)) == 0 })
	slices.SortStableFunc(candidates, func(a, b Candidate) int { return cmp.Compare(st.nearness(&a), st.nearness(&b)) })
	left = max(0, len(candidates)-most)
	candidates = candidates[:len(candidates)-left]
	options = make([]Option, len(candidates))
	confirmed := make([]bool, len(candidates))
	err = st.each(ctx, len(candidates), func(st *Study, k int) (err error) {
		if options[k], err = st.entering(ctx, &candidates[k]); err == nil && !options[k].Never {
			confirmed[k], err = st.confirmed(ctx, &options[k])
		}
		return err
	})
	found := options[:0]
	for k := range options {
		if options[k].Never || confirmed[k] {
			found = append(found, options[k])
		}
	}
	left += len(options) - len(found)
	options = found
	slices.SortStableFunc(options, func(a, b Option) int {
		if a.Never != b.Never {
			return cmp.Compare(number(a.Never), number(b.Never))
		}
		return cmp.Compare(a.relative(), b.relative())
	})
	return options, left, err
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// relative is the gap as a share of what the option costs.
func (o *Option) relative() float64 {
	if o.Never {
		return 0
	}
	return o.Gap() / max(1, math.Abs(o.Own))
}

// idle lists the periods in which a decision is 0, the least reduced cost first.
func (st *Study) idle(c *Candidate) []int {
	var periods []int
	for t := range st.Formulation.Scenario.Calendar.Len() {
		if j := c.first + t; st.best.ColValue[j] <= nothing && st.linear.ColLower[j] <= nothing {
			periods = append(periods, t)
		}
	}
	slices.SortStableFunc(periods, func(a, b int) int { return cmp.Compare(st.reduced(c.first+a), st.reduced(c.first+b)) })
	return periods
}

// nothing is how much of a decision is none: the engine keeps bounds to 1e-7.
const nothing = 1e-6

// nearness is the least reduced cost as a share of the option's own cost.
func (st *Study) nearness(c *Candidate) float64 {
	j := c.first + st.idle(c)[0]
	return st.reduced(j) / max(1, math.Abs(st.linear.Cost[j]))
}

// worse is 1 where more of the objective is worse, else -1.
func (st *Study) worse() float64 {
	if st.linear.Sense == lp.Maximise {
		return -1
	}
	return 1
}

// reduced is by how much the objective gets worse for the first of a decision
// that is 0, or less than that where the plan is degenerate.
func (st *Study) reduced(j int) float64 { return max(0, st.worse()*st.best.ColDual[j]) }

// entering measures one option, in the period in which it is nearest to entering.
func (st *Study) entering(ctx context.Context, c *Candidate) (Option, error) {
	idle := st.idle(c)
	best := Option{Candidate: *c, Used: st.Formulation.Scenario.Calendar.Len() - len(idle), Never: true, Period: idle[0]}
	least := math.Inf(1)
	for _, t := range idle {
		j := c.first + t
		if st.reduced(j) >= least {
			break // its true slope is not smaller
		}
		slope, room, err := st.forced(ctx, j)
		if err != nil {
			return best, fmt.Errorf("find at what price %s enters: %w", st.linear.Cols.Name(j), err)
		}
		if slope >= least {
			continue
		}
		least = slope
		best.Never, best.Period, best.First = false, t, room
		best.Own, best.Enters = st.cost(c, j, 0), st.cost(c, j, slope)
	}
	return best, nil
}

// cost is what an option costs, or brings, when its column is better by some
// money per unit.
func (st *Study) cost(c *Candidate, j int, better float64) float64 {
	coefficient := st.linear.Cost[j] - st.worse()*better
	if st.linear.Sense == lp.Maximise && c.Kind != OptionSale {
		return 0 - coefficient
	}
	return coefficient
}

// forced is by how much the objective gets worse for the first of a decision
// that is forced into the plan, and for how many units at least; infinite where
// there can be none.
func (st *Study) forced(ctx context.Context, j int) (slope, room float64, err error) {
	amount, low := st.trial(j), st.reduced(j)
	for range mostSteps {
		sol, err := st.force(ctx, j, amount)
		if err != nil {
			return 0, 0, err
		}
		if sol.Primal != lp.Feasible {
			most, err := st.most(ctx, j)
			if err != nil || most <= nothing {
				return math.Inf(1), 0, err
			}
			amount = min(amount, most) / 2
			continue
		}
		change, tangent := st.worse()*(sol.Objective-st.best.Objective), max(0, st.worse()*sol.ColDual[j])
		switch {
		case st.near(st.best.Objective+tangent*amount, st.best.Objective+change): // straight from 0
			return tangent, max(amount, sol.ColValue[j]), nil
		case alike(tangent, low):
			return low, amount, nil
		}
		amount = (tangent*amount - change) / (tangent - low)
		if amount <= nothing {
			return low, 0, nil
		}
	}
	return 0, 0, fmt.Errorf("no answer in %d steps", mostSteps)
}

// trial is how much of a decision to try first: as much as the engine says will
// do at the same price, or a part of what the plan does of it in other periods.
func (st *Study) trial(j int) float64 {
	block, _ := st.linear.Cols.Find(j)
	b := st.linear.Cols.Blocks()[block]
	size := 8.0
	for _, x := range st.best.ColValue[b.First : b.First+b.Len] {
		size = max(size, x)
	}
	if r := st.best.Ranging; r != nil {
		if end := r.ColUpper[j]; end > nothing*size && end < farAway*size {
			return end
		}
	}
	return size / 8
}

// force solves with so much of a decision in the plan.
func (st *Study) force(ctx context.Context, j int, amount float64) (*lp.Solution, error) {
	p := st.linear.Clone()
	p.ColLower[j] = amount
	return st.solve(ctx, p)
}

// most is how much of a decision any plan can do.
func (st *Study) most(ctx context.Context, j int) (float64, error) {
	p := st.linear.Clone()
	p.Sense, p.Offset = lp.Maximise, 0
	for k := range p.Cost {
		p.Cost[k] = 0
	}
	p.Cost[j] = 1
	sol, err := st.engine.Solve(ctx, p, lp.Options{Basis: st.best.Basis})
	switch {
	case err != nil:
		return 0, err
	case sol.Stop == lp.Unbounded, sol.Stop == lp.InfeasibleOrUnbounded:
		return math.Inf(1), nil
	case sol.Primal != lp.Feasible:
		return 0, fmt.Errorf("no answer: %s", sol.Stop.Sentence())
	}
	return sol.Objective, nil
}

// confirmed solves with an option a little better and a little worse than at
// the price at which it enters, and tells whether it enters at the one and not
// at the other.
func (st *Study) confirmed(ctx context.Context, o *Option) (bool, error) {
	j, gap := o.first+o.Period, o.Gap()
	little := 1e-3 * max(1, math.Abs(o.Own), gap)
	for _, enters := range []bool{true, false} {
		p := st.linear.Clone()
		by := gap - little
		if enters {
			by = gap + little
		}
		p.Cost[j] -= st.worse() * by
		sol, err := st.engine.Solve(ctx, p, lp.Options{Basis: st.best.Basis})
		switch {
		case err != nil:
			return false, err
		case sol.Stop == lp.Unbounded || sol.Stop == lp.InfeasibleOrUnbounded:
			if !enters { // better, it enters without end
				return false, nil
			}
		case sol.Primal != lp.Feasible || sol.ColValue[j] > nothing != enters:
			return false, nil
		}
	}
	return true, nil
}
