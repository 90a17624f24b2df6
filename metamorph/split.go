package metamorph

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// halving says what becomes of a number where its period is cut in two: the
// factors for the first and the second half. A number that is not a number is
// none: what is stated for the end of a period holds at the end of its second
// half.
type halving struct{ first, second float64 }

// The halvings.
var (
	shared = halving{0.5, 0.5}        // an amount in the period
	same   = halving{1, 1}            // a rate
	atEnd  = halving{math.NaN(), 1}   // a limit on what there is at the end
	kept   = halving{0, 1}            // money for what there is at the end
	comes  = halving{1, 0}            // what comes in, and can be used in the whole period
	last   = halving{math.NaN(), 1.0} // of the last period alone
)

// halvings of fields, by their whole path. A number of any other field stands
// against cutting a period: setups happen once a half, heads can be hired twice.
var halvings = map[string]halving{
	"Families.Price": same, "Materials.Price": same, "Families.StandardCost": same, "Materials.StandardCost": same,
	"Resources.Capacity": shared, "Resources.Downtime": shared, "Resources.Overtime.Max": shared, "Resources.Overtime.Cost": same,
	"Resources.Overtime.Bands.Max": shared, "Resources.Overtime.Bands.Cost": same,
	"Processes.Makes.Quantity": same, "Processes.Consumes.Quantity": same, "Processes.Uses.Quantity": same,
	"Processes.Scrap.Quantity": same, "Processes.Yield": same, "Processes.Cost": same,
	"Processes.Output.Min": shared, "Processes.Output.Max": shared,
	"Suppliers.Sells.Price": same, "Suppliers.Sells.Capacity": shared, "Suppliers.Sells.Min": shared,
	"Lanes.Carries.Cost": same, "Lanes.Carries.Load": same, "Lanes.Carries.Min": shared, "Lanes.Carries.Max": shared, "Lanes.Capacity": shared,
	"Inventory.Opening": same, "Inventory.Receipts": comes, "Inventory.Min": atEnd, "Inventory.Max": atEnd, "Inventory.Safety": atEnd,
	"Inventory.Closing.Min": last, "Inventory.Closing.Max": last, "Inventory.Closing.Exact": last,
	"Inventory.HoldingCost": kept,
	"Storage.Capacity":      atEnd, "Storage.Holds.Quantity": same,
	"Demand.Price": same, "Demand.Quantity": shared, "Demand.Min": shared, "Demand.Max": shared,
	"Demand.Backlog.Opening": same, "Demand.Backlog.Cost": kept, "Demand.Backlog.Max": atEnd, "Demand.Backlog.Closing": last,
	"Demand.Lost.Cost": same, "Demand.Lost.Max": shared,
	"Families.Units.Quantity": same, "Materials.Units.Quantity": same, "Families.Items.Share": same, "Markets.Share": same,
}

// Split cuts a period of a scenario in two: each half has half of all that is
// per period. The second result says what stands against it; the scenario is
// then unchanged.
func Split(s *model.Scenario, at int) (*model.Scenario, string) {
	if against := unsplit(s); against != "" {
		return s, against
	}
	out := clone(s)
	n := s.Calendar.Len()
	visit(out, func(path string, v reflect.Value) {
		h := halvings[path]
		switch {
		case v.Type() == seriesType:
			v.Set(reflect.ValueOf(h.cut(v.Interface().(model.Series), n, at)))
		case v.Type() == limitType && h != last:
			l := v.Addr().Interface().(*model.Limit)
			l.Value, l.Penalty = h.cut(l.Value, n, at), same.cut(l.Penalty, n, at)
		}
	})
	out.Calendar.Periods = halved(s.Calendar.Periods, at)
	return out, ""
}

// cut is a number over time with period at in two; n periods were there.
func (h halving) cut(s model.Series, n, at int) model.Series {
	if !s.IsSet() || h == same && s.Len() == 1 {
		return s
	}
	values := make([]float64, 0, n+1)
	for t := range n {
		x := s.At(t)
		if t != at {
			values = append(values, x)
			continue
		}
		values = append(values, h.first*x, h.second*x)
	}
	return model.PerPeriod(values)
}

// halved are the periods with one of them in two.
func halved(periods []model.Period, at int) []model.Period {
	whole := periods[at]
	middle := whole.Start.Add(whole.End.Sub(whole.Start) / 2)
	first, second := whole, whole
	first.Label, first.End, first.WorkingDays = whole.Label+"-first", middle, whole.WorkingDays/2
	second.Start, second.WorkingDays = middle, whole.WorkingDays-first.WorkingDays
	return slices.Concat(periods[:at], []model.Period{first, second}, periods[at+1:])
}

// unsplit says what stands against cutting a period; empty where nothing does.
func unsplit(s *model.Scenario) string {
	switch {
	case s.Objective.Discounts():
		return "later money is discounted"
	case len(s.Logic)+len(s.Rules)+len(s.Locks)+len(s.Options)+len(s.Promotions)+len(s.Strategies)+len(s.Shortage) > 0:
		return "the scenario has rules or decisions about whole periods"
	case len(s.Goals)+len(s.Budget) > 0 || s.Aim.Want != "":
		return "the scenario has goals"
	}
	for _, ref := range s.Switches() {
		return "whole numbers: " + ref.Key + " is on once a period"
	}
	against := ""
	visit(s, func(path string, v reflect.Value) {
		_, known := halvings[path]
		set := false
		switch x := v.Interface().(type) {
		case model.Series:
			set = x.IsSet()
		case model.Limit:
			set = x.Value.IsSet() || x.Penalty.IsSet()
		case model.HoldingOn:
			set = x != "" && x != model.OnClosing
		default:
			set = v.Kind() == reflect.Float64 && v.Float() != 0 || timed(path, v)
		}
		if set && !known && against == "" {
			against = fmt.Sprintf("%s is more than an amount or a rate of each period", words(path))
		}
	})
	return against
}

// timed tells whether a value is a stretch of time, which is counted in periods.
func timed(path string, v reflect.Value) bool {
	isLag := strings.HasSuffix(path, "Lead.Periods") || strings.HasSuffix(path, "Lead.Days") ||
		strings.HasSuffix(path, "Life.Periods") || strings.HasSuffix(path, "Life.Days") || strings.HasSuffix(path, ".Over")
	return isLag && !v.IsZero()
}

func split(s *model.Scenario) Change {
	at := s.Calendar.Len() / 2
	c := Change{
		Name: PeriodInTwo, Words: "period " + s.Calendar.Periods[at].Label + " in two halves", Factor: 1,
		Hint: "what is carried from one period to the next: stock and backlog balances, and money that is counted once a period",
	}
	c.Scenario, c.LeftOut = Split(s, at)
	return c
}
