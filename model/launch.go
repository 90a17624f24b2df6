package model

import (
	"slices"
	"time"
)

// Launch brings something to market. It starts in the period Start, or in a
// period from From until Until that the plan chooses; in either case not before
// its gates are passed.
//
// Launched in period s, each demand in Volume asks in period t >= s for
//
//	Probability x curve(t-s) x volume(t)
//
// units more: the expected demand, of what would be asked if it is a success.
// curve is the share of the mature volume so many periods after the launch, and
// after its last share as much as that. Every demand in Takes loses its share of
// all these units.
type Launch struct {
	ID          string       `json:"id"`
	Name        string       `json:"name,omitempty"`
	Start       string       `json:"start,omitempty"`      // label of the period; later where a gate is passed later
	From        string       `json:"from,omitempty"`       // label of the first period that the plan can choose
	Until       string       `json:"until,omitempty"`      // label of the last one
	Optional    bool         `json:"optional,omitempty"`   // the plan may leave it out
	Volume      []Part       `json:"volume"`               // demands, and units that each asks for in a period when it is mature
	Ramp        []float64    `json:"ramp,omitempty"`       // the curve: shares of the volume
	Like        string       `json:"like,omitempty"`       // id of a demand of the scenario, whose quantities from the first that is not 0 are the curve
	History     []float64    `json:"history,omitempty"`    // units that a like item sold in each period since its launch, which are the curve
	Probability Series       `json:"probability,omitzero"` // of success, one value; 1 where unset
	Takes       []Part       `json:"takes,omitempty"`      // other demands, and the share of what this one sells that each loses
	Cost        Series       `json:"cost,omitzero"`        // money, in the period of the launch
	Gates       []LaunchGate `json:"gates,omitempty"`
}

// LaunchGate is something that must be done before a launch.
type LaunchGate struct {
	ID      string `json:"id"`
	Owner   string `json:"owner,omitempty"`
	Planned string `json:"planned,omitempty"` // label of the period, or the date, by whose end it is done
	Option  string `json:"option,omitempty"`  // id of an option that must be open in the period of the launch
}

// Path is its address in the scenario.
func (l *Launch) Path() string { return string(LaunchEvent) + "." + l.ID }

// Chance is the probability of success.
func (l *Launch) Chance() float64 { return l.Probability.Or(0, 1) }

// Decided tells whether the plan chooses when it happens.
func (l *Launch) Decided() bool { return l.Start == "" }

// Opens is the first period in which the gate lets the launch happen, as far as
// it is planned: the first one that begins after it is passed. It is the number
// of periods where that is after the horizon, and 0 for a gate that is not
// planned. False: Planned is no period and no date.
func (g *LaunchGate) Opens(c Calendar) (int, bool) {
	if g.Planned == "" {
		return 0, true
	}
	if t := c.Find(g.Planned); t >= 0 {
		return t + 1, true
	}
	day, err := time.Parse(time.DateOnly, g.Planned)
	if err != nil {
		return 0, false
	}
	for t := range c.Periods {
		if c.Periods[t].Start.After(day) {
			return t, true
		}
	}
	return c.Len(), true
}

// Ready is the first period that lies behind all gates that are planned.
func (l *Launch) Ready(c Calendar) int {
	ready := 0
	for i := range l.Gates {
		opens, _ := l.Gates[i].Opens(c)
		ready = max(ready, opens)
	}
	return ready
}

// mayStart tells of every period whether the launch can happen in it.
func (l *Launch) mayStart(c Calendar) []bool {
	when, ready := make([]bool, c.Len()), l.Ready(c)
	first, last, _ := c.Window(l.From, l.Until)
	if !l.Decided() {
		first = max(c.Find(l.Start), ready)
		last = first
	}
	for t := range when {
		when[t] = max(first, ready) <= t && t <= last
	}
	return when
}

// Curve is the share of the mature volume that is asked for so many periods
// after the launch. After its last share it stays as it is.
func (s *Scenario) Curve(l *Launch) []float64 {
	switch {
	case len(l.Ramp) > 0:
		return l.Ramp
	case len(l.History) > 0:
		return ofLast(l.History)
	case l.Like != "":
		if k := slices.IndexFunc(s.Demand, func(d Demand) bool { return d.ID == l.Like }); k >= 0 {
			return ofLast(s.Demand[k].sinceFirst(s.Calendar.Len()))
		}
	}
	return []float64{1}
}

// sinceFirst is what a demand asks, or would take, from the first period in
// which that is not 0.
func (d *Demand) sinceFirst(n int) []float64 {
	var list []float64
	for t := range n {
		if wish, _ := d.Wish(t); wish != 0 || len(list) > 0 {
			list = append(list, wish)
		}
	}
	return list
}

// ofLast is a curve of units as shares of its last value; mature at once where
// that is 0.
func ofLast(units []float64) []float64 {
	if len(units) == 0 || units[len(units)-1] <= 0 {
		return []float64{1}
	}
	shares := make([]float64, len(units))
	for k, v := range units {
		shares[k] = v / units[len(units)-1]
	}
	return shares
}

// launchEffect visits what a launch in period start changes if it is a success:
// units that demands ask for more, or less, in a period.
func (s *Scenario) launchEffect(k, start int, visit func(demand string, t int, units float64)) {
	l, curve := &s.Launches[k], s.Curve(&s.Launches[k])
	for t := start; t < s.Calendar.Len(); t++ {
		share, total := curve[min(t-start, len(curve)-1)], 0.0
		for _, part := range l.Volume {
			units := share * part.Quantity.Or(t, 0)
			total += units
			visit(part.ID, t, units)
		}
		for _, part := range l.Takes {
			visit(part.ID, t, -part.Quantity.Or(t, 0)*total)
		}
		for _, part := range l.Volume {
			visit(part.ID, t, s.movedTo(part.ID, t))
		}
	}
}

// launchSwings adds what launch k changes.
func (w *swingList) launchSwings(event, k int) {
	chance := w.s.Launches[k].Chance()
	for start, may := range w.when {
		if !may {
			continue
		}
		w.s.launchEffect(k, start, func(demand string, t int, units float64) {
			if d, ok := w.demands[demand]; ok {
				w.add(event, start, d, t, chance*units)
			}
		})
	}
}

// launchEvent is a launch as an event.
func (s *Scenario) launchEvent(k int) Event {
	l := &s.Launches[k]
	e := Event{
		Kind: LaunchEvent, Index: k, ID: l.ID, Cost: l.Cost, Account: LaunchCost,
		Given: ".start", When: l.mayStart(s.Calendar), Certain: !l.Decided(),
	}
	if l.Decided() {
		e.Given, e.Max = ".from", Fixed(1)
		if !l.Optional {
			e.Min = Fixed(1)
		}
	}
	return e
}
