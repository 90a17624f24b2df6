package analysis

import (
	"math"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// Step is the move of one limit that a business can make: nobody hires half a
// head or orders a tenth of a lot.
type Step struct {
	Amount float64 // to add to the limit, in its unit; negative: to take away
	Of     string  // what it is: head, machine, shift, lot, load, option, unit
}

// What a step is.
const (
	stepHead    = "head"
	stepMachine = "machine"
	stepShift   = "shift"
	stepLot     = "lot"
	stepLoad    = "load"
	stepOption  = "option"
	stepUnit    = "unit"
)

// Step is the business-sized move of the limit in a row, to the side on which
// the limit is relaxed; an exact limit moves to where its price says that the
// objective gets better. The size is that of
//
//   - one head for what is counted in heads; for hours and overtime of a crew
//     the hours of one head;
//   - one machine for resources of several machines, else one shift of 8 hours;
//   - one lot for what is made, ordered, sold or kept in lots or multiples;
//   - one load, one option; and one unit for everything else.
func (st *Study) Step(row int) Step {
	l := &st.Result.Limits[row]
	step := st.stepSize(l)
	down := l.Sense == ">=" || l.Sense == "=" && st.worse()*l.Price > 0
	if down {
		if l.Limit > 0 {
			step.Amount = min(step.Amount, l.Limit)
		}
		step.Amount = -step.Amount
	}
	return step
}

// stepSize is the size of one step, whatever its side.
func (st *Study) stepSize(l *solver.LimitState) Step {
	s, t := st.Formulation.Scenario, l.Period
	amount, of := 0.0, stepUnit
	switch l.Group {
	case model.GroupHours, model.GroupOvertime, model.GroupMaxLent, model.GroupCapacity, model.GroupUtilisation,
		model.GroupMinLoad, model.GroupRent:
		amount, of = timeStep(s, l, t)
	case model.GroupSupply, model.GroupMinTake:
		amount, of = st.lot(func(ref *model.SwitchRef) float64 {
			if ref.Offer >= 0 && ref.Key == l.Key {
				return 1
			}
			return 0
		}, t), stepLot
	case model.GroupMinOutput, model.GroupMaxOutput:
		amount, of = st.lot(func(ref *model.SwitchRef) float64 {
			if ref.Process >= 0 && s.Processes[ref.Process].ID == l.Key {
				return 1
			}
			return 0
		}, t), stepLot
	case model.GroupDemand, model.GroupMinSales, model.GroupMaxSales, model.GroupMaxBacklog, model.GroupClosingBacklog,
		model.GroupMaxLost, model.GroupMinStock, model.GroupMaxStock, model.GroupClosingStock, model.GroupSafetyStock:
		amount, of = st.lotOf(itemOf(s, l), t), stepLot
	}
	if amount > 0 && !math.IsInf(amount, 0) {
		return Step{amount, of}
	}
	switch l.Unit {
	case "heads":
		return Step{1, stepHead}
	case "loads":
		return Step{1, stepLoad}
	case "options":
		return Step{1, stepOption}
	}
	return Step{1, stepUnit}
}

// timeStep is the time of one head, of one machine or of one shift.
func timeStep(s *model.Scenario, l *solver.LimitState, t int) (float64, string) {
	for i := range s.Workforce {
		w := &s.Workforce[i]
		if l.Group == model.GroupHours && l.Key == w.ID {
			return w.Regular.Value.Or(t, 0), stepHead
		}
		for _, band := range w.Overtime.Tiers() {
			if l.Group == model.GroupOvertime && l.Key == bandKey(w.ID, band.ID) {
				return band.Max.Value.Or(t, 0), stepHead
			}
		}
	}
	for i := range s.Resources {
		r := &s.Resources[i]
		if l.Key == r.ID && l.Group != model.GroupOvertime && r.Count.IsSet() && r.Count.Or(t, 0) > 1 {
			if hours := r.Hours.Value.Or(t, 0); hours > 0 {
				return hours, stepMachine
			}
		}
	}
	const shift = 8 // hours
	switch l.Unit {
	case "h":
		return shift, stepShift
	case "min", "minute":
		return shift * 60, stepShift
	}
	return 0, stepUnit
}

func bandKey(of, band string) string {
	if band == "" {
		return of
	}
	return of + "," + band
}

// itemOf is the item that a limit on demand or stock is about; empty for none.
func itemOf(s *model.Scenario, l *solver.LimitState) string {
	for i := range s.Demand {
		if s.Demand[i].ID == l.Key {
			return s.Demand[i].Item
		}
	}
	for i := range s.Inventory {
		k := &s.Inventory[i]
		if id := k.ID; l.Key == id || l.Key == id+",min" || l.Key == id+",max" {
			return k.Item
		}
	}
	return ""
}

// lotOf is the smallest lot in which an item is made or bought; infinite where
// it comes in any quantity.
func (st *Study) lotOf(item string, t int) float64 {
	s := st.Formulation.Scenario
	offers := s.Offers()
	return st.lot(func(ref *model.SwitchRef) float64 {
		switch {
		case ref.Offer >= 0 && offers[ref.Offer].Offer.Item == item:
			return 1
		case ref.Process >= 0:
			for _, part := range s.Processes[ref.Process].Makes {
				if part.ID == item {
					return part.Quantity.Or(t, 0)
				}
			}
		}
		return 0
	}, t)
}

// lot is the smallest lot, or multiple, of the switches that yield anything for
// one unit of their activity; infinite where none has one.
func (st *Study) lot(yield func(ref *model.SwitchRef) float64, t int) float64 {
	least := math.Inf(1)
	switches := st.Formulation.Scenario.Switches()
	for k := range switches {
		ref := &switches[k]
		per := yield(ref)
		for _, l := range []*model.Limit{&ref.Switch.Multiple, &ref.Switch.Min} {
			if lot := per * l.Value.Or(t, 0); lot > 0 {
				least = min(least, lot)
				break // a multiple is the lot where both are set
			}
		}
	}
	return least
}
