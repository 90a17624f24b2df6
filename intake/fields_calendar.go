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
	horizon []model.Stretch
	fiscal  *model.Fiscal
	working *workingSpec
}

func calendarObject() *object[calendarSpec] {
	return &object[calendarSpec]{fields: []field[calendarSpec]{
		textField("start", true, func(c *calendarSpec) *string { return &c.start },
			"The first period: a day 2026-01-31, an ISO week 2026-W05, a month 2026-01, a quarter 2026-Q1 or a year 2026, as the bucket says; in fiscal years a period 2026-P01. With horizon it may be a day, too.",
			required, example("2026-01")),
		numberField("periods", measure{unit: "period", words: "periods"}, func(c *calendarSpec) *float64 { return &c.periods },
			"How many periods are planned; needed unless there is a horizon.", byDefault("those of the horizon"), within(fmt.Sprintf("whole, 1 to %d", model.MaxPeriods)), example("12")),
		choiceField("bucket", model.Buckets(), func(c *calendarSpec) *model.Bucket { return &c.bucket },
			"How long a period is.", byDefault(string(model.Month)), example("month")),
		textsField("horizon", "list of stretches", func(d *decoder, n *node, c *calendarSpec, texts []textNode) {
			for _, text := range texts {
				if s, err := model.ParseStretch(text.text); err != nil {
					d.mistake(text.at, "bad-horizon", err.Error(), "")
				} else {
					c.horizon = append(c.horizon, s)
				}
			}
		}, "Periods of several lengths, in place of periods and bucket. Each begins where the one before ends; one that begins inside a week, month, quarter or year is cut short to end with it, and counts.",
			byDefault("periods of one bucket"), example("[8 weeks, 10 months, 4 quarters]")),
		pointer("fiscal", "fiscal year", fiscalObject(), func(c *calendarSpec) **model.Fiscal { return &c.fiscal },
			func() *model.Fiscal { return &model.Fiscal{NamedBy: model.NamedByEnd} },
			"A fiscal year of 52 or 53 whole weeks, whose twelve periods take the place of months. Weeks, quarters and years are those of the fiscal year then.",
			byDefault("calendar months and ISO weeks"), example("{pattern: 4-4-5, year_ends: last saturday of january}")),
		pointer("working", "working days", workingObject(), func(c *calendarSpec) **workingSpec { return &c.working },
			func() *workingSpec { return &workingSpec{} },
			"Which days are worked; rates per day need it. A text alone is the weekdays.",
			byDefault("not known"), example("{days: mon..fri, holidays: [2026-12-25]}")),
	}}
}

// calendarField is the key calendar. The calendar is read before everything
// else (decoder.readCalendar), because values over time need it.
func calendarField() field[model.Scenario] {
	f := newField("calendar", "calendar", "The periods that are planned.",
		[]option{required, example("{start: 2026-01, periods: 12, bucket: month}")},
		func(d *decoder, _ *node, into *model.Scenario) { into.Calendar = d.calendar })
	f.inner, f.schema = calendarObject(), schemaObject
	f.encode = func(e *encoder, _ *model.Scenario, at *node) (Value, bool) {
		return calendarObject().encode(e, &e.d.spec, &calendarSpec{bucket: model.Month}, at), true
	}
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
	d.spec = spec
	if len(d.list.list) > before || !d.calendarForm(&e.value, &spec) {
		return
	}
	at := e.value.find("start")
	d.enter(at)
	defer d.leave()
	calendar, err := spec.layOut()
	if err != nil {
		d.mistake(&at.value, "bad-start", err.Error(), bucketHint(&spec))
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

// calendarForm checks that the horizon is given in one way, and its length.
func (d *decoder) calendarForm(n *node, spec *calendarSpec) bool {
	at, horizon := n.find("periods"), n.find("horizon")
	report := func(e *entry, rule, message, hint string) bool {
		d.enter(e)
		defer d.leave()
		d.mistake(&e.value, rule, message, hint)
		return false
	}
	if horizon != nil && len(spec.horizon) > 0 {
		for _, key := range []string{"periods", "bucket"} {
			if e := n.find(key); e != nil {
				return report(e, "calendar-form", "expected either horizon, or periods and bucket; got horizon and "+key, "leave out "+key)
			}
		}
		total := 0.0
		for _, s := range spec.horizon {
			total += float64(s.Periods)
		}
		if total > model.MaxPeriods {
			return report(horizon, "bad-horizon", fmt.Sprintf("expected at most %d periods, got %.0f", model.MaxPeriods, total), "")
		}
		return true
	}
	if at == nil {
		d.missingKey("periods", "12")
		return false
	}
	if n := spec.periods; n != math.Trunc(n) || n < 1 || n > model.MaxPeriods {
		return report(at, "bad-periods", fmt.Sprintf("expected a whole number from 1 to %d, got %s", model.MaxPeriods, quote(at.value.text)), "")
	}
	return true
}

// layOut makes the calendar. Without a horizon the start is a whole period.
func (c *calendarSpec) layOut() (model.Calendar, error) {
	l := model.Layout{Start: c.start, Horizon: c.horizon, Fiscal: c.fiscal}
	if c.working != nil {
		l.Working = c.working.over(nil)
	}
	if len(l.Horizon) == 0 {
		l.Horizon = []model.Stretch{{Periods: int(c.periods), Bucket: c.bucket}}
		if _, err := l.Fiscal.Parse(c.bucket, c.start); err != nil {
			return model.Calendar{}, err
		}
	}
	return l.Calendar()
}

// bucketHint names the bucket that the start would fit.
func bucketHint(spec *calendarSpec) string {
	if len(spec.horizon) > 0 {
		return ""
	}
	for _, bucket := range model.Buckets() {
		if _, err := spec.fiscal.Parse(bucket, spec.start); err == nil && bucket != spec.bucket {
			return fmt.Sprintf("or set bucket: %s", bucket)
		}
	}
	return ""
}
