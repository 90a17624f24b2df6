package solver

import (
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// LeverKind says what a lever does.
type LeverKind string

// The kinds of levers.
const (
	OpenLever     LeverKind = "open"      // an option
	CloseLever    LeverKind = "close"     // an option
	HireLever     LeverKind = "hire"      // for a crew
	LayOffLever   LeverKind = "lay_off"   // from a crew
	TempsLever    LeverKind = "temps"     // sign temps for a crew
	OvertimeLever LeverKind = "overtime"  // of a resource or a crew, in one band
	RentLever     LeverKind = "rent"      // capacity of a resource
	BuyLever      LeverKind = "buy"       // a family, or what can be had in another way too, from a supplier
	PreBuildLever LeverKind = "pre_build" // keep more than the opening stock, or than must be kept

	TransferLever   LeverKind = "transfer"   // send an item by a lane
	SubstituteLever LeverKind = "substitute" // run a process whose product another one makes too
	LendLever       LeverKind = "lend"       // hours of one crew for the work of another
	BacklogLever    LeverKind = "backlog"    // serve a demand late
)

// Lever is something that can be decided now or later: one column a period.
type Lever struct {
	Kind  LeverKind
	Key   string    // what it is about, as in the names of columns: crew, line1,evening
	First int       // column of period 0
	Level []float64 // by period: the most of the column while nothing is decided
}

// Levers lists what can be decided now or later, in the order of the scenario.
func (f *Formulation) Levers() []Lever {
	var list []Lever
	c, s, n := &f.columns, f.Scenario, f.Scenario.Calendar.Len()
	add := func(kind LeverKind, key string, first int) {
		if first != none {
			list = append(list, Lever{kind, key, first, make([]float64, n)})
		}
	}
	for i := range s.Options {
		add(OpenLever, s.Options[i].ID, c.opened[i])
		add(CloseLever, s.Options[i].ID, c.closed[i])
	}
	for i := range s.Workforce {
		add(HireLever, s.Workforce[i].ID, c.hired[i])
		add(LayOffLever, s.Workforce[i].ID, c.laidOff[i])
	}
	for k, ref := range s.TempStaff() {
		add(TempsLever, s.Workforce[ref.Workforce].ID+","+ref.ID, c.crew.signed[k])
	}
	b := &builder{s: s}
	for k, ref := range s.OvertimeBands() {
		add(OvertimeLever, b.bandKey(ref), c.worked[k])
	}
	for i := range s.Resources {
		add(RentLever, s.Resources[i].ID, c.rented[i])
	}
	sources := f.sources()
	for k, ref := range s.Offers() {
		if item := c.itemOf[ref.Offer.Item]; item < len(s.Families) || sources[item] > 1 {
			add(BuyLever, ref.Supplier.ID+","+ref.Offer.ID, c.bought[k])
		}
	}
	for i := range s.Inventory {
		if k := &s.Inventory[i]; c.stock[i] != none && !k.Closing.Cyclic.On {
			list = append(list, Lever{PreBuildLever, k.ID, c.stock[i], leastStock(k, n)})
		}
	}
	return list
}

// AllLevers lists what can be decided now or later, and after that the other
// ways in which a plan can do more: transfers, substitution, help between crews
// and service that is late.
func (f *Formulation) AllLevers() []Lever {
	list, c, s := f.Levers(), &f.columns, f.Scenario
	add := func(kind LeverKind, key string, first int) {
		if first != none {
			list = append(list, Lever{kind, key, first, make([]float64, s.Calendar.Len())})
		}
	}
	for k, ref := range s.Cargos() {
		add(TransferLever, ref.Lane.ID+","+ref.Cargo.Item, c.shipped[k])
	}
	makers := f.makers()
	for i := range s.Processes {
		p := &s.Processes[i]
		if slices.ContainsFunc(p.Makes, func(part model.Part) bool { return makers[c.itemOf[part.ID]] > 1 }) {
			add(SubstituteLever, p.ID, c.runs[i])
		}
	}
	for k, ref := range s.Skills() {
		add(LendLever, s.Workforce[ref.Workforce].ID+","+ref.To, c.crew.lent[k])
	}
	for i := range s.Demand {
		add(BacklogLever, s.Demand[i].ID, c.backlog[i])
	}
	return list
}

// sources counts the ways in which each item can be had.
func (f *Formulation) sources() []int {
	s := f.Scenario
	count := f.makers()
	for _, ref := range s.Offers() {
		count[f.columns.itemOf[ref.Offer.Item]]++
	}
	return count
}

// makers counts the processes that make each item.
func (f *Formulation) makers() []int {
	s := f.Scenario
	count := make([]int, len(s.Families)+len(s.Materials))
	for i := range s.Processes {
		for _, part := range s.Processes[i].Makes {
			count[f.columns.itemOf[part.ID]]++
		}
	}
	return count
}

// leastStock is what is kept at the end of each period at most where nothing is
// built ahead: what was there at first, or what must be kept.
func leastStock(k *model.Stock, n int) []float64 {
	level := make([]float64, n)
	for t := range level {
		level[t] = max(k.Opening, k.Min.Value.Or(t, 0), k.Safety.Value.Or(t, 0))
	}
	return level
}
