package intake

import "strings"

// Origin is one step in the history of a value.
type Origin struct {
	Pos       Pos
	Text      string // the value as it is written there, or the operation: *1.10
	Operation bool   // Text works on the value before; false where it is a value
	Pattern   string // of the change; empty where the value stands at its own place in a file
	Periods   string // the period or range that the step is for; empty for all
}

// Origins is the history of the value: where it was first set, then every
// change. In a value over time, period asks for that of one period, by index;
// -1 asks for that of all.
func (l *Loaded) Origins(v Value, period int) []Origin {
	if v.from == nil {
		return nil
	}
	return l.origins(v.from, period)
}

func (l *Loaded) origins(n *node, period int) []Origin {
	var list []Origin
	if n.trail != nil && n.trail.was != nil {
		list = l.origins(n.trail.was, period)
	}
	at, text := l.cellOf(n, period)
	first := Origin{Pos: at, Text: text}
	if n.trail == nil {
		return append(list, first)
	}
	if c := n.trail.set; c != nil {
		first.Pattern = c.pattern
	}
	list = append(list, first)
	for _, st := range n.trail.steps {
		if st.periods != "" && period >= 0 && !l.covers(st.periods, period) {
			continue
		}
		list = append(list, Origin{
			Pos: st.by.at, Text: st.by.text, Operation: st.by.kind != setValue, Pattern: st.by.pattern, Periods: st.periods,
		})
	}
	return list
}

// cellOf is the place and the text of the part of a value that one period has.
func (l *Loaded) cellOf(n *node, period int) (Pos, string) {
	if c := l.cells(n); c != nil && l.decoder != nil {
		return c.cellOf(l.decoder, n, int32(period))
	}
	switch {
	case period < 0:
	case n.kind == listKind && period < len(n.items):
		return n.items[period].pos(), valueText(&n.items[period])
	case n.kind == mapKind:
		for i := range n.entries {
			if e := &n.entries[i]; l.covers(e.key, period) {
				return e.pos(), valueText(&e.value)
			}
		}
		if e := n.find(defaultKey); e != nil {
			return e.pos(), valueText(&e.value)
		}
	}
	return n.pos(), valueText(n)
}

// cells are those of a table that a value is taken from; nil for other values.
func (l *Loaded) cells(n *node) *tableCells {
	if l.decoder == nil || n.cells != nil {
		return n.cells
	}
	return l.decoder.found[n]
}

// covers tells whether a period or a range, as written, has a period in it.
func (l *Loaded) covers(periods string, t int) bool {
	from, to, isRange := strings.Cut(periods, rangeMark)
	if !isRange {
		to = from
	}
	c := l.Scenario.Calendar
	first, last := c.Find(strings.TrimSpace(from)), c.Find(strings.TrimSpace(to))
	return first >= 0 && first <= t && t <= last
}
