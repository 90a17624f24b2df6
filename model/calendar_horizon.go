package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Stretch is a part of the horizon whose periods are of one bucket.
type Stretch struct {
	Periods int
	Bucket  Bucket
}

// String writes the stretch as in a scenario file: 8 weeks.
func (s Stretch) String() string {
	if s.Periods == 1 {
		return "1 " + string(s.Bucket)
	}
	return fmt.Sprintf("%d %ss", s.Periods, s.Bucket)
}

// MarshalText writes the stretch for the canonical form.
func (s Stretch) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// ParseStretch reads "8 weeks".
func ParseStretch(text string) (Stretch, error) {
	fields := strings.Fields(text)
	if len(fields) == 2 {
		n, err := strconv.ParseUint(fields[0], 10, 16)
		bucket := Bucket(strings.TrimSuffix(fields[1], "s"))
		if err == nil && n >= 1 && slices.Contains(Buckets(), bucket) {
			return Stretch{int(n), bucket}, nil
		}
	}
	return Stretch{}, fmt.Errorf("expected a number of days, weeks, months, quarters or years such as 8 weeks, got %q", text)
}

// Layout says how to make a calendar.
type Layout struct {
	Start   string // a period of the first bucket; for several stretches a day will do as well
	Horizon []Stretch
	Fiscal  *Fiscal
	Working *Working
}

// NewCalendar lays out n periods of one bucket from the period that start names.
func NewCalendar(bucket Bucket, start string, n int) (Calendar, error) {
	l := Layout{Start: start, Horizon: []Stretch{{n, bucket}}}
	at, err := l.Fiscal.Parse(bucket, start)
	if err != nil {
		return Calendar{}, err
	}
	return l.from(at)
}

// Calendar lays out the periods, each beginning where the one before ends. A
// period that would begin inside its natural period (a month on the 9th, say)
// is cut short to end with it.
func (l *Layout) Calendar() (Calendar, error) {
	if len(l.Horizon) == 0 {
		return Calendar{}, fmt.Errorf("expected at least one stretch of periods")
	}
	bucket := l.Horizon[0].Bucket
	at, err := l.Fiscal.Parse(bucket, l.Start)
	if err != nil {
		day, noDay := ParsePeriod(Day, l.Start)
		if noDay != nil {
			return Calendar{}, fmt.Errorf("expected %s, or a day such as 2026-01-05; got %q", l.Fiscal.example(bucket), l.Start)
		}
		at = day
	}
	return l.from(at)
}

func (l *Layout) from(at time.Time) (Calendar, error) {
	horizon, total := merged(l.Horizon)
	if total < 1 || total > MaxPeriods {
		return Calendar{}, fmt.Errorf("expected 1 to %d periods, got %d", MaxPeriods, total)
	}
	c := Calendar{Bucket: horizon[0].Bucket, Periods: make([]Period, 0, total), Fiscal: l.Fiscal, Working: l.Working}
	first := l.Fiscal.natural(c.Bucket, at)
	if len(horizon) > 1 || !first.Start.Equal(at) {
		c.Start, c.Horizon = at.Format(time.DateOnly), horizon
	}
	if len(horizon) > 1 {
		c.Bucket = Mixed
	}
	for _, s := range horizon {
		for range s.Periods {
			p := l.Fiscal.natural(s.Bucket, at)
			p.Start, at = at, p.End
			if l.Working != nil {
				p.WorkingDays = l.Working.Count(p.Start, p.End)
			}
			c.Periods = append(c.Periods, p)
		}
	}
	return c, nil
}

// merged joins neighbouring stretches of one bucket, and counts the periods.
func merged(horizon []Stretch) (out []Stretch, total int) {
	for _, s := range horizon {
		if s.Periods < 0 || s.Periods > MaxPeriods { // else the sum could overflow
			return nil, MaxPeriods + 1
		}
		total = min(total+s.Periods, MaxPeriods+1)
		if n := len(out); n > 0 && out[n-1].Bucket == s.Bucket {
			out[n-1].Periods += s.Periods
			continue
		}
		out = append(out, s)
	}
	return out, total
}

// Share is how many natural periods of a bucket period t covers: a week of
// January is 7/31 of a month, a whole month exactly 1.
func (c *Calendar) Share(t int, of Bucket) float64 {
	p := &c.Periods[t]
	whole, part := 0, 0.0
	for at := p.Start; at.Before(p.End); {
		natural := c.Fiscal.natural(of, at)
		end := natural.End
		if end.After(p.End) {
			end = p.End
		}
		if at.Equal(natural.Start) && end.Equal(natural.End) {
			whole++
		} else {
			part += float64(daysBetween(at, end)) / float64(natural.Days())
		}
		at = end
	}
	return float64(whole) + part
}
