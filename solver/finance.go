package solver

import (
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Finance: money is received and paid when the terms of customers and suppliers
// say, and what is short is borrowed. For each period t
//
//	cash_balance  cash[t] - cash[t-1] - credit[t] + credit[t-1] - received[t] + paid[t]  =  receipts[t] - payments[t]
//	                                                             (+ opening - opening credit in the first period)
//	cash          cash[t]    >=  least[t]
//	credit        credit[t]  <=  limit[t]
//
// where received and paid are the revenue and the costs, interest and tax among
// them, of the decisions whose money moves in t. Interest is a part of credit[t].
// Cash has no sign of its own, so that the limit alone says how low it may fall.
// For each span W of the tax, paid in its last period,
//
//	tax           tax[last] - rate sum_W (revenue[t] - cost[t])  >=  0

// financeColumns come after all others that cost anything.
func (b *builder) financeColumns() {
	cash, tax := &b.s.Finance.Cash, &b.s.Finance.Tax
	c := &b.columns
	c.cash = b.decideIf(cash.On, "cash", "")
	if cash.On {
		for t := range b.periods {
			b.p.ColLower[c.cash+t] = -lp.Inf()
		}
	}
	c.credit = b.decideIf(cash.On && cash.Credit.Allowed, "credit", "")
	b.book(model.Interest, c.credit, cash.Credit.Interest)
	c.tax = b.decideIf(tax.Rate.IsSet(), "tax", "")
	if tax.Rate.IsSet() {
		b.book(model.TaxPaid, c.tax, model.Constant(1))
	}
}

func (b *builder) financeRows() {
	if b.s.Finance.Cash.On {
		b.cashRows()
	}
	if b.columns.tax != none {
		b.taxRows()
	}
}

func (b *builder) cashRows() {
	cash, c := &b.s.Finance.Cash, &b.columns
	block := limitBlock{
		group: model.GroupCashBalance, unit: b.money(),
		path: "finance.cash", openingPath: "finance.cash.opening", sense: exactly,
	}
	balance := b.limit(block, func(t int) (float64, bool) {
		due := cash.Receipts.Or(t, 0) - cash.Payments.Or(t, 0)
		if t == 0 {
			due += cash.Opening - cash.Credit.Opening
		}
		return due, true
	})
	b.add(balance, c.cash, 1)
	b.addBefore(balance, c.cash, -1)
	b.add(balance, c.credit, -1)
	b.addBefore(balance, c.credit, 1)
	for i := range b.bookings {
		booked := &b.bookings[i]
		if !cash.Paid(booked.account) {
			continue
		}
		for t := range b.periods {
			if at, ok := b.s.Calendar.PaidIn(t, booked.terms); ok {
				b.addMoney(balance.at(at), booked, t, 1)
			}
		}
	}
	least := b.limit(limitBlock{
		group: model.GroupCash, unit: b.money(), path: "finance.cash.least", limit: &cash.Least, sense: atLeast,
	}, func(t int) (float64, bool) { return cash.Least.Value.Or(t, 0), true })
	b.add(least, c.cash, 1)
	if c.credit != none {
		most := b.limit(limitBlock{
			group: model.GroupCredit, unit: b.money(), path: "finance.cash.credit.limit", limit: &cash.Credit.Limit, sense: atMost,
		}, values(&cash.Credit.Limit))
		b.add(most, c.credit, 1)
	}
}

// addMoney puts what a booking costs in period t into a row; income counts below 0.
func (b *builder) addMoney(row int, booked *booking, t int, times float64) {
	column, v := booked.column(t), times*booked.rate.Or(t, 0)
	if booked.account == model.Revenue {
		v = -v
	}
	if column != none && v != 0 {
		b.p.Add(row, column, v)
	}
}

func (b *builder) taxRows() {
	tax := &b.s.Finance.Tax
	from := make(map[int]int) // first period of the span that ends in a period
	for _, span := range tax.Spans(b.s.Calendar) {
		from[span.To] = span.From
	}
	rows := b.limit(limitBlock{
		group: model.GroupTax, unit: b.money(), path: "finance.tax", sense: atLeast,
	}, func(t int) (float64, bool) { _, ends := from[t]; return 0, ends })
	for to := range b.periods {
		first, ends := from[to]
		if !ends {
			continue
		}
		b.p.Add(rows.at(to), b.columns.tax+to, 1)
		for t := first; t <= to; t++ {
			for i := range b.bookings {
				if b.bookings[i].account.Taxed() {
					b.addMoney(rows.at(to), &b.bookings[i], t, tax.Rate.Or(to, 0))
				}
			}
		}
	}
}

// money is the unit of money.
func (b *builder) money() string {
	if b.s.Currency == "" {
		return "money"
	}
	return b.s.Currency
}

// readFinance fills in the money of the periods.
func (f *Formulation) readFinance(plan *model.Plan, x []float64) {
	for _, one := range []struct {
		to    model.Grid
		first int
	}{{plan.Cash, f.columns.cash}, {plan.Credit, f.columns.credit}, {plan.Tax, f.columns.tax}} {
		if one.first != none {
			copy(one.to.Row(0), x[one.first:one.first+one.to.Periods()])
		}
	}
}
