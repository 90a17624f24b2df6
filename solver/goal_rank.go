package solver

import (
	"math"
	"strconv"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Ranks: goals that are met one after the other. With h[g] the amount of a
// figure that counts as 100 %, w[g] the weight of the goal and
//
//	lack[g]  =  100 w[g] / h[g] times what is missing of the target in all
//	            windows; or the figure, or less it, where there is no target
//
// the goals of a rank r, if there are several or one has several rows, have
//
//	least_met  lack[g] - least_met[r]  <=  0     for max_min, each goal
//	rank       least_met[r]            <=  held
//	rank       sum_g lack[g]           <=  held
//
// Each rank is solved for its lack; then its rows hold what it has reached, and
// what its tolerances allow besides, while the next is solved. Before that they
// are free. A rank of one goal with one row has no row of its own: its goal is
// held there.

// rankBlock is one rank in the problem.
type rankBlock struct {
	model.Rank
	together  bool
	sum       int // row; none where not together
	least     int // row; none without max_min
	leastMet  int // column; none without max_min
	leastRows []int
}

const percentOfTarget = "%"

func (b *builder) rankRows() {
	refs := b.s.AllGoals()
	for _, rank := range b.s.Ranks() {
		r := rankBlock{Rank: rank, together: rank.Together(refs, b.s.Calendar), sum: none, least: none, leastMet: none}
		if r.together {
			b.rankTogether(&r)
		}
		b.goalRanks = append(b.goalRanks, r)
	}
}

func (b *builder) rankTogether(r *rankBlock) {
	key, path := strconv.Itoa(r.Number), b.goals[r.Goals[0]].ref.Path()
	if r.Method == model.LeastMet && len(r.Goals) > 1 {
		r.leastMet = b.p.AddCols("least_met", key, nil, 1)
		b.p.ColLower[r.leastMet] = math.Inf(-1)
		for _, k := range r.Goals {
			row := b.freeRow(model.GroupLeastMet, key+","+b.goals[k].ref.ID, b.goals[k].ref.Path())
			b.p.RowUpper[row] = b.lack(k, row)
			b.p.Add(row, r.leastMet, -1)
			r.leastRows = append(r.leastRows, row)
		}
		r.least = b.freeRow(model.GroupRank, key+",least", path)
		b.p.Add(r.least, r.leastMet, 1)
	}
	r.sum = b.freeRow(model.GroupRank, key, path)
	for _, k := range r.Goals {
		b.lack(k, r.sum)
	}
}

// freeRow adds a row that allows everything.
func (b *builder) freeRow(group model.Group, key, path string) int {
	row := b.p.NumRows()
	limit := &model.Limit{}
	if group.Info().Identity {
		limit = nil
	}
	b.place(limitBlock{
		group: group, key: key, unit: percentOfTarget, path: path, limit: limit, sense: atMost, periods: []int{b.periods - 1},
	}, nil, []float64{math.Inf(1)})
	return row
}

// lack puts what a goal lacks into a row, and returns what of it no decision
// changes, to be taken from the right-hand side.
func (b *builder) lack(k, row int) float64 {
	g := &b.goals[k]
	rate := b.Formulation.lackRate(g)
	var constant float64
	for i := range g.spans {
		if g.missed != nil {
			b.p.Add(row, g.missed[i], rate)
			continue
		}
		g.forms[i].addTo(b.p, row, -towards(g.ref.Want)*rate)
		constant += towards(g.ref.Want) * rate * g.forms[i].constant
	}
	return constant
}

// lackRate is the lack, in percent, of one unit of the figure.
func (f *Formulation) lackRate(g *goalBlock) float64 {
	return 100 * g.ref.WeightInRank() / g.ref.PerHundred(f.Scenario.Calendar)
}

// lackAt is what a goal lacks at x.
func (f *Formulation) lackAt(g *goalBlock, x []float64) float64 {
	var lack float64
	for i := range g.spans {
		value := g.forms[i].value(x)
		if g.ref.Want.HasTarget() {
			lack += g.gap(i, value)
		} else {
			lack -= towards(g.ref.Want) * value
		}
	}
	return f.lackRate(g) * lack
}

// tolerated is how much of the figure of a goal later ranks may take, given what
// has been reached.
func (g *goalBlock) tolerated(x []float64) float64 {
	var reached float64
	for i := range g.forms {
		reached += math.Abs(g.forms[i].value(x))
	}
	return g.ref.Tolerance + g.ref.Share*reached
}

// holdRoom is the room that a held value leaves for the engine's rounding, as a
// share of its size.
const holdRoom = 1e-9

// phase is one solve for a rank: what is made as small as can be, and how that
// is held afterwards.
type phase struct {
	rank   int
	least  bool // for the least met goal
	form   figureForm
	result float64 // what the form comes to; NaN before it is solved
}

// phases lists the solves for all ranks.
func (f *Formulation) phases() []phase {
	var list []phase
	for k := range f.goalRanks {
		r := &f.goalRanks[k]
		if r.leastMet != none {
			list = append(list, phase{rank: k, least: true, form: figureForm{columns: []int{r.leastMet}, factors: []float64{1}}, result: math.NaN()})
		}
		ph := phase{rank: k, result: math.NaN()}
		for _, at := range r.Goals {
			g := &f.goals[at]
			rate := f.lackRate(g)
			if !r.together {
				rate = 1
			}
			for i := range g.spans {
				if g.missed != nil {
					ph.form.add(g.missed[i], rate)
					continue
				}
				for j, column := range g.forms[i].columns {
					ph.form.add(column, -towards(g.ref.Want)*rate*g.forms[i].factors[j])
				}
			}
		}
		list = append(list, ph)
	}
	return list
}

// aim makes the form of a phase the objective of a problem. Small numbers are
// made larger, so that they lie well above the engine's tolerance of reduced
// costs.
func (f *Formulation) aim(p *lp.Problem, ph *phase) {
	const large, most = 1e-2, 1e6
	smallest := math.Inf(1)
	see := func(factors []float64) {
		for _, x := range factors {
			if x != 0 {
				smallest = min(smallest, math.Abs(x))
			}
		}
	}
	see(ph.form.factors)
	for _, at := range f.goalRanks[ph.rank].Goals {
		if g := &f.goals[at]; g.missed != nil {
			for i := range g.forms {
				see(g.forms[i].factors)
			}
		}
	}
	scale := min(max(1, large/smallest), most)
	p.Sense, p.Offset = lp.Minimise, 0
	clear(p.Cost)
	for i, column := range ph.form.columns {
		p.Cost[column] += scale * ph.form.factors[i]
	}
}

// hold keeps what a phase has reached at x, within tolerances, and returns what
// is held: of a goal by itself its value, of goals together what they lack.
func (f *Formulation) hold(p *lp.Problem, ph *phase, x []float64) float64 {
	r := &f.goalRanks[ph.rank]
	if !r.together {
		return f.holdGoal(p, &f.goals[r.Goals[0]], x)
	}
	var lack, constant, tolerance, widest float64
	worst := math.Inf(-1)
	for _, k := range r.Goals {
		g := &f.goals[k]
		own, rate := f.lackAt(g, x), f.lackRate(g)
		lack += own
		worst = max(worst, own)
		tolerance += rate * g.tolerated(x)
		widest = max(widest, rate*g.tolerated(x))
		if g.missed == nil {
			for i := range g.forms {
				constant += towards(g.ref.Want) * rate * g.forms[i].constant
			}
		}
	}
	if ph.least { // the sum of the same rank takes nothing from it
		p.RowUpper[r.least] = worst + holdRoom*max(1, math.Abs(worst))
		return worst + widest
	}
	if r.least != none {
		p.RowUpper[r.least] += widest
	}
	held := lack + tolerance
	p.RowUpper[r.sum] = held + constant + holdRoom*max(1, math.Abs(held))
	return held
}

// holdGoal holds a goal that is alone in its rank.
func (f *Formulation) holdGoal(p *lp.Problem, g *goalBlock, x []float64) float64 {
	value, sign, row := g.forms[0].value(x), towards(g.ref.Want), g.rows[0]
	if g.ref.Want.HasTarget() {
		value = sign * min(sign*value, sign*g.ref.Target.Value.Or(g.spans[0].At, 0))
		p.ColUpper[g.missed[0]] = 0
	}
	held := value - sign*g.tolerated(x)
	side := held - sign*holdRoom*max(1, math.Abs(held)) - g.forms[0].constant
	if g.ref.Want.Upward() {
		p.RowLower[row] = side
	} else {
		p.RowUpper[row] = side
	}
	return held
}

// release lets go of what a rank holds.
func (f *Formulation) release(p *lp.Problem, rank int) {
	r := &f.goalRanks[rank]
	if r.together {
		for _, row := range []int{r.sum, r.least} {
			if row != none {
				p.RowUpper[row] = math.Inf(1)
			}
		}
		return
	}
	row := f.goals[r.Goals[0]].rows[0]
	p.RowLower[row], p.RowUpper[row] = math.Inf(-1), math.Inf(1)
}
