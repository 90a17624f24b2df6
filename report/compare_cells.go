package report

import (
	"cmp"
	"math"
	"slices"
)

// MovedCell is one decision in one period that is different from the base.
type MovedCell struct {
	Table  string  `json:"table"`  // of the plan: production, purchases, shipments, disposals, inventory, demand, workforce, temps, transfers, help, resources, overtime, switches, options, promotions, launches or phase_outs
	Key    string  `json:"key"`    // ids of what it is about, separated by commas
	Column string  `json:"column"` // of the table
	Title  string  `json:"title"`  // name for people
	Period string  `json:"period"` // label
	Unit   string  `json:"unit"`   // may be empty
	From   float64 `json:"from"`   // in the plan of the base; 0 where it knows no such thing
	To     float64 `json:"to"`     // in the plan of this version
	Share  float64 `json:"share"`  // of the change in all that is decided of that kind and unit in a mean period
}

// movedCells lists the decisions that are different. What moved most is measured
// against all that is decided of its kind and unit in a mean period, so that
// pieces and tonnes stand beside one another and small things do not come first.
func (d *ComparisonDocument) movedCells(n names, from, to *Document) []MovedCell {
	before, after := cells(n, from.Plan), cells(n, to.Plan)
	index := make(map[string]int, len(after))
	sizes := [2]map[string]float64{{}, {}}
	for side, list := range [][]cell{before, after} {
		for k := range list {
			sizes[side][list[k].kind()] += math.Abs(list[k].value)
			if side == 1 {
				index[list[k].id()] = k
			}
		}
	}
	moved := []MovedCell{}
	add := func(c *cell, a, b float64) {
		size := max(sizes[0][c.kind()]/float64(max(1, len(from.Scenario.Periods))), sizes[1][c.kind()]/float64(max(1, len(to.Scenario.Periods))))
		if math.Abs(b-a) > max(noiseFloor, max(d.Tolerance, bindingTolerance)*size) {
			moved = append(moved, MovedCell{c.table, c.key, c.column, c.title, c.period, c.unit, a, b, clean((b-a)/size, kpiDigits)})
		}
	}
	for k := range before {
		c, b := &before[k], 0.0
		if at, both := index[c.id()]; both {
			b = after[at].value
			delete(index, c.id())
		}
		add(c, c.value, b)
	}
	for k := range after {
		if _, only := index[after[k].id()]; only {
			add(&after[k], 0, after[k].value)
		}
	}
	slices.SortStableFunc(moved, func(a, b MovedCell) int { return cmp.Compare(math.Abs(b.Share), math.Abs(a.Share)) })
	return moved
}
