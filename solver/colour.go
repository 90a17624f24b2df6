package solver

import (
	"cmp"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Colours tell the columns of a problem apart by what they are: never by ids, and
// never by their order. Two columns have the same colour where nothing tells them
// apart: bounds, costs, coefficients, kind and period of both are the same, and
// their neighbours have the same colours, theirs too, and so on (colour
// refinement, the Weisfeiler-Leman method of dimension 1). The average over the
// columns of one colour of a solution is a solution, no worse than it (Grohe,
// Kersting, Mladenov and Selman, Dimension Reduction via Colour Refinement,
// European Symposium on Algorithms, 2014).

// mostRounds bounds how often colours are refined.
const mostRounds = 200

// colours are the colours of the columns. They are stable if one more round would
// tell no more columns apart.
type colours struct {
	of     []uint64
	stable bool
}

// coloursOf refines colours that columns have to begin with. Columns of one block
// that follow each other are neighbours: the periods of one decision.
func coloursOf(p *lp.Problem, columns []uint64) colours {
	c := colouring{p: p, columns: columns, rows: make([]uint64, p.NumRows()), next: make([]uint64, p.NumCols())}
	c.begin()
	classes := c.count()
	for range mostRounds {
		c.round()
		now := c.count()
		if now == classes {
			return colours{c.columns, true}
		}
		classes = now
	}
	return colours{c.columns, false}
}

// colouring is the work on colours.
type colouring struct {
	p             *lp.Problem
	columns, rows []uint64
	next          []uint64
	sorted        []uint64
}

// begin gives columns and rows the colours that their own numbers and names give.
func (c *colouring) begin() {
	p := c.p
	for _, block := range p.Cols.Blocks() {
		for k := range block.Len {
			j := block.First + k
			c.columns[j] = blend(c.columns[j], ofMember(&block, k), ofNumber(p.Cost[j]), ofNumber(p.ColLower[j]), ofNumber(p.ColUpper[j]))
			if p.ColKind != nil {
				c.columns[j] = blend(c.columns[j], uint64(p.ColKind[j]))
			}
		}
	}
	for _, block := range p.Rows.Blocks() {
		for k := range block.Len {
			i := block.First + k
			c.rows[i] = blend(ofMember(&block, k), ofNumber(p.RowLower[i]), ofNumber(p.RowUpper[i]))
		}
	}
}

// ofMember is the colour of a family of rows or columns, and of the period.
func ofMember(block *lp.Block, k int) uint64 {
	colour := ofText(block.Name)
	if k < len(block.Labels) {
		return blend(colour, ofText(block.Labels[k]))
	}
	return blend(colour, uint64(k))
}

// round lets rows see their columns, and then columns their rows.
func (c *colouring) round() {
	byRow, byColumn := c.p.ByRow(), c.p.ByColumn()
	for i := range c.rows {
		sum := uint64(0)
		columns, values := byRow.Line(i)
		for k, j := range columns {
			sum += blend(c.columns[j], ofNumber(values[k]))
		}
		c.rows[i] = blend(c.rows[i], sum)
	}
	for _, block := range c.p.Cols.Blocks() {
		for k := range block.Len {
			j := block.First + k
			sum := uint64(0)
			rows, values := byColumn.Line(j)
			for n, i := range rows {
				sum += blend(c.rows[i], ofNumber(values[n]))
			}
			var before, after uint64
			if k > 0 {
				before = c.columns[j-1]
			}
			if k+1 < block.Len {
				after = c.columns[j+1]
			}
			c.next[j] = blend(c.columns[j], sum, before, after)
		}
	}
	c.columns, c.next = c.next, c.columns
}

// count is how many colours there are.
func (c *colouring) count() int {
	n := 0
	for _, colours := range [][]uint64{c.columns, c.rows} {
		c.sorted = append(c.sorted[:0], colours...)
		slices.Sort(c.sorted)
		for k, colour := range c.sorted {
			if k == 0 || colour != c.sorted[k-1] {
				n++
			}
		}
	}
	return n
}

// average gives all columns of one colour their average, and leaves those alone
// that do not move.
func (c *colours) average(x []float64, moves func(j int) bool) {
	order := make([]int, 0, len(x))
	for j := range c.of {
		if moves(j) {
			order = append(order, j)
		}
	}
	// Sums are taken in the order of the values, which no order of columns changes.
	slices.SortFunc(order, func(a, b int) int {
		if c.of[a] != c.of[b] {
			return cmp.Compare(c.of[a], c.of[b])
		}
		return cmp.Compare(x[a], x[b])
	})
	for from := 0; from < len(order); {
		to, sum := from, 0.0
		for ; to < len(order) && c.of[order[to]] == c.of[order[from]]; to++ {
			sum += x[order[to]]
		}
		if n := to - from; n > 1 {
			for _, j := range order[from:to] {
				x[j] = sum / float64(n)
			}
		}
		from = to
	}
}

// weight is a number from 1 to 2 that belongs to a colour.
func weight(colour uint64) float64 {
	const bits = 24
	return 1 + float64(blend(colour)>>(64-bits))/(1<<bits)
}

// blend makes one number of several, whose order counts (the finaliser of
// MurmurHash3 by Appleby, with the multiplier of Knuth's linear generator).
func blend(parts ...uint64) uint64 {
	h := uint64(0x9e3779b97f4a7c15)
	for _, part := range parts {
		h = h*6364136223846793005 + part
		h ^= h >> 33
		h *= 0xff51afd7ed558ccd
		h ^= h >> 33
		h *= 0xc4ceb9fe1a85ec53
		h ^= h >> 33
	}
	return h
}

// ofNumber is a number to about nine digits: sums that were taken in another
// order are the same.
func ofNumber(v float64) uint64 {
	const dropped = 22 // bits
	if v == 0 {
		return 0 // and so is -0
	}
	return (math.Float64bits(v) + 1<<(dropped-1)) >> dropped
}

// ofText is a hash of a text (FNV-1a).
func ofText(s string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 0x100000001b3
	}
	return h
}
