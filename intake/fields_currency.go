package intake

import (
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// exchangeRate is plain, so that no rate depends on another.
var exchangeRate = measure{words: "money for one unit of the currency"}

// currenciesField are the other currencies that money may be written in.
func currenciesField() field[model.Scenario] {
	of := &object[model.Currency]{main: "rate", fields: []field[model.Currency]{
		fullSeriesField("rate", exchangeRate, func(c *model.Currency) *model.Series { return &c.Rate },
			"What one unit of it is worth in the currency of the scenario.", required, within("> 0"), example("0.92")),
	}}
	id := ident[model.Currency]{
		of:    func(c *model.Currency) string { return c.ID },
		begin: func(c *model.Currency, id string) { c.ID = id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
	return elements("currencies", "currencies", of, func(s *model.Scenario) *[]model.Currency { return &s.Currencies }, id,
		"Other currencies that money may be written in, by code, with what one unit is worth; a price index is one too. Amounts are converted period by period.",
		byDefault("none"), example("{USD: 0.92, GBP: [1.15, 1.16]}"))
}

// fullSeriesField is a value over time that every period needs.
func fullSeriesField[T any](key string, m measure, get func(*T) *model.Series, sentence string, options ...option) field[T] {
	return seriesOf(key, m, true, get, sentence, options)
}

// readRates finds the exchange rates, which amounts need. Mistakes are reported
// when the currencies themselves are read.
func (d *decoder) readRates(section *entry) {
	if section == nil {
		return
	}
	quiet := *d
	quiet.list, quiet.found = &collector{}, nil
	d.rates = map[string]*model.Series{}
	for i := range section.value.entries {
		e := &section.value.entries[i]
		n := &e.value
		if at := n.find("rate"); n.kind == mapKind && at != nil {
			n = &at.value
		}
		if s, ok := quiet.series(n, exchangeRate, true); ok {
			d.rates[e.key] = &s
		}
	}
}

// exchange takes the currency of an amount for that of the scenario, where
// there is a rate for it, which it returns.
func (d *decoder) exchange(q *quantity, m measure) *model.Series {
	code, _, _ := strings.Cut(q.unit, "/")
	rate := d.rates[code]
	if rate == nil || !m.money || d.currency == "" || code == d.currency {
		return nil
	}
	q.unit = d.currency + strings.TrimPrefix(q.unit, code)
	return rate
}
