package analysis

import "github.com/steelyard-sop/steelyard/model"

// CashFlow is the money that comes in and goes out in each period. Opening and
// all that is received and borrowed, less all that is paid, is the cash at the
// end of each period.
type CashFlow struct {
	Opening  float64
	Received []float64 // from customers
	Paid     []float64 // for everything, interest and tax among it
	Owed     float64   // to the bank before the first period
	Credit   []float64 // owed to the bank at the end of each period

	PaysInterest, PaysTax bool // the accounts are paid, in the period in which they are booked
}

// Closing is the cash at the end of each period.
func (f *CashFlow) Closing() []float64 {
	closing := make([]float64, len(f.Received))
	cash, owed := f.Opening, f.Owed
	for t := range closing {
		cash += f.Received[t] - f.Paid[t] + f.Credit[t] - owed
		closing[t], owed = cash, f.Credit[t]
	}
	return closing
}

// cashFlow finds out when the money of the entries is paid; nil where the
// scenario does not reckon with cash.
func cashFlow(s *model.Scenario, p *model.Plan, entries []model.Entry) *CashFlow {
	cash := &s.Finance.Cash
	if !cash.On {
		return nil
	}
	n := s.Calendar.Len()
	f := &CashFlow{
		Opening: cash.Opening, Received: make([]float64, n), Paid: make([]float64, n), Credit: make([]float64, n),
		PaysInterest: cash.Paid(model.Interest), PaysTax: cash.Paid(model.TaxPaid),
	}
	if cash.Credit.Allowed {
		f.Owed = cash.Credit.Opening
		copy(f.Credit, p.Credit.Row(0))
	}
	for t := range n {
		f.Received[t], f.Paid[t] = cash.Receipts.Or(t, 0), cash.Payments.Or(t, 0)
	}
	for i := range entries {
		e := &entries[i]
		if !cash.Paid(e.Account) {
			continue
		}
		into := f.Paid
		if e.Account == model.Revenue {
			into = f.Received
		}
		for t, v := range e.Amounts {
			if at, ok := s.Calendar.PaidIn(t, e.Terms); ok {
				into[at] += v
			}
		}
	}
	return f
}
