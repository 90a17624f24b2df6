package audit

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/steelyard-sop/steelyard/model"
)

// sheet is one table of the plan: what it holds and whose rows they are.
type sheet struct {
	name string // field of the plan, for messages
	grid model.Grid
	rows int                // that the scenario asks for
	rule func(row int) rule // names of a row
}

// readable tells whether scenario and plan can be audited at all, and reports
// why not.
func (a *auditor) readable() bool {
	if a.s == nil || a.p == nil || a.s.Calendar.Len() == 0 {
		a.report.Checks++
		a.add(Difference{Check: CheckScenario, Period: -1, What: "there is no scenario with periods, or no plan"})
		return false
	}
	a.n = a.s.Calendar.Len()
	a.money, a.size = model.NewStatement(a.n), model.NewStatement(a.n)
	a.report.Money = a.money
	a.entries = model.NewEntries(a.n)
	a.bands, a.offers, a.cargos = a.s.OvertimeBands(), a.s.Offers(), a.s.Cargos()
	a.switched = a.s.Switches()
	a.inputs = a.s.BlendInputs()
	a.listCrews()
	a.agreements = a.s.Agreements()
	a.happen, a.offPrice, a.demandIndex = a.s.Events(), a.s.PromotionPrices(), map[string]int{}
	a.indexScenario()
	a.findDisposals()
	sheets := a.sheets()
	for i := range sheets {
		a.shape(&sheets[i])
	}
	a.openingShape()
	if a.kept[CheckShape] > 0 {
		return false
	}
	for i := range sheets {
		a.numbers(&sheets[i])
	}
	return a.kept[CheckNumber] == 0
}

// shape tests that a table has the rows and periods it should have. A table
// that has nothing and should have nothing is no test.
func (a *auditor) shape(sh *sheet) {
	rows, periods := sh.grid.Rows(), sh.grid.Periods()
	if rows == 0 && sh.rows == 0 {
		return
	}
	a.report.Checks++
	if rows == sh.rows && (rows == 0 || periods == a.n) {
		return
	}
	a.add(Difference{
		Check: CheckShape, Path: sh.name, Key: sh.name, Period: -1,
		What: fmt.Sprintf("table %q has %d rows and %d periods, but the scenario asks for %d rows and %d periods",
			sh.name, rows, periods, sh.rows, a.n),
	})
}

// openingShape tests the one table that has a single column.
func (a *auditor) openingShape() {
	rows, columns := a.p.Opening.Rows(), a.p.Opening.Periods()
	if rows != len(a.s.Inventory) || rows > 0 && columns != 1 {
		a.add(Difference{
			Check: CheckShape, Path: "opening", Key: "opening", Period: -1,
			What: fmt.Sprintf("table %q has %d rows and %d columns, but the scenario asks for %d rows and 1 column", "opening", rows, columns, len(a.s.Inventory)),
		})
		return
	}
	for k := range a.s.Inventory {
		if v := a.p.Opening.At(k, 0); !finite(v) || v < -tolerance(v) {
			r := a.stockRule("", &a.s.Inventory[k], nil, "opening")
			r.check = CheckNumber
			a.differ(&r, -1, 0, v, 0, fmt.Sprintf("the opening stock of %s is %s, which is no quantity", r.key, strconv.FormatFloat(v, 'g', -1, 64)))
		}
	}
}

func (a *auditor) numbers(sh *sheet) {
	for i := range sh.rows {
		for t, v := range sh.grid.Row(i) {
			a.report.Checks++
			if finite(v) {
				continue
			}
			r := sh.rule(i)
			r.check = CheckNumber
			a.differ(&r, t, 0, v, 0, fmt.Sprintf("%q of %s in %s is %s, which is no quantity",
				sh.name, r.thing(), a.label(t), strconv.FormatFloat(v, 'g', -1, 64)))
		}
	}
}

// signs tests that nothing in the plan is negative.
func (a *auditor) signs() {
	for _, sh := range a.sheets() {
		if sh.name == cashSheet {
			continue // how low it may fall is for its limit to say
		}
		for i := range sh.rows {
			r := sh.rule(i)
			r.check = CheckSign
			for t, v := range sh.grid.Row(i) {
				if tol := tolerance(v); !a.passes(&r, t, -v, tol) {
					a.differ(&r, t, 0, v, tol, fmt.Sprintf("%q of %s in %s is %s, but cannot be negative",
						sh.name, r.thing(), a.label(t), quantity(v, r.unit)))
				}
			}
		}
	}
}

// sheets lists the tables of the plan.
func (a *auditor) sheets() []sheet {
	s, p := a.s, a.p
	demand := func(i int) rule {
		d := &s.Demand[i]
		return rule{key: d.ID, unit: a.unitOf(d.Item), path: [6]string{"demand", d.ID}}
	}
	crew := func(i int) rule {
		w := &s.Workforce[i]
		return rule{key: w.ID, unit: headUnit, path: [6]string{"workforce", w.ID}}
	}
	return a.withFeatures([]sheet{
		{"runs", p.Runs, len(s.Processes), func(i int) rule {
			id := s.Processes[i].ID
			return rule{key: id, unit: runUnit, path: [6]string{"processes", id}}
		}},
		{"bought", p.Bought, len(a.offers), a.offerRule},
		{"shipped", p.Shipped, len(a.cargos), func(i int) rule { return a.cargoRule("", a.cargos[i]) }},
		{"stock", p.Stock, len(s.Inventory), func(i int) rule {
			stock := &s.Inventory[i]
			return rule{key: stock.ID, unit: a.unitOf(stock.Item), path: [6]string{"inventory", stock.ID}}
		}},
		{"served", p.Served, len(s.Demand), demand},
		{"lost", p.Lost, len(s.Demand), demand},
		{"backlog", p.Backlog, len(s.Demand), demand},
		{"heads", p.Heads, len(s.Workforce), crew},
		{"hired", p.Hired, len(s.Workforce), crew},
		{"laid off", p.LaidOff, len(s.Workforce), crew},
		{"overtime", p.Overtime, len(a.bands), a.bandRule},
	})
}

// withFeatures adds the tables of features that the scenario or the plan uses.
func (a *auditor) withFeatures(sheets []sheet) []sheet {
	state := func(i int) rule { return a.switchRule("", &a.switched[i]) }
	for _, sh := range slices.Concat(a.machinerySheets(), a.optionSheets(), a.eventSheets(), a.crewSheets(), []sheet{
		{"blended", a.p.Blended, len(a.inputs), a.inputRule},
		{"disposed", a.p.Disposed, len(a.disposals), a.disposalRule},
		{"on", a.p.On, len(a.switched), state},
		{"starts", a.p.Starts, len(a.switched), state},
		{"stops", a.p.Stops, len(a.switched), state},
		{"carried", a.p.Carried, len(a.switched), state},
		{"overflow", a.p.Overflow, len(a.s.Storage), a.storageRule},
	}, a.financeSheets()) {
		if sh.rows > 0 || sh.grid.Rows() > 0 {
			sheets = append(sheets, sh)
		}
	}
	return sheets
}
