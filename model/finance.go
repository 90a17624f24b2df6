package model

// Finance is what the money of the scenario is reckoned with besides prices
// and costs.
type Finance struct {
	// CapitalCharge is the part of the value of stock at standard cost that
	// capital is said to cost in a period. It is shown and steers nothing.
	CapitalCharge Series `json:"capital_charge,omitzero"`

	Cash Cash `json:"cash,omitzero"`
	Tax  Tax  `json:"tax,omitzero"`
}

// Entry is money of one account over the periods, with what it is for. All
// entries of an account add up to its line of the Statement.
type Entry struct {
	Account Account
	Object
	Amounts []float64 // one a period
}

// Object is what money is for. The zero Object is several things together.
type Object struct {
	Item   string // family or material
	Market string // where it is sold
	Terms  Lag    // how long after it is booked it is paid
}

// Entries is a journal: entries in the order in which they are first booked.
type Entries struct {
	periods int
	list    []Entry
	index   map[entryKey]int
}

type entryKey struct {
	account Account
	object  Object
}

// NewEntries returns a journal without entries.
func NewEntries(periods int) Entries {
	return Entries{periods: periods, index: map[entryKey]int{}}
}

// Add books an amount.
func (e *Entries) Add(a Account, of Object, t int, amount float64) {
	key := entryKey{a, of}
	k, known := e.index[key]
	if !known {
		k = len(e.list)
		e.index[key] = k
		e.list = append(e.list, Entry{a, of, make([]float64, e.periods)})
	}
	e.list[k].Amounts[t] += amount
}

// List returns the entries, which the caller must not change.
func (e *Entries) List() []Entry { return e.list }

// Interval is a stretch of periods with the name that finance has for it.
type Interval struct {
	Label string // 2026-Q1, 2026; empty: the whole horizon
	Window
}

// Spans divides the horizon into quarters or years, fiscal ones where the
// calendar has them; a period belongs to the one that it starts in. For the
// word "period" every period is a span, and for "horizon" all of them are one.
func (c Calendar) Spans(over string) []Interval {
	last := len(c.Periods) - 1
	if over == OverHorizon {
		return []Interval{{Window: Window{0, last}}}
	}
	var spans []Interval
	for t := range c.Periods {
		label := c.Periods[t].Label
		switch over {
		case OverQuarter:
			label = c.Fiscal.natural(Quarter, c.Periods[t].Start).Label
		case OverYear:
			label = c.Fiscal.natural(Year, c.Periods[t].Start).Label
		}
		if k := len(spans) - 1; k >= 0 && spans[k].Label == label && over != OverPeriod {
			spans[k].To = t
			continue
		}
		spans = append(spans, Interval{label, Window{t, t}})
	}
	return spans
}
