package report

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// MovedCell is one decision in one period that is different from the base.
type MovedCell struct {
	Table  string  `json:"table"`  // of the plan: production, purchases, shipments, inventory, demand, workforce or resources
	Key    string  `json:"key"`    // ids of what it is about, separated by commas
	Column string  `json:"column"` // of the table
	Title  string  `json:"title"`  // name for people
	Period string  `json:"period"` // label
	Unit   string  `json:"unit"`   // may be empty
	From   float64 `json:"from"`   // in the plan of the base; 0 where it knows no such thing
	To     float64 `json:"to"`     // in the plan of this version
	Share  float64 `json:"share"`  // of the change in all that is decided of that kind and unit in a mean period
}

// cell is one number of a plan. Cells of one kind and unit are of one size.
type cell struct {
	table, key, column, period string
	title, unit                string
	value                      float64
}

func (c *cell) id() string { return c.table + "|" + c.key + "|" + c.column + "|" + c.period }

func (c *cell) kind() string { return c.table + "|" + c.column + "|" + c.unit }

// keys joins ids, leaving out those that are missing.
func keys(ids ...string) string {
	return strings.Join(slices.DeleteFunc(ids, func(id string) bool { return id == "" }), ",")
}

// cells are the decisions of a plan, in its order.
func cells(n names, plan *model.Tables) []cell {
	var list []cell
	add := func(table, key, column, period, title, unit string, value float64) {
		list = append(list, cell{table, key, column, period, title, unit, value})
	}
	unit := func(id string, kinds ...Kind) string {
		for _, kind := range kinds {
			if thing, ok := n[nameKey{kind, id}]; ok {
				return thing.Unit
			}
		}
		return ""
	}
	at := func(place string) string {
		if place == "" {
			return ""
		}
		return " at " + n.place(place)
	}
	itemUnit := func(id string) string { return unit(id, KindFamily, KindMaterial) }
	for _, r := range plan.Production {
		add("production", keys(r.Process, r.Item), "quantity", r.Period, n.item(r.Item)+" made by "+n.of(r.Process, KindProcess), itemUnit(r.Item), r.Quantity)
	}
	for _, r := range plan.Purchases {
		add("purchases", keys(r.Supplier, r.Offer, r.Site), "quantity", r.Period, n.item(r.Item)+" from "+n.of(r.Supplier, KindSupplier)+at(r.Site), itemUnit(r.Item), r.Quantity)
	}
	for _, r := range plan.Shipments {
		add("shipments", keys(r.Lane, r.Item), "quantity", r.Period, n.item(r.Item)+" on "+n.of(r.Lane, KindLane), itemUnit(r.Item), r.Quantity)
	}
	for _, r := range plan.Inventory {
		add("inventory", keys(r.Item, r.Site), "closing", r.Period, "stock of "+n.item(r.Item)+at(r.Site), itemUnit(r.Item), r.Closing)
	}
	for _, r := range plan.Demand {
		name, in := n.of(r.Demand, KindDemand), unit(r.Demand, KindDemand)
		add("demand", r.Demand, "served", r.Period, name+" served", in, r.Served)
		add("demand", r.Demand, "lost", r.Period, name+" lost", in, r.Lost)
		add("demand", r.Demand, "backlog", r.Period, name+" owed", in, r.Backlog)
	}
	for _, r := range plan.Workforce {
		name, in := n.of(r.Workforce, KindWorkforce), unit(r.Workforce, KindWorkforce)
		add("workforce", r.Workforce, "heads", r.Period, "heads of "+name, "heads", r.Heads)
		add("workforce", r.Workforce, "overtime", r.Period, "overtime of "+name, in, r.Overtime)
	}
	for _, r := range plan.Resources {
		add("resources", r.Resource, "overtime", r.Period, "overtime of "+n.of(r.Resource, KindResource), unit(r.Resource, KindResource), r.Overtime)
		add("resources", r.Resource, "rented", r.Period, "hired from outside for "+n.of(r.Resource, KindResource), unit(r.Resource, KindResource), r.Rented)
	}
	return list
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
