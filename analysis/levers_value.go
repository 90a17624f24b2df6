package analysis

import (
	"context"
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// value measures one lever.
func (d *desk) value(ctx context.Context, v *LeverValue) error {
	v.Used = d.uses(v)
	if v.Used {
		at, is, err := d.best(ctx, func(p *lp.Problem) { away(p, v) })
		if err != nil {
			return fmt.Errorf("do without %s %s: %w", v.Kind, v.Key, err)
		}
		v.Away = d.effect(at, is)
	}
	at, is, err := d.step(ctx, v)
	if err != nil {
		return fmt.Errorf("more of %s %s: %w", v.Kind, v.Key, err)
	}
	if v.Bounds = at != nil; !v.Bounds {
		return nil
	}
	v.More = d.effect(*at, is)
	v.Most, v.Steps = v.More, 1
	if len(v.Step) == 0 || is != hasPlan || v.More == (LeverEffect{}) && !d.whole {
		return nil // what does not help a little does not help at all, as the best value is concave in a limit
	}
	return d.most(ctx, v)
}

// uses tells whether the plan moves a lever from its level.
func (d *desk) uses(v *LeverValue) bool {
	for i := range v.parts {
		for t, level := range v.parts[i].Level {
			if d.base.x[v.parts[i].First+t] > level+1e-6*max(1, level) {
				return true
			}
		}
	}
	return false
}

// away leaves a lever where it is in all periods.
func away(p *lp.Problem, v *LeverValue) {
	for i := range v.parts {
		for t, level := range v.parts[i].Level {
			column := v.parts[i].First + t
			p.ColUpper[column] = max(p.ColLower[column], min(p.ColUpper[column], level)) // what is decided already stays
		}
	}
}

// step takes one step of a lever; nil where there is none to take.
func (d *desk) step(ctx context.Context, v *LeverValue) (*Standing, outcome, error) {
	var at Standing
	var is outcome
	var err error
	switch {
	case v.change != nil:
		at, is, err = d.elsewhere(ctx, v)
	case len(v.Step) > 0:
		at, is, err = d.best(ctx, func(p *lp.Problem) { move(p, v.Step, 1) })
	case v.open && !v.Used:
		at, is, err = d.best(ctx, func(p *lp.Problem) { opened(p, v) })
	default:
		return nil, noPlan, nil
	}
	return &at, is, err
}

func move(p *lp.Problem, moves []solver.Move, times float64) {
	for _, m := range moves {
		p.RowLower[m.Row] += times * m.Amount
		p.RowUpper[m.Row] += times * m.Amount
	}
}

// opened asks a plan to open an option at some time.
func opened(p *lp.Problem, v *LeverValue) {
	row := p.AddRows("opened", v.Key, nil, 1)
	p.RowLower[row] = 1
	for i := range v.parts {
		for t := range v.parts[i].Level {
			p.Add(row, v.parts[i].First+t, 1)
		}
	}
}

// elsewhere plans a scenario that a lever changes.
func (d *desk) elsewhere(ctx context.Context, v *LeverValue) (Standing, outcome, error) {
	f, err := solver.Formulate(v.change(d.f.Scenario))
	if err != nil {
		return Standing{}, noPlan, err
	}
	var undo []int
	if d.undo != nil {
		undo = f.Promises()
	}
	other := d.st.newDesk(f, v.late, d.closing, d.o, undo)
	return other.best(ctx, nil)
}

// most takes as many steps as help, and finds how many that are.
func (d *desk) most(ctx context.Context, v *LeverValue) error {
	column := -1
	free := func(p *lp.Problem) { column = lifted(p, v) }
	at, is, err := d.best(ctx, free)
	if err != nil {
		return fmt.Errorf("most of %s %s: %w", v.Kind, v.Key, err)
	}
	if v.Most = d.effect(at, is); is != hasPlan {
		return nil
	}
	p := d.changed(free)
	if d.closing {
		p.RowUpper[d.row] = at.Gap + 1e-9*max(1, d.gap.Asked) - d.given
	}
	row := p.AddRows("worth", "", nil, 1)
	for j, c := range p.Cost {
		if c != 0 {
			p.Add(row, j, d.sign*c)
		}
	}
	p.RowUpper[row] = d.sign*(at.Value-p.Offset) + d.noise*max(1, math.Abs(at.Value))
	p.Sense, p.Offset = lp.Minimise, 0
	clear(p.Cost)
	p.Cost[column] = 1
	if d.whole {
		p = fixedIntegers(p, at.x) // as they are with the most of it
	}
	sol, is, err := d.solve(ctx, p, 1)
	switch {
	case err != nil:
		return fmt.Errorf("how much of %s %s helps: %w", v.Kind, v.Key, err)
	case is == hasPlan:
		v.Steps = sol.ColValue[column]
	default:
		v.Steps = at.x[column]
	}
	return nil
}

// lifted adds a column for the steps of a lever.
func lifted(p *lp.Problem, v *LeverValue) int {
	column := p.AddCols("steps", v.Key, nil, 1)
	for _, m := range v.Step {
		p.Add(m.Row, column, -m.Amount)
	}
	return column
}
