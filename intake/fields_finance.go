package intake

import "github.com/steelyard-sop/steelyard/model"

// financeField is what money is reckoned with besides prices and costs.
func financeField() field[model.Scenario] {
	of := &object[model.Finance]{fields: []field[model.Finance]{
		seriesField("capital_charge", share.inAPeriod(), func(f *model.Finance) *model.Series { return &f.CapitalCharge },
			"What capital that is bound in stock at standard cost is said to cost. It is shown in the statement and steers nothing; what is to steer is a cost of holding. A bare number is for a period; 12 %/year is divided among the periods.",
			byDefault("0"), example("12 %/year")),
		nested("cash", "cash", cashObject(), func(f *model.Finance) *model.Cash { return &f.Cash },
			func(c *model.Cash) { c.On = true },
			"Money in the bank, and when money comes in and goes out; a number alone is the opening.", byDefault("cash is not reckoned with"), example("{opening: 20000, least: 5000}")),
		nested("tax", "tax", taxObject(), func(f *model.Finance) *model.Tax { return &f.Tax }, nil,
			"Tax on profit; a share alone is the rate.", byDefault("none"), example("{rate: 25 %, over: quarter}")),
	}}
	return nested("finance", "finance", of, func(s *model.Scenario) *model.Finance { return &s.Finance }, nil,
		"What money is reckoned with besides prices and costs: cash, credit, tax, the charge on capital.", byDefault("none"), example("{cash: {opening: 20000}, capital_charge: 12 %/year}"))
}

// moneyInPeriod is an amount of money for a period.
var (
	plainMoney    = measure{money: true, words: "money"}
	moneyInPeriod = plainMoney.inAPeriod()
)

func cashObject() *object[model.Cash] {
	return &object[model.Cash]{main: "opening", fields: []field[model.Cash]{
		numberField("opening", plainMoney, func(c *model.Cash) *float64 { return &c.Opening },
			"Money before the first period.", byDefault("0"), example("20000")),
		limitField("least", plainMoney, func(c *model.Cash) *model.Limit { return &c.Least },
			"The least money at the end of a period.", byDefault("0"), example("5000")),
		nested("credit", "credit", creditObject(), func(c *model.Cash) *model.Credit { return &c.Credit },
			func(c *model.Credit) { c.Allowed = true },
			"Allows to borrow from a bank, drawn and paid back as the plan chooses; a number alone is the limit.", byDefault("no credit"), example("{limit: 50000, interest: 8 %/year}")),
		seriesField("receipts", moneyInPeriod, func(c *model.Cash) *model.Series { return &c.Receipts },
			"Money that comes in from sales before the first period (opening receivables), by the period in which it comes.", byDefault("none"), example("{2026-01: 8000}")),
		seriesField("payments", moneyInPeriod, func(c *model.Cash) *model.Series { return &c.Payments },
			"Money that goes out for what was bought before the first period (opening payables), by the period in which it goes.", byDefault("none"), example("{2026-01: 6000}")),
		textsField("not_cash", "id or list of ids", func(_ *decoder, _ *node, into *model.Cash, texts []textNode) {
			into.NotCash = wordsOf(texts)
		}, "The ids of accounts of the statement whose money is never paid, such as a cost of holding that only stands for capital. What closing stock is worth never is.",
			byDefault("none"), example("[holding, lost_sales]")),
	}}
}

func creditObject() *object[model.Credit] {
	return &object[model.Credit]{main: "limit", fields: []field[model.Credit]{
		limitField("limit", plainMoney, func(c *model.Credit) *model.Limit { return &c.Limit },
			"The most that is owed at the end of a period.", byDefault("no limit"), example("50000")),
		seriesField("interest", share.inAPeriod(), func(c *model.Credit) *model.Series { return &c.Interest },
			"The part of what is owed at the end of a period that is paid for it in that period. A bare number is for a period; 8 %/year is divided among the periods.", byDefault("0"), example("8 %/year")),
		numberField("opening", plainMoney, func(c *model.Credit) *float64 { return &c.Opening },
			"What is owed before the first period.", byDefault("0"), example("10000")),
	}}
}

func taxObject() *object[model.Tax] {
	return &object[model.Tax]{main: "rate", fields: []field[model.Tax]{
		seriesField("rate", share, func(x *model.Tax) *model.Series { return &x.Rate },
			"The part of the profit that is paid at the end of a span. A loss is not taxed.", required, within("0 to 1"), example("25 %")),
		choiceField("over", model.TaxSpans(), func(x *model.Tax) *string { return &x.Over },
			"The span of time whose profit is taxed, as far as it lies in the horizon: fiscal years and quarters where the calendar has them.", byDefault(model.OverYear), example(model.OverQuarter)),
	}}
}

// paymentField is how long after money is booked it is paid.
func paymentField[T any](get func(*T) *model.Lag, sentence, byDef string) field[T] {
	f := lagField(get, sentence+"; it counts where cash is reckoned with. A bare number is in periods; days are counted from the middle of the period.")
	f.key, f.form, f.byDef, f.example = "payment", "length of time", byDef, "30 days"
	return f
}
