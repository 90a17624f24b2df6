package model

import "math"

// Cover asks for stock that lasts for a while: for so many periods, or so many
// calendar days, of the demand that comes after the end of each period. What
// is asked within a period is taken as spread evenly over its days.
type Cover struct {
	Periods Series   `json:"periods,omitzero"` // how many of the coming periods; the last of them in part
	Days    Series   `json:"days,omitzero"`    // or how many of the coming days
	Of      []string `json:"of,omitempty"`     // ids of the demands that count; empty: those of the item in the place of the stock
	Beyond  Beyond   `json:"beyond,omitempty"` // what is asked after the last period; repeat where empty
	Rule    Limit    `json:"rule,omitzero"`    // owner, reason, review and penalty; its value is not used
}

// IsSet tells whether any cover is asked for.
func (c *Cover) IsSet() bool { return c.Periods.IsSet() || c.Days.IsSet() }

// Beyond says what is asked after the last period.
type Beyond string

// The rules for demand after the last period.
const (
	BeyondRepeat  Beyond = "repeat"  // the last period again and again
	BeyondCycle   Beyond = "cycle"   // all periods again, from the first
	BeyondNothing Beyond = "nothing" // nothing
)

// Beyonds lists every Beyond.
func Beyonds() []Beyond { return []Beyond{BeyondRepeat, BeyondCycle, BeyondNothing} }

// HoldingOn says which stock holding is paid for.
type HoldingOn string

// The stocks that holding can be paid for.
const (
	OnClosing HoldingOn = "closing" // what is there at the end of the period
	OnAverage HoldingOn = "average" // half of what is there at the start and at the end
)

// HoldingOns lists every HoldingOn.
func HoldingOns() []HoldingOn { return []HoldingOn{OnClosing, OnAverage} }

// HoldingRule says how holding is paid for, besides the cost of a unit.
type HoldingRule struct {
	On   HoldingOn `json:"on,omitempty"`  // closing where empty
	Rate Series    `json:"rate,omitzero"` // share of the value of a unit, per period
}

// HoldingRates is the money that one unit held costs in each period: its
// holding cost, and the rate on its value.
func (k *Stock) HoldingRates(periods int) Series {
	if !k.Holding.Rate.IsSet() {
		return k.HoldingCost
	}
	rates := make([]float64, periods)
	for t := range rates {
		rates[t] = k.HoldingCost.Or(t, 0) + k.Holding.Rate.Or(t, 0)*k.Value.Or(t, 0)
	}
	return PerPeriod(rates)
}

// Averaged tells whether holding is paid for the average of opening and closing stock.
func (k *Stock) Averaged() bool { return k.Holding.On == OnAverage }

// Cyclic lets the plan choose the opening stock, and asks that the horizon ends
// with as much.
type Cyclic struct {
	On   bool  `json:"on,omitempty"`
	Rule Limit `json:"rule,omitzero"` // owner, reason, review and penalty; its value is not used
}

// Storage is room that several stocks share.
type Storage struct {
	ID       string   `json:"id"`
	Name     string   `json:"name,omitempty"`
	Unit     string   `json:"unit"`              // of space: m3, pallets
	Site     string   `json:"site,omitempty"`    // id; empty where there are no sites
	Capacity Limit    `json:"capacity,omitzero"` // space at the end of each period
	Holds    []Part   `json:"holds,omitempty"`   // space per unit, by item; empty: every stock of the site, one each
	Overflow Overflow `json:"overflow,omitzero"`
}

// Overflow is space that is rented from outside, period by period.
type Overflow struct {
	Allowed bool   `json:"allowed,omitempty"`
	Max     Limit  `json:"max,omitzero"`   // space; unset: as much as wanted
	Cost    Series `json:"cost,omitempty"` // money per unit of space and period
}

// StockMeasure says how a limit on several stocks counts them.
type StockMeasure string

// The measures of a limit on several stocks.
const (
	StockQuantity StockMeasure = "quantity" // units, which are the same for all
	StockValue    StockMeasure = "value"    // units x value of each
)

// StockMeasures lists every StockMeasure.
func StockMeasures() []StockMeasure { return []StockMeasure{StockQuantity, StockValue} }

