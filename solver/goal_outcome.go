package solver

import (
	"math"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// GoalOutcome is what became of one goal in one stretch of periods.
type GoalOutcome struct {
	Row       string // name of its row: goal[service], budget[revenue,2026-03]
	Path      string // address in the scenario
	Section   string // objective, goals or budget
	ID        string
	From, To  int // the stretch
	Want      model.GoalSense
	Rank      int // 0: none, or the figure of the objective
	Hard      bool
	Priced    bool
	Unit      string
	Value     float64 // what the plan makes of the figure; NaN without a plan
	Penalties float64 // penalty money that counts with it, as in the objective
	Target    float64 // NaN where there is none
	Gap       float64 // by how much the target is missed, 0 or more
	Held      float64 // value that is kept for the goal; NaN where its rank keeps several together, or none does
	Reachable float64 // the best value after the ranks before; NaN where it was not asked for

	// HeldBack are the limits that keep the figure from being better, at most
	// three of different things, the most important first; none where the
	// target is reached.
	HeldBack []LimitState
}

// RankOutcome is what one rank reached and what that costs what comes after it.
type RankOutcome struct {
	Number int // 0: the figure of the objective
	Goals  []string
	Method model.GoalMethod
	Held   float64 // what the goals together lack at most, in percent; NaN where the rank is one goal, which holds its own value
	Least  float64 // what each of them lacks at most; NaN but for max_min
	Costs  []RankCost
}

// RankCost is how much better something later would be without a rank.
type RankCost struct {
	Rank   int // number of the later rank; -1: the objective
	Unit   string
	Amount float64 // 0 or more
}

// TheObjective stands in RankCost for what comes after all ranks.
const TheObjective = -1

// readGoals fills in what became of the goals in a plan.
func (f *Formulation) readGoals(r *Result, x []float64) {
	if len(f.goals) == 0 {
		return
	}
	r.Goals = f.outcomes()
	at := 0
	for k := range f.goals {
		g := &f.goals[k]
		for i, span := range g.spans {
			o := &r.Goals[at]
			at++
			o.Value = f.measures.FigureValue(&g.ref.Of, span.Periods, r.Plan, r.Money)
			if line, ok := model.FindLine(g.ref.Of.Line); ok && !g.ref.Want.HasTarget() {
				for _, v := range r.Penalties {
					o.Penalties += math.Abs(line.Penalised()) * v.Penalty()
				}
			}
			o.Gap = g.gap(i, o.Value)
			if g.rows != nil {
				s := &r.Limits[g.rows[i]]
				s.Used = o.Value
				s.Limit = side(f.Problem, g.rows[i], senseOf(g.ref.Want)) + g.forms[i].constant
				s.setSlack(senseOf(g.ref.Want))
			}
		}
	}
	f.readRanks(r, x)
}

// readRanks fills in what the rows of ranks allow and what the plan takes.
func (f *Formulation) readRanks(r *Result, x []float64) {
	for k := range f.goalRanks {
		rank := &f.goalRanks[k]
		if !rank.together {
			continue
		}
		worst, sum := math.Inf(-1), 0.0
		for _, at := range rank.Goals {
			lack := f.lackAt(&f.goals[at], x)
			worst, sum = max(worst, lack), sum+lack
		}
		for _, row := range []struct {
			row  int
			used float64
		}{{rank.least, worst}, {rank.sum, sum}} {
			if row.row == none {
				continue
			}
			s := &r.Limits[row.row]
			s.Used, s.Limit = row.used, f.Problem.RowUpper[row.row]
			if row.row == rank.sum {
				s.Limit -= f.rankConstant(rank)
			}
			s.setSlack(atMost)
		}
	}
}

// rankConstant is the part of what the goals of a rank lack that no decision
// changes, with the sign that it has on the right-hand side.
func (f *Formulation) rankConstant(rank *rankBlock) float64 {
	var constant float64
	for _, k := range rank.Goals {
		if g := &f.goals[k]; g.missed == nil {
			for i := range g.forms {
				constant += towards(g.ref.Want) * f.lackRate(g) * g.forms[i].constant
			}
		}
	}
	return constant
}

// outcomes says of every goal what is known without a plan.
func (f *Formulation) outcomes() []GoalOutcome {
	var list []GoalOutcome
	for k := range f.goals {
		g := &f.goals[k]
		for i, span := range g.spans {
			o := GoalOutcome{
				Path: g.ref.Path(), Section: g.ref.Section, ID: g.ref.ID, From: span.Periods[0], To: span.At, Want: g.ref.Want,
				Rank: g.ref.Rank, Hard: g.ref.Hard, Priced: g.ref.Target.Priced(), Unit: g.unit,
				Value: math.NaN(), Target: math.NaN(), Held: math.NaN(), Reachable: math.NaN(),
			}
			if g.ref.Want.HasTarget() {
				o.Target = g.ref.Target.Value.Or(span.At, math.NaN())
			}
			if g.rows != nil {
				o.Row = f.Problem.Rows.Name(g.rows[i])
			}
			list = append(list, o)
		}
	}
	return list
}

// heldBack lists the limits that keep a figure from being better, given the
// prices in a problem in which it is as good as can be: those with the most of
// it at stake, one for each thing, in the period in which that is most. What is
// asked is no limit that anybody could lift, and only named where nothing else
// is in the way.
func (f *Formulation) heldBack(duals []float64, without func(row int) bool) []LimitState {
	const most, nothing = 3, 1e-9
	type candidate struct {
		row             int
		all, here       float64
		group           model.Group
		key             string
		block, position int
	}
	for _, asked := range []bool{false, true} {
		var list []candidate
		for k, block := range f.Problem.Rows.Blocks() {
			l := &f.limits[k]
			isAsked := l.group == model.GroupDemand || l.group == model.GroupMinSales
			if l.group.Info().Identity || isAsked != asked {
				continue
			}
			c := candidate{row: none, group: l.group, key: l.key, block: k}
			for offset := range block.Len {
				row := block.First + offset
				if without(row) || math.Abs(duals[row]) <= nothing {
					continue
				}
				stake := math.Abs(duals[row]) * max(1, math.Abs(side(f.Problem, row, l.sense)))
				if c.all += stake; stake > c.here {
					c.row, c.here, c.position = row, stake, offset
				}
			}
			if c.row == none {
				continue
			}
			at := len(list)
			for at > 0 && list[at-1].all < c.all {
				at--
			}
			list = append(list[:at], append([]candidate{c}, list[at:]...)...)
		}
		if len(list) == 0 {
			continue
		}
		var states []LimitState
		for _, c := range list[:min(most, len(list))] {
			states = append(states, f.stated(c.block, c.position, c.row))
		}
		return states
	}
	return nil
}

// duals are the prices of a solution: with whole numbers, those of the problem
// in which they are fixed; nil where there are none.
func duals(sol *lp.Solution) []float64 {
	if sol.RowDual == nil && sol.Fixed != nil {
		return sol.Fixed.RowDual
	}
	return sol.RowDual
}

// values are the columns of a solution, without the rounding of a search for
// whole numbers where that is known.
func valuesOf(sol *lp.Solution) []float64 {
	if sol.Fixed != nil && sol.Fixed.Primal == lp.Feasible {
		return sol.Fixed.ColValue
	}
	return sol.ColValue
}
