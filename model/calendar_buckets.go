package model

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ParsePeriod returns the first day of the period that text names, outside
// fiscal years: 2026-01-15 for days, 2026-W05 (ISO 8601) for weeks, 2026-01
// for months, 2026-Q1 for quarters, 2026 for years.
func ParsePeriod(bucket Bucket, text string) (time.Time, error) {
	var at time.Time
	ok := false
	switch bucket {
	case Day, Month, Year:
		t, err := time.Parse(bucket.layout(), text)
		at, ok = t, err == nil
	case Week:
		if year, n, numbered := parseNumbered(text, "-W", 2); numbered {
			at = isoWeek(year, n)
			y, w := at.ISOWeek()
			ok = y == year && w == n
		}
	case Quarter:
		if year, n, numbered := parseNumbered(text, "-Q", 1); numbered {
			at, ok = firstOf(year, time.Month(3*n-2)), n <= 4
		}
	default:
		return time.Time{}, fmt.Errorf("unknown bucket %q", bucket)
	}
	if !ok {
		return time.Time{}, fmt.Errorf("expected %s, got %q", bucket.example(), text)
	}
	return at, nil
}

// LabelBucket tells which bucket a label is of, and its year, by its form
// alone: both 2026-03 and 2026-P03 are months.
func LabelBucket(label string) (bucket Bucket, year int, ok bool) {
	for _, bucket := range Buckets() {
		if at, err := ParsePeriod(bucket, label); err == nil {
			if bucket == Week {
				year, _ := at.ISOWeek()
				return Week, year, true
			}
			return bucket, at.Year(), true
		}
	}
	if year, n, numbered := parseNumbered(label, fiscalMark, 2); numbered && n <= fiscalPeriods {
		return Month, year, true
	}
	if year, n, numbered := parseNumbered(label, "-W", 2); numbered && n <= weeksInLongYear { // a week 53 of fiscal years
		return Week, year, true
	}
	return "", 0, false
}

// parseNumbered reads YEAR<sep>NUMBER with exactly digits digits in the
// number, which is 1 or more.
func parseNumbered(text, sep string, digits int) (year, n int, ok bool) {
	before, after, found := strings.Cut(text, sep)
	if !found || len(before) != 4 || len(after) != digits {
		return 0, 0, false
	}
	y, errY := strconv.ParseUint(before, 10, 16)
	number, errN := strconv.ParseUint(after, 10, 8)
	if errY != nil || errN != nil || number == 0 {
		return 0, 0, false
	}
	return int(y), int(number), true
}

func firstOf(year int, month time.Month) time.Time { return date(year, month, 1) }

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// daysBetween counts the days from one midnight UTC to another.
func daysBetween(from, to time.Time) int {
	const secondsPerDay = 24 * 60 * 60
	return int((to.Unix() - from.Unix()) / secondsPerDay)
}

// isoWeek returns the Monday of an ISO 8601 week: week 1 is the one with January 4.
func isoWeek(year, week int) time.Time {
	return mondayOf(date(year, time.January, 4)).AddDate(0, 0, 7*(week-1))
}

func mondayOf(t time.Time) time.Time { return t.AddDate(0, 0, -(int(t.Weekday())+6)%7) }

// natural returns the period of the bucket that a day lies in, outside fiscal years.
func (b Bucket) natural(day time.Time) Period {
	p := Period{Start: day}
	switch b {
	case Day:
		p.End = day.AddDate(0, 0, 1)
		p.Label = day.Format(b.layout())
	case Week:
		p.Start = mondayOf(day)
		p.End = p.Start.AddDate(0, 0, 7)
		year, week := day.ISOWeek()
		p.Label = fmt.Sprintf("%04d-W%02d", year, week)
	case Quarter:
		quarter := (int(day.Month()) + 2) / 3
		p.Start = firstOf(day.Year(), time.Month(3*quarter-2))
		p.End = p.Start.AddDate(0, 3, 0)
		p.Label = fmt.Sprintf("%04d-Q%d", day.Year(), quarter)
	case Year:
		p.Start = firstOf(day.Year(), time.January)
		p.End = p.Start.AddDate(1, 0, 0)
		p.Label = day.Format(b.layout())
	default:
		p.Start = firstOf(day.Year(), day.Month())
		p.End = p.Start.AddDate(0, 1, 0)
		p.Label = day.Format(Month.layout())
	}
	return p
}

// layout is how time.Format writes the label of a day, month or year.
func (b Bucket) layout() string {
	switch b {
	case Day:
		return time.DateOnly
	case Year:
		return "2006"
	}
	return "2006-01"
}

func (b Bucket) example() string {
	switch b {
	case Day:
		return "a day such as 2026-01-31"
	case Week:
		return "an ISO week such as 2026-W05"
	case Quarter:
		return "a quarter such as 2026-Q1"
	case Year:
		return "a year such as 2026"
	}
	return "a month such as 2026-01"
}
