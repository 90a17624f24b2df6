package lp

import (
	"errors"
	"fmt"
	"math"
)

// maxReported bounds the length of Check's message: one wrong formula often spoils every period.
const maxReported = 10

// Check looks for what no solver can make sense of: NaN, crossed bounds, infinite costs or coefficients,
// wrong lengths, entries outside of the matrix. All of these are mistakes of the program that built the
// problem, not of its user. At most ten are reported, each with the name of its row or column.
func (p *Problem) Check() error {
	c := checker{p: p}
	c.lengths()
	if len(c.found) > 0 { // the other checks index by these lengths
		return c.err()
	}
	c.stray()
	c.columns()
	c.rows()
	c.coefficients()
	return c.err()
}

type checker struct {
	p     *Problem
	found []error
	more  int
}

func (c *checker) addf(format string, args ...any) {
	if len(c.found) == maxReported {
		c.more++
		return
	}
	c.found = append(c.found, fmt.Errorf(format, args...))
}

func (c *checker) err() error {
	if len(c.found) == 0 {
		return nil
	}
	if c.more > 0 {
		c.found = append(c.found, fmt.Errorf("and %d more", c.more))
	}
	return fmt.Errorf("problem %q is not well formed: %w", c.p.Name, errors.Join(c.found...))
}

func (c *checker) lengths() {
	p := c.p
	lengths := []struct {
		what      string
		got, want int
	}{
		{"column lower bounds", len(p.ColLower), p.NumCols()},
		{"column upper bounds", len(p.ColUpper), p.NumCols()},
		{"column names", p.Cols.Len(), p.NumCols()},
		{"row upper bounds", len(p.RowUpper), p.NumRows()},
		{"row names", p.Rows.Len(), p.NumRows()},
	}
	for _, l := range lengths {
		if l.got != l.want {
			c.addf("%d %s instead of %d", l.got, l.what, l.want)
		}
	}
	if p.ColKind != nil && len(p.ColKind) != p.NumCols() {
		c.addf("%d column kinds instead of %d", len(p.ColKind), p.NumCols())
	}
	if p.Sense != Minimise && p.Sense != Maximise {
		c.addf("sense %d is neither to minimise nor to maximise", p.Sense)
	}
	c.labels("columns", &p.Cols)
	c.labels("rows", &p.Rows)
}

func (c *checker) labels(what string, names *Names) {
	for i := range names.blocks {
		b := &names.blocks[i]
		if b.Labels != nil && len(b.Labels) != b.Len {
			c.addf("%s %s[%s]: %d labels for %d members", what, b.Name, b.Key, len(b.Labels), b.Len)
		}
	}
}

func (c *checker) stray() {
	if e := &c.p.entries; e.stray > 0 {
		c.addf("%d entries outside of the matrix, the first with value %v at row %d of %d and column %d of %d",
			e.stray, e.strayValue, e.strayRow, e.strayRows, e.strayCol, e.strayCols)
	}
}

func (c *checker) columns() {
	p := c.p
	if !isFinite(p.Offset) {
		c.addf("the offset of the objective is %v", p.Offset)
	}
	for j, cost := range p.Cost {
		if !isFinite(cost) {
			c.addf("column %s: cost %v", p.Cols.Name(j), cost)
		}
		lower, upper := p.ColLower[j], p.ColUpper[j]
		if why := badBounds(lower, upper); why != "" {
			c.addf("column %s: %s", p.Cols.Name(j), why)
		}
		if p.ColKind == nil {
			continue
		}
		switch k := p.ColKind[j]; {
		case k > SemiInteger:
			c.addf("column %s: unknown kind %d", p.Cols.Name(j), k)
		case k >= SemiContinuous && (lower < 0 || math.IsInf(upper, 1)):
			c.addf("column %s: a %s column needs bounds from 0 to a finite number, got %v to %v",
				p.Cols.Name(j), k, lower, upper)
		}
	}
}

func (c *checker) rows() {
	p := c.p
	for i, lower := range p.RowLower {
		if why := badBounds(lower, p.RowUpper[i]); why != "" {
			c.addf("row %s: %s", p.Rows.Name(i), why)
		}
	}
}

func (c *checker) coefficients() {
	p := c.p
	for k, v := range p.entries.value {
		if !isFinite(v) {
			c.addf("row %s, column %s: coefficient %v",
				p.Rows.Name(int(p.entries.row[k])), p.Cols.Name(int(p.entries.col[k])), v)
		}
	}
}

func isFinite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// badBounds says what is wrong with a pair of bounds, "" when nothing is.
func badBounds(lower, upper float64) string {
	switch {
	case math.IsNaN(lower) || math.IsNaN(upper):
		return fmt.Sprintf("bounds %v to %v are not numbers", lower, upper)
	case math.IsInf(lower, 1) || math.IsInf(upper, -1):
		return fmt.Sprintf("bounds %v to %v leave no finite value", lower, upper)
	case lower > upper:
		return fmt.Sprintf("lower bound %v is above upper bound %v", lower, upper)
	}
	return ""
}
