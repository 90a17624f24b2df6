package audit

import (
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

// This file recomputes when money is received and paid, and tests what the plan
// says of cash, credit and tax:
//
//	cash_balance  cash = cash before + received + borrowed - paid - paid back
//	cash          cash at the end of each period >= minimum
//	credit        owed to the bank <= limit
//	tax           paid for a span >= rate x profit

// cashSheet is the one table of a plan that may be negative.
const cashSheet = "cash"

// financeSheets are the tables of the plan about cash, credit and tax.
func (a *auditor) financeSheets() []sheet {
	rows := func(exists bool) int {
		if exists {
			return 1
		}
		return 0
	}
	cash := &a.s.Finance.Cash
	of := func(path ...string) func(int) rule {
		return func(int) rule { return a.financeRule("", path...) }
	}
	return []sheet{
		{cashSheet, a.p.Cash, rows(cash.On), of("cash")},
		{"credit", a.p.Credit, rows(cash.On && cash.Credit.Allowed), of("cash", "credit")},
		{"tax", a.p.Tax, rows(a.s.Finance.Tax.Rate.IsSet()), of("tax")},
	}
}

func (a *auditor) financeRule(g model.Group, path ...string) rule {
	r := group(g, "", a.s.Currency)
	r.path = [6]string{"finance"}
	copy(r.path[1:], path)
	return r
}

// payFinance books interest and tax.
func (a *auditor) payFinance() {
	if a.p.Credit.Rows() > 0 {
		a.pay(model.Interest, a.s.Finance.Cash.Credit.Interest, a.p.Credit.Row(0))
	}
	if a.p.Tax.Rows() > 0 {
		a.pay(model.TaxPaid, model.Constant(1), a.p.Tax.Row(0))
	}
}

// finance tests cash, credit and tax, after all money is booked.
func (a *auditor) finance() {
	if a.s.Finance.Tax.Rate.IsSet() {
		a.taxDue()
	}
	cash := &a.s.Finance.Cash
	if !cash.On {
		return
	}
	a.cashBalance(cash)
	least := a.financeRule(model.GroupCash, "cash", "least")
	least.limit, least.sense, least.noun, least.bound = &cash.Least, atLeast, "cash", "the minimum is"
	for t, v := range a.p.Cash.Row(0) {
		limit := a.or(cash.Least.Value, t, 0)
		a.test(&least, t, v, limit, tolerance(v, limit))
	}
	if cash.Credit.Allowed {
		most := a.financeRule(model.GroupCredit, "cash", "credit", "limit")
		most.limit, most.noun, most.bound = &cash.Credit.Limit, "credit", "the limit is"
		a.testSeries(&most, a.p.Credit.Row(0))
	}
}

// cashBalance carries cash from period to period.
func (a *auditor) cashBalance(cash *model.Cash) {
	flow, size := a.cashFlow(cash)
	credit := make([]float64, a.n)
	if cash.Credit.Allowed {
		credit = a.p.Credit.Row(0)
	}
	r := a.financeRule(model.GroupCashBalance, "cash")
	r.sense, r.noun, r.bound = exactly, "cash", "what is received and paid makes it"
	before, owed := cash.Opening, cash.Credit.Opening
	for t, v := range a.p.Cash.Row(0) {
		expected := before + flow[t] + credit[t] - owed
		a.require(&r, t, v, expected, tolerance(v, before, credit[t], owed, size[t]))
		before, owed = v, credit[t]
	}
}

// cashFlow is what is received less what is paid in each period, without what
// is borrowed and paid back, and the sum of the sizes of its terms.
func (a *auditor) cashFlow(cash *model.Cash) (flow, size []float64) {
	flow, size = make([]float64, a.n), make([]float64, a.n)
	add := func(t int, v float64) {
		flow[t] += v
		size[t] += math.Abs(v)
	}
	for t := range a.n {
		add(t, a.or(cash.Receipts, t, 0))
		add(t, -a.or(cash.Payments, t, 0))
	}
	for _, e := range a.entries.List() {
		if !cash.Paid(e.Account) {
			continue
		}
		for t, v := range e.Amounts {
			at, ok := a.s.Calendar.PaidIn(t, e.Terms)
			switch {
			case !ok:
			case e.Account == model.Revenue:
				add(at, v)
			default:
				add(at, -v)
			}
		}
	}
	return flow, size
}

// taxDue tests that the tax on the profit of each span is paid at its end.
func (a *auditor) taxDue() {
	r := a.financeRule(model.GroupTax, "tax")
	r.sense, r.noun, r.bound, r.when = atLeast, "tax", "its rate of the profit is", "in the span up to"
	for _, span := range a.s.Finance.Tax.Spans(a.s.Calendar) {
		var profit, size float64
		for t := span.From; t <= span.To; t++ {
			for _, account := range model.Accounts() {
				if !account.Taxed() {
					continue
				}
				v := a.money.Amounts.At(int(account), t)
				if account != model.Revenue {
					v = -v
				}
				profit += v
				size += a.size.Amounts.At(int(account), t)
			}
		}
		paid, rate := a.p.Tax.At(0, span.To), a.or(a.s.Finance.Tax.Rate, span.To, 0)
		a.require(&r, span.To, paid, rate*profit, tolerance(paid, rate*size))
	}
}
