package model

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"time"
)

// Working says on which days is worked.
type Working struct {
	Days      Weekdays    `json:"days"`
	Holidays  []DateRange `json:"holidays,omitempty"`
	Shutdowns []DateRange `json:"shutdowns,omitempty"`
}

// Weekdays is a set of weekdays, one bit each; Sunday is bit 0.
type Weekdays uint8

const rangeMark = ".."

// week lists the weekdays as people do: from Monday.
var week = [7]time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

// Has tells whether a weekday is in the set.
func (d Weekdays) Has(day time.Weekday) bool { return d&(1<<day) != 0 }

// String writes the set as in a scenario file: mon..fri.
func (d Weekdays) String() string {
	var parts []string
	for i := 0; i < len(week); i++ {
		if !d.Has(week[i]) {
			continue
		}
		j := i
		for j+1 < len(week) && d.Has(week[j+1]) {
			j++
		}
		switch {
		case j == i:
			parts = append(parts, shortDay(week[i]))
		default:
			parts = append(parts, shortDay(week[i])+rangeMark+shortDay(week[j]))
		}
		i = j
	}
	return strings.Join(parts, ", ")
}

// MarshalText writes the set for the canonical form.
func (d Weekdays) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

func shortDay(day time.Weekday) string { return strings.ToLower(day.String()[:3]) }

// ParseWeekdays reads "mon..fri" or "mon, wed, fri". A range may run over the
// end of the week: "sun..thu".
func ParseWeekdays(text string) (Weekdays, error) {
	var set Weekdays
	for part := range strings.SplitSeq(text, ",") {
		from, to, isRange := strings.Cut(strings.ToLower(strings.TrimSpace(part)), rangeMark)
		if !isRange {
			to = from
		}
		first, okFirst := parseWeekday(strings.TrimSpace(from))
		last, okLast := parseWeekday(strings.TrimSpace(to))
		if !okFirst || !okLast {
			return 0, fmt.Errorf("expected weekdays such as mon..fri or mon, wed, fri, got %q", text)
		}
		for day := first; ; day = (day + 1) % 7 {
			set |= 1 << day
			if day == last {
				break
			}
		}
	}
	return set, nil
}

func parseWeekday(word string) (time.Weekday, bool) {
	for _, day := range week {
		if word == shortDay(day) || word == strings.ToLower(day.String()) {
			return day, true
		}
	}
	return 0, false
}

// DateRange is a range of days, both ends included.
type DateRange struct{ First, Last time.Time }

// String writes the range as in a scenario file: 2026-08-03..2026-08-14.
func (r DateRange) String() string {
	if r.First.Equal(r.Last) {
		return r.First.Format(time.DateOnly)
	}
	return r.First.Format(time.DateOnly) + rangeMark + r.Last.Format(time.DateOnly)
}

// MarshalText writes the range for the canonical form.
func (r DateRange) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// ParseDateRange reads "2026-12-25" or "2026-08-03..2026-08-14".
func ParseDateRange(text string) (DateRange, error) {
	from, to, isRange := strings.Cut(text, rangeMark)
	if !isRange {
		to = from
	}
	first, errFirst := time.Parse(time.DateOnly, strings.TrimSpace(from))
	last, errLast := time.Parse(time.DateOnly, strings.TrimSpace(to))
	switch {
	case errFirst != nil || errLast != nil:
		return DateRange{}, fmt.Errorf("expected a date such as 2026-12-25 or a range such as 2026-08-03..2026-08-14, got %q", text)
	case last.Before(first):
		return DateRange{}, fmt.Errorf("expected the earlier date first, got %q", text)
	}
	return DateRange{first, last}, nil
}

// SortDates puts ranges of days into their canonical order.
func SortDates(ranges []DateRange) {
	slices.SortFunc(ranges, func(a, b DateRange) int {
		if c := a.First.Compare(b.First); c != 0 {
			return c
		}
		return a.Last.Compare(b.Last)
	})
}

// Count is the number of working days from one day up to, and without, another.
func (w *Working) Count(from, to time.Time) int {
	n := w.Days.count(from, to)
	closed := append(slices.Clone(w.Holidays), w.Shutdowns...)
	SortDates(closed)
	for _, r := range closed {
		first, after := r.First, r.Last.AddDate(0, 0, 1)
		if first.Before(from) {
			first = from // or closed already by the range before
		}
		if after.After(to) {
			after = to
		}
		if first.Before(after) {
			n -= w.Days.count(first, after)
			from = after
		}
	}
	return n
}

// count is how many days of the set lie from one day up to, and without, another.
func (d Weekdays) count(from, to time.Time) int {
	days := daysBetween(from, to)
	n := days / 7 * bits.OnesCount8(uint8(d))
	for i := range days % 7 {
		if d.Has((from.Weekday() + time.Weekday(i)) % 7) {
			n++
		}
	}
	return n
}

// WorkingDays counts the working days of every period for one place: its own
// calendar where it has one, else that of the company; nil where neither is known.
func (c *Calendar) WorkingDays(own *Working) []int {
	if own == nil {
		own = c.Working
	}
	if own == nil {
		return nil
	}
	days := make([]int, len(c.Periods))
	for t := range c.Periods {
		days[t] = own.Count(c.Periods[t].Start, c.Periods[t].End)
	}
	return days
}
