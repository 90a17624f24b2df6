package analysis

import (
	"context"
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// asked tells whether a limit says what customers ask for or may be denied:
// a remedy that asks for less is none.
func asked(g model.Group) bool {
	switch g {
	case model.GroupDemand, model.GroupMaxSales, model.GroupMaxLost, model.GroupMaxBacklog, model.GroupClosingBacklog, model.GroupAge:
		return true
	}
	return false
}

// movable tells whether a limit can be moved by moving its row.
func (e *Explainer) movable(row int) bool {
	l := e.Limit(row)
	return !l.Group.Info().Identity && l.Weight == 1 && !asked(l.Group)
}

// leastMoves finds the least change of limits that lets a plan do what is asked
// of it, each limit in shares of its own size. It is nil where no change does.
func (e *Explainer) leastMoves(ctx context.Context, ask func(*lp.Problem), may func(row int) bool) ([]solver.Move, error) {
	p := e.st.linear.Clone()
	ask(p)
	onlyFeasible(p, nil)
	p.Sense = lp.Minimise
	limits := e.st.Result.Limits
	sizes := sizesOf(e.st.linear, limits)
	var moves []solver.Move // of one unit each
	first := p.NumCols()
	for row := range limits {
		if !may(row) {
			continue
		}
		for _, direction := range []float64{+1, -1} {
			sense := limits[row].Sense
			if direction > 0 && sense == ">=" || direction < 0 && sense == "<=" {
				continue
			}
			column := p.AddCols("move", "", nil, 1)
			p.Cost[column] = reluctance(&limits[row]) / sizes[row]
			if side := e.st.side(row); direction < 0 && sense == ">=" && side > 0 {
				p.ColUpper[column] = side // there is nothing less than nothing
			}
			p.Add(row, column, -direction)
			moves = append(moves, solver.Move{Row: row, Amount: direction})
		}
	}
	sol, err := e.st.engine.Solve(ctx, p, lp.Options{})
	switch {
	case err != nil:
		return nil, fmt.Errorf("find the least change of limits: %w", err)
	case sol.Primal != lp.Feasible:
		return nil, nil
	}
	list := []solver.Move{}
	for k, m := range moves {
		if v := sol.ColValue[first+k]; v > leastMove*sizes[m.Row] {
			list = append(list, solver.Move{Row: m.Row, Amount: m.Amount * v})
		}
	}
	return list, nil
}

// standingInTheWay are the fewest limits that keep a plan from something.
func (e *Explainer) standingInTheWay(ctx context.Context, ask func(*lp.Problem)) ([]int, error) {
	moves, err := e.leastMoves(ctx, ask, e.movable)
	rows := make([]int, 0, len(moves))
	for _, m := range moves {
		rows = append(rows, m.Row)
	}
	return rows, err
}

// moved is the study's problem with limits moved.
func (e *Explainer) moved(moves []solver.Move) *lp.Problem {
	p := e.st.linear.Clone()
	for _, m := range moves {
		p.RowLower[m.Row] += m.Amount
		p.RowUpper[m.Row] += m.Amount
	}
	return p
}

// lifted is the study's problem without one limit.
func (e *Explainer) lifted(row int) *lp.Problem {
	p := e.st.linear.Clone()
	p.RowLower[row] = math.Inf(-1)
	p.RowUpper[row] = math.Inf(1)
	return p
}

// reluctance is how many times as hard it is to move a limit: what is locked,
// frozen or given, and what has a priority, moves where nothing else helps.
func reluctance(l *solver.LimitState) float64 {
	if level(l) < math.MaxInt {
		return 1000
	}
	return 1
}
