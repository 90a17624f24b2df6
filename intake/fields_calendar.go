package intake

import (
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

// calendarSpec is a calendar as written.
type calendarSpec struct {
	start   string
	periods float64
	bucket  model.Bucket
}

func calendarObject() *object[calendarSpec] {
	return &object[calendarSpec]{fields: []field[calendarSpec]{
		textField("start", true, func(c *calendarSpec) *string { return &c.start },
			"The first period: a day 2026-01-31, an ISO week 2026-W05, a month 2026-01, a quarter 2026-Q1 or a year 2026, as the bucket says.",
			required, example("2026-01")),
		numberField("periods", measure{unit: "period", words: "periods"}, func(c *calendarSpec) *float64 { return &c.periods },
			"How many periods are planned.", required, within(fmt.Sprintf("whole, 1 to %d", model.MaxPeriods)), example("12")),
		choiceField("bucket", model.Buckets(), func(c *calendarSpec) *model.Bucket { return &c.bucket },
			"How long a period is.", byDefault(string(model.Month)), example("month")),
	}}
}

// calendarField is the key calendar. The calendar is read before everything
// else (decoder.readCalendar), because values over time need it.
func calendarField() field[model.Scenario] {
	f := newField("calendar", "calendar", "The periods that are planned.",
		[]option{required, example("{start: 2026-01, periods: 12, bucket: month}")},
		func(d *decoder, _ *node, into *model.Scenario) { into.Calendar = d.calendar })
	f.inner, f.schema = calendarObject(), schemaObject
	return f
}

// readCalendar lays out the periods; it leaves none where there is a mistake.
func (d *decoder) readCalendar(e *entry) {
	if e == nil || e.value.kind == nullKind {
		return
	}
	d.enter(e)
	defer d.leave()
	before := len(d.list.list)
	spec := calendarSpec{bucket: model.Month}
	calendarObject().decode(d, &e.value, &spec)
	if len(d.list.list) > before {
		return
	}
	if n := spec.periods; n != math.Trunc(n) || n < 1 || n > model.MaxPeriods {
		at := e.value.find("periods")
		d.enter(at)
		d.mistake(&at.value, "bad-periods", fmt.Sprintf("expected a whole number from 1 to %d, got %s", model.MaxPeriods, quote(at.value.text)), "")
		d.leave()
		return
	}
	at := e.value.find("start")
	d.enter(at)
	defer d.leave()
	calendar, err := model.NewCalendar(spec.bucket, spec.start, int(spec.periods))
	if err != nil {
		d.mistake(&at.value, "bad-start", err.Error(), bucketHint(spec))
		return
	}
	if first, last := calendar.Periods[0].Start.Year(), calendar.Periods[calendar.Len()-1].End.Year(); first < 1 || last > 9999 {
		d.mistake(&at.value, "bad-start", fmt.Sprintf("expected periods within the years 1 to 9999, got %d to %d", first, last), "")
		return
	}
	d.calendar, d.labels = calendar, calendar.Labels()
	d.periods = make(map[string]int, calendar.Len())
	for t, label := range d.labels {
		d.periods[label] = t
	}
}

// bucketHint names the bucket that the start would fit.
func bucketHint(spec calendarSpec) string {
	for _, bucket := range model.Buckets() {
		if _, err := model.ParsePeriod(bucket, spec.start); err == nil && bucket != spec.bucket {
			return fmt.Sprintf("or set bucket: %s", bucket)
		}
	}
	return ""
}
