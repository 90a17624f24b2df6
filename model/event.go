package model

import "slices"

// Events change what is asked from the period in which they happen. Promotions,
// launches and phase-outs are events.

// EventKind is what an event is.
type EventKind string

// The kinds of events, named like the sections of the scenario.
const (
	PromotionEvent EventKind = "promotions"
	LaunchEvent    EventKind = "launches"
	PhaseOutEvent  EventKind = "phase_outs"
)

// Event is one event: a promotion, a launch or a phase-out.
type Event struct {
	Kind    EventKind
	Index   int // into the section
	ID      string
	Cost    Series // money when it happens
	Account Account
	Given   string // key below Path that says when
	When    []bool // by period: it may happen
	Certain bool   // it happens in every period of When, and this is no decision
	Min     Limit  // times it happens, one value; unset: 0
	Max     Limit
}

// Path is its address in the scenario.
func (e *Event) Path() string { return string(e.Kind) + "." + e.ID }

// Once tells whether it happens at most once.
func (e *Event) Once() bool { return e.Max.Value.Or(0, 1) <= 1 && !e.Max.Priced() }

// Events lists all events, in the order of Plan.Events: promotions, launches and
// phase-outs.
func (s *Scenario) Events() []Event {
	var list []Event
	for k := range s.Promotions {
		p := &s.Promotions[k]
		e := Event{Kind: PromotionEvent, Index: k, ID: p.ID, Cost: p.Cost, Account: PromotionCost, Certain: len(p.Runs) > 0, Min: p.Min, Max: p.Max}
		e.Given = ".periods"
		if e.Certain {
			e.Given = ".runs"
		}
		e.When = s.labelled(append(slices.Clone(p.Runs), p.In...))
		if !e.Certain && !p.Max.IsSet() {
			e.Max = Limit{Value: Constant(p.mostRuns())}
		}
		list = append(list, e)
	}
	for k := range s.Launches {
		list = append(list, s.launchEvent(k))
	}
	for k := range s.PhaseOuts {
		list = append(list, s.phaseOutEvent(k))
	}
	return list
}

// labelled tells of every period whether its label is in a list; an empty list
// stands for all.
func (s *Scenario) labelled(labels []string) []bool {
	in := make([]bool, s.Calendar.Len())
	for t := range in {
		in[t] = len(labels) == 0 || slices.Contains(labels, s.Calendar.Periods[t].Label)
	}
	return in
}

// Swing is how much more, or less, a demand asks in a period because an event
// happens in another.
type Swing struct {
	Event  int // index into Events
	Start  int // period in which it happens
	Demand int
	Period int
	Units  float64
}

// Swings lists all that events can change: those of one event together, in the
// order of the periods in which it may happen. An entry stands once for each
// event, start, demand and period.
func (s *Scenario) Swings() []Swing {
	if !s.hasEvents() {
		return nil
	}
	w := &swingList{s: s, demands: s.demandIndex()}
	for k, e := range s.Events() {
		w.when = e.When
		switch e.Kind {
		case PromotionEvent:
			w.promotionSwings(k, e.Index)
		case LaunchEvent:
			w.launchSwings(k, e.Index)
		case PhaseOutEvent:
			w.phaseOutSwings(k, e.Index)
		}
	}
	return w.list
}

func (s *Scenario) hasEvents() bool { return len(s.Promotions)+len(s.Launches)+len(s.PhaseOuts) > 0 }

// swingList gathers swings.
type swingList struct {
	s       *Scenario
	demands map[string]int
	when    []bool // by period: the event may happen
	list    []Swing
	at      map[[4]int]int
}

// quantity is what effects are shares of: what a demand asks, or would take, if
// nothing happened.
func (w *swingList) quantity(d, t int) float64 {
	wish, known := w.s.Demand[d].Wish(t)
	if !known {
		return 0
	}
	return wish
}

// add adds what an event changes, as far as the demand has not ended.
func (w *swingList) add(event, start, demand, t int, units float64) {
	if units != 0 && w.when[start] {
		w.put(event, start, demand, t, units*w.s.remaining(&w.s.Demand[demand], t))
	}
}

