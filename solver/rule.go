package solver

import "github.com/steelyard-sop/steelyard/model"

// Rules: limits of the user's own, linear in quantities of the plan. For each
// rule r and each period t in which it has a limit
//
//	rule  sum_k w[k,t] sum_{u in U(t)} sum_{c in C(k)} f[c,u-b(k)] x[c,u-b(k)]  <=, >= or =  constant[t]
//
// where k runs over the terms of both sides (those of the right one with a
// minus), w is the number that a term is multiplied with, U(t) are the periods
// that the limit adds up (t alone in a rule for each period), C(k) are the
// decisions that the filter of the term lets through, f says how much of the
// quantity one unit of the decision is, and b(k) is how many periods the term
// looks back. What is no decision, such as what is asked, is on the right-hand
// side. What is read back of a rule is the value of its two sides as they are
// written.

func (b *builder) ruleRows() {
	if len(b.s.Rules) == 0 {
		return
	}
	if b.measures == nil {
		b.measures = b.s.Measures()
	}
	for i := range b.s.Rules {
		rule := &b.s.Rules[i]
		rows := b.limit(limitBlock{
			group: model.GroupRule, key: rule.ID, unit: b.measures.UnitOf(rule),
			path: "rules." + rule.ID + ".expr", limit: &rule.Limit, sense: ruleSense(rule), rule: rule,
		}, func(t int) (float64, bool) {
			covered := rule.Covered(t, b.periods)
			if len(covered) == 0 {
				return 0, false
			}
			return b.measures.Given(&rule.Right, covered) - b.measures.Given(&rule.Left, covered), true
		})
		for t := range b.periods {
			if covered := rule.Covered(t, b.periods); len(covered) > 0 {
				b.addSide(rows.at(t), &rule.Left, covered, 1)
				b.addSide(rows.at(t), &rule.Right, covered, -1)
			}
		}
	}
}

func ruleSense(r *model.LinearRule) sense {
	return map[string]sense{"<=": atMost, ">=": atLeast, "=": exactly}[r.Sense]
}

// addSide puts sign x what decisions add to one side into the row.
func (b *builder) addSide(row int, side *model.Linear, covered []int, sign float64) {
	for i := range side.Terms {
		b.measures.Each(&side.Terms[i], covered, func(cell *model.Cell, t int, factor float64) {
			if cell.Given {
				return
			}
			if first := b.firsts(cell.Grid)[cell.Row]; first != none {
				b.p.Add(row, first+t, sign*factor)
			}
		})
	}
}

// firsts are the first columns of the decisions of a table of the plan, by row.
func (f *Formulation) firsts(grid model.GridID) []int {
	if grid != model.GridRented {
		return f.columns.of(grid)
	}
	firsts := make([]int, 0, len(f.columns.rented))
	for _, r := range f.Scenario.Rentals() {
		firsts = append(firsts, f.columns.rented[r])
	}
	return firsts
}

// of are those of a table that has its own list of columns.
func (c *columns) of(grid model.GridID) []int {
	switch grid {
	case model.GridRuns:
		return c.runs
	case model.GridBlended:
		return c.blended
	case model.GridDisposed:
		return c.disposed
	case model.GridBought:
		return c.bought
	case model.GridShipped:
		return c.shipped
	case model.GridStock:
		return c.stock
	case model.GridServed:
		return c.served
	case model.GridLost:
		return c.lost
	case model.GridBacklog:
		return c.backlog
	case model.GridHeads:
		return c.heads
	case model.GridHired:
		return c.hired
	case model.GridLaidOff:
		return c.laidOff
	case model.GridOvertime:
		return c.worked
	case model.GridOn:
		return c.on
	case model.GridStarts:
		return c.starts
	case model.GridStops:
		return c.stops
	case model.GridOpen:
		return c.open
	case model.GridOpened:
		return c.opened
	case model.GridClosed:
		return c.closed
	case model.GridEvents:
		return c.events
	case model.GridPromoted:
		return c.promoted
	case model.GridWrittenOff:
		return c.writtenOff
	}
	return nil
}

// sides writes into the states of rules what their two sides come to in the plan.
func (f *Formulation) sides(states []LimitState, plan *model.Plan) {
	for k, block := range f.Problem.Rows.Blocks() {
		l := &f.limits[k]
		if l.rule == nil {
			continue
		}
		for offset := range block.Len {
			s := &states[block.First+offset]
			covered := l.rule.Covered(s.Period, f.Scenario.Calendar.Len())
			s.Used, s.Limit = f.measures.Value(&l.rule.Left, covered, plan), f.measures.Value(&l.rule.Right, covered, plan)
			s.setSlack(l.sense)
		}
	}
}
