package intake

import (
	"math"
	"strconv"

	"github.com/steelyard-sop/steelyard/model"
)

// trail is what changed a value after a file set it. It is never changed once
// a node has it, because trees share nodes.
type trail struct {
	was   *node   // what stood there before set; nil where nothing did
	set   *change // what gave the value its node; nil where a file did
	steps []step  // operations on the value since then, in order
}

// step is one operation, or a new value for some periods.
type step struct {
	by      *change
	periods string // a period or a range; empty for all
}

// with returns the trail with one more step.
func (t *trail) with(s step) *trail {
	if t == nil {
		return &trail{steps: []step{s}}
	}
	return &trail{t.was, t.set, append(t.steps[:len(t.steps):len(t.steps)], s)}
}

// operate applies the steps of n to its value over time. After a mistake it
// returns the value as it was, so that nothing else seems to be wrong.
func (d *decoder) operate(n *node, s model.Series, m measure, complete bool) model.Series {
	if n.trail == nil || len(n.trail.steps) == 0 {
		return s
	}
	values := append([]float64(nil), s.Values()...)
	for i := range n.trail.steps {
		st := &n.trail.steps[i]
		operand, ok := d.operand(st, m, complete)
		if !ok {
			return s
		}
		if len(values) == 1 && (st.periods != "" || operand.per != "") {
			for len(values) < d.calendar.Len() {
				values = append(values, values[0])
			}
		}
		first, last, ok := d.stepRange(n, st, len(values))
		if !ok || d.clashes(n, i, first, last) {
			return s
		}
		for t := first; t <= last; t++ {
			v, ok := d.step(st, values[t], operand, complete, t)
			if !ok {
				return s
			}
			values[t] = v
		}
	}
	return model.PerPeriod(values)
}

// stepRange returns the indices of the first and last period of a step.
func (d *decoder) stepRange(n *node, st *step, periods int) (first, last int, ok bool) {
	if st.periods == "" {
		return 0, periods - 1, true
	}
	if d.calendar.Len() == 0 {
		return 0, 0, false // the calendar is reported already
	}
	key := st.by.key
	key.key = st.periods
	return d.periodRange(&key)
}

// clashes reports two steps of one level that change the same period.
func (d *decoder) clashes(n *node, i, first, last int) bool {
	st := &n.trail.steps[i]
	for k := range i {
		other := &n.trail.steps[k]
		if other.by.level != st.by.level || other.periods == "" || st.periods == "" {
			continue // whole values are compared when changes are laid over the tree
		}
		from, to, ok := d.stepRange(n, other, 0)
		if ok && from <= last && first <= to {
			d.list.add(conflict(d.path(), st.by, other.by))
			return true
		}
	}
	return false
}

// operand is the number that a step sets or adds.
func (d *decoder) operand(st *step, m measure, complete bool) (rate, bool) {
	switch c := st.by; c.kind {
	case setValue:
		return d.cell(&c.value, m, complete, d.calendar.Len())
	case add:
		amount, fault := d.rated(c.amount, m)
		if fault != nil {
			d.list.add(Diagnostic{Rule: fault.rule, Path: d.path(), Message: fault.message, Hint: fault.hint, Pos: c.at})
		}
		return amount, fault == nil
	}
	return rate{}, true
}

// step returns the value of period t after a step.
func (d *decoder) step(st *step, v float64, operand rate, complete bool, t int) (float64, bool) {
	c := st.by
	report := func(rule, message, hint string) (float64, bool) {
		d.list.add(Diagnostic{Rule: rule, Path: d.path(), Message: message, Hint: hint, Pos: c.at})
		return 0, false
	}
	switch {
	case c.kind == setValue:
		return operand.in(d, t), true
	case c.kind == removal && complete:
		return report("value-missing", "every period needs a value here", "set it to 0, or change it")
	case math.IsNaN(v) && st.periods != "":
		return report("change-no-match", "there is no value in "+d.calendar.Periods[t].Label+" to change", "set it to a value first")
	case c.kind == removal, math.IsNaN(v):
		return math.NaN(), true
	case c.kind == multiply:
		v = rounded(v * c.factor)
	case c.kind == add:
		v = rounded(v + operand.in(d, t))
	}
	if math.IsInf(v, 0) {
		return report("bad-number", "expected a finite number, got one that is too large after "+quote(c.text), "")
	}
	return v, true
}

// rounded is v with 15 digits, so that 3200 x 1.1 is 3520 and not
// 3520.0000000000005, which is what the nearest floating-point numbers give.
// Nothing is -0, which would be another number to a hash.
func rounded(v float64) float64 {
	const digits = 15
	if v == 0 {
		return 0
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', digits, 64), 64)
	if err != nil || v == 0 {
		return v + 0 // never -0, which would be another scenario than 0
	}
	return short
}
