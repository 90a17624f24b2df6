package audit

import (
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

// bookMoney recomputes the statement: every account is a quantity of the plan
// times its price or cost in the period. What has no price costs nothing. What
// is ordered and what is shipped is paid for then, whenever it arrives.
func (a *auditor) bookMoney() {
	s, p := a.s, a.p
	for i := range s.Processes {
		a.payFor(productOf(&s.Processes[i]), model.Making, s.Processes[i].Cost, p.Runs.Row(i))
	}
	a.payForSwitches()
	for k, at := range a.disposals {
		item := a.items[at.item]
		a.payFor(model.Object{Item: item.ID}, model.Disposal, item.Dispose.Cost, p.Disposed.Row(k))
	}
	for k, ref := range a.inputs {
		a.payFor(productOf(&s.Processes[ref.Process]), model.Making, ref.Input.Cost, p.Blended.Row(k))
	}
	a.payOrders()
	markets := map[string]bool{}
	for i := range s.Markets {
		markets[s.Markets[i].ID] = true
	}
	for k, ref := range a.cargos {
		of := model.Object{Item: ref.Cargo.Item}
		if markets[ref.Lane.To] {
			of.Market = ref.Lane.To
		}
		a.payFor(of, model.Moving, ref.Cargo.Cost, p.Shipped.Row(k))
	}
	for w := range s.Workforce {
		crew := &s.Workforce[w]
		a.pay(model.Wages, crew.Wage, p.Heads.Row(w))
		a.pay(model.Hiring, crew.Hire.Cost, p.Hired.Row(w))
		a.pay(model.Layoffs, crew.Layoff.Cost, p.LaidOff.Row(w))
	}
	a.payCrews()
	for k := range a.bands {
		a.pay(model.OvertimePay, a.bands[k].Band.Cost, p.Overtime.Row(k))
		a.pay(model.OvertimePay, a.bands[k].Band.Fixed, a.ledger.machinery.shifts.Row(k))
	}
	for i := range s.Resources {
		a.pay(model.Rent, s.Resources[i].Rent.Cost, a.ledger.machinery.rented.Row(i))
	}
	a.payStores()
	a.payEmissions()
	for d := range s.Demand {
		demand := &s.Demand[d]
		of := soldAs(demand)
		a.payFor(of, model.BacklogCost, demand.Backlog.Cost, p.Backlog.Row(d))
		a.payFor(of, model.LostSales, demand.Lost.Cost, p.Lost.Row(d))
		a.earn(demand, p.Served.Row(d))
	}
	a.payFinance()
	a.report.Entries = a.entries.List()
	a.finance()
	a.report.Objective = a.objective()
}

// productOf is what the money of a process is for, if it makes one thing.
func productOf(p *model.Process) model.Object {
	if len(p.Makes) != 1 {
		return model.Object{}
	}
	return model.Object{Item: p.Makes[0].ID}
}

// soldAs is what the money of a demand is for.
func soldAs(d *model.Demand) model.Object { return model.Object{Item: d.Item, Market: d.Market} }

// pay books a price or cost per unit of a row of the plan, for several things together.
func (a *auditor) pay(account model.Account, rate model.Series, row []float64) {
	a.payFor(model.Object{}, account, rate, row)
}

// payFor books a price or cost per unit of a row of the plan.
func (a *auditor) payFor(of model.Object, account model.Account, rate model.Series, row []float64) {
	if !rate.IsSet() {
		return
	}
	for t, v := range row {
		a.payAmount(of, account, t, v*a.or(rate, t, 0))
	}
}

// payAmount books one amount.
func (a *auditor) payAmount(of model.Object, account model.Account, t int, amount float64) {
	a.money.Add(account, t, amount)
	a.size.Add(account, t, math.Abs(amount))
	a.entries.Add(account, of, t, amount)
}

// earn books sales at the price of the demand, or where that is unset at the
// price of the item.
func (a *auditor) earn(demand *model.Demand, served []float64) {
	price := demand.Price
	if i, ok := a.itemIndex[demand.Item]; ok && !price.IsSet() {
		price = a.items[i].Price
	}
	of := soldAs(demand)
	of.Terms = a.s.PaymentTerms(demand)
	a.payFor(of, model.Revenue, price, served)
}

// objective is the number that the plan makes best: penalties make it worse.
func (a *auditor) objective() float64 {
	var penalties float64
	for i := range a.broken {
		penalties += a.broken[i].violation.Penalty()
	}
	value := a.s.ObjectiveOf(a.money)
	if a.s.Objective.Maximises() {
		return value - penalties
	}
	return value + penalties
}

// claims tests the claimed money and the claimed objective, and that every
// claimed violation was met on the way.
func (a *auditor) claims() {
	value := a.report.Objective
	r := rule{check: CheckObjective, key: CheckObjective, unit: a.s.Currency, path: [6]string{CheckObjective}}
	if a.claim == nil {
		if !finite(value) {
			a.report.Checks++
			a.differ(&r, -1, 0, value, 0, "the objective is not finite: the plan or the scenario has numbers that are too large")
		}
		return
	}
	a.claimedMoney()
	a.unmetClaims()
	tol := a.leeway + tolerance(a.terms()...)
	if !a.passes(&r, -1, math.Abs(a.claim.Objective-value), tol) {
		a.differ(&r, -1, value, a.claim.Objective, tol, fmt.Sprintf(
			"the objective is claimed as %s, but money and penalties of the plan give %s",
			quantity(a.claim.Objective, r.unit), quantity(value, "")))
	}
}

// terms are the sizes of all that adds up to the objective.
func (a *auditor) terms() []float64 {
	terms := make([]float64, 0, len(model.Accounts())+len(a.broken))
	for _, account := range model.Accounts() {
		terms = append(terms, a.size.Total(account))
	}
	for i := range a.broken {
		terms = append(terms, a.broken[i].violation.Penalty())
	}
	return terms
}

// claimedMoney compares every account in every period. An account that neither
// the claim nor the plan has any money in is no test.
func (a *auditor) claimedMoney() {
	accounts, claimed := model.Accounts(), a.claim.Money.Amounts
	a.report.Checks++
	if claimed.Rows() != len(accounts) || claimed.Periods() != a.n {
		a.add(Difference{
			Check: CheckShape, Path: "money", Key: "money", Period: -1,
			What: fmt.Sprintf("the claimed money has %d accounts and %d periods, but there are %d accounts and %d periods",
				claimed.Rows(), claimed.Periods(), len(accounts), a.n),
		})
		return
	}
	for _, account := range accounts {
		name := moneyPrefix + account.ID()
		r := rule{check: name, key: account.ID(), unit: a.s.Currency, path: [6]string{name}}
		if a.idle(account) {
			continue
		}
		for t := range a.n {
			a.claimedAmount(&r, account, t)
		}
	}
}

// idle tells whether an account has no money in any period.
func (a *auditor) idle(account model.Account) bool {
	for t := range a.n {
		if a.size.Amounts.At(int(account), t) != 0 || a.claim.Money.Amounts.At(int(account), t) != 0 {
			return false
		}
	}
	return true
}

func (a *auditor) claimedAmount(r *rule, account model.Account, t int) {
	expected, actual := a.money.Amounts.At(int(account), t), a.claim.Money.Amounts.At(int(account), t)
	tol := tolerance(a.size.Amounts.At(int(account), t), actual)
	if !a.passes(r, t, math.Abs(actual-expected), tol) {
		a.differ(r, t, expected, actual, tol, fmt.Sprintf("%s in %s is claimed as %s, but the plan gives %s",
			account.Title(), a.label(t), quantity(actual, r.unit), quantity(expected, "")))
	}
}
