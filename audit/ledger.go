package audit

import (
	"fmt"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// ledger is what the plan moves and uses, added up from its decisions.
type ledger struct {
	tallies         []*tally // every item in every place that anything brings it to or takes it from
	spots           map[spot]*tally
	load, extra     model.Grid // resources: used, and overtime worked
	hours, overtime model.Grid // workforce: used, and overtime worked
	carried         model.Grid // lanes: loads
	machinery       machinery
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
	s, p := a.s, a.p
	grid := func(rows int) model.Grid { return model.NewGrid(rows, a.n) }
	a.ledger = ledger{
		spots: map[spot]*tally{},
		load:  grid(len(s.Resources)), extra: grid(len(s.Resources)),
		hours: grid(len(s.Workforce)), overtime: grid(len(s.Workforce)),
		carried: grid(len(s.Lanes)),
	}
	a.byLag = map[model.Lag][]int{}
	a.countDays()
	for i := range s.Processes {
		a.addProcess(&s.Processes[i], p.Runs.Row(i))
	}
	a.addBlends()
	a.addDisposals()
	a.addWriteOffs()
	for k, ref := range a.offers {
		a.addOffer(ref, p.Bought.Row(k))
	}
	a.addLanes()
	a.addSwitches()
	for d := range s.Demand {
		demand := &s.Demand[d]
		if i, ok := a.item(demand.Item, "demand", demand.ID); ok {
			addRow(a.flow(i, a.servedAt(demand), flowSold), p.Served.Row(d))
		}
	}
	for k := range s.Inventory {
		a.addStock(&s.Inventory[k], a.before(k), p.Stock.Row(k))
	}
	l := &a.ledger
	for k, ref := range a.bands {
		if ref.Workforce >= 0 {
			addRow(l.overtime.Row(ref.Workforce), p.Overtime.Row(k))
		} else {
			addRow(l.extra.Row(ref.Resource), p.Overtime.Row(k))
		}
	}
	a.fillAdded()
	a.fillAsked()
	a.fillMachinery()
	a.addCrews()
	if len(s.Emissions) > 0 {
		a.fillEmitted()
	}
	l.sortTallies()
}

// addProcess adds what a process makes, when that is there, and what it
// consumes and uses when it starts.
func (a *auditor) addProcess(process *model.Process, runs []float64) {
	arrives := a.arrivals(process.Lead, "processes", process.ID)
	for _, part := range process.Makes {
		if i, ok := a.item(part.ID, "processes", process.ID, "makes", part.ID); ok {
			a.addLater(a.flow(i, process.Site, flowMade), part.Quantity, a.good(process, runs), arrives)
		}
	}
	for _, part := range process.Consumes {
		if i, ok := a.item(part.ID, "processes", process.ID, "consumes", part.ID); ok {
			a.addPart(a.flow(i, process.Site, flowConsumed), part.Quantity, a.withScrap(process, part.ID, runs))
		}
	}
	for _, part := range process.Uses {
		a.addUse(part, runs, "processes", process.ID)
	}
}

// addUse adds what is used of a resource or a workforce, by runs or by loads.
func (a *auditor) addUse(part model.Part, times []float64, section, user string) {
	if i, ok := a.resources[part.ID]; ok {
		a.addPart(a.ledger.load.Row(i), part.Quantity, times)
	} else if i, ok := a.workforce[part.ID]; ok {
		a.addPart(a.ledger.hours.Row(i), part.Quantity, times)
	} else {
		a.dangling(part.ID, section, user, "uses", part.ID)
	}
}

// addPart adds what so many runs or loads move of one part.
func (a *auditor) addPart(to []float64, each model.Series, times []float64) {
	for t, v := range times {
		to[t] += v * a.or(each, t, 0)
	}
}

// addLater adds what runs that start in one period make in another.
func (a *auditor) addLater(to []float64, perRun model.Series, runs []float64, arrives []int) {
	for t, run := range runs {
		made := run * a.or(perRun, t, 0)
		if arrives[t] != never {
			to[arrives[t]] += made
		}
	}
}

// addOffer adds what is ordered in one period to what comes in another.
func (a *auditor) addOffer(ref model.OfferRef, ordered []float64) {
	path := [...]string{"suppliers", ref.Supplier.ID, "sells", ref.Offer.ID}
	arrives := a.arrivals(ref.Offer.Lead, path[:]...)
	if i, ok := a.item(ref.Offer.Item, path[:]...); ok {
		addWhen(a.flow(i, ref.Offer.To, flowBought), ordered, arrives)
	}
}

// addStock adds what is on hand before and after each period, and what comes
// by orders from before the first one.
func (a *auditor) addStock(stock *model.Stock, before float64, closing []float64) {
	i, ok := a.item(stock.Item, "inventory", stock.ID)
	if !ok {
		return
	}
	addRow(a.flow(i, stock.Site, flowClosing), closing)
	a.ledger.spots[spot{i, stock.Site}].kept = true
	opening := a.flow(i, stock.Site, flowOpening)
	opening[0] += before
	addRow(opening[1:], closing[:len(closing)-1])
	arrived := a.flow(i, stock.Site, flowArrived)
	for t := range arrived {
		arrived[t] += a.or(stock.Receipts, t, 0)
	}
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

// addWhen adds each amount of a row to the period in which it arrives.
func addWhen(to, row []float64, arrives []int) {
	for t, v := range row {
		if arrives[t] != never {
			to[arrives[t]] += v
		}
	}
}
