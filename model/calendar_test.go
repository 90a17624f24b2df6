package model

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// anyDay draws a day from 1990 to 2060.
func anyDay(t *rapid.T) time.Time {
	return date(1990, time.January, 1).AddDate(0, 0, rapid.IntRange(0, 25_900).Draw(t, "day"))
}

func anyFiscal(t *rapid.T) *Fiscal {
	f := &Fiscal{
		Pattern: rapid.SampledFrom(Patterns()).Draw(t, "pattern"),
		NamedBy: rapid.SampledFrom([]NamedBy{NamedByEnd, NamedByStart}).Draw(t, "named by"),
		Ends: YearEnd{
			Weekday: time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday")),
			Month:   time.Month(rapid.IntRange(1, 12).Draw(t, "month")),
		},
	}
	if rapid.Bool().Draw(t, "nearest") {
		f.Ends.Day = rapid.IntRange(1, 28).Draw(t, "day of month")
	}
	return f
}

func anyWorking(t *rapid.T) *Working {
	w := &Working{Days: Weekdays(rapid.IntRange(1, 127).Draw(t, "weekdays"))}
	for range rapid.IntRange(0, 4).Draw(t, "closings") {
		first := anyDay(t)
		last := first.AddDate(0, 0, rapid.IntRange(0, 20).Draw(t, "length"))
		w.Holidays = append(w.Holidays, DateRange{first, last})
	}
	return w
}

func anyLayout(t *rapid.T) *Layout {
	l := &Layout{Start: anyDay(t).Format(time.DateOnly), Working: anyWorking(t)}
	if rapid.Bool().Draw(t, "fiscal") {
		l.Fiscal = anyFiscal(t)
	}
	for range rapid.IntRange(1, 5).Draw(t, "stretches") {
		l.Horizon = append(l.Horizon, Stretch{rapid.IntRange(1, 30).Draw(t, "periods"), rapid.SampledFrom(Buckets()).Draw(t, "bucket")})
	}
	return l
}

func TestAnyHorizonIsWithoutGapOrOverlap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := anyLayout(t)
		c, err := l.Calendar()
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		if got := c.Periods[0].Start.Format(time.DateOnly); got != l.Start {
			t.Fatalf("starts on %s in place of %s", got, l.Start)
		}
		t0 := 0
		for _, s := range l.Horizon {
			for range s.Periods {
				checkPeriod(t, &c, t0, s.Bucket, seen)
				t0++
			}
		}
		if c.Len() != t0 {
			t.Fatalf("%d periods in place of %d", c.Len(), t0)
		}
	})
}

// checkPeriod asks that a period follows the one before, ends with its natural
// period, and has a label of its own that leads back to that period.
func checkPeriod(t *rapid.T, c *Calendar, i int, bucket Bucket, seen map[string]bool) {
	p := c.Periods[i]
	if i > 0 && !p.Start.Equal(c.Periods[i-1].End) {
		t.Fatalf("%s starts on %s, the one before ends on %s", p.Label, p.Start, c.Periods[i-1].End)
	}
	if !p.Start.Before(p.End) || seen[p.Label] {
		t.Fatalf("the period %+v is empty, or its label is used before", p)
	}
	seen[p.Label] = true
	first, err := c.Fiscal.Parse(bucket, p.Label)
	if err != nil || first.After(p.Start) {
		t.Fatalf("label %s: first day %s, %v", p.Label, first, err)
	}
	if next := c.Fiscal.natural(bucket, first); !next.End.Equal(p.End) || next.Label != p.Label {
		t.Fatalf("the period %s ends on %s in place of %s (%s)", p.Label, p.End, next.End, next.Label)
	}
	if by, _, ok := LabelBucket(p.Label); !ok || by != bucket {
		t.Fatalf("label %s of a %s looks like a %q", p.Label, bucket, by)
	}
}

func TestWorkingDaysAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := anyLayout(t)
		c, err := l.Calendar()
		if err != nil {
			t.Fatal(err)
		}
		sum, days := 0, 0
		for _, p := range c.Periods {
			sum += p.WorkingDays
			days += p.Days()
		}
		from, to := c.Periods[0].Start, c.Periods[c.Len()-1].End
		if want := dayByDay(l.Working, from, to); sum != want || l.Working.Count(from, to) != want {
			t.Fatalf("%d working days in the periods, %d in all, %d counted one by one", sum, l.Working.Count(from, to), want)
		}
		if want := daysBetween(from, to); days != want {
			t.Fatalf("%d days in place of %d", days, want)
		}
	})
}

// dayByDay counts working days the slow way.
func dayByDay(w *Working, from, to time.Time) (n int) {
	for day := from; day.Before(to); day = day.AddDate(0, 0, 1) {
		open := w.Days.Has(day.Weekday())
		for _, r := range append(append([]DateRange(nil), w.Holidays...), w.Shutdowns...) {
			open = open && (day.Before(r.First) || day.After(r.Last))
		}
		if open {
			n++
		}
	}
	return n
}

func TestFiscalYearsHave52Or53Weeks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, year := anyFiscal(t), rapid.IntRange(1990, 2060).Draw(t, "year")
		weeks := f.weeks(year)
		if weeks != weeksInYear && weeks != weeksInLongYear {
			t.Fatalf("%s: %d has %d weeks", f.Ends, year, weeks)
		}
		end := f.start(year+1).AddDate(0, 0, -1)
		if end.Weekday() != f.Ends.Weekday {
			t.Fatalf("%s: %d ends on a %s", f.Ends, year, end.Weekday())
		}
		var got string
		for n := range fiscalPeriods {
			p := f.natural(Month, f.begins(Month, year, n+1))
			if p.Days()%7 != 0 {
				t.Fatalf("%s has %d days", p.Label, p.Days())
			}
			got += fmt.Sprintf("%d ", p.Days()/7)
		}
		want := ""
		for n := range fiscalPeriods {
			in := int(f.Pattern[n%3*2] - '0')
			if n == fiscalPeriods-1 {
				in += weeks - weeksInYear
			}
			want += fmt.Sprintf("%d ", in)
		}
		if got != want {
			t.Fatalf("%s in %d weeks: the periods have %s weeks in place of %s", f.Pattern, weeks, got, want)
		}
	})
}

// The dates below are those of published retail calendars: fiscal 2017 and
// 2023 of the National Retail Federation had 53 weeks and ended on February 3.
func TestFiscalYearsOfRetailersAreThoseOfTheirCalendars(t *testing.T) {
	f := &Fiscal{Pattern: "4-5-4", Ends: YearEnd{time.Saturday, time.January, 31}, NamedBy: NamedByStart}
	for _, want := range []struct {
		year, weeks int
		start       string
	}{{2016, 52, "2016-01-31"}, {2017, 53, "2017-01-29"}, {2018, 52, "2018-02-04"}, {2022, 52, "2022-01-30"}, {2023, 53, "2023-01-29"}, {2024, 52, "2024-02-04"}} {
		if got := f.start(want.year).Format(time.DateOnly); got != want.start || f.weeks(want.year) != want.weeks {
			t.Errorf("%d starts on %s with %d weeks, expected %s with %d", want.year, got, f.weeks(want.year), want.start, want.weeks)
		}
	}
}

