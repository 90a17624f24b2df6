package model

import "time"

// Bucket is the length of a planning period.
type Bucket string

// The buckets that a calendar can be made of.
const (
	Day     Bucket = "day"
	Week    Bucket = "week"
	Month   Bucket = "month"
	Quarter Bucket = "quarter"
	Year    Bucket = "year"

	// Mixed is the bucket of a calendar with periods of several lengths. It is
	// none of Buckets.
	Mixed Bucket = "mixed"
)

// Buckets lists every Bucket from the shortest to the longest.
func Buckets() []Bucket { return []Bucket{Day, Week, Month, Quarter, Year} }

// MaxPeriods bounds the horizon, so that a mistyped number cannot exhaust memory.
const MaxPeriods = 2000

// Period is one planning period. Its label names the natural period that it
// lies in; only in a mixed horizon it may be a part of that.
type Period struct {
	Label string    `json:"label"` // 2026-01-31, 2026-W05, 2026-01, 2026-Q1 or 2026; 2026-P01 in fiscal years
	Start time.Time `json:"-"`     // first day, midnight UTC
	End   time.Time `json:"-"`     // first day after the period, midnight UTC

	// WorkingDays are the days that the company works, holidays and shutdowns
	// left out. 0 where Calendar.Working is nil.
	WorkingDays int `json:"-"`
}

// Days is the length of the period in calendar days.
func (p *Period) Days() int { return daysBetween(p.Start, p.End) }

// Calendar is the planning horizon: periods without gap or overlap.
type Calendar struct {
	Bucket  Bucket   `json:"bucket"`
	Periods []Period `json:"periods"`

	// Start and Horizon tell how the periods of a mixed calendar, or of one
	// that starts inside a period, are laid out; empty for all others.
	Start   string    `json:"start,omitempty"` // first day, YYYY-MM-DD
	Horizon []Stretch `json:"horizon,omitempty"`

	Fiscal  *Fiscal  `json:"fiscal,omitempty"`  // nil: weeks of ISO 8601 and calendar months
	Working *Working `json:"working,omitempty"` // nil: not known which days are worked
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
