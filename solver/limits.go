package solver

import (
	"math"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// sense is the side of a limit.
type sense uint8

const (
	atMost sense = iota
	atLeast
	exactly
)

func (s sense) String() string { return [...]string{"<=", ">=", "="}[s] }

// limitBlock is what the rows of one limit mean.
type limitBlock struct {
	group       model.Group
	key         string
	path        string       // address of the limit
	openingPath string       // address of the value in period 0, where it is another
	unit        string       // of the limit and of its right-hand side
	limit       *model.Limit // owner, reason, penalty; nil for identities
	sense       sense
	periods     []int             // of each row; nil: all, in order
	ratio       *ratio            // where the limit is on a ratio; see ratio.go
	rule        *model.LinearRule // nil where it is no rule of the user's own
	shift       []float64         // of each row: what a figure has that no decision changes; nil: nothing
}

// period is the period of row number k of the block.
func (l *limitBlock) period(k int) int {
	if l.periods == nil {
		return k
	}
	return l.periods[k]
}

func (l *limitBlock) pathAt(t int) string {
	if t == 0 && l.openingPath != "" {
		return l.openingPath
	}
	return l.path
}

// breakBlock is one column that lets one row be broken at a price.
type breakBlock struct {
	column, row int
	block       int // of the row
	period      int
	rate        float64
}

// limit adds one row for every period in which value gives a number, and
// returns where they are; the caller fills in the left-hand sides.
func (b *builder) limit(l limitBlock, value func(t int) (float64, bool)) rowSet {
	rows, values := b.given(&l, value)
	if len(values) == 0 {
		return rows
	}
	labels := b.labels
	if l.periods != nil {
		labels = make([]string, len(l.periods))
		for k, t := range l.periods {
			labels[k] = b.labels[t]
		}
	}
	b.place(l, labels, values)
	return rows
}

// limitAtEnd adds the one row of a limit on the end of the horizon.
func (b *builder) limitAtEnd(l limitBlock) rowSet {
	last := b.periods - 1
	l.periods = []int{last}
	rows := rowSet{first: b.p.NumRows(), index: make([]int, b.periods)}
	for t := range rows.index {
		rows.index[t] = none
	}
	v := l.limit.Value.At(last)
	if notGiven(v) {
		return rows
	}
	rows.index[last] = rows.first
	b.place(l, nil, []float64{v})
	return rows
}

// given collects the values of a limit and lays out its rows.
func (b *builder) given(l *limitBlock, value func(t int) (float64, bool)) (rowSet, []float64) {
	rows := rowSet{first: b.p.NumRows()}
	values := make([]float64, 0, b.periods)
	for t := range b.periods {
		v, ok := value(t)
		if !ok && rows.index == nil {
			rows.index = make([]int, b.periods)
			l.periods = make([]int, t, b.periods)
			for before := range t {
				rows.index[before], l.periods[before] = rows.first+before, before
			}
		}
		switch {
		case !ok:
			rows.index[t] = none
			continue
		case rows.index != nil:
			rows.index[t] = rows.first + len(values)
			l.periods = append(l.periods, t)
		}
		values = append(values, v)
	}
	return rows, values
}

// place appends the block of rows with its right-hand sides and, where the
// limit is priced, the columns that may break it.
func (b *builder) place(l limitBlock, labels []string, values []float64) {
	first := b.p.AddRows(string(l.group), l.key, labels, len(values))
	block := len(b.limits)
	b.limits = append(b.limits, l)
	for k, v := range values {
		if l.sense != atMost {
			b.p.RowLower[first+k] = v
		}
		if l.sense != atLeast {
			b.p.RowUpper[first+k] = v
		}
	}
	if l.limit == nil || !l.limit.Priced() {
		return
	}
	for k := range values {
		t := l.period(k)
		rate := l.limit.Penalty.At(t)
		if notGiven(rate) {
			continue // hard in this period
		}
		if l.sense != atMost {
			b.breakable("short_", block, first+k, t, rate, +1)
		}
		if l.sense == atMost || (l.sense == exactly && l.group != model.GroupDemand) {
			b.breakable("over_", block, first+k, t, rate, -1)
		}
	}
}

// breakable lets one row be broken: its new column is what is missing (+1) or
// too much (-1).
func (b *builder) breakable(prefix string, block, row, t int, rate, coefficient float64) {
	l := &b.limits[block]
	column := b.p.AddCols(prefix+string(l.group), l.key, b.labels[t:t+1], 1)
	b.p.Cost[column] = b.objectiveOfPenalty(rate)
	b.p.Add(row, column, coefficient)
	b.breaks = append(b.breaks, breakBlock{column, row, block, t, rate})
}

// values reads the right-hand sides of a limit from the limit itself.
func values(l *model.Limit) func(t int) (float64, bool) {
	return func(t int) (float64, bool) {
		v := l.Value.At(t)
		return v, !math.IsNaN(v)
	}
}

// fromZero is the right-hand side of a row that only has one in period 0.
func fromZero(opening float64) func(t int) (float64, bool) {
	return func(t int) (float64, bool) {
		if t == 0 {
			return opening, true
		}
		return 0, true
	}
}

// where gives the right-hand side 0 to every period in which the limit has a
// value; the value itself is a coefficient of the row.
func where(l *model.Limit) func(t int) (float64, bool) {
	return func(t int) (float64, bool) { return 0, l.Value.Has(t) }
}

// side returns the right-hand side of a row: its limit.
func side(p *lp.Problem, row int, s sense) float64 {
	if s == atMost {
		return p.RowUpper[row]
	}
	return p.RowLower[row]
}
