package model

// Expect is what must hold of the solved scenario. It steers nothing.
type Expect struct {
	Status    string            `json:"status,omitempty"` // one of ExpectStatuses; optimal where empty
	Objective Expectation       `json:"objective,omitzero"`
	Figures   []ExpectedFigure  `json:"figures,omitempty"`
	Prices    []ExpectedPrice   `json:"prices,omitempty"`
	Findings  []ExpectedFinding `json:"findings,omitempty"`
}

// ExpectStatuses lists what may be expected to become of a scenario.
func ExpectStatuses() []string { return []string{"optimal", "infeasible", "unbounded"} }

// Expectation is what a number must be: a value, or at least and at most one.
// It may be off by Within plus Tolerance times its size.
type Expectation struct {
	Set       bool    `json:"set,omitempty"` // there is a Value
	Value     float64 `json:"value"`
	Tolerance float64 `json:"tolerance,omitempty"` // relative
	Within    float64 `json:"within,omitempty"`    // in the unit of the number
	AtLeast   Series  `json:"at_least,omitzero"`   // one number
	AtMost    Series  `json:"at_most,omitzero"`    // one number
	Source    string  `json:"source,omitempty"`
}

// Asked tells whether anything is expected of the number.
func (e *Expectation) Asked() bool { return e.Set || e.AtLeast.IsSet() || e.AtMost.IsSet() }

// DefaultTolerance is the relative tolerance of an expected number.
const DefaultTolerance = 1e-6

// ExpectedFigure is what a figure of the plan must be. Its line may also be a
// key figure, which goals cannot be about.
type ExpectedFigure struct {
	ID string      `json:"id"`
	Of Figure      `json:"of"`
	Is Expectation `json:"is"`
}

// ExpectedPrice is what the price of a limit must be.
type ExpectedPrice struct {
	ID string      `json:"id"`
	Of string      `json:"of"` // path of the limit and its period, or the name of its row
	Is Expectation `json:"is"`
}

// ExpectedFinding is a sentence that must, or must not, be among the findings.
type ExpectedFinding struct {
	ID   string   `json:"id"`
	Rule string   `json:"rule"` // that makes the sentence: one of FindingRules
	Says string   `json:"says,omitempty"`
	Is   Presence `json:"is"`
}

// Presence says whether something must be there or must not.
type Presence string

// Both presences.
const (
	Present Presence = "present"
	Absent  Presence = "absent"
)

// FindingRules lists the rules that make the findings of a plan.
func FindingRules() []string {
	return []string{"backlog_end", "bottleneck", "idle", "late", "lost", "overtime", "penalty", "requirement", "supplier"}
}

// KeyFigure is a number that every plan of a scenario has.
type KeyFigure struct {
	ID    string // revenue, profit, fill_rate, stock.cola, ...
	Group string // money, service, load, heads or stock
	Unit  string
}

// KeyFigures lists the numbers that plans of the scenario can have: accounts and
// sums of money, service, load, heads, and the average stock of items.
func (s *Scenario) KeyFigures() []KeyFigure {
	var list []KeyFigure
	add := func(id, group, unit string) { list = append(list, KeyFigure{id, group, unit}) }
	for _, a := range Accounts() {
		add(a.ID(), "money", s.Currency)
	}
	for _, id := range []string{"cost", "profit", "penalties"} {
		add(id, "money", s.Currency)
	}
	add("fill_rate", "service", "%")
	add("on_time_rate", "service", "%")
	for i := range s.Classes {
		for _, id := range []string{"class_fill_rate", "class_on_time_rate"} {
			add(id+"."+s.Classes[i].ID, "service", "%")
		}
	}
	add("peak_utilisation", "load", "%")
	add("overtime_share", "load", "%")
	if len(s.Workforce) > 0 {
		add("heads_opening", "heads", "heads")
		add("heads_end", "heads", "heads")
	}
	kept := map[string]bool{}
	for i := range s.Inventory {
		kept[s.Inventory[i].Item] = true
	}
	for _, item := range s.Items() {
		if kept[item.ID] {
			add("stock."+item.ID, "stock", item.Unit)
		}
	}
	return list
}

// FindKeyFigure returns the key figure with that id.
func (s *Scenario) FindKeyFigure(id string) (KeyFigure, bool) {
	for _, f := range s.KeyFigures() {
		if f.ID == id {
			return f, true
		}
	}
	return KeyFigure{}, false
}
