package model

import "slices"

func (v *validator) finance(a address, f *Finance) {
	v.amounts(a.to("capital_charge"), f.CapitalCharge, false)
	v.cash(a.to("cash"), &f.Cash)
	tax := a.to("tax")
	v.upToOne(tax.to("rate"), &Limit{Value: f.Tax.Rate})
	if f.Tax.Over != "" && !slices.Contains(TaxSpans(), f.Tax.Over) {
		v.mistake(tax.to("over"), "unknown-word", "write year, quarter, period or horizon", "expected a span of time, got %q", f.Tax.Over)
	}
}

func (v *validator) cash(a address, c *Cash) {
	v.number(a.to("opening"), c.Opening)
	v.limit(a.to("least"), &c.Least)
	v.amounts(a.to("receipts"), c.Receipts, false)
	v.amounts(a.to("payments"), c.Payments, false)
	credit := a.to("credit")
	v.number(credit.to("opening"), c.Credit.Opening)
	v.limit(credit.to("limit"), &c.Credit.Limit)
	v.upToOne(credit.to("interest"), &Limit{Value: c.Credit.Interest})
	var accounts []string
	for _, account := range Accounts() {
		accounts = append(accounts, account.ID())
	}
	for _, id := range c.NotCash {
		if !slices.Contains(accounts, id) {
			v.dangling(a.to("not_cash"), "an account", id, accounts)
		}
	}
}
