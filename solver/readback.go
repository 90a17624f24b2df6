package solver

import (
	"math"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// The engine keeps rows and bounds to 1e-7. A number in a solution that is
// smaller than noise, or negative by less than tolerance, is taken for 0.
const (
	noise     = 1e-9
	tolerance = 1e-6
)

// read fills in plan, money, limits and prices. With integers the plan is read
// from the linear problem in which they are fixed: it is the same plan without
// the rounding of the search, and its prices belong to it.
func (f *Formulation) read(r *Result, sol *lp.Solution) {
	from := sol
	r.Bound = sol.Bound
	if f.Problem.IsInteger() && sol.Fixed != nil && sol.Fixed.Primal == lp.Feasible {
		from = sol.Fixed
	}
	r.Value = from.Objective
	x := clean(from.ColValue)
	f.settle(x)
	f.tidy(x)
	f.tidyOptions(x)
	r.Gap = gap(r.Value, r.Bound)
	switch {
	case from.RowDual == nil:
	case from == sol:
		r.Prices = LinearPrices
	default:
		r.Prices = IntegersFixed
	}
	r.Plan = f.plan(x)
	r.Money = f.money(x)
	r.Penalties = f.penalties(x)
	r.Limits = f.states(x, from.RowDual)
	f.sides(r.Limits, r.Plan)
	f.readGoals(r, x)
}

// clean removes the noise that a solution in floating point carries.
func clean(values []float64) []float64 {
	x := make([]float64, len(values))
	for j, v := range values {
		if v > noise || v < -tolerance {
			x[j] = v // below -tolerance is a real fault, which the audit is to see
		}
	}
	return x
}

func gap(value, bound float64) float64 {
	if math.IsNaN(bound) || math.IsInf(bound, 0) {
		return math.NaN()
	}
	return math.Abs(value-bound) / max(1, math.Abs(value))
}

// plan sorts the values of columns into the tables of a plan.
func (f *Formulation) plan(x []float64) *model.Plan {
	plan := model.NewPlan(f.Scenario)
	fill := func(to model.Grid, columns []int) {
		for i, first := range columns {
			if first != none {
				copy(to.Row(i), x[first:first+to.Periods()])
			}
		}
	}
	c := &f.columns
	fill(plan.Runs, c.runs)
	fill(plan.Blended, c.blended)
	fill(plan.Disposed, c.disposed)
	fill(plan.Bought, c.bought)
	fill(plan.Shipped, c.shipped)
	fill(plan.Stock, c.stock)
	fill(plan.Served, c.served)
	fill(plan.Lost, c.lost)
	fill(plan.Backlog, c.backlog)
	fill(plan.Heads, c.heads)
	fill(plan.Hired, c.hired)
	fill(plan.LaidOff, c.laidOff)
	fill(plan.Overtime, c.worked)
	fill(plan.On, c.on)
	fill(plan.Starts, c.starts)
	fill(plan.Stops, c.stops)
	fill(plan.Carried, c.carried)
	f.addSwitches(plan)
	f.readMachinery(plan, x)
	f.readCrews(plan, x)
	f.readStores(plan, x)
	f.readFinance(plan, x)
	fill(plan.Events, c.events)
	fill(plan.Promoted, c.promoted)
	fill(plan.WrittenOff, c.writtenOff)
	fill(plan.Open, c.open)
	fill(plan.Opened, c.opened)
	fill(plan.Closed, c.closed)
	return plan
}

// money books what the decisions cost and earn.
func (f *Formulation) money(x []float64) model.Statement {
	periods := f.Scenario.Calendar.Len()
	statement := model.NewStatement(periods)
	for _, b := range f.bookings {
		for t := range periods {
			if column := b.column(t); column != none {
				statement.Add(b.account, t, b.rate.Or(t, 0)*x[column])
			}
		}
	}
	return statement
}

// penalties lists the priced limits that are broken, in the order of the rows.
func (f *Formulation) penalties(x []float64) []model.Violation {
	var broken []model.Violation
	for _, b := range f.breaks {
		if x[b.column] > 0 {
			l := &f.limits[b.block]
			broken = append(broken, model.Violation{
				Limit: f.Problem.Rows.Name(b.row), Path: l.pathAt(b.period),
				Period: b.period, Amount: x[b.column], Unit: l.unit, Rate: b.rate,
			})
		}
	}
	return broken
}

// states says of every limit in every period what it allows, what is used of
// it and what one more unit is worth. duals may be nil.
func (f *Formulation) states(x, duals []float64) []LimitState {
	used, allowed := f.activities(x)
	states := make([]LimitState, 0, f.Problem.NumRows())
	for k, block := range f.Problem.Rows.Blocks() {
		for offset := range block.Len {
			row := block.First + offset
			s := f.state(k, offset, row)
			if r := f.limits[k].ratio; r != nil {
				r.fill(&s, used[row]-allowed[row], x, duals, row)
				states = append(states, s)
				continue
			}
			s.Used = used[row]
			s.Limit += allowed[row]
			s.setSlack(f.limits[k].sense)
			if duals != nil {
				s.Price = duals[row]
			}
			states = append(states, s)
		}
	}
	return states
}

// setSlack works out the room left.
func (s *LimitState) setSlack(of sense) {
	switch of {
	case atMost:
		s.Slack = s.Limit - s.Used
	case atLeast:
		s.Slack = s.Used - s.Limit
	case exactly:
	}
	if math.Abs(s.Slack) <= noise*max(1, math.Abs(s.Limit)) {
		s.Slack = 0
	}
}

// state is what is known of a limit without a plan.
func (f *Formulation) state(block, offset, row int) LimitState {
	l := &f.limits[block]
	t := l.period(offset)
	s := LimitState{
		ID: f.Problem.Rows.Name(row), Group: l.group, Key: l.key, Path: l.pathAt(t), Unit: l.unit,
		Period: t, Sense: l.sense.String(), Limit: side(f.Problem, row, l.sense), Price: math.NaN(), Weight: 1,
	}
	if l.limit != nil {
		s.Owner, s.Reason, s.Review = l.limit.Owner, l.limit.Reason, l.limit.Review
		s.Priced = l.limit.Priced() && !notGiven(l.limit.Penalty.At(t))
	}
	s.Rank = f.rank(l)
	if l.shift != nil {
		s.Limit += l.shift[offset]
	}
	if l.ratio != nil {
		s.Unit, s.Limit = l.ratio.unit, l.ratio.scale*l.limit.Value.At(t)
	}
	return s
}

// stated is state with what a limit on a lot allows where there is no plan: it
// stands in its row as a coefficient, not as the right-hand side.
func (f *Formulation) stated(block, offset, row int) LimitState {
	s := f.state(block, offset, row)
	if s.Group == model.GroupMinLot || s.Group == model.GroupMaxLot {
		s.Limit = f.limits[block].limit.Value.At(s.Period)
	}
	return s
}

// activities adds up every row without the columns that break it. In rows of
// the kinds "at most" and "at least", what decisions add to the right-hand side
// (overtime, heads, least lots) counts as the limit and not as negative use.
// What decisions take from it (machines down for maintenance) is not allowed,
// and no use.
func (f *Formulation) activities(x []float64) (used, allowed []float64) {
	p := f.Problem
	used, allowed = make([]float64, p.NumRows()), make([]float64, p.NumRows())
	matrix := p.ByColumn()
	for j := range f.slacks {
		rows, values := matrix.Line(j)
		for k, row := range rows {
			if values[k] < 0 && (math.IsInf(p.RowLower[row], -1) || math.IsInf(p.RowUpper[row], 1)) {
				allowed[row] -= values[k] * x[j]
			} else {
				used[row] += values[k] * x[j]
			}
		}
	}
	for _, t := range f.taken {
		used[t.row] -= t.coefficient * x[t.column]
		allowed[t.row] -= t.coefficient * x[t.column]
	}
	return used, allowed
}
