package intake

import (
	"fmt"
	"math"
	"time"

	"github.com/steelyard-sop/steelyard/model"
)

// baseKey is the key that makes a mapping a profile.
const baseKey = "base"

// isProfile tells whether a value over time is given by a base and how it changes.
func (n *node) isProfile() bool { return n.kind == mapKind && n.find(baseKey) != nil }

// profileSpec is a profile as written.
type profileSpec struct {
	base   rate
	growth float64
	season []float64
}

// profileObject describes a profile whose base is of measure m. In period t,
// counted from 0, its value is
//
//	base x (1 + growth)^years(t) x season[t mod number of factors]
//
// Growth is a rate per year, and years(t) is the time from the start of the
// first period to the start of period t, in years of twelve equal months. So a
// monthly plan grows by the twelfth root each month, and a year later the same
// month is higher by exactly the rate.
func profileObject(m measure) *object[profileSpec] {
	base := newField(baseKey, "number", "The value of the first period, before its season.", []option{required, within(">= 0"), example("1000")},
		func(d *decoder, n *node, p *profileSpec) { p.base, _ = d.rateOf(n, m) })
	base.unit, base.schema, base.accepts = m, schemaNumber, isFileKey
	growth := numberField("growth", share, func(p *profileSpec) *float64 { return &p.growth },
		"How much higher the value is a year later; each period has its share of the year.", byDefault("0"), within("> -100 %"), example("2 %"))
	season := newField("season", "list of numbers", "A factor for each period of a year, beginning with the first period of the plan, over and over again.",
		[]option{byDefault("1 throughout"), within(">= 0"), example("[0.8, 0.9, 1.1, 1.2]")},
		func(d *decoder, n *node, p *profileSpec) { p.season = d.factors(n) })
	season.unit, season.schema = measure{words: "factors"}, schemaNumbers
	return &object[profileSpec]{fields: []field[profileSpec]{base, growth, season}}
}

// rateOf reads a number, which may be a rate where m is for a period.
func (d *decoder) rateOf(n *node, m measure) (rate, bool) {
	if n.isTable() {
		return d.rateOfTable(n, m)
	}
	if n.kind != scalarKind {
		d.expected(n, "a number")
		return rate{}, false
	}
	r, fault := d.rated(n.text, m)
	if fault != nil {
		d.mistake(n, fault.rule, fault.message, fault.hint)
	}
	return r, fault == nil
}

// factors reads the factors of a season; nil after a mistake.
func (d *decoder) factors(n *node) []float64 {
	if n.kind != listKind || len(n.items) == 0 {
		d.expected(n, "a list of factors, one for each period of a year")
		return nil
	}
	factors := make([]float64, len(n.items))
	for i := range n.items {
		v, ok := d.number(&n.items[i], share)
		if ok && v < 0 {
			d.mistake(&n.items[i], "bad-profile", "expected a factor of 0 or more, got "+quote(n.items[i].text), "")
			ok = false
		}
		if !ok {
			return nil
		}
		factors[i] = v
	}
	return factors
}

// seriesOfProfile lays a profile out over the calendar.
func (d *decoder) seriesOfProfile(n *node, m measure) (model.Series, bool) {
	var p profileSpec
	before := d.list.size()
	profileObject(m).decode(d, n, &p)
	periods := d.calendar.Periods
	if d.list.size() > before || len(periods) == 0 || !d.soundProfile(n, &p) {
		return model.Series{}, false
	}
	values := make([]float64, len(periods))
	for t := range values {
		values[t] = p.base.in(d, t) * math.Pow(1+p.growth, yearsBetween(periods[0].Start, periods[t].Start))
		if len(p.season) > 0 {
			values[t] *= p.season[t%len(p.season)]
		}
		if math.IsInf(values[t], 0) {
			d.mistake(n, "bad-profile", "expected finite values, got an infinite one in "+periods[t].Label, "growth is a rate per year")
			return model.Series{}, false
		}
	}
	return model.PerPeriod(values), true
}

// soundProfile checks the growth, and that a season is a year long.
func (d *decoder) soundProfile(n *node, p *profileSpec) bool {
	complain := func(key, message, hint string) bool {
		e := n.find(key)
		d.enter(e)
		defer d.leave()
		d.mistake(&e.value, "bad-profile", message, hint)
		return false
	}
	if p.growth <= -1 {
		return complain("growth", "expected a growth above -100 %, got "+quote(n.word("growth")), "")
	}
	if len(p.season) == 0 {
		return true
	}
	year := periodsOfYear(d.calendar)
	switch {
	case year == 0:
		return complain("season", "expected no season where the periods have different lengths or are a year long", "write a list or a map by period")
	case len(p.season) != year && (year != 52 || len(p.season) != 53):
		return complain("season", fmt.Sprintf("expected %d factors, one for each %s of a year, got %d", year, d.calendar.Bucket, len(p.season)), "")
	}
	return true
}

// periodsOfYear is how many periods a year has; 0 where that is not the same
// number every year, or one.
func periodsOfYear(c model.Calendar) int {
	switch c.Bucket {
	case model.Week:
		return 52
	case model.Month:
		return 12
	case model.Quarter:
		return 4
	}
	return 0
}

// yearsBetween is the time between two days in years of twelve equal months.
func yearsBetween(from, to time.Time) float64 { return (monthsAt(to) - monthsAt(from)) / 12 }

// monthsAt counts months to a day; a part of a month counts by its days.
func monthsAt(day time.Time) float64 {
	length := time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return float64(12*day.Year()+int(day.Month())) + float64(day.Day()-1)/float64(length)
}
