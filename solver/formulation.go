package solver

import (
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Formulation is a scenario as a problem, with the meaning of every row and
// column. It is a pure function of the scenario: the same scenario gives the
// same problem, row by row.
type Formulation struct {
	Scenario *model.Scenario
	Problem  *lp.Problem

	columns  columns
	bookings []booking
	limits   []limitBlock // one for each block of rows, in the same order
	breaks   []breakBlock // the columns that let priced limits be broken
	integer  []string     // paths that ask for whole numbers
	slacks   int          // first column that is not a decision but a broken limit
	switches []model.SwitchRef
	bigM     []bigM   // in the order of the rows
	taken    []taking // entries that take from what a limit allows

	measures *model.Measures // nil where the scenario has no rules, locks and goals
	ranks    ranks

	goals     []goalBlock // in the order of Scenario.AllGoals
	goalRanks []rankBlock
	factors   []float64 // by which money of each period counts in the objective; nil: 1
}

// columns holds the first column of every decision, which has one column a
// period from there on; none where the decision does not exist. The order is
// that of the rows of model.Plan.
type columns struct {
	runs, bought, shipped, stock []int
	shortfall                    []int // agreements
	disposed                     []int
	blended                      []int
	served, lost, backlog        []int
	prompt, caughtUp             []int // demands; see service.go
	heads, hired, laidOff        []int
	worked                       []int
	on, starts, stops            []int
	carried, batches             []int
	alone                        []int // by resource
	shifts                       []int // of overtime bands
	loaded, rented               []int // of resources
	rests                        []maintained
	changes                      []changing
	crew                         crewColumns
	opening                      []int // one column each
	overflow                     []int
	open, opened, closed         []int // of options
	events, promoted             []int
	writtenOff                   []int
	cash, credit, tax            int
	resourceOf, workforceOf      map[string]int
	itemOf                       map[string]int
}

// Columns says where the decisions of a plan are in the problem: the first
// column of each, which has one column a period from there on. The order is
// that of the rows of model.Plan.
type Columns struct {
	Runs, Bought, Shipped, Stock, Served []int
	Worked                               []int // overtime, of Scenario.OvertimeBands
}

// Columns returns where decisions are. The slices are the formulation's own:
// read them only.
func (f *Formulation) Columns() Columns {
	c := &f.columns
	return Columns{Runs: c.runs, Bought: c.bought, Shipped: c.shipped, Stock: c.stock, Served: c.served, Worked: c.worked}
}

const none = -1

// booking says which account the money of a decision goes to.
type booking struct {
	account model.Account
	first   int          // column of period 0
	rate    model.Series // money per unit of the column
	terms   model.Lag    // how long after it is booked it is paid
	before  bool         // the column that counts is that of the period before, opening in period 0
	opening int          // column, or none
}

// column is the one that counts in period t, or none.
func (b *booking) column(t int) int {
	switch {
	case !b.before:
		return b.first + t
	case t == 0:
		return b.opening
	}
	return b.first + t - 1
}

// builder holds what is needed while a Formulation is made.
type builder struct {
	*Formulation
	p         *lp.Problem
	s         *model.Scenario
	items     []model.Item
	offers    []model.OfferRef
	inputs    []model.InputRef
	disposals []int // nodes
	cargos    []model.CargoRef
	bands     []model.BandRef
	most      *model.Activity // see mostActivity
	carriers  []state
	fills     []floor
	sharings  []sharing
	labels    []string
	periods   int

	crewRefs
	purchases
	happen events

	emissionCharges []emissionCharge
}

// Formulate builds the problem of a valid scenario. An error means that the
// problem came out malformed, which is a mistake of this package or of a
// scenario that was not validated.
func Formulate(s *model.Scenario) (*Formulation, error) { return newBuilder(s).formulate() }

func (b *builder) formulate() (*Formulation, error) {
	b.inventoryColumns()
	b.storageColumns()
	b.processColumns()
	b.blendColumns()
	b.disposalColumns()
	b.supplyColumns()
	b.laneColumns()
	b.demandColumns()
	b.eventColumns()
	b.phaseOutColumns()
	b.workforceColumns()
	b.overtimeColumns()
	b.switchColumns()
	b.serviceColumns()
	b.shortageColumns()
	b.machineryColumns()
	b.optionColumns()
	b.emissionColumns()
	b.financeColumns()
	b.slacks = b.p.NumCols()

	b.balanceRows()
	b.demandRows()
	b.eventRows()
	b.orderRows()
	b.serviceRows()
	b.shortageRows()
	b.capacityRows()
	b.machineryRows()
	b.workforceRows()
	b.supplyRows()
	b.laneRows()
	b.inventoryRows()
	b.storesRows()
	b.shelfLifeRows()
	b.processRows()
	b.blendRows()
	b.disposalRows()
	b.switchRows()
	b.logicRows()
	b.emissionRows()
	b.financeRows()
	b.strategyRows()
	b.ruleRows()
	b.optionRows()
	b.fixedRows()
	b.goalRows()
	b.rankRows()
	if err := b.p.Check(); err != nil {
		return nil, fmt.Errorf("formulate scenario %q: %w", b.s.Name, err)
	}
	return b.Formulation, nil
}

func newBuilder(s *model.Scenario) *builder {
	p := &lp.Problem{Name: s.Name, Sense: lp.Minimise}
	if s.Objective.Maximises() {
		p.Sense = lp.Maximise
	}
	b := &builder{
		Formulation: &Formulation{Scenario: s, Problem: p, switches: s.Switches(), ranks: ranksOf(s), factors: s.DiscountFactors()},
		p:           p, s: s,
		items:     s.Items(),
		offers:    s.Offers(),
		inputs:    s.BlendInputs(),
		disposals: s.Disposals(),
		cargos:    s.Cargos(),
		bands:     s.OvertimeBands(),
		labels:    s.Calendar.Labels(),
		periods:   s.Calendar.Len(),

		purchases: purchases{agreements: s.Agreements()},
		crewRefs:  crewRefs{s.Transfers(), s.TempStaff(), s.Skills()},
	}
	b.columns.itemOf = s.ItemIndex()
	b.columns.resourceOf = make(map[string]int, len(s.Resources))
	for i := range s.Resources {
		b.columns.resourceOf[s.Resources[i].ID] = i
	}
	b.columns.workforceOf = make(map[string]int, len(s.Workforce))
	for i := range s.Workforce {
		b.columns.workforceOf[s.Workforce[i].ID] = i
	}
	b.grow()
	return b
}

// grow makes room for about what the scenario needs.
func (b *builder) grow() {
	s := b.s
	things := len(s.Processes) + len(b.offers) + len(b.cargos) + len(s.Inventory) + 2*len(s.Demand) + 4*len(s.Workforce) + len(b.bands)
	limits := len(b.items) + 2*len(s.Demand) + len(s.Resources) + 3*len(s.Workforce) + len(b.offers) + len(s.Inventory)
	entries := 4*things + 2*len(b.cargos)
	for i := range s.Processes {
		entries += len(s.Processes[i].Makes) + len(s.Processes[i].Consumes) + len(s.Processes[i].Uses)
	}
	b.p.Grow(limits*b.periods, things*b.periods, entries*b.periods)
}

// decide adds the columns of one decision, one a period, each 0 or more.
func (b *builder) decide(name, key string) int {
	return b.p.AddCols(name, key, b.labels, b.periods)
}

// decideIf adds the columns of a decision that need not exist.
func (b *builder) decideIf(exists bool, name, key string) int {
	if !exists {
		return none
	}
	return b.decide(name, key)
}

// book charges the decision to an account and to the objective. Revenue counts
// for the objective only where profit is maximised.
func (b *builder) book(account model.Account, first int, rate model.Series) {
	b.bookOn(model.Lag{}, account, first, rate)
}

// bookOn does the same for what is paid on terms.
func (b *builder) bookOn(terms model.Lag, account model.Account, first int, rate model.Series) {
	if first == none || !rate.IsSet() {
		return
	}
	b.charge(booking{account: account, first: first, rate: rate, terms: terms})
}

// bookBefore charges in each period the decision of the period before, and in
// the first one the opening, if there is one.
func (b *builder) bookBefore(account model.Account, first, opening int, rate model.Series) {
	b.charge(booking{account: account, first: first, rate: rate, before: true, opening: opening})
}

func (b *builder) charge(booked booking) {
	b.bookings = append(b.bookings, booked)
	factor := 1.0
	switch {
	case b.p.Sense == lp.Maximise && booked.account != model.Revenue:
		factor = -1
	case b.p.Sense == lp.Minimise && booked.account == model.Revenue:
		return
	}
	for t := range b.periods {
		if column := booked.column(t); column != none {
			b.p.Cost[column] += factor * b.discounted(t) * booked.rate.Or(t, 0)
		}
	}
}

// discounted is what money of a period counts for in the objective.
func (f *Formulation) discounted(t int) float64 {
	if f.factors == nil {
		return 1
	}
	return f.factors[t]
}

// add puts coefficient x decision into each row of its own period.
func (b *builder) add(rows rowSet, first int, coefficient float64) {
	if first == none {
		return
	}
	for t := range b.periods {
		if row := rows.at(t); row != none {
			b.p.Add(row, first+t, coefficient)
		}
	}
}

// addBefore puts coefficient x decision of the period before into each row.
func (b *builder) addBefore(rows rowSet, first int, coefficient float64) {
	if first == none {
		return
	}
	for t := 1; t < b.periods; t++ {
		if row := rows.at(t); row != none {
			b.p.Add(row, first+t-1, coefficient)
		}
	}
}

// addSeries puts sign x coefficients x decision into each row of its own period.
func (b *builder) addSeries(rows rowSet, first int, coefficients model.Series, sign float64) {
	if first == none {
		return
	}
	for t := range b.periods {
		if row := rows.at(t); row != none {
			b.p.Add(row, first+t, sign*coefficients.Or(t, 0))
		}
	}
}

// arrive puts sign x coefficients x decision into the row of the period in
// which what is decided in a period arrives. What arrives after the horizon is
// in no row. An unset coefficient is 1.
func (b *builder) arrive(rows rowSet, first int, coefficients model.Series, sign float64, lag model.Lag) {
	if first == none {
		return
	}
	byDefault := 0.0
	if !coefficients.IsSet() {
		byDefault = 1
	}
	for t := range b.periods {
		at, ok := b.s.Calendar.Arrival(t, lag)
		if !ok {
			continue
		}
		if row := rows.at(at); row != none {
			b.p.Add(row, first+t, sign*coefficients.Or(t, byDefault))
		}
	}
}

// rowSet finds the row of a period in a block of rows.
type rowSet struct {
	first int
	index []int // row by period, none where the limit has no value; nil: every period has one
}

func (r rowSet) at(t int) int {
	if r.index == nil {
		return r.first + t
	}
	return r.index[t]
}

func (b *builder) objectiveOfPenalty(rate float64) float64 {
	if b.p.Sense == lp.Maximise {
		return -rate
	}
	return rate
}

func notGiven(v float64) bool { return math.IsNaN(v) }
