package analysis

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Party is somebody at the table, with the figure of the plan that counts there.
type Party struct {
	Name string
	Axis
}

// Negotiation is what each party would choose alone, what that costs the others,
// and a plan between them.
//
// The plan between them gives every party the same share of the way from the
// worst that the plans of the others leave it to the best it could have, as
// great as can be (Kalai and Smorodinsky, Econometrica 43, 1975); those who can
// have more without a loss of the others get it, the least served first (Imai,
// Econometrica 51, 1983).
type Negotiation struct {
	Parties []Party
	Units   []string
	Alone   []Offer   // by party: its own best plan, and of several the best for the scenario
	Middle  Offer     // the plan between them
	Best    []float64 // by party
	Worst   []float64 // by party, of the plans of all
	Share   []float64 // by party: of the way from Worst to Best; 1 where they are the same
	Rounds  []int     // by party: how many shares were settled before its own; 0: it is among the least served
}

// Offer is one plan at the table.
type Offer struct {
	Figures []float64 // by party
	Result  *solver.Result
}

// table is a negotiation in the making.
type table struct {
	engine solver.Engine
	f      *solver.Formulation
	p      *lp.Problem // with a column for a share
	forms  []solver.LinearForm
	sign   []float64
	share  int // column
	own    []float64
	o      lp.Options
}

// ErrNothingToNegotiate says that no figure of any party differs between plans.
var ErrNothingToNegotiate = errors.New("nothing to negotiate: every plan is as good as any other for all sides")

// Negotiate finds the plans of a formulation that is not solved yet.
func Negotiate(ctx context.Context, engine solver.Engine, f *solver.Formulation, parties []Party, o lp.Options) (*Negotiation, error) {
	t := &table{engine: engine, f: f, p: f.Problem.Clone(), o: o}
	t.own = append(t.own, t.p.Cost...)
	n := &Negotiation{Parties: parties, Rounds: make([]int, len(parties))}
	for k := range parties {
		form := f.FormOf(&parties[k].Figure)
		sign := -1.0
		if parties[k].Up {
			sign = 1
		}
		t.forms, t.sign = append(t.forms, form), append(t.sign, sign)
		n.Units = append(n.Units, form.Unit)
	}
	t.share = t.p.AddCols("share", "", nil, 1)
	t.p.ColUpper[t.share] = 1
	for k := range parties {
		alone, err := t.alone(ctx, k)
		if err != nil {
			return nil, fmt.Errorf("the plan of %s alone: %w", parties[k].Name, err)
		}
		n.Alone = append(n.Alone, alone)
	}
	n.ends(t.sign)
	return n, t.meet(ctx, n)
}

// ends are the best and the worst of each party in the plans of all.
func (n *Negotiation) ends(sign []float64) {
	for k := range n.Parties {
		best, worst := n.Alone[k].Figures[k], n.Alone[k].Figures[k]
		for i := range n.Alone {
			if v := n.Alone[i].Figures[k]; sign[k]*v < sign[k]*worst {
				worst = v
			}
		}
		n.Best, n.Worst = append(n.Best, best), append(n.Worst, worst)
	}
}

// differs tells whether the plans of all differ in what counts for a party.
func (n *Negotiation) differs(k int) bool {
	return math.Abs(n.Best[k]-n.Worst[k]) > 1e-6*max(1, math.Abs(n.Best[k]), math.Abs(n.Worst[k]))
}

// solve makes some columns best.
func (t *table) solve(ctx context.Context, p *lp.Problem, sense lp.Sense) (*lp.Solution, error) {
	p.Sense = sense
	sol, err := t.engine.Solve(ctx, p, t.o)
	switch {
	case err != nil:
		return nil, err
	case sol.Stop == lp.Infeasible:
		return nil, ErrNoFront
	case sol.Stop == lp.Unbounded || sol.Stop == lp.InfeasibleOrUnbounded:
		return nil, ErrFrontWithoutEnd
	case sol.Primal != lp.Feasible:
		return nil, fmt.Errorf("no answer: %s", sol.Stop.Sentence())
	}
	return sol, nil
}

// alone is the best plan of one party, and of several the best for the scenario.
func (t *table) alone(ctx context.Context, k int) (Offer, error) {
	p := t.p.Clone()
	clear(p.Cost)
	for i, column := range t.forms[k].Columns {
		p.Cost[column] += t.sign[k] * t.forms[k].Factors[i]
	}
	p.Offset = 0
	sol, err := t.solve(ctx, p, lp.Maximise)
	if err != nil {
		return Offer{}, err
	}
	size := max(1, math.Abs(sol.Objective))
	row := t.row(p, k, size)
	p.RowLower[row] = (sol.Objective - t.room(sol.Objective)) / size
	return t.finish(ctx, p)
}

func (t *table) room(v float64) float64 {
	if t.p.IsInteger() && !t.o.Relax {
		return 2 * max(t.o.RelGap, solver.DefaultGap) * max(1, math.Abs(v))
	}
	return room(v)
}

// finish takes of the plans of a problem the best for the scenario, and reads it.
func (t *table) finish(ctx context.Context, p *lp.Problem) (Offer, error) {
	clear(p.Cost)
	copy(p.Cost, t.own)
	p.Offset = t.f.Problem.Offset
	sol, err := t.solve(ctx, p, t.f.Problem.Sense)
	if err != nil {
		return Offer{}, err
	}
	told := *sol
	told.RowDual, told.Fixed = nil, nil
	values := sol.ColValue
	if sol.Fixed != nil && sol.Fixed.Primal == lp.Feasible {
		values, told.Objective = sol.Fixed.ColValue, sol.Fixed.Objective
	}
	told.ColValue = values[:t.f.Problem.NumCols()]
	r, _ := t.f.ReadLifted(&told, nil)
	offer := Offer{Result: r}
	for k := range t.forms {
		offer.Figures = append(offer.Figures, t.forms[k].Value(values))
	}
	return offer, nil
}

