package model

import (
	"slices"
	"strconv"
	"strings"
)

// Class is a group of demands that are treated alike: key accounts, contracts,
// the open market.
type Class struct {
	ID       string       `json:"id"`
	Name     string       `json:"name,omitempty"`
	Priority Limit        `json:"priority,omitzero"`   // 1, 2, ...: 1 is served first; its penalty is money per unit that a later one gets all the same
	Price    Series       `json:"price,omitempty"`     // money per unit, where the demand names none
	Backlog  ClassBacklog `json:"backlog,omitzero"`    // for demands that may be backlogged
	LostCost Series       `json:"lost_cost,omitempty"` // money per unit lost, where the demand names none
	Service  Service      `json:"service,omitzero"`
}

// ClassBacklog is what a class says of the backlog of its demands, where they
// do not say it themselves.
type ClassBacklog struct {
	Cost   Series `json:"cost,omitempty"`
	MaxAge Limit  `json:"max_age,omitzero"`
}

// Service is a floor under the fill rate: of all that is asked in a window,
// the share that is served on time, which is in the period that asks for it.
// What is owed from before is served first, so that of a period's demand
// max(0, served - owed before) is on time.
type Service struct {
	Fill Limit  `json:"fill,omitzero"`  // 0 to 1; its penalty is money per unit that is missing
	Over string `json:"over,omitempty"` // windows: see Calendar.Windows
	Each bool   `json:"each,omitempty"` // of a class: every demand for itself
}

// The words for windows, besides "3 periods".
const (
	OverHorizon = "horizon"
	OverPeriod  = "period"
	OverMonth   = "month"
	OverQuarter = "quarter"
	OverYear    = "year"
)

// Window is a stretch of periods, From and To included.
type Window struct{ From, To int }

// Windows are the stretches of the horizon that a rule holds over: the whole
// horizon (also for ""), every period, every month, quarter or year, fiscal
// ones where the calendar has them, as far as it lies within the horizon (a
// period belongs to the one that it starts in), or every stretch of so many
// periods in a row ("3 periods"; the whole horizon where it is shorter). They
// are ordered by their last period, and no two have the same one. The second
// result is false for other words.
func (c Calendar) Windows(over string) ([]Window, bool) {
	n := len(c.Periods)
	switch over {
	case "", OverHorizon:
		return []Window{{0, n - 1}}, true
	case OverPeriod:
		return rolling(n, 1), true
	case OverMonth, OverQuarter, OverYear:
		return c.calendarWindows(over), true
	}
	number, found := strings.CutSuffix(over, " periods")
	length, err := strconv.Atoi(number)
	if !found || err != nil || length < 1 || length > MaxPeriods {
		return nil, false
	}
	return rolling(n, min(length, n)), true
}

// rolling are all stretches of a length.
func rolling(periods, length int) []Window {
	windows := make([]Window, 0, periods)
	for to := length - 1; to < periods; to++ {
		windows = append(windows, Window{to - length + 1, to})
	}
	return windows
}

func (c Calendar) calendarWindows(over string) []Window {
	bucket := map[string]Bucket{OverMonth: Month, OverQuarter: Quarter, OverYear: Year}[over]
	var windows []Window
	var since string
	for t := range c.Periods {
		label := c.Fiscal.natural(bucket, c.Periods[t].Start).Label
		if t > 0 && label == since {
			windows[len(windows)-1].To = t
			continue
		}
		windows, since = append(windows, Window{t, t}), label
	}
	return windows
}

// ByEnd lists, for every period, the window that ends in it: its first period,
// or -1 where none ends.
func ByEnd(windows []Window, periods int) []int {
	from := slices.Repeat([]int{-1}, periods)
	for _, w := range windows {
		from[w.To] = w.From
	}
	return from
}

// Wish is what a demand would take in period t: the quantity that it asks for,
// or the most that the market takes; false where nothing limits that.
func (d *Demand) Wish(t int) (float64, bool) {
	if d.Exact() {
		return d.Quantity.Value.Or(t, 0), true
	}
	return d.Max.Value.At(t), d.Max.Value.Has(t)
}

// Owed is what is owed of the demand before the first period.
func (d *Demand) Owed() float64 {
	if d.Exact() && d.Backlog.Allowed {
		return d.Backlog.Opening
	}
	return 0
}

// OfClass lists the demands of a class, by their place in Demand.
func (s *Scenario) OfClass(class string) []int {
	var list []int
	for i := range s.Demand {
		if s.Demand[i].Class == class {
			list = append(list, i)
		}
	}
	return list
}

// InheritClasses gives every demand what its class says and the demand does
// not: price, cost and greatest age of backlog, cost of lost sales. Backlog
// and lost sales are not allowed by that.
func (s *Scenario) InheritClasses() {
	if len(s.Classes) == 0 {
		return
	}
	byID := indexOf(s.Classes, func(c *Class) string { return c.ID })
	inherit := func(own *Series, from Series) {
		if !own.IsSet() {
			*own = from
		}
	}
	for i := range s.Demand {
		d := &s.Demand[i]
		at, known := byID[d.Class]
		if !known {
			continue
		}
		c := &s.Classes[at]
		inherit(&d.Price, c.Price)
		if d.Lost.Allowed {
			inherit(&d.Lost.Cost, c.LostCost)
		}
		if d.Backlog.Allowed {
			inherit(&d.Backlog.Cost, c.Backlog.Cost)
			if !d.Backlog.MaxAge.IsSet() {
				d.Backlog.MaxAge = c.Backlog.MaxAge
			}
		}
	}
}

// OnTime is what the plan serves of each demand in the period that asks for
// it: what is owed from before is served first.
func (p *Plan) OnTime(s *Scenario) Grid {
	prompt := NewGrid(len(s.Demand), s.Calendar.Len())
	for d := range s.Demand {
		owed := s.Demand[d].Owed()
		for t, served := range p.Served.Row(d) {
			prompt.Set(d, t, max(0, served-owed))
			owed = p.Backlog.At(d, t)
		}
	}
	return prompt
}

// Counted tells whether reports say how much of the demand is on time, one
// demand at a time: it has a class or a floor.
func (d *Demand) Counted() bool { return d.Class != "" || d.Service.Fill.IsSet() }
