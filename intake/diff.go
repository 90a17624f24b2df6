package intake

import (
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

// Difference is one value in which two scenarios differ.
type Difference struct {
	Path   string
	Period string // the label of the period; empty where the value as a whole differs
	A, B   *Value // nil where a scenario lacks the value; a mapping where it lacks a whole thing

	// Of a value over time that changes the same way in all periods: by a
	// factor or by an amount. Both are 0 elsewhere.
	Factor, Shift float64

	a, b             *Loaded
	periodA, periodB int // index of Period in each calendar; -1 for the whole
}

// NumberA is the number of A in the period; NaN where there is none.
func (d *Difference) NumberA() float64 { return numberOf(d.A, d.periodA) }

// NumberB is the number of B in the period; NaN where there is none.
func (d *Difference) NumberB() float64 { return numberOf(d.B, d.periodB) }

func numberOf(v *Value, period int) float64 {
	if v == nil {
		return math.NaN()
	}
	return v.Number(max(period, 0))
}

// OriginsA is the history of A.
func (d *Difference) OriginsA() []Origin { return originsOf(d.a, d.A, d.periodA) }

// OriginsB is the history of B.
func (d *Difference) OriginsB() []Origin { return originsOf(d.b, d.B, d.periodB) }

func originsOf(l *Loaded, v *Value, period int) []Origin {
	if v == nil {
		return nil
	}
	return l.Origins(*v, period)
}

// Diff lists the values in which two scenarios differ, in the order of the
// language. Values over time are compared in the periods that both have.
func Diff(a, b *Loaded) []Difference {
	c := comparison{a: a, b: b}
	x, y := a.Resolved(), b.Resolved()
	c.values(&x, &y)
	return c.found
}

type comparison struct {
	a, b  *Loaded
	found []Difference
}

func (c *comparison) add(d Difference) {
	d.a, d.b = c.a, c.b
	if d.Period == "" {
		d.periodA, d.periodB = -1, -1
	}
	c.found = append(c.found, d)
}

func (c *comparison) values(x, y *Value) {
	switch {
	case x.Kind == MappingValue && y.Kind == MappingValue:
		c.mappings(x, y)
	case x.Kind == SeriesValue && y.Kind == SeriesValue:
		c.series(x, y)
	case !x.sameAs(y):
		c.add(Difference{Path: x.Path, A: x, B: y})
	}
}

func (c *comparison) mappings(x, y *Value) {
	inX, inY := x.places(), y.places()
	for _, key := range union(x, y) {
		i, there := inX[key]
		k, here := inY[key]
		switch {
		case !here:
			c.add(Difference{Path: x.Of[i].Path, A: lone(&x.Of[i])})
		case !there:
			c.add(Difference{Path: y.Of[k].Path, B: lone(&y.Of[k])})
		default:
			c.values(&x.Of[i], &y.Of[k])
		}
	}
}

// lone is a value that only one scenario has, by its main value if that is all.
func lone(v *Value) *Value {
	if s := v.short(); s != nil {
		return s
	}
	return v
}

// union lists the keys of both, in the order that they have there.
func union(x, y *Value) []string {
	inX, inY := x.places(), y.places()
	keys := make([]string, 0, len(x.Of))
	i := 0
	for k := range y.Of {
		key := y.Of[k].Key
		at, shared := inX[key]
		// What only x has comes first where the order of ids says so, and
		// before the next key that both have.
		for ; i < len(x.Of) && (shared && i < at || !shared && y.ids && x.Of[i].Key < key); i++ {
			if _, both := inY[x.Of[i].Key]; both {
				break
			}
			keys = append(keys, x.Of[i].Key)
		}
		keys = append(keys, key)
		if shared {
			i = at + 1
		}
	}
	for ; i < len(x.Of); i++ {
		keys = append(keys, x.Of[i].Key)
	}
	return keys
}

// series compares two values over time.
func (c *comparison) series(x, y *Value) {
	if len(x.Numbers) <= 1 && len(y.Numbers) <= 1 {
		if !x.sameAs(y) {
			c.add(Difference{Path: x.Path, A: x, B: y})
		}
		return
	}
	pairs := common(c.a.Scenario.Calendar, c.b.Scenario.Calendar)
	var found []Difference
	for _, p := range pairs {
		if !sameNumber(x.Number(p.a), y.Number(p.b)) {
			found = append(found, Difference{Path: x.Path, Period: p.label, A: x, B: y, periodA: p.a, periodB: p.b})
		}
	}
	if whole := (Difference{Path: x.Path, A: x, B: y}); len(found) == len(pairs) && len(pairs) > 1 {
		if whole.Factor, whole.Shift = sameWay(found); whole.Factor != 0 || whole.Shift != 0 {
			c.add(whole)
			return
		}
	}
	for _, d := range found {
		c.add(d)
	}
}

// sameWay returns the factor or else the amount by which all numbers differ; 0
// and 0 where there is none. A factor is rounded to what people write.
func sameWay(found []Difference) (factor, shift float64) {
	const digits = 1e9
	first := found[0]
	factor = math.Round(first.NumberB()/first.NumberA()*digits) / digits
	shift = rounded(first.NumberB() - first.NumberA())
	for i := range found {
		a, b := found[i].NumberA(), found[i].NumberB()
		if !alike(a*factor, b) {
			factor = 0
		}
		if !alike(a+shift, b) {
			shift = 0
		}
	}
	if factor != 0 && !math.IsNaN(factor) && !math.IsInf(factor, 0) {
		return factor, 0
	}
	if math.IsNaN(shift) {
		return 0, 0
	}
	return 0, shift
}

// pair is a period that two calendars have.
type pair struct {
	label string
	a, b  int
}

func common(a, b model.Calendar) []pair {
	places := make(map[string]int, b.Len())
	for t, label := range b.Labels() {
		places[label] = t
	}
	var pairs []pair
	for t, label := range a.Labels() {
		if k, ok := places[label]; ok {
			pairs = append(pairs, pair{label, t, k})
		}
	}
	return pairs
}
