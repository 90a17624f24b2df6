package model

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Bucket is the length of a planning period.
type Bucket string

// The buckets that a calendar can be made of.
const (
	Day     Bucket = "day"
	Week    Bucket = "week"
	Month   Bucket = "month"
	Quarter Bucket = "quarter"
	Year    Bucket = "year"
)

// Buckets lists every Bucket from the shortest to the longest.
func Buckets() []Bucket { return []Bucket{Day, Week, Month, Quarter, Year} }

// MaxPeriods bounds the horizon, so that a mistyped number cannot exhaust memory.
const MaxPeriods = 2000

// Period is one planning period.
type Period struct {
	Label string    `json:"label"` // 2026-01-31, 2026-W05, 2026-01, 2026-Q1 or 2026
	Start time.Time `json:"-"`     // first day, midnight UTC
	End   time.Time `json:"-"`     // first day after the period, midnight UTC
}

// Calendar is the planning horizon: periods without gap or overlap.
type Calendar struct {
	Bucket  Bucket   `json:"bucket"`
	Periods []Period `json:"periods"`
}

// Len is the number of periods.
func (c Calendar) Len() int { return len(c.Periods) }

// Labels returns the labels of all periods in order.
func (c Calendar) Labels() []string {
	labels := make([]string, len(c.Periods))
	for i := range c.Periods {
		labels[i] = c.Periods[i].Label
	}
	return labels
}

// Find returns the index of the period with that label, or -1.
func (c Calendar) Find(label string) int {
	for i := range c.Periods {
		if c.Periods[i].Label == label {
			return i
		}
	}
	return -1
}

// NewCalendar lays out n periods of one bucket from the period that start
// names: 2026-01-15 for days, 2026-W05 (ISO 8601) for weeks, 2026-01 for
// months, 2026-Q1 for quarters, 2026 for years.
func NewCalendar(bucket Bucket, start string, n int) (Calendar, error) {
	if n < 1 || n > MaxPeriods {
		return Calendar{}, fmt.Errorf("expected 1 to %d periods, got %d", MaxPeriods, n)
	}
	at, err := ParsePeriod(bucket, start)
	if err != nil {
		return Calendar{}, err
	}
	c := Calendar{Bucket: bucket, Periods: make([]Period, n)}
	for i := range c.Periods {
		next := bucket.next(at)
		c.Periods[i] = Period{Label: bucket.label(at), Start: at, End: next}
		at = next
	}
	return c, nil
}

// ParsePeriod returns the first day of the period that text names.
func ParsePeriod(bucket Bucket, text string) (time.Time, error) {
	fail := func() (time.Time, error) {
		return time.Time{}, fmt.Errorf("expected %s, got %q", bucket.example(), text)
	}
	switch bucket {
	case Day, Month, Year:
		layout := map[Bucket]string{Day: time.DateOnly, Month: "2006-01", Year: "2006"}[bucket]
		if t, err := time.Parse(layout, text); err == nil {
			return t, nil
		}
		return fail()
	case Week:
		return parseNumbered(text, "-W", 2, func(year, n int) (time.Time, bool) {
			t := isoWeek(year, n)
			y, w := t.ISOWeek()
			return t, y == year && w == n
		}, fail)
	case Quarter:
		return parseNumbered(text, "-Q", 1, func(year, n int) (time.Time, bool) {
			return date(year, 3*n-2), n >= 1 && n <= 4
		}, fail)
	}
	return time.Time{}, fmt.Errorf("unknown bucket %q", bucket)
}

// parseNumbered reads YEAR<sep>NUMBER with exactly digits digits in the number.
func parseNumbered(text, sep string, digits int, day func(year, n int) (time.Time, bool), fail func() (time.Time, error)) (time.Time, error) {
	year, number, ok := strings.Cut(text, sep)
	if !ok || len(year) != 4 || len(number) != digits {
		return fail()
	}
	y, errY := strconv.ParseUint(year, 10, 16)
	n, errN := strconv.ParseUint(number, 10, 8)
	if errY != nil || errN != nil || n == 0 {
		return fail()
	}
	t, ok := day(int(y), int(n))
	if !ok {
		return fail()
	}
	return t, nil
}

func date(year, month int) time.Time {
	return time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
}

// isoWeek returns the Monday of an ISO 8601 week: week 1 is the one with January 4.
func isoWeek(year, week int) time.Time {
	jan4 := time.Date(year, time.January, 4, 0, 0, 0, 0, time.UTC)
	monday := jan4.AddDate(0, 0, -(int(jan4.Weekday())+6)%7)
	return monday.AddDate(0, 0, 7*(week-1))
}

func (b Bucket) next(t time.Time) time.Time {
	switch b {
	case Day:
		return t.AddDate(0, 0, 1)
	case Week:
		return t.AddDate(0, 0, 7)
	case Quarter:
		return t.AddDate(0, 3, 0)
	case Year:
		return t.AddDate(1, 0, 0)
	}
	return t.AddDate(0, 1, 0)
}

func (b Bucket) label(t time.Time) string {
	switch b {
	case Day:
		return t.Format(time.DateOnly)
	case Week:
		y, w := t.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", y, w)
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", t.Year(), (int(t.Month())+2)/3)
	case Year:
		return t.Format("2006")
	}
	return t.Format("2006-01")
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
