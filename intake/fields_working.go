package intake

import (
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

func fiscalObject() *object[model.Fiscal] {
	return &object[model.Fiscal]{fields: []field[model.Fiscal]{
		choiceField("pattern", model.Patterns(), func(f *model.Fiscal) *model.Pattern { return &f.Pattern },
			"How many weeks the three periods of a quarter have. In a year of 53 weeks the last period has one more.", required, example("4-4-5")),
		newField("year_ends", "text", "The last day of the year: the last weekday of a month, or the weekday nearest to a date.",
			[]option{required, example("saturday nearest january 31")},
			func(d *decoder, n *node, f *model.Fiscal) {
				text, ok := d.plain(n, "the rule for the last day of the year")
				if !ok {
					return
				}
				ends, err := model.ParseYearEnd(text)
				if err != nil {
					d.mistake(n, "bad-year-end", err.Error(), "")
				}
				f.Ends = ends
			}),
		choiceField("named_by", []model.NamedBy{model.NamedByEnd, model.NamedByStart}, func(f *model.Fiscal) *model.NamedBy { return &f.NamedBy },
			"Whether a year is called by the calendar year in which it ends or starts.", byDefault(string(model.NamedByEnd)), example("start")),
	}}
}

// workingSpec is a working calendar as written: what it does not give is that
// of the calendar above it.
type workingSpec struct {
	days                      model.Weekdays // 0: not given
	holidays, shutdowns       []model.DateRange
	hasHolidays, hasShutdowns bool
}

// usualWeek is worked where a working calendar names no days.
const usualWeek = "mon..fri"

func workingObject() *object[workingSpec] {
	dates := func(key, sentence, shown string, get func(*workingSpec) (*[]model.DateRange, *bool)) field[workingSpec] {
		return textsField(key, "list of dates", func(d *decoder, _ *node, w *workingSpec, texts []textNode) {
			list, has := get(w)
			*has = true
			for _, text := range texts {
				r, err := model.ParseDateRange(text.text)
				if err != nil {
					d.mistake(text.at, "bad-date", err.Error(), "")
					continue
				}
				*list = append(*list, r)
			}
			model.SortDates(*list)
		}, sentence, byDefault("those of the calendar; none there"), example(shown))
	}
	return &object[workingSpec]{main: "days", fields: []field[workingSpec]{
		textsField("days", "weekdays", func(d *decoder, n *node, w *workingSpec, texts []textNode) {
			words := make([]string, len(texts))
			for i := range texts {
				words[i] = texts[i].text
			}
			days, err := model.ParseWeekdays(strings.Join(words, ", "))
			if err != nil {
				d.mistake(n, "bad-weekdays", err.Error(), "")
			}
			w.days = days
		}, "The weekdays that are worked.", byDefault("those of the calendar; "+usualWeek+" there"), example("mon..sat")),
		dates("holidays", "Days that are not worked.", "[2026-12-25, 2026-12-26]",
			func(w *workingSpec) (*[]model.DateRange, *bool) { return &w.holidays, &w.hasHolidays }),
		dates("shutdowns", "Longer times without work.", "[2026-08-03..2026-08-14]",
			func(w *workingSpec) (*[]model.DateRange, *bool) { return &w.shutdowns, &w.hasShutdowns }),
	}}
}

// over completes what is written by the calendar above it, if there is one.
func (w *workingSpec) over(above *model.Working) *model.Working {
	var out model.Working
	if above != nil {
		out = *above
	} else {
		out.Days, _ = model.ParseWeekdays(usualWeek)
	}
	if w.days != 0 {
		out.Days = w.days
	}
	if w.hasHolidays {
		out.Holidays = w.holidays
	}
	if w.hasShutdowns {
		out.Shutdowns = w.shutdowns
	}
	return &out
}
