package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Pattern is how many weeks the three periods of a fiscal quarter have.
type Pattern string

// Patterns lists every Pattern.
func Patterns() []Pattern { return []Pattern{"4-4-5", "4-5-4", "5-4-4"} }

const (
	fiscalMark      = "-P"
	fiscalPeriods   = 12
	weeksInYear     = 52
	weeksInLongYear = 53
)

// Fiscal is a fiscal year of 52 or 53 whole weeks in twelve periods. Its
// methods take a nil Fiscal for the calendar that everybody has: ISO weeks and
// calendar months.
type Fiscal struct {
	Pattern Pattern `json:"pattern"`
	Ends    YearEnd `json:"year_ends"`
	NamedBy NamedBy `json:"named_by"`
}

// NamedBy says which calendar year a fiscal year is called by.
type NamedBy string

// The years that a fiscal year can be named by.
const (
	NamedByEnd   NamedBy = "end"   // the year in which it ends
	NamedByStart NamedBy = "start" // the year in which it starts
)

// YearEnd is the rule for the last day of a fiscal year: the last weekday of a
// month, or the weekday nearest to a date.
type YearEnd struct {
	Weekday time.Weekday
	Month   time.Month
	Day     int // of the month; 0 for the last weekday of the month
}

// String writes the rule as in a scenario file.
func (e YearEnd) String() string {
	day, month := strings.ToLower(e.Weekday.String()), strings.ToLower(e.Month.String())
	if e.Day == 0 {
		return fmt.Sprintf("last %s of %s", day, month)
	}
	return fmt.Sprintf("%s nearest %s %d", day, month, e.Day)
}

// MarshalText writes the rule for the canonical form.
func (e YearEnd) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// ParseYearEnd reads "last saturday of january" or "saturday nearest january 31".
func ParseYearEnd(text string) (YearEnd, error) {
	fail := func() (YearEnd, error) {
		return YearEnd{}, fmt.Errorf("expected \"last saturday of january\" or \"saturday nearest january 31\", got %q", text)
	}
	words := strings.Fields(strings.ToLower(text))
	var day, month, number string
	switch {
	case len(words) == 4 && words[0] == "last" && words[2] == "of":
		day, month, number = words[1], words[3], "0"
	case len(words) == 4 && words[1] == "nearest":
		day, month, number = words[0], words[2], words[3]
	default:
		return fail()
	}
	weekday, okDay := parseWeekday(day)
	m, okMonth := parseMonth(month)
	n, err := strconv.ParseUint(number, 10, 8)
	if !okDay || !okMonth || err != nil || words[0] != "last" && n == 0 {
		return fail()
	}
	const anyYear = 2025 // not a leap year: February 29 is refused
	if n > 0 && date(anyYear, m, int(n)).Month() != m {
		return YearEnd{}, fmt.Errorf("expected a day that every year has, got %s %d", month, n)
	}
	return YearEnd{weekday, m, int(n)}, nil
}

func parseMonth(word string) (time.Month, bool) {
	for m := time.January; m <= time.December; m++ {
		if name := strings.ToLower(m.String()); word == name || word == name[:3] {
			return m, true
		}
	}
	return 0, false
}

// in is the last day of the fiscal year that ends in, or about, a calendar year.
func (e YearEnd) in(year int) time.Time {
	latest := date(year, e.Month, e.Day+3) // the last day that it can be
	if e.Day == 0 {
		latest = date(year, e.Month+1, 0)
	}
	return latest.AddDate(0, 0, -(int(latest.Weekday())-int(e.Weekday)+7)%7)
}

// start is the first day of the fiscal year called by a calendar year.
func (f *Fiscal) start(year int) time.Time {
	endsIn := year
	// A year that ends in the last days of December starts in January, so that
	// it is called by the same year both ways.
	if endOfDecember := f.Ends.Month == time.December && (f.Ends.Day == 0 || f.Ends.Day > 15); f.NamedBy == NamedByStart && !endOfDecember {
		endsIn++
	}
	return f.Ends.in(endsIn-1).AddDate(0, 0, 1)
}

