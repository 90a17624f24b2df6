package solver

import "github.com/steelyard-sop/steelyard/model"

// Charge is the money of one unit of a decision: it costs, or with the account
// of revenue it earns.
type Charge struct {
	Account model.Account
	Rate    float64 // money per unit of the column
}

// Charges lists for every column what accounts one unit of it is booked to. It
// has none where the unit costs nothing, or only penalties.
func (f *Formulation) Charges() [][]Charge {
	charges := make([][]Charge, f.Problem.NumCols())
	for i := range f.bookings {
		b := &f.bookings[i]
		for t := range f.Scenario.Calendar.Len() {
			column, rate := b.column(t), b.rate.Or(t, 0)
			if column == none || rate == 0 {
				continue
			}
			charges[column] = append(charges[column], Charge{b.account, rate})
		}
	}
	return charges
}

// Decision says what a column decides.
type Decision struct {
	What   string // runs, bought, shipped, stock, served, worked, ...: the first part of its name
	Key    string // whose: a process, or a supplier and an offer
	Period int    // index into the calendar; 0 for what is decided before the first period
}

// Decisions says of every column what it decides.
func (f *Formulation) Decisions() []Decision {
	periodOf := make(map[string]int)
	for t, label := range f.Scenario.Calendar.Labels() {
		periodOf[label] = t
	}
	decisions := make([]Decision, 0, f.Problem.NumCols())
	for _, block := range f.Problem.Cols.Blocks() {
		for offset := range block.Len {
			d := Decision{What: block.Name, Key: block.Key}
			if offset < len(block.Labels) {
				d.Period = periodOf[block.Labels[offset]]
			}
			decisions = append(decisions, d)
		}
	}
	return decisions
}