// meet finds the plan between the parties: the least share as great as can be,
// those who cannot have more settled at it, and so on with the others.
func (t *table) meet(ctx context.Context, n *Negotiation) error {
	n.Share = make([]float64, len(n.Parties))
	settled, left := make([]bool, len(n.Parties)), 0
	for k := range n.Parties {
		if n.Share[k] = 1; !n.differs(k) {
			settled[k] = true
			continue
		}
		left++
	}
	if left == 0 {
		return ErrNothingToNegotiate
	}
	for round := 0; left > 0; round++ {
		sol, err := t.solve(ctx, t.level(n, settled, shareRoom*float64(round+1)), lp.Maximise)
		if err != nil {
			return fmt.Errorf("the plan between all sides: %w", err)
		}
		level := min(1, max(0, sol.ColValue[t.share]))
		var limited []int
		for k := range n.Parties {
			if settled[k] {
				continue
			}
			most, err := t.mostOf(ctx, n, settled, k, level)
			if err != nil {
				return fmt.Errorf("how much %s could have: %w", n.Parties[k].Name, err)
			}
			if most <= level+sameShare {
				limited = append(limited, k)
			}
		}
		for k := range n.Parties {
			// Where rounding hides who cannot have more, all stop here.
			if !settled[k] && (len(limited) == 0 || slices.Contains(limited, k)) {
				settled[k], n.Share[k], n.Rounds[k] = true, level, round
				left--
			}
		}
	}
	p := t.level(n, settled, shareRoom*float64(len(n.Parties)+2))
	p.ColUpper[t.share] = 0
	var err error
	if n.Middle, err = t.finish(ctx, p); err != nil {
		return fmt.Errorf("the plan between all sides: %w", err)
	}
	for k := range n.Parties {
		if n.differs(k) {
			n.Share[k] = (n.Middle.Figures[k] - n.Worst[k]) / (n.Best[k] - n.Worst[k])
		}
	}
	return nil
}

// way is how far a party may go, in figures times sign.
func (t *table) way(n *Negotiation, k int) float64 { return t.sign[k] * (n.Best[k] - n.Worst[k]) }

// Shares are kept to shareRoom; a party that can have more than sameShare more is
// not limited.
const (
	shareRoom = 1e-6
	mostRooms = 8 // what all rounds leave together
	sameShare = 2e-5
)

// row adds the figure of a party, times its sign, in parts of a size.
func (t *table) row(p *lp.Problem, k int, size float64) int {
	row := p.AddRows("party", strconv.Itoa(k), nil, 1)
	for i, column := range t.forms[k].Columns {
		p.Add(row, column, t.sign[k]*t.forms[k].Factors[i]/size)
	}
	return row
}

// keep asks for a share of a party at least, less some room; where it is free
// the share is that of the problem's column.
func (t *table) keep(p *lp.Problem, n *Negotiation, k int, share, room float64, free bool) {
	size := t.way(n, k)
	if !n.differs(k) {
		size, share, free = max(1, math.Abs(n.Best[k])), 0, false
	}
	row := t.row(p, k, size)
	worst := t.sign[k] * (n.Worst[k] - t.forms[k].Constant)
	if free {
		share = 0
		p.Add(row, t.share, -1)
	}
	p.RowLower[row] = (worst-t.room(worst))/size + share - room
}

// level is the problem of the greatest share for all who are not settled; the
// others keep theirs.
func (t *table) level(n *Negotiation, settled []bool, room float64) *lp.Problem {
	p := t.p.Clone()
	clear(p.Cost)
	p.Offset, p.Cost[t.share] = 0, 1
	for k := range n.Parties {
		t.keep(p, n, k, n.Share[k], room, !settled[k])
	}
	return p
}

// mostOf is the greatest share of one party with all others at least at theirs.
func (t *table) mostOf(ctx context.Context, n *Negotiation, settled []bool, party int, level float64) (float64, error) {
	p := t.p.Clone()
	clear(p.Cost)
	p.Offset, p.Cost[t.share] = 0, 1
	for k := range n.Parties {
		share := level
		if settled[k] {
			share = n.Share[k]
		}
		t.keep(p, n, k, share, mostRooms*shareRoom, k == party)
	}
	sol, err := t.solve(ctx, p, lp.Maximise)
	if err != nil {
		return 0, err
	}
	return sol.ColValue[t.share], nil
}

// PartiesOf are those who sit at the table where nobody is named: sales want
// service, or revenue where all is served; operations the least cost; finance
// the most profit where that is the objective, else the least value of stock; procurement the least purchases. Who has nothing at
// stake is left out.
func PartiesOf(f *solver.Formulation) []Party {
	var list []Party
	money := []string{model.LineStockValue, model.LineProfit}
	if f.Scenario.Objective.Maximises() {
		money = []string{model.LineProfit}
	}
	for _, one := range []struct {
		name  string
		lines []string
	}{
		{"sales", []string{model.LineService, model.Revenue.ID()}},
		{"operations", []string{model.LineCost}},
		{"finance", money},
		{"procurement", []string{model.Purchases.ID()}},
	} {
		for _, name := range one.lines {
			figure := model.Figure{Line: name, Expr: name}
			form := f.FormOf(&figure)
			line, _ := model.FindLine(name)
			if len(form.Columns) > 0 {
				list = append(list, Party{one.name, Axis{figure, line.More}})
				break
			}
		}
	}
	return list
}
