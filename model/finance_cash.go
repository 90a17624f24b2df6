package model

// Cash is the money in the bank. It is reckoned with where On is set: what
// customers and suppliers pay and are paid, when their terms say, and all other
// real money in the period in which it is booked.
type Cash struct {
	On       bool     `json:"on,omitempty"`
	Opening  float64  `json:"opening,omitempty"`  // money before the first period
	Least    Limit    `json:"least,omitzero"`     // money at the end of each period; 0 where unset
	Credit   Credit   `json:"credit,omitzero"`    // money that can be borrowed
	Receipts Series   `json:"receipts,omitzero"`  // money that comes in from sales before the first period
	Payments Series   `json:"payments,omitzero"`  // money that goes out for what was bought before the first period
	NotCash  []string `json:"not_cash,omitempty"` // ids of accounts that are never paid, besides that of closing stock; sorted
}

// Credit is money borrowed from a bank, drawn and paid back as the plan
// chooses. What is owed at the end of a period counts as owed during all of it.
type Credit struct {
	Allowed  bool    `json:"allowed,omitempty"`
	Opening  float64 `json:"opening,omitempty"` // money owed before the first period
	Limit    Limit   `json:"limit,omitzero"`    // money owed at the end of each period; unset: as much as wanted
	Interest Series  `json:"interest,omitzero"` // part of what is owed, per period
}

// Tax is paid on the profit of a span of periods, at its end; a loss is neither
// taxed nor carried on. Closing stock that is only valued is no profit.
type Tax struct {
	Rate Series `json:"rate,omitzero"` // part of the profit
	Over string `json:"over,omitempty"`
}

// Spans are the stretches of periods that tax is paid for, by default fiscal years.
func (x *Tax) Spans(c Calendar) []Interval {
	if x.Over == "" {
		return c.Spans(OverYear)
	}
	return c.Spans(x.Over)
}

// TaxSpans lists the words for the spans of tax.
func TaxSpans() []string { return []string{OverYear, OverQuarter, OverPeriod, OverHorizon} }

// Paid tells whether the money of an account is ever paid.
func (c *Cash) Paid(a Account) bool {
	for _, id := range c.NotCash {
		if id == a.ID() {
			return false
		}
	}
	return a != ClosingValue
}

// Taxed tells whether an account is part of the profit that tax is paid on.
func (a Account) Taxed() bool { return a != ClosingValue && a != TaxPaid }

// PaidIn is the period in which money is paid that is booked in period t, so
// long before. Days are counted from the middle of the period, because what is
// sold and bought is spread over it. It is not within the horizon where ok is false.
func (c Calendar) PaidIn(t int, terms Lag) (paid int, ok bool) {
	if terms.Days == 0 {
		return c.Arrival(t, terms)
	}
	paid = t + terms.Periods
	if paid >= len(c.Periods) {
		return 0, false
	}
	day := c.Periods[paid].Start.AddDate(0, 0, c.Periods[paid].Days()/2+terms.Days)
	for ; paid < len(c.Periods); paid++ {
		if day.Before(c.Periods[paid].End) {
			return paid, true
		}
	}
	return 0, false
}

// PaymentTerms is how long after a sale the customers of a demand pay: its own
// terms, or else those of its market.
func (s *Scenario) PaymentTerms(d *Demand) Lag {
	if d.Payment != (Lag{}) || d.Market == "" {
		return d.Payment
	}
	for i := range s.Markets {
		if s.Markets[i].ID == d.Market {
			return s.Markets[i].Payment
		}
	}
	return Lag{}
}

// CashRow is the money of one period.
type CashRow struct {
	Period string  `json:"period"`
	Cash   float64 `json:"cash"`             // in the bank at the end of the period
	Credit float64 `json:"credit,omitempty"` // owed to the bank at the end of the period
	Tax    float64 `json:"tax,omitempty"`    // paid in the period
}

func (w *tableWriter) cash() []CashRow {
	var rows []CashRow
	if w.p.Cash.Rows()+w.p.Credit.Rows()+w.p.Tax.Rows() == 0 {
		return nil
	}
	at := func(g Grid, t int) float64 {
		if g.Rows() == 0 {
			return 0
		}
		return g.At(0, t)
	}
	for t, period := range w.labels {
		rows = append(rows, CashRow{period, at(w.p.Cash, t), at(w.p.Credit, t), at(w.p.Tax, t)})
	}
	return rows
}

func (r *tableReader) cash(rows []CashRow) {
	one := map[string]int{"": 0}
	for _, row := range rows {
		for _, cell := range []struct {
			what string
			to   Grid
			v    float64
		}{{"cash", r.p.Cash, row.Cash}, {"credit", r.p.Credit, row.Credit}, {"tax", r.p.Tax, row.Tax}} {
			if cell.to.Rows() > 0 {
				r.set("cash", cell.to, one, "", cell.what, row.Period, cell.v)
			}
		}
	}
}

// rowIf is a table of one row, or of none.
func rowIf(exists bool, periods int) Grid {
	if !exists {
		return NewGrid(0, periods)
	}
	return NewGrid(1, periods)
}
