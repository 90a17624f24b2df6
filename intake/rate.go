package intake

import (
	"math"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// thing is what the numbers of one item, resource or workforce depend on.
type thing struct {
	unit   string    // empty where unknown
	own    *ownUnits // conversions of the item alone; nil where it declares none
	worked []int     // working days of each period where the thing stands; nil where not known
}

// rate is a number with the time that it is for, if it is written with one:
// 16 h/day.
type rate struct {
	value float64
	per   model.Bucket // empty: for a period, whatever its length

	exchange *model.Series // to the currency of the scenario; nil: it is in that
}

// ratePeriod reads one of the words for times in rates.
func ratePeriod(word string) (model.Bucket, bool) {
	switch word {
	case "d", "day":
		return model.Day, true
	case "week":
		return model.Week, true
	case "month":
		return model.Month, true
	case "quarter":
		return model.Quarter, true
	case "year":
		return model.Year, true
	}
	return "", false
}

// splitRate takes the time of a rate off a unit: h/day, USD/head/month, /week.
func (d *decoder) splitRate(unit string, m measure) (rest string, per model.Bucket) {
	i := strings.LastIndexByte(unit, '/')
	if !m.flow || i < 0 {
		return unit, ""
	}
	word := unit[i+1:]
	bucket, ok := ratePeriod(word)
	if !ok {
		return unit, ""
	}
	if m.money && strings.Count(unit, "/") == 1 && d.target(m) != "" {
		if _, isPrice := d.convert(1, d.target(m), word, m); isPrice {
			return unit, "" // USD/day where time is counted in days
		}
	}
	return unit[:i], bucket
}

// rated reads text as a number of measure m, which may be a rate where m is
// for a period.
func (d *decoder) rated(text string, m measure) (rate, *valueFault) {
	q, fault := parseQuantity(text)
	if fault != nil {
		return rate{}, &valueFault{"bad-number", fault.message, fault.hint}
	}
	return d.ratedQuantity(q, text, m)
}

// ratedQuantity does the same with a text that is read already.
func (d *decoder) ratedQuantity(q quantity, text string, m measure) (rate, *valueFault) {
	var per model.Bucket
	q.unit, per = d.splitRate(q.unit, m)
	if strings.HasPrefix(q.unit, "/") {
		return rate{}, &valueFault{"bad-number", "expected one number, got " + quote(text), ""}
	}
	if per == model.Day && d.workingDays() == nil && d.calendar.Len() > 0 {
		return rate{}, &valueFault{"working-days-missing", "expected a calendar that says which days are worked, got the rate " + quote(text), "add working: " + usualWeek + " to the calendar, or write the rate per week"}
	}
	exchange := d.exchange(&q, m)
	v, wrong := d.inUnit(q, m)
	return rate{v, per, exchange}, wrong
}

// measured reads text as a number of measure m that is no rate.
func (d *decoder) measured(text string, m measure) (float64, *valueFault) {
	m.flow = false
	r, fault := d.rated(text, m)
	if fault != nil {
		return 0, fault
	}
	return d.once(r)
}

// workingDays are those of the place of the thing in scope, or of the company.
func (d *decoder) workingDays() []int {
	if d.thing.worked != nil {
		return d.thing.worked
	}
	return d.worked
}

// in is the amount of a rate in period t: a rate per day counts working days,
// one per week is for seven days, and those per month, quarter and year are
// for the part of them that the period covers.
func (r rate) in(d *decoder, t int) float64 {
	if t >= d.calendar.Len() || math.IsNaN(r.value) {
		return r.value
	}
	v := r.converted(t)
	switch r.per {
	case "":
		return v
	case model.Day:
		return v * float64(d.workingDays()[t])
	}
	return v * d.calendar.Share(t, r.per)
}

// constant tells whether the amount is the same in every period.
func (r rate) constant() bool { return r.per == "" && (r.exchange == nil || r.exchange.Len() <= 1) }

// converted is the value in the currency of the scenario in period t.
func (r rate) converted(t int) float64 {
	if r.exchange == nil {
		return r.value
	}
	return rounded(r.value * r.exchange.Or(t, 1))
}

// once is the number of an amount that is no value over time.
func (d *decoder) once(r rate) (float64, *valueFault) {
	if r.exchange != nil && r.exchange.Len() > 1 {
		return 0, &valueFault{"bad-exchange", "expected an amount in " + d.currency + ", got one in a currency whose rate changes over time", "this is no value over time: convert it by hand"}
	}
	return r.converted(0), nil
}

// over is the value over time of a rate.
func (r rate) over(d *decoder) (model.Series, bool) {
	if r.constant() {
		return model.Constant(r.converted(0)), true
	}
	values := make([]float64, d.calendar.Len())
	for t := range values {
		values[t] = r.in(d, t)
	}
	return model.PerPeriod(values), len(values) > 0
}
