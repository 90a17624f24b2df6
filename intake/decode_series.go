package intake

import (
	"fmt"
	"math"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// defaultKey is the key for the periods that a map by period does not list.
const defaultKey = "default"

// rangeMark stands between the first and the last period of a range.
const rangeMark = ".."

// seriesForms is the value over time in words.
const seriesForms = "a number, a list of numbers, a map by period, a table or a profile"

// isPeriodKey tells whether a key belongs into a map by period rather than
// into a mapping of fields: no key of a field starts with a digit.
func isPeriodKey(key string) bool {
	return key == defaultKey || key != "" && isDigit(key[0])
}

// isSeriesKey tells whether a mapping with that key is a value over time: a
// map by period, a table or a profile.
func isSeriesKey(key string) bool { return isPeriodKey(key) || key == fileKey || key == baseKey }

// isFileKey tells whether a mapping with that key is a number from a table.
func isFileKey(key string) bool { return key == fileKey }

// series reads a value over time, with what changes do to it. Where complete
// is set, every period must have a value.
func (d *decoder) series(n *node, m measure, complete bool) (model.Series, bool) {
	s, ok := d.plainSeries(n, m, complete)
	if !ok || n.trail == nil {
		return s, ok
	}
	return d.operate(n, s, m, complete), true
}

// plainSeries reads a value over time as it is written.
func (d *decoder) plainSeries(n *node, m measure, complete bool) (model.Series, bool) {
	switch n.kind {
	case scalarKind:
		r, fault := d.rated(n.text, m)
		if fault != nil {
			d.mistake(n, fault.rule, fault.message, fault.hint)
			return model.Series{}, false
		}
		if !r.constant() && !d.room(n) {
			return model.Series{}, false
		}
		return r.over(d)
	case listKind:
		return d.seriesOfList(n, m, complete)
	case tableKind:
		return d.seriesOfTable(n, m, complete)
	case mapKind:
		switch {
		case n.isTable():
			return d.seriesOfTable(n, m, complete)
		case n.isProfile():
			return d.seriesOfProfile(n, m)
		}
		return d.seriesOfMap(n, m, complete)
	}
	d.expected(n, seriesForms)
	return model.Series{}, false
}

func (d *decoder) seriesOfList(n *node, m measure, complete bool) (model.Series, bool) {
	sound := len(n.items) > 0
	if want, got := d.calendar.Len(), len(n.items); want > 0 && want != got {
		hint := "give one value for each period from " + d.calendar.Periods[0].Label + " to " + d.calendar.Periods[want-1].Label
		d.mistake(n, "series-length", fmt.Sprintf("expected %s, got %d", values(want), got), hint)
		sound = false
	}
	values := make([]float64, len(n.items))
	for i := range n.items {
		v, ok := d.cell(&n.items[i], m, complete, i)
		values[i] = v.in(d, i)
		sound = sound && ok
	}
	return model.PerPeriod(values), sound
}

// cell reads the value of one period; t is its index.
func (d *decoder) cell(n *node, m measure, complete bool, t int) (rate, bool) {
	report := func(rule, message, hint string) (rate, bool) {
		var label []string
		if t < d.calendar.Len() {
			label = []string{d.calendar.Periods[t].Label}
		}
		d.mistake(n, rule, message, hint, label...)
		return rate{}, false
	}
	switch {
	case n.kind == nullKind && complete:
		return report("value-missing", "expected a number, got nothing", "every period needs a value here")
	case n.kind == nullKind:
		return rate{value: math.NaN()}, true
	case n.kind != scalarKind:
		return report("wrong-type", "expected a number, got "+n.kind.String(), "")
	}
	v, fault := d.rated(n.text, m)
	if fault != nil {
		return report(fault.rule, fault.message, fault.hint)
	}
	return v, true
}

func (d *decoder) seriesOfMap(n *node, m measure, complete bool) (model.Series, bool) {
	if len(n.entries) == 0 {
		d.mistake(n, "wrong-type", "expected "+seriesForms+", got an empty mapping", "")
		return model.Series{}, false
	}
	periods := d.calendar.Len()
	if periods == 0 {
		return model.Series{}, false // the calendar is reported already
	}
	if !d.room(n) {
		return model.Series{}, false
	}
	values, setBy := make([]float64, periods), make([]*entry, periods)
	rest, sound := rate{value: math.NaN()}, true
	for i := range n.entries {
		e := &n.entries[i]
		first, last, ok := d.periodRange(e)
		if !ok {
			sound = false
			continue
		}
		v, ok := d.cell(&e.value, m, complete, max(first, 0))
		if !ok {
			sound = false
		}
		if first < 0 {
			rest = v
			continue
		}
		sound = d.fill(values, setBy, e, v, first, last) && sound
	}
	var missing []string
	for t := range values {
		if setBy[t] == nil {
			values[t] = rest.in(d, t)
		}
		if complete && sound && math.IsNaN(values[t]) {
			missing = append(missing, d.calendar.Periods[t].Label)
		}
	}
	if len(missing) > 0 {
		d.mistake(n, "period-missing", "expected a value for every period, found none for "+shortened(missing), "add the periods, or a value for the others under "+defaultKey+":")
		return model.Series{}, false
	}
	return model.PerPeriod(values), sound
}

// fill sets the periods from first to last, and reports a period that an
// earlier entry has set.
func (d *decoder) fill(values []float64, setBy []*entry, e *entry, v rate, first, last int) bool {
	for t := first; t <= last; t++ {
		if other := setBy[t]; other != nil {
			d.list.add(Diagnostic{
				Rule: "period-overlap", Path: d.path(), Pos: e.keyPos(),
				Message: fmt.Sprintf("the period %s is given by %s and by %s", d.calendar.Periods[t].Label, other.key, e.key),
				Related: []Related{{"first given", other.keyPos()}},
			})
			return false
		}
		values[t], setBy[t] = v.in(d, t), e
	}
	return true
}

// periodRange reads the key of a map by period as the indices of its first
// and last period; first is -1 for the default.
func (d *decoder) periodRange(e *entry) (first, last int, ok bool) {
	if e.key == defaultKey {
		return -1, -1, true
	}
	from, to, isRange := strings.Cut(e.key, rangeMark)
	if !isRange {
		to = from
	}
	first, okFirst := d.period(e, strings.TrimSpace(from))
	if !okFirst {
		return 0, 0, false
	}
	last, okLast := d.period(e, strings.TrimSpace(to))
	if okLast && first > last {
		d.list.add(Diagnostic{
			Rule: "period-order", Path: d.path(), Pos: e.keyPos(),
			Message: fmt.Sprintf("expected the earlier period first, got %s", quote(e.key)),
			Hint:    "write " + to + rangeMark + from,
		})
		return 0, 0, false
	}
	return first, last, okLast
}

func (d *decoder) period(e *entry, label string) (int, bool) {
	if t, ok := d.periods[label]; ok {
		return t, true
	}
	first, last := d.labels[0], d.labels[len(d.labels)-1]
	hint := d.suggest(label, d.labels)
	if hint == "" {
		hint = "a range is written as " + first + rangeMark + last
	}
	d.list.add(Diagnostic{
		Rule: "unknown-period", Path: d.path(), Pos: e.keyPos(), Hint: hint,
		Message: fmt.Sprintf("expected a period from %s to %s, got %s", first, last, quote(label)),
	})
	return 0, false
}

// shortened lists a few words and counts the rest.
func shortened(words []string) string {
	const most = 6
	if len(words) <= most {
		return strings.Join(words, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(words[:most], ", "), len(words)-most)
}

// values counts values in words.
func values(n int) string {
	if n == 1 {
		return "1 value"
	}
	return fmt.Sprintf("%d values", n)
}

// maxWritten bounds the numbers that maps by period and rates are written out
// to, so that no small file with many periods can exhaust memory.
const maxWritten = 8 << 20

// room tells whether one more value over time may be written out. The mistake
// has no path, as it says nothing of any one value.
func (d *decoder) room(n *node) bool {
	before := d.written
	d.written += d.calendar.Len()
	if before <= maxWritten && d.written > maxWritten {
		d.list.add(Diagnostic{
			Rule: "file-too-large", Pos: n.pos(), Hint: "take fewer periods, or write one number where it is the same in all of them",
			Message: fmt.Sprintf("expected at most %d numbers by period in one scenario", maxWritten),
		})
	}
	return d.written <= maxWritten
}
