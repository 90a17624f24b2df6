package model

import (
	"math"
	"strconv"
	"time"
)

// largestNumber bounds every number of a scenario: beyond it, sums of float64
// lose whole units.
const largestNumber = 1e15

// number checks one number that is neither negative nor absurd.
func (v *validator) number(a address, x float64) {
	v.oneNumber(a, "", x)
}

func (v *validator) oneNumber(a address, where string, x float64) {
	switch {
	case math.IsInf(x, 0) || math.IsNaN(x):
		v.mistake(a, "not-finite", "", "expected a finite number%s, got %v", where, x)
	case math.Abs(x) > largestNumber:
		v.mistake(a, "number-too-large", "use a larger unit", "expected a number of at most %s%s, got %s", plainNumber(largestNumber), where, plainNumber(x))
	case x < 0:
		v.mistake(a, "negative", "", "expected 0 or more%s, got %s", where, plainNumber(x))
	}
}

// amounts checks a value over time: one number or one a period, none of them
// negative. Where complete is set every period must have a value.
func (v *validator) amounts(a address, s Series, complete bool) bool {
	if n := s.Len(); n > 1 && n != len(v.labels) {
		v.mistake(a, "series-length", "", "expected %d values, got %d", len(v.labels), n)
		return false
	}
	for t, x := range s.Values() {
		if x >= 0 && x <= largestNumber || math.IsNaN(x) && !complete {
			continue
		}
		where, period := v.in(a, s, t)
		if math.IsNaN(x) {
			v.mistake(period, "value-missing", "", "expected a number%s, got nothing", where)
			continue
		}
		v.oneNumber(period, where, x)
	}
	return true
}

// limit checks a limit with its price.
func (v *validator) limit(a address, l *Limit) bool { return v.limitOf(a, l, false) }

func (v *validator) limitOf(a address, l *Limit, complete bool) bool {
	ok := v.amounts(a, l.Value, complete)
	return v.terms(a, l) && ok
}

// terms checks what is said of a limit besides its value.
func (v *validator) terms(a address, l *Limit) bool {
	ok := true
	if l.Penalty.IsSet() {
		ok = v.amounts(a.to("penalty"), l.Penalty, false) && ok
	}
	if !l.IsSet() && l.hasTerms() {
		v.mistake(a, "missing-key", "", "expected the key value")
	}
	v.keptBy(a, l.Priority)
	if l.Review != "" {
		if _, err := time.Parse(time.DateOnly, l.Review); err != nil {
			v.mistake(a.to("review"), "bad-date", "", "expected a date such as 2026-01-31, got %q", l.Review)
		}
	}
	return ok
}

// keptBy checks how dear a limit is.
func (v *validator) keptBy(a address, priority int) {
	if priority < 0 {
		v.mistake(a.to("priority"), "bad-priority", "1 is kept the longest, then 2, and so on", "expected a whole number from 1, got %d", priority)
	}
}

// ordered reports periods in which a hard lower limit lies above a hard upper
// one. The mistake is reported at the lower one; upper names the other.
func (v *validator) ordered(a address, low *Limit, upper string, high *Limit) {
	if low.Priced() || high.Priced() || !low.IsSet() || !high.IsSet() {
		return
	}
	for t := range v.labels {
		v.orderedAt(a, t, low, upper, high)
		if low.Value.Len() == 1 && high.Value.Len() == 1 {
			return
		}
	}
}

// orderedAt does the same for one period.
func (v *validator) orderedAt(a address, t int, low *Limit, upper string, high *Limit) {
	l, h := low.Value.At(t), high.Value.At(t)
	if low.Priced() || high.Priced() || !(l > h) { // NaN: no limit there
		return
	}
	where, period := v.in(a, low.Value, t)
	if where == "" {
		where, _ = v.in(a, high.Value, t)
	}
	v.mistake(period, "min-above-max", "", "expected at most %s, which is %s%s, got %s", plainNumber(h), upper, where, plainNumber(l))
}

// single reports a limit that has more than the one value it needs.
func (v *validator) single(a address, l *Limit) {
	if !l.IsSet() {
		return
	}
	if _, constant := l.Value.canonical(); !constant {
		v.mistake(a, "closing-one-value", "give the value of the last period alone", "expected one number, which applies to the last period, got %d", l.Value.Len())
	}
}

// money checks a cost or price over time.
func (v *validator) money(a address, s Series) { v.amounts(a, s, false) }

// fits tells whether a value over time has a number for every period, so that
// it can be read with At.
func (v *validator) fits(s Series) bool { return s.Len() <= 1 || s.Len() == len(v.labels) }

// plainNumber writes a number for a message.
func plainNumber(x float64) string {
	if a := math.Abs(x); a >= largestNumber || a != 0 && a < 1e-6 {
		return strconv.FormatFloat(x, 'g', -1, 64)
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}