// StockLimit limits the sum of several stocks at the end of each period. What
// is under way on lanes is in no stock.
type StockLimit struct {
	ID      string       `json:"id"`
	Name    string       `json:"name,omitempty"`
	Of      StockMeasure `json:"of,omitempty"`      // quantity where empty
	Items   []string     `json:"items,omitempty"`   // ids; empty: every item
	Sites   []string     `json:"sites,omitempty"`   // ids; with Regions empty: every site
	Regions []string     `json:"regions,omitempty"` // of sites
	Min     Limit        `json:"min,omitzero"`
	Max     Limit        `json:"max,omitzero"`
}

// Counted is one stock that a storage or a limit counts, with what one unit of
// it counts for.
type Counted struct {
	Stock  int // index into Inventory
	Weight Series
}

// StoredIn lists the stocks that share a storage, with the space of one unit.
func (s *Scenario) StoredIn(at *Storage) []Counted {
	var stored []Counted
	for k := range s.Inventory {
		stock := &s.Inventory[k]
		if stock.Site != at.Site {
			continue
		}
		if len(at.Holds) == 0 {
			stored = append(stored, Counted{k, Constant(1)})
		}
		for i := range at.Holds {
			if at.Holds[i].ID == stock.Item {
				stored = append(stored, Counted{k, at.Holds[i].Quantity})
			}
		}
	}
	return stored
}

// CountedIn lists the stocks that a limit adds up, with the weight of one unit.
func (s *Scenario) CountedIn(l *StockLimit) []Counted {
	sites := map[string]bool{}
	for _, id := range l.Sites {
		sites[id] = true
	}
	for i := range s.Sites {
		for _, region := range l.Regions {
			if s.Sites[i].Region == region {
				sites[s.Sites[i].ID] = true
			}
		}
	}
	items := map[string]bool{}
	for _, id := range l.Items {
		items[id] = true
	}
	var counted []Counted
	for k := range s.Inventory {
		stock := &s.Inventory[k]
		if len(items) > 0 && !items[stock.Item] || len(l.Sites)+len(l.Regions) > 0 && !sites[stock.Site] {
			continue
		}
		weight := Constant(1)
		if l.Of == StockValue {
			weight = stock.Value
		}
		counted = append(counted, Counted{k, weight})
	}
	return counted
}

// CoverDemand lists the demands that the cover of a stock looks ahead to.
func (s *Scenario) CoverDemand(k *Stock) []int {
	var counted []int
	destinations := s.Destinations()
	named := map[string]bool{}
	for _, id := range k.Cover.Of {
		named[id] = true
	}
	for d := range s.Demand {
		demand := &s.Demand[d]
		here := demand.Item == k.Item && demand.Place(destinations) == k.Site
		if len(named) > 0 && named[demand.ID] || len(named) == 0 && here {
			counted = append(counted, d)
		}
	}
	return counted
}

// Known is what is known to be asked in period t: the exact quantity, or the
// least that must be sold.
func (d *Demand) Known(t int) float64 {
	if d.Exact() {
		return d.Quantity.Value.Or(t, 0)
	}
	return d.Min.Value.Or(t, 0)
}

// CoverNeeds is the stock that the cover of k asks for at the end of each
// period, NaN where it asks for none; nil where there is no cover.
func (s *Scenario) CoverNeeds(k *Stock) []float64 {
	if !k.Cover.IsSet() {
		return nil
	}
	n := s.Calendar.Len()
	coming := make([]float64, n)
	for _, d := range s.CoverDemand(k) {
		for t := range coming {
			coming[t] += s.Demand[d].Known(t)
		}
	}
	span, length := k.Cover.Periods, func(int) float64 { return 1 }
	if k.Cover.Days.IsSet() {
		span, length = k.Cover.Days, func(t int) float64 { return float64(s.Calendar.Periods[t].Days()) }
	}
	needs := make([]float64, n)
	for t := range needs {
		needs[t] = math.NaN()
		if span.Has(t) {
			needs[t] = cover(t, span.At(t), coming, length, k.Cover.Beyond)
		}
	}
	return needs
}

// cover adds up what is asked after period t until the span is over.
func cover(t int, span float64, coming []float64, length func(t int) float64, beyond Beyond) float64 {
	n := len(coming)
	needed := 0.0
	for next := t + 1; span > 0; next++ {
		at := next
		switch {
		case next < n:
		case beyond == BeyondNothing:
			return needed
		case beyond == BeyondCycle:
			at = next % n
		default:
			// The last period goes on: all the rest of the span is of its kind.
			return needed + coming[n-1]*span/length(n-1)
		}
		part := min(1, span/length(at))
		needed += part * coming[at]
		span -= length(at)
	}
	return needed
}
