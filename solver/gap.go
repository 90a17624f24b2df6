package solver

import (
	"slices"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Gap is what a plan leaves undone of all that is asked, as a linear form of
// columns: what is owed at the end of a period (in each of them), lost, missing
// or short, and what the market would take besides. It is 0 where all demand is
// served as it is asked for.
type Gap struct {
	Unit  string  // of all demand where it has one unit, else "%"
	Asked float64 // in that unit; 0: nothing is asked
	form  figureForm
}

// In is the gap of a plan.
func (g *Gap) In(x []float64) float64 {
	if v := g.form.value(x); v > tolerance*max(1, g.Asked) {
		return v
	}
	return 0
}

// AddTo puts the gap into a row, but for the part that no decision changes,
// which it returns.
func (g *Gap) AddTo(p *lp.Problem, row int) float64 {
	g.form.addTo(p, row, 1)
	return g.form.constant
}

// Aim makes a problem one of the least gap.
func (g *Gap) Aim(p *lp.Problem) {
	p.Sense, p.Offset = lp.Minimise, g.form.constant
	clear(p.Cost)
	for i, column := range g.form.columns {
		p.Cost[column] += g.form.factors[i]
	}
}

// Gap says what is left undone in a plan of a problem p, which is the problem of
// the formulation or a neighbour of it. Where it is wished, demand that must be
// served, now or later, may be missing all the same, at no price: p has more
// columns then. What is owed of the demands in late is accepted: it is no gap.
func (f *Formulation) Gap(p *lp.Problem, wished bool, late []int) *Gap {
	s := f.Scenario
	weights := s.ServiceWeights()
	g := &Gap{Unit: f.commonUnit()}
	for d := range s.Demand {
		for t := range s.Calendar.Len() {
			if wish, known := s.Demand[d].Wish(t); known {
				g.Asked += weights[d] * wish
			}
		}
	}
	if g.Unit == percentOfTarget && g.Asked > 0 {
		for d := range weights {
			weights[d] *= 100 / g.Asked
		}
		g.Asked = 100
	}
	for d := range s.Demand {
		f.gapOf(g, d, weights[d], slices.Contains(late, d))
	}
	f.missing(g, p, weights, wished)
	return g
}

// commonUnit is the unit of all that is asked; percent where there are several.
func (f *Formulation) commonUnit() string {
	items, unit := f.Scenario.Items(), ""
	for d := range f.Scenario.Demand {
		switch own := items[f.columns.itemOf[f.Scenario.Demand[d].Item]].Unit; {
		case d == 0:
			unit = own
		case own != unit:
			return percentOfTarget
		}
	}
	return unit
}

// gapOf adds what one demand leaves undone by the scenario's own columns.
func (f *Formulation) gapOf(g *Gap, demand int, weight float64, late bool) {
	d, c := &f.Scenario.Demand[demand], &f.columns
	for t := range f.Scenario.Calendar.Len() {
		if first := c.lost[demand]; first != none {
			g.form.add(first+t, weight)
		}
		if first := c.backlog[demand]; first != none && !late {
			g.form.add(first+t, weight)
		}
		if wish, known := d.Wish(t); known && !d.Exact() {
			g.form.constant += weight * wish
			g.form.add(c.served[demand]+t, -weight)
		}
	}
}

// missing counts what breaks limits on demand, and where it is wished adds
// columns by which hard ones may be broken.
func (f *Formulation) missing(g *Gap, p *lp.Problem, weights []float64, wished bool) {
	demands := make(map[string]int, len(f.Scenario.Demand))
	for d := range f.Scenario.Demand {
		demands[f.Scenario.Demand[d].ID] = d
	}
	for _, b := range f.breaks {
		if l := &f.limits[b.block]; l.group == model.GroupDemand {
			g.form.add(b.column, weights[demands[l.key]])
		}
	}
	if !wished {
		return
	}
	for k, block := range f.Problem.Rows.Blocks() {
		l := &f.limits[k]
		if l.group != model.GroupDemand && l.group != model.GroupMinSales {
			continue
		}
		d := demands[l.key]
		first := p.AddCols("missing", l.key, nil, block.Len)
		for k := range block.Len {
			p.Add(block.First+k, first+k, 1)
			if _, counted := f.Scenario.Demand[d].Wish(l.period(k)); l.group == model.GroupDemand || !counted {
				g.form.add(first+k, weights[d])
			}
		}
	}
}

// Promises lists the rows that say how much of the gap is allowed: service
// levels, and limits on what is owed or lost.
func (f *Formulation) Promises() []int {
	var rows []int
	for k, block := range f.Problem.Rows.Blocks() {
		switch f.limits[k].group {
		case model.GroupFill, model.GroupClassFill, model.GroupAge, model.GroupMaxBacklog, model.GroupClosingBacklog, model.GroupMaxLost:
			for offset := range block.Len {
				rows = append(rows, block.First+offset)
			}
		}
	}
	return rows
}

// PenaltyIn is what a solution pays for limits that it breaks.
func (f *Formulation) PenaltyIn(x []float64) float64 {
	var sum float64
	for _, b := range f.breaks {
		sum += b.rate * max(0, x[b.column])
	}
	return sum
}