func TestAYearIsNamedByItsEndOrItsStart(t *testing.T) {
	for _, test := range []struct {
		ends  string
		named NamedBy
		want  string // first day of 2026
	}{
		{"last saturday of january", NamedByEnd, "2025-01-26"},
		{"last saturday of january", NamedByStart, "2026-02-01"},
		{"saturday nearest december 31", NamedByEnd, "2026-01-04"},
		{"saturday nearest december 31", NamedByStart, "2026-01-04"},
		{"friday nearest june 30", NamedByEnd, "2025-06-28"},
		{"saturday nearest january 1", NamedByEnd, "2025-01-05"},
		{"tuesday nearest january 1", NamedByEnd, "2025-01-01"},
		{"saturday nearest january 1", NamedByStart, "2026-01-04"},
	} {
		ends, err := ParseYearEnd(test.ends)
		if err != nil {
			t.Fatal(err)
		}
		f := &Fiscal{Pattern: "4-4-5", Ends: ends, NamedBy: test.named}
		if got := f.start(2026).Format(time.DateOnly); got != test.want {
			t.Errorf("%s, named by %s: 2026 starts on %s, expected %s", test.ends, test.named, got, test.want)
		}
		for year := 2000; year < 2060; year++ {
			if got := f.yearOf(f.start(year)); got != year {
				t.Errorf("%s, named by %s: the first day of %d is counted to %d", test.ends, test.named, year, got)
			}
		}
	}
}

func TestWeek53ExistsInLongYearsOnly(t *testing.T) {
	for year, long := range map[int]bool{2015: true, 2020: true, 2024: false, 2025: false, 2026: true, 2027: false} {
		label := fmt.Sprintf("%d-W53", year)
		if _, err := ParsePeriod(Week, label); (err == nil) != long {
			t.Errorf("%s: %v", label, err)
		}
	}
	c, err := NewCalendar(Week, "2026-W52", 3)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"2026-W52", "2026-W53", "2027-W01"}, c.Labels()); diff != "" {
		t.Error(diff)
	}
}

func TestWeeksThenMonthsThenQuarters(t *testing.T) {
	l := Layout{Start: "2026-01-05", Horizon: []Stretch{{8, Week}, {4, Month}, {2, Quarter}}}
	c, err := l.Calendar()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"2026-W02", "2026-W03", "2026-W04", "2026-W05", "2026-W06", "2026-W07", "2026-W08", "2026-W09",
		"2026-03", "2026-04", "2026-05", "2026-06", "2026-Q3", "2026-Q4",
	}
	if diff := cmp.Diff(want, c.Labels()); diff != "" {
		t.Error(diff)
	}
	stub := c.Periods[8]
	if got := stub.Start.Format(time.DateOnly); got != "2026-03-02" || stub.Days() != 30 || c.Bucket != Mixed {
		t.Errorf("March starts on %s with %d days in a calendar of bucket %s", got, stub.Days(), c.Bucket)
	}
}

