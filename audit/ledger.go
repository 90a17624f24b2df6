package audit

import (
	"fmt"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// ledger is what the plan moves and uses, added up from its decisions. Rows of
// items follow auditor.items.
type ledger struct {
	opening, made, bought, consumed, sold, closing model.Grid // items, in their units
	kept                                           []bool     // items: there is a stock
	load, extra                                    model.Grid // resources: used, and overtime worked
	hours, overtime                                model.Grid // workforce: used, and overtime worked
}

// indexScenario gives every id its place, and reports ids that stand for two things.
func (a *auditor) indexScenario() {
	s := a.s
	a.itemIndex = make(map[string]int, len(s.Families)+len(s.Materials))
	for i := range s.Families {
		a.addItem("families", &s.Families[i])
	}
	for i := range s.Materials {
		a.addItem("materials", &s.Materials[i])
	}
	a.resources = make(map[string]int, len(s.Resources))
	for i := range s.Resources {
		a.unique("resources", s.Resources[i].ID, a.resources, nil)
		a.resources[s.Resources[i].ID] = i
	}
	a.workforce = make(map[string]int, len(s.Workforce))
	for i := range s.Workforce {
		a.unique("workforce", s.Workforce[i].ID, a.workforce, a.resources)
		a.workforce[s.Workforce[i].ID] = i
	}
}

func (a *auditor) addItem(section string, item *model.Item) {
	a.unique(section, item.ID, a.itemIndex, nil)
	a.itemIndex[item.ID] = len(a.items)
	a.items = append(a.items, item)
}

func (a *auditor) unique(section, id string, taken, alsoTaken map[string]int) {
	_, here := taken[id]
	_, there := alsoTaken[id]
	if here || there {
		a.add(Difference{
			Check: CheckScenario, Path: section + "." + id, Key: id, Period: -1,
			What: fmt.Sprintf("%q stands for two things in the scenario", id),
		})
	}
}

// unitOf is the unit of an item; empty where there is no such item.
func (a *auditor) unitOf(item string) string {
	if i, ok := a.itemIndex[item]; ok {
		return a.items[i].Unit
	}
	return ""
}

// fillLedger adds up the plan.
func (a *auditor) fillLedger() {
	items, s, p := len(a.items), a.s, a.p
	grid := func(rows int) model.Grid { return model.NewGrid(rows, a.n) }
	a.ledger = ledger{
		opening: grid(items), made: grid(items), bought: grid(items),
		consumed: grid(items), sold: grid(items), closing: grid(items), kept: make([]bool, items),
		load: grid(len(s.Resources)), extra: grid(len(s.Resources)),
		hours: grid(len(s.Workforce)), overtime: grid(len(s.Workforce)),
	}
	l := &a.ledger
	for i := range s.Processes {
		a.addProcess(&s.Processes[i], p.Runs.Row(i))
	}
	for k, ref := range a.offers {
		if i, ok := a.item(ref.Offer.Item, "suppliers", ref.Supplier.ID, "sells", ref.Offer.Item); ok {
			addRow(l.bought.Row(i), p.Bought.Row(k))
		}
	}
	for d := range s.Demand {
		if i, ok := a.item(s.Demand[d].Item, "demand", s.Demand[d].ID); ok {
			addRow(l.sold.Row(i), p.Served.Row(d))
		}
	}
	for k := range s.Inventory {
		a.addStock(&s.Inventory[k], p.Stock.Row(k))
	}
	for k, ref := range a.bands {
		if ref.Workforce >= 0 {
			addRow(l.overtime.Row(ref.Workforce), p.Overtime.Row(k))
		} else {
			addRow(l.extra.Row(ref.Resource), p.Overtime.Row(k))
		}
	}
}

// addProcess adds what a process makes, consumes and uses.
func (a *auditor) addProcess(process *model.Process, runs []float64) {
	for _, part := range process.Makes {
		if i, ok := a.item(part.ID, "processes", process.ID, "makes", part.ID); ok {
			a.addPart(a.ledger.made.Row(i), part.Quantity, runs)
		}
	}
	for _, part := range process.Consumes {
		if i, ok := a.item(part.ID, "processes", process.ID, "consumes", part.ID); ok {
			a.addPart(a.ledger.consumed.Row(i), part.Quantity, runs)
		}
	}
	for _, part := range process.Uses {
		if i, ok := a.resources[part.ID]; ok {
			a.addPart(a.ledger.load.Row(i), part.Quantity, runs)
		} else if i, ok := a.workforce[part.ID]; ok {
			a.addPart(a.ledger.hours.Row(i), part.Quantity, runs)
		} else {
			a.dangling(part.ID, "processes", process.ID, "uses", part.ID)
		}
	}
}

// addPart adds what the runs move of one part.
func (a *auditor) addPart(to []float64, perRun model.Series, runs []float64) {
	for t, run := range runs {
		to[t] += run * a.or(perRun, t, 0)
	}
}

// addStock adds what is on hand before and after each period.
func (a *auditor) addStock(stock *model.Stock, closing []float64) {
	i, ok := a.item(stock.Item, "inventory", stock.Item)
	if !ok {
		return
	}
	a.ledger.kept[i] = true
	addRow(a.ledger.closing.Row(i), closing)
	opening := a.ledger.opening.Row(i)
	opening[0] += stock.Opening
	addRow(opening[1:], closing[:len(closing)-1])
}

// item returns the place of an item that the scenario names at path, or
// reports that there is no such item.
func (a *auditor) item(id string, path ...string) (int, bool) {
	i, ok := a.itemIndex[id]
	if !ok {
		a.dangling(id, path...)
	}
	return i, ok
}

func (a *auditor) dangling(id string, path ...string) {
	a.add(Difference{
		Check: CheckScenario, Path: strings.Join(path, "."), Key: id, Period: -1,
		What: fmt.Sprintf("%q is named here, but is not in the scenario", id),
	})
}

func addRow(to, row []float64) {
	for t, v := range row {
		to[t] += v
	}
}