// yearOf is the fiscal year that a day lies in.
func (f *Fiscal) yearOf(day time.Time) int {
	year := day.Year() + 2 // a year that ends about January 1 can start in the December before the year before
	for f.start(year).After(day) {
		year--
	}
	return year
}

// weeks is the length of a fiscal year: 52 or 53.
func (f *Fiscal) weeks(year int) int { return daysBetween(f.start(year), f.start(year+1)) / 7 }

// weeksBefore is how many weeks of a year lie before period n, from 1 to 13.
func (f *Fiscal) weeksBefore(n, weeks int) int {
	if n > fiscalPeriods {
		return weeks // the last period holds week 53
	}
	const perQuarter = weeksInYear / 4
	before := (n - 1) / 3 * perQuarter
	for i := range (n - 1) % 3 {
		before += int(f.Pattern[2*i] - '0')
	}
	return before
}

// count is the number of periods of a bucket in a year.
func (f *Fiscal) count(b Bucket, year int) int {
	switch b {
	case Week:
		return f.weeks(year)
	case Quarter:
		return 4
	case Year:
		return 1
	}
	return fiscalPeriods
}

// begins is the first day of the nth period of a bucket in a year; n counts
// from 1 and may be one beyond the last.
func (f *Fiscal) begins(b Bucket, year, n int) time.Time {
	weeks := n - 1
	switch b {
	case Week:
	case Quarter:
		weeks = f.weeksBefore(3*n-2, f.weeks(year))
	case Year:
		weeks *= f.weeks(year)
	default:
		weeks = f.weeksBefore(n, f.weeks(year))
	}
	return f.start(year).AddDate(0, 0, 7*weeks)
}

// natural returns the period of the bucket that a day lies in.
func (f *Fiscal) natural(b Bucket, day time.Time) Period {
	if f == nil || b == Day {
		return b.natural(day)
	}
	year := f.yearOf(day)
	n := f.count(b, year)
	for f.begins(b, year, n).After(day) {
		n--
	}
	return Period{Label: fiscalLabel(b, year, n), Start: f.begins(b, year, n), End: f.begins(b, year, n+1)}
}

func fiscalLabel(b Bucket, year, n int) string {
	switch b {
	case Week:
		return fmt.Sprintf("%04d-W%02d", year, n)
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", year, n)
	case Year:
		return fmt.Sprintf("%04d", year)
	}
	return fmt.Sprintf("%04d%s%02d", year, fiscalMark, n)
}

// Parse returns the first day of the period that text names: in fiscal years
// 2026-P01 for months, 2026-W53 for weeks of the year, else as in ParsePeriod.
func (f *Fiscal) Parse(b Bucket, text string) (time.Time, error) {
	if f == nil || b == Day {
		return ParsePeriod(b, text)
	}
	year, n, ok := 0, 1, false
	switch b {
	case Year:
		if at, err := time.Parse(b.layout(), text); err == nil {
			year, ok = at.Year(), true
		}
	case Week:
		year, n, ok = parseNumbered(text, "-W", 2)
	case Quarter:
		year, n, ok = parseNumbered(text, "-Q", 1)
	default:
		year, n, ok = parseNumbered(text, fiscalMark, 2)
	}
	if !ok || year < 1 || !slices.Contains(Buckets(), b) || n > f.count(b, year) {
		return time.Time{}, fmt.Errorf("expected %s, got %q", f.example(b), text)
	}
	return f.begins(b, year, n), nil
}

func (f *Fiscal) example(b Bucket) string {
	if f == nil || b == Day {
		return b.example()
	}
	switch b {
	case Week:
		return "a week of the fiscal year such as 2026-W05"
	case Quarter:
		return "a fiscal quarter such as 2026-Q1"
	case Year:
		return "a fiscal year such as 2026"
	}
	return "a fiscal period such as 2026-P01"
}