func TestSpellingsOfOneCalendarAreOneCalendar(t *testing.T) {
	plain, err := NewCalendar(Month, "2026-01", 6)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []Layout{
		{Start: "2026-01", Horizon: []Stretch{{6, Month}}},
		{Start: "2026-01-01", Horizon: []Stretch{{2, Month}, {4, Month}}},
	} {
		c, err := l.Calendar()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(asJSON(t, plain), asJSON(t, c)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestWhateverChangesACalendarChangesItsCanonicalForm(t *testing.T) {
	base := Layout{Start: "2026-01-07", Horizon: []Stretch{{2, Week}, {2, Month}}}
	friday := Fiscal{"4-4-5", YearEnd{time.Friday, time.March, 0}, NamedByEnd}
	saturday := friday
	saturday.Ends.Weekday = time.Saturday
	seen := map[string]int{}
	for i, change := range []func(*Layout){
		func(*Layout) {},
		func(l *Layout) { l.Start = "2026-01-08" },
		func(l *Layout) { l.Horizon = []Stretch{{2, Week}, {3, Month}} },
		func(l *Layout) { l.Fiscal = &friday },
		func(l *Layout) { l.Fiscal = &saturday },
		func(l *Layout) { l.Working = &Working{Days: 0b0111110} },
		func(l *Layout) { l.Working = &Working{Days: 0b0111110, Holidays: []DateRange{{ninth, ninth}}} },
	} {
		l := base
		change(&l)
		c, err := l.Calendar()
		if err != nil {
			t.Fatal(err)
		}
		form := asJSON(t, c)
		if before, ok := seen[form]; ok {
			t.Errorf("cases %d and %d have one form: %s", before, i, form)
		}
		seen[form] = i
	}
}

var ninth = date(2026, time.January, 9)

func asJSON(t *testing.T, c Calendar) string {
	t.Helper()
	out, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestSharesOfNaturalPeriodsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := anyLayout(t)
		l.Horizon = append(l.Horizon, Stretch{1, Year}) // so that the end is that of a year
		c, err := l.Calendar()
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for i := range c.Periods {
			sum += c.Share(i, Week)
		}
		weeks := float64(daysBetween(c.Periods[0].Start, c.Periods[c.Len()-1].End)) / 7
		const rounding = 1e-9
		if math.Abs(sum-weeks) > rounding*weeks {
			t.Fatalf("%v weeks in place of %v", sum, weeks)
		}
	})
	c, err := NewCalendar(Quarter, "2026-Q1", 1)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Share(0, Month); got != 3 {
		t.Errorf("a quarter has %v months", got)
	}
	january := Layout{Start: "2026-01-05", Horizon: []Stretch{{1, Week}}}
	if c, err = january.Calendar(); err != nil || c.Share(0, Month) != 7.0/31 {
		t.Errorf("a week of January is %v months, %v", c.Share(0, Month), err)
	}
}

func TestTextsOfCalendarsAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, w := anyFiscal(t), anyWorking(t)
		if got, err := ParseYearEnd(f.Ends.String()); err != nil || got != f.Ends {
			t.Fatalf("%s is read as %s, %v", f.Ends, got, err)
		}
		if got, err := ParseWeekdays(w.Days.String()); err != nil || got != w.Days {
			t.Fatalf("%s is read as %s, %v", w.Days, got, err)
		}
		for _, r := range w.Holidays {
			if got, err := ParseDateRange(r.String()); err != nil || got != r {
				t.Fatalf("%s is read as %s, %v", r, got, err)
			}
		}
		s := Stretch{rapid.IntRange(1, 2000).Draw(t, "periods"), rapid.SampledFrom(Buckets()).Draw(t, "bucket")}
		if got, err := ParseStretch(s.String()); err != nil || got != s {
			t.Fatalf("%s is read as %s, %v", s, got, err)
		}
	})
}

func TestTextsThatSayNoCalendarAreRefused(t *testing.T) {
	for _, text := range []string{"", "last saturday", "first saturday of january", "last caturday of january", "last saturday of smarch", "saturday nearest february 29", "saturday nearest june 31", "saturday nearest june 0"} {
		if e, err := ParseYearEnd(text); err == nil {
			t.Errorf("%q is read as %s", text, e)
		}
	}
	for _, text := range []string{"", "mon..", "..fri", "mon-fri", "moon"} {
		if d, err := ParseWeekdays(text); err == nil {
			t.Errorf("%q is read as %s", text, d)
		}
	}
	for _, text := range []string{"", "2026-02-29", "2026-01-02..2026-01-01", "2026-01"} {
		if r, err := ParseDateRange(text); err == nil {
			t.Errorf("%q is read as %s", text, r)
		}
	}
	for _, text := range []string{"", "weeks", "0 weeks", "-1 weeks", "8 fortnights", "8 weeks more", "1.5 weeks", "99999 weeks"} {
		if s, err := ParseStretch(text); err == nil {
			t.Errorf("%q is read as %s", text, s)
		}
	}
}

func TestWeekdaysMayRunOverTheEndOfTheWeek(t *testing.T) {
	d, err := ParseWeekdays("sun..thu")
	if err != nil || d.String() != "mon..thu, sun" {
		t.Errorf("read as %s, %v", d, err)
	}
}

func TestHorizonsBeyondTheBoundAreRefused(t *testing.T) {
	for _, horizon := range [][]Stretch{nil, {{MaxPeriods, Day}, {1, Week}}, {{-1, Day}}, {{math.MaxInt, Day}, {math.MaxInt, Day}}} {
		l := Layout{Start: "2026-01-01", Horizon: horizon}
		if _, err := l.Calendar(); err == nil {
			t.Errorf("%v is accepted", horizon)
		}
	}
}
