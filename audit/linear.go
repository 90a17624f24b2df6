package audit

import (
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// rules tests every rule of the user's own, in every period in which it has a
// limit:
//
//	rule  left side  <=, >= or =  right side
//
// Both sides are added up from the decisions of the plan.
func (a *auditor) rules() {
	if len(a.s.Rules) == 0 {
		return
	}
	a.measures = a.s.Measures()
	for i := range a.s.Rules {
		own := &a.s.Rules[i]
		r := group(model.GroupRule, own.ID, a.measures.UnitOf(own))
		r.path, r.limit = [6]string{"rules", own.ID, "expr"}, &own.Limit
		r.noun, r.bound = "the left side of", "the right side is"
		switch own.Sense {
		case ">=":
			r.sense = atLeast
		case "=":
			r.sense = exactly
		}
		for t := range a.n {
			if own.Off {
				break
			}
			if from, to, ok := a.reach(own, t); ok {
				a.testRule(&r, own, t, from, to)
			}
		}
	}
}

// reach is the span of periods that the limit of period t adds up; not ok where
// there is no such limit.
func (a *auditor) reach(own *model.LinearRule, t int) (from, to int, ok bool) {
	about := func(t int) bool { return len(own.Periods) == 0 || slices.Contains(own.Periods, t) }
	from, to = t-own.Window+1, t
	if own.Window == 0 { // all periods together, in the last of them
		last := a.n - 1
		if len(own.Periods) > 0 {
			last = own.Periods[len(own.Periods)-1]
		}
		return 0, t, t == last
	}
	if from < 0 {
		return 0, 0, false
	}
	for u := from; u <= to; u++ {
		if !about(u) {
			return 0, 0, false
		}
	}
	for _, side := range []*model.Linear{&own.Left, &own.Right} {
		for i := range side.Terms {
			if side.Terms[i].Before > t {
				return 0, 0, false
			}
		}
	}
	return from, to, true
}

// testRule holds both sides of a rule against one another.
func (a *auditor) testRule(r *rule, own *model.LinearRule, t, from, to int) {
	var value, size [2]float64
	for k, side := range []*model.Linear{&own.Left, &own.Right} {
		value[k] = a.or(side.Constant, t, 0)
		size[k] = math.Abs(value[k])
		for i := range side.Terms {
			for u := from; u <= to; u++ {
				if len(own.Periods) == 0 || slices.Contains(own.Periods, u) {
					sum, terms := a.total(&side.Terms[i], u)
					value[k] += sum
					size[k] += terms
				}
			}
		}
	}
	a.test(r, t, value[0], value[1], tolerance(size[0], size[1]))
}

// total adds up one term in period t, and the sizes of what it adds up.
func (a *auditor) total(term *model.Term, t int) (sum, size float64) {
	in := t - term.Before
	weight := 1.0
	if term.Weight.IsSet() {
		weight = a.or(term.Weight, t, 0)
	}
	cells := a.measures.Cells(term.Quantity)
	for i := range cells {
		cell := &cells[i]
		passes := a.passesFilter(term.Where, func(by model.Subscript) string {
			if by == model.ByPeriod {
				return a.label(in)
			}
			return cell.Tag(by)
		})
		if !passes {
			continue
		}
		amount := weight
		if cell.Rate.IsSet() {
			amount *= a.or(cell.Rate, in, 0)
		}
		if !cell.Given {
			amount *= a.p.Table(cell.Grid).At(cell.Row, in)
		}
		sum += amount
		size += math.Abs(amount)
	}
	return sum, size
}

// passesFilter tells whether a filter lets something through.
func (a *auditor) passesFilter(f *model.Filter, tag func(model.Subscript) string) bool {
	if f == nil {
		return true
	}
	passing := 0
	for i := range f.Of {
		if a.passesFilter(&f.Of[i], tag) {
			passing++
		}
	}
	switch f.Op {
	case model.FilterIs:
		return slices.Contains(f.Words, tag(f.By))
	case model.FilterAll:
		return passing == len(f.Of)
	case model.FilterAny:
		return passing > 0
	}
	return passing == 0
}