func (w *swingList) put(event, start, demand, t int, units float64) {
	if units == 0 || !w.when[start] {
		return
	}
	if w.at == nil {
		w.at = map[[4]int]int{}
	}
	key := [4]int{event, start, demand, t}
	i, known := w.at[key]
	if !known {
		i = len(w.list)
		w.at[key] = i
		w.list = append(w.list, Swing{event, start, demand, t, 0})
	}
	w.list[i].Units += units
}

// AskedRange is the least and the most that demands can ask in each period,
// whatever happens; false where the scenario has no events. It is not exact: the
// range may be too wide where several events touch one demand.
func (s *Scenario) AskedRange() (least, most Grid, ok bool) {
	swings := s.Swings()
	if len(swings) == 0 {
		return Grid{}, Grid{}, false
	}
	n, events := s.Calendar.Len(), s.Events()
	least, most = NewGrid(len(s.Demand), n), NewGrid(len(s.Demand), n)
	for d := range s.Demand {
		for t := range n {
			wish, _ := s.Demand[d].Wish(t)
			least.Set(d, t, wish)
			most.Set(d, t, wish)
		}
	}
	for len(swings) > 0 {
		k := 0
		for k < len(swings) && swings[k].Event == swings[0].Event {
			k++
		}
		lo, hi := eventRange(&events[swings[0].Event], swings[:k])
		for at, v := range lo {
			least.Add(at[0], at[1], v)
		}
		for at, v := range hi {
			most.Add(at[0], at[1], v)
		}
		swings = swings[k:]
	}
	for d := range s.Demand {
		for t := range n {
			least.Set(d, t, max(0, least.At(d, t)))
		}
	}
	return least, most, true
}

// eventRange is the least and the most that one event adds, by demand and period.
func eventRange(e *Event, swings []Swing) (lo, hi map[[2]int]float64) {
	lo, hi = map[[2]int]float64{}, map[[2]int]float64{}
	for i := range swings {
		w := &swings[i]
		at := [2]int{w.Demand, w.Period}
		switch {
		case e.Certain:
			lo[at] += w.Units
			hi[at] += w.Units
		case e.Once():
			lo[at] = min(lo[at], w.Units)
			hi[at] = max(hi[at], w.Units)
		default:
			lo[at] += min(0, w.Units)
			hi[at] += max(0, w.Units)
		}
	}
	return lo, hi
}

// withAsked is the scenario with other quantities, or most sales, of its demands.
func (s *Scenario) withAsked(asked Grid) *Scenario {
	other := *s
	other.Demand = slices.Clone(s.Demand)
	for d := range other.Demand {
		demand, row := &other.Demand[d], slices.Clone(asked.Row(d))
		switch {
		case demand.Exact():
			demand.Quantity.Value = PerPeriod(row)
		case demand.Max.IsSet():
			for t := range row {
				if !demand.Max.Value.Has(t) {
					row[t] = demand.Max.Value.At(t)
				}
			}
			demand.Max.Value = PerPeriod(row)
		}
	}
	return &other
}

// atMostAsked is the scenario with the most that its demands can ask.
func (s *Scenario) atMostAsked() *Scenario {
	_, most, ok := s.AskedRange()
	if !ok {
		return s
	}
	return s.withAsked(most)
}

// atLeastAsked is the scenario with the least that its demands can ask.
func (s *Scenario) atLeastAsked() *Scenario {
	least, _, ok := s.AskedRange()
	if !ok {
		return s
	}
	return s.withAsked(least)
}

// WithEvents is the scenario with what its demands ask in a plan, after all that
// happens in it.
func (s *Scenario) WithEvents(p *Plan) *Scenario {
	swings := s.Swings()
	if len(swings) == 0 {
		return s
	}
	asked := NewGrid(len(s.Demand), s.Calendar.Len())
	for d := range s.Demand {
		for t := range asked.Row(d) {
			wish, _ := s.Demand[d].Wish(t)
			asked.Set(d, t, wish)
		}
	}
	for _, w := range swings {
		asked.Add(w.Demand, w.Period, w.Units*p.Events.At(w.Event, w.Start))
	}
	return s.withAsked(asked)
}
